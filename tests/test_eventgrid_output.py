"""Tests of `EventGridOutputEvent`, and of what goes out; CloudEvents are in `test_cloud_event`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any  # the older spellings are other objects

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import (
    ArgumentTypeError,
    DataError,
    FieldError,
    InvalidJSONError,
)
from azure_functions_lite.eventgrid import (
    CloudEvent,
    EventGridEvent,
    EventGridEventInConverter,
    EventGridEventOutConverter,
    EventGridOutputEvent,
)
from azure_functions_lite.meta import Datum

MIDNIGHT = datetime(2024, 4, 6, tzinfo=timezone.utc)
ATTRIBUTES: dict[str, Any] = {
    "id": "1",
    "subject": "orders/17",
    "data_version": "2",
    "event_type": "Placed",
    "data": {"order": 17},
    "event_time": MIDNIGHT,
}
SENT = {
    "id": "1",
    "subject": "orders/17",
    "dataVersion": "2",
    "eventType": "Placed",
    "data": {"order": 17},
    "eventTime": "2024-04-06T00:00:00+00:00",
}
CLOUD: dict[str, Any] = {"id": "1", "source": "s", "type": "t", "specversion": "1.0", "data": 5}


class OwnEvent(EventGridOutputEvent):
    pass


def encode(obj: object) -> Datum:
    return EventGridEventOutConverter.encode(obj, expected_type=None)


def make_event(**changes: Any) -> EventGridOutputEvent:
    return EventGridOutputEvent(**{**ATTRIBUTES, **changes})


def test_an_event_has_what_it_is_given() -> None:
    event = make_event()
    assert (event.id, event.subject, event.data_version, event.event_type) == ("1", "orders/17", "2", "Placed")
    assert (event.data, event.event_time) == ({"order": 17}, MIDNIGHT)
    assert event.get_json() is event.data


@pytest.mark.parametrize("name", list(ATTRIBUTES))
def test_an_event_needs_everything(name: str) -> None:
    keywords: dict[str, Any] = {each: None for each in ATTRIBUTES if each != name}
    with pytest.raises(TypeError, match=rf"missing 1 required keyword-only argument: '{name}'$"):
        EventGridOutputEvent(**keywords)


@pytest.mark.parametrize("name", list(ATTRIBUTES))
def test_events_are_compared_by_value(name: str) -> None:
    assert make_event() == make_event()
    assert make_event() != make_event(**{name: None})
    assert make_event() != EventGridEvent(**ATTRIBUTES)
    assert make_event() != make_event().to_dict()


def test_events_are_hashable_where_their_data_is() -> None:
    assert {make_event(data="x"), make_event(data="x")} == {make_event(data="x")}
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(make_event())


@pytest.mark.parametrize("name", list(ATTRIBUTES))
def test_events_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(make_event(), name, None)


def test_events_show_what_they_have() -> None:
    assert repr(make_event(event_time=None)) == (
        "EventGridOutputEvent(id='1', subject='orders/17', data_version='2', event_type='Placed', "
        "data=<dict of length 1>)"
    )


@pytest.mark.parametrize("event", [make_event(), OwnEvent(**ATTRIBUTES)], ids=["event", "subclass"])
def test_events_can_be_copied_and_pickled(duplicate: Callable[[object], object], event: object) -> None:
    made = duplicate(event)
    assert made == event
    assert type(made) is type(event)


def test_an_event_as_dict_and_json() -> None:
    as_dict = {**ATTRIBUTES, "event_time": "2024-04-06T00:00:00+00:00"}
    assert make_event().to_dict() == as_dict
    assert json.loads(make_event().to_json()) == as_dict
    assert make_event(event_time=None).to_dict() == {**ATTRIBUTES, "event_time": None}


@pytest.mark.parametrize("event", [make_event(), make_event(event_time=None, data=None)], ids=["all", "little"])
def test_events_come_back_from_json(event: EventGridOutputEvent) -> None:
    assert EventGridOutputEvent.from_json(event.to_json()) == event
    assert EventGridOutputEvent.from_json(event.to_json().encode()) == event


def test_json_that_is_not_an_event_is_rejected() -> None:
    with pytest.raises(
        DataError, match=r"^cannot read EventGridOutputEvent: expected a JSON object, got str of length 1$"
    ):
        EventGridOutputEvent.from_json('"a"')
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read EventGridOutputEvent: expected JSON, got str of length 1, "
        r"Expecting property name enclosed in double quotes at character 1$",
    ):
        EventGridOutputEvent.from_json("{")
    with pytest.raises(
        FieldError, match=r"^cannot read EventGridOutputEvent: field 'event_time': expected a date, got 'soon'$"
    ):
        EventGridOutputEvent.from_json(json.dumps({**make_event().to_dict(), "event_time": "soon"}))


def test_an_event_is_sent_in_the_order_of_the_official_sdk() -> None:
    assert encode(make_event()) == Datum(json.dumps(SENT), "json")
    assert list(SENT) == ["id", "subject", "dataVersion", "eventType", "data", "eventTime"]


@pytest.mark.parametrize(
    ("event_time", "sent"),
    [
        (None, None),
        (MIDNIGHT.replace(microsecond=250_000), "2024-04-06T00:00:00.250000+00:00"),
        (datetime(2024, 4, 6, 15, 30), "2024-04-06T15:30:00"),
        (datetime(2024, 4, 6, tzinfo=timezone(timedelta(hours=2))), "2024-04-06T00:00:00+02:00"),
    ],
    ids=["None", "UTC", "naive", "offset"],
)
def test_times_are_sent_as_they_are(event_time: datetime | None, sent: str | None) -> None:
    assert json.loads(encode(make_event(event_time=event_time)).value)["eventTime"] == sent


@pytest.mark.parametrize(
    ("value", "type", "sent"),
    [
        ("å", "string", "å"),
        (b"x", "string", "x"),
        (bytearray("å".encode()), "string", "å"),
        ({"a": [1, None]}, "json", {"a": [1, None]}),
        (MappingProxyType({"a": 1}), "json", {"a": 1}),
        (make_event(), "json", SENT),
        (OwnEvent(**ATTRIBUTES), "json", SENT),
        ([], "json", []),
        ((make_event(),), "json", [SENT]),
        ([b"a", bytearray(b"b")], "json", ["a", "b"]),
        (
            [make_event(), {"a": 1}, '{"b": 2}', b'{"c": 3}', bytearray(b"{}")],
            "json",
            [SENT, {"a": 1}, {"b": 2}, {"c": 3}, {}],
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_can_be_sent(value: object, type: str, sent: object) -> None:
    datum = encode(value)
    assert datum.type == type
    assert (json.loads(datum.value) if type == "json" else datum.value) == sent


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"\xff", "expected UTF-8, because the host sends only text, got bytes of length 1"),
        ([make_event(), CloudEvent(**CLOUD)], "expected events of one schema, got EventGridOutputEvent and CloudEvent"),
        ([make_event(), "text"], "item 1: expected JSON, got str of length 4, Expecting value at character 0"),
        (["[]", make_event()], "item 0: expected a JSON object, got list of length 0"),
    ],
    ids=["bytes", "schemas", "text", "array"],
)
def test_events_that_the_host_would_refuse(value: object, message: str) -> None:
    with pytest.raises(DataError, match=f"^cannot encode eventGrid: {message}$"):
        encode(value)


def test_a_generator_is_sent() -> None:
    assert encode(event for event in (make_event(), "{}")) == Datum(json.dumps([SENT, {}]), "json")


def test_bytes_that_json_cannot_carry_are_refused_in_a_list() -> None:
    with pytest.raises(
        DataError, match=r"^cannot encode eventGrid: item 1: expected (JSON in )?UTF-8(, .+)?, got bytes of length 1$"
    ):
        encode([make_event(), b"\xff"])


@pytest.mark.parametrize("value", [make_event(data={"a": object()}), {"a": object()}], ids=["event", "mapping"])
def test_data_must_be_json(value: object) -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot encode eventGrid: expected values that JSON has, got an object of type object$",
    ):
        encode(value)
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot encode eventGrid: expected values that JSON has, got an object of type object$",
    ):
        encode([value])


def received(data: Datum) -> object:
    return EventGridEventInConverter.decode(data, trigger_metadata=None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
)


@given(
    st.fixed_dictionaries({"id": st.text(), "subject": st.text(), "event_type": st.text(), "data_version": st.text()}),
    JSON,
    st.none() | st.datetimes(timezones=st.just(timezone.utc)),
)
def test_what_is_sent_comes_back(texts: dict[str, str], data: Any, event_time: datetime | None) -> None:
    sent = EventGridOutputEvent(**texts, data=data, event_time=event_time)
    came = EventGridEvent(**texts, data=data, event_time=event_time)
    assert received(encode(sent)) == came
    assert received(encode([sent, sent])) == [came, came]


def test_a_time_of_another_type_is_rejected() -> None:
    time: Any = 5
    event = make_event(event_time=time)
    message = r"^cannot encode event_time of EventGridOutputEvent: expected a datetime or None, got int$"
    with pytest.raises(ArgumentTypeError, match=message):
        EventGridEventOutConverter.encode(event, expected_type=None)
