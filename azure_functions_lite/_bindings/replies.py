"""Calls and replies as they are: for MCP and connector triggers, durable clients, and types without a converter."""

from __future__ import annotations

from typing import Any

from azure_functions_lite._bindings.outgoing import sent_text
from azure_functions_lite._typing import accepts, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError
from azure_functions_lite.meta import Datum, Metadata, ReturningConverter, unpack, unsupported_value


class CallConverter(ReturningConverter):
    """Base of the triggers that pass a payload unchanged, and send the return value as text.

    ``"json"`` (its text), ``"string"`` and ``"bytes"`` stay as they are, and no Datum is None; for the reply, see
    `encode_reply`.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (str, dict, bytes))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> Any:
        if data is None:
            return None
        return data.value if data.type in ("string", "json", "bytes") else unpack(data)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        return encode_reply(obj, str(cls._binding))


def encode_reply(obj: object, binding: str) -> Datum:
    """Return the Datum for a function's return value.

    ``str`` becomes ``"string"``, ``bytes`` becomes ``"bytes"`` and None ``""``; mappings, lists, tuples and the models
    of the MCP SDK become JSON text, and anything else ``str(obj)``. For tools and prompts of MCP, bytes become text:
    the host would send the name of their class.

    Raises:
        ArgumentTypeError: a mapping, list or tuple holds something that JSON does not have.
        DataError: it contains itself, an integer is too long for Python to write, or bytes for a tool or a prompt are
            not UTF-8.

    Source: azure-functions-mcp-extension, ``ToolReturnValueBinder`` and ``PromptReturnValueBinder``.
    """
    if isinstance(obj, (bytes, bytearray)):
        return Datum(sent_text(obj, binding), "string") if binding in _TEXTUAL else Datum(bytes(obj), "bytes")
    if obj is None or isinstance(obj, str):
        return Datum(obj or "", "string")
    document: object = obj
    # Integers, too: Python limits their digits, and `dumps` has an error for that.
    if is_mapping(obj) or isinstance(obj, (list, tuple)) or type(obj) is int or _is_model(obj):
        return Datum(json.dumps(document, f"cannot encode {binding}", _dump_model), "string")
    return Datum(str(obj), "string")


_TEXTUAL = ("mcpToolTrigger", "mcpPromptTrigger")
"""Bindings whose host side takes text only."""


def _is_model(obj: object) -> bool:
    # The models of the MCP SDK are pydantic's; asking for the method spares importing either.
    return not isinstance(obj, type) and callable(getattr(obj, "model_dump", None))


def _dump_model(obj: Any) -> object:
    if not _is_model(obj):
        raise TypeError(f"an object of type {type(obj).__name__}")
    return obj.model_dump(mode="json", by_alias=True, exclude_none=True)


def decode_as_it_is(data: Datum | None, binding: str) -> str | bytes | None:
    """Return the text or the bytes in a Datum, with JSON as text, or None without a Datum.

    Raises:
        DataError: the Datum is of another type; a ``ValueError``, as in the worker.
    """
    if data is None or data.type is None:
        return None
    if data.type in ("string", "bytes", "json"):
        value: str | bytes | None = data.value
        return value
    raise DataError(f"cannot decode {binding}", expected="json, string or bytes", got=f"type {data.type!r}")


def encode_as_it_is(obj: object, binding: str) -> Datum:
    """Return the Datum with the type that fits a value.

    Raises:
        UnsupportedTypeError: no type fits it.
    """
    if obj is None:
        return Datum(None, None)
    for kind, name in _NAMES:
        if isinstance(obj, kind):
            return Datum(bytes(obj) if isinstance(obj, bytearray) else obj, name)
    raise unsupported_value(obj, binding, "str, bytes, dict, list, bool, int, float or None")


_NAMES: tuple[tuple[type, str], ...] = (
    (str, "string"),
    (bytes, "bytes"),
    (bytearray, "bytes"),
    (dict, "dict"),
    (list, "list"),
    (bool, "bool"),
    (int, "int"),
    (float, "double"),
)
