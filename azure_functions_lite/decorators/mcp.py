"""The Model Context Protocol: functions as tools, resources and prompts of an MCP server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azure_functions_lite._bindings.values import Value
from azure_functions_lite._wire import json
from azure_functions_lite.decorators._options import Choice
from azure_functions_lite.decorators.constants import MCP_PROMPT_TRIGGER, MCP_RESOURCE_TRIGGER, MCP_TOOL_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, McpPropertyType, Setting, Trigger
from azure_functions_lite.errors import ArgumentTypeError, describe

if TYPE_CHECKING:
    from azure_functions_lite.decorators._function import Function
    from azure_functions_lite.decorators._mcp.tool import Tool

__all__ = [
    "MCP_PROMPT_TRIGGER",
    "MCP_RESOURCE_TRIGGER",
    "MCP_TOOL_TRIGGER",
    "MCPPromptTrigger",
    "MCPResourceTrigger",
    "MCPTool",
    "MCPToolProperty",
    "MCPToolTrigger",
    "PromptArgument",
    "mcp_content",
]

C = TypeVar("C", bound=type)


class MCPResourceTrigger(Trigger, type=MCP_RESOURCE_TRIGGER):
    """Call the function when a client reads a resource of the MCP server, and answer with what it returns.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-resource-trigger
    """

    uri: str
    """Address of the resource."""
    resource_name: str
    """Name of the resource."""
    title: str | None = None
    """Name that clients show."""
    description: str | None = None
    """What the resource is, for models and users."""
    mime_type: str | None = None
    """Media type of the content."""
    size: int | None = None
    """Length of the content in bytes."""
    metadata: str | None = None
    """What clients are told besides, as the text of a JSON object."""
    data_type: DataTypeChoice = DataTypeChoice()


class PromptArgument(Value):
    """An argument of a prompt.

    Args:
        name: Its name.
        description: What it is for.
        required: Whether a client must give it.
    """

    _fields = ("name", "description", "required")

    def __init__(self, name: str, description: str | None = None, required: bool = False) -> None:
        self.name = name
        self.description = description
        self.required = required

    @staticmethod
    def serializer(obj: object) -> dict[str, Any]:
        """Return `to_dict` of an argument, as ``json.dumps(..., default=PromptArgument.serializer)`` asks for it.

        Raises:
            ArgumentTypeError: `obj` is something else.
        """
        if not isinstance(obj, PromptArgument):
            raise ArgumentTypeError("cannot write an argument", expected="a PromptArgument", got=describe(obj))
        return obj.to_dict()


class MCPPromptTrigger(Trigger, type=MCP_PROMPT_TRIGGER):
    """Call the function when a client asks for a prompt of the MCP server, and answer with what it returns.

    The parameter gets an `azure_functions_lite.PromptInvocationContext`.

    Raises:
        ArgumentTypeError: `prompt_arguments` is no list of `PromptArgument`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-prompt-trigger
    """

    prompt_name: str
    """Name of the prompt."""
    prompt_arguments: Collection[PromptArgument] | str | None = None
    """What a client may fill in; it is read as the text of a JSON array, None if there is nothing."""
    title: str | None = None
    """Name that clients show."""
    description: str | None = None
    """What the prompt is for, for users."""
    metadata: str | None = None
    """What clients are told besides, as the text of a JSON object."""
    icons: str | None = None
    """Icons that clients show, as the text of a JSON array."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _finish(self) -> None:
        super()._finish()
        if self.prompt_arguments is None or isinstance(self.prompt_arguments, str):
            return
        where = f"cannot set 'prompt_arguments' of {type(self).__name__}"
        given = cast("Any", self.prompt_arguments)
        # Not a generator: each function that is decorated has a row, and the first would leave nothing for the others.
        items: list[Any] = [*given] if isinstance(given, Collection) else [given]
        for item in items:
            if not isinstance(item, PromptArgument):
                raise ArgumentTypeError(where, expected="a list of PromptArgument", got=describe(item))
        # Without spaces, as the official SDK has it; and the worker reads the attribute for deferred bindings.
        text = json.dumps([item.to_dict() for item in items], where, separators=(",", ":"))
        self.prompt_arguments = text if items else None


