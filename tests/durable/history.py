"""The history of an orchestration, event by event, as the host sends it, and what an orchestrator makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from azure_functions_lite.testing._durable import history
from azure_functions_lite.testing._durable.history import Event

from .packages import df, func

START = datetime(2024, 5, 1, 10, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


class History:
    """An orchestration's history; each turn is a minute after the one before.

    Args:
        input: The value that the orchestration was started with, as the host has it: JSON text.
        schema: Which of the three forms of the answer the host understands, from 0.
        sent: Further keys of what the host sends.
    """

    def __init__(self, input: str | None = None, *, schema: int = 0, version: str = "", **sent: object) -> None:
        self._kept = history.History(
            "orchestrator", input, START, instance_id="instance", parent_instance_id=None, version=version
        )
        self._sent = {"upperSchemaVersion": schema, **sent}

    @property
    def now(self) -> datetime:
        """When the turn was started."""
        return self._kept.now

    def add(self, event: Event, id: int = -1, **fields: object) -> History:
        self._kept.add(event, id, **fields)
        return self

    def turn(self) -> History:
        """End a turn of the orchestrator, and start the next one."""
        self._kept.turn(self.now + MINUTE)
        return self

    def scheduled(self, *ids: int) -> History:
        """Activities were scheduled in this turn; go to the next one."""
        for id in ids:
            self.add(Event.TASK_SCHEDULED, id, Name="activity", Version="", Input=None)
        return self.turn()

    def completed(self, id: int, result: object) -> History:
        return self.add(Event.TASK_COMPLETED, TaskScheduledId=id, Result=json.dumps(result))

    def failed(self, id: int, reason: str) -> History:
        return self.add(Event.TASK_FAILED, TaskScheduledId=id, Reason=reason, Details="details")

    def sub_orchestration(self, id: int) -> History:
        """A sub-orchestration was started in this turn; go to the next one."""
        return self.add(Event.SUB_ORCHESTRATION_CREATED, id, Name="sub", Input=None).turn()

    def sub_completed(self, id: int, result: object) -> History:
        return self.add(Event.SUB_ORCHESTRATION_COMPLETED, TaskScheduledId=id, Result=json.dumps(result))

    def sub_failed(self, id: int, reason: str) -> History:
        return self.add(Event.SUB_ORCHESTRATION_FAILED, TaskScheduledId=id, Reason=reason, Details="details")

    def fired(self, id: int) -> History:
        return self.add(Event.TIMER_FIRED, TimerId=id, FireAt=self.now.isoformat())

    def raised(self, name: str, value: object) -> History:
        return self.add(Event.EVENT_RAISED, Name=name, Input=json.dumps(value))

    def text(self) -> str:
        """What the host sends for a binding of type ``orchestrationTrigger``."""
        return json.dumps({**json.loads(self._kept.text()), **self._sent})


def run(orchestrator: Callable[[df.DurableOrchestrationContext], Any], given: History) -> dict[str, Any]:
    """Replay an orchestrator, as the worker does, and return its answer."""
    answer: dict[str, Any] = json.loads(df.Orchestrator.create(orchestrator)(func.OrchestrationContext(given.text())))
    return answer
