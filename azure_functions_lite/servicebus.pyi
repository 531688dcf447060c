"""Written by tests/stubs/write.py."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "ServiceBusMessage",
    "ServiceBusMessageInConverter",
    "ServiceBusMessageOutConverter",
]

class ServiceBusMessage(Message):
    """A message of a Service Bus queue or subscription.

    Every other argument sets the attribute with the same name.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.
        application_properties: Properties that the sender added to the body.
        content_type: Media type of the body.
        correlation_id: Identifier of what the message belongs to.
        dead_letter_error_description: Why the message is in the dead-letter queue, at length.
        dead_letter_reason: Why the message is in the dead-letter queue.
        dead_letter_source: Queue or subscription that the message was in before it was dead-lettered.
        delivery_count: Times delivered so far, this one included.
        enqueued_sequence_number: Number that the message had in the place it was first sent to.
        enqueued_time_utc: When the message was sent, in UTC.
        expires_at_utc: When the message is dropped or dead-lettered, in UTC.
        force_persistence: Whether the broker was asked to store the message before it answered.
        label: What the message is about; `subject` by its older name.
        locked_until: When another receiver may have the message if it is not settled, in UTC.
        lock_token: Key that settles the message.
        message_id: Identifier that the sender gave the message.
        partition_key: Key that decided on the message's partition.
        reply_to: Where to send a reply.
        reply_to_session_id: Session that an answer should be in.
        scheduled_enqueue_time_utc: When the message was to become visible, in UTC.
        sequence_number: Number that the broker gave the message.
        session_id: Session that the message is in.
        state: 0 active, 1 deferred, 2 scheduled.
        subject: What the message is about.
        time_to_live: How long the message lives from when it was sent.
        to: Final destination of the message.
        transaction_partition_key: Key of the partition through which a transaction sends the message.
        user_properties: `application_properties` by their older name.

    Source: `azure.functions.servicebus`; the trigger metadata of the Service Bus extension.
    """
    def __init__(
        self,
        *,
        body: str | bytes | None = None,
        trigger_metadata: Mapping[str, Any] | None = None,
        application_properties: dict[str, Any] | None = None,
        content_type: str | None = None,
        correlation_id: str | None = None,
        dead_letter_error_description: str | None = None,
        dead_letter_reason: str | None = None,
        dead_letter_source: str | None = None,
        delivery_count: int | None = None,
        enqueued_sequence_number: int | None = None,
        enqueued_time_utc: datetime | None = None,
        expires_at_utc: datetime | None = None,
        force_persistence: bool | None = None,
        label: str | None = None,
        locked_until: datetime | None = None,
        lock_token: str | None = None,
        message_id: str | None = None,
        partition_key: str | None = None,
        reply_to: str | None = None,
        reply_to_session_id: str | None = None,
        scheduled_enqueue_time_utc: datetime | None = None,
        sequence_number: int | None = None,
        session_id: str | None = None,
        state: int | None = None,
        subject: str | None = None,
        time_to_live: timedelta | None = None,
        to: str | None = None,
        transaction_partition_key: str | None = None,
        user_properties: dict[str, Any] | None = None,
    ) -> None: ...
    @property
    def application_properties(self) -> dict[str, Any]:
        """Properties that the sender added to the body."""
    @property
    def content_type(self) -> str | None:
        """Media type of the body."""
    @property
    def correlation_id(self) -> str | None:
        """Identifier of what the message belongs to."""
    @property
    def dead_letter_error_description(self) -> str | None:
        """Why the message is in the dead-letter queue, at length."""
    @property
    def dead_letter_reason(self) -> str | None:
        """Why the message is in the dead-letter queue."""
    @property
    def dead_letter_source(self) -> str | None:
        """Queue or subscription that the message was in before it was dead-lettered."""
    @property
    def delivery_count(self) -> int | None:
        """Times delivered so far, this one included."""
    @property
    def enqueued_sequence_number(self) -> int | None:
        """Number that the message had in the place it was first sent to."""
    @property
    def enqueued_time_utc(self) -> datetime | None:
        """When the message was sent, in UTC."""
    @property
    def expires_at_utc(self) -> datetime | None:
        """When the message is dropped or dead-lettered, in UTC."""
    @property
    def force_persistence(self) -> bool | None:
        """Whether the broker was asked to store the message before it answered."""
    @property
    def label(self) -> str | None:
        """What the message is about; `subject` by its older name."""
    @property
    def locked_until(self) -> datetime | None:
        """When another receiver may have the message if it is not settled, in UTC."""
    @property
    def lock_token(self) -> str | None:
        """Key that settles the message."""
    @property
    def message_id(self) -> str | None:
        """Identifier that the sender gave the message."""
    @property
    def partition_key(self) -> str | None:
        """Key that decided on the message's partition."""
    @property
    def reply_to(self) -> str | None:
        """Where to send a reply."""
    @property
    def reply_to_session_id(self) -> str | None:
        """Session that an answer should be in."""
    @property
    def scheduled_enqueue_time_utc(self) -> datetime | None:
        """When the message was to become visible, in UTC."""
    @property
    def sequence_number(self) -> int | None:
        """Number that the broker gave the message."""
    @property
    def session_id(self) -> str | None:
        """Session that the message is in."""
    @property
    def state(self) -> int | None:
        """0 active, 1 deferred, 2 scheduled."""
    @property
    def subject(self) -> str | None:
        """What the message is about."""
    @property
    def time_to_live(self) -> timedelta | None:
        """How long the message lives from when it was sent."""
    @property
    def to(self) -> str | None:
        """Final destination of the message."""
    @property
    def transaction_partition_key(self) -> str | None:
        """Key of the partition through which a transaction sends the message."""
    @property
    def user_properties(self) -> dict[str, Any]:
        """`application_properties` by their older name."""
    @property
    def expiration_time(self) -> datetime | None: ...
    @property
    def scheduled_enqueue_time(self) -> datetime | None: ...

class ServiceBusMessageInConverter(InConverter, binding="serviceBusTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> ServiceBusMessage | list[ServiceBusMessage]: ...

class ServiceBusMessageOutConverter(OutConverter, binding="serviceBus"):
    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum: ...
