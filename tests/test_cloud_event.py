"""Tests of `CloudEvent`, and of CloudEvents that come in and go out; the other events are in `test_eventgrid`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, InvalidJSONError
from azure_functions_lite.eventgrid import (
    CloudEvent,
    EventGridEvent,
    EventGridEventInConverter,
    EventGridEventOutConverter,
)
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

REQUIRED: dict[str, Any] = {"id": "1", "source": "/shop", "type": "Placed", "specversion": "1.0"}
OPTIONAL: dict[str, Any] = {
    "subject": "orders/17",
    "datacontenttype": "application/json",
    "dataschema": "https://shop.example/order",
}
TIME = datetime(2024, 4, 6, 15, 30, tzinfo=timezone.utc)
# Names that a constructor or a class might want for itself, and names that no Python keyword has.
NAMES = ["self", "cls", "extensions", "extension_attrs", "values", "id2", "data-x", "type ", "Id", "å", "", "__dict__"]


def decode(body: object) -> Any:
    return EventGridEventInConverter.decode(Datum(json.dumps(body), "json"), trigger_metadata=None)


def encode(obj: object) -> Any:
    datum = EventGridEventOutConverter.encode(obj, expected_type=None)
    assert datum.type == "json"
    return json.loads(datum.value)


def make_event(**changes: Any) -> CloudEvent:
    keywords: dict[str, Any] = {**REQUIRED, **OPTIONAL, "time": TIME, "data": [1], "traceparent": "00-1"}
    return CloudEvent(**{**keywords, **changes})


def small_event(data: Any = None, **more: Any) -> CloudEvent:
    return CloudEvent(**REQUIRED, data=data, **more)


def test_an_event_has_what_it_is_given() -> None:
    event = make_event()
    assert (event.id, event.source, event.type, event.specversion) == ("1", "/shop", "Placed", "1.0")
    assert event.subject == "orders/17"
    assert (event.datacontenttype, event.dataschema) == ("application/json", "https://shop.example/order")
    assert (event.time, event.data, event.extension_attrs) == (TIME, [1], {"traceparent": "00-1"})


def test_what_an_event_need_not_be_given() -> None:
    event = small_event()
    assert (event.subject, event.time, event.datacontenttype, event.dataschema) == (None, None, None, None)
    assert event.extension_attrs == {}
    assert small_event().extension_attrs is not event.extension_attrs


@pytest.mark.parametrize("name", [*REQUIRED, "data"])
def test_what_an_event_must_be_given(name: str) -> None:
    keywords: dict[str, Any] = {**REQUIRED, "data": None}
    del keywords[name]
    with pytest.raises(TypeError, match=rf"missing 1 required keyword-only argument: '{name}'$"):
        CloudEvent(**keywords)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_extensions_have_any_name(name: str) -> None:
    assert small_event(**{name: 5}).extension_attrs == {name: 5}


@pytest.mark.parametrize("name", [*REQUIRED, *OPTIONAL, "time", "data", "traceparent"])
def test_events_are_compared_by_value(name: str) -> None:
    assert make_event() == make_event()
    assert make_event() != make_event(**{name: None})
    assert make_event() != EventGridEvent(id="1")


def test_events_are_unhashable_as_their_extensions_are() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(small_event())


@pytest.mark.parametrize("name", [*REQUIRED, "time", "data", "extension_attrs"])
def test_events_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(make_event(), name, None)


def test_events_show_what_they_have() -> None:
    shown = "CloudEvent(id='1', source='/shop', type='Placed', specversion='1.0'"
    assert repr(small_event()) == f"{shown})"
    assert repr(small_event(b"\xff", subject="x", extra=1)) == (
        f"{shown}, subject='x', data=<bytes of length 1>, extension_attrs={{'extra': 1}})"
    )


@pytest.mark.parametrize("event", [make_event(), small_event(b"\xff", self=1)], ids=["JSON", "bytes"])
def test_events_can_be_copied_and_pickled(duplicate: Callable[[object], object], event: CloudEvent) -> None:
    made = duplicate(event)
    assert made == event
    assert type(made) is CloudEvent


class OwnEvent(CloudEvent):
    def __init__(self, order: int) -> None:
        super().__init__(**REQUIRED, data={"order": order})


def test_events_of_a_subclass_with_its_own_constructor(duplicate: Callable[[Any], Any]) -> None:
    assert duplicate(OwnEvent(17)) == OwnEvent(17)
    assert OwnEvent(17) != OwnEvent(18)
    assert OwnEvent.from_json(OwnEvent(17).to_json()) == OwnEvent(17)
    assert encode(OwnEvent(17)) == {**REQUIRED, "data": {"order": 17}}


def test_an_event_as_dict_and_json() -> None:
    as_dict = {
        **REQUIRED,
        **OPTIONAL,
        "time": "2024-04-06T15:30:00+00:00",
        "data": [1],
        "extension_attrs": {"traceparent": "00-1"},
    }
    assert make_event().to_dict() == as_dict
    assert json.loads(make_event().to_json()) == as_dict


@pytest.mark.parametrize(("data", "value"), [(b"hey", "aGV5"), (b"\xff", "/w=="), (b"", "")], ids=repr)
def test_bytes_are_in_base64_in_dict_and_json(data: bytes, value: str) -> None:
    assert small_event(data).to_dict()["data"] == {"__encoding": "base64", "value": value}


@pytest.mark.parametrize(
    "event",
    [make_event(), small_event(), small_event(b"hey"), small_event(b"\xff"), small_event("text", self=1, id2=None)],
    ids=["all", "required", "text as bytes", "bytes", "extensions"],
)
def test_events_come_back_from_json(event: CloudEvent) -> None:
    made = CloudEvent.from_json(event.to_json())
    assert made == event
    assert type(made.data) is type(event.data)
    assert CloudEvent.from_json(event.to_json().encode()) == event


def test_json_that_is_not_an_event_is_rejected() -> None:
    with pytest.raises(DataError, match=r"^cannot read CloudEvent: expected a JSON object, got list of length 0$"):
        CloudEvent.from_json("[]")
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read CloudEvent: expected JSON, got str of length 0, Expecting value at character 0$",
    ):
        CloudEvent.from_json("")
    with pytest.raises(FieldError, match=r"^cannot read CloudEvent: field 'time': expected a date, got 'soon'$"):
        CloudEvent.from_json('{"time": "soon"}')
    with pytest.raises(FieldError, match=r"^cannot read CloudEvent: field 'data': expected base64, got int$"):
        CloudEvent.from_json('{"data": {"__encoding": "base64", "value": 5}}')


@pytest.mark.parametrize("data", [None, 5, "text", [1], {"a": 1}], ids=repr)
def test_get_json_of_json_is_the_data(data: object) -> None:
    assert small_event(data).get_json() is data


def test_get_json_of_bytes_is_parsed() -> None:
    assert small_event('{"note": "å"}'.encode()).get_json() == {"note": "å"}
    with pytest.raises(
        InvalidJSONError, match=r"^cannot read the data of CloudEvent: expected JSON in UTF-8, got bytes of length 1$"
    ):
        small_event(b"\xff").get_json()
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read the data of CloudEvent: expected JSON, got str of length 0, "
        r"Expecting value at character 0$",
    ):
        small_event(b"").get_json()


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventGridTrigger-cloudevent")
    event = EventGridEventInConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(event, CloudEvent)
    assert event == CloudEvent(
        id="b85d631a-101e-005a-02f2-cee7aa06f148",
        source="/shop/orders",
        type="Shop.Order.Placed",
        specversion="1.0",
        time=datetime(2024, 4, 6, 15, 30, 0, 250000, tzinfo=timezone.utc),
        subject="orders/17",
        datacontenttype="application/json",
        dataschema="https://shop.example/schemas/order.json",
        data={"order": 17, "note": "smörgås"},
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        priority=5,
    )
    assert event.get_json() == {"order": 17, "note": "smörgås"}


def test_a_binary_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("eventGridTrigger-cloudevent-binary")
    event = EventGridEventInConverter.decode(data, trigger_metadata=metadata)
    assert event == CloudEvent(
        id="5cb4a1de-5b4e-4f6d-8a3e-0d0f6b7a8c9e",
        source="/shop/scanner",
        type="Shop.Label.Scanned",
        specversion="1.0",
        time=TIME,
        datacontenttype="image/png",
        data=b"\x89PNG\r\n\x1a\n\x00\xff",
    )


@pytest.mark.parametrize("type", ["json", "string", "bytes"])
def test_datums_that_become_an_event(make_datum: MakeDatum, type: str) -> None:
    text = json.dumps({**REQUIRED, "data": "å"})
    datum = make_datum(text.encode() if type == "bytes" else text, type)
    assert EventGridEventInConverter.decode(datum, trigger_metadata=None) == small_event("å")


def test_specversion_makes_it_a_cloud_event() -> None:
    assert decode({"specversion": "1.0"}) == CloudEvent.from_json('{"specversion": "1.0"}')
    assert decode({"specversion": None}) == CloudEvent.from_json("{}")
    assert decode([REQUIRED, REQUIRED]) == [small_event(), small_event()]


@pytest.mark.parametrize("name", [*OPTIONAL, "time", "data", "data_base64"])
def test_attributes_that_are_null_are_none(name: str) -> None:
    assert decode({**REQUIRED, name: None}) == small_event()
    assert decode([{**REQUIRED, name: None}]) == [small_event()]


@pytest.mark.parametrize("name", NAMES, ids=repr)
@pytest.mark.parametrize("value", [None, 5, [1]], ids=repr)
def test_other_attributes_are_extensions(name: str, value: object) -> None:
    assert decode({**REQUIRED, name: value}).extension_attrs == {name: value}
    assert decode([{**REQUIRED, name: value}])[0].extension_attrs == {name: value}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-04-06T15:30:00Z", TIME),
        ("2024-04-06T15:30:00.0000009Z", TIME),
        ("2020-01-01T00:00:00+08:00", datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=8)))),
        ("2020-01-01T00:00:00-03:30", datetime(2020, 1, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("2020-01-01T00:00:00", datetime(2020, 1, 1)),
        ("", None),
    ],
)
def test_times(text: str, time: datetime | None) -> None:
    event = decode({**REQUIRED, "time": text})
    assert repr(event.time) == repr(time)  # which has the offset, unlike ==


@pytest.mark.parametrize(
    ("attributes", "name", "message"),
    [
        ({"time": "soon"}, "time", "expected a date, got 'soon'"),
        ({"time": 5}, "time", "expected a date, got 5"),
        ({"data_base64": "A"}, "data", "expected base64, got str of length 1"),
        ({"data_base64": "AQ I="}, "data", "expected base64, got str of length 5"),
        ({"data_base64": "åååå"}, "data", "expected base64, got str of length 4"),
        ({"data_base64": 5}, "data", "expected base64, got int"),
        ({"data_base64": False}, "data", "expected base64, got bool"),
        ({"data_base64": [1]}, "data", "expected base64, got list of length 1"),
        ({"data_base64": "AQI=", "data": 0}, "data", "expected either data or data_base64, got both"),
    ],
)
def test_attributes_that_cannot_be_read(attributes: dict[str, Any], name: str, message: str) -> None:
    with pytest.raises(FieldError) as error:
        decode({**REQUIRED, **attributes}).to_dict()
    assert str(error.value) == f"cannot read field {name!r} of CloudEvent: {message}"
    with pytest.raises(FieldError) as error:
        decode([{}, {**REQUIRED, **attributes}])[1].to_dict()
    assert str(error.value) == f"cannot read event 1[{name!r}] of CloudEvent: {message}"


def test_attributes_of_other_types_are_text() -> None:
    event = decode({**REQUIRED, "id": 5, "subject": ["a"], "specversion": 1.0})
    assert (event.id, event.subject, event.specversion) == ("5", '["a"]', "1.0")


@pytest.mark.parametrize(
    ("body", "data"),
    [
        ({"data_base64": "AQI="}, b"\x01\x02"),
        ({"data_base64": ""}, b""),
        ({"data_base64": "AQI=", "data": None}, b"\x01\x02"),
        ({"data_base64": None, "data": 5}, 5),
        ({"data": "AQI="}, "AQI="),
        ({"data": False}, False),
    ],
)
def test_data(body: dict[str, Any], data: object) -> None:
    event = decode({**REQUIRED, **body})
    assert event == small_event(data)
    assert type(event.data) is type(data)


def test_what_an_event_does_not_have_is_not_sent() -> None:
    assert encode(small_event()) == REQUIRED
    assert list(encode(small_event([1], extra=2))) == ["id", "source", "type", "specversion", "data", "extra"]
    assert encode(make_event()) == {
        **REQUIRED,
        **OPTIONAL,
        "time": "2024-04-06T15:30:00+00:00",
        "data": [1],
        "traceparent": "00-1",
    }


@pytest.mark.parametrize(
    ("time", "sent"),
    [
        (datetime(2024, 4, 6, 15, 30), "2024-04-06T15:30:00+00:00"),
        (TIME, "2024-04-06T15:30:00+00:00"),
        (datetime(2024, 4, 6, tzinfo=timezone(timedelta(hours=2))), "2024-04-06T00:00:00+02:00"),
    ],
    ids=["naive", "UTC", "offset"],
)
def test_times_are_sent_with_a_zone(time: datetime, sent: str) -> None:
    event = small_event(time=time)
    assert encode(event) == {**REQUIRED, "time": sent}
    assert event.time is time


@pytest.mark.parametrize(("data", "sent"), [(b"\x01\x02", "AQI="), (b"", "")], ids=repr)
def test_bytes_are_sent_in_base64(data: bytes, sent: str) -> None:
    assert encode(small_event(data)) == {**REQUIRED, "data_base64": sent}


@pytest.mark.parametrize("data", [0, False, "", [], {}], ids=repr)
def test_data_that_is_empty_is_sent(data: object) -> None:
    assert encode(small_event(data)) == {**REQUIRED, "data": data}


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_extensions_are_sent(name: str) -> None:
    assert encode(small_event(**{name: None})) == {**REQUIRED, name: None}


def test_extensions_are_written_as_json_has_them() -> None:
    assert encode(small_event(at=TIME, raw=b"\xff")) == {**REQUIRED, "at": "2024-04-06T15:30:00+00:00", "raw": "/w=="}
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot encode eventGrid: expected values that JSON has, got an object of type object$",
    ):
        encode(small_event(extra=object()))


def test_several_are_sent_as_an_array() -> None:
    assert encode([small_event(), {"a": 1}, small_event(b"x")]) == [
        REQUIRED,
        {"a": 1},
        {**REQUIRED, "data_base64": "eA=="},
    ]
    assert encode(small_event(number) for number in range(2)) == [{**REQUIRED, "data": 0}, {**REQUIRED, "data": 1}]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
)
TIMES = st.datetimes(timezones=st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))))
TEXT = st.text() | st.none()
# What the format has names for cannot be extensions.
TAKEN = {*REQUIRED, *OPTIONAL, "time", "data", "data_base64"}
ATTRIBUTES = st.fixed_dictionaries(
    {"id": st.text(), "source": st.text(), "type": st.text(), "specversion": st.text(), "data": JSON | st.binary()},
    optional={"subject": TEXT, "datacontenttype": TEXT, "dataschema": TEXT, "time": TIMES | st.none()},
)
EXTENSIONS = st.dictionaries(
    st.sampled_from(NAMES) | st.text().filter(lambda name: name not in TAKEN), JSON, max_size=3
)


@st.composite
def cloud_events(draw: st.DrawFn) -> CloudEvent:
    attributes: dict[str, Any] = {**draw(EXTENSIONS), **draw(ATTRIBUTES)}
    return CloudEvent(**attributes)


@given(st.lists(cloud_events(), min_size=1, max_size=3))
def test_what_is_sent_comes_back(events: list[CloudEvent]) -> None:
    assert decode(encode(events[0])) == events[0]
    assert decode(encode(events)) == events


@given(cloud_events())
def test_what_is_written_as_json_comes_back(event: CloudEvent) -> None:
    assert CloudEvent.from_json(event.to_json()) == event


def test_binary_data_may_be_given_as_it_is_on_the_wire() -> None:
    event = CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=None, data_base64="AQI=")
    assert event.data == b"\x01\x02"
    assert event.extension_attrs == {}


@pytest.mark.parametrize("data", [b"x", 5], ids=repr)
def test_data_cannot_be_given_twice(data: object) -> None:
    message = r"^cannot read argument 'data_base64' of CloudEvent: expected either data or data_base64, got both$"
    with pytest.raises(FieldError, match=message):
        CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=data, data_base64="AQI=")


def test_data_may_be_a_bytearray() -> None:
    event = CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=bytearray(b"[1]"))
    assert event.data == b"[1]"
    assert event.get_json() == [1]
    assert CloudEvent.from_json(event.to_json()) == event


def test_a_time_of_another_type_is_sent_as_it_is() -> None:
    time: Any = "2026-01-31T10:00:00Z"
    event = CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=None, time=time)
    document = EventGridEventOutConverter.encode(event, expected_type=None).python_value
    assert document["time"] == "2026-01-31T10:00:00Z"


def test_extensions_that_are_not_an_object_cannot_be_read() -> None:
    with pytest.raises(
        FieldError, match=r"^cannot read CloudEvent: field 'extension_attrs': expected a JSON object, got 5$"
    ):
        CloudEvent.from_json('{"extension_attrs": 5}')


@pytest.mark.parametrize("names", ["id", "data", "data_base64", "id, source"])
def test_extensions_cannot_take_the_place_of_what_has_a_name(names: str) -> None:
    event = CloudEvent(id="1", source="/a", type="t", specversion="1.0", data=None)
    event.extension_attrs.update(dict.fromkeys(names.split(", "), "x"))
    message = rf"^cannot encode extension_attrs of CloudEvent: expected other names than the event's own, got {names}$"
    with pytest.raises(DataError, match=message):
        EventGridEventOutConverter.encode(event, expected_type=None)
