"""Storage queues: `QueueMessage` and its converters."""

from __future__ import annotations

from datetime import datetime

from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.messages import Message, decode_message
from azure_functions_lite._bindings.outgoing import SENDABLE, as_text, encode_messages
from azure_functions_lite._bindings.tables import checked
from azure_functions_lite._typing import accepts, instances_hold_several
from azure_functions_lite._wire.scalars import integer, text, timestamp
from azure_functions_lite.errors import DataError, UnsupportedTypeError
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = ["QueueMessage", "QueueMessageInConverter", "QueueMessageOutConverter"]


class QueueMessage(Message):
    """A message of a storage queue.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.

    Every other argument sets the attribute with the same name.

    Source: `azure.functions.queue`; the trigger metadata of the queue extension.
    """

    __slots__ = ()

    _secrets = Message._secrets | {"pop_receipt"}

    id: str | None = wire("Id", text)
    """Identifier that the queue gave the message."""
    pop_receipt: str | None = wire("PopReceipt", text)
    """Key that proves to the queue service that you currently hold the message."""
    dequeue_count: int | None = wire("DequeueCount", integer)
    """Number of deliveries so far, including this one."""
    expiration_time: datetime | None = wire("ExpirationTime", timestamp)
    """When the queue drops the message, in UTC."""
    insertion_time: datetime | None = wire("InsertionTime", timestamp)
    """When the message entered the queue, in UTC."""
    time_next_visible: datetime | None = wire("NextVisibleTime", timestamp)
    """When the queue delivers the message again unless it is deleted, in UTC."""


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
        return decode_message(QueueMessage, data, checked(trigger_metadata), "queueTrigger")


class QueueMessageOutConverter(OutConverter, binding="queue"):
    """``queue``: one message, or several as a JSON array.

    ``str`` becomes ``"string"`` (``"json"`` where the host would change it, see `encode_text`), ``bytes`` becomes
    ``"bytes"``, a mapping a JSON object, `QueueMessage` the JSON object ``{"id": …, "body": …}`` (``"bytes"`` where its
    body is not UTF-8), and an iterable of these a JSON array.

    Differs: `azure.functions` sends the keys of a dict, and rejects bytes in lists and bodies that are not UTF-8.
    """

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (QueueMessage, *SENDABLE), many=instances_hold_several)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        try:
            return encode_messages(obj, "queue", _convert, expected="str, bytes, a mapping, QueueMessage")
        except DataError:
            if not isinstance(obj, QueueMessage):
                raise
            # It is not UTF-8, so JSON cannot contain it. The queue assigns its own id anyway.
            return Datum(obj.get_body(), "bytes")


def _convert(value: object) -> object:
    if not isinstance(value, QueueMessage):
        return value
    body = value._body  # pyright: ignore[reportPrivateUsage]  # text as it was given, without a detour by bytes
    is_plain = type(body) is str and type(value) is QueueMessage and body.isascii()
    return {"id": value.id, "body": body if is_plain else as_text(value.get_body())}
