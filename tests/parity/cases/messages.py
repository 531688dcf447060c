"""Queues, Event Hubs, Service Bus and Kafka: messages and batches, of the fields that the official converters read."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from ..fields import FIELDS
from ..packages import Case, Make, Raw, official, resolve
from .shared import (
    alone,
    bodies,
    cases,
    contents,
    counts,
    dates,
    durations,
    good_dates,
    json_values,
    named,
    numbers,
    odd_bodies,
    odd_datums,
    one_odd,
    plain_values,
    raw_json,
    readings,
    sendable_texts,
    texts,
)

Strategy = st.SearchStrategy[Any]
_EMPTY: dict[str, object] = {}
_objects: Strategy = st.sampled_from([{}, {"a": 1}, {"a": "b", "c": None}])
_headers: Strategy = st.sampled_from([[], [{"Key": "a", "Value": "eA=="}]])
_USUAL: dict[type[Any], Strategy] = {
    str: sendable_texts,
    int: numbers,
    datetime: good_dates,
    timedelta: st.sampled_from(["01:02:03", "05:06", "5", ""]),
    bool: st.booleans(),
    dict: _objects,
    list: _headers,
}
_ODD: dict[type[Any], Strategy] = {
    str: json_values,
    int: counts | json_values,
    datetime: dates | json_values,
    timedelta: durations | json_values,
    bool: st.sampled_from(["true", "False", "yes", 1, None]),
    dict: json_values | st.just([["a", 1]]),
    list: json_values,
}


def _datum(value: object) -> Strategy:
    return st.just(raw_json(value)) | (st.just(Raw(value, "string")) if isinstance(value, str) else st.nothing())


def _odd_fields(binding: str) -> dict[str, Strategy]:
    return {field.name: _ODD[field.kind].flatmap(_datum) | odd_datums for field in FIELDS[binding]}


def _one(
    binding: str,
    usual: dict[str, Strategy],
    odd: dict[str, Strategy],
    mark: dict[str, Strategy],
    data: Strategy = bodies | json_values.map(raw_json),  # noqa: B008  # strategies do not change
) -> Strategy:
    usual = {field.name: _USUAL[field.kind].flatmap(_datum) for field in FIELDS[binding]} | usual
    odd = _odd_fields(binding) | odd
    marked = st.tuples(named(mark), one_odd(usual, odd)).map(lambda pair: {**pair[0], **pair[1]})
    return st.one_of(
        cases("decode", binding, data, metadata=marked),
        cases("decode", binding, odd_bodies, metadata=named(mark)),
        cases("decode", binding, odd_bodies, metadata=st.none() | named({}, optional={"sys": _sys_datum})),
    )


_sys_datum = st.just(raw_json({"MethodName": "a"}))
_sys: dict[str, Strategy] = {"sys": _sys_datum}
_odd_sys: dict[str, Strategy] = {"sys": odd_datums}
_iothub = st.sampled_from([{}, {"iothub-a": "b", "x": 1}, {"iothub-a": "b", "iothub-c": 5}, {"iothub-a": None}])
_event_hub_one = _one(
    "eventHubTrigger",
    {**_sys, "iothub-a": st.just(raw_json("b"))},
    {**_odd_sys, "iothub-a": odd_datums, "SystemProperties": json_values.map(raw_json) | odd_datums},
    {"SystemProperties": _iothub.map(raw_json)},
)
_service_bus_one = _one("serviceBusTrigger", _sys, _odd_sys, {"UserProperties": _objects.map(raw_json)})
_kafka_one = _one("kafkaTrigger", _sys, _odd_sys, {})
# JSON as the body, and no metadata, are oddities of queues only.
_queue_one = _one("queueTrigger", _sys, _odd_sys, {}, bodies).filter(lambda case: case.metadata is not None)


def _several(count: int) -> Strategy:
    return st.one_of(
        st.lists(contents, min_size=count, max_size=count).map(lambda made: Raw(made, "collection_bytes")),
        st.lists(sendable_texts, min_size=count, max_size=count).map(lambda made: Raw(made, "collection_string")),
        st.lists(json_values, min_size=count, max_size=count).map(raw_json),
    )


def _column(kind: type[Any], values: list[Any], *, collected: bool) -> Raw:
    name = {str: "collection_string", datetime: "collection_string", int: "collection_sint64"}.get(kind)
    fits = all(isinstance(value, int if kind is int else str) for value in values)
    return Raw(values, name) if collected and name and fits else raw_json(values)


def _kinds(binding: str) -> dict[str, type[Any]]:
    return {field.name: field.kind for field in FIELDS[binding]}


@st.composite
def _columns(draw: st.DrawFn, binding: str, mark: tuple[str, ...]) -> Case:
    """Draw a batch with an array of metadata for each field, of which at most one is odd."""
    count = draw(st.integers(0, 3))
    is_kafka = binding == "kafkaTrigger"
    kinds = _kinds(binding)
    chosen = sorted({*draw(st.lists(st.sampled_from(sorted(kinds)), max_size=4)), *mark})
    odd = draw(st.sampled_from(chosen)) if draw(st.booleans()) else ""
    metadata: dict[str, Any] = {"sys": draw(_sys_datum)}
    for name in chosen:
        kind = kinds[name]
        values = draw(st.lists(_USUAL[kind], min_size=count, max_size=count))
        what = draw(st.sampled_from(["null", "item", "length", "form", "datum", "missing"])) if name == odd else ""
        if what in ("null", "item") and values:
            values[draw(st.integers(0, count - 1))] = draw(_ODD[kind]) if what == "item" else None
        if what == "length":
            values = draw(st.sampled_from([values[1:], [*values, *values], [*values, draw(_USUAL[kind])]]))
        collected = name in ("Offset", "Topic") if is_kafka else draw(st.booleans())
        metadata[f"{name}Array"] = _column(kind, values, collected=collected is not (what == "form"))
        if what == "datum":
            metadata[f"{name}Array"] = draw(odd_datums)
        if what == "missing" and name != "UserProperties":
            del metadata[f"{name}Array"]
    data = draw(_several(count))
    return Case("decode", binding, Raw([], "collection_bytes") if is_kafka and data.type == "json" else data, metadata)


_KAFKA_FIELDS = tuple(_kinds("kafkaTrigger"))
_event = _kinds("eventHubTrigger")
_row = one_odd(
    {**{name: _USUAL[kind] for name, kind in _event.items()}, "x": st.just(1), "iothub-a": st.just("b")},
    {**{name: st.none() | _ODD[kind] for name, kind in _event.items()}, "iothub-a": json_values},
)


@st.composite
def _rows(draw: st.DrawFn) -> Case:
    """Draw a batch of Event Hubs: one array, with an object for each event."""
    count = draw(st.integers(0, 3))
    given: list[Any] = draw(st.lists(named({}, optional={"Offset": numbers}), min_size=count, max_size=count))
    if count:
        given[0] = draw(_row)
    odd = draw(st.sampled_from(["no", "no", "no", "length", "item", "datum", "sys"]))
    if odd == "length":
        given.append({})
    if odd == "item" and count:
        given[-1] = draw(json_values)
    metadata: dict[str, Raw | None] = {"SystemPropertiesArray": raw_json(given), "sys": draw(_sys_datum)}
    metadata["PartitionKeyArray"] = Raw(["a"] * count, "collection_string")
    if odd == "datum":
        metadata["SystemPropertiesArray"] = draw(json_values.map(raw_json) | odd_datums)
    if odd == "sys":
        metadata["sys"] = draw(odd_datums)
    return Case("decode", "eventHubTrigger", draw(_several(count)), metadata)


@st.composite
def _forms(draw: st.DrawFn, name: str, values: Strategy) -> Case:
    """Draw one message or a batch with one field of metadata."""
    if draw(st.booleans()):
        metadata = {"UserProperties": raw_json(_EMPTY), name: draw(values.flatmap(_datum))}
        return Case("decode", "serviceBusTrigger", Raw("x", "string"), metadata)
    column = raw_json(draw(st.lists(values, min_size=2, max_size=2)))
    metadata = {"UserPropertiesArray": raw_json([_EMPTY, _EMPTY]), f"{name}Array": column}
    return Case("decode", "serviceBusTrigger", Raw(["x", "y"], "collection_string"), metadata)


_MARKS = {"eventHubTrigger": "SystemPropertiesArray", "serviceBusTrigger": "UserPropertiesArray"}
_odd_batches = st.sampled_from(sorted(_MARKS)).flatmap(
    lambda binding: cases("decode", binding, odd_bodies, metadata=st.just({_MARKS[binding]: raw_json([_EMPTY])}))
)
_untriggered = cases(
    "decode",
    st.sampled_from(["eventHub", "kafka"]),
    st.one_of(bodies, odd_bodies, st.integers(0, 3).flatmap(_several)),
    metadata=st.none() | named({}, optional={"PartitionKey": st.just(raw_json("a")), "Key": st.just(raw_json("a"))}),
)
_dates_of_text = st.just(datetime(2024, 1, 1)) | st.just(timedelta(1))
_sent_items = st.one_of(texts, contents, json_values, _dates_of_text, st.just(bytearray(b"x")))
_sent: Strategy = st.one_of(
    plain_values,
    st.lists(_sent_items, max_size=2),
    st.lists(_sent_items, max_size=2).map(tuple),
    st.dictionaries(st.sampled_from(["a", "b"]), json_values | contents | _dates_of_text, max_size=2),
    st.sampled_from([{"a"}, object, Make("EventHubEvent", {"body": b"x"}), Make("ServiceBusMessage", {"body": b"x"})]),
)
_sent_bodies = st.none() | texts | contents | st.sampled_from([5, bytearray(b"x")])
_MODULES = {
    "EventHubEvent": "eventHubTrigger",
    "kafka.KafkaEvent": "kafkaTrigger",
    "servicebus.ServiceBusMessage": "serviceBusTrigger",
}
_VALUES: dict[type[Any], Strategy] = {**_USUAL, datetime: st.datetimes(), timedelta: st.timedeltas()}


def _made(name: str) -> st.SearchStrategy[Case]:
    taken = inspect.signature(resolve(official, name)).parameters
    known = [field for field in FIELDS[_MODULES[name]] if field.attribute in taken]
    fields = {field.attribute: st.none() | _VALUES[field.kind] for field in known}
    needed = [attribute for attribute in ("message_id", "application_properties", "user_properties") if "S" in name]
    required: dict[str, Strategy] = {attribute: fields.pop(attribute) for attribute in needed}
    own = {"trigger_metadata": st.none() | named(_sys)}
    own |= {"iothub_metadata": st.none() | st.just({"a": "b"})} if name == "EventHubEvent" else {}
    complete = named({**required, "body": contents}, {**fields, **own})
    return readings(name, complete | named({**required, "body": _sent_bodies}) | named({}, fields))


CASES: dict[str, st.SearchStrategy[Case]] = {
    "decode queueTrigger": _queue_one,
    "decode queueTrigger: one field": alone("queueTrigger", _odd_fields("queueTrigger")),
    "decode eventHubTrigger: one": _event_hub_one,
    "decode eventHubTrigger: batches": _rows(),
    "decode serviceBusTrigger: one": _service_bus_one,
    "decode serviceBusTrigger: batches": _columns("serviceBusTrigger", ("UserProperties",)),
    "decode serviceBusTrigger: durations": _forms("TimeToLive", durations | st.none()),
    "decode serviceBusTrigger: dates": _forms("EnqueuedTimeUtc", dates | st.none()),
    "decode kafkaTrigger: one": _kafka_one,
    "decode kafkaTrigger: batches": _columns("kafkaTrigger", _KAFKA_FIELDS),
    "decode eventHub kafka": _untriggered,
    "decode eventHubTrigger serviceBusTrigger: odd batches": _odd_batches,
    "encode eventHub eventHubTrigger": cases("encode", st.sampled_from(["eventHub", "eventHubTrigger"]), _sent),
    "encode serviceBus": cases("encode", "serviceBus", _sent),
    "encode kafka kafkaTrigger": cases("encode", st.sampled_from(["kafka", "kafkaTrigger"]), _sent),
    "read EventHubEvent": _made("EventHubEvent"),
    "read KafkaEvent": _made("kafka.KafkaEvent"),
    "read ServiceBusMessage": _made("servicebus.ServiceBusMessage")
    | readings(
        "ServiceBusMessage",
        named(
            {},
            {
                "body": _sent_bodies,
                "content_type": st.none() | st.just("a"),
                "correlation_id": st.none() | st.just("b"),
            },
        ),
    ),
}
