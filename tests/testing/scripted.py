"""Orchestrators and entities by script, for tests without `azure-functions-durable`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import azure_functions_lite as func

ACTIVITY, RETRY, SUB, NEW, TIMER, EVENT, ENTITY, HTTP, SIGNAL = 0, 1, 2, 4, 5, 6, 7, 8, 9

Step = tuple[int, list[dict[str, Any]]]
_ENDS = (5, 6, 8, 9, 11, 15)


def app_with(**functions: Callable[..., Any]) -> func.FunctionApp:
    """An app of functions by name: orchestrators of `script`, entities, and activities with the parameter `value`."""
    app = func.FunctionApp()
    for name, function in functions.items():
        type = getattr(function, "trigger", "activityTrigger")
        parameter = "value" if type == "activityTrigger" else "context"
        decorate: Any = app.generic_trigger(arg_name=parameter, type=type)
        app.function_name(name)(decorate(function))
    return app


def script(*steps: Step, output: object = None, error: Exception | None = None, status: object = None) -> Any:
    """An orchestrator that asks for the actions of each step once so many things have ended, and then is done.

    With an error it fails in the end as the package does, with its state in the message.
    """

    def main(context: func.OrchestrationContext) -> str:
        history = json.loads(context.body)["history"]
        ended = sum(event["EventType"] in _ENDS for event in history)
        actions = [action for after, step in steps if ended >= after for action in step]
        is_done = all(ended >= after for after, _ in steps) and not (steps and steps[-1][1])
        state: dict[str, Any] = {"isDone": is_done, "actions": [actions], "output": output if is_done else None}
        if status is not None:
            state["customStatus"] = status
        if is_done and error is not None:
            state |= {"isDone": False, "error": str(error)}
            raise Exception(f"{error}\n\n$OutOfProcData$:{json.dumps(state)}") from error
        return json.dumps(state)

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    return main


def counter() -> Any:
    """An entity that adds, and refuses anything else."""

    def main(context: func.EntityContext) -> str:
        sent = json.loads(context.body)
        state = json.loads(sent["state"] or "0")
        results: list[dict[str, object]] = []
        for operation in sent["batch"]:
            is_error = operation["name"] != "add"
            state += 0 if is_error else json.loads(json.loads(operation["input"]))
            text = json.dumps(f"no operation {operation['name']}" if is_error else state)
            results.append({"isError": is_error, "duration": 0, "startTime": 0, "result": text})
        return json.dumps({"entityExists": True, "entityState": json.dumps(state), "results": results, "signals": []})

    main.trigger = "entityTrigger"  # type: ignore[attr-defined]  # for `app_with`
    return main


def call(kind: int, name: str = "work", input: object = None, **more: object) -> dict[str, Any]:
    """An action: an activity, a sub-orchestration, or a wait for an event, by name."""
    if kind == EVENT:
        return {"actionType": kind, "externalEventName": name}
    return {"actionType": kind, "functionName": name, "input": json.dumps(input), **more}


def timer(at: str, *, cancelled: bool = False) -> dict[str, Any]:
    """An action: a timer."""
    return {"actionType": TIMER, "fireAt": at, "isCanceled": cancelled}


def entity(kind: int, operation: str, input: object = None) -> dict[str, Any]:
    """An action: an entity, called or signalled."""
    return {"actionType": kind, "instanceId": "@counter@tea", "operation": operation, "input": json.dumps(input)}
