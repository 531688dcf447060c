"""Written by tests/stubs/write.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "EventHubConverter",
    "EventHubEvent",
    "EventHubTriggerConverter",
]

class EventHubEvent(Message):
    """An event of an event hub.

    Every other argument sets the attribute with the same name.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.
        partition_key: Key that decided on the event's partition.
        sequence_number: Number of the event in its partition, without gaps.
        offset: Place of the event in its partition; only the service knows how to read it.
        enqueued_time: When the event entered the event hub, in UTC.
        iothub_metadata: What IoT Hub says about the event: ``connection-device-id`` and others, without the prefix
            ``iothub-``. Empty if the event comes from elsewhere; None if you constructed it, or if it came without
            metadata.

    Source: `azure.functions.EventHubEvent`; the trigger metadata of the Event Hubs extension.
    """
    def __init__(
        self,
        *,
        body: str | bytes | None = None,
        trigger_metadata: Mapping[str, Any] | None = None,
        partition_key: str | None = None,
        sequence_number: int | None = None,
        offset: str | None = None,
        enqueued_time: datetime | None = None,
        iothub_metadata: Mapping[str, str] | None = None,
    ) -> None: ...
    @property
    def partition_key(self) -> str | None:
        """Key that decided on the event's partition."""
    @property
    def sequence_number(self) -> int | None:
        """Number of the event in its partition, without gaps."""
    @property
    def offset(self) -> str | None:
        """Place of the event in its partition; only the service knows how to read it."""
    @property
    def enqueued_time(self) -> datetime | None:
        """When the event entered the event hub, in UTC."""
    @property
    def iothub_metadata(self) -> Mapping[str, str] | None:
        """What IoT Hub says about the event: ``connection-device-id`` and others, without the prefix ``iothub-``.

        Empty if the event comes from elsewhere; None if you constructed it, or if it came without metadata.
        """
    def _value(self, name: str) -> object: ...

class EventHubConverter(InConverter, OutConverter, binding="eventHub"):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> EventHubEvent | list[EventHubEvent]: ...
    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum: ...

class EventHubTriggerConverter(EventHubConverter, binding="eventHubTrigger", trigger=True):
    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> EventHubEvent | list[EventHubEvent]: ...
