"""Orchestrators that wait: for timers, events from outside, the first of several tasks, and entities."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from azure_functions_lite.testing._durable.history import Event

from .history import MINUTE, START, History, run
from .packages import df

TIMER, EXTERNAL_EVENT, CALL_ENTITY, SIGNAL_ENTITY, WHEN_ANY, WHEN_ALL = 5, 6, 7, 9, 11, 12

COUNTER = "@counter@tea"


def timer(at: datetime, cancelled: bool = False) -> dict[str, object]:
    return {"actionType": TIMER, "fireAt": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "isCanceled": cancelled}


def event(name: str) -> dict[str, object]:
    return {"actionType": EXTERNAL_EVENT, "externalEventName": name, "reason": "ExternalEvent"}


def sleep(context: df.DurableOrchestrationContext) -> df.Orchestration:
    yield context.create_timer(context.current_utc_datetime + MINUTE)
    return context.current_utc_datetime.isoformat()


def approval(context: df.DurableOrchestrationContext) -> df.Orchestration:
    timeout = context.create_timer(context.current_utc_datetime + MINUTE)
    approved = context.wait_for_external_event("Approved")
    first = yield context.task_any([timeout, approved])
    if first is approved:
        timeout.cancel()
        return approved.result
    return "too late"


def test_a_timer() -> None:
    history = History()
    assert run(sleep, history) == {"isDone": False, "actions": [[timer(START + MINUTE)]]}
    history.turn().fired(0)
    output = (START + MINUTE).isoformat()
    assert run(sleep, history) == {"isDone": True, "actions": [[timer(START + MINUTE)]], "output": output}


def test_a_long_timer_is_made_of_short_ones() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.create_timer(context.current_utc_datetime + timedelta(minutes=5))
        return "awake"

    durations = {"maximumShortTimerDuration": "00:03:00", "longRunningTimerIntervalDuration": "00:03:00"}
    history = History(schema=2, **durations)
    first, second = timer(START + timedelta(minutes=3)), timer(START + timedelta(minutes=5))
    first = {"actionType": WHEN_ALL, "compoundActions": [first]}
    assert run(orchestrator, history)["actions"] == [[first]]
    history.turn().turn().turn().fired(0)
    assert run(orchestrator, history) == {"isDone": False, "schemaVersion": 2, "actions": [[first, second]]}
    history.turn().turn().fired(1)
    assert run(orchestrator, history)["output"] == "awake"


def test_an_event() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        order = yield context.wait_for_external_event("Ordered")
        return order["tea"]

    history = History()
    assert run(orchestrator, history) == {"isDone": False, "actions": [[event("Ordered")]]}
    history.turn().raised("Ordered", {"tea": 2})
    assert run(orchestrator, history) == {"isDone": True, "actions": [[event("Ordered")]], "output": 2}


def test_the_same_event_more_than_once() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        first = yield context.wait_for_external_event("Ordered")
        second = yield context.wait_for_external_event("Ordered")
        return [first, second]

    history = History().turn().raised("Ordered", 1)
    assert run(orchestrator, history) == {"isDone": False, "actions": [[event("Ordered")], [event("Ordered")]]}
    assert run(orchestrator, history.turn().raised("Ordered", 2))["output"] == [1, 2]


def test_an_event_that_nobody_waits_for_yet() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity("greet", "Tokyo")
        return (yield context.wait_for_external_event("Ordered"))

    history = History().scheduled(0).raised("Ordered", 7).completed(0, "")
    # Durable Functions keeps such an event, and takes it for a possible mistake.
    with pytest.warns(UserWarning, match="Potential duplicate Task completion for TaskId: Ordered"):
        assert run(orchestrator, history)["output"] == 7


@pytest.mark.parametrize("schema", [0, 1, 2], ids=["first form", "second form", "third form"])
@pytest.mark.parametrize("approved", [True, False], ids=["approved", "too late"])
def test_the_first_of_several(approved: bool, schema: int) -> None:
    def actions(cancelled: bool) -> Any:
        both = [timer(START + MINUTE, cancelled), event("Approved")]
        return [both] if schema == 0 else [[{"actionType": WHEN_ANY, "compoundActions": both}]]

    history = History(schema=schema)
    assert run(approval, history)["actions"] == actions(cancelled=False)
    history.turn()
    answer = run(approval, history.raised("Approved", {"by": "Ann"}) if approved else history.fired(0))
    assert answer["isDone"] is True
    assert answer["output"] == ({"by": "Ann"} if approved else "too late")
    assert answer["actions"] == actions(cancelled=approved)


def counted(context: df.DurableOrchestrationContext) -> df.Orchestration:
    entity = df.EntityId("Counter", "tea")
    context.signal_entity(entity, "add", 3)
    return (yield context.call_entity(entity, "get", {"unit": "cup"}))


def test_entities() -> None:
    history = History()
    signal = {"actionType": SIGNAL_ENTITY, "instanceId": COUNTER, "operation": "add", "input": "3"}
    call = {"actionType": CALL_ENTITY, "instanceId": COUNTER, "operation": "get", "input": '{"unit": "cup"}'}
    assert run(counted, history) == {"isDone": False, "actions": [[signal], [call]]}
    assert run(counted, entity_answers(history, {"result": "5"}))["output"] == 5


def test_an_entity_that_fails() -> None:
    def careful(context: df.DurableOrchestrationContext) -> df.Orchestration:
        try:
            yield from counted(context)
        except Exception as error:
            return f"caught {error}"

    answer = entity_answers(History(), {"result": '"no tea"', "exceptionType": "True"})
    assert run(careful, answer)["output"] == "caught no tea"


def entity_answers(history: History, answer: dict[str, str]) -> History:
    """The signal and the call were sent, and the answer to the call, which the host has given an id, came."""
    for id in (0, 1):
        request = json.dumps({"id": f"request-{id}", "op": "get"})
        history.add(Event.EVENT_SENT, id, InstanceId=COUNTER, Name="op", Input=request)
    return history.turn().raised("request-1", answer)
