"""MCP tools."""

# No annotations of the future here: the official SDK takes text for "string".

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import partial
from types import ModuleType
from typing import Annotated, Any, Dict, Literal, Optional, Union  # noqa: UP035  # older spellings, too

import pytest

from azure_functions_lite.errors import FunctionsError

from ..decorators import Use
from ..decorators_compare import Found
from ..packages import official, ours
from ..table import Shown, both, row

_DAY, _DAY_JSON = {"day": date(2020, 1, 31)}, '{"day": "2020-01-31"}'


class _Number(IntEnum):
    ONE = 1


@dataclass
class _Point:
    x: int


def _save(name: str, size: int = 1, tags: Optional[list[str]] = None) -> str:  # noqa: UP045  # the official SDK knows no other
    return repr((name, size, tags))


def _tool(func: ModuleType, tool: Any, *below: Any, above: Any = None, **options: Any) -> Any:
    """The function of an app that has it as a tool; decorators are names and arguments."""
    app = func.FunctionApp()
    for name, *arguments in below:
        tool = getattr(app, name)(*arguments)(tool)
    tool = app.mcp_tool(**options)(tool)
    if above:
        getattr(app, above[0])(*above[1:])(tool)
    return app.get_functions()[0]


def _row(function: Any) -> dict[str, Any]:
    rows = [json.loads(row) for row in function.get_raw_bindings()]
    row: dict[str, Any] = next(row for row in rows if row["type"] == "mcpToolTrigger")
    return row


def _properties(function: Any) -> list[tuple[object, ...]]:
    """Type, description, whether an array and whether required, for each argument."""
    return [tuple(each.values())[1:] for each in json.loads(_row(function)["toolProperties"])]


def _annotated(func: ModuleType, annotation: Any) -> list[tuple[object, ...]]:
    def tool(argument: Any) -> None: ...

    tool.__annotations__["argument"] = annotation
    return _properties(_tool(func, tool))


def _property(func: ModuleType, number: int, *arguments: object) -> tuple[object, ...]:
    return _properties(_tool(func, _save, ("mcp_tool_property", *arguments)))[number]


def _count(func: ModuleType, tool: Any, above: object) -> int:
    return len(_properties(_tool(func, tool, above=above)))


def _call(func: ModuleType, tool: Any, context: object = '{"arguments": {}}', **options: Any) -> Any:
    return asyncio.run(_tool(func, tool, **options).get_user_function()(context=context))


def _names_itself(func: ModuleType, context: str) -> bool:
    try:
        return bool(_call(func, _save, context=context))
    except ValueError as error:
        return "_save" in str(error)


def _returned(func: ModuleType, result: object) -> object:
    return _call(func, lambda: result)


def _structured(func: ModuleType, result: object) -> object:
    return json.loads(_call(func, lambda: result, use_result_schema=True))["structuredContent"]


@row()
def mcp_tool_types(func: ModuleType) -> Shown:
    """arguments of `mcp_tool` annotated `X | None`, as text, as `dict`, `Sequence[X]`, `set[X]`, `tuple[X, …]`, `list`,
      a dataclass, an enum or `Literal` of numbers, `Decimal`, `int | float`, `Annotated[X, …]` or a `NewType`
    are a single, required `string`; `integer` for `Optional[Union[int, str]]` -> have their type, whether it is an
      array and whether they are required; the text in `Annotated` is the description
    a model calls a tool by these"""
    for annotation, kind, is_array, is_required in (
        (int | None, "integer", False, False),
        (list[int] | None, "integer", True, False),
        ("int", "integer", False, True),
        ("Optional[int]", "integer", False, False),
        ("list[float]", "number", True, True),
        (int | float, "number", False, True),
        (Union[int, str, None], "string", False, False),  # noqa: UP007  # this spelling, too
        (list, "string", True, True),
        (Sequence[int], "integer", True, True),
        (set[int], "integer", True, True),
        (tuple[int, ...], "integer", True, True),
        (dict, "object", False, True),
        (Dict[str, int], "object", False, True),  # noqa: UP006  # as above
        (Mapping[str, int], "object", False, True),
        (list[dict[str, int]], "object", True, True),
        (_Point, "object", False, True),
        (_Number, "integer", False, True),
        (Literal[1, 2], "integer", False, True),
        (Decimal, "number", False, True),
        (Annotated[int, 5], "integer", False, True),
    ):
        yield [(kind, "", is_array, is_required)], partial(_annotated, func, annotation)
    yield [("string", "its name", False, True)], lambda: _annotated(func, Annotated[str, "its name"])


