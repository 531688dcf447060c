"""What a test learns of an orchestration or an entity that was run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from azure_functions_lite.errors import AppError

CallKind = Literal["activity", "sub_orchestration", "entity", "signal", "http", "timer", "event"]
CallStatus = Literal["pending", "completed", "failed", "cancelled"]
RuntimeStatus = Literal["Completed", "Failed", "Running", "ContinuedAsNew"]


@dataclass
class Call:
    """Something that an orchestrator asked for."""

    kind: CallKind
    """What it is; ``event`` is a wait for an external event."""
    name: str
    """Name of the activity, orchestrator or event; ``@counter@tea add`` for an entity, ``GET https://…`` for HTTP."""
    input: Any = None
    """Its input; of a timer, the time in UTC at which it fires."""
    result: Any = None
    """What came back."""
    error: Exception | None = None
    """What the last attempt raised."""
    attempts: int = 1
    """How often it was tried."""
    status: CallStatus = "pending"
    """``pending`` also once the orchestration has ended: it did not wait for this call."""
    orchestration: OrchestrationResult | None = None
    """The run of a sub-orchestration, unless a stand-in took its place."""


@dataclass
class OrchestrationResult:
    """What an orchestration did."""

    name: str
    """Name of the orchestrator."""
    instance_id: str
    """Id of the instance."""
    runtime_status: RuntimeStatus = "Running"
    """``Running`` if it still waits, ``ContinuedAsNew`` if it was not started again."""
    error: Exception | None = None
    """What the orchestrator raised."""
    custom_status: Any = None
    """The last custom status."""
    custom_statuses: list[Any] = field(default_factory=list[Any])
    """Each custom status in order, one that stays the same once."""
    calls: list[Call] = field(default_factory=list[Call])
    """What it asked for, in order, over all of its runs."""
    inputs: list[Any] = field(default_factory=list[Any])
    """The input of each run: the first, and those it continued with as new."""
    entities: dict[str, Any] = field(default_factory=dict[str, Any])
    """The state of each entity afterwards, by id: ``@counter@tea``."""
    history: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]], repr=False)
    """The history of the last run, as the host has it."""
    ended_at: datetime | None = None
    """The time in UTC at which it ended, or at which it began to wait, by the clock of the run."""
    returned: Any = field(default=None, repr=False)
    """What the orchestrator returned; None unless it is complete. See `output`."""

    @property
    def output(self) -> Any:
        """What the orchestrator returned.

        Raises:
            AppError: it has not ended.
            Exception: what the orchestrator raised.
        """
        if self.error is not None:
            raise self.error
        if self.runtime_status != "Completed":
            waiting = ", ".join(f"{call.kind} {call.name}".strip() for call in self.calls if call.status == "pending")
            pending = f" and waits for: {waiting}" if waiting else ""
            raise AppError(f"{self.name!r} has no output: it is {self.runtime_status}{pending}")
        return self.returned

    def inputs_of(self, name: str) -> list[Any]:
        """Return the input of each call of that name, in order."""
        return [call.input for call in self.calls if call.name == name]


class Operation(NamedTuple):
    """What an entity did when it was asked to."""

    name: str
    """Name of the operation."""
    input: Any
    """Its input."""
    result: Any
    """What the entity set as its result."""
    error: str | None
    """What it raised, as text."""


class EntityResult(NamedTuple):
    """What became of an entity."""

    state: Any
    """Its state afterwards; None if it has none."""
    exists: bool
    """Whether it exists afterwards."""
    operations: list[Operation]
    """What it did, in order."""
