"""Examples of the rows of docs/differences.md that are about function apps and their decorators."""

from __future__ import annotations

import asyncio
import inspect
import logging
from datetime import time
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from .examples import fails, shows
from .examples_apps import OTHERS as OTHERS
from .packages import official, ours, resolve
from .wrongs_decorators import WRONGS as DECORATORS
from .wrongs_mcp import WRONGS as MCP

CHECKS = {**DECORATORS, **MCP}
ROWS = {
    "app-functions-twice": ["app: its functions are asked for twice"],
    "app-auth-level": [f"{kind}: an auth level is spelt 'anonymous'" for kind in ("FunctionApp", "WsgiFunctionApp")],
    "app-earlier-function": [
        "app: an earlier function gets a binding by queue_output",
        "app: an earlier function gets a name",
    ],
    "app-asgi-not-made": ["AsgiFunctionApp: what is left of one that could not be made"],
    "mcp-tool-types": ["mcp_tool: an argument annotated 'int'", "mcp_tool: a description in Annotated"],
    "mcp-tool-property-defaults": [
        "mcp_tool_property: an optional argument is described",
        "mcp_tool_property: an array is described",
    ],
    "mcp-tool-property-type": ["mcp_tool_property: the type as text"],
    "mcp-tool-property-unknown": [
        "mcp_tool_property: of an argument that there is not",
        "mcp_tool_property: two of one argument",
    ],
    "mcp-tool-order": ["mcp_tool_property: above mcp_tool", "mcp_tool: an output above it"],
    "mcp-tool-callable": ["mcp_tool: the function is called in a test"],
    "mcp-tool-invocation": ["mcp_tool: the invocation is asked for"],
    "mcp-tool-variable": ["mcp_tool: *args and **kwargs are no arguments"],
    "mcp-tool-positional": ["mcp_tool: a positional-only argument", "mcp_tool: a callable object"],
    "mcp-tool-directory": ["mcp_tool: the folder of the function"],
    "mcp-tool-call": ["mcp_tool: the call as an object", "mcp_tool: called with []", "mcp_tool: no arguments"],
    "mcp-tool-optional": ["mcp_tool: an argument that may be None is left out"],
    "mcp-tool-results": ["mcp_tool: a dict is returned", "mcp_tool: bytes is returned"],
    "mcp-tool-structured": ["mcp_tool: a list is structured"],
    "mcp-tool-structured-values": ["mcp_tool: a date is structured", "mcp_tool: a dict of its own class is structured"],
    "mcp-content": ["mcp_content: a result without annotation", "mcp_content: a result that may be None"],
    "mcp-content-class": [
        "mcp_content: something that is no class",
        "PromptArgument: the serializer is given something else",
    ],
}
"""Row -> the checks of wrong behaviour that show it."""


def _checks(row: str) -> None:
    for name in ROWS[row]:
        CHECKS[name](ours)
        assert fails(partial(CHECKS[name], official)), name


OTHERS.update((row, partial(_checks, row)) for row in ROWS)


def _row(func: ModuleType, name: str, *args: object, **kwargs: object) -> str:
    app = func.FunctionApp()
    getattr(app, name)(*args, **kwargs)(lambda: None)
    text: str = app.get_functions()[0].get_raw_bindings()[0]
    return text


@shows("decorator-json")
def _() -> None:
    arguments = ("documents", "Cosmos", "shop", "orders")
    assert fails(lambda: _row(official, "cosmos_db_trigger", *arguments, start_from_time=time(1, 2))) == "TypeError"
    assert "01:02:00" in _row(ours, "cosmos_db_trigger", *arguments, start_from_time=time(1, 2))
    assert fails(lambda: _row(official, "warm_up_trigger", "warm", own=b"x")) == "TypeError"
    assert '"own": "eA=="' in _row(ours, "warm_up_trigger", "warm", own=b"x")


@shows("decorator-reserved")
def _() -> None:
    for name in ("type", "direction"):
        assert "own" not in _row(official, "warm_up_trigger", "warm", **{name: "own"})
        assert fails(partial(_row, ours, "warm_up_trigger", "warm", **{name: "own"})) == "TypeError"


@shows("decorator-choice")
def _() -> None:
    for func, source in ((official, "EVENT_GRID"), (ours, "EventGrid")):
        assert f'"source": "{source}"' in _row(func, "blob_trigger", "blob", "a/b", "Storage", source="EVENT_GRID")
    assert fails(lambda: _row(official, "blob_trigger", "blob", "a/b", "Storage", source="bogus")) == ""
    assert (
        fails(lambda: _row(ours, "blob_trigger", "blob", "a/b", "Storage", source="bogus")) == "ChoiceError"
    )  # a KeyError


@shows("decorator-enum-values")
def _() -> None:
    members = {"core.McpPropertyType": "FLOAT", "kafka.OAuthBearerMethod": "DEFAULT", "openai.InputType": "RawText"}
    values = [
        [resolve(func, f"decorators.{kind}")[name].value for kind, name in members.items()] for func in (official, ours)
    ]
    assert values == [["float", (0,), ("raw_text",)], ["number", 0, "raw_text"]]


def _tool(func: ModuleType, tool: Any) -> Any:
    app = func.FunctionApp()
    app.mcp_tool()(tool)
    return app.get_functions()[0]


@shows("mcp-tool-description")
def _() -> None:
    def tool() -> None: ...

    tool.__doc__ = "One.\n\n    Two."  # what a compiler below 3.13 leaves
    for func, text in ((official, "One.\n\n    Two."), (ours, "One.\n\nTwo.")):
        assert _tool(func, tool).get_bindings_dict()["bindings"][0]["description"] == text


