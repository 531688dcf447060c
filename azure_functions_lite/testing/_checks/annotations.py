"""Annotations compared with the entries: one message or a list, and data that does not arrive as it was sent."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator

from azure_functions_lite._host.entries import RETURN, BindingRow
from azure_functions_lite.decorators.constants import (
    BLOB,
    EVENT_GRID_TRIGGER,
    EVENT_HUB_TRIGGER,
    KAFKA,
    KAFKA_TRIGGER,
    SERVICE_BUS,
    SERVICE_BUS_TRIGGER,
)
from azure_functions_lite.testing._apps.signature import Finding, Port, Signature

_MESSAGES = (EVENT_HUB_TRIGGER, KAFKA_TRIGGER, SERVICE_BUS_TRIGGER)
_CLASSES = {
    EVENT_HUB_TRIGGER: "EventHubEvent",
    KAFKA_TRIGGER: "KafkaEvent",
    SERVICE_BUS_TRIGGER: "ServiceBusMessage",
    EVENT_GRID_TRIGGER: "EventGridEvent",
}
"""Triggers that come one by one or in batches, and the class of one message."""


def check_data(signature: Signature) -> Iterator[Finding]:
    """Find annotations that do not fit what arrives, and bindings that change data on their way."""
    for name, port in signature.inputs.items():
        annotation = signature.annotations.get(name, ...)
        yield from _check_cardinality(port.row, annotation)
        yield from _check_input(port, annotation)
    for name, port in signature.outputs.items():
        yield from _check_output(port.row, typing.get_args(signature.annotations.get(name)))
    if signature.returned is not None and signature.returned.name == RETURN:
        yield from _check_output(signature.returned, (signature.annotations.get("return"),))


def _check_cardinality(row: BindingRow, annotation: object) -> Iterator[Finding]:
    name = _CLASSES.get(row.type)
    if name is None:
        return
    if row.is_batch and getattr(annotation, "__name__", None) == name and isinstance(annotation, type):
        yield Finding(row.name, "cardinality", f"expected List[{name}], because cardinality is 'many', got {name}")
    elements = [getattr(each, "__name__", None) for each in typing.get_args(annotation)]
    if not row.is_batch and elements == [name]:
        yield Finding(row.name, "cardinality", f"expected {name}, because cardinality is not 'many', got a list")


def _check_input(port: Port, annotation: object) -> Iterator[Finding]:
    row = port.row
    if row.data_type == "binary":
        return
    if row.type in _MESSAGES and row.is_batch:
        loss = "empty bodies are left out" if row.data_type == "string" else "one body that is not JSON fails them all"
        yield Finding(row.name, "batch-data", f"set dataType 'binary' for a batch: without it, {loss}")
    elif row.type == BLOB and annotation is not str and not _is_client(annotation):
        message = "set dataType 'binary' for a blob: without it, bytes that are not UTF-8 are replaced"
        yield Finding(row.name, "blob-data", message)


def _is_client(annotation: object) -> bool:
    """Return whether an annotation is a client of a storage service, which reads the blob itself."""
    return str(getattr(annotation, "__module__", "")).startswith("azurefunctions.")


def _check_output(row: BindingRow, kinds: Iterable[object]) -> Iterator[Finding]:
    if row.type in (KAFKA, SERVICE_BUS) and bytes in kinds:
        message = f"expected str for {row.type}, because bytes arrive as the text 'System.Byte[]', got bytes"
        yield Finding(row.name, "output-bytes", message)
