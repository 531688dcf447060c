"""Timers."""

from __future__ import annotations

from functools import partial
from typing import cast

from ..asked import decoding, parsed
from ..outcomes import Difference
from ..packages import Raw
from ..table import row, shows

_timer = partial(decoding, "timerTrigger")


@row(
    shows(_timer('{"IsPastDue": true}', "string"), "", NotImplementedError, {"past_due": True}),
    decode="timerTrigger",
    turns="NotImplementedError -> TimerRequest ValueError",
)
def timer_text(it: Difference) -> bool:
    """`"string"` for `timerTrigger`
    raises `NotImplementedError` -> parses the text as JSON
    the host may send it in this form"""
    return it.kind == "string"


@row(
    shows(_timer("null"), "", AttributeError, {"past_due": False, "schedule": {}}),
    decode="timerTrigger",
    turns="AttributeError -> TimerRequest",
)
def timer_null(it: Difference) -> bool:
    """JSON `null` for `timerTrigger`
    raises `AttributeError` -> is `TimerRequest()`
    the timer fired, and nothing else is known"""
    return it.data == Raw("null", "json")


@row(
    shows(_timer("[]"), "", AttributeError, ValueError),
    shows(_timer(Raw(None, "json")), "", TypeError, ValueError),
    decode="timerTrigger",
    turns="AttributeError TypeError -> ValueError",
)
def timer_not_an_object(it: Difference) -> bool:
    """another JSON value, or none, for `timerTrigger`
    raises `AttributeError` or `TypeError` -> raises `ValueError`
    malformed data is one kind of error"""
    return not isinstance(parsed(it.data), dict)


@row(
    shows(_timer('{"IsPastDue": "false"}'), "past_due", "false", False),
    shows(_timer('{"IsPastDue": null}'), "past_due", None, False),
    shows(_timer('{"Schedule": 5}'), "", {"schedule": 5}, ValueError),
)
def timer_fields(it: Difference) -> bool:
    """`IsPastDue`, `Schedule` or `ScheduleStatus` of the wrong type
    passes it on: `past_due` may be None or `"false"` -> reads `"true"` and `"false"`, treats null as the default, and
      raises `ValueError` otherwise
    the types are `bool` and `dict`"""
    body = parsed(it.data)
    if not it.decodes("timerTrigger") or not isinstance(body, dict):
        return False
    fields = cast("dict[str, object]", body)
    if it.path == ("past_due",):
        return not isinstance(fields.get("IsPastDue", False), bool)
    odd = [
        fields.get(name)
        for name in ("ScheduleStatus", "Schedule")
        if not isinstance(fields.get(name), (dict, type(None)))
    ]
    odd += [fields.get("IsPastDue")] if not isinstance(fields.get("IsPastDue"), (bool, type(None))) else []
    return bool(odd) and it.turns("TimerRequest", "ValueError")
