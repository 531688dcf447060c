"""Where the values of a delivery's fields are, which differs by delivery; nothing else does.

A delivery is a `Table`: one row for one message, a row for each message of a batch. Asked for a field, a table
finds and parses its column once and keeps it. A value that cannot be read becomes an `Unreadable`, and the field
raises what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, ClassVar, NamedTuple, Protocol

from azure_functions_lite._typing import is_array, is_mapping, is_object
from azure_functions_lite._wire import json, scalars
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe, excerpt
from azure_functions_lite.meta import COLLECTIONS, Metadata, is_datum, unpack

__all__ = ["AS_IT_IS", "Columns", "Document", "Field", "One", "Parser", "Properties", "Rows", "Table", "Unreadable", "checked"]

Parser = Callable[[Any], object]


class Field(Protocol):
    """What a table needs to know of a field."""

    @property
    def host(self) -> str:
        """The host's name for it."""
        ...

    @property
    def parse(self) -> Parser:
        """Turns what the host sent into its value."""
        ...

    @property
    def as_it_is(self) -> type | None:
        """The class of values that are its value as the host sent them."""
        ...

    @property
    def settle(self) -> Callable[[Any, int, Any], object] | None:
        """Says, of a table, a row and the value there, what the value really is."""
        ...

    def initial(self) -> object:
        """Return its value where the host sent none."""
        ...


class Unreadable(NamedTuple):
    """Stands in a column for a value that cannot be read."""

    place: str
    expected: str | None
    got: str | None

    def error(self, owner: str) -> FieldError:
        """Return the error that reading it raises."""
        return FieldError(f"cannot read {self.place} of {owner}", expected=self.expected, got=self.got)


class Table(dict[Field, Sequence[object]]):
    """The columns of a delivery by field. This one is of a value made by hand: what was not given is the default."""

    __slots__ = ("bodies", "given")

    parses: ClassVar[bool] = True
    """Whether JSON in the metadata is parsed for who reads it; otherwise it stays text."""

    def __init__(self, bodies: Sequence[object] = (None,), metadata: Mapping[str, Any] | None = None) -> None:
        self.bodies = bodies
        """The body of each message, not yet as bytes."""
        self.given = metadata
        """The trigger metadata as it came."""

    def __missing__(self, field: Field) -> Sequence[object]:
        column = self[field] = self.column(field)
        return column

    def column(self, field: Field) -> Sequence[object]:
        """Return a column that nobody has asked for yet."""
        return [field.initial() for _ in self.bodies]

    def metadata(self, row: int) -> dict[str, Any] | None:
        """Return what the host sent along with one message, by its names.

        Raises:
            DataError: a Datum cannot be read.
        """
        if self.given is None:
            return None
        return {name: _content(value, parses=self.parses) for name, value in self.given.items()}

    def own_metadata(self, row: int) -> dict[str, Any] | None:
        """Return what of the metadata belongs to one message, and what to all, but not the arrays of others' items."""
        return self.metadata(row)

    def alone(self, row: int, fields: Iterable[Field]) -> Table:
        """Return one row of some columns, read, as a table by itself."""
        try:
            metadata: Mapping[str, Any] | None = self.own_metadata(row)
        except FunctionsError:
            metadata = self.given
        table = Table((self.bodies[row],), metadata)
        for field in fields:
            table[field] = (self[field][row],)
        return table

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (dict(self), self.bodies, self.given)

    def _filled(self, field: Field, raws: Sequence[object] | None, where: Callable[[int], str]) -> Sequence[object]:
        """Return the column of a field, of what the host sent for each message."""
        if raws is None:
            column: Sequence[object] = [field.initial() for _ in self.bodies]
        else:
            column = _parsed(field, raws, where)
        if field.settle is not None:
            column = [self._settled(field, row, value, where) for row, value in enumerate(column)]
        return column

    def _settled(self, field: Field, row: int, value: object, where: Callable[[int], str]) -> object:
        try:
            return value if field.settle is None else field.settle(self, row, value)
        except FunctionsError as error:
            return Unreadable(where(row), error.expected, error.got)


