"""Payloads of values, as the host would send them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import pytest

from azure_functions_lite.blob import InputStream
from azure_functions_lite.context import Context, Out
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.durable_functions import EntityContext, OrchestrationContext
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent, EventGridOutputEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.mcp import MCPToolContext, PromptInvocationContext
from azure_functions_lite.meta import Datum, InConverter, registry
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.testing import builders
from azure_functions_lite.testing.payloads import raw
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

Decode = Callable[[str, object], Any]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


BUILT: list[tuple[str, object]] = [
    ("blobTrigger", builders.blob()),
    ("cosmosDB", builders.documents({"id": "1"})),
    ("eventGridTrigger", builders.cloud_event(traceparent="00")),
    ("eventGridTrigger", builders.cloud_event(b"\xff")),
    ("eventGridTrigger", builders.event_grid_event()),
    ("eventHubTrigger", builders.event_hub_batch(["a", b"\xff", {"b": 1}])),
    ("eventHubTrigger", builders.event_hub_event(iothub_metadata={"connection-device-id": "thermo-7"})),
    ("httpTrigger", builders.http_request()),
    ("httpTrigger", builders.http_request(form={"a": "b"}, files={"c": b"d"}, params={"e": "f"}, cookies={"g": "h"})),
    ("kafkaTrigger", builders.kafka_batch(["a", b"\xff", {"b": 1}])),
    ("kafkaTrigger", builders.kafka_event()),
    ("mcpPromptTrigger", builders.prompt_invocation_context()),
    ("mysql", builders.mysql_rows({"id": 1})),
    ("queueTrigger", builders.queue_message()),
    ("serviceBusTrigger", builders.service_bus_batch(["a", b"\xff", {"b": 1}], time_to_live=timedelta.max)),
    ("serviceBusTrigger", builders.service_bus_message()),
    ("sql", builders.sql_rows({"id": 1})),
    ("timerTrigger", builders.timer_request(past_due=True)),
    ("warmupTrigger", builders.warm_up_context()),
]


@pytest.mark.parametrize(("binding", "value"), BUILT, ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_builders_make_survives_the_trip(decode: Decode, binding: str, value: object) -> None:
    assert decode(binding, value) == value


# --- what exactly is sent


def whole(value: object) -> tuple[Datum, dict[str, Datum]]:
    return raw(value, faithful=False)


def test_a_request() -> None:
    request = HttpRequest(
        "get", "https://example.com/api/items/7?a=1&a=2", headers={"X-A": "b"}, route_params={"id": "7"}, body="å"
    )
    datum, metadata = raw(request)
    text = {"url": request.url, "method": "GET"}
    assert datum == Datum(
        {
            **{name: Datum(value, "string") for name, value in text.items()},
            "headers": {"x-a": Datum("b", "string")},
            "query": {"a": Datum("1,2", "string")},
            "params": {"id": Datum("7", "string")},
            "body": Datum("å".encode(), "bytes"),
        },
        "http",
    )
    assert metadata == {
        "Query": Datum('{"a": "1,2"}', "json"),
        "Headers": Datum('{"x-a": "b"}', "json"),
        "id": Datum("7", "string"),
    }


def test_a_queue_message() -> None:
    message = QueueMessage(
        body="å", id="1", pop_receipt="2", dequeue_count=3, insertion_time=utc("2024-04-06"), time_next_visible=None
    )
    datum, metadata = whole(message)
    assert datum == Datum("å".encode(), "bytes")
    assert metadata == {
        "Id": Datum("1", "string"),
        "PopReceipt": Datum("2", "string"),
        "DequeueCount": Datum("3", "json"),
        "InsertionTime": Datum('"2024-04-06T00:00:00+00:00"', "json"),
    }


def test_a_body_that_is_not_text_is_bytes() -> None:
    assert raw(QueueMessage(body=b"\xff")) == (Datum(b"\xff", "bytes"), {})
    assert raw(QueueMessage(body="å"))[0] == Datum("å", "string")


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(), "00:00:00"),
        (timedelta(hours=1, minutes=2, seconds=3), "01:02:03"),
        (timedelta(days=14), "14.00:00:00"),
        (timedelta(days=-1, microseconds=-25), "-1.00:00:00.0000250"),
        (timedelta(seconds=-90), "-00:01:30"),
    ],
    ids=str,
)
def test_durations_are_time_spans(span: timedelta, text: str) -> None:
    _, metadata = whole(ServiceBusMessage(time_to_live=span))
    assert metadata["TimeToLive"] == Datum(f'"{text}"', "json")
    _, metadata = whole([ServiceBusMessage(time_to_live=span), ServiceBusMessage()])
    assert metadata["TimeToLiveArray"] == Datum(f'["{text}", null]', "json")


def test_one_service_bus_message_is_known_as_one() -> None:
    properties = {name: Datum("{}", "json") for name in ("ApplicationProperties", "UserProperties")}
    assert whole(ServiceBusMessage()) == (Datum(b"", "bytes"), properties)


def test_a_batch_of_service_bus_messages_has_columns() -> None:
    messages = [
        ServiceBusMessage(body="a", message_id="m-1", subject="s", sequence_number=1, delivery_count=1, to=""),
        ServiceBusMessage(body=b"\xff", message_id="m-2", sequence_number=2, delivery_count=1, to="b"),
    ]
    datum, metadata = whole(messages)
    assert datum == Datum(SimpleNamespace(bytes=[b"a", b"\xff"]), "collection_bytes")
    assert metadata == {
        "ApplicationPropertiesArray": Datum("[{}, {}]", "json"),
        "DeliveryCountArray": Datum("[1, 1]", "json"),
        "MessageIdArray": Datum(SimpleNamespace(string=["m-1", "m-2"]), "collection_string"),
        "SequenceNumberArray": Datum(SimpleNamespace(sint64=[1, 2]), "collection_sint64"),
        # Collections have no empty entries.
        "SubjectArray": Datum('["s", null]', "json"),
        "ToArray": Datum('["", "b"]', "json"),
        "UserPropertiesArray": Datum("[{}, {}]", "json"),
    }


def test_integers_beyond_64_bits_are_json() -> None:
    _, metadata = whole([ServiceBusMessage(sequence_number=2**63)])
    assert metadata["SequenceNumberArray"] == Datum("[9223372036854775808]", "json")


def test_an_event_of_an_event_hub_has_system_properties() -> None:
    event = EventHubEvent(offset="8", enqueued_time=utc("2024-04-06"), iothub_metadata={"device": "7"})
    assert whole(event)[1] == {
        "Offset": Datum("8", "string"),
        "EnqueuedTimeUtc": Datum('"2024-04-06T00:00:00+00:00"', "json"),
        "SystemProperties": Datum(
            '{"Offset": "8", "EnqueuedTimeUtc": "2024-04-06T00:00:00+00:00", "iothub-device": "7"}', "json"
        ),
    }


def test_a_batch_of_an_event_hub_has_rows_of_system_properties() -> None:
    events = [EventHubEvent(sequence_number=1, iothub_metadata={"device": "7"}), EventHubEvent(sequence_number=2)]
    assert whole(events)[1] == {
        "SequenceNumberArray": Datum(SimpleNamespace(sint64=[1, 2]), "collection_sint64"),
        "SystemPropertiesArray": Datum('[{"SequenceNumber": 1, "iothub-device": "7"}, {"SequenceNumber": 2}]', "json"),
    }
    assert whole([EventHubEvent()])[1] == {"SystemPropertiesArray": Datum("[{}]", "json")}


def test_a_batch_of_kafka() -> None:
    events = [KafkaEvent(topic="a", key="k", timestamp="t", headers=[{"Key": "a", "Value": "AA=="}], partition=1)] * 2
    assert whole(events)[1] == {
        "TopicArray": Datum(SimpleNamespace(string=["a", "a"]), "collection_string"),
        # To the host the key is any object, and the timestamp a date.
        "KeyArray": Datum('["k", "k"]', "json"),
        "TimestampArray": Datum('["t", "t"]', "json"),
        "PartitionArray": Datum("[1, 1]", "json"),
        "HeadersArray": Datum('[[{"Key": "a", "Value": "AA=="}], [{"Key": "a", "Value": "AA=="}]]', "json"),
    }


def test_metadata_of_a_message_goes_along(decode: Decode) -> None:
    given_metadata = {"Topic": "b", "Nothing": None, "Bytes": b"\xff", "sys": Datum('{"a": 1}', "json"), "text": "c"}
    event = KafkaEvent(topic="a", trigger_metadata=given_metadata)
    datum, metadata = whole(event)
    assert metadata == {
        "Nothing": Datum(None, None),
        "Bytes": Datum(b"\xff", "bytes"),
        "sys": Datum('{"a": 1}', "string"),
        "text": Datum("c", "string"),
        "Topic": Datum("a", "string"),
    }
    decoded = decode("kafkaTrigger", event)
    assert decoded.metadata == {**given_metadata, "sys": '{"a": 1}', "Topic": "a"}
    # What it has no value for does not come of the metadata.
    assert whole(KafkaEvent(trigger_metadata={"Topic": "b", "TopicArray": ["b"]})) == (datum, {})


def test_metadata_of_a_batch_goes_along_to_each(decode: Decode) -> None:
    metadata = {
        "sys": Datum('{"a": 1}', "json"),
        "PropertiesArray": Datum('[{"b": 1}, {"b": 2}]', "json"),
        "SequenceNumberArray": Datum("[5, 6]", "json"),
        "SystemPropertiesArray": Datum('[{"SequenceNumber": 5, "iothub-c": "d"}, {"SequenceNumber": 6}]', "json"),
    }
    converter = cast("type[InConverter]", registry.get("eventHubTrigger"))
    bodies = Datum(SimpleNamespace(bytes=[b"a", b"b"]), "collection_bytes")
    events = converter.decode(bodies, trigger_metadata=metadata)
    again = decode("eventHubTrigger", events)
    assert again == events
    assert [event.metadata for event in again] == [event.metadata for event in events]
    # And to one of them alone.
    assert decode("eventHubTrigger", events[1]).metadata["Properties"] == {"b": 2}
    # In one batch, with an event that has none.
    mixed = whole([events[1], EventHubEvent()])[1]
    assert mixed["sysArray"] == Datum('[{"a": 1}, null]', "json")
    assert mixed["PropertiesArray"] == Datum('[{"b": 2}, null]', "json")


def test_names_of_iot_hub_are_those_of_the_event() -> None:
    event = EventHubEvent(iothub_metadata={"a": "b"}, trigger_metadata={"iothub-c": "d", "SystemProperties": {}})
    assert whole(event)[1] == {"SystemProperties": Datum('{"iothub-a": "b"}', "json")}


# --- as a host sends it


def test_the_fields_of_a_json_body_take_the_place_of_metadata() -> None:
    body = {"ID": "A-7", "price": 1.5, "paid": True, "at": "2024-04-06T10:00:00.5+02:00", "to": {"a": 1}, "n": None}
    payload = raw(QueueMessage(body=json.dumps({**body, "tags": []}), id="1", dequeue_count=2))
    assert payload[1] == {
        "Id": Datum("A-7", "string"),
        "DequeueCount": Datum("2", "json"),
        "price": Datum("1.5", "string"),
        "paid": Datum("True", "string"),
        "at": Datum("04/06/2024 08:00:00", "string"),
        "to": Datum('{"a":1}', "json"),
    }
    assert payload.lost == ("id",)
    assert raw(QueueMessage(body="{", id="1"))[1] == {"Id": Datum("1", "string")}
    assert raw(QueueMessage(body='{"at": "2024-99-01T00:00:00"}'))[1]["at"] == Datum("2024-99-01T00:00:00", "string")
    assert raw(QueueMessage(body='["id"]', id="1")).lost == ()


def test_fields_that_are_never_sent_are_left_out() -> None:
    message = ServiceBusMessage(
        body="tea",
        state=1,
        dead_letter_reason="Expired",
        application_properties={"a": 1},
        expires_at_utc=utc("2024-04-06"),
    )
    properties = Datum('{"a": 1, "DeadLetterReason": "Expired"}', "json")
    payload = raw(message)
    assert payload[1] == {
        "ApplicationProperties": properties,
        "UserProperties": properties,
        "ExpiresAtUtc": Datum('"2024-04-06T00:00:00"', "json"),
    }
    assert payload.lost == ("application_properties", "state", "user_properties")
    both = raw([message, ServiceBusMessage()])[1]["ApplicationPropertiesArray"]
    assert both.python_value == [{"a": 1, "DeadLetterReason": "Expired"}, {}]


def test_all_that_is_sent_of_a_service_bus_message() -> None:
    later = utc("2024-04-06")
    message = builders.service_bus_message(
        "tea",
        correlation_id="a",
        content_type="b",
        dead_letter_error_description="c",
        dead_letter_reason="d",
        dead_letter_source="e",
        enqueued_time_utc=later,
        force_persistence=True,
        partition_key="f",
        reply_to="g",
        reply_to_session_id="h",
        scheduled_enqueue_time_utc=later,
        session_id="i",
        subject="j",
        to="k",
        transaction_partition_key="l",
    )
    for metadata, suffix in ((raw(message)[1], ""), (raw([message])[1], "Array")):
        assert {name.removesuffix(suffix) for name in metadata} == {
            *("ApplicationProperties", "ContentType", "CorrelationId", "DeadLetterSource", "DeliveryCount"),
            *("EnqueuedTimeUtc", "ExpiresAtUtc", "Label", "LockToken", "MessageId", "PartitionKey", "ReplyTo"),
            *("ReplyToSessionId", "SequenceNumber", "SessionId", "Subject", "To", "TransactionPartitionKey"),
            "UserProperties",
        }
        values = {
            "ApplicationProperties": {"DeadLetterErrorDescription": "c", "DeadLetterReason": "d"},
            "EnqueuedTimeUtc": "2024-04-06T00:00:00",
            "ExpiresAtUtc": "2024-04-20T00:00:00",
        }
        for name, value in values.items():
            assert metadata[f"{name}{suffix}"].python_value == ([value] if suffix else value)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *((ServiceBusMessage, name) for name in ("content_type", "correlation_id", "dead_letter_source", "label")),
        *((ServiceBusMessage, name) for name in ("lock_token", "message_id", "partition_key", "reply_to", "subject")),
        *((ServiceBusMessage, name) for name in ("reply_to_session_id", "session_id", "to")),
        (ServiceBusMessage, "transaction_partition_key"),
        (EventHubEvent, "partition_key"),
        (KafkaEvent, "topic"),
    ],
)
def test_columns_of_text(kind: Callable[..., object], field: str) -> None:
    _, metadata = raw([kind(**{field: "7"}), kind()])
    column = f"{field.title().replace('_', '')}Array"
    assert metadata[column] == Datum(SimpleNamespace(string=["7"]), "collection_string")


def test_offsets_of_events_in_a_batch() -> None:
    _, metadata = raw([EventHubEvent(offset="7"), EventHubEvent()])
    assert metadata["OffsetStringArray"] == Datum(SimpleNamespace(string=["7"]), "collection_string")
    assert metadata["OffsetArray"] == Datum(SimpleNamespace(string=["7", "-1"]), "collection_string")


def test_columns_of_text_have_no_empty_entries() -> None:
    payload = raw([ServiceBusMessage(message_id="m-1", to="a"), ServiceBusMessage(message_id="m-2")])
    assert payload[1]["MessageIdArray"].python_value == ["m-1", "m-2"]
    assert payload[1]["ToArray"].python_value == ["a"]
    assert payload.lost == ("to",)


def test_events_of_kafka_are_binary() -> None:
    assert raw(KafkaEvent(body="tea", offset=1)) == (Datum(b"tea", "bytes"), {"Offset": Datum("1", "json")})
    assert raw(KafkaEvent(body=b"\xff")).lost == ()


def test_only_messages_lose_anything() -> None:
    assert raw("tea").lost == ()


def test_a_blob() -> None:
    stream = InputStream(data="å", name="a/b", uri="https://c", blob_properties={"ETag": "d"}, metadata={})
    stream.read(1)
    payload = raw(stream)
    assert stream.tell() == 1
    assert payload == (
        Datum("å".encode(), "bytes"),
        {
            "BlobTrigger": Datum("a/b", "string"),
            "Uri": Datum('"https://c"', "json"),
            "Properties": Datum('{"ETag": "d"}', "json"),
            "Metadata": Datum("{}", "json"),
        },
    )
    stream.close()
    assert raw(stream) == payload
    assert raw(InputStream()) == (Datum(b"", "bytes"), {})


@pytest.mark.parametrize(
    ("properties", "sent"),
    [
        (None, {"ContentLength": 5}),
        ({"ETag": "d"}, {"ETag": "d", "ContentLength": 5}),
        ({"ContentLength": 7}, {"ContentLength": 5}),
        ({"Length": 7}, {"Length": 7, "ContentLength": 5}),
        ({"Length": 5}, {"Length": 5}),
        ({"Length": 7, "ContentLength": 5}, {"Length": 7, "ContentLength": 5}),
    ],
    ids=repr,
)
def test_a_length_that_only_properties_can_tell(
    decode: Decode, properties: dict[str, Any] | None, sent: dict[str, Any]
) -> None:
    decoded = decode("blobTrigger", InputStream(data=b"abc", length=5, blob_properties=properties))
    assert (decoded.length, decoded.blob_properties) == (5, sent)


def test_empty_properties_of_a_blob_come_back_as_none(decode: Decode) -> None:
    assert decode("blobTrigger", InputStream(blob_properties={})) == InputStream()


def test_events_of_event_grid() -> None:
    event = EventGridEvent(id="1", event_type="a", event_time=utc("2024-04-06"), data={"b": None})
    row = '{"id": "1", "eventType": "a", "eventTime": "2024-04-06T00:00:00+00:00", "data": {"b": null}}'
    assert raw(event) == (Datum(row, "json"), {})
    assert raw([event, event]) == (Datum(f"[{row}, {row}]", "json"), {})


@pytest.mark.parametrize(
    ("data", "sent"), [(b"\xff", {"data_base64": "/w=="}), ({"a": 1}, {"data": {"a": 1}})], ids=["bytes", "JSON"]
)
def test_cloud_events(data: object, sent: dict[str, object]) -> None:
    event = CloudEvent(id="1", source="2", type="3", specversion="1.0", data=data, priority=5)
    datum, metadata = raw(event)
    assert json.loads(datum.value) == {
        "id": "1",
        "source": "2",
        "type": "3",
        "specversion": "1.0",
        "priority": 5,
        **sent,
    }
    assert (datum.type, metadata) == ("json", {})


@pytest.mark.parametrize(
    ("value", "datum"),
    [
        (TimerRequest(past_due=True), Datum('{"IsPastDue": true, "ScheduleStatus": null, "Schedule": {}}', "json")),
        (WarmUpContext(), Datum("{}", "json")),
        (OrchestrationContext("[]"), Datum("[]", "string")),
        (EntityContext("[]"), Datum("[]", "string")),
        (MCPToolContext(name="a"), Datum('{"name": "a"}', "string")),
        (PromptInvocationContext(name="a"), Datum('{"name": "a", "arguments": {}}', "string")),
        (DocumentList([Document(id=1)]), Datum('[{"id": 1}]', "json")),
        (SqlRowList([SqlRow(id=1)]), Datum('[{"id": 1}]', "string")),
        ([SqlRow(id=1)], Datum('[{"id": 1}]', "string")),
        (MySqlRowList([]), Datum("[]", "string")),
        (MySqlRow(id=1), Datum('{"id": 1}', "string")),
        ("a", Datum("a", "string")),
        (b"a", Datum(b"a", "bytes")),
        (bytearray(b"a"), Datum(b"a", "bytes")),
        (None, Datum(None, None)),
        (True, Datum("true", "json")),
        (5, Datum("5", "json")),
        (0.5, Datum("0.5", "json")),
        ([], Datum("[]", "json")),
        (("a", 1), Datum('["a", 1]', "json")),
        (MappingProxyType({"a": utc("2024-04-06")}), Datum('{"a": "2024-04-06T00:00:00+00:00"}', "json")),
    ],
    ids=repr,
)
def test_other_values(value: object, datum: Datum) -> None:
    assert raw(value) == (datum, {})


@pytest.mark.parametrize(
    ("binding", "record", "several"),
    [("cosmosDB", Document, DocumentList), ("sql", SqlRow, SqlRowList), ("mysql", MySqlRow, MySqlRowList)],
    ids=["cosmosDB", "sql", "mysql"],
)
def test_a_record_comes_back_in_a_list(
    decode: Decode, binding: str, record: Callable[..., object], several: type[object]
) -> None:
    decoded = decode(binding, record(id=1))
    assert decoded == [record(id=1)]
    assert type(decoded) is several


# --- what is not


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (Out[str](), "Out"),
        (Context(), "Context"),
        (HttpResponse("a"), "HttpResponse"),
        (EventGridOutputEvent(id="", subject="", data_version="", event_type="", data=1, event_time=None), ".+Event"),
        (object(), "object"),
        ({1, 2}, "set of length 2"),
        (utc("2024-04-06"), "datetime"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_no_host_sends_is_rejected(value: object, got: str) -> None:
    inputs = "an input of a function: a request, a blob, a message, an event, …, or what JSON has"
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make a raw payload: expected {inputs}, got {got}$"):
        raw(value)


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ([QueueMessage()], "an object of type QueueMessage"),
        ([EventHubEvent(), KafkaEvent()], "an object of type EventHubEvent"),
        ({"a": object()}, "an object of type object"),
        (EventGridEvent(data={1}), "an object of type set"),
    ],
    ids=["queue messages", "events of two kinds", "object", "set"],
)
def test_what_has_no_json_form_is_rejected(value: object, got: str) -> None:
    with pytest.raises(
        ArgumentTypeError, match=rf"^cannot make a raw payload: expected values that JSON has, got {got}$"
    ):
        raw(value)


def test_a_body_that_utf_8_cannot_carry_is_rejected() -> None:
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of QueueMessage: expected text that UTF-8 can encode, got str of length 1$",
    ):
        raw(QueueMessage(body="\ud800"))


def test_a_value_that_contains_itself_is_rejected() -> None:
    data: list[object] = []
    data.append(data)
    with pytest.raises(DataError, match=r"^cannot make a raw payload: expected a tree of values, got "):
        raw(data)


PARTITION = {
    "IsCheckpointingAfterInvocation": True,
    "FullyQualifiedNamespace": "example.servicebus.windows.net",
    "EventHubName": "events",
    "ConsumerGroup": "$Default",
    "PartitionId": "0",
}


def test_an_event_as_a_host_sends_it() -> None:
    geo = builders.event_hub_event("tea", offset="1:4096:12")
    _, metadata = raw(geo)
    assert (metadata["Offset"], metadata["OffsetString"]) == (Datum("-1", "string"), Datum("1:4096:12", "string"))
    assert metadata["Properties"] == Datum("{}", "json")
    assert metadata["PartitionContext"].python_value == PARTITION
    system = metadata["SystemProperties"].python_value
    assert (system["Offset"], system["OffsetString"]) == (-1, "1:4096:12")
    assert system["EnqueuedTimeUtc"] == "2024-01-01T12:00:00"
    assert raw(geo).lost == ()


@pytest.mark.parametrize(("offset", "number"), [("0", 0), ("12", 12), ("007", -1), ("٣", -1), ("-7", -1), ("", -1)])
def test_offsets_are_numbers_to_older_code(offset: str, number: int) -> None:
    _, metadata = raw(builders.event_hub_event("tea", offset=offset))
    assert (metadata["Offset"], metadata["OffsetString"].value) == (Datum(str(number), "string"), offset)
    assert metadata["SystemProperties"].python_value["Offset"] == number


def test_events_as_a_host_sends_them() -> None:
    _, metadata = raw(builders.event_hub_batch(["a", "b"]))
    assert metadata["PropertiesArray"] == Datum("[{}, {}]", "json")
    assert metadata["PartitionContext"].python_value == PARTITION
    assert metadata["OffsetArray"].python_value == metadata["OffsetStringArray"].python_value == ["4096", "4097"]
    assert [row["Offset"] for row in metadata["SystemPropertiesArray"].python_value] == [4096, 4097]
    _, metadata = raw(EventHubEvent(body="tea"))
    assert metadata["SystemProperties"] == Datum("{}", "json")


def test_kafka_as_a_host_sends_it() -> None:
    _, metadata = raw(builders.kafka_event("tea"))
    assert metadata["Timestamp"] == Datum('"2024-01-01T12:00:00Z"', "json")
    _, metadata = raw(builders.kafka_batch(["a", "b"]))
    assert (metadata["OffsetArray"].type, metadata["OffsetArray"].python_value) == ("collection_sint64", [1, 2])
