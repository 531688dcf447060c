"""Tests of what comes in and goes out for Cosmos DB, SQL and MySQL: the same for every binding of the three."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple  # the older spellings are other objects
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._bindings.records import Record, Records, RecordsConverter
from azure_functions_lite.cosmosdb import CosmosDBConverter, CosmosDBTriggerConverter, Document, DocumentList
from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError
from azure_functions_lite.meta import Datum
from azure_functions_lite.mysql import MySqlConverter, MySqlRow, MySqlRowList, MySqlTriggerConverter
from azure_functions_lite.sql import SqlConverter, SqlRow, SqlRowList

MakeDatum = Callable[[Any, "str | None"], Datum]
FINE = {"a": 1}


class Binding(NamedTuple):
    name: str
    record: type[Record]
    records: type[Records[Any]]
    converter: type[RecordsConverter[Any]]

    def decode(self, data: Datum | None) -> Records[Any] | None:
        return self.converter.decode(data, trigger_metadata=None)

    def encode(self, obj: object) -> Datum:
        return self.converter.encode(obj, expected_type=None)


BINDINGS = [
    Binding("cosmosDB", Document, DocumentList, CosmosDBConverter),
    Binding("cosmosDBTrigger", Document, DocumentList, CosmosDBTriggerConverter),
    Binding("sql", SqlRow, SqlRowList, SqlConverter),
    Binding("mysql", MySqlRow, MySqlRowList, MySqlConverter),
    Binding("mysqlTrigger", MySqlRow, MySqlRowList, MySqlTriggerConverter),
]

every_binding = pytest.mark.parametrize("binding", BINDINGS, ids=[binding.name for binding in BINDINGS])


@every_binding
@pytest.mark.parametrize("type_", ["json", "string", "bytes"])
@pytest.mark.parametrize(
    ("text", "items"),
    [
        ('[{"id": "å"}, {"id": 2}]', [{"id": "å"}, {"id": 2}]),
        ('{"id": {"a": [1, null]}}', [{"id": {"a": [1, None]}}]),
        ('[null, {"id": 1}]', [None, {"id": 1}]),
        ("[]", []),
    ],
)
def test_datums_that_become_records(
    make_datum: MakeDatum, binding: Binding, type_: str, text: str, items: list[Any]
) -> None:
    made = binding.decode(make_datum(text.encode() if type_ == "bytes" else text, type_))
    assert isinstance(made, binding.records)
    assert made == items
    assert {*map(type, made)} <= {binding.record, type(None)}


@every_binding
def test_nothing_comes_in_as_none(make_datum: MakeDatum, binding: Binding) -> None:
    assert binding.decode(None) is None
    assert binding.decode(make_datum(None, None)) is None
    for type_, value in (("json", "null"), ("string", "null"), ("bytes", b" null ")):
        assert binding.decode(make_datum(value, type_)) is None


@every_binding
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{}, 5]", "item 1: expected a JSON object, got int"),
        ('[null, "ab"]', "item 1: expected a JSON object, got str of length 2"),
        ("[[{}]]", "item 0: expected a JSON object, got list of length 1"),
        ("5", "item 0: expected a JSON object, got int"),
        ("true", "item 0: expected a JSON object, got bool"),
    ],
)
def test_items_that_are_not_objects_are_rejected(
    make_datum: MakeDatum, binding: Binding, text: str, message: str
) -> None:
    with pytest.raises(DataError) as error:
        binding.decode(make_datum(text, "json"))
    assert str(error.value) == f"cannot decode {binding.name}: {message}"


@every_binding
@pytest.mark.parametrize("value", ["", "{", "hey", b"\xff", None, {}], ids=repr)
def test_what_is_not_json_is_rejected(make_datum: MakeDatum, binding: Binding, value: object) -> None:
    with pytest.raises(InvalidJSONError, match=rf"^cannot decode {binding.name}: expected JSON"):
        binding.decode(make_datum(value, "json"))


@every_binding
def test_values_that_can_be_sent(binding: Binding) -> None:
    record = binding.record
    sent: list[tuple[object, list[dict[str, Any]]]] = [
        (record(a=1), [{"a": 1}]),
        ({"a": 1}, [{"a": 1}]),
        (MappingProxyType({"a": 1}), [{"a": 1}]),
        ({}, [{}]),
        ([], []),
        (binding.records(), []),
        (binding.records([record(a=1), record(a="å")]), [{"a": 1}, {"a": "å"}]),
        ([record(a=1), {"a": 2}, MappingProxyType({"a": 3})], [{"a": 1}, {"a": 2}, {"a": 3}]),
        ((record(a=1),), [{"a": 1}]),
        (({"a": number} for number in range(2)), [{"a": 0}, {"a": 1}]),
        ({1: record(a=1)}.values(), [{"a": 1}]),
        ([Document(a=1), SqlRow(a=2), MySqlRow(a=3)], [{"a": 1}, {"a": 2}, {"a": 3}]),
        (DocumentList([Document(a=1)]), [{"a": 1}]),
    ]
    for value, items in sent:
        datum = binding.encode(value)
        assert datum.type == "json"
        assert json.loads(datum.value) == items


@every_binding
def test_what_json_lacks_can_be_sent(binding: Binding) -> None:
    value = {
        "at": datetime(2024, 4, 6, 15, 30, tzinfo=timezone.utc),
        "date": date(2024, 4, 6),
        "time": time(15, 30),
        "id": UUID("12345678-1234-5678-1234-567812345678"),
        "total": Decimal("12.50"),
        "exact": Decimal("0.12345678901234567890"),
        "raw": [b"\xff", bytearray(b"\xff"), {"deep": date(2024, 4, 6)}],
        "mapping": MappingProxyType({"a": None}),
    }
    sent = {
        "at": "2024-04-06T15:30:00+00:00",
        "date": "2024-04-06",
        "time": "15:30:00",
        "id": "12345678-1234-5678-1234-567812345678",
        "total": 12.5,
        "exact": "0.12345678901234567890",
        "raw": ["/w==", "/w==", {"deep": "2024-04-06"}],
        "mapping": {"a": None},
    }
    assert json.loads(binding.encode(value).value) == [sent]
    assert json.loads(binding.encode([binding.record(value), FINE]).value) == [sent, FINE]


@every_binding
def test_what_is_sent_must_be_json(binding: Binding) -> None:
    for value in ({"a": object()}, [{}, {"a": object()}], {("a",): 1}):
        with pytest.raises(ArgumentTypeError, match=rf"^cannot encode {binding.name}: expected values that JSON has"):
            binding.encode(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
)


@every_binding
@given(items=st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=3))
def test_what_is_sent_comes_back(binding: Binding, items: list[dict[str, Any]]) -> None:
    made = binding.records(map(binding.record, items))
    assert binding.decode(binding.encode(items)) == made == binding.decode(binding.encode(made))
    assert binding.records.from_json(made.to_json()) == made
