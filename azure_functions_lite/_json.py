"""JSON in and out, with the errors of this package.

`json` has four ways to fail on a document (`JSONDecodeError`, `UnicodeDecodeError`, `RecursionError` on deep nesting,
`ValueError` on integers of thousands of digits) and three on a value; callers of `loads` and `dumps` see one each way.
"""

from __future__ import annotations

import json
from json.scanner import make_scanner
from typing import Any

from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError, describe

__all__ = ["dumps", "loads"]


def loads(document: object, where: str) -> Any:
    """Parse a JSON document; bytes are UTF-8, with or without a byte order mark.

    Raises:
        InvalidJSONError: it is not JSON, not UTF-8, or nested deeper than Python's recursion limit.
    """
    text = document if isinstance(document, str) else _decode(document, where)
    try:
        # What json.loads calls in the end, at a quarter of its cost on the short documents that metadata is made of.
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
    except RecursionError as error:
        got = f"{describe(text)}, nested too deep"
        raise InvalidJSONError(where, expected="JSON", got=got, doc=text) from error
    except ValueError as error:
        got = f"{describe(text)}, an integer too long"
        raise InvalidJSONError(where, expected="JSON", got=got, doc=text) from error


_BYTE_ORDER_MARK = "\ufeff"
_scan = make_scanner(json.JSONDecoder())  # type: ignore[arg-type]  # typeshed has a scanner take a scanner


def _decode(document: object, where: str) -> str:
    if not isinstance(document, bytes):
        raise InvalidJSONError(where, expected="JSON text", got=describe(document))
    try:
        return document.decode()
    except UnicodeDecodeError as error:
        raise InvalidJSONError(where, expected="JSON in UTF-8", got=describe(document)) from error


def dumps(value: object, where: str) -> str:
    """Write a value as JSON text, as `json.dumps` does.

    Raises:
        ArgumentTypeError: something in it has no JSON form.
        DataError: it contains itself, or is nested deeper than Python's recursion limit.
    """
    try:
        return json.dumps(value)
    except TypeError as error:
        raise ArgumentTypeError(where, expected="values that JSON has", got=str(error)) from error
    except (ValueError, RecursionError) as error:
        raise DataError(where, expected="a tree of values", got=str(error)) from error
