"""`run_orchestrator`: activities, events, timers and retries, run to their end in a test."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing import NOW, after, run_orchestrator

from .packages import df
from .running import approval, chain, fan_out, make

pytestmark = pytest.mark.usefixtures("only_with_alias")


def test_a_chain_with_the_functions_of_the_app() -> None:
    result = run_orchestrator(make(chain), "chain")
    assert result.output == ["Konnichiwa, Tokyo", "Hei, Oslo"]
    assert [(call.kind, call.name, call.input, call.result) for call in result.calls] == [
        ("activity", "greet", "Tokyo", "Konnichiwa, Tokyo"),
        ("activity", "greet", "Oslo", "Hei, Oslo"),
    ]
    assert (result.runtime_status, result.ended_at) == ("Completed", NOW)


def test_a_chain_with_stand_ins() -> None:
    result = run_orchestrator(make(chain), "chain", activities={"greet": lambda city: f"Hello, {city}"})
    assert result.output == ["Hello, Tokyo", "Hello, Oslo"]
    result = run_orchestrator(make(chain), "chain", activities={"greet": "Hi"})
    assert result.output == ["Hi", "Hi"]
    assert result.inputs_of("greet") == ["Tokyo", "Oslo"]


def test_fanning_out_and_in() -> None:
    result = run_orchestrator(make(fan_out), "fan_out", ["Oslo", "Tokyo", "Oslo"])
    assert result.output == ["Hei, Oslo", "Konnichiwa, Tokyo", "Hei, Oslo"]
    assert result.inputs_of("greet") == ["Oslo", "Tokyo", "Oslo"]

    # In the order in which they end, not in that of the calls.
    def echo(city: str) -> object:
        return after(timedelta(seconds=len(city)), city)

    result = run_orchestrator(make(fan_out), "fan_out", ["Tokyo", "Oslo"], activities={"greet": echo})
    assert result.output == ["Tokyo", "Oslo"]
    assert result.ended_at == NOW + timedelta(seconds=5)
    ended = [event["TaskScheduledId"] for event in result.history if event["EventType"] == 5]
    assert ended == [1, 0]


def test_fanning_out_to_nothing() -> None:
    # The package has None here, and no empty list.
    assert run_orchestrator(make(fan_out), "fan_out", []).output is None


def test_an_activity_that_fails() -> None:
    app = make(chain)
    result = run_orchestrator(app, "chain", activities={"greet": ValueError("no such city")})
    assert result.runtime_status == "Failed"
    assert [(call.status, str(call.error)) for call in result.calls] == [("failed", "no such city")]
    with pytest.raises(Exception, match=r"^Activity function 'greet' failed: ValueError: no such city \n "):
        result.output  # noqa: B018  # it raises


def test_an_activity_of_the_app_that_fails() -> None:
    def careful(context: df.DurableOrchestrationContext) -> df.Orchestration:
        try:
            yield context.call_activity("greet", "Rome")
        except Exception as error:
            return str(error).splitlines()[0]

    assert run_orchestrator(make(careful), "careful").output == "Activity function 'greet' failed: KeyError: 'Rome' "


def test_what_a_stand_in_asserts() -> None:
    def greeter(city: str) -> None:
        assert city == "Oslo"

    with pytest.raises(AssertionError):
        run_orchestrator(make(chain), "chain", activities={"greet": greeter})


def test_an_activity_that_is_not_there() -> None:
    with pytest.raises(AppError, match=r"'escalate', which has no stand-in: expected a function .*, got greet"):
        run_orchestrator(make(approval), "approval")
    with pytest.raises(AppError, match="cannot call 'pack'"):
        run_orchestrator(make(chain), "pack")


def test_a_person_who_answers() -> None:
    result = run_orchestrator(make(approval), "approval", events={"approved": True})
    assert result.output == {"approved": True}
    assert [(call.kind, call.status) for call in result.calls] == [("event", "completed"), ("timer", "cancelled")]
    assert result.ended_at == NOW


def test_a_person_who_answers_in_time() -> None:
    events = {"approved": after(timedelta(hours=71), "yes")}
    result = run_orchestrator(make(approval), "approval", events=events)
    assert result.output == {"approved": "yes"}
    assert result.ended_at == NOW + timedelta(hours=71)


def test_a_person_who_is_late() -> None:
    late = {"approved": after(timedelta(hours=73), "yes")}
    for events in ({}, late):
        result = run_orchestrator(make(approval), "approval", events=events, activities={"escalate": None})
        assert result.output == "escalated"
        assert result.ended_at == NOW + timedelta(hours=72)
        assert [call.status for call in result.calls] == ["pending", "completed", "completed"]


def test_waiting_for_what_does_not_come() -> None:
    def waiter(context: df.DurableOrchestrationContext) -> df.Orchestration:
        context.set_custom_status("waiting")
        return (yield context.wait_for_external_event("go"))

    result = run_orchestrator(make(waiter), "waiter")
    assert (result.runtime_status, result.custom_status) == ("Running", "waiting")
    with pytest.raises(AppError, match="it is Running and waits for: event go"):
        result.output  # noqa: B018  # it raises


def test_several_events() -> None:
    def collect(context: df.DurableOrchestrationContext) -> df.Orchestration:
        first = yield context.wait_for_external_event("item")
        second = yield context.wait_for_external_event("item")
        third = yield context.wait_for_external_event("item")
        both = yield context.task_all([context.wait_for_external_event("a"), context.wait_for_external_event("b")])
        return [first, second, third, *both]

    events = [("item", 1), ("b", 2), ("item", 3), ("a", 4), ("item", 5)]
    assert run_orchestrator(make(collect), "collect", events=events).output == [1, 3, 5, 4, 2]


def test_an_event_that_is_early() -> None:
    def late(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.create_timer(context.current_utc_datetime + timedelta(minutes=5))
        return (yield context.wait_for_external_event("go"))

    result = run_orchestrator(make(late), "late", events={"go": after(timedelta(minutes=1), "now")})
    assert (result.output, result.ended_at) == ("now", NOW + timedelta(minutes=5))


def test_an_activity_that_takes_too_long() -> None:
    def impatient(context: df.DurableOrchestrationContext) -> df.Orchestration:
        timeout = context.create_timer(context.current_utc_datetime + timedelta(seconds=30))
        work = context.call_activity("greet", "Tokyo")
        winner = yield context.task_any([work, timeout])
        if winner == work:
            timeout.cancel()
            return work.result
        return "too late"

    app = make(impatient)
    assert run_orchestrator(app, "impatient").output == "Konnichiwa, Tokyo"
    slow = {"greet": after(timedelta(minutes=1), "Hi")}
    assert run_orchestrator(app, "impatient", activities=slow).output == "too late"


def test_polling_until_it_is_done() -> None:
    def monitor(context: df.DurableOrchestrationContext) -> df.Orchestration:
        expires = context.current_utc_datetime + timedelta(hours=1)
        while context.current_utc_datetime < expires:
            if (yield context.call_activity("state", context.get_input())) == "done":
                return "done"
            yield context.create_timer(context.current_utc_datetime + timedelta(minutes=20))
        return "expired"

    app = make(monitor)
    states = Mock(side_effect=["queued", "running", "done"])
    result = run_orchestrator(app, "monitor", 7, activities={"state": states})
    assert (result.output, states.call_args_list[0].args, result.ended_at) == (
        "done",
        (7,),
        NOW + timedelta(minutes=40),
    )
    assert run_orchestrator(app, "monitor", 7, activities={"state": "queued"}).output == "expired"
    until = run_orchestrator(app, "monitor", 7, activities={"state": "queued"}, until=timedelta(minutes=30))
    assert (until.runtime_status, until.ended_at) == ("Running", NOW + timedelta(minutes=20))


@pytest.mark.parametrize("kind", ["activity", "sub-orchestration"])
def test_retries(kind: str) -> None:
    options = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)

    def stubborn(context: df.DurableOrchestrationContext) -> df.Orchestration:
        if kind == "activity":
            first = yield context.call_activity_with_retry("flaky", options, "Tokyo")
        else:
            first = yield context.call_sub_orchestrator_with_retry("flaky", options, "Tokyo")
        second = yield context.call_activity("greet", "Oslo")
        return [first, second]

    def run(*outcomes: object) -> Any:
        flaky = {"flaky": Mock(side_effect=outcomes)}
        given: Any = {"activities" if kind == "activity" else "sub_orchestrators": flaky}
        return run_orchestrator(make(stubborn), "stubborn", **given)

    result = run(OSError("busy"), OSError("busy"), "at last")
    assert result.output == ["at last", "Hei, Oslo"]
    assert [(call.name, call.attempts, call.status) for call in result.calls] == [
        ("flaky", 3, "completed"),
        ("greet", 1, "completed"),
    ]
    assert result.ended_at == NOW + timedelta(seconds=10)
    result = run(*[OSError("busy")] * 3)
    assert (result.runtime_status, result.calls[0].attempts) == ("Failed", 3)
    assert "function 'flaky' failed" in str(result.error)


def test_retries_at_once() -> None:
    options = df.RetryOptions(1000, 2)

    def stubborn(context: df.DurableOrchestrationContext) -> df.Orchestration:
        tasks = [context.call_activity_with_retry("flaky", options, number) for number in range(3)]
        last = context.call_activity("greet", "Oslo")
        return (yield context.task_all([*tasks, last]))

    seen: list[int] = []

    def flaky(number: int) -> int:
        seen.append(number)
        if seen.count(number) == 1 and number != 1:
            raise OSError("busy")
        return number * 10

    result = run_orchestrator(make(stubborn), "stubborn", activities={"flaky": flaky})
    assert result.output == [0, 10, 20, "Hei, Oslo"]
    assert seen == [0, 1, 2, 0, 2]
