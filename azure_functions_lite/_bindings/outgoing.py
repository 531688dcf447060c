"""Outgoing messages: one as text, bytes or a JSON object, several as a JSON array."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from azure_functions_lite._typing import holds_several, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, InvalidJSONError, UnsupportedTypeError, describe
from azure_functions_lite.meta import Datum, unsupported_value

SENDABLE: tuple[type, ...] = (str, bytes, bytearray, Mapping)
"""What each binding for outgoing messages accepts; some also accept their own classes."""

_PLAIN = {str, dict}
"""The types of most messages, which JSON has."""


def encode_messages(
    obj: object,
    binding: str,
    convert: Callable[[object], object] | None = None,
    *,
    expected: str = "str, bytes, a mapping",
    any_items: bool = False,
    is_textual: bool = False,
) -> Datum:
    """Return the Datum for a message or an iterable of messages.

    ``str`` becomes what `encode_text` says, ``bytes`` becomes ``"bytes"``, a mapping a JSON object, and an iterable a
    JSON array.

    Args:
        obj: What the function returned or set.
        binding: The binding type, for errors.
        convert: Turns a message of another class into a mapping or text, and returns any other value as it is.
        expected: What may be sent, for errors.
        any_items: Whether the items of an iterable may be whatever JSON has.
        is_textual: Whether the host sends text only, and for bytes the name of their class: they go out as text.

    Raises:
        UnsupportedTypeError: it, or an item, has another type.
        ArgumentTypeError: it holds something that JSON does not have.
        DataError: bytes in an iterable, or those of a textual binding, are not UTF-8.
    """
    if isinstance(obj, str):
        return encode_text(obj)
    where = f"cannot encode {binding}"
    if isinstance(obj, (bytes, bytearray)):
        return exactly(sent_text(obj, binding)) if is_textual else Datum(bytes(obj), "bytes")
    one = convert(obj) if convert else obj
    if is_mapping(one):
        return Datum(json.dumps(one, where), "json")
    if not holds_several(obj):
        raise unsupported_value(obj, binding, f"{expected}, or an iterable of them")
    items = list(obj)
    kinds = {*map(type, items)}
    if len(kinds) > 1 or not kinds <= _PLAIN:
        items = _converted(items, binding, convert, expected, any_items)
    return Datum(json.dumps(items, where), "json")


def encode_text(text: str) -> Datum:
    """Return the Datum for a message that is text.

    The host parses a ``"string"`` in brackets or braces. A JSON array becomes several messages, which functions rely
    on, and a JSON object is rewritten. Text that only looks like JSON would fail the invocation, so it becomes an
    item of a ``"json"`` array: the host takes items as they are. Dates inside JSON would be rewritten in the host's
    time zone, so JSON with dates becomes ``"json"``, in which they stay text.

    Source: azure-functions-host, ``FunctionBinding.ReadAsEnumerable``.
    """
    if not json.is_document(text):
        return Datum(text, "string")
    try:
        json.loads(text, "")
    except InvalidJSONError:
        # Here, not at the top: few texts are JSON to .NET alone.
        from azure_functions_lite._wire.lenient_json import is_json

        return Datum(text, "string") if is_json(text) else exactly(text)
    return Datum(text, "json" if re.search(_DATE, text) else "string")


def exactly(text: str) -> Datum:
    """Return the Datum for one message that is exactly this text, whatever it looks like."""
    return Datum(json.dumps([text], ""), "json") if json.is_document(text) else Datum(text, "string")


def sent_text(content: bytes | bytearray, binding: str) -> str:
    """Return bytes as text, for a binding whose host side sends text only.

    Raises:
        DataError: they are not UTF-8.
    """
    return as_text(content, f"cannot encode {binding}", "UTF-8, because the host sends only text")


# What Newtonsoft.Json takes for a date.
_DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d|/Date\("


def _converted(
    items: list[object], binding: str, convert: Callable[[object], object] | None, expected: str, any_items: bool
) -> list[object]:
    converted: list[object] = []
    try:
        for item in items:
            value = convert(item) if convert else item
            if type(value) not in _PLAIN:
                if isinstance(value, (bytes, bytearray)):
                    value = as_text(value)
                elif not any_items and not isinstance(value, str) and not is_mapping(value):
                    raise unsupported_value(item, binding, expected)
            converted.append(value)
    except (DataError, UnsupportedTypeError) as error:
        place = f"cannot encode {binding}: item {len(converted)}"
        raise type(error)(place, expected=error.expected, got=error.got) from error
    return converted


def as_text(
    content: bytes | bytearray,
    where: str = "cannot encode bytes as JSON",
    expected: str = "UTF-8, because JSON cannot contain other bytes",
) -> str:
    """Return bytes as text; by default for JSON, which has no bytes.

    Raises:
        DataError: they are not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise DataError(where, expected=expected, got=describe(content)) from error
