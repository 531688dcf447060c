"""Whole invocations of custom handlers, as the host posts them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite import (
    DocumentList,
    EventGridEvent,
    HttpRequest,
    InputStream,
    QueueMessage,
    ServiceBusMessage,
    TimerRequest,
)
from azure_functions_lite.custom_handler import decode_invocation

PAYLOADS = Path(__file__).with_name("payloads") / "custom_handler"
ORDER = '{"id": "A-1007", "note": "smörgås"}'


def load(name: str) -> tuple[str, list[dict[str, Any]]]:
    payload = json.loads(PAYLOADS.joinpath(f"{name}.json").read_text("utf-8"))
    return json.dumps(payload["request"]), payload["bindings"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def test_an_http_payload() -> None:
    arguments = decode_invocation(*load("httpTrigger"))
    assert arguments == {
        "req": HttpRequest(
            "POST",
            "http://localhost:7071/api/orders/ada?draft=1",
            headers={
                "Accept": "*/*",
                "Content-Type": "application/json",
                "Host": "localhost:7071",
                "X-Forwarded-For": "10.0.0.1, 10.0.0.2",
            },
            params={"draft": "1"},
            route_params={"customer": "ada"},
            body=ORDER,
        )
    }
    assert arguments["req"].get_json() == {"id": "A-1007", "note": "smörgås"}


RECEIVED: dict[str, Any] = {
    "pop_receipt": "AgAAAAMAAAAAAAAAAgtnj8x+1QE=",
    "dequeue_count": 1,
    "expiration_time": utc("2019-10-16T17:58:31"),
    "insertion_time": utc("2019-10-09T17:58:31"),
    "time_next_visible": utc("2019-10-09T18:08:32"),
    "id": "800ae4b3-bdd2-4c08-badd-f08e5a34b865",
}
EVENT = EventGridEvent(
    topic="/subscriptions/6a5f7c52/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shopfiles",
    subject="/blobServices/default/containers/orders/blobs/1.csv",
    event_type="Microsoft.Storage.BlobCreated",
    id="9aeb0fdf-c01e-0131-0922-9eb54906e209",
    data={
        "api": "PutBlob",
        "clientRequestId": "6d79dbfb-0e37-4fc4-981f-442c9ca65760",
        "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
        "eTag": "0x8D4BCC2E4835CD0",
        "contentType": "text/csv",
        "contentLength": 30699,
        "blobType": "BlockBlob",
        "accessTier": "Default",
        "url": "https://shopfiles.blob.core.windows.net/orders/1.csv",
        "sequencer": "00000000000004420000000000028963",
        "storageDiagnostics": {"batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0"},
    },
    data_version="2",
    event_time=utc("2024-04-06T15:30:00.123456"),
)
DOCUMENTS = DocumentList.from_json(
    '[{"id": "17", "customer": "Åsa", "total": 12.5, "_ts": 1712417400},'
    ' {"id": "18", "customer": "Bo", "_ts": 1712417401}]'
)
TIMER = TimerRequest(
    past_due=True,
    schedule={"AdjustForDST": True},
    schedule_status={
        "Last": "2024-04-06T15:25:00.0041234+00:00",
        "Next": "2024-04-06T15:30:00+00:00",
        "LastUpdated": "2024-04-06T15:25:00.0041234+00:00",
    },
)


@pytest.mark.parametrize(
    ("payload", "arguments"),
    [
        ("queueTrigger", {"msg": QueueMessage(body=ORDER, **RECEIVED)}),
        ("queueTrigger-plain", {"msg": QueueMessage(body='{ message: "Message sent" }', **RECEIVED)}),
        (
            "serviceBusTrigger",
            {
                "message": ServiceBusMessage(
                    body=ORDER,
                    message_id="m-1",
                    content_type="application/json",
                    correlation_id="c-1",
                    delivery_count=2,
                    sequence_number=1001,
                    enqueued_time_utc=utc("2024-04-06T15:30:01.123"),
                    expires_at_utc=utc("2024-04-20T15:30:01.123"),
                    lock_token="7d0a3d2c-31a2-4a6c-8a4c-90f6a3a3f001",
                    application_properties={"region": "north"},
                    user_properties={"region": "north"},
                )
            },
        ),
        (
            "serviceBusTrigger-batch",
            {
                "message": [
                    ServiceBusMessage(
                        body=ORDER,
                        message_id="m-1",
                        delivery_count=2,
                        enqueued_time_utc=utc("2024-04-06T15:30:01.123"),
                        user_properties={"region": "north"},
                    ),
                    ServiceBusMessage(
                        body="tea",
                        message_id="m-2",
                        delivery_count=3,
                        enqueued_time_utc=utc("2024-04-06T15:30:02.123"),
                    ),
                ]
            },
        ),
        ("eventGridTrigger", {"event": EVENT}),
        ("timerTrigger", {"timer": TIMER}),
        ("cosmosDBTrigger", {"documents": DOCUMENTS}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_payloads(payload: str, arguments: Mapping[str, object]) -> None:
    assert decode_invocation(*load(payload)) == arguments


def test_a_blob_payload() -> None:
    properties: dict[str, Any] = {
        "uri": "https://example.blob.core.windows.net/samples/people.csv",
        "length": 17,
        "blob_properties": {
            "LastModified": "2024-04-06T15:30:00+00:00",
            "ContentLength": 17,
            "ContentType": "text/csv",
            "ETag": '"0x8DC561234567890"',
            "BlobType": 0,
        },
        "metadata": {"owner": "ada"},
    }
    # The metadata is that of the trigger.
    assert decode_invocation(*load("blobTrigger")) == {
        "blob": InputStream(data=b"id,name\r\n1,Ada\r\n\xff", **properties),
        "terms": InputStream(data="Net 30 days."),
    }
