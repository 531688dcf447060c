"""Tests of a function app with the toolkit, and custom handlers: no checker may report anything here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from typing_extensions import assert_type

import azure_functions_lite as func
from azure_functions_lite.custom_handler import decode_invocation, encode_response, read_invocation
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing import (
    NOW,
    App,
    AppFunction,
    Problem,
    Result,
    blob,
    cloud_event,
    context,
    documents,
    event_grid_event,
    event_hub_batch,
    event_hub_event,
    http_request,
    kafka_event,
    load_app,
    mcp_tool_context,
    mysql_rows,
    prompt_invocation_context,
    queue_message,
    raw,
    service_bus_batch,
    service_bus_message,
    sql_rows,
    timer_request,
    warm_up_context,
)
from azure_functions_lite.testing.payloads import Raw


def look_at(app: App) -> list[Problem]:
    function = app.function("orders")
    assert_type(app.functions, list[AppFunction])
    assert_type((function.name, function.entry_point, function.is_async), "tuple[str, str, bool]")
    assert_type(function.script, Path)
    assert_type(function.callable, Callable[..., Any])
    for row in function.bindings:
        assert_type((row.name, row.type, row.direction), "tuple[str, str, str]")
    problems = app.check()
    assert_type(problems[0].function, "str | None")
    assert_type(str(problems[0]), str)
    return problems


def call(app: App) -> None:
    result = app.invoke("orders", req=http_request("POST", json={"id": 7}), context=context(function_name="orders"))
    assert_type(result, Result)
    assert_type(result.outputs, "dict[str, Any]")
    assert_type(result.wire, dict[str, Datum])
    returned, outputs, wire = app.invoke("worker", msg=[b"tea", {"id": 7}], other=raw(queue_message()))
    assert returned == outputs == wire


async def call_async(app: App) -> None:
    assert_type(await app.invoke_async("orders", timer=timer_request(past_due=True)), Result)


def open_apps() -> None:
    for app in (load_app("."), load_app(Path()), load_app(func.FunctionApp())):
        with app as opened:
            assert_type(opened, App)


def build() -> None:
    assert_type(NOW, datetime)
    assert_type(
        http_request(form={"tag": ["a", "b"]}, files={"file": ("a.txt", b"tea", "text/plain")}), func.HttpRequest
    )
    assert_type(queue_message("tea", dequeue_count=None), func.QueueMessage)
    assert_type(queue_message(json=None, insertion_time=NOW), func.QueueMessage)
    assert_type(blob("tea", name=None), func.InputStream)
    assert_type(event_hub_event(iothub_metadata={"device": "1"}), func.EventHubEvent)
    assert_type(event_hub_batch(), list[func.EventHubEvent])
    assert_type(event_hub_batch(["tea", {"id": 7}], partition_key="k"), list[func.EventHubEvent])
    assert_type(service_bus_message(b"tea", message_id="1"), func.ServiceBusMessage)
    assert_type(service_bus_batch([b"tea"], session_id="s"), list[func.ServiceBusMessage])
    assert_type(kafka_event(key="k"), func.KafkaEvent)
    assert_type(event_grid_event({"id": 7}), func.EventGridEvent)
    assert_type(cloud_event(b"tea", color="green"), func.CloudEvent)
    assert_type(documents({"id": 7}, {"id": 8}), func.DocumentList)
    assert_type(sql_rows([{"id": 7}]), func.SqlRowList)
    assert_type(mysql_rows(), func.MySqlRowList)
    assert_type(mcp_tool_context(arguments={"id": 7}), func.MCPToolContext)
    assert_type(prompt_invocation_context(name="p"), func.PromptInvocationContext)
    assert_type(warm_up_context(), func.WarmUpContext)
    assert_type(context(), func.Context)
    assert_type(raw("tea"), Raw)
    datum, metadata = raw("tea")
    assert_type(datum, Datum)
    assert_type(metadata, dict[str, Datum])


def handle(body: bytes, rows: list[dict[str, Any]]) -> bytes:
    assert_type(read_invocation(body, rows), dict[str, tuple[Datum, dict[str, Datum]]])
    assert_type(decode_invocation(body, rows), "dict[str, Any]")
    return encode_response({"out": "tea"}, rows, return_value=func.HttpResponse(), logs=["done"])
