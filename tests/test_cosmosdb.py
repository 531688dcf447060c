"""Tests of what is Cosmos DB's own; `test_records` has what it has in common with SQL."""

from __future__ import annotations

from collections.abc import Callable

from azure_functions_lite.cosmosdb import CosmosDBConverter, CosmosDBTriggerConverter, Document, DocumentList
from azure_functions_lite.meta import Datum

LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

ORDER = {
    "id": "17",
    "customer": "Åsa",
    "items": [{"sku": "A-1007", "count": 2}],
    "total": 12.5,
    "paid": True,
    "shipped": None,
    "_rid": "K+5nALs2bQIBAAAAAAAAAA==",
    "_self": "dbs/K+5nAA==/colls/K+5nALs2bQI=/docs/K+5nALs2bQIBAAAAAAAAAA==/",
    "_etag": '"00000000-0000-0000-8846-5ec7e8a201da"',
    "_attachments": "attachments/",
    "_ts": 1712417400,
}


def test_a_payload_of_an_input(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("cosmosDB")
    documents = CosmosDBConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(documents, DocumentList)
    assert documents == [Document(ORDER)]
    assert type(documents[0]) is Document
    assert documents[0]["items"][0]["sku"] == "A-1007"


def test_a_payload_of_a_trigger(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("cosmosDBTrigger")
    documents = CosmosDBTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(documents, DocumentList)
    assert documents == [
        Document(ORDER, _lsn=41),
        Document(id="18", customer="Bo", _ts=1712417401, _lsn=42),
    ]
    assert [*map(type, documents)] == [Document, Document]


def test_a_document_that_came_can_be_changed_and_sent(load_payload: LoadPayload) -> None:
    data, _ = load_payload("cosmosDB")
    documents = CosmosDBConverter.decode(data, trigger_metadata=None)
    assert documents is not None
    documents[0]["shipped"] = "2024-04-07"
    sent = CosmosDBConverter.encode(documents[0], expected_type=None)
    assert CosmosDBConverter.decode(sent, trigger_metadata=None) == [{**ORDER, "shipped": "2024-04-07"}]


def test_documents_show_no_values() -> None:
    assert repr(DocumentList([Document(id="17", key="secret")])) == "[<Document with id, key>]"
