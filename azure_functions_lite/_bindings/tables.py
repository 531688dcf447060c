"""Where the host keeps the values of fields, which differs by delivery.

One message has them in a look-up: `Single` (trigger metadata) or `FromDict` (a JSON body). A batch has them in a table:
`Columns` (an array for each field) or `Rows` (an object for each message). A table gives a column at a time, so each
array is parsed once for all messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from types import NoneType
from typing import Any, Protocol, TypeVar

from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite._bindings.values import Parser, Value
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json, scalars
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe, excerpt
from azure_functions_lite.meta import COLLECTIONS, Metadata, unpack

__all__ = [
    "Columns",
    "FromDict",
    "LookUp",
    "Rows",
    "Single",
    "Table",
    "find",
    "prefixed",
    "properties",
    "read",
    "receive",
    "receive_all",
    "values_of",
]

W = TypeVar("W", bound=WireValue)


class LookUp(Protocol):
    """Where the values of one message's fields are."""

    def get(self, name: str, /) -> object:
        """Return what the host sent under its name for a field; None where it sent nothing or null."""
        ...

    def where(self, name: str, /) -> str:
        """Say which place that is, for an error message."""
        ...


_METADATA_TYPES = frozenset({None, "json", "string", "int", "double", *COLLECTIONS})


class Single:
    """The metadata of one message: ``metadata["DequeueCount"]``."""

    __slots__ = ("_find",)

    def __init__(self, metadata: Metadata) -> None:
        try:
            self._find = metadata.get
        except AttributeError as error:
            got = describe(metadata)
            raise FieldError("cannot read trigger metadata", expected="a mapping of Datums by name", got=got) from error

    def get(self, name: str, /) -> object:
        datum = self._find(name)
        if datum is None:
            return None
        try:
            kind, value = datum.type, datum.value
        except AttributeError as error:
            raise DataError("cannot read a Datum", expected="a Datum", got=describe(datum)) from error
        # The two usual ones first: this runs for every field of every message.
        if kind == "json":
            return None if value is None else json.loads(value, "cannot read a json Datum")
        if kind == "string":
            return value
        if kind not in _METADATA_TYPES:
            expected = "a Datum of type json, string, int, double or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {kind!r}")
        return unpack(datum)

    def document(self, name: str, /) -> str | None:
        """Return the text of what is there as JSON; None where it is something else, or nothing."""
        datum = self._find(name)
        value: object = getattr(datum, "value", None) if getattr(datum, "type", None) == "json" else None
        return value if isinstance(value, str) else None

    def where(self, name: str, /) -> str:
        return f"trigger metadata field {name!r}"


class FromDict:
    """A JSON body: ``body["IsPastDue"]``."""

    def __init__(self, body: Mapping[str, object], where: str = "field {!r}") -> None:
        # The mapping's own method: one call less for every field.
        self.get: Callable[[str], object] = body.get
        self._where = where

    def where(self, name: str, /) -> str:
        return self._where.format(name)


class Table(Protocol):
    """Where the values of a batch are."""

    def column(self, name: str, /) -> Sequence[object] | None:
        """Return what the host sent under its name for a field, for each message; None where it sent nothing."""
        ...

    def where(self, name: str, index: int, /) -> str:
        """Say which place one of them is, for an error message."""
        ...


class Columns:
    """The metadata of a batch of `count`, an array for each field: ``metadata["DequeueCountArray"][i]``."""

    def __init__(self, metadata: Metadata, count: int) -> None:
        self._look_up = Single(metadata)
        self._count = count
        self._arrays: dict[str, Sequence[object] | None] = {}

    def column(self, name: str, /) -> Sequence[object] | None:
        """Return the array of a field.

        Raises:
            FieldError: it cannot be read, or is not `count` long.
        """
        key = f"{name}Array"
        document = self._look_up.document(key)
        if document is None:
            return _array(self._look_up, key, self._count)
        # Some fields have two names, and their values come twice, as the same text.
        if document not in self._arrays:
            self._arrays[document] = _array(self._look_up, key, self._count)
        return self._arrays[document]

    def where(self, name: str, index: int, /) -> str:
        return f"trigger metadata field '{name}Array'[{index}]"


class Rows:
    """A JSON array of objects: ``rows[i]["Offset"]``; `where` says which, as in ``"event {}"``.

    Raises:
        FieldError: one of them is no object.
    """

    def __init__(self, rows: Sequence[object], where: str) -> None:
        self._where = where
        self.rows: list[dict[str, Any]] = []
        for index, row in enumerate(rows):
            if not is_object(row):
                raise FieldError(f"cannot read {where.format(index)}", expected="a JSON object", got=describe(row))
            self.rows.append(row)

    def row(self, index: int) -> FromDict:
        """Return the look-up in one of them."""
        return FromDict(self.rows[index], f"{self._where.format(index)}[{{!r}}]")

    def column(self, name: str, /) -> Sequence[object]:
        return [row.get(name) for row in self.rows]

    def where(self, name: str, index: int, /) -> str:
        return self.row(index).where(name)


