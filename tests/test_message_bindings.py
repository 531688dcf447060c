"""Tests of what Event Hubs, Service Bus and Kafka do alike: annotations of inputs, and which Datums they take."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple  # the older spelling is another object

import pytest

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite.errors import FieldError, UnsupportedTypeError
from azure_functions_lite.eventhub import EventHubConverter, EventHubEvent, EventHubTriggerConverter
from azure_functions_lite.kafka import KafkaConverter, KafkaEvent, KafkaTriggerConverter
from azure_functions_lite.meta import Datum, InConverter, Metadata
from azure_functions_lite.servicebus import ServiceBusMessage, ServiceBusMessageInConverter

MakeDatum = Callable[[Any, "str | None"], Datum]


class Binding(NamedTuple):
    name: str
    converter: type[InConverter]
    kind: type[Message]
    one: Metadata
    """Metadata that calls a delivery one message."""
    many: Metadata
    """Metadata that calls it a batch."""

    def decode(self, data: Datum | None, metadata: Metadata | None) -> object:
        given: Any = data
        around: Any = metadata
        return self.converter.decode(given, trigger_metadata=around)


EVENT_HUB_INPUT = Binding("eventHub", EventHubConverter, EventHubEvent, {}, {})
EVENT_HUB = Binding(
    "eventHubTrigger",
    EventHubTriggerConverter,
    EventHubEvent,
    {"SystemProperties": None},
    {"SystemPropertiesArray": None},
)
SERVICE_BUS = Binding(
    "serviceBusTrigger",
    ServiceBusMessageInConverter,
    ServiceBusMessage,
    {"UserProperties": None},
    {"UserPropertiesArray": None},
)
KAFKA_INPUT = Binding("kafka", KafkaConverter, KafkaEvent, {}, {})
KAFKA = Binding("kafkaTrigger", KafkaTriggerConverter, KafkaEvent, {}, {})

BINDINGS = pytest.mark.parametrize(
    "binding", [EVENT_HUB_INPUT, EVENT_HUB, SERVICE_BUS, KAFKA_INPUT, KAFKA], ids=lambda binding: binding.name
)
MARKED = pytest.mark.parametrize("binding", [EVENT_HUB, SERVICE_BUS], ids=lambda binding: binding.name)


@BINDINGS
def test_fields_cannot_be_changed(binding: Binding) -> None:
    message = binding.kind()
    names = [*binding.kind._declared]  # pyright: ignore[reportPrivateUsage]
    for name in (*names, "metadata"):
        with pytest.raises(AttributeError):
            setattr(message, name, None)
    assert message == binding.kind()


@BINDINGS
@pytest.mark.parametrize(
    ("type", "value", "body"),
    [
        (None, None, b""),
        ("string", "å", "å".encode()),
        ("string", "", b""),
        ("bytes", b"\xff", b"\xff"),
        ("json", '{"a": 1}', b'{"a": 1}'),
        ("json", "[1, 2]", b"[1, 2]"),
    ],
)
def test_datums_of_one(make_datum: MakeDatum, binding: Binding, type: str | None, value: object, body: bytes) -> None:
    for given in (binding.one, {**binding.many, **binding.one}, {"Other": None}, {}, None):
        assert binding.decode(make_datum(value, type), given) == binding.kind(body=body)
        assert binding.decode(None, given) == binding.kind()


@BINDINGS
@pytest.mark.parametrize(
    ("type", "value", "bodies"),
    [
        ("collection_bytes", SimpleNamespace(bytes=[b"a", b"\xff"]), [b"a", b"\xff"]),
        ("collection_string", SimpleNamespace(string=("a", "å")), [b"a", "å".encode()]),
        ("collection_bytes", SimpleNamespace(bytes=[]), []),
    ],
    ids=["bytes", "texts", "empty"],
)
def test_datums_of_several(
    make_datum: MakeDatum, binding: Binding, type: str, value: object, bodies: list[bytes]
) -> None:
    for metadata in (binding.many, {"Other": None}, {}, None):
        assert binding.decode(make_datum(value, type), metadata) == [binding.kind(body=body) for body in bodies]


@MARKED
def test_metadata_may_call_a_json_array_a_batch(make_datum: MakeDatum, binding: Binding) -> None:
    messages = [binding.kind(body='{"a": 1}'), binding.kind(body='"b"'), binding.kind(body="null")]
    assert binding.decode(make_datum('[{"a": 1}, "b", null]', "json"), binding.many) == messages
    for nothing in (None, make_datum(None, None), make_datum("[]", "json")):
        assert binding.decode(nothing, binding.many) == []


OTHER_DATUMS: list[tuple[str, object]] = [
    ("int", 1),
    ("double", 1.5),
    ("http", {}),
    ("collection_sint64", SimpleNamespace(sint64=[1])),
    ("collection_double", SimpleNamespace(double=[1.5])),
]


@BINDINGS
@pytest.mark.parametrize(("type", "value"), OTHER_DATUMS)
def test_other_datums_are_rejected(make_datum: MakeDatum, binding: Binding, type: str, value: object) -> None:
    nothing: Metadata = {}
    for metadata in (binding.one, nothing, None):
        with pytest.raises(UnsupportedTypeError) as caught:
            binding.decode(make_datum(value, type), metadata)
        expected = "expected a Datum of type bytes, string or json"
        assert str(caught.value) == f"cannot decode {binding.name}: {expected}, got type {type!r}"


@MARKED
@pytest.mark.parametrize(
    ("type", "value", "many"),
    [
        ("collection_bytes", SimpleNamespace(bytes=[b"a"]), False),
        ("collection_string", SimpleNamespace(string=["a"]), False),
        ("string", "a", True),
        ("bytes", b"a", True),
        *((type, value, True) for type, value in OTHER_DATUMS),
    ],
)
def test_datums_that_are_not_what_the_metadata_says_are_rejected(
    make_datum: MakeDatum, binding: Binding, type: str, value: object, many: bool
) -> None:
    with pytest.raises(UnsupportedTypeError) as caught:
        binding.decode(make_datum(value, type), binding.many if many else binding.one)
    expected = "collection_bytes, collection_string or json" if many else "bytes, string or json"
    assert str(caught.value) == f"cannot decode {binding.name}: expected a Datum of type {expected}, got type {type!r}"


@pytest.mark.parametrize("binding", [EVENT_HUB, SERVICE_BUS, KAFKA], ids=lambda binding: binding.name)
def test_metadata_must_be_a_mapping(binding: Binding) -> None:
    wrong: Any = "text"
    for data in (None, Datum("x", "string"), Datum(SimpleNamespace(bytes=[b"x"]), "collection_bytes")):
        with pytest.raises(
            FieldError,
            match=r"^cannot read trigger metadata: expected a mapping of Datums by name, got str of length 4$",
        ):
            binding.decode(data, wrong)
