"""What the host sends, line by line: each row is a delivery, and what a function reads of it.

Source: azure-functions-host, ``GrpcMessageConversionExtensions`` and ``FunctionBinding``; the trigger bindings of the
extensions. Datums are written with the first letters of their types: `s` text, `j` JSON, `b` bytes, and `cs`, `cb`,
`cl` the collections, of which the host leaves null and empty texts out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

import azure_functions_lite as func
from azure_functions_lite.meta import Datum

UTC = timezone.utc
WHEN = datetime(2024, 5, 17, 8, 30, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def s(value: str) -> Datum:
    return Datum(value, "string")


def j(document: str) -> Datum:
    return Datum(document, "json")


def b(content: bytes) -> Datum:
    return Datum(content, "bytes")


def cs(*texts: str) -> Datum:
    return Datum(SimpleNamespace(string=[*texts]), "collection_string")


def cb(*contents: bytes) -> Datum:
    return Datum(SimpleNamespace(bytes=[*contents]), "collection_bytes")


def cl(*numbers: int) -> Datum:
    return Datum(SimpleNamespace(sint64=[*numbers]), "collection_sint64")


class Sent(NamedTuple):
    """A delivery, and what is read of it: attribute or ``call()`` -> value, in batches one for each message."""

    line: str
    binding: str
    data: Datum | None
    metadata: dict[str, Datum]
    read: dict[str, Any]


def read(message: Any, name: str) -> Any:
    value = getattr(message, name.removesuffix("()"))
    return value() if name.endswith("()") else value


def check(sent: Sent) -> None:
    converter: Any = func.get_binding_registry().get(sent.binding)
    received = converter.decode(sent.data, trigger_metadata=sent.metadata)
    is_batch = isinstance(received, list)
    found = {
        name: [read(message, name) for message in received] if is_batch else read(received, name) for name in sent.read
    }
    assert found == sent.read


def rows(*given: Sent) -> Callable[[Callable[[Sent], None]], Callable[[Sent], None]]:
    return pytest.mark.parametrize("sent", given, ids=[each.line for each in given])


# --- storage queues

QUEUE = {
    "QueueTrigger": s("tea"),
    "DequeueCount": j("2"),
    "Id": s("m-1"),
    "PopReceipt": s("AgAA"),
    "InsertionTime": j('"2024-05-17T08:30:00+00:00"'),
    "ExpirationTime": j('"9999-12-31T23:59:59.9999999+00:00"'),
    "NextVisibleTime": j('"2024-05-17T08:40:00+00:00"'),
}


def queue(line: str, body: Datum | None, promoted: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "queueTrigger", body, {**QUEUE, **promoted}, read)


@rows(
    Sent(
        "every field",
        "queueTrigger",
        s("tea"),
        QUEUE,
        {
            "get_body()": b"tea",
            "id": "m-1",
            "pop_receipt": "AgAA",
            "dequeue_count": 2,
            "insertion_time": WHEN,
            "expiration_time": LAST,
            "time_next_visible": WHEN + timedelta(minutes=10),
        },
    ),
    queue("binary", b(b"\xff"), {}, id="m-1", **{"get_body()": b"\xff"}),
    queue("no body", None, {}, id="m-1", **{"get_body()": b""}),
    queue("text", s('{"id": "A-1007"}'), {"Id": s("A-1007")}, id=None, dequeue_count=2),
    queue("number", s('{"dequeueCount": 5}'), {"DequeueCount": s("5")}, dequeue_count=None, id="m-1"),
    queue("words", s('{"DequeueCount": "many"}'), {"DequeueCount": s("many")}, dequeue_count=None),
    queue("bool", s('{"popReceipt": true}'), {"PopReceipt": s("True")}, pop_receipt=None),
    queue("object", s('{"ID": {"a": 1}}'), {"Id": j('{"a":1}')}, id=None),
    queue("word", s('{"insertionTime": "yesterday"}'), {"InsertionTime": s("yesterday")}, insertion_time=None),
    queue(
        "date",
        s('{"insertionTime": "2024-05-17T08:30:00.5Z"}'),
        {"InsertionTime": s("05/17/2024 08:30:00")},
        insertion_time=None,
    ),
    queue("array", s('{"id": ["A-1007"]}'), {}, id="m-1"),
    queue("null", s('{"id": null}'), {}, id="m-1"),
    queue("list of objects", s('[{"id": "A-1007"}]'), {}, id="m-1"),
    queue("binary is not looked into", b(b'{"id": "A-1007"}'), {}, id="m-1"),
    queue("more than JSON", s("{'id': 'A-1007' /* tea */}"), {"Id": s("A-1007")}, id=None, dequeue_count=2),
)
def test_queue(sent: Sent) -> None:
    check(sent)


def test_what_is_promoted_is_in_the_metadata() -> None:
    converter: Any = func.get_binding_registry().get("queueTrigger")
    metadata = {**QUEUE, "Id": s("A-1007"), "size": s("5"), "paid": s("True"), "to": j('{"a":1}')}
    body = s('{"id": "A-1007", "size": 5, "paid": true, "to": {"a": 1}}')
    message = converter.decode(body, trigger_metadata=metadata)
    assert {name: message.metadata[name] for name in ("Id", "size", "paid", "to", "DequeueCount")} == {
        "Id": "A-1007",
        "size": "5",
        "paid": "True",
        "to": {"a": 1},
        "DequeueCount": 2,
    }


# --- Service Bus

PROPERTIES = j('{"region":"north","retries":3}')
SERVICE_BUS = {
    **{name: s(name) for name in ("MessageId", "ContentType", "ReplyTo", "To", "CorrelationId", "SessionId")},
    **{name: s(name) for name in ("ReplyToSessionId", "PartitionKey", "TransactionPartitionKey", "DeadLetterSource")},
    "Subject": s("order"),
    "Label": s("order"),
    "LockToken": s("7d0a3d2c-0000-4000-8000-000000000001"),
    "DeliveryCount": j("2"),
    "SequenceNumber": j("9007199254740993"),
    "EnqueuedTimeUtc": j('"2024-05-17T08:30:00"'),
    "ExpiresAtUtc": j('"9999-12-31T23:59:59.9999999"'),
    "EnqueuedTime": j('"2024-05-17T08:30:00+00:00"'),
    "ExpiresAt": j('"9999-12-31T23:59:59.9999999+00:00"'),
    "ApplicationProperties": PROPERTIES,
    "UserProperties": PROPERTIES,
    "MessageReceiver": s("Azure.Messaging.ServiceBus.ServiceBusReceiver"),
    "MessageActions": j("{}"),
    "Client": j('{"FullyQualifiedNamespace":"example.servicebus.windows.net"}'),
}
NEVER_SENT: dict[str, Any] = {
    "state": None,
    "locked_until": None,
    "scheduled_enqueue_time_utc": None,
    "time_to_live": None,
    "enqueued_sequence_number": None,
    "dead_letter_reason": None,
    "dead_letter_error_description": None,
    "force_persistence": None,
}
DEAD = j('{"DeadLetterReason":"MaxDeliveryCountExceeded","DeadLetterErrorDescription":"Ten times."}')
OLD = {
    "MessageId": s("m-1"),
    "Label": s("order"),
    "LockToken": s("7d0a3d2c"),
    "DeliveryCount": j("1"),
    "SequenceNumber": j("7"),
    "EnqueuedTimeUtc": j('"2024-05-17T08:30:00Z"'),
    "ExpiresAtUtc": j('"2024-05-17T08:40:00Z"'),
    "UserProperties": PROPERTIES,
    "MessageReceiver": j("{}"),
    "MessageSession": j("{}"),
}


def bus(line: str, body: Datum | None, other: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "serviceBusTrigger", body, {**SERVICE_BUS, **other}, read)


def bus_batch(line: str, data: Datum | None, metadata: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "serviceBusTrigger", data, metadata, read)


THREE = cb(b"a", b"b", b"c")
TRUE_COUNT = {
    "UserPropertiesArray": j("[{},{},{}]"),
    "ApplicationPropertiesArray": j('[{"n":1},{},{"n":3}]'),
    "DeliveryCountArray": j("[1,2,3]"),
    "SequenceNumberArray": cl(7, 8, 9),
    "LockTokenArray": cs("t-1", "t-2", "t-3"),
    "EnqueuedTimeUtcArray": j('["2024-05-17T08:30:00","2024-05-17T08:30:00","2024-05-17T08:30:00.5"]'),
    "Client": j("{}"),
}
NOBODY = [None, None, None]


@rows(
    bus(
        "every field",
        s("tea"),
        {},
        **{"get_body()": b"tea"},
        message_id="MessageId",
        content_type="ContentType",
        reply_to="ReplyTo",
        to="To",
        subject="order",
        label="order",
        correlation_id="CorrelationId",
        session_id="SessionId",
        reply_to_session_id="ReplyToSessionId",
        partition_key="PartitionKey",
        transaction_partition_key="TransactionPartitionKey",
        dead_letter_source="DeadLetterSource",
        lock_token="7d0a3d2c-0000-4000-8000-000000000001",
        delivery_count=2,
        sequence_number=9007199254740993,
        enqueued_time_utc=WHEN,
        expires_at_utc=LAST,
        expiration_time=LAST,
        application_properties={"region": "north", "retries": 3},
        user_properties={"region": "north", "retries": 3},
        **NEVER_SENT,
    ),
    bus("binary", b(b"\xff"), {}, **{"get_body()": b"\xff"}, delivery_count=2),
    bus(
        "dead-lettered",
        s("tea"),
        {"ApplicationProperties": DEAD, "UserProperties": DEAD},
        dead_letter_reason="MaxDeliveryCountExceeded",
        dead_letter_error_description="Ten times.",
    ),
    bus("promoted text", s('{"State": "CA"}'), {"State": s("CA")}, state=None, message_id="MessageId"),
    bus(
        "promoted words",
        s('{"sequenceNumber": "seven", "userProperties": "x"}'),
        {"SequenceNumber": s("seven"), "UserProperties": s("x")},
        sequence_number=None,
        user_properties={},
        application_properties={"region": "north", "retries": 3},
    ),
    Sent(
        "extension 4",
        "serviceBusTrigger",
        s("tea"),
        OLD,
        {
            "message_id": "m-1",
            "label": "order",
            "subject": None,
            "session_id": None,
            "enqueued_time_utc": WHEN,
            "expires_at_utc": WHEN + timedelta(minutes=10),
            "user_properties": {"region": "north", "retries": 3},
            **NEVER_SENT,
        },
    ),
    Sent(
        "extension 4, dead-lettered",
        "serviceBusTrigger",
        s("tea"),
        {**OLD, "UserProperties": DEAD},
        {"dead_letter_reason": "MaxDeliveryCountExceeded", "dead_letter_error_description": "Ten times."},
    ),
)
def test_service_bus(sent: Sent) -> None:
    check(sent)


@rows(
    bus_batch(
        "binary, every message has an id, two have a correlation id, none has a session",
        THREE,
        {
            **TRUE_COUNT,
            "MessageIdArray": cs("m-1", "m-2", "m-3"),
            "CorrelationIdArray": cs("c-1", "c-3"),
            "SessionIdArray": cs(),
        },
        **{"get_body()": [b"a", b"b", b"c"]},
        message_id=["m-1", "m-2", "m-3"],
        correlation_id=NOBODY,
        session_id=NOBODY,
        delivery_count=[1, 2, 3],
        sequence_number=[7, 8, 9],
        lock_token=["t-1", "t-2", "t-3"],
        application_properties=[{"n": 1}, {}, {"n": 3}],
        enqueued_time_utc=[WHEN, WHEN, WHEN + timedelta(milliseconds=500)],
    ),
    bus_batch(
        "text, an empty body left out",
        cs("a", "c"),
        {**TRUE_COUNT, "CorrelationIdArray": cs("c-1", "c-3")},
        **{"get_body()": [b"a", b"c"]},
        delivery_count=[None, None],
        sequence_number=[None, None],
        correlation_id=[None, None],
        application_properties=[{}, {}],
    ),
    bus_batch(
        "text, no body at all",
        cs(),
        TRUE_COUNT,
        **{"get_body()": [b"", b"", b""]},
        delivery_count=[1, 2, 3],
        sequence_number=[7, 8, 9],
        message_id=NOBODY,
    ),
    bus_batch(
        "parsed by the host",
        j('[{"a":1},"tea",null]'),
        TRUE_COUNT,
        **{"get_json()": [{"a": 1}, "tea", None]},
        sequence_number=[7, 8, 9],
    ),
    bus_batch(
        "dead-lettered",
        cb(b"a", b"b"),
        {
            "UserPropertiesArray": j('[{"DeadLetterReason":"Late"},{}]'),
            "ApplicationPropertiesArray": j('[{"DeadLetterReason":"Late"},{}]'),
        },
        dead_letter_reason=["Late", None],
    ),
    bus_batch(
        "extension 4, dead-lettered",
        cb(b"a", b"b"),
        {"UserPropertiesArray": j('[{"DeadLetterReason":"Late"},{}]'), "LabelArray": cs("x", "y")},
        dead_letter_reason=["Late", None],
        label=["x", "y"],
    ),
)
def test_service_bus_batches(sent: Sent) -> None:
    check(sent)


# --- Event Hubs, IoT Hub

SYSTEM = {
    "x-opt-sequence-number": 7,
    "x-opt-offset": "4096",
    "x-opt-enqueued-time": "2024-05-17T08:30:00",
    "SequenceNumber": 7,
    "Offset": 4096,
    "OffsetString": "4096",
    "PartitionKey": None,
    "EnqueuedTimeUtc": "2024-05-17T08:30:00",
}
GEO = {**SYSTEM, "x-opt-offset": "1:4096:12", "Offset": -1, "OffsetString": "1:4096:12", "PartitionKey": "k"}
IOT = {
    **SYSTEM,
    "iothub-connection-device-id": "thermo-7",
    "iothub-enqueuedtime": "2024-05-17T08:30:00",
    "iothub-message-source": "Telemetry",
}
CONTEXT = j('{"EventHubName":"telemetry","ConsumerGroup":"$Default","PartitionId":"3"}')
HUB = {
    "Offset": s("4096"),
    "OffsetString": s("4096"),
    "SequenceNumber": j("7"),
    "EnqueuedTimeUtc": j('"2024-05-17T08:30:00"'),
    "Properties": j("{}"),
    "SystemProperties": j(json.dumps(SYSTEM)),
    "PartitionContext": CONTEXT,
    "TriggerPartitionContext": CONTEXT,
}
FROM_IOT = {
    "connection-device-id": "thermo-7",
    "enqueuedtime": "2024-05-17T08:30:00",
    "message-source": "Telemetry",
}


def hub(line: str, body: Datum | None, other: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "eventHubTrigger", body, {**HUB, **other}, read)


def system(*events: dict[str, Any]) -> Datum:
    return j(json.dumps(events))


@rows(
    hub(
        "every field",
        s("21.5"),
        {},
        **{"get_body()": b"21.5"},
        partition_key=None,
        offset="4096",
        sequence_number=7,
        enqueued_time=WHEN,
        iothub_metadata={},
    ),
    hub("partition key", b(b"21.5"), {"PartitionKey": s("k")}, partition_key="k"),
    hub(
        "geo-replicated",
        s("21.5"),
        {"Offset": s("-1"), "OffsetString": s("1:4096:12"), "SystemProperties": j(json.dumps(GEO))},
        offset="1:4096:12",
    ),
    hub("older extensions: a number", s("21.5"), {"Offset": j("4096"), "CheckpointContext": CONTEXT}, offset="4096"),
    hub("IoT Hub", s("21.5"), {"SystemProperties": j(json.dumps(IOT))}, iothub_metadata=FROM_IOT),
    hub(
        "promoted: the truth is in the system properties",
        s('{"offset": 1, "sequenceNumber": "seven", "partitionKey": "x", "enqueuedTimeUtc": "now"}'),
        {
            "Offset": s("1"),
            "SequenceNumber": s("seven"),
            "PartitionKey": s("x"),
            "EnqueuedTimeUtc": s("now"),
            "SystemProperties": j(json.dumps({**SYSTEM, "PartitionKey": "k"})),
        },
        offset="4096",
        sequence_number=7,
        partition_key="k",
        enqueued_time=WHEN,
    ),
    hub(
        "promoted in a geo-replicated hub",
        s('{"offset": 1}'),
        {"Offset": s("1"), "OffsetString": s("1:4096:12"), "SystemProperties": j(json.dumps(GEO))},
        offset="1:4096:12",
    ),
    hub(
        "promoted, the system properties too",
        s('{"systemProperties": "x", "sequenceNumber": 5}'),
        {"SystemProperties": s("x"), "SequenceNumber": s("5")},
        sequence_number=None,
        offset="4096",
        iothub_metadata={},
    ),
)
def test_event_hubs(sent: Sent) -> None:
    check(sent)


@rows(
    Sent(
        "every field",
        "eventHubTrigger",
        cb(b"a", b"b"),
        {
            "PartitionKeyArray": cs("k"),
            "OffsetArray": cs("-1", "4096"),
            "OffsetStringArray": cs("1:4096:12", "4096"),
            "SequenceNumberArray": cl(7, 8),
            "EnqueuedTimeUtcArray": j('["2024-05-17T08:30:00","2024-05-17T08:30:00"]'),
            "PropertiesArray": j('[{"unit":"C"},{}]'),
            "SystemPropertiesArray": system(GEO, {**IOT, "SequenceNumber": 8}),
            "PartitionContext": CONTEXT,
        },
        {
            "get_body()": [b"a", b"b"],
            "partition_key": ["k", None],
            "offset": ["1:4096:12", "4096"],
            "sequence_number": [7, 8],
            "enqueued_time": [WHEN, WHEN],
            "iothub_metadata": [{}, FROM_IOT],
        },
    ),
    Sent(
        "text, an empty body left out",
        "eventHubTrigger",
        cs("a"),
        {"SequenceNumberArray": cl(7, 8), "SystemPropertiesArray": system(SYSTEM, IOT)},
        {"get_body()": [b"a"], "sequence_number": [None], "offset": [None], "iothub_metadata": [{}]},
    ),
    Sent(
        "text, no body at all",
        "eventHubTrigger",
        cs(),
        {"SequenceNumberArray": cl(7, 8), "SystemPropertiesArray": system(SYSTEM, IOT)},
        {"get_body()": [b"", b""], "sequence_number": [7, 8], "offset": ["4096", "4096"]},
    ),
    Sent(
        "parsed by the host",
        "eventHubTrigger",
        j('[{"at":"2024-05-17T08:30:00Z"},null]'),
        {"SystemPropertiesArray": system(SYSTEM, SYSTEM)},
        {"get_json()": [{"at": "2024-05-17T08:30:00Z"}, None], "sequence_number": [7, 7]},
    ),
)
def test_event_hubs_batches(sent: Sent) -> None:
    check(sent)


# --- Kafka

HEADERS = [{"Key": "unit", "Value": "Qw=="}, {"Key": "unit", "Value": None}]
KAFKA = {
    "Offset": j("7"),
    "Partition": j("0"),
    "LeaderEpoch": j("3"),
    "IsPartitionEOF": j("false"),
    "Topic": s("telemetry"),
    "Timestamp": j('"2024-05-17T08:30:00.123Z"'),
    "Headers": j(json.dumps(HEADERS)),
}
ENVELOPE = {
    "Offset": 7,
    "Partition": 0,
    "Topic": "telemetry",
    "Timestamp": "2024-05-17T08:30:00.123Z",
    "Value": '{"offset": 1}',
    "LeaderEpoch": 3,
    "IsPartitionEOF": False,
    "Key": "k",
    "Headers": HEADERS,
}
PROMOTED = {
    **KAFKA,
    "Offset": s("7"),
    "Partition": s("0"),
    "LeaderEpoch": s("3"),
    "IsPartitionEOF": s("False"),
    "Timestamp": s("05/17/2024 08:30:00"),
    "Value": s('{"offset": 1}'),
    "Key": s("k"),
}


def kafka(line: str, body: Datum | None, other: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "kafkaTrigger", body, {**KAFKA, **other}, read)


@rows(
    kafka(
        "binary",
        b(b"21.5"),
        {},
        **{"get_body()": b"21.5"},
        key=None,
        offset=7,
        partition=0,
        topic="telemetry",
        timestamp="2024-05-17T08:30:00.123Z",
        headers=HEADERS,
    ),
    kafka("tombstone", b(b""), {"Key": s("k")}, **{"get_body()": b""}, key="k"),
    kafka("key: text", b(b"x"), {"Key": s("k")}, key="k"),
    kafka("key: int", b(b"x"), {"Key": j("5")}, key="5"),
    kafka("key: long", b(b"x"), {"Key": j("9007199254740993")}, key="9007199254740993"),
    kafka("key: bytes of text", b(b"x"), {"Key": b(b"k")}, key="k"),
    kafka("key: other bytes", b(b"x"), {"Key": b(b"\xff")}, key="/w=="),
    kafka("key: Avro record", b(b"x"), {"Key": j('{"id":5}')}, key='{"id": 5}'),
    Sent(
        "text: the whole event",
        "kafkaTrigger",
        s(json.dumps(ENVELOPE)),
        PROMOTED,
        {
            "get_json()": ENVELOPE,
            "key": "k",
            "offset": 7,
            "partition": 0,
            "topic": "telemetry",
            "timestamp": "05/17/2024 08:30:00",
            "headers": HEADERS,
        },
    ),
    Sent(
        "text: an Avro record, whose fields are strangers",
        "kafkaTrigger",
        s('{"offset": "many", "key": "door", "size": 5}'),
        {**KAFKA, "Offset": s("many"), "Key": s("door"), "size": s("5")},
        {"offset": None, "key": None, "partition": 0, "topic": "telemetry", "headers": HEADERS},
    ),
)
def test_kafka(sent: Sent) -> None:
    check(sent)


@rows(
    Sent(
        "every field",
        "kafkaTrigger",
        cb(b"a", b"b"),
        {
            "OffsetArray": cl(7, 8),
            "PartitionArray": j("[0,0]"),
            "LeaderEpochArray": j("[3,null]"),
            "IsPartitionEOFArray": j("[false,false]"),
            "TopicArray": cs("telemetry", "telemetry"),
            "TimestampArray": j('["2024-05-17T08:30:00.123Z","2024-05-17T08:30:00Z"]'),
            "KeyArray": j("[5,null]"),
            "HeadersArray": j(json.dumps([HEADERS, []])),
        },
        {
            "get_body()": [b"a", b"b"],
            "offset": [7, 8],
            "partition": [0, 0],
            "topic": ["telemetry", "telemetry"],
            "timestamp": ["2024-05-17T08:30:00.123Z", "2024-05-17T08:30:00Z"],
            "key": ["5", None],
            "headers": [HEADERS, []],
        },
    ),
    Sent(
        "keys of bytes are base64",
        "kafkaTrigger",
        cb(b"a"),
        {"OffsetArray": cl(7), "KeyArray": j('["aw=="]')},
        {"key": ["aw=="], "offset": [7]},
    ),
    Sent(
        "a null body left out",
        "kafkaTrigger",
        cb(b"a"),
        {"OffsetArray": cl(7, 8), "TopicArray": cs("t", "t")},
        {"get_body()": [b"a"], "offset": [None], "topic": [None]},
    ),
)
def test_kafka_batches(sent: Sent) -> None:
    check(sent)


# --- blobs

BLOB = {
    "BlobTrigger": s("samples/a.csv"),
    "Uri": j('"https://example.blob.core.windows.net/samples/a.csv"'),
    "Properties": j('{"ContentLength":3,"ContentType":"text/csv","ETag":"\\"0x8D\\"","BlobType":0,"Metadata":{}}'),
    "Metadata": j('{"owner":"ada"}'),
    "name": s("a.csv"),
}


@rows(
    Sent(
        "trigger",
        "blobTrigger",
        b(b"abc"),
        BLOB,
        {
            "read()": b"abc",
            "name": "samples/a.csv",
            "uri": "https://example.blob.core.windows.net/samples/a.csv",
            "length": 3,
            "blob_properties": json.loads(BLOB["Properties"].value),
            "metadata": {"owner": "ada"},
        },
    ),
    Sent(
        "trigger: placeholders of the path instead of metadata",
        "blobTrigger",
        b(b"abc"),
        {**BLOB, "Properties": s("a"), "Metadata": s("b")},
        {"read()": b"abc", "name": "samples/a.csv", "length": 3, "blob_properties": None, "metadata": None},
    ),
    Sent(
        "input: the trigger's metadata is another blob's",
        "blob",
        b(b"abcd"),
        BLOB,
        {"read()": b"abcd", "name": None, "uri": None, "length": 4, "blob_properties": None, "metadata": None},
    ),
    Sent(
        "input: as text, of an event hub's function",
        "blob",
        s("Malmö"),
        HUB,
        {"read()": "Malmö".encode(), "length": 6, "blob_properties": None},
    ),
)
def test_blobs(sent: Sent) -> None:
    check(sent)


# --- HTTP


def request(**changed: Any) -> Datum:
    value = {
        "method": s("post"),
        "url": s("http://example.org/api/items/7?a=1&a=2&flag"),
        "headers": {"content-type": s("application/json"), "x-empty": s(""), "cookie": s("a=1; b=2")},
        "query": {"a": s("1,2")},
        "params": {"id": s("7"), "is_new": s("True")},
        "body": b(b'{"a": 1}'),
    }
    return Datum({**value, **changed}, "http")


@rows(
    Sent(
        "every part",
        "httpTrigger",
        request(),
        {"Query": j('{"a":"1,2"}'), "Headers": j("{}"), "a": s("1"), "id": s("7")},
        {
            "method": "POST",
            "url": "http://example.org/api/items/7?a=1&a=2&flag",
            "headers": {"content-type": "application/json", "x-empty": "", "cookie": "a=1; b=2"},
            "params": {"a": "1,2"},
            "route_params": {"id": "7", "is_new": "True"},
            "cookies": {"a": "1", "b": "2"},
            "get_body()": b'{"a": 1}',
            "get_json()": {"a": 1},
        },
    ),
    Sent("no body: chunked, or empty", "httpTrigger", request(body=None), {}, {"get_body()": b""}),
    Sent("body without a value", "httpTrigger", request(body=Datum(None, None)), {}, {"get_body()": b""}),
)
def test_http(sent: Sent) -> None:
    check(sent)


# --- Event Grid

CREATED = {
    "topic": "/subscriptions/6a5f7c52/storageAccounts/shopfiles",
    "subject": "/blobServices/default/containers/orders/blobs/1.csv",
    "eventType": "Microsoft.Storage.BlobCreated",
    "id": "9aeb0fdf",
    "data": {"contentLength": 30699},
    "dataVersion": "",
    "metadataVersion": "1",
    "eventTime": "2024-05-17T08:30:00Z",
}
CLOUD = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t", "time": "2024-05-17T08:30:00+00:00", "x": "y"}


@rows(
    Sent(
        "one",
        "eventGridTrigger",
        j(json.dumps(CREATED)),
        {"data": j('{"contentLength":30699}')},
        {"id": "9aeb0fdf", "event_time": WHEN, "data_version": "", "get_json()": {"contentLength": 30699}},
    ),
    Sent(
        "many",
        "eventGridTrigger",
        j(json.dumps([CREATED, {**CREATED, "data": None, "id": "2"}])),
        {"data": j('[{"contentLength":30699},null]')},
        {"id": ["9aeb0fdf", "2"], "data": [{"contentLength": 30699}, None], "event_time": [WHEN, WHEN]},
    ),
    Sent(
        "a CloudEvent",
        "eventGridTrigger",
        j(json.dumps(CLOUD)),
        {},
        {"id": "1", "source": "/s", "time": WHEN, "data": None, "extension_attrs": {"x": "y"}},
    ),
)
def test_event_grid(sent: Sent) -> None:
    check(sent)


# --- timers, warm-up, prompts


@rows(
    Sent(
        "every field",
        "timerTrigger",
        j(
            '{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00",'
            '"Next":"2024-05-17T08:35:00+00:00","LastUpdated":"0001-01-01T00:00:00"},"IsPastDue":false}'
        ),
        {"TimerTrigger": s("05/17/2024 08:30:00")},
        {
            "past_due": False,
            "schedule": {"AdjustForDST": True},
            "schedule_status": {
                "Last": "0001-01-01T00:00:00",
                "Next": "2024-05-17T08:35:00+00:00",
                "LastUpdated": "0001-01-01T00:00:00",
            },
        },
    ),
    Sent(
        "without monitor",
        "timerTrigger",
        j('{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}'),
        {},
        {"past_due": True, "schedule_status": {}},
    ),
    Sent("warm-up", "warmupTrigger", j("{}"), {}, {}),
    Sent(
        "prompt",
        "mcpPromptTrigger",
        s('{"name":"review","arguments":{"a":"b"},"transport":{"name":"http"}}'),
        {"mcppromptargs": j('{"a":"b"}'), "name": s("review")},
        {"name": "review", "arguments": {"a": "b"}, "sessionid": None, "transport": {"name": "http"}},
    ),
)
def test_other_values(sent: Sent) -> None:
    check(sent)


# --- what is received as it is

TOOL = '{"name":"save","arguments":{"a":1},"sessionid":"1","transport":{"name":"http"}}'


@pytest.mark.parametrize(
    ("line", "binding", "data", "metadata", "value"),
    [
        ("text that is not JSON", "activityTrigger", s("Tokyo"), {}, "Tokyo"),
        ("a number, or its text", "activityTrigger", s("5"), {}, 5),
        ("true", "activityTrigger", s("True"), {"data": j("true")}, True),
        ("false", "activityTrigger", s("False"), {"data": j("false")}, False),
        ("true, where the host does not say what it was", "activityTrigger", s("True"), {}, True),
        ("the text True", "activityTrigger", s("True"), {"data": j('"True"')}, "True"),
        ("an object", "activityTrigger", s('{"a":[1]}'), {"data": j('{"a":[1]}')}, {"a": [1]}),
        ("no input", "activityTrigger", None, {"instanceId": s("1")}, None),
        ("no input, as a Datum", "activityTrigger", Datum(None, None), {}, None),
        ("client", "durableClient", s('{"taskHubName":"Orders"}'), {}, '{"taskHubName":"Orders"}'),
        ("tool", "mcpToolTrigger", s(TOOL), {"mcptoolargs": j('{"a":"1"}')}, TOOL),
        ("tool, as JSON", "mcpToolTrigger", j(TOOL), {}, TOOL),
        ("resource", "mcpResourceTrigger", s('{"uri":"file://a"}'), {}, '{"uri":"file://a"}'),
        ("a blob that is not there", "blob", None, {}, None),
        ("changed documents", "cosmosDBTrigger", s('[{"id":"17"}]'), {}, [{"id": "17"}]),
        ("one document", "cosmosDB", s('{"id":"17"}'), {}, [{"id": "17"}]),
        ("a document that is not there", "cosmosDB", None, {}, None),
        ("documents", "cosmosDB", j('[{"id":"17"},{"id":"18"}]'), {}, [{"id": "17"}, {"id": "18"}]),
        ("rows", "sql", s('[{"At":"2024-05-17T08:30:00.000Z"}]'), {}, [{"At": "2024-05-17T08:30:00.000Z"}]),
        (
            "changed rows",
            "mysqlTrigger",
            s('[{"Operation":1,"Item":{"Id":5}}]'),
            {},
            [{"Operation": 1, "Item": {"Id": 5}}],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_plain_values(line: str, binding: str, data: Datum | None, metadata: dict[str, Datum], value: object) -> None:
    converter: Any = func.get_binding_registry().get(binding)
    received = converter.decode(data, trigger_metadata=metadata)
    assert (received, type(received) is bool) == (value, type(value) is bool)


@pytest.mark.parametrize("binding", ["orchestrationTrigger", "entityTrigger"])
def test_durable_contexts(binding: str) -> None:
    converter: Any = func.get_binding_registry().get(binding)
    assert converter.decode(s('{\n  "history": []\n}'), trigger_metadata={}).body == '{\n  "history": []\n}'


# --- texts of scalars


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-17T08:30:00Z", WHEN),
        ("2024-05-17T08:30:00.1Z", WHEN + timedelta(milliseconds=100)),
        ("2024-05-17T08:30:00.1234567Z", WHEN + timedelta(microseconds=123456)),
        ("2024-05-17T08:30:00+00:00", WHEN),
        ("2024-05-17T10:30:00.123+02:00", WHEN + timedelta(milliseconds=123)),
        ("0001-01-01T00:00:00+00:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999+00:00", LAST),
    ],
)
def test_dates(text: str, value: datetime) -> None:
    check(Sent(text, "queueTrigger", s("tea"), {"InsertionTime": j(json.dumps(text))}, {"insertion_time": value}))


def test_a_short_column_stays_in_the_metadata() -> None:
    converter: Any = func.get_binding_registry().get("serviceBusTrigger")
    metadata = {**TRUE_COUNT, "CorrelationIdArray": cs("c-1", "c-3")}
    for message in converter.decode(THREE, trigger_metadata=metadata):
        assert message.metadata["CorrelationIdArray"] == ["c-1", "c-3"]
        assert "CorrelationId" not in message.metadata
        assert message.metadata["SequenceNumber"] == message.sequence_number
        assert message.metadata["Client"] == {}
