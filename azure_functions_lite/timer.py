"""The timer trigger: `TimerRequest` and its converter."""

from __future__ import annotations

from typing import Any, ClassVar

from azure_functions_lite._bindings.tables import FromDict, values_of
from azure_functions_lite._bindings.values import Value, WireName
from azure_functions_lite._typing import accepts, is_object
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import boolean, mapping
from azure_functions_lite.errors import DataError, describe
from azure_functions_lite.meta import Datum, InConverter, Metadata, unsupported_datum

__all__ = ["TimerRequest", "TimerRequestConverter"]


class TimerRequest(Value):
    """Why and when a timer function runs.

    Args:
        past_due: Whether this run is late.
        schedule_status: When it ran before and will run next.
        schedule: The schedule itself.

    Source: `azure.functions.timer`; the host's ``TimerInfo``.
    """

    _fields: ClassVar[tuple[str, ...]] = ("past_due", "schedule_status", "schedule")
    __wire__: ClassVar[tuple[WireName, ...]] = (
        ("past_due", "IsPastDue", boolean),
        ("schedule_status", "ScheduleStatus", mapping),
        ("schedule", "Schedule", mapping),
    )
    _past_due: bool = False
    _schedule_status: dict[str, Any] | None = None
    _schedule: dict[str, Any] | None = None

    def __init__(
        self,
        *,
        past_due: bool = False,
        schedule_status: dict[str, Any] | None = None,
        schedule: dict[str, Any] | None = None,
    ) -> None:
        self._past_due = past_due
        self._schedule_status = schedule_status
        self._schedule = schedule

    @property
    def past_due(self) -> bool:
        """Whether this run is later than the schedule says."""
        return self._past_due

    @property
    def schedule_status(self) -> dict[str, Any]:
        """``Last``, ``Next`` and ``LastUpdated`` as the host writes them; empty where it keeps no status."""
        return self._schedule_status or {}

    @property
    def schedule(self) -> dict[str, Any]:
        """``AdjustForDST`` of the schedule, and what else the host tells of it."""
        return self._schedule or {}


class TimerRequestConverter(InConverter, binding="timerTrigger", trigger=True):
    """``timerTrigger``: a JSON object (``"json"``, or ``"string"`` that holds one) becomes a `TimerRequest`.

    JSON ``null`` and no Datum at all become ``TimerRequest()``: the timer fired, and there is no more to say.

    Differs: `azure.functions` fails on ``null``, on no Datum and on text.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (TimerRequest,))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> TimerRequest:
        if data is None or data.type is None:
            return TimerRequest()
        if data.type not in ("json", "string"):
            raise unsupported_datum(data, "timerTrigger", "json or string")
        body = json.loads(data.value, "cannot decode timerTrigger")
        if body is None:
            return TimerRequest()
        if not is_object(body):
            raise DataError("cannot decode timerTrigger", expected="a JSON object", got=describe(body))
        past_due, status, schedule = values_of(TimerRequest, FromDict(body))
        return TimerRequest(past_due=past_due is True, schedule_status=status, schedule=schedule)
