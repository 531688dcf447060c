"""The decorators of Durable Functions, by the real package: host and user get what they officially get."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Generator
from typing import Any

import pytest

from .packages import official, ours

pytest.importorskip("azure.durable_functions")

Declare = Callable[[Any], Any]


def city(name: str) -> str:
    """Say hello."""
    return f"Hello, {name}"


def greet(context: Any) -> Generator[Any, Any, str]:
    """Greet a city."""
    yield context
    return "done"


def count(context: Any) -> str:
    return f"counted {context}"


async def start(req: Any, client: Any) -> str:
    return f"started by {client}"


CASES: dict[str, Declare] = {
    "orchestration": lambda app: app.orchestration_trigger(context_name="context")(greet),
    "orchestration with name": lambda app: app.orchestration_trigger("context", orchestration="Greet")(greet),
    "activity": lambda app: app.activity_trigger(input_name="name")(city),
    "activity with name": lambda app: app.activity_trigger("name", activity="City")(city),
    "entity": lambda app: app.entity_trigger(context_name="context")(count),
    "entity with name": lambda app: app.entity_trigger("context", entity_name="Counter")(count),
    "client": lambda app: app.route(route="start/{name}", methods=["POST"])(
        app.durable_client_input(client_name="client")(start)
    ),
    "client with options": lambda app: app.route(route="start")(
        app.durable_client_input("client", task_hub="Hub", connection_name="Storage")(start)
    ),
    "client below a queue": lambda app: app.queue_trigger("req", "orders", "Storage")(
        app.durable_client_input("client")(start)
    ),
    "function name": lambda app: app.function_name("Other")(app.activity_trigger("name")(city)),
    "output above an activity": lambda app: app.queue_output("out", "orders", "Storage")(
        app.activity_trigger("name")(city)
    ),
}


def index(app: Any, declare: Declare) -> Any:
    """Declare one function; the app's only one."""
    declare(app)
    [function] = app.get_functions()
    return function


@pytest.mark.parametrize("declare", CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", ["FunctionApp", "Blueprint"])
def test_function_json_is_the_same(declare: Declare, kind: str) -> None:
    found: list[Any] = []
    for package in (official, ours):
        app = owner = package.FunctionApp()
        if kind == "Blueprint":
            owner = package.Blueprint()
        declare(owner)
        if owner is not app:
            app.register_functions(owner)
        [function] = app.get_functions()
        found.append((function.get_function_name(), json.loads(function.get_function_json())))
    assert found[1] == found[0]


@pytest.mark.parametrize("declare", CASES.values(), ids=CASES)
def test_what_the_worker_reads_is_the_same(declare: Declare) -> None:
    assert read(index(ours.FunctionApp(), declare)) == read(index(official.FunctionApp(), declare))


def read(function: Any) -> list[object]:
    called = function.get_user_function()
    return [
        [(row.name, row.type, row.direction, row.data_type) for row in function.get_bindings()],
        function.get_raw_bindings(),
        (function.get_trigger().name, function.is_http_function(), function.function_script_file),
        (inspect.iscoroutinefunction(called), list(inspect.signature(called).parameters)),
    ]


@pytest.mark.parametrize("name", ["orchestration", "entity"])
def test_the_worker_calls_the_handle_of_durable(name: str) -> None:
    user = {"orchestration": greet, "entity": count}[name]
    mine, theirs = index(ours.FunctionApp(), CASES[name]), index(official.FunctionApp(), CASES[name])
    handle, official_handle = mine.get_user_function(), theirs.get_user_function()
    assert handle is not user
    assert handle.__qualname__ == official_handle.__qualname__
    assert handle.__code__ is official_handle.__code__


def test_the_user_calls_the_functions_as_they_are() -> None:
    app = ours.FunctionApp()
    orchestrator = CASES["orchestration"](app)
    generator = orchestrator("context")
    assert next(generator) == "context"
    with pytest.raises(StopIteration) as caught:
        next(generator)
    assert caught.value.value == "done"
    assert inspect.isgeneratorfunction(orchestrator)
    assert CASES["entity"](app)("tea") == "counted tea"
    assert CASES["activity"](app)("Tokyo") == "Hello, Tokyo"
    assert inspect.iscoroutinefunction(CASES["client"](app))


def test_the_place_of_an_orchestrator_is_the_users_file() -> None:
    function = index(ours.FunctionApp(), CASES["orchestration"])
    assert repr(function) == f"<function 'greet' at {__file__}:{greet.__code__.co_firstlineno}>"


ON_TOP: dict[str, tuple[Declare, list[str]]] = {
    "activity": (
        lambda app: app.activity_trigger("name")(app.queue_output("out", "orders", "Storage")(city)),
        ["queue", "activityTrigger"],
    ),
    "client": (
        lambda app: app.durable_client_input("client")(app.route(route="start")(start)),
        ["httpTrigger", "http", "durableClient"],
    ),
}


@pytest.mark.parametrize(("declare", "types"), ON_TOP.values(), ids=ON_TOP)
def test_what_is_below_a_durable_decorator_is_kept(declare: Declare, types: list[str]) -> None:
    """Officially it is lost, and a function has no trigger if that was below."""
    assert [row.type for row in index(ours.FunctionApp(), declare).get_bindings()] == types
    app: Any = official.FunctionApp()
    declare(app)
    [builder] = app._function_builders
    assert [row.type for row in builder._function.get_bindings()] == types[-1:]


def test_an_entity_works() -> None:
    """The worker hands over the operations as text; the handle calls the function for each, and says the results."""
    batch = {
        "exists": True,
        "state": json.dumps("old"),
        "self": {"name": "count", "key": "1"},
        "batch": [{"type": 0, "name": "add", "id": "1", "isSignal": False, "input": "5"}],
    }
    results: list[Any] = []
    for package in (official, ours):
        handle = index(package.FunctionApp(), CASES["entity"]).get_user_function()
        result = json.loads(handle(_Body(json.dumps(batch))))
        for operation in result["results"]:
            # The clock says these.
            del operation["duration"], operation["startTime"]
        results.append(result)
    assert results[0] == results[1]
    assert results[1]["entityExists"] is True


class _Body:
    """What the worker makes of the trigger's value: it has the text as `body`."""

    def __init__(self, body: str) -> None:
        self.body = body
