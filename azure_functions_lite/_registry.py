"""Which converter serves which binding type; built-in converters are imported when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from azure_functions_lite.errors import RegistrationError

if TYPE_CHECKING:
    from azure_functions_lite.meta import InConverter, OutConverter

    Converter = type[InConverter | OutConverter]

__all__ = ["BUILT_IN", "BindingRegistry", "registry"]

BUILT_IN = {
    "activityTrigger": ("durable_functions", "ActivityTriggerConverter"),
    "blob": ("blob", "BlobConverter"),
    "blobTrigger": ("blob", "BlobConverter"),
    "connectorTrigger": ("connectors", "ConnectorTriggerConverter"),
    "cosmosDB": ("cosmosdb", "CosmosDBConverter"),
    "cosmosDBTrigger": ("cosmosdb", "CosmosDBTriggerConverter"),
    "durableClient": ("durable_functions", "DurableClientConverter"),
    "entityTrigger": ("durable_functions", "EnitityTriggerConverter"),
    "eventGrid": ("eventgrid", "EventGridEventOutConverter"),
    "eventGridTrigger": ("eventgrid", "EventGridEventInConverter"),
    "eventHub": ("eventhub", "EventHubConverter"),
    "eventHubTrigger": ("eventhub", "EventHubTriggerConverter"),
    "http": ("http", "HttpResponseConverter"),
    "httpTrigger": ("http", "HttpRequestConverter"),
    "kafka": ("kafka", "KafkaConverter"),
    "kafkaTrigger": ("kafka", "KafkaTriggerConverter"),
    "mcpPromptTrigger": ("mcp", "_MCPPromptTriggerConverter"),
    "mcpResourceTrigger": ("mcp", "MCPResourceTriggerConverter"),
    "mcpToolTrigger": ("mcp", "_MCPToolTriggerConverter"),
    "mysql": ("mysql", "MySqlConverter"),
    "mysqlTrigger": ("mysql", "MySqlTriggerConverter"),
    "orchestrationTrigger": ("durable_functions", "OrchestrationTriggerConverter"),
    "queue": ("queue", "QueueMessageOutConverter"),
    "queueTrigger": ("queue", "QueueMessageInConverter"),
    "serviceBus": ("servicebus", "ServiceBusMessageOutConverter"),
    "serviceBusTrigger": ("servicebus", "ServiceBusMessageInConverter"),
    "sql": ("sql", "SqlConverter"),
    "timerTrigger": ("timer", "TimerRequestConverter"),
    "warmupTrigger": ("warmup", "WarmUpTriggerConverter"),
}
"""Binding type -> the module of this package, and the converter in it."""


class BindingRegistry:
    """The converters by binding type; see `azure_functions_lite.get_binding_registry`."""

    def __init__(self) -> None:
        self._converters: dict[str, Converter] = {}

    def get(self, binding_type: object) -> Converter | None:
        """Return the converter class for a binding type of function.json, None where there is none."""
        if not isinstance(binding_type, str):
            return None
        converter = self._converters.get(binding_type)
        if converter is None and binding_type in BUILT_IN:
            from importlib import import_module

            module, name = BUILT_IN[binding_type]
            # None while that very module is loading: its converters are registering themselves.
            converter = getattr(import_module(f"azure_functions_lite.{module}"), name, None)
            if converter is not None:
                self._converters[binding_type] = converter
        return converter

    def register(self, converter: Converter, binding_types: Iterable[str], *, overwrite: bool = False) -> None:
        """Register a converter for each of `binding_types`, or for none of them.

        A class defined once more, as when its module is reloaded, takes the place of its former self.

        Raises:
            RegistrationError: one of them has another converter, and `overwrite` is false.
        """
        names = tuple(binding_types)
        for name in names:
            present = self.get(name)
            if present is not None and not overwrite and _identity(present) != _identity(converter):
                raise RegistrationError(
                    f"cannot register {_identity(converter)} for binding {name!r}",
                    expected="a binding without a converter",
                    got=f"one that has {_identity(present)}",
                )
        for name in names:
            self._converters[name] = converter


def _identity(converter: Converter) -> str:
    return f"{converter.__module__}.{converter.__qualname__}"


registry = BindingRegistry()
