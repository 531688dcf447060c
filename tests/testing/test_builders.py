"""The builders: what each makes, from what it is told and what follows from that."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from threading import local
from typing import Any, cast

import pytest

from azure_functions_lite.blob import InputStream
from azure_functions_lite.context import Context, RetryContext, TraceContext
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.mcp import MCPToolContext, PromptInvocationContext
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.testing import builders
from azure_functions_lite.testing.builders import (
    NOW,
    blob,
    cloud_event,
    context,
    documents,
    event_grid_event,
    event_hub_batch,
    event_hub_event,
    http_request,
    kafka_batch,
    kafka_event,
    mcp_tool_context,
    mysql_rows,
    prompt_invocation_context,
    queue_message,
    service_bus_batch,
    service_bus_message,
    sql_rows,
    timer_request,
    warm_up_context,
)
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

SECOND = timedelta(seconds=1)


def keywords(func: Callable[..., object]) -> set[str]:
    return set(inspect.signature(func).parameters)


# --- all of them

TYPES: dict[Callable[..., object], tuple[type[Any], set[str], set[str]]] = {
    blob: (InputStream, set(), set()),
    cloud_event: (CloudEvent, set(), set()),
    context: (Context, set(), set()),
    event_grid_event: (EventGridEvent, set(), set()),
    event_hub_event: (EventHubEvent, {"json"}, set()),
    http_request: (HttpRequest, {"cookies", "json", "text", "form", "files"}, {"body_type"}),
    kafka_event: (KafkaEvent, {"json"}, set()),
    # What all of it may be given as at once.
    prompt_invocation_context: (PromptInvocationContext, set(), {"data"}),
    queue_message: (QueueMessage, {"json"}, set()),
    service_bus_message: (ServiceBusMessage, {"json"}, set()),
    timer_request: (TimerRequest, set(), set()),
}
"""Builder -> the type it makes, what it takes besides, and what it does not take."""

BATCHES: dict[Callable[..., list[Any]], tuple[Callable[..., object], type[object]]] = {
    event_hub_batch: (event_hub_event, EventHubEvent),
    kafka_batch: (kafka_event, KafkaEvent),
    service_bus_batch: (service_bus_message, ServiceBusMessage),
}


@pytest.mark.parametrize("builder", TYPES, ids=lambda builder: builder.__name__)
def test_a_builder_takes_what_its_type_takes(builder: Callable[..., object]) -> None:
    kind, more, less = TYPES[builder]
    assert keywords(builder) - more == keywords(kind) - less
    assert more <= keywords(builder)
    assert type(builder()) is kind
    assert builder() == builder()


@pytest.mark.parametrize("builder", BATCHES, ids=lambda builder: builder.__name__)
def test_a_batch_takes_what_one_message_takes(builder: Callable[..., list[Any]]) -> None:
    one, kind = BATCHES[builder]
    assert keywords(builder) - {"bodies"} == keywords(one) - {"body", "json"}
    assert {*map(type, builder(["a", "b"]))} == {kind}


def test_every_builder_is_covered() -> None:
    others = {context, documents, mcp_tool_context, mysql_rows, sql_rows, warm_up_context}
    covered = {cast("Any", builder).__name__ for builder in {*TYPES, *BATCHES, *others}}
    assert covered | {"NOW"} == set(builders.__all__)


@pytest.mark.parametrize(
    ("builder", "keyword", "value"),
    [
        (builder, keyword, object())
        for builder, (_, more, _) in TYPES.items()
        for keyword in sorted(keywords(builder) - more - {"body", "data", "extensions", "trigger_metadata"})
        if builder is not http_request and builder is not prompt_invocation_context
    ],
    ids=lambda value: getattr(value, "__name__", value if isinstance(value, str) else ""),
)
def test_every_keyword_counts(builder: Callable[..., object], keyword: str, value: object) -> None:
    assert getattr(builder(**{keyword: value}), keyword) == value


FIRST = "6f1b2c3d-0000-4000-8000-000000000001"
ORDER = b'{"id": "A-1007"}'
CALL = {
    "arguments": {"text": "A-1007"},
    "sessionid": "session-1",
    "transport": {"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}},
}
DEFAULTS: dict[Callable[..., object], dict[str, object]] = {
    queue_message: {
        "get_body": ORDER,
        "id": FIRST,
        "dequeue_count": 1,
        "pop_receipt": "AgAAAAMAAAAAAAAAf8rLpZ2H2gE=",
        "insertion_time": NOW,
        "time_next_visible": NOW + 600 * SECOND,
        "expiration_time": NOW + timedelta(days=7),
    },
    event_hub_event: {
        "get_body": ORDER,
        "partition_key": None,
        "sequence_number": 1,
        "offset": "4096",
        "enqueued_time": NOW,
        "iothub_metadata": None,
    },
    service_bus_message: {
        "get_body": ORDER,
        "message_id": "message-1",
        "sequence_number": 1,
        "delivery_count": 1,
        "state": 0,
        "content_type": None,
        "enqueued_time_utc": NOW,
        "time_to_live": timedelta(days=14),
        "label": None,
        "expires_at_utc": NOW + timedelta(days=14),
        "locked_until": NOW + 60 * SECOND,
        "lock_token": "7d0a3d2c-0000-4000-8000-000000000001",
        "enqueued_sequence_number": 0,
        "application_properties": {},
        "user_properties": {},
        "force_persistence": None,
    },
    kafka_event: {
        "get_body": ORDER,
        "key": None,
        "offset": 1,
        "partition": 0,
        "topic": "orders",
        "headers": [],
        "timestamp": "2024-01-01T12:00:00Z",
    },
    blob: {
        "read": b"A-1007",
        "name": "samples/report.txt",
        "length": 6,
        "metadata": {},
        "uri": "https://example.blob.core.windows.net/samples/report.txt",
        "blob_properties": {
            "LastModified": "2024-01-01T12:00:00+00:00",
            "ContentLength": 6,
            "BlobType": 0,
            "ContentType": "application/octet-stream",
            "ETag": '"0x8DC0AC1E2B3D400"',
        },
    },
    timer_request: {
        "past_due": False,
        "schedule": {"AdjustForDST": True},
        "schedule_status": {
            "Last": "2024-01-01T11:55:00+00:00",
            "Next": "2024-01-01T12:00:00+00:00",
            "LastUpdated": "2024-01-01T11:55:00+00:00",
        },
    },
    cloud_event: {
        "id": FIRST,
        "source": "/shop/orders",
        "type": "Shop.Order.Placed",
        "specversion": "1.0",
        "time": NOW,
        "data": {"id": "A-1007"},
        "datacontenttype": "application/json",
        "subject": None,
    },
    event_grid_event: {
        "id": FIRST,
        "event_type": "Microsoft.Storage.BlobCreated",
        "event_time": NOW,
        "data_version": "",
        "subject": "/blobServices/default/containers/samples/blobs/report.txt",
    },
    prompt_invocation_context: {"name": "summarize", **CALL},
    context: {
        "invocation_id": FIRST,
        "function_name": "function",
        "function_directory": "/home/site/wwwroot/function",
    },
    http_request: {"method": "GET", "url": "https://example.azurewebsites.net/api/function", "get_body": b""},
}


@pytest.mark.parametrize("builder", DEFAULTS, ids=lambda builder: builder.__name__)
def test_what_a_builder_makes_by_default(builder: Callable[..., object]) -> None:
    """Tests of apps may compare it."""
    made = builder()
    values = {name: getattr(made, name) for name in DEFAULTS[builder]}
    assert {name: value() if callable(value) else value for name, value in values.items()} == DEFAULTS[builder]


def test_a_blob_of_text_that_utf_8_cannot_encode() -> None:
    expected = "cannot encode the body of InputStream: expected text that UTF-8 can encode, got str of length 1"
    with pytest.raises(DataError, match=f"^{expected}$"):
        blob("\ud800")


def test_a_call_of_a_tool_by_default() -> None:
    assert mcp_tool_context() == {"name": "save_note", **CALL}


def test_the_trace_of_a_context_by_default() -> None:
    trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert context().trace_context.trace_parent == trace_parent
    assert context(function_name="take").function_directory == "/home/site/wwwroot/take"


@pytest.mark.parametrize("keyword", ["uri", "blob_properties", "metadata"])
def test_none_is_not_the_default_of_a_blob(keyword: str) -> None:
    given: dict[str, Any] = {keyword: None}
    assert getattr(blob(**given), keyword) is None


def test_a_default_that_depends_on_others_is_shown_as_one() -> None:
    assert str(inspect.signature(timer_request).parameters["schedule"]).endswith(" = <default>")


# --- messages


def test_a_queue_message() -> None:
    assert queue_message() == QueueMessage(
        body='{"id": "A-1007"}',
        id="6f1b2c3d-0000-4000-8000-000000000001",
        pop_receipt="AgAAAAMAAAAAAAAAf8rLpZ2H2gE=",
        dequeue_count=1,
        insertion_time=NOW,
        expiration_time=NOW + timedelta(days=7),
        time_next_visible=NOW + timedelta(minutes=10),
    )
    assert datetime(2024, 1, 1, 12, tzinfo=timezone.utc) == NOW


MESSAGES = [queue_message, event_hub_event, service_bus_message, kafka_event]


@pytest.mark.parametrize("builder", MESSAGES, ids=lambda builder: builder.__name__)
def test_bodies(builder: Callable[..., Any]) -> None:
    assert builder("å").get_body() == "å".encode()
    assert builder(b"\xff").get_body() == b"\xff"
    assert builder("").get_body() == b""
    assert builder(json=None).get_body() == b"null"
    assert builder(json={"a": NOW}).get_json() == {"a": "2024-01-01T12:00:00+00:00"}


@pytest.mark.parametrize(
    ("body", "got"),
    [
        (7, "int"),
        ({"id": 7}, "dict of length 1"),
        (["tea"], "list of length 1"),
        (bytearray(b"tea"), "bytearray of length 3"),
    ],
)
@pytest.mark.parametrize("builder", MESSAGES, ids=lambda builder: builder.__name__)
def test_a_body_is_text_or_bytes(builder: Callable[..., Any], body: object, got: str) -> None:
    expected = rf"cannot make an? {TYPES[builder][0].__name__}: expected a body of str or bytes, or json=, got {got}"
    with pytest.raises(ArgumentTypeError, match=f"^{expected}"):
        builder(body)


@pytest.mark.parametrize("builder", MESSAGES, ids=lambda builder: builder.__name__)
def test_one_body_is_enough(builder: Callable[..., Any]) -> None:
    kind = TYPES[builder][0].__name__
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make an? {kind}: expected either body or json, got both$"):
        builder("a", json="a")
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make an? {kind}: expected values that JSON has, got "):
        builder(json=object())


def test_an_event_of_an_event_hub() -> None:
    assert event_hub_event("a") == EventHubEvent(body="a", sequence_number=1, offset="4096", enqueued_time=NOW)
    assert event_hub_event(iothub_metadata={"a": "b"}).iothub_metadata == {"a": "b"}
    assert event_hub_event(trigger_metadata={"a": "b"}).metadata == {"a": "b"}


def test_an_event_of_kafka() -> None:
    assert kafka_event("a") == KafkaEvent(
        body="a", offset=1, partition=0, topic="orders", timestamp="2024-01-01T12:00:00Z", headers=[]
    )
    assert kafka_event(trigger_metadata={"a": "b"}).metadata == {"a": "b"}
    assert kafka_event(headers=None).headers is None


def test_a_service_bus_message() -> None:
    assert service_bus_message("a") == ServiceBusMessage(
        body="a",
        delivery_count=1,
        enqueued_sequence_number=0,
        enqueued_time_utc=NOW,
        expires_at_utc=NOW + timedelta(days=14),
        locked_until=NOW + timedelta(minutes=1),
        lock_token="7d0a3d2c-0000-4000-8000-000000000001",
        message_id="message-1",
        sequence_number=1,
        state=0,
        time_to_live=timedelta(days=14),
    )
    assert service_bus_message(trigger_metadata={"a": "b"}).metadata == {"a": "b"}


def test_some_fields_of_a_service_bus_message_follow_from_others() -> None:
    message = service_bus_message(
        json=1, subject="a", application_properties={"b": 1}, sequence_number=None, time_to_live=timedelta.max
    )
    assert (message.label, message.user_properties, message.content_type) == ("a", {"b": 1}, "application/json")
    assert message.user_properties is not message.application_properties
    assert (message.message_id, message.lock_token) == ("message-0", "7d0a3d2c-0000-4000-8000-000000000000")
    assert message.expires_at_utc == datetime.max.replace(tzinfo=timezone.utc)
    assert service_bus_message(time_to_live=None).expires_at_utc is None
    assert service_bus_message(enqueued_time_utc=None).expires_at_utc is None
    message = service_bus_message(json=1, subject="a", label=None, content_type=None, message_id=None)
    assert (message.label, message.content_type, message.message_id) == (None, None, None)


def test_a_batch_goes_up() -> None:
    events = event_hub_batch(["a", b"b", {"c": 1}, 4, None], partition_key="d")
    assert [event.get_body() for event in events] == [b"a", b"b", b'{"c": 1}', b"4", b"null"]
    assert [event.sequence_number for event in events] == [1, 2, 3, 4, 5]
    assert [event.offset for event in events] == ["4096", "4097", "4098", "4099", "4100"]
    assert [event.enqueued_time for event in events] == [NOW + index * SECOND for index in range(5)]
    assert {event.partition_key for event in events} == {"d"}


def test_a_batch_goes_up_from_what_is_given() -> None:
    first, second = event_hub_batch(iter("ab"), sequence_number=7, offset="1:2", enqueued_time=None)
    assert (first.sequence_number, first.offset, first.enqueued_time) == (7, "1:2", None)
    assert (second.sequence_number, second.offset, second.enqueued_time) == (8, "1:2", None)


def test_a_batch_of_service_bus() -> None:
    messages = service_bus_batch(["a", {"b": 1}], subject="c")
    assert [message.sequence_number for message in messages] == [1, 2]
    assert [message.message_id for message in messages] == ["message-1", "message-2"]
    assert [message.expires_at_utc for message in messages] == [
        NOW + timedelta(days=14),
        NOW + timedelta(days=14) + SECOND,
    ]
    assert [message.content_type for message in messages] == [None, "application/json"]
    assert [message.label for message in messages] == ["c", "c"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024-01-01T12:00:00Z", "2024-01-01T12:00:01Z"),
        ("2024-01-01T23:59:59.5+02:00", "2024-01-02T00:00:00.500000+02:00"),
        ("1704110400000", "1704110400001"),
        ("", ""),
        ("noon", "noon"),
        (None, None),
    ],
    ids=repr,
)
def test_timestamps_of_kafka_go_up_where_they_are_any(first: str | None, second: str | None) -> None:
    events = kafka_batch(["a", "b"], timestamp=first)
    assert [event.timestamp for event in events] == [first, second]
    assert [event.offset for event in events] == [1, 2]


@pytest.mark.parametrize("bodies", ["ab", b"ab", {"a": 1}, 5], ids=repr)
def test_one_body_is_not_a_batch(bodies: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^cannot make a batch: expected an iterable of bodies, got "):
        kafka_batch(bodies)


@pytest.mark.parametrize("keyword", ["json", "body"])
def test_a_batch_has_no_body_for_all(keyword: str) -> None:
    make: Any = kafka_batch
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot make a batch: expected bodies as an iterable, got a body for all of them$"
    ):
        make(["a"], **{keyword: "b"})


def test_a_batch_of_none() -> None:
    assert event_hub_batch([]) == []


@pytest.mark.parametrize("build", [event_hub_batch, service_bus_batch, kafka_batch])
def test_a_batch_by_default(build: Callable[[], list[Any]]) -> None:
    assert [message.get_json() for message in build()] == [{"id": "A-1007"}, {"id": "A-1008"}]


# --- other types


def test_a_blob() -> None:
    stream = blob("å", name="a/b.txt")
    assert stream.read() == "å".encode()
    assert (stream.name, stream.uri) == ("a/b.txt", "https://example.blob.core.windows.net/a/b.txt")
    assert (stream.length, stream.metadata) == (2, {})
    assert stream.blob_properties == {
        "LastModified": "2024-01-01T12:00:00+00:00",
        "ContentLength": 2,
        "ContentType": "text/plain",
        "ETag": '"0x8DC0AC1E2B3D400"',
        "BlobType": 0,
    }
    properties = blob(b"\xff", length=5).blob_properties or {}
    assert (properties["ContentLength"], properties["ContentType"]) == (5, "application/octet-stream")
    assert blob(name=None).uri is None


def test_a_timer_request() -> None:
    request = timer_request()
    assert request.past_due is False
    assert request.schedule == {"AdjustForDST": True}
    assert request.schedule_status == {
        "Last": "2024-01-01T11:55:00+00:00",
        "Next": "2024-01-01T12:00:00+00:00",
        "LastUpdated": "2024-01-01T11:55:00+00:00",
    }


def test_an_event_of_event_grid() -> None:
    event = event_grid_event()
    assert (event.event_type, event.event_time) == ("Microsoft.Storage.BlobCreated", NOW)
    assert event.get_json()["url"] == "https://example.blob.core.windows.net/samples/report.txt"
    assert event_grid_event(None).data is None
    assert event_grid_event({"a": 1}).data == {"a": 1}


def test_a_cloud_event() -> None:
    event = cloud_event(priority=5)
    assert event == CloudEvent(
        id="6f1b2c3d-0000-4000-8000-000000000001",
        source="/shop/orders",
        type="Shop.Order.Placed",
        specversion="1.0",
        data={"id": "A-1007"},
        time=NOW,
        datacontenttype="application/json",
        priority=5,
    )
    assert cloud_event(None).data is None
    assert cloud_event(b"\xff").datacontenttype == "application/octet-stream"
    assert cloud_event(datacontenttype=None).datacontenttype is None


@pytest.mark.parametrize(
    ("builder", "several", "one"),
    [(documents, DocumentList, Document), (sql_rows, SqlRowList, SqlRow), (mysql_rows, MySqlRowList, MySqlRow)],
    ids=["documents", "sql_rows", "mysql_rows"],
)
def test_records(builder: Callable[..., Any], several: type[object], one: type[object]) -> None:
    made: list[Any]
    for made in (builder({"a": 1}, {"b": 2}), builder([{"a": 1}, {"b": 2}]), builder(iter([{"a": 1}]), {"b": 2})):
        assert made == [{"a": 1}, {"b": 2}]
        assert type(made) is several
        assert {*map(type, made)} == {one}
    assert builder() == []
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make a {one.__name__}: expected a mapping, got int$"):
        builder({"a": 1}, 5)


def test_contexts_of_mcp() -> None:
    transport = {"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}}
    common: dict[str, Any] = {"arguments": {"text": "A-1007"}, "sessionid": "session-1", "transport": transport}
    tool = mcp_tool_context()
    assert type(tool) is MCPToolContext
    assert tool == {"name": "save_note", **common}
    assert prompt_invocation_context() == PromptInvocationContext(name="summarize", **common)
    given: dict[str, Any] = {"name": "a", "arguments": None, "sessionid": None, "transport": None}
    assert mcp_tool_context(**given) == given
    assert prompt_invocation_context(**given) == PromptInvocationContext(**given)


def test_a_warm_up_context() -> None:
    assert warm_up_context() == WarmUpContext()


def test_a_context() -> None:
    made = context()
    assert (made.function_name, made.function_directory) == ("function", "/home/site/wwwroot/function")
    assert made.invocation_id == "6f1b2c3d-0000-4000-8000-000000000001"
    # Version, trace id, parent id, flags: W3C Trace Context, section 3.2.
    assert made.trace_context.trace_parent == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert made.retry_context == RetryContext()
    assert context(function_name="a").function_directory == "/home/site/wwwroot/a"
    assert context(trace_context=None).trace_context == TraceContext()
    storage = local()
    assert context(thread_local_storage=storage).thread_local_storage is storage
