"""Batches: functions that make several messages, with the keywords of the function that makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from inspect import Parameter, signature
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from azure_functions_lite._typing import holds_several
from azure_functions_lite._wire.scalars import timestamp
from azure_functions_lite.errors import ArgumentTypeError, DataError, describe

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", covariant=True)
M = TypeVar("M")


class BatchBuilder(Protocol[P, S]):
    """A function of bodies, with the keywords of another."""

    def __call__(self, bodies: Iterable[object] = ..., /, *args: P.args, **kwargs: P.kwargs) -> S: ...


def with_keywords_of(
    build: Callable[Concatenate[Any, P], object],
) -> Callable[[Callable[..., R]], BatchBuilder[P, R]]:
    """Return a decorator that gives a function of bodies the keywords of `build`, for checkers and `help()`.

    So a batch does not need its own list of keywords, types and defaults.
    """

    def decorate(func: Callable[..., R]) -> BatchBuilder[P, R]:
        own = signature(func)
        bodies = [each for each in own.parameters.values() if each.kind is Parameter.POSITIONAL_ONLY]
        # Not `json`, which only checkers count as one of them: a body may be any JSON value.
        shared = [
            each
            for name, each in signature(build).parameters.items()
            if each.kind is Parameter.KEYWORD_ONLY and name != "json"
        ]
        cast("Any", func).__signature__ = own.replace(parameters=[*bodies, *shared])
        return func

    return decorate


def batch(
    build: Callable[..., M], bodies: Iterable[object], shared: Mapping[str, object], ascending: Iterable[str]
) -> list[M]:
    """Make a message of each body.

    Args:
        build: A function that makes one from a body or from ``json=``.
        bodies: Text, bytes, and values to convert to JSON.
        shared: Keywords for all of them.
        ascending: Those whose value goes up by one, or by a second, from message to message.

    Raises:
        ArgumentTypeError: `bodies` is one body, or the keywords have one.
    """
    if not holds_several(bodies):
        raise ArgumentTypeError("cannot make a batch", expected="an iterable of bodies", got=describe(bodies))
    if "json" in shared or "body" in shared:
        raise ArgumentTypeError("cannot make a batch", expected="bodies as an iterable", got="a body for all of them")
    first = {**cast("Any", build).__kwdefaults__, **shared}
    messages: list[M] = []
    for index, body in enumerate(bodies):
        keywords = {**shared, **{name: _after(first[name], index) for name in ascending}}
        keywords["body" if isinstance(body, (str, bytes)) else "json"] = body
        messages.append(build(**keywords))
    return messages


def _after(value: object, steps: int) -> object:
    """Return a number, a time or the text of one plus `steps`, and anything else as it is."""
    if isinstance(value, int):
        return value + steps
    if isinstance(value, datetime):
        return value + timedelta(seconds=steps)
    if not isinstance(value, str) or not steps:
        return value
    if value.isdecimal():
        return str(int(value) + steps)
    with suppress(DataError):
        if moment := timestamp(value):
            return (moment + timedelta(seconds=steps)).isoformat().replace("+00:00", "Z")
    return value
