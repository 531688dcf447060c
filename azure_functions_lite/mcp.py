"""The Model Context Protocol: functions as tools, resources and prompts of an MCP server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azure_functions_lite._bindings.fields import WireValue, wire
from azure_functions_lite._bindings.messages import message_in
from azure_functions_lite._bindings.replies import CallConverter
from azure_functions_lite._bindings.tables import Document
from azure_functions_lite._typing import accepts, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import mapping, text
from azure_functions_lite.errors import DataError, describe
from azure_functions_lite.meta import Datum, Metadata, unsupported_datum

__all__ = ["MCPResourceTriggerConverter", "MCPToolContext", "PromptInvocationContext"]


class MCPToolContext(dict[str, Any]):
    """What the client says when it calls a tool: a dict with ``name``, ``arguments``, ``sessionid`` and ``transport``.

    Source: `azure.functions.MCPToolContext`.
    """


class PromptInvocationContext(WireValue):
    """What the client says when it asks for a prompt.

    Args:
        data: A JSON object with the other arguments, as text or parsed; None for an empty one.

    Every other argument sets the attribute with the same name.

    Raises:
        InvalidJSONError: `data` is not JSON.
        DataError: `data` is not an object, or a value in it cannot be read.

    Source: `azure.functions.PromptInvocationContext`.
    """

    __slots__ = ()

    _secrets = frozenset({"arguments"})

    name: str = wire("name", text, default="")
    """Name of the prompt."""
    arguments: dict[str, Any] = wire("arguments", mapping, default={})
    """Arguments of the prompt by name."""
    sessionid: str | None = wire("sessionid", text)
    """Session of the client."""
    transport: dict[str, Any] | None = wire("transport", mapping)
    """How the client is connected."""

    def __init__(
        self,
        data: Mapping[str, Any] | str | bytes | None = None,
        *,
        name: str = "",
        arguments: dict[str, Any] | None = None,
        sessionid: str | None = None,
        transport: dict[str, Any] | None = None,
    ) -> None:
        given = {"name": name, "arguments": arguments, "sessionid": sessionid, "transport": transport}
        self._table = Document(None, {**given, **_object(data)})
        self._row = 0


def _object(data: object) -> Mapping[str, Any]:
    where = "cannot read PromptInvocationContext"
    values: object = json.loads(data, where) if isinstance(data, (str, bytes)) else data
    if values is None:
        return {}
    if not is_mapping(values):
        raise DataError(where, expected="a JSON object", got=describe(values))
    return values


class _MCPToolTriggerConverter(  # pyright: ignore[reportUnusedClass]  # the registry has its name, from azure.functions
    CallConverter, binding="mcpToolTrigger", trigger=True
):
    """``mcpToolTrigger``: the call as JSON text, as the host sends it, and text back; see `CallConverter`.

    Functions parse it themselves: ``json.loads(context)``. With ``@app.mcp_tool`` they need not.
    """


class MCPResourceTriggerConverter(CallConverter, binding="mcpResourceTrigger", trigger=True):
    """``mcpResourceTrigger``: the payload unchanged, and a reply as text; see `CallConverter`."""


class _MCPPromptTriggerConverter(  # pyright: ignore[reportUnusedClass]  # as above
    CallConverter, binding="mcpPromptTrigger", trigger=True
):
    """``mcpPromptTrigger``: a JSON object (``"json"``, ``"string"``, ``"bytes"``) becomes a `PromptInvocationContext`.

    No Datum is an empty one.

    Differs: `azure.functions` makes an empty one from anything that is not an object.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (str, dict, bytes, PromptInvocationContext))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> PromptInvocationContext:
        if data is None or data.type is None or data.value is None:
            return PromptInvocationContext()
        if data.type not in ("json", "string", "bytes"):
            raise unsupported_datum(data, "mcpPromptTrigger", "json, string or bytes")
        return message_in(PromptInvocationContext, Document(data.value))
