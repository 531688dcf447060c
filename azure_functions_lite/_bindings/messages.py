"""Messages that come one at a time or in batches: what Event Hubs, Service Bus and Kafka have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import repeat
from typing import Any, ClassVar, TypeVar

from azure_functions_lite._bindings.body import WithBody, body_of
from azure_functions_lite._bindings.fields import WireValue, field
from azure_functions_lite._bindings.tables import Columns, Single, Table, receive, receive_all
from azure_functions_lite._typing import is_array, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe
from azure_functions_lite.meta import Datum, Metadata, is_datum, unpack, unsupported_datum

__all__ = ["BatchMetadata", "Message", "bodies_of", "checked", "decode_messages", "is_batch", "receive_batch"]


class Message(WithBody, WireValue):
    """A message with a body, and with the metadata that came along with it."""

    _body: str | bytes | None = field(default=None, alias="body")
    _trigger_metadata: Mapping[str, Any] | None = field(default=None, alias="trigger_metadata", compare=False)
    _index: int = field(default=0, init=False, compare=False)

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What the host sent along with this message, by its names and with JSON parsed; None if made by hand.

        A message of a batch has its own part of it: ``PartitionKey`` is its item of ``PartitionKeyArray``. It says how
        the message came, and is no part of its value.

        Raises:
            DataError: the host sent a Datum that cannot be read.
        """
        given = self._trigger_metadata
        if isinstance(given, BatchMetadata):
            return given.of(self._index)
        if given is None:
            return None
        return {name: unpack(value) if is_datum(value) else value for name, value in given.items()}

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        # For copies and pickles: a message does not take the rest of its batch along.
        none, state = super().__getstate__()
        with suppress(FunctionsError):
            state |= {"_trigger_metadata": self.metadata, "_index": 0}
        return none, state


class BatchMetadata:
    """The metadata of a batch of `count`, in which each message finds its own."""

    _indices: ClassVar[list[int]] = []

    def __init__(self, metadata: Metadata, count: int) -> None:
        self._metadata = metadata
        self._count = count
        self._parts: tuple[dict[str, Any], dict[str, list[Any]]] | None = None

    def of(self, index: int) -> dict[str, Any]:
        """Return what belongs to one message, and what belongs to all."""
        shared, own = self._parts = self._parts or self._split()
        return {**shared, **{name: items[index] for name, items in own.items()}}

    def _split(self) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        shared: dict[str, Any] = {}
        own: dict[str, list[Any]] = {}
        for name, datum in self._metadata.items():
            value: object = unpack(datum) if is_datum(datum) else datum
            if not name.endswith("Array") or not is_array(value) or len(value) not in (0, self._count):
                shared[name] = value
            elif value:
                own[name.removesuffix("Array")] = value
        return shared, own

    @classmethod
    def indices(cls, count: int) -> list[int]:
        """Return the numbers of the messages, the same objects for every batch."""
        indices = cls._indices
        if len(indices) < count:
            indices = cls._indices = [*indices, *range(len(indices), count)]
        return indices[:count]


M = TypeVar("M", bound=Message)


def decode_messages(
    kind: type[M],
    data: Datum | None,
    trigger_metadata: Metadata | None,
    binding: str,
    *,
    one: str | None = None,
    many: str | None = None,
) -> M | list[M]:
    """Return the message in a delivery, or the list of a batch, whose metadata has an array for each field.

    Args:
        kind: The class of the messages.
        data: One body, as `body_of` takes it, or several, as `bodies_of` does.
        trigger_metadata: The metadata; None for none.
        binding: The binding type, for errors.
        one: What is in the metadata of one message.
        many: What is in the metadata of a batch; where neither is, the type of `data` decides.

    Raises:
        UnsupportedTypeError: `data` is of another type.
        DataError: `data` or the metadata is malformed.
    """
    metadata = checked(trigger_metadata)
    if not is_batch(data, metadata, one=one, many=many):
        return receive(kind, Single(metadata), body_of(data, binding), metadata, 0)
    bodies = bodies_of(data, binding)
    return receive_batch(kind, metadata, bodies, Columns(metadata, len(bodies)))


def receive_batch(
    kind: type[M], metadata: Metadata, bodies: list[bytes], table: Table, *given: Iterable[object]
) -> list[M]:
    """Make the messages of a batch, each of which finds its own part of the metadata.

    Args:
        kind: The class of the messages.
        metadata: The metadata.
        bodies: The body of each.
        table: Where the values of their fields are.
        given: The columns of the fields that `kind` has beyond those of `Message` and without a host name.

    Raises:
        FieldError: a column cannot be read.
    """
    count = len(bodies)
    batch = repeat(BatchMetadata(metadata, count), count)
    return receive_all(kind, count, table, bodies, batch, BatchMetadata.indices(count), *given)


def checked(metadata: Metadata | None) -> Metadata:
    """Return metadata that can be looked into, empty for None.

    Raises:
        FieldError: it is no mapping.
    """
    if metadata is None:
        return {}
    if not is_mapping(metadata):
        expected = "a mapping of Datums by name"
        raise FieldError("cannot read trigger metadata", expected=expected, got=describe(metadata))
    return metadata


def is_batch(data: Datum | None, metadata: Metadata, *, one: str | None, many: str | None) -> bool:
    """Return whether a delivery is a batch: `one` or `many` in its metadata says so, or else the type of its Datum."""
    if one in metadata or many in metadata:
        return one not in metadata
    return data is not None and data.type in _COLLECTIONS


_COLLECTIONS = ("collection_bytes", "collection_string")


def bodies_of(data: Datum | None, binding: str) -> list[bytes]:
    """Return the bodies in the Datum of a batch: bytes, text as UTF-8, or the items of a JSON array, each as JSON.

    Raises:
        UnsupportedTypeError: the Datum is of another type.
        ArgumentTypeError: an item is neither text nor bytes.
        DataError: the Datum is no collection or no JSON array, or a text holds a lone surrogate.
    """
    if data is None or data.type is None or data.value is None:
        return []
    items: object = unpack(data) if data.type in (*_COLLECTIONS, "json") else None
    if data.type == "json":
        if not is_array(items):
            raise DataError(f"cannot decode {binding}", expected="a JSON array", got=describe(items))
        return [json.dumps(item, f"cannot decode {binding}").encode() for item in items]
    if not is_array(items):
        raise unsupported_datum(data, binding, "collection_bytes, collection_string or json")
    return items if {*map(type, items)} <= {bytes} else [utf8(item, binding) for item in items]