def _again(columns: Mapping[Field, Sequence[object]], *made_of: Any) -> Table:
    table = Table(*made_of)
    table.update(columns)
    return table


def _content(value: object, *, parses: bool) -> object:
    if not is_datum(value):
        return value
    return unpack(value) if parses or value.type in COLLECTIONS else value.value


AS_IT_IS: dict[Parser, type] = {
    scalars.boolean: bool,
    scalars.integer: int,
    scalars.items: list,
    scalars.mapping: dict,
    scalars.text: str,
}
"""Parsers that hand on a value of this class as it is."""


def _parsed(field: Field, raws: Sequence[object], where: Callable[[int], str]) -> Sequence[object]:
    kinds = {*map(type, raws)}
    if field.initial() is None:
        kinds -= {NoneType}
    if kinds <= {AS_IT_IS.get(field.parse)}:
        return raws
    known: dict[str, object] = {}
    column: list[object] = []
    for row, raw in enumerate(raws):
        if raw is None:
            column.append(field.initial())
        elif type(raw) is Unreadable:
            column.append(raw)
        elif type(raw) is str:
            # Most columns hold few different texts, and equal ones are one object from here on.
            if raw not in known:
                known[raw] = _read(field, raw, where, row)
            column.append(known[raw])
        else:
            column.append(_read(field, raw, where, row))
    return column


def _read(field: Field, raw: object, where: Callable[[int], str], row: int) -> object:
    try:
        value = field.parse(raw)
    except FunctionsError as error:
        return Unreadable(where(row), error.expected, error.got)
    return field.initial() if value is None else value


def checked(metadata: Metadata | None) -> Metadata:
    """Return metadata that can be looked into, empty for None.

    Raises:
        FieldError: it is not a mapping.
    """
    if metadata is None:
        return {}
    if not is_mapping(metadata):
        expected = "a mapping of Datums by name"
        raise FieldError("cannot read trigger metadata", expected=expected, got=describe(metadata))
    return metadata


class One(Table):
    """The metadata of one message: ``metadata["DequeueCount"]``.

    Of a message whose body is a JSON object, sent as text, the host *promotes* the top-level fields: they take the
    place of metadata with the same name in any case. Such a field is not read, as what stands there is a stranger's.

    Args:
        metadata: The trigger metadata.
        body: The body, not yet as bytes.
        text: The body, if the host promotes its fields.
    """

    __slots__ = ("_promoted", "_text")

    given: Metadata

    def __init__(self, metadata: Metadata, body: object, text: str | None = None) -> None:
        self.bodies = (body,)
        self.given = metadata
        self._text = text
        self._promoted: frozenset[str] | None = None

    def __missing__(self, field: Field) -> Sequence[object]:
        name = field.host
        try:
            raw = self.raw(name)
            if type(raw) is field.as_it_is:
                value = raw
            else:
                value = None if raw is None else field.parse(raw)
                if value is None:
                    value = field.initial()
                if field.settle is not None:
                    value = field.settle(self, 0, value)
        except FunctionsError as error:
            value = Unreadable(f"trigger metadata field {name!r}", error.expected, error.got)
        column = self[field] = (value,)
        return column

    def raw(self, name: str) -> object:
        """Return what the host sent under its name for a field; None where it sent nothing, null, or a stranger's.

        Raises:
            DataError: it cannot be read.
        """
        datum = self.given.get(name)
        if datum is None or (self._text is not None and self.is_promoted(name)):
            return None
        try:
            kind, value = datum.type, datum.value
        except AttributeError as error:
            raise DataError("cannot read a Datum", expected="a Datum", got=describe(datum)) from error
        if kind == "json":
            return None if value is None else json.loads(value, "cannot read a json Datum")
        if kind not in _METADATA_TYPES:
            expected = "a Datum of type json, string, bytes, int, double or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {kind!r}")
        return value if kind == "string" else unpack(datum)

    def is_promoted(self, name: str) -> bool:
        """Return whether the host has put a field of the body in the place of its own."""
        text = self._text
        if text is None or (name.lower() not in text.lower() and "\\" not in text):
            return False
        # Hosts of custom handlers tell names apart by case, and send both: the one of the body is then another.
        return any(
            other == name or (other.lower() == name.lower() and other not in self.given) for other in self.promoted()
        )

    def promoted(self) -> frozenset[str]:
        """Return the names of the fields of the body that the host has put among the metadata."""
        if self._promoted is None:
            self._promoted = frozenset() if self._text is None else _promoted(self._text)
        return self._promoted

    def properties(self, name: str) -> dict[str, Any]:
        """Return the JSON object under a name, empty where there is none or it is something else.

        Raises:
            DataError: it cannot be read.
        """
        found = self.raw(name)
        if isinstance(found, (str, bytes)):
            found = json.loads(found, "")
        return found if is_object(found) else {}


