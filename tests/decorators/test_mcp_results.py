"""What tools answer: the text that goes back for a result."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, SimpleNamespace
from typing import Annotated, Any, NamedTuple, Optional

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import ArgumentTypeError


def answer(tool: Callable[[], object], **options: Any) -> Any:
    """What goes back for what a tool returns."""
    app = func.FunctionApp()
    app.mcp_tool(**options)(tool)
    made: Any = app.get_functions()[0].get_user_function()
    return asyncio.run(made(context="{}"))


def sent(result: object, **options: Any) -> Any:
    return answer(lambda: result, **options)


def structured(text: str) -> dict[str, str]:
    return {"type": "text", "content": json.dumps({"type": "text", "text": text}), "structuredContent": text}


class Color(Enum):
    RED = "red"


class Pair(NamedTuple):
    left: int
    right: int


class Plain:
    def __init__(self, value: object) -> None:
        self.value = value

    def __str__(self) -> str:
        return f"Plain {self.value}"


@func.mcp_content
class Marked(Plain):
    pass


class Derived(Marked):
    pass


@func.mcp_content
class Slotted:
    __slots__ = ("value",)


@func.mcp_content
@dataclass
class Item:
    name: str
    price: Decimal = Decimal("1.5")
    day: date | None = None
    parts: list[Item] = field(default_factory=list["Item"])


@dataclass
class Line:
    """Is not marked."""

    text: str


class Model:
    """Stands for a model of pydantic."""

    def __init__(self, **values: object) -> None:
        self._values = values

    def model_dump(self, *, mode: str, by_alias: bool, exclude_none: bool = False) -> dict[str, object]:
        assert (mode, by_alias) == ("json", True)
        return {name: value for name, value in self._values.items() if value is not None or not exclude_none}


# These have the names of models of the MCP SDK.


class TextContent(Model):
    pass


class ResourceLink(Model):
    pass


class CallToolResult(Model):
    pass


class OwnResult(CallToolResult):
    pass


TEXT = TextContent(type="text", text="å", meta=None)
TEXT_JSON = '{"type": "text", "text": "\\u00e5"}'


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (None, ""),
        ("", ""),
        ("å", "å"),
        (b"x", "x"),
        (bytearray("å".encode()), "å"),
        (5, "5"),
        (1.5, "1.5"),
        (True, "True"),
        ({}, "{}"),
        ({"a": [1, None], "å": True}, '{"a": [1, null], "\\u00e5": true}'),
        (MappingProxyType({"a": 1}), '{"a": 1}'),
        ([], "[]"),
        (["a", {"b": 1}], '["a", {"b": 1}]'),
        ((1, 2), "[1, 2]"),
        (Pair(1, 2), "[1, 2]"),
        ({"day": date(2020, 1, 31), "price": Decimal("1.5")}, '{"day": "2020-01-31", "price": 1.5}'),
        ([Color.RED, MappingProxyType({"a": 1})], '["red", {"a": 1}]'),
        ({"items": [Item("a")]}, '{"items": [{"name": "a", "price": 1.5, "day": null, "parts": []}]}'),
        ([Line("a"), {"b": Line("c")}], '[{"text": "a"}, {"b": {"text": "c"}}]'),
        ([Marked(1), Derived(2)], '[{"value": 1}, {"value": 2}]'),
        ([Model(a=None)], '[{"a": null}]'),
        ({"text": TEXT}, f'{{"text": {TEXT_JSON}}}'),
        (func.Document(a=1), '{"a": 1}'),
        ([func.Document(a=1)], '[{"a": 1}]'),
        (Plain(5), "Plain 5"),
        (Color.RED, "Color.RED"),
        (Model(a=1, b=None), '{"a": 1}'),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("options", [{}, {"use_result_schema": None}], ids=["as it is", "None"])
def test_results(result: object, text: str | bytes, options: dict[str, Any]) -> None:
    found = sent(result, **options)
    assert (type(found), found) == (type(text), text)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("å", "å"),
        ("", ""),
        (5, "5"),
        (True, "true"),
        ({"a": 1}, '{"a": 1}'),
        ({}, "{}"),
        ([], "[]"),
        ([1, None], "[1, null]"),
        ((1, 2), "[1, 2]"),
        (["a", {"b": 1}], '["a", {"b": 1}]'),
        (b"x", "eA=="),
        (datetime(2020, 1, 31), "2020-01-31T00:00:00"),
        (Color.RED, "red"),
        (Item("a", parts=[Item("b")]), None),
        (Plain(5), '{"value": 5}'),
        (Plain(Color.RED), '{"value": "red"}'),
        (SimpleNamespace(), "{}"),
        (Model(a=1, b=None), '{"a": 1, "b": null}'),
        (func.Document(a=1), '{"a": 1}'),
        (func.MCPToolContext(a=1), '{"a": 1}'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_structured_results(result: object, text: str | None) -> None:
    part = '{"name": "b", "price": 1.5, "day": null, "parts": []}'
    expected = text if text is not None else f'{{"name": "a", "price": 1.5, "day": null, "parts": [{part}]}}'
    assert json.loads(sent(result, use_result_schema=True)) == structured(expected)


def test_the_text_of_a_structured_result() -> None:
    assert sent({"å": 1}, use_result_schema=True) == (
        '{"type": "text",'
        ' "content": "{\\"type\\": \\"text\\", \\"text\\": \\"{\\\\\\"\\\\\\\\u00e5\\\\\\": 1}\\"}",'
        ' "structuredContent": "{\\"\\\\u00e5\\": 1}"}'
    )


def test_no_result_is_not_a_structured_result() -> None:
    assert sent(None, use_result_schema=True) == ""


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (Marked(1), '{"value": 1}'),
        (Derived([Marked("a")]), '{"value": [{"value": "a"}]}'),
        (Item("a"), '{"name": "a", "price": 1.5, "day": null, "parts": []}'),
    ],
    ids=["marked", "a subclass", "dataclass"],
)
def test_results_of_marked_classes_are_structured(result: object, text: str) -> None:
    assert json.loads(sent(result)) == structured(text)


def returns_marked() -> Marked:
    return SimpleNamespace(a=1)  # type: ignore[return-value]  # pyright: ignore[reportReturnType]  # only the annotation says it


def returns_optional() -> Optional[Marked]:  # noqa: UP045  # this spelling, too
    return {"a": 1}  # type: ignore[return-value]  # pyright: ignore[reportReturnType]  # as above


def returns_union() -> Annotated[str | Marked, "something"]:
    return '{"a": 1}'


@pytest.mark.parametrize("tool", [returns_marked, returns_optional, returns_union], ids=lambda tool: tool.__name__)
def test_results_annotated_as_a_marked_class_are_structured(tool: Callable[[], object]) -> None:
    assert json.loads(answer(tool)) == structured('{"a": 1}')


def test_a_list_of_marked_objects_is_json() -> None:
    def tool() -> list[Marked]:
        return [Marked(1)]

    assert answer(tool) == '[{"value": 1}]'


@pytest.mark.parametrize("options", [{}, {"use_result_schema": True}], ids=["as it is", "structured"])
@pytest.mark.parametrize(
    ("result", "kind", "content", "structured"),
    [
        (TEXT, "text", TEXT_JSON, TEXT_JSON),
        (
            ResourceLink(type="resource_link", uri="a:b"),
            "resource_link",
            '{"type": "resource_link", "uri": "a:b"}',
            '{"type": "resource_link", "uri": "a:b"}',
        ),
        ([TEXT], "call_tool_result", f'{{"content": [{TEXT_JSON}]}}', None),
        ((TEXT, TEXT), "call_tool_result", f'{{"content": [{TEXT_JSON}, {TEXT_JSON}]}}', None),
        (CallToolResult(content=[], meta=None), "call_tool_result", '{"content": []}', None),
        (
            OwnResult(content=[], structuredContent={"a": None}),
            "call_tool_result",
            '{"content": [], "structuredContent": {"a": null}}',
            '{"a": null}',
        ),
    ],
    ids=["text", "link", "list", "tuple", "result", "structured"],
)
def test_models_of_the_mcp_sdk(
    result: object, kind: str, content: str, structured: str | None, options: dict[str, Any]
) -> None:
    assert json.loads(sent(result, **options)) == {"type": kind, "content": content, "structuredContent": structured}


@pytest.mark.parametrize("result", [[TEXT, "a"], ["a", TEXT], [TEXT, CallToolResult(content=[])]])
def test_something_else_among_blocks_is_rejected(result: object) -> None:
    message = r"^cannot send the result of tool '<lambda>': expected content blocks only in its result, got "
    with pytest.raises(ArgumentTypeError, match=message):
        sent(result)


@pytest.mark.parametrize(
    ("result", "options", "got"),
    [
        ({"a": object()}, {}, "object"),
        ([Plain(1)], {}, "Plain"),
        ({"a": {1}}, {}, "set"),
        ({1}, {"use_result_schema": True}, "set"),
        (Plain(Plain(1)), {"use_result_schema": True}, "Plain"),
        (Plain, {"use_result_schema": True}, "type"),
        (Slotted(), {}, "Slotted"),
        ([Item], {}, "type"),
        ([TextContent], {}, "type"),
    ],
    ids=[
        "object",
        "in a list",
        "in a dict",
        "set",
        "in an object",
        "class",
        "slots",
        "dataclass itself",
        "model itself",
    ],
)
def test_results_that_json_does_not_have(result: object, options: dict[str, Any], got: str) -> None:
    message = (
        r"^cannot send the result of tool '<lambda>': expected values that JSON has,"
        rf" got an object of type {got}$"
    )
    with pytest.raises(ArgumentTypeError, match=message):
        sent(result, **options)
