"""Azure Database for MySQL."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import MYSQL, MYSQL_TRIGGER
from azure_functions_lite.decorators.core import InputBinding, OutputBinding, Trigger
from azure_functions_lite.decorators.sql import ChangesOptions, QueryOptions, RowsOptions


class MySqlTrigger(ChangesOptions, Trigger, type=MYSQL_TRIGGER):
    """Call the function for the changes of a table.

    Its parameter is JSON text: a list of changes, each with ``Item``, the row as it is now.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-trigger
    """


class MySqlInput(QueryOptions, InputBinding, type=MYSQL):
    """Add the rows that a query returns.

    The parameter is an `azure_functions_lite.MySqlRowList`, a list of `azure_functions_lite.MySqlRow`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-input
    """


class MySqlOutput(RowsOptions, OutputBinding, type=MYSQL):
    """Insert rows into a table, or update those that have the same primary key.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.MySqlRow` or an
    `azure_functions_lite.MySqlRowList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-output
    """
