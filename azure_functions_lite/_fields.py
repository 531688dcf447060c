"""Fields that know the host's name for them, and the three places where the host keeps their values.

A message type declares a field on one line::

    dequeue_count: int | None = wire("DequeueCount", integer)
    \"\"\"Times handed out so far, this one included.\"\"\"

That line is its constructor keyword, its read-only attribute, its type to a checker, and what `read` looks up. Where
the value sits depends on the delivery, so `read` takes a look-up: `Single` (one message), `columns` (a batch with one
array for each field) or `properties` (a batch with one object for each message).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, overload

from azure_functions_lite import _json, _parse
from azure_functions_lite._guards import is_object
from azure_functions_lite._value import Parser, Value, WireName
from azure_functions_lite.errors import DataError, FieldError, FunctionsError, describe
from azure_functions_lite.meta import Metadata, unpack

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_):
        # typing_extensions imports inspect, which costs more than this whole package; only checkers need the mark.
        return lambda cls: cls


__all__ = ["FromDict", "LookUp", "Single", "WireValue", "columns", "field", "properties", "read", "receive", "wire"]

T = TypeVar("T")
W = TypeVar("W", bound="WireValue")


class Field:
    """What one line of a class body declares: a keyword of the constructor, its default, a host name and a parser."""

    def __init__(self, default: object, keyword: str | None = None, *host: tuple[str, Parser]) -> None:
        self.default = default
        self.keyword = keyword or ""
        self.host = host

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.keyword = self.keyword or name
        # A public name becomes a property, and the value goes under a private one.
        self.stored = name if name.startswith("_") else f"_{name}"


def field(*, default: T, alias: str | None = None) -> T:
    """Declare a field that the host has no name for; `alias` is its constructor keyword, its own name by default."""
    return Field(default, alias)  # type: ignore[return-value]  # what a checker sees is the attribute's type


@overload
def wire(name: str, parse: Callable[[object], T | None]) -> T | None: ...
@overload
def wire(name: str, parse: Callable[[object], T], *, default: T) -> T: ...
def wire(name: str, parse: Parser, *, default: object = None) -> object:
    """Declare a field by the host's name for it and the parser of its value (see `azure_functions_lite._parse`)."""
    return Field(default, None, (name, parse))


# `wire` is not among the specifiers: a checker then takes its result for a default, so the keyword is optional.
@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class WireValue(Value):
    """Base of the types whose fields are declared with `wire` and `field`; writes their constructor and properties.

    Both are compiled from text, as `dataclasses` does, so that the constructor's signature is real to `inspect`,
    `help()` and `unittest.mock`, and a property costs what a handwritten one does. `dataclasses` itself would import
    `inspect` and compile six functions for each class. Defaults are attributes of the class, for subclasses that do
    not call our constructor.
    """

    _declared: ClassVar[tuple[Field, ...]] = ()
    __wire__: ClassVar[tuple[WireName, ...]] = ()
    __stored__: ClassVar[tuple[WireName, ...]] = ()
    """`__wire__` by the names that the values are stored under."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        own = [value for value in vars(cls).values() if isinstance(value, Field)]
        if own:
            cls._declared = tuple({declared.keyword: declared for declared in (*cls._declared, *own)}.values())
            cls._fields = tuple(declared.keyword for declared in cls._declared)
            cls.__wire__ = tuple((declared.keyword, *host) for declared in cls._declared for host in declared.host)
            cls.__stored__ = tuple((declared.stored, *host) for declared in cls._declared for host in declared.host)
            cls._compile(own)

    @classmethod
    def _compile(cls, own: list[Field]) -> None:
        parameters = "".join(f", {declared.keyword}=defaults[{i}]" for i, declared in enumerate(cls._declared))
        source = [f"def __init__(self, *{parameters}):"]
        source += [f"    self.{declared.stored} = {declared.keyword}" for declared in cls._declared]
        source += [f"get_{declared.name} = lambda self: self.{declared.stored}" for declared in own]
        made: dict[str, Any] = {"defaults": [declared.default for declared in cls._declared]}
        exec("\n".join(source), vars(sys.modules[cls.__module__]), made)

        types: dict[str, object] = {}
        for base in reversed(cls.__mro__):
            types.update(getattr(base, "__annotations__", {}))
        for declared in own:
            setattr(cls, declared.stored, declared.default)
            if declared.name != declared.stored:
                getter = made[f"get_{declared.name}"]
                getter.__annotations__ = {"return": types[declared.name]}
                setattr(cls, declared.name, property(getter))
        if "__init__" not in vars(cls):
            init = made["__init__"]
            init.__qualname__ = f"{cls.__qualname__}.__init__"
            init.__annotations__ = {declared.keyword: types[declared.name] for declared in cls._declared}
            setattr(cls, "__init__", init)  # noqa: B010  # checkers have one of their own, from dataclass_transform


class LookUp(Protocol):
    """Where the values of one message's fields are."""

    def get(self, name: str, /) -> object:
        """Return what the host sent under its name for a field; None where it sent nothing or null."""
        ...

    def where(self, name: str, /) -> str:
        """Say which place that is, for an error message."""
        ...


