"""Timers: `TimerRequest`, and the JSON that the host sends for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import DataError, FieldError
from azure_functions_lite.meta import Datum
from azure_functions_lite.timer import TimerRequest, TimerRequestConverter

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

OBJECTS = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())


def decode(data: Datum | None) -> TimerRequest:
    return TimerRequestConverter.decode(data, trigger_metadata=None)


def test_a_timer_needs_nothing() -> None:
    timer = TimerRequest()
    assert timer.past_due is False
    assert timer.schedule_status == {}
    assert timer.schedule == {}


def test_a_timer_has_what_it_is_given() -> None:
    timer = TimerRequest(past_due=True, schedule_status={"Last": "x"}, schedule={"AdjustForDST": True})
    assert timer.past_due is True
    assert timer.schedule_status == {"Last": "x"}
    assert timer.schedule == {"AdjustForDST": True}


def test_timers_are_values(duplicate: Callable[[object], object]) -> None:
    timer = TimerRequest(past_due=True, schedule={"AdjustForDST": True})
    assert timer == TimerRequest(past_due=True, schedule={"AdjustForDST": True}, schedule_status={})
    assert duplicate(timer) == timer
    for other in (TimerRequest(), TimerRequest(past_due=True), TimerRequest(schedule={"AdjustForDST": True}), None):
        assert timer != other
    assert repr(timer) == "TimerRequest(past_due=True, schedule={'AdjustForDST': True})"
    as_dict = {"past_due": True, "schedule_status": {}, "schedule": {"AdjustForDST": True}}
    assert timer.to_dict() == as_dict
    assert json.loads(timer.to_json()) == as_dict


def test_timers_are_unhashable_as_their_dicts_are() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(TimerRequest())


@pytest.mark.parametrize("name", ["past_due", "schedule_status", "schedule"])
def test_timers_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(TimerRequest(), name, None)


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("timerTrigger")
    timer = TimerRequestConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(timer, TimerRequest)
    assert timer == TimerRequest(
        past_due=True,
        schedule_status={
            "Last": "2024-04-06T15:25:00.0041234+00:00",
            "Next": "2024-04-06T15:30:00+00:00",
            "LastUpdated": "2024-04-06T15:25:00.0041234+00:00",
        },
        schedule={"AdjustForDST": True},
    )


@given(st.booleans(), OBJECTS, OBJECTS)
def test_what_the_host_sends_comes_in(past_due: bool, status: dict[str, Any], schedule: dict[str, Any]) -> None:
    body = json.dumps({"IsPastDue": past_due, "ScheduleStatus": status, "Schedule": schedule})
    expected = TimerRequest(past_due=past_due, schedule_status=status, schedule=schedule)
    assert decode(Datum(body, "json")) == expected
    assert decode(Datum(body, "string")) == expected


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "null",
        '{"IsPastDue": null, "ScheduleStatus": null, "Schedule": null}',
        '{"Other": 1}',
        '{"isPastDue": true}',
    ],
)
@pytest.mark.parametrize("type", ["json", "string"])
def test_what_the_host_does_not_say_is_not_so(make_datum: MakeDatum, type: str, body: str) -> None:
    assert decode(make_datum(body, type)) == TimerRequest()


def test_nothing_is_a_timer_too(make_datum: MakeDatum) -> None:
    assert decode(None) == TimerRequest()
    assert decode(make_datum(None, None)) == TimerRequest()


@pytest.mark.parametrize("text", ["true", '"True"', '"true"'])
def test_words_for_truth(text: str) -> None:
    assert decode(Datum(f'{{"IsPastDue": {text}}}', "json")).past_due is True


@pytest.mark.parametrize(
    ("body", "got"), [("[]", "list of length 0"), ('"a"', "str of length 1"), ("5", "int"), ("true", "bool")]
)
def test_json_that_is_not_an_object_is_rejected(make_datum: MakeDatum, body: str, got: str) -> None:
    with pytest.raises(DataError) as error:
        _ = decode(make_datum(body, "json")).past_due
    assert str(error.value) == f"cannot read the JSON of TimerRequest: expected a JSON object, got {got}"


@pytest.mark.parametrize("value", ["{", "hey", "", None, {}, b"\xff"], ids=repr)
def test_what_is_not_json_is_rejected(make_datum: MakeDatum, value: object) -> None:
    with pytest.raises(FieldError, match=r"^cannot read the JSON of TimerRequest: expected JSON"):
        _ = decode(make_datum(value, "json")).past_due


@pytest.mark.parametrize(
    ("body", "name", "message"),
    [
        ('{"IsPastDue": 1}', "IsPastDue", "expected bool, got 1"),
        ('{"IsPastDue": "yes"}', "IsPastDue", "expected bool, got 'yes'"),
        ('{"ScheduleStatus": []}', "ScheduleStatus", "expected a JSON object, got []"),
        ('{"Schedule": "0 * * * * *"}', "Schedule", "expected a JSON object, got '0 * * * * *'"),
    ],
)
def test_fields_of_another_type_are_rejected(body: str, name: str, message: str) -> None:
    with pytest.raises(FieldError) as error:
        decode(Datum(body, "json")).to_dict()
    assert str(error.value) == f"cannot read field '{name}' of TimerRequest: {message}"
