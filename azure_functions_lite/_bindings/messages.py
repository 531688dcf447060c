"""Messages with a body and metadata: queue, Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from azure_functions_lite._bindings.body import WithBody, content_of
from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite._bindings.tables import One, Table
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.meta import Datum, Metadata

if TYPE_CHECKING:
    M = TypeVar("M", bound=WireValue)

__all__ = ["Message", "decode_message", "message_in"]


class Message(WithBody, WireValue):
    """A message with a body and metadata.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.

    Every other argument sets the attribute with the same name.
    """

    __slots__ = ()

    _keywords: ClassVar[dict[str, object]] = {"body": str | bytes | None, "trigger_metadata": Mapping[str, Any] | None}
    _parts: ClassVar[tuple[str, ...]] = ("body",)

    if TYPE_CHECKING:
        _body: str | bytes | None
    else:

        @property
        def _body(self):
            try:
                return self._table.bodies[self._row]
            except AttributeError:
                # The constructor of a subclass did not call ours.
                return None

    def get_body(self) -> bytes:
        # As the base has it, at half the cost: what nearly every function reads.
        try:
            body = self._table.bodies[self._row]
        except AttributeError:
            body = None
        return body if isinstance(body, bytes) else utf8(body, type(self).__name__)

    get_body.__doc__ = WithBody.get_body.__doc__

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What the host sent with the message, under its names and with JSON parsed; None if constructed without it.

        A message of a batch has the arrays of the whole batch (``PartitionKeyArray``), and its own item of each
        (``PartitionKey``) if that is known. Metadata says how the message arrived, and is not part of its value.

        Raises:
            DataError: the host sent a Datum that cannot be read.
        """
        table: Table | None = getattr(self, "_table", None)
        return None if table is None else table.metadata(self._row)


def message_in(kind: type[M], table: Table, row: int = 0) -> M:
    """Return the message in a row of a table, past the constructor."""
    message = object.__new__(kind)
    message._table = table  # pyright: ignore[reportPrivateUsage]  # a class of this package
    message._row = row  # pyright: ignore[reportPrivateUsage]  # a class of this package
    return message


def decode_message(
    kind: type[M], data: Datum | None, metadata: Metadata, binding: str, *, table: Callable[..., Table] = One
) -> M:
    """Return the message in a delivery.

    Args:
        kind: The class of the message.
        data: The body (``"bytes"``, ``"string"``, ``"json"``; none is empty).
        metadata: The metadata.
        binding: The binding type, for errors.
        table: The class of the table.

    Raises:
        UnsupportedTypeError: `data` is of another type.
    """
    body = content_of(data, binding)
    text = body if data is not None and data.type == "string" and isinstance(body, str) else None
    return message_in(kind, table(metadata, body, text))
