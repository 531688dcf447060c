"""The decorators of Durable Functions, by the real package: host and user get what they officially get."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import pytest

from .decorators_read import Readings, read
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
def test_what_the_worker_reads_is_the_same(declare: Declare, kind: str) -> None:
    found: list[Readings] = []
    for package in (official, ours):
        app = owner = package.FunctionApp()
        if kind == "Blueprint":
            owner = package.Blueprint()
        declare(owner)
        if owner is not app:
            app.register_functions(owner)
        found.append(read(app.get_functions()))
    assert found[1] == found[0]


@pytest.mark.parametrize("name", ["orchestration", "entity"])
def test_the_worker_calls_the_handle_of_durable(name: str) -> None:
    user = {"orchestration": greet, "entity": count}[name]
    mine, theirs = index(ours.FunctionApp(), CASES[name]), index(official.FunctionApp(), CASES[name])
    handle, official_handle = mine.get_user_function(), theirs.get_user_function()
    assert handle is not user
    assert handle.__qualname__ == official_handle.__qualname__
    assert handle.__code__ is official_handle.__code__


def test_the_place_of_an_orchestrator_is_the_users_file() -> None:
    function = index(ours.FunctionApp(), CASES["orchestration"])
    assert repr(function) == f"<function 'greet' at {__file__}:{greet.__code__.co_firstlineno}>"
