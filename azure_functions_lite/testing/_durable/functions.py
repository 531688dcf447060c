"""The functions of an app that Durable Functions calls, with what its host sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from azure_functions_lite._bindings.durable_codec import df_dumps, df_loads
from azure_functions_lite._host.entries import RETURN, BindingRow
from azure_functions_lite._wire import json
from azure_functions_lite.errors import AppError, FunctionsError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing._durable.outcomes import Outcome
from azure_functions_lite.testing._durable.results import Operation
from azure_functions_lite.testing.problems import BrokenAppError

if TYPE_CHECKING:
    from azure_functions_lite.testing.apps import App

# Types of the triggers, and the option that gives the function another name in Durable Functions.
_ORCHESTRATOR: Final = ("orchestrationTrigger", "orchestration")
_ACTIVITY: Final = ("activityTrigger", "activity")
_ENTITY: Final = ("entityTrigger", "entityName")
_STATE_LABEL: Final = "\n\n$OutOfProcData$:"


class Answer(NamedTuple):
    """What an orchestrator says at the end of a turn."""

    state: dict[str, Any]
    """Its actions, and whether it is done; empty if it raised before it had any."""
    error: Exception | None
    """What it raised."""


class Functions:
    """The orchestrators, activities and entities of an app, by the names that orchestrators call them by."""

    def __init__(self, app: App) -> None:
        self._app = app
        rows = [(function.name, row) for function in app.functions for row in function.bindings]
        self._known: dict[tuple[str, str], dict[str, tuple[str, BindingRow]]] = {
            kind: {str(row.options.get(kind[1]) or name): (name, row) for name, row in rows if row.type == kind[0]}
            for kind in (_ORCHESTRATOR, _ACTIVITY, _ENTITY)
        }

    def orchestrate(self, name: str, context: str) -> Answer:
        """Replay an orchestrator.

        Raises:
            AppError: the app has no such orchestrator, or the worker would not load it.
        """
        function, row = self._find(_ORCHESTRATOR, name)
        try:
            result = self._app.invoke(function, **{row.name: context})
        except FunctionsError:
            raise
        except Exception as error:  # whatever the orchestrator raises
            _, label, state = str(error).partition(_STATE_LABEL)
            if not label:
                return Answer({}, error)
            cause = error.__cause__
            return Answer(
                json.load_object(state, "cannot read an orchestrator's state"),
                cause if isinstance(cause, Exception) else error,
            )
        return Answer(_document(result.wire), None)

    def act(self, name: str, input: str | None) -> Outcome:
        """Call an activity, with its input as JSON text.

        Raises:
            AppError: the app has no such activity, or the worker would not load it.
        """
        function, row = self._find(_ACTIVITY, name)
        try:
            result = self._app.invoke(function, **{row.name: _activity_input(input)})
        except BrokenAppError:
            raise
        except Exception as error:  # whatever the activity raises is what the call fails with
            return Outcome(timedelta(), None, error)
        returned = result.wire.get(RETURN)
        return Outcome(timedelta(), df_dumps(None) if returned is None else str(returned.value))

    def operate(
        self, name: str, key: str, state: str | None, operations: Iterable[tuple[str, str | None]]
    ) -> tuple[str | None, list[Operation]]:
        """Let an entity process a batch of operations, and return its state and the result of each.

        State and inputs are JSON text; a state of None is that of an entity that does not exist.

        Raises:
            AppError: the app has no such entity, or the worker would not load it.
            Exception: what came of an operation cannot be written.
        """
        function, row = self._find(_ENTITY, name)
        batch = [(operation, df_dumps(None) if given is None else given) for operation, given in operations]
        sent = {
            "self": {"name": name, "key": key},
            "exists": state is not None,
            "state": state,
            # The input of each is JSON text within JSON text.
            "batch": [
                {"name": operation, "input": json.dumps(given, _SENDING), "signal": False} for operation, given in batch
            ],
        }
        answer = _document(self._app.invoke(function, **{row.name: json.dumps(sent, _SENDING)}).wire)
        done: list[Operation] = []
        for (operation, given), result in zip(batch, answer["results"], strict=True):
            value = df_loads(result["result"])
            error = str(value) if result["isError"] else None
            done.append(Operation(operation, df_loads(given), None if result["isError"] else value, error))
        return answer["entityState"] if answer["entityExists"] else None, done

    def _find(self, kind: tuple[str, str], name: str) -> tuple[str, BindingRow]:
        """Return the function that goes by a name, whatever its case, and its trigger."""
        known = self._known[kind]
        for candidate, found in known.items():
            if candidate.lower() == name.lower():
                return found
        where = f"cannot call {name!r}, which has no stand-in"
        raise AppError(where, expected=f"a function of the app with {kind[0]}", got=", ".join(known) or "none")


_SENDING = "cannot make what Durable Functions sends"


def _document(wire: dict[str, Datum]) -> dict[str, Any]:
    returned = wire.get(RETURN)
    return json.load_object(None if returned is None else returned.value, "cannot read what Durable Functions returned")


def _activity_input(text: str | None) -> Datum | None:
    """Return what the host sends: objects and arrays as JSON, and any other value as its text, without quotes.

    So text of digits arrives as a number, and True as the text ``True``.
    """
    value: object = None if text is None else json.loads(text, _SENDING)
    if value is None:
        return None
    if isinstance(value, str):
        return Datum(value, "string")
    return Datum(str(value) if isinstance(value, bool) else text, "string")
