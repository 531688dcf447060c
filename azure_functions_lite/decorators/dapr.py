"""Dapr: services, topics, state, secrets and bindings of its sidecar."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import (
    DAPR_BINDING,
    DAPR_BINDING_TRIGGER,
    DAPR_INVOKE,
    DAPR_PUBLISH,
    DAPR_SECRET,
    DAPR_SERVICE_INVOCATION_TRIGGER,
    DAPR_STATE,
    DAPR_TOPIC_TRIGGER,
)
from azure_functions_lite.decorators.core import DataTypeChoice, InputBinding, OutputBinding, Trigger


class DaprBindingTrigger(Trigger, type=DAPR_BINDING_TRIGGER):
    """Call the function for each event of a Dapr input binding, with its JSON as text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger
    """

    binding_name: str
    """Name of the Dapr binding."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprServiceInvocationTrigger(Trigger, type=DAPR_SERVICE_INVOCATION_TRIGGER):
    """Call the function when a service invokes a method of this app through Dapr, with the JSON of the call as text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger-svc-invoke
    """

    method_name: str
    """Name of the method that others invoke."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprTopicTrigger(Trigger, type=DAPR_TOPIC_TRIGGER):
    """Call the function for each message of a Dapr topic, with its CloudEvent as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger-topic
    """

    pub_sub_name: str
    """Name of the Dapr pub/sub component."""
    topic: str
    """Name of the topic."""
    route: str | None = None
    """Path at which Dapr delivers the messages; by default the name of the topic."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _finish(self) -> None:
        super()._finish()
        self.route = self.route or self.topic


class DaprSecretInput(InputBinding, type=DAPR_SECRET):
    """Add a secret of a Dapr secret store, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-input-secret
    """

    secret_store_name: str
    """Name of the Dapr secret store component."""
    key: str
    """Name of the secret."""
    metadata: str
    """Further metadata for the store, in the form ``"key1=value1&key2=value2"``."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprStateInput(InputBinding, type=DAPR_STATE):
    """Add a value of a Dapr state store, as text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-input-state
    """

    state_store: str
    """Name of the Dapr state store component."""
    key: str
    """Key of the value; values of the trigger go in braces."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprBindingOutput(OutputBinding, type=DAPR_BINDING):
    """Send a value to a Dapr output binding, as JSON text with ``data``, and ``metadata`` if there is any.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output
    """

    binding_name: str
    """Name of the Dapr binding."""
    operation: str
    """What the binding does with the value, such as ``create``."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprInvokeOutput(OutputBinding, type=DAPR_INVOKE):
    """Invoke a method of another app through Dapr, with JSON text whose ``body`` is that of the call.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-invoke
    """

    app_id: str
    """Dapr's name of the app."""
    method_name: str
    """Name of the method; values of the trigger go in braces."""
    http_verb: str
    """HTTP method of the call, such as ``post``."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprPublishOutput(OutputBinding, type=DAPR_PUBLISH):
    """Publish a message to a Dapr topic, with JSON text whose ``payload`` is the message.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-publish
    """

    pub_sub_name: str
    """Name of the Dapr pub/sub component."""
    topic: str
    """Name of the topic."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()


class DaprStateOutput(OutputBinding, type=DAPR_STATE):
    """Store a value in a Dapr state store, with JSON text whose ``value`` it is.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-state
    """

    state_store: str
    """Name of the Dapr state store component."""
    key: str
    """Key of the value; values of the trigger go in braces."""
    dapr_address: str | None = None
    """URL of the Dapr sidecar; ``http://localhost:3500`` by default."""
    data_type: DataTypeChoice = DataTypeChoice()
