"""Deliveries of storage queues."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.meta import Datum

from .sent import LAST, UTC, WHEN, Sent, b, check, j, rows, s

QUEUE = {
    "QueueTrigger": s("tea"),
    "DequeueCount": j("2"),
    "Id": s("m-1"),
    "PopReceipt": s("AgAA"),
    "InsertionTime": j('"2024-05-17T08:30:00+00:00"'),
    "ExpirationTime": j('"9999-12-31T23:59:59.9999999+00:00"'),
    "NextVisibleTime": j('"2024-05-17T08:40:00+00:00"'),
}


def queue(line: str, body: Datum | None, promoted: dict[str, Datum], **read: Any) -> Sent:
    return Sent(line, "queueTrigger", body, {**QUEUE, **promoted}, read)


@rows(
    Sent(
        "every field",
        "queueTrigger",
        s("tea"),
        QUEUE,
        {
            "get_body()": b"tea",
            "id": "m-1",
            "pop_receipt": "AgAA",
            "dequeue_count": 2,
            "insertion_time": WHEN,
            "expiration_time": LAST,
            "time_next_visible": WHEN + timedelta(minutes=10),
        },
    ),
    queue("binary", b(b"\xff"), {}, id="m-1", **{"get_body()": b"\xff"}),
    queue("no body", None, {}, id="m-1", **{"get_body()": b""}),
    queue("text", s('{"id": "A-1007"}'), {"Id": s("A-1007")}, id=None, dequeue_count=2),
    queue("number", s('{"dequeueCount": 5}'), {"DequeueCount": s("5")}, dequeue_count=None, id="m-1"),
    queue("words", s('{"DequeueCount": "many"}'), {"DequeueCount": s("many")}, dequeue_count=None),
    queue("bool", s('{"popReceipt": true}'), {"PopReceipt": s("True")}, pop_receipt=None),
    queue("object", s('{"ID": {"a": 1}}'), {"Id": j('{"a":1}')}, id=None),
    queue("word", s('{"insertionTime": "yesterday"}'), {"InsertionTime": s("yesterday")}, insertion_time=None),
    queue(
        "date",
        s('{"insertionTime": "2024-05-17T08:30:00.5Z"}'),
        {"InsertionTime": s("05/17/2024 08:30:00")},
        insertion_time=None,
    ),
    queue("array", s('{"id": ["A-1007"]}'), {}, id="m-1"),
    queue("null", s('{"id": null}'), {}, id="m-1"),
    queue("list of objects", s('[{"id": "A-1007"}]'), {}, id="m-1"),
    queue("binary is not looked into", b(b'{"id": "A-1007"}'), {}, id="m-1"),
    queue("more than JSON", s("{'id': 'A-1007' /* tea */}"), {"Id": s("A-1007")}, id=None, dequeue_count=2),
)
def test_queue(sent: Sent) -> None:
    check(sent)


def test_what_is_promoted_is_in_the_metadata() -> None:
    converter: Any = func.get_binding_registry().get("queueTrigger")
    metadata = {**QUEUE, "Id": s("A-1007"), "size": s("5"), "paid": s("True"), "to": j('{"a":1}')}
    body = s('{"id": "A-1007", "size": 5, "paid": true, "to": {"a": 1}}')
    message = converter.decode(body, trigger_metadata=metadata)
    assert {name: message.metadata[name] for name in ("Id", "size", "paid", "to", "DequeueCount")} == {
        "Id": "A-1007",
        "size": "5",
        "paid": "True",
        "to": {"a": 1},
        "DequeueCount": 2,
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-17T08:30:00Z", WHEN),
        ("2024-05-17T08:30:00.1Z", WHEN + timedelta(milliseconds=100)),
        ("2024-05-17T08:30:00.1234567Z", WHEN + timedelta(microseconds=123456)),
        ("2024-05-17T08:30:00+00:00", WHEN),
        ("2024-05-17T10:30:00.123+02:00", WHEN + timedelta(milliseconds=123)),
        ("0001-01-01T00:00:00+00:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999+00:00", LAST),
    ],
)
def test_dates(text: str, value: datetime) -> None:
    check(Sent(text, "queueTrigger", s("tea"), {"InsertionTime": j(json.dumps(text))}, {"insertion_time": value}))
