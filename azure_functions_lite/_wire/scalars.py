"""The host's scalars: text, numbers, booleans, dates, durations, objects, lists.

A parser takes what a Datum or a JSON document held and returns the Python value, or raises a `DataError` that
says what it expected. `None` never reaches a parser: an absent field is the caller's business.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any, NoReturn

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json
from azure_functions_lite.errors import ArgumentTypeError, DataError, FunctionsError, describe, excerpt


def _refuse(expected: str, raw: object, cause: BaseException | None = None) -> NoReturn:
    got = cause.got if isinstance(cause, FunctionsError) and cause.got else excerpt(raw)
    raise DataError("cannot read a value", expected=expected, got=got) from cause


def anything(raw: object) -> Any:
    """Take whatever came."""
    return raw


def text(raw: object) -> str:
    """Take text as it is, and bytes as UTF-8 or else base64; anything else becomes its JSON text (5 -> ``"5"``)."""
    if isinstance(raw, str):
        return raw
    if not isinstance(raw, bytes):
        return json.dumps(raw, "cannot read a value as text")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return json.in_base64(raw)


def integer(raw: object) -> int:
    """Take an int, a float without fraction, or decimal digits."""
    if type(raw) is int:
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, str):
        try:
            return int(raw)
        except ValueError as error:
            _refuse("int", raw, error)
    _refuse("int", raw)


def binary(raw: Any) -> bytes:
    """Take base64."""
    from base64 import b64decode

    try:
        return b64decode(raw, validate=True)
    except (ValueError, TypeError) as error:
        raise DataError("cannot read a value", expected="base64", got=describe(raw)) from error


def boolean(raw: object) -> bool:
    """Take a bool, or the words .NET writes for one."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in ("true", "false"):
        return raw.lower() == "true"
    _refuse("bool", raw)


def mapping(raw: object) -> dict[str, Any]:
    """Take a JSON object."""
    if is_object(raw):
        return raw
    _refuse("a JSON object", raw)


def items(raw: object) -> list[Any]:
    """Take a JSON array."""
    if is_array(raw):
        return raw
    _refuse("a JSON array", raw)


_fromisoformat = datetime.fromisoformat
_UTC = timezone.utc


def timestamp(raw: object) -> datetime | None:
    """Take a date in any form .NET writes: ISO 8601, ``MM/dd/yyyy HH:mm:ss [AM|PM]``, RFC 1123.

    Aware in UTC if the text says UTC, aware with its own offset if it has another, naive if it has none.
    Fractions beyond microseconds are cut. Empty text is None, as an unset .NET date can be.
    """
    if not isinstance(raw, str):
        return raw if isinstance(raw, datetime) else _refuse("a date", raw)
    if len(raw) > _MOST_DIGITS and (len(raw) > _LONGEST or raw.isdecimal()):
        # From Python 3.11 on, fromisoformat takes any of these digits for what separates date and time.
        _refuse("a date", raw)
    try:
        value = _fromisoformat(raw)
    except ValueError:
        if not raw:
            return None
        value = _parse_date(raw)
    zone = value.tzinfo
    # `is`: fromisoformat returns the singleton itself, so the usual case ends here.
    if zone is _UTC or zone is None:
        return value
    # dateutil has its own time zone classes; a timezone without an offset is the singleton again.
    return value.replace(tzinfo=timezone(value.utcoffset() or timedelta()))


def utc(raw: object) -> datetime | None:
    """Take a date as `timestamp` does; one without a zone is UTC, as the host writes some dates."""
    value = timestamp(raw)
    return value.replace(tzinfo=_UTC) if value is not None and value.tzinfo is None else value


_LONGEST = 100
"""Characters of a date or a duration: none has half as many, and parsers take long over more."""
_MOST_DIGITS = 14
"""Characters of a date that has nothing but digits."""


