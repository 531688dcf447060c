"""Tables of a storage account or of Cosmos DB."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import TABLE
from azure_functions_lite.decorators.core import DataTypeChoice, InputBinding, OutputBinding


class TableInput(InputBinding, type=TABLE):
    """Add one entity of a table, or several, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-input
    """

    connection: str
    """App setting that has the connection string of the account, or prefix of settings that describe it."""
    table_name: str
    """Name of the table."""
    row_key: str | None = None
    """Row key of the one entity to read, with `partition_key`; not together with `take` and `filter`."""
    partition_key: str | None = None
    """Partition key of the entities to read."""
    take: int | None = None
    """Number of entities at most."""
    filter: str | None = None
    """OData expression that the entities fulfil."""
    data_type: DataTypeChoice = DataTypeChoice()


class TableOutput(OutputBinding, type=TABLE):
    """Add entities to a table: JSON text of an object, or of a list of them.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-output
    """

    connection: str
    """App setting that has the connection string of the account, or prefix of settings that describe it."""
    table_name: str
    """Name of the table."""
    row_key: str | None = None
    """Row key of the entity; by default its ``RowKey``."""
    partition_key: str | None = None
    """Partition key of the entity; by default its ``PartitionKey``."""
    data_type: DataTypeChoice = DataTypeChoice()
