"""Orchestrators that are replayed: activities, sub-orchestrations, HTTP calls, and what the host is told."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from .history import MINUTE, START, History, run
from .packages import df, func

CALL_ACTIVITY, RETRY_ACTIVITY, CALL_SUB, RETRY_SUB, CONTINUE_AS_NEW = 0, 1, 2, 3, 4
CALL_HTTP, WHEN_ALL = 8, 12

RETRY = {"firstRetryIntervalInMilliseconds": 5000, "maxNumberOfAttempts": 2}


def activity(city: str) -> dict[str, object]:
    return {"actionType": CALL_ACTIVITY, "functionName": "greet", "input": json.dumps(city)}


def chain(context: df.DurableOrchestrationContext) -> df.Orchestration:
    tokyo = yield context.call_activity("greet", "Tokyo")
    oslo = yield context.call_activity("greet", "Oslo")
    return [tokyo, oslo]


def fan_out(context: df.DurableOrchestrationContext) -> df.Orchestration:
    cities = context.get_input()
    greetings = yield context.task_all([context.call_activity("greet", city) for city in cities])
    return greetings


def test_a_chain_starts_with_its_first_activity() -> None:
    assert run(chain, History()) == {"isDone": False, "actions": [[activity("Tokyo")]]}


def test_a_chain_goes_on_with_what_came() -> None:
    history = History().scheduled(0).completed(0, "Hello, Tokyo")
    assert run(chain, history) == {"isDone": False, "actions": [[activity("Tokyo")], [activity("Oslo")]]}


@pytest.mark.parametrize(
    ("schema", "actions", "more"),
    [
        (0, [[activity("Tokyo")], [activity("Oslo")]], {}),
        (1, [[activity("Tokyo"), activity("Oslo")]], {"schemaVersion": 1}),
        (2, [[activity("Tokyo"), activity("Oslo")]], {"schemaVersion": 2}),
    ],
    ids=["first form", "second form", "third form"],
)
def test_a_chain_ends_with_its_result(schema: int, actions: object, more: dict[str, int]) -> None:
    history = History(schema=schema).scheduled(0).completed(0, "Hello, Tokyo").scheduled(1).completed(1, "Hei, Oslo")
    output = ["Hello, Tokyo", "Hei, Oslo"]
    assert run(chain, history) == {"isDone": True, "actions": actions, "output": output, **more}


def test_activities_that_run_at_once() -> None:
    history = History('["Tokyo", "Oslo"]')
    started = {"isDone": False, "actions": [[activity("Tokyo"), activity("Oslo")]]}
    assert run(fan_out, history) == started
    assert run(fan_out, history.scheduled(0, 1).completed(1, "Hei, Oslo")) == started
    done = {**started, "isDone": True, "output": ["Hello, Tokyo", "Hei, Oslo"]}
    assert run(fan_out, history.turn().completed(0, "Hello, Tokyo")) == done


def test_activities_that_run_at_once_in_the_second_form() -> None:
    history = History('["Tokyo", "Oslo"]', schema=1)
    both = {"actionType": WHEN_ALL, "compoundActions": [activity("Tokyo"), activity("Oslo")]}
    assert run(fan_out, history) == {"isDone": False, "schemaVersion": 1, "actions": [[both]]}


@pytest.mark.parametrize("orchestrator", [chain, fan_out])
def test_an_activity_that_fails(orchestrator: Any) -> None:
    history = History('["Tokyo", "Oslo"]').scheduled(0, 1).failed(0, "no such city")
    with pytest.raises(Exception, match=r"^no such city \n details\n\n\$OutOfProcData\$:") as error:
        run(orchestrator, history)
    told = json.loads(str(error.value).partition("$OutOfProcData$:")[2])
    assert (told["isDone"], told["error"]) == (False, "no such city \n details")
    assert told["actions"][0][0] == activity("Tokyo")


def test_an_activity_that_fails_can_be_made_up_for() -> None:
    def careful(context: df.DurableOrchestrationContext) -> df.Orchestration:
        try:
            yield context.call_activity("greet", "Tokyo")
        except Exception as error:
            return f"caught {error}"

    answer = run(careful, History().scheduled(0).failed(0, "no such city"))
    assert answer["output"] == "caught no such city \n details"


@pytest.mark.parametrize(
    ("input", "expected"),
    [
        (None, None),
        ('"Tokyo"', "Tokyo"),
        ("7", 7),
        ('{"city": "Tokyo"}', {"city": "Tokyo"}),
        ("[null, true]", [None, True]),
    ],
)
def test_input(input: str | None, expected: object) -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return {"input": context.get_input()}

    assert run(orchestrator, History(input)) == {"isDone": True, "actions": [], "output": {"input": expected}}


def test_input_that_is_not_json() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return context.get_input()

    with pytest.raises(ValueError, match=r"line 1 column 1|expected JSON"):
        run(orchestrator, History("Tokyo"))


def test_output_that_is_not_json() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity("greet", "Tokyo")
        return {1, 2}

    with pytest.raises(Exception, match=r"^Object of type set is not JSON serializable"):
        run(orchestrator, History().scheduled(0).completed(0, ""))


def test_an_orchestrator_that_raises() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity("greet", "Tokyo")
        raise KeyError("city")

    with pytest.raises(Exception, match=r"^'city'\n\n\$OutOfProcData\$:.*\"error\": ?\"'city'\"") as error:
        run(orchestrator, History().scheduled(0).completed(0, ""))
    assert isinstance(error.value.__cause__, KeyError)


def test_custom_status() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        context.set_custom_status({"step": 1})
        yield context.call_activity("greet", "Tokyo")
        context.set_custom_status({"step": 2, "before": context.custom_status})

    history = History()
    assert run(orchestrator, history)["customStatus"] == {"step": 1}
    answer = run(orchestrator, history.scheduled(0).completed(0, ""))
    assert answer == {
        "isDone": True,
        "actions": [[activity("Tokyo")]],
        "customStatus": {"step": 2, "before": {"step": 1}},
    }


def test_starting_over() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        done = yield context.call_activity("greet", "Tokyo")
        context.continue_as_new({"done": done})

    answer = run(orchestrator, History().scheduled(0).completed(0, 3))
    again = {"actionType": CONTINUE_AS_NEW, "input": '{"done": 3}'}
    assert answer == {"isDone": True, "actions": [[activity("Tokyo")], [again]]}


def test_sub_orchestrations() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        mine = yield context.call_sub_orchestrator("pack", {"box": 1}, "pack-1", version="2")
        return mine

    history = History()
    call = {
        "actionType": CALL_SUB,
        "functionName": "pack",
        "input": '{"box": 1}',
        "instanceId": "pack-1",
        "version": "2",
    }
    assert run(orchestrator, history) == {"isDone": False, "actions": [[call]]}
    history.sub_orchestration(0).sub_completed(0, "packed")
    assert run(orchestrator, history) == {"isDone": True, "actions": [[call]], "output": "packed"}


def test_a_sub_orchestration_that_fails() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_sub_orchestrator("pack")

    with pytest.raises(Exception, match=r"^no box \n details"):
        run(orchestrator, History().sub_orchestration(0).sub_failed(0, "no box"))


@pytest.mark.parametrize("kind", ["activity", "sub-orchestration"])
def test_retries(kind: str) -> None:
    options = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=2)

    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        if kind == "activity":
            return (yield context.call_activity_with_retry("greet", options, "Tokyo"))
        return (yield context.call_sub_orchestrator_with_retry("greet", options, "Tokyo", "greet-1"))

    call: dict[str, object] = {"functionName": "greet", "input": '"Tokyo"', "retryOptions": RETRY}
    if kind == "activity":
        call["actionType"] = RETRY_ACTIVITY
    else:
        call |= {"actionType": RETRY_SUB, "instanceId": "greet-1", "version": None}

    def failing(times: int) -> History:
        history = History()
        for number in range(times):
            history.scheduled(2 * number).failed(2 * number, "busy").turn().fired(2 * number + 1)
        return history

    waiting = {"isDone": False, "actions": [[call]]}
    assert run(orchestrator, failing(0)) == waiting
    assert run(orchestrator, failing(1)) == waiting
    assert run(orchestrator, failing(1).scheduled(2).completed(2, "Hello")) == {
        "isDone": True,
        "actions": [[call]],
        "output": "Hello",
    }
    with pytest.raises(Exception, match=r"^busy \n details"):
        run(orchestrator, failing(2))


def test_http_calls() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        source = df.ManagedIdentityTokenSource("https://shop.example")
        response = yield context.call_http(
            "POST", "https://shop.example/orders", {"tea": 2}, {"Accept": "text/plain"}, source
        )
        return json.loads(response["content"])["id"]

    request = {
        "method": "POST",
        "uri": "https://shop.example/orders",
        "content": '{"tea": 2}',
        "headers": {"Accept": "text/plain"},
        "tokenSource": {"resource": "https://shop.example", "kind": "AzureManagedIdentity"},
    }
    history = History()
    actions = [[{"actionType": CALL_HTTP, "httpRequest": request}]]
    assert run(orchestrator, history) == {"isDone": False, "actions": actions}
    history.scheduled(0).completed(0, {"statusCode": 201, "headers": {}, "content": '{"id": 7}'})
    assert run(orchestrator, history) == {"isDone": True, "actions": actions, "output": 7}


def test_what_an_orchestrator_is_told() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        before = [context.is_replaying, context.current_utc_datetime.isoformat()]
        yield context.call_activity("greet", "Tokyo")
        after = [context.is_replaying, context.current_utc_datetime.isoformat()]
        return [before, after, context.instance_id, context.parent_instance_id, context.version]

    history = History(version="1.5", parentInstanceId="parent").scheduled(0).completed(0, "")
    assert run(orchestrator, history)["output"] == [
        [True, START.isoformat()],
        [False, (START + MINUTE).isoformat()],
        "instance",
        "parent",
        "1.5",
    ]


def test_unique_ids_are_the_same_in_every_replay() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return [context.new_uuid(), context.new_uuid(), str(context.new_guid())]

    ids = run(orchestrator, History())["output"]
    assert run(orchestrator, History())["output"] == ids
    assert run(orchestrator, History(instanceId="other"))["output"] != ids
    assert len({UUID(id) for id in ids}) == 3


@pytest.mark.parametrize("form", ["context", "text"])
def test_the_context_may_be_text(form: str) -> None:
    handle = df.Orchestrator.create(chain)
    text = History().text()
    answer = handle(func.OrchestrationContext(text) if form == "context" else text)
    assert json.loads(answer) == {"isDone": False, "actions": [[activity("Tokyo")]]}


def test_a_history_that_is_not_one() -> None:
    with pytest.raises(ValueError, match=r"Expecting value|expected JSON"):
        df.Orchestrator.create(chain)(func.OrchestrationContext("no JSON"))
