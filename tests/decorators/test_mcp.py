"""Declarations of MCP: resources, prompts, and tools by hand."""

from __future__ import annotations

import inspect
import json
import typing
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, List  # noqa: UP035  # the worker takes no other

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.mcp import (
    MCPPromptTrigger,
    MCPResourceTrigger,
    MCPTool,
    MCPToolProperty,
    PromptArgument,
    mcp_content,
)
from azure_functions_lite.errors import AppError, ArgumentTypeError, ChoiceError

Tool = Callable[..., Any]
INTEGER = func.McpPropertyType.INTEGER


@pytest.fixture
def app() -> func.FunctionApp:
    return func.FunctionApp()


def rows(app: func.FunctionApp, *decorators: Any, tool: Tool) -> list[dict[str, Any]]:
    """The rows of the app's function, which has these decorators, from the one next to it outwards."""
    decorated = tool
    for decorator in decorators:
        decorated = decorator(decorated)
    [function] = app.get_functions()
    return [json.loads(row) for row in function.get_raw_bindings()]


def save(name: str, size: int = 1) -> str:
    """Save something."""
    return f"{name} {size}"


def properties(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each.pop("propertyName"): each for each in json.loads(row["toolProperties"])}


# Resources


def test_a_resource(app: func.FunctionApp) -> None:
    more: dict[str, Any] = {"mime_type": "image/png", "someMore": True}
    assert rows(app, app.mcp_resource_trigger("context", "file://logo.png", "logo", size=0, **more), tool=save) == [
        {
            "direction": "IN",
            "type": "mcpResourceTrigger",
            "name": "context",
            "uri": "file://logo.png",
            "resourceName": "logo",
            "mimeType": "image/png",
            "size": 0,
            "someMore": True,
        }
    ]


def test_a_resource_as_a_row() -> None:
    row = MCPResourceTrigger("context", "ui://a", "a", "A", "The letter.", "text/html", 5, '{"a": 1}', "string")
    assert list(row.get_dict_repr().items()) == [
        ("direction", func.decorators.core.BindingDirection.IN),
        ("dataType", func.DataType.STRING),
        ("type", "mcpResourceTrigger"),
        ("name", "context"),
        ("uri", "ui://a"),
        ("resourceName", "a"),
        ("title", "A"),
        ("description", "The letter."),
        ("mimeType", "text/html"),
        ("size", 5),
        ("metadata", '{"a": 1}'),
    ]


# Prompts


def test_a_prompt(app: func.FunctionApp) -> None:
    arguments = [PromptArgument("topic"), PromptArgument("å", 'What "it" is.', True)]
    [row] = rows(app, app.mcp_prompt_trigger("context", "ask", arguments, "Ask", icons="[]"), tool=save)
    assert list(row) == ["direction", "type", "name", "promptName", "promptArguments", "title", "icons"]
    assert row["promptArguments"] == (
        '[{"name":"topic","description":null,"required":false},'
        '{"name":"\\u00e5","description":"What \\"it\\" is.","required":true}]'
    )


@pytest.mark.parametrize("arguments", [None, [], ()], ids=repr)
def test_a_prompt_without_arguments(arguments: Any) -> None:
    row = MCPPromptTrigger("context", "ask", arguments).get_dict_repr()
    assert "promptArguments" not in row
    assert row["promptName"] == "ask"


def test_a_prompt_is_written_as_often_as_it_is_asked_for() -> None:
    trigger = MCPPromptTrigger("context", "ask", (PromptArgument("a"),))
    assert trigger.get_dict_repr() == trigger.get_dict_repr()
    assert trigger.get_dict_repr()["promptArguments"] == '[{"name":"a","description":null,"required":false}]'


@pytest.mark.parametrize(
    ("arguments", "got"),
    [
        ([{"name": "a"}], "dict of length 1"),
        (5, "int"),
        ((PromptArgument("a") for _ in range(2)), "generator"),
    ],
    ids=["dict", "int", "generator"],
)
def test_other_arguments_of_prompts_are_rejected(app: func.FunctionApp, arguments: Any, got: str) -> None:
    message = rf"^cannot set 'prompt_arguments' of MCPPromptTrigger: expected a list of PromptArgument, got {got}$"
    with pytest.raises(ArgumentTypeError, match=message):
        app.mcp_prompt_trigger("context", "ask", arguments)(save)


def test_an_argument_of_a_prompt(duplicate: Callable[[Any], Any]) -> None:
    argument = PromptArgument("topic", description="What to ask about.")
    assert (argument.name, argument.description, argument.required) == ("topic", "What to ask about.", False)
    assert argument == PromptArgument("topic", "What to ask about.", False)
    assert argument != PromptArgument("topic", "What to ask about.", True)
    assert repr(argument) == "PromptArgument(name='topic', description='What to ask about.', required=False)"
    assert duplicate(argument) == argument
    assert argument.to_dict() == {"name": "topic", "description": "What to ask about.", "required": False}
    assert json.dumps([argument], default=PromptArgument.serializer) == f"[{json.dumps(argument.to_dict())}]"


