"""MCP tools of both packages: rows, calls and results that are the same."""
# No annotations of the future here: the official SDK takes text for "string".

import asyncio
import json
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any, List, Optional, Tuple  # noqa: UP035  # older spellings, for the official SDK

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .decorators_read import read
from .packages import official, ours


def make(func: ModuleType, tool: Any, *properties: dict[str, Any], **options: Any) -> Any:
    """The function of an app that has it as a tool."""
    app = func.FunctionApp()
    for arguments in properties:
        given = dict(arguments)
        if "property_type" in given:
            given["property_type"] = func.McpPropertyType[given["property_type"]]
        tool = app.mcp_tool_property(**given)(tool)
    app.mcp_tool(**options)(tool)
    [function] = app.get_functions()
    return function


def call(func: ModuleType, tool: Any, context: object, **options: Any) -> Any:
    """What goes back for a call."""
    return asyncio.run(make(func, tool, **options).get_user_function()(context=context))


def assert_same_row(tool: Any, *properties: dict[str, Any], **options: Any) -> None:
    # Of the function, a copy: decorators leave notes on it.
    theirs, mine = (read([make(func, _copy(tool), *properties, **options)]) for func in (official, ours))
    assert mine == theirs


def _copy(function: Any) -> Any:
    copied = FunctionType(function.__code__, globals(), function.__name__, function.__defaults__)
    copied.__annotations__ = dict(function.__annotations__)
    copied.__doc__, copied.__kwdefaults__ = function.__doc__, function.__kwdefaults__
    return copied


# Rows

ANNOTATIONS: list[Any] = [
    *(int, float, str, bool, bytes, object, Any),
    *(Optional[int], Optional[str], Optional[float], Optional[bool]),  # noqa: UP045  # the official SDK knows no other
    *(List[int], List[str], List[float], List[bool], list[int], list[str]),  # noqa: UP006  # these spellings, too
    *(Optional[List[int]], Optional[list[str]], List[Optional[int]]),  # noqa: UP006, UP045  # as above
]
DEFAULTS: list[Any] = [(), (None,), (5,), ("a",)]


@pytest.mark.parametrize("default", DEFAULTS, ids=["no default", "None", "int", "str"])
@pytest.mark.parametrize("annotation", ANNOTATIONS, ids=repr)
def test_annotations(annotation: Any, default: Tuple[object, ...]) -> None:  # noqa: UP006  # as above
    def tool(argument: Any) -> None:
        """Take something."""

    tool.__annotations__["argument"] = annotation
    tool.__defaults__ = default or None
    assert_same_row(tool)


@pytest.mark.parametrize(
    "properties",
    [
        [{"arg_name": "name"}],
        [{"arg_name": "name", "description": "Its name, \u00e5."}],
        [{"arg_name": "name", "is_required": False}],
        [{"arg_name": "name", "is_required": True}],
        [{"arg_name": "name", "is_required": None, "as_array": None}],
        [{"arg_name": "name", "as_array": True}],
        *(
            [{"arg_name": "name", "property_type": kind}]
            for kind in ("INTEGER", "STRING", "BOOLEAN", "OBJECT", "DATETIME")
        ),
        [{"arg_name": "size", "is_required": True, "as_array": False}],
        [{"arg_name": "size", "is_required": False, "as_array": True, "property_type": "OBJECT", "description": ""}],
        [{"arg_name": "name", "description": "First."}, {"arg_name": "size", "is_required": False}],
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"use_result_schema": True},
        {"use_result_schema": None},
        {"metadata": '{"a": 1}', "use_result_schema": False},
    ],
    ids=str,
)
def test_properties(properties: list[dict[str, Any]], options: dict[str, Any]) -> None:
    def tool(name: str, size: int = 1) -> None:
        """Save something."""

    assert_same_row(tool, *properties, **options)


def nothing() -> str:
    return "Nothing."


def typed(name: str = "tea", count: int = 1, is_new: bool = False, unit: Optional[str] = None) -> str:  # noqa: UP045  # as above
    """Count things, perhaps."""
    return f"{name}{count}{is_new}{unit}"


async def asynchronous(name: str, count: int) -> str:
    """Wait."""
    return name * count


def unannotated(name, count=1):  # type: ignore[no-untyped-def]  # what is tested
    return f"{name}{count}"


NAME = {"arg_name": "name", "description": "Its name.", "is_required": False}
COUNT = {"arg_name": "count", "description": "How many.", "property_type": "BOOLEAN", "is_required": False}
TOOLS: list[Any] = [typed, asynchronous, unannotated]  # pyright: ignore[reportUnknownVariableType]  # what is tested


@pytest.mark.parametrize("properties", [[], [NAME, COUNT]], ids=["bare", "described"])
@pytest.mark.parametrize("tool", TOOLS)
def test_tools(tool: Any, properties: list[dict[str, Any]]) -> None:
    assert_same_row(tool, *properties)
    assert_same_row(nothing)