class MCPToolTrigger(Trigger, type=MCP_TOOL_TRIGGER):
    """Call the function when a client calls a tool of the MCP server, and answer with what it returns.

    The parameter gets an `azure_functions_lite.MCPToolContext`. With `MCPTool`, arguments are parameters.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
    """

    tool_name: str
    """Name of the tool."""
    description: str | None = None
    """What the tool does, for the model."""
    tool_properties: str | None = None
    """Arguments of the tool, as the text of a JSON array: see `MCPTool.tool_properties`."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _pass_through(self, values: Mapping[str, object]) -> None:
        super()._pass_through({"metadata": None, "use_result_schema": False, **values})


class MCPToolProperty(Setting, name="mcp_tool_property"):
    """Say more about an argument of an `MCPTool` than the function does; what is left out, the function says."""

    arg_name: str
    """The parameter of the function."""
    description: str | None = None
    """What the argument is, for the model."""
    property_type: Choice[McpPropertyType] = Choice(McpPropertyType)
    """Its JSON type; that of its items if it is an array."""
    is_required: bool | None = True
    """Whether a client must give it; counts only if given.

    Otherwise it must if the parameter has no default and does not take None.
    """
    as_array: bool | None = False
    """Whether it is an array; counts only if given.

    Otherwise it is if the parameter is annotated as a list or the like.
    """

    def changes(self) -> dict[str, Any]:
        """Return what was given, by option: to describe an optional argument does not make it required."""
        return {name: value for name in self._given - {"arg_name"} if (value := getattr(self, name)) is not None}


class MCPTool(Trigger, type=MCP_TOOL_TRIGGER):
    """Make the function a tool of the MCP server: its parameters are the arguments, its docstring the description.

    A parameter annotated `azure_functions_lite.MCPToolContext` gets all of the call, and one annotated
    `azure_functions_lite.Context` the invocation; the parameters of other bindings stay theirs.

    Args:
        metadata: What clients are told besides, as the text of a JSON object.
        use_result_schema: Whether results go back as structured content, too; those of classes that are marked with
            `mcp_content` do anyway.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
    """

    def __init__(self, metadata: str | None = None, use_result_schema: bool | None = False) -> None:
        self.metadata = metadata
        self.asks_for_schema = use_result_schema
        self._tool: Tool | None = None
        self._finish()
        # The function says these, whenever they are asked for: it may have other decorators still to come.
        self.init_params[:0] = ["name", "tool_name", "description", "tool_properties"]

    def attached(self, function: Function[..., Any]) -> None:
        """Learn which function this is, and have the worker call something that takes the arguments apart for it."""
        from azure_functions_lite.decorators._mcp.tool import Tool

        self._tool = Tool(function, self)
        function.set_user_function(self._tool)

    if not TYPE_CHECKING:  # pragma: no branch  # there is no other at run time
        # For checkers it is the attribute that every binding has.

        @property
        def name(self):
            """The parameter that gets the call: ``context``, or ``tool_context`` if the function has that already."""
            return "context" if self._tool is None else self._tool.read_plan().call_name

    @property
    def tool_name(self) -> str | None:
        """Name of the function."""
        return self._tool and self._tool.__name__

    @property
    def description(self) -> str | None:
        """Docstring of the function."""
        return self._tool and self._tool.description

    @property
    def use_result_schema(self) -> bool | None:
        """Whether results go back as structured content, too."""
        return (self._tool is not None and self._tool.read_plan().is_structured) or self.asks_for_schema

    @property
    def tool_properties(self) -> str | None:
        """Arguments of the tool, as the text of a JSON array.

        Each is an object with ``propertyName``, ``propertyType``, ``description``, ``isArray`` and ``isRequired``.

        Raises:
            AppError: an `MCPToolProperty` is for what is no argument, or two are for the same.
        """
        return self._tool and self._tool.tool_properties


def mcp_content(cls: C) -> C:
    """Mark a class: what a tool returns of it goes back as structured content, beside its text.

    Both are the JSON object of its fields, or of its attributes if it is no dataclass.

    Raises:
        ArgumentTypeError: `cls` is no class.

    Source: `azure.functions.mcp_content`.
    """
    if not isinstance(cls, type):  # pyright: ignore[reportUnnecessaryIsInstance]  # not for whom no checker tells
        raise ArgumentTypeError("cannot mark as content of MCP", expected="a class", got=describe(cls))
    setattr(cls, "__mcp_content__", True)  # noqa: B010  # checkers know of no such attribute
    return cls
