"""Fields that know the host's name for them.

A message type declares a field on one line::

    dequeue_count: int | None = wire("DequeueCount", integer)
    \"\"\"Times handed out so far, this one included.\"\"\"

That line is its constructor keyword, its read-only attribute, its type to a checker, and what `tables` looks up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from azure_functions_lite._bindings.values import Parser, Value, WireName, unplain
from azure_functions_lite._typing import dataclass_transform, is_object
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, FieldError, describe

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["WireValue", "field", "required", "wire"]

T = TypeVar("T")


_REQUIRED: Any = object()


class Field:
    """What one line of a class body declares: a keyword of the constructor, its default, a host name and a parser."""

    def __init__(
        self,
        default: object,
        *,
        host: tuple[str, Parser] | None = None,
        alias: str | None = None,
        init: bool = True,
        compare: bool = True,
    ) -> None:
        self.default = default
        # Not one dict for all: each value has its own.
        self.is_dict = default == {}
        self.host = host
        self.keyword = alias or ""
        self.init = init
        self.compare = compare

    def named(self, name: str) -> None:
        """Take the name that the field has in its class."""
        self.name = name
        self.keyword = self.keyword or name
        # A public name becomes a property, and the value goes under a private one.
        self.stored = name if name.startswith("_") else f"_{name}"

    # Defaults are None, numbers, text and the empty dict, so Python's own text for them makes them anew.

    @property
    def parameter(self) -> str:
        """Its parameter of the constructor."""
        if self.default is _REQUIRED:
            return self.keyword
        return f"{self.keyword}={None if self.is_dict else self.default!r}"

    @property
    def initial(self) -> str:
        """Its value in the constructor."""
        if not self.init:
            return repr(self.default)
        return f"{{}} if {self.keyword} is None else {self.keyword}" if self.is_dict else self.keyword

    @property
    def received(self) -> str:
        """Its value in a message from the host, where what was not sent is None."""
        if self.host is None or self.default in (None, _REQUIRED):
            return self.stored
        return f"{self.default!r} if {self.stored} is None else {self.stored}"

    @property
    def blank(self) -> object:
        """Its value where nobody has given one."""
        return None if self.default is _REQUIRED else {} if self.is_dict else self.default

    def restored(self, values: Mapping[str, object], where: str) -> object:
        """Its value in a dict that `Value.to_dict` gave."""
        raw = values.get(self.keyword)
        if raw is None and self.default is _REQUIRED and self.keyword not in values:
            raise FieldError(where, expected=f"a field {self.keyword!r}", got="none")
        if raw is None:
            return self.blank
        try:
            if self.host:
                return self.host[1](unplain(raw))
            if self.is_dict and not is_object(raw):
                raise DataError(where, expected="a JSON object", got=describe(raw))
            return unplain(raw)
        except DataError as error:
            raise FieldError(f"{where}: field {self.keyword!r}", expected=error.expected, got=error.got) from error


def field(*, default: T, alias: str | None = None, init: bool = True, compare: bool = True) -> T:
    """Declare a field that the host has no name for.

    Args:
        default: Its default.
        alias: Its constructor keyword, where that is not its name.
        init: Whether the constructor has a keyword for it.
        compare: Whether it is part of the value: of ``==``, ``hash``, ``repr`` and ``to_dict``.
    """
    declared: Any = Field(default, alias=alias, init=init, compare=compare)
    return declared  # type: ignore[no-any-return]  # what a checker sees is the attribute's type


@overload
def wire(name: str, parse: Callable[[object], T | None]) -> T | None: ...
@overload
def wire(name: str, parse: Callable[[object], T], *, default: T) -> T: ...
def wire(name: str, parse: Parser, *, default: object = None) -> object:
    """Declare a field by the host's name for it and the parser of its value (see `_wire.scalars`)."""
    return Field(default, host=(name, parse))


def required(name: str, parse: Parser) -> Any:
    """Declare a field as `wire` does, which the constructor must be given."""
    return Field(_REQUIRED, host=(name, parse))


