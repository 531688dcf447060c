"""The history of an orchestration, event by event, as the host sends it, and what an orchestrator makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from typing import Any

from .packages import df, func

START = datetime(2024, 5, 1, 10, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


class Event(IntEnum):
    """The host's numbers for events."""

    EXECUTION_STARTED = 0
    TASK_SCHEDULED = 4
    TASK_COMPLETED = 5
    TASK_FAILED = 6
    SUB_ORCHESTRATION_CREATED = 7
    SUB_ORCHESTRATION_COMPLETED = 8
    SUB_ORCHESTRATION_FAILED = 9
    TIMER_CREATED = 10
    TIMER_FIRED = 11
    ORCHESTRATOR_STARTED = 12
    ORCHESTRATOR_COMPLETED = 13
    EVENT_SENT = 14
    EVENT_RAISED = 15


class History:
    """An orchestration's history; each turn is a minute after the one before.

    Args:
        input: The value that the orchestration was started with, as the host has it: JSON text.
        schema: Which of the three forms of the answer the host understands, from 0.
        sent: Further keys of what the host sends.
    """

    def __init__(self, input: str | None = None, *, schema: int = 0, version: str = "", **sent: object) -> None:
        self.now = START
        self._events: list[dict[str, object]] = []
        self._sent = {
            "instanceId": "instance",
            "isReplaying": False,
            "parentInstanceId": None,
            "input": input,
            "upperSchemaVersion": schema,
            **sent,
        }
        self.add(Event.ORCHESTRATOR_STARTED)
        self.add(Event.EXECUTION_STARTED, Name="orchestrator", Version=version, Input=input)

    def add(self, event: Event, id: int = -1, **fields: object) -> History:
        timestamp = self.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self._events.append({"EventType": event, "EventId": id, "IsPlayed": False, "Timestamp": timestamp, **fields})
        return self

    def turn(self) -> History:
        """End a turn of the orchestrator, and start the next one."""
        self.add(Event.ORCHESTRATOR_COMPLETED)
        self.now += MINUTE
        return self.add(Event.ORCHESTRATOR_STARTED)

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
        return json.dumps({"history": self._events, **self._sent})


def run(orchestrator: Callable[[df.DurableOrchestrationContext], Any], history: History) -> dict[str, Any]:
    """Replay an orchestrator, as the worker does, and return its answer."""
    answer: dict[str, Any] = json.loads(df.Orchestrator.create(orchestrator)(func.OrchestrationContext(history.text())))
    return answer
