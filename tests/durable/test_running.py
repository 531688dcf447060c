"""`run_orchestrator` and `run_entity`: the package's own orchestrators, run to their end in a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing import NOW, after, load_app, run_entity, run_orchestrator

from .orders import Item
from .packages import df, func


@pytest.fixture(autouse=True)
def with_alias(alias: bool) -> None:
    """An app of the official SDK is not for this toolkit."""
    if not alias:
        pytest.skip("needs azure_functions_lite instead of azure.functions")


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


def parent(context: df.DurableOrchestrationContext) -> df.Orchestration:
    first = yield context.call_sub_orchestrator("fan_out", ["Tokyo"], "sub-1")
    rest = yield context.task_all([context.call_sub_orchestrator("chain"), context.call_sub_orchestrator("Chain")])
    return [first, *rest]


def test_sub_orchestrations() -> None:
    result = run_orchestrator(make(parent, chain, fan_out), "parent")
    both = ["Konnichiwa, Tokyo", "Hei, Oslo"]
    assert result.output == [["Konnichiwa, Tokyo"], both, both]
    first = result.calls[0].orchestration
    assert first is not None
    assert (first.name, first.instance_id, first.inputs_of("greet")) == ("fan_out", "sub-1", ["Tokyo"])


def test_sub_orchestrations_with_stand_ins() -> None:
    result = run_orchestrator(
        make(parent), "parent", sub_orchestrators={"fan_out": [1], "chain": lambda _: 2, "Chain": 3}
    )
    assert result.output == [[1], 2, 3]


def test_a_sub_orchestration_that_fails() -> None:
    result = run_orchestrator(make(parent, fan_out), "parent", activities={"greet": OSError("busy")})
    assert str(result.error).startswith("Orchestrator function 'fan_out' failed: Activity function 'greet' failed: ")
    assert str(result.calls[0].error).startswith("Activity function 'greet' failed: OSError: busy")


def test_time_and_events_of_sub_orchestrations() -> None:
    def asking(context: df.DurableOrchestrationContext) -> df.Orchestration:
        answer = yield context.call_sub_orchestrator("approval")
        return [answer, context.current_utc_datetime.isoformat()]

    app = make(asking, approval)
    events = {"approved": after(timedelta(hours=5), "yes")}
    result = run_orchestrator(app, "asking", events=events)
    assert result.output == [{"approved": "yes"}, (NOW + timedelta(hours=5)).isoformat()]

    def waiting(context: df.DurableOrchestrationContext) -> df.Orchestration:
        return (yield context.wait_for_external_event("go"))

    def outer(context: df.DurableOrchestrationContext) -> df.Orchestration:
        return (yield context.call_sub_orchestrator("waiting"))

    result = run_orchestrator(make(outer, waiting), "outer")
    assert (result.runtime_status, result.calls[0].status) == ("Running", "pending")


def counting(context: df.DurableOrchestrationContext) -> df.Orchestration:
    number = context.get_input()
    yield context.create_timer(context.current_utc_datetime + timedelta(minutes=1))
    context.set_custom_status({"number": number})
    if number == 3:
        return "done"
    context.continue_as_new(number + 1)


def test_continuing_as_new() -> None:
    result = run_orchestrator(make(counting), "counting", 1)
    assert (result.output, result.inputs) == ("done", [1, 2, 3])
    assert result.custom_statuses == [{"number": 1}, {"number": 2}, {"number": 3}]
    assert (len(result.calls), result.ended_at) == (3, NOW + timedelta(minutes=3))


def test_continuing_as_new_for_ever() -> None:
    result = run_orchestrator(make(counting), "counting", 4, restarts=2)
    assert (result.runtime_status, result.inputs) == ("ContinuedAsNew", [4, 5, 6])
    with pytest.raises(AppError, match="it is ContinuedAsNew"):
        result.output  # noqa: B018  # it raises


def test_going_on_for_ever() -> None:
    def ticking(context: df.DurableOrchestrationContext) -> df.Orchestration:
        while True:
            yield context.create_timer(context.current_utc_datetime + timedelta(minutes=1))

    with pytest.raises(AppError, match="neither ends nor waits within 5 turns"):
        run_orchestrator(make(ticking), "ticking", limit=5)


def test_http_calls() -> None:
    def order(context: df.DurableOrchestrationContext) -> df.Orchestration:
        response = yield context.call_http("POST", "https://shop.example/orders", {"tea": 2})
        return [response["statusCode"], response["content"]]

    app = make(order)
    answer = {"statusCode": 201, "content": '{"id": 7}'}

    def shop(request: dict[str, Any]) -> object:
        return {**answer, "headers": request["headers"]}

    by_uri, by_method = {"https://shop.example/orders": answer}, {"POST https://shop.example/orders": answer}
    for http in (by_uri, by_method, shop):
        result = run_orchestrator(app, "order", http=http)
        assert result.output == [201, '{"id": 7}']
        assert result.calls[0].name == "POST https://shop.example/orders"
        assert result.calls[0].input["content"] == '{"tea": 2}'
    with pytest.raises(AppError, match="http= has no answer for the HTTP call"):
        run_orchestrator(app, "order")


def entities(context: df.DurableOrchestrationContext) -> df.Orchestration:
    entity = df.EntityId("Counter", "tea")
    context.signal_entity(entity, "add", 2)
    yield context.call_entity(entity, "add", 40)
    context.signal_entity(df.EntityId("Counter", "cups"), "add", 1)
    try:
        yield context.call_entity(entity, "multiply", 2)
    except Exception as error:
        return [(yield context.call_entity(entity, "get")), str(error)]


def test_entities() -> None:
    result = run_orchestrator(make(entities), "entities")
    assert result.output == [42, "no operation multiply"]
    assert result.entities == {"@counter@tea": 42, "@counter@cups": 1}
    assert [(call.kind, call.name, call.input) for call in result.calls] == [
        ("signal", "@counter@tea add", 2),
        ("entity", "@counter@tea add", 40),
        ("signal", "@counter@cups add", 1),
        ("entity", "@counter@tea multiply", 2),
        ("entity", "@counter@tea get", None),
    ]
    result = run_orchestrator(make(entities), "entities", entities={str(df.EntityId("Counter", "tea")): 8})
    assert result.output == [50, "no operation multiply"]


def test_an_entity_by_itself() -> None:
    app = make()
    result = run_entity(app, "counter", ("add", 3), "get", "multiply", state=39)
    assert (result.state, result.exists) == (42, True)
    assert [operation.result for operation in result.operations[:2]] == [None, 42]
    assert result.operations[2].error == "no operation multiply"
    assert run_entity(app, "Counter", ("add", 3)).state == 3
    assert run_entity(app, "Counter", "delete", state=5)[:2] == (None, False)
    with pytest.raises(AppError, match="expected a function of the app with entityTrigger, got Counter"):
        run_entity(app, "Stock", "get")


def test_objects_of_the_user() -> None:
    def stock(context: df.DurableOrchestrationContext) -> df.Orchestration:
        item = context.get_input()
        item = yield context.call_activity("double", item)
        return item.count

    app = make(stock)
    result = run_orchestrator(
        app, "stock", Item("tea", 2), activities={"double": lambda item: Item(item.name, item.count * 2)}
    )
    assert (result.output, result.inputs, result.inputs_of("double")) == (4, [Item("tea", 2)], [Item("tea", 2)])


@pytest.mark.parametrize(
    ("input", "received"),
    [("5", 5), (True, True), (None, None), (1.5, 1.5), ([1, "a"], [1, "a"]), ({"a": None}, {"a": None}), ("", "")],
)
def test_an_activity_receives_what_the_host_sends(input: object, received: object) -> None:
    def passing(context: df.DurableOrchestrationContext) -> df.Orchestration:
        return (yield context.call_activity("echo", context.get_input()))

    def echo(value: Any) -> Any:
        return {"received": value}

    app = make(passing)
    app.activity_trigger(input_name="value")(echo)
    assert run_orchestrator(app, "passing", input).output == {"received": received}


def test_async_activities() -> None:
    async def greet_later(city: str) -> str:
        return f"Hello, {city}"

    def one(context: df.DurableOrchestrationContext) -> df.Orchestration:
        return (yield context.call_activity("greet_later", "Tokyo"))

    app = make(one)
    app.activity_trigger(input_name="city")(greet_later)
    assert run_orchestrator(app, "one").output == "Hello, Tokyo"


def test_functions_in_the_place_of_names_and_other_names() -> None:
    def echo(city: str) -> str:
        return city

    app: Any = df.DFApp()
    greeter = app.activity_trigger(input_name="city")(greet)
    app.function_name("echo")(app.activity_trigger(input_name="city", activity="Greeter")(echo))

    def functions(context: df.DurableOrchestrationContext) -> df.Orchestration:
        by_function = yield context.call_activity(greeter, "Oslo")
        by_name = yield context.call_activity("Greeter", "Oslo")
        return [by_function, by_name]

    app.function_name("Chain")(app.orchestration_trigger(context_name="context")(functions))
    assert run_orchestrator(app, "chain").output == ["Hei, Oslo", "Oslo"]


def test_what_an_orchestrator_is_told() -> None:
    def telling(context: df.DurableOrchestrationContext) -> df.Orchestration:
        before = [context.is_replaying, context.current_utc_datetime.isoformat()]
        yield context.call_activity("greet", "Tokyo")
        now = context.is_replaying
        return [before, now, context.instance_id, context.parent_instance_id, context.version, context.new_uuid()]

    app = make(telling)
    result = run_orchestrator(app, "telling", instance_id="order-7", version="1.5")
    assert result.output[:5] == [[True, NOW.isoformat()], False, "order-7", None, "1.5"]
    assert run_orchestrator(app, "telling", instance_id="order-7", version="1.5").output == result.output


def test_an_orchestrator_without_calls() -> None:
    def simple(context: df.DurableOrchestrationContext) -> Any:
        return context.get_input()["city"]

    app = make(simple)
    assert run_orchestrator(app, "simple", {"city": "Tokyo"}).output == "Tokyo"
    result = run_orchestrator(app, "simple", {})
    assert (result.runtime_status, type(result.error)) == ("Failed", KeyError)


def test_an_orchestrator_that_raises() -> None:
    def failing(context: df.DurableOrchestrationContext) -> df.Orchestration:
        context.set_custom_status("half")
        yield context.call_activity("greet", "Tokyo")
        raise LookupError("no tea")

    result = run_orchestrator(make(failing), "failing")
    assert (result.runtime_status, result.custom_status, len(result.calls)) == ("Failed", "half", 1)
    with pytest.raises(LookupError, match=r"^no tea$"):
        result.output  # noqa: B018  # it raises


def test_an_orchestrator_that_is_not_deterministic() -> None:
    names = iter(["Tokyo", "Oslo", "Tokyo"])

    def random(context: df.DurableOrchestrationContext) -> df.Orchestration:
        return (yield context.call_activity("greet", next(names)))

    with pytest.raises(AppError, match=r"^the orchestrator 'random' is not deterministic: .*Tokyo.* action 0"):
        run_orchestrator(make(random), "random")


def test_a_blueprint() -> None:
    part: Any = make(chain, app=df.Blueprint())
    app: Any = df.DFApp()
    app.register_functions(part)
    assert run_orchestrator(app, "chain").output == ["Konnichiwa, Tokyo", "Hei, Oslo"]


def test_a_function_app_without_the_package_s_own_class() -> None:
    app = make(chain, app=func.FunctionApp())
    with load_app(app) as opened:
        assert run_orchestrator(opened, "chain").output == ["Konnichiwa, Tokyo", "Hei, Oslo"]
        assert run_entity(opened, "Counter", ("add", 1)).state == 1


def test_an_app_of_folders(tmp_path: Path) -> None:
    row = '{{"bindings": [{{"name": "{}", "type": "{}", "direction": "in"}}]}}'
    files = {
        "chain/function.json": row.format("context", "orchestrationTrigger"),
        "chain/__init__.py": (
            "import azure.durable_functions as df\n"
            "def run(context: df.DurableOrchestrationContext):\n"
            "    return (yield context.call_activity('Greet', context.get_input()))\n"
            "main = df.Orchestrator.create(run)\n"
        ),
        "Greet/function.json": row.format("city", "activityTrigger"),
        "Greet/__init__.py": "def main(city: str) -> str:\n    return f'Hello, {city}'\n",
        "Counter/function.json": row.format("context", "entityTrigger"),
        "Counter/__init__.py": (
            "import azure.durable_functions as df\n"
            "def count(context: df.DurableEntityContext):\n"
            "    context.set_state(context.get_state(lambda: 0) + 1)\n"
            "main = df.Entity.create(count)\n"
        ),
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    assert run_orchestrator(tmp_path, "chain", "Malmö").output == "Hello, Malmö"
    assert run_entity(tmp_path, "Counter", "count", state=1).state == 2
