"""Orchestrators, an activity and an entity, for the tests that run them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from .packages import df

Orchestrator = Callable[["df.DurableOrchestrationContext"], Any]


def make(*orchestrators: Orchestrator, app: Any = None) -> Any:
    """An app with these orchestrators, the activity ``greet``, which knows two cities, and the entity ``Counter``."""
    app = df.DFApp() if app is None else app
    for orchestrator in orchestrators:
        app.orchestration_trigger(context_name="context")(orchestrator)
    app.activity_trigger(input_name="city")(greet)
    app.entity_trigger(context_name="context", entity_name="Counter")(counter)
    return app


def greet(city: str) -> str:
    return {"Tokyo": "Konnichiwa, Tokyo", "Oslo": "Hei, Oslo"}[city]


def counter(context: df.DurableEntityContext) -> None:
    count = context.get_state(lambda: 0)
    if context.operation_name == "add":
        context.set_state(count + context.get_input())
    elif context.operation_name == "get":
        context.set_result(count)
    elif context.operation_name == "delete":
        context.destruct_on_exit()
    else:
        raise ValueError(f"no operation {context.operation_name}")


def chain(context: df.DurableOrchestrationContext) -> df.Orchestration:
    tokyo = yield context.call_activity("greet", "Tokyo")
    oslo = yield context.call_activity("greet", "Oslo")
    return [tokyo, oslo]


def fan_out(context: df.DurableOrchestrationContext) -> df.Orchestration:
    tasks = [context.call_activity("greet", city) for city in context.get_input()]
    return (yield context.task_all(tasks))


def approval(context: df.DurableOrchestrationContext) -> df.Orchestration:
    timeout = context.create_timer(context.current_utc_datetime + timedelta(hours=72))
    approved = context.wait_for_external_event("approved")
    winner = yield context.task_any([approved, timeout])
    if winner == approved:
        timeout.cancel()
        return {"approved": approved.result}
    yield context.call_activity("escalate")
    return "escalated"
