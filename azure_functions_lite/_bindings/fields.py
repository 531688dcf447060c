"""Fields that know the host's name for them.

A message type declares a field on one line::

    dequeue_count: int | None = wire("DequeueCount", integer)
    \"\"\"Number of deliveries so far, including this one.\"\"\"

That line is its constructor keyword, its read-only property, and what the table of a delivery is asked for (see
`azure_functions_lite._bindings.tables`), when somebody reads it and not before. Checkers and editors see constructor
and properties in the stub of the module, which ``tests/stubs/write.py`` writes from such lines.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from types import FunctionType, NoneType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from azure_functions_lite._bindings.tables import AS_IT_IS, Table, flaw
from azure_functions_lite._bindings.values import Value, unplain
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, FieldError

if TYPE_CHECKING:
    from typing_extensions import Self

    from azure_functions_lite._bindings.tables import Parser, Settle

    T = TypeVar("T")

__all__ = ["Field", "WireValue", "declared_by", "fields_of", "required", "wire"]

_REQUIRED: Any = object()


class Field(property):
    """A property whose value comes from the table of its message."""

    def __init__(self, host: str, parse: Parser, *, default: object = None, settle: Settle | None = None) -> None:
        super().__init__(_reader(self))
        self.name = ""
        self.host = host
        self.parse = parse
        self.array = f"{host}Array"
        self.settle = settle
        self.is_required = default is _REQUIRED
        self._is_dict = default == {}
        self.shown_default = None if self.is_required or self._is_dict else default
        """The default of its constructor parameter; None for a dict."""
        kinds: set[type] = {AS_IT_IS[parse]} if parse in AS_IT_IS else set()
        if self.initial() is None:
            kinds.add(NoneType)
        self.plain = frozenset(kinds if settle is None else ())
        """The classes of what is its value as the host sent it."""

    def __set_name__(self, owner: type, name: str) -> None:
        # For what Python says when somebody sets the field.
        super().__set_name__(owner, name)  # type: ignore[misc]  # since Python 3.10, which typeshed does not say
        self.name = name
        self._owner = owner

    def __reduce__(self) -> tuple[object, ...]:
        # Of a class, a property is what it is: pickles name it.
        return getattr, (self._owner, self.name)

    def initial(self) -> object:
        """Return its default value; a dict is a new one each time."""
        return {} if self._is_dict else self.shown_default

    def restored(self, values: Mapping[str, object], where: str) -> object:
        """Return its value from a dict that `Value.to_dict` returned.

        Raises:
            FieldError: it is missing, or cannot be read.
        """
        raw = values.get(self.name)
        if raw is None:
            if self.is_required and self.name not in values:
                raise FieldError(f"{where}: the field {self.name!r} is missing")
            return None
        try:
            return self.parse(unplain(raw))
        except DataError as error:
            raise FieldError(f"{where}: field {self.name!r}", expected=error.expected, got=error.got) from error


def _reader(field: Field) -> Callable[[Any], Any]:
    """Return a function that returns the value of a field in a message, or raises its `FieldError`."""

    # Not a method: it is called for every field of every message, and binding one takes as long as the look-up.
    def read(message: Any) -> Any:
        try:
            return message._table[field][message._row]
        except FieldError as error:
            raise flaw(f"cannot read {error.where} of {type(message).__name__}", error) from None
        except AttributeError:
            if hasattr(message, "_table"):
                raise
            # The constructor of a subclass did not call ours.
            return field.initial()

    return read


@overload
def wire(host: str, parse: Callable[[Any], T | None], *, settle: Settle | None = ...) -> T | None: ...
@overload
def wire(host: str, parse: Callable[[Any], T], *, default: T, settle: Settle | None = ...) -> T: ...
def wire(host: str, parse: Parser, *, default: object = None, settle: Settle | None = None) -> object:
    """Declare a field.

    Args:
        host: The host's name for it.
        parse: Turns what the host sent into its value (see `azure_functions_lite._wire.scalars`).
        default: Its value if the host sent none.
        settle: Returns the final value from the table, the row in it, and the value there.
    """
    return Field(host, parse, default=default, settle=settle)


def required(host: str, parse: Parser) -> Any:
    """Declare a field as `wire` does, which the constructor must be given."""
    return Field(host, parse, default=_REQUIRED)


class WireValue(Value):
    """Base of the types whose fields are declared with `wire`; writes their constructor.

    The constructor takes any keywords, and wraps a function with the parameters that it should have: `inspect`,
    `help()` and `unittest.mock` see the signature of that. To set a ``__signature__`` takes `inspect`, which costs more
    to import than this package; to compile text, as `dataclasses` does, takes ten times as long as to give the code of
    one function other parameters.
    """

    # Two slots, and no dict until an attribute is set: a batch makes a thousand of these.
    __slots__ = ("__dict__", "__weakref__", "_row", "_table")

    _table: Table
    _row: int
    _declared: ClassVar[dict[str, Field]] = {}
    """The fields by name, in the order of the constructor."""
    _by_hand: ClassVar[type[Table]] = Table
    """The class of the table that the constructor fills."""
    _keywords: ClassVar[dict[str, object]] = {}
    """What the constructor accepts in addition to the fields, with the types: a body and metadata, or nothing."""
    _parts: ClassVar[tuple[str, ...]] = ()
    """Which of these are part of the value."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        own = tuple(value for value in vars(cls).values() if isinstance(value, Field))
        # The base of messages does not need one, but a subclass without its own fields does.
        if own or ("_keywords" not in vars(cls) and cls._keywords and not hasattr(cls, "_take")):
            cls._declared = {**cls._declared, **{each.name: each for each in own}}
            cls._fields = (*cls._parts, *cls._declared)
            cls._make_constructor()

    @classmethod
    def _make_constructor(cls) -> None:
        names = (*cls._keywords, *cls._declared)
        code = _signature.__code__.replace(
            co_name="__init__", co_varnames=("self", *names), co_nlocals=len(names) + 1, co_kwonlyargcount=len(names)
        )
        # In the module of the class, where `get_type_hints` looks for the names in its annotations.
        module = vars(sys.modules.get(cls.__module__, sys))
        signature = FunctionType(code, module)
        signature.__qualname__ = f"{cls.__qualname__}.__init__"
        signature.__kwdefaults__ = {
            **dict.fromkeys(cls._keywords),
            **{each.name: each.shown_default for each in cls._declared.values() if not each.is_required},
        }
        signature.__annotations__ = {
            **cls._keywords,
            **{name: _annotation(cls, name) for name in cls._declared},
        }
        required = frozenset(each.name for each in cls._declared.values() if each.is_required)
        constructor = _constructor(signature, frozenset(names), required)
        setattr(cls, "_take", constructor)  # noqa: B010  # for checkers, it is declared below
        if "__init__" not in vars(cls):
            setattr(cls, "__init__", constructor)  # noqa: B010  # checkers have one, below and in stubs

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one of what `to_json` gave.

        Raises:
            InvalidJSONError: it is not JSON.
            DataError: it is not an object, or a value in it cannot be read.
        """
        where = f"cannot read {cls.__name__}"
        values = json.load_object(json_data, where)
        unknown = values.keys() - {*cls._fields}
        if unknown:
            raise DataError(where, expected=f"the fields {', '.join(cls._fields)}", got=", ".join(sorted(unknown)))
        given = {name: unplain(values[name]) for name in cls._parts if name in values}
        given |= {each.name: each.restored(values, where) for each in cls._declared.values()}
        made = cls.__new__(cls)
        made._take(**given)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        # A copy or a pickle of a message leaves the rest of its batch behind.
        table: Table | None = getattr(self, "_table", None)
        alone = None if table is None else table.alone(self._row, self._declared.values())
        return _again, (type(self), alone, self.__dict__)

    if TYPE_CHECKING:

        def __init__(self, **values: Any) -> None: ...

        def _take(self, **values: Any) -> None:
            """Take the value of every field by its keyword, as the constructor does that the class does not write."""
            ...


def _signature(self: WireValue) -> None:
    """Be the code of every signature, which has other parameters each time."""


def _constructor(
    signature: Callable[..., object], names: frozenset[str], required: frozenset[str]
) -> Callable[..., None]:
    """Return a constructor that takes the keywords of a signature, and keeps them for when they are read."""

    @wraps(signature)
    def __init__(self: Any, /, **given: Any) -> None:  # noqa: N807  # it becomes one
        if not names.issuperset(given) or (required and not required <= given.keys()):
            # It raises the error that Python has for this.
            signature(self, **given)
        self._table = self._by_hand((given.get("body"),), given.get("trigger_metadata"), given)
        self._row = 0

    # `wraps` of Python 3.14 leaves them to a function that computes them, which this signature does not have.
    __init__.__annotations__ = signature.__annotations__
    return __init__


def _again(cls: type[WireValue], table: Table | None, attributes: dict[str, Any]) -> WireValue:
    made = object.__new__(cls)
    if table is not None:
        made._table, made._row = table, 0  # pyright: ignore[reportPrivateUsage]  # a class of this package
    made.__dict__.update(attributes)
    return made


def declared_by(kind: type[WireValue]) -> tuple[Field, ...]:
    """Return the fields that the constructor of a type takes, in its order."""
    return tuple(kind._declared.values())  # pyright: ignore[reportPrivateUsage]  # a class of this package


def fields_of(kind: type) -> list[Field]:
    """Return the fields of a type that have their own name in the host; some are computed from others."""
    fields = {id(value): value for base in reversed(kind.__mro__) for value in vars(base).values()}
    return [field for field in fields.values() if isinstance(field, Field) and field.host.isalnum()]


def _annotation(cls: type, name: str) -> object:
    """Return what stands at a field, evaluated if that is in another module, whose names this one may lack."""
    base = next(base for base in cls.__mro__ if name in getattr(base, "__annotations__", {}))
    annotation: object = base.__annotations__[name]
    if base.__module__ == cls.__module__ or not isinstance(annotation, str):
        return annotation
    return eval(annotation, vars(sys.modules[base.__module__]))
