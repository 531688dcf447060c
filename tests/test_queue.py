"""Storage queues: `QueueMessage`, its metadata, and what an output sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any  # the older spellings are other objects

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import (
    ArgumentTypeError,
    DataError,
    FieldError,
    FunctionsError,
    InvalidJSONError,
)
from azure_functions_lite.meta import Datum, Metadata
from azure_functions_lite.queue import QueueMessage, QueueMessageInConverter, QueueMessageOutConverter

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def decode(data: Datum | None, metadata: Metadata | None = MappingProxyType({})) -> QueueMessage:
    return QueueMessageInConverter.decode(data, trigger_metadata=metadata)


def encode(obj: object) -> Datum:
    return QueueMessageOutConverter.encode(obj, expected_type=None)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def make_message(**changes: Any) -> QueueMessage:
    keywords: dict[str, Any] = {
        "id": "1",
        "body": '{"a": 1}',
        "pop_receipt": "secret",
        "dequeue_count": 2,
        "expiration_time": utc("2024-04-13"),
        "insertion_time": utc("2024-04-06"),
        "time_next_visible": utc("2024-04-07"),
    }
    return QueueMessage(**{**keywords, **changes})


def test_a_message_needs_nothing() -> None:
    message = QueueMessage()
    assert message.get_body() == b""
    assert (message.id, message.pop_receipt, message.dequeue_count) == (None, None, None)
    assert (message.expiration_time, message.insertion_time, message.time_next_visible) == (None, None, None)


def test_a_message_has_what_it_is_given() -> None:
    message = make_message()
    assert message.get_json() == {"a": 1}
    assert (message.id, message.pop_receipt, message.dequeue_count) == ("1", "secret", 2)
    assert message.expiration_time == utc("2024-04-13")
    assert message.insertion_time == utc("2024-04-06")
    assert message.time_next_visible == utc("2024-04-07")


@pytest.mark.parametrize(
    ("body", "content"),
    [(None, b""), ("å", "å".encode()), (b"\xff", b"\xff"), (bytearray(b"x"), b"x")],
    ids=["None", "str", "bytes", "bytearray"],
)
def test_bodies(body: Any, content: bytes) -> None:
    made = QueueMessage(body=body).get_body()
    assert made == content
    assert type(made) is bytes


@pytest.mark.parametrize("body", [None, "", "hey", b"\xff"], ids=repr)
def test_a_body_that_is_not_json_is_a_value_error(body: str | bytes | None) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot read the body of QueueMessage: expected JSON"):
        QueueMessage(body=body).get_json()


def test_a_body_of_another_type_is_refused_when_read() -> None:
    body: Any = {"a": 1}
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of QueueMessage: .+, got dict of length 1$"):
        QueueMessage(body=body).get_body()


def test_a_message_does_not_show_body_and_receipt() -> None:
    assert repr(make_message(expiration_time=None, insertion_time=None, time_next_visible=None)) == (
        "QueueMessage(body=<bytes of length 8>, id='1', pop_receipt=<str of length 6>, dequeue_count=2)"
    )


@pytest.mark.parametrize(
    "name",
    ["id", "body", "pop_receipt", "dequeue_count", "expiration_time", "insertion_time", "time_next_visible"],
)
def test_messages_are_compared_by_value(name: str) -> None:
    assert make_message() == make_message(body=b'{"a": 1}')
    assert hash(make_message()) == hash(make_message(body=b'{"a": 1}'))
    assert make_message() != make_message(**{name: None})
    assert make_message() != '{"a": 1}'


def test_messages_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        setattr(QueueMessage(), "id", "1")  # noqa: B010  # checkers know that it cannot be


def test_messages_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    assert duplicate(make_message()) == make_message()


def test_a_message_as_dict_and_json() -> None:
    as_dict = make_message().to_dict()
    assert as_dict == {
        "id": "1",
        "body": '{"a": 1}',
        "pop_receipt": "secret",
        "dequeue_count": 2,
        "expiration_time": "2024-04-13T00:00:00+00:00",
        "insertion_time": "2024-04-06T00:00:00+00:00",
        "time_next_visible": "2024-04-07T00:00:00+00:00",
    }
    assert json.loads(make_message().to_json()) == as_dict
    assert QueueMessage(body=b"\xff").to_dict()["body"] == {"__encoding": "base64", "value": "/w=="}


class OwnMessage(QueueMessage):
    pass


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("queueTrigger")
    message = QueueMessageInConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(message, QueueMessage)
    assert message == QueueMessage(
        id="8f5a3bd1-9f24-4a7e-8a6c-2f9d5a6a2f10",
        body='{"order": 17, "note": "smörgås"}',
        pop_receipt="AgAAAAMAAAAAAAAAf8rLpZ2H2gE=",
        dequeue_count=2,
        expiration_time=utc("2024-04-13T15:30:00"),
        insertion_time=utc("2024-04-06T15:30:00"),
        time_next_visible=utc("2024-04-06T15:40:00.123456"),
    )
    assert message.get_json() == {"order": 17, "note": "smörgås"}


@pytest.mark.parametrize(
    ("type", "value", "content"),
    [
        ("bytes", b"\xff", b"\xff"),
        ("string", "hey", b"hey"),
        ("string", "", b""),
        ("json", '{"a": 1}', b'{"a": 1}'),
        ("json", "[1]", b"[1]"),
        (None, None, b""),
    ],
)
def test_datums_that_become_a_message(make_datum: MakeDatum, type: str | None, value: object, content: bytes) -> None:
    assert decode(make_datum(value, type)) == QueueMessage(body=content)


def test_no_datum_is_an_empty_message() -> None:
    assert decode(None, {"Id": Datum("1", "string")}) == QueueMessage(id="1")


def test_a_datum_whose_value_is_not_of_its_type_is_rejected(make_datum: MakeDatum) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of QueueMessage: expected str, .+, got int$"):
        decode(make_datum(5, "string")).get_body()
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of QueueMessage: expected text that UTF-8 can encode, got str of length 1$",
    ):
        decode(make_datum("\ud800", "string")).get_body()


def test_metadata_that_is_missing_or_null_is_none(make_datum: MakeDatum) -> None:
    metadata = {
        "Id": None,
        "PopReceipt": make_datum("null", "json"),
        "DequeueCount": make_datum(None, None),
        "ExpirationTime": make_datum("null", "json"),
        "NextVisibleTime": make_datum("", "string"),
    }
    assert decode(make_datum("x", "string"), metadata) == QueueMessage(body="x")


@pytest.mark.parametrize(
    ("name", "datum", "expected"),
    [
        ("Id", Datum("5", "json"), {"id": "5"}),
        ("Id", Datum('"a"', "json"), {"id": "a"}),
        ("Id", Datum(5, "int"), {"id": "5"}),
        ("DequeueCount", Datum("5", "string"), {"dequeue_count": 5}),
        ("DequeueCount", Datum('"5"', "json"), {"dequeue_count": 5}),
        ("DequeueCount", Datum(5, "int"), {"dequeue_count": 5}),
        ("DequeueCount", Datum(5.0, "double"), {"dequeue_count": 5}),
        ("InsertionTime", Datum("04/06/2024 15:30:00", "string"), {"insertion_time": datetime(2024, 4, 6, 15, 30)}),
        (
            "InsertionTime",
            Datum('"2024-04-06T15:30:00+02:00"', "json"),
            {"insertion_time": datetime(2024, 4, 6, 15, 30, tzinfo=timezone(timedelta(hours=2)))},
        ),
    ],
)
def test_metadata_of_other_types(name: str, datum: Datum, expected: dict[str, Any]) -> None:
    assert decode(None, {name: datum}) == QueueMessage(**expected)


@pytest.mark.parametrize(
    ("name", "datum", "message"),
    [
        ("DequeueCount", Datum("two", "string"), "expected int, got 'two'"),
        ("DequeueCount", Datum("[2]", "json"), "expected int, got [2]"),
        ("DequeueCount", Datum("{", "json"), "expected JSON, got str of length 1, .+ at character 1"),
        ("ExpirationTime", Datum("soon", "string"), "expected a date, got 'soon'"),
        ("ExpirationTime", Datum(5, "int"), "expected a date, got 5"),
        ("Id", Datum({}, "http"), "expected a Datum of type json, string, bytes, int, double or a collection, got .+"),
        (
            "PopReceipt",
            Datum(5, "collection_string"),
            "expected an object with an iterable attribute 'string', got int",
        ),
    ],
)
def test_metadata_that_cannot_be_read(name: str, datum: Datum, message: str) -> None:
    pattern = message if ".+" in message else message.replace("[", r"\[")
    with pytest.raises(FieldError, match=rf"^cannot read trigger metadata field '{name}' of QueueMessage: {pattern}$"):
        decode(Datum("x", "string"), {name: datum}).to_dict()


@pytest.mark.parametrize(
    ("value", "type", "sent"),
    [
        (b"\xff", "bytes", b"\xff"),
        (QueueMessage(id="1", body="b"), "json", {"id": "1", "body": "b"}),
        (QueueMessage(), "json", {"id": None, "body": ""}),
        (OwnMessage(body="å"), "json", {"id": None, "body": "å"}),
        (QueueMessage(id="1", body=b"\xff"), "bytes", b"\xff"),
        ([{"a": 1}, QueueMessage(id="1", body="b"), "c"], "json", [{"a": 1}, {"id": "1", "body": "b"}, "c"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_can_be_sent(value: object, type: str, sent: object) -> None:
    datum = encode(value)
    assert datum.type == type
    assert (json.loads(datum.value) if type == "json" else datum.value) == sent


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.binary())
def test_what_is_sent_comes_back(body: str | bytes) -> None:
    assert decode(encode(body)) == QueueMessage(body=body)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_is_sent_in_a_list_comes_back(bodies: list[str]) -> None:
    assert decode(encode(bodies)).get_json() == bodies
    messages = decode(encode([QueueMessage(body=body) for body in bodies])).get_json()
    assert [message["body"] for message in messages] == bodies


def test_a_body_that_json_cannot_carry_is_refused_in_a_list() -> None:
    message = r"^cannot encode queue: item 0: expected UTF-8, because JSON cannot contain other bytes, got bytes of len"
    with pytest.raises(DataError, match=message):
        encode([QueueMessage(body=b"\xff")])


@pytest.mark.parametrize("body", [5, "\ud800"], ids=["int", "lone surrogate"])
def test_message_with_a_wrong_body_can_be_shown_and_compared(body: Any) -> None:
    message = QueueMessage(body=body, id="1")

    assert "id='1'" in repr(message)
    assert message == QueueMessage(body=body, id="1")
    assert message != QueueMessage(body=b"x", id="1")
    with pytest.raises(FunctionsError):
        message.get_body()