@row(
    Use("mcp_tool_property", ("second",), {}),
    both(lambda func: _property(func, 1, "size", "How much."), ..., ("integer", "How much.", False, False)),
    both(lambda func: _property(func, 2, "tags", "Words."), ..., ("string", "Words.", True, False)),
)
def mcp_tool_property_defaults(found: Found) -> bool:
    """`mcp_tool_property` that leaves out `is_required` or `as_array`
    makes an optional argument required, and an array a single value -> keeps what the function says
    a description does not change them"""
    if not (isinstance(found.theirs, str) and isinstance(found.mine, str)):
        return False
    optional = [re.sub(r'(isRequired\\*": )true', r"\1false", text) for text in (found.theirs, found.mine)]
    counts = [len(re.findall(r'isRequired\\*": true', text)) for text in (found.theirs, found.mine)]
    return optional[0] == optional[1] and counts[0] > counts[1]


@row()
def mcp_tool_property_type(func: ModuleType) -> Shown:
    """`mcp_tool_property(property_type="integer")`
    raises `AttributeError` -> accepts names and values of `McpPropertyType`
    like other decorators"""
    yield "boolean", lambda: _property(func, 1, "size", None, "boolean")[0]


_NAMED = ("mcp_tool_property", "name", "Its name.")


@row(
    Use("mcp_tool_property", (), {"arg_name": "absent"}),
    both(lambda func: len(_row(_tool(func, _save, ("mcp_tool_property", "nmae")))), ..., ValueError),
    both(lambda func: len(_row(_tool(func, _save, _NAMED, _NAMED[:2]))), ..., ValueError),
)
def mcp_tool_property_unknown(found: Found) -> bool:
    """`mcp_tool_property` for an unknown argument, or twice for one
    is dropped; the second replaces the first -> raises `AppError` when the app is indexed
    a misspelled name is a mistake"""
    uses = [use for use in getattr(found.subject, "uses", ()) if "property" in use.name]
    is_absent = any(use.kwargs.get("arg_name", use.args[:1]) not in ("first", "second") for use in uses)
    return is_absent and isinstance(found.mine, FunctionsError) and "mcp_tool_property" in str(found.mine)


@row()
def mcp_tool_order(func: ModuleType) -> Shown:
    """`mcp_tool_property` or the decorator of an output above `mcp_tool`
    is ignored: the description is missing, and the output is an argument -> counts, as below
    the order of decorators does not matter"""

    # Separate functions: the official SDK remembers properties with the function.
    def tool(name: str) -> None: ...

    def sender(name: str, out: Any) -> None: ...

    yield ("string", "Its name.", False, True), lambda: _properties(_tool(func, tool, above=_NAMED))[0]
    for decorator in (("queue_output", "out", "orders", "Storage"), ("blob_input", "out", "a/b", "Storage")):
        yield 1, partial(_count, func, sender, decorator)


@row()
def mcp_tool_description() -> None:
    """the docstring of a tool, below Python 3.13
    keeps the indentation below the first line -> removes it
    it is not part of the text"""

    def tool() -> None: ...

    tool.__doc__ = "One.\n\n    Two."  # what a compiler below 3.13 leaves
    for func, text in ((official, "One.\n\n    Two."), (ours, "One.\n\nTwo.")):
        assert _tool(func, tool).get_bindings_dict()["bindings"][0]["description"] == text


@row()
def mcp_tool_callable(func: ModuleType) -> Shown:
    """calling a function with `mcp_tool` in a test
    returns a coroutine that needs a `context` -> calls the function
    for tests"""
    found = func.FunctionApp().mcp_tool()(_save)("a", size=5)
    if asyncio.iscoroutine(found):
        found.close()
    yield "('a', 5, None)", lambda: found


@row()
def mcp_tool_invocation(func: ModuleType) -> Shown:
    """a parameter annotated `Context`
    is an argument of the tool -> gets the invocation; the call then uses the parameter `tool_context`
    as in every function"""

    def tool(size: int, context: Any) -> str:
        return f"{size} {context}"

    tool.__annotations__["context"] = func.Context
    function = _tool(func, tool)
    # The worker passes the invocation in the parameter of this name.
    passed = {_row(function)["name"]: '{"arguments": {"size": 5}}', "context": "invocation"}
    yield "5 invocation", lambda: asyncio.run(function.get_user_function()(**passed))


@row()
def mcp_tool_context() -> None:
    """a parameter annotated `MCPToolContext`
    gets a dict; with `Optional` or `Annotated` it is an argument -> gets an `MCPToolContext`
    the annotation says so"""
    for func, kind in ((official, "dict"), (ours, "MCPToolContext")):

        def tool(call: Any) -> str:
            return type(call).__name__

        tool.__annotations__["call"] = func.MCPToolContext
        assert asyncio.run(_tool(func, tool).get_user_function()(context='{"arguments": {}}')) == kind


@row()
def mcp_tool_variable(func: ModuleType) -> Shown:
    """`*args` and `**kwargs` of a tool
    are required arguments `args` and `kwargs` -> are not arguments; `**kwargs` receives unknown ones
    a client cannot fill them in"""

    def tool(*args: int, **kwargs: int) -> None: ...

    yield [], lambda: _properties(_tool(func, tool))


