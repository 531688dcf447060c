"""What `azure_functions_lite.testing` has for whole situations, called rightly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis.strategies import SearchStrategy, just
from typing_extensions import assert_type

import azure_functions_lite as func
from azure_functions_lite.testing import (
    After,
    App,
    Call,
    EntityResult,
    OrchestrationResult,
    Step,
    Trace,
    after,
    blob_created_event,
    dead_lettered_message,
    device_message,
    http_request,
    poison_message,
    run_entity,
    run_orchestrator,
    session_message,
    static_web_apps_request,
    strategies,
    upload_request,
)


def build() -> None:
    assert_type(http_request(params={"a": ["1", "2"], "b": "3"}, headers={"x": ["1"], "y": 2}), func.HttpRequest)
    assert_type(poison_message("tea", id="1"), func.QueueMessage)
    assert_type(dead_lettered_message(json={"id": 7}), func.ServiceBusMessage)
    assert_type(session_message(session_id="a"), func.ServiceBusMessage)
    assert_type(blob_created_event("a/b"), func.EventGridEvent)
    assert_type(device_message(json=7, device_id="d"), func.EventHubEvent)
    assert_type(upload_request("PUT", form={"a": "b"}), func.HttpRequest)
    assert_type(static_web_apps_request(user=None, json=7), func.HttpRequest)


def generate() -> None:
    assert_type(strategies.queue_messages(id=just("1")), SearchStrategy[func.QueueMessage])
    assert_type(strategies.of_type(func.HttpRequest), SearchStrategy[func.HttpRequest])


def run(app: App) -> None:
    trace = app.run_until_idle("place", more_inputs={"pack": {"prices": "{}"}}, max_calls=9, req=http_request())
    assert_type(trace, Trace)
    assert_type(trace.steps_of("pack"), list[Step])

    result = run_orchestrator(
        app,
        "tour",
        ["Oslo"],
        activities={"greet": lambda city: f"Hello, {city}", "wait": after(timedelta(hours=1)), "fail": OSError("busy")},
        events=[("go", after(timedelta(days=1), True))],
        http={"https://example.com": {"statusCode": 200}},
    )
    assert_type(result, OrchestrationResult)
    assert_type(result.calls, list[Call])
    assert_type(result.error, Exception | None)
    assert_type(run_orchestrator(".", "tour", events={"go": 1}).inputs_of("greet"), list[Any])
    assert_type(run_entity(func.FunctionApp(), "counter", "get", ("add", 3), state=1), EntityResult)
    assert_type(after(timedelta()), After)
