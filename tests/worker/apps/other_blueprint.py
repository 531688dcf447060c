"""Functions of an app with decorators: timers, MCP, bindings without a converter, and what else the worker does."""

# ruff: noqa: UP045  # `Optional` is what is tested

from __future__ import annotations

from typing import Any, Optional

import other_functions as functions

import azure_functions_lite as func

STORAGE = "Storage"

others = func.Blueprint()


@others.timer_trigger("timer", "0 */5 * * * *")
@others.queue_output("out", "answers", STORAGE)
def timer(timer: func.TimerRequest, out: func.Out[str]) -> None:
    functions.timer(timer, out)


@others.warm_up_trigger("warmup")
def warmup(warmup: func.warmup.WarmUpContext) -> None:
    functions.warmup(warmup)


@others.mcp_prompt_trigger("prompt", "summarize", [func.PromptArgument("topic", "What to summarize.", required=True)])
def prompt(prompt: func.PromptInvocationContext) -> str:
    return functions.prompt(prompt)


@others.mcp_tool_trigger("call", "tool", "What the client sent.")
def tool(call: str) -> Optional[str]:
    return functions.tool(call)


@others.mcp_tool_trigger("call", "tool_without_an_answer", "What the client sent.")
def tool_without_an_answer(call: str) -> Optional[str]:
    return functions.tool_without_an_answer(call)


@others.mcp_tool_trigger("call", "tool_with_a_number", "What the client sent.")
def tool_with_a_number(call: str) -> Any:
    return functions.tool_with_a_number(call)


@others.mcp_resource_trigger("call", "file://readme.md", "Readme")
def resource(call: str) -> str:
    return functions.resource(call)


@others.generic_trigger("item", "shopTrigger", shelf=7)
@others.generic_output_binding("$return", "shop", shelf=8)
def echo_text(item: str) -> str:
    return functions.echo_text(item)


@others.generic_trigger("item", "shopTrigger", shelf=7)
@others.generic_output_binding("$return", "shop", shelf=8)
def echo_bytes(item: bytes) -> bytes:
    return functions.echo_bytes(item)


@others.generic_trigger("item", "shopTrigger", shelf=7)
def generic_dict(item: str) -> dict[str, Any]:
    return functions.generic_dict(item)


@others.generic_trigger("item", "shopTrigger", shelf=7)
@others.generic_output_binding("out", "shop", shelf=8)
def generic_list(item: str, out: func.Out[bytes]) -> list[Any]:
    return functions.generic_list(item, out)


@others.generic_trigger("item", "shopTrigger", shelf=7)
def generic_int(item: str) -> int:
    return functions.generic_int(item)


@others.generic_trigger("item", "shopTrigger", shelf=7)
def generic_float(item: str) -> float:
    return functions.generic_float(item)


@others.generic_trigger("item", "shopTrigger", shelf=7)
def generic_none(item: str) -> Optional[str]:
    return functions.generic_none(item)


@others.route(methods=["GET", "POST"], trigger_arg_name="req")
@others.queue_output("msg", "answers", STORAGE)
async def in_a_coroutine(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    return await functions.in_a_coroutine(req, msg)


@others.route(methods=["GET", "POST"], trigger_arg_name="req")
@others.queue_output("msg", "answers", STORAGE)
def quoted(req: "func.HttpRequest", msg: "func.Out[func.QueueMessage]") -> "func.HttpResponse":  # noqa: UP037  # quotes are what is tested
    return functions.quoted(req, msg)


@others.route(methods=["GET", "POST"], trigger_arg_name="req")
def fails(req: func.HttpRequest) -> str:
    return functions.fails(req)


@others.queue_trigger("msg", "orders", STORAGE)
@others.queue_output("$return", "answers", STORAGE)
def returns_what_cannot_be_sent(msg: func.QueueMessage) -> str:
    return functions.returns_what_cannot_be_sent(msg)


@others.queue_trigger("msg", "orders", STORAGE)
def returns_without_an_output(msg: func.QueueMessage) -> str:
    return functions.returns_without_an_output(msg)
