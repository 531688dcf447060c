"""Queues, Event Hubs, Service Bus, Kafka and Event Grid: what the apps are sent, and what the worker answers."""

from __future__ import annotations

from .scenarios import Scenario, content, encoded, payload_of, text

EVENT_OF_KAFKA = payload_of("event", "kafkaTrigger")[0]["event"]
BODY = '{"order": 17, "note": "smörgås"}'
ORDER_PLACED = {
    "subject": "orders/17",
    "dataVersion": "1.0",
    "eventType": "Shop.Order.Placed",
    "data": {"note": "smörgås"},
    "eventTime": "2024-04-06T15:30:00+00:00",
}
EMPTY_QUEUE_MESSAGE = dict.fromkeys(
    ("id", "dequeue_count", "pop_receipt", "expiration_time", "insertion_time", "time_next_visible")
)


def service_bus_message(number: int, body: str, *, transaction: str) -> dict[str, object]:
    """What a function sees of a message of the payloads: they are numbered from 1."""
    properties = {
        "Diagnostic-Id": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "region": "north",
        "attempt": number,
        "DeadLetterReason": "MaxDeliveryCountExceeded",
        "DeadLetterErrorDescription": f"No handler took order {number}.",
    }
    return {
        "application_properties": properties,
        "body": body,
        "content_type": "application/json",
        "correlation_id": f"c-{number}",
        "dead_letter_error_description": f"No handler took order {number}.",
        "dead_letter_reason": "MaxDeliveryCountExceeded",
        "dead_letter_source": "orders",
        "delivery_count": number + 1,
        "enqueued_sequence_number": None,
        "enqueued_time_utc": f"2024-04-06T15:30:0{number}.123000+00:00",
        "expires_at_utc": f"2024-04-20T15:30:0{number}.123000+00:00",
        "label": "order.placed",
        "lock_token": f"7d0a3d2c-31a2-4a6c-8a4c-90f6a3a3f00{number}",
        "locked_until": None,
        "message_id": f"m-{number}",
        "partition_key": f"customer-{number}",
        "reply_to": "answers",
        "reply_to_session_id": f"answer-session-{number}",
        "scheduled_enqueue_time_utc": None,
        "sequence_number": number + 1000,
        "session_id": f"customer-{number}",
        "state": None,
        "subject": "order.placed",
        "time_to_live": None,
        "to": "billing",
        "transaction_partition_key": transaction,
        "user_properties": properties,
    }


