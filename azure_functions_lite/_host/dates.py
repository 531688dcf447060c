"""Texts that the host takes for dates wherever it parses JSON, so that they do not arrive as they were written.

Source: ``DateTimeUtils.TryParseDateTime`` of Newtonsoft.Json, which is on by default.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

# Compiled by `re` when a first text may be one, and kept there.
_ISO = (
    r"(?P<date>\d{4}-\d\d-\d\dT)(?P<hour>\d\d)(?P<time>:\d\d:\d\d)(?:\.(?P<fraction>\d{1,7}))?"
    r"(?P<zone>Z|(?P<sign>[-+])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?)?"
)
_EPOCH = r"/Date\((?P<milliseconds>-?\d+)(?:[-+]\d{4})?\)/"


def as_date(text: str) -> datetime | None:
    """Return the date that a text represents, or None if it stays text.

    The date is aware if the text has an offset, and naive otherwise. Its fraction is cut to microseconds.
    """
    if text.startswith("/Date("):
        found = re.fullmatch(_EPOCH, text, re.ASCII)
        try:
            return found and datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(
                milliseconds=int(found["milliseconds"])
            )
        except (OverflowError, ValueError):
            return None
    # The length tells most texts from dates.
    if not 19 <= len(text) <= 40 or text[10] != "T" or not (found := re.fullmatch(_ISO, text, re.ASCII)):
        return None
    # Midnight may also be the end of a day.
    is_end = found["hour"] == "24"
    if is_end and (found["time"] != ":00:00" or int(found["fraction"] or 0)):
        return None
    try:
        hour = "00" if is_end else found["hour"]
        fraction = (found["fraction"] or "").ljust(6, "0")[:6]
        value = datetime.fromisoformat(f"{found['date']}{hour}{found['time']}.{fraction}") + timedelta(days=is_end)
        if found["zone"] is None:
            return value
        offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        return value.replace(tzinfo=timezone(-offset if found["sign"] == "-" else offset))
    except (OverflowError, ValueError):
        return None
