"""Mistakes with MCP: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

import azure_functions_lite as func
from azure_functions_lite.decorators.mcp import MCPPromptTrigger, MCPTool, MCPToolProperty

app = func.FunctionApp()


@app.mcp_tool_property("name", "Its name.")
@app.mcp_tool()
def save(name: str, size: int = 1) -> str:
    return name * size


save()  # error
save(5)  # error
save("a", size="b")  # error
save("a", sizes=5)  # error
save("a").nothing  # error
save({"arguments": {"name": "a"}})  # error

app.mcp_tool(meta="{}")  # error
app.mcp_tool(metadata={})  # error
app.mcp_tool("{}", False, "context")  # error
app.mcp_tool_property()  # error
app.mcp_tool_property("name", type="string")  # error
app.mcp_tool_property("name", property_type=str)  # error
app.mcp_tool_property("name", is_required="yes")  # error
app.mcp_tool_property("name", property_type=func.McpPropertyType.NUMBER)  # error
app.mcp_tool_trigger("context")  # error
app.mcp_tool_trigger("context", "save", tool_properties=5)  # error
app.mcp_resource_trigger("context", "a:b")  # error
app.mcp_resource_trigger("context", "a:b", "logo", size="5")  # error
app.mcp_prompt_trigger("context", "ask", ["topic"])  # error
app.mcp_prompt_trigger("context", "ask", func.PromptArgument("topic"))  # error
app.mcp_prompt_trigger("context", "ask", (func.PromptArgument("topic") for _ in "a"))  # error

func.PromptArgument()  # error
func.PromptArgument("topic", required="yes")  # error
func.mcp_content(5)  # error
MCPTool(name="context")  # error
MCPTool().metadata = 5  # error
MCPToolProperty("name", array=True)  # error
MCPPromptTrigger("context", "ask", [{"name": "topic"}])  # error
