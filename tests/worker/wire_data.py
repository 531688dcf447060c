"""Blobs, Cosmos DB, SQL and MySQL: what the apps are sent, and what the worker answers."""

from __future__ import annotations

from .scenarios import Scenario, content, encoded, payload_of, text

DOCUMENT = {
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
ROWS = [
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

SCENARIOS = {
    "a blob": Scenario(
        "blob",
        *payload_of("file", "blobTrigger"),
        returned=text(
            {
                "blob_properties": {
                    "BlobType": 0,
                    "ContentLength": 25,
                    "ContentType": "text/csv",
                    "ETag": '"0x8DC561234567890"',
                    "LastModified": "2024-04-06T15:30:00+00:00",
                },
                "body": "\r\n1,Ada\r\n2,Grace\r\n",
                "length": 25,
                "metadata": {"owner": "ada"},
                "name": "samples/people.csv",
                "uri": "https://example.blob.core.windows.net/samples/people.csv",
            }
        ),
        sent={"copy": content(b"id,name")},
    ),
    "a blob, as bytes": Scenario(
        "blob_as_bytes",
        *payload_of("file", "blobTrigger"),
        returned={"string": "bytes"},
        sent={"copy": {"string": "id,name\r\n1,Ada\r\n2,Grace\r\n"}},
    ),
    "a blob beside a message": Scenario(
        "blob_in",
        *payload_of("file", "blob", msg="17"),
        returned=text({"id": "8f5a3bd1-9f24-4a7e-8a6c-2f9d5a6a2f10", "length": 9, "readable": True}),
        sent={"copy": content(b"sm\xc3\xb6rg\xc3\xa5s")},
        differs="blob-length",
    ),
    "no blob": Scenario("blob_absent", {"msg": {"string": "17"}, "file": {}}, returned={"string": "None"}),
    "documents that changed": Scenario(
        "documents",
        *payload_of("docs", "cosmosDBTrigger"),
        returned=text([{**DOCUMENT, "_lsn": 41}, {"id": "18", "customer": "Bo", "_ts": 1712417401, "_lsn": 42}]),
        sent={"copy": encoded([{**DOCUMENT, "_lsn": 41}])},
    ),
    "documents beside a message": Scenario(
        "documents_in",
        *payload_of("docs", "cosmosDB", msg="17"),
        returned=text([encoded(DOCUMENT)["json"]]),
        sent={"copies": encoded([{"id": "åäö", "of": "17"}])},
    ),
    "rows of SQL": Scenario(
        "sql_rows",
        *payload_of("rows", "sql", msg="17"),
        returned=text(ROWS),
        sent={"copy": encoded([ROWS[1]])},
    ),
    "changes of SQL": Scenario(
        "sql_changes",
        {"changes": encoded([{"Operation": 1, "Item": {"OrderId": 17}}])},
        returned={"string": '[{"Operation": 1, "Item": {"OrderId": 17}}]'},
        sent={"copies": encoded([{"OrderId": 17, "Customer": "Åsa"}, {}])},
    ),
    "rows of MySQL": Scenario(
        "mysql_rows",
        *payload_of("rows", "mysql", msg="17"),
        returned=text(ROWS),
        sent={"copies": encoded(ROWS)},
    ),
    "changes of MySQL": Scenario(
        "mysql_changes",
        {"changes": {"string": '[{"Operation":0,"Item":{"OrderId":17,"Customer":"Åsa"}}]'}},
        returned={"string": '[{"Operation":0,"Item":{"OrderId":17,"Customer":"Åsa"}}]'},
        sent={"copy": encoded([{"OrderId": 17, "Customer": "Åsa"}])},
    ),
}
