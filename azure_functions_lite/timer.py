"""The timer trigger: `TimerRequest` and its converter."""

from __future__ import annotations

from typing import Any

from azure_functions_lite._bindings.fields import WireValue, wire
from azure_functions_lite._bindings.messages import message_in
from azure_functions_lite._bindings.tables import Document
from azure_functions_lite._typing import accepts
from azure_functions_lite._wire.scalars import boolean, mapping
from azure_functions_lite.meta import Datum, InConverter, Metadata, unsupported_datum

__all__ = ["TimerRequest", "TimerRequestConverter"]


class TimerRequest(WireValue):
    """Why and when a timer function runs.

    Every argument is the attribute of its name.

    Source: `azure.functions.timer`; the host's ``TimerInfo``.
    """

    __slots__ = ()

    past_due: bool = wire("IsPastDue", boolean, default=False)
    """Whether this run is later than the schedule says."""
    schedule_status: dict[str, Any] = wire("ScheduleStatus", mapping, default={})
    """``Last``, ``Next`` and ``LastUpdated`` as the host writes them; empty if it keeps no status."""
    schedule: dict[str, Any] = wire("Schedule", mapping, default={})
    """``AdjustForDST`` of the schedule, and what else the host sends about it."""


class TimerRequestConverter(InConverter, binding="timerTrigger", trigger=True):
    """``timerTrigger``: a JSON object (``"json"``, or ``"string"`` that holds one) becomes a `TimerRequest`.

    JSON ``null`` and no Datum at all become ``TimerRequest()``: the timer fired, and nothing else is known.

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
        return message_in(TimerRequest, Document(data.value))
