"""The Model Context Protocol: functions as tools, resources and prompts of an MCP server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azure_functions_lite._bindings.values import Value
from azure_functions_lite._wire import json
from azure_functions_lite.decorators._options import Choice
from azure_functions_lite.decorators.constants import MCP_PROMPT_TRIGGER, MCP_RESOURCE_TRIGGER, MCP_TOOL_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, McpPropertyType, Setting, Trigger
from azure_functions_lite.errors import ArgumentTypeError, describe

if TYPE_CHECKING:
    from azure_functions_lite.decorators._mcp.tool import Tool
    from azure_functions_lite.decorators.core import Decorated

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
    """Description of the resource, for models and users."""
    mime_type: str | None = None
    """Media type of the content."""
    size: int | None = None
    """Length of the content in bytes."""
    metadata: str | None = None
    """Further metadata for clients, as the text of a JSON object."""
    data_type: DataTypeChoice = DataTypeChoice()


class PromptArgument(Value):
    """An argument of a prompt.

    Args:
        name: Its name.
        description: What it is for.
        required: Whether a client must pass it.
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
        ArgumentTypeError: `prompt_arguments` is not a list of `PromptArgument`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-prompt-trigger
    """

    prompt_name: str
    """Name of the prompt."""
    prompt_arguments: Collection[PromptArgument] | str | None = None
    """What a client can fill in; as an attribute, it is the text of a JSON array, or None."""
    title: str | None = None
    """Name that clients show."""
    description: str | None = None
    """What the prompt is for, for users."""
    metadata: str | None = None
    """Further metadata for clients, as the text of a JSON object."""
    icons: str | None = None
    """Icons that clients show, as the text of a JSON array."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _finish(self) -> None:
        super()._finish()
        if self.prompt_arguments is None or isinstance(self.prompt_arguments, str):
            return
        where = f"cannot set 'prompt_arguments' of {type(self).__name__}"
        given = cast("Any", self.prompt_arguments)
        # Not a generator: each function has its own entry, and the first would use it up.
        items: list[Any] = [*given] if isinstance(given, Collection) else [given]
        for item in items:
            if not isinstance(item, PromptArgument):
                raise ArgumentTypeError(where, expected="a list of PromptArgument", got=describe(item))
        # Without spaces, like the official SDK; and the worker reads the attribute for deferred bindings.
        text = json.dumps([item.to_dict() for item in items], where, separators=(",", ":"))
        self.prompt_arguments = text if items else None


class MCPToolTrigger(Trigger, type=MCP_TOOL_TRIGGER):
    """Call the function when a client calls a tool of the MCP server, and answer with what it returns.

    The parameter gets an `azure_functions_lite.MCPToolContext`. With `MCPTool`, arguments are parameters.

    Raises:
        ArgumentTypeError: `tool_properties` is neither text nor a list, or something in it has no JSON form.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
    """

    tool_name: str
    """Name of the tool."""
    description: str | None = None
    """What the tool does, for the model."""
    tool_properties: Collection[Any] | str | None = None
    """Arguments of the tool, a list of objects or its JSON text: see `MCPTool.tool_properties`. It is read as text."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _finish(self) -> None:
        super()._finish()
        if self.tool_properties is not None and not isinstance(self.tool_properties, str):
            where = f"cannot set 'tool_properties' of {type(self).__name__}"
            if not isinstance(cast("object", self.tool_properties), Collection):
                raise ArgumentTypeError(where, expected="a list or text", got=describe(self.tool_properties))
            self.tool_properties = json.dumps([*self.tool_properties], where, default=_as_property)

    def _pass_through(self, values: Mapping[str, object]) -> None:
        super()._pass_through({"metadata": None, "use_result_schema": False, **values})


class MCPToolProperty(Setting, name="mcp_tool_property"):
    """Describe an argument of an `MCPTool`. What you leave out comes from the function."""

    arg_name: str
    """The parameter of the function."""
    description: str | None = None
    """Description of the argument, for the model."""
    property_type: Choice[McpPropertyType] = Choice(McpPropertyType)
    """Its JSON type; that of its items if it is an array."""
    is_required: bool | None = True
    """Whether a client must pass it; counts only if set.

    Otherwise it is required if the parameter has no default and does not accept None.
    """
    as_array: bool | None = False
    """Whether it is an array; counts only if set.

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
        metadata: Further metadata for clients, as the text of a JSON object.
        use_result_schema: Whether results go back as structured content, too; those of classes that are marked with
            `mcp_content` do anyway.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
    """

    def __init__(self, metadata: str | None = None, use_result_schema: bool | None = False) -> None:
        self.metadata = metadata
        self.use_result_schema = use_result_schema
        """Whether results are also sent as structured content."""
        self._tool: Tool | None = None
        # The function says these, once it has all its decorators.
        self.name: str = "context"
        self.tool_name: str | None = None
        self.description: str | None = None
        self.tool_properties: str | None = None
        """Arguments of the tool, as the text of a JSON array.

        Each is an object with ``propertyName``, ``propertyType``, ``description``, ``isArray`` and ``isRequired``.
        """
        self._finish()
        self.init_params[:0] = ["name", "tool_name", "description", "tool_properties"]

    def settle(self, function: Decorated) -> None:
        """Describe the function, and have the worker call another that takes the arguments apart for it."""
        from azure_functions_lite.decorators._mcp.tool import Tool

        others = [binding.name for binding in function.get_bindings() if binding is not self]
        settings = function._settings  # pyright: ignore[reportPrivateUsage]  # get_setting gives the first only
        told = [(each.arg_name, each.changes()) for each in settings if isinstance(each, MCPToolProperty)]
        given, former = function.get_user_function(), self._tool
        is_settled = former is not None and former.is_in(given)
        user = former.user if former is not None and is_settled else given
        tool = Tool(user, others, told, bool(self.use_result_schema), f"{function!r}")
        if former is None or not is_settled or given is former.function:
            # A wrapper around the function of the last build stays around it.
            self._tool = tool
            function.set_user_function(tool.function)
        self.name = tool.call_name
        self.tool_name = tool.name
        self.description = tool.description
        self.tool_properties = tool.properties_text()
        if tool.is_structured:
            self.use_result_schema = True


def _as_property(value: Any) -> object:
    """Return the JSON form of an object in the properties of a tool; apps may use their own class for these."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "to_dict"):
        return value.to_dict()
    raise TypeError(f"an object of type {type(value).__name__}")


def mcp_content(cls: C) -> C:
    """Mark a class: if a tool returns an object of it, the host receives its text and structured content.

    Both are the JSON object of its fields, or of its attributes if it is not a dataclass.

    Raises:
        ArgumentTypeError: `cls` is not a class.

    Source: `azure.functions.mcp_content`.
    """
    if not isinstance(cls, type):  # pyright: ignore[reportUnnecessaryIsInstance]  # it is necessary without a checker
        raise ArgumentTypeError("cannot mark as content of MCP", expected="a class", got=describe(cls))
    setattr(cls, "__mcp_content__", True)  # noqa: B010  # checkers know of no such attribute
    return cls
