"""Tests of the look-ups of `_fields.py`: where the values of a message's fields are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite._bindings.body import WithBody
from azure_functions_lite._bindings.fields import WireValue, field, wire
from azure_functions_lite._bindings.tables import (
    Columns,
    FromDict,
    LookUp,
    Rows,
    Single,
    prefixed,
    properties,
    read,
    receive,
    receive_all,
)
from azure_functions_lite._wire.scalars import integer, mapping, text, timestamp
from azure_functions_lite.errors import FieldError
from azure_functions_lite.meta import Datum
from azure_functions_lite.queue import QueueMessage

MakeDatum = Callable[[Any, str | None], Datum]


class Message(WithBody, WireValue):
    id: str | None = wire("Id", text)
    """Identifier."""
    _body: str | bytes | None = field(default=None, alias="body")
    count: int | None = wire("DequeueCount", integer)
    """Times handed out."""
    time: datetime | None = wire("EnqueuedTime", timestamp)
    """When it came."""
    extra: dict[str, Any] | None = wire("Extra", mapping)
    """What else came."""


def collection(**values: list[object]) -> SimpleNamespace:
    return SimpleNamespace(**values)


# --- one message


@pytest.mark.parametrize(
    ("value", "type", "expected"),
    [
        ("a", "string", "a"),
        ('"a"', "json", "a"),
        ("5", "json", "5"),
        (5, "int", "5"),
        (1.5, "double", "1.5"),
        (collection(string=["a", "b"]), "collection_string", '["a", "b"]'),
        (collection(sint64=[1, 2]), "collection_sint64", "[1, 2]"),
        (collection(double=[1.5]), "collection_double", "[1.5]"),
    ],
    ids=["string", "json", "json int", "int", "double", "collection_string", "collection_sint64", "collection_double"],
)
def test_single(make_datum: MakeDatum, value: object, type: str, expected: str) -> None:
    assert read(Message, Single({"Id": make_datum(value, type)})) == {"id": expected}


def test_single_collection_of_bytes(make_datum: MakeDatum) -> None:
    metadata = {"Id": make_datum(collection(bytes=[b"a"]), "collection_bytes")}
    assert Single(metadata).get("Id") == [b"a"]


@pytest.mark.parametrize(
    ("value", "type"),
    [("null", "json"), (None, "json"), (None, "string"), (None, "int"), (None, "collection_bytes"), ("a", None)],
    ids=["json null", "json none", "string none", "int none", "collection none", "no type"],
)
def test_single_without_a_value(make_datum: MakeDatum, value: object, type: str | None) -> None:
    assert read(Message, Single({"Id": make_datum(value, type)})) == {}


def test_single_without_a_datum() -> None:
    assert read(Message, Single({"Id": None})) == {}
    assert read(Message, Single({})) == {}


def test_single_reads_every_field() -> None:
    metadata = {
        "Id": Datum("a", "string"),
        "DequeueCount": Datum("1", "json"),
        "EnqueuedTime": Datum('"2020-01-31T10:00:00+00:00"', "json"),
        "Extra": Datum('{"a": 1}', "json"),
        "Unknown": Datum("{", "json"),
    }
    message = Message(**read(Message, Single(metadata)))
    assert message == Message(id="a", count=1, time=datetime(2020, 1, 31, 10, tzinfo=timezone.utc), extra={"a": 1})
    received = receive(Message, Single(metadata), b"content")
    assert received.get_body() == b"content"
    assert (received.id, received.count, received.time, received.extra) == ("a", 1, message.time, {"a": 1})


def test_received_messages_have_the_defaults_of_what_was_not_sent() -> None:
    received = receive(Message, Single({"Id": Datum("a", "string")}), b"content")
    assert received == Message(id="a", body="content")
    assert (received.count, received.time, received.extra) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "type", "message"),
    [
        ("two", "string", "expected int, got 'two'"),
        ('"two"', "json", "expected int, got 'two'"),
        ("1.5", "json", "expected int, got 1.5"),
        ("{", "json", "expected JSON, got str of length 1, Expecting property name enclosed in double quotes at char"),
        (b"2", "bytes", "expected a Datum of type json, string, int, double or a collection, got type 'bytes'"),
        ({}, "http", "expected a Datum of type json, string, int, double or a collection, got type 'http'"),
        (5, "collection_string", "expected an object with an iterable attribute 'string', got int"),
        (collection(string=["2"]), "collection_string", "expected int, got ['2']"),
    ],
    ids=["string", "json", "float", "no json", "bytes", "http", "no collection", "collection"],
)
def test_single_says_what_it_cannot_read(make_datum: MakeDatum, value: object, type: str, message: str) -> None:
    look_up = Single({"Id": make_datum("a", "string"), "DequeueCount": make_datum(value, type)})
    ways: list[Callable[[], object]] = [
        lambda: read(QueueMessage, look_up),
        lambda: receive(QueueMessage, look_up, b""),
    ]
    for way in ways:
        with pytest.raises(FieldError) as caught:
            way()
        assert str(caught.value).startswith(
            f"cannot read trigger metadata field 'DequeueCount' of QueueMessage: {message}"
        )
        assert isinstance(caught.value, ValueError)
        assert caught.value.__cause__ is not None


# --- a JSON body


def test_from_dict() -> None:
    body = {"Id": "a", "DequeueCount": None, "EnqueuedTime": "", "Unknown": 1}
    assert read(Message, FromDict(body)) == {"id": "a"}


@pytest.mark.parametrize(
    ("look_up", "where"),
    [
        (FromDict({"DequeueCount": "two"}), "field 'DequeueCount'"),
        (FromDict({"DequeueCount": "two"}, "header {!r} of event 1"), "header 'DequeueCount' of event 1"),
    ],
    ids=["by default", "own words"],
)
def test_from_dict_says_what_it_cannot_read(look_up: LookUp, where: str) -> None:
    with pytest.raises(FieldError) as caught:
        read(Message, look_up)
    assert str(caught.value) == f"cannot read {where} of Message: expected int, got 'two'"


# --- a batch with an array for each field


def batch(metadata: Mapping[str, Datum | None], count: int) -> list[Message]:
    return receive_all(Message, count, Columns(metadata, count), [b""] * count)


def test_columns(make_datum: MakeDatum) -> None:
    metadata = {
        "IdArray": make_datum(collection(string=["a", "b", "c"]), "collection_string"),
        "DequeueCountArray": make_datum('[1, null, "3"]', "json"),
        "EnqueuedTimeArray": make_datum("null", "json"),
        "ExtraArray": None,
    }
    assert batch(metadata, 3) == [Message(id="a", count=1), Message(id="b"), Message(id="c", count=3)]


def test_columns_of_every_type() -> None:
    metadata = {
        "IdArray": Datum('["a", 5, {"b": null}, null]', "json"),
        "DequeueCountArray": Datum(collection(double=[1.0, 2.0, 3.0, 4.0]), "collection_double"),
        "EnqueuedTimeArray": Datum('["2026-01-31T10:00:00Z", "", null, "2026-01-31T10:00:00Z"]', "json"),
        "ExtraArray": Datum('[{"a": 1}, null, {}, {}]', "json"),
    }
    time = datetime(2026, 1, 31, 10, tzinfo=timezone.utc)
    assert batch(metadata, 4) == [
        Message(id="a", count=1, time=time, extra={"a": 1}),
        Message(id="5", count=2),
        Message(id='{"b": null}', count=3, extra={}),
        Message(count=4, time=time, extra={}),
    ]


def test_columns_of_a_batch_without_messages() -> None:
    assert batch({"IdArray": Datum("[]", "json")}, 0) == []


def test_a_batch_without_columns() -> None:
    assert batch({}, 2) == [Message(), Message()]


def test_each_column_is_parsed_once(documents: list[object]) -> None:
    count = 100
    metadata = {
        "IdArray": Datum('["a"' + ', "a"' * (count - 1) + "]", "json"),
        "DequeueCountArray": Datum(f"{[1] * count}", "json"),
        "EnqueuedTimeArray": Datum("null", "json"),
    }
    assert batch(metadata, count) == [Message(id="a", count=1)] * count
    assert len(documents) == len(metadata)


def test_columns_with_the_same_text_are_parsed_once(documents: list[object]) -> None:
    metadata = {"IdArray": Datum("[1, 2]", "json"), "DequeueCountArray": Datum("[1, 2]", "json")}
    assert batch(metadata, 2) == [Message(id="1", count=1), Message(id="2", count=2)]
    assert documents == ["[1, 2]"]


def test_equal_texts_of_a_column_are_one_object() -> None:
    # Too long for the interpreter to have made them one by itself.
    texts = ", ".join(['"a text of many words"'] * 2)
    first, second = batch({"IdArray": Datum(f"[{texts}]", "json")}, 2)
    assert first.id is second.id


def test_a_collection_without_items_is_a_column_that_was_not_sent(make_datum: MakeDatum) -> None:
    metadata = {"IdArray": make_datum(collection(string=[]), "collection_string")}
    assert batch(metadata, 2) == [Message(), Message()]


@pytest.mark.parametrize(
    ("value", "type", "message"),
    [
        ("[]", "json", "expected 2 items, one for each message, got 0"),
        ("[1]", "json", "expected 2 items, one for each message, got 1"),
        ("[1, 2, 3]", "json", "expected 2 items, one for each message, got 3"),
        (collection(sint64=[1]), "collection_sint64", "expected 2 items, one for each message, got 1"),
        ("{}", "json", "expected a JSON array, got {}"),
        ("12", "string", "expected a JSON array, got '12'"),
        ("[1, 2", "json", "expected JSON, got str of length 5, Expecting ',' delimiter at character 5"),
        (b"[1, 2]", "bytes", "expected a Datum of type json, string, int, double or a collection, got type 'bytes'"),
    ],
    ids=["empty", "short", "long", "short collection", "object", "text", "no json", "bytes"],
)
def test_columns_that_cannot_be_read(make_datum: MakeDatum, value: object, type: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        batch({"DequeueCountArray": make_datum(value, type)}, 2)
    assert str(caught.value) == f"cannot read trigger metadata field 'DequeueCountArray': {message}"


def test_columns_say_which_item_they_cannot_read() -> None:
    with pytest.raises(FieldError) as caught:
        batch({"DequeueCountArray": Datum('[1, "two"]', "json")}, 2)
    message = "cannot read trigger metadata field 'DequeueCountArray'[1] of Message: expected int, got 'two'"
    assert str(caught.value) == message


# --- a batch with an object for each message


def objects(metadata: Mapping[str, Datum | None]) -> list[Message]:
    return receive_all(Message, 2, properties(metadata, 2, "SystemPropertiesArray"), [b""] * 2)


def test_properties(make_datum: MakeDatum, documents: list[object]) -> None:
    metadata = {"SystemPropertiesArray": make_datum('[{"Id": "a", "DequeueCount": "1"}, {"Id": null}]', "json")}
    assert objects(metadata) == [Message(id="a", count=1), Message()]
    assert len(documents) == 1


@pytest.mark.parametrize("datum", [None, Datum("null", "json")], ids=["no datum", "json null"])
def test_properties_that_were_not_sent(datum: Datum | None) -> None:
    assert properties({"SystemPropertiesArray": datum}, 2, "SystemPropertiesArray") is None
    assert objects({"SystemPropertiesArray": datum}) == [Message(), Message()]
    assert objects({}) == [Message(), Message()]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[{}]", "'SystemPropertiesArray': expected 2 items, one for each message, got 1"),
        ('{"Id": "a"}', "'SystemPropertiesArray': expected a JSON array, got {'Id': 'a'}"),
        ('[{}, ["hunter2"]]', "'SystemPropertiesArray'[1]: expected a JSON object, got list of length 1"),
        (
            '[{}, {"DequeueCount": "two"}]',
            "'SystemPropertiesArray'[1]['DequeueCount'] of Message: expected int, got 'two'",
        ),
    ],
    ids=["short", "object", "array of arrays", "field"],
)
def test_properties_that_cannot_be_read(value: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        objects({"SystemPropertiesArray": Datum(value, "json")})
    assert str(caught.value) == f"cannot read trigger metadata field {message}"


def test_rows_look_up_one_of_them() -> None:
    rows = Rows([{"Id": "a"}, {"DequeueCount": "two"}], "event {}")
    assert read(Message, rows.row(0)) == {"id": "a"}
    with pytest.raises(
        FieldError, match=r"^cannot read event 1\['DequeueCount'\] of Message: expected int, got 'two'$"
    ):
        read(Message, rows.row(1))


# --- fields whose names have a prefix


def test_prefixed() -> None:
    body = {"iothub-a": "1", "iothub-b": 2, "iothub-c": None, "other": "3"}
    assert prefixed(FromDict(body), body, "iothub-") == {"a": "1", "b": "2"}


def test_prefixed_fields_that_cannot_be_read() -> None:
    metadata = {"iothub-a": Datum(b"1", "bytes")}
    with pytest.raises(FieldError, match=r"^cannot read trigger metadata field 'iothub-a': expected a Datum of type"):
        prefixed(Single(metadata), metadata, "iothub-")


@pytest.mark.parametrize("metadata", ["text", 5, [1]], ids=repr)
def test_metadata_must_be_a_mapping(metadata: Any) -> None:
    with pytest.raises(FieldError, match="cannot read trigger metadata: expected a mapping of Datums by name, got "):
        Single(metadata)


@pytest.mark.parametrize("value", ["text", 5, [1], {}], ids=repr)
def test_metadata_values_must_be_datums(value: Any) -> None:
    with pytest.raises(FieldError, match=r"cannot read trigger metadata field '\w+' of \w+: expected a Datum"):
        read(Message, Single({name: value for _, name, _ in Message.__wire__}))


def test_properties_of_one_message_may_be_null() -> None:
    assert objects({"SystemPropertiesArray": Datum('[{"Id": "a"}, null]', "json")}) == [Message(id="a"), Message()]
