"""From a value to the raw payload that a host would send for it: the inverse of the converters' ``decode``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Final, TypeGuard, cast

from azure_functions_lite._bindings.fields import fields_of
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.values import Value
from azure_functions_lite._typing import is_array
from azure_functions_lite._wire import json
from azure_functions_lite.blob import InputStream
from azure_functions_lite.durable_functions import EntityContext, OrchestrationContext
from azure_functions_lite.errors import ArgumentTypeError, describe
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.mcp import MCPToolContext, PromptInvocationContext
from azure_functions_lite.meta import Datum, registry
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.testing._inputs.delivered import as_delivered
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

__all__ = ["raw"]

Written = tuple[Datum, dict[str, Datum]]


class Raw(tuple[Datum, dict[str, Datum]]):  # noqa: SLOT001  # tuples cannot have their own slots
    """A Datum and trigger metadata; `lost` names what of the value does not come along."""

    value: object = None

    @property
    def lost(self) -> tuple[str, ...]:
        """The fields of a message that the host cannot carry, or that its body takes the place of."""
        messages = _messages(self.value)
        if not messages:
            return ()
        binding = next(binding for kind, binding in _TRIGGERS.items() if isinstance(messages[0], kind))
        converter: Any = registry.get(binding)
        arrived: Any = converter.decode(self[0], trigger_metadata=self[1])
        pairs = list(zip(messages, arrived if is_array(arrived) else [arrived], strict=True))
        names = (field.name for field in fields_of(type(messages[0])))
        return tuple(name for name in names if any(getattr(one, name) != getattr(other, name) for one, other in pairs))


def raw(value: object, *, faithful: bool = True) -> Raw:
    """Return the Datum and the trigger metadata that a host sends for a value that a function receives.

    The converter of the binding makes an equal value from them, as far as the host can transmit it::

        datum, metadata = raw(message)
        QueueMessageInConverter.decode(datum, trigger_metadata=metadata) == message

    A host leaves out empty entries of the text columns of a batch, and fields that it never sends (a Service Bus
    message's ``TimeToLive``). And the top-level fields of a JSON body, sent as text, replace metadata with the same
    name. `Raw.lost` names the lost fields.

    A list of events or messages of one kind is a batch; a single document or row comes back as a list of one. Rows of
    SQL and MySQL are ``"string"``. Of values without their own type, text is ``"string"``, bytes are ``"bytes"``, None
    has no value, and any other JSON value, including an empty list, is ``"json"``.

    What a message has in `metadata` beyond its fields is kept. Two things that a host never sends change: a `length` of
    a blob that is not the length of its content becomes a ``ContentLength`` among its properties, and empty properties
    become None.

    Args:
        value: What the function receives.
        faithful: Whether to send it as a host does; otherwise every field of a message is kept.

    Raises:
        ArgumentTypeError: no host sends such a value, or something in it has no JSON form.
        DataError: a body is text that UTF-8 cannot encode, or a value contains itself.
    """
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            datum, metadata = write(value)
            messages = _messages(value)
            if faithful and messages:
                datum, metadata = as_delivered(messages, datum, metadata)
            made = Raw((datum, metadata))
            made.value = value
            return made
    expected = "an input of a function: a request, a blob, a message, an event, …, or what JSON has"
    raise ArgumentTypeError(_WHERE, expected=expected, got=describe(value))


def _messages(value: object) -> Sequence[Message]:
    if isinstance(value, Message):
        return [value]
    several = cast("Sequence[object]", value if isinstance(value, (list, tuple)) else ())
    return several if _is_batch(several) else ()


_TRIGGERS: Final[dict[type, str]] = {
    EventHubEvent: "eventHubTrigger",
    KafkaEvent: "kafkaTrigger",
    QueueMessage: "queueTrigger",
    ServiceBusMessage: "serviceBusTrigger",
}

_WHERE: Final = "cannot make a raw payload"


def _as_json(value: object) -> Datum:
    return Datum(json.dumps(_written(value), _WHERE), "json")


def _written(value: object) -> object:
    # The JSON writer handles dates and similar; but it writes a duration as Python does, which .NET would not read.
    return _time_span(value) if isinstance(value, timedelta) else value


def _time_span(span: timedelta) -> str:
    rest = abs(span)
    minutes, seconds = divmod(rest.seconds, 60)
    days = f"{rest.days}." if rest.days else ""
    # .NET counts in tenths of a microsecond.
    fraction = f".{rest.microseconds:06}0" if rest.microseconds else ""
    return f"{'-' if span < timedelta() else ''}{days}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{fraction}"


def _datum(value: object) -> Datum:
    if value is None:
        return Datum(None, None)
    if isinstance(value, str):
        return Datum(value, "string")
    return Datum(bytes(value), "bytes") if isinstance(value, (bytes, bytearray)) else _as_json(value)


def _fields(value: Value) -> dict[str, object]:
    """Return the fields that have a value, by the host's names."""
    fields = {host: getattr(value, name) for name, host in _names(value).items()}
    return {host: field for host, field in fields.items() if field is not None}


def _names(value: Value) -> dict[str, str]:
    """Return the host's names for the fields of a value, by attribute."""
    return {field.name.removeprefix("_"): field.host for field in fields_of(type(value))}


def _request(request: HttpRequest) -> Written:
    route = _texts(request.route_params)
    value = {
        "method": Datum(request.method, "string"),
        "url": Datum(request.url, "string"),
        "headers": _texts(request.headers),
        "query": _texts(request.params),
        "params": route,
        "body": Datum(request.get_body(), "bytes"),
    }
    return Datum(value, "http"), {"Query": _as_json(request.params), "Headers": _as_json(request.headers), **route}


def _texts(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}


def _blob(stream: InputStream) -> Written:
    content = stream._data  # pyright: ignore[reportPrivateUsage]  # a closed stream gives it no other way
    properties = stream.blob_properties or {}
    if properties.get("ContentLength", properties.get("Length", len(content))) != stream.length:
        properties = {**properties, "ContentLength": stream.length}
    fields = {**_fields(stream), "Properties": properties or None}
    # A Uri is an object to .NET.
    given = {name: value for name, value in fields.items() if value is not None}
    sent = {name: _as_json(value) if name == "Uri" else _datum(value) for name, value in given.items()}
    return Datum(content, "bytes"), sent


def _message(message: Message) -> Written:
    fields = _fields(message)
    metadata = {**_carried([message]), **{name: _datum(value) for name, value in fields.items()}}
    if isinstance(message, EventHubEvent):
        metadata[_SYSTEM] = _as_json({**fields, **_of_iot_hub(message)})
    return Datum(message.get_body(), "bytes"), metadata


def _batch(messages: Sequence[Message]) -> Written:
    rows = [_fields(message) for message in messages]
    names = [host for host in _names(messages[0]).values() if any(host in row for row in rows)]
    metadata = {**_carried(messages), **{f"{name}Array": _column(name, rows) for name in names}}
    events = [message for message in messages if isinstance(message, EventHubEvent)]
    if events:
        system = [{**row, **_of_iot_hub(event)} for row, event in zip(rows, events, strict=True)]
        metadata[f"{_SYSTEM}Array"] = _as_json(system)
    bodies = [message.get_body() for message in messages]
    return Datum(SimpleNamespace(bytes=bodies), "collection_bytes"), metadata


_SYSTEM: Final = "SystemProperties"
_IOTHUB: Final = "iothub-"


def _of_iot_hub(event: EventHubEvent) -> dict[str, str]:
    return {f"{_IOTHUB}{name}": value for name, value in (event.iothub_metadata or {}).items()}


# The host sends arrays of text and of 64-bit integers as collections, and any other as JSON.
_LONGS: Final = ("EnqueuedSequenceNumber", "Offset", "SequenceNumber")
# What Kafka's events have as text, but to the host is any object, and a date.
_NO_TEXTS: Final = ("Key", "Timestamp")


def _column(name: str, rows: Iterable[Mapping[str, object]]) -> Datum:
    column = [row.get(name) for row in rows]
    # It leaves empty entries out of collections, so those columns are also JSON.
    if name not in _NO_TEXTS and all(isinstance(each, str) and each for each in column):
        return Datum(SimpleNamespace(string=column), "collection_string")
    if name in _LONGS and all(type(each) is int and -(2**63) <= each < 2**63 for each in column):
        return Datum(SimpleNamespace(sint64=column), "collection_sint64")
    return _as_json([*map(_written, column)])


def _carried(messages: Sequence[Message]) -> dict[str, Datum]:
    """Return what messages have in their metadata beyond their fields; values that differ become a column."""
    fields = {*_names(messages[0]).values()}
    if isinstance(messages[0], EventHubEvent):
        fields.add(_SYSTEM)
    given = [message.metadata or {} for message in messages]
    # Not a field's own name: one that a message has no value for would get one.
    names = {name: None for each in given for name in each if name.removesuffix("Array") not in fields}
    carried: dict[str, Datum] = {}
    for name in names:
        if name.startswith(_IOTHUB) and _SYSTEM in fields:
            continue
        if all(name in each and each[name] == given[0].get(name) for each in given):
            carried[name] = _datum(given[0][name])
        else:
            carried[f"{name}Array"] = _column(name, given)
    return carried


def _cloud_event(event: CloudEvent) -> dict[str, object]:
    data = event.data
    content = {"data_base64": json.in_base64(data)} if isinstance(data, bytes) else {"data": data}
    # Always with a version, by which it is known.
    fields = {name: value for name, value in _fields(event).items() if name != "data"}
    return {**event.extension_attrs, "specversion": event.specversion, **fields, **content}


def _event(event: EventGridEvent | CloudEvent) -> dict[str, object]:
    if isinstance(event, CloudEvent):
        return _cloud_event(event)
    # Text that an event lacks is empty.
    return {host: field for host, field in _fields(event).items() if field != ""}


def _as_text(value: object) -> Written:
    return Datum(json.dumps(value, _WHERE), "string"), {}


def _plain(value: object) -> Written:
    return _datum(value), {}


def _several(values: list[Any] | tuple[Any, ...]) -> Written:
    if _is_batch(values):
        return _batch(values)
    if values and all(isinstance(each, (EventGridEvent, CloudEvent)) for each in values):
        return _as_json([_event(event) for event in values]), {}
    if values and all(isinstance(each, (SqlRow, MySqlRow)) for each in values):
        return _as_text(values)
    return _plain(values)


def _is_batch(values: Sequence[object]) -> TypeGuard[Sequence[Message]]:
    # Queues deliver one message at a time.
    kinds = {*map(type, values)}
    return len(kinds) == 1 and isinstance(values[0], Message) and not isinstance(values[0], QueueMessage)


_WRITERS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Written]], ...]] = (
    (HttpRequest, _request),
    (InputStream, _blob),
    (Message, _message),
    ((EventGridEvent, CloudEvent), lambda event: (_as_json(_event(event)), {})),
    # Without a monitor of the schedule there is no status.
    (TimerRequest, lambda timer: (_as_json({**_fields(timer), "ScheduleStatus": timer.schedule_status or None}), {})),
    (WarmUpContext, lambda context: (_as_json(_fields(context)), {})),
    # These the host has as text.
    ((MCPToolContext, SqlRow, SqlRowList, MySqlRow, MySqlRowList), _as_text),
    (PromptInvocationContext, lambda value: _as_text(_fields(value))),
    ((OrchestrationContext, EntityContext), lambda value: (Datum(value.body, "string"), {})),
    ((list, tuple), _several),
    ((str, bytes, bytearray, bool, int, float, Mapping, type(None)), _plain),
)
"""Classes, and what writes their values."""
