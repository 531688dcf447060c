"""Messages that go out: one as text, bytes or a JSON object, several as a JSON array of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from azure_functions_lite._typing import holds_several, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, UnsupportedTypeError, describe
from azure_functions_lite.meta import Datum, unsupported_value

__all__ = ["SENDABLE", "as_text", "encode_messages"]

SENDABLE: tuple[type, ...] = (str, bytes, bytearray, Mapping)
"""What each binding for outgoing messages takes; some take classes of their own besides."""

_PLAIN = {str, dict}
"""What most messages are, and JSON has."""


def encode_messages(
    obj: object,
    binding: str,
    convert: Callable[[object], object] | None = None,
    *,
    expected: str = "str, bytes, a mapping",
    any_items: bool = False,
) -> Datum:
    """Return the Datum for a message or an iterable of messages.

    ``str`` becomes ``"string"``, ``bytes`` becomes ``"bytes"``, a mapping a JSON object, and an iterable a JSON array.

    Args:
        obj: What the function gave.
        binding: The binding type, for errors.
        convert: Turns a message of another class into a mapping or text, and returns any other value as it is.
        expected: What may be sent, for errors.
        any_items: Whether the items of an iterable may be whatever JSON has.

    Raises:
        UnsupportedTypeError: it is none of these, or an item is not.
        ArgumentTypeError: it holds something that JSON does not have.
        DataError: bytes in an iterable are not UTF-8.
    """
    if isinstance(obj, str):
        return Datum(obj, "string")
    if isinstance(obj, (bytes, bytearray)):
        return Datum(bytes(obj), "bytes")
    where = f"cannot encode {binding}"
    one = convert(obj) if convert else obj
    if is_mapping(one):
        return Datum(json.dumps(one, where), "json")
    if not holds_several(obj):
        raise unsupported_value(obj, binding, f"{expected}, or an iterable of them")
    items = list(obj)
    if not {*map(type, items)} <= _PLAIN:
        items = _converted(items, binding, convert, expected, any_items)
    return Datum(json.dumps(items, where), "json")


def _converted(
    items: list[object], binding: str, convert: Callable[[object], object] | None, expected: str, any_items: bool
) -> list[object]:
    converted: list[object] = []
    try:
        for item in items:
            value = convert(item) if convert else item
            if isinstance(value, (bytes, bytearray)):
                value = as_text(value)
            elif type(value) not in _PLAIN and not any_items and not isinstance(value, str) and not is_mapping(value):
                raise unsupported_value(item, binding, expected)
            converted.append(value)
    except (DataError, UnsupportedTypeError) as error:
        place = f"cannot encode {binding}: item {len(converted)}"
        raise type(error)(place, expected=error.expected, got=error.got) from error
    return converted


def as_text(content: bytes | bytearray) -> str:
    """Return bytes as text, for JSON, which has no bytes.

    Raises:
        DataError: they are not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        expected = "UTF-8, the only bytes that JSON can carry"
        raise DataError("cannot encode bytes as JSON", expected=expected, got=describe(content)) from error
