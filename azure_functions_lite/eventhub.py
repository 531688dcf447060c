"""Event Hubs, and the events of IoT Hub that come through them: `EventHubEvent` and its converters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from azure_functions_lite._bindings.batches import Properties, decode_messages
from azure_functions_lite._bindings.fields import Field, wire
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages
from azure_functions_lite._bindings.tables import One, Table
from azure_functions_lite._typing import accepts, instances_hold_several, is_object, takes_list
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import integer, mapping, text, utc
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = ["EventHubConverter", "EventHubEvent", "EventHubTriggerConverter"]


_ONE, _MANY = "SystemProperties", "SystemPropertiesArray"
_IOTHUB = "iothub-"


class _Event(One):
    """The metadata of one event. Its system properties have what a field of the body has replaced."""

    __slots__ = ()

    def raw(self, name: str) -> object:
        if name != _ONE and self.is_promoted(name):
            return self.properties(_ONE).get(name)
        return super().raw(name)


def _true_offset(table: Table, row: int, value: object) -> object:
    # What the host writes for an offset that is not a number, as in geo-replicated hubs.
    return table[_OFFSET_STRING][row] if value == "-1" else value


_OFFSET_STRING = Field("OffsetString", text)


def _of_iot_hub(table: Table, row: int, value: object) -> object:
    """Return what IoT Hub says about an event, without the prefix of its names; empty if it says nothing."""
    if isinstance(table, Properties):
        system = table.rows()[row]
        return _without_prefix(system) if is_object(system) else system
    if not isinstance(table, _Event):
        return value
    # In tests, and from older hosts, they come among the others.
    names = [name for name in table.given if str(name).startswith(_IOTHUB) and not table.is_promoted(name)]
    own = _without_prefix({name: table.raw(name) for name in names})
    # Most events come from elsewhere, so parse this only if it is read.
    document: object = getattr(table.given.get(_ONE), "value", None)
    is_from_iot_hub = isinstance(document, (str, bytes)) and _IOTHUB in str(document)
    return _without_prefix(table.properties(_ONE)) if is_from_iot_hub and not own else own


def _without_prefix(values: Mapping[str, Any]) -> dict[str, str]:
    own = {name: value for name, value in values.items() if name.startswith(_IOTHUB) and value is not None}
    return {name.removeprefix(_IOTHUB): text(value) for name, value in own.items()}


class EventHubEvent(Message):
    """An event of an event hub.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.

    Every other argument sets the attribute with the same name.

    Source: `azure.functions.EventHubEvent`; the trigger metadata of the Event Hubs extension.
    """

    __slots__ = ()

    partition_key: str | None = wire("PartitionKey", text)
    """Key that decided on the event's partition."""
    sequence_number: int | None = wire("SequenceNumber", integer)
    """Number of the event in its partition, without gaps."""
    offset: str | None = wire("Offset", text, settle=_true_offset)
    """Place of the event in its partition; only the service knows how to read it."""
    enqueued_time: datetime | None = wire("EnqueuedTimeUtc", utc)
    """When the event entered the event hub, in UTC."""
    iothub_metadata: Mapping[str, str] | None = wire(_IOTHUB, mapping, settle=_of_iot_hub)
    """What IoT Hub says about the event: ``connection-device-id`` and others, without the prefix ``iothub-``.

    Empty if the event comes from elsewhere; None if you constructed it, or if it came without metadata.
    """

    def _value(self, name: str) -> object:
        # Events with nothing from IoT Hub are equal, whether received or constructed.
        return super()._value(name) or None if name == "iothub_metadata" else super()._value(name)


class EventHubConverter(InConverter, OutConverter, binding="eventHub"):
    """``eventHub``: outgoing events; incoming ones have no metadata.

    Out: ``str`` becomes ``"string"`` (``"json"`` where the host would change it, see `encode_text`), ``bytes`` becomes
    ``"bytes"``, ``int`` becomes ``"int"``, a bool, a float and an int beyond 64 bits become their JSON text, a mapping
    becomes ``"json"``, and an iterable a JSON array, which the host sends as several events.

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
        return decode_messages(EventHubEvent, data, None, "eventHub")

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if isinstance(obj, (int, float)):
            # An "int" has 64 bits on its way to the host, which writes a double or a bool in .NET's way: 1E+20, True.
            is_int = type(obj) is int and -(2**63) <= obj < 2**63
            return Datum(obj, "int") if is_int else Datum(json.dumps(obj, "cannot encode eventHub"), "string")
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
        tables = (_Event, Properties)
        return decode_messages(
            EventHubEvent, data, trigger_metadata, "eventHubTrigger", one=_ONE, many=_MANY, tables=tables
        )
