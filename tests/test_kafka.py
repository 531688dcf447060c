"""Kafka: `KafkaEvent`, alone and in batches."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any  # the older spelling is another object

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import FieldError
from azure_functions_lite.kafka import KafkaConverter, KafkaEvent, KafkaTriggerConverter
from azure_functions_lite.meta import Datum, Metadata

DatumsOf = Callable[[object], "list[Datum]"]
MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

BODY = '{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}'
HEADERS = [{"Key": "retries", "Value": "AAI="}, {"Key": "retries", "Value": "AAM="}]


def one(data: Datum | None, metadata: Metadata | None = None) -> KafkaEvent:
    event = KafkaTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(event, KafkaEvent)
    return event


def several(data: Datum | None, metadata: Metadata | None = None) -> list[KafkaEvent]:
    events = KafkaTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(events, list)
    return events


def collection(*bodies: object) -> Datum:
    return Datum(SimpleNamespace(bytes=bodies), "collection_bytes")


# The host's name for each field, the field, what the host sends, and what that becomes.
FIELDS: list[tuple[str, str, object, object]] = [
    ("Key", "key", "k", "k"),
    ("Offset", "offset", 2**53 - 1, 2**53 - 1),
    ("Offset", "offset", "7", 7),
    ("Partition", "partition", 3, 3),
    ("Partition", "partition", 0, 0),
    ("Topic", "topic", "telemetry", "telemetry"),
    ("Timestamp", "timestamp", "2024-04-06T15:30:00.1234567Z", "2024-04-06T15:30:00.1234567Z"),
    ("Headers", "headers", HEADERS, HEADERS),
    ("Headers", "headers", [], []),
]
EACH_FIELD = pytest.mark.parametrize(("name", "keyword", "raw", "value"), FIELDS)


def make_event(**changes: Any) -> KafkaEvent:
    keywords: dict[str, Any] = {
        "body": '{"a": 1}',
        "key": "k",
        "offset": 9,
        "partition": 7,
        "topic": "telemetry",
        "timestamp": "2024-04-06T15:30:00Z",
        "headers": [{"Key": "retries", "Value": "AAI="}],
        "trigger_metadata": {"d": 1},
    }
    return KafkaEvent(**{**keywords, **changes})


def to_dicts(decoded: KafkaEvent | list[KafkaEvent]) -> list[dict[str, Any]]:
    return [message.to_dict() for message in (decoded if isinstance(decoded, list) else [decoded])]


# --- the event


def test_an_event_needs_nothing() -> None:
    event = KafkaEvent()
    assert event.get_body() == b""
    assert (event.key, event.offset, event.partition, event.topic, event.timestamp) == (None,) * 5
    assert event.headers is None
    assert event.metadata is None


def test_an_event_has_what_it_is_given() -> None:
    event = make_event()
    assert event.get_body() == b'{"a": 1}'
    assert event.get_json() == {"a": 1}
    assert (event.key, event.offset, event.partition, event.topic) == ("k", 9, 7, "telemetry")
    assert event.timestamp == "2024-04-06T15:30:00Z"
    assert event.headers == [{"Key": "retries", "Value": "AAI="}]
    assert event.metadata == {"d": 1}


def test_an_event_does_not_show_its_body() -> None:
    assert repr(make_event()) == (
        "KafkaEvent(body=<bytes of length 8>, key='k', offset=9, partition=7, topic='telemetry', "
        "timestamp='2024-04-06T15:30:00Z', headers=[{'Key': 'retries', 'Value': 'AAI='}])"
    )
    assert repr(KafkaEvent()) == "KafkaEvent(body=<bytes of length 0>)"


@pytest.mark.parametrize("name", ["body", "key", "offset", "partition", "topic", "timestamp", "headers"])
def test_events_are_compared_by_value(name: str) -> None:
    assert make_event() == make_event(body=b'{"a": 1}', trigger_metadata=None)
    assert make_event() != make_event(**{name: None})
    assert make_event() != '{"a": 1}'


def test_events_without_headers_are_hashable() -> None:
    first = make_event(headers=None)
    assert {first: 1}[make_event(headers=None, body=b'{"a": 1}', trigger_metadata=None)] == 1
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(make_event())


def test_an_event_as_dict_and_json() -> None:
    as_dict = {
        "body": '{"a": 1}',
        "key": "k",
        "offset": 9,
        "partition": 7,
        "topic": "telemetry",
        "timestamp": "2024-04-06T15:30:00Z",
        "headers": [{"Key": "retries", "Value": "AAI="}],
    }
    assert make_event().to_dict() == as_dict
    assert json.loads(make_event().to_json()) == as_dict
    assert KafkaEvent().to_dict() == {**dict.fromkeys(as_dict), "body": ""}


@pytest.mark.parametrize(
    "event", [KafkaEvent(), make_event(), make_event(body=b"\xff", headers=[])], ids=["empty", "full", "bytes"]
)
def test_an_event_comes_back_from_json_and_copies(
    event: KafkaEvent, duplicate: Callable[[KafkaEvent], KafkaEvent]
) -> None:
    assert KafkaEvent.from_json(event.to_json()) == event
    assert duplicate(event) == event
    assert duplicate(event).metadata == event.metadata


# --- what the host sends


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("kafkaTrigger")
    event = one(data, metadata)
    envelope = json.loads(event.get_body())
    traceparent = "MDAtNGJmOTJmMzU3N2IzNGRhNmEzY2U5MjlkMGUwZTQ3MzYtMDBmMDY3YWEwYmE5MDJiNy0wMQ=="
    assert event == KafkaEvent(
        body=data.value,
        key="thermo-7",
        offset=4213,
        partition=3,
        topic="telemetry",
        timestamp="04/06/2024 15:30:00",
        headers=[{"Key": "traceparent", "Value": traceparent}, *HEADERS],
    )
    assert event.metadata is not None
    assert event.metadata.keys() == metadata.keys()
    assert event.metadata["Partition"] == "3"
    assert json.loads(event.metadata["Headers"])[1:] == HEADERS
    assert event.metadata["Value"] == envelope["Value"] == BODY
    assert envelope["Headers"] == event.headers


def test_a_payload_of_a_batch(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("kafkaTrigger-batch")
    events = several(data, metadata)
    traceparent = "MDAtNGJmOTJmMzU3N2IzNGRhNmEzY2U5MjlkMGUwZTQ3MzYtMDBmMDY3YWEwYmE5MDJiNy0wMQ=="
    assert events == [
        KafkaEvent(
            body=BODY,
            key="thermo-7",
            offset=4213,
            partition=3,
            topic="telemetry",
            timestamp="2024-04-06T15:30:00.123Z",
            headers=[{"Key": "traceparent", "Value": traceparent}, *HEADERS],
        ),
        KafkaEvent(
            body=b"\xff\x00raw",
            offset=4214,
            partition=3,
            topic="telemetry",
            timestamp="2024-04-06T15:30:00.5Z",
            headers=[],
        ),
    ]
    for number, event in enumerate(events):
        assert event.metadata is not None
        assert event.metadata.keys() == {*metadata, *(name.removesuffix("Array") for name in metadata)}
        assert json.loads(event.metadata["Offset"]) == 4213 + number
        assert json.loads(event.metadata["Headers"]) == event.headers


def test_a_payload_of_an_input_has_no_own_metadata(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("kafka")
    event = KafkaConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(event, KafkaEvent)
    assert event == KafkaEvent(body=BODY)
    assert event.metadata == {}
    batch = KafkaConverter.decode(collection(b"x"), trigger_metadata={"KeyArray": Datum('["k"]', "json")})
    assert batch == [KafkaEvent(body="x")]


def test_a_json_array_is_one_event(make_datum: MakeDatum) -> None:
    metadata = {"Key": make_datum("k", "string"), "KeyArray": make_datum('["a", "b"]', "json")}
    assert one(make_datum("[1, 2]", "json"), metadata) == KafkaEvent(body="[1, 2]", key="k")


@EACH_FIELD
def test_metadata_fields(datums_of: DatumsOf, name: str, keyword: str, raw: object, value: object) -> None:
    keywords: dict[str, Any] = {keyword: value}
    expected = KafkaEvent(**keywords)
    for datum in datums_of(raw):
        assert one(None, {name: datum}) == expected
    for datum in datums_of([raw, raw]):
        assert several(collection(b"", b""), {f"{name}Array": datum}) == [expected, expected]
    holes = {f"{name}Array": Datum(json.dumps([None, raw]), "json")}
    assert several(collection(b"", b""), holes) == [KafkaEvent(), expected]


def test_keys_are_always_text() -> None:
    assert one(None, {"Key": Datum("5", "json")}) == KafkaEvent(key="5")
    columns = [Datum('[5, {"a": 1}]', "json"), Datum(SimpleNamespace(string=["5", '{"a": 1}']), "collection_string")]
    for column in columns:
        assert several(collection(b"", b""), {"KeyArray": column}) == [KafkaEvent(key="5"), KafkaEvent(key='{"a": 1}')]


@EACH_FIELD
def test_null_is_not_a_value(make_datum: MakeDatum, name: str, keyword: str, raw: object, value: object) -> None:
    for datum in (make_datum("null", "json"), make_datum(None, None), None):
        assert one(None, {name: datum}) == KafkaEvent()
        assert several(collection(b"", b""), {f"{name}Array": datum}) == [KafkaEvent()] * 2
    assert value is not None


@pytest.mark.parametrize("bodies", [(b"a",), (b"a", b"b", b"c")], ids=len)
@pytest.mark.parametrize(
    ("name", "datum"),
    [
        ("KeyArray", Datum("[null, null]", "json")),
        ("HeadersArray", Datum("[[], []]", "json")),
        ("OffsetArray", Datum(SimpleNamespace(sint64=[1, 2]), "collection_sint64")),
    ],
)
def test_arrays_that_cannot_be_told_to_their_messages_give_nobody_a_value(
    name: str, datum: Datum, bodies: tuple[bytes, ...]
) -> None:
    messages = several(collection(*bodies), {name: datum})
    assert messages == [KafkaEvent(body=body) for body in bodies]
    assert messages[0].metadata is not None
    assert messages[0].metadata.keys() == {name}


@pytest.mark.parametrize(
    ("data", "metadata", "message"),
    [
        (None, {"Partition": Datum("x", "string")}, "'Partition' of KafkaEvent: expected int, got 'x'"),
        (None, {"Offset": Datum("1.5", "json")}, "'Offset' of KafkaEvent: expected int, got 1.5"),
        (None, {"Headers": Datum('{"a": 1}', "json")}, "'Headers' of KafkaEvent: expected a JSON array, got {'a': 1}"),
        (
            None,
            {"Key": Datum({}, "http")},
            (
                "'Key' of KafkaEvent: expected a Datum of type json, string, bytes, int, double or a collection, "
                "got type 'http'"
            ),
        ),
        (
            None,
            {"Topic": Datum("{", "json")},
            (
                "'Topic' of KafkaEvent: expected JSON, got str of length 1, "
                "Expecting property name enclosed in double quotes at character 1"
            ),
        ),
        (
            collection(b"", b""),
            {"HeadersArray": Datum('[[], "x"]', "json")},
            "'HeadersArray'[1] of KafkaEvent: expected a JSON array, got 'x'",
        ),
        (
            collection(b""),
            {"KeyArray": Datum("k", "string")},
            "'KeyArray' of KafkaEvent: expected a JSON array, got 'k'",
        ),
    ],
    ids=["text", "fraction", "object", "bytes", "no json", "item", "no array"],
)
def test_metadata_that_cannot_be_read(data: Datum | None, metadata: Metadata, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        to_dicts(KafkaTriggerConverter.decode(data, trigger_metadata=metadata))
    assert str(caught.value) == f"cannot read trigger metadata field {message}"


# --- batches and single events


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PROPERTIES = st.fixed_dictionaries(
    {
        "Key": st.none() | TEXTS,
        "Offset": st.none() | st.integers(),
        "Partition": st.none() | st.integers(),
        "Topic": st.none() | TEXTS,
        "Timestamp": st.none() | TEXTS,
        "Headers": st.none() | st.lists(st.fixed_dictionaries({"Key": TEXTS, "Value": TEXTS}), max_size=3),
    }
)


@given(
    st.lists(st.tuples(st.binary(), PROPERTIES), max_size=4), st.sets(st.sampled_from([name for name, *_ in FIELDS]))
)
def test_a_batch_is_its_events(deliveries: list[tuple[bytes, dict[str, object]]], missing: set[str]) -> None:
    singles = [
        one(
            Datum(body, "bytes"),
            {name: Datum(json.dumps(value), "json") for name, value in fields.items() if name not in missing},
        )
        for body, fields in deliveries
    ]
    columns = {
        f"{name}Array": Datum(json.dumps([fields[name] for _, fields in deliveries]), "json")
        for name in {name for name, *_ in FIELDS} - missing
    }
    batch = several(collection(*(body for body, _ in deliveries)), columns)
    assert batch == singles


def test_each_document_is_parsed_once_for_all_events(documents: list[object]) -> None:
    metadata = {
        "KeyArray": Datum(json.dumps(["k"] * 100), "json"),
        "PartitionArray": Datum(json.dumps([*range(100)]), "json"),
        "HeadersArray": Datum(json.dumps([HEADERS] * 100), "json"),
        "sys": Datum("{}", "json"),
    }
    events = several(collection(*[b""] * 100), metadata)
    assert [event.partition for event in events] == [*range(100)]
    assert len(documents) == 1
    assert [event.metadata["Partition"] for event in events if event.metadata] == [*map(str, range(100))]
    assert len(documents) == 3


def test_metadata_without_a_name() -> None:
    data = Datum(SimpleNamespace(bytes=[b"tea"]), "collection_bytes")
    assert KafkaTriggerConverter.decode(data, trigger_metadata={"": Datum("x", "string")}) == [KafkaEvent(body=b"tea")]


def test_json_in_metadata_of_an_event_made_by_hand_is_text_too() -> None:
    event = KafkaEvent(trigger_metadata={"Headers": Datum('[{"Key": "a"}]', "json"), "Partition": 3})
    assert event.metadata == {"Headers": '[{"Key": "a"}]', "Partition": 3}
