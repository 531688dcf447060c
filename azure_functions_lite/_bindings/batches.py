"""Batches: where a delivery of several messages keeps the values of their fields, and the messages themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite._bindings.messages import decode_message
from azure_functions_lite._bindings.tables import METADATA_TYPES, Flawed, One, Table, checked, content_in, flaw
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe, excerpt
from azure_functions_lite.meta import Datum, Metadata, unpack, unsupported_datum

if TYPE_CHECKING:
    from azure_functions_lite._bindings.tables import Field

__all__ = ["Columns", "Properties", "Rows", "bodies_of", "decode_messages", "is_batch", "messages_in"]

M = TypeVar("M", bound=WireValue)


class Columns(Table):
    """The metadata of a batch, an array for each field: ``metadata["DequeueCountArray"][row]``.

    The host leaves empty entries out of arrays of text. If an array is shorter than the batch, it is unknown
    which message has which item, so no message gets a value from it; it stays in the metadata.

    Args:
        metadata: The trigger metadata.
        bodies: The body of each message, not yet as bytes.
        counted: The array that has an entry for every message.
    """

    __slots__ = ("_counted", "_documents", "_parts", "_total")

    given: Metadata

    def __init__(self, metadata: Metadata, bodies: Sequence[object], counted: str | None = None) -> None:
        self.given = metadata
        self._counted = counted
        self._documents: dict[str, object] = {}
        self._total: int | None = None
        self._parts: tuple[dict[str, Any], dict[str, list[Any]]] | None = None
        self.bodies = bodies or [b""] * self.total(0)

    def __missing__(self, field: Field) -> Sequence[object]:
        try:
            raws = self.array(field.array)
        except FunctionsError as error:
            where = f"trigger metadata field {field.array!r}"
            return self.setdefault(field, Flawed([flaw(where, error)] * len(self.bodies)))
        return self._keep(field, [None] * len(self.bodies) if raws is None else raws)

    def place(self, field: Field, row: int) -> str:
        return f"trigger metadata field {field.array!r}[{row}]"

    def array(self, name: str) -> list[object] | None:
        """Return an array with an item for each message, or None if it is unknown which message has which item.

        Raises:
            DataError: it cannot be read, or is not an array.
        """
        datum = self.given.get(name)
        if datum is None:
            return None
        items = self._items(datum)
        if items is None or len(items) != len(self.bodies):
            return None
        if datum.type in _SHORT and self.total(len(items)) != len(items):
            return None
        return items

    def _items(self, datum: Datum) -> list[object] | None:
        try:
            kind, document = datum.type, datum.value
        except AttributeError as error:
            raise DataError("cannot read a Datum", expected="a Datum", got=describe(datum)) from error
        items: object
        if kind == "json" and isinstance(document, str):
            # Some fields have two names, and their values come twice, as the same text.
            items = self._documents.get(document)
            if items is None:
                items = self._documents[document] = json.loads(document, "cannot read a json Datum")
        elif kind in METADATA_TYPES:
            items = unpack(datum)
        else:
            expected = "a Datum of type json or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {kind!r}")
        if items is None or is_array(items):
            return items
        raise DataError("cannot read a Datum", expected="a JSON array", got=excerpt(items))

    def total(self, default: int) -> int:
        """Return how many messages the batch really had, according to the arrays that the host sends complete."""
        if self._total is None:
            found = self._length(self.given, _WHOLE)
            if found is None:
                found = self._length((str(self._counted), *self.given), ("json",))
            self._total = default if found is None else found
        return self._total

    def _length(self, names: Iterable[str], kinds: tuple[str, ...]) -> int | None:
        """Return the length of the first array of such a type; None if there is none."""
        for name in names:
            datum = self.given.get(name)
            if datum is not None and getattr(datum, "type", None) in kinds and name.endswith("Array"):
                try:
                    items = self._items(datum)
                except FunctionsError:
                    continue
                if items is not None:
                    return len(items)
        return None

    def metadata(self, row: int) -> dict[str, Any]:
        """Return what the host sent for the whole batch, and for each array also the item of one message."""
        whole, own = self._split()
        return {**whole, **{name: items[row] for name, items in own.items()}}

    def own_metadata(self, row: int) -> dict[str, Any]:
        whole, own = self._split()
        shared = {name: value for name, value in whole.items() if name.removesuffix("Array") not in own}
        return {**shared, **{name: items[row] for name, items in own.items()}}

    def _split(self) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        if self._parts is None:
            whole: dict[str, Any] = {}
            own: dict[str, list[Any]] = {}
            for name, value in self.given.items():
                try:
                    items = self._items(value) if value is not None and name.endswith("Array") else None
                    told = self.array(name) if items else None
                except FunctionsError:
                    items = told = None
                whole[name] = items if self.parses and items is not None else content_in(value, parses=self.parses)
                if told:
                    own[name.removesuffix("Array")] = told if self.parses else [*map(_unparsed, told)]
            self._parts = whole, own
        return self._parts


_WHOLE = ("collection_sint64", "collection_double")
_SHORT = ("collection_string", "collection_bytes")


def _unparsed(item: object) -> object:
    return item if item is None or isinstance(item, (str, bytes)) else json.dumps(item, "cannot write metadata")


class Properties(Columns):
    """The metadata of a batch, an object for each message: ``metadata["SystemPropertiesArray"][row]["Offset"]``.

    If that array is missing, each field has its own array, as in `Columns`.
    """

    __slots__ = ("_rows",)

    def __init__(self, metadata: Metadata, bodies: Sequence[object], counted: str) -> None:
        super().__init__(metadata, bodies, counted)
        self._rows: list[dict[str, Any] | FieldError] | None = None

    def __missing__(self, field: Field) -> Sequence[object]:
        if not self._is_in_rows(field):
            return super().__missing__(field)
        return self._keep(field, [row if type(row) is FieldError else row.get(field.host) for row in self.rows()])

    def place(self, field: Field, row: int) -> str:
        if not self._is_in_rows(field):
            return super().place(field, row)
        return f"trigger metadata field {self._counted!r}[{row}][{field.host!r}]"

    def _is_in_rows(self, field: Field) -> bool:
        # Not integers that have an array: the host sends it complete, and it needs no parsing.
        own = getattr(self.given.get(field.array), "type", None)
        return self.given.get(str(self._counted)) is not None and own not in _WHOLE

    def rows(self) -> list[Any]:
        """Return the object of each message."""
        if self._rows is None:
            self._rows = self._read_rows(str(self._counted))
        return self._rows

    def _read_rows(self, name: str) -> list[dict[str, Any] | FieldError]:
        place = f"trigger metadata field {name!r}"
        try:
            items = self.array(name)
        except FunctionsError as error:
            return [flaw(place, error)] * len(self.bodies)
        if items is None:
            return [{} for _ in self.bodies]
        return [
            row
            if is_object(row)
            else {}
            if row is None
            else FieldError(f"{place}[{index}]", expected="a JSON object", got=describe(row))
            for index, row in enumerate(items)
        ]


class Rows(Table):
    """JSON objects, one for each message: ``rows[row]["id"]``.

    Args:
        rows: The objects.
        where: Describes the place of a field, for errors, as in ``"event {}[{!r}]"``.
    """

    __slots__ = ("_where", "rows")

    def __init__(self, rows: Sequence[Mapping[str, Any]], where: str = "field {1!r}") -> None:
        super().__init__([None] * len(rows))
        self.rows = rows
        self._where = where

    def __missing__(self, field: Field) -> Sequence[object]:
        return self._keep(field, [row.get(field.host) for row in self.rows])

    def place(self, field: Field, row: int) -> str:
        return self._where.format(row, field.host)


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


def messages_in(kind: type[M], table: Table) -> list[M]:
    """Return a message for each row of a table."""
    # Not by `message_in`: a call for each message takes a third longer.
    make = object.__new__
    messages: list[M] = []
    for row in range(len(table.bodies)):
        message = make(kind)
        message._table = table  # pyright: ignore[reportPrivateUsage]  # past the constructor, as there
        message._row = row  # pyright: ignore[reportPrivateUsage]  # as above
        messages.append(message)
    return messages


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
