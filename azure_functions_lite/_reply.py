"""Calls and replies as they are: what MCP and connector triggers have in common."""

from __future__ import annotations

from typing import Any

from azure_functions_lite import _json
from azure_functions_lite._guards import is_mapping
from azure_functions_lite.meta import Datum, Metadata, ReturningConverter, accepts, unpack

__all__ = ["CallConverter", "encode_reply"]


class CallConverter(ReturningConverter):
    """Base of the triggers whose function is called with a payload as it is, and whose return value goes back as text.

    ``"json"`` (its text), ``"string"`` and ``"bytes"`` stay as they are, and no Datum is None; for what goes back, see
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
    of the MCP SDK become JSON text, and anything else ``str(obj)``.

    Raises:
        ArgumentTypeError: a mapping, list or tuple holds something that JSON does not have.
        DataError: it contains itself, or an integer is too long for Python to write.
    """
    if isinstance(obj, (bytes, bytearray)):
        return Datum(bytes(obj), "bytes")
    if obj is None or isinstance(obj, str):
        return Datum(obj or "", "string")
    document: object = obj
    # Integers, too: Python has a limit for their digits, and `dumps` has an error for it.
    if is_mapping(obj) or isinstance(obj, (list, tuple)) or type(obj) is int or _is_model(obj):
        return Datum(_json.dumps(document, f"cannot encode {binding}", _dump_model), "string")
    return Datum(str(obj), "string")


def _is_model(obj: object) -> bool:
    # The models of the MCP SDK are pydantic's; asking for the method spares importing either.
    return not isinstance(obj, type) and callable(getattr(obj, "model_dump", None))


def _dump_model(obj: Any) -> object:
    if not _is_model(obj):
        raise TypeError(f"an object of type {type(obj).__name__}")
    return obj.model_dump(mode="json", by_alias=True, exclude_none=True)
