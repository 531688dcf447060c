"""Tests of what only SQL and MySQL have; `test_records` has what they have in common with Cosmos DB."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_functions_lite.meta import Datum, get_binding_registry
from azure_functions_lite.mysql import MySqlConverter, MySqlRow, MySqlRowList, MySqlTriggerConverter
from azure_functions_lite.sql import SqlConverter, SqlRow, SqlRowList

LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

ROWS: list[dict[str, Any]] = [
    {
        "OrderId": 17,
        "Customer": "Åsa",
        "Total": 12.5,
        "Placed": "2024-04-06T15:30:00.123Z",
        "Paid": True,
        "Shipped": None,
    },
    {
        "OrderId": 18,
        "Customer": "Bo",
        "Total": 0.1,
        "Placed": "2024-04-06T15:31:00.000Z",
        "Paid": False,
        "Shipped": "2024-04-07T00:00:00.000Z",
    },
]


def test_a_payload_of_sql(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("sql")
    rows = SqlConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(rows, SqlRowList)
    assert rows == [SqlRow(ROWS[0]), SqlRow(ROWS[1])]
    assert [*map(type, rows)] == [SqlRow, SqlRow]


def test_a_payload_of_mysql(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("mysql")
    rows = MySqlConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(rows, MySqlRowList)
    assert rows == [MySqlRow(ROWS[0]), MySqlRow(ROWS[1])]
    assert [*map(type, rows)] == [MySqlRow, MySqlRow]


def test_a_payload_of_the_trigger_of_mysql(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("mysqlTrigger")
    changes = MySqlTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(changes, MySqlRowList)
    # The dates of changes are written in another way than those of queries.
    items = [
        {**ROWS[0], "Placed": "2024-04-06T15:30:00.123"},
        {**ROWS[1], "Placed": "2024-04-06T15:31:00", "Shipped": "2024-04-07"},
    ]
    assert changes == [MySqlRow(Operation=0, Item=item) for item in items]
    assert [*map(type, changes)] == [MySqlRow, MySqlRow]


@pytest.mark.parametrize("kind", [SqlRow, MySqlRow])
def test_rows_of_one_database_can_be_sent_to_the_other(kind: type[SqlRow | MySqlRow]) -> None:
    for converter in (SqlConverter, MySqlConverter):
        assert converter.encode([kind(a=1)], expected_type=None) == Datum('[{"a": 1}]', "json")


def test_the_trigger_of_sql_has_no_converter_as_in_the_official_sdk() -> None:
    assert get_binding_registry().get("sqlTrigger") is None
