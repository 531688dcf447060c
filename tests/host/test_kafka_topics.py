"""Deliveries of Kafka."""

from __future__ import annotations

import json
from typing import Any

from azure_functions_lite.meta import Datum

from .sent import Sent, b, cb, check, cl, cs, j, rows, s

HEADERS = [{"Key": "unit", "Value": "Qw=="}, {"Key": "unit", "Value": None}]
KAFKA = {
    "Offset": j("7"),
    "Partition": j("0"),
    "LeaderEpoch": j("3"),
    "IsPartitionEOF": j("false"),
    "Topic": s("telemetry"),
    "Timestamp": j('"2024-05-17T08:30:00.123Z"'),
    "Headers": j(json.dumps(HEADERS)),
}
ENVELOPE = {
    "Offset": 7,
    "Partition": 0,
    "Topic": "telemetry",
    "Timestamp": "2024-05-17T08:30:00.123Z",
    "Value": '{"offset": 1}',
    "LeaderEpoch": 3,
    "IsPartitionEOF": False,
    "Key": "k",
    "Headers": HEADERS,
}
PROMOTED = {
    **KAFKA,
    "Offset": s("7"),
    "Partition": s("0"),
    "LeaderEpoch": s("3"),
    "IsPartitionEOF": s("False"),
    "Timestamp": s("05/17/2024 08:30:00"),
    "Value": s('{"offset": 1}'),
    "Key": s("k"),
}


def kafka(line: str, body: Datum | None, other: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "kafkaTrigger", body, {**KAFKA, **other}, read)


@rows(
    kafka(
        "binary",
        b(b"21.5"),
        {},
        **{"get_body()": b"21.5"},
        key=None,
        offset=7,
        partition=0,
        topic="telemetry",
        timestamp="2024-05-17T08:30:00.123Z",
        headers=HEADERS,
    ),
    kafka("tombstone", b(b""), {"Key": s("k")}, **{"get_body()": b""}, key="k"),
    kafka("key: text", b(b"x"), {"Key": s("k")}, key="k"),
    kafka("key: int", b(b"x"), {"Key": j("5")}, key="5"),
    kafka("key: long", b(b"x"), {"Key": j("9007199254740993")}, key="9007199254740993"),
    kafka("key: bytes of text", b(b"x"), {"Key": b(b"k")}, key="k"),
    kafka("key: other bytes", b(b"x"), {"Key": b(b"\xff")}, key="/w=="),
    kafka("key: Avro record", b(b"x"), {"Key": j('{"id":5}')}, key='{"id": 5}'),
    Sent(
        "text: the whole event",
        "kafkaTrigger",
        s(json.dumps(ENVELOPE)),
        PROMOTED,
        {
            "get_json()": ENVELOPE,
            "key": "k",
            "offset": 7,
            "partition": 0,
            "topic": "telemetry",
            "timestamp": "05/17/2024 08:30:00",
            "headers": HEADERS,
        },
    ),
    Sent(
        "text: an Avro record, whose fields are strangers",
        "kafkaTrigger",
        s('{"offset": "many", "key": "door", "size": 5}'),
        {**KAFKA, "Offset": s("many"), "Key": s("door"), "size": s("5")},
        {"offset": None, "key": None, "partition": 0, "topic": "telemetry", "headers": HEADERS},
    ),
)
def test_kafka(sent: Sent) -> None:
    check(sent)


@rows(
    Sent(
        "every field",
        "kafkaTrigger",
        cb(b"a", b"b"),
        {
            "OffsetArray": cl(7, 8),
            "PartitionArray": j("[0,0]"),
            "LeaderEpochArray": j("[3,null]"),
            "IsPartitionEOFArray": j("[false,false]"),
            "TopicArray": cs("telemetry", "telemetry"),
            "TimestampArray": j('["2024-05-17T08:30:00.123Z","2024-05-17T08:30:00Z"]'),
            "KeyArray": j("[5,null]"),
            "HeadersArray": j(json.dumps([HEADERS, []])),
        },
        {
            "get_body()": [b"a", b"b"],
            "offset": [7, 8],
            "partition": [0, 0],
            "topic": ["telemetry", "telemetry"],
            "timestamp": ["2024-05-17T08:30:00.123Z", "2024-05-17T08:30:00Z"],
            "key": ["5", None],
            "headers": [HEADERS, []],
        },
    ),
    Sent(
        "keys of bytes are base64",
        "kafkaTrigger",
        cb(b"a"),
        {"OffsetArray": cl(7), "KeyArray": j('["aw=="]')},
        {"key": ["aw=="], "offset": [7]},
    ),
    Sent(
        "a null body left out",
        "kafkaTrigger",
        cb(b"a"),
        {"OffsetArray": cl(7, 8), "TopicArray": cs("t", "t")},
        {"get_body()": [b"a"], "offset": [None], "topic": [None]},
    ),
)
def test_kafka_batches(sent: Sent) -> None:
    check(sent)
