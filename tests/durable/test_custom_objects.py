"""Objects of the user's classes, between activities, orchestrators, entities and clients."""

from __future__ import annotations

import json
from typing import Any, TypedDict

import pytest

from .history import History, run
from .orders import Basket, Item, Order, Secret, Shop, Totals, envelope
from .packages import df, func
from .worker import converter

TEA, ORDER = Item("tea", 2), Order(7)
BASKET = Basket([TEA, Item("cake", 1)])
VALUES = {
    "static methods": (TEA, envelope(TEA)),
    "other methods": (ORDER, envelope(ORDER)),
    "in each other": (
        BASKET,
        {**envelope(BASKET), "__data__": {"items": [envelope(item) for item in BASKET.items]}},
    ),
    "in a list": ([TEA, "plain"], [envelope(TEA), "plain"]),
    "in a dict": ({"tea": TEA, "n": None}, {"tea": envelope(TEA), "n": None}),
}

each_value = pytest.mark.parametrize(("value", "written"), VALUES.values(), ids=VALUES)


def decode(type: str, text: str) -> Any:
    return converter(type).decode(func.meta.Datum(text, "json"), trigger_metadata=None)


def encode(type: str, value: object) -> Any:
    datum = converter(type).encode(value, expected_type=None)
    assert datum.type == "json"
    return json.loads(datum.value)


@each_value
def test_activities_receive_and_return_them(value: object, written: object) -> None:
    assert encode("activityTrigger", value) == written
    assert decode("activityTrigger", json.dumps(written)) == value


@each_value
def test_orchestrators_hand_them_to_activities_and_get_them_back(value: object, written: object) -> None:
    received: list[object] = []

    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        received.append((yield context.call_activity("check", value)))

    [[call]] = run(orchestrator, History())["actions"]
    assert json.loads(call["input"]) == written
    run(orchestrator, History().scheduled(0).completed(0, written))
    assert received == [value]


@each_value
def test_orchestrators_are_started_with_them(value: object, written: object) -> None:
    received: list[object] = []

    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        received.append(context.get_input())

    run(orchestrator, History(json.dumps(written)))
    assert received == [value]


def test_orchestrators_wait_for_them_and_start_over_with_them() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        item = yield context.wait_for_external_event("Added")
        assert item == TEA
        order = yield context.call_sub_orchestrator("pack", item)
        context.continue_as_new(Basket([item, order]))

    history = History().turn().raised("Added", envelope(TEA)).sub_orchestration(0).sub_completed(0, envelope(ORDER))
    _, [call], [again] = run(orchestrator, history)["actions"]
    assert json.loads(call["input"]) == envelope(TEA)
    assert json.loads(again["input"])["__data__"] == {"items": [envelope(TEA), envelope(ORDER)]}


def test_custom_status_is_written_with_them() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        context.set_custom_status(TEA)

    assert run(orchestrator, History())["customStatus"] == envelope(TEA)


def test_an_orchestrator_cannot_return_them() -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return TEA

    with pytest.raises(Exception, match=r"^Object of type Item is not JSON serializable"):
        run(orchestrator, History())


@pytest.mark.parametrize("value", [Secret(), [Secret()]], ids=["alone", "in a list"])
def test_what_cannot_be_read(value: object) -> None:
    written = encode("activityTrigger", value)
    with pytest.raises(Exception, match="from_json"):
        run(receive, History().scheduled(0).completed(0, written))


@pytest.mark.parametrize("value", [object(), {1}, [object()]], ids=["object", "set", "in a list"])
def test_what_cannot_be_written(value: object) -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity("check", value)

    with pytest.raises(ValueError, match=r"to_json|must be json serializable"):
        encode("activityTrigger", value)
    with pytest.raises(Exception, match="to_json"):
        run(orchestrator, History())


def receive(context: df.DurableOrchestrationContext) -> df.Orchestration:
    received = yield context.call_activity("check", None, expected_type=Item)
    return received.count


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_FUNCTIONS_DURABLE_STRICT_TYPING", "1")


@pytest.mark.parametrize("setting", ["1", "true", "yes", "0"])
def test_strict_typing_makes_what_is_expected(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("AZURE_FUNCTIONS_DURABLE_STRICT_TYPING", setting)
    assert run(receive, History().scheduled(0).completed(0, envelope(TEA)))["output"] == 2


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("value", [envelope(ORDER), "tea"], ids=["another class", "plain"])
def test_strict_typing_refuses_what_is_not_expected(value: object) -> None:
    with pytest.raises(TypeError, match="Item"):
        run(receive, History().scheduled(0).completed(0, value))


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("value", [Shop.Address("Tokyo"), Totals(tea=2)], ids=["inner class", "dict"])
def test_strict_typing_needs_no_name(value: object) -> None:
    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        received = yield context.call_activity("check", value, expected_type=type(value))
        return [type(received).__name__, received == value]

    [[call]] = run(orchestrator, History())["actions"]
    history = History().scheduled(0).completed(0, json.loads(call["input"]))
    assert run(orchestrator, history)["output"] == [type(value).__name__, True]


@pytest.mark.usefixtures("strict")
def test_strict_typing_takes_the_type_of_the_trigger() -> None:
    app: Any = df.DFApp()

    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return context.get_input().count

    app.orchestration_trigger(context_name="context", input_type=Item)(orchestrator)
    [function] = app.get_functions()
    answer = function.get_user_function()(func.OrchestrationContext(History(json.dumps(envelope(TEA))).text()))
    assert json.loads(answer)["output"] == 2


def find(name: str) -> Item:
    return Item(name, 2)


def find_any(name: str) -> Any:
    return {"name": name}


def find_row(name: str) -> Row:
    return {"name": name}


class Row(TypedDict):
    name: str


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("activity", "result", "output"),
    [(find, envelope(TEA), "tea 2"), (find_any, {"name": "tea"}, "tea"), (find_row, {"name": "tea"}, "tea")],
    ids=["class", "Any", "TypedDict"],
)
def test_strict_typing_takes_the_annotation_of_the_activity(activity: Any, result: object, output: str) -> None:
    called = df.DFApp().activity_trigger(input_name="name")(activity)

    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        item: Any = yield context.call_activity(called, "tea")
        return f"{item.name} {item.count}" if type(item) is Item else item["name"]

    assert run(orchestrator, History().scheduled(0).completed(0, result))["output"] == output
