"""Tests of rows and documents, the same for every class; `test_records_converter` has what comes in and goes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._bindings.records import Record, Records
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.sql import SqlRow, SqlRowList

every_record = pytest.mark.parametrize("record", [Document, SqlRow, MySqlRow])
every_list = pytest.mark.parametrize("records", [DocumentList, SqlRowList, MySqlRowList])

UTC = timezone.utc
UUID_TEXT = "12345678-1234-5678-1234-567812345678"
# What Python has and JSON has not, and what is sent for it.
WRITTEN: list[tuple[object, object]] = [
    (datetime(2024, 4, 6, 15, 30, tzinfo=UTC), "2024-04-06T15:30:00+00:00"),
    (datetime(2024, 4, 6, 15, 30, 0, 5), "2024-04-06T15:30:00.000005"),
    (date(2024, 4, 6), "2024-04-06"),
    (time(15, 30), "15:30:00"),
    (time(15, 30, tzinfo=timezone(timedelta(hours=2))), "15:30:00+02:00"),
    (UUID(UUID_TEXT), UUID_TEXT),
    (b"\xff", "/w=="),
    (bytearray(b"\xff"), "/w=="),
    (b"", ""),
    (MappingProxyType({"b": date(2024, 4, 6)}), {"b": "2024-04-06"}),
    ({"b": [UUID(UUID_TEXT), {"c": b"\xff"}]}, {"b": [UUID_TEXT, {"c": "/w=="}]}),
    ((1, None), [1, None]),
    (Decimal("12.5"), 12.5),
    (Decimal("12.50"), 12.5),
    (Decimal("0.1"), 0.1),
    (Decimal(-3), -3),
    (Decimal(9007199254740993), 9007199254740993),
    (Decimal("0.12345678901234567890"), "0.12345678901234567890"),
    (Decimal("1e20"), "100000000000000000000"),
    (Decimal("1e-7"), "0.0000001"),
    (timedelta(days=1, hours=2, microseconds=500_000), "1.02:00:00.5000000"),
    ({"a": [timedelta(seconds=-90)]}, {"a": ["-00:01:30"]}),
    (Decimal("-Infinity"), "-Infinity"),
    (Decimal("NaN"), "NaN"),
]
every_value = pytest.mark.parametrize(("value", "written"), WRITTEN, ids=[repr(value) for value, _ in WRITTEN])


@every_record
def test_a_record_is_a_dict(record: type[Record]) -> None:
    made = record({"id": 1}, name="Åsa")
    assert isinstance(made, dict)
    assert made == {"id": 1, "name": "Åsa"} == record(id=1, name="Åsa") == record([("id", 1), ("name", "Åsa")])
    assert made != {"id": 1}
    made["id"] = 2
    del made["name"]
    assert list(made.items()) == [("id", 2)]
    assert made.get("data") is None
    assert record() == {}


@every_record
def test_data_of_a_record_is_the_record(record: type[Record]) -> None:
    made = record(data=1)
    assert made.data is made
    assert made["data"] == 1


@every_record
def test_a_record_shows_its_keys_and_not_its_values(record: type[Record]) -> None:
    name = record.__name__
    assert repr(record(id="secret", key="secret")) == f"<{name} with id, key>"
    assert str(record(id=1)) == f"<{name} with id>"
    assert repr(record({"x" * 100: 1})) == f"<{name} with {'x' * 100}>"
    assert repr(record({"x" * 101: 1})) == f"<{name} with {'x' * 97}...>"


@every_record
def test_records_can_be_copied_and_pickled(record: type[Record], duplicate: Callable[[Any], Any]) -> None:
    original = record(a=[1], b=None)
    made = duplicate(original)
    assert made == original
    assert type(made) is record
    assert made is not original


@every_record
def test_a_copy_has_the_same_items(record: type[Record]) -> None:
    original = record(a=[1])
    made = original.copy()
    assert type(made) is record
    assert made["a"] is original["a"]
    made["b"] = 1
    assert original == {"a": [1]}


@every_record
def test_a_record_of_a_mapping(record: type[Record]) -> None:
    items = {"a": [1]}
    for mapping in (items, MappingProxyType(items), SqlRow(items), Document(items)):
        made = record.from_dict(mapping)
        assert type(made) is record
        assert made == items
    made["b"] = 1
    assert items == {"a": [1]}


@every_record
def test_a_record_of_json(record: type[Record]) -> None:
    for text in ('{"a": {"b": "å"}}', '{"a": {"b": "å"}}'.encode(), '\ufeff{"a": {"b": "å"}}'):
        made = record.from_json(text)
        assert type(made) is record
        assert made == {"a": {"b": "å"}}
        assert type(made["a"]) is dict


@every_record
@pytest.mark.parametrize(
    ("text", "got"), [("[]", "list of length 0"), ("null", "None"), ("5", "int"), ('"a"', "str of length 1")]
)
def test_json_that_is_not_a_record_is_rejected(record: type[Record], text: str, got: str) -> None:
    with pytest.raises(DataError) as error:
        record.from_json(text)
    assert str(error.value) == f"cannot read {record.__name__}: expected a JSON object, got {got}"


@every_record
@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", b"\xff"], ids=repr)
def test_what_is_not_json_is_not_a_record(record: type[Record], text: str | bytes) -> None:
    with pytest.raises(InvalidJSONError, match=rf"^cannot read {record.__name__}: expected JSON"):
        record.from_json(text)


@every_record
@every_value
def test_what_json_lacks_is_written(record: type[Record], value: object, written: object) -> None:
    made = record(a=value)
    assert made.to_dict() == {"a": written}
    assert type(made.to_dict()) is dict
    assert json.loads(made.to_json()) == {"a": written}
    assert made["a"] is value


@every_record
def test_what_json_cannot_have_is_rejected(record: type[Record]) -> None:
    message = rf"^cannot write {record.__name__} as JSON: expected "
    made = record(a=object())
    with pytest.raises(ArgumentTypeError, match=message + "values that JSON has, got an object of type object$"):
        made.to_json()
    with pytest.raises(ArgumentTypeError, match=message + "values that JSON has, got an object of type object$"):
        made.to_dict()
    made["a"] = made
    with pytest.raises(DataError, match=message + "a tree of values, got Circular reference detected$"):
        made.to_json()


@every_list
def test_records_are_a_list(records: type[Records[Any]]) -> None:
    record = records.record
    made = records([record(id=1)])
    made.append(record(id=2))
    made.extend([None])
    assert isinstance(made, list)
    assert made == [{"id": 1}, {"id": 2}, None]
    assert [row["id"] for row in made[:2]] == [1, 2]
    assert made.data is made
    assert len(made) == 3
    assert records() == []


@every_list
def test_lists_show_keys_and_not_values(records: type[Records[Any]]) -> None:
    assert repr(records([records.record(id="secret"), None])) == f"[<{records.record.__name__} with id>, None]"


@every_list
def test_lists_can_be_copied_and_pickled(records: type[Records[Any]], duplicate: Callable[[Any], Any]) -> None:
    original = records([records.record(a=[1]), None])
    made = duplicate(original)
    assert made == original
    assert type(made) is records
    assert type(made[0]) is records.record


@every_list
def test_a_copy_of_a_list_has_the_same_items(records: type[Records[Any]]) -> None:
    original = records([records.record(a=1)])
    made = original.copy()
    assert type(made) is records
    assert made[0] is original[0]
    made.append(None)
    assert len(original) == 1


@every_list
@pytest.mark.parametrize(
    ("text", "items"),
    [("[]", []), ('[{"a": 1}, null]', [{"a": 1}, None]), ('{"a": 1}', [{"a": 1}]), (b'[{"a": 1}]', [{"a": 1}])],
    ids=repr,
)
def test_a_list_of_json(records: type[Records[Any]], text: str | bytes, items: list[Any]) -> None:
    made = records.from_json(text)
    assert type(made) is records
    assert made == items
    assert {*map(type, made)} <= {records.record, type(None)}


@every_list
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[{}, null, 5]", "item 2: expected a JSON object, got int"),
        ("[[]]", "item 0: expected a JSON object, got list"),
    ],
)
def test_json_that_is_not_a_list_of_records_is_rejected(records: type[Records[Any]], text: str, where: str) -> None:
    with pytest.raises(DataError, match=rf"^cannot read {records.__name__}: {where}"):
        records.from_json(text)
    with pytest.raises(InvalidJSONError, match=rf"^cannot read {records.__name__}: expected JSON, got str of length 0"):
        records.from_json("")


@every_list
@every_value
def test_what_json_lacks_is_written_in_lists(records: type[Records[Any]], value: object, written: object) -> None:
    made = records([records.record(a=value), None])
    assert made.to_dict() == [{"a": written}, None]
    assert json.loads(made.to_json()) == [{"a": written}, None]


@every_list
def test_what_json_cannot_have_is_refused_in_lists(records: type[Records[Any]]) -> None:
    message = rf"^cannot write {records.__name__} as JSON: expected values that JSON has, got an object of type object$"
    made = records([records.record(a=object())])
    with pytest.raises(ArgumentTypeError, match=message):
        made.to_json()
    with pytest.raises(ArgumentTypeError, match=message):
        made.to_dict()


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_decimal_is_lost(value: Decimal) -> None:
    written = SqlRow(a=value).to_dict()["a"]
    assert Decimal(str(written)) == value


@pytest.mark.parametrize("kind", [Document, SqlRow, MySqlRow], ids=lambda kind: kind.__name__)
def test_records_of_nothing(kind: type[Record]) -> None:
    assert kind(None) == kind() == {}
    assert kind(None, a=1) == {"a": 1}
    nothing: Any = None
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make a {kind.__name__}: expected a mapping, got None$"):
        kind.from_dict(nothing)


@pytest.mark.parametrize("kind", [DocumentList, SqlRowList, MySqlRowList], ids=lambda kind: kind.__name__)
def test_lists_of_nothing(kind: type[Records[Any]]) -> None:
    assert kind(None) == kind() == kind(initlist=[]) == []
