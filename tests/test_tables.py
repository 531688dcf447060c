"""Tests of tables: where the values of a delivery's fields are, of one message and of a batch."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite._bindings.batches import Columns, Properties, Rows, messages_in
from azure_functions_lite._bindings.fields import WireValue, wire
from azure_functions_lite._bindings.messages import Message, message_in
from azure_functions_lite._bindings.tables import One, Table
from azure_functions_lite._typing import is_object
from azure_functions_lite._wire.scalars import integer, mapping, text
from azure_functions_lite.errors import DataError, FieldError
from azure_functions_lite.meta import Datum


def _from_labels(table: Table, row: int, value: object) -> object:
    labels: Any = table[Parcel.labels][row]  # type: ignore[index]  # the field itself
    return labels.get("Note") if value is None and is_object(labels) else value


def _refused(table: Table, row: int, value: object) -> object:
    raise DataError("cannot read a value", expected="another time", got="now")


class Parcel(Message):
    id: str | None = wire("Id", text)
    """Identifier."""
    number: int | None = wire("Number", integer)
    """Number."""
    labels: dict[str, Any] = wire("Labels", mapping, default={})
    """Labels."""
    note: str | None = wire("Note", text, settle=_from_labels)
    """What one of the labels says, if nothing else does."""


class Crate(WireValue):
    never: str | None = wire("Never", text, settle=_refused)
    """Cannot be settled."""


def json(document: str) -> Datum:
    return Datum(document, "json")


def texts(*items: str) -> Datum:
    return Datum(SimpleNamespace(string=list(items)), "collection_string")


def contents(*items: bytes) -> Datum:
    return Datum(SimpleNamespace(bytes=list(items)), "collection_bytes")


def longs(*items: int) -> Datum:
    return Datum(SimpleNamespace(sint64=list(items)), "collection_sint64")


def doubles(*items: float) -> Datum:
    return Datum(SimpleNamespace(double=list(items)), "collection_double")


def one(metadata: dict[str, Any], body: str | None = None) -> Parcel:
    return message_in(Parcel, One(metadata, body or b"", body))


def several(metadata: dict[str, Any], *bodies: object, counted: str | None = None) -> list[Parcel]:
    return messages_in(Parcel, Columns(metadata, bodies, counted))


def rows(metadata: dict[str, Any], *bodies: object) -> list[Parcel]:
    return messages_in(Parcel, Properties(metadata, bodies, "RowsArray"))


# --- values that are made by hand, or not at all


def test_what_was_not_given_is_the_default() -> None:
    assert Parcel().labels == {}
    assert [*Table()[Parcel.id]] == [None]  # type: ignore[index]  # the field itself


def test_a_field_is_read_once_and_kept(documents: list[object]) -> None:
    parcel = one({"Number": json("7"), "Labels": json('{"a": 1}')})
    assert documents == []
    assert [parcel.number, parcel.number] == [7, 7]
    assert documents == ["7"]
    parcel.labels["b"] = 2
    assert parcel.labels == {"a": 1, "b": 2}


def test_a_field_that_cannot_be_read_raises_where_it_is_read() -> None:
    parcel = one({"Id": Datum("a", "string"), "Number": Datum("seven", "string")})
    other = one({"Id": Datum("a", "string"), "Number": Datum("eight", "string")})
    assert parcel.id == "a"
    for _ in range(2):
        with pytest.raises(
            FieldError, match=r"^cannot read trigger metadata field 'Number' of Parcel: expected int, got 'seven'$"
        ):
            _ = parcel.number
    reason = "cannot read trigger metadata field 'Number' of Parcel: expected int, got 'seven'"
    assert repr(parcel) == f"Parcel(body=<bytes of length 0>, id='a', number=<{reason}>)"
    assert parcel == parcel
    assert parcel != other
    with pytest.raises(FieldError):
        parcel.to_dict()
    again = pickle.loads(pickle.dumps(parcel))
    assert again == parcel
    with pytest.raises(
        FieldError, match=r"^cannot read trigger metadata field 'Number' of Parcel: expected int, got 'seven'$"
    ):
        _ = again.number


def test_a_mistake_in_reading_is_not_taken_for_a_message_without_a_table() -> None:
    class Tub(WireValue):
        never: str | None = wire("Never", text, settle=lambda table, row, value: table.nothing)

    with pytest.raises(AttributeError, match="nothing"):
        _ = message_in(Tub, Rows([{}])).never


def test_a_field_that_cannot_be_settled_raises_where_it_is_read() -> None:
    for crate in (message_in(Crate, One({}, b"")), message_in(Crate, Rows([{}]))):
        with pytest.raises(FieldError, match=r"'Never' of Crate: expected another time, got now$"):
            _ = crate.never
    assert Crate().never is None


def test_a_field_may_be_settled_by_another() -> None:
    assert one({"Labels": json('{"Note": "a"}')}).note == "a"
    assert one({"Labels": json('{"Note": "a"}'), "Note": json('"b"')}).note == "b"
    assert [parcel.note for parcel in several({"LabelsArray": json('[{"Note": "a"}, {}]')}, b"", b"")] == ["a", None]


# --- promoted fields


@pytest.mark.parametrize(
    ("body", "identifier"),
    [
        ('{"id": "A-1007"}', None),
        (' {"ID": 5}\n', None),
        ('{"Id": {"a": 1}}', None),
        ('{"\\u0069d": true}', None),
        ("{id: 'A-1007'}", None),
        ("{'a': 1, /* id: */ 'b': 2}", None),
        ('{"id": null}', "host's"),
        ('{"id": ["A-1007"]}', "host's"),
        ('{"a": {"id": 1}}', "host's"),
        ('{"idle": 1}', "host's"),
        ('["id"]', "host's"),
        ('"id"', "host's"),
        ("{id", "host's"),
        ("{id: 1", "host's"),
        ("id: 1}", "host's"),
        ("{}", "host's"),
    ],
)
def test_a_field_of_the_body_takes_the_place_of_metadata(body: str, identifier: str | None) -> None:
    metadata = {"Id": Datum("host's", "string"), "Number": json("7")}
    parcel = one(metadata, body)
    assert (parcel.id, parcel.number) == (identifier, 7)
    assert parcel.metadata == {"Id": "host's", "Number": 7}


@pytest.mark.parametrize("value", ["many", "", "2024-04-06T00:00:00"])
def test_a_promoted_value_of_another_type_does_no_harm(value: str) -> None:
    assert one({"Number": Datum(value, "string")}, '{"number": "x"}').number is None


def test_names_that_hosts_of_custom_handlers_tell_apart_by_case() -> None:
    metadata = {"Id": Datum("host's", "string"), "id": Datum("A-1007", "string")}
    assert one(metadata, '{"id": "A-1007"}').id == "host's"
    assert one(metadata, '{"Id": "A-1007"}').id is None


# --- batches


def test_a_column_has_an_item_for_each_message(documents: list[object]) -> None:
    batch = several({"NumberArray": json('["1", null, 3]'), "LabelsArray": json('[{"a": 1}, null, {}]')}, *"abc")
    assert documents == []
    assert [parcel.number for parcel in batch] == [1, None, 3]
    assert [parcel.labels for parcel in batch] == [{"a": 1}, {}, {}]
    assert len(documents) == 2


def test_one_item_that_cannot_be_read_is_an_error_of_its_message() -> None:
    first, second = several({"NumberArray": json('[1, "two"]')}, "a", "b")
    assert first.number == 1
    with pytest.raises(
        FieldError, match=r"^cannot read trigger metadata field 'NumberArray'\[1\] of Parcel: expected int, got 'two'$"
    ):
        _ = second.number


@pytest.mark.parametrize("datum", [5, Datum("{", "json"), Datum("{}", "json"), Datum(b"[1]", "http")], ids=repr)
def test_a_column_that_cannot_be_read_is_an_error_of_each_message(datum: Any) -> None:
    for parcel in several({"NumberArray": datum}, "a", "b"):
        with pytest.raises(FieldError, match=r"^cannot read trigger metadata field 'NumberArray' of Parcel: expected"):
            _ = parcel.number


def test_a_short_column_gives_nobody_a_value() -> None:
    metadata = {"IdArray": texts("a"), "NumberArray": longs(1, 2)}
    batch = several(metadata, "x", "y")
    assert [parcel.id for parcel in batch] == [None, None]
    assert [parcel.number for parcel in batch] == [1, 2]
    assert batch[1].metadata == {"IdArray": ["a"], "NumberArray": [1, 2], "Number": 2}


@pytest.mark.parametrize(
    "whole",
    [
        {"NumberArray": longs(1, 2, 3)},
        {"NumberArray": doubles(1, 2, 3)},
        {"LabelsArray": json("[{}, {}, {}]")},
        {"OtherArray": json("[1, 2, 3]")},
        {"BrokenArray": json("["), "NumberArray": json("[1, 2, 3]"), "NullArray": json("null")},
    ],
    ids=["longs", "doubles", "counted", "another", "after others"],
)
@pytest.mark.parametrize("short", [texts("a", "c"), contents(b"a", b"c")], ids=["texts", "bytes"])
def test_a_column_as_short_as_the_bodies_is_not_theirs(whole: dict[str, Datum], short: Datum) -> None:
    batch = several({"IdArray": short, **whole}, "x", "z", counted="LabelsArray")
    assert [parcel.get_body() for parcel in batch] == [b"x", b"z"]
    assert [(parcel.id, parcel.number, parcel.labels) for parcel in batch] == [(None, None, {})] * 2


def test_the_array_that_counts_comes_before_others() -> None:
    metadata = {"AnyArray": json("[1, 2, 3]"), "LabelsArray": json("[{}, {}]"), "IdArray": texts("a", "b")}
    assert [parcel.id for parcel in several(metadata, "x", "y", counted="LabelsArray")] == ["a", "b"]


def test_a_column_of_text_is_theirs_where_nothing_says_otherwise() -> None:
    assert [parcel.id for parcel in several({"IdArray": texts("a", "c")}, "x", "z")] == ["a", "c"]


def test_where_no_body_came_the_messages_are_there() -> None:
    batch = several({"NumberArray": longs(1, 2), "IdArray": texts("a", "b")})
    assert batch == [Parcel(body=b"", number=1, id="a"), Parcel(body=b"", number=2, id="b")]
    assert several({"IdArray": texts("a")}) == []


# --- an object for each message


def test_rows_of_properties() -> None:
    batch = rows({"RowsArray": json('[{"Id": "a", "Number": 1}, null, {"Id": 5}]'), "IdArray": texts("x")}, *"abc")
    assert [(parcel.id, parcel.number) for parcel in batch] == [("a", 1), (None, None), ("5", None)]


@pytest.mark.parametrize("whole", [longs(7), doubles(7)], ids=["longs", "doubles"])
def test_whole_columns_come_before_rows(whole: Datum) -> None:
    assert [parcel.number for parcel in rows({"RowsArray": json("[{}]"), "NumberArray": whole}, "a")] == [7]


def test_rows_that_cannot_be_told_to_their_messages_give_nobody_a_value() -> None:
    assert [parcel.id for parcel in rows({"RowsArray": json('[{"Id": "a"}]')}, "a", "b")] == [None, None]


def test_a_row_that_is_not_an_object_is_an_error_of_its_message() -> None:
    first, second = rows({"RowsArray": json('[{"Id": "a"}, 5]')}, "a", "b")
    assert first.id == "a"
    with pytest.raises(
        FieldError,
        match=r"^cannot read trigger metadata field 'RowsArray'\[1\] of Parcel: expected a JSON object, got int$",
    ):
        _ = second.id


def test_rows_that_cannot_be_read_are_an_error_of_each_message() -> None:
    (parcel,) = rows({"RowsArray": json("[")}, "a")
    with pytest.raises(
        FieldError,
        match=r"^cannot read trigger metadata field 'RowsArray' of Parcel: expected JSON, got str of length 1, "
        r"Expecting value at character 1$",
    ):
        _ = parcel.id


def test_an_array_that_is_null_counts_nothing() -> None:
    batch = several({"NullArray": json("null"), "NumberArray": json("[1, 2]"), "IdArray": texts("a", "b")}, "x", "y")
    assert [(parcel.id, parcel.number) for parcel in batch] == [("a", 1), ("b", 2)]


def test_metadata_that_is_not_a_datum_is_an_error_of_its_field() -> None:
    parcel = one({"Number": 5})
    with pytest.raises(
        FieldError, match=r"^cannot read trigger metadata field 'Number' of Parcel: expected a Datum, got int$"
    ):
        _ = parcel.number
