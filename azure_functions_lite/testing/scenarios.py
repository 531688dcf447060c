"""Inputs for situations in Azure: messages that failed, blobs that come and go, signed-in users.

Each is a builder, and accepts the keywords of the builder that it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from inspect import signature
from typing import Any, Final, ParamSpec, TypeVar, cast

from azure_functions_lite._wire import json as wire_json
from azure_functions_lite.eventgrid import EventGridEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.testing._inputs.blob_events import STORAGE_ACCOUNT, blob_data, blob_subject, blob_topic
from azure_functions_lite.testing._inputs.given import ID, NOW, UNSET
from azure_functions_lite.testing._inputs.messages import event_hub_event, queue_message, service_bus_message
from azure_functions_lite.testing._inputs.requests import http_request
from azure_functions_lite.testing.builders import event_grid_event

__all__ = [
    "blob_created_event",
    "blob_deleted_event",
    "dead_lettered_message",
    "device_message",
    "poison_message",
    "scheduled_message",
    "session_message",
    "static_web_apps_request",
    "upload_request",
]

P = ParamSpec("P")
R = TypeVar("R")


def _scenario(name: str, build: Callable[P, R], doc: str, **defaults: object) -> Callable[P, R]:
    """Return a builder with other defaults, which says so to `help()` and keeps its types."""

    def make(*args: P.args, **keywords: P.kwargs) -> R:
        # Dicts among them are for one message each.
        made: R = cast("Any", build)(*args, **{**deepcopy(defaults), **keywords})
        return made

    shape = signature(build)
    parameters = [
        each.replace(default=defaults[each.name]) if each.name in defaults else each
        for each in shape.parameters.values()
    ]
    make.__name__ = make.__qualname__ = name
    make.__doc__ = doc
    cast("Any", make).__signature__ = shape.replace(parameters=parameters)
    return make


poison_message: Final = _scenario(
    "poison_message",
    queue_message,
    """Make a message of a storage queue at its last attempt: when that fails, the host moves it to the poison queue.

    The host gives a message five attempts, unless ``maxDequeueCount`` in host.json says otherwise.
    """,
    dequeue_count=5,
    insertion_time=NOW - timedelta(minutes=1),
)

_REASON: Final = "MaxDeliveryCountExceeded"
_DESCRIPTION: Final = "Message could not be consumed after 10 delivery attempts."

dead_lettered_message: Final = _scenario(
    "dead_lettered_message",
    service_bus_message,
    """Make a message from a Service Bus dead-letter queue, which was delivered ten times.

    The reason is in the application properties, too, from where `ServiceBusMessage.dead_letter_reason` takes it.
    """,
    delivery_count=10,
    dead_letter_source="orders",
    dead_letter_reason=_REASON,
    dead_letter_error_description=_DESCRIPTION,
    application_properties={"DeadLetterReason": _REASON, "DeadLetterErrorDescription": _DESCRIPTION},
)

session_message: Final = _scenario(
    "session_message",
    service_bus_message,
    """Make a message of a Service Bus session; the partition key of such a message is that of its session.""",
    session_id="session-1",
    partition_key="session-1",
)

scheduled_message: Final = _scenario(
    "scheduled_message",
    service_bus_message,
    """Make a Service Bus message that was sent an hour before, to be delivered at `NOW`.""",
    enqueued_time_utc=NOW,
    scheduled_enqueue_time_utc=NOW,
    application_properties={"SentAt": (NOW - timedelta(hours=1)).isoformat()},
)


def blob_created_event(
    name: str = "samples/report.txt",
    *,
    api: str = "PutBlob",
    account: str = STORAGE_ACCOUNT,
    content_type: str = "text/plain",
    content_length: int = 6,
    id: str = ID,
    event_time: datetime = NOW,
) -> EventGridEvent:
    """Make the event of Event Grid for a blob that was created or replaced, with all its data.

    Args:
        name: Path of the blob, container first.
        api: The operation: ``PutBlob``, ``PutBlockList``, ``CopyBlob``.
        account: Name of the storage account.
        content_type: Content type of the blob.
        content_length: Its length in bytes.
        id: Id of the event.
        event_time: When it happened, in UTC.
    """
    return event_grid_event(
        blob_data(api, name, account, content_type, content_length),
        id=id,
        topic=blob_topic(account),
        subject=blob_subject(name),
        event_type="Microsoft.Storage.BlobCreated",
        event_time=event_time,
    )


def blob_deleted_event(
    name: str = "samples/report.txt",
    *,
    api: str = "DeleteBlob",
    account: str = STORAGE_ACCOUNT,
    content_type: str = "text/plain",
    id: str = ID,
    event_time: datetime = NOW,
) -> EventGridEvent:
    """Make the event of Event Grid for a deleted blob; the arguments are those of `blob_created_event`."""
    return event_grid_event(
        blob_data(api, name, account, content_type, None),
        id=id,
        topic=blob_topic(account),
        subject=blob_subject(name),
        event_type="Microsoft.Storage.BlobDeleted",
        event_time=event_time,
    )


def device_message(
    body: str | bytes | None = None,
    *,
    json: object = UNSET,
    device_id: str = "thermometer-1",
    properties: Mapping[str, Any] | None = None,
    source: str = "Telemetry",
    sequence_number: int | None = 1,
    offset: str | None = "4096",
    enqueued_time: datetime = NOW,
) -> EventHubEvent:
    """Make the message of a device, as IoT Hub forwards it.

    Args:
        body: The content; by default a small JSON object.
        json: A value to convert to JSON instead.
        device_id: Id of the device, which is the partition key, too.
        properties: What the device set in addition to the content: ``metadata["Properties"]``.
        source: ``Telemetry``, ``twinChangeEvents``, ``deviceLifecycleEvents``, ….
        sequence_number: Number of the event in its partition.
        offset: Place of the event in its partition.
        enqueued_time: When IoT Hub received it, in UTC.
    """
    return event_hub_event(
        body,
        json=json,
        partition_key=device_id,
        sequence_number=sequence_number,
        offset=offset,
        enqueued_time=enqueued_time,
        iothub_metadata={
            "connection-device-id": device_id,
            "connection-auth-method": '{"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null}',
            "connection-auth-generation-id": "638396640000000000",
            "enqueuedtime": enqueued_time.isoformat().replace("+00:00", "Z"),
            "message-source": source,
        },
        trigger_metadata={"Properties": dict(properties or {})},
    )


upload_request: Final = _scenario(
    "upload_request",
    http_request,
    """Make the request of a form with a file: ``report.txt`` in the field ``file``, and a text field ``title``.

    Reading the form needs the extra ``forms``.
    """,
    form={"title": "Report"},
    files={"file": ("report.txt", b"A-1007\n", "text/plain")},
)


def static_web_apps_request(
    method: str | None = None,
    url: str = "https://example.azurestaticapps.net/api/function",
    *,
    user: str | None = "ada@example.com",
    user_id: str = "d75b260a64504067bfc5b2905e3b8182",
    provider: str = "aad",
    roles: Iterable[str] = ("anonymous", "authenticated"),
    headers: Mapping[str, str] | None = None,
    **keywords: Any,
) -> HttpRequest:
    """Make a request that comes through Azure Static Web Apps, with the client principal in ``x-ms-client-principal``.

    Args:
        method: As for `http_request`.
        url: The address that the browser asked for.
        user: Name or address of the user; None for a user who is not signed in, without the header.
        user_id: Id of the user in this app.
        provider: Name of the identity provider: ``aad``, ``github``, ….
        roles: Roles of the user.
        headers: Further headers.
        keywords: As for `http_request`.

    Source: https://learn.microsoft.com/azure/static-web-apps/user-information
    """
    principal = {
        "identityProvider": provider,
        "userId": user_id,
        "userDetails": user,
        "userRoles": [*roles],
    }
    text = wire_json.dumps(principal, "cannot make a client principal")
    signed_in = {} if user is None else {"x-ms-client-principal": wire_json.in_base64(text.encode())}
    given = {"x-ms-original-url": url, **signed_in, **{name.lower(): value for name, value in (headers or {}).items()}}
    return http_request(method, url, headers=given, **keywords)
