"""Schedules of timers, and durations, as .NET and NCrontab read them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

_TIMESPAN = re.compile(
    r"""\s*(?P<minus>-?)
    (?: (?P<days>\d{1,8})
      | (?:(?P<d>\d{1,8})[.:])?? (?P<h>\d{1,8}):(?P<m>\d{1,8})(?::(?P<s>\d{1,8})(?:\.(?P<f>\d{1,7}))?)?
    )\s*""",
    re.VERBOSE | re.ASCII,
)


def parse_timespan(text: str) -> timedelta | None:
    """Return the duration that ``TimeSpan.Parse`` reads, None if it rejects the text.

    ``5`` is five days, and ``24:00:00``, which is not a time of day, is 24 days.
    """
    found = _TIMESPAN.fullmatch(text)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(found[name] or 0) for name in "dhms")
    if found["days"]:
        days = int(found["days"])
    elif found["d"] is None and hours > 23 and found["s"] and not found["f"]:
        days, hours, minutes, seconds = hours, minutes, seconds, 0
    if days > 10675199 or hours > 23 or minutes > 59 or seconds > 59:
        return None
    fraction = int((found["f"] or "").ljust(7, "0")) / 10
    span = timedelta(days, seconds, fraction, 0, minutes, hours)
    return -span if found["minus"] else span


class _Field(NamedTuple):
    name: str
    least: int
    most: int
    names: tuple[str, ...] = ()


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_FIELDS = (
    _Field("seconds", 0, 59),
    _Field("minutes", 0, 59),
    _Field("hours", 0, 23),
    _Field("days", 1, 31),
    _Field("months", 1, 12, _MONTHS),
    _Field("weekdays", 0, 6, _WEEKDAYS),
)
_STEP = re.compile(r"[+-]?\d+", re.ASCII)


def schedule_fault(schedule: str) -> str | None:
    """Say why the host rejects a schedule; None if it accepts it."""
    fields = [field for field in schedule.split(" ") if field]
    if len(fields) not in (5, 6):
        if parse_timespan(schedule) is not None:
            return None
        return f"expected five or six fields, or a TimeSpan, got {len(fields)}"
    for kind, text in zip(_FIELDS[-len(fields) :], fields, strict=True):
        for part in text.split(","):
            if not _is_part(kind, part):
                names = f", or a name such as {kind.names[0][:3].upper()}" if kind.names else ""
                expected = f"expected numbers from {kind.least} to {kind.most}{names}, with '*', '-', '/' and ','"
                return f"{expected}, for the {kind.name}, got {text!r}"
    return None


def _is_part(kind: _Field, part: str) -> bool:
    """Return whether a text is ``*``, ``a`` or ``a-b``, with or without a step."""
    values, slash, step = part.partition("/")
    if slash and not _STEP.fullmatch(step):
        return False
    first, dash, last = values.partition("-")
    if values == "*":
        return True
    return _is_value(kind, first) and (not dash or _is_value(kind, last))


def _is_value(kind: _Field, text: str) -> bool:
    if text.isascii() and text.isdigit():
        return kind.least <= int(text[:9]) <= kind.most
    return bool(text) and any(name.startswith(text.lower()) for name in kind.names)
