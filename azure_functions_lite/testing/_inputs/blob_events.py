"""What Event Grid says about a blob that was created or deleted.

Source: https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
"""

from __future__ import annotations

from typing import Any, Final

from azure_functions_lite.testing._inputs.given import ID

STORAGE_ACCOUNT: Final = "example"


def blob_url(name: str, account: str = STORAGE_ACCOUNT) -> str:
    """Return the address of a blob, of which the name begins with the container."""
    return f"https://{account}.blob.core.windows.net/{name}"


def blob_topic(account: str = STORAGE_ACCOUNT) -> str:
    """Return the id of a storage account."""
    return (
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/example"
        f"/providers/Microsoft.Storage/storageAccounts/{account}"
    )


def blob_subject(name: str) -> str:
    """Return the subject of an event about a blob."""
    container, _, path = name.partition("/")
    return f"/blobServices/default/containers/{container}/blobs/{path}"


def blob_data(api: str, name: str, account: str, content_type: str, content_length: int | None) -> dict[str, Any]:
    """Return the data of an event; without a length, those of a deleted blob."""
    created = {"eTag": "0x8DC0AC1E2B3D400", "contentLength": content_length, "accessTier": "Default"}
    return {
        "api": api,
        "clientRequestId": ID,
        "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
        **({} if content_length is None else created),
        "contentType": content_type,
        "blobType": "BlockBlob",
        "url": blob_url(name, account),
        "sequencer": "0000000000000000000000000000000000000000001234",
        "storageDiagnostics": {"batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0"},
    }