@row()
def mcp_tool_outputs() -> None:
    """a parameter annotated `Out` without an output
    is an argument of the tool -> raises `AppError`
    a mistake"""

    def tool(out: Any) -> None: ...

    tool.__annotations__["out"] = official.Out[str]
    assert '"out"' in _tool(official, tool).get_bindings_dict()["bindings"][0]["toolProperties"]
    tool.__annotations__["out"] = ours.Out[str]
    with pytest.raises(ValueError, match="the parameter 'out' has no output binding"):
        _tool(ours, tool).get_bindings_dict()


@row()
def mcp_tool_positional(func: ModuleType) -> Shown:
    """positional-only parameters; callables that are not functions
    raise `TypeError`; raise `AttributeError` -> work
    Python allows them"""

    def tool(name: str, /) -> str:
        return name

    class Tool:
        def __call__(self, name: str) -> str:
            return name

    for callable_ in (tool, Tool()):
        yield "a", partial(_call, func, callable_, context='{"arguments": {"name": "a"}}')


@row()
def mcp_tool_directory(func: ModuleType) -> Shown:
    """`Context.function_directory` of a tool
    is a folder of the SDK -> is that of the function
    the meaning is clear to be"""
    yield __file__, lambda: _tool(func, _save).get_user_function().__code__.co_filename


@row()
def mcp_tool_call(func: ModuleType) -> Shown:
    """a call without `arguments`, with other JSON, without a required argument, or that is parsed already
    raises `TypeError` or `AttributeError`, without the name of the tool -> raises `DataError` or `FieldError`, a
      `ValueError`, that names both; accepts a mapping
    the error says what to fix"""
    yield "('a', 1, None)", lambda: _call(func, _save, context=func.MCPToolContext(arguments={"name": "a"}))
    yield "1", lambda: _call(func, lambda size=1: str(size), context='{"arguments": null}')
    for context in ('{"arguments": {}}', '{"arguments": []}', "[]", "{"):
        yield True, partial(_names_itself, func, context)


@row()
def mcp_tool_optional(func: ModuleType) -> Shown:
    """an argument left out that may be None and has no default
    raises `TypeError` -> is None
    the entry says that it is not required"""

    def tool(unit: Optional[str]) -> str:  # noqa: UP045  # the official SDK knows no other
        return repr(unit)

    yield "None", lambda: _call(func, tool)


@row()
def mcp_tool_results(func: ModuleType) -> Shown:
    """a dict, a list, a tuple, bytes or a model of the MCP SDK as the result of a tool
    becomes the `repr`: `{'a': None}` -> becomes JSON, the decoded text, or the model's own JSON
    it can be read"""
    for result, text in (({"a": None}, '{"a": null}'), (["a"], '["a"]'), (b"a", "a"), (_DAY, _DAY_JSON)):
        yield text, partial(_returned, func, result)


@row()
def mcp_tool_structured(func: ModuleType) -> Shown:
    """with `use_result_schema`, a list
    becomes empty text -> becomes JSON
    nothing is dropped"""
    for result, text in (([1], "[1]"), ([{"a": 1}], '[{"a": 1}]')):
        yield text, partial(_structured, func, result)


@row()
def mcp_tool_structured_values(func: ModuleType) -> Shown:
    """with `use_result_schema`, dates, `Decimal`, enums, bytes, marked classes in others, subclasses of `dict`
    raise `TypeError`; a subclass of `dict` becomes `{}` -> are converted as everywhere
    as above"""
    yield _DAY_JSON, lambda: _structured(func, _DAY)
    yield '{"a": 1}', lambda: _structured(func, func.MCPToolContext(a=1))


@row()
def mcp_content(func: ModuleType) -> Shown:
    """`mcp_content` on a class
    counts if the return annotation is the class or `Optional` of it -> counts for every result of the class, and for
      annotations as text, `X | None` and `Annotated`
    the mark is on the class"""

    @func.mcp_content
    class Answer:
        def __init__(self) -> None:
            self.text = "a"

    def tool() -> object:
        return Answer()

    for annotation in (object, Answer | None):
        tool.__annotations__["return"] = annotation
        yield '{"text": "a"}', lambda: json.loads(_call(func, tool))["structuredContent"]


@row()
def mcp_content_class(func: ModuleType) -> Shown:
    """`mcp_content` on a function; `PromptArgument.serializer` of something else
    accepts it; returns None -> raises `ArgumentTypeError`
    a mistake"""
    yield TypeError, lambda: func.mcp_content(_save)
    yield TypeError, lambda: json.dumps({"a"}, default=func.PromptArgument.serializer)


@row()
def mcp_prompt_argument_list() -> None:
    """`prompt_arguments` of other things than `PromptArgument`, or a generator
    raises `AttributeError`; accepts it -> raises `ArgumentTypeError`
    one decorator may be applied to several functions"""
    for func, error in ((official, AttributeError), (ours, TypeError)):
        with pytest.raises(error):
            func.FunctionApp().mcp_prompt_trigger("a", "b", [{"name": "c"}])(len).build().get_function_json()
