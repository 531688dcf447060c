"""Tests of `EventGridEvent`, and of events that come in; `test_cloud_event` has those in the schema of CloudEvents."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any  # the older spellings are other objects

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import DataError, FieldError, InvalidJSONError
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent, EventGridEventInConverter
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

STORAGE = (
    "/subscriptions/6a5f7c52-1d1c-4e0a-9f8e-1f2f3a4b5c6d/resourceGroups/shop"
    "/providers/Microsoft.Storage/storageAccounts/shopfiles"
)
CLOUD: dict[str, Any] = {"id": "1", "source": "s", "type": "t", "specversion": "1.0", "data": 5}


def decode(data: Datum | None) -> Any:
    return EventGridEventInConverter.decode(data, trigger_metadata=None)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def make_event(**changes: Any) -> EventGridEvent:
    keywords: dict[str, Any] = {
        "id": "1",
        "topic": "/shop",
        "subject": "orders/17",
        "event_type": "Placed",
        "event_time": utc("2024-04-06"),
        "data_version": "2",
        "data": [1],
    }
    return EventGridEvent(**{**keywords, **changes})


def test_an_event_needs_nothing() -> None:
    event = EventGridEvent()
    assert (event.id, event.topic, event.subject, event.event_type, event.data_version) == ("", "", "", "", "")
    assert event.event_time is event.data is event.get_json() is None


def test_an_event_has_what_it_is_given() -> None:
    event = make_event()
    assert (event.id, event.topic, event.subject, event.event_type) == ("1", "/shop", "orders/17", "Placed")
    assert (event.event_time, event.data_version, event.data) == (utc("2024-04-06"), "2", [1])
    assert event.get_json() is event.data


@pytest.mark.parametrize("name", ["id", "topic", "subject", "event_type", "event_time", "data_version", "data"])
def test_events_are_compared_by_value(name: str) -> None:
    assert make_event() == make_event()
    assert make_event() != make_event(**{name: None})
    assert make_event() != make_event().to_dict()


def test_events_are_hashable_where_their_data_is() -> None:
    assert {make_event(data="x"), make_event(data="x")} == {make_event(data="x")}
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(make_event(data={}))


@pytest.mark.parametrize("name", ["id", "event_time", "data"])
def test_events_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(make_event(), name, None)


def test_events_show_what_they_have() -> None:
    assert repr(EventGridEvent(id="1", topic="t")) == (
        "EventGridEvent(id='1', topic='t', subject='', event_type='', data_version='')"
    )
    assert repr(make_event(event_time=None, topic=None)) == (
        "EventGridEvent(id='1', topic='', subject='orders/17', event_type='Placed', data_version='2', "
        "data=<list of length 1>)"
    )


@pytest.mark.parametrize("event", [make_event(), EventGridEvent()], ids=["all", "nothing"])
def test_events_can_be_copied_and_pickled(duplicate: Callable[[object], object], event: EventGridEvent) -> None:
    made = duplicate(event)
    assert made == event
    assert type(made) is EventGridEvent


def test_an_event_as_dict_and_json() -> None:
    as_dict = {
        "id": "1",
        "topic": "/shop",
        "subject": "orders/17",
        "event_type": "Placed",
        "event_time": "2024-04-06T00:00:00+00:00",
        "data_version": "2",
        "data": [1],
    }
    assert make_event().to_dict() == as_dict
    assert json.loads(make_event().to_json()) == as_dict


@pytest.mark.parametrize("event", [make_event(), EventGridEvent()], ids=["all", "nothing"])
def test_events_come_back_from_json(event: EventGridEvent) -> None:
    assert EventGridEvent.from_json(event.to_json()) == event
    assert EventGridEvent.from_json(event.to_json().encode()) == event


def test_json_that_is_not_an_event_is_rejected() -> None:
    with pytest.raises(DataError, match=r"^cannot read EventGridEvent: expected a JSON object, got list of length 0$"):
        EventGridEvent.from_json("[]")
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read EventGridEvent: expected JSON, got str of length 1, "
        r"Expecting property name enclosed in double quotes at character 1$",
    ):
        EventGridEvent.from_json("{")
    with pytest.raises(FieldError, match=r"^cannot read EventGridEvent: field 'event_time': expected a date, got 5$"):
        EventGridEvent.from_json('{"event_time": 5}')


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventGridTrigger")
    event = EventGridEventInConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(event, EventGridEvent)
    assert event == EventGridEvent(
        id="9aeb0fdf-c01e-0131-0922-9eb54906e209",
        topic=STORAGE,
        subject="/blobServices/default/containers/orders/blobs/smörgås.csv",
        event_type="Microsoft.Storage.BlobCreated",
        event_time=utc("2024-04-06T15:30:00.123456"),
        data_version="",
        data=json.loads(metadata["data"].value),
    )
    assert event.get_json()["url"] == "https://shopfiles.blob.core.windows.net/orders/smörgås.csv"
    assert event.get_json()["contentLength"] == 30699


def test_a_payload_of_many(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventGridTrigger-batch")
    assert EventGridEventInConverter.decode(data, trigger_metadata=metadata) == [
        EventGridEvent(
            id=f"event-{number}",
            topic=STORAGE,
            subject=f"/blobServices/default/containers/orders/blobs/{number}.csv",
            event_type=event_type,
            event_time=utc(f"2024-04-06T15:30:0{number}"),
            data_version="2",
            data={"contentLength": number},
        )
        for number, event_type in [(1, "Microsoft.Storage.BlobCreated"), (2, "Microsoft.Storage.BlobDeleted")]
    ]


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("json", '{"id": "å"}'),
        ("string", '{"id": "å"}'),
        ("bytes", '{"id": "å"}'.encode()),
        ("bytes", '\ufeff{"id": "å"}'.encode()),
    ],
    ids=["json", "string", "bytes", "bytes with mark"],
)
def test_datums_that_become_an_event(make_datum: MakeDatum, type: str, value: object) -> None:
    assert decode(make_datum(value, type)) == EventGridEvent(id="å")


@pytest.mark.parametrize("type", ["json", "string"])
def test_arrays_become_lists_of_events(make_datum: MakeDatum, type: str) -> None:
    assert decode(make_datum("[]", type)) == []
    assert decode(make_datum('[{"id": "1"}, {}]', type)) == [EventGridEvent(id="1"), EventGridEvent()]


def test_arrays_may_have_events_of_both_schemas(make_datum: MakeDatum) -> None:
    events = decode(make_datum(json.dumps([{"id": "1", "data": [1]}, {**CLOUD, "extra": 1}]), "json"))
    cloud_event = CloudEvent(id="1", source="s", type="t", specversion="1.0", data=5, extra=1)
    assert events == [EventGridEvent(id="1", data=[1]), cloud_event]


@pytest.mark.parametrize(
    ("body", "got"), [("null", "None"), ("5", "int"), ("true", "bool"), ("1.5", "float"), ('"a"', "str of length 1")]
)
def test_json_that_is_neither_object_nor_array_is_rejected(make_datum: MakeDatum, body: str, got: str) -> None:
    with pytest.raises(DataError) as error:
        decode(make_datum(body, "json"))
    expected = "expected a JSON object or an array of them"
    assert str(error.value) == f"cannot decode eventGridTrigger: {expected}, got {got}"


@pytest.mark.parametrize("value", ["{", "hey", "", b"\xff", None], ids=repr)
def test_what_is_not_json_is_rejected(make_datum: MakeDatum, value: object) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot decode eventGridTrigger: expected JSON"):
        decode(make_datum(value, "bytes" if isinstance(value, bytes) else "json"))


@pytest.mark.parametrize("array", ['[{}, 5, {"specversion": "1.0"}]', "[{}, 5]"], ids=["mixed", "Event Grid"])
def test_items_that_are_not_events_are_rejected(array: str) -> None:
    with pytest.raises(FieldError, match=r"^cannot read event 1: expected a JSON object, got int$"):
        decode(Datum(array, "json"))


FIELDS = ["id", "topic", "subject", "eventType", "eventTime", "dataVersion", "data"]


@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_are_missing_or_null_are_none(name: str) -> None:
    assert decode(Datum(json.dumps({name: None}), "json")) == EventGridEvent()
    assert decode(Datum(json.dumps([{name: None}, {}]), "json")) == [EventGridEvent(), EventGridEvent()]


def test_fields_of_no_name_are_left_out() -> None:
    assert decode(Datum('{"metadataVersion": "1", "event_type": "x", "Id": "1"}', "json")) == EventGridEvent()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"id": 5}, {"id": "5"}),
        ({"subject": {"a": 1}}, {"subject": '{"a": 1}'}),
        ({"eventTime": ""}, {}),
        ({"eventTime": "04/06/2024 15:30:00"}, {"event_time": datetime(2024, 4, 6, 15, 30)}),
        (
            {"eventTime": "2024-04-06T15:30:00+08:00"},
            {"event_time": datetime(2024, 4, 6, 15, 30, tzinfo=timezone(timedelta(hours=8)))},
        ),
        ({"data": False}, {"data": False}),
        ({"data": "text"}, {"data": "text"}),
    ],
)
def test_fields_of_other_types(body: dict[str, Any], expected: dict[str, Any]) -> None:
    assert decode(Datum(json.dumps(body), "json")) == EventGridEvent(**expected)
    assert decode(Datum(json.dumps([body]), "json")) == [EventGridEvent(**expected)]


@pytest.mark.parametrize(("value", "got"), [("soon", "'soon'"), (5, "5"), ([], "[]"), (True, "True")], ids=repr)
def test_times_that_cannot_be_read(value: object, got: str) -> None:
    with pytest.raises(FieldError) as error:
        decode(Datum(json.dumps({"eventTime": value}), "json")).to_dict()
    assert str(error.value) == f"cannot read field 'eventTime' of EventGridEvent: expected a date, got {got}"
    with pytest.raises(FieldError) as error:
        decode(Datum(json.dumps([{}, {"eventTime": value}]), "json"))[1].to_dict()
    assert str(error.value) == f"cannot read event 1['eventTime'] of EventGridEvent: expected a date, got {got}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
)


@given(JSON)
def test_data_is_what_json_has(data: Any) -> None:
    body = json.dumps({"data": data})
    assert decode(Datum(body, "json")) == EventGridEvent(data=data)
    assert decode(Datum(f"[{body}]", "json")) == [EventGridEvent(data=data)]
