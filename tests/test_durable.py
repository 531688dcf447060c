from __future__ import annotations

import io
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Optional

import pytest

from azure_functions_lite.durable_functions import (
    ActivityTriggerConverter,
    DurableClientConverter,
    EnitityTriggerConverter,
    EntityContext,
    OrchestrationContext,
    OrchestrationTriggerConverter,
)
from azure_functions_lite.errors import ArgumentTypeError, DataError, UnsupportedTypeError
from azure_functions_lite.meta import Datum, get_binding_registry
from azure_functions_lite.queue import QueueMessage

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
def test_a_context_of_bytes_that_are_no_text_is_refused(context: Context) -> None:
    with pytest.raises(DataError, match=rf"^cannot read {context.__name__}: expected UTF-8, got bytes of length 1$"):
        context(b"\xff")


@contexts
@pytest.mark.parametrize("body", [5, {"a": 1}, ["a"]], ids=repr)
def test_a_context_of_another_type_is_refused(context: Context, body: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=rf"^cannot take the body of {context.__name__}: expected str, .+, got"):
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


@pytest.mark.parametrize(
    ("binding", "converter", "trigger"),
    [
        ("orchestrationTrigger", OrchestrationTriggerConverter, True),
        ("entityTrigger", EnitityTriggerConverter, True),
        ("activityTrigger", ActivityTriggerConverter, True),
        ("durableClient", DurableClientConverter, False),
    ],
)
def test_the_converters_are_registered(binding: str, converter: type[DurableClientConverter], trigger: bool) -> None:
    assert get_binding_registry().get(binding) is converter
    assert converter.has_trigger_support() is trigger
    assert converter.has_implicit_output() is trigger


class OwnOrchestration(OrchestrationContext):
    pass


@pytest.mark.parametrize(
    ("annotation", "orchestrator", "entity"),
    [
        (OrchestrationContext, True, False),
        (OwnOrchestration, True, False),
        (EntityContext, False, True),
        (OrchestrationContext | None, True, False),
        (Optional[EntityContext], False, True),  # noqa: UP045  # the older spelling is another object
        (Optional[str], False, False),  # noqa: UP045  # the older spelling is another object
        (list[OrchestrationContext], False, False),
        (str, False, False),
        (object, False, False),
        (Any, False, False),
        (None, False, False),
        ("OrchestrationContext", False, False),
    ],
    ids=repr,
)
def test_annotations_of_contexts(annotation: object, orchestrator: bool, entity: bool) -> None:
    assert OrchestrationTriggerConverter.check_input_type_annotation(annotation) is orchestrator
    assert EnitityTriggerConverter.check_input_type_annotation(annotation) is entity


@pytest.mark.parametrize("annotation", [str, dict, list[int], Optional[str], Any, None, "X"], ids=repr)  # noqa: UP045  # as above
def test_any_other_annotation_is_accepted(annotation: object) -> None:
    assert OrchestrationTriggerConverter.check_output_type_annotation(annotation) is True
    assert EnitityTriggerConverter.check_output_type_annotation(annotation) is True
    assert ActivityTriggerConverter.check_output_type_annotation(annotation) is True
    assert ActivityTriggerConverter.check_input_type_annotation(annotation) is True


@pytest.mark.parametrize(
    ("annotation", "received", "given"),
    [
        (str, True, True),
        (bytes, True, True),
        (bytearray, False, True),
        (str | bytes, True, True),
        (str | None, True, True),
        (Optional[str], True, True),  # noqa: UP045  # the older spelling is another object
        (dict, False, False),
        (str | int, False, False),
        (list[str], False, False),
        (Any, False, False),
        (None, False, False),
        ("str", False, False),
    ],
    ids=repr,
)
def test_annotations_of_clients(annotation: object, received: bool, given: bool) -> None:
    assert DurableClientConverter.check_input_type_annotation(annotation) is received
    assert DurableClientConverter.check_output_type_annotation(annotation) is given


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


OTHER_DATUMS: list[tuple[str, object]] = [
    ("int", 1),
    ("double", 1.5),
    ("http", {}),
    ("collection_bytes", SimpleNamespace(bytes=[b"x"])),
    ("collection_string", SimpleNamespace(string=["x"])),
    ("collection_sint64", SimpleNamespace(sint64=[1])),
    ("model_binding_data", object()),
]


@pytest.mark.parametrize(("type", "value"), OTHER_DATUMS)
def test_other_datums_are_refused(make_datum: MakeDatum, type: str, value: object) -> None:
    data = make_datum(value, type)
    for binding, expected in (
        ("orchestrationTrigger", "bytes, string or json"),
        ("entityTrigger", "bytes, string or json"),
        ("activityTrigger", "json or string"),
    ):
        converter: Any = get_binding_registry().get(binding)
        message = rf"^cannot decode {binding}: expected a Datum of type {expected}, got type {type!r}$"
        with pytest.raises(UnsupportedTypeError, match=message):
            converter.decode(data, trigger_metadata=None)
    with pytest.raises(
        DataError, match=rf"^cannot decode durableClient: expected json, string or bytes, got type {type!r}$"
    ):
        DurableClientConverter.decode(data, trigger_metadata=None)


@context_converters
def test_datum_whose_value_is_not_of_its_type_is_no_context(
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


def test_no_datum_is_no_client() -> None:
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


@pytest.mark.parametrize(
    ("value", "got"),
    [(("a",), "tuple of length 1"), ({"a"}, "set of length 1"), (object(), "object"), (QueueMessage(), "QueueMessage")],
    ids=["tuple", "set", "object", "QueueMessage"],
)
def test_other_values_of_clients_are_refused(value: object, got: str) -> None:
    expected = "expected str, bytes, dict, list, bool, int, float or None"
    with pytest.raises(UnsupportedTypeError, match=rf"^cannot encode durableClient: {expected}, got {got}$"):
        DurableClientConverter.encode(value, expected_type=None)
