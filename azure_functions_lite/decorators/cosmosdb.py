"""Containers of Cosmos DB, which are collections in version 3 of the host's extension: the classes with ``V3``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azure_functions_lite.decorators._options import ValueChoice
from azure_functions_lite.decorators.constants import COSMOS_DB, COSMOS_DB_TRIGGER
from azure_functions_lite.decorators.core import (
    CosmosDBChangeFeedMode,
    DataTypeChoice,
    InputBinding,
    OutputBinding,
    Trigger,
)

if TYPE_CHECKING:
    import datetime


class CosmosDBTrigger(Trigger, type=COSMOS_DB_TRIGGER):
    """Call the function for documents of a container that are new or changed.

    Its parameter is an `azure_functions_lite.DocumentList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger
    """

    connection: str
    """App setting that has the connection string of the account, or prefix of settings that describe it."""
    database_name: str
    """Name of the database."""
    container_name: str
    """Name of the container."""
    lease_connection: str | None = None
    """App setting that has the connection of the account with the leases; by default that of `connection`."""
    lease_database_name: str | None = None
    """Database of the leases; by default that of the documents."""
    lease_container_name: str | None = None
    """Container of the leases; ``leases`` by default."""
    create_lease_container_if_not_exists: bool | None = None
    """Whether the host creates the container of the leases if there is none; False by default."""
    leases_container_throughput: int | None = None
    """Throughput in request units per second of the container of the leases, if the host creates it."""
    lease_container_prefix: str | None = None
    """Prefix of this function's leases, so that functions share the container of the leases but not the changes."""
    feed_poll_delay: int | None = None
    """Milliseconds between two looks at the changes, once all have been read; 5000 by default."""
    lease_acquire_interval: int | None = None
    """Milliseconds between two looks at how the partitions are spread over instances; 13000 by default."""
    lease_expiration_interval: int | None = None
    """Milliseconds for which a lease is held, unless it is renewed; 60000 by default."""
    lease_renew_interval: int | None = None
    """Milliseconds between two renewals of a lease; 17000 by default."""
    max_items_per_invocation: int | None = None
    """Number of documents in one call at most."""
    start_from_beginning: bool | datetime.time | None = None
    """Whether the first start, when there are no leases, reads all changes; by default it reads those from then on."""
    start_from_time: datetime.datetime | datetime.time | str | None = None
    """Time from which the first start, when there are no leases, reads changes, in UTC: ``"2021-02-16T14:19:29Z"``."""
    preferred_locations: str | None = None
    """Regions of a geo-replicated account by preference, with commas: ``"East US,North Europe"``."""
    change_feed_mode: ValueChoice[CosmosDBChangeFeedMode, str] = ValueChoice(CosmosDBChangeFeedMode)
    """What the changes tell; `CosmosDBChangeFeedMode.LATEST_VERSION` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class CosmosDBTriggerV3(Trigger, type=COSMOS_DB_TRIGGER):
    """Call the function for documents of a collection that are new or changed, by version 3 of the extension.

    Its parameter is an `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBTrigger`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger
    """

    _last = (
        "create_lease_collection_if_not_exists",
        "preferred_locations",
        "lease_collection_name",
        "lease_connection_string_setting",
        "lease_database_name",
        "lease_collection_prefix",
    )

    database_name: str
    """Name of the database."""
    collection_name: str
    """Name of the collection."""
    connection_string_setting: str
    """App setting that has the connection string of the account."""
    lease_collection_name: str | None = None
    """Collection of the leases; ``leases`` by default."""
    lease_connection_string_setting: str | None = None
    """App setting that has the connection string of the account with the leases; by default that of the documents."""
    lease_database_name: str | None = None
    """Database of the leases; by default that of the documents."""
    create_lease_collection_if_not_exists: bool | None = None
    """Whether the host creates the collection of the leases if there is none; False by default."""
    leases_collection_throughput: int | None = None
    """Throughput in request units per second of the collection of the leases, if the host creates it."""
    lease_collection_prefix: str | None = None
    """Prefix of this function's leases, so that functions share the collection of the leases but not the changes."""
    checkpoint_interval: int | None = None
    """Milliseconds between two checkpoints; by default there is one after each call that succeeds."""
    checkpoint_document_count: int | None = None
    """Number of documents between two checkpoints; by default there is one after each call that succeeds."""
    feed_poll_delay: int | None = None
    """Milliseconds between two looks at the changes, once all have been read; 5000 by default."""
    lease_renew_interval: int | None = None
    """Milliseconds between two renewals of a lease; 17000 by default."""
    lease_acquire_interval: int | None = None
    """Milliseconds between two looks at how the partitions are spread over instances; 13000 by default."""
    lease_expiration_interval: int | None = None
    """Milliseconds for which a lease is held, unless it is renewed; 60000 by default."""
    max_items_per_invocation: int | None = None
    """Number of documents in one call at most."""
    start_from_beginning: bool | None = None
    """Whether the first start, when there are no leases, reads all changes; by default it reads those from then on."""
    preferred_locations: str | None = None
    """Regions of a geo-replicated account by preference, with commas: ``"East US,North Europe"``."""
    data_type: DataTypeChoice = DataTypeChoice()


class CosmosDBInput(InputBinding, type=COSMOS_DB):
    """Add documents of a container, found by their id or by a query.

    The parameter is an `azure_functions_lite.DocumentList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-input
    """

    connection: str
    """App setting that has the connection string of the account, or prefix of settings that describe it."""
    database_name: str
    """Name of the database."""
    container_name: str
    """Name of the container."""
    partition_key: str | None = None
    """Value of the partition key; values of the trigger go in braces."""
    id: str | None = None
    """Id of the one document to read; not together with `sql_query`."""
    sql_query: str | None = None
    """Query for several documents; values of the trigger go in braces: ``"SELECT * FROM c WHERE c.shop = {shop}"``."""
    preferred_locations: str | None = None
    """Regions of a geo-replicated account by preference, with commas: ``"East US,North Europe"``."""
    data_type: DataTypeChoice = DataTypeChoice()


class CosmosDBInputV3(InputBinding, type=COSMOS_DB):
    """Add documents of a collection, found by their id or by a query, by version 3 of the extension.

    The parameter is an `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBInput`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-input
    """

    database_name: str
    """Name of the database."""
    collection_name: str
    """Name of the collection."""
    connection_string_setting: str
    """App setting that has the connection string of the account."""
    id: str | None = None
    """Id of the one document to read; not together with `sql_query`."""
    sql_query: str | None = None
    """Query for several documents; values of the trigger go in braces: ``"SELECT * FROM c WHERE c.shop = {shop}"``."""
    partition_key: str | None = None
    """Value of the partition key; values of the trigger go in braces."""
    data_type: DataTypeChoice = DataTypeChoice()


class CosmosDBOutput(OutputBinding, type=COSMOS_DB):
    """Write documents to a container: those of an id that is there are replaced.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.Document` or an
    `azure_functions_lite.DocumentList`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-output
    """

    connection: str
    """App setting that has the connection string of the account, or prefix of settings that describe it."""
    database_name: str
    """Name of the database."""
    container_name: str
    """Name of the container."""
    create_if_not_exists: bool | None = None
    """Whether the host creates the container if there is none; False by default."""
    partition_key: str | None = None
    """Path of the partition key, such as ``"/shop"``, of the container if the host creates it."""
    container_throughput: int | None = None
    """Throughput in request units per second of the container, if the host creates it."""
    preferred_locations: str | None = None
    """Regions of a geo-replicated account by preference, with commas: ``"East US,North Europe"``."""
    data_type: DataTypeChoice = DataTypeChoice()


class CosmosDBOutputV3(OutputBinding, type=COSMOS_DB):
    """Write documents to a collection, by version 3 of the extension: those of an id that is there are replaced.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.Document` or an
    `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBOutput`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-output
    """

    _last = ("partition_key",)

    database_name: str
    """Name of the database."""
    collection_name: str
    """Name of the collection."""
    connection_string_setting: str
    """App setting that has the connection string of the account."""
    create_if_not_exists: bool | None = None
    """Whether the host creates the collection if there is none; False by default."""
    partition_key: str | None = None
    """Path of the partition key, such as ``"/shop"``, of the collection if the host creates it."""
    collection_throughput: int | None = None
    """Throughput in request units per second of the collection, if the host creates it."""
    use_multiple_write_locations: bool | None = None
    """Whether the account is written to in several regions; False by default."""
    preferred_locations: str | None = None
    """Regions of a geo-replicated account by preference, with commas: ``"East US,North Europe"``."""
    data_type: DataTypeChoice = DataTypeChoice()
