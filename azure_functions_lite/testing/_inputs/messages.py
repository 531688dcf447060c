"""Builders of messages with a body: of storage queues, Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime, timedelta, timezone
from typing import Any

from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.testing._inputs.batches import batch, with_keywords_of
from azure_functions_lite.testing._inputs.given import BODIES, ID, NOW, UNSET, body_or_json, given


def queue_message(
    body: str | bytes | None = None,
    *,
    json: object = UNSET,
    id: str | None = ID,
    pop_receipt: str | None = "AgAAAAMAAAAAAAAAf8rLpZ2H2gE=",
    dequeue_count: int | None = 1,
    expiration_time: datetime | None = NOW + timedelta(days=7),
    insertion_time: datetime | None = NOW,
    time_next_visible: datetime | None = NOW + timedelta(minutes=10),
    trigger_metadata: Mapping[str, Any] | None = None,
) -> QueueMessage:
    """Make a message of a storage queue, delivered for the first time.

    The body is a small JSON object by default, or the value of `json` converted to JSON. `trigger_metadata` is the
    value of `QueueMessage.metadata`, and every other keyword sets the attribute with the same name.

    Raises:
        ArgumentTypeError: both `body` and `json` are given, or `json` has no JSON form.
    """
    return QueueMessage(
        body=body_or_json(body, json, "cannot make a QueueMessage"),
        id=id,
        pop_receipt=pop_receipt,
        dequeue_count=dequeue_count,
        expiration_time=expiration_time,
        insertion_time=insertion_time,
        time_next_visible=time_next_visible,
        trigger_metadata=trigger_metadata,
    )


def event_hub_event(
    body: str | bytes | None = None,
    *,
    json: object = UNSET,
    partition_key: str | None = None,
    sequence_number: int | None = 1,
    offset: str | None = "4096",
    enqueued_time: datetime | None = NOW,
    iothub_metadata: Mapping[str, str] | None = None,
    trigger_metadata: Mapping[str, Any] | None = None,
) -> EventHubEvent:
    """Make an event of an event hub.

    Body, `json` and errors are as for `queue_message`. `trigger_metadata` is the value of `EventHubEvent.metadata`, and
    every other keyword sets the attribute with the same name.
    """
    return EventHubEvent(
        body=body_or_json(body, json, "cannot make an EventHubEvent"),
        partition_key=partition_key,
        sequence_number=sequence_number,
        offset=offset,
        enqueued_time=enqueued_time,
        iothub_metadata=iothub_metadata,
        trigger_metadata=trigger_metadata,
    )


@with_keywords_of(event_hub_event)
def event_hub_batch(bodies: Iterable[object] = BODIES, /, **shared: Any) -> list[EventHubEvent]:
    """Make an event of each body, all of one partition.

    A body is text or bytes, or else something to write as JSON; by default there are two. The keywords are those of
    `event_hub_event` except `json`; number, offset and time are those of the first event, and increase from there.
    """
    return batch(event_hub_event, bodies, shared, ("sequence_number", "offset", "enqueued_time"))


def service_bus_message(
    body: str | bytes | None = None,
    *,
    json: object = UNSET,
    application_properties: dict[str, Any] | None = None,
    content_type: str | None = UNSET,
    correlation_id: str | None = None,
    dead_letter_error_description: str | None = None,
    dead_letter_reason: str | None = None,
    dead_letter_source: str | None = None,
    delivery_count: int | None = 1,
    enqueued_sequence_number: int | None = 0,
    enqueued_time_utc: datetime | None = NOW,
    expires_at_utc: datetime | None = UNSET,
    force_persistence: bool | None = None,
    label: str | None = UNSET,
    locked_until: datetime | None = NOW + timedelta(minutes=1),
    lock_token: str | None = UNSET,
    message_id: str | None = UNSET,
    partition_key: str | None = None,
    reply_to: str | None = None,
    reply_to_session_id: str | None = None,
    scheduled_enqueue_time_utc: datetime | None = None,
    sequence_number: int | None = 1,
    session_id: str | None = None,
    state: int | None = 0,
    subject: str | None = None,
    time_to_live: timedelta | None = timedelta(days=14),
    to: str | None = None,
    transaction_partition_key: str | None = None,
    user_properties: dict[str, Any] = UNSET,
    trigger_metadata: Mapping[str, Any] | None = None,
) -> ServiceBusMessage:
    """Make a message of a Service Bus queue or subscription, delivered for the first time.

    Body, `json` and errors are as for `queue_message`. `trigger_metadata` is the value of `ServiceBusMessage.metadata`,
    and every other keyword sets the attribute with the same name. Some default to values from others: `label` from
    `subject`, `user_properties` from `application_properties`, `content_type` from `json`, `message_id` and
    `lock_token` from `sequence_number`, `expires_at_utc` from `enqueued_time_utc` and `time_to_live`.
    """
    properties = application_properties or {}
    number = sequence_number if isinstance(sequence_number, int) else 0
    return ServiceBusMessage(
        body=body_or_json(body, json, "cannot make a ServiceBusMessage"),
        application_properties=properties,
        content_type=given(content_type, None if json is UNSET else "application/json"),
        correlation_id=correlation_id,
        dead_letter_error_description=dead_letter_error_description,
        dead_letter_reason=dead_letter_reason,
        dead_letter_source=dead_letter_source,
        delivery_count=delivery_count,
        enqueued_sequence_number=enqueued_sequence_number,
        enqueued_time_utc=enqueued_time_utc,
        expires_at_utc=given(expires_at_utc, _sum(enqueued_time_utc, time_to_live)),
        force_persistence=force_persistence,
        label=given(label, subject),
        locked_until=locked_until,
        lock_token=given(lock_token, f"7d0a3d2c-0000-4000-8000-{number:012}"),
        message_id=given(message_id, f"message-{number}"),
        partition_key=partition_key,
        reply_to=reply_to,
        reply_to_session_id=reply_to_session_id,
        scheduled_enqueue_time_utc=scheduled_enqueue_time_utc,
        sequence_number=sequence_number,
        session_id=session_id,
        state=state,
        subject=subject,
        time_to_live=time_to_live,
        to=to,
        transaction_partition_key=transaction_partition_key,
        user_properties=given(user_properties, copy(properties)),
        trigger_metadata=trigger_metadata,
    )


@with_keywords_of(service_bus_message)
def service_bus_batch(bodies: Iterable[object] = BODIES, /, **shared: Any) -> list[ServiceBusMessage]:
    """Make a message of each body.

    A body is text or bytes, or else something to write as JSON; by default there are two. The keywords are those of
    `service_bus_message` except `json`; sequence number and times are those of the first message, and go up from
    there.
    """
    return batch(service_bus_message, bodies, shared, ("sequence_number", "enqueued_time_utc"))


def kafka_event(
    body: str | bytes | None = None,
    *,
    json: object = UNSET,
    key: str | None = None,
    offset: int | None = 1,
    partition: int | None = 0,
    topic: str | None = "orders",
    timestamp: str | None = "2024-01-01T12:00:00Z",
    headers: list[Any] | None = UNSET,
    trigger_metadata: Mapping[str, Any] | None = None,
) -> KafkaEvent:
    """Make an event of a Kafka topic.

    Body, `json` and errors are as for `queue_message`. `trigger_metadata` is the value of `KafkaEvent.metadata`, and
    every other keyword sets the attribute with the same name.
    """
    return KafkaEvent(
        body=body_or_json(body, json, "cannot make a KafkaEvent"),
        key=key,
        offset=offset,
        partition=partition,
        topic=topic,
        timestamp=timestamp,
        headers=given(headers, []),
        trigger_metadata=trigger_metadata,
    )


@with_keywords_of(kafka_event)
def kafka_batch(bodies: Iterable[object] = BODIES, /, **shared: Any) -> list[KafkaEvent]:
    """Make an event of each body, all of one partition.

    A body is text or bytes, or else something to write as JSON; by default there are two. The keywords are those of
    `kafka_event` except `json`; offset and timestamp are those of the first event, and increase from there.
    """
    return batch(kafka_event, bodies, shared, ("offset", "timestamp"))


def _sum(start: object, span: object) -> datetime | None:
    if not isinstance(start, datetime) or not isinstance(span, timedelta):
        return None
    try:
        return start + span
    except OverflowError:
        # A message that never expires has the longest duration of .NET, and its last date.
        return datetime.max.replace(tzinfo=timezone.utc)
