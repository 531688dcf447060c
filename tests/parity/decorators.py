"""Every decorator of the official SDK, as its signature says it, and ways to apply it with either package."""

from __future__ import annotations

import datetime
import enum
import inspect
import itertools
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NamedTuple, cast

from .packages import HAS_TO_DICT, Make, official, resolve
from .packages import build as build_plain

Arguments = Mapping[str, object]

APP = "decorators.function_app"
_OWNERS: list[type[Any]] = [
    getattr(official, name) for name in ("DecoratorApi", "TriggerApi", "BindingApi", "SettingsApi")
]
OFFICIAL: dict[str, inspect.Signature] = {
    name: inspect.signature(getattr(official.FunctionApp(), name))
    for owner in _OWNERS
    for name, value in vars(owner).items()
    if inspect.isfunction(value) and not name.startswith("_")
}
"""Signatures of the decorators of the official SDK: what is not listed by hand is not forgotten."""

DURABLE = {"activity_trigger", "durable_client_input", "entity_trigger", "orchestration_trigger"}
"""Decorators that hand over to the package ``azure-functions-durable``: only their signatures are compared here."""


class New(NamedTuple):
    """An option, and how many are before it."""

    name: str
    place: int


ONLY_IN_2 = {"cosmos_db_trigger": New("change_feed_mode", 18)}
"""Options that 1.x of the official SDK does not have, and we do; all other names are in both."""

ARGUMENTS: dict[str, dict[str, list[object]]] = {"mcp_tool_property": {"arg_name": ["first", "second"]}}
"""Values that must fit the function."""

NAMES = [name for name in OFFICIAL if name not in DURABLE]


class Member(NamedTuple):
    """A member of an enum that both packages have: where that is, and its name."""

    kind: str
    name: str


class Lazily(NamedTuple):
    """What a generator gives."""

    values: list[object]


class Use(NamedTuple):
    """A decorator, and what it is given."""

    name: str
    args: tuple[object, ...]
    kwargs: Arguments

    def __str__(self) -> str:
        given = [*map(show, self.args), *(f"{name}={show(value)}" for name, value in self.kwargs.items())]
        return f"@app.{self.name}({', '.join(given)})"


@dataclass(frozen=True)
class Stack:
    """A function of an app, and its decorators, from the one next to it outwards.

    Attributes:
        auth_level: What the app is made with, if anything.
        is_async: Whether the function is a coroutine.
    """

    uses: tuple[Use, ...]
    auth_level: object = None
    is_async: bool = False
    name: str = field(default="main")

    def __str__(self) -> str:
        first = "" if self.auth_level is None else f"FunctionApp({show(self.auth_level)})\n"
        return first + "\n".join([*map(str, reversed(self.uses)), f"{'async ' * self.is_async}def {self.name}(...)"])


class Row(NamedTuple):
    """A class, and the keywords that it is made with."""

    path: str
    kwargs: Arguments

    def __str__(self) -> str:
        return f"{self.path}({', '.join(f'{name}={show(value)}' for name, value in self.kwargs.items())})"


def show(value: object) -> str:
    """Return a value of a case as one would write it."""
    if isinstance(value, Member):
        return f"{value.kind.rpartition('.')[2]}.{value.name}"
    if isinstance(value, Make):
        return f"{value.name}(**{value.arguments!r})"
    if isinstance(value, Lazily):
        return f"(item for item in {show(value.values)})"
    if isinstance(value, list):
        return f"[{', '.join(map(show, cast('list[object]', value)))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name!r}: {show(item)}' for name, item in cast('Arguments', value).items())}}}"
    return repr(value)


def build(func: ModuleType, given: object) -> Any:
    """Return what a value of a case describes, made of the classes of one package."""
    if isinstance(given, Member):
        return resolve(func, given.kind)[given.name]
    if isinstance(given, Lazily):
        return (build(func, item) for item in given.values)
    if isinstance(given, dict):
        return {name: build(func, value) for name, value in cast("Arguments", given).items()}
    if isinstance(given, list):
        return [build(func, item) for item in cast("list[object]", given)]
    return build_plain(func, given)


def kinds_of(annotation: object) -> list[Any]:
    """Return the types that an annotation allows."""
    return list(typing.get_args(annotation)) if typing.get_origin(annotation) is typing.Union else [annotation]


def member(kind: type[enum.Enum], name: str) -> Member:
    """Return a member of an enum of the official SDK."""
    return Member(f"{kind.__module__}.{kind.__name__}".removeprefix("azure.functions."), name)


def _of_enum(kind: type[enum.Enum]) -> Iterator[object]:
    for name, item in kind.__members__.items():
        yield member(kind, name)
        for text in (name, item.value):
            # A number is not a spelling of a member, in either package.
            if isinstance(text, str):
                yield from dict.fromkeys((text, text.lower(), text.upper(), text.title()))


def _of_kind(kind: Any, name: str, number: int) -> Iterator[object]:
    if kind is type(None):
        yield None
    elif isinstance(kind, enum.EnumMeta):
        yield from _of_enum(cast("type[enum.Enum]", kind))
    elif kind is bool:
        yield from (True, False)
    elif kind is int:
        yield from (number, 0, -1)
    elif kind is str or kind is inspect.Parameter.empty:
        yield from (f"{name} of number {number}", "", "%Setting%", 'Smørrebrød "\\\n\u2028\U0001f370')
    elif kind is datetime.time:
        yield from (datetime.time(1, 2, number % 60), datetime.time(0, 0))
    elif typing.get_origin(kind) is dict:
        yield from ({"some_extra": number, "nothing": None, "with_dict": {"a_b": 1, "none": None}}, {})
    elif _item_of(kind) is not None:
        items = list(_of_kind(_item_of(kind), name, number))
        # No list of None, and none of a text that is split up.
        given = [item for item in items if item is not None]
        yield from (given[:2], [], given[-1:], *([item] for item in given))
        if typing.get_origin(kind) is Iterable:
            yield Lazily(given[:3])
    elif hasattr(official, getattr(kind, "__name__", "")):
        yield from _of_class(kind)
    else:
        raise LookupError(f"no value is known for an option like {name}: {kind}")


