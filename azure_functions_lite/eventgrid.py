"""Event Grid: events in its own schema and in that of CloudEvents 1.0, and their converters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from types import NoneType
from typing import Any

from azure_functions_lite._bindings.batches import Rows
from azure_functions_lite._bindings.fields import Field, WireValue, declared_by, required, wire
from azure_functions_lite._bindings.messages import message_in
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages, sent_text
from azure_functions_lite._bindings.tables import Table
from azure_functions_lite._bindings.values import encoded
from azure_functions_lite._typing import accepts, holds_several, instances_hold_several, is_array, is_object, takes_list
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import anything, binary, mapping, text, timestamp
from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, describe
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, unsupported_datum

__all__ = [
    "CloudEvent",
    "EventGridEvent",
    "EventGridEventInConverter",
    "EventGridEventOutConverter",
    "EventGridOutputEvent",
]


class EventGridEvent(WireValue):
    """An event in the schema of Event Grid, as a function receives it.

    Every argument is the attribute of its name. If an event lacks text that the schema requires, it is ``""``.

    Differs: in `azure.functions` it is None.

    Source: `azure.functions.EventGridEvent`; the Event Grid event schema.
    """

    __slots__ = ()

    _secrets = frozenset({"data"})

    id: str = wire("id", text, default="")
    """Identifier of the event."""
    topic: str = wire("topic", text, default="")
    """Resource that the event comes from."""
    subject: str = wire("subject", text, default="")
    """What in that resource it is about."""
    event_type: str = wire("eventType", text, default="")
    """Kind of event: ``"Microsoft.Storage.BlobCreated"``."""
    event_time: datetime | None = wire("eventTime", timestamp)
    """When it happened, in UTC."""
    data_version: str = wire("dataVersion", text, default="")
    """Version of the schema of the data."""
    data: Any = wire("data", anything)
    """The data of the event, as decoded JSON."""

    def get_json(self) -> Any:
        """Return `data`."""
        return self.data


class EventGridOutputEvent(WireValue):
    """An event in the schema of Event Grid, as a function sends it.

    Every argument is the attribute of its name.

    Source: `azure.functions.EventGridOutputEvent`; the Event Grid event schema.
    """

    __slots__ = ()

    _secrets = frozenset({"data"})

    id: str = required("id", text)
    """Identifier of the event."""
    subject: str = required("subject", text)
    """What it is about, for subscriptions to filter by."""
    data_version: str = required("dataVersion", text)
    """Version of the schema of the data."""
    event_type: str = required("eventType", text)
    """Kind of event."""
    data: Any = required("data", anything)
    """The data of the event: any JSON value."""
    event_time: datetime | None = required("eventTime", timestamp)
    """When it happened; sent unchanged, so give it a time zone."""

    def get_json(self) -> Any:
        """Return `data`."""
        return self.data


_BINARY = Field("data_base64", anything)
"""The data of an event that is binary."""


def _data(table: Table, row: int, value: object) -> object:
    given = table[_BINARY][row]
    return value if given is None else _decoded(given, value, "")


def _decoded(given: Any, data: object, where: str) -> bytes:
    if data is not None:
        raise FieldError(where, expected=f"either data or {_BINARY.host}", got="both")
    try:
        return binary(given)
    except DataError as error:
        raise FieldError(where, expected=error.expected, got=error.got) from error


def _bytes(data: object) -> object:
    return bytes(data) if isinstance(data, bytearray) else data


def _extensions(table: Rows, row: int, value: object) -> object:
    return {name: item for name, item in table.rows[row].items() if name not in _NAMED}


class CloudEvent(WireValue):
    """An event in the schema of CloudEvents 1.0, to receive and to send.

    If an event lacks text that CloudEvents requires, it is ``""``.

    Args:
        extensions: The value of `extension_attrs`: attributes of any name.

    Every other argument sets the attribute with the same name.

    Raises:
        FieldError: ``data_base64``, the form of binary data, is not base64, or `data` is given as well.

    Source: `azure.functions.CloudEvent`; CloudEvents 1.0.2 and its JSON event format.
    """

    __slots__ = ()

    _secrets = frozenset({"data"})

    id: str = wire("id", text, default="")
    """Identifier of the event, unique in its source."""
    source: str = wire("source", text, default="")
    """What the event comes from, a URI."""
    type: str = wire("type", text, default="")
    """Kind of event."""
    specversion: str = wire("specversion", text, default="")
    """``"1.0"``."""
    subject: str | None = wire("subject", text)
    """What in the source it is about."""
    time: datetime | None = wire("time", timestamp)
    """When it happened; a time without zone is sent as UTC."""
    datacontenttype: str | None = wire("datacontenttype", text)
    """Media type of the data."""
    dataschema: str | None = wire("dataschema", text)
    """Address of the schema of the data, a URI."""
    data: Any = wire("data", anything, settle=_data)
    """The data of the event: decoded JSON, or ``bytes``."""
    extension_attrs: dict[str, Any] = wire("", mapping, default={}, settle=_extensions)
    """Attributes beyond these, by name."""

    def __init__(
        self,
        /,
        *,
        id: str,
        source: str,
        type: str,
        specversion: str,
        data: Any,
        time: datetime | None = None,
        subject: str | None = None,
        datacontenttype: str | None = None,
        dataschema: str | None = None,
        **extensions: Any,
    ) -> None:
        binary = extensions.pop(_BINARY.host, None)
        where = f"cannot read argument {_BINARY.host!r} of CloudEvent"
        self._take(
            id=id,
            source=source,
            type=type,
            specversion=specversion,
            subject=subject,
            time=time,
            datacontenttype=datacontenttype,
            dataschema=dataschema,
            data=_bytes(data) if binary is None else _decoded(binary, data, where),
            extension_attrs=extensions,
        )

    def get_json(self) -> Any:
        """Return `data`, parsed if it is bytes.

        Differs: `azure.functions` has no bytes here, but leaves them encoded among the extensions.

        Raises:
            InvalidJSONError: the bytes are not JSON.
        """
        return (
            json.loads(self.data, "cannot read the data of CloudEvent") if isinstance(self.data, bytes) else self.data
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as values that JSON has; bytes in base64, so that they come back as bytes."""
        values = super().to_dict()
        return {**values, "data": encoded(self.data)} if isinstance(self.data, bytes) else values


