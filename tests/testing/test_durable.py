"""`run_orchestrator` and `run_entity`, with orchestrators by script; tests/durable has those of the package."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args
from unittest.mock import Mock

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError, DataError, FunctionsError
from azure_functions_lite.testing import (
    NOW,
    BrokenAppError,
    OrchestrationResult,
    after,
    load_app,
    run_entity,
    run_orchestrator,
)
from azure_functions_lite.testing._durable.results import CallKind, CallStatus, RuntimeStatus

from .scripted import (
    ACTIVITY,
    ENTITY,
    EVENT,
    HTTP,
    NEW,
    RETRY,
    SIGNAL,
    SUB,
    Step,
    app_with,
    call,
    counter,
    entity,
    script,
    timer,
)

END: Step = (1, [])
MINUTE = timedelta(minutes=1)


def run(*steps: Step, functions: dict[str, Callable[..., Any]] | None = None, **keywords: Any) -> OrchestrationResult:
    """Run an orchestrator that has these steps."""
    return run_orchestrator(app_with(main=script(*steps, output="done"), **(functions or {})), "main", **keywords)


def shout(value: object) -> object:
    text: Any = value
    return None if value is None else text.upper()


def test_an_activity_of_the_app() -> None:
    result = run((0, [call(ACTIVITY, "shout", "tea")]), END, functions={"shout": shout})
    assert (result.output, result.runtime_status, result.instance_id) == ("done", "Completed", "instance")
    [only] = result.calls
    assert (only.kind, only.name, only.input, only.result, only.status) == (
        "activity",
        "shout",
        "tea",
        "TEA",
        "completed",
    )


def test_names_that_triggers_give() -> None:
    app = func.FunctionApp()
    main = script((0, [call(ACTIVITY, "Shout", "tea")]), (1, [entity(ENTITY, "add", 3)]), (2, []))
    for function, parameter, options in (
        (main, "context", {"type": "orchestrationTrigger", "orchestration": "Shop"}),
        (shout, "value", {"type": "activityTrigger", "activity": "Shout"}),
        (counter(), "context", {"type": "entityTrigger", "entity_name": "Counter"}),
    ):
        decorate: Any = app.generic_trigger(arg_name=parameter, **options)
        app.function_name(f"do_{options['type']}")(decorate(function))
    assert [each.result for each in run_orchestrator(app, "shop").calls] == ["TEA", 3]
    assert run_entity(app, "COUNTER", ("add", 4)).state == 4
    with pytest.raises(AppError, match=r"^cannot call 'do_entityTrigger'.*: .+ with entityTrigger, got Counter$"):
        run_entity(app, "do_entityTrigger", ("add", 4))


def test_an_activity_that_returns_nothing() -> None:
    result = run((0, [call(ACTIVITY, "shout")]), END, functions={"shout": shout})
    assert (result.calls[0].result, result.calls[0].status) == (None, "completed")


def test_an_activity_without_an_input() -> None:
    action = {"actionType": ACTIVITY, "functionName": "shout"}
    assert run((0, [action]), END, functions={"shout": shout}).calls[0].input is None


@pytest.mark.parametrize(
    ("stand_in", "result"),
    [
        ("tea", "tea"),
        (str.title, "Leaf"),
        (after(MINUTE, 3), 3),
        (after(MINUTE, after(MINUTE, str.upper)), "LEAF"),
        (Mock(return_value=after(MINUTE, {"id": 7})), {"id": 7}),
    ],
    ids=["value", "callable", "later", "later, twice", "later by a callable"],
)
def test_stand_ins(stand_in: object, result: object) -> None:
    ran = run((0, [call(ACTIVITY, input="leaf")]), END, activities={"work": stand_in})
    assert ran.calls[0].result == result


@pytest.mark.parametrize("error", [OSError("busy"), OSError], ids=["exception", "class of one"])
def test_stand_ins_that_fail(error: object) -> None:
    result = run((0, [call(ACTIVITY)]), END, activities={"work": error})
    assert isinstance(result.calls[0].error, OSError)
    [failed] = [event for event in result.history if event["EventType"] == 6]
    assert failed["Reason"].startswith("Activity function 'work' failed: OSError: ")


def test_stand_ins_that_have_no_json_form() -> None:
    result = run((0, [call(ACTIVITY)]), END, activities={"work": {1, 2}})
    assert isinstance(result.calls[0].error, ArgumentTypeError)


def test_stand_ins_that_assert() -> None:
    with pytest.raises(AssertionError, match="tea"):
        run((0, [call(ACTIVITY)]), END, activities={"work": AssertionError("tea")})


def test_activities_that_fail() -> None:
    result = run((0, [call(ACTIVITY, "shout", 7)]), END, functions={"shout": shout})
    assert (type(result.calls[0].error), result.calls[0].status) == (AttributeError, "failed")


def test_an_activity_that_the_worker_would_not_load() -> None:
    def broken(values: str) -> str:
        return values

    with pytest.raises(
        BrokenAppError, match=r": broken: values: no binding named 'values', only 'value' \[parameter-unbound\]$"
    ):
        run((0, [call(ACTIVITY, "broken")]), END, functions={"broken": broken})


def test_functions_that_are_missing() -> None:
    where, expected = "which has no stand-in", "expected a function of the app with"
    with pytest.raises(AppError, match=f"^cannot call 'work', {where}: {expected} activityTrigger, got shout$"):
        run((0, [call(ACTIVITY)]), END, functions={"shout": shout})
    with pytest.raises(AppError, match=f"^cannot call 'other', {where}: {expected} orchestrationTrigger, got main$"):
        run_orchestrator(app_with(main=script(END)), "other")
    with pytest.raises(AppError, match=f"^cannot call 'counter', {where}: {expected} entityTrigger, got none$"):
        run_entity(app_with(main=script(END)), "counter", "add")


def test_things_happen_in_the_order_of_time() -> None:
    actions = [
        call(ACTIVITY, "slow"),
        timer("2024-01-01T12:02:00.000000Z"),
        call(ACTIVITY, "fast"),
        call(EVENT, "go"),
        call(EVENT, "stop"),
        timer("2023-01-01T00:00:00Z"),
    ]
    slow = {"slow": after(3 * MINUTE), "fast": 1}
    result = run((0, actions), (6, []), activities=slow, events={"go": after(MINUTE), "stop": 2, "other": 3})
    ends = [event["Timestamp"][11:16] for event in result.history if event["EventType"] in (5, 11, 15)]
    assert ends == ["12:00", "12:00", "12:00", "12:01", "12:02", "12:03"]
    assert {each.status for each in result.calls} == {"completed"}
    assert result.ended_at == NOW + 3 * MINUTE
    assert [each.input for each in result.calls if each.kind == "timer"] == [
        datetime(2024, 1, 1, 12, 2, tzinfo=timezone.utc),
        datetime(2023, 1, 1, tzinfo=timezone.utc),
    ]


def test_what_ends_at_once_does_so_in_one_turn() -> None:
    actions = [call(ACTIVITY, input=number) for number in range(5)]
    result = run((0, [*actions, call(EVENT, "go")]), (6, []), activities={"work": 1}, events={"go": 1})
    turns = [event["EventType"] for event in result.history].count(12)
    # The start, the activities, the event.
    assert (turns, result.runtime_status) == (3, "Completed")


def test_events_with_the_same_name() -> None:
    waits: list[Step] = [(0, [call(EVENT, "go")]), (1, [call(EVENT, "go")]), (2, [])]
    result = run(*waits, events=[("go", 1), ("go", after(MINUTE, 2))])
    assert [each.result for each in result.calls] == [1, 2]


@pytest.mark.parametrize("events", [["go"], [("go", 1, 2)], [(1, 2)]], ids=["text", "three", "no name"])
def test_events_that_are_none(events: Any) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot raise an event: expected a name and a value, got (str|tuple) of length \d$"
    ):
        run(END, events=events)


def test_waiting() -> None:
    result = run((0, [call(EVENT, "go"), timer("2024-01-02T00:00:00Z", cancelled=True)]), END)
    assert (result.runtime_status, result.ended_at) == ("Running", NOW)
    with pytest.raises(AppError, match=r"^'main' has no output: it is Running and waits for: event go$"):
        result.output  # noqa: B018  # it raises


def test_never() -> None:
    result = run((0, [call(ACTIVITY)]), END, activities={"work": after(timedelta.max)})
    assert result.runtime_status == "Running"


def test_until() -> None:
    steps: list[Step] = [(0, [timer("2024-01-01T12:01:00Z")]), (1, [timer("2024-01-01T12:02:00Z")]), (2, [])]
    assert run(*steps, until=MINUTE).runtime_status == "Running"
    assert run(*steps, until=2 * MINUTE).runtime_status == "Completed"


def test_a_timer_that_is_cancelled_later() -> None:
    def main(context: func.OrchestrationContext) -> str:
        is_woken = any(event["EventType"] == 15 for event in json.loads(context.body)["history"])
        both = {"actionType": 11, "compoundActions": [timer("2024-01-02T00:00:00Z", cancelled=is_woken)]}
        return json.dumps({"isDone": is_woken, "actions": [[both], [call(EVENT, "go")]], "output": 1})

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    result = run_orchestrator(app_with(main=main), "main", events={"go": 1})
    assert [(each.kind, each.status) for each in result.calls] == [("timer", "cancelled"), ("event", "completed")]


def test_a_timer_that_is_cancelled_in_the_turn_that_makes_it() -> None:
    result = run((0, [timer("2024-01-02T00:00:00Z", cancelled=True), call(ACTIVITY)]), END, activities={"work": 1})
    assert [(each.kind, each.status) for each in result.calls] == [("timer", "cancelled"), ("activity", "completed")]
    assert result.ended_at == NOW


def test_retries() -> None:
    retry = {"firstRetryIntervalInMilliseconds": 60_000, "maxNumberOfAttempts": 2}
    action = call(RETRY, retryOptions=retry)
    # The failure, the timer, the second attempt.
    result = run((0, [action]), (3, []), activities={"work": Mock(side_effect=[OSError("busy"), 7])})
    assert (result.calls[0].attempts, result.calls[0].result, result.ended_at) == (2, 7, NOW + MINUTE)
    # The host starts a timer after the last attempt, too.
    result = run((0, [action]), (4, []), activities={"work": OSError("busy")})
    assert (result.calls[0].attempts, result.calls[0].status, result.ended_at) == (2, "failed", NOW + 2 * MINUTE)


def test_sub_orchestrations() -> None:
    sub = script((0, [call(ACTIVITY, "work", 1)]), END, output=[1])
    steps: list[Step] = [(0, [call(SUB, "sub", 2, instanceId="sub-1"), call(SUB, "given")]), (2, [])]
    stand_ins = {"given": 3}
    result = run(
        *steps, functions={"sub": sub}, activities={"work": after(MINUTE)}, sub_orchestrators=stand_ins, instance_id="a"
    )
    first, second = result.calls
    assert (first.result, second.result, result.ended_at) == ([1], 3, NOW + MINUTE)
    assert first.orchestration is not None
    assert second.orchestration is None
    assert (first.orchestration.instance_id, first.orchestration.inputs) == ("sub-1", [2])
    created = [event["InstanceId"] for event in result.history if event["EventType"] == 7]
    assert created == ["sub-1", "a:1"]


def test_what_a_sub_orchestrator_receives() -> None:
    sub, seen = spied(script())
    action = call(SUB, "sub", 2, instanceId="sub-1", version="2.0")
    run((0, [action]), END, functions={"sub": sub}, instance_id="a")
    started = seen[0]["history"][1]
    assert (started["Name"], started["Version"], started["Input"]) == ("sub", "2.0", "2")
    assert (seen[0]["instanceId"], seen[0]["parentInstanceId"]) == ("sub-1", "a")


def test_sub_orchestrations_that_fail_or_wait() -> None:
    failing = script((0, []), error=ValueError("no tea"))
    waiting = script((0, [call(EVENT, "go")]), END)
    steps: list[Step] = [(0, [call(SUB, "failing"), call(SUB, "waiting")]), END]
    result = run(*steps, functions={"failing": failing, "waiting": waiting})
    assert [(each.status, str(each.error)) for each in result.calls] == [("failed", "no tea"), ("pending", "None")]
    [failed] = [event for event in result.history if event["EventType"] == 9]
    assert failed["Reason"] == "Orchestrator function 'failing' failed: no tea"


def test_orchestrators_that_raise() -> None:
    failing = script((0, []), error=ValueError("no tea"), status="half")
    result = run_orchestrator(app_with(main=failing), "main")
    assert (result.runtime_status, result.custom_status) == ("Failed", "half")
    with pytest.raises(ValueError, match=r"^no tea$"):
        result.output  # noqa: B018  # it raises


def raising(error: Exception) -> Callable[..., str]:
    """An orchestrator that raises at once."""

    def main(context: func.OrchestrationContext) -> str:
        raise error

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    return main


@pytest.mark.parametrize(
    "error",
    [LookupError("no tea"), LookupError(), RuntimeError('no tea\n\n$OutOfProcData$:{"error": "no tea"}')],
    ids=["text", "no text", "a state without a cause"],
)
def test_orchestrators_that_raise_before_they_start(error: Exception) -> None:
    result = run_orchestrator(app_with(main=raising(error)), "main")
    assert (result.runtime_status, result.error, result.calls) == ("Failed", error, [])


def test_a_state_that_cannot_be_read() -> None:
    app = app_with(main=raising(RuntimeError("no tea\n\n$OutOfProcData$:[]")))
    with pytest.raises(DataError, match=r"^cannot read an orchestrator's state: expected a JSON object, got "):
        run_orchestrator(app, "main")


def test_continuing_as_new() -> None:
    def main(context: func.OrchestrationContext) -> str:
        number = json.loads(json.loads(context.body)["input"])
        again = {"actionType": NEW, "input": json.dumps(number + 1)}
        is_last = number == 3
        return json.dumps({"isDone": True, "actions": [] if is_last else [[again]], "output": number})

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    app = app_with(main=main)
    result = run_orchestrator(app, "main", 1)
    assert (result.output, result.inputs, result.calls) == (3, [1, 2, 3], [])
    result = run_orchestrator(app, "main", 1, restarts=1)
    assert (result.runtime_status, result.inputs) == ("ContinuedAsNew", [1, 2])
    with pytest.raises(AppError, match=r"^'main' has no output: it is ContinuedAsNew$"):
        result.output  # noqa: B018  # it raises
    # Ten times, unless the test says how often.
    assert run_orchestrator(app, "main", 4).inputs == [*range(4, 15)]


def test_every_kind_of_call() -> None:
    request = {"method": "GET", "uri": "https://shop.example/tea"}
    steps: list[Step] = [
        (0, [call(ACTIVITY, "work"), call(3, "sub", retryOptions={}), entity(SIGNAL, "add", 1)]),
        (2, [call(EVENT), timer("2024-01-01T12:00:00Z", cancelled=True), {"actionType": HTTP, "httpRequest": request}]),
        (3, [entity(ENTITY, "add", 1)]),
    ]
    stand_ins: Any = {
        "activities": {"work": OSError("busy")},
        "sub_orchestrators": {"sub": 1},
        "http": {request["uri"]: {}},
    }
    result = run(*steps, functions={"Counter": counter()}, **stand_ins)
    assert {each.kind for each in result.calls} == {*get_args(CallKind)}
    assert {each.status for each in result.calls} == {*get_args(CallStatus)}
    ended = [result, run((0, [])), run((0, [{"actionType": NEW, "input": "1"}]), (0, []), restarts=0)]
    failed = run_orchestrator(app_with(main=script((0, []), error=ValueError("no tea"))), "main")
    assert {each.runtime_status for each in (*ended, failed)} == {*get_args(RuntimeStatus)}


def test_entities() -> None:
    steps: list[Step] = [
        (0, [entity(SIGNAL, "add", 1), entity(SIGNAL, "sell"), entity(ENTITY, "add", 2), entity(ENTITY, "drink")]),
        (2, []),
    ]
    result = run(*steps, functions={"Counter": counter()}, entities={"@counter@tea": 4})
    assert result.entities == {"@counter@tea": 7}
    assert [(each.kind, each.status, each.result) for each in result.calls] == [
        ("signal", "completed", 5),
        ("signal", "failed", None),
        ("entity", "completed", 7),
        ("entity", "failed", None),
    ]
    assert isinstance(result.calls[3].error, FunctionsError)
    sent = [json.loads(event["Input"])["id"] for event in result.history if event["EventType"] == 14]
    raised = [(event["Name"], json.loads(event["Input"])) for event in result.history if event["EventType"] == 15]
    assert raised == [
        (sent[2], {"result": "7"}),
        (sent[3], {"result": '"no operation drink"', "exceptionType": "Exception"}),
    ]


def spied(function: Any) -> tuple[Any, list[Any]]:
    """A function of Durable Functions, and the documents that it receives."""
    seen: list[Any] = []

    def main(context: Any) -> str:
        seen.append(json.loads(context.body))
        told: str = function(context)
        return told

    main.trigger = function.trigger  # type: ignore[attr-defined]  # for `app_with`
    main.__annotations__["context"] = function.__annotations__["context"]
    return main, seen


def test_what_an_orchestrator_receives() -> None:
    main, seen = spied(script())
    run_orchestrator(app_with(main=main), "main", 7, instance_id="A-1007")
    noted = {"EventId": -1, "IsPlayed": False, "Timestamp": "2024-01-01T12:00:00.000000Z"}
    started = {"Name": "main", "Version": None, "Input": "7"}
    assert seen == [
        {
            "history": [{"EventType": 12, **noted}, {"EventType": 0, **noted, **started}],
            "isReplaying": False,
            "instanceId": "A-1007",
            "parentInstanceId": None,
            "input": "7",
            "upperSchemaVersion": 1,
        }
    ]


def test_what_an_entity_receives() -> None:
    main, seen = spied(counter())
    run_entity(app_with(Counter=main), "Counter", ("add", 2), "drink", state=1, key="tea")
    run_entity(app_with(Counter=main), "Counter", ("add", 2))
    first, second = seen
    assert first == {
        "self": {"name": "Counter", "key": "tea"},
        "exists": True,
        "state": "1",
        "batch": [
            {"name": "add", "input": '"2"', "signal": False},
            {"name": "drink", "input": '"null"', "signal": False},
        ],
    }
    assert (second["self"]["key"], second["exists"], second["state"]) == ("key", False, None)


def test_the_key_of_an_entity_may_have_any_letter() -> None:
    main, seen = spied(counter())
    run((0, [{**entity(ENTITY, "add", 1), "instanceId": "@counter@a@b"}]), END, functions={"Counter": main})
    assert seen[0]["self"] == {"name": "counter", "key": "a@b"}


def test_the_history_of_a_run() -> None:
    policy = {"firstRetryIntervalInMilliseconds": 90_500, "maxNumberOfAttempts": 2}
    steps: list[Step] = [
        (0, [call(ACTIVITY, "work", "leaf"), call(SUB, "sub", 1)]),
        (2, [call(RETRY, "fail", retryOptions=policy)]),
        (5, [call(EVENT, "paid"), timer("2024-01-01T13:00:00Z")]),
        (7, [entity(ENTITY, "add", 2), entity(SIGNAL, "add", 3)]),
        (8, []),
    ]
    result = run(
        *steps,
        functions={"Counter": counter(), "sub": script(output="sub")},
        activities={"work": after(MINUTE, "tea"), "fail": OSError("busy")},
        events={"paid": "cash"},
    )
    turns = "".join(f" {event['EventType']}" for event in result.history).split(" 13 12")
    assert turns == [" 12 0 4 7", " 8", " 5 4", " 6 10", " 11 4", " 6 10 10", " 15", " 11 14 14", " 15"]
    *earlier, ends, starts, last = result.history
    assert [event["IsPlayed"] for event in (*earlier, ends, starts, last)] == [True] * (len(earlier) + 1) + [False] * 2
    common = ("EventType", "EventId", "IsPlayed", "Timestamp")
    history = [
        f"{event['Timestamp'][11:19]} {event['EventType']} {event['EventId']} "
        + " ".join(f"{name}={value}" for name, value in event.items() if name not in common)
        for event in result.history
        if event["EventType"] not in (0, 12, 13)
    ]
    busy, to = "OSError: busy", "InstanceId=@counter@tea Name=op"
    called, signalled = ("00000000-0000-4000-8000-000000000007", "00000000-0000-4000-8000-000000000008")
    assert history == [
        '12:00:00 4 0 Name=work Version= Input="leaf"',
        "12:00:00 7 1 Name=sub InstanceId=instance:1 Input=1",
        '12:00:00 8 -1 TaskScheduledId=1 Result="sub"',
        '12:01:00 5 -1 TaskScheduledId=0 Result="tea"',
        "12:01:00 4 2 Name=fail Version= Input=null",
        f"12:01:00 6 -1 TaskScheduledId=2 Reason=Activity function 'fail' failed: {busy} Details={busy}",
        "12:01:00 10 3 FireAt=2024-01-01T12:02:30.500000Z",
        "12:02:30 11 -1 TimerId=3 FireAt=2024-01-01T12:02:30.500000Z",
        "12:02:30 4 4 Name=fail Version= Input=null",
        f"12:02:30 6 -1 TaskScheduledId=4 Reason=Activity function 'fail' failed: {busy} Details={busy}",
        "12:02:30 10 5 FireAt=2024-01-01T12:04:01.000000Z",
        "12:02:30 10 6 FireAt=2024-01-01T13:00:00.000000Z",
        '12:02:30 15 -1 Name=paid Input="cash"',
        "12:04:01 11 -1 TimerId=5 FireAt=2024-01-01T12:04:01.000000Z",
        f'12:04:01 14 7 {to} Input={{"id": "{called}", "op": "add", "signal": false, "input": "2"}}',
        f'12:04:01 14 8 {to} Input={{"id": "{signalled}", "op": "add", "signal": true, "input": "3"}}',
        f'12:04:01 15 -1 Name={called} Input={{"result": "2"}}',
    ]


def test_an_entity_that_answers_something_else() -> None:
    def main(context: func.EntityContext) -> str:
        return "[]"

    main.trigger = "entityTrigger"  # type: ignore[attr-defined]  # for `app_with`
    expected = "cannot read what Durable Functions returned: expected a JSON object, got list of length 0"
    with pytest.raises(DataError, match=f"^{expected}$"):
        run_entity(app_with(main=main), "main", "add")


def test_an_entity() -> None:
    app = app_with(counter=counter())
    state, exists, operations = run_entity(app, "Counter", ("add", 2), "drink", state=1)
    assert (state, exists) == (3, True)
    assert operations == [("add", 2, 3, None), ("drink", None, None, "no operation drink")]


def test_an_entity_that_is_gone() -> None:
    def main(context: func.EntityContext) -> str:
        return json.dumps({"entityExists": False, "entityState": "null", "results": [], "signals": []})

    main.trigger = "entityTrigger"  # type: ignore[attr-defined]  # for `app_with`
    assert run_entity(app_with(main=main), "main") == (None, False, [])

    steps: list[Step] = [(0, [])]
    result = run(*steps, entities={"@main@tea": None})
    assert result.entities == {"@main@tea": None}


def test_http_calls() -> None:
    request = {"method": "GET", "uri": "https://shop.example/tea"}
    steps: list[Step] = [(0, [{"actionType": HTTP, "httpRequest": request}]), END]
    filled: dict[str, object] = {"statusCode": 404, "headers": {}, "content": None}
    answers: list[object] = [
        {"https://shop.example/tea": {"statusCode": 404}},
        {"GET https://shop.example/tea": {"statusCode": 404}},
        Mock(return_value={"statusCode": 404}),
    ]
    for http in answers:
        result = run(*steps, http=http)
        assert (result.calls[0].kind, result.calls[0].result, result.calls[0].input) == ("http", filled, request)
    assert run(*steps, http={request["uri"]: OSError("gone")}).calls[0].status == "failed"
    with pytest.raises(AppError, match=r"^http= has no answer for the HTTP call 'GET https://shop.example/tea'$"):
        run(*steps)
    with pytest.raises(
        AppError,
        match=r"^http= has no answer for the HTTP call 'GET https://shop.example/tea', only for https://shop.example$",
    ):
        run(*steps, http={"https://shop.example": 1})
    where = "cannot answer the HTTP call 'GET https://shop.example/tea'"
    with pytest.raises(ArgumentTypeError, match=f"^{where}: expected statusCode, headers, content, got int$"):
        run(*steps, http={request["uri"]: 404})


def test_an_action_that_is_unknown() -> None:
    with pytest.raises(AppError, match=r"^cannot run the orchestration 'main': expected a known action, got type 99$"):
        run((0, [call(99)]), END)


def test_an_orchestrator_that_goes_on() -> None:
    steps: list[Step] = [(number, [timer("2024-01-01T12:00:00Z")]) for number in range(4)]
    with pytest.raises(AppError, match=r"^the orchestration 'main' neither ends nor waits within 3 turns$"):
        run(*steps, limit=3)


@pytest.mark.parametrize("second", [[], [call(ACTIVITY, "rest")]], ids=["gone", "another"])
def test_an_orchestrator_that_is_not_deterministic(second: object) -> None:
    answers = iter([[[call(ACTIVITY, "work")]], [second]])

    def main(context: func.OrchestrationContext) -> str:
        return json.dumps({"isDone": False, "actions": next(answers)})

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    expected = r"expected {.*'work'.*} as its action 0 in a replay, got (none|{.*})"
    with pytest.raises(AppError, match=f"^the orchestrator 'main' is not deterministic: {expected}$"):
        run_orchestrator(app_with(main=main), "main", activities={"work": 1})


def test_an_orchestrator_that_returns_nothing() -> None:
    def main(context: func.OrchestrationContext) -> None:
        """Say nothing."""

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    with pytest.raises((DataError, TypeError)):
        run_orchestrator(app_with(main=main), "main")


def test_custom_status() -> None:
    app = app_with(main=script((0, [call(EVENT, "go")]), END, status={"step": 1}))
    result = run_orchestrator(app, "main", events={"go": 1})
    assert (result.custom_status, result.custom_statuses) == ({"step": 1}, [{"step": 1}])


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("tea", "tea"),
        ("5", 5),
        (5, 5),
        (1.5, 1.5),
        (True, True),
        (False, False),
        (None, None),
        ([1, None], [1, None]),
        ({"a": "b"}, {"a": "b"}),
    ],
)
def test_what_an_activity_receives(sent: object, received: object) -> None:
    seen: list[object] = []

    def note(value: object) -> None:
        seen.append(value)

    run((0, [call(ACTIVITY, "note", sent)]), END, functions={"note": note})
    assert seen == [received]


def test_an_app_that_is_open(write_app: Callable[..., Path]) -> None:
    folder = write_app(
        {
            "main/function.json": ["context orchestrationTrigger in"],
            "main/__init__.py": """
                import json

                def main(context):
                    return json.dumps({"isDone": True, "output": json.loads(context.body)["instanceId"]})
                """,
        }
    )
    assert run_orchestrator(folder, "main", instance_id="a").output == "a"
    with load_app(folder) as app:
        assert [run_orchestrator(app, "main", instance_id=id).output for id in ("b", "c")] == ["b", "c"]


def test_inputs_of() -> None:
    steps: list[Step] = [(0, [call(ACTIVITY, "a", 1), call(ACTIVITY, "b", 2), call(ACTIVITY, "a", 3)]), (3, [])]
    result = run(*steps, activities={"a": 1, "b": 1})
    assert (result.inputs_of("a"), result.inputs_of("c")) == ([1, 3], [])
    assert "history" not in repr(result)


def test_an_orchestrator_that_the_worker_would_not_load() -> None:
    def main(contexts: str) -> str:
        return contexts

    main.trigger = "orchestrationTrigger"  # type: ignore[attr-defined]  # for `app_with`
    expected = r": main: contexts: no binding named 'contexts', only 'context' \[parameter-unbound\]$"
    with pytest.raises(BrokenAppError, match=expected):
        run_orchestrator(app_with(main=main), "main")
