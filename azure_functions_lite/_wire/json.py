"""JSON in and out, with the errors of this package.

`json` has four ways to fail on a document (`JSONDecodeError`, `UnicodeDecodeError`, `RecursionError` on deep nesting,
`ValueError` on integers of thousands of digits) and three on a value; callers of `loads` and `dumps` see one each way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from json.scanner import make_scanner
from typing import TYPE_CHECKING, Any

from azure_functions_lite._typing import is_object
from azure_functions_lite.errors import ArgumentTypeError, DataError, FunctionsError, InvalidJSONError, describe

if TYPE_CHECKING:
    from datetime import timedelta
    from decimal import Decimal


def is_document(text: str) -> bool:
    """Return whether the host treats a text as JSON: it is in braces or in brackets."""
    stripped = text.strip()
    return stripped.endswith(("}", "]")) and stripped[0] + stripped[-1] in ("{}", "[]")


def loads(document: object, where: str) -> Any:
    """Parse a JSON document; bytes are UTF-8, with or without a byte order mark.

    Raises:
        InvalidJSONError: it is not JSON, not UTF-8, or nested deeper than Python's recursion limit.
    """
    text = document if isinstance(document, str) else _decode(document, where)
    try:
        # What json.loads calls in the end, at a quarter of its cost for the short documents in metadata.
        value, end = _scan(text, 0)
        if end == len(text) or not text[end:].strip(" \t\n\r"):
            return value
    except (StopIteration, ValueError, RecursionError):
        pass
    try:
        return json.loads(text.removeprefix(_BYTE_ORDER_MARK))
    except json.JSONDecodeError as error:
        got = f"{describe(text)}, {error.msg} at character {error.pos}"
        raise InvalidJSONError(where, expected="JSON", got=got, doc=error.doc, pos=error.pos) from error
    except (RecursionError, ValueError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else "an integer too long"
        raise InvalidJSONError(where, expected="JSON", got=f"{describe(text)}, {reason}", doc=text) from error


def load_object(document: object, where: str) -> dict[str, Any]:
    """Parse a JSON document that is an object.

    Raises:
        InvalidJSONError: as `loads`.
        DataError: it is something else.
    """
    value: object = loads(document, where)
    if not is_object(value):
        raise DataError(where, expected="a JSON object", got=describe(value))
    return value


_BYTE_ORDER_MARK = "\ufeff"
_scan = make_scanner(json.JSONDecoder())  # type: ignore[arg-type]  # typeshed has a scanner take a scanner


def _decode(document: object, where: str) -> str:
    if not isinstance(document, bytes):
        raise InvalidJSONError(where, expected="JSON text", got=describe(document))
    try:
        return document.decode()
    except UnicodeDecodeError as error:
        raise InvalidJSONError(where, expected="JSON in UTF-8", got=describe(document)) from error


def dumps(
    value: object,
    where: str,
    default: Callable[[object], object] | None = None,
    separators: tuple[str, str] | None = None,
) -> str:
    """Write a value as JSON text, as `json.dumps` does.

    Dates and times are written as ISO 8601, durations as .NET's TimeSpan, UUIDs as text and bytes as base64, which is
    what .NET and SQL read them from. A Decimal is a number where .NET reads exactly its value and writes it without an
    exponent, and otherwise text, so that no digit gets lost. What else JSON lacks, `default` turns into something that
    it has; `separators` are those of `json.dumps`.

    Raises:
        ArgumentTypeError: something in it has no JSON form.
        DataError: it contains itself, or is nested deeper than Python's recursion limit.
    """
    encode = _encode
    if default is not None or separators is not None:
        encode = json.JSONEncoder(default=partial(_extend, default=default), separators=separators).encode
    try:
        return encode(value)
    except FunctionsError:
        # Of `default`, which says it better.
        raise
    except TypeError as error:
        raise ArgumentTypeError(where, expected="values that JSON has", got=str(error)) from error
    except (ValueError, RecursionError) as error:
        raise DataError(where, expected="a tree of values", got=str(error)) from error


def in_base64(content: bytes) -> str:
    """Return the form of bytes in JSON."""
    # Here, not at the top: few have bytes to write.
    from base64 import b64encode

    return b64encode(content).decode("ascii")


def _number(value: Decimal) -> float | str:
    if not value.is_finite():
        return str(value)
    # Nothing here rounds, so nothing depends on the caller's decimal context.
    if value.copy_abs() < 2**63 and value == int(value):
        return int(value)
    exactly = sys.modules["decimal"].Decimal
    # .NET writes other doubles with an exponent, which SQL does not read as a decimal.
    if -5 < value.adjusted() < 15 and exactly(repr(float(value))) == value:
        return float(value)
    # Beyond this, no target has as many digits, and `format` would write as many as the exponent says.
    return format(value, "f") if abs(value.adjusted()) <= 400 else str(value)


def time_span(value: timedelta) -> str:
    """Return a duration as .NET writes a TimeSpan: ``[-][d.]hh:mm:ss[.fffffff]``."""
    sign, rest = ("-", -value) if value.days < 0 else ("", value)
    minutes, seconds = divmod(rest.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days = f"{rest.days}." if rest.days else ""
    fraction = f".{rest.microseconds:06}0" if rest.microseconds else ""
    return f"{sign}{days}{hours:02}:{minutes:02}:{seconds:02}{fraction}"


_EXTENDED: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("datetime", "date", lambda value: value.isoformat()),  # a datetime is one, too
    ("datetime", "time", lambda value: value.isoformat()),
    ("datetime", "timedelta", time_span),
    ("uuid", "UUID", str),
    ("decimal", "Decimal", _number),
    ("builtins", "bytes", in_base64),
    ("builtins", "bytearray", in_base64),
    ("collections.abc", "Mapping", dict),
)
"""Module and class of values that JSON does not have, and their form. If such a value exists, its module is loaded."""


def extended(value: object) -> object:
    """Return what `dumps` writes for a value that JSON does not have, and any other value as it is."""
    for module, name, convert in _EXTENDED:
        if module in sys.modules and isinstance(value, getattr(sys.modules[module], name)):
            return convert(value)
    return value


def _extend(value: object, default: Callable[[object], object] | None = None) -> object:
    written = extended(value)
    if default is not None and (written is value or hasattr(type(value), "to_json")):
        # Objects that can write themselves do, such as a subclass of datetime.
        return default(value)
    if written is value:
        raise TypeError(f"an object of type {type(value).__name__}")
    return written


_encode = json.JSONEncoder(default=_extend).encode
