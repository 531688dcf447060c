"""Invocations of custom handlers; the files beside this one have whole payloads, HTTP requests and responses."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite import (
    DocumentList,
    EventGridEvent,
    InputStream,
    QueueMessage,
    ServiceBusMessage,
    TimerRequest,
)
from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.context import RetryContext, RpcException
from azure_functions_lite.custom_handler import decode_invocation, encode_response, read_context, read_invocation
from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, FunctionsError, InvalidJSONError
from azure_functions_lite.meta import Datum, unpack

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def row(type: str, name: str = "x", **options: str) -> dict[str, Any]:
    return {"name": name, "type": type, "direction": "in", **options}


def read(value: object, type: str = "queueTrigger", **options: str) -> Datum:
    """Read one value of Data."""
    return read_invocation(json.dumps({"Data": {"x": value}}), [row(type, **options)])["x"][0]


def decode(value: object, type: str, **options: str) -> Any:
    return decode_invocation(json.dumps({"Data": {"x": value}}), [row(type, **options)])["x"]


def items(datum: Datum) -> tuple[str | None, object]:
    return datum.type, unpack(datum)


@pytest.mark.parametrize(
    ("value", "datum"),
    [
        ('"abc"', Datum("abc", "string")),
        ("abc", Datum("abc", "string")),
        ("", Datum("", "string")),
        ('"', Datum('"', "string")),
        ('""', Datum("", "string")),
        ('"a" or "b"', Datum('"a" or "b"', "string")),
        (' "abc"', Datum(' "abc"', "string")),
        ('"\\"abc\\""', Datum('"abc"', "string")),
        ('{"id": 1}', Datum('{"id": 1}', "string")),
        ("5", Datum("5", "string")),
        ("null", Datum("null", "string")),
        ({"id": [1, None]}, Datum('{"id": [1, null]}', "json")),
        ([1, "a"], Datum('[1, "a"]', "json")),
        (5, Datum("5", "json")),
        (False, Datum("false", "json")),
        (None, Datum(None, None)),
    ],
    ids=repr,
)
def test_values(value: object, datum: Datum) -> None:
    assert read(value) == datum


@pytest.mark.parametrize("value", ["/w==", '"/w=="'], ids=["as it is", "in a string"])
def test_binary_values(value: str) -> None:
    assert read(value, dataType="Binary") == Datum(b"\xff", "bytes")


@pytest.mark.parametrize(
    ("value", "datum"),
    [
        ("/w==", Datum(b"\xff", "bytes")),
        ("", Datum(b"", "bytes")),
        # Text of hosts that send it so, or that say that it is text.
        ("sku,price", Datum("sku,price", "string")),
        ('"/w=="', Datum("/w==", "string")),
    ],
)
def test_a_blob_is_bytes(value: str, datum: Datum) -> None:
    assert read(value, "blobTrigger") == datum


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (["a", "b"], {}, ("collection_string", ["a", "b"])),
        ('["a", "b"]', {}, ("collection_string", ["a", "b"])),
        (json.dumps('["a"]'), {}, ("collection_string", ["a"])),
        (["a", {"id": 1}, 5, None], {}, ("collection_string", ["a", '{"id": 1}', "5", "null"])),
        ([{"id": 1}, {"id": 2}], {}, ("collection_string", ['{"id": 1}', '{"id": 2}'])),
        ('[{"id": 1}]', {}, ("collection_string", ['{"id": 1}'])),
        (["/w==", ""], {"dataType": "binary"}, ("collection_bytes", [b"\xff", b""])),
        ('["/w=="]', {"dataType": "binary"}, ("collection_bytes", [b"\xff"])),
        (None, {}, (None, None)),
    ],
    ids=str,
)
def test_batches(value: object, options: dict[str, str], expected: tuple[str, object]) -> None:
    assert items(read(value, "eventHubTrigger", cardinality="many", **options)) == expected


def test_an_empty_batch() -> None:
    assert read([], "eventHubTrigger", cardinality="many") == Datum(SimpleNamespace(string=[]), "collection_string")


def test_batches_of_events() -> None:
    event = {"id": "1", "subject": "orders", "dataVersion": "2"}
    expected = [EventGridEvent(id="1", subject="orders", data_version="2")] * 2
    for batch in ([event, event], json.dumps([event, event]), [json.dumps(event), event]):
        assert decode(batch, "eventGridTrigger", cardinality="many") == expected
    assert decode("[]", "eventGridTrigger", cardinality="many") == []
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read Data\['x'\]\[1\]: expected JSON, got str of length 3, Expecting value at character 0$",
    ):
        decode([event, "tea"], "eventGridTrigger", cardinality="many")


@pytest.mark.parametrize("type", ["eventHubTrigger", "kafkaTrigger", "serviceBusTrigger"])
def test_batches_of_objects(type: str) -> None:
    messages = decode([{"id": 1}, {"id": 2}], type, cardinality="many")
    assert [message.get_json() for message in messages] == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize("data", [{}, {"y": None}, {"y": "null"}], ids=["absent", "null", "null in a string"])
@pytest.mark.parametrize("data_type", ["string", "binary"])
def test_a_further_input_without_value(data: dict[str, object], data_type: str) -> None:
    body = json.dumps({"Data": {"x": "tea", **data}})
    bindings = [row("queueTrigger"), row("blob", "y", dataType=data_type)]
    assert read_invocation(body, bindings)["y"] == (Datum(None, None), {})
    assert decode_invocation(body, bindings) == {"x": QueueMessage(body="tea"), "y": None}


def test_a_further_input_may_be_the_text_null() -> None:
    body = json.dumps({"Data": {"x": "tea", "y": '"null"'}})
    assert read_invocation(body, [row("queueTrigger"), row("blob", "y")])["y"][0] == Datum("null", "string")


def test_outputs_are_not_inputs() -> None:
    body = json.dumps({"Data": {"x": "tea", "y": "cake"}})
    assert list(read_invocation(body, [row("queueTrigger"), row("queue", "y", direction="out")])) == ["x"]


def test_data_and_metadata_may_be_json_in_a_string() -> None:
    body = json.dumps({"Data": '{"x": "tea"}', "Metadata": '{"DequeueCount": 2}'})
    assert decode_invocation(body.encode(), [row("queueTrigger")]) == {"x": QueueMessage(body="tea", dequeue_count=2)}


@pytest.mark.parametrize(
    ("value", "datum"),
    [
        ('"abc"', Datum("abc", "string")),
        ("abc", Datum("abc", "string")),
        ("", Datum("", "string")),
        ("5", Datum("5", "string")),
        ("1e5", Datum("1e5", "string")),
        ("2019-10-09T17:58:31+00:00", Datum("2019-10-09T17:58:31+00:00", "string")),
        ('{"a": 1}', Datum('{"a": 1}', "json")),
        ("[1]", Datum("[1]", "json")),
        ("{a}", Datum("{a}", "string")),
        ('"[1]"', Datum("[1]", "string")),
        ({"a": 1}, Datum('{"a": 1}', "json")),
        ([1], Datum("[1]", "json")),
        (5, Datum("5", "json")),
        (None, Datum(None, None)),
    ],
    ids=repr,
)
def test_metadata(value: object, datum: Datum) -> None:
    body = json.dumps({"Data": {"x": ""}, "Metadata": {"Name": value}})
    assert read_invocation(body, [row("queueTrigger")])["x"][1] == {"Name": datum}


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("EnqueuedTimeUtc", "2026-01-31T10:00:00", "2026-01-31T10:00:00Z"),
        ("EnqueuedTimeUtc", '"2026-01-31T10:00:00.5"', "2026-01-31T10:00:00.5Z"),
        ("EnqueuedTimeUtc", "2026-01-31T10:00:00+00:00", "2026-01-31T10:00:00+00:00"),
        ("LockedUntil", "2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
        ("Timestamp", "2026-01-31T10:00:00", "2026-01-31T10:00:00Z"),
        ("ExpiresAtUtcArray", '["2026-01-31T10:00:00","2026-01-31T11:00:00Z"]', None),
        ("when", "2026-01-31T10:00:00", "2026-01-31T10:00:00"),
        ("EnqueuedTimeUtc", "on 2026-01-31T10:00:00", "on 2026-01-31T10:00:00"),
    ],
)
def test_dates_that_are_utc(name: str, value: str, read: str | None) -> None:
    body = json.dumps({"Data": {"x": ""}, "Metadata": {name: value}})
    expected = Datum(read or '["2026-01-31T10:00:00Z","2026-01-31T11:00:00Z"]', "string" if read else "json")
    assert read_invocation(body, [row("queueTrigger")])["x"][1] == {name: expected}


def test_a_message_with_dates_that_are_utc() -> None:
    metadata = {"EnqueuedTimeUtc": "2026-01-31T10:00:00", "ExpiresAtUtc": "2026-02-14T10:00:00"}
    body = json.dumps({"Data": {"x": '"tea"'}, "Metadata": metadata})
    message = decode_invocation(body, [row("serviceBusTrigger")])["x"]
    assert message.enqueued_time_utc == datetime(2026, 1, 31, 10, tzinfo=timezone.utc)
    assert message.expires_at_utc == datetime(2026, 2, 14, 10, tzinfo=timezone.utc)


# --- the context


@pytest.mark.parametrize("metadata", [{}, {"Metadata": None}, {"Metadata": {"RetryContext": None}}])
def test_a_context_without_retries(metadata: dict[str, object]) -> None:
    context = read_context(json.dumps({"Data": {}, **metadata}), "worker", invocation_id="5b8f0c1e")
    assert (context.function_name, context.invocation_id) == ("worker", "5b8f0c1e")
    assert context.retry_context == RetryContext()


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (None, None),
        ("no tea", RpcException(message="no tea")),
        ('"no tea"', RpcException(message="no tea")),
        ({"Message": "no tea", "Source": None}, RpcException(message="no tea")),
        (
            {"Message": "no tea", "Source": "shop", "StackTraceString": "at brew"},
            RpcException(message="no tea", source="shop", stack_trace="at brew"),
        ),
    ],
    ids=["none", "text", "text in a string", "object", "whole object"],
)
def test_a_context_with_retries(exception: object, expected: RpcException | None) -> None:
    retry = {"RetryCount": 1, "MaxRetryCount": "3", "Exception": exception}
    for written in (retry, json.dumps(retry)):
        context = read_context(json.dumps({"Data": {}, "Metadata": {"RetryContext": written}}), "worker")
        assert context.retry_context == RetryContext(retry_count=1, max_retry_count=3, exception=expected)


def test_a_context_with_retries_that_says_nothing() -> None:
    context = read_context('{"Metadata": {"RetryContext": {"Exception": {}}}}', "worker")
    assert context.retry_context == RetryContext(retry_count=0, max_retry_count=0, exception=RpcException())


def test_a_context_of_what_is_not_json() -> None:
    nothing: Any = None
    with pytest.raises(InvalidJSONError, match=r"^cannot read the invocation: expected JSON text, got None$"):
        read_context(nothing, "worker")


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        (5, "cannot read Metadata: expected a JSON object, got int"),
        ({"RetryContext": [1]}, "cannot read Metadata['RetryContext']: expected a JSON object, got list of length 1"),
        ({"RetryContext": {"RetryCount": "x"}}, "cannot read Metadata['RetryContext']: expected int, got 'x'"),
    ],
)
def test_a_context_that_cannot_be_read(metadata: object, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_context(json.dumps({"Data": {}, "Metadata": metadata}), "worker")
    assert str(caught.value) == message


@pytest.mark.parametrize("metadata", [{}, {"Metadata": None}], ids=["absent", "null"])
def test_no_metadata(metadata: dict[str, None]) -> None:
    assert read_invocation(json.dumps({"Data": {"x": ""}, **metadata}), [row("queueTrigger")])["x"][1] == {}


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        (
            "{",
            InvalidJSONError,
            "cannot read the invocation: expected JSON, got str of length 1, Expecting property name enclosed .+",
        ),
        (b"\xff", InvalidJSONError, "cannot read the invocation: expected JSON in UTF-8, got bytes of length 1"),
        (None, InvalidJSONError, "cannot read the invocation: expected JSON text, got None"),
        ("[]", DataError, "cannot read the invocation: expected a JSON object, got list of length 0"),
        ("{}", FieldError, "cannot read Data: expected a JSON object, got None"),
        (
            '{"Data": "{"}',
            InvalidJSONError,
            "cannot read Data: expected JSON, got str of length 1, Expecting property name enclosed .+",
        ),
        ('{"Data": [1]}', FieldError, "cannot read Data: expected a JSON object, got list of length 1"),
        ('{"Data": {}}', DataError, r"cannot read Data: expected a value for 'x', got \[\]"),
        ('{"Data": {"y": 1}}', DataError, r"cannot read Data: expected a value for 'x', got \['y'\]"),
        ('{"Data": {"x": 1}, "Metadata": 5}', FieldError, "cannot read Metadata: expected a JSON object, got int"),
    ],
)
def test_malformed_invocations(body: Any, error: type[FunctionsError], message: str) -> None:
    with pytest.raises(error, match=f"^{message}$"):
        read_invocation(body, [row("queueTrigger")])


def test_metadata_that_cannot_be_read_is_named() -> None:
    body = json.dumps({"Data": {"x": ""}, "Metadata": {"DequeueCount": "two"}})
    message = r"^cannot read trigger metadata field 'DequeueCount' of QueueMessage: expected int, got 'two'$"
    (received,) = decode_invocation(body, [row("queueTrigger")]).values()
    with pytest.raises(FieldError, match=message):
        _ = received.dequeue_count


@pytest.mark.parametrize(
    ("value", "options", "error", "message"),
    [
        ("tea!", {"dataType": "binary"}, FieldError, r"Data\['x'\]: expected base64, got str of length 4"),
        ("{}", {"cardinality": "many"}, FieldError, r"Data\['x'\]: expected a JSON array, got dict of length 0"),
        (5, {"cardinality": "many"}, FieldError, r"Data\['x'\]: expected a JSON array, got int"),
        ("[", {"cardinality": "many"}, InvalidJSONError, r"Data\['x'\]: expected JSON, got str of length 1, .+"),
        (
            ["/w==", 5],
            {"cardinality": "many", "dataType": "binary"},
            FieldError,
            r"Data\['x'\]\[1\]: expected base64, got int",
        ),
    ],
)
def test_malformed_values(value: object, options: dict[str, str], error: type[FunctionsError], message: str) -> None:
    with pytest.raises(error, match=f"^cannot read {message}$"):
        read(value, **options)


@pytest.mark.parametrize(
    ("bindings", "error", "message"),
    [
        ({"bindings": []}, ArgumentTypeError, "bindings: expected the rows of function.json, got dict of length 1"),
        (["x"], ArgumentTypeError, r"bindings\[0\]: expected a mapping, got str of length 1"),
        ([row("queueTrigger"), {"name": "y"}], DataError, r"bindings\[1\]: expected text for 'type', got none"),
    ],
)
def test_malformed_bindings(bindings: Any, error: type[FunctionsError], message: str) -> None:
    with pytest.raises(error, match=f"^cannot read {message}$"):
        decode_invocation('{"Data": {"x": ""}}', bindings)


# What the host writes: text and arrays as JSON in a string, or as they are, and bytes in base64.


def as_it_is(value: object) -> object:
    return value


def twice(value: object) -> str:
    return json.dumps(json.dumps(value))


@given(TEXT)
def test_text_comes_through(text: str) -> None:
    assert decode(json.dumps(text), "queueTrigger") == QueueMessage(body=text)
    assert decode(json.dumps(text), "blob") == InputStream(data=text)
    assert (
        decode(json.dumps([text, text]), "serviceBusTrigger", cardinality="many") == [ServiceBusMessage(body=text)] * 2
    )
    if not text.startswith('"'):
        assert decode(text, "queueTrigger") == QueueMessage(body=text)
        assert decode(text, "serviceBusTrigger") == ServiceBusMessage(body=text)


@given(st.binary(), st.booleans())
def test_bytes_come_through(content: bytes, is_doubled: bool) -> None:
    in_base64 = base64.b64encode(content).decode()
    sent = json.dumps(in_base64) if is_doubled else in_base64
    assert decode(sent, "blobTrigger", dataType="binary") == InputStream(data=content)
    assert decode(sent, "queueTrigger", dataType="binary") == QueueMessage(body=content)
    batch = [in_base64, in_base64]
    messages = decode(
        json.dumps(batch) if is_doubled else batch, "serviceBusTrigger", cardinality="many", dataType="binary"
    )
    assert messages == [ServiceBusMessage(body=content)] * 2


@given(st.dictionaries(TEXT, TEXT | st.integers() | st.none()), st.sampled_from([as_it_is, json.dumps, twice]))
def test_objects_come_through(value: dict[str, object], write: Any) -> None:
    assert decode(write({"ScheduleStatus": value}), "timerTrigger") == TimerRequest(schedule_status=value)
    assert decode(write({"data": value, "id": "1"}), "eventGridTrigger").get_json() == value
    assert decode(write(value), "cosmosDBTrigger") == DocumentList.from_json(json.dumps([value]))
    assert decode(write(value), "queueTrigger").get_json() == value


def test_rows_that_have_been_read() -> None:
    """As the functions of an app in tests have them."""
    out = {"name": "out", "type": "queue", "direction": "out"}
    rows = [BindingRow.of(options, "a row") for options in (row("queueTrigger"), out)]
    body = json.dumps({"Data": {"x": "tea"}})
    assert read_invocation(body, rows) == {"x": (Datum("tea", "string"), {})}
    assert decode_invocation(body, rows) == {"x": QueueMessage(body="tea")}
    assert json.loads(encode_response({"out": "cups"}, rows))["Outputs"] == {"out": "Y3Vwcw=="}
