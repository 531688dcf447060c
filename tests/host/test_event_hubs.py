"""Deliveries of Event Hubs, and of IoT Hub through them."""

from __future__ import annotations

import json
from typing import Any

from azure_functions_lite.meta import Datum

from .sent import WHEN, Sent, b, cb, check, cl, cs, j, rows, s

SYSTEM = {
    "x-opt-sequence-number": 7,
    "x-opt-offset": "4096",
    "x-opt-enqueued-time": "2024-05-17T08:30:00",
    "SequenceNumber": 7,
    "Offset": 4096,
    "OffsetString": "4096",
    "PartitionKey": None,
    "EnqueuedTimeUtc": "2024-05-17T08:30:00",
}
GEO = {**SYSTEM, "x-opt-offset": "1:4096:12", "Offset": -1, "OffsetString": "1:4096:12", "PartitionKey": "k"}
IOT = {
    **SYSTEM,
    "iothub-connection-device-id": "thermo-7",
    "iothub-enqueuedtime": "2024-05-17T08:30:00",
    "iothub-message-source": "Telemetry",
}
CONTEXT = j('{"EventHubName":"telemetry","ConsumerGroup":"$Default","PartitionId":"3"}')
HUB = {
    "Offset": s("4096"),
    "OffsetString": s("4096"),
    "SequenceNumber": j("7"),
    "EnqueuedTimeUtc": j('"2024-05-17T08:30:00"'),
    "Properties": j("{}"),
    "SystemProperties": j(json.dumps(SYSTEM)),
    "PartitionContext": CONTEXT,
    "TriggerPartitionContext": CONTEXT,
}
FROM_IOT = {
    "connection-device-id": "thermo-7",
    "enqueuedtime": "2024-05-17T08:30:00",
    "message-source": "Telemetry",
}


def hub(line: str, body: Datum | None, other: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "eventHubTrigger", body, {**HUB, **other}, read)


def system(*events: dict[str, Any]) -> Datum:
    return j(json.dumps(events))


@rows(
    hub(
        "every field",
        s("21.5"),
        {},
        **{"get_body()": b"21.5"},
        partition_key=None,
        offset="4096",
        sequence_number=7,
        enqueued_time=WHEN,
        iothub_metadata={},
    ),
    hub("partition key", b(b"21.5"), {"PartitionKey": s("k")}, partition_key="k"),
    hub(
        "geo-replicated",
        s("21.5"),
        {"Offset": s("-1"), "OffsetString": s("1:4096:12"), "SystemProperties": j(json.dumps(GEO))},
        offset="1:4096:12",
    ),
    hub("older extensions: a number", s("21.5"), {"Offset": j("4096"), "CheckpointContext": CONTEXT}, offset="4096"),
    hub("IoT Hub", s("21.5"), {"SystemProperties": j(json.dumps(IOT))}, iothub_metadata=FROM_IOT),
    hub(
        "promoted: the truth is in the system properties",
        s('{"offset": 1, "sequenceNumber": "seven", "partitionKey": "x", "enqueuedTimeUtc": "now"}'),
        {
            "Offset": s("1"),
            "SequenceNumber": s("seven"),
            "PartitionKey": s("x"),
            "EnqueuedTimeUtc": s("now"),
            "SystemProperties": j(json.dumps({**SYSTEM, "PartitionKey": "k"})),
        },
        offset="4096",
        sequence_number=7,
        partition_key="k",
        enqueued_time=WHEN,
    ),
    hub(
        "promoted in a geo-replicated hub",
        s('{"offset": 1}'),
        {"Offset": s("1"), "OffsetString": s("1:4096:12"), "SystemProperties": j(json.dumps(GEO))},
        offset="1:4096:12",
    ),
    hub(
        "promoted, the system properties too",
        s('{"systemProperties": "x", "sequenceNumber": 5}'),
        {"SystemProperties": s("x"), "SequenceNumber": s("5")},
        sequence_number=None,
        offset="4096",
        iothub_metadata={},
    ),
)
def test_event_hubs(sent: Sent) -> None:
    check(sent)


@rows(
    Sent(
        "every field",
        "eventHubTrigger",
        cb(b"a", b"b"),
        {
            "PartitionKeyArray": cs("k"),
            "OffsetArray": cs("-1", "4096"),
            "OffsetStringArray": cs("1:4096:12", "4096"),
            "SequenceNumberArray": cl(7, 8),
            "EnqueuedTimeUtcArray": j('["2024-05-17T08:30:00","2024-05-17T08:30:00"]'),
            "PropertiesArray": j('[{"unit":"C"},{}]'),
            "SystemPropertiesArray": system(GEO, {**IOT, "SequenceNumber": 8}),
            "PartitionContext": CONTEXT,
        },
        {
            "get_body()": [b"a", b"b"],
            "partition_key": ["k", None],
            "offset": ["1:4096:12", "4096"],
            "sequence_number": [7, 8],
            "enqueued_time": [WHEN, WHEN],
            "iothub_metadata": [{}, FROM_IOT],
        },
    ),
    Sent(
        "text, an empty body left out",
        "eventHubTrigger",
        cs("a"),
        {"SequenceNumberArray": cl(7, 8), "SystemPropertiesArray": system(SYSTEM, IOT)},
        {"get_body()": [b"a"], "sequence_number": [None], "offset": [None], "iothub_metadata": [{}]},
    ),
    Sent(
        "text, no body at all",
        "eventHubTrigger",
        cs(),
        {"SequenceNumberArray": cl(7, 8), "SystemPropertiesArray": system(SYSTEM, IOT)},
        {"get_body()": [b"", b""], "sequence_number": [7, 8], "offset": ["4096", "4096"]},
    ),
    Sent(
        "parsed by the host",
        "eventHubTrigger",
        j('[{"at":"2024-05-17T08:30:00Z"},null]'),
        {"SystemPropertiesArray": system(SYSTEM, SYSTEM)},
        {"get_json()": [{"at": "2024-05-17T08:30:00Z"}, None], "sequence_number": [7, 7]},
    ),
)
def test_event_hubs_batches(sent: Sent) -> None:
    check(sent)