class _Slotted(type):
    """Gives a class a slot for each field it declares: a thousand messages need not have a thousand dicts."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], **keywords: Any) -> _Slotted:
        own = {key: value for key, value in body.items() if isinstance(value, Field)}
        if own:
            for key, declared in own.items():
                declared.named(key)
                del body[key]
            body["__slots__"] = (*body.get("__slots__", ()), *(declared.stored for declared in own.values()))
            body["_own"] = tuple(own.values())
        return super().__new__(mcs, name, bases, body, **keywords)


# `wire` is not among the specifiers: a checker then takes its result for a default, so the keyword is optional.
@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, required))
class WireValue(Value, metaclass=_Slotted):
    """Base of the types whose fields are declared with `wire` and `field`; writes their constructor and properties.

    Both are compiled from text, as `dataclasses` does, so that the constructor's signature is real to `inspect`,
    `help()` and `unittest.mock`, and a property costs what a handwritten one does. `dataclasses` itself would import
    `inspect` and compile six functions for each class.
    """

    __slots__ = ()

    _own: ClassVar[tuple[Field, ...]] = ()
    __declared__: ClassVar[tuple[Field, ...]] = ()
    __wire__: ClassVar[tuple[WireName, ...]] = ()

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if "_own" in vars(cls):
            cls.__declared__ = tuple({each.keyword: each for each in (*cls.__declared__, *cls._own)}.values())
            cls._fields = tuple(each.keyword for each in cls.__declared__ if each.compare)
            cls.__wire__ = tuple((each.keyword, *each.host) for each in cls.__declared__ if each.host)
            cls._compile()
        elif "__init__" in vars(cls):
            setattr(cls, "__new__", _new)  # noqa: B010  # for checkers, constructors stay as they are

    @classmethod
    def _compile(cls) -> None:
        wired = [each for each in cls.__declared__ if each.host]
        given = "".join(f", {each.stored}" for each in cls.__declared__ if not each.host)
        columns = "".join(f", {each.stored}" for each in wired)
        keywords = "".join(f", {each.parameter}" for each in cls.__declared__ if each.init)
        assigned = "; ".join(f"self.{each.stored} = {each.received}" for each in cls.__declared__)
        made: dict[str, Any] = {"new": object.__new__, "parsers": [parse for _, _, parse in cls.__wire__]}
        # As a default `new` is a local name, and a batch makes a thousand.
        source = [f"def __init__(self, *{keywords}):"]
        source += [f"    self.{each.stored} = {each.initial}" for each in cls.__declared__]
        source += [f"def __receive__(cls{columns}{given}, *, new=new): self = new(cls); {assigned}; return self"]
        source += [f"def __read__(cls, get{given}, *, new=new, parsers=parsers):"]
        for index, (each, (_, name, _)) in enumerate(zip(wired, cls.__wire__, strict=True)):
            source += [f"    {each.stored} = get({name!r})"]
            source += [f"    if {each.stored} is not None: {each.stored} = parsers[{index}]({each.stored})"]
        source += [f"    self = new(cls); {assigned}; return self"]
        source += [f"get_{each.name} = lambda self: self.{each.stored}" for each in cls._own]
        # In the module of the class, where `get_type_hints` looks for the names in its annotations.
        module = sys.modules.get(cls.__module__)
        exec("\n".join(source), {} if module is None else vars(module), made)

        types = {each.name: _annotation(cls, each.name) for each in cls.__declared__}
        for each in cls._own:
            if each.name != each.stored:
                getter = made[f"get_{each.name}"]
                getter.__annotations__ = {"return": types[each.name]}
                setattr(cls, each.name, property(getter))
        constructor = made["__init__"]
        declared_below = {
            "__fill__": constructor,
            "__receive__": classmethod(made["__receive__"]),
            "__read__": classmethod(made["__read__"]),
        }
        for name, function in declared_below.items():
            setattr(cls, name, function)
        if "__init__" not in vars(cls):
            constructor.__qualname__ = f"{cls.__qualname__}.__init__"
            constructor.__annotations__ = {each.keyword: types[each.name] for each in cls.__declared__ if each.init}
            setattr(cls, "__init__", constructor)  # noqa: B010  # checkers have one, from dataclass_transform

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one of what `to_json` gave.

        Raises:
            InvalidJSONError: it is no JSON.
            DataError: it is no object, or a value in it cannot be read.
        """
        where = f"cannot read {cls.__name__}"
        values = json.load_object(json_data, where)
        unknown = values.keys() - {each.keyword for each in cls.__declared__ if each.compare}
        if unknown:
            raise DataError(where, expected=f"the fields {', '.join(cls._fields)}", got=", ".join(sorted(unknown)))
        made = cls.__new__(cls)
        made.__fill__(**{each.keyword: each.restored(values, where) for each in cls.__declared__ if each.init})
        return made

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        state = {each.stored: getattr(self, each.stored) for each in self.__declared__}
        return None, {**getattr(self, "__dict__", {}), **state}

    if TYPE_CHECKING:

        def __fill__(self, **values: Any) -> None:
            """Take the value of every field by its keyword, as the constructor does that the class does not write."""
            ...

        @classmethod
        def __receive__(cls, *values: object) -> Self:
            """Make one past the constructor: of the values of `__wire__`, then of the other fields, in order."""
            ...

        @classmethod
        def __read__(cls, get: Callable[[str], object], *given: object) -> Self:
            """Make one past the constructor: of what `get` has for `__wire__`, and of the other fields, in order."""
            ...


def _annotation(cls: type, name: str) -> object:
    """Return what stands at a field, evaluated if that is in another module, whose names this one may lack."""
    base = next(base for base in cls.__mro__ if name in getattr(base, "__annotations__", {}))
    annotation: object = base.__annotations__[name]
    if base.__module__ == cls.__module__ or not isinstance(annotation, str):
        return annotation
    return eval(annotation, vars(sys.modules[base.__module__]))


def _new(cls: type[WireValue], *_: object, **__: object) -> WireValue:
    """Make an instance that has its defaults before a constructor runs that may not call ours."""
    made = object.__new__(cls)
    for each in cls.__declared__:
        object.__setattr__(made, each.stored, each.blank)
    return made
