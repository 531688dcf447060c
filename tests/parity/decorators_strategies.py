"""Functions with several decorators, and apps of several functions, made up by hypothesis."""

from __future__ import annotations

import datetime
import enum
import inspect
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .decorators import (
    ARGUMENTS,
    NAMES,
    OFFICIAL,
    Arguments,
    Member,
    Stack,
    Use,
    beside,
    is_required,
    kinds_of,
    options,
)
from .decorators_read import Readings, decorate, read
from .packages import official

_TEXTS = st.text(max_size=12)
_NAMES = st.text(min_size=1, max_size=12)
# A letter behind a digit is another matter, see the names in `test_names_of_options`.
_WORDS = st.from_regex(r"[a-z]{1,4}[0-9]?(_[a-z]{1,4}[0-9]?){0,2}", fullmatch=True)
_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)
_EXTRAS = st.dictionaries(_WORDS, _PLAIN, max_size=3)
_LEVELS = st.sampled_from(
    [None, *(Member("decorators.core.AuthLevel", name) for name in official.AuthLevel.__members__)]
)

_KINDS: dict[Any, SearchStrategy[object]] = {
    str: _TEXTS,
    inspect.Parameter.empty: _TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    datetime.time: st.times(),
    type(None): st.none(),
}


def _values(parameter: inspect.Parameter, name: str) -> SearchStrategy[object]:
    if parameter.name in ARGUMENTS.get(name, {}):
        return st.sampled_from(ARGUMENTS[name][parameter.name])
    if is_required(parameter) and parameter.annotation is str:
        return _NAMES
    kinds = kinds_of(parameter.annotation)
    if all(kind in _KINDS for kind in kinds):
        return st.one_of(*(_KINDS[kind] for kind in kinds))
    known = options(parameter, 7)
    # Of an enum, what is a member or names one.
    if any(isinstance(kind, enum.EnumMeta) for kind in kinds):
        known = [value for value in known if value is None or isinstance(value, Member) or str(value).isidentifier()]
    return st.sampled_from(known)


def arguments(name: str) -> SearchStrategy[Arguments]:
    """Return keywords for a decorator: what it requires, some of the rest, and some that it does not know."""
    parameters = [item for item in OFFICIAL[name].parameters.values() if item.kind is item.POSITIONAL_OR_KEYWORD]
    required = {item.name: _values(item, name) for item in parameters if is_required(item)}
    optional = {item.name: _values(item, name) for item in parameters if not is_required(item)}
    known = st.fixed_dictionaries(required, optional=optional)
    if not any(item.kind is item.VAR_KEYWORD for item in OFFICIAL[name].parameters.values()):
        return known
    return st.builds(_joined, _EXTRAS, known)


def _joined(extras: Arguments, known: Arguments) -> Arguments:
    return {**extras, **known}


def _use(name: str) -> SearchStrategy[Use]:
    return st.builds(Use, st.just(name), st.just(()), arguments(name))


_BESIDE = [name for name in NAMES if len(beside(Use(name, (), {}))) > 1 and name != "mcp_tool_property"]
_TRIGGERS = [name for name in NAMES if len(beside(Use(name, (), {}))) == 1]


def _stacks(trigger: str) -> SearchStrategy[Stack]:
    others = st.lists(st.sampled_from(_BESIDE).flatmap(_use), max_size=3)
    return st.builds(Stack, st.builds(_around, others, _use(trigger), others), _LEVELS, st.booleans(), _WORDS)


def _around(below: list[Use], use: Use, above: list[Use]) -> tuple[Use, ...]:
    return (*below, use, *above)


def _alone(name: str) -> SearchStrategy[Stack]:
    return st.builds(Stack, _use(name).map(beside), _LEVELS)


# The arguments of a tool are those of its function: see `test_mcp_decorators`.
STACKS = {name: _stacks(name) if name in _TRIGGERS and name != "mcp_tool" else _alone(name) for name in NAMES}
"""Functions for each decorator: for triggers with others below and above."""


@dataclass(frozen=True)
class Apps:
    """Functions of an app and of its blueprints: for each, which container it is declared in; the app is 0."""

    functions: list[tuple[int, Stack]]
    order: list[int]

    def __str__(self) -> str:
        said = [f"# container {number}\n{stack}" for number, stack in self.functions]
        return "\n".join([*said, f"# registered: {self.order}"])


# Short: the decorators themselves are above.
_FEW = st.builds(
    Stack,
    st.sampled_from(["queue_trigger", "route", "timer_trigger"]).flatmap(_use).map(beside),
    st.none(),
    st.booleans(),
    _WORDS,
)
APPS = st.builds(
    Apps, st.lists(st.tuples(st.integers(0, 2), _FEW), max_size=5), st.sampled_from([[1, 2], [2, 1], [1], [2], []])
)


def index_all(func: ModuleType, apps: Apps) -> Readings:
    """Return what an app says of its functions and of those of its blueprints."""
    containers = [func.FunctionApp(), func.Blueprint(), func.Blueprint()]
    try:
        for number, stack in apps.functions:
            decorate(func, containers[number], stack)
        for number in apps.order:
            containers[0].register_functions(containers[number])
        return read(containers[0].get_functions())
    except Exception as error:  # whatever it is, it is what is compared
        return {"outcome": error}
