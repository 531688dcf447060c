"""Queues and topics of Service Bus."""

from __future__ import annotations

from azure_functions_lite.decorators._options import Choice
from azure_functions_lite.decorators.constants import SERVICE_BUS, SERVICE_BUS_TRIGGER
from azure_functions_lite.decorators.core import AccessRights, Cardinality, DataTypeChoice, OutputBinding, Trigger


class ServiceBusQueueTrigger(Trigger, type=SERVICE_BUS_TRIGGER):
    """Call the function for the messages of a Service Bus queue.

    Its parameter is an `azure_functions_lite.ServiceBusMessage`, or a list of them for `Cardinality.MANY`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    queue_name: str
    """Name of the queue."""
    data_type: DataTypeChoice = DataTypeChoice()
    access_rights: Choice[AccessRights] = Choice(AccessRights)
    """What the connection may do; read by version 1 of the host, where `AccessRights.MANAGE` is the default."""
    is_sessions_enabled: bool | None = None
    """Whether the queue has sessions; False by default."""
    cardinality: Choice[Cardinality] = Choice(Cardinality)
    """``many`` for a batch of messages in each call, ``one`` for one message."""
    auto_complete_messages: bool | None = None
    """Whether the host completes the messages of a call that succeeds; by default what host.json says."""


class ServiceBusTopicTrigger(Trigger, type=SERVICE_BUS_TRIGGER):
    """Call the function for the messages of a subscription to a Service Bus topic.

    Its parameter is an `azure_functions_lite.ServiceBusMessage`, or a list of them for `Cardinality.MANY`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    topic_name: str
    """Name of the topic."""
    subscription_name: str
    """Name of the subscription."""
    data_type: DataTypeChoice = DataTypeChoice()
    access_rights: Choice[AccessRights] = Choice(AccessRights)
    """What the connection may do; read by version 1 of the host, where `AccessRights.MANAGE` is the default."""
    is_sessions_enabled: bool | None = None
    """Whether the subscription has sessions; False by default."""
    cardinality: Choice[Cardinality] = Choice(Cardinality)
    """``many`` for a batch of messages in each call, ``one`` for one message."""
    auto_complete_messages: bool | None = None
    """Whether the host completes the messages of a call that succeeds; by default what host.json says."""


class ServiceBusQueueOutput(OutputBinding, type=SERVICE_BUS):
    """Send messages to a Service Bus queue: text, bytes, mappings, or several of them as a list.

    The parameter is an `azure_functions_lite.Out`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-output
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    queue_name: str
    """Name of the queue."""
    data_type: DataTypeChoice = DataTypeChoice()
    access_rights: Choice[AccessRights] = Choice(AccessRights)
    """What the connection may do; read by version 1 of the host, where `AccessRights.MANAGE` is the default."""


class ServiceBusTopicOutput(OutputBinding, type=SERVICE_BUS):
    """Send messages to a Service Bus topic: text, bytes, mappings, or several of them as a list.

    The parameter is an `azure_functions_lite.Out`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-output
    """

    connection: str
    """App setting that has the connection string of the namespace, or prefix of settings that describe it."""
    topic_name: str
    """Name of the topic."""
    subscription_name: str | None = None
    """Name of a subscription, which selects nothing: messages go to the topic."""
    data_type: DataTypeChoice = DataTypeChoice()
    access_rights: Choice[AccessRights] = Choice(AccessRights)
    """What the connection may do; read by version 1 of the host, where `AccessRights.MANAGE` is the default."""
