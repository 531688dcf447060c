"""Event Hubs, and the events of IoT Hub that come through them: `EventHubEvent` and its converters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from azure_functions_lite._bindings.body import body_of
from azure_functions_lite._bindings.fields import field, wire
from azure_functions_lite._bindings.messages import Message, bodies_of, checked, is_batch, receive_batch
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages
from azure_functions_lite._bindings.tables import (
    Columns,
    FromDict,
    Single,
    find,
    prefixed,
    properties,
    receive,
)
from azure_functions_lite._typing import accepts, instances_hold_several, is_object, takes_list
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import integer, text, timestamp
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = ["EventHubConverter", "EventHubEvent", "EventHubTriggerConverter"]


class EventHubEvent(Message):
    """An event of an event hub.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: What `metadata` gives.

    Every other argument is the attribute of its name.

    Source: `azure.functions.EventHubEvent`; the trigger metadata of the Event Hubs extension.
    """

    partition_key: str | None = wire("PartitionKey", text)
    """Key that decided on the event's partition."""
    sequence_number: int | None = wire("SequenceNumber", integer)
    """Number of the event in its partition, without gaps."""
    offset: str | None = wire("Offset", text)
    """Place of the event in its partition; only the service knows how to read it."""
    enqueued_time: datetime | None = wire("EnqueuedTimeUtc", timestamp)
    """When the event entered the event hub, in UTC."""
    _iothub_metadata: Mapping[str, str] | None = field(default=None, alias="iothub_metadata")

    @property
    def iothub_metadata(self) -> Mapping[str, str]:
        """What IoT Hub says of the event: ``connection-device-id`` and others, without the prefix ``iothub-``."""
        return self._iothub_metadata or {}

    def _values(self) -> dict[str, object]:
        return {**super()._values(), "iothub_metadata": self._iothub_metadata or None}


class EventHubConverter(InConverter, OutConverter, binding="eventHub"):
    """``eventHub``: events that go out; and in, without metadata.

    Out: ``str`` becomes ``"string"``, ``bytes`` becomes ``"bytes"``, ``int`` becomes ``"int"`` and ``float`` becomes
    ``"double"``; a mapping, a bool and an int beyond 64 bits become ``"json"``, and an iterable a JSON array, which the
    host sends as several events.

    Differs: `azure.functions` sends nothing at all, and says nothing, for None, mappings, floats and tuples.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (EventHubEvent,), many=takes_list)

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, SENDABLE, many=instances_hold_several)

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> EventHubEvent | list[EventHubEvent]:
        return _decode(data, None, "eventHub")

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if isinstance(obj, float):
            return Datum(obj, "double")
        if isinstance(obj, int):
            # An "int" has 64 bits on its way to the host.
            is_int = not isinstance(obj, bool) and -(2**63) <= obj < 2**63
            return Datum(obj, "int") if is_int else Datum(json.dumps(obj, "cannot encode eventHub"), "json")
        return encode_messages(obj, "eventHub", expected="str, bytes, a number, a mapping", any_items=True)


class EventHubTriggerConverter(EventHubConverter, binding="eventHubTrigger", trigger=True):
    """``eventHubTrigger``: one event, or a batch as a list, with metadata.

    One: ``"bytes"``, ``"string"`` and ``"json"`` (its text) become an `EventHubEvent`; no Datum is an empty body. A
    batch, which the metadata calls one with ``SystemPropertiesArray``: ``"collection_bytes"``, ``"collection_string"``
    and a JSON array become a list.

    Differs: `azure.functions` has the whole batch's metadata on each event, and an int as `offset` in batches.
    """

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> EventHubEvent | list[EventHubEvent]:
        return _decode(data, trigger_metadata, "eventHubTrigger")


def _decode(data: Datum | None, trigger_metadata: Metadata | None, binding: str) -> EventHubEvent | list[EventHubEvent]:
    metadata = checked(trigger_metadata)
    if not is_batch(data, metadata, one="SystemProperties", many="SystemPropertiesArray"):
        look_up = Single(metadata)
        # IoT Hub's own come among the others, or else among the system properties.
        iothub = prefixed(look_up, metadata, _IOTHUB) or _in_system_properties(look_up, metadata)
        return receive(EventHubEvent, look_up, body_of(data, binding), metadata, 0, iothub)
    bodies = bodies_of(data, binding)
    count = len(bodies)
    rows = properties(metadata, count, "SystemPropertiesArray")
    iothubs: list[dict[str, str] | None] = [None] * count
    if rows and any(name.startswith(_IOTHUB) for name in set[str]().union(*rows.rows)):
        iothubs = [prefixed(rows.row(index), row, _IOTHUB) for index, row in enumerate(rows.rows)]
    return receive_batch(EventHubEvent, metadata, bodies, rows or Columns(metadata, count), iothubs)


_IOTHUB = "iothub-"


def _in_system_properties(look_up: Single, metadata: Metadata) -> dict[str, str] | None:
    document = getattr(metadata.get("SystemProperties"), "value", None)
    content = document.decode("latin-1") if isinstance(document, bytes) else document
    if not isinstance(content, str) or _IOTHUB not in content:
        # Nearly always; and what nobody reads is not parsed.
        return None
    place = look_up.where("SystemProperties")
    raw = find(look_up, "SystemProperties")
    system = json.loads(raw, f"cannot read {place}") if isinstance(raw, str) else raw
    return prefixed(FromDict(system, f"{place}[{{!r}}]"), system, _IOTHUB) if is_object(system) else None
