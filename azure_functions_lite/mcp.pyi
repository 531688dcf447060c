"""Written by tests/stubs/write.py."""

from collections.abc import Mapping
from typing import Any

from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite._bindings.replies import CallConverter

__all__ = [
    "MCPResourceTriggerConverter",
    "MCPToolContext",
    "PromptInvocationContext",
]

class MCPToolContext(dict[str, Any]): ...

class PromptInvocationContext(WireValue):
    """What the client says when it asks for a prompt.

    Every other argument sets the attribute with the same name.

    Args:
        data: A JSON object with the other arguments, as text or parsed; None for an empty one.
        name: Name of the prompt.
        arguments: Arguments of the prompt by name.
        sessionid: Session of the client.
        transport: How the client is connected.

    Raises:
        InvalidJSONError: `data` is not JSON.
        DataError: `data` is not an object, or a value in it cannot be read.

    Source: `azure.functions.PromptInvocationContext`.
    """
    @property
    def name(self) -> str:
        """Name of the prompt."""
    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the prompt by name."""
    @property
    def sessionid(self) -> str | None:
        """Session of the client."""
    @property
    def transport(self) -> dict[str, Any] | None:
        """How the client is connected."""
    def __init__(
        self,
        data: Mapping[str, Any] | str | bytes | None = None,
        *,
        name: str = "",
        arguments: dict[str, Any] | None = None,
        sessionid: str | None = None,
        transport: dict[str, Any] | None = None,
    ) -> None: ...

class MCPResourceTriggerConverter(CallConverter, binding="mcpResourceTrigger", trigger=True): ...