def properties(metadata: Metadata, count: int, name: str) -> Rows | None:
    """Return the metadata of a batch of `count`, an object for each message: ``metadata[name][i]["Offset"]``.

    Raises:
        FieldError: the array cannot be read, is not `count` long, or holds something that is no object.
    """
    rows = _array(Single(metadata), name, count)
    if rows is None:
        return None
    # A message without properties may have null for them.
    return Rows([{} if row is None else row for row in rows], f"trigger metadata field {name!r}[{{}}]")


def _array(look_up: Single, name: str, count: int) -> list[object] | None:
    array = find(look_up, name)
    if array is None:
        return None
    where = f"cannot read trigger metadata field {name!r}"
    if not is_array(array):
        raise FieldError(where, expected="a JSON array", got=excerpt(array))
    if not array and look_up.document(name) is None:
        # The host leaves empty entries out of collections, so that one without any has nothing to say.
        return None
    if len(array) != count:
        raise FieldError(where, expected=f"{count} items, one for each message", got=f"{len(array)}")
    return array


def find(look_up: LookUp, name: str) -> object:
    """Return what `look_up` has under a name.

    Raises:
        FieldError: it cannot be read; the message names its place.
    """
    try:
        return look_up.get(name)
    except FunctionsError as error:
        where = f"cannot read {look_up.where(name)}"
        raise FieldError(where, expected=error.expected, got=error.got) from error


def read(cls: type[Value], look_up: LookUp) -> dict[str, Any]:
    """Read what `cls` has host names for, as keywords of its constructor; what the host did not send is left out.

    Raises:
        FieldError: a field cannot be read; the message names it, its place, and what was expected there.
    """
    values = values_of(cls, look_up)
    return {wired[0]: value for wired, value in zip(cls.__wire__, values, strict=True) if value is not None}


def receive(cls: type[W], look_up: LookUp, *given: object) -> W:
    """Make a message of what `read` reads and of the values of its other fields, past the constructor.

    Raises:
        FieldError: as `read`.
    """
    try:
        return cls.__read__(look_up.get, *given)
    except FunctionsError:
        # Which field it was, is for the slower way to find out.
        return cls.__receive__(*values_of(cls, look_up), *given)


def values_of(cls: type[Value], look_up: LookUp) -> list[Any]:
    """Read what `cls` has host names for, in their order; what the host did not send is None.

    Raises:
        FieldError: as `read`.
    """
    values: list[Any] = []
    get = look_up.get
    name = ""
    try:
        for _, name, parse in cls.__wire__:
            raw = get(name)
            values.append(None if raw is None else parse(raw))
    except FunctionsError as error:
        raise _unreadable(look_up.where(name), cls, error) from error
    return values


def prefixed(look_up: LookUp, names: Iterable[str], prefix: str) -> dict[str, str]:
    """Read the texts among `names` that begin with `prefix`, by what comes after it.

    Raises:
        FieldError: one of them cannot be read.
    """
    values: dict[str, str] = {}
    for name in names:
        raw = find(look_up, name) if str(name).startswith(prefix) else None
        if raw is not None:
            values[name.removeprefix(prefix)] = scalars.text(raw)
    return values


def _unreadable(place: str, cls: type[Value], error: FunctionsError) -> FieldError:
    return FieldError(f"cannot read {place} of {cls.__name__}", expected=error.expected, got=error.got)


def receive_all(cls: type[W], count: int, table: Table | None, *given: Iterable[object]) -> list[W]:
    """Make `count` messages as `receive` makes one; `given` are the columns of the other fields.

    Raises:
        FieldError: a column cannot be read; the message names it, the message's place in it, and what was expected.
    """
    columns: list[Iterable[object]] = []
    for _, name, parse in cls.__wire__:
        raw = None if table is None else table.column(name)
        columns.append(
            repeat(None, count) if table is None or raw is None else _parse_column(cls, table, name, raw, parse)
        )
    return list(map(cls.__receive__, *columns, *given))


_KEPT: dict[Parser, type] = {scalars.integer: int, scalars.items: list, scalars.mapping: dict}
"""Parsers that hand on a value of this class as it is."""


def _parse_column(
    cls: type[Value], table: Table, name: str, column: Sequence[object], parse: Parser
) -> Sequence[object]:
    kinds = {*map(type, column)} - {NoneType}
    if parse is scalars.anything or kinds <= {_KEPT.get(parse)}:
        return column
    known: dict[object, object] = {None: None}
    if parse is scalars.text and kinds == {str}:
        # Equal texts are one object from here on: most columns hold few different ones.
        return list(map(known.setdefault, column, column))
    values: list[object] = []
    try:
        for raw in column:
            if raw is None or type(raw) is str:
                if raw not in known:
                    known[raw] = parse(raw)
                values.append(known[raw])
            else:
                values.append(parse(raw))
    except FunctionsError as error:
        raise _unreadable(table.where(name, len(values)), cls, error) from error
    return values
