"""Tests of the look-ups of `_fields.py`: where the values of a message's fields are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite import _json
from azure_functions_lite._body import WithBody
from azure_functions_lite._fields import (
    FromDict,
    LookUp,
    Single,
    WireValue,
    columns,
    field,
    properties,
    read,
    receive,
    wire,
)
from azure_functions_lite._parse import integer, mapping, text, timestamp
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


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note which JSON documents are parsed."""
    parsed: list[object] = []
    loads = _json.loads

    def noting(document: object, where: str) -> Any:
        parsed.append(document)
        return loads(document, where)

    monkeypatch.setattr(_json, "loads", noting)
    return parsed


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
    received = receive(Message, b"content", Single(metadata))
    assert received.get_body() == b"content"
    assert (received.id, received.count, received.time, received.extra) == ("a", 1, message.time, {"a": 1})


def test_received_messages_have_the_defaults_of_what_was_not_sent() -> None:
    received = receive(Message, b"content", Single({"Id": Datum("a", "string")}))
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
        lambda: receive(QueueMessage, b"", look_up),
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
    assert read(Message, FromDict(body)) == {"id": "a", "time": None}


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


def batch(look_ups: Iterator[LookUp]) -> list[Message]:
    return [Message(**read(Message, look_up)) for look_up in look_ups]


def test_columns(make_datum: MakeDatum) -> None:
    metadata = {
        "IdArray": make_datum(collection(string=["a", "b", "c"]), "collection_string"),
        "DequeueCountArray": make_datum('[1, null, "3"]', "json"),
        "EnqueuedTimeArray": make_datum("null", "json"),
        "ExtraArray": None,
    }
    assert batch(columns(metadata, 3)) == [Message(id="a", count=1), Message(id="b"), Message(id="c", count=3)]


def test_columns_of_a_batch_without_messages() -> None:
    assert batch(columns({"IdArray": Datum("[]", "json")}, 0)) == []


def test_each_column_is_parsed_once(documents: list[object]) -> None:
    count = 100
    metadata = {
        "IdArray": Datum('["a"' + ', "a"' * (count - 1) + "]", "json"),
        "DequeueCountArray": Datum(f"{[1] * count}", "json"),
        "EnqueuedTimeArray": Datum("null", "json"),
    }
    assert batch(columns(metadata, count)) == [Message(id="a", count=1)] * count
    assert len(documents) == len(metadata)


@pytest.mark.parametrize(
    ("value", "type", "message"),
    [
        ("[1]", "json", "expected 2 items, one for each message, got 1"),
        ("[1, 2, 3]", "json", "expected 2 items, one for each message, got 3"),
        (collection(sint64=[1]), "collection_sint64", "expected 2 items, one for each message, got 1"),
        ("{}", "json", "expected a JSON array, got {}"),
        ("12", "string", "expected a JSON array, got '12'"),
        ("[1, 2", "json", "expected JSON, got str of length 5, Expecting ',' delimiter at character 5"),
        (b"[1, 2]", "bytes", "expected a Datum of type json, string, int, double or a collection, got type 'bytes'"),
    ],
    ids=["short", "long", "short collection", "object", "text", "no json", "bytes"],
)
def test_columns_that_cannot_be_read(make_datum: MakeDatum, value: object, type: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        batch(columns({"DequeueCountArray": make_datum(value, type)}, 2))
    assert str(caught.value) == f"cannot read trigger metadata field 'DequeueCountArray': {message}"


def test_columns_say_which_item_they_cannot_read() -> None:
    with pytest.raises(FieldError) as caught:
        batch(columns({"DequeueCountArray": Datum('[1, "two"]', "json")}, 2))
    message = "cannot read trigger metadata field 'DequeueCountArray'[1] of Message: expected int, got 'two'"
    assert str(caught.value) == message


# --- a batch with an object for each message


@pytest.mark.parametrize("name", ["SystemPropertiesArray", "HeadersArray"])
def test_properties(make_datum: MakeDatum, documents: list[object], name: str) -> None:
    metadata = {name: make_datum('[{"Id": "a", "DequeueCount": "1"}, {}, {"Id": null}]', "json")}
    look_ups = properties(metadata, 3) if name == "SystemPropertiesArray" else properties(metadata, 3, name=name)
    assert batch(look_ups) == [Message(id="a", count=1), Message(), Message()]
    assert len(documents) == 1


@pytest.mark.parametrize("datum", [None, Datum("null", "json")], ids=["no datum", "json null"])
def test_properties_that_were_not_sent(datum: Datum | None) -> None:
    assert batch(properties({"SystemPropertiesArray": datum}, 2)) == [Message(), Message()]
    assert batch(properties({}, 2)) == [Message(), Message()]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[{}]", "'SystemPropertiesArray': expected 2 items, one for each message, got 1"),
        ('{"Id": "a"}', "'SystemPropertiesArray': expected a JSON array, got {'Id': 'a'}"),
        ('[{}, ["hunter2"]]', "'SystemPropertiesArray'[1]: expected a JSON object, got list of length 1"),
        ("[{}, null]", "'SystemPropertiesArray'[1]: expected a JSON object, got None"),
        (
            '[{}, {"DequeueCount": "two"}]',
            "'SystemPropertiesArray'[1]['DequeueCount'] of Message: expected int, got 'two'",
        ),
    ],
    ids=["short", "object", "array of arrays", "null", "field"],
)
def test_properties_that_cannot_be_read(value: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        batch(properties({"SystemPropertiesArray": Datum(value, "json")}, 2))
    assert str(caught.value) == f"cannot read trigger metadata field {message}"


@pytest.mark.parametrize("metadata", ["text", 5, [1]], ids=repr)
def test_metadata_must_be_a_mapping(metadata: Any) -> None:
    with pytest.raises(FieldError, match="cannot read trigger metadata: expected a mapping of Datums by name, got "):
        Single(metadata)


@pytest.mark.parametrize("value", ["text", 5, [1], {}], ids=repr)
def test_metadata_values_must_be_datums(value: Any) -> None:
    with pytest.raises(FieldError, match=r"cannot read trigger metadata field '\w+' of \w+: expected a Datum"):
        read(Message, Single({name: value for _, name, _ in Message.__wire__}))
