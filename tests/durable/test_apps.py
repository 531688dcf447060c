"""Apps and blueprints with functions of Durable Functions in them: what the host is told, and what the worker calls."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from .history import History, run
from .packages import df, func

Make = Callable[[], "func.FunctionApp | func.Blueprint"]

OWNERS: dict[str, Make] = {
    "DFApp": lambda: df.DFApp(http_auth_level=func.AuthLevel.FUNCTION),
    "df.Blueprint": lambda: df.Blueprint(),
    "FunctionApp": lambda: func.FunctionApp(),
    "Blueprint": lambda: func.Blueprint(),
}

each_owner = pytest.mark.parametrize("make", OWNERS.values(), ids=OWNERS)


def chain(context: df.DurableOrchestrationContext) -> df.Orchestration:
    return (yield context.call_activity("greet", "Tokyo"))


def greet(city: str) -> str:
    return f"Hello, {city}"


def counter(context: df.DurableEntityContext) -> None:
    context.set_result(1)


async def start(req: func.HttpRequest, client: df.DurableOrchestrationClient) -> func.HttpResponse:
    return client.create_check_status_response(req, await client.start_new("chain"))


def ping(req: func.HttpRequest) -> str:
    return "pong"


def fill(owner: Any) -> None:
    """Declare a function of each kind."""
    owner.orchestration_trigger(context_name="context")(chain)
    owner.activity_trigger(input_name="city", activity="Greet")(greet)
    owner.entity_trigger(context_name="context", entity_name="Counter")(counter)
    owner.route(route="start", methods=["POST"])(owner.durable_client_input(client_name="client")(start))
    owner.route(route="ping", auth_level="ANONYMOUS")(ping)


def index(owner: Any, app: Any = None) -> dict[str, Any]:
    """The functions of an app, or those of a blueprint that an app registers, by name."""
    if not hasattr(owner, "get_functions"):
        app = func.FunctionApp() if app is None else app
        app.register_functions(owner)
        owner = app
    return {function.get_function_name(): function for function in owner.get_functions()}


ROWS: dict[str, list[dict[str, object]]] = {
    "chain": [{"direction": "IN", "type": "orchestrationTrigger", "name": "context"}],
    "greet": [{"direction": "IN", "type": "activityTrigger", "name": "city", "activity": "Greet"}],
    "counter": [{"direction": "IN", "type": "entityTrigger", "name": "context", "entityName": "Counter"}],
    "start": [
        {"direction": "IN", "type": "durableClient", "name": "client"},
        {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "route": "start",
            "methods": ["POST"],
            "authLevel": "FUNCTION",
        },
        {"direction": "OUT", "type": "http", "name": "$return"},
    ],
    "ping": [
        {"direction": "IN", "type": "httpTrigger", "name": "req", "route": "ping", "authLevel": "ANONYMOUS"},
        {"direction": "OUT", "type": "http", "name": "$return"},
    ],
}


@each_owner
def test_function_json(make: Make) -> None:
    owner = make()
    fill(owner)
    told = {name: json.loads(str(function)) for name, function in index(owner).items()}
    assert told == {name: {"scriptFile": "function_app.py", "bindings": rows} for name, rows in ROWS.items()}


@each_owner
def test_raw_bindings(make: Make) -> None:
    owner = make()
    fill(owner)
    raw = {name: [json.loads(row) for row in function.get_raw_bindings()] for name, function in index(owner).items()}
    assert raw == ROWS


@each_owner
def test_options_of_the_client(make: Make) -> None:
    owner: Any = make()
    client_input = owner.durable_client_input("client", task_hub="Hub", connection_name="Storage")
    owner.queue_trigger("msg", "orders", "Storage")(client_input(start))
    [client, trigger] = [json.loads(row) for row in index(owner)["start"].get_raw_bindings()]
    assert client == {
        "direction": "IN",
        "type": "durableClient",
        "name": "client",
        "taskHub": "Hub",
        "connectionName": "Storage",
    }
    assert trigger["type"] == "queueTrigger"


@each_owner
def test_a_client_above_the_route(make: Make, alias: bool) -> None:
    owner: Any = make()
    owner.durable_client_input(client_name="client")(owner.route(route="start", methods=["POST"])(start))
    if isinstance(owner, (df.DFApp, df.Blueprint)) or alias:
        rows = [json.loads(row) for row in index(owner)["start"].get_raw_bindings()]
        assert rows == [*ROWS["start"][1:], ROWS["start"][0]]
    else:
        # The apps of the official SDK lose what is below.
        with pytest.raises(ValueError, match="start does not have a trigger"):
            index(owner)


@each_owner
def test_what_the_worker_calls(make: Make) -> None:
    owner = make()
    fill(owner)
    called = {name: function.get_user_function() for name, function in index(owner).items()}
    assert called["chain"].orchestrator_function is chain
    assert called["counter"].entity_function is counter
    assert called["start"].client_function is start
    assert (called["greet"], called["ping"]) == (greet, ping)
    assert [name for name, call in called.items() if inspect.iscoroutinefunction(call)] == ["start"]
    assert list(inspect.signature(called["start"]).parameters) == ["req", "client"]


@each_owner
def test_the_worker_sees_text_for_a_client(make: Make) -> None:
    owner: Any = make()

    async def start(req: object, client: df.DurableOrchestrationClient) -> None:
        raise AssertionError

    owner.route(route="start")(owner.durable_client_input(client_name="client")(start))
    assert index(owner)["start"].get_user_function().__annotations__["client"] is str


@each_owner
def test_a_user_function_in_a_unit_test(make: Make) -> None:
    owner: Any = make()
    builder = owner.orchestration_trigger(context_name="context")(chain)
    assert builder.build().get_user_function().orchestrator_function is chain


@pytest.mark.parametrize("app", ["DFApp", "FunctionApp"])
@pytest.mark.parametrize("blueprint", ["df.Blueprint", "Blueprint"])
def test_apps_with_blueprints(app: str, blueprint: str) -> None:
    owner: Any = OWNERS[app]()
    part: Any = OWNERS[blueprint]()
    owner.route(route="ping")(ping)
    part.activity_trigger(input_name="city")(greet)
    part.orchestration_trigger(context_name="context")(chain)
    owner.register_functions(part)
    assert list(index(owner)) == ["ping", "greet", "chain"]


@each_owner
def test_names(make: Make) -> None:
    owner: Any = make()
    owner.function_name("Greeter")(owner.activity_trigger(input_name="city")(greet))
    owner.function_name("Chain")(owner.orchestration_trigger(context_name="context")(chain))
    assert list(index(owner)) == ["Greeter", "Chain"]


@each_owner
def test_two_functions_with_the_same_name(make: Make) -> None:
    owner: Any = make()
    owner.activity_trigger(input_name="city")(greet)
    owner.function_name("greet")(owner.orchestration_trigger(context_name="context")(chain))
    with pytest.raises(ValueError, match="greet"):
        index(owner)


@each_owner
def test_functions_in_the_place_of_names(make: Make) -> None:
    owner: Any = make()
    activity = owner.activity_trigger(input_name="city")(greet)
    sub = owner.orchestration_trigger(context_name="context")(chain)

    def orchestrator(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.task_all([context.call_activity(activity, "Tokyo"), context.call_sub_orchestrator(sub)])

    [calls] = run(orchestrator, History())["actions"]
    assert [call["functionName"] for call in calls] == ["greet", "chain"]


@each_owner
def test_functions_of_another_kind_in_the_place_of_names(make: Make) -> None:
    owner: Any = make()
    activity = owner.activity_trigger(input_name="city")(greet)
    sub = owner.orchestration_trigger(context_name="context")(chain)

    def wrong_activity(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity(sub)

    def wrong_sub(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_sub_orchestrator(activity)

    def undecorated(context: df.DurableOrchestrationContext) -> df.Orchestration:
        yield context.call_activity(greet)

    with pytest.raises(Exception, match="Trigger-type `orchestrationTrigger` but expected `ActivityTrigger`"):
        run(wrong_activity, History())
    with pytest.raises(Exception, match="Trigger-type `activityTrigger` but expected `OrchestrationTrigger`"):
        run(wrong_sub, History())
    with pytest.raises(Exception, match="without an associated Azure Functions trigger-type"):
        run(undecorated, History())


def test_classes() -> None:
    app, blueprint = df.DFApp(), df.Blueprint()
    assert isinstance(app, func.FunctionRegister)
    for owner in (app, blueprint):
        assert isinstance(owner, (func.TriggerApi, func.BindingApi, func.SettingsApi))
    assert isinstance(blueprint, func.FunctionRegister) is False
    rows = import_module("azure.durable_functions.decorators.metadata")
    core = import_module("azure.functions.decorators.core")
    for name in ("OrchestrationTrigger", "ActivityTrigger", "EntityTrigger"):
        assert issubclass(getattr(rows, name), core.Trigger)
    assert issubclass(rows.DurableClient, core.InputBinding)


def test_rows_by_themselves() -> None:
    rows = import_module("azure.durable_functions.decorators.metadata")
    client = rows.DurableClient(name="client", task_hub="Hub")
    assert (client.name, client.type, client.direction, client.task_hub) == ("client", "durableClient", 0, "Hub")
    assert client.get_dict_repr()["taskHub"] == "Hub"
    assert rows.EntityTrigger("context", entity_name="Counter").get_dict_repr()["entityName"] == "Counter"


@pytest.mark.parametrize("level", ["ADMIN", func.AuthLevel.ADMIN], ids=["text", "member"])
def test_the_auth_level_of_an_app(level: Any) -> None:
    app: Any = df.DFApp(http_auth_level=level)
    app.route(route="ping")(ping)
    part: Any = df.Blueprint(http_auth_level="ANONYMOUS")
    part.function_name("ping-2")(part.route(route="ping-2")(ping))
    app.register_functions(part)
    levels = {name: json.loads(function.get_raw_bindings()[0])["authLevel"] for name, function in index(app).items()}
    # The level of a blueprint counts for nothing.
    assert levels == {"ping": "ADMIN", "ping-2": "ADMIN"}
