"""What is wrong with the tools of an MCP server."""
# No annotations of the future here: the official SDK takes text for "string", which is one of the wrongs.

import asyncio
import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import partial
from types import ModuleType
from typing import Annotated, Any, Dict, Literal, Optional, Union  # noqa: UP035  # older spellings, too

from .wrongs import Wrongs

WRONGS = Wrongs()


def _make(func: ModuleType, tool: Any, *below: Any, above: Any = None, **options: Any) -> Any:
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


def _call(func: ModuleType, tool: Any, *decorators: Any, context: object = '{"arguments": {}}', **options: Any) -> Any:
    return asyncio.run(_make(func, tool, *decorators, **options).get_user_function()(context=context))


# Annotations


class _Number(IntEnum):
    ONE = 1


@dataclass
class _Point:
    x: int


def _annotated(annotation: Any, kind: str, is_array: bool, is_required: bool, func: ModuleType) -> None:
    def tool(argument: Any) -> None: ...

    tool.__annotations__["argument"] = annotation
    assert _properties(_make(func, tool)) == [(kind, "", is_array, is_required)]


for _annotation, _kind, _is_array, _is_required in (
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
    WRONGS[f"mcp_tool: an argument annotated {_annotation!r}"] = partial(
        _annotated, _annotation, _kind, _is_array, _is_required
    )


@WRONGS.says("mcp_tool: a description in Annotated")
def _(func: ModuleType) -> None:
    def tool(argument: Annotated[str, "its name"]) -> None: ...

    assert _properties(_make(func, tool)) == [("string", "its name", False, True)]


@WRONGS.says("mcp_tool: *args and **kwargs are no arguments")
def _(func: ModuleType) -> None:
    def tool(*args: int, **kwargs: int) -> None: ...

    assert _properties(_make(func, tool)) == []


@WRONGS.says("McpPropertyType: FLOAT is a type that JSON has")
def _(func: ModuleType) -> None:
    assert func.McpPropertyType.FLOAT.value == "number"


# Properties and the order of decorators


def _save(name: str, size: int = 1, tags: Optional[list[str]] = None) -> str:  # noqa: UP045  # the official SDK knows no other
    return repr((name, size, tags))


@WRONGS.says("mcp_tool_property: an optional argument is described")
def _(func: ModuleType) -> None:
    assert _properties(_make(func, _save, ("mcp_tool_property", "size", "How much.")))[1] == (
        "integer",
        "How much.",
        False,
        False,
    )


@WRONGS.says("mcp_tool_property: an array is described")
def _(func: ModuleType) -> None:
    assert _properties(_make(func, _save, ("mcp_tool_property", "tags", "Words.")))[2] == (
        "string",
        "Words.",
        True,
        False,
    )


@WRONGS.says("mcp_tool_property: the type as text")
def _(func: ModuleType) -> None:
    assert _properties(_make(func, _save, ("mcp_tool_property", "size", None, "boolean")))[1][0] == "boolean"


@WRONGS.says("mcp_tool_property: above mcp_tool")
def _(func: ModuleType) -> None:
    # A function of its own: the official SDK remembers properties with the function.
    def tool(name: str) -> None: ...

    function = _make(func, tool, above=("mcp_tool_property", "name", "Its name."))
    assert _properties(function)[0] == ("string", "Its name.", False, True)


@WRONGS.says("mcp_tool: an output above it")
def _(func: ModuleType) -> None:
    def tool(name: str, out: Any) -> None: ...

    assert len(_properties(_make(func, tool, above=("queue_output", "out", "orders", "Storage")))) == 1


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except ValueError:
        return True
    return False


@WRONGS.says("mcp_tool_property: of an argument that there is not")
def _(func: ModuleType) -> None:
    assert _is_refused(lambda: _row(_make(func, _save, ("mcp_tool_property", "nmae"))))


@WRONGS.says("mcp_tool_property: two of one argument")
def _(func: ModuleType) -> None:
    twice = [("mcp_tool_property", "name", "Its name."), ("mcp_tool_property", "name")]
    assert _is_refused(lambda: _row(_make(func, _save, *twice)))


# The function


@WRONGS.says("mcp_tool: the function is called in a test")
def _(func: ModuleType) -> None:
    found = func.FunctionApp().mcp_tool()(_save)("a", size=5)
    if asyncio.iscoroutine(found):
        found.close()
    assert found == "('a', 5, None)"


@WRONGS.says("mcp_tool: the invocation is asked for")
def _(func: ModuleType) -> None:
    def tool(size: int, context: Any) -> str:
        return f"{size} {context}"

    tool.__annotations__["context"] = func.Context
    function = _make(func, tool)
    # The worker passes the invocation in the parameter of this name.
    assert _row(function)["name"] != "context"
    passed = {"context": "invocation", _row(function)["name"]: '{"arguments": {"size": 5}}'}
    assert asyncio.run(function.get_user_function()(**passed)) == "5 invocation"


@WRONGS.says("mcp_tool: the folder of the function")
def _(func: ModuleType) -> None:
    made = _make(func, _save).get_user_function()
    assert made.__code__.co_filename == __file__


@WRONGS.says("mcp_tool: a callable object")
def _(func: ModuleType) -> None:
    class Tool:
        def __call__(self, name: str) -> str:
            return name

    assert _call(func, Tool(), context='{"arguments": {"name": "a"}}') == "a"


# Calls


@WRONGS.says("mcp_tool: the call as an object")
def _(func: ModuleType) -> None:
    assert _call(func, _save, context=func.MCPToolContext(arguments={"name": "a"})) == "('a', 1, None)"


@WRONGS.says("mcp_tool: an argument that may be None is left out")
def _(func: ModuleType) -> None:
    def tool(unit: Optional[str]) -> str:  # noqa: UP045  # as above
        return repr(unit)

    assert _call(func, tool) == "None"


@WRONGS.says("mcp_tool: a positional-only argument")
def _(func: ModuleType) -> None:
    def tool(name: str, /) -> str:
        return name

    assert _call(func, tool, context='{"arguments": {"name": "a"}}') == "a"


@WRONGS.says("mcp_tool: no arguments")
def _(func: ModuleType) -> None:
    def tool(size: int = 1) -> str:
        return str(size)

    assert _call(func, tool, context='{"arguments": null}') == "1"


def _error(context: str, func: ModuleType) -> ValueError:
    try:
        _call(func, _save, context=context)
    except ValueError as error:
        return error
    raise AssertionError


def _is_said(context: str, func: ModuleType) -> None:
    assert "_save" in str(_error(context, func))


for _context in ('{"arguments": {}}', '{"arguments": []}', "[]", "{"):
    WRONGS[f"mcp_tool: called with {_context}"] = partial(_is_said, _context)


# Results


def _returns(result: object, text: object, func: ModuleType) -> None:
    def tool() -> object:
        return result

    assert _call(func, tool) == text


for _name, _result, _text in (
    ("a dict", {"a": None}, '{"a": null}'),
    ("a list", ["a"], '["a"]'),
    ("bytes", b"\xff", b"\xff"),
    ("a date", {"day": datetime.date(2020, 1, 31)}, '{"day": "2020-01-31"}'),
):
    WRONGS[f"mcp_tool: {_name} is returned"] = partial(_returns, _result, _text)


def _structured(result: object, text: str, func: ModuleType) -> None:
    def tool() -> object:
        return result

    assert json.loads(_call(func, tool, use_result_schema=True))["structuredContent"] == text


_STRUCTURED: tuple[tuple[str, object, str], ...] = (
    ("a list", [1], "[1]"),
    ("a list of dicts", [{"a": 1}], '[{"a": 1}]'),
    ("a date", {"day": datetime.date(2020, 1, 31)}, '{"day": "2020-01-31"}'),
)
for _name, _value, _json in _STRUCTURED:
    WRONGS[f"mcp_tool: {_name} is structured"] = partial(_structured, _value, _json)


@WRONGS.says("mcp_tool: a dict of its own class is structured")
def _(func: ModuleType) -> None:
    _structured(func.MCPToolContext(a=1), '{"a": 1}', func)


def _marked(annotate: Callable[[type], object], func: ModuleType) -> None:
    @func.mcp_content
    class Answer:
        def __init__(self) -> None:
            self.text = "a"

    def tool() -> object:
        return Answer()

    tool.__annotations__["return"] = annotate(Answer)
    assert json.loads(_call(func, tool))["structuredContent"] == '{"text": "a"}'


WRONGS["mcp_content: a result without annotation"] = partial(_marked, lambda _: object)
WRONGS["mcp_content: a result that may be None"] = partial(_marked, lambda kind: kind | None)


@WRONGS.says("mcp_content: something that is no class")
def _(func: ModuleType) -> None:
    refused = False
    try:
        func.mcp_content(_save)
    except TypeError:
        refused = True
    assert refused


@WRONGS.says("PromptArgument: the serializer is given something else")
def _(func: ModuleType) -> None:
    refused = False
    try:
        json.dumps({"a"}, default=func.PromptArgument.serializer)
    except TypeError:
        refused = True
    assert refused
