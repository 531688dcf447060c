"""Rows of function.json: reading one, and what crosses it with and without a converter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_functions_lite import HttpRequest, InputStream, QueueMessage
from azure_functions_lite._host.entries import BindingRow, decode_input, encode_output, has_implicit_output
from azure_functions_lite.errors import ArgumentTypeError, DataError, UnsupportedTypeError
from azure_functions_lite.meta import Datum
from azure_functions_lite.queue import QueueMessageInConverter

MakeDatum = Callable[[Any, "str | None"], Datum]


def row(binding_type: str, direction: str = "in", **options: object) -> BindingRow:
    return BindingRow.of({"name": "x", "type": binding_type, "direction": direction, **options}, "a row")


# --- reading


def test_a_row() -> None:
    options = {"name": "msg", "type": "queueTrigger", "direction": "IN", "dataType": "Binary", "queueName": "orders"}
    read = BindingRow.of(options, "bindings[0]")
    assert (read.name, read.type, read.direction, read.data_type) == ("msg", "queueTrigger", "in", "binary")
    assert read.options is options
    assert read.converter is QueueMessageInConverter


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"name": "x", "type": "queueTrigger"}, ("x", "queueTrigger", "in")),
        ({"Name": "x", "TYPE": "queue", "Direction": " Out "}, ("x", "queue", "out")),
        ({"name": 7, "type": "queue", "direction": 1}, ("7", "queue", "out")),
        ({"name": "x", "type": "queue", "direction": "2"}, ("x", "queue", "inout")),
    ],
    ids=["no direction", "case", "numbers", "a number as text"],
)
def test_a_row_is_read_as_the_host_does(options: dict[str, object], expected: tuple[str, str, str]) -> None:
    assert BindingRow.of(options, "bindings[0]")[:3] == expected


def test_options_in_another_case() -> None:
    read = BindingRow.of({"name": "x", "type": "queue", "QUEUENAME": "orders", "other": 7}, "bindings[0]")
    assert read.options == {"name": "x", "type": "queue", "queueName": "orders", "other": 7}


def test_a_row_that_has_been_read() -> None:
    read = row("queueTrigger")
    assert BindingRow.of(read, "bindings[0]") is read


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ("queue", ArgumentTypeError, r"bindings\[0\]: expected a mapping, got str of length 5"),
        (("x", "queue", "in", None), ArgumentTypeError, r"bindings\[0\]: expected a mapping, got tuple of length 4"),
        ({"type": "queue", "direction": "in"}, DataError, r"bindings\[0\]: expected text for 'name', got none"),
        ({"name": "", "type": "queue", "direction": "in"}, DataError, r"expected text for 'name', got ''"),
        ({"name": "x", "type": 7, "direction": "in"}, DataError, r"expected text for 'type', got 7"),
        ({"name": "x", "type": "queue", "direction": None}, DataError, r"expected text for 'direction', got none"),
        ({"name": "x", "type": "queue", "direction": True}, DataError, r"expected text for 'direction', got True"),
        ({"name": True, "type": "queue"}, DataError, r"expected text for 'name', got True"),
    ],
    ids=[
        "no mapping",
        "a tuple",
        "no name",
        "empty name",
        "type",
        "null direction",
        "boolean direction",
        "boolean name",
    ],
)
def test_a_malformed_row(options: object, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=f"{message}$"):
        BindingRow.of(options, "bindings[0]")


@pytest.mark.parametrize(
    ("binding_type", "expected"),
    [("queueTrigger", True), ("QUEUETRIGGER", True), ("someTrigger", True), ("queue", False), ("triggers", False)],
)
def test_triggers(binding_type: str, expected: bool) -> None:
    assert row(binding_type).is_trigger is expected


@pytest.mark.parametrize(("cardinality", "expected"), [("many", True), ("MANY", True), ("one", False), (None, False)])
def test_batches(cardinality: object, expected: bool) -> None:
    assert row("eventHubTrigger", cardinality=cardinality).is_batch is expected


@pytest.mark.parametrize("data_type", [None, 2])
def test_no_data_type(data_type: object) -> None:
    assert row("queueTrigger", dataType=data_type).data_type is None


@pytest.mark.parametrize(
    ("binding_type", "expected"),
    [
        ("activityTrigger", True),
        ("mcpToolTrigger", True),
        ("table", True),
        ("durableClient", False),
        ("httpTrigger", False),
        ("queue", False),
    ],
)
def test_implicit_output(binding_type: str, expected: bool) -> None:
    assert has_implicit_output(binding_type) is expected


# --- in


def test_by_its_converter(make_datum: MakeDatum) -> None:
    metadata = {"DequeueCount": make_datum("2", "json")}
    message = decode_input(row("queueTrigger"), make_datum("tea", "string"), metadata)
    assert message == QueueMessage(body="tea", dequeue_count=2)


def test_metadata_is_for_triggers(make_datum: MakeDatum) -> None:
    metadata = {"BlobTrigger": make_datum("samples/tea.txt", "string")}
    content = make_datum(b"tea", "bytes")
    assert decode_input(row("blobTrigger"), content, metadata) == InputStream(data=b"tea", name="samples/tea.txt")
    assert decode_input(row("blob"), content, metadata) == InputStream(data=b"tea")
    [event] = decode_input(row("cosmosDB"), make_datum('{"id": 7}', "json"), metadata)
    assert event == {"id": 7}


@pytest.mark.parametrize(
    ("value", "kind"), [("tea", "string"), (b"tea", "bytes"), ('{"id": 7}', "json")], ids=["text", "bytes", "json"]
)
@pytest.mark.parametrize(("binding_type", "is_plain"), [("table", False), ("queueTrigger", True)])
def test_as_it_is(make_datum: MakeDatum, value: object, kind: str, binding_type: str, is_plain: bool) -> None:
    assert decode_input(row(binding_type), make_datum(value, kind), {}, is_plain=is_plain) == value


def test_nothing(make_datum: MakeDatum) -> None:
    assert decode_input(row("table"), None, {}) is None
    assert decode_input(row("table"), make_datum(None, None), {}) is None
    assert decode_input(row("blob"), None, {}) is None


def test_a_datum_that_is_not_text(make_datum: MakeDatum) -> None:
    with pytest.raises(DataError, match=r"^cannot decode table: expected json, string or bytes, got type 'double'$"):
        decode_input(row("table"), make_datum(0.5, "double"), {})


def test_an_output_has_nothing_to_decode() -> None:
    with pytest.raises(
        UnsupportedTypeError, match=r"^cannot decode http: expected a binding for inputs, got one for outputs only$"
    ):
        decode_input(row("http"), Datum("tea", "string"), {})


# --- out


def test_out_by_its_converter() -> None:
    assert encode_output(row("queue", "out"), {"id": 7}) == Datum('{"id": 7}', "json")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("tea", Datum("tea", "string")),
        (b"tea", Datum(b"tea", "bytes")),
        (bytearray(b"tea"), Datum(b"tea", "bytes")),
        ({"id": 7}, Datum({"id": 7}, "dict")),
        ([7], Datum([7], "list")),
        (True, Datum(True, "bool")),
        (7, Datum(7, "int")),
        (0.5, Datum(0.5, "double")),
        (None, Datum(None, None)),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize(("binding_type", "is_plain"), [("table", False), ("http", True)])
def test_out_as_it_is(value: object, expected: Datum, binding_type: str, is_plain: bool) -> None:
    assert encode_output(row(binding_type, "out"), value, is_plain=is_plain) == expected


def test_what_has_no_type() -> None:
    with pytest.raises(UnsupportedTypeError, match=r"^cannot encode table: expected str, .* or None, got HttpRequest$"):
        encode_output(row("table", "out"), HttpRequest("GET", "/"))


def test_an_input_has_nothing_to_encode() -> None:
    with pytest.raises(
        UnsupportedTypeError,
        match=r"^cannot encode httpTrigger: expected a binding for outputs, got one for inputs only$",
    ):
        encode_output(row("httpTrigger"), "tea")
