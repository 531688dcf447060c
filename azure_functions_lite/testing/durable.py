"""Orchestrators and entities of Durable Functions in tests: `run_orchestrator` and `run_entity`.

The package `azure-functions-durable` that the app uses replays the orchestrator, with the history that the host would
send. It needs no host, storage or waiting: the clock of the run jumps to what happens next.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from azure_functions_lite._bindings.durable_codec import df_dumps, df_loads
from azure_functions_lite._typing import is_mapping
from azure_functions_lite.decorators.function_app import FunctionRegister
from azure_functions_lite.errors import ArgumentTypeError, describe
from azure_functions_lite.testing._durable.functions import Functions
from azure_functions_lite.testing._durable.outcomes import After, StandIn, after
from azure_functions_lite.testing._durable.results import Call, EntityResult, Operation, OrchestrationResult
from azure_functions_lite.testing._durable.runs import Orchestration
from azure_functions_lite.testing._durable.world import Raised, World
from azure_functions_lite.testing._inputs.given import NOW
from azure_functions_lite.testing.apps import App, load_app

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = [
    "After",
    "Call",
    "EntityResult",
    "Operation",
    "OrchestrationResult",
    "after",
    "run_entity",
    "run_orchestrator",
]

AppLike = App | str | os.PathLike[str] | FunctionRegister


def run_orchestrator(
    app: AppLike,
    name: str,
    input: object = None,
    *,
    activities: Mapping[str, StandIn] | None = None,
    sub_orchestrators: Mapping[str, StandIn] | None = None,
    events: Mapping[str, object] | Iterable[tuple[str, object]] = (),
    http: Mapping[str, StandIn] | StandIn = None,
    entities: Mapping[str, object] | None = None,
    instance_id: str = "instance",
    version: str | None = None,
    start: datetime = NOW,
    until: timedelta | None = None,
    restarts: int = 10,
    limit: int = 1000,
) -> OrchestrationResult:
    """Run an orchestrator until it ends, or until it waits for something that does not come.

    What it asks for happens one by one: immediately, in the order of the requests, or at a later time if you say how
    long something takes. A timer fires when nothing else happens before it.

    Args:
        app: An app of `load_app`, or what `load_app` takes.
        name: Name of the orchestrator.
        input: Its input.
        activities: Stand-ins for activities by name; the app's own functions are called for all others. A stand-in is
            the result, an exception, or a callable that takes the activity's input and returns or raises one of these
            (`unittest.mock.Mock(side_effect=[...])` for one that changes); any of them may come `after` a while.
        sub_orchestrators: Stand-ins for sub-orchestrations by name, as for activities. Others are run as well.
        events: External events: values by name, or pairs of name and value. An event arrives as soon as the
            orchestration waits for it, or `after` a while. Sub-orchestrations use these events, too.
        http: Responses to `call_http`, which are ``{"statusCode": 200, "headers": {}, "content": "…"}`` or parts of
            that: a mapping by URI or by method and URI (``GET https://…``), or a callable that receives the request.
        entities: States of entities by id, ``@counter@tea``, which is the text of an ``EntityId``. The app's own
            entities work on them.
        instance_id: Id of the instance.
        version: Version of the orchestration.
        start: Time at which it starts, in UTC.
        until: How far the clock may go; by default as far as it takes.
        restarts: How often it may continue as new; one that would once more is left there.
        limit: Turns after which one that still goes on is an error.

    Raises:
        AppError: a function is missing that has no stand-in, the worker would not load it, the orchestrator is not
            deterministic, or it is not done after `limit` turns.
        ArgumentTypeError: something given has no JSON form, or `events` is neither a mapping nor pairs.
        AssertionError: a stand-in asserts what does not hold.
    """
    pairs: Iterable[Any] = events.items() if is_mapping(events) else events
    with _opened(app) as opened:
        world = World(
            Functions(opened),
            activities or {},
            sub_orchestrators or {},
            http,
            [_raised(pair, start) for pair in pairs],
            {id: df_dumps(state) for id, state in (entities or {}).items()},
            datetime.max.replace(tzinfo=timezone.utc) if until is None else start + until,
            restarts,
            limit,
        )
        text = None if input is None else df_dumps(input)
        result = Orchestration(world, name, text, start, instance_id=instance_id, version=version).run()
        result.entities = {id: None if state is None else df_loads(state) for id, state in world.entities.items()}
        return result


def run_entity(
    app: AppLike, name: str, *operations: str | tuple[str, object], state: object = None, key: str = "key"
) -> EntityResult:
    """Let an entity process operations, as one batch.

    Args:
        app: An app of `load_app`, or what `load_app` takes.
        name: Name of the entity.
        operations: Names of operations, or pairs of name and input.
        state: The state it has before; None if it does not exist yet.
        key: Key of the entity.

    Raises:
        AppError: the app has no such entity, or the worker would not load it.
        ArgumentTypeError: an input or the state has no JSON form.
        Exception: a result or the state cannot be written.
    """
    pairs = [(each, None) if isinstance(each, str) else each for each in operations]
    with _opened(app) as opened:
        batch = [(operation, df_dumps(given)) for operation, given in pairs]
        before = None if state is None else df_dumps(state)
        after_all, done = Functions(opened).operate(name, key, before, batch)
        return EntityResult(None if after_all is None else df_loads(after_all), after_all is not None, done)


@contextmanager
def _opened(app: AppLike) -> Generator[App, None, None]:
    """Open an app for a while, if it is not open yet."""
    if isinstance(app, App):
        yield app
        return
    with load_app(app) as opened:
        yield opened


def _raised(pair: Any, start: datetime) -> Raised:
    match pair:
        case (str(name), value):
            delay, event = timedelta(), value
            while isinstance(event, After):
                delay, event = delay + event.delay, event.outcome
            return Raised(name, start + delay, df_dumps(event))
        case _:
            raise ArgumentTypeError("cannot raise an event", expected="a name and a value", got=describe(pair))