_METADATA_TYPES = frozenset({None, "json", "string", "bytes", "int", "double", *COLLECTIONS})


def _promoted(text: str) -> frozenset[str]:
    """Return the names of the fields of a JSON object that the host promotes: all but nulls and arrays."""
    text = text.strip()
    if not text.startswith("{") or not text.endswith("}"):
        return frozenset()
    try:
        body = json.loads(text, "")
    except FunctionsError:
        # The host's parser takes more than JSON (comments, single quotes, bare names): whatever may be a name counts.
        return frozenset(_NAMES.findall(text))
    return frozenset(name for name, value in body.items() if value is not None and not is_array(value))


_NAMES = re.compile(r"([\w-]+)['\"]?\s*:")


class Columns(Table):
    """The metadata of a batch, an array for each field: ``metadata["DequeueCountArray"][row]``.

    The host leaves empty entries out of arrays of text. An array that is shorter than the batch cannot be told to its
    messages, so nobody gets a value of it; it stays in the metadata.

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

    def column(self, field: Field) -> Sequence[object]:
        name = f"{field.host}Array"
        try:
            raws = self.array(name)
        except FunctionsError as error:
            return [Unreadable(f"trigger metadata field {name!r}", error.expected, error.got)] * len(self.bodies)
        return self._filled(field, raws, lambda row: f"trigger metadata field {name!r}[{row}]")

    def array(self, name: str) -> list[object] | None:
        """Return an array that has an item for each message; None where it cannot be told whose its items are.

        Raises:
            DataError: it cannot be read, or is not an array.
        """
        items = self._items(name)
        if items is None or len(items) != len(self.bodies):
            return None
        is_short = getattr(self.given[name], "type", None) in _SHORT and self.total(len(items)) != len(items)
        return None if is_short else items

    def _items(self, name: str) -> list[object] | None:
        datum = self.given.get(name)
        if datum is None:
            return None
        if not is_datum(datum):
            raise DataError("cannot read a Datum", expected="a Datum", got=describe(datum))
        if datum.type not in _METADATA_TYPES:
            expected = "a Datum of type json or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {datum.type!r}")
        # Some fields have two names, and their values come twice, as the same text.
        document: object = datum.value
        items: object = self._documents.get(document) if isinstance(document, str) else None
        if items is None:
            items = unpack(datum)
            if isinstance(document, str):
                self._documents[document] = items
        if items is not None and not is_array(items):
            raise DataError("cannot read a Datum", expected="a JSON array", got=excerpt(items))
        return items

    def total(self, default: int) -> int:
        """Return how many messages the batch really had, which the arrays tell that the host sends whole."""
        if self._total is None:
            self._total = next(self._totals(), default)
        return self._total

    def _totals(self) -> Iterator[int]:
        names = sorted(self.given, key=lambda name: (_kind(self.given[name]) not in _WHOLE, name != self._counted))
        for name in names:
            if name.endswith("Array") and _kind(self.given[name]) in (*_WHOLE, "json"):
                try:
                    items = self._items(name)
                except FunctionsError:
                    continue
                if items is not None:
                    yield len(items)

    def metadata(self, row: int) -> dict[str, Any]:
        """Return what the host sent for the whole batch, and beside each array the item that belongs to one message."""
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
                    items = self._items(name) if name.endswith("Array") else None
                    told = self.array(name) if items else None
                except FunctionsError:
                    items = told = None
                whole[name] = items if self.parses and items is not None else _content(value, parses=self.parses)
                if told:
                    own[name.removesuffix("Array")] = told if self.parses else [*map(_unparsed, told)]
            self._parts = whole, own
        return self._parts


_WHOLE = ("collection_sint64", "collection_double")
_SHORT = ("collection_string", "collection_bytes")


def _kind(datum: object) -> object:
    return getattr(datum, "type", None)


def _unparsed(item: object) -> object:
    return item if item is None or isinstance(item, (str, bytes)) else json.dumps(item, "cannot write metadata")


class Properties(Columns):
    """The metadata of a batch, an object for each message: ``metadata["SystemPropertiesArray"][row]["Offset"]``.

    Where that array is missing, the fields are in arrays of their own, as in `Columns`.
    """

    __slots__ = ("_rows",)

    def __init__(self, metadata: Metadata, bodies: Sequence[object], counted: str) -> None:
        super().__init__(metadata, bodies, counted)
        self._rows: list[dict[str, Any] | Unreadable] | None = None

    def column(self, field: Field) -> Sequence[object]:
        own = self.given.get(f"{field.host}Array")
        if self.given.get(str(self._counted)) is None or _kind(own) in _WHOLE:
            # Integers the host sends whole, and nobody has to parse.
            return super().column(field)
        place = f"trigger metadata field {self._counted!r}"
        raws = [row if type(row) is Unreadable else row.get(field.host) for row in self.rows()]
        return self._filled(field, raws, lambda row: f"{place}[{row}][{field.host!r}]")

    def rows(self) -> list[Any]:
        """Return the object of each message."""
        if self._rows is None:
            self._rows = self._read_rows(str(self._counted))
        return self._rows

    def _read_rows(self, name: str) -> list[dict[str, Any] | Unreadable]:
        place = f"trigger metadata field {name!r}"
        try:
            items = self.array(name)
        except FunctionsError as error:
            return [Unreadable(place, error.expected, error.got)] * len(self.bodies)
        if items is None:
            return [{} for _ in self.bodies]
        return [
            row
            if is_object(row)
            else {}
            if row is None
            else Unreadable(f"{place}[{index}]", "a JSON object", describe(row))
            for index, row in enumerate(items)
        ]


class Document(Table):
    """A JSON object that is one message: ``document["id"]``.

    Args:
        text: The text of it, parsed when somebody asks for a field; null is an object without fields.
        parsed: The object, where it is there.
    """

    __slots__ = ("_parsed", "_text")

    def __init__(self, text: object, parsed: Mapping[str, Any] | None = None) -> None:
        self.bodies = (None,)
        self.given = None
        self._text = text
        self._parsed = parsed

    def __missing__(self, field: Field) -> Sequence[object]:
        try:
            found = self._parsed if self._parsed is not None else self._parse()
        except FunctionsError as error:
            return self.setdefault(field, (Unreadable("the JSON", error.expected, error.got),))
        raw = found.get(field.host)
        if type(raw) is field.as_it_is:
            column: Sequence[object] = (raw,)
        elif raw is None and field.settle is None:
            column = (field.initial(),)
        else:
            column = self._filled(field, (raw,), lambda row: f"field {field.host!r}")
        self[field] = column
        return column

    def _parse(self) -> Mapping[str, Any]:
        found: object = json.loads(self._text, "")
        if found is not None and not is_object(found):
            raise DataError("", expected="a JSON object", got=describe(found))
        self._parsed = found or {}
        return self._parsed


class Rows(Table):
    """JSON objects, one for each message: ``rows[row]["id"]``.

    Args:
        rows: The objects.
        where: Says which field of which one a place is, for errors, as in ``"event {}[{!r}]"``.
    """

    __slots__ = ("_where", "rows")

    def __init__(self, rows: Sequence[Mapping[str, Any]], where: str = "field {1!r}") -> None:
        super().__init__([None] * len(rows))
        self.rows = rows
        self._where = where

    def column(self, field: Field) -> Sequence[object]:
        raws = [row.get(field.host) for row in self.rows]
        return self._filled(field, raws, lambda row: self._where.format(row, field.host))