_NAMED = frozenset({_BINARY.host, *(each.host for each in declared_by(CloudEvent) if each.host)})


class EventGridEventInConverter(InConverter, binding="eventGridTrigger", trigger=True):
    """``eventGridTrigger``: a JSON object (``"json"``, or text or bytes that hold one) becomes an event.

    With ``specversion`` it is a `CloudEvent`, otherwise an `EventGridEvent`. A JSON array becomes a list of events.

    Differs: `azure.functions` fails on arrays, and leaves ``data_base64`` encoded among the extensions.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (EventGridEvent, CloudEvent), many=takes_list)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> EventGridEvent | CloudEvent | list[EventGridEvent | CloudEvent]:
        if data is None or data.type not in ("json", "string", "bytes"):
            raise unsupported_datum(data, "eventGridTrigger", "json, string or bytes")
        body = json.loads(data.value, "cannot decode eventGridTrigger")
        if is_object(body):
            return message_in(_kind(body), Rows([body]))
        if not is_array(body):
            expected = "a JSON object or an array of them"
            raise DataError("cannot decode eventGridTrigger", expected=expected, got=describe(body))
        for index, event in enumerate(body):
            if not is_object(event):
                raise FieldError(f"cannot read event {index}", expected="a JSON object", got=describe(event))
        table = Rows(body, "event {}[{!r}]")
        return [message_in(_kind(event), table, row) for row, event in enumerate(body)]


def _kind(event: dict[str, Any]) -> type[EventGridEvent | CloudEvent]:
    return CloudEvent if "specversion" in event else EventGridEvent


class EventGridEventOutConverter(OutConverter, binding="eventGrid"):
    """``eventGrid``: one event, or several as a JSON array.

    `EventGridOutputEvent` and `CloudEvent` become the JSON object of their schema, mappings a JSON object; ``str`` and
    ``bytes`` become what `encode_messages` says of text; an iterable of these becomes a JSON array.

    Differs: `azure.functions` sends the keys of a mapping, rejects a CloudEvent, and sends ``"bytes"``, which the host
    rejects.

    Raises:
        DataError: bytes are not UTF-8; text beside other events is not a JSON object; or there are events of both
            schemas, while a topic has one.

    Source: azure-sdk-for-net, ``EventGridAsyncCollector``.
    """

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (EventGridOutputEvent, CloudEvent, *SENDABLE), many=instances_hold_several)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        events = sent_text(obj, "eventGrid") if isinstance(obj, (bytes, bytearray)) else obj
        convert: Callable[[object], object] = _body
        if holds_several(events):
            events = [*events]
            kinds = {*map(type, events)}
            if {EventGridOutputEvent, CloudEvent} <= kinds:
                got = "EventGridOutputEvent and CloudEvent"
                raise DataError("cannot encode eventGrid", expected="events of one schema", got=got)
            # The host reads all events as it reads the first: as text or as objects.
            if not kinds <= {str, bytes, bytearray}:
                convert = _body_of_any
        expected = "str, bytes, a mapping, EventGridOutputEvent, CloudEvent"
        return encode_messages(events, "eventGrid", convert, expected=expected)


def _body_of_any(value: object) -> object:
    value = _bytes(value)
    return json.load_object(value, "cannot read an event") if isinstance(value, (str, bytes)) else _body(value)


def _body(value: object) -> object:
    if isinstance(value, EventGridOutputEvent):
        sent = {each.host: getattr(value, each.name) for each in declared_by(type(value))}
        if not isinstance(sent["eventTime"], (date, str, NoneType)):
            where = "cannot encode event_time of EventGridOutputEvent"
            raise ArgumentTypeError(where, expected="a datetime or None", got=describe(sent["eventTime"]))
        return sent
    if isinstance(value, CloudEvent):
        fields = [each for each in declared_by(type(value)) if each.host not in ("data", "")]
        named = {each.host: getattr(value, each.name) for each in fields}
        if isinstance(value.time, datetime) and value.time.tzinfo is None:
            # CloudEvents wants RFC 3339, which has no times without a zone.
            named["time"] = value.time.replace(tzinfo=timezone.utc)
        data = value.data
        named |= {_BINARY.host: json.in_base64(data)} if isinstance(data, bytes) else {"data": data}
        clash = _NAMED & value.extension_attrs.keys()
        if clash:
            where = "cannot encode extension_attrs of CloudEvent"
            raise DataError(where, expected="other names than the event's own", got=", ".join(sorted(clash)))
        return {**{name: item for name, item in named.items() if item is not None}, **value.extension_attrs}
    return value
