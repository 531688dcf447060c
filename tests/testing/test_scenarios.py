"""Scenarios: deliveries of services that many apps know."""

from __future__ import annotations

import inspect
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

import pytest

from azure_functions_lite.testing import (
    NOW,
    blob_created_event,
    blob_deleted_event,
    dead_lettered_message,
    device_message,
    event_grid_event,
    poison_message,
    queue_message,
    scenarios,
    scheduled_message,
    service_bus_message,
    session_message,
    static_web_apps_request,
    upload_request,
)

ALL = [getattr(scenarios, name) for name in scenarios.__all__]


@pytest.mark.parametrize("build", ALL, ids=scenarios.__all__)
def test_the_same_every_time(build: Callable[[], object]) -> None:
    assert build() == build()
    assert build.__doc__
    assert (build.__name__, build.__module__) in {(name, scenarios.__name__) for name in scenarios.__all__}


@pytest.mark.parametrize("build", ALL, ids=scenarios.__all__)
def test_a_host_could_send_it(build: Callable[[], Any], decode: Callable[[str, object], Any]) -> None:
    value = build()
    bindings = {
        "HttpRequest": "httpTrigger",
        "QueueMessage": "queueTrigger",
        "ServiceBusMessage": "serviceBusTrigger",
        "EventHubEvent": "eventHubTrigger",
        "EventGridEvent": "eventGridTrigger",
    }
    assert decode(bindings[type(value).__name__], value) == value


def test_keywords_are_those_of_the_builder() -> None:
    message = poison_message("tea", dequeue_count=7, id="1")
    assert message == queue_message("tea", dequeue_count=7, id="1", insertion_time=NOW - timedelta(minutes=1))
    shape = inspect.signature(poison_message).parameters
    assert list(shape) == list(inspect.signature(queue_message).parameters)
    assert (shape["dequeue_count"].default, shape["id"].default) == (5, queue_message().id)


def test_messages_of_service_bus() -> None:
    dead = dead_lettered_message(json={"id": 7})
    assert (dead.delivery_count, dead.dead_letter_source) == (10, "orders")
    assert dead.application_properties["DeadLetterReason"] == dead.dead_letter_reason == "MaxDeliveryCountExceeded"
    described = "Message could not be consumed after 10 delivery attempts."
    assert dead.application_properties["DeadLetterErrorDescription"] == dead.dead_letter_error_description == described
    assert dead.user_properties == dead.application_properties
    assert session_message() == service_bus_message(session_id="session-1", partition_key="session-1")
    assert session_message(session_id="a").session_id == "a"
    scheduled = scheduled_message()
    assert scheduled.scheduled_enqueue_time_utc == scheduled.enqueued_time_utc == NOW
    assert scheduled.application_properties == {"SentAt": "2024-01-01T11:00:00+00:00"}


def test_a_blob_that_is_created() -> None:
    event = blob_created_event("photos/2024/tea.png", account="shop", content_type="image/png", content_length=3)
    assert event.event_type == "Microsoft.Storage.BlobCreated"
    assert event.subject == "/blobServices/default/containers/photos/blobs/2024/tea.png"
    subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/example"
    assert event.topic == f"{subscription}/providers/Microsoft.Storage/storageAccounts/shop"
    assert event.get_json() == {
        "api": "PutBlob",
        "clientRequestId": event.id,
        "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
        "eTag": "0x8DC0AC1E2B3D400",
        "contentType": "image/png",
        "contentLength": 3,
        "accessTier": "Default",
        "blobType": "BlockBlob",
        "url": "https://shop.blob.core.windows.net/photos/2024/tea.png",
        "sequencer": "0000000000000000000000000000000000000000001234",
        "storageDiagnostics": {"batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0"},
    }
    assert blob_created_event() == event_grid_event()


def test_a_blob_that_is_deleted() -> None:
    event = blob_deleted_event()
    assert (event.event_type, event.data["api"]) == ("Microsoft.Storage.BlobDeleted", "DeleteBlob")
    assert set(blob_created_event().data) - set(event.data) == {"accessTier", "contentLength", "eTag"}


def test_a_message_of_a_device() -> None:
    event = device_message(json={"celsius": 21.5}, device_id="t-7", properties={"unit": "C"}, source="twinChangeEvents")
    assert (event.get_json(), event.partition_key) == ({"celsius": 21.5}, "t-7")
    assert event.iothub_metadata == {
        "connection-device-id": "t-7",
        "connection-auth-method": '{"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null}',
        "connection-auth-generation-id": "638396640000000000",
        "enqueuedtime": "2024-01-01T12:00:00Z",
        "message-source": "twinChangeEvents",
    }
    assert event.metadata is not None
    assert event.metadata["Properties"] == {"unit": "C"}
    plain = device_message()
    assert plain.iothub_metadata is not None
    assert (plain.partition_key, plain.iothub_metadata["message-source"]) == ("thermometer-1", "Telemetry")
    assert (plain.sequence_number, plain.offset) == (1, "4096")


def test_an_upload() -> None:
    request = upload_request()
    assert request.method == "POST"
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'filename="report.txt"' in request.get_body()
    if find_spec("multipart"):
        assert request.form["title"] == "Report"
        file = request.files["file"]
        assert (file.filename, file.content_type, file.read()) == ("report.txt", "text/plain", b"A-1007\n")


def test_a_user_of_static_web_apps() -> None:
    request = static_web_apps_request("POST", json=[1], roles=["admin"], headers={"Accept": "a/b"})
    assert (request.method, request.get_json(), request.headers["accept"]) == ("POST", [1], "a/b")
    assert json.loads(b64decode(request.headers["x-ms-client-principal"])) == {
        "identityProvider": "aad",
        "userId": "d75b260a64504067bfc5b2905e3b8182",
        "userDetails": "ada@example.com",
        "userRoles": ["admin"],
    }
    assert request.headers["x-ms-original-url"] == request.url
    assert "x-ms-client-principal" not in static_web_apps_request(user=None).headers
