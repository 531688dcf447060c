"""JSON on its way through the host, which is in .NET: what it reads in text, and how it writes what it has read.

Source: ``ExtensionBinding.cs`` and ``Utility.cs`` of the host, and Newtonsoft.Json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timezone
from typing import Any

from azure_functions_lite._host.dates import as_date
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json as wire_json
from azure_functions_lite._wire.lenient_json import parse
from azure_functions_lite.errors import InvalidJSONError
from azure_functions_lite.meta import Datum


def read(text: str, where: str) -> Any:
    """Read a document as the host reads text: what looks like a date is rewritten.

    Raises:
        InvalidJSONError: it is not JSON.
    """
    # Objects and arrays as leniently as Newtonsoft.Json has it.
    return _dated(parse(text, where)[0] if wire_json.is_document(text) else wire_json.loads(text, where))


def text_of(value: object) -> str:
    """Return the text of a value: JSON with indents for an object or an array."""
    if value is None:
        return ""
    if is_object(value) or is_array(value):
        return json.dumps(value, indent=2, ensure_ascii=False)
    return str(value) if isinstance(value, str) else scalar_text(value)


def promoted(text: str, metadata: Mapping[str, Datum]) -> dict[str, Datum]:
    """Return the metadata of a message with the fields of its body, if that is a JSON object.

    The host puts them there. They replace its own fields with the same name, ignoring case.
    """
    found: object = None
    if wire_json.is_document(text):
        with suppress(InvalidJSONError):
            found = read(text, "cannot read a message")
    if not is_object(found):
        return {**metadata}
    names = {name.lower(): name for name in metadata}
    fields = {
        names.get(name.lower(), name): Datum(wire_json.dumps(value, "cannot promote", separators=(",", ":")), "json")
        if is_object(value)
        else Datum(scalar_text(value), "string")
        for name, value in found.items()
        if value is not None and not is_array(value)
    }
    return {**metadata, **fields}


def scalar_text(value: object) -> str:
    """Return a value as .NET writes it, whatever the culture."""
    if isinstance(value, float):
        return _number(value)
    date = as_date(value) if isinstance(value, str) else None
    if date is None:
        return str(value)
    if date.tzinfo not in (None, timezone.utc):
        # At either end of what a datetime can be, it stays in its zone.
        with suppress(OverflowError, ValueError, OSError):
            date = date.astimezone()
    return f"{date:%m/%d}/{date.year:04} {date:%H:%M:%S}"


_NO_NUMBERS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _number(value: float) -> str:
    shortest = repr(value)
    if shortest in _NO_NUMBERS:
        return _NO_NUMBERS[shortest]
    if "e" not in shortest and abs(value) < 1e15:
        return shortest.removesuffix(".0")
    # From 15 digits on, and below 0.0001, .NET has an exponent.
    digits, _, exponent = f"{value:.{_decimals(shortest)}E}".partition("E")
    return f"{digits}E{int(exponent):+03}"


def _decimals(shortest: str) -> int:
    """Return how many digits follow the first one of a number."""
    digits = shortest.partition("e")[0].strip("-").replace(".", "").strip("0")
    return max(len(digits) - 1, 0)


def _dated(value: Any) -> Any:
    if is_object(value):
        return {name: _dated(item) for name, item in value.items()}
    if is_array(value):
        return [_dated(item) for item in value]
    date = as_date(value) if isinstance(value, str) else None
    if date is None:
        return value
    zone = "" if date.tzinfo is None else "Z" if value.endswith("Z") else "+00:00"
    # The host's own time zone is UTC.
    local = date if date.tzinfo is None else date.astimezone(timezone.utc)
    fraction = f"{local:.%f}".rstrip("0").rstrip(".")
    return f"{local:%Y-%m-%dT%H:%M:%S}{fraction}{zone}"