@shows("mcp-tool-context")
def _() -> None:
    for func, kind in ((official, "dict"), (ours, "MCPToolContext")):

        def tool(call: Any) -> str:
            return type(call).__name__

        tool.__annotations__["call"] = func.MCPToolContext
        assert asyncio.run(_tool(func, tool).get_user_function()(context='{"arguments": {}}')) == kind


@shows("mcp-tool-outputs")
def _() -> None:
    def tool(out: Any) -> None: ...

    tool.__annotations__["out"] = official.Out[str]
    assert '"out"' in _tool(official, tool).get_bindings_dict()["bindings"][0]["toolProperties"]
    tool.__annotations__["out"] = ours.Out[str]
    with pytest.raises(ValueError, match="an output for the parameter 'out'"):
        _tool(ours, tool).get_bindings_dict()


@shows("mcp-prompt-argument-list")
def _() -> None:
    for func, error in ((official, AttributeError), (ours, TypeError)):
        with pytest.raises(error):
            func.FunctionApp().mcp_prompt_trigger("a", "b", [{"name": "c"}])(len).build().get_function_json()


def _queue_function(func: ModuleType, app: Any, work: Any) -> Any:
    return app.queue_trigger("msg", "orders", "Storage")(work)


def work(msg: object) -> object:
    return msg


@shows("app-blueprint-twice")
def _() -> None:
    for func, failure in ((official, "ValueError"), (ours, "")):
        app, blueprint = func.FunctionApp(), func.Blueprint()
        _queue_function(func, blueprint, work)
        app.register_functions(blueprint)
        app.register_functions(blueprint)
        assert fails(app.get_functions) == failure


@shows("app-several")
def _() -> None:
    for func, failure in ((official, "IndexError"), (ours, "")):
        one, other = func.FunctionApp(), func.FunctionApp()
        decorated = _queue_function(func, one, work)
        assert fails(partial(other.queue_output("out", "bills", "Storage"), decorated)) == failure
    assert other.get_functions() == one.get_functions()


@shows("app-warning")
def _() -> None:
    for func, count in ((official, 1), (ours, 0)):
        app = func.FunctionApp()
        _queue_function(func, app, work)
        records: list[logging.LogRecord] = []
        handler = logging.Handler()
        handler.emit = records.append  # type: ignore[method-assign, assignment]  # to see what is logged
        logging.getLogger().addHandler(handler)
        app.get_functions()
        logging.getLogger().removeHandler(handler)
        assert len(records) == count


def _orchestrator(func: ModuleType) -> Any:
    app = func.FunctionApp()
    below = app.queue_output("out", "bills", "Storage")(work)
    return app, app.orchestration_trigger("msg")(below)


@shows("app-durable-below")
def _() -> None:
    pytest.importorskip("azure.durable_functions")
    rows = [[row.type for row in _orchestrator(func)[1].build().get_bindings()] for func in (official, ours)]
    assert rows == [["orchestrationTrigger"], ["queue", "orchestrationTrigger"]]


@shows("decorator-calls")
def _() -> None:
    pytest.importorskip("azure.durable_functions")
    for func, calls_work in ((official, False), (ours, True)):
        decorated = func.FunctionApp().orchestration_trigger("msg")(work)
        assert (fails(partial(decorated, 7)) == "") is calls_work


@shows("decorator-bare")
def _() -> None:
    for func, failure in ((official, ""), (ours, "TypeError")):
        assert fails(partial(func.FunctionApp().route, work)) == failure


@shows("decorator-callables")
def _() -> None:
    for func, failure in ((official, "AttributeError"), (ours, "")):
        assert fails(partial(_queue_function, func, func.FunctionApp(), partial(work))) == failure
    app = ours.FunctionApp()
    _queue_function(ours, app, partial(work))
    assert app.get_functions()[0].get_function_name() == "work"


@shows("decorator-async")
def _() -> None:
    async def wait(msg: object) -> None: ...

    for func, is_one, parameters in ((official, False, ["args", "kwargs"]), (ours, True, ["msg"])):
        decorated = _queue_function(func, func.FunctionApp(), wait)
        assert inspect.iscoroutinefunction(decorated) is is_one
        assert [*inspect.signature(decorated).parameters] == parameters


@shows("decorator-table")
def _() -> None:
    assert fails(lambda: _row(official, "table_input", "row", "Storage", "orders", own=1)) == "TypeError"
    assert (
        '"own": 1'
        in ours.FunctionApp().table_input("row", "Storage", "orders", own=1)(work)._function.get_raw_bindings()[0]
    )


def _route_one_method(func: ModuleType) -> object:
    return func.FunctionApp().route(methods="GET")(work)


@shows("route-one-method")
def _() -> None:
    for func, failure in ((official, "KeyError"), (ours, "")):
        assert fails(partial(_route_one_method, func)) == failure


@shows("row-classes")
def _() -> None:
    made: dict[str, dict[str, Any]] = {
        "function_name.FunctionName": {"function_name": "orders", "own": 1},
        "core.Trigger": {"name": "msg"},
    }
    failures = [
        [fails(partial(resolve(func, f"decorators.{path}"), **options)) for path, options in made.items()]
        for func in (official, ours)
    ]
    assert failures == [["", "TypeError"], ["TypeError", ""]]
    routes = [
        resolve(func, "decorators.dapr.DaprTopicTrigger")(name="msg", pub_sub_name="pubsub", topic="orders").route
        for func in (official, ours)
    ]
    assert routes == [None, "orders"]
