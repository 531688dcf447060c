"""Event Hubs: `EventHubEvent`, alone and in batches, and what an output sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any  # the older spellings are other objects

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import DataError
from azure_functions_lite.eventhub import EventHubConverter, EventHubEvent, EventHubTriggerConverter
from azure_functions_lite.meta import Datum, Metadata

MakeDatum = Callable[[Any, "str | None"], Datum]
DatumsOf = Callable[[object], "list[Datum]"]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

CONVERTERS = [EventHubConverter, EventHubTriggerConverter]


def one(data: Datum | None, metadata: Metadata | None = None) -> EventHubEvent:
    event = EventHubTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(event, EventHubEvent)
    return event


def several(data: Datum | None, metadata: Metadata | None = None) -> list[EventHubEvent]:
    events = EventHubTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(events, list)
    return events


def collection(*bodies: object) -> Datum:
    return Datum(SimpleNamespace(bytes=bodies), "collection_bytes")


def rows(*properties: object) -> dict[str, Datum | None]:
    return {"SystemPropertiesArray": Datum(json.dumps(properties), "json")}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def make_event(**changes: Any) -> EventHubEvent:
    keywords: dict[str, Any] = {
        "body": '{"a": 1}',
        "partition_key": "k",
        "sequence_number": 5,
        "offset": "128",
        "enqueued_time": utc("2024-04-06"),
        "iothub_metadata": {"connection-device-id": "thermo-7"},
        "trigger_metadata": {"Properties": {"b": 2}},
    }
    return EventHubEvent(**{**keywords, **changes})


UNTOLD = {"PartitionKey"}
"""What came as a column shorter than the batch."""


def to_dicts(decoded: EventHubEvent | list[EventHubEvent]) -> list[dict[str, Any]]:
    return [event.to_dict() for event in (decoded if isinstance(decoded, list) else [decoded])]


# --- the event


def test_an_event_needs_nothing() -> None:
    event = EventHubEvent()
    assert event.get_body() == b""
    assert (event.partition_key, event.sequence_number, event.offset, event.enqueued_time) == (None, None, None, None)
    assert event.iothub_metadata is None
    assert event.metadata is None


def test_an_event_has_what_it_is_given() -> None:
    event = make_event()
    assert event.get_body() == b'{"a": 1}'
    assert event.get_json() == {"a": 1}
    assert (event.partition_key, event.sequence_number, event.offset) == ("k", 5, "128")
    assert event.enqueued_time == utc("2024-04-06")
    assert event.iothub_metadata == {"connection-device-id": "thermo-7"}
    assert event.metadata == {"Properties": {"b": 2}}


def test_an_event_does_not_show_its_body() -> None:
    assert repr(make_event(enqueued_time=None)) == (
        "EventHubEvent(body=<bytes of length 8>, partition_key='k', sequence_number=5, offset='128', "
        "iothub_metadata={'connection-device-id': 'thermo-7'})"
    )
    assert repr(EventHubEvent()) == "EventHubEvent(body=<bytes of length 0>)"


@pytest.mark.parametrize(
    "name", ["body", "partition_key", "sequence_number", "offset", "enqueued_time", "iothub_metadata"]
)
def test_events_are_compared_by_value(name: str) -> None:
    assert make_event() == make_event(body=b'{"a": 1}', trigger_metadata=None)
    assert make_event() != make_event(**{name: None})
    assert make_event() != '{"a": 1}'


def test_events_are_unhashable_as_their_dict_is() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(make_event())


def test_an_event_as_dict_and_json() -> None:
    as_dict = {
        "body": '{"a": 1}',
        "partition_key": "k",
        "sequence_number": 5,
        "offset": "128",
        "enqueued_time": "2024-04-06T00:00:00+00:00",
        "iothub_metadata": {"connection-device-id": "thermo-7"},
    }
    assert make_event().to_dict() == as_dict
    assert json.loads(make_event().to_json()) == as_dict
    assert EventHubEvent().to_dict() == {**dict.fromkeys(as_dict), "body": ""}


@pytest.mark.parametrize(
    "event", [EventHubEvent(), make_event(), make_event(body=b"\xff")], ids=["empty", "full", "bytes"]
)
def test_an_event_comes_back_from_json_and_copies(
    event: EventHubEvent, duplicate: Callable[[EventHubEvent], EventHubEvent]
) -> None:
    assert EventHubEvent.from_json(event.to_json()) == event
    assert duplicate(event) == event
    assert duplicate(event).metadata == event.metadata


# --- converters


@pytest.mark.parametrize("converter", CONVERTERS)
@pytest.mark.parametrize(
    ("value", "type", "sent"),
    [
        (5, "int", 5),
        (0, "int", 0),
        (2**63 - 1, "int", 2**63 - 1),
        (2**63, "string", "9223372036854775808"),
        (-(2**63), "int", -(2**63)),
        (-(2**63) - 1, "string", "-9223372036854775809"),
        (1.5, "string", "1.5"),
        (1e20, "string", "1e+20"),
        (True, "string", "true"),
        (False, "string", "false"),
        (["a", 1, 1.5, None, True, {"b": 2}, [3]], "json", '["a", 1, 1.5, null, true, {"b": 2}, [3]]'),
    ],
    ids=repr,
)
def test_values_of_its_own(converter: type[EventHubConverter], value: object, type: str, sent: object) -> None:
    datum = converter.encode(value, expected_type=None)
    assert datum == Datum(sent, type)
    assert datum.value.__class__ is sent.__class__


def test_a_number_that_is_too_long_is_rejected() -> None:
    with pytest.raises(
        DataError, match=r"^cannot encode eventHub: expected a tree of values, got Exceeds the limit .+$"
    ):
        EventHubConverter.encode(10**5_000, expected_type=None)


# --- what the host sends


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventHubTrigger")
    event = one(data, metadata)
    assert event == EventHubEvent(
        body='{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
        partition_key="thermo-7",
        sequence_number=4213,
        offset="8589934592",
        enqueued_time=utc("2024-04-06T15:30:00.123"),
    )
    assert event.get_json()["note"] == "smörgås"
    assert event.metadata is not None
    assert event.metadata.keys() == metadata.keys()
    assert event.metadata["PartitionContext"]["PartitionId"] == "3"
    assert event.metadata["Properties"]["unit"] == "C"
    assert event.metadata["temperature"] == "21.5"


def test_a_payload_of_a_batch(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventHubTrigger-batch")
    events = several(data, metadata)
    first, second, third = events
    assert first == EventHubEvent(
        body='{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
        partition_key="thermo-7",
        sequence_number=4213,
        offset="8589934592",
        enqueued_time=utc("2024-04-06T15:30:00.123"),
    )
    assert second == EventHubEvent(
        body='{"device": "thermo-9", "temperature": 19}',
        partition_key="thermo-9",
        sequence_number=4214,
        offset="8589934776",
        enqueued_time=utc("2024-04-06T15:30:00.500"),
    )
    assert third == EventHubEvent(
        body=b"\xff\x00raw", sequence_number=4215, offset="8589934960", enqueued_time=utc("2024-04-06T15:30:01")
    )
    for number, event in enumerate(events):
        assert event.metadata is not None
        assert event.metadata.keys() == {*metadata, *(name.removesuffix("Array") for name in metadata)} - UNTOLD
        assert event.metadata["SequenceNumber"] == event.metadata["SystemProperties"]["SequenceNumber"] == 4213 + number
        assert event.metadata["PartitionContext"]["PartitionId"] == "3"
    assert [event.metadata["Properties"].get("unit") for event in events if event.metadata] == ["C", "C", None]


def test_a_payload_of_an_iot_hub(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventHubTrigger-iothub")
    method = '{"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null}'
    assert one(data, metadata) == EventHubEvent(
        body='{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}',
        sequence_number=77,
        offset="17179869184",
        enqueued_time=utc("2024-04-06T15:30:00.018"),
        iothub_metadata={
            "connection-device-id": "thermo-7",
            "connection-module-id": "sensor",
            "connection-auth-method": method,
            "connection-auth-generation-id": "637799949903534194",
            "enqueuedtime": "2024-04-06T15:29:59.987Z",
            "message-source": "Telemetry",
        },
    )


def test_a_payload_of_an_input_has_no_own_metadata(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventHub")
    event = EventHubConverter.decode(data, trigger_metadata=metadata)
    assert event == EventHubEvent(body='{"device": "thermo-7", "temperature": 21.5, "note": "smörgås"}')
    assert isinstance(event, EventHubEvent)
    assert event.metadata == {}
    batch = EventHubConverter.decode(collection(b"x"), trigger_metadata={"SystemProperties": None})
    assert batch == [EventHubEvent(body="x")]


FIELDS = [
    ("PartitionKey", "partition_key", "k", "k"),
    ("SequenceNumber", "sequence_number", 5, 5),
    ("SequenceNumber", "sequence_number", "5", 5),
    ("Offset", "offset", "0:12:3", "0:12:3"),
    ("EnqueuedTimeUtc", "enqueued_time", "2024-04-06T15:30:00Z", utc("2024-04-06T15:30:00")),
    ("EnqueuedTimeUtc", "enqueued_time", "04/06/2024 15:30:00+00:00", utc("2024-04-06T15:30:00")),
]


@pytest.mark.parametrize(("name", "keyword", "raw", "value"), FIELDS)
def test_metadata_fields(datums_of: DatumsOf, name: str, keyword: str, raw: object, value: object) -> None:
    keywords: dict[str, Any] = {"body": "x", keyword: value}
    expected = EventHubEvent(**keywords)
    for datum in datums_of(raw):
        assert one(Datum("x", "string"), {name: datum}) == expected
    for datum in datums_of([raw, raw]):
        assert several(collection(b"x", b"x"), {f"{name}Array": datum}) == [expected, expected]
    assert several(collection(b"x", b""), {f"{name}Array": Datum(json.dumps([raw, None]), "json")}) == [
        expected,
        EventHubEvent(),
    ]
    assert several(collection(b"x", b"", b""), rows({name: raw}, {name: None}, {})) == [
        expected,
        EventHubEvent(),
        EventHubEvent(),
    ]


@pytest.mark.parametrize("offset", [128, "128"], ids=repr)
def test_offsets_are_always_text(offset: object) -> None:
    single = one(None, {"Offset": Datum(json.dumps(offset), "json")})
    by_row = several(collection(b""), rows({"Offset": offset}))
    by_column = several(collection(b""), {"OffsetArray": Datum(json.dumps([offset]), "json")})
    longs = several(collection(b""), {"OffsetArray": Datum(SimpleNamespace(sint64=[128]), "collection_sint64")})
    assert [single, *by_row, *by_column, *longs] == [EventHubEvent(offset="128")] * 4
    assert one(None, {"Offset": Datum(128, "int")}).offset == "128"


def test_null_is_not_a_value(make_datum: MakeDatum) -> None:
    names = [name for name, _, _, _ in FIELDS]
    for datum in (make_datum("null", "json"), make_datum(None, None), None):
        assert one(None, {"SystemProperties": datum, **dict.fromkeys(names, datum)}) == EventHubEvent()
        columns = {f"{name}Array": datum for name in ("SystemProperties", *names)}
        assert several(collection(b"", b""), columns) == [EventHubEvent()] * 2


def test_rows_come_before_columns() -> None:
    metadata = {**rows({"Offset": "1"}), "OffsetArray": Datum('["2", "3"]', "json")}
    (event,) = several(collection(b"x"), metadata)
    assert event == EventHubEvent(body="x", offset="1")
    assert event.metadata == {
        "SystemProperties": {"Offset": "1"},
        "SystemPropertiesArray": [{"Offset": "1"}],
        "OffsetArray": ["2", "3"],
    }


@pytest.mark.parametrize("name", ["SystemPropertiesArray", "PartitionKeyArray", "SequenceNumberArray"])
@pytest.mark.parametrize("bodies", [(b"a",), (b"a", b"b", b"c")], ids=len)
def test_arrays_that_cannot_be_told_to_their_events_give_nobody_a_value(name: str, bodies: tuple[bytes, ...]) -> None:
    events = several(collection(*bodies), {name: Datum('[{"Offset": "1"}, {}]', "json")})
    assert events == [EventHubEvent(body=body) for body in bodies]
    assert events[0].metadata == {name: [{"Offset": "1"}, {}]}


def test_events_whose_bodies_did_not_come_are_there() -> None:
    assert several(collection(), rows({"Offset": "1"}, {})) == [EventHubEvent(offset="1"), EventHubEvent()]


@pytest.mark.parametrize(
    ("data", "metadata", "message"),
    [
        (None, {"SequenceNumber": Datum("x", "string")}, "'SequenceNumber' of EventHubEvent: expected int, got 'x'"),
        (
            None,
            {"iothub-a": Datum({}, "http")},
            (
                "'iothub-' of EventHubEvent: "
                "expected a Datum of type json, string, bytes, int, double or a collection, got type 'http'"
            ),
        ),
        (
            None,
            {"SystemProperties": Datum('"iothub-', "string")},
            (
                "'iothub-' of EventHubEvent: expected JSON, got str of length 8, "
                "Unterminated string starting at at character 0"
            ),
        ),
        (
            collection(b""),
            rows({"EnqueuedTimeUtc": "soon"}),
            "'SystemPropertiesArray'[0]['EnqueuedTimeUtc'] of EventHubEvent: expected a date, got 'soon'",
        ),
        (collection(b""), rows(5), "'SystemPropertiesArray'[0] of EventHubEvent: expected a JSON object, got int"),
        (
            collection(b""),
            {"SequenceNumberArray": Datum("[[]]", "json")},
            "'SequenceNumberArray'[0] of EventHubEvent: expected int, got []",
        ),
    ],
    ids=["field", "iothub", "system properties", "row", "no row", "column"],
)
def test_metadata_that_cannot_be_read(data: Datum | None, metadata: Metadata, message: str) -> None:
    with pytest.raises(DataError) as caught:
        to_dicts(EventHubTriggerConverter.decode(data, trigger_metadata=metadata))
    assert str(caught.value) == f"cannot read trigger metadata field {message}"


# --- metadata of IoT Hub


@pytest.mark.parametrize(
    ("own", "system", "expected"),
    [
        ({"iothub-a": "b", "iothub-c": 5, "iothub-d": None, "other": "e"}, None, {"a": "b", "c": "5"}),
        ({"iothub-a": "b"}, {"iothub-f": "g"}, {"a": "b"}),
        ({"other": "e"}, {"iothub-f": "g", "iothub-h": {"i": 1}, "x": "y"}, {"f": "g", "h": '{"i": 1}'}),
        ({"iothub-d": None}, {"iothub-f": "g"}, {"f": "g"}),
        ({}, {"x": "y"}, {}),
        ({}, [1], {}),
        ({}, "", {}),
    ],
    ids=["own", "own first", "system", "own null", "none", "array", "empty text"],
)
def test_iothub_metadata(datums_of: DatumsOf, own: dict[str, object], system: object, expected: dict[str, str]) -> None:
    metadata = {name: datums_of(value)[:2][-1] for name, value in own.items()}
    for document in datums_of(system):
        event = one(None, {**metadata, "SystemProperties": document})
        assert event == EventHubEvent(iothub_metadata=expected)
        assert event.iothub_metadata == expected


def test_there_is_no_iothub_metadata_without_metadata() -> None:
    event = EventHubConverter.decode(Datum("x", "string"), trigger_metadata=None)
    assert isinstance(event, EventHubEvent)
    assert event.iothub_metadata is None


def test_iothub_metadata_as_text() -> None:
    metadata = {"SystemProperties": Datum('{"iothub-a": "b"}', "string")}
    assert one(None, metadata).iothub_metadata == {"a": "b"}


def test_iothub_metadata_of_a_batch_is_per_event() -> None:
    events = several(
        collection(b"", b"", b""), rows({"iothub-a": "b"}, {"Offset": "1"}, {"iothub-a": 5, "iothub-c": None})
    )
    assert [event.iothub_metadata for event in events] == [{"a": "b"}, {}, {"a": "5"}]
    assert [event.offset for event in events] == [None, "1", None]


# --- batches and single events


TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
PROPERTIES = st.fixed_dictionaries(
    {
        "PartitionKey": TEXTS,
        "SequenceNumber": st.none() | st.integers(),
        "Offset": TEXTS,
        "EnqueuedTimeUtc": st.none() | st.datetimes(timezones=st.just(timezone.utc)).map(datetime.isoformat),
    },
    optional={"iothub-connection-device-id": TEXTS},
)


@given(st.lists(st.tuples(st.binary(), PROPERTIES), max_size=4))
def test_a_batch_is_its_events(deliveries: list[tuple[bytes, dict[str, object]]]) -> None:
    bodies = collection(*(body for body, _ in deliveries))
    singles = [
        one(Datum(body, "bytes"), {name: Datum(json.dumps(value), "json") for name, value in fields.items()})
        for body, fields in deliveries
    ]
    assert several(bodies, rows(*(fields for _, fields in deliveries))) == singles
    names = ("PartitionKey", "SequenceNumber", "Offset", "EnqueuedTimeUtc")
    columns = {f"{name}Array": Datum(json.dumps([fields[name] for _, fields in deliveries]), "json") for name in names}
    without = [json.loads(event.to_json()) | {"iothub_metadata": None} for event in singles]
    assert [json.loads(event.to_json()) for event in several(bodies, columns)] == without


def test_each_document_is_parsed_once_for_all_events(documents: list[object]) -> None:
    metadata = rows(*({"SequenceNumber": number, "iothub-a": "b"} for number in range(100)))
    metadata["PropertiesArray"] = Datum(json.dumps([{}] * 100), "json")
    events = several(collection(*[b"{}"] * 100), metadata)
    assert [event.sequence_number for event in events] == [*range(100)]
    assert len(documents) == 1
    assert [event.metadata["SystemProperties"]["SequenceNumber"] for event in events if event.metadata] == [*range(100)]
    assert len(documents) == 2


def test_events_without_metadata_of_iot_hub_can_be_hashed() -> None:
    assert hash(EventHubEvent(body="x")) == hash(one(Datum("x", "string"), {}))
    assert EventHubEvent(body="x").to_dict()["iothub_metadata"] is None


@pytest.mark.parametrize(
    ("datum", "message"),
    [
        (
            Datum('{"iothub-a', "json"),
            "expected JSON, got str of length 10, Unterminated string starting at at character 1",
        ),
        (
            Datum('{"iothub-a', "string"),
            "expected JSON, got str of length 10, Unterminated string starting at at character 1",
        ),
        (
            Datum(b'"iothub-a', "bytes"),
            "expected JSON, got str of length 9, Unterminated string starting at at character 0",
        ),
    ],
    ids=["json", "string", "bytes"],
)
def test_system_properties_of_iot_hub_that_cannot_be_read(datum: Datum, message: str) -> None:
    with pytest.raises(DataError) as caught:
        to_dicts(EventHubTriggerConverter.decode(Datum("x", "string"), trigger_metadata={"SystemProperties": datum}))
    assert str(caught.value) == f"cannot read trigger metadata field 'iothub-' of EventHubEvent: {message}"


@pytest.mark.parametrize(
    "datum",
    [Datum("{", "json"), Datum(b"{}", "bytes"), Datum(10**5_000, "int"), None],
    ids=["json", "bytes", "integer", "None"],
)
def test_system_properties_that_nobody_reads_are_not_parsed(datum: Datum | None) -> None:
    event = EventHubTriggerConverter.decode(Datum("x", "string"), trigger_metadata={"SystemProperties": datum})
    assert event == EventHubEvent(body="x")