def test_the_serializer_is_for_arguments_only() -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot write an argument: expected a PromptArgument, got set of length 1$"
    ):
        json.dumps({"a"}, default=PromptArgument.serializer)


def test_an_argument_that_json_does_not_have() -> None:
    name: Any = object()
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot set 'prompt_arguments' of MCPPromptTrigger: expected values that JSON has, "
        r"got an object of type object$",
    ):
        MCPPromptTrigger("context", "ask", [PromptArgument(name)])


def test_arguments_of_a_prompt_as_text() -> None:
    # What the class of azure.functions takes, and what the deferred bindings of the worker read.
    trigger = MCPPromptTrigger("context", "ask", [PromptArgument("a")])
    assert trigger.prompt_arguments == '[{"name":"a","description":null,"required":false}]'
    assert MCPPromptTrigger("context", "ask", trigger.prompt_arguments).get_dict_repr() == trigger.get_dict_repr()
    assert MCPPromptTrigger("context", "ask", []).prompt_arguments is None


# Tools by hand


def test_a_tool_by_hand(app: func.FunctionApp) -> None:
    [row] = rows(app, app.mcp_tool_trigger("context", "save", "Save.", "[]"), tool=save)
    assert list(row.items()) == [
        ("direction", "IN"),
        ("type", "mcpToolTrigger"),
        ("name", "context"),
        ("toolName", "save"),
        ("description", "Save."),
        ("toolProperties", "[]"),
        ("useResultSchema", False),
    ]


def test_a_tool_by_hand_with_more(app: func.FunctionApp) -> None:
    more: dict[str, Any] = {"use_result_schema": True, "metadata": "{}", "some_more": 1}
    [row] = rows(app, app.mcp_tool_trigger("context", "save", data_type="binary", **more), tool=save)
    assert list(row.items()) == [
        ("direction", "IN"),
        ("dataType", "BINARY"),
        ("type", "mcpToolTrigger"),
        ("name", "context"),
        ("toolName", "save"),
        ("metadata", "{}"),
        ("useResultSchema", True),
        ("someMore", 1),
    ]


class ToolProperty:
    """A class as apps write it."""

    def to_dict(self) -> dict[str, Any]:
        return {"propertyName": "size", "propertyType": INTEGER}


@pytest.mark.parametrize(
    "given",
    [
        [{"propertyName": "size", "propertyType": "integer"}],
        ({"propertyName": "size", "propertyType": INTEGER},),
        [ToolProperty()],
        '[{"propertyName": "size", "propertyType": "integer"}]',
    ],
    ids=["list", "tuple", "objects", "text"],
)
def test_properties_by_hand_are_written_as_text(app: func.FunctionApp, given: Any) -> None:
    [row] = rows(app, app.mcp_tool_trigger("context", "save", tool_properties=given), tool=save)
    assert row["toolProperties"] == '[{"propertyName": "size", "propertyType": "integer"}]'


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (iter(()), "expected a list or text, got tuple_iterator"),
        ([object()], "expected values that JSON has, got an object of type object"),
    ],
    ids=["iterator", "object"],
)
def test_properties_by_hand_that_cannot_be_written(app: func.FunctionApp, given: Any, message: str) -> None:
    where = "^cannot set 'tool_properties' of MCPToolTrigger: "
    with pytest.raises(ArgumentTypeError, match=f"{where}{message}$"):
        app.mcp_tool_trigger("context", "save", tool_properties=given)


# Rows of tools


def test_a_tool(app: func.FunctionApp) -> None:
    assert rows(app, app.mcp_tool(), tool=save) == [
        {
            "direction": "IN",
            "type": "mcpToolTrigger",
            "name": "context",
            "toolName": "save",
            "description": "Save something.",
            "toolProperties": (
                '[{"propertyName": "name", "propertyType": "string", "description": "", "isArray": false,'
                ' "isRequired": true}, {"propertyName": "size", "propertyType": "integer", "description": "",'
                ' "isArray": false, "isRequired": false}]'
            ),
            "useResultSchema": False,
        }
    ]


def test_the_order_of_the_row(app: func.FunctionApp) -> None:
    [row] = rows(app, app.mcp_tool('{"a": 1}', use_result_schema=True), tool=save)
    first = ["direction", "type", "name", "toolName", "description", "toolProperties"]
    assert list(row) == [*first, "metadata", "useResultSchema"]
    assert (row["metadata"], row["useResultSchema"]) == ('{"a": 1}', True)


