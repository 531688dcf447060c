"""Arguments of the builders: the marker for a missing one, and the defaults that many of them share."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Final, TypeVar

from azure_functions_lite._wire import json as wire_json
from azure_functions_lite.errors import ArgumentTypeError, describe

T = TypeVar("T")


class _Unset:
    """The default of a parameter that depends on others, or for which None has a meaning."""

    def __repr__(self) -> str:
        return "<default>"


UNSET: Final[Any] = _Unset()
"""Default of such a parameter; `Any`, so that the parameter keeps its type."""

NOW: Final = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
"""The time at which everything that the builders make happens."""

ID: Final = "6f1b2c3d-0000-4000-8000-000000000001"
"""Id of a message, an event or an invocation."""

# Text that is also JSON.
_BODY: Final = '{"id": "A-1007"}'

BODIES: Final = (_BODY, '{"id": "A-1008"}')
"""Bodies of a batch."""


def given(value: T, default: T) -> T:
    """Return an argument, or its default."""
    return default if value is UNSET else value


def body_or_json(body: str | bytes | None, json: object, where: str) -> str | bytes:
    """Return the body of a message.

    Args:
        body: The body itself; None for the default.
        json: A value to convert to JSON instead.
        where: What is being made, for errors.

    Raises:
        ArgumentTypeError: both are given, or `json` has no JSON form.
    """
    if json is UNSET:
        given: object = body
        if body is not None and not isinstance(given, (str, bytes)):
            raise ArgumentTypeError(where, expected="a body of str or bytes, or json=", got=describe(given))
        return _BODY if body is None else body
    if body is not None:
        raise ArgumentTypeError(where, expected="either body or json", got="both")
    return wire_json.dumps(json, where)
