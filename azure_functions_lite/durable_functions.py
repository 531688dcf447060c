"""Durable Functions: what their four bindings carry. The `azure-functions-durable` package builds on it.

Source: `azure.functions.durable_functions`.
"""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any, ClassVar

from azure_functions_lite._bindings.body import content_of
from azure_functions_lite._bindings.durable_codec import df_dumps, df_loads
from azure_functions_lite._bindings.replies import decode_as_it_is, encode_as_it_is
from azure_functions_lite._bindings.values import Value
from azure_functions_lite._typing import accepts
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError, describe
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, ReturningConverter, unsupported_datum

__all__ = [
    "ActivityTriggerConverter",
    "DurableClientConverter",
    "EnitityTriggerConverter",
    "EntityContext",
    "OrchestrationContext",
    "OrchestrationTriggerConverter",
]


class _Context(Value):
    _fields: ClassVar[tuple[str, ...]] = ("body",)
    _secrets: ClassVar[frozenset[str]] = frozenset({"body"})

    def __init__(self, body: str | bytes | None = None) -> None:
        if isinstance(body, str):
            self._body = body
            return
        try:
            self._body = utf8(body, type(self).__name__).decode()
        except UnicodeDecodeError as error:
            raise DataError(f"cannot read {type(self).__name__}", expected="UTF-8", got=describe(body)) from error

    @property
    def body(self) -> str:
        """The JSON text."""
        return self._body

    def __str__(self) -> str:
        return self._body


class OrchestrationContext(_Context):
    """The host's message to an orchestrator: JSON text, which `azure-functions-durable` reads.

    Args:
        body: The text, or UTF-8 bytes; None is empty.

    Raises:
        ArgumentTypeError: `body` is neither text nor bytes.
        DataError: the bytes are not UTF-8.
    """


class EntityContext(_Context):
    """The host's message to an entity: JSON text, as for an orchestrator.

    Args:
        body: The text, or its UTF-8 bytes; None is empty.

    Raises:
        ArgumentTypeError: `body` is neither text nor bytes.
        DataError: the bytes are not UTF-8.
    """


class OrchestrationTriggerConverter(ReturningConverter, binding="orchestrationTrigger", trigger=True):
    """``orchestrationTrigger``: text or bytes become an `OrchestrationContext`; its result is JSON.

    No Datum is an empty context. Out, text and bytes are JSON already, and any other value is written by the codec.
    """

    _context: ClassVar[type[OrchestrationContext | EntityContext]] = OrchestrationContext

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (cls._context,))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> OrchestrationContext | EntityContext:
        # The host sends text.
        content: Any = data.value if data is not None and data.type == "string" else content_of(data, str(cls._binding))
        return cls._context(content)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if isinstance(obj, (str, bytes)):
            # JSON already.
            return Datum(cls._context(obj).body, "json")
        return Datum(df_dumps(obj), "json")


# The name is also misspelled in azure.functions.
class EnitityTriggerConverter(OrchestrationTriggerConverter, binding="entityTrigger", trigger=True):
    """``entityTrigger``: as ``orchestrationTrigger``, with an `EntityContext`."""

    _context = EntityContext


class ActivityTriggerConverter(ReturningConverter, binding="activityTrigger", trigger=True):
    """``activityTrigger``: JSON text (``"json"``, ``"string"``) is read by the codec, and results are written by it.

    Text that is not JSON stays text, ``True`` and ``False`` are booleans, and no Datum is None. See
    `azure_functions_lite._bindings.durable_codec`.

    Differs: `azure.functions` leaves ``True`` and ``False`` as text.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return True

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> Any:
        if data is not None and data.type not in ("json", "string", None):
            raise unsupported_datum(data, "activityTrigger", "json or string")
        if data is None or data.value is None:
            return None
        if not isinstance(data.value, str):
            raise DataError("cannot decode activityTrigger", expected="JSON text", got=describe(data.value))
        if data.type == "string" and data.value in _BOOLEANS:
            # Text without quotes and a boolean look the same; the metadata distinguishes them.
            told = (trigger_metadata or {}).get("data")
            is_text = told is not None and told.type == "json" and told.value == f'"{data.value}"'
            return data.value if is_text else _BOOLEANS[data.value]
        try:
            return df_loads(data.value)
        except Exception as error:  # whatever the ``from_json`` of some class raises
            if _is_no_json(data.value, error):
                return data.value
            expected = "text, or JSON with envelopes that can be opened"
            raise DataError("cannot decode activityTrigger", expected=expected, got=str(error)) from error

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        try:
            return Datum(df_dumps(obj), "json")
        except ArgumentTypeError as error:
            # azure.functions raises a ValueError here.
            raise DataError("cannot encode activityTrigger", expected=error.expected, got=error.got) from error


_BOOLEANS = {"True": True, "False": False}
"""What .NET writes for a boolean."""


def _is_no_json(text: str, error: Exception) -> bool:
    # Not JSON that is too deep or too long, and not what some ``from_json`` was given.
    is_invalid = isinstance(error, InvalidJSONError) and error.doc == text.removeprefix("\ufeff")
    return is_invalid and isinstance(error.__cause__, JSONDecodeError)


class DurableClientConverter(InConverter, OutConverter, binding="durableClient"):
    """``durableClient``: text and bytes as they are, no Datum as None; and back as the type that the value has."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (str, bytes, bytearray))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> str | bytes | None:
        # The host sends text.
        return data.value if data is not None and data.type == "string" else decode_as_it_is(data, "durableClient")

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        return encode_as_it_is(obj, "durableClient")
