"""What a tool answers: the text that the MCP extension of the host makes a result of."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import Enum
from functools import partial
from typing import Any, cast

from azure_functions_lite._bindings.replies import encode_reply
from azure_functions_lite._typing import is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.decorators.constants import MCP_TOOL_TRIGGER
from azure_functions_lite.errors import ArgumentTypeError, describe

_BLOCKS = ("TextContent", "ImageContent", "AudioContent", "EmbeddedResource", "ResourceLink")
_MODELS = (*_BLOCKS, "CallToolResult")
"""The models of the MCP SDK, by name: to ask for their names spares importing them."""


def is_content(kind: object) -> bool:
    """Return whether a class is marked as content, or one of the MCP SDK."""
    return isinstance(kind, type) and (hasattr(kind, "__mcp_content__") or _name_of(kind) is not None)


def write_result(result: object, is_structured: bool, where: str) -> str | bytes:
    """Return what goes back to the host.

    Args:
        result: What the function returned. None is always empty text.
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
            return _envelope(document["type"], document, document, where)
        return _envelope("call_tool_result", document, document.get("structuredContent"), where)
    is_several = issubclass(type(result), (list, tuple))
    items = [*cast("Iterable[object]", result)] if is_several else []
    strangers = [item for item in items if _name_of(type(item)) not in _BLOCKS]
    if len(strangers) < len(items):
        if strangers:
            raise ArgumentTypeError(where, expected="content blocks only in its result", got=describe(strangers[0]))
        return _envelope("call_tool_result", {"content": [_dump(item) for item in items]}, None, where)
    if is_structured or is_content(type(result)):
        plain = json.extended(result.value if isinstance(result, Enum) else result)
        text = plain if isinstance(plain, str) else json.dumps(plain, where, partial(_write, plain))
        return _envelope("text", {"type": "text", "text": text}, text, where)
    if is_several or is_mapping(result):
        return json.dumps(result, where, partial(_write, None))
    reply: str | bytes = encode_reply(result, MCP_TOOL_TRIGGER).value
    return reply


def _envelope(kind: str, content: object, structured: object, where: str) -> str:
    text = structured if structured is None or isinstance(structured, str) else json.dumps(structured, where)
    return json.dumps({"type": kind, "content": json.dumps(content, where), "structuredContent": text}, where)


def _name_of(kind: type[object]) -> str | None:
    bases = kind.__mro__ if hasattr(kind, "model_dump") else ()
    return next((base.__name__ for base in bases if base.__name__ in _MODELS), None)


def _dump(model: Any, exclude_none: bool = True) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_none=exclude_none)


def _write(whole: object, value: Any) -> object:
    """Return the JSON form of a value that `json` does not know.

    For an object of any class, that is its attributes, if it is the whole value and not only a part of it.
    """
    kind = cast("type[object]", type(value))
    if isinstance(value, Enum):
        return value.value
    if hasattr(kind, "model_dump"):
        # None is a value for the models of others.
        return _dump(value, exclude_none=_name_of(kind) is not None)
    if hasattr(kind, "__dataclass_fields__"):
        # If there is a dataclass, the module is loaded.
        return {field.name: getattr(value, field.name) for field in sys.modules["dataclasses"].fields(value)}
    if (value is whole or is_content(kind)) and hasattr(value, "__dict__") and not isinstance(value, type):
        return vars(cast("object", value))
    raise TypeError(f"an object of type {kind.__name__}")
