"""Functions for messages, events, rows, orchestrations and tools: no checker may report anything here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from typing_extensions import assert_type

import azure_functions_lite as func

NOW = datetime(2026, 1, 31, tzinfo=timezone.utc)


def on_events(events: list[func.EventHubEvent], out: func.Out[list[str]]) -> None:
    out.set([event.get_body().decode() for event in events if event.partition_key])


def on_event(event: func.EventHubEvent) -> bytes:
    assert_type(event.partition_key, "str | None")
    assert_type(event.sequence_number, "int | None")
    assert_type(event.offset, "str | None")
    assert_type(event.enqueued_time, "datetime | None")
    assert_type(event.iothub_metadata, "Mapping[str, str] | None")
    assert_type(event.metadata, "dict[str, Any] | None")
    assert_type(event.get_body(), bytes)
    assert_type(event.to_dict(), "dict[str, Any]")
    assert_type(func.EventHubEvent.from_json(event.to_json()), func.EventHubEvent)
    device = (event.iothub_metadata or {}).get("connection-device-id", "")
    return device.encode() + event.get_body()


def on_messages(messages: list[func.ServiceBusMessage]) -> list[str]:
    return [message.message_id or "" for message in messages]


def on_message(message: func.ServiceBusMessage, out: func.Out[bytes]) -> None:
    assert_type(message.application_properties, "dict[str, Any]")
    assert_type(message.user_properties, "dict[str, Any]")
    assert_type(message.content_type, "str | None")
    assert_type(message.correlation_id, "str | None")
    assert_type(message.dead_letter_error_description, "str | None")
    assert_type(message.dead_letter_reason, "str | None")
    assert_type(message.dead_letter_source, "str | None")
    assert_type(message.delivery_count, "int | None")
    assert_type(message.enqueued_sequence_number, "int | None")
    assert_type(message.enqueued_time_utc, "datetime | None")
    assert_type(message.expires_at_utc, "datetime | None")
    assert_type(message.expiration_time, "datetime | None")
    assert_type(message.force_persistence, "bool | None")
    assert_type(message.label, "str | None")
    assert_type(message.locked_until, "datetime | None")
    assert_type(message.lock_token, "str | None")
    assert_type(message.message_id, "str | None")
    assert_type(message.metadata, "dict[str, Any] | None")
    assert_type(message.partition_key, "str | None")
    assert_type(message.reply_to, "str | None")
    assert_type(message.reply_to_session_id, "str | None")
    assert_type(message.scheduled_enqueue_time, "datetime | None")
    assert_type(message.scheduled_enqueue_time_utc, "datetime | None")
    assert_type(message.sequence_number, "int | None")
    assert_type(message.session_id, "str | None")
    assert_type(message.state, "int | None")
    assert_type(message.subject, "str | None")
    assert_type(message.time_to_live, "timedelta | None")
    assert_type(message.to, "str | None")
    assert_type(message.transaction_partition_key, "str | None")
    out.set(message.get_body())


def on_topic(event: func.KafkaEvent, events: list[func.KafkaEvent]) -> int:
    assert_type(event.key, "str | None")
    assert_type(event.offset, "int | None")
    assert_type(event.partition, "int | None")
    assert_type(event.topic, "str | None")
    assert_type(event.timestamp, "str | None")
    assert_type(event.headers, "list[Any] | None")
    assert_type(event.metadata, "dict[str, Any] | None")
    return sum(len(each.get_body()) for each in events)


def on_grid(event: func.EventGridEvent, out: func.Out[func.EventGridOutputEvent]) -> None:
    assert_type(event.id, str)
    assert_type(event.topic, str)
    assert_type(event.subject, str)
    assert_type(event.event_type, str)
    assert_type(event.event_time, "datetime | None")
    assert_type(event.data_version, str)
    size: int = event.get_json()["contentLength"] + event.data["contentLength"]
    sent = func.EventGridOutputEvent(
        id="1", subject="s", data_version="1.0", event_type="t", data={"size": size}, event_time=NOW
    )
    assert_type(sent.id, str)
    assert_type(sent.subject, str)
    assert_type(sent.data_version, str)
    assert_type(sent.event_type, str)
    assert_type(sent.event_time, "datetime | None")
    out.set(sent)


def on_cloud(event: func.CloudEvent, out: func.Out[list[func.CloudEvent]]) -> None:
    assert_type(event.id, str)
    assert_type(event.source, str)
    assert_type(event.type, str)
    assert_type(event.specversion, str)
    assert_type(event.subject, "str | None")
    assert_type(event.time, "datetime | None")
    assert_type(event.datacontenttype, "str | None")
    assert_type(event.dataschema, "str | None")
    assert_type(event.extension_attrs, "dict[str, Any]")
    text: str = event.get_json()["text"]
    out.set([func.CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=text, partitionkey="k")])


def on_documents(documents: func.DocumentList, out: func.Out[func.Document]) -> func.DocumentList:
    for document in documents:
        assert_type(document, func.Document)
    assert_type(documents[0], func.Document)
    assert_type(documents.to_json(), str)
    assert_type(documents.copy(), func.DocumentList)
    assert_type(func.DocumentList.from_json("[]"), func.DocumentList)
    assert_type(func.Document.from_json("{}"), func.Document)
    assert_type(func.Document.from_dict({"id": 1}).copy(), func.Document)
    document = func.Document({"id": "1"}, category="a")
    document["seen"] = True
    assert_type(document.to_dict(), "dict[str, Any]")
    plain: dict[str, Any] = document.data
    out.set(func.Document(plain))
    return func.DocumentList([document, *documents.data])


def on_rows(rows: func.SqlRowList, out: func.Out[func.SqlRow]) -> None:
    assert_type([row["id"] for row in rows], "list[Any]")
    assert_type(rows[0], func.SqlRow)
    assert_type(rows.to_dict(), "list[dict[str, Any] | None]")
    out.set(func.SqlRow.from_dict({"id": 1}))
    out.set(func.SqlRow({"id": 1}))
    func.SqlRowList([func.SqlRow(id=1)]).append(func.SqlRow())


def on_mysql_rows(rows: func.MySqlRowList, out: func.Out[func.MySqlRowList]) -> None:
    assert_type(rows.pop(), func.MySqlRow)
    out.set(func.MySqlRowList(func.MySqlRow(id=number) for number in range(3)))


def orchestrate(context: func.OrchestrationContext) -> str:
    assert_type(context.body, str)
    instance: str = json.loads(context.body)["instanceId"]
    return instance


def entity(context: func.EntityContext) -> str:
    assert_type(context.body, str)
    return context.body


def activity(name: str) -> dict[str, Any]:
    return {"hello": name}


def tool(context: func.MCPToolContext) -> dict[str, Any]:
    name: str = context["name"]
    for argument in context["arguments"]:
        name += argument
    return {"content": name}


def prompt(context: func.PromptInvocationContext) -> str:
    assert_type(context.name, str)
    assert_type(context.arguments, "dict[str, Any]")
    assert_type(context.sessionid, "str | None")
    assert_type(context.transport, "dict[str, Any] | None")
    return context.name


def tests() -> None:
    """Make what a test needs, every property by keyword."""
    on_event(
        func.EventHubEvent(
            body=b"x",
            trigger_metadata={"PartitionContext": {}},
            partition_key="k",
            sequence_number=1,
            offset="1",
            enqueued_time=NOW,
            iothub_metadata={"connection-device-id": "d"},
        )
    )
    on_events([func.EventHubEvent(body="x"), func.EventHubEvent()], func.Out())
    message = func.ServiceBusMessage(
        body="x",
        trigger_metadata=None,
        application_properties={"a": 1},
        content_type="text/plain",
        correlation_id="c",
        dead_letter_error_description="d",
        dead_letter_reason="r",
        dead_letter_source="s",
        delivery_count=1,
        enqueued_sequence_number=1,
        enqueued_time_utc=NOW,
        expires_at_utc=NOW,
        force_persistence=False,
        label="l",
        locked_until=NOW,
        lock_token="t",
        message_id="m",
        partition_key="p",
        reply_to="r",
        reply_to_session_id="s",
        scheduled_enqueue_time_utc=NOW,
        sequence_number=1,
        session_id="s",
        state=0,
        subject="s",
        time_to_live=timedelta(days=1),
        to="t",
        transaction_partition_key="p",
        user_properties={"a": 1},
    )
    on_message(message, func.Out())
    assert_type(on_messages([message]), "list[str]")
    kafka = func.KafkaEvent(
        body=b"x",
        trigger_metadata={},
        key="k",
        offset=1,
        partition=0,
        topic="t",
        timestamp="2026-01-31T00:00:00Z",
        headers=[{"Key": "a", "Value": "Yg=="}],
    )
    assert_type(on_topic(kafka, [kafka]), int)
    grid = func.EventGridEvent(
        id="1", topic="t", subject="s", event_type="e", event_time=NOW, data_version="1.0", data={"contentLength": 1}
    )
    on_grid(grid, func.Out())
    cloud = func.CloudEvent(
        id="1",
        source="/a",
        type="t",
        specversion="1.0",
        data=b'{"text": "x"}',
        time=NOW,
        subject="s",
        datacontenttype="application/json",
        dataschema="https://example.com/schema",
    )
    on_cloud(cloud, func.Out())
    entity(func.EntityContext('{"self": {}}'))
    orchestrate(func.OrchestrationContext(body=b"{}"))
    func.OrchestrationContext()
    tool(func.MCPToolContext(name="save", arguments={"a": 1}))
    tool(func.MCPToolContext({"name": "save", "arguments": {}}))
    prompt(func.PromptInvocationContext(name="n", arguments={"a": 1}, sessionid="s", transport={}))
    prompt(func.PromptInvocationContext({"name": "n"}))
    prompt(func.PromptInvocationContext('{"name": "n"}'))
    prompt(func.PromptInvocationContext())


class Reading(func.EventHubEvent):
    """A subclass with its own method; the constructor stays."""

    def celsius(self) -> float:
        return float(self.get_json()["celsius"])


class LateMessage(func.ServiceBusMessage):
    """A subclass that overrides a method of ours."""

    def get_body(self) -> bytes:
        return b"late"


class Person(func.Document):
    @property
    def name(self) -> str:
        return str(self["name"])


class People(func.DocumentList):
    def names(self) -> Iterable[str]:
        return (str(person["name"]) for person in self)


class SavePrompt(func.PromptInvocationContext):
    def topic(self) -> str:
        return str(self.arguments["topic"])


def subclasses() -> None:
    assert_type(Reading(body='{"celsius": 21}', offset="1").celsius(), float)
    assert_type(Reading.from_json("{}"), Reading)
    assert_type(LateMessage(delivery_count=3).get_body(), bytes)
    assert_type(Person.from_json('{"name": "a"}').copy().name, str)
    assert_type(People([Person(name="a")]).copy(), People)
    assert_type(SavePrompt(arguments={"topic": "x"}).topic(), str)


def batch(events: Iterable[func.CloudEvent | func.EventGridEvent]) -> Mapping[str, Any]:
    return {event.id or "": event.data for event in events}
