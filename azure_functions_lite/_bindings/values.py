"""What every value type can do: compare, hash, show itself, and turn into a dict or JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast

from azure_functions_lite._typing import is_array, is_mapping, is_object
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import binary
from azure_functions_lite.errors import DataError, FunctionsError, describe, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable


class Unread(str):
    """The reason why a field cannot be read, in place of its value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self}>"


class Value:
    """Base of the value types; `_fields` names the attributes that make up the value.

    Values are equal when they are of one class and their fields are equal, and hashable when their fields are.
    """

    __slots__ = ()

    _fields: ClassVar[tuple[str, ...]] = ()
    _secrets: ClassVar[frozenset[str]] = frozenset()
    """Fields that `repr` shows only by type and length, so that bodies and keys do not end up in logs."""

    def _value(self, name: str) -> object:
        """Return the value of a field; raises an error if it cannot be read."""
        value: object = getattr(self, name)
        return value

    def _unread(self, name: str, error: FunctionsError) -> object:
        """Return the substitute for a field that cannot be read, in ``==`` and `repr`."""
        return Unread(str(error))

    def _shown(self) -> dict[str, object]:
        return {name: self._value_or_reason(name) for name in self._fields}

    def _value_or_reason(self, name: str) -> object:
        try:
            return self._value(name)
        except FunctionsError as error:
            return self._unread(name, error)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._shown() == other._shown()

    def __hash__(self) -> int:
        return hash((type(self), *self._shown().values()))

    def __repr__(self) -> str:
        shown = (
            f"{name}=<{describe(value)}>" if name in self._secrets else f"{name}={excerpt(value)}"
            for name, value in self._shown().items()
            if value is not None and value != {}
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as values that JSON has.

        Bytes become text, or ``{"__encoding": "base64", "value": …}`` where they are not UTF-8; dates become ISO 8601
        text, durations ``str(duration)``, UUIDs text, and Decimals numbers, or text if a double is not exact.

        Raises:
            FieldError: a field cannot be read.
            DataError: a value contains itself, or is nested deeper than Python's recursion limit.

        Source: `azure.functions` 2.3.0, ``to_dict``.
        """
        try:
            return {name: _plain(self._value(name)) for name in self._fields}
        except RecursionError as error:
            raise DataError(
                f"cannot write {type(self).__name__}", expected="a tree of values", got=str(error)
            ) from error

    def to_json(self) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), f"cannot write {type(self).__name__} as JSON")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return encoded(value)
    if isinstance(value, Value):
        return value.to_dict()
    if is_mapping(value):
        return {name: _plain(item) for name, item in value.items()}
    if is_array(value) or isinstance(value, tuple):
        return [_plain(item) for item in cast("Iterable[object]", value)]
    # As azure.functions has it, where `json` would write a TimeSpan.
    return str(value) if isinstance(value, timedelta) else json.extended(value)


def encoded(content: bytes) -> dict[str, str]:
    """Return what represents bytes that are not text in a dict."""
    return {"__encoding": "base64", "value": json.in_base64(content)}


def unplain(value: object) -> object:
    """Return the bytes in a dict that `Value.to_dict` returned, and any other value as it is.

    Raises:
        DataError: the base64 is malformed.
    """
    if not is_object(value) or value.keys() != {"__encoding", "value"}:
        return value
    return binary(value["value"])
