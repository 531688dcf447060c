"""`run_orchestrator` and `run_entity`: sub-orchestrations, HTTP calls, entities, and apps of any kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing import NOW, after, load_app, run_entity, run_orchestrator

from .orders import Item
from .packages import df, func
from .running import approval, chain, fan_out, greet, make

pytestmark = pytest.mark.usefixtures("only_with_alias")


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
