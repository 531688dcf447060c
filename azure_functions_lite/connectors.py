"""Connectors: triggers whose payload is text, bytes or JSON text, as the connector sends it."""

from __future__ import annotations

from azure_functions_lite._bindings.replies import CallConverter

__all__ = ["ConnectorTriggerConverter"]


class ConnectorTriggerConverter(CallConverter, binding="connectorTrigger", trigger=True):
    """``connectorTrigger``: the payload unchanged, and a reply as text; see `CallConverter`."""
