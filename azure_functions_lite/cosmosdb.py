"""Cosmos DB: `Document`, `DocumentList` and their converters."""

from __future__ import annotations

from typing import ClassVar

from azure_functions_lite._bindings.records import Record, Records, RecordsConverter

__all__ = ["CosmosDBConverter", "CosmosDBTriggerConverter", "Document", "DocumentList"]


class Document(Record):
    """A document of Cosmos DB: a dict.

    Source: `azure.functions.Document`.
    """

    __slots__ = ()


class DocumentList(Records[Document]):
    """Documents that a function receives or sends: a list.

    Source: `azure.functions.DocumentList`.
    """

    record: ClassVar[type[Record]] = Document


class CosmosDBConverter(RecordsConverter[DocumentList], binding="cosmosDB"):
    """``cosmosDB``: JSON in, as a `DocumentList`, and JSON out."""

    _records = DocumentList


class CosmosDBTriggerConverter(CosmosDBConverter, binding="cosmosDBTrigger", trigger=True):
    """``cosmosDBTrigger``: documents that were added or changed, as for ``cosmosDB``."""
