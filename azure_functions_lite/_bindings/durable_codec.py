"""The JSON of Durable Functions: what activities, orchestrators and entities pass to each other.

A value that JSON lacks goes as an envelope: ``{"__class__": "Order", "__module__": "shop", "__data__": …}``, where the
data is what ``Order.to_json(value)`` gives, and ``Order.from_json`` takes it back.

Source: `azure.functions._durable_functions`, whose names and wire format these are.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from azure_functions_lite._bindings.records import Record, is_records
from azure_functions_lite._bindings.values import Value
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json
from azure_functions_lite.errors import ArgumentTypeError, DataError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENVELOPE = ("__class__", "__module__", "__data__")
_OURS = ("azure_functions_lite.", "azure.functions.")
_WRITING = "cannot write a value for Durable Functions"
_STRICT_ENV_VAR = "AZURE_FUNCTIONS_DURABLE_STRICT_TYPING"


def df_dumps(value: object) -> str:
    """Write a value as JSON text, with envelopes for objects that have ``to_json``.

    In strict mode, see `df_loads`, a value of a subclass of dict or list gets an envelope as well.

    Raises:
        ArgumentTypeError: something in it has neither a JSON form nor ``to_json``.
        DataError: it contains itself, or is nested deeper than Python's recursion limit.
    """
    try:
        has_envelope = _is_strict() and hasattr(type(value), "to_json")
        plain = _serialize_custom_object(value) if has_envelope else _with_envelopes(value)
    except RecursionError as error:
        raise DataError(_WRITING, expected="a tree of values", got=str(error)) from error
    return json.dumps(plain, _WRITING, _serialize_custom_object)


def df_loads(s: str | bytes, expected_type: type | None = None) -> Any:
    """Read JSON text, and recreate the objects in envelopes.

    With ``AZURE_FUNCTIONS_DURABLE_STRICT_TYPING`` set to ``1``, ``true`` or ``yes``, only an envelope that is the whole
    document and names `expected_type` is opened, and any other value must be of that type.

    Args:
        s: The JSON text.
        expected_type: The expected class; used only in strict mode.

    Raises:
        InvalidJSONError: it is not JSON.
        DataError: an envelope names a class that is not loaded, or is nested deeper than Python's recursion limit.
        ArgumentTypeError: that class has no ``from_json``; in strict mode, it is not the expected one.
    """
    where = "cannot read a value of Durable Functions"
    value: object = json.loads(s, where)
    # The names of an envelope could be written with escapes; without either there is nothing to open or to check.
    if expected_type is None and isinstance(s, str) and _ENVELOPE[0] not in s and "\\u" not in s:
        return value
    if not _is_strict():
        try:
            return _revive(value)
        except RecursionError as error:
            raise DataError(where, expected="a tree of values", got=str(error)) from error
    if _is_envelope(value):
        if expected_type is None or not _is_named(expected_type, value):
            expected = "a plain value, because no type is expected" if expected_type is None else repr(expected_type)
            raise ArgumentTypeError(where, expected=expected, got=f"an envelope of {_name_of(value)}")
        return _make(expected_type, value)
    if expected_type is not None and not _is_of(expected_type, value):
        raise ArgumentTypeError(where, expected=_shown(expected_type), got=type(value).__name__)
    return value


def _is_strict() -> bool:
    return os.environ.get(_STRICT_ENV_VAR, "").strip().lower() in ("1", "true", "yes")


def _is_of(kind: Any, value: object) -> bool:
    """Return whether a value is of a class, or of one of a union; anything else is not looked into."""
    try:
        return isinstance(value, kind)
    except TypeError:
        # `Any`, `list[int]`, a TypedDict.
        return True


def _shown(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) else repr(kind)


def _is_envelope(value: object) -> TypeGuard[dict[str, Any]]:
    return is_object(value) and all(name in value for name in _ENVELOPE)


def _revive(value: object) -> object:
    if is_array(value):
        return [_revive(item) for item in value]
    if is_object(value):
        return _deserialize_custom_object({name: _revive(item) for name, item in value.items()})
    return value


def _with_envelopes(value: object) -> object:
    # Rows and documents are dicts, and lists of them lists, which JSON would write without asking for an envelope.
    if isinstance(value, Record) or is_records(value):
        return _serialize_custom_object(value)
    if is_object(value):
        return {name: _with_envelopes(item) for name, item in value.items()}
    if is_array(value) or isinstance(value, tuple):
        return [_with_envelopes(item) for item in cast("Iterable[object]", value)]
    return value


def _serialize_custom_object(obj: object) -> dict[str, Any]:
    kind: Any = type(obj)
    # What of our own cannot be read again is rejected here, and not by the function that would read it.
    needed = ("to_json", "from_json") if isinstance(obj, Value) else ("to_json",)
    if not all(hasattr(kind, method) for method in needed):
        expected = f"values that JSON has, or objects with {' and '.join(needed)}"
        raise ArgumentTypeError(_WRITING, expected=expected, got=f"an object of type {kind.__qualname__}")
    # By its class, so that a static method with one parameter also works.
    return dict(zip(_ENVELOPE, (kind.__name__, kind.__module__, kind.to_json(obj)), strict=True))


def _deserialize_custom_object(obj: dict[str, Any]) -> Any:
    return _make(_class_of(obj), obj) if _is_envelope(obj) else obj


def _make(kind: Any, envelope: dict[str, Any]) -> Any:
    if not hasattr(kind, "from_json"):
        raise ArgumentTypeError(f"cannot make a {_name_of(envelope)}", expected="a method from_json", got="none")
    return kind.from_json(envelope[_ENVELOPE[2]])


def _name_of(envelope: dict[str, Any]) -> str:
    name, module, _ = (envelope[key] for key in _ENVELOPE)
    return shortened(f"{module}.{name}")


def _is_named(kind: Any, envelope: dict[str, Any]) -> bool:
    """Return whether an envelope names a class, which may be missing from its module."""
    name, module, _ = (envelope[key] for key in _ENVELOPE)
    if name != getattr(kind, "__name__", None):
        return False
    return module == kind.__module__ or (f"{module}.".startswith(_OURS) and _class_of(envelope) is kind)


def _class_of(envelope: dict[str, Any]) -> Any:
    name, module_name, _ = (str(envelope[key]) for key in _ENVELOPE)
    module: object = sys.modules.get(module_name)
    kind: object = None
    if f"{module_name}.".startswith(_OURS):
        if module is None:
            # A module of ours that was not used yet; or a history that the official SDK has written, whose public
            # classes are ours by the same names.
            import azure_functions_lite as module
        kind = getattr(module, name, None)
    elif isinstance(module, ModuleType):
        # Not getattr: a module that makes its attributes when they are asked for would import or call what it likes.
        kind = object.__getattribute__(module, "__dict__").get(name)
    if not isinstance(kind, type):
        expected = "a class of a module that is loaded"
        got = "a module that is not" if module is None else shortened(f"no class {name} in {module_name}")
        raise DataError(f"cannot make a {_name_of(envelope)}", expected=expected, got=got)
    return kind
