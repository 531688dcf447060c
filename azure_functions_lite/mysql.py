"""MySQL: `MySqlRow`, `MySqlRowList` and their converters."""

from __future__ import annotations

from typing import ClassVar

from azure_functions_lite._bindings.records import Record, Records, RecordsConverter

__all__ = ["MySqlConverter", "MySqlRow", "MySqlRowList", "MySqlTriggerConverter"]


class MySqlRow(Record):
    """A row of a MySQL table or query: a dict.

    Source: `azure.functions.MySqlRow`.
    """

    __slots__ = ()


class MySqlRowList(Records[MySqlRow]):
    """Rows that a function receives or sends: a list.

    Source: `azure.functions.MySqlRowList`.
    """

    record: ClassVar[type[Record]] = MySqlRow


class MySqlConverter(RecordsConverter[MySqlRowList], binding="mysql"):
    """``mysql``: JSON in, as a `MySqlRowList`, and JSON out."""

    _records = MySqlRowList


class MySqlTriggerConverter(MySqlConverter, binding="mysqlTrigger", trigger=True):
    """``mysqlTrigger``: rows that were added or changed, as for ``mysql``."""
