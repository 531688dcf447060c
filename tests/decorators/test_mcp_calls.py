"""Tools at work: what they pass to the function and what goes back, and what the worker sees of them."""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, DataError, FieldError, InvalidJSONError


def make(tool: Callable[..., Any], *others: str, **options: Any) -> Any:
    """What the worker calls for a tool, which has an output for each of the other names."""
    app = func.FunctionApp()
    decorated: Any = app.mcp_tool(**options)(tool)
    for name in others:
        decorated = app.queue_output(name, "orders", "Storage")(decorated)
    return app.get_functions()[0].get_user_function()


def call(tool: Callable[..., Any], *others: str, **arguments: Any) -> Any:
    """Call a tool as the worker does: with the text of the client's call."""
    return asyncio.run(make(tool, *others)(context=json.dumps({"name": "tool", "arguments": arguments})))


# Arguments


def save(name: str, size: int = 1, unit: str | None = None) -> str:
    return repr((name, size, unit))


async def save_later(name: str, size: int = 1, unit: str | None = None) -> str:
    await asyncio.sleep(0)
    return repr((name, size, unit))


@pytest.mark.parametrize("tool", [save, save_later], ids=["function", "coroutine"])
@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ({"name": "a"}, "('a', 1, None)"),
        ({"name": "a", "size": 5, "unit": "MB"}, "('a', 5, 'MB')"),
        ({"name": "a", "size": None}, "('a', None, None)"),
        ({"name": 5, "size": "large"}, "(5, 'large', None)"),
        ({"name": "a", "other": 5}, "('a', 1, None)"),
    ],
    ids=["defaults", "all", "null", "other types", "undeclared"],
)
def test_arguments_come_as_they_are(tool: Any, arguments: dict[str, Any], result: str) -> None:
    assert call(tool, **arguments) == result


@pytest.mark.parametrize(
    "context",
    [
        '{"arguments": {"name": "a"}}',
        b'{"arguments": {"name": "a"}}',
        {"arguments": {"name": "a"}},
        func.MCPToolContext(arguments={"name": "a"}),
    ],
    ids=["text", "bytes", "dict", "MCPToolContext"],
)
def test_ways_to_hand_over_a_call(context: object) -> None:
    assert asyncio.run(make(save)(context)) == "('a', 1, None)"


@pytest.mark.parametrize("context", ["{}", '{"arguments": null}', '{"arguments": {"size": 5}}'], ids=str)
def test_a_missing_argument(context: str) -> None:
    with pytest.raises(FieldError, match=r"^cannot call tool 'save': the argument 'name' is missing$"):
        asyncio.run(make(save)(context=context))


@pytest.mark.parametrize(
    ("context", "error", "message"),
    [
        ("{", InvalidJSONError, "expected JSON, got str of length 1, .+"),
        (b"\xff", InvalidJSONError, "expected .+"),
        ("[]", DataError, "expected a JSON object, got list of length 0"),
        (None, DataError, "expected a JSON object, got None"),
        ('{"arguments": [1]}', FieldError, "field 'arguments': expected a JSON object, got list of length 1"),
    ],
    ids=["no JSON", "no text", "array", "None", "arguments in an array"],
)
def test_calls_that_cannot_be_read(context: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=rf"^cannot call tool 'save': {message}$"):
        asyncio.run(make(save)(context=context))


def test_what_is_optional_and_left_out() -> None:
    def tool(a: int | None, b: int, c: list[int] = []) -> str:  # noqa: B006  # it is only read
        return repr((a, b, c))

    app = func.FunctionApp()
    app.mcp_tool()(app.mcp_tool_property("b", is_required=False)(tool))
    [function] = app.get_functions()
    assert asyncio.run(function.get_user_function()(context={})) == "(None, None, [])"


def test_every_kind_of_parameter() -> None:
    def tool(a: int, b: int = 2, /, c: int = 3, *args: int, d: int, e: int = 5, **kwargs: int) -> str:
        return repr((a, b, c, args, d, e, kwargs))

    assert call(tool, a=1, d=4) == "(1, 2, 3, (), 4, 5, {})"
    assert call(tool, a=1, b=0, d=4, args=9, f=6) == "(1, 0, 3, (), 4, 5, {'f': 6})"


def test_the_whole_call() -> None:
    def tool(size: int, whole: func.MCPToolContext, context: func.MCPToolContext | None = None) -> str:
        assert type(whole) is func.MCPToolContext
        return repr((size, whole, context is whole))

    assert call(tool, size=1, more=2) == "(1, {'name': 'tool', 'arguments': {'size': 1, 'more': 2}}, True)"


@pytest.mark.parametrize("others", [(), ("out",)], ids=["no output", "an output"])
def test_an_argument_of_the_name_context(others: tuple[str, ...]) -> None:
    def tool(context: str, out: Any = None) -> str:
        return f"{context} {out}"

    made = make(tool, *others)
    assert list(inspect.signature(made).parameters) == [*others, "context"]
    passed = dict.fromkeys(others, "passed")
    expected = f"asked for {'passed' if others else None}"
    assert asyncio.run(made(context={"arguments": {"context": "asked for"}}, **passed)) == expected


# What the worker passes


def test_other_bindings() -> None:
    def tool(name: str, out: func.Out[str], other: func.Out[bytes], /) -> None:
        out.set(name)
        other.set(b"x")

    made = make(tool, "other", "out")
    out, other = func.Out[str](), func.Out[bytes]()
    assert str(inspect.signature(made)).startswith("(out: azure_functions_lite.context.Out[str], other: ")
    assert asyncio.run(made(context={"arguments": {"name": "a", "out": "not this"}}, out=out, other=other)) == ""
    assert (out.get(), other.get()) == ("a", b"x")


