"""Actions: what an orchestrator asks for, as `azure-functions-durable` writes it at the end of a turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any, Final


class Kind(IntEnum):
    """The package's numbers for actions."""

    CALL_ACTIVITY = 0
    CALL_ACTIVITY_WITH_RETRY = 1
    CALL_SUB_ORCHESTRATOR = 2
    CALL_SUB_ORCHESTRATOR_WITH_RETRY = 3
    CONTINUE_AS_NEW = 4
    TIMER = 5
    EXTERNAL_EVENT = 6
    CALL_ENTITY = 7
    CALL_HTTP = 8
    SIGNAL_ENTITY = 9


ACTIVITIES: Final = (Kind.CALL_ACTIVITY, Kind.CALL_ACTIVITY_WITH_RETRY)
SUB_ORCHESTRATORS: Final = (Kind.CALL_SUB_ORCHESTRATOR, Kind.CALL_SUB_ORCHESTRATOR_WITH_RETRY)


def flat(actions: Any) -> Iterator[dict[str, Any]]:
    """Yield the actions in lists, and those that wait for several or for one of several, one by one."""
    for action in actions:
        if isinstance(action, list):
            yield from flat(action)
        elif "compoundActions" in action:
            yield from flat(action["compoundActions"])
        else:
            yield action


def shown(action: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stays the same of an action in every replay: a timer may be cancelled later."""
    return {name: value for name, value in action.items() if name != "isCanceled"}
