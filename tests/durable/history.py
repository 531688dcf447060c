"""The history of an orchestration, event by event, as the host sends it, and what an orchestrator makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from azure_functions_lite.testing._durable import history
from azure_functions_lite.testing._durable.history import Event

from .packages import df, func

if TYPE_CHECKING:
    from typing_extensions import Self

START = datetime(2024, 5, 1, 10, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


class History(history.History):
    """An orchestration's history; each turn is a minute after the one before.

    Args:
        input: The value that the orchestration was started with, as the host has it: JSON text.
        schema: Which of the three forms of the answer the host understands, from 0.
        sent: Further keys of what the host sends.
    """

    def __init__(self, input: str | None = None, *, schema: int = 0, version: str = "", **sent: object) -> None:
        super().__init__("orchestrator", input, START, instance_id="instance", parent_instance_id=None, version=version)
        self._sent |= {"upperSchemaVersion": schema, **sent}

    def turn(self, now: datetime | None = None) -> Self:
        """End a turn of the orchestrator, and start the next one."""
        return super().turn(now or self.now + MINUTE)

    def scheduled(self, *ids: int) -> Self:
        """Activities were scheduled in this turn; go to the next one."""
        for id in ids:
            self.add(Event.TASK_SCHEDULED, id, Name="activity", Version="", Input=None)
        return self.turn()

    def completed(self, id: int, result: object) -> Self:
        return self.add(Event.TASK_COMPLETED, TaskScheduledId=id, Result=json.dumps(result))

    def failed(self, id: int, reason: str) -> Self:
        return self.add(Event.TASK_FAILED, TaskScheduledId=id, Reason=reason, Details="details")

    def sub_orchestration(self, id: int) -> Self:
        """A sub-orchestration was started in this turn; go to the next one."""
        return self.add(Event.SUB_ORCHESTRATION_CREATED, id, Name="sub", Input=None).turn()

    def sub_completed(self, id: int, result: object) -> Self:
        return self.add(Event.SUB_ORCHESTRATION_COMPLETED, TaskScheduledId=id, Result=json.dumps(result))

    def sub_failed(self, id: int, reason: str) -> Self:
        return self.add(Event.SUB_ORCHESTRATION_FAILED, TaskScheduledId=id, Reason=reason, Details="details")

    def fired(self, id: int) -> Self:
        return self.add(Event.TIMER_FIRED, TimerId=id, FireAt=self.now.isoformat())

    def raised(self, name: str, value: object) -> Self:
        return self.add(Event.EVENT_RAISED, Name=name, Input=json.dumps(value))


def run(orchestrator: Callable[[df.DurableOrchestrationContext], Any], given: History) -> dict[str, Any]:
    """Replay an orchestrator, as the worker does, and return its answer."""
    answer: dict[str, Any] = json.loads(df.Orchestrator.create(orchestrator)(func.OrchestrationContext(given.text())))
    return answer
