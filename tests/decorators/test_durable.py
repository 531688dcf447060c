"""The decorators of Durable Functions, which hand over to its package."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.core import InputBinding, Trigger
from azure_functions_lite.decorators.function_app import FunctionBuilder
from azure_functions_lite.errors import AppError, MissingPackageError

DECORATORS = ["orchestration_trigger", "activity_trigger", "entity_trigger", "durable_client_input"]


class OwnTrigger(Trigger):
    """A trigger as azure-functions-durable has them."""

    @staticmethod
    def get_binding_name() -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # static, as there
        return "ownTrigger"

    def __init__(self, name: str, own_name: str | None = None) -> None:
        self.own_name = own_name
        super().__init__(name=name)


class OwnClient(InputBinding):
    @staticmethod
    def get_binding_name() -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # static, as there
        return "ownClient"

    def __init__(self, name: str, task_hub: str | None = None, connection_name: str | None = None) -> None:
        self.task_hub = task_hub
        self.connection_name = connection_name
        super().__init__(name=name)


class Handle:
    """What the worker calls in place of the user's function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __call__(self, context: object) -> str:
        return f"handled {self.function(context)}"


class StandIn:
    """The decorators of azure-functions-durable, as far as they matter here."""

    def _trigger(
        self, name: str, own_name: str | None = None
    ) -> Callable[[Callable[..., Any]], FunctionBuilder[..., Any]]:
        def decorate(function: Callable[..., Any]) -> FunctionBuilder[..., Any]:
            builder = FunctionBuilder(Handle(function), "function_app.py")
            return builder.add_trigger(OwnTrigger(name, own_name))

        return decorate

    orchestration_trigger = activity_trigger = entity_trigger = _trigger

    def durable_client_input(self, *arguments: Any) -> Callable[[Callable[..., Any]], FunctionBuilder[..., Any]]:
        def decorate(function: Callable[..., Any]) -> FunctionBuilder[..., Any]:
            return FunctionBuilder(function, "function_app.py").add_binding(OwnClient(*arguments))

        return decorate


@pytest.fixture
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("azure.durable_functions")
    vars(module)["Blueprint"] = StandIn
    # Found before any that is installed, and without the packages above it.
    monkeypatch.setitem(sys.modules, "azure", ModuleType("azure"))
    monkeypatch.setitem(sys.modules, "azure.durable_functions", module)


def rows_of(decorated: FunctionBuilder[..., Any]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in decorated.build().get_raw_bindings()]


@pytest.mark.parametrize("name", DECORATORS)
@pytest.mark.parametrize("make", [func.FunctionApp, func.Blueprint])
def test_without_the_package(name: str, make: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "azure.durable_functions", None)
    message = rf"^cannot use the decorator '{name}': expected the package azure-functions-durable, got .+"
    with pytest.raises(MissingPackageError, match=f"^{message}$") as caught:
        getattr(make(), name)("context")
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value.__cause__, ImportError)


@pytest.mark.usefixtures("_stand_in")
@pytest.mark.parametrize("name", DECORATORS[:3])
@pytest.mark.parametrize("own_name", [None, "other"], ids=["no name", "name"])
def test_triggers(name: str, own_name: str | None) -> None:
    app = func.FunctionApp()

    def work(context: str) -> str:
        return f"work on {context}"

    decorated = getattr(app, name)("context", own_name)(work)
    row = {"direction": "IN", "type": "ownTrigger", "name": "context"}
    assert rows_of(decorated) == [{**row, "ownName": "other"} if own_name else row]
    [function] = app.get_functions()
    assert function.get_function_name() == "work"
    # The host calls the handle, and the user's tests the function.
    assert function.get_user_function()("tea") == "handled work on tea"
    assert decorated("tea") == "work on tea"


@pytest.mark.usefixtures("_stand_in")
@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("orchestration_trigger", {"context_name": "context", "orchestration": "other"}),
        ("activity_trigger", {"input_name": "context", "activity": "other"}),
        ("entity_trigger", {"context_name": "context", "entity_name": "other"}),
    ],
)
def test_triggers_by_keyword(name: str, keywords: dict[str, str]) -> None:
    decorated = getattr(func.FunctionApp(), name)(**keywords)(len)
    assert rows_of(decorated)[0]["ownName"] == "other"


@pytest.mark.usefixtures("_stand_in")
def test_the_client() -> None:
    app = func.FunctionApp("anonymous")

    @app.route(route="start/{name}")
    @app.durable_client_input(client_name="client", task_hub="hub", connection_name="Storage")
    async def start(req: func.HttpRequest, client: Any) -> func.HttpResponse:
        return func.HttpResponse("started")

    [client, trigger, response] = rows_of(start)
    assert client == {
        "direction": "IN",
        "type": "ownClient",
        "name": "client",
        "taskHub": "hub",
        "connectionName": "Storage",
    }
    assert (trigger["type"], trigger["route"], response["type"]) == ("httpTrigger", "start/{name}", "http")
    [function] = app.get_functions()
    assert function.get_user_function() is start.__wrapped__
    assert function.get_trigger() is function.get_bindings()[1]


@pytest.mark.usefixtures("_stand_in")
def test_in_a_blueprint_with_other_decorators() -> None:
    app, blueprint = func.FunctionApp(), func.Blueprint()

    @blueprint.function_name("Work")
    @blueprint.orchestration_trigger("context")
    @blueprint.queue_output("out", "sent", "Storage")
    def work(context: str) -> str:
        return context

    app.register_functions(blueprint)
    [function] = app.get_functions()
    assert function.get_function_name() == "Work"
    assert [row.type for row in function.get_bindings()] == ["queue", "ownTrigger"]
    assert function.get_user_function()("tea") == "handled tea"


@pytest.mark.usefixtures("_stand_in")
def test_one_decorator_for_two_functions() -> None:
    app = func.FunctionApp()
    decorate = app.activity_trigger("name")

    def one(name: str) -> str:
        return f"one {name}"

    def two(name: str) -> str:
        return f"two {name}"

    first, second = decorate(one), decorate(two)
    assert (first("x"), second("x")) == ("one x", "two x")
    assert [function.get_user_function()("x") for function in app.get_functions()] == ["handled one x", "handled two x"]
    assert first.build().get_trigger() is not second.build().get_trigger()


@pytest.mark.usefixtures("_stand_in")
def test_a_second_trigger() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", "orders", "Storage")
    def work(msg: str) -> str:
        return msg

    line = work.build().get_user_function().__code__.co_firstlineno
    message = (
        rf"^<function 'work' at .*test_durable\.py:{line}> "
        "has two triggers: queueTrigger for 'msg' and ownTrigger for 'context'$"
    )
    with pytest.raises(AppError, match=message):
        app.orchestration_trigger("context")(work)
    # Nothing of the second is left.
    assert [row["type"] for row in rows_of(work)] == ["queueTrigger"]
    assert work.build().get_user_function() is work.__wrapped__
