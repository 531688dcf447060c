"""Durable Functions: contexts, and the converters of orchestrators, entities, activities and clients."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from azure_functions_lite.durable_functions import (
    ActivityTriggerConverter,
    DurableClientConverter,
    EnitityTriggerConverter,
    EntityContext,
    OrchestrationContext,
    OrchestrationTriggerConverter,
)
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]
Context = type[OrchestrationContext]
ContextConverter = type[OrchestrationTriggerConverter]

contexts = pytest.mark.parametrize("context", [OrchestrationContext, EntityContext])
context_converters = pytest.mark.parametrize(
    ("converter", "context"),
    [(OrchestrationTriggerConverter, OrchestrationContext), (EnitityTriggerConverter, EntityContext)],
    ids=["orchestrationTrigger", "entityTrigger"],
)


@contexts
@pytest.mark.parametrize(
    ("body", "text"),
    [
        (None, ""),
        ("", ""),
        ('{"a": "å"}', '{"a": "å"}'),
        ("no JSON", "no JSON"),
        ('{"a": "å"}'.encode(), '{"a": "å"}'),
        (bytearray(b"{}"), "{}"),
    ],
    ids=["None", "empty", "str", "not JSON", "bytes", "bytearray"],
)
def test_a_context_has_its_body_as_text(context: Context, body: Any, text: str) -> None:
    made = context(body)
    assert made.body == text
    assert str(made) == text


@contexts
def test_a_context_needs_nothing(context: Context) -> None:
    assert context().body == ""
    assert context() == context("") == context(b"")
    assert context(body="{}") == context("{}")


@contexts
def test_a_context_of_bytes_that_are_not_text_is_rejected(context: Context) -> None:
    with pytest.raises(DataError, match=rf"^cannot read {context.__name__}: expected UTF-8, got bytes of length 1$"):
        context(b"\xff")


@contexts
@pytest.mark.parametrize("body", [5, {"a": 1}, ["a"]], ids=repr)
def test_a_context_of_another_type_is_rejected(context: Context, body: Any) -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=rf"^cannot take the body of {context.__name__}: expected str, bytes, bytearray, memoryview or None, "
        rf"got .+$",
    ):
        context(body)


@contexts
def test_contexts_are_values(context: Context, duplicate: Callable[[object], object]) -> None:
    made = context('{"key": "secret"}')
    assert made == context(b'{"key": "secret"}')
    assert hash(made) == hash(context(b'{"key": "secret"}'))
    assert made != context("{}")
    assert made != '{"key": "secret"}'
    assert duplicate(made) == made
    assert repr(made) == f"{context.__name__}(body=<str of length 17>)"
    assert made.to_dict() == {"body": '{"key": "secret"}'}
    assert json.loads(made.to_json()) == made.to_dict()


def test_contexts_of_two_kinds_are_not_equal() -> None:
    assert OrchestrationContext("{}") != EntityContext("{}")
    assert not isinstance(EntityContext("{}"), OrchestrationContext)


@contexts
def test_contexts_cannot_be_changed(context: Context) -> None:
    with pytest.raises(AttributeError):
        setattr(context("{}"), "body", "[]")  # noqa: B010  # checkers know that it cannot be


def test_payload_of_an_orchestrator(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("orchestrationTrigger")
    context = OrchestrationTriggerConverter.decode(data, trigger_metadata=metadata)
    assert context == OrchestrationContext(data.value)
    body = json.loads(context.body)
    assert [event["EventType"] for event in body["history"]] == [12, 0]
    assert body["history"][1]["Name"] == "Greet"
    assert json.loads(body["input"]) == {"city": "Malmö"}
    assert (body["instanceId"], body["isReplaying"], body["parentInstanceId"]) == ("a8f0c1", False, None)
    assert body["upperSchemaVersion"] == 4


def test_payload_of_an_entity(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("entityTrigger")
    context = EnitityTriggerConverter.decode(data, trigger_metadata=metadata)
    assert context == EntityContext(data.value)
    assert json.loads(context.body) == {
        "self": {"name": "counter", "key": "smörgås"},
        "exists": True,
        "state": "3",
        "batch": [
            {"id": "7c2e", "name": "add", "signal": True, "input": "2"},
            {"id": "91aa", "name": "get", "signal": False, "input": None},
        ],
    }


def test_payload_of_an_activity(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("activityTrigger")
    value = ActivityTriggerConverter.decode(data, trigger_metadata=metadata)
    assert value == {"city": "Malmö", "days": [1, 2.5, None], "again": True}


def test_payload_of_a_client(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("durableClient")
    value = DurableClientConverter.decode(data, trigger_metadata=metadata)
    assert value == data.value
    settings = json.loads(value or "")
    assert settings["taskHubName"] == "Orders"
    assert settings["managementUrls"]["id"] == "INSTANCEID"
    assert settings["rpcBaseUrl"] == "http://127.0.0.1:17071/durabletask/"


@context_converters
@pytest.mark.parametrize(
    ("type", "value", "body"),
    [
        ("string", '{"a": "å"}', '{"a": "å"}'),
        ("string", "hey", "hey"),
        ("bytes", '{"a": "å"}'.encode(), '{"a": "å"}'),
        ("json", '{"a": 1}', '{"a": 1}'),
        ("json", "[1]", "[1]"),
        ("json", "{", "{"),
        ("json", None, ""),
        (None, None, ""),
    ],
)
def test_datums_that_become_a_context(
    make_datum: MakeDatum, converter: ContextConverter, context: Context, type: str | None, value: object, body: str
) -> None:
    assert converter.decode(make_datum(value, type), trigger_metadata={}) == context(body)


@context_converters
def test_no_datum_is_an_empty_context(converter: ContextConverter, context: Context) -> None:
    assert converter.decode(None, trigger_metadata=None) == context()


@context_converters
def test_datum_whose_value_is_not_of_its_type_is_not_a_context(
    make_datum: MakeDatum, converter: ContextConverter, context: Context
) -> None:
    message = r"^cannot take the body of (Orchestration|Entity)Context: expected str, .+, got int$"
    with pytest.raises(ArgumentTypeError, match=message):
        converter.decode(make_datum(5, "string"), trigger_metadata=None)
    with pytest.raises(DataError, match=rf"^cannot read {context.__name__}: expected UTF-8, got bytes of length 1$"):
        converter.decode(make_datum(b"\xff", "bytes"), trigger_metadata=None)


@context_converters
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('{"isDone": true}', '{"isDone": true}'),
        ("not JSON", "not JSON"),
        (None, "null"),
        (True, "true"),
        (5, "5"),
        (1.5, "1.5"),
        ({"a": 1}, '{"a": 1}'),
        ([], "[]"),
        (("a", None), '["a", null]'),
        (b"s", "s"),
    ],
    ids=repr,
)
def test_what_comes_of_orchestrators_and_entities(
    converter: ContextConverter, context: Context, value: object, text: str
) -> None:
    assert converter.encode(value, expected_type=None) == Datum(text, "json")


@context_converters
@pytest.mark.parametrize("value", [object(), {1}, [io.BytesIO()]], ids=["object", "set", "file"])
def test_what_cannot_come_of_them(converter: ContextConverter, context: Context, value: object) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^cannot write a value for Durable Functions: expected values that"):
        converter.encode(value, expected_type=None)


@pytest.mark.parametrize(
    ("type", "value", "decoded"),
    [
        ("string", '{"a": 1}', '{"a": 1}'),
        ("string", "hey", "hey"),
        ("string", "", ""),
        ("json", "[1]", "[1]"),
        ("json", "{", "{"),
        ("bytes", b"\xff", b"\xff"),
        (None, None, None),
    ],
)
def test_a_client_is_text_or_bytes(make_datum: MakeDatum, type: str | None, value: object, decoded: object) -> None:
    assert DurableClientConverter.decode(make_datum(value, type), trigger_metadata=None) == decoded


def test_no_datum_is_not_a_client() -> None:
    assert DurableClientConverter.decode(None, trigger_metadata=None) is None


@pytest.mark.parametrize(
    ("value", "type"),
    [
        ("s", "string"),
        ("", "string"),
        (b"s", "bytes"),
        ({"a": 1}, "dict"),
        ([b"a"], "list"),
        (True, "bool"),
        (5, "int"),
        (1.5, "double"),
        (None, None),
    ],
    ids=repr,
)
def test_values_of_clients_go_out_as_what_they_are(value: object, type: str | None) -> None:
    datum = DurableClientConverter.encode(value, expected_type=None)
    assert datum == Datum(value, type)
    assert datum.value is value


def test_a_bytearray_of_a_client_goes_out_as_bytes() -> None:
    datum = DurableClientConverter.encode(bytearray(b"s"), expected_type=None)
    assert datum == Datum(b"s", "bytes")
    assert type(datum.value) is bytes
