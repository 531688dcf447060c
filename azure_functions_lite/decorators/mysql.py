"""Azure Database for MySQL."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import MYSQL, MYSQL_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, InputBinding, OutputBinding, Trigger


class MySqlTrigger(Trigger, type=MYSQL_TRIGGER):
    """Call the function for the changes of a table.

    Its parameter is JSON text: a list of changes, each with ``Item``, the row as it is now.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-trigger
    """

    table_name: str
    """Name of the table."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    leases_table_name: str | None = None
    """Table in which the host keeps its leases; ``Leases_{FunctionId}_{TableId}`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class MySqlInput(InputBinding, type=MYSQL):
    """Add the rows that a query returns.

    The parameter is an `azure_functions_lite.MySqlRowList`, a list of `azure_functions_lite.MySqlRow`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-input
    """

    command_text: str
    """Query with parameters like ``@id``, or name of a stored procedure."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    command_type: str | None = "Text"
    """``Text`` for a query, ``StoredProcedure`` for the name of one."""
    parameters: str | None = None
    """Values of the parameters, without commas and equals signs in them: ``"@id={id},@kind=book"``."""
    data_type: DataTypeChoice = DataTypeChoice()


class MySqlOutput(OutputBinding, type=MYSQL):
    """Insert rows into a table, or update those that have the same primary key.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.MySqlRow` or an
    `azure_functions_lite.MySqlRowList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-output
    """

    command_text: str
    """Name of the table."""
    connection_string_setting: str
    """App setting that has the connection string of the database."""
    data_type: DataTypeChoice = DataTypeChoice()
