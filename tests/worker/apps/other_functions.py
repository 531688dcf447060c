"""Functions of an app with function.json: timers, MCP, bindings without a converter, and what else the worker does."""

# ruff: noqa: UP045  # `Optional` is what is tested

from __future__ import annotations

import asyncio
from typing import Any, Optional, cast

import seen

import azure_functions_lite as func


def timer(timer: func.TimerRequest, out: func.Out[str]) -> None:
    out.set(seen.report(timer, seen.TIMER))


def warmup(warmup: func.warmup.WarmUpContext) -> None:
    assert type(warmup).__name__ == "WarmUpContext"


def prompt(prompt: func.PromptInvocationContext) -> str:
    return seen.report(prompt, seen.PROMPT)


def tool(call: str) -> Optional[str]:
    return call


def tool_without_an_answer(call: str) -> Optional[str]:
    return None


def tool_with_a_number(call: str) -> Any:
    return 7


def resource(call: str) -> str:
    return call


def echo_text(item: str) -> str:
    return item


def echo_bytes(item: bytes) -> bytes:
    return item


def generic_dict(item: str) -> dict[str, Any]:
    return {"note": "smörgås", "of": item}


def generic_list(item: str, out: func.Out[bytes]) -> list[Any]:
    out.set(b"\xff")
    return [1, None, item]


def generic_int(item: str) -> int:
    return -(2**40)


def generic_float(item: str) -> float:
    return 0.1


def generic_none(item: str) -> Optional[str]:
    return None


async def in_a_coroutine(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    await asyncio.sleep(0)
    msg.set("sent")
    return func.HttpResponse(req.method)


def quoted(req: "func.HttpRequest", msg: "func.Out[func.QueueMessage]") -> "func.HttpResponse":  # noqa: UP037  # quotes are what is tested
    msg.set(func.QueueMessage(body="hey"))
    return func.HttpResponse(req.method)


def fails(req: func.HttpRequest) -> str:
    raise ValueError("no smörgås")


def returns_what_cannot_be_sent(msg: func.QueueMessage) -> str:
    return cast("str", {1, 2})


def returns_without_an_output(msg: func.QueueMessage) -> str:
    return "lost"
