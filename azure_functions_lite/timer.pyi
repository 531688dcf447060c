"""Written by tests/stubs/write.py."""

from typing import Any

from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite.meta import Datum, InConverter, Metadata

__all__ = [
    "TimerRequest",
    "TimerRequestConverter",
]

class TimerRequest(WireValue):
    """Why and when a timer function runs.

    Args:
        past_due: Whether this run is later than the schedule says.
        schedule_status: ``Last``, ``Next`` and ``LastUpdated`` as the host writes them; empty if it keeps no
            status.
        schedule: ``AdjustForDST`` of the schedule, and what else the host sends about it.

    Source: `azure.functions.timer`; the host's ``TimerInfo``.
    """
    def __init__(
        self,
        *,
        past_due: bool | None = False,
        schedule_status: dict[str, Any] | None = None,
        schedule: dict[str, Any] | None = None,
    ) -> None: ...
    @property
    def past_due(self) -> bool:
        """Whether this run is later than the schedule says."""
    @property
    def schedule_status(self) -> dict[str, Any]:
        """``Last``, ``Next`` and ``LastUpdated`` as the host writes them; empty if it keeps no status."""
    @property
    def schedule(self) -> dict[str, Any]:
        """``AdjustForDST`` of the schedule, and what else the host sends about it."""

class TimerRequestConverter(InConverter, binding="timerTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> TimerRequest: ...