def test_a_tool_without_function() -> None:
    tool = MCPTool(use_result_schema=None)
    assert (tool.name, tool.tool_name, tool.description, tool.tool_properties) == ("context", None, None, None)
    assert (
        json.dumps(tool.get_dict_repr(), default=str)
        == '{"direction": "IN", "type": "mcpToolTrigger", "name": "context"}'
    )


def test_the_parameters_of_the_constructor() -> None:
    assert (
        str(inspect.signature(MCPTool))
        == "(metadata: 'str | None' = None, use_result_schema: 'bool | None' = False) -> 'None'"
    )
    assert list(inspect.signature(MCPToolProperty).parameters) == [
        "arg_name",
        "description",
        "property_type",
        "is_required",
        "as_array",
    ]
    assert inspect.signature(MCPToolProperty).parameters["is_required"].default is True


@pytest.mark.parametrize(
    ("docstring", "description"),
    [
        (None, ""),
        ("  ", ""),
        ("Save.  ", "Save."),
        ("Save.\n\n    All of it:\n        with spaces.\n    ", "Save.\n\nAll of it:\n    with spaces."),
        ("\n    Save.\n    ", "Save."),
    ],
    ids=["none", "blank", "a line", "paragraphs", "below the quotes"],
)
def test_the_docstring_is_the_description(app: func.FunctionApp, docstring: str | None, description: str) -> None:
    def tool() -> None: ...

    tool.__doc__ = docstring
    [row] = rows(app, app.mcp_tool(), tool=tool)
    assert row["description"] == description


def test_the_name_of_the_tool_is_not_that_of_the_function_app(app: func.FunctionApp) -> None:
    [row] = rows(app, app.function_name("renamed"), app.mcp_tool(), tool=save)
    assert row["toolName"] == "save"


def test_a_second_trigger_is_rejected(app: func.FunctionApp) -> None:
    with pytest.raises(
        AppError,
        match=r"^<function 'save' at .+> has two triggers: mcpToolTrigger for 'context' and mcpToolTrigger for "
        r"'context'$",
    ):
        app.mcp_tool()(app.mcp_tool()(save))


class Unsigned:
    __signature__ = 5

    def __call__(self) -> str:
        return ""


def test_a_callable_without_signature(app: func.FunctionApp) -> None:
    message = (
        r"^cannot make a tool of <function 'Unsigned'.*>: "
        r"expected a function with a signature, got unexpected object 5 in .+$"
    )
    with pytest.raises(AppError, match=message):
        rows(app, app.mcp_tool(), tool=Unsigned())


def generate() -> Iterator[str]:
    yield ""


async def generate_later() -> AsyncIterator[str]:
    yield ""


@pytest.mark.parametrize(
    ("tool", "got"),
    [(generate, "generatorfunction"), (generate_later, "asyncgenfunction"), (Unsigned, "class")],
    ids=["generator", "async generator", "class"],
)
def test_what_returns_no_answer_is_not_a_tool(app: func.FunctionApp, tool: Any, got: str) -> None:
    with pytest.raises(AppError, match=rf"^cannot make a tool of .+: expected a function that returns, got {got}$"):
        rows(app, app.mcp_tool(), tool=tool)


def test_annotations_are_spelt_for_the_worker(app: func.FunctionApp) -> None:
    def tool(rows: list[func.SqlRow], copy: func.Out[list[str]], x: int) -> str:
        return ""

    app.mcp_tool()(app.sql_input("rows", "select 1", "Sql")(app.queue_output("copy", "copies", "Storage")(tool)))
    hints = typing.get_type_hints(app.get_functions()[0].get_user_function())
    assert hints == {"rows": List[func.SqlRow], "copy": func.Out[List[str]]}  # noqa: UP006  # as above
    # It looks at the class, as `list[X] == List[X]` says nothing of that.
    assert type(hints["rows"]) is type(List[int])  # noqa: UP006  # as above
    assert type(typing.get_args(hints["copy"])[0]) is type(List[int])  # noqa: UP006  # as above


# Properties


