"""Tests of what the messages of Event Hubs, Service Bus and Kafka have in common, on their own message type."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite._bindings.batches import bodies_of, decode_messages, is_batch
from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.tables import checked
from azure_functions_lite._wire.scalars import integer, mapping, text
from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, UnsupportedTypeError
from azure_functions_lite.meta import Datum, Metadata

MakeDatum = Callable[[Any, "str | None"], Datum]


class Parcel(Message):
    number: int | None = wire("Number", integer)
    """Number of the parcel."""
    address: str | None = wire("Address", text)
    """Where it goes."""
    labels: dict[str, Any] = wire("Labels", mapping, default={})
    """What is written on it."""


class OwnParcel(Parcel):
    """A class without `__slots__`, as users write them: its objects have a `__dict__`."""


def decode(data: Datum | None, metadata: Metadata | None = None) -> Parcel | list[Parcel]:
    return decode_messages(Parcel, data, metadata, "parcel", one="One", many="Many")


def one(data: Datum | None, metadata: Metadata | None = None) -> Parcel:
    parcel = decode(data, metadata)
    assert isinstance(parcel, Parcel)
    return parcel


def several(data: Datum | None, metadata: Metadata | None = None) -> list[Parcel]:
    parcels = decode(data, metadata)
    assert isinstance(parcels, list)
    return parcels


def collection(*bodies: object) -> Datum:
    return Datum(SimpleNamespace(bytes=bodies), "collection_bytes")


# --- messages


def test_a_message_needs_nothing() -> None:
    parcel = Parcel()
    assert parcel.get_body() == b""
    assert (parcel.number, parcel.address, parcel.labels) == (None, None, {})
    assert parcel.metadata is None


def test_metadata_is_given_as_it_is() -> None:
    metadata = {"a": 1, "b": None, "c": [1], "d": "text"}
    assert Parcel(trigger_metadata=metadata).metadata == metadata
    assert Parcel(trigger_metadata={}).metadata == {}


def test_metadata_is_not_part_of_the_value() -> None:
    parcel = Parcel(body="x", trigger_metadata={"a": 1})
    assert parcel == Parcel(body=b"x", trigger_metadata={"a": 2})
    assert repr(parcel) == "Parcel(body=<bytes of length 1>)"
    assert parcel.to_dict() == {"body": "x", "number": None, "address": None, "labels": {}}
    assert Parcel.from_json(parcel.to_json()).metadata is None


def test_metadata_is_read_from_datums(make_datum: MakeDatum) -> None:
    metadata = {
        "Text": make_datum("a", "string"),
        "Object": make_datum('{"a": [1, null]}', "json"),
        "Null": make_datum("null", "json"),
        "Count": make_datum(5, "int"),
        "Share": make_datum(0.5, "double"),
        "Texts": make_datum(SimpleNamespace(string=("a", "b")), "collection_string"),
        "Longs": make_datum(SimpleNamespace(sint64=(1, 2)), "collection_sint64"),
        "Bytes": make_datum(b"\xff", "bytes"),
        "Nothing": make_datum(None, None),
        "Absent": None,
    }
    expected = {
        "Text": "a",
        "Object": {"a": [1, None]},
        "Null": None,
        "Count": 5,
        "Share": 0.5,
        "Texts": ["a", "b"],
        "Longs": [1, 2],
        "Bytes": b"\xff",
        "Nothing": None,
        "Absent": None,
    }
    assert one(make_datum("x", "string"), metadata).metadata == expected
    assert Parcel(trigger_metadata=metadata).metadata == expected
    assert [each.metadata for each in several(collection(b"x"), metadata)] == [expected]


@pytest.mark.parametrize("data", [Datum("x", "string"), collection(b"x")], ids=["one", "many"])
def test_metadata_that_no_field_needs_is_read_when_asked_for(data: Datum) -> None:
    decoded = decode(data, {"Other": Datum("{", "json")})
    parcel = decoded if isinstance(decoded, Parcel) else decoded[0]
    with pytest.raises(
        DataError,
        match=r"^cannot read a json Datum: expected JSON, got str of length 1, "
        r"Expecting property name enclosed in double quotes at character 1$",
    ):
        _ = parcel.metadata


def test_metadata_cannot_be_changed_through_a_message() -> None:
    given = {"a": 1}
    for parcel in (
        Parcel(trigger_metadata=given),
        one(None, {"a": Datum(1, "int")}),
        several(collection(b"x"), {"a": Datum(1, "int")})[0],
    ):
        metadata = parcel.metadata
        assert metadata is not None
        metadata["b"] = 2
        assert parcel.metadata == {"a": 1}
    assert given == {"a": 1}


# --- batches


def test_a_message_of_a_batch_has_its_own_metadata(make_datum: MakeDatum) -> None:
    metadata = {
        "NumberArray": make_datum(SimpleNamespace(sint64=[1, 2]), "collection_sint64"),
        "LabelsArray": make_datum('[{"a": 1}, null]', "json"),
        "Labels": make_datum("the batch's", "string"),
        "ShorterArray": make_datum("[1]", "json"),
        "TextArray": make_datum("ab", "string"),
        "NullArray": make_datum("null", "json"),
        "AbsentArray": None,
        "Pair": make_datum("[3, 4]", "json"),
        "sys": make_datum('{"MethodName": "f"}', "json"),
    }
    shared = {
        "ShorterArray": [1],
        "TextArray": "ab",
        "NullArray": None,
        "AbsentArray": None,
        "Pair": [3, 4],
        "sys": {"MethodName": "f"},
    }
    first, second = several(collection(b"x", b"y"), metadata)
    whole = {"NumberArray": [1, 2], "LabelsArray": [{"a": 1}, None], **shared}
    assert first.metadata == {"Number": 1, "Labels": {"a": 1}, **whole}
    assert second.metadata == {"Number": 2, "Labels": None, **whole}
    assert second == Parcel(body="y", number=2)


def test_each_document_is_parsed_once_and_when_it_is_asked_for(documents: list[object]) -> None:
    count = 100
    metadata = {
        "NumberArray": Datum(json.dumps([*range(count)]), "json"),
        "LabelsArray": Datum(json.dumps([{"a": 1}] * count), "json"),
        "AddressArray": Datum(SimpleNamespace(string=["a"] * count), "collection_string"),
        "sys": Datum('{"MethodName": "f"}', "json"),
    }
    parcels = several(collection(*[b"x"] * count), metadata)
    assert documents == []
    assert [parcel.number for parcel in parcels] == [*range(count)]
    assert documents == [metadata["NumberArray"].value]
    for _ in range(2):
        for number, parcel in enumerate(parcels):
            own = {"Number": number, "Labels": {"a": 1}, "Address": "a", "sys": {"MethodName": "f"}}
            assert parcel.metadata is not None
            assert {name: parcel.metadata[name] for name in own} == own
    assert len(documents) == 3


# --- copies


def test_copies_have_the_metadata_of_their_message(duplicate: Callable[[Parcel], Parcel]) -> None:
    by_hand = Parcel(body="x", number=1, trigger_metadata={"a": 1})
    for parcel in (by_hand, one(Datum("x", "string"), {"Number": Datum("1", "json"), "a": Datum(b"y", "bytes")})):
        copied = duplicate(parcel)
        assert type(copied) is Parcel
        assert copied == Parcel(body="x", number=1)
        assert copied.metadata == parcel.metadata
    assert duplicate(Parcel()).metadata is None


def test_copies_of_a_message_do_not_take_its_batch_along(duplicate: Callable[[Parcel], Parcel]) -> None:
    number = json.dumps([*range(1000)])
    parcels = several(collection(*[b"x"] * 1000), {"NumberArray": Datum(number, "json"), "a": Datum("b", "string")})
    copied = duplicate(parcels[7])
    assert copied == parcels[7] == Parcel(body="x", number=7)
    assert copied.metadata == {"Number": 7, "a": "b"}
    assert duplicate(copied).metadata == {"Number": 7, "a": "b"}
    assert len(pickle.dumps(copied)) < 1000


def test_copies_of_subclasses_have_what_the_subclass_adds(duplicate: Callable[[OwnParcel], OwnParcel]) -> None:
    parcel = OwnParcel(body="x", number=1, trigger_metadata={"a": 1})
    vars(parcel)["weight"] = 5
    copied = duplicate(parcel)
    assert type(copied) is OwnParcel
    assert copied == parcel
    assert vars(copied) == {"weight": 5}
    assert copied.metadata == {"a": 1}


# --- deliveries


@pytest.mark.parametrize(
    ("type", "names", "expected"),
    [
        ("string", [], False),
        ("bytes", [], False),
        ("json", [], False),
        (None, [], False),
        ("collection_bytes", [], True),
        ("collection_string", [], True),
        ("collection_sint64", [], False),
        ("collection_double", [], False),
        ("collection_bytes", ["One"], False),
        ("string", ["Many"], True),
        ("collection_bytes", ["Many"], True),
        ("collection_bytes", ["One", "Many"], False),
        ("collection_bytes", ["Other"], True),
    ],
)
def test_what_is_a_batch(make_datum: MakeDatum, type: str | None, names: list[str], expected: bool) -> None:
    metadata = dict.fromkeys(names)
    assert is_batch(make_datum(None, type), metadata, one="One", many="Many") is expected


def test_no_datum_is_a_batch_where_the_metadata_says_so() -> None:
    assert is_batch(None, {}, one="One", many="Many") is False
    assert is_batch(None, {"Many": None}, one="One", many="Many") is True


def test_metadata_is_checked() -> None:
    given = MappingProxyType({"a": None})
    assert checked(given) is given
    assert checked(None) == {}
    wrong: Any = [("a", None)]
    with pytest.raises(
        FieldError,
        match=r"^cannot read trigger metadata: expected a mapping of Datums by name, got list of length 1$",
    ):
        checked(wrong)


@pytest.mark.parametrize(
    ("value", "type", "bodies"),
    [
        (None, None, []),
        (SimpleNamespace(bytes=[]), "collection_bytes", []),
        (SimpleNamespace(bytes=[b"a", b"\xff"]), "collection_bytes", [b"a", b"\xff"]),
        (SimpleNamespace(bytes=(b"a", bytearray(b"b"))), "collection_bytes", [b"a", b"b"]),
        (SimpleNamespace(string=["a", "å", ""]), "collection_string", [b"a", "å".encode(), b""]),
        ("[]", "json", []),
        ('[{"a": "å"}, "a", 1, null, [1]]', "json", [b'{"a": "\\u00e5"}', b'"a"', b"1", b"null", b"[1]"]),
    ],
    ids=["no type", "empty", "bytes", "kinds of bytes", "texts", "empty json", "json"],
)
def test_bodies(make_datum: MakeDatum, value: object, type: str | None, bodies: list[bytes]) -> None:
    found = [parcel.get_body() for parcel in several(make_datum(value, type), {"Many": None})]
    assert found == bodies
    assert [each.__class__ for each in found] == [bytes] * len(bodies)


def test_no_datum_has_no_bodies() -> None:
    assert bodies_of(None, "parcel") == []


@pytest.mark.parametrize(
    ("value", "type"),
    [
        ("a", "string"),
        (b"a", "bytes"),
        (1, "int"),
        (1.5, "double"),
        ({}, "http"),
        (SimpleNamespace(sint64=[1]), "collection_sint64"),
        (SimpleNamespace(double=[1.5]), "collection_double"),
    ],
)
def test_datums_without_bodies(make_datum: MakeDatum, value: object, type: str) -> None:
    with pytest.raises(UnsupportedTypeError) as caught:
        bodies_of(make_datum(value, type), "parcel")
    expected = "expected a Datum of type collection_bytes, collection_string or json"
    assert str(caught.value) == f"cannot decode parcel: {expected}, got type {type!r}"


@pytest.mark.parametrize(
    ("value", "type", "error", "message"),
    [
        ("{}", "json", DataError, "cannot decode parcel: expected a JSON array, got dict of length 0"),
        (
            "[1",
            "json",
            DataError,
            "cannot read a json Datum: expected JSON, got str of length 2, Expecting ',' delimiter at character 2",
        ),
        (
            5,
            "collection_bytes",
            DataError,
            "cannot read a collection_bytes Datum: expected an object with an iterable attribute 'bytes', got int",
        ),
    ],
    ids=["object", "no json", "no collection"],
)
def test_bodies_that_cannot_be_read(
    make_datum: MakeDatum, value: object, type: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        bodies_of(make_datum(value, type), "parcel")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "type", "error", "message"),
    [
        (
            SimpleNamespace(bytes=[b"a", 5]),
            "collection_bytes",
            ArgumentTypeError,
            "cannot take the body of Parcel: expected str, bytes, bytearray, memoryview or None, got int",
        ),
        (
            SimpleNamespace(string=["\ud800"]),
            "collection_string",
            DataError,
            "cannot encode the body of Parcel: expected text that UTF-8 can encode, got str of length 1",
        ),
    ],
    ids=["int", "lone surrogate"],
)
def test_a_body_that_cannot_be_read_is_an_error_of_its_message_alone(
    make_datum: MakeDatum, value: object, type: str, error: type[Exception], message: str
) -> None:
    *others, wrong = several(make_datum(value, type))
    assert [parcel.get_body() for parcel in others] == [b"a"] * len(others)
    with pytest.raises(error) as caught:
        wrong.get_body()
    assert str(caught.value) == message


def test_one_message(make_datum: MakeDatum) -> None:
    metadata = {
        "One": None,
        "Number": make_datum("5", "json"),
        "NumberArray": make_datum("[6]", "json"),
        "Labels": make_datum('{"a": 1}', "json"),
    }
    assert one(make_datum("[1]", "json"), metadata) == Parcel(body="[1]", number=5, labels={"a": 1})


def test_a_batch(make_datum: MakeDatum) -> None:
    metadata = {
        "Many": None,
        "Number": make_datum("5", "json"),
        "NumberArray": make_datum('["6", null]', "json"),
        "LabelsArray": make_datum('[null, {"a": 1}]', "json"),
    }
    assert several(make_datum('[1, "x"]', "json"), metadata) == [
        Parcel(body="1", number=6),
        Parcel(body='"x"', labels={"a": 1}),
    ]


def test_without_names_the_type_of_the_datum_decides() -> None:
    assert decode_messages(Parcel, Datum("[1]", "json"), None, "parcel") == Parcel(body="[1]")
    assert decode_messages(Parcel, collection(b"1"), None, "parcel") == [Parcel(body="1")]


def test_defaults_are_not_shared() -> None:
    first, second = several(collection(b"x", b"y"))
    first.labels["a"] = 1
    assert second.labels == {}
    assert Parcel().labels == one(None).labels == {}


def test_metadata_of_a_batch_may_be_plain_values() -> None:
    plain: Any = {"KeyArray": Datum("[1, 2]", "json"), "Plain": 5, "None": None}
    _, second = several(collection(b"x", b"y"), plain)
    assert second.metadata == {"KeyArray": [1, 2], "Key": 2, "Plain": 5, "None": None}


@pytest.mark.parametrize("kind", ["collection_bytes", "collection_string", "json"])
def test_a_datum_without_a_value_has_no_bodies(kind: str) -> None:
    assert bodies_of(Datum(None, kind), "kafka") == []


def test_metadata_that_cannot_be_read_goes_along_as_it_is(duplicate: Callable[[Any], Any]) -> None:
    message = decode_messages(Parcel, Datum("x", "string"), {"Odd": Datum("{", "json")}, "text")
    with pytest.raises(DataError):
        duplicate(message).metadata  # noqa: B018  # reading it is what fails


def test_an_empty_collection_is_not_metadata_of_a_message() -> None:
    metadata = {"KeyArray": Datum(SimpleNamespace(string=[]), "collection_string"), "NoteArray": Datum("[1]", "json")}
    first, _ = several(collection(b"x", b"y"), metadata)
    assert first.metadata == {"KeyArray": [], "NoteArray": [1]}
