"""Deliveries of Service Bus."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import azure_functions_lite as func
from azure_functions_lite.meta import Datum

from .sent import LAST, WHEN, Sent, b, cb, check, cl, cs, j, rows, s

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


def test_a_short_column_stays_in_the_metadata() -> None:
    converter: Any = func.get_binding_registry().get("serviceBusTrigger")
    metadata = {**TRUE_COUNT, "CorrelationIdArray": cs("c-1", "c-3")}
    for message in converter.decode(THREE, trigger_metadata=metadata):
        assert message.metadata["CorrelationIdArray"] == ["c-1", "c-3"]
        assert "CorrelationId" not in message.metadata
        assert message.metadata["SequenceNumber"] == message.sequence_number
        assert message.metadata["Client"] == {}
