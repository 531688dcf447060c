"""Deliveries without a batch of messages: blobs, HTTP, events, timers and what is received as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.meta import Datum

from .sent import WHEN, Sent, b, check, j, rows, s
from .test_event_hubs import HUB

# Blobs

BLOB = {
    "BlobTrigger": s("samples/a.csv"),
    "Uri": j('"https://example.blob.core.windows.net/samples/a.csv"'),
    "Properties": j('{"ContentLength":3,"ContentType":"text/csv","ETag":"\\"0x8D\\"","BlobType":0,"Metadata":{}}'),
    "Metadata": j('{"owner":"ada"}'),
    "name": s("a.csv"),
}


@rows(
    Sent(
        "trigger",
        "blobTrigger",
        b(b"abc"),
        BLOB,
        {
            "read()": b"abc",
            "name": "samples/a.csv",
            "uri": "https://example.blob.core.windows.net/samples/a.csv",
            "length": 3,
            "blob_properties": json.loads(BLOB["Properties"].value),
            "metadata": {"owner": "ada"},
        },
    ),
    Sent(
        "trigger: placeholders of the path instead of metadata",
        "blobTrigger",
        b(b"abc"),
        {**BLOB, "Properties": s("a"), "Metadata": s("b")},
        {"read()": b"abc", "name": "samples/a.csv", "length": 3, "blob_properties": None, "metadata": None},
    ),
    Sent(
        "input: the trigger's metadata is another blob's",
        "blob",
        b(b"abcd"),
        BLOB,
        {"read()": b"abcd", "name": None, "uri": None, "length": 4, "blob_properties": None, "metadata": None},
    ),
    Sent(
        "input: as text, of an event hub's function",
        "blob",
        s("Malmö"),
        HUB,
        {"read()": "Malmö".encode(), "length": 6, "blob_properties": None},
    ),
)
def test_blobs(sent: Sent) -> None:
    check(sent)


# HTTP


def request(**changed: Any) -> Datum:
    value = {
        "method": s("post"),
        "url": s("http://example.org/api/items/7?a=1&a=2&flag"),
        "headers": {"content-type": s("application/json"), "x-empty": s(""), "cookie": s("a=1; b=2")},
        "query": {"a": s("1,2")},
        "params": {"id": s("7"), "is_new": s("True")},
        "body": b(b'{"a": 1}'),
    }
    return Datum({**value, **changed}, "http")


@rows(
    Sent(
        "every part",
        "httpTrigger",
        request(),
        {"Query": j('{"a":"1,2"}'), "Headers": j("{}"), "a": s("1"), "id": s("7")},
        {
            "method": "POST",
            "url": "http://example.org/api/items/7?a=1&a=2&flag",
            "headers": {"content-type": "application/json", "x-empty": "", "cookie": "a=1; b=2"},
            "params": {"a": "1,2"},
            "route_params": {"id": "7", "is_new": "True"},
            "cookies": {"a": "1", "b": "2"},
            "get_body()": b'{"a": 1}',
            "get_json()": {"a": 1},
        },
    ),
    Sent("no body: chunked, or empty", "httpTrigger", request(body=None), {}, {"get_body()": b""}),
    Sent("body without a value", "httpTrigger", request(body=Datum(None, None)), {}, {"get_body()": b""}),
)
def test_http(sent: Sent) -> None:
    check(sent)


# Event Grid

CREATED = {
    "topic": "/subscriptions/6a5f7c52/storageAccounts/shopfiles",
    "subject": "/blobServices/default/containers/orders/blobs/1.csv",
    "eventType": "Microsoft.Storage.BlobCreated",
    "id": "9aeb0fdf",
    "data": {"contentLength": 30699},
    "dataVersion": "",
    "metadataVersion": "1",
    "eventTime": "2024-05-17T08:30:00Z",
}
CLOUD = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t", "time": "2024-05-17T08:30:00+00:00", "x": "y"}


@rows(
    Sent(
        "one",
        "eventGridTrigger",
        j(json.dumps(CREATED)),
        {"data": j('{"contentLength":30699}')},
        {"id": "9aeb0fdf", "event_time": WHEN, "data_version": "", "get_json()": {"contentLength": 30699}},
    ),
    Sent(
        "many",
        "eventGridTrigger",
        j(json.dumps([CREATED, {**CREATED, "data": None, "id": "2"}])),
        {"data": j('[{"contentLength":30699},null]')},
        {"id": ["9aeb0fdf", "2"], "data": [{"contentLength": 30699}, None], "event_time": [WHEN, WHEN]},
    ),
    Sent(
        "a CloudEvent",
        "eventGridTrigger",
        j(json.dumps(CLOUD)),
        {},
        {"id": "1", "source": "/s", "time": WHEN, "data": None, "extension_attrs": {"x": "y"}},
    ),
)
def test_event_grid(sent: Sent) -> None:
    check(sent)


# Timers, warm-up, prompts


@rows(
    Sent(
        "every field",
        "timerTrigger",
        j(
            '{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00",'
            '"Next":"2024-05-17T08:35:00+00:00","LastUpdated":"0001-01-01T00:00:00"},"IsPastDue":false}'
        ),
        {"TimerTrigger": s("05/17/2024 08:30:00")},
        {
            "past_due": False,
            "schedule": {"AdjustForDST": True},
            "schedule_status": {
                "Last": "0001-01-01T00:00:00",
                "Next": "2024-05-17T08:35:00+00:00",
                "LastUpdated": "0001-01-01T00:00:00",
            },
        },
    ),
    Sent(
        "without monitor",
        "timerTrigger",
        j('{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}'),
        {},
        {"past_due": True, "schedule_status": {}},
    ),
    Sent("warm-up", "warmupTrigger", j("{}"), {}, {}),
    Sent(
        "prompt",
        "mcpPromptTrigger",
        s('{"name":"review","arguments":{"a":"b"},"transport":{"name":"http"}}'),
        {"mcppromptargs": j('{"a":"b"}'), "name": s("review")},
        {"name": "review", "arguments": {"a": "b"}, "sessionid": None, "transport": {"name": "http"}},
    ),
)
def test_other_values(sent: Sent) -> None:
    check(sent)


# What is received as it is

TOOL = '{"name":"save","arguments":{"a":1},"sessionid":"1","transport":{"name":"http"}}'


@pytest.mark.parametrize(
    ("line", "binding", "data", "metadata", "value"),
    [
        ("text that is not JSON", "activityTrigger", s("Tokyo"), {}, "Tokyo"),
        ("a number, or its text", "activityTrigger", s("5"), {}, 5),
        ("true", "activityTrigger", s("True"), {"data": j("true")}, True),
        ("false", "activityTrigger", s("False"), {"data": j("false")}, False),
        ("true, where the host does not say what it was", "activityTrigger", s("True"), {}, True),
        ("the text True", "activityTrigger", s("True"), {"data": j('"True"')}, "True"),
        ("an object", "activityTrigger", s('{"a":[1]}'), {"data": j('{"a":[1]}')}, {"a": [1]}),
        ("no input", "activityTrigger", None, {"instanceId": s("1")}, None),
        ("no input, as a Datum", "activityTrigger", Datum(None, None), {}, None),
        ("client", "durableClient", s('{"taskHubName":"Orders"}'), {}, '{"taskHubName":"Orders"}'),
        ("tool", "mcpToolTrigger", s(TOOL), {"mcptoolargs": j('{"a":"1"}')}, TOOL),
        ("tool, as JSON", "mcpToolTrigger", j(TOOL), {}, TOOL),
        ("resource", "mcpResourceTrigger", s('{"uri":"file://a"}'), {}, '{"uri":"file://a"}'),
        ("a blob that is not there", "blob", None, {}, None),
        ("changed documents", "cosmosDBTrigger", s('[{"id":"17"}]'), {}, [{"id": "17"}]),
        ("one document", "cosmosDB", s('{"id":"17"}'), {}, [{"id": "17"}]),
        ("a document that is not there", "cosmosDB", None, {}, None),
        ("documents", "cosmosDB", j('[{"id":"17"},{"id":"18"}]'), {}, [{"id": "17"}, {"id": "18"}]),
        ("rows", "sql", s('[{"At":"2024-05-17T08:30:00.000Z"}]'), {}, [{"At": "2024-05-17T08:30:00.000Z"}]),
        (
            "changed rows",
            "mysqlTrigger",
            s('[{"Operation":1,"Item":{"Id":5}}]'),
            {},
            [{"Operation": 1, "Item": {"Id": 5}}],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_plain_values(line: str, binding: str, data: Datum | None, metadata: dict[str, Datum], value: object) -> None:
    converter: Any = func.get_binding_registry().get(binding)
    received = converter.decode(data, trigger_metadata=metadata)
    assert (received, type(received) is bool) == (value, type(value) is bool)


@pytest.mark.parametrize("binding", ["orchestrationTrigger", "entityTrigger"])
def test_durable_contexts(binding: str) -> None:
    converter: Any = func.get_binding_registry().get(binding)
    assert converter.decode(s('{\n  "history": []\n}'), trigger_metadata={}).body == '{\n  "history": []\n}'