def test_an_output() -> None:
    def tool(name: str, out: Any) -> str:
        out.set(name)
        return name

    found: list[object] = []
    for func in (official, ours):
        app = func.FunctionApp()
        app.mcp_tool()(app.queue_output("out", "orders", "Storage")(_copy(tool)))
        found.append(read(app.get_functions()))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "docstring", [None, "", "  Save.  ", "Save.\n\nAll of it.\n", "\n  Save.\n\n    All.  \n  "], ids=repr
)
def test_docstrings(docstring: Optional[str]) -> None:  # noqa: UP045  # as above
    def tool() -> None: ...

    tool.__doc__ = docstring
    assert_same_row(tool)


@pytest.mark.parametrize(
    "arguments", [None, [], [("topic",)], [("topic", 'What \u00e5 "it" is.', True), ("", None, False)]], ids=repr
)
def test_arguments_of_prompts(arguments: Any) -> None:
    rows: list[str] = []
    for func in (official, ours):
        app = func.FunctionApp()
        given = arguments and [func.PromptArgument(*each) for each in arguments]
        app.mcp_prompt_trigger("context", "ask", prompt_arguments=given, icons="[]")(len)
        rows += app.get_functions()[0].get_raw_bindings()
        for each in given or ():
            assert each == func.PromptArgument(**each.to_dict())
            assert func.PromptArgument.serializer(each) == each.to_dict()
    assert rows[0] == rows[1]


# Calls


def plain(name: Any, size: Any = 1, *, unit: Any = None) -> str:
    return repr((name, size, unit))


async def coroutine(name: Any, size: Any = 1, *, unit: Any = None) -> str:
    await asyncio.sleep(0)
    return repr((name, size, unit))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
    max_leaves=5,
)
ARGUMENTS = st.fixed_dictionaries({"name": JSON}, optional={"size": JSON, "unit": JSON, "other": JSON})


@pytest.mark.parametrize("tool", [plain, coroutine], ids=["function", "coroutine"])
@given(ARGUMENTS, st.booleans())
def test_calls(tool: Any, arguments: dict[str, Any], as_bytes: bool) -> None:
    text = json.dumps({"name": "tool", "arguments": arguments})
    context = text.encode() if as_bytes else text
    assert call(ours, tool, context) == call(official, tool, context)


def test_the_whole_call() -> None:
    found: list[object] = []
    for func in (official, ours):

        def tool(whole: Any, size: int) -> str:
            return repr((whole, size))

        tool.__annotations__["whole"] = func.MCPToolContext
        found.append(call(func, tool, '{"name": "tool", "arguments": {"size": 5}, "sessionid": "1"}'))
    assert found[0] == found[1]


def test_errors_of_the_function() -> None:
    def tool() -> None:
        raise LookupError("nothing there")

    for func in (official, ours):
        with pytest.raises(LookupError, match="nothing there"):
            call(func, tool, '{"arguments": {}}')


# Results


class Plain:
    def __init__(self, value: object) -> None:
        self.value = value

    def __str__(self) -> str:
        return f"Plain {self.value}"


@dataclass
class Point:
    x: int
    inner: object = None


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text())
def test_scalars(result: object) -> None:
    def tool() -> object:
        return result

    for options in ({}, {"use_result_schema": True}, {"use_result_schema": None}):
        assert call(ours, tool, '{"arguments": {}}', **options) == call(official, tool, '{"arguments": {}}', **options)


@given(
    st.dictionaries(st.text(), JSON)
    | st.tuples(JSON, JSON)
    | st.builds(Plain, JSON)
    | st.builds(Point, st.integers(), JSON)
)
def test_structured_results(result: object) -> None:
    def tool() -> object:
        return result

    found = [call(func, tool, '{"arguments": {}}', use_result_schema=True) for func in (official, ours)]
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize("result", [Plain(1), Point(1), Point(1, Point(2)), {}, [], len], ids=str)
def test_other_results(result: object) -> None:
    def tool() -> object:
        return result

    assert call(ours, tool, '{"arguments": {}}') == call(official, tool, '{"arguments": {}}') == str(result)


@given(JSON)
def test_marked_classes(value: object) -> None:
    found: list[str] = []
    for func in (official, ours):

        @func.mcp_content
        class Marked(Plain):
            pass

        def tool() -> object:
            return Marked(value)

        for annotation in (Marked, Optional[Marked]):  # noqa: UP045  # as above
            tool.__annotations__["return"] = annotation
            found.append(call(func, tool, '{"arguments": {}}'))
    assert found[:2] == found[2:]
    assert json.loads(found[0])["structuredContent"] == json.dumps({"value": value})
