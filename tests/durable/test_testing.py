"""`azure.durable_functions.testing`: orchestrators that are run through in a unit test, without a history."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from unittest.mock import Mock

import pytest

from .packages import df

wrap: Any = import_module("azure.durable_functions.testing").orchestrator_generator_wrapper

app = df.DFApp()


@app.orchestration_trigger(context_name="context")
def chain(context: df.DurableOrchestrationContext) -> df.Orchestration:
    try:
        tokyo = yield context.call_activity(greet, "Tokyo")
    except LookupError as error:
        tokyo = f"no {error}"
    oslo = yield context.call_activity(greet, "Oslo")
    return [tokyo, oslo]


@app.activity_trigger(input_name="city")
def greet(city: str) -> str:
    return f"Hello, {city}"


class Done:
    """A task with a result."""

    def __init__(self, result: object) -> None:
        self.result = result


class Failed:
    """A task with an error."""

    @property
    def result(self) -> object:
        raise LookupError("city")


def run(*tasks: object) -> list[object]:
    context = Mock(spec=["call_activity"])
    context.call_activity.side_effect = tasks
    called: Any = chain.build().get_user_function()
    yielded = list(wrap(called.orchestrator_function(context)))
    assert [call.args for call in context.call_activity.call_args_list] == [(greet, "Tokyo"), (greet, "Oslo")]
    return yielded


@pytest.mark.parametrize(
    ("first", "expected"), [(Done("Hello, Tokyo"), "Hello, Tokyo"), (Failed(), "no city")], ids=["done", "failed"]
)
def test_an_orchestrator_in_a_unit_test(first: object, expected: str) -> None:
    second = Done("Hei, Oslo")
    assert run(first, second) == [first, second, [expected, "Hei, Oslo"]]


def test_an_activity_in_a_unit_test() -> None:
    assert greet.build().get_user_function()("Tokyo") == "Hello, Tokyo"
