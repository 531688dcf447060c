"""Messages with a body and metadata, one at a time or in batches: queue, Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from azure_functions_lite._bindings.body import WithBody, content_of
from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite._bindings.tables import Columns, One, Table, checked
from azure_functions_lite._typing import is_array
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import DataError, describe
from azure_functions_lite.meta import Datum, Metadata, unpack, unsupported_datum

__all__ = ["Message", "decode_message", "decode_messages", "is_batch", "message_in", "messages_in"]


class Message(WithBody, WireValue):
    """A message with a body, and with the metadata that came along with it.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: What `metadata` gives.

    Every other argument is the attribute of its name.
    """

    __slots__ = ()

    _keywords: ClassVar[dict[str, object]] = {
        "body": str | bytes | None,
        "trigger_metadata": Mapping[str, Any] | None,
    }
    _parts: ClassVar[tuple[str, ...]] = ("body",)

    if TYPE_CHECKING:
        _body: str | bytes | None
    else:

        @property
        def _body(self):
            table = getattr(self, "_table", None)
            return None if table is None else table.bodies[self._row]

    def get_body(self) -> bytes:
        # As the base has it, at half the cost: what nearly every function reads.
        table: Table | None = getattr(self, "_table", None)
        body = None if table is None else table.bodies[self._row]
        return body if isinstance(body, bytes) else utf8(body, type(self).__name__)

    get_body.__doc__ = WithBody.get_body.__doc__

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What the host sent along, by its names and with JSON parsed; None if made by hand without any.

        A message of a batch has the arrays of the whole batch (``PartitionKeyArray``), and beside each its own item
        (``PartitionKey``) if it can be told. Metadata says how the message came, and is not part of its value.

        Raises:
            DataError: the host sent a Datum that cannot be read.
        """
        table: Table | None = getattr(self, "_table", None)
        return None if table is None else table.metadata(self._row)


M = TypeVar("M", bound=WireValue)


def message_in(kind: type[M], table: Table, row: int = 0) -> M:
    """Return the message in a row of a table, past the constructor."""
    message = object.__new__(kind)
    message._table = table  # pyright: ignore[reportPrivateUsage]  # a class of this package
    message._row = row  # pyright: ignore[reportPrivateUsage]  # a class of this package
    return message


def messages_in(kind: type[M], table: Table) -> list[M]:
    """Return a message for each row of a table."""
    make = object.__new__
    messages: list[M] = []
    for row in range(len(table.bodies)):
        message = make(kind)
        message._table = table
        message._row = row
        messages.append(message)
    return messages


def decode_messages(
    kind: type[M],
    data: Datum | None,
    trigger_metadata: Metadata | None,
    binding: str,
    *,
    one: str | None = None,
    many: str | None = None,
    tables: tuple[Callable[..., Table], Callable[..., Table]] = (One, Columns),
) -> M | list[M]:
    """Return the message in a delivery, or the list of a batch, whose metadata has an array for each field.

    Args:
        kind: The class of the messages.
        data: One body (``"bytes"``, ``"string"``, ``"json"``; none is empty), or several (``"collection_bytes"``,
            ``"collection_string"``, a ``"json"`` array).
        trigger_metadata: The metadata; None for none.
        binding: The binding type, for errors.
        one: What is in the metadata of one message.
        many: What is in the metadata of a batch; where neither is, the type of `data` decides.
        tables: The classes of the tables for one message and for a batch.

    Raises:
        UnsupportedTypeError: `data` is of another type.
        DataError: a batch is not a collection, or the metadata is not a mapping.
    """
    metadata = checked(trigger_metadata)
    if is_batch(data, metadata, one=one, many=many):
        return messages_in(kind, tables[1](metadata, bodies_of(data, binding), many))
    return decode_message(kind, data, metadata, binding, table=tables[0])


def decode_message(
    kind: type[M],
    data: Datum | None,
    metadata: Metadata,
    binding: str,
    *,
    table: Callable[..., Table] = One,
) -> M:
    """Return the message in a delivery, as `decode_messages` does.

    Raises:
        UnsupportedTypeError: `data` is of another type.
    """
    body = content_of(data, binding)
    text = body if data is not None and data.type == "string" and isinstance(body, str) else None
    return message_in(kind, table(metadata, body, text))


def is_batch(data: Datum | None, metadata: Metadata, *, one: str | None, many: str | None) -> bool:
    """Return whether a delivery is a batch: `one` or `many` in its metadata says so, or else the type of its Datum."""
    if one in metadata or many in metadata:
        return one not in metadata
    return data is not None and data.type in _COLLECTIONS


_COLLECTIONS = ("collection_bytes", "collection_string")


class Documents(Sequence[bytes]):
    """The bodies in a JSON array, each written when it is asked for."""

    def __init__(self, items: list[Any], where: str) -> None:
        self._items = items
        self._where = where

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, row: Any) -> Any:
        return json.dumps(self._items[row], self._where).encode()


def bodies_of(data: Datum | None, binding: str) -> Sequence[object]:
    """Return the bodies in the Datum of a batch: bytes, text, or the items of a JSON array, each as JSON.

    Raises:
        UnsupportedTypeError: the Datum is of another type.
        DataError: the Datum is not a collection or not a JSON array.
    """
    if data is None or data.type is None or data.value is None:
        return []
    items: object = unpack(data) if data.type in (*_COLLECTIONS, "json") else None
    if data.type == "json":
        if not is_array(items):
            raise DataError(f"cannot decode {binding}", expected="a JSON array", got=describe(items))
        return Documents(items, f"cannot decode {binding}")
    if not is_array(items):
        raise unsupported_datum(data, binding, "collection_bytes, collection_string or json")
    return items
