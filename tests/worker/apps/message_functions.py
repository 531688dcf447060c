"""Functions of an app with function.json: queues, Event Hubs, Service Bus, Kafka and Event Grid."""

# ruff: noqa: UP006, UP035  # the worker loads no function that is annotated with `list[X]`

from datetime import datetime, timezone
from typing import List

import seen

import azure_functions_lite as func


def queue(msg: func.QueueMessage) -> str:
    return seen.report(msg, seen.QUEUE)


def queue_as_text(msg: str) -> str:
    return f"{type(msg).__name__}: {msg}"


def queue_as_bytes(msg: bytes, copy: func.Out[bytes]) -> str:
    copy.set(msg)
    return type(msg).__name__


def event_hub(event: func.EventHubEvent) -> str:
    return seen.report(event, seen.EVENT_HUB)


def event_hub_batch(events: List[func.EventHubEvent], copies: func.Out[List[str]]) -> str:
    copies.set([str(event.sequence_number) for event in events])
    return seen.report(events, seen.EVENT_HUB)


def iot_hub(event: func.EventHubEvent) -> str:
    return seen.report(event, ("iothub_metadata",))


def service_bus(msg: func.ServiceBusMessage) -> str:
    return seen.report(msg, seen.SERVICE_BUS)


def service_bus_batch(msgs: List[func.ServiceBusMessage], copy: func.Out[bytes]) -> str:
    copy.set(msgs[1].get_body())
    return seen.report(msgs, seen.SERVICE_BUS)


def kafka(event: func.KafkaEvent) -> str:
    return seen.report(event, seen.KAFKA)


def kafka_batch(events: List[func.KafkaEvent], copy: func.Out[str]) -> str:
    copy.set(events[0].get_body().decode())
    return seen.report(events, seen.KAFKA)


def event_grid(event: func.EventGridEvent, out: func.Out[func.EventGridOutputEvent]) -> str:
    out.set(made_event("1"))
    return seen.report(event, seen.EVENT_GRID)


def event_grid_many(event: func.EventGridEvent, out: func.Out[List[func.EventGridOutputEvent]]) -> None:
    out.set([made_event("1"), made_event("2")])


def cloud_event(event: func.CloudEvent) -> str:
    return seen.report(event, seen.CLOUD_EVENT)


def made_event(id: str) -> func.EventGridOutputEvent:
    return func.EventGridOutputEvent(
        id=id,
        data={"note": "smörgås"},
        subject="orders/17",
        event_type="Shop.Order.Placed",
        event_time=datetime(2024, 4, 6, 15, 30, tzinfo=timezone.utc),
        data_version="1.0",
    )