def _parse_date(raw: str) -> datetime:
    # Here, not at the top: dateutil takes milliseconds to import, and from Python 3.11 on hardly a date gets this far.
    from dateutil.parser import isoparse, parse

    try:
        # A year, or a year and a month, is not a date, but isoparse would read it as its first day.
        if len(raw) > len("2020-01"):
            return isoparse(raw)
    except (ValueError, OverflowError):
        pass
    try:
        # dateutil fills what a text lacks from a default. Two defaults that differ in everything tell a whole date
        # from "5", which would otherwise be the fifth of the default's month.
        first, second = (
            parse(raw, default=default, tzinfos=_zone) for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        )
    except (ValueError, ArithmeticError, TypeError) as error:
        _refuse("a date", raw, error)
    if first != second:
        _refuse("a date with year, month and day", raw)
    return first


def _zone(name: str | None, offset: int | None) -> timezone | None:
    # Names are read here so that dateutil does not look them up in this machine's own time zone.
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is None:
        return None
    raise ValueError(f"unknown time zone {name}")


# Compiled by `re` when a first duration comes, and kept there: most functions have none.
_TIME_SPAN = (
    r"(?P<sign>-)?(?:(?P<days>\d+)\.)?(?P<first>\d+):(?P<second>\d+)(?::(?P<third>\d+)(?:\.(?P<fraction>\d{1,7}))?)?"
)
_ISO_DURATION = (
    r"(?P<sign>-)?P(?=.)(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.(?P<fraction>\d+))?S)?)?"
)
_PYTHON_DURATION = r"(?P<days>-?\d+) days?, (?P<rest>\d+:\d+:\d+.*)"
_DURATION_FORMS = "a duration ([-][d.]hh:mm:ss[.fffffff], mm:ss, P[nD][T[nH][nM][nS]] or seconds)"


def duration(raw: object) -> timedelta | None:
    """Take a .NET TimeSpan, an ISO 8601 duration of days and below, ``mm:ss``, seconds, or a timedelta or its text.

    Hours beyond 23 and minutes beyond 59 are carried over; the seventh decimal is cut. Empty text is None.
    """
    if isinstance(raw, timedelta):
        return raw
    if raw == "":
        return None
    try:
        if isinstance(raw, str) and len(raw) <= _LONGEST:
            if match := re.fullmatch(_TIME_SPAN, raw, re.ASCII):
                part = match.groupdict()
                if part["third"] is None and part["days"] is None:
                    return _span(part, minutes=part["first"], seconds=part["second"])
                return _span(part, hours=part["first"], minutes=part["second"], seconds=part["third"])
            if match := re.fullmatch(_ISO_DURATION, raw, re.ASCII):
                part = match.groupdict()
                return _span(part, hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"])
            if match := re.fullmatch(_PYTHON_DURATION, raw, re.ASCII):
                return timedelta(days=int(match["days"])) + (duration(match["rest"]) or timedelta())
            return timedelta(seconds=int(raw))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return timedelta(seconds=raw)
    except (ValueError, OverflowError) as error:
        _refuse(_DURATION_FORMS, raw, error)
    _refuse(_DURATION_FORMS, raw)


def _span(part: dict[str, str | None], **units: str | None) -> timedelta:
    span = timedelta(
        days=int(part["days"] or 0),
        microseconds=int((part["fraction"] or "").ljust(6, "0")[:6]),
        **{unit: int(number or 0) for unit, number in units.items()},
    )
    return -span if part["sign"] else span


def utf8(content: object, owner: str) -> bytes:
    """Turn the body of `owner`, a type or a binding, into bytes: text as UTF-8, None as empty.

    Raises:
        ArgumentTypeError: it is neither text nor bytes.
        DataError: the text holds a lone surrogate, which UTF-8 cannot carry.
    """
    if isinstance(content, bytes):
        return content
    if content is None:
        return b""
    if isinstance(content, str):
        try:
            return content.encode()
        except UnicodeEncodeError as error:
            where = f"cannot encode the body of {owner}"
            raise DataError(where, expected="text that UTF-8 can encode", got=describe(content)) from error
    if isinstance(content, bytearray):
        return bytes(content)
    if isinstance(content, memoryview):
        return content.tobytes()
    expected = "str, bytes, bytearray, memoryview or None"
    raise ArgumentTypeError(f"cannot take the body of {owner}", expected=expected, got=describe(content))
