"""Functions of an app with decorators: queues, Event Hubs, Service Bus, Kafka and Event Grid."""

# ruff: noqa: UP006, UP035  # the worker loads no function that is annotated with `list[X]`

from typing import List

import message_functions as functions

import azure_functions_lite as func

STORAGE = "Storage"

messages = func.Blueprint()


@messages.queue_trigger("msg", "orders", STORAGE)
@messages.queue_output("$return", "answers", STORAGE)
@messages.retry("fixed_delay", "3", delay_interval="00:01:30")
def queue(msg: func.QueueMessage) -> str:
    return functions.queue(msg)


@messages.queue_trigger("msg", "orders", STORAGE)
@messages.queue_output("$return", "answers", STORAGE)
def queue_as_text(msg: str) -> str:
    return functions.queue_as_text(msg)


@messages.queue_trigger("msg", "orders", STORAGE, data_type=func.DataType.BINARY)
@messages.queue_output("copy", "answers", STORAGE)
@messages.queue_output("$return", "answers", STORAGE)
def queue_as_bytes(msg: bytes, copy: func.Out[bytes]) -> str:
    return functions.queue_as_bytes(msg, copy)


@messages.event_hub_message_trigger("event", "EventHub", "telemetry")
@messages.event_hub_output("$return", "EventHub", "telemetry")
@messages.retry("exponential_backoff", "5", minimum_interval="00:00:10", maximum_interval="01:00:00")
def event_hub(event: func.EventHubEvent) -> str:
    return functions.event_hub(event)


@messages.event_hub_message_trigger(
    "events", "EventHub", "telemetry", cardinality=func.Cardinality.MANY, data_type=func.DataType.BINARY
)
@messages.event_hub_output("copies", "EventHub", "telemetry")
@messages.queue_output("$return", "answers", STORAGE)
def event_hub_batch(events: List[func.EventHubEvent], copies: func.Out[List[str]]) -> str:
    return functions.event_hub_batch(events, copies)


@messages.event_hub_message_trigger("event", "EventHub", "telemetry")
@messages.queue_output("$return", "answers", STORAGE)
def iot_hub(event: func.EventHubEvent) -> str:
    return functions.iot_hub(event)


@messages.service_bus_queue_trigger("msg", "ServiceBus", "orders")
@messages.service_bus_queue_output("$return", "ServiceBus", "answers")
def service_bus(msg: func.ServiceBusMessage) -> str:
    return functions.service_bus(msg)


@messages.service_bus_queue_trigger(
    "msgs", "ServiceBus", "orders", cardinality=func.Cardinality.MANY, data_type=func.DataType.BINARY
)
@messages.service_bus_queue_output("copy", "ServiceBus", "answers")
@messages.queue_output("$return", "answers", STORAGE)
def service_bus_batch(msgs: List[func.ServiceBusMessage], copy: func.Out[bytes]) -> str:
    return functions.service_bus_batch(msgs, copy)


@messages.kafka_trigger("event", "telemetry", "Brokers")
@messages.queue_output("$return", "answers", STORAGE)
def kafka(event: func.KafkaEvent) -> str:
    return functions.kafka(event)


@messages.kafka_trigger(
    "events", "telemetry", "Brokers", cardinality=func.Cardinality.MANY, data_type=func.DataType.BINARY
)
@messages.kafka_output("copy", "answers", "Brokers")
@messages.queue_output("$return", "answers", STORAGE)
def kafka_batch(events: List[func.KafkaEvent], copy: func.Out[str]) -> str:
    return functions.kafka_batch(events, copy)


@messages.event_grid_trigger("event")
@messages.event_grid_output("out", topic_endpoint_uri="TopicUri", topic_key_setting="TopicKey")
@messages.queue_output("$return", "answers", STORAGE)
def event_grid(event: func.EventGridEvent, out: func.Out[func.EventGridOutputEvent]) -> str:
    return functions.event_grid(event, out)


@messages.event_grid_trigger("event")
@messages.event_grid_output("out", topic_endpoint_uri="TopicUri", topic_key_setting="TopicKey")
def event_grid_many(event: func.EventGridEvent, out: func.Out[List[func.EventGridOutputEvent]]) -> None:
    functions.event_grid_many(event, out)


@messages.event_grid_trigger("event")
@messages.queue_output("$return", "answers", STORAGE)
def cloud_event(event: func.CloudEvent) -> str:
    return functions.cloud_event(event)
