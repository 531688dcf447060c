"""Storage queues: `QueueMessage` and its converters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from azure_functions_lite import _json
from azure_functions_lite._body import WithBody, body_of
from azure_functions_lite._fields import Single, WireValue, field, receive, wire
from azure_functions_lite._guards import is_iterable, is_mapping
from azure_functions_lite._parse import integer, text, timestamp
from azure_functions_lite.errors import DataError, UnsupportedTypeError, describe
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, accepts, refuse_value

__all__ = ["QueueMessage", "QueueMessageInConverter", "QueueMessageOutConverter"]


class QueueMessage(WithBody, WireValue):
    """A message of a storage queue.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.

    Every other argument is the attribute of its name.

    Source: `azure.functions.queue`; the trigger metadata of the queue extension.
    """

    _secrets = WithBody._secrets | {"pop_receipt"}

    id: str | None = wire("Id", text)
    """Identifier that the queue gave the message."""
    _body: str | bytes | None = field(default=None, alias="body")
    pop_receipt: str | None = wire("PopReceipt", text)
    """Key that proves, to the queue service, who has the message at present."""
    dequeue_count: int | None = wire("DequeueCount", integer)
    """Times handed out so far, this one included."""
    expiration_time: datetime | None = wire("ExpirationTime", timestamp)
    """When the queue drops the message, in UTC."""
    insertion_time: datetime | None = wire("InsertionTime", timestamp)
    """When the message entered the queue, in UTC."""
    time_next_visible: datetime | None = wire("NextVisibleTime", timestamp)
    """When the queue hands the message out again if nobody deletes it, in UTC."""


class QueueMessageInConverter(InConverter, binding="queueTrigger", trigger=True):
    """``queueTrigger``: ``"bytes"``, ``"string"`` and ``"json"`` (its text) become a `QueueMessage`.

    No Datum at all is a message with an empty body.

    Differs: `azure.functions` fails on ``"json"`` and on no Datum.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (QueueMessage,))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> QueueMessage:
        if trigger_metadata is None:
            raise UnsupportedTypeError("cannot decode queueTrigger", expected="trigger metadata", got="None")
        return receive(QueueMessage, body_of(data, "queueTrigger"), Single(trigger_metadata))


class QueueMessageOutConverter(OutConverter, binding="queue"):
    """``queue``: one message, or several as a JSON array.

    ``str`` becomes ``"string"``, ``bytes`` becomes ``"bytes"``, a mapping a JSON object, `QueueMessage` the JSON object
    ``{"id": …, "body": …}`` (``"bytes"`` where its body is not UTF-8), and an iterable of these a JSON array.

    Differs: `azure.functions` sends the keys of a dict, and refuses bytes in lists and bodies that are not UTF-8.
    """

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (QueueMessage, str, bytes, bytearray, Mapping), many=True)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, (bytes, bytearray)):
            return Datum(bytes(obj), "bytes")
        if isinstance(obj, QueueMessage):
            try:
                item = _item(obj)
            except DataError:
                # Not UTF-8, so JSON cannot carry it. The queue gives an id of its own anyhow.
                return Datum(obj.get_body(), "bytes")
            return Datum(_json.dumps(item, _WHERE), "json")
        if is_mapping(obj):
            return Datum(_json.dumps(dict(obj), _WHERE), "json")
        if is_iterable(obj):
            return Datum(_json.dumps([_item(item, index) for index, item in enumerate(obj)], _WHERE), "json")
        raise refuse_value(obj, "queue", "str, bytes, a mapping, QueueMessage, or an iterable of them")


_WHERE = "cannot encode queue"


def _item(item: object, index: int | None = None) -> object:
    """Return a message as the JSON value that stands for it."""
    if isinstance(item, str):
        return item
    if isinstance(item, QueueMessage):
        return {"id": item.id, "body": _item(item.get_body(), index)}
    if isinstance(item, (bytes, bytearray)):
        try:
            return item.decode()
        except UnicodeDecodeError as error:
            expected = "UTF-8, the only bytes that JSON can carry"
            raise DataError(_place(index), expected=expected, got=describe(item)) from error
    if is_mapping(item):
        return dict(item)
    raise UnsupportedTypeError(_place(index), expected="str, bytes, a mapping or QueueMessage", got=describe(item))


def _place(index: int | None) -> str:
    return _WHERE if index is None else f"{_WHERE}: item {index}"