def test_an_output_without_its_decorator() -> None:
    def tool(out: func.Out[str]) -> None: ...

    message = r"^cannot make a tool of <function 'tool' .+>: the parameter 'out' has no output binding$"
    with pytest.raises(AppError, match=message):
        inspect.signature(make(tool))


@pytest.mark.parametrize("name", ["context", "invocation"])
def test_the_invocation(name: str) -> None:
    # The worker passes it to the parameter `context` only.
    def first(a: int, context: func.Context) -> str:
        return f"{a} {context.invocation_id}"

    def second(a: int, invocation: func.Context) -> str:
        return f"{a} {invocation.invocation_id}"

    made = make(first if name == "context" else second)
    assert list(inspect.signature(made).parameters) == ["context", "tool_context"]
    invocation = func.Context(invocation_id="9", function_name="tool", function_directory="/app")
    assert asyncio.run(made(context=invocation, tool_context={"arguments": {"a": 1}})) == "1 9"


def test_the_name_of_the_row_is_that_of_the_parameter() -> None:
    def tool(context: func.Context) -> None: ...

    app = func.FunctionApp()
    app.mcp_tool()(tool)
    [function] = app.get_functions()
    assert json.loads(function.get_raw_bindings()[0])["name"] == "tool_context"
    assert function.get_bindings()[0].name == "tool_context"


def test_a_binding_of_the_name_context() -> None:
    def tool(context: func.Out[str], tool_context: func.Out[str], a: int) -> str:
        return f"{a}"

    made = make(tool, "context", "tool_context")
    assert list(inspect.signature(made).parameters) == ["context", "tool_context", "tool_tool_context"]
    assert asyncio.run(made(context=None, tool_context=None, tool_tool_context={"arguments": {"a": 1}})) == "1"


def test_a_binding_of_the_name_context_beside_the_invocation() -> None:
    def tool(context: func.Out[str], invocation: func.Context) -> None: ...

    with pytest.raises(
        AppError,
        match=r"^cannot make a tool of <function 'tool' at .+>: it has both a Context and a binding named 'context'$",
    ):
        inspect.signature(make(tool, "context"))


class Adder:
    def __call__(self, a: int) -> int:
        return a + 1


def test_for_the_worker_it_is_a_function_of_the_same_file() -> None:
    made = make(save, "size")
    assert inspect.iscoroutinefunction(made)
    assert Path(inspect.getfile(made)) == Path(__file__)
    assert (made.__name__, made.__qualname__, made.__module__) == ("save", "save", __name__)
    assert made.__doc__ is None
    assert made.__wrapped__ is save
    assert typing.get_type_hints(made) == {"size": int}


def test_a_decorator_on_top_of_what_the_worker_calls() -> None:
    made = make(save)

    @functools.wraps(made)
    async def logged(**passed: Any) -> Any:
        return [await made(**passed)]

    assert str(inspect.signature(logged)) == "(context)"
    assert asyncio.run(logged(context={"arguments": {"name": "a"}})) == ["('a', 1, None)"]


def test_a_callable_that_is_not_a_function() -> None:
    made = make(Adder())
    assert made.__name__ == "Adder"
    assert inspect.iscoroutinefunction(made)
    assert asyncio.run(made(context={"arguments": {"a": 1}})) == "2"


def test_bindings_that_nobody_can_annotate_have_no_annotation() -> None:
    def tool(plain, unknown: Nowhere) -> None:  # type: ignore[no-untyped-def,name-defined]  # noqa: F821  # pyright: ignore  # what is tested
        """Take two."""

    made = make(cast("Any", tool), "plain", "unknown")
    assert typing.get_type_hints(made) == {}
    assert str(inspect.signature(made)) == "(plain, unknown, context)"


def test_a_call_without_its_context() -> None:
    with pytest.raises(TypeError, match="missing a required argument: 'context'"):
        asyncio.run(make(save)())


# The function itself


def test_a_tool_can_be_called_as_what_it_is() -> None:
    app = func.FunctionApp()
    tool = app.mcp_tool()(app.mcp_tool_property("name", "Its name.")(save))
    later = app.mcp_tool_property("name", "Its name.")(app.mcp_tool()(save_later))
    assert tool("a", unit="MB") == "('a', 1, 'MB')"
    assert asyncio.run(later("a")) == "('a', 1, None)"
    assert not inspect.iscoroutinefunction(tool)
    assert inspect.iscoroutinefunction(later)


def test_errors_of_the_function_stay_what_they_are() -> None:
    def tool() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match=r"^nothing there$"):
        call(tool)


# Built more than once


def test_a_tool_that_is_built_again_knows_its_new_decorators() -> None:
    app = func.FunctionApp()
    tool = app.mcp_tool()(save)
    [before] = app.get_functions()[0].get_raw_bindings()
    app.mcp_tool_property("name", "Its name.")(tool)
    [after] = app.get_functions()[0].get_raw_bindings()
    assert "Its name." not in before
    assert "Its name." in after
    made = app.get_functions()[0].get_user_function()
    assert inspect.isfunction(made)
    assert made.__dict__["__wrapped__"] is save
    assert asyncio.run(made(context={"arguments": {"name": "a"}})) == "('a', 1, None)"


def test_what_others_put_around_a_tool_stays() -> None:
    app = func.FunctionApp()
    app.mcp_tool()(save)
    function = app.get_functions()[0]
    made = function.get_user_function()

    @functools.wraps(made)
    async def logged(**passed: Any) -> Any:
        return [await made(**passed)]

    function.set_user_function(logged)
    assert app.get_functions()[0].get_user_function() is logged
    assert asyncio.run(logged(context={"arguments": {"name": "a"}})) == ["('a', 1, None)"]
