"""The history of an orchestration, event by event, as the host keeps it and sends it."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from azure_functions_lite._wire import json

if TYPE_CHECKING:
    from typing_extensions import Self


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
    """What has happened to one orchestration so far.

    Args:
        name: Name of the orchestrator.
        input: Its input as JSON text, or None.
        start: The time of the first event.
        instance_id: Id of the instance.
        parent_instance_id: Id of the orchestration that started it, if one did.
        version: Version of the orchestration.
    """

    def __init__(
        self,
        name: str,
        input: str | None,
        start: datetime,
        *,
        instance_id: str,
        parent_instance_id: str | None,
        version: str | None,
    ) -> None:
        self.events: list[dict[str, Any]] = []
        self.now = start
        self._sent = {
            "isReplaying": False,
            "instanceId": instance_id,
            "parentInstanceId": parent_instance_id,
            "input": input,
            # The second schema: one action for each `yield`. The third is for hosts that split long timers.
            "upperSchemaVersion": 1,
        }
        self.add(Event.ORCHESTRATOR_STARTED)
        self.add(Event.EXECUTION_STARTED, Name=name, Version=version, Input=input)

    def add(self, event: Event, id: int = -1, **fields: object) -> Self:
        """Note what happens now."""
        common = {"EventType": event.value, "EventId": id, "IsPlayed": False, "Timestamp": text_of(self.now)}
        self.events.append({**common, **fields})
        return self

    def turn(self, now: datetime) -> Self:
        """End the turn of the orchestrator, and start the next one at a given time."""
        self.add(Event.ORCHESTRATOR_COMPLETED)
        for event in self.events:
            event["IsPlayed"] = True
        self.now = now
        return self.add(Event.ORCHESTRATOR_STARTED)

    def text(self) -> str:
        """What the host sends for a binding of type ``orchestrationTrigger``."""
        return json.dumps({"history": self.events, **self._sent}, "cannot write a history")


def text_of(moment: datetime) -> str:
    """Return a time in UTC as a history has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