SCENARIOS = {
    "a queue": Scenario(
        "queue",
        *payload_of("msg", "queueTrigger"),
        returned=text(
            {
                "body": '{"order": 17, "note": "smörgås"}',
                "dequeue_count": 2,
                "expiration_time": "2024-04-13T15:30:00+00:00",
                "id": "8f5a3bd1-9f24-4a7e-8a6c-2f9d5a6a2f10",
                "insertion_time": "2024-04-06T15:30:00+00:00",
                "pop_receipt": "AgAAAAMAAAAAAAAAf8rLpZ2H2gE=",
                "time_next_visible": "2024-04-06T15:40:00.123456+00:00",
            }
        ),
    ),
    "a queue, as text": Scenario(
        "queue_as_text",
        *payload_of("msg", "queueTrigger"),
        returned={"string": 'str: {"order": 17, "note": "smörgås"}'},
    ),
    "a queue, as bytes": Scenario(
        "queue_as_bytes",
        {"msg": content(b"\xff\x00")},
        returned={"string": "bytes"},
        sent={"copy": content(b"\xff\x00")},
    ),
    "a queue, bytes that are not text": Scenario(
        "queue",
        {"msg": content(b"\xff\x00")},
        returned=text({**EMPTY_QUEUE_MESSAGE, "body": "\\xff\x00"}),
    ),
    "an event of Event Hubs": Scenario(
        "event_hub",
        *payload_of("event", "eventHubTrigger"),
        returned=text(
            {
                "body": '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
                "enqueued_time": "2024-04-06T15:30:00.123000+00:00",
                "offset": "8589934592",
                "partition_key": "thermo-7",
                "sequence_number": 4213,
            }
        ),
        differs="metadata-dates-utc",
    ),
    "events of Event Hubs": Scenario(
        "event_hub_batch",
        *payload_of("events", "eventHubTrigger-batch"),
        returned=text(
            [
                {
                    "body": '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
                    "enqueued_time": "2024-04-06T15:30:00.123000+00:00",
                    "offset": "8589934592",
                    "partition_key": "thermo-7",
                    "sequence_number": 4213,
                },
                {
                    "body": '{"device": "thermo-9", "temperature": 19}',
                    "enqueued_time": "2024-04-06T15:30:00.500000+00:00",
                    "offset": "8589934776",
                    "partition_key": "thermo-9",
                    "sequence_number": 4214,
                },
                {
                    "body": "\\xff\x00raw",
                    "enqueued_time": "2024-04-06T15:30:01+00:00",
                    "offset": "8589934960",
                    "partition_key": None,
                    "sequence_number": 4215,
                },
            ]
        ),
        sent={"copies": encoded(["4213", "4214", "4215"])},
        differs="eventhub-batch-offset",
    ),
    "an event of IoT Hub": Scenario(
        "iot_hub",
        *payload_of("event", "eventHubTrigger-iothub"),
        returned=text(
            {
                "body": '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
                "iothub_metadata": {
                    "connection-auth-generation-id": "637799949903534194",
                    "connection-auth-method": '{"scope":"device","type":"sas","issuer":"iothub",'
                    '"acceptingIpFilterRule":null}',
                    "connection-device-id": "thermo-7",
                    "connection-module-id": "sensor",
                    "enqueuedtime": "2024-04-06T15:29:59.987Z",
                    "message-source": "Telemetry",
                },
            }
        ),
    ),
    "a message of Service Bus": Scenario(
        "service_bus",
        *payload_of("msg", "serviceBusTrigger"),
        returned=text(service_bus_message(1, BODY, transaction="transaction-1")),
        differs="metadata-dates-utc",
    ),
    "messages of Service Bus": Scenario(
        "service_bus_batch",
        *payload_of("msgs", "serviceBusTrigger-batch"),
        returned=text(
            [
                # What the host sends as the keys of transactions are the partition keys.
                service_bus_message(1, BODY, transaction="customer-1"),
                service_bus_message(2, "\\xff\x00raw", transaction="customer-2"),
            ]
        ),
        sent={"copy": content(b"\xff\x00raw")},
        differs="metadata-dates-utc",
    ),
    "an event of Kafka": Scenario(
        "kafka",
        *payload_of("event", "kafkaTrigger"),
        returned=text(
            {
                "body": EVENT_OF_KAFKA["string"],
                "key": "thermo-7",
                "offset": 4213,
                "partition": 3,
                "timestamp": "04/06/2024 15:30:00",
                "topic": "telemetry",
            }
        ),
    ),
    "events of Kafka": Scenario(
        "kafka_batch",
        *payload_of("events", "kafkaTrigger-batch"),
        returned=text(
            [
                {
                    "body": '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
                    "key": "thermo-7",
                    "offset": 4213,
                    "partition": 3,
                    "timestamp": "2024-04-06T15:30:00.123Z",
                    "topic": "telemetry",
                },
                {
                    "body": "\\xff\x00raw",
                    "key": None,
                    "offset": 4214,
                    "partition": 3,
                    "timestamp": "2024-04-06T15:30:00.5Z",
                    "topic": "telemetry",
                },
            ]
        ),
        sent={"copy": {"string": '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}'}},
    ),
    "an event of Event Grid": Scenario(
        "event_grid",
        *payload_of("event", "eventGridTrigger"),
        returned=text(
            {
                "data": {
                    "api": "PutBlockList",
                    "blobType": "BlockBlob",
                    "clientRequestId": "4c5dd7fb-2c48-4a27-bb30-5361b5de920a",
                    "contentLength": 30699,
                    "contentType": "text/csv",
                    "eTag": "0x8D76C39E4407333",
                    "requestId": "9aeb0fdf-c01e-0131-0922-9eb549000000",
                    "sequencer": "000000000000000000000000000099240000000000c41c18",
                    "storageDiagnostics": {"batchId": "681fe319-3006-00a8-0022-9e7cde000000"},
                    "url": "https://shopfiles.blob.core.windows.net/orders/smörgås.csv",
                },
                "data_version": "",
                "event_time": "2024-04-06T15:30:00.123456+00:00",
                "event_type": "Microsoft.Storage.BlobCreated",
                "id": "9aeb0fdf-c01e-0131-0922-9eb54906e209",
                "subject": "/blobServices/default/containers/orders/blobs/smörgås.csv",
                "topic": "/subscriptions/6a5f7c52-1d1c-4e0a-9f8e-1f2f3a4b5c6d/resourceGroups/shop/providers"
                "/Microsoft.Storage/storageAccounts/shopfiles",
            }
        ),
        sent={"out": encoded({"id": "1", **ORDER_PLACED})},
    ),
    "several events for Event Grid": Scenario(
        "event_grid_many",
        *payload_of("event", "eventGridTrigger"),
        sent={"out": encoded([{"id": "1", **ORDER_PLACED}, {"id": "2", **ORDER_PLACED}])},
    ),
    "a CloudEvent": Scenario(
        "cloud_event",
        *payload_of("event", "eventGridTrigger-cloudevent"),
        returned=text(
            {
                "data": {"note": "smörgås", "order": 17},
                "datacontenttype": "application/json",
                "dataschema": "https://shop.example/schemas/order.json",
                "extension_attrs": {
                    "priority": 5,
                    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                },
                "id": "b85d631a-101e-005a-02f2-cee7aa06f148",
                "source": "/shop/orders",
                "specversion": "1.0",
                "subject": "orders/17",
                "time": "2024-04-06T15:30:00.250000+00:00",
                "type": "Shop.Order.Placed",
            }
        ),
        differs="eventgrid-dates",
    ),
    "a CloudEvent, with its time in UTC": Scenario(
        "cloud_event",
        {
            "event": encoded(
                {
                    "specversion": "1.0",
                    "id": "17",
                    "source": "/shop",
                    "type": "Shop.Order.Placed",
                    "time": "2024-04-06T15:30:00.25Z",
                    "data": ["å"],
                    "priority": 5,
                }
            )
        },
        returned=text(
            {
                "id": "17",
                "source": "/shop",
                "type": "Shop.Order.Placed",
                "specversion": "1.0",
                "subject": None,
                "time": "2024-04-06T15:30:00.250000+00:00",
                "datacontenttype": None,
                "dataschema": None,
                "extension_attrs": {"priority": 5},
                "data": ["å"],
            }
        ),
    ),
    "what cannot be sent": Scenario(
        "returns_what_cannot_be_sent",
        {"msg": {"string": "hey"}},
        error='TypeError: unable to encode outgoing TypedData: unsupported type "{output}" for Python type "set"',
        output={
            "function.json": "<class 'azure_functions_lite.queue.QueueMessageOutConverter'>",
            "decorators": "queue",
        },
    ),
    "a value for no output": Scenario(
        "returns_without_an_output",
        {"msg": {"string": "hey"}},
        error="RuntimeError: ('function %s without a $return bindingreturned a non-None value', "
        "\"'returns_without_an_output'\")",
    ),
}
