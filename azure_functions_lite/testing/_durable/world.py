"""What an orchestration shares with its sub-orchestrations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from azure_functions_lite.testing._durable.functions import Functions
from azure_functions_lite.testing._durable.outcomes import StandIn


class Raised(NamedTuple):
    """An external event."""

    name: str
    due: datetime
    """When it comes, at the earliest."""
    value: str
    """What comes with it, as JSON text."""


@dataclass
class World:
    """What a test passes, and what changes while orchestrations run; see `run_orchestrator`."""

    functions: Functions
    activities: Mapping[str, StandIn]
    sub_orchestrators: Mapping[str, StandIn]
    http: StandIn | Mapping[str, StandIn]
    events: list[Raised]
    """Those that have not come yet."""
    entities: dict[str, str | None]
    """States by id, as JSON text."""
    until: datetime
    restarts: int
    limit: int
