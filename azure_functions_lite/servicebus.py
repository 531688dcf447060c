"""Service Bus: `ServiceBusMessage` and its converters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from azure_functions_lite._bindings.batches import decode_messages
from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages
from azure_functions_lite._bindings.tables import Table
from azure_functions_lite._typing import accepts, instances_hold_several, is_object, takes_list
from azure_functions_lite._wire.scalars import boolean, duration, integer, mapping, text, utc
from azure_functions_lite.errors import FieldError
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = ["ServiceBusMessage", "ServiceBusMessageInConverter", "ServiceBusMessageOutConverter"]


def _among_properties(name: str) -> Callable[[Table, int, object], object]:
    """Have a field found among the properties of the message, where dead-lettering puts it."""

    def settle(table: Table, row: int, value: object) -> object:
        # Extension 4 sends the properties under their older name only.
        for field in (ServiceBusMessage.application_properties, ServiceBusMessage.user_properties):
            if value is None:
                try:
                    properties = table[field][row]  # type: ignore[index]  # the field itself
                except FieldError:
                    continue
                value = properties.get(name) if is_object(properties) else None
        return value

    return settle


class ServiceBusMessage(Message):
    """A message of a Service Bus queue or subscription.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.

    Every other argument sets the attribute with the same name.

    Source: `azure.functions.servicebus`; the trigger metadata of the Service Bus extension.
    """

    __slots__ = ()

    _secrets = Message._secrets | {"lock_token"}

    application_properties: dict[str, Any] = wire("ApplicationProperties", mapping, default={})
    """Properties that the sender added to the body."""
    content_type: str | None = wire("ContentType", text)
    """Media type of the body."""
    correlation_id: str | None = wire("CorrelationId", text)
    """Identifier of what the message belongs to."""
    dead_letter_error_description: str | None = wire(
        "DeadLetterErrorDescription", text, settle=_among_properties("DeadLetterErrorDescription")
    )
    """Why the message is in the dead-letter queue, at length."""
    dead_letter_reason: str | None = wire("DeadLetterReason", text, settle=_among_properties("DeadLetterReason"))
    """Why the message is in the dead-letter queue."""
    dead_letter_source: str | None = wire("DeadLetterSource", text)
    """Queue or subscription that the message was in before it was dead-lettered."""
    delivery_count: int | None = wire("DeliveryCount", integer)
    """Times delivered so far, this one included."""
    enqueued_sequence_number: int | None = wire("EnqueuedSequenceNumber", integer)
    """Number that the message had in the place it was first sent to."""
    enqueued_time_utc: datetime | None = wire("EnqueuedTimeUtc", utc)
    """When the message was sent, in UTC."""
    expires_at_utc: datetime | None = wire("ExpiresAtUtc", utc)
    """When the message is dropped or dead-lettered, in UTC."""
    force_persistence: bool | None = wire("ForcePersistence", boolean)
    """Whether the broker was asked to store the message before it answered."""
    label: str | None = wire("Label", text)
    """What the message is about; `subject` by its older name."""
    locked_until: datetime | None = wire("LockedUntil", utc)
    """When another receiver may have the message if it is not settled, in UTC."""
    lock_token: str | None = wire("LockToken", text)
    """Key that settles the message."""
    message_id: str | None = wire("MessageId", text)
    """Identifier that the sender gave the message."""
    partition_key: str | None = wire("PartitionKey", text)
    """Key that decided on the message's partition."""
    reply_to: str | None = wire("ReplyTo", text)
    """Where to send a reply."""
    reply_to_session_id: str | None = wire("ReplyToSessionId", text)
    """Session that an answer should be in."""
    scheduled_enqueue_time_utc: datetime | None = wire("ScheduledEnqueueTimeUtc", utc)
    """When the message was to become visible, in UTC."""
    sequence_number: int | None = wire("SequenceNumber", integer)
    """Number that the broker gave the message."""
    session_id: str | None = wire("SessionId", text)
    """Session that the message is in."""
    state: int | None = wire("State", integer)
    """0 active, 1 deferred, 2 scheduled."""
    subject: str | None = wire("Subject", text)
    """What the message is about."""
    time_to_live: timedelta | None = wire("TimeToLive", duration)
    """How long the message lives from when it was sent."""
    to: str | None = wire("To", text)
    """Final destination of the message."""
    transaction_partition_key: str | None = wire("TransactionPartitionKey", text)
    """Key of the partition through which a transaction sends the message."""
    user_properties: dict[str, Any] = wire("UserProperties", mapping, default={})
    """`application_properties` by their older name."""

    @property
    def expiration_time(self) -> datetime | None:
        """`expires_at_utc` by its older name."""
        return self.expires_at_utc

    @property
    def scheduled_enqueue_time(self) -> datetime | None:
        """`scheduled_enqueue_time_utc` by its older name."""
        return self.scheduled_enqueue_time_utc


class ServiceBusMessageInConverter(InConverter, binding="serviceBusTrigger", trigger=True):
    """``serviceBusTrigger``: one message, or a batch as a list.

    One: ``"bytes"``, ``"string"`` and ``"json"`` (its text) become a `ServiceBusMessage`; no Datum is an empty body. A
    batch, which the metadata calls one with ``UserPropertiesArray``: ``"collection_bytes"``, ``"collection_string"``
    and a JSON array become a list.

    The host leaves empty entries out of arrays of text: an array that is shorter than the batch cannot be told to its
    messages, so that field is None for all of them, and the array stays in `Message.metadata`.

    Differs: `azure.functions` loses the messages of a batch that have no ``UserProperties``.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (ServiceBusMessage,), many=takes_list)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata | None
    ) -> ServiceBusMessage | list[ServiceBusMessage]:
        one, many = "UserProperties", "UserPropertiesArray"
        return decode_messages(ServiceBusMessage, data, trigger_metadata, "serviceBusTrigger", one=one, many=many)


class ServiceBusMessageOutConverter(OutConverter, binding="serviceBus"):
    """``serviceBus``: one message, or several as a JSON array.

    ``str`` becomes ``"string"`` (``"json"`` where the host would change it, see `encode_text`), ``bytes`` the same as
    text, a mapping a JSON object, and an iterable of these a JSON array, which the host sends as several messages.

    Differs: `azure.functions` takes text and bytes only, and sends ``"bytes"``, of which the host makes the text
    ``System.Byte[]``.
    """

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, SENDABLE, many=instances_hold_several)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        return encode_messages(obj, "serviceBus", is_textual=True)
