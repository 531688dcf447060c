"""Azure SQL and SQL Server; what their options share with those of MySQL."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import SQL, SQL_TRIGGER
from azure_functions_lite.decorators.core import Binding, DataTypeChoice, InputBinding, OutputBinding, Trigger


class ChangesOptions(Binding):
    """The options of a trigger for the changes of a table."""

    table_name: str
    """Name of the table."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    leases_table_name: str | None = None
    """Table in which the host keeps its leases; ``Leases_{FunctionId}_{TableId}`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class QueryOptions(Binding):
    """The options of an input that has the rows of a query."""

    command_text: str
    """Query with parameters like ``@id``, or name of a stored procedure."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    command_type: str | None = "Text"
    """``Text`` for a query, ``StoredProcedure`` for the name of one."""
    parameters: str | None = None
    """Values of the parameters, without commas and equals signs in them: ``"@id={id},@kind=book"``."""
    data_type: DataTypeChoice = DataTypeChoice()


class RowsOptions(Binding):
    """The options of an output that writes rows to a table."""

    command_text: str
    """Name of the table."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    data_type: DataTypeChoice = DataTypeChoice()


class SqlTrigger(ChangesOptions, Trigger, type=SQL_TRIGGER):
    """Call the function for the changes of a table.

    Its parameter is JSON text: a list of changes, each with ``Item`` and ``Operation``: 0 for a row that was inserted,
    1 for one that was updated, 2 for one that was deleted.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-trigger
    """


class SqlInput(QueryOptions, InputBinding, type=SQL):
    """Add the rows that a query returns.

    The parameter is an `azure_functions_lite.SqlRowList`, a list of `azure_functions_lite.SqlRow`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-input
    """


class SqlOutput(RowsOptions, OutputBinding, type=SQL):
    """Insert rows into a table, or update those that have the same primary key.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.SqlRow` or an
    `azure_functions_lite.SqlRowList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-output
    """
