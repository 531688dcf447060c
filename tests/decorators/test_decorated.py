"""A decorated function still is a function: called, inspected, and shown."""

from __future__ import annotations

import asyncio
import functools
import inspect
import re
import sys
import typing
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.function_app import FunctionBuilder


def work(msg: func.QueueMessage, *, limit: int = 3) -> str:
    """Do some work."""
    return f"{msg.get_body().decode()} {limit}"


async def wait(msg: func.QueueMessage) -> bytes:
    """Wait for something."""
    await asyncio.sleep(0)
    return msg.get_body()


def generate(msg: str) -> Iterator[str]:
    yield msg


async def generate_later(msg: str) -> AsyncIterator[str]:
    yield msg


class Worker:
    """Works."""

    def __call__(self, msg: str) -> str:
        return f"called with {msg}"

    def method(self, msg: str) -> str:
        """Work in a method."""
        return f"method with {msg}"


unnamed: Callable[[str], str] = lambda msg: f"lambda with {msg}"  # noqa: E731  # what is tested


def decorator() -> Any:
    """A decorator of an app that knows nothing else; untyped, as anything is decorated with it."""
    return func.FunctionApp().queue_trigger("msg", "orders", "Storage")


def build(function: Callable[..., Any]) -> FunctionBuilder[..., Any]:
    return FunctionBuilder(function, "function_app.py")


@pytest.mark.parametrize("function", [work, wait, generate, generate_later], ids=lambda each: each.__name__)
def test_it_looks_like_the_function(function: Callable[..., Any]) -> None:
    decorated = decorator()(function)
    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__code__", "__defaults__", "__kwdefaults__"):
        assert getattr(decorated, name) == getattr(function, name), name
    assert decorated.__wrapped__ is function
    assert inspect.unwrap(decorated) is function
    assert inspect.signature(decorated) == inspect.signature(function)
    assert typing.get_type_hints(decorated) == typing.get_type_hints(function)
    assert inspect.getdoc(decorated) == inspect.getdoc(function)
    assert inspect.getsource(decorated) == inspect.getsource(function)


@pytest.mark.parametrize("function", [work, wait, generate, generate_later], ids=lambda each: each.__name__)
def test_it_is_of_the_same_kind(function: Callable[..., Any]) -> None:
    decorated = decorator()(function)
    assert FunctionBuilder in type(decorated).__mro__
    assert inspect.iscoroutinefunction(decorated) is (function is wait)
    assert inspect.isgeneratorfunction(decorated) is (function is generate)
    assert inspect.isasyncgenfunction(decorated) is (function is generate_later)
    if sys.version_info < (3, 14):  # deprecated from there on
        is_async = asyncio.iscoroutinefunction(decorated)  # pyright: ignore[reportDeprecated]  # not before 3.14
        assert is_async is (function is wait)


def test_type_hints() -> None:
    assert typing.get_type_hints(decorator()(work)) == {"msg": func.QueueMessage, "limit": int, "return": str}


def test_a_call_is_a_call_of_the_function() -> None:
    decorated = decorator()(work)
    assert decorated(func.QueueMessage(body="tea")) == "tea 3"
    assert decorated(msg=func.QueueMessage(body="tea"), limit=1) == "tea 1"
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'msg'"):
        decorated()


def test_a_call_of_an_async_function() -> None:
    decorated = decorator()(wait)
    assert asyncio.run(decorated(func.QueueMessage(body="tea"))) == b"tea"


def test_a_call_of_a_generator() -> None:
    assert list(decorator()(generate)("tea")) == ["tea"]


def test_attributes_of_the_function_are_there() -> None:
    def tagged(msg: str) -> None: ...

    tagged.__dict__["tags"] = ["a"]
    assert decorator()(tagged).tags == ["a"]


def test_a_call_passes_by_what_stands_between_host_and_function() -> None:
    decorated = decorator()(work)
    function = decorated.build()

    def between(msg: object) -> str:
        return "something else"

    function.set_user_function(between)
    assert decorated(func.QueueMessage(body="tea")) == "tea 3"
    assert function(None) == "something else"
    assert function.get_user_function()(None) == "something else"


@pytest.mark.parametrize(
    ("function", "name", "returned"),
    [
        (functools.partial(work, limit=7), "work", None),
        (Worker(), "Worker", "called with tea"),
        (Worker().method, "method", "method with tea"),
        (unnamed, "<lambda>", "lambda with tea"),
        (str.upper, "upper", "TEA"),
        (len, "len", 3),
    ],
    ids=["partial", "object", "method", "lambda", "slot", "builtin"],
)
def test_other_callables(function: Callable[..., Any], name: str, returned: object) -> None:
    decorated = decorator()(function)
    assert decorated.build().get_function_name() == name
    assert decorated.build().get_user_function() is function
    assert inspect.signature(decorated) == inspect.signature(function)
    if returned is None:
        assert decorated(func.QueueMessage(body="tea")) == "tea 7"
    else:
        assert decorated("tea") == returned


def test_a_partial_of_an_async_function() -> None:
    async def waiting(msg: str, limit: int) -> str:
        return f"{msg} {limit}"

    decorated = decorator()(functools.partial(functools.partial(waiting), limit=7))
    assert inspect.iscoroutinefunction(decorated)
    assert asyncio.run(decorated("tea")) == "tea 7"


def test_a_wrapper_has_the_name_that_it_was_given() -> None:
    @functools.wraps(work)
    def wrapper(msg: func.QueueMessage) -> str:
        return work(msg)

    wrapper.__name__ = "other"
    assert decorator()(wrapper).build().get_function_name() == "other"


def test_repr_says_where_the_function_is() -> None:
    line = work.__code__.co_firstlineno
    place = rf"<function 'work' at .*test_decorated\.py:{line}>"
    decorated = decorator()(work)
    assert re.fullmatch(rf"FunctionBuilder\({place}\)", repr(decorated))
    assert re.fullmatch(place, repr(decorated.build()))


def test_repr_says_where_the_wrapped_function_is() -> None:
    @functools.wraps(work)
    def wrapper(msg: func.QueueMessage) -> str:
        return work(msg)

    line = work.__code__.co_firstlineno
    assert re.fullmatch(rf"<function 'work' at .*test_decorated\.py:{line}>", repr(decorator()(wrapper).build()))


def test_repr_of_what_has_no_place() -> None:
    assert repr(decorator()(Worker()).build()) == "<function 'Worker'>"


def test_a_function_that_is_below_itself() -> None:
    def work(req: func.HttpRequest) -> None: ...

    work.__wrapped__ = work  # type: ignore[attr-defined]  # as a decorator may do it, by mistake
    app = func.FunctionApp()
    app.route("work")(work)
    [function] = app.get_functions()
    assert repr(function) == f"<function 'work' at {__file__}:{work.__code__.co_firstlineno}>"
