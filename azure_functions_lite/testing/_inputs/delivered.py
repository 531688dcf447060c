"""How a host changes the payload of a message: fields it never sends, and metadata it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Final

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._wire import json
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.meta import Datum
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.testing._apps.host_json import promoted

_WHERE: Final = "cannot make a raw payload"

_NEVER_SENT: Final = (
    "DeadLetterErrorDescription",
    "DeadLetterReason",
    "EnqueuedSequenceNumber",
    "ForcePersistence",
    "LockedUntil",
    "ScheduledEnqueueTimeUtc",
    "State",
    "TimeToLive",
)
"""Fields of `ServiceBusMessage` that no host sends; the dead-letter ones are among the application properties."""
_WITHOUT_ZONE: Final = ("EnqueuedTimeUtc", "ExpiresAtUtc")
"""Dates that the host writes without saying that they are UTC."""
_DATES: Final = {"Timestamp"}
"""Dates that are text in `KafkaEvent`."""
_LONGS: Final = "collection_sint64"
_CONTEXT: Final = {
    "IsCheckpointingAfterInvocation": True,
    "FullyQualifiedNamespace": "example.servicebus.windows.net",
    "EventHubName": "events",
    "ConsumerGroup": "$Default",
    "PartitionId": "0",
}
_TEXTS: Final = (
    "ContentType",
    "CorrelationId",
    "DeadLetterSource",
    "Label",
    "LockToken",
    "MessageId",
    "Offset",
    "OffsetString",
    "PartitionKey",
    "ReplyTo",
    "ReplyToSessionId",
    "SessionId",
    "Subject",
    "To",
    "Topic",
    "TransactionPartitionKey",
)
"""Columns of text, which the host sends without their empty entries."""


def as_delivered(messages: Iterable[Message], datum: Datum, metadata: dict[str, Datum]) -> tuple[Datum, dict[str, Any]]:
    """Return the Datum and the metadata of messages as a host sends them.

    Args:
        messages: The messages.
        datum: One body, or the bodies of a batch.
        metadata: The fields of the messages, under the host's names.
    """
    kind = next(map(type, messages), Message)
    is_batch = str(datum.type).startswith("collection")
    suffix = "Array" if is_batch else ""
    metadata = {name: _written(name.removesuffix(suffix), value) for name, value in metadata.items()}
    if issubclass(kind, ServiceBusMessage):
        metadata = _of_service_bus(metadata, suffix)
    if issubclass(kind, EventHubEvent):
        metadata = _of_event_hubs(metadata, suffix)
    if is_batch:
        # Offsets of Kafka are numbers.
        texts = {name for name in metadata if name.removesuffix("Array") in _TEXTS and metadata[name].type != _LONGS}
        return datum, {**metadata, **{name: _shortened(metadata[name]) for name in texts}}
    if issubclass(kind, KafkaEvent):
        # As with dataType binary: as text, the body would be the whole event.
        timestamp = {name: Datum(json.dumps(metadata[name].value, _WHERE), "json") for name in metadata.keys() & _DATES}
        return datum, {**metadata, **timestamp}
    try:
        text = datum.value.decode()
    except UnicodeDecodeError:
        return datum, metadata
    return Datum(text, "string"), promoted(text, metadata)


def _written(name: str, datum: Datum) -> Datum:
    if name not in _WITHOUT_ZONE or datum.type != "json":
        return datum
    return Datum(re.sub(r"\+00:00(?=\")", "", datum.value), "json")


def _of_service_bus(metadata: dict[str, Datum], suffix: str) -> dict[str, Datum]:
    properties = f"ApplicationProperties{suffix}"
    sent = {name: value for name, value in metadata.items() if name.removesuffix(suffix) not in _NEVER_SENT}
    added = {
        name: metadata[f"{name}{suffix}"].python_value for name in _NEVER_SENT[:2] if f"{name}{suffix}" in metadata
    }
    if added:
        given: Any = metadata[properties].python_value
        for name, values in added.items():
            for target, value in zip(given, values, strict=True) if suffix else ((given, values),):
                if value is not None:
                    target.setdefault(name, value)
        sent[properties] = Datum(json.dumps(given, _WHERE), "json")
    # One property under two names.
    sent[f"UserProperties{suffix}"] = sent[properties]
    return sent


def _of_event_hubs(metadata: dict[str, Datum], suffix: str) -> dict[str, Datum]:
    name = f"SystemProperties{suffix}"
    given: Any = metadata[name].python_value
    rows: list[dict[str, Any]] = given if suffix else [given]
    for row in rows:
        if isinstance(row.get("EnqueuedTimeUtc"), str):
            row["EnqueuedTimeUtc"] = row["EnqueuedTimeUtc"].removesuffix("+00:00")
        if "Offset" in row:
            row["OffsetString"] = row["Offset"]
            row["Offset"] = int(_number(row["Offset"]))
    sent = {
        f"Properties{suffix}": Datum(f"[{', '.join('{}' for _ in rows)}]" if suffix else "{}", "json"),
        "PartitionContext": Datum(json.dumps(_CONTEXT, _WHERE), "json"),
        **metadata,
        name: Datum(json.dumps(rows if suffix else rows[0], _WHERE), "json"),
    }
    offsets = metadata.get(f"Offset{suffix}")
    if offsets is not None:
        sent[f"OffsetString{suffix}"] = offsets
        numbers: Any = [*map(_number, offsets.python_value)] if suffix else _number(offsets.value)
        sent[f"Offset{suffix}"] = Datum(json.dumps(numbers, _WHERE), "json") if suffix else Datum(numbers, "string")
    return sent


def _number(offset: str | None) -> str:
    """Return an offset as older code knows it: ``-1`` for one that is not a number."""
    is_number = offset is not None and offset.isascii() and offset.isdecimal() and str(int(offset)) == offset
    return str(offset) if is_number else "-1"


def _shortened(datum: Datum) -> Datum:
    items: list[object] = datum.python_value
    return Datum(SimpleNamespace(string=[item for item in items if item]), "collection_string")