def _item_of(kind: Any) -> Any:
    return typing.get_args(kind)[0] if typing.get_origin(kind) in (list, Iterable) else None


def _of_class(kind: type[object]) -> Iterator[Make]:
    parameters = inspect.signature(kind).parameters.values()
    required = {parameter.name: f"the {parameter.name}" for parameter in parameters if is_required(parameter)}
    yield Make(kind.__name__, required)
    for parameter in parameters:
        if not is_required(parameter) and parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            yield Make(kind.__name__, {**required, parameter.name: options(parameter, 1)[0]})


def options(parameter: inspect.Parameter, number: int) -> list[object]:
    """Return valid values for a parameter; the first is not its default, and differs from that of other numbers."""
    kinds = kinds_of(parameter.annotation)
    values = [value for kind in kinds for value in _of_kind(kind, parameter.name, number)]
    # The last member of an enum is not a default, and neither is the other truth value.
    if any(isinstance(kind, enum.EnumMeta) for kind in kinds):
        values.insert(0, [value for value in values if isinstance(value, Member)][-1])
    if isinstance(parameter.default, bool):
        values.insert(0, not parameter.default)
    return values


def is_required(parameter: inspect.Parameter) -> bool:
    """Return whether a call cannot do without the parameter."""
    return parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD


def values_of(signature: inspect.Signature, name: str = "") -> dict[str, list[object]]:
    """Return values for each parameter of a signature."""
    named = [item for item in signature.parameters.values() if item.kind is item.POSITIONAL_OR_KEYWORD]
    values = {item.name: options(item, 7000 + number) for number, item in enumerate(named) if item.name != "self"}
    return {**values, **ARGUMENTS.get(name, {})}


EXTRAS: Arguments = {
    "some_extra": 1,
    "nothing": None,
    "with_dict": {"a_b": 1, "no": None},
    "with_list": [None, {"a_b": 1.5}, Member("decorators.core.AuthLevel", "ADMIN")],
    "with_member": Member("decorators.core.DataType", "BINARY"),
    "camelCase": True,
    "x9_y": "\u00e9",
}
"""Keywords that no decorator has: they go into function.json as they are."""

SPARES: tuple[tuple[str, object], ...] = (
    ("data_type", "bogus"),
    ("type", "spare"),
    ("direction", "OUT"),
    ("name", "spare"),
    ("a-b", 1),
    ("", 1),
    ("with_bytes", b"x"),
)
"""Keywords that are errors in places."""


def calls(signature: inspect.Signature, name: str) -> Iterator[tuple[tuple[object, ...], Arguments]]:
    """Return calls of what has a signature: each option alone, with each of its values, and all of them together."""
    values = values_of(signature, name)
    parameters = signature.parameters
    required = {name: given[0] for name, given in values.items() if is_required(parameters[name])}
    optional = [name for name in values if name not in required]
    everything = {name: given[0] for name, given in values.items()}
    yield (), required
    yield (), everything
    for name, given in values.items():
        yield from (((), {**required, name: value}) for value in given)
        yield (), {other: value for other, value in everything.items() if other != name}
        yield (), {other: value for other, value in required.items() if other != name}
    if len(optional) <= 5:
        for size in range(2, len(optional)):
            for some in itertools.combinations(optional, size):
                yield (), {**required, **{name: everything[name] for name in some}}
    for count in range(1, len(everything) + 1):
        given_all = list(everything.values())
        yield (
            tuple(given_all[:count]),
            {name: value for name, value in required.items() if name not in [*values][:count]},
        )
    yield (*everything.values(), "one too many"), {}
    # The order in which keywords are written makes no difference to the order of rows.
    yield (), dict(reversed(everything.items()))
    yield (), {**required, **EXTRAS}
    yield (), {**EXTRAS, **everything}
    for name, value in [*EXTRAS.items(), *SPARES]:
        yield (), {**required, name: value}


def bogus_calls(signature: inspect.Signature, name: str) -> Iterator[Arguments]:
    """Return calls with a text for an enum that no member is called."""
    values = values_of(signature, name)
    required = {name: given[0] for name, given in values.items() if is_required(signature.parameters[name])}
    for name, given in values.items():
        if any(isinstance(value, Member) for value in given):
            yield from ({**required, name: text} for text in ("bogus", "", "3", " one"))


def uses(name: str) -> list[Use]:
    """Return the ways to use one decorator that are compared."""
    signature = OFFICIAL[name]
    every = [Use(name, args, kwargs) for args, kwargs in calls(signature, name)]
    every += [Use(name, (), kwargs) for kwargs in bogus_calls(signature, name)]
    # Where we have an option more, what comes after it has another place.
    last = len(signature.parameters) if HAS_TO_DICT or name not in ONLY_IN_2 else ONLY_IN_2[name].place
    return [use for use in every if len(use.args) <= last]


def beside(use: Use) -> tuple[Use, ...]:
    """Return what a decorator needs beside it to make a function that can be indexed."""
    if use.name == "mcp_tool_property":
        return use, Use("mcp_tool", (), {})
    if hasattr(official.TriggerApi, use.name) and not hasattr(official.DecoratorApi, use.name):
        return (use,)
    return use, Use("queue_trigger", ("message", "orders", "Storage"), {})