_METADATA_TYPES = frozenset(
    {
        None,
        "json",
        "string",
        "int",
        "double",
        "collection_string",
        "collection_bytes",
        "collection_sint64",
        "collection_double",
    }
)


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
            return None if value is None else _json.loads(value, "cannot read a json Datum")
        if kind == "string":
            return value
        if kind not in _METADATA_TYPES:
            expected = "a Datum of type json, string, int, double or a collection"
            raise DataError("cannot read a Datum", expected=expected, got=f"type {kind!r}")
        return unpack(datum)

    def where(self, name: str, /) -> str:
        return f"trigger metadata field {name!r}"


class FromDict:
    """A JSON body: ``body["IsPastDue"]``."""

    def __init__(self, body: Mapping[str, object], where: str = "field {!r}") -> None:
        self._body = body
        self._where = where

    def get(self, name: str, /) -> object:
        return self._body.get(name)

    def where(self, name: str, /) -> str:
        return self._where.format(name)


class _Column:
    """One message of a batch whose metadata has an array for each field: ``metadata["DequeueCountArray"][i]``."""

    def __init__(self, column: Callable[[str], list[object] | None], index: int) -> None:
        self._column = column
        self._index = index

    def get(self, name: str, /) -> object:
        values = self._column(name)
        return None if values is None else values[self._index]

    def where(self, name: str, /) -> str:
        return f"trigger metadata field '{name}Array'[{self._index}]"


def columns(metadata: Metadata, count: int) -> Iterator[LookUp]:
    """Look up the messages of a batch of `count` in arrays named after their fields, each parsed once.

    Raises:
        FieldError: on `get`; the array cannot be read, or is not `count` long.
    """
    parsed: dict[str, list[object] | None] = {}

    def column(name: str) -> list[object] | None:
        if name not in parsed:
            parsed[name] = _array(metadata, f"{name}Array", count)
        return parsed[name]

    return (_Column(column, index) for index in range(count))


def properties(metadata: Metadata, count: int, *, name: str = "SystemPropertiesArray") -> Iterator[LookUp]:
    """Look up the messages of a batch of `count` in one array of objects, parsed once.

    Raises:
        FieldError: the array cannot be read, is not `count` long, or holds something that is no object.
    """
    rows = _array(metadata, name, count)
    if rows is None:
        rows = [dict[str, object]() for _ in range(count)]
    for index, row in enumerate(rows):
        where = f"trigger metadata field {name!r}[{index}]"
        if not is_object(row):
            raise FieldError(f"cannot read {where}", expected="a JSON object", got=describe(row))
        yield FromDict(row, f"{where}[{{!r}}]")


def _array(metadata: Metadata, name: str, count: int) -> list[object] | None:
    where = f"cannot read trigger metadata field {name!r}"
    try:
        raw = Single(metadata).get(name)
        array = None if raw is None else _parse.items(raw)
    except FunctionsError as error:
        raise FieldError(where, expected=error.expected, got=error.got) from error
    if array is not None and len(array) != count:
        raise FieldError(where, expected=f"{count} items, one for each message", got=f"{len(array)}")
    return array


def read(cls: type[Value], look_up: LookUp) -> dict[str, Any]:
    """Read what `cls` has host names for, as keywords of its constructor; what the host did not send is left out.

    Raises:
        FieldError: a field cannot be read; the message names it, its place, and what was expected there.
    """
    return _read(cls, cls.__wire__, look_up)


def receive(cls: type[W], body: bytes, look_up: LookUp) -> W:
    """Make a `cls` of a body and what `read` reads, past the constructor: messages come by the thousand."""
    received = cls.__new__(cls)
    received.__dict__ = _read(cls, cls.__stored__, look_up)
    received.__dict__["_body"] = body
    return received


def _read(cls: type[Value], fields: tuple[WireName, ...], look_up: LookUp) -> dict[str, Any]:
    values: dict[str, Any] = {}
    get = look_up.get
    name = ""
    try:
        for target, name, parse in fields:
            raw = get(name)
            if raw is not None:
                values[target] = parse(raw)
    except FieldError:
        raise
    except FunctionsError as error:
        where = f"cannot read {look_up.where(name)} of {cls.__name__}"
        raise FieldError(where, expected=error.expected, got=error.got) from error
    return values
