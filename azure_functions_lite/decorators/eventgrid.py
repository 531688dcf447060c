"""Event Grid."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import EVENT_GRID, EVENT_GRID_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, OutputBinding, Trigger
from azure_functions_lite.errors import DataError


class EventGridTrigger(Trigger, type=EVENT_GRID_TRIGGER):
    """Call the function for each event of a subscription.

    Its parameter is an `azure_functions_lite.EventGridEvent` or an `azure_functions_lite.CloudEvent`, by the schema of
    the subscription.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-grid-trigger
    """

    data_type: DataTypeChoice = DataTypeChoice()


class EventGridOutput(OutputBinding, type=EVENT_GRID):
    """Send events to a custom topic: `connection` says which, or `topic_endpoint_uri` and `topic_key_setting` do.

    The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.EventGridOutputEvent`, an
    `azure_functions_lite.CloudEvent`, text or a mapping, or of several of them.

    Raises:
        DataError: neither is given, or both, or one half.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-grid-output
    """

    topic_endpoint_uri: str | None = None
    """App setting that has the URL of the topic."""
    topic_key_setting: str | None = None
    """App setting that has an access key of the topic."""
    connection: str | None = None
    """Prefix of app settings that describe the topic: ``<prefix>__topicEndpointUri``, and an identity if it has one."""
    data_type: DataTypeChoice = DataTypeChoice()

    def _finish(self) -> None:
        names = ("connection", "topic_endpoint_uri", "topic_key_setting")
        given = [name for name in names if getattr(self, name) is not None]
        if given not in ([names[0]], [*names[1:]]):
            expected = "either 'connection' or both 'topic_endpoint_uri' and 'topic_key_setting'"
            got = " and ".join(map(repr, given)) or "none"
            raise DataError("cannot make an EventGridOutput", expected=expected, got=got)
        super()._finish()
