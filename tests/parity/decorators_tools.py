"""MCP tools of functions whose annotations are plain, and not texts: this file has none of the future's annotations."""

import types
from collections.abc import Callable
from types import ModuleType
from typing import Any, Optional

SCENARIOS: dict[str, Callable[[ModuleType], object]] = {}


def _nothing() -> str:
    return "Nothing."


def _several(name: str, count: int, is_new: bool) -> str:
    """Count things."""
    return name * count if is_new else name


def _defaults(name: str = "tea", count: int = 1, is_new: bool = False, unit: Optional[str] = None) -> str:  # noqa: UP045  # as many write it
    """Count things, perhaps."""  # what becomes of the spaces
    return f"{name}{count}{is_new}{unit}"


async def _asynchronous(name: str, count: int) -> str:
    """Wait."""
    return name * count


def _unannotated(name, count=1):  # type: ignore[no-untyped-def]  # what is tested
    return f"{name}{count}"


def _copy(function: Any) -> Any:
    # Decorators leave notes on a function.
    copied = types.FunctionType(function.__code__, globals(), function.__name__, function.__defaults__)
    copied.__annotations__ = dict(function.__annotations__)
    copied.__doc__ = function.__doc__
    return copied


def _bare(tool: Any) -> Callable[[ModuleType], object]:
    def scenario(func: ModuleType) -> object:
        app = func.FunctionApp()
        app.mcp_tool()(_copy(tool))
        return app

    return scenario


def _described(tool: Any) -> Callable[[ModuleType], object]:
    def scenario(func: ModuleType) -> object:
        app = func.FunctionApp()
        decorated = app.mcp_tool_property("name", description="Its name.")(_copy(tool))
        decorated = app.mcp_tool_property("count", "How many.", func.McpPropertyType.BOOLEAN, False)(decorated)
        app.function_name("named")(app.mcp_tool(metadata='{"a": 1}', use_result_schema=True)(decorated))
        return app

    return scenario


_TOOLS: dict[str, Any] = {
    "nothing": _nothing,
    "several": _several,
    "defaults": _defaults,
    "coroutine": _asynchronous,
    "no annotations": _unannotated,
}
for _name, _tool in _TOOLS.items():
    SCENARIOS[f"a tool: {_name}"] = _bare(_tool)
    if _tool is not _nothing:
        SCENARIOS[f"a tool with properties: {_name}"] = _described(_tool)


def _sends(name: str, count: int, out: Any) -> str:
    """Send things."""
    out.set(name * count)
    return name


def _with_output(func: ModuleType) -> object:
    app = func.FunctionApp()
    app.mcp_tool()(app.queue_output("out", "orders", "Storage")(_copy(_sends)))
    return app


SCENARIOS["a tool with an output"] = _with_output
