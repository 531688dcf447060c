"""Where the values of a delivery's fields are: the only thing that differs between deliveries.

A delivery is a `Table`: one row for one message, a row for each message of a batch. When a field is read, a table
finds and parses its column once and keeps it. A `FieldError` takes the place of a value that cannot be read, and is
raised when somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from azure_functions_lite._typing import is_array, is_mapping, is_object
from azure_functions_lite._wire import json, scalars
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe
from azure_functions_lite.meta import COLLECTIONS, Metadata, is_datum, unpack

__all__ = [
    "AS_IT_IS",
    "METADATA_TYPES",
    "Document",
    "One",
    "Table",
    "checked",
    "content_in",
]

if TYPE_CHECKING:
    Parser = Callable[[Any], object]
    Settle = Callable[[Any, int, Any], object]

    class Field(Protocol):
        """What a table needs to know about a field."""

        name: str
        """Its name in the class of the message."""
        host: str
        """The host's name for it."""
        array: str
        """The host's name for it in the metadata of a batch."""
        parse: Parser
        """Turns what the host sent into its value."""
        plain: frozenset[type]
        """The classes of what is its value as the host sent it."""
        settle: Settle | None
        """Returns the final value from a table, a row and the value there."""

        def initial(self) -> object:
            """Return its value if the host sent none."""
            ...

    ByField = dict[Field, Sequence[object]]
else:
    ByField = dict


class Flawed(list[object]):
    """A column with entries that cannot be read: asking for one of them raises its error."""

    __slots__ = ()

    def __getitem__(self, row: Any) -> Any:
        value = super().__getitem__(row)
        if type(value) is FieldError:
            # Another one each time: an error that is raised holds the frames that it went through.
            raise flaw(value.where, value)
        return value


def flaw(place: str, error: FunctionsError) -> FieldError:
    """Return an error that says of a place what another one says."""
    return FieldError(place, expected=error.expected, got=error.got)


def raising(column: Sequence[object]) -> Sequence[object]:
    """Return a column that raises what it has in place of values."""
    return Flawed(column) if FieldError in map(type, column) else column


_NOTHING: Mapping[str, object] = {}  # nobody writes to it


class Table(ByField):
    """The columns of a delivery by field. This one is for a constructed value: what was not passed is the default.

    Args:
        bodies: The body of each message, not yet as bytes.
        metadata: The trigger metadata as it came.
        keywords: What was passed to the constructor.
    """

    __slots__ = ("bodies", "given", "keywords")

    parses: ClassVar[bool] = True
    """Whether JSON in the metadata is parsed when it is read; otherwise it stays text."""

    def __init__(
        self,
        bodies: Sequence[object] = (None,),
        metadata: Mapping[str, Any] | None = None,
        keywords: Mapping[str, object] = _NOTHING,
    ) -> None:
        self.bodies = bodies
        self.given = metadata
        self.keywords = keywords

    def __missing__(self, field: Field) -> Sequence[object]:
        """Read a column, and keep it."""
        value = self.keywords.get(field.name)
        column = self[field] = (field.initial() if value is None else value,)
        return column

    def metadata(self, row: int) -> dict[str, Any] | None:
        """Return what the host sent along with one message, by its names.

        Raises:
            DataError: a Datum cannot be read.
        """
        if self.given is None:
            return None
        return {name: content_in(value, parses=self.parses) for name, value in self.given.items()}

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
            table[field] = raising(self[field][row : row + 1])
        return table

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (dict(self), self.bodies, self.given)

    def place(self, field: Field, row: int) -> str:
        """Describe where the host's value of a field is, for errors."""
        return f"field {field.host!r}"

    def _keep(self, field: Field, raws: Sequence[object]) -> Sequence[object]:
        """Keep the column of a field, of what the host sent for each message, and return it."""
        column = raws
        if not {*map(type, raws)} <= field.plain:
            column = self._read_each(field, raws)
            if field.settle is not None:
                column = [self._settled(field.settle, field, row, value) for row, value in enumerate(column)]
            column = raising(column)
        self[field] = column
        return column

    def _read_each(self, field: Field, raws: Sequence[object]) -> Sequence[object]:
        known: dict[str, object] = {}
        column: list[object] = []
        for row, raw in enumerate(raws):
            if type(raw) is str:
                # Most columns hold few different texts, and equal ones are one object from here on.
                if raw not in known:
                    known[raw] = self._read(field, raw, row)
                column.append(known[raw])
            else:
                column.append(self._read(field, raw, row))
        return column

    def _read(self, field: Field, raw: object, row: int) -> object:
        if raw is None or type(raw) is FieldError:
            return field.initial() if raw is None else raw
        try:
            value = field.parse(raw)
        except FunctionsError as error:
            return flaw(self.place(field, row), error)
        return field.initial() if value is None else value

    def _settled(self, settle: Settle, field: Field, row: int, value: object) -> object:
        try:
            return settle(self, row, value)
        except FunctionsError as error:
            return flaw(self.place(field, row), error)


