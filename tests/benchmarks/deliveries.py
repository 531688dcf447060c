"""What the host delivers for each trigger: one message, and batches of any size, with the usual metadata."""

import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

Value = tuple[object, str]


class Delivery(NamedTuple):
    """The value and type of the Datum, and of each Datum of the metadata."""

    data: Value
    metadata: Mapping[str, Value]


def _json(value: object) -> Value:
    return json.dumps(value), "json"


def _body(number: int) -> bytes:
    return json.dumps({"order": number, "sku": "tea-500g", "quantity": number % 7}).encode()


def _bodies(count: int) -> Value:
    return SimpleNamespace(bytes=[_body(number) for number in range(count)]), "collection_bytes"


def _time(number: int) -> str:
    """Return the time of a message: a sender sends some of them at once."""
    milliseconds = number // 8
    return f"2024-01-31T10:{milliseconds // 60_000:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}Z"


def _uuid(number: int) -> str:
    return f"5c7b2c5e-5b0e-4e0a-9d4f-{number:012x}"


def _service_bus_fields(number: int) -> dict[str, object]:
    properties = {"kind": "order", "attempt": number % 3}
    return {
        "ApplicationProperties": properties,
        "ContentType": "application/json",
        "CorrelationId": _uuid(number // 4),
        "DeadLetterErrorDescription": None,
        "DeadLetterReason": None,
        "DeadLetterSource": None,
        "DeliveryCount": 1,
        "EnqueuedSequenceNumber": 0,
        "EnqueuedTimeUtc": _time(number),
        "ExpiresAtUtc": _time(number).replace("01-31", "02-14"),
        "Label": "order",
        "LockToken": _uuid(number + 7_000),
        "LockedUntil": "2024-01-31T11:00:30.123Z",
        "MessageId": _uuid(number),
        "PartitionKey": None,
        "ReplyTo": "replies",
        "ReplyToSessionId": None,
        "ScheduledEnqueueTimeUtc": "0001-01-01T00:00:00Z",
        "SequenceNumber": 10_000 + number,
        "SessionId": f"session-{number % 16}",
        "State": 0,
        "Subject": "order",
        "TimeToLive": "10:00:00",
        "To": None,
        "TransactionPartitionKey": None,
        "UserProperties": properties,
    }


def _text_or_json(value: object) -> Value:
    return (value, "string") if isinstance(value, str) else _json(value)


def _service_bus(count: int | None) -> Delivery:
    if count is None:
        fields = {name: value for name, value in _service_bus_fields(0).items() if value is not None}
        return Delivery((_body(0), "bytes"), {name: _text_or_json(value) for name, value in fields.items()})
    rows = [_service_bus_fields(number) for number in range(count)]
    return Delivery(_bodies(count), {f"{name}Array": _json([row[name] for row in rows]) for name in rows[0]})


def _system_properties(number: int) -> dict[str, object]:
    return {
        "EnqueuedTimeUtc": _time(number),
        "Offset": str(4_294_967_296 + 512 * number),
        "PartitionKey": f"device-{number % 16}",
        "SequenceNumber": 10_000 + number,
    }


def _event_hubs(count: int | None) -> Delivery:
    context = _json({"ConsumerGroup": "$Default", "EventHubName": "telemetry", "PartitionId": "3"})
    if count is None:
        system = _system_properties(0)
        fields = {name: _text_or_json(value) for name, value in system.items()}
        return Delivery((_body(0), "bytes"), {"SystemProperties": _json(system), "PartitionContext": context, **fields})
    rows = [_system_properties(number) for number in range(count)]
    return Delivery(_bodies(count), {"SystemPropertiesArray": _json(rows), "PartitionContext": context})


def _kafka_fields(number: int) -> dict[str, Any]:
    return {
        "Timestamp": _time(number),
        "Key": f"device-{number % 16}",
        "Partition": number % 4,
        "Offset": 5_000 + number,
        "Topic": "telemetry",
        "Headers": [{"Key": "traceparent", "Value": "MDAtNGJmOTJmMzU3N2IzNGRhNmEzY2U5MjlkMGUwZTQ3MzYtMDE="}],
    }


def _kafka(count: int | None) -> Delivery:
    if count is None:
        return Delivery((_body(0), "bytes"), {name: _text_or_json(value) for name, value in _kafka_fields(0).items()})
    rows = [_kafka_fields(number) for number in range(count)]
    metadata = {f"{name}Array": _json([row[name] for row in rows]) for name in rows[0]}
    metadata["OffsetArray"] = SimpleNamespace(sint64=[row["Offset"] for row in rows]), "collection_sint64"
    metadata["TopicArray"] = SimpleNamespace(string=[row["Topic"] for row in rows]), "collection_string"
    return Delivery(_bodies(count), metadata)


def _records(count: int | None) -> Delivery:
    rows = [
        {
            "id": _uuid(number),
            "sku": "tea-500g",
            "quantity": number % 7,
            "price": 4.5,
            "at": _time(number),
            "note": None,
        }
        for number in range(count or 1)
    ]
    return Delivery(_json(rows), {})


def _event_grid(count: int | None) -> Delivery:
    event = {
        "topic": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/orders",
        "subject": "/blobServices/default/containers/orders/blobs/7.json",
        "eventType": "Microsoft.Storage.BlobCreated",
        "id": _uuid(7),
        "data": {"api": "PutBlob", "contentType": "application/json", "contentLength": 52, "blobType": "BlockBlob"},
        "dataVersion": "",
        "metadataVersion": "1",
        "eventTime": "2024-01-31T10:00:00.1234567Z",
    }
    return Delivery(_json(event), {})


def _cloud_event(count: int | None) -> Delivery:
    event = {
        "specversion": "1.0",
        "type": "com.example.order.created",
        "source": "/orders",
        "id": _uuid(7),
        "time": "2024-01-31T10:00:00.1234567Z",
        "subject": "7",
        "datacontenttype": "application/json",
        "data": {"order": 7, "sku": "tea-500g"},
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }
    return Delivery(_json(event), {})


def _queue(count: int | None) -> Delivery:
    fields = {
        "Id": _uuid(7),
        "PopReceipt": "AgAAAAMAAAAAAAAAbyGGKiZg2gE=",
        "ExpirationTime": "2024-02-07T10:00:00+00:00",
        "InsertionTime": "2024-01-31T10:00:00+00:00",
        "NextVisibleTime": "2024-01-31T10:10:00+00:00",
        "DequeueCount": 1,
    }
    return Delivery((_body(7).decode(), "string"), {name: _text_or_json(value) for name, value in fields.items()})


def _http(count: int | None) -> Delivery:
    headers = {
        "host": "example.org",
        "accept": "*/*",
        "accept-encoding": "gzip, deflate, br",
        "connection": "keep-alive",
        "content-length": "27",
        "content-type": "application/json",
        "user-agent": "example/1.0",
        "x-forwarded-for": "203.0.113.7",
    }
    request = {
        "method": ("POST", "string"),
        "url": ("https://example.org/api/items/7?name=box&limit=10", "string"),
        "headers": headers,
        "query": {"name": "box", "limit": "10"},
        "params": {"id": "7"},
        "body": (b'{"name": "box", "count": 3}', "bytes"),
    }
    return Delivery((request, "http"), {})


def _blob(size: int) -> Callable[[int | None], Delivery]:
    properties = {
        "ContentLength": size,
        "ContentType": "text/csv",
        "ETag": '"0x8DC"',
        "BlobType": 0,
        "IsServerEncrypted": True,
    }
    metadata = {
        "BlobTrigger": ('"samples/report.csv"', "json"),
        "Uri": ('"https://example.org/samples/report.csv"', "json"),
        "Properties": _json(properties),
        "Metadata": ('{"owner": "sales"}', "json"),
    }
    return lambda count: Delivery((b"x" * size, "bytes"), metadata)


def _timer(count: int | None) -> Delivery:
    status = {
        "Last": "2024-01-31T10:00:00+00:00",
        "LastUpdated": "2024-01-31T10:00:00+00:00",
        "Next": "2024-01-31T10:05:00+00:00",
    }
    return Delivery(
        _json({"Schedule": {"AdjustForDST": True}, "ScheduleStatus": status, "IsPastDue": False}),
        {"TimerTrigger": ("01/31/2024 10:00:00", "string")},
    )


def _fixed(value: object, kind: str) -> Callable[[int | None], Delivery]:
    return lambda count: Delivery((value, kind), {})


_PROMPT = '{"name": "review", "arguments": {"text": "hello"}, "sessionid": "1", "transport": {"name": "http"}}'

DELIVERIES: dict[str, Callable[[int | None], Delivery]] = {
    "httpTrigger": _http,
    "queueTrigger": _queue,
    "blobTrigger": _blob(1024),
    "blobTrigger, 1 MiB": _blob(1024**2),
    "timerTrigger": _timer,
    "eventHubTrigger": _event_hubs,
    "serviceBusTrigger": _service_bus,
    "kafkaTrigger": _kafka,
    "cosmosDBTrigger": _records,
    "sql": _records,
    "mysqlTrigger": _records,
    "eventGridTrigger": _event_grid,
    "eventGridTrigger, CloudEvent": _cloud_event,
    "orchestrationTrigger": _fixed(json.dumps({"history": [{"EventType": 12}] * 20, "input": "7"}), "string"),
    "entityTrigger": _fixed(json.dumps({"batch": [{"name": "add", "input": "1"}], "state": "7"}), "string"),
    "activityTrigger": _fixed('{"order": 7, "lines": [{"sku": "tea-500g", "quantity": 2}]}', "json"),
    "durableClient": _fixed('{"taskHubName": "orders", "creationUrls": {}}', "string"),
    "mcpToolTrigger": _fixed('{"name": "search", "arguments": {"text": "tea"}}', "string"),
    "mcpResourceTrigger": _fixed('{"uri": "file://menu.txt"}', "string"),
    "mcpPromptTrigger": _fixed(_PROMPT, "string"),
    "connectorTrigger": _fixed('{"subject": "An order"}', "string"),
    "warmupTrigger": _fixed(None, "json"),
}
"""By trigger, what makes a delivery: of one message for None, or of a batch of as many."""

BATCHED = ("eventHubTrigger", "serviceBusTrigger", "kafkaTrigger", "cosmosDBTrigger", "sql", "mysqlTrigger")
"""Triggers whose batches both packages take."""

USED: dict[str, dict[str, str]] = {
    "httpTrigger": {"method": "method", "params": "query", "route_params": "params"},
    "queueTrigger": {"id": "Id", "dequeue_count": "DequeueCount", "insertion_time": "InsertionTime"},
    "blobTrigger": {"name": "BlobTrigger", "uri": "Uri"},
    "blobTrigger, 1 MiB": {"name": "BlobTrigger", "uri": "Uri"},
    "timerTrigger": {"past_due": "IsPastDue"},
    "eventHubTrigger": {"partition_key": "PartitionKey", "sequence_number": "SequenceNumber"},
    "serviceBusTrigger": {"message_id": "MessageId", "delivery_count": "DeliveryCount"},
    "kafkaTrigger": {"key": "Key", "offset": "Offset"},
    "cosmosDBTrigger": {},
    "sql": {},
    "mysqlTrigger": {},
    "eventGridTrigger": {"id": "id", "event_type": "eventType", "subject": "subject"},
    "eventGridTrigger, CloudEvent": {"id": "id", "type": "type", "subject": "subject"},
    "orchestrationTrigger": {},
    "entityTrigger": {},
    "activityTrigger": {},
    "durableClient": {},
    "mcpToolTrigger": {},
    "mcpResourceTrigger": {},
    "mcpPromptTrigger": {"name": "name", "arguments": "arguments"},
    "connectorTrigger": {},
    "warmupTrigger": {},
}
"""By trigger, the fields that functions read beside the body, and the host's names for them."""

IN_JSON = (
    *("timerTrigger", "cosmosDBTrigger", "sql", "mysqlTrigger", "eventGridTrigger", "eventGridTrigger, CloudEvent"),
    "mcpPromptTrigger",
)
"""Triggers whose fields are in a JSON body."""
