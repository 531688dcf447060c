"""What a tool answers: the text that the MCP extension of the host makes a result of."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from enum import Enum
from types import NoneType
from typing import Any, cast

from azure_functions_lite import _json
from azure_functions_lite._guards import is_mapping
from azure_functions_lite._reply import encode_reply
from azure_functions_lite.decorators.constants import MCP_TOOL_TRIGGER
from azure_functions_lite.errors import ArgumentTypeError, describe

__all__ = ["is_content", "write_result"]

_BLOCKS = ("TextContent", "ImageContent", "AudioContent", "EmbeddedResource", "ResourceLink")
_RESULT = "CallToolResult"
"""The models of the MCP SDK, by name: to ask for their names spares importing them."""


def is_content(kind: object) -> bool:
    """Return whether a class is marked as content, or one of the MCP SDK."""
    return isinstance(kind, type) and (hasattr(kind, "__mcp_content__") or _name_of(kind) is not None)


def write_result(result: object, is_structured: bool, where: str) -> str | bytes:
    """Return what goes back to the host.

    Args:
        result: What the function returned. None is empty text, whatever else is the case.
        is_structured: Whether it goes back as text and as structured content, as what is marked always does. Otherwise
            text and bytes are themselves, lists and mappings JSON text, and anything else ``str(result)``.
        where: For errors.

    Raises:
        ArgumentTypeError: it has, or holds something that has, no JSON form; or a list of content blocks has something
            else in it.
    """
    if result is None:
        return ""
    name = _name_of(type(result))
    if name is not None:
        document = _dump(result)
        if name in _BLOCKS:
            return _envelope(str(document["type"]), document, document, where)
        return _envelope("call_tool_result", document, document.get("structuredContent"), where)
    is_several = isinstance(result, (list, tuple))
    items: list[object] = list(cast("Iterable[object]", result if is_several else ()))
    names = [_name_of(type(item)) for item in items]
    if any(name in _BLOCKS for name in names):
        for item, name in zip(items, names, strict=True):
            if name not in _BLOCKS:
                raise ArgumentTypeError(where, expected="content blocks only in its result", got=describe(item))
        return _envelope("call_tool_result", {"content": [_dump(item) for item in items]}, None, where)
    if is_structured or is_content(type(result)):
        text = _as_text(result, where)
        return _envelope("text", {"type": "text", "text": text}, text, where)
    if is_several or is_mapping(result):
        return _json.dumps(result, where, _write)  # pyright: ignore[reportUnknownArgumentType]  # anything goes
    reply: str | bytes = encode_reply(result, MCP_TOOL_TRIGGER).value
    return reply


def _envelope(kind: str, content: object, structured: object, where: str) -> str:
    texts = [each if isinstance(each, (str, NoneType)) else _json.dumps(each, where) for each in (content, structured)]
    return _json.dumps({"type": kind, "content": texts[0], "structuredContent": texts[1]}, where)


def _is_model(kind: type[object]) -> bool:
    return callable(getattr(kind, "model_dump", None))


def _name_of(kind: type[object]) -> str | None:
    if not _is_model(kind):
        return None
    return next((base.__name__ for base in kind.__mro__ if base.__name__ in (*_BLOCKS, _RESULT)), None)


def _dump(model: Any) -> dict[str, Any]:
    document: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    return document


def _member(value: object) -> object:
    """Return the value of a member of an enum, and any other value as it is."""
    found: object = value.value if isinstance(value, Enum) else value
    return found


def _as_text(result: object, where: str) -> str:
    """Return text as it is, and the JSON text of anything else; of an object of any class, that of its attributes."""
    plain = _json.extended(_member(result))

    def write(value: object) -> object:
        try:
            return _write(value)
        except TypeError:
            if value is not result or isinstance(value, type) or not hasattr(value, "__dict__"):
                raise
            return vars(value)

    return plain if isinstance(plain, str) else _json.dumps(plain, where, write)


def _write(value: Any) -> object:
    """Return what stands in JSON for a value: what `json` calls for whatever it does not know."""
    kind = cast("type[object]", type(value))
    if issubclass(kind, Enum):
        return _member(value)
    if _is_model(kind):
        # None is a value for the models of others.
        document: object = _dump(value) if _name_of(kind) else value.model_dump(mode="json", by_alias=True)
        return document
    if hasattr(kind, "__dataclass_fields__"):
        # Who has a dataclass has loaded the module.
        fields: Callable[[object], tuple[Any, ...]] = sys.modules["dataclasses"].fields
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if is_content(kind) and hasattr(value, "__dict__"):
        attributes: object = vars(cast("object", value))
        return attributes
    raise TypeError(f"an object of type {kind.__name__}")
