"""`isinstance` for containers, telling checkers what is in them: by itself it leaves that unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

__all__ = ["is_array", "is_iterable", "is_mapping", "is_object"]


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a parsed JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return whether a parsed JSON value is an array."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether a value is a mapping of any kind."""
    # A dict is a Mapping too, but asking an abstract class takes long.
    return isinstance(value, (dict, Mapping))


def is_iterable(value: object) -> TypeGuard[Iterable[Any]]:
    """Return whether a value holds several: text, bytes, mappings and files are iterable too, but each is one."""
    is_one = isinstance(value, (str, bytes, bytearray, memoryview, Mapping)) or hasattr(value, "read")
    return isinstance(value, Iterable) and not is_one