@pytest.mark.parametrize(
    ("arguments", "options", "expected"),
    [
        (("size",), {}, ("integer", "", False, False)),
        (("size", "How much."), {}, ("integer", "How much.", False, False)),
        (("size",), {"description": "How much."}, ("integer", "How much.", False, False)),
        (("size",), {"is_required": True}, ("integer", "", False, True)),
        (("size", None, None, True), {}, ("integer", "", False, True)),
        (("size",), {"is_required": None}, ("integer", "", False, False)),
        (("name",), {"is_required": False}, ("string", "", False, False)),
        (("names",), {}, ("string", "", True, True)),
        (("names",), {"as_array": False}, ("string", "", False, True)),
        (("names",), {"as_array": None}, ("string", "", True, True)),
        (("name",), {"as_array": True}, ("string", "", True, True)),
        (("size",), {"property_type": func.McpPropertyType.FLOAT}, ("number", "", False, False)),
        (("size",), {"property_type": "boolean"}, ("boolean", "", False, False)),
        (("size", None, "DateTime", False, True), {}, ("string", "", True, False)),
    ],
    ids=repr,
)
def test_what_a_property_says(
    app: func.FunctionApp, arguments: Any, options: Any, expected: tuple[str, str, bool, bool]
) -> None:
    def tool(name: str, names: list[str], size: int = 1) -> None: ...

    [row] = rows(app, app.mcp_tool_property(*arguments, **options), app.mcp_tool(), tool=tool)
    keys = ("propertyType", "description", "isArray", "isRequired")
    assert properties(row).pop(arguments[0]) == dict(zip(keys, expected, strict=True))


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]], ids=repr)
def test_the_order_of_decorators_makes_no_difference(app: func.FunctionApp, order: list[int]) -> None:
    def tool(name: str, out: func.Out[str], size: int = 1) -> None: ...

    decorators = [
        app.mcp_tool(),
        app.mcp_tool_property("name", "Its name."),
        app.mcp_tool_property("size", "Its size.", is_required=True),
        app.queue_output("out", "orders", "Storage"),
    ]
    found = rows(app, *(decorators[index] for index in order), tool=tool)
    [row] = [row for row in found if row["type"] == "mcpToolTrigger"]
    assert len(found) == 2
    assert {name: (each["description"], each["isRequired"]) for name, each in properties(row).items()} == {
        "name": ("Its name.", True),
        "size": ("Its size.", True),
    }


@pytest.mark.parametrize("name", ["other", "out", "invocation", "call", "args", "kwargs"])
def test_a_property_of_what_is_not_an_argument(app: func.FunctionApp, name: str) -> None:
    def tool(
        a: int,
        b: int,
        out: func.Out[str],
        invocation: func.Context,
        call: func.MCPToolContext,
        *args: int,
        **kwargs: int,
    ) -> None: ...

    output = app.queue_output("out", "orders", "Storage")
    message = (
        r"^cannot make a tool of <function 'tool' .+test_mcp\.py:\d+>:"
        rf" mcp_tool_property names '{name}', but the arguments are: a, b$"
    )
    with pytest.raises(AppError, match=message):
        rows(app, app.mcp_tool_property(name), output, app.mcp_tool(), tool=tool)


def test_a_property_of_a_tool_without_arguments(app: func.FunctionApp) -> None:
    def tool() -> None: ...

    with pytest.raises(
        AppError,
        match=r"^cannot make a tool of <function 'tool' at .+>: mcp_tool_property names 'a', but the arguments are: "
        r"none$",
    ):
        rows(app, app.mcp_tool_property("a"), app.mcp_tool(), tool=tool)


def test_two_properties_of_one_argument(app: func.FunctionApp) -> None:
    decorators = [app.mcp_tool(), app.mcp_tool_property("size"), app.mcp_tool_property("size", "How much.")]
    with pytest.raises(
        AppError,
        match=r"^cannot make a tool of <function 'save' at .+>: it has two mcp_tool_property decorators for 'size'$",
    ):
        rows(app, *decorators, tool=save)


def test_an_unknown_type_of_property(app: func.FunctionApp) -> None:
    with pytest.raises(
        ChoiceError,
        match=r"^cannot set 'property_type' of MCPToolProperty: expected one of INTEGER, FLOAT, STRING, BOOLEAN, "
        r"OBJECT, DATETIME, got 'date'$",
    ):
        app.mcp_tool_property("size", property_type="date")(save)


def test_a_property_is_a_setting() -> None:
    setting = MCPToolProperty("size", "How much.", INTEGER)
    assert setting.get_setting_name() == "mcp_tool_property"
    assert setting.get_dict_repr() == {
        "setting_name": "mcp_tool_property",
        "arg_name": "size",
        "description": "How much.",
        "property_type": INTEGER,
        "is_required": True,
        "as_array": False,
    }


# Marked classes


def test_a_marked_class_is_the_class_itself() -> None:
    class Answer:
        """Something."""

    assert mcp_content(Answer) is Answer
    assert vars(Answer)["__mcp_content__"] is True


@pytest.mark.parametrize("marked", [5, save, None], ids=["int", "function", "None"])
def test_only_classes_can_be_marked(marked: Any) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot mark as content of MCP: expected a class, got (int|function|None)$"
    ):
        mcp_content(marked)
