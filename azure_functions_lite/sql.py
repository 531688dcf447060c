"""Azure SQL and SQL Server: `SqlRow`, `SqlRowList` and their converter."""

from __future__ import annotations

from typing import ClassVar

from azure_functions_lite._bindings.records import Record, Records, RecordsConverter

__all__ = ["SqlConverter", "SqlRow", "SqlRowList"]


class SqlRow(Record):
    """A row of a SQL table or query: a dict.

    Source: `azure.functions.SqlRow`.
    """

    __slots__ = ()


class SqlRowList(Records[SqlRow]):
    """Rows that a function receives or sends: a list.

    Source: `azure.functions.SqlRowList`.
    """

    record: ClassVar[type[Record]] = SqlRow


class SqlConverter(RecordsConverter[SqlRowList], binding="sql"):
    """``sql``: JSON in, as a `SqlRowList`, and JSON out."""

    _records = SqlRowList
