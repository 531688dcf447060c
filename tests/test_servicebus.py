"""Service Bus: `ServiceBusMessage`, alone and in batches."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any  # the older spelling is another object

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azure_functions_lite.errors import FieldError
from azure_functions_lite.meta import Datum, Metadata
from azure_functions_lite.servicebus import (
    ServiceBusMessage,
    ServiceBusMessageInConverter,
)

DatumsOf = Callable[[object], "list[Datum]"]
MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def one(data: Datum | None, metadata: Metadata | None = None) -> ServiceBusMessage:
    message = ServiceBusMessageInConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(message, ServiceBusMessage)
    return message


def several(data: Datum | None, metadata: Metadata | None = None) -> list[ServiceBusMessage]:
    messages = ServiceBusMessageInConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(messages, list)
    return messages


def collection(*bodies: object) -> Datum:
    return Datum(SimpleNamespace(bytes=bodies), "collection_bytes")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


# The host's name for each field, the field, what the host sends, and what that becomes.
FIELDS: list[tuple[str, str, object, object]] = [
    ("ApplicationProperties", "application_properties", {"a": [1, None]}, {"a": [1, None]}),
    ("ContentType", "content_type", "application/json", "application/json"),
    ("CorrelationId", "correlation_id", "c-1", "c-1"),
    ("DeadLetterErrorDescription", "dead_letter_error_description", "at length", "at length"),
    ("DeadLetterReason", "dead_letter_reason", "TTLExpired", "TTLExpired"),
    ("DeadLetterSource", "dead_letter_source", "orders", "orders"),
    ("DeliveryCount", "delivery_count", 2, 2),
    ("EnqueuedSequenceNumber", "enqueued_sequence_number", 41, 41),
    ("EnqueuedTimeUtc", "enqueued_time_utc", "2024-04-06T15:30:00Z", utc("2024-04-06T15:30:00")),
    ("ExpiresAtUtc", "expires_at_utc", "9999-12-31T23:59:59.9999999Z", utc("9999-12-31T23:59:59.999999")),
    ("ForcePersistence", "force_persistence", True, True),
    ("Label", "label", "order.placed", "order.placed"),
    ("LockedUntil", "locked_until", "04/06/2024 15:31:00+00:00", utc("2024-04-06T15:31:00")),
    ("LockToken", "lock_token", "7d0a3d2c", "7d0a3d2c"),
    ("MessageId", "message_id", "m-1", "m-1"),
    ("PartitionKey", "partition_key", "k", "k"),
    ("ReplyTo", "reply_to", "answers", "answers"),
    ("ReplyToSessionId", "reply_to_session_id", "s-2", "s-2"),
    ("ScheduledEnqueueTimeUtc", "scheduled_enqueue_time_utc", "2024-04-06T15:30:00Z", utc("2024-04-06T15:30:00")),
    ("SequenceNumber", "sequence_number", 2**53 + 1, 2**53 + 1),
    ("SessionId", "session_id", "s-1", "s-1"),
    ("State", "state", 0, 0),
    ("Subject", "subject", "order.placed", "order.placed"),
    ("TimeToLive", "time_to_live", "14.00:00:01.5", timedelta(days=14, seconds=1.5)),
    ("To", "to", "billing", "billing"),
    ("TransactionPartitionKey", "transaction_partition_key", "t", "t"),
    ("UserProperties", "user_properties", {"b": "c"}, {"b": "c"}),
]
EACH_FIELD = pytest.mark.parametrize(("name", "keyword", "raw", "value"), FIELDS, ids=[name for name, *_ in FIELDS])
DICTS = ("application_properties", "user_properties")


def make_message(**changes: Any) -> ServiceBusMessage:
    keywords: dict[str, Any] = {keyword: value for _, keyword, _, value in FIELDS}
    keywords |= {"body": '{"a": 1}', "trigger_metadata": {"d": 1}, **changes}
    return ServiceBusMessage(**keywords)


def to_dicts(decoded: ServiceBusMessage | list[ServiceBusMessage]) -> list[dict[str, Any]]:
    return [message.to_dict() for message in (decoded if isinstance(decoded, list) else [decoded])]


# --- the message


def test_every_field_is_in_the_table() -> None:
    assert [(keyword, name) for name, keyword, _, _ in FIELDS] == [
        (field.name, field.host)
        for field in ServiceBusMessage._declared.values()  # pyright: ignore[reportPrivateUsage]
    ]


def test_a_message_needs_nothing() -> None:
    message = ServiceBusMessage()
    assert message.get_body() == b""
    for _, keyword, _, _ in FIELDS:
        assert getattr(message, keyword) == ({} if keyword in DICTS else None)
    assert (message.expiration_time, message.scheduled_enqueue_time, message.metadata) == (None, None, None)


def test_a_message_has_what_it_is_given() -> None:
    message = make_message()
    assert message.get_body() == b'{"a": 1}'
    assert message.get_json() == {"a": 1}
    for _, keyword, _, value in FIELDS:
        assert getattr(message, keyword) == value
    assert message.expiration_time == message.expires_at_utc == utc("9999-12-31T23:59:59.999999")
    assert message.scheduled_enqueue_time == message.scheduled_enqueue_time_utc == utc("2024-04-06T15:30:00")
    assert message.metadata == {"d": 1}


@pytest.mark.parametrize("name", ["expiration_time", "scheduled_enqueue_time"])
def test_older_names_cannot_be_set_either(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(ServiceBusMessage(), name, None)


def test_properties_of_a_message_are_its_own() -> None:
    ServiceBusMessage().application_properties["a"] = 1
    assert ServiceBusMessage().application_properties == ServiceBusMessage().user_properties == {}


def test_a_message_does_not_show_body_and_lock_token() -> None:
    message = ServiceBusMessage(body="secret", lock_token="7d0a3d2c", message_id="m-1", user_properties={"a": 1})
    assert repr(message) == (
        "ServiceBusMessage(body=<bytes of length 6>, lock_token=<str of length 8>, message_id='m-1', "
        "user_properties={'a': 1})"
    )
    assert "7d0a3d2c" not in repr(make_message())


@pytest.mark.parametrize("name", ["body", *(keyword for _, keyword, _, _ in FIELDS)])
def test_messages_are_compared_by_value(name: str) -> None:
    assert make_message() == make_message(body=b'{"a": 1}', trigger_metadata=None)
    assert make_message() != make_message(**{name: None})
    assert make_message() != '{"a": 1}'


def test_messages_are_unhashable_as_their_dicts_are() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(ServiceBusMessage())


def test_a_message_as_dict_and_json() -> None:
    as_dict = {
        "body": '{"a": 1}',
        **{keyword: raw for _, keyword, raw, _ in FIELDS},
        "enqueued_time_utc": "2024-04-06T15:30:00+00:00",
        "expires_at_utc": "9999-12-31T23:59:59.999999+00:00",
        "locked_until": "2024-04-06T15:31:00+00:00",
        "scheduled_enqueue_time_utc": "2024-04-06T15:30:00+00:00",
        "time_to_live": "14 days, 0:00:01.500000",
    }
    assert make_message().to_dict() == as_dict
    assert json.loads(make_message().to_json()) == as_dict
    assert ServiceBusMessage().to_dict() == {**dict.fromkeys(as_dict), "body": "", **{name: {} for name in DICTS}}


@pytest.mark.parametrize(
    "message", [ServiceBusMessage(), make_message(), make_message(body=b"\xff")], ids=["empty", "full", "bytes"]
)
def test_a_message_comes_back_from_json_and_copies(
    message: ServiceBusMessage, duplicate: Callable[[ServiceBusMessage], ServiceBusMessage]
) -> None:
    assert ServiceBusMessage.from_json(message.to_json()) == message
    assert duplicate(message) == message
    assert duplicate(message).metadata == message.metadata


# --- what the host sends


def payload_message(number: int, **others: Any) -> ServiceBusMessage:
    properties = {
        "Diagnostic-Id": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "region": "north",
        "attempt": number,
        "DeadLetterReason": "MaxDeliveryCountExceeded",
        "DeadLetterErrorDescription": f"No handler took order {number}.",
    }
    keywords: dict[str, Any] = {
        "application_properties": properties,
        "content_type": "application/json",
        "correlation_id": f"c-{number}",
        "dead_letter_error_description": f"No handler took order {number}.",
        "dead_letter_reason": "MaxDeliveryCountExceeded",
        "dead_letter_source": "orders",
        "delivery_count": number + 1,
        "enqueued_time_utc": utc(f"2024-04-06T15:30:0{number}.123"),
        "expires_at_utc": utc(f"2024-04-20T15:30:0{number}.123"),
        "label": "order.placed",
        "lock_token": f"7d0a3d2c-31a2-4a6c-8a4c-90f6a3a3f00{number}",
        "message_id": f"m-{number}",
        "partition_key": f"customer-{number}",
        "reply_to": "answers",
        "reply_to_session_id": f"answer-session-{number}",
        "sequence_number": number + 1000,
        "session_id": f"customer-{number}",
        "subject": "order.placed",
        "to": "billing",
        "transaction_partition_key": f"transaction-{number}",
        "user_properties": properties,
    }
    return ServiceBusMessage(**{**keywords, **others})


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("serviceBusTrigger")
    message = one(data, metadata)
    assert message == payload_message(1, body='{"order": 17, "note": "smörgås"}')
    assert message.metadata is not None
    assert message.metadata.keys() == metadata.keys()
    assert message.metadata["EnqueuedTime"] == "2024-04-06T15:30:01.123+00:00"
    assert message.metadata["Client"]["IsClosed"] is False
    assert message.metadata["order"] == "17"


def test_a_payload_of_a_batch(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("serviceBusTrigger-batch")
    messages = several(data, metadata)
    assert messages == [
        payload_message(1, body='{"order": 17, "note": "smörgås"}', transaction_partition_key="customer-1"),
        # What the host sends in a batch are the partition keys.
        payload_message(2, body=b"\xff\x00raw", transaction_partition_key="customer-2"),
    ]
    for number, message in enumerate(messages, 1):
        assert message.metadata is not None
        assert message.metadata.keys() == {*metadata, *(name.removesuffix("Array") for name in metadata)}
        assert message.metadata["MessageId"] == f"m-{number}"
        assert message.metadata["UserProperties"]["attempt"] == number
        assert message.metadata["Client"]["IsClosed"] is False


@EACH_FIELD
def test_metadata_fields(datums_of: DatumsOf, name: str, keyword: str, raw: object, value: object) -> None:
    keywords: dict[str, Any] = {keyword: value}
    expected = ServiceBusMessage(**keywords)
    for datum in datums_of(raw):
        assert one(None, {name: datum}) == expected
    for datum in datums_of([raw, raw]):
        assert several(collection(b"", b""), {f"{name}Array": datum}) == [expected, expected]
    holes = {f"{name}Array": Datum(json.dumps([None, raw]), "json")}
    assert several(collection(b"", b""), holes) == [ServiceBusMessage(), expected]


@EACH_FIELD
def test_null_is_not_a_value(make_datum: MakeDatum, name: str, keyword: str, raw: object, value: object) -> None:
    for datum in (make_datum("null", "json"), make_datum(None, None), None):
        assert one(None, {name: datum}) == ServiceBusMessage()
        assert several(collection(b"", b""), {f"{name}Array": datum}) == [ServiceBusMessage()] * 2
    assert value is not None


@pytest.mark.parametrize("bodies", [(b"a",), (b"a", b"b", b"c")], ids=len)
@pytest.mark.parametrize(
    ("name", "datum"),
    [
        ("UserPropertiesArray", Datum("[{}, {}]", "json")),
        ("EnqueuedTimeUtcArray", Datum("[null, null]", "json")),
        ("SequenceNumberArray", Datum(SimpleNamespace(sint64=[1, 2]), "collection_sint64")),
    ],
)
def test_arrays_that_cannot_be_told_to_their_messages_give_nobody_a_value(
    name: str, datum: Datum, bodies: tuple[bytes, ...]
) -> None:
    messages = several(collection(*bodies), {name: datum})
    assert messages == [ServiceBusMessage(body=body) for body in bodies]
    assert messages[0].metadata is not None
    assert messages[0].metadata.keys() == {name}


@pytest.mark.parametrize(
    ("data", "metadata", "message"),
    [
        (None, {"DeliveryCount": Datum("x", "string")}, "'DeliveryCount' of ServiceBusMessage: expected int, got 'x'"),
        (None, {"State": Datum("true", "json")}, "'State' of ServiceBusMessage: expected int, got True"),
        (
            None,
            {"LockedUntil": Datum("soon", "string")},
            "'LockedUntil' of ServiceBusMessage: expected a date, got 'soon'",
        ),
        (
            None,
            {"TimeToLive": Datum("[]", "json")},
            (
                "'TimeToLive' of ServiceBusMessage: expected a duration ([-][d.]hh:mm:ss[.fffffff], mm:ss, "
                "P[nD][T[nH][nM][nS]] or seconds), got []"
            ),
        ),
        (
            None,
            {"UserProperties": Datum("[]", "json")},
            "'UserProperties' of ServiceBusMessage: expected a JSON object, got []",
        ),
        (
            None,
            {"ForcePersistence": Datum("1", "json")},
            "'ForcePersistence' of ServiceBusMessage: expected bool, got 1",
        ),
        (
            None,
            {"To": Datum({}, "http")},
            (
                "'To' of ServiceBusMessage: expected a Datum of type json, string, bytes, int, double or a collection, "
                "got type 'http'"
            ),
        ),
        (
            collection(b"", b""),
            {"UserPropertiesArray": Datum('[{}, "x"]', "json")},
            "'UserPropertiesArray'[1] of ServiceBusMessage: expected a JSON object, got 'x'",
        ),
        (
            collection(b""),
            {"StateArray": Datum("5", "json")},
            "'StateArray' of ServiceBusMessage: expected a JSON array, got 5",
        ),
    ],
    ids=["int", "bool", "date", "duration", "object", "flag", "bytes", "item", "no array"],
)
def test_metadata_that_cannot_be_read(data: Datum | None, metadata: Metadata, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        to_dicts(ServiceBusMessageInConverter.decode(data, trigger_metadata=metadata))
    assert str(caught.value) == f"cannot read trigger metadata field {message}"


# --- batches and single messages


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
DATES = st.datetimes(timezones=st.just(timezone.utc)).map(datetime.isoformat)
SPANS = st.tuples(st.integers(0, 999), st.times()).map(lambda span: f"{span[0]}.{span[1]}")
OBJECTS = st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2)
KINDS: dict[type, st.SearchStrategy[object]] = {
    str: TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    dict: OBJECTS,
    datetime: DATES,
    timedelta: SPANS,
}
PROPERTIES = st.fixed_dictionaries({name: st.none() | KINDS[type(value)] for name, _, _, value in FIELDS})


# 27 fields a message take long to make up.
@settings(max_examples=15)
@given(st.lists(st.tuples(st.binary(), PROPERTIES), max_size=4))
def test_a_batch_is_its_messages(deliveries: list[tuple[bytes, dict[str, object]]]) -> None:
    singles = [
        one(Datum(body, "bytes"), {name: Datum(json.dumps(value), "json") for name, value in fields.items()})
        for body, fields in deliveries
    ]
    columns = {
        f"{name}Array": Datum(json.dumps([fields[name] for _, fields in deliveries]), "json") for name, *_ in FIELDS
    }
    batch = several(collection(*(body for body, _ in deliveries)), columns)
    assert batch == singles
    for message, single in zip(batch, singles, strict=True):
        assert message.metadata is not None
        assert single.metadata is not None
        assert {name: message.metadata[name] for name in single.metadata} == single.metadata


def test_each_document_is_parsed_once_for_all_messages(documents: list[object]) -> None:
    # The values of fields that have an older name come twice, as the same text.
    metadata = {f"{name}Array": Datum(json.dumps([raw] * 100), "json") for name, _, raw, _ in FIELDS}
    metadata["UserPropertiesArray"] = Datum(json.dumps([{"a": [1, None]}] * 100), "json")
    metadata["sys"] = Datum("{}", "json")
    messages = several(collection(*[b""] * 100), metadata)
    assert [message.sequence_number for message in messages] == [2**53 + 1] * 100
    assert len(documents) == 1
    documents.clear()
    assert [message.metadata["MessageId"] for message in messages if message.metadata] == ["m-1"] * 100
    assert len(documents) == len({datum.value for datum in metadata.values()}) - 1
