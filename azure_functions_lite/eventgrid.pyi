"""Written by tests/stubs/write.py."""

from datetime import datetime
from typing import Any

from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "CloudEvent",
    "EventGridEvent",
    "EventGridEventInConverter",
    "EventGridEventOutConverter",
    "EventGridOutputEvent",
]

class EventGridEvent(WireValue):
    """An event in the schema of Event Grid, as a function receives it.

     If an event lacks text that the schema requires, it is ``""``.

    Args:
        id: Identifier of the event.
        topic: Resource that the event comes from.
        subject: What in that resource it is about.
        event_type: Kind of event: ``"Microsoft.Storage.BlobCreated"``.
        event_time: When it happened, in UTC.
        data_version: Version of the schema of the data.
        data: The data of the event, as decoded JSON.

    Differs: in `azure.functions` it is None.

    Source: `azure.functions.EventGridEvent`; the Event Grid event schema.
    """
    def __init__(
        self,
        *,
        id: str | None = "",
        topic: str | None = "",
        subject: str | None = "",
        event_type: str | None = "",
        event_time: datetime | None = None,
        data_version: str | None = "",
        data: Any = None,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Identifier of the event."""
    @property
    def topic(self) -> str:
        """Resource that the event comes from."""
    @property
    def subject(self) -> str:
        """What in that resource it is about."""
    @property
    def event_type(self) -> str:
        """Kind of event: ``"Microsoft.Storage.BlobCreated"``."""
    @property
    def event_time(self) -> datetime | None:
        """When it happened, in UTC."""
    @property
    def data_version(self) -> str:
        """Version of the schema of the data."""
    @property
    def data(self) -> Any:
        """The data of the event, as decoded JSON."""
    def get_json(self) -> Any: ...

class EventGridOutputEvent(WireValue):
    """An event in the schema of Event Grid, as a function sends it.

    Args:
        id: Identifier of the event.
        subject: What it is about, for subscriptions to filter by.
        data_version: Version of the schema of the data.
        event_type: Kind of event.
        data: The data of the event: any JSON value.
        event_time: When it happened; sent unchanged, so give it a time zone.

    Source: `azure.functions.EventGridOutputEvent`; the Event Grid event schema.
    """
    def __init__(
        self,
        *,
        id: str,
        subject: str,
        data_version: str,
        event_type: str,
        data: Any,
        event_time: datetime | None,
    ) -> None: ...
    @property
    def id(self) -> str:
        """Identifier of the event."""
    @property
    def subject(self) -> str:
        """What it is about, for subscriptions to filter by."""
    @property
    def data_version(self) -> str:
        """Version of the schema of the data."""
    @property
    def event_type(self) -> str:
        """Kind of event."""
    @property
    def data(self) -> Any:
        """The data of the event: any JSON value."""
    @property
    def event_time(self) -> datetime | None:
        """When it happened; sent unchanged, so give it a time zone."""
    def get_json(self) -> Any: ...

class CloudEvent(WireValue):
    """An event in the schema of CloudEvents 1.0, to receive and to send.

    If an event lacks text that CloudEvents requires, it is ``""``.

    Every other argument sets the attribute with the same name.

    Args:
        id: Identifier of the event, unique in its source.
        source: What the event comes from, a URI.
        type: Kind of event.
        specversion: ``"1.0"``.
        data: The data of the event: decoded JSON, or ``bytes``.
        time: When it happened; a time without zone is sent as UTC.
        subject: What in the source it is about.
        datacontenttype: Media type of the data.
        dataschema: Address of the schema of the data, a URI.
        extensions: The value of `extension_attrs`: attributes of any name.

    Raises:
        FieldError: ``data_base64``, the form of binary data, is not base64, or `data` is given as well.

    Source: `azure.functions.CloudEvent`; CloudEvents 1.0.2 and its JSON event format.
    """
    @property
    def id(self) -> str:
        """Identifier of the event, unique in its source."""
    @property
    def source(self) -> str:
        """What the event comes from, a URI."""
    @property
    def type(self) -> str:
        """Kind of event."""
    @property
    def specversion(self) -> str:
        """``"1.0"``."""
    @property
    def subject(self) -> str | None:
        """What in the source it is about."""
    @property
    def time(self) -> datetime | None:
        """When it happened; a time without zone is sent as UTC."""
    @property
    def datacontenttype(self) -> str | None:
        """Media type of the data."""
    @property
    def dataschema(self) -> str | None:
        """Address of the schema of the data, a URI."""
    @property
    def data(self) -> Any:
        """The data of the event: decoded JSON, or ``bytes``."""
    @property
    def extension_attrs(self) -> dict[str, Any]:
        """Attributes beyond these, by name."""
    def __init__(
        self,
        /,
        *,
        id: str,
        source: str,
        type: str,
        specversion: str,
        data: Any,
        time: datetime | None = None,
        subject: str | None = None,
        datacontenttype: str | None = None,
        dataschema: str | None = None,
        **extensions: Any,
    ) -> None: ...
    def get_json(self) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...

class EventGridEventInConverter(InConverter, binding="eventGridTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> EventGridEvent | CloudEvent | list[EventGridEvent | CloudEvent]: ...

class EventGridEventOutConverter(OutConverter, binding="eventGrid"):
    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum: ...
