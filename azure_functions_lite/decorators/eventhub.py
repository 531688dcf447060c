"""Event Hubs and IoT Hub."""

from __future__ import annotations

from azure_functions_lite.decorators._options import Choice
from azure_functions_lite.decorators.constants import EVENT_HUB, EVENT_HUB_TRIGGER
from azure_functions_lite.decorators.core import Cardinality, DataTypeChoice, OutputBinding, Trigger


class EventHubTrigger(Trigger, type=EVENT_HUB_TRIGGER):
    """Call the function for the events of an event hub.

    Its parameter is an `azure_functions_lite.EventHubEvent`, or a list of them for `Cardinality.MANY`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-trigger
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    event_hub_name: str
    """Name of the event hub; one in the connection string goes before it."""
    data_type: DataTypeChoice = DataTypeChoice()
    cardinality: Choice[Cardinality] = Choice(Cardinality)
    """``many`` for a batch of events in each call, ``one`` for one event."""
    consumer_group: str | None = None
    """Consumer group that reads the events; ``$Default`` by default."""


class EventHubOutput(OutputBinding, type=EVENT_HUB):
    """Send events to an event hub: text, bytes, numbers, mappings, or several of them as a list.

    The parameter is an `azure_functions_lite.Out`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-output
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    event_hub_name: str
    """Name of the event hub; one in the connection string goes before it."""
    data_type: DataTypeChoice = DataTypeChoice()
