"""Tools, resources and prompts of an MCP server: no checker may report anything here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from typing_extensions import assert_type

import azure_functions_lite as func
from azure_functions_lite.decorators.mcp import MCPPromptTrigger, MCPResourceTrigger, MCPTool, MCPToolProperty

app = func.FunctionApp()


@func.mcp_content
@dataclass
class Snippet:
    name: str
    size: int | None = None


@app.mcp_tool()
def save(name: str, size: Annotated[int, "in characters"] = 1) -> Snippet:
    """Save a snippet."""
    return Snippet(name, size)


@app.mcp_tool_property("name", "Its name.", func.McpPropertyType.STRING)
@app.mcp_tool(metadata="{}", use_result_schema=True)
@app.mcp_tool_property(arg_name="tags", property_type="string", is_required=False, as_array=True)
@app.queue_output("out", "snippets", "Storage")
async def save_later(
    name: str, out: func.Out[str], call: func.MCPToolContext, context: func.Context, tags: list[str] | None = None
) -> None:
    """Save a snippet, later."""
    out.set(f"{name} {call['sessionid']} {context.invocation_id} {tags}")


@app.mcp_tool_trigger("context", "load", "Load a snippet.", tool_properties="[]")
def load(context: func.MCPToolContext) -> dict[str, Any]:
    return context


@app.mcp_resource_trigger("context", "file://logo.png", "logo", mime_type="image/png", size=5, data_type="binary")
def logo(context: str) -> bytes:
    return context.encode()


@app.mcp_prompt_trigger("context", "ask", [func.PromptArgument("topic", required=True)], title="Ask", icons=None)
def ask(context: func.PromptInvocationContext) -> str:
    return f"Say something about {context.arguments['topic']}."


def tests() -> None:
    assert_type(save("a", size=5), Snippet)
    assert_type(save("a").size, "int | None")
    call = func.MCPToolContext(name="save", arguments={})
    assert_type(load(call), "dict[str, Any]")
    assert_type(logo("a"), bytes)
    assert_type(ask(func.PromptInvocationContext(arguments={"topic": "tea"})), str)


async def later() -> None:
    context = func.Context(invocation_id="1")
    await save_later("a", func.Out[str](), func.MCPToolContext(), context, tags=["b"])


def rows() -> None:
    argument = func.PromptArgument("topic", "What about.", True)
    assert_type(argument.description, "str | None")
    assert_type(argument.to_dict(), "dict[str, Any]")
    assert_type(func.PromptArgument.serializer(argument), "dict[str, Any]")
    assert_type(MCPPromptTrigger("context", "ask", (argument,)).get_dict_repr(), "dict[str, Any]")
    assert_type(MCPResourceTrigger("context", "a:b", "logo").size, "int | None")
    assert_type(MCPTool().name, str)
    assert_type(MCPTool("{}").tool_properties, "str | None")
    assert_type(MCPToolProperty("name").property_type, "func.McpPropertyType | None")