def _again(columns: Mapping[Field, Sequence[object]], *made_of: Any) -> Table:
    table = Table(*made_of)
    table.update(columns)
    return table


def content_in(value: object, *, parses: bool) -> object:
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
"""Parsers that return a value of this class as it is."""


def checked(metadata: Metadata | None) -> Metadata:
    """Return metadata as a mapping, empty for None.

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
    place of metadata with the same name in any case. Such a field is not read, because the value belongs to the body.

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
            value = self.raw(name)
            if type(value) not in field.plain:
                if value is not None:
                    value = field.parse(value)
                if value is None:
                    value = field.initial()
                if field.settle is not None:
                    value = field.settle(self, 0, value)
        except FunctionsError as error:
            value = flaw(f"trigger metadata field {name!r}", error)
            return self.setdefault(field, Flawed([value]))
        column = self[field] = (value,)
        return column

    def raw(self, name: str) -> object:
        """Return what the host sent under its name for a field; None if it sent nothing, null, or a value of the body.

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
        if kind not in METADATA_TYPES:
            expected = "a Datum of type json, string, bytes, int, double or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {kind!r}")
        return value if kind == "string" else unpack(datum)

    def is_promoted(self, name: str) -> bool:
        """Return whether a field of the body has replaced the host's field."""
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
        """Return the JSON object under a name, empty if it is missing or something else.

        Raises:
            DataError: it cannot be read.
        """
        found = self.raw(name)
        if isinstance(found, (str, bytes)):
            found = json.loads(found, "")
        return found if is_object(found) else {}


METADATA_TYPES = frozenset({None, "json", "string", "bytes", "int", "double", *COLLECTIONS})


def _promoted(text: str) -> frozenset[str]:
    """Return the names of the fields of a JSON object that the host promotes: all but nulls and arrays."""
    text = text.strip()
    if not text.startswith("{") or not text.endswith("}"):
        return frozenset()
    try:
        body = json.loads(text, "")
    except FunctionsError:
        # The host's parser takes more than JSON (comments, single quotes, bare names): whatever may be a name counts.
        return frozenset(re.findall(_NAMES, text))
    return frozenset(name for name, value in body.items() if value is not None and not is_array(value))


_NAMES = r"([\w-]+)['\"]?\s*:"


class Document(Table):
    """A JSON object that is one message: ``document["id"]``.

    Args:
        text: Its text, parsed when a field is read; null is an object without fields.
        parsed: The object, if it is already parsed.
    """

    __slots__ = ("_parsed", "_text")

    bodies = (None,)
    given = None

    def __init__(self, text: object, parsed: Mapping[str, Any] | None = None) -> None:
        self._text = text
        self._parsed = parsed

    def __missing__(self, field: Field) -> Sequence[object]:
        found = self._parsed
        if found is None:
            try:
                found = self._parsed = self._parse()
            except FunctionsError as error:
                return self.setdefault(field, Flawed([flaw("the JSON", error)]))
        raw = found.get(field.host)
        if type(raw) not in field.plain:
            return self._keep(field, (raw,))
        column = self[field] = (raw,)
        return column

    def _parse(self) -> Mapping[str, Any]:
        found: object = json.loads(self._text, "")
        if found is not None and not is_object(found):
            raise DataError("", expected="a JSON object", got=describe(found))
        return found or {}
