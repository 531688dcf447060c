"""Event Hubs, Service Bus and Kafka: their cases, and the differences that are meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any, cast
from unittest import mock

from hypothesis import strategies as st

from azure_functions_lite._bindings.values import Parser
from azure_functions_lite._wire.scalars import boolean, duration, integer, items, mapping, text, timestamp

from .differences import WIRED, argument, data_of, decodes, encodes, failed, fields_of, gave, items_of, parsed, rule
from .examples import Example, annotated, fails, shows
from .outcomes import READERS, Difference, Failure, Properties, comparable
from .packages import HAS_TO_DICT, Case, Make, Raw, official, ours, resolve
from .strategies import (
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

# What is read


def _reader(name: str) -> Callable[[Any], object]:
    return lambda value: getattr(value, name)


for _name, _binding in {
    "EventHubEvent": "eventHubTrigger",
    "KafkaEvent": "kafkaTrigger",
    "ServiceBusMessage": "serviceBusTrigger",
}.items():
    READERS[_name] = {attribute: _reader(attribute) for attribute, _, _ in WIRED[_binding].__wire__}
    READERS[_name]["body"] = lambda value: value.get_body()
    READERS[_name]["metadata"] = _reader("metadata")
    if HAS_TO_DICT:
        READERS[_name]["to_dict"] = lambda value: value.to_dict()
        READERS[_name]["to_json says to_dict"] = lambda value: value.to_json() == json.dumps(value.to_dict())
READERS["EventHubEvent"]["iothub_metadata"] = _reader("iothub_metadata")
READERS["ServiceBusMessage"]["older names"] = lambda value: (
    value.expiration_time == value.expires_at_utc and value.scheduled_enqueue_time == value.scheduled_enqueue_time_utc
)

# Cases

Strategy = st.SearchStrategy[Any]
_EMPTY: dict[str, object] = {}
_NO_HEADERS: list[object] = []
_objects: Strategy = st.sampled_from([{}, {"a": 1}, {"a": "b", "c": None}])
_headers: Strategy = st.sampled_from([[], [{"Key": "a", "Value": "eA=="}]])
_USUAL: dict[Parser, Strategy] = {
    text: sendable_texts,
    integer: numbers,
    timestamp: good_dates,
    duration: st.sampled_from(["01:02:03", "05:06", "5", ""]),
    boolean: st.booleans(),
    mapping: _objects,
    items: _headers,
}
_ODD: dict[Parser, Strategy] = {
    text: json_values,
    integer: counts | json_values,
    timestamp: dates | json_values,
    duration: durations | json_values,
    boolean: st.sampled_from(["true", "False", "yes", 1, None]),
    mapping: json_values | st.just([["a", 1]]),
    items: json_values,
}


def _datum(value: object) -> Strategy:
    return st.just(raw_json(value)) | (st.just(Raw(value, "string")) if isinstance(value, str) else st.nothing())


def _one(binding: str, usual: dict[str, Strategy], odd: dict[str, Strategy], mark: dict[str, Strategy]) -> Strategy:
    wired = WIRED[binding].__wire__
    usual = {name: _USUAL[parse].flatmap(_datum) for _, name, parse in wired} | usual
    odd = {name: _ODD[parse].flatmap(_datum) | odd_datums for _, name, parse in wired} | odd
    marked = st.tuples(named(mark), one_odd(usual, odd)).map(lambda pair: {**pair[0], **pair[1]})
    return st.one_of(
        cases("decode", binding, bodies | json_values.map(raw_json), metadata=marked),
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


def _several(count: int) -> Strategy:
    return st.one_of(
        st.lists(contents, min_size=count, max_size=count).map(lambda made: Raw(made, "collection_bytes")),
        st.lists(sendable_texts, min_size=count, max_size=count).map(lambda made: Raw(made, "collection_string")),
        st.lists(json_values, min_size=count, max_size=count).map(raw_json),
    )


def _column(parse: Parser, values: list[Any], *, collected: bool) -> Raw:
    kinds: dict[Parser, str] = {text: "collection_string", timestamp: "collection_string", integer: "collection_sint64"}
    kind = kinds.get(parse)
    fits = all(isinstance(value, int if parse is integer else str) for value in values)
    return Raw(values, kind) if collected and kind and fits else raw_json(values)


@st.composite
def _columns(draw: st.DrawFn, binding: str, mark: tuple[str, ...]) -> Case:
    """Draw a batch with an array of metadata for each field, of which at most one is odd."""
    count = draw(st.integers(0, 3))
    is_kafka = binding == "kafkaTrigger"
    fields = {name: parse for _, name, parse in WIRED[binding].__wire__}
    chosen = sorted({*draw(st.lists(st.sampled_from(sorted(fields)), max_size=4)), *mark})
    odd = draw(st.sampled_from(chosen)) if draw(st.booleans()) else ""
    metadata: dict[str, Any] = {"sys": draw(_sys_datum)}
    for name in chosen:
        parse = fields[name]
        values = draw(st.lists(_USUAL[parse], min_size=count, max_size=count))
        what = draw(st.sampled_from(["null", "item", "length", "form", "datum", "missing"])) if name == odd else ""
        if what in ("null", "item") and values:
            values[draw(st.integers(0, count - 1))] = draw(_ODD[parse]) if what == "item" else None
        if what == "length":
            values = draw(st.sampled_from([values[1:], [*values, *values], [*values, draw(_USUAL[parse])]]))
        collected = name in ("Offset", "Topic") if is_kafka else draw(st.booleans())
        metadata[f"{name}Array"] = _column(parse, values, collected=collected is not (what == "form"))
        if what == "datum":
            metadata[f"{name}Array"] = draw(odd_datums)
        if what == "missing" and name != "UserProperties":
            del metadata[f"{name}Array"]
    data = draw(_several(count))
    return Case("decode", binding, Raw([], "collection_bytes") if is_kafka and data.type == "json" else data, metadata)


_KAFKA_FIELDS = tuple(name for _, name, _ in WIRED["kafkaTrigger"].__wire__)
_event = {name: parse for _, name, parse in WIRED["eventHubTrigger"].__wire__}
_row = one_odd(
    {**{name: _USUAL[parse] for name, parse in _event.items()}, "x": st.just(1), "iothub-a": st.just("b")},
    {**{name: st.none() | _ODD[parse] for name, parse in _event.items()}, "iothub-a": json_values},
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
_VALUES: dict[Parser, Strategy] = {**_USUAL, timestamp: st.datetimes(), duration: st.timedeltas()}


def _made(name: str) -> st.SearchStrategy[Case]:
    wired = WIRED[_MODULES[name]].__wire__
    fields = {
        attribute: st.none() | _VALUES[parse] for attribute, _, parse in wired if attribute != "force_persistence"
    }
    needed = [attribute for attribute in ("message_id", "application_properties", "user_properties") if "S" in name]
    required: dict[str, Strategy] = {attribute: fields.pop(attribute) for attribute in needed}
    own = {"trigger_metadata": st.none() | named(_sys)}
    own |= {"iothub_metadata": st.none() | st.just({"a": "b"})} if name == "EventHubEvent" else {}
    complete = named({**required, "body": contents}, {**fields, **own})
    return readings(name, complete | named({**required, "body": _sent_bodies}) | named({}, fields))


CASES: dict[str, st.SearchStrategy[Case]] = {
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

# Differences

ONES = ("eventHubTrigger", "serviceBusTrigger", "kafkaTrigger")
INPUTS = (*ONES, "eventHub", "kafka")
_COLLECTIONS = ("collection_bytes", "collection_string")


def _metadata(difference: Difference) -> dict[str, Raw | None]:
    return dict(difference.case.metadata or {})


def _values(difference: Difference) -> dict[str, object]:
    return {name: _meant(datum) for name, datum in _metadata(difference).items()}


def _meant(datum: Raw | None) -> object:
    """Return what a Datum stands for: JSON parsed, a collection as a list."""
    is_marked = datum is not None and datum.type == "json" and str(datum.value).startswith("\ufeff")
    return None if datum is None else parsed(Raw(str(datum.value)[1:], "json") if is_marked else datum)


def _arrays(difference: Difference) -> dict[str, object]:
    """Return what both packages take for arrays of a batch."""
    known = {f"{name}Array" for _, name, _ in WIRED[difference.case.subject].__wire__} - {"ForcePersistenceArray"}
    known |= {"SystemPropertiesArray", "ForcePersistenceArray"}
    return {name: value for name, value in _values(difference).items() if name in known}


def _at(difference: Difference, *attributes: str) -> bool:
    """Return whether a difference is one of an attribute, of a message or of one in a batch."""
    return difference.path[-1:] in [(attribute,) for attribute in attributes]


def _is_batch(difference: Difference) -> bool:
    data = data_of(difference)
    return bool(_metadata(difference).keys() & set(_MARKS.values())) or (data is not None and data.type in _COLLECTIONS)


def _succeeded(outcome: object) -> bool:
    return not isinstance(outcome, Failure)


@rule("message-unmarked")
def _(difference: Difference) -> bool:
    metadata = difference.case.metadata
    if not decodes(difference, *ONES) or difference.path:
        return False
    if metadata is None:
        return failed(difference.official, "TypeError", "AttributeError")
    marks = {"SystemProperties", "UserProperties", *_MARKS.values()}
    return (
        decodes(difference, *_MARKS)
        and not metadata.keys() & marks
        and failed(difference.official, "NotImplementedError")
        and not failed(difference.ours, "NotImplementedError")
    )


@rule("message-metadata-null")
def _(difference: Difference) -> bool:
    return (
        _at(difference, "metadata")
        and None in _metadata(difference).values()
        and failed(difference.official, "AttributeError")
        and _succeeded(difference.ours)
    )


@rule("message-empty-mappings")
def _(difference: Difference) -> bool:
    return (
        _at(difference, "metadata", "iothub_metadata", "application_properties", "user_properties")
        and difference.official is None
        and difference.ours == {}
    )


@rule("message-without-value")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, *INPUTS)
        and data is not None
        and data.type is not None
        and data.value is None
        and failed(difference.official, "AttributeError", "TypeError")
        and _succeeded(difference.ours)
    )


@rule("message-batch-metadata")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    if not decodes(difference, *ONES) or difference.path[1:] != ("metadata",) or data is None:
        return False
    given, own = _values(difference), dict[str, object]()
    bodies_given = parsed(data)
    for name, value in given.items():
        is_own = name.endswith("Array") and isinstance(value, list) and isinstance(bodies_given, list)
        if is_own and len(cast("list[object]", value)) == len(cast("list[object]", bodies_given)):
            own[name.removesuffix("Array")] = cast("list[object]", value)[int(difference.path[0])]
        else:
            own[name] = value
    return own != given and difference.ours == comparable(own)


@rule("kafka-metadata")
def _(difference: Difference) -> bool:
    if difference.case.subject not in ("kafkaTrigger", "KafkaEvent") or not _at(difference, "metadata"):
        return False
    given = cast("dict[str, Raw | None]", argument(difference, "trigger_metadata") or _metadata(difference))
    if not any(
        datum is not None and (datum.type == "json" or isinstance(datum.value, list)) for datum in given.values()
    ):
        return False
    meant = comparable({name: _meant(datum) for name, datum in given.items()})
    return isinstance(difference.official, dict) and (difference.ours == meant or failed(difference.ours, "ValueError"))


@rule("message-batch-count")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, *ONES)
        and not difference.path
        and failed(difference.ours, "ValueError")
        and "one for each message" in str(difference.ours)
    )


@rule("message-batch-json")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, *_MARKS)
        and _is_batch(difference)
        and data is not None
        and data.type == "json"
        and not isinstance(parsed(data), list)
        and failed(difference.ours, "ValueError")
    )


@rule("message-batch-arrays")
def _(difference: Difference) -> bool:
    if not decodes(difference, *ONES) or difference.path:
        return False
    odd = {name: value for name, value in _arrays(difference).items() if not isinstance(value, list)}
    rows = _arrays(difference).get("SystemPropertiesArray")
    if isinstance(rows, list) and any(not isinstance(row, dict) for row in cast("list[object]", rows)):
        odd["SystemPropertiesArray"] = rows
    marks = [_metadata(difference).get(mark) for mark in _MARKS.values()]
    if failed(difference.ours, "ValueError"):
        return any(f"'{name}'" in str(difference.ours) for name in odd)
    nothing = None in odd.values() or any(mark and isinstance(mark.value, list) for mark in marks)
    return nothing and failed(difference.official, "TypeError", "AttributeError", "AssertionError")


@rule("message-batch-values")
def _(difference: Difference) -> bool:
    if not decodes(difference, *ONES) or not _is_batch(difference):
        return False
    if difference.path:
        return any(
            difference.path[1:] == (attribute,)
            and difference.official in (comparable(parsed(datum)), None)
            and difference.ours == comparable(parse(parsed(datum)))
            for attribute, name, parse in WIRED[difference.case.subject].__wire__
            for datum in items_of(_metadata(difference), name)[int(difference.path[0]) :][:1]
            if parsed(datum) is not None
        )
    if failed(difference.ours, "ValueError"):
        return "Array'[" in str(difference.ours) and not failed(difference.official, "ValueError")
    spans = fields_of(difference, duration).values()
    return failed(difference.official, "TypeError") and any(not isinstance(parsed(span), str) for span in spans)


@rule("message-objects")
def _(difference: Difference) -> bool:
    fields = {**fields_of(difference, mapping), **fields_of(difference, items)}
    return (
        decodes(difference, *ONES)
        and any(f"'{name}'" in str(difference.ours) for name in fields)
        and failed(difference.ours, "ValueError")
        and gave(difference.official, WIRED[difference.case.subject].__name__)
    )


@rule("message-body")
def _(difference: Difference) -> bool:
    body = argument(difference, "body")
    if isinstance(body, bytearray):
        return difference.path in (("to_dict",), ("to_json says to_dict",))
    if difference.case.subject == "ServiceBusMessage" and isinstance(difference.official, Failure):
        mine = difference.ours.values["body"] if isinstance(difference.ours, Properties) else None
        return failed(difference.official, "TypeError", "ValueError") and failed(mine, difference.official.family)
    if not _at(difference, "body") or difference.case.action != "read" or difference.official != comparable(body):
        return False
    if isinstance(body, str):
        return difference.ours == body.encode("utf-8", "surrogatepass") or failed(difference.ours, "ValueError")
    return difference.ours == b"" if body is None else failed(difference.ours, "TypeError")


@rule("message-arguments")
def _(difference: Difference) -> bool:
    given = difference.case.given
    needed = {"body", "message_id", "application_properties", "user_properties"}
    return (
        difference.case.subject in ("EventHubEvent", "KafkaEvent", "ServiceBusMessage")
        and isinstance(given, Make)
        and bool(needed - given.arguments.keys())
        and failed(difference.official, "TypeError")
        and gave(difference.ours, difference.case.subject)
    )


@rule("eventhub-datum-types")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "eventHubTrigger")
        and failed(difference.official, "UnboundLocalError")
        and failed(difference.ours, "NotImplementedError")
    )


@rule("eventhub-batch-offset")
def _(difference: Difference) -> bool:
    offsets = [parsed(item) for item in items_of(_metadata(difference), "Offset")]
    if not decodes(difference, "eventHubTrigger"):
        return False
    if difference.path:
        return difference.path[1:] == ("offset",) and difference.ours == text(offsets[int(difference.path[0])])
    odd = [offset for offset in offsets if not isinstance(offset, (int, float, type(None)))]
    return bool(odd) and failed(difference.official, "ValueError") and _succeeded(difference.ours)


@rule("eventhub-batch-body")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "eventHub")
        and difference.path[1:] == ("body",)
        and isinstance(difference.official, str)
        and difference.ours == difference.official.encode()
    )


def _iothub_of(values: dict[str, object]) -> dict[str, object]:
    return {name[7:]: value for name, value in values.items() if name.startswith("iothub-") and value is not None}


def _iothub_given(difference: Difference) -> dict[str, object]:
    """Return what IoT Hub says of the event in which two packages differ."""
    values = _values(difference)
    rows, system = values.get("SystemPropertiesArray"), values.get("SystemProperties")
    if isinstance(rows, list):
        return _iothub_of(cast("list[dict[str, object]]", rows)[int(difference.path[0])])
    return _iothub_of(values) or (_iothub_of(cast("dict[str, object]", system)) if isinstance(system, dict) else {})


@rule("eventhub-iothub-values")
def _(difference: Difference) -> bool:
    if not decodes(difference, "eventHubTrigger"):
        return False
    if _at(difference, "iothub_metadata"):
        return difference.ours == {name: text(value) for name, value in _iothub_given(difference).items()}
    datums = [datum for name, datum in _metadata(difference).items() if name.startswith("iothub-") and datum]
    families = ["TypeError" for datum in datums if datum == Raw(None, "json")]
    families += ["ValueError" for datum in datums if datum.type == "collection_double"]
    return failed(difference.official, *families) and _succeeded(difference.ours)


@rule("eventhub-system-properties")
def _(difference: Difference) -> bool:
    system = _metadata(difference).get("SystemProperties", Raw("{}", "json"))
    is_object = system is not None and system.type == "json" and isinstance(parsed(system), dict)
    if not decodes(difference, "eventHubTrigger") or difference.path or is_object:
        return False
    if _succeeded(difference.ours):
        return failed(difference.official, "TypeError", "AttributeError", "ValueError")
    is_other = system is not None and system.type not in ("json", "string")
    return is_other and failed(difference.ours, "ValueError") and "'SystemProperties'" in str(difference.ours)


@rule("servicebus-message-id")
def _(difference: Difference) -> bool:
    given = difference.case.given
    return (
        isinstance(given, Make)
        and given.name == "ServiceBusMessage"
        and _at(difference, "message_id")
        and (difference.official, difference.ours) == ("", None)
    )


@rule("servicebus-force-persistence")
def _(difference: Difference) -> bool:
    if _at(difference, "force_persistence"):
        return failed(difference.official, "NotImplementedError", "AttributeError") and _succeeded(difference.ours)
    return "'ForcePersistence" in str(difference.ours) and _succeeded(difference.official)


@rule("servicebus-batch-doubles")
def _(difference: Difference) -> bool:
    arrays = [datum for datum in _metadata(difference).values() if datum and datum.type == "collection_double"]
    return (
        decodes(difference, "serviceBusTrigger")
        and bool(arrays)
        and len(difference.path) == 2
        and difference.official is None
        and difference.ours is not None
    )


@rule("servicebus-encode")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "serviceBus")
        and isinstance(difference.case.given, (bytearray, dict, list, tuple, set))
        and failed(difference.official, "NotImplementedError")
        and not failed(difference.ours, "NotImplementedError")
    )


@rule("eventhub-encode")
def _(difference: Difference) -> bool:
    return encodes(difference, "eventHub", "eventHubTrigger") and difference.official == ("Datum", None, None)


@rule("eventhub-encode-numbers")
def _(difference: Difference) -> bool:
    given = difference.case.given
    return (
        encodes(difference, "eventHub", "eventHubTrigger")
        and isinstance(given, int)
        and (isinstance(given, bool) or not -(2**63) <= given < 2**63)
        and difference.ours == ("Datum", "json", json.dumps(given))
    )


@rule("eventhub-encode-items")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "eventHub", "eventHubTrigger")
        and isinstance(difference.case.given, list)
        and failed(difference.official, "TypeError")
        and (_succeeded(difference.ours) or failed(difference.ours, "ValueError"))
    )


@rule("kafka-batch-arrays")
def _(difference: Difference) -> bool:
    families = ("AssertionError", "IndexError", "UnboundLocalError", "AttributeError", "TypeError")
    return (
        decodes(difference, "kafkaTrigger")
        and _is_batch(difference)
        and failed(difference.official, *families)
        and _succeeded(difference.ours)
    )


# Examples


def _one_of(binding: str, metadata: dict[str, Raw | None] | None = None, data: Raw | None = Raw(b"x", "bytes")) -> Case:  # noqa: B008  # Raw is immutable
    marks = {"eventHubTrigger": "SystemProperties", "serviceBusTrigger": "UserProperties"}
    mark = {marks[binding]: Raw("{}", "json")} if binding in marks else {}
    return Case("decode", binding, data, {**mark, **(metadata or {})})


def _event_hub(**metadata: Raw | None) -> Case:
    return _one_of("eventHubTrigger", metadata)


def _service_bus(**metadata: Raw | None) -> Case:
    return _one_of("serviceBusTrigger", metadata)


def _kafka(**metadata: Raw | None) -> Case:
    return _one_of("kafkaTrigger", metadata)


_TWO = Raw([b"x", b"y"], "collection_bytes")


def _events(*rows: object, data: Raw = _TWO, **metadata: Raw | None) -> Case:
    return Case("decode", "eventHubTrigger", data, {"SystemPropertiesArray": raw_json(rows), **metadata})


def _messages(data: Raw = _TWO, **metadata: Raw | None) -> Case:
    return Case("decode", "serviceBusTrigger", data, {"UserPropertiesArray": raw_json([_EMPTY, _EMPTY]), **metadata})


_ARRAYS: dict[str, Raw] = {
    "KeyArray": raw_json(["a", None]),
    "OffsetArray": Raw([5, 6], "collection_sint64"),
    "PartitionArray": raw_json([1, 2]),
    "TopicArray": Raw(["t", "t"], "collection_string"),
    "TimestampArray": raw_json(["", ""]),
    "HeadersArray": raw_json([_NO_HEADERS, _NO_HEADERS]),
}


def _kafka_batch(without: str = "", **metadata: Raw) -> Case:
    given = {name: datum for name, datum in {**_ARRAYS, **metadata}.items() if name != without}
    return Case("decode", "kafkaTrigger", _TWO, dict(given))


def _sends(binding: str, value: object) -> Case:
    return Case("encode", binding, value)


def _makes(name: str, **arguments: object) -> Case:
    return Case("read", name.rpartition(".")[2], Make(name, arguments))


_NOTHING = ("Datum", None, None)
_OF_TWO = [{"body": b"x"}, {"body": b"y"}]
EXAMPLES = [
    *(
        Example("decode-without-datum", Case("decode", binding, None, {}), "", AttributeError, {"body": b""})
        for binding in ("eventHub", "kafka", "kafkaTrigger")
    ),
    Example("decode-without-datum", _one_of("eventHubTrigger", data=None), "", AttributeError, {"body": b""}),
    Example(
        "decode-without-datum",
        _one_of("serviceBusTrigger", data=Raw(None, None)),
        "",
        NotImplementedError,
        {"body": b""},
    ),
    Example("metadata-null", _service_bus(ReplyTo=Raw("null", "json")), "reply_to", "None", None),
    Example("metadata-null", _service_bus(TimeToLive=Raw("null", "json")), "", ValueError, {"time_to_live": None}),
    Example(
        "metadata-dates",
        _messages(EnqueuedTimeUtcArray=raw_json(["2024-01-01 10:00:00", None])),
        "",
        ValueError,
        [{"enqueued_time_utc": datetime(2024, 1, 1, 10)}, {"enqueued_time_utc": None}],
    ),
    Example(
        "metadata-durations",
        _messages(TimeToLiveArray=raw_json(["1.00:00:00", None])),
        "",
        ValueError,
        [{"time_to_live": timedelta(1)}, {"time_to_live": None}],
    ),
    *(
        Example("annotation-optional", annotated("check_input", binding, f"Optional[{name}]"), "", False, True)
        for binding, name in {
            "eventHubTrigger": "EventHubEvent",
            "kafkaTrigger": "KafkaEvent",
            "serviceBusTrigger": "ServiceBusMessage",
        }.items()
    ),
    Example("annotation-optional", annotated("check_output", "serviceBus", "Optional[str]"), "", TypeError, True),
    *(
        Example("annotation-iterables", annotated("check_input", binding, text_of), "", says, not says)
        for binding, name in {
            "eventHubTrigger": "EventHubEvent",
            "kafkaTrigger": "KafkaEvent",
            "serviceBusTrigger": "ServiceBusMessage",
        }.items()
        for text_of, says in {f"list[{name}]": False, f"Set[{name}]": True, f"Dict[str, {name}]": True}.items()
    ),
    Example("annotation-iterables", annotated("check_output", "eventHub", "list[str]"), "", False, True),
    Example("annotation-iterables", annotated("check_output", "serviceBus", "list"), "", False, True),
    Example("annotation-mapping", annotated("check_output", "eventHub", "dict"), "", False, True),
    Example("annotation-mapping", annotated("check_output", "serviceBus", "bytearray"), "", False, True),
    Example(
        "message-unmarked",
        Case("decode", "eventHubTrigger", Raw("x", "string"), {}),
        "",
        NotImplementedError,
        {"body": b"x"},
    ),
    Example("message-unmarked", Case("decode", "serviceBusTrigger", _TWO, {}), "", NotImplementedError, _OF_TWO),
    *(
        Example("message-unmarked", Case("decode", binding, Raw("x", "string")), "", error, {"body": b"x"})
        for binding, error in {
            "eventHubTrigger": TypeError,
            "serviceBusTrigger": TypeError,
            "kafkaTrigger": AttributeError,
        }.items()
    ),
    Example(
        "message-metadata-null",
        _event_hub(PartitionKey=None),
        "metadata",
        AttributeError,
        {"SystemProperties": {}, "PartitionKey": None},
    ),
    Example("message-metadata-null", _kafka(Key=None), "metadata", AttributeError, {"Key": None}),
    Example("message-empty-mappings", Case("decode", "eventHub", Raw(b"x", "bytes")), "metadata", None, {}),
    Example("message-empty-mappings", _makes("EventHubEvent", body=b"x"), "iothub_metadata", None, {}),
    Example("message-empty-mappings", _service_bus(), "application_properties", None, {}),
    Example(
        "message-without-value", _one_of("kafkaTrigger", data=Raw(None, "json")), "", AttributeError, {"body": b""}
    ),
    Example(
        "message-batch-metadata",
        _events({}, {}, PartitionKeyArray=raw_json(["a", "b"])),
        "1.metadata",
        {"SystemPropertiesArray": [{}, {}], "PartitionKeyArray": ["a", "b"]},
        {"SystemProperties": {}, "PartitionKey": "b"},
    ),
    Example("message-batch-count", _events({}), "", AssertionError, ValueError),
    Example("message-batch-count", _messages(Raw([b"x"], "collection_bytes")), "", IndexError, ValueError),
    Example(
        "message-batch-count", _kafka_batch(TopicArray=Raw(["t"], "collection_string")), "", IndexError, ValueError
    ),
    Example("message-batch-json", _events({}, data=Raw('{"a": 1}', "json")), "", KeyError, ValueError),
    Example("message-batch-arrays", _messages(MessageIdArray=raw_json({"a": 1})), "", KeyError, ValueError),
    Example("message-batch-arrays", _messages(UserPropertiesArray=raw_json(None)), "", TypeError, _OF_TWO),
    Example("message-batch-arrays", _events(1, 2), "", AttributeError, ValueError),
    Example("message-batch-values", _messages(SequenceNumberArray=raw_json(["5", 6])), "0.sequence_number", "5", 5),
    Example("message-batch-values", _messages(MessageIdArray=raw_json([5, "6"])), "0.message_id", 5, "5"),
    Example("message-batch-values", _kafka_batch(KeyArray=raw_json([{"a": 1}, None])), "0.key", {"a": 1}, '{"a": 1}'),
    Example("message-batch-values", _messages(EnqueuedTimeUtcArray=raw_json([5, 6])), "", TypeError, ValueError),
    Example("message-batch-values", _events({"PartitionKey": {"a": 1}}, {}), "0.partition_key", None, '{"a": 1}'),
    Example("message-objects", _kafka(Headers=Raw('{"a": 1}', "json")), "", {"headers": ["a"]}, ValueError),
    Example(
        "message-objects",
        _service_bus(UserProperties=Raw('[["a", 1]]', "json")),
        "",
        {"user_properties": {"a": 1}},
        ValueError,
    ),
    Example("message-body", _makes("EventHubEvent", body="x"), "body", "x", b"x"),
    Example("message-body", _makes("kafka.KafkaEvent", body=None), "body", None, b""),
    Example("message-body", _makes("EventHubEvent", body=5), "body", 5, TypeError),
    Example("message-body", _makes("ServiceBusMessage", body=5), "", TypeError, {"content_type": None}),
    Example("message-arguments", _makes("EventHubEvent"), "", TypeError, {"body": b""}),
    Example(
        "message-arguments", _makes("servicebus.ServiceBusMessage", body=b"x"), "", TypeError, {"message_id": None}
    ),
    Example(
        "eventhub-datum-types",
        _one_of("eventHubTrigger", data=Raw(5, "int")),
        "",
        UnboundLocalError,
        NotImplementedError,
    ),
    Example("eventhub-datum-types", _events({}, data=Raw(b"x", "bytes")), "", UnboundLocalError, NotImplementedError),
    Example("eventhub-batch-offset", _events({"Offset": "5"}, {}), "0.offset", 5, "5"),
    Example("eventhub-batch-offset", _events({"Offset": "0:12:3"}, {}), "", ValueError, [{"offset": "0:12:3"}, {}]),
    Example("eventhub-batch-body", Case("decode", "eventHub", Raw(["x"], "collection_string")), "0.body", "x", b"x"),
    Example(
        "eventhub-iothub-values",
        _event_hub(SystemProperties=raw_json({"iothub-a": 5, "iothub-b": None})),
        "iothub_metadata",
        {"a": 5, "b": None},
        {"a": "5"},
    ),
    Example(
        "eventhub-system-properties", _event_hub(SystemProperties=Raw("null", "json")), "", TypeError, {"body": b"x"}
    ),
    Example(
        "eventhub-system-properties", _event_hub(SystemProperties=Raw("x", "string")), "", ValueError, {"body": b"x"}
    ),
    Example(
        "eventhub-system-properties",
        _event_hub(SystemProperties=Raw(b'{"iothub-a": "b"}', "bytes")),
        "",
        {"iothub_metadata": {"a": "b"}},
        ValueError,
    ),
    Example("servicebus-message-id", _makes("ServiceBusMessage"), "message_id", "", None),
    Example("servicebus-force-persistence", _service_bus(), "force_persistence", NotImplementedError, None),
    Example(
        "servicebus-force-persistence",
        _service_bus(ForcePersistence=Raw("true", "json")),
        "force_persistence",
        NotImplementedError,
        True,
    ),
    Example("servicebus-batch-doubles", _messages(StateArray=Raw([1.0, 2.0], "collection_double")), "1.state", None, 2),
    *(
        Example("servicebus-encode", _sends("serviceBus", value), "", NotImplementedError, ("Datum", "json", sent))
        for value, sent in [(["a", b"b"], '["a", "b"]'), ({"a": 1}, '{"a": 1}'), ((), "[]")]
    ),
    Example(
        "servicebus-encode", _sends("serviceBus", bytearray(b"x")), "", NotImplementedError, ("Datum", "bytes", b"x")
    ),
    Example("servicebus-encode", _sends("serviceBus", [b"\xff"]), "", NotImplementedError, ValueError),
    Example("eventhub-encode", _sends("eventHub", None), "", _NOTHING, NotImplementedError),
    *(
        Example("eventhub-encode", _sends("eventHub", value), "", _NOTHING, ("Datum", kind, sent))
        for value, kind, sent in [
            ({"a": 1}, "json", '{"a": 1}'),
            (1.5, "double", 1.5),
            (bytearray(b"x"), "bytes", b"x"),
            (("a",), "json", '["a"]'),
        ]
    ),
    Example("eventhub-encode-numbers", _sends("eventHub", True), "", ("Datum", "int", True), ("Datum", "json", "true")),
    Example(
        "eventhub-encode-numbers", _sends("eventHub", 2**63), "", ("Datum", "int", 2**63), ("Datum", "json", str(2**63))
    ),
    Example("eventhub-encode-items", _sends("eventHub", [b"x"]), "", TypeError, ("Datum", "json", '["x"]')),
    Example("eventhub-encode-items", _sends("eventHub", [b"\xff"]), "", TypeError, ValueError),
    Example("kafka-metadata", _kafka(sys=Raw('{"a": 1}', "json")), "metadata", {"sys": '{"a": 1}'}, {"sys": {"a": 1}}),
    *(
        Example("kafka-batch-arrays", _kafka_batch(without=name), "", error, _OF_TWO)
        for name, error in {
            "TimestampArray": AssertionError,
            "KeyArray": AssertionError,
            "PartitionArray": AssertionError,
            "OffsetArray": IndexError,
            "TopicArray": UnboundLocalError,
            "HeadersArray": UnboundLocalError,
        }.items()
    ),
    Example(
        "kafka-batch-arrays",
        _kafka_batch(KeyArray=Raw(["a", "b"], "collection_string")),
        "",
        TypeError,
        [{"key": "a"}, {"key": "b"}],
    ),
    Example(
        "kafka-batch-arrays",
        _kafka_batch(OffsetArray=raw_json([5, 6])),
        "",
        AttributeError,
        [{"offset": 5}, {"offset": 6}],
    ),
]


@shows("kafka-repr")
def _() -> None:
    shown = [repr(func.KafkaEvent(body=b"", partition=7, offset=9)) for func in (official, ours)]
    assert "partition=9" in shown[0]
    assert "partition=7" in shown[1]


@shows("message-get-json")
def _() -> None:
    for name in ("EventHubEvent", "KafkaEvent", "ServiceBusMessage"):
        assert not hasattr(resolve(official, name), "get_json")
        assert resolve(ours, name)(body=b"[1]").get_json() == [1]


@shows("messages-slots")
def _() -> None:
    def patched(func: ModuleType) -> object:
        event = func.EventHubEvent(body=b"x")
        with mock.patch.object(event, "get_body", return_value=b"y"):
            return event.get_body()

    assert patched(official) == b"y"
    assert fails(lambda: patched(ours)) == "AttributeError"
    own = type("Own", (ours.EventHubEvent,), {})(body=b"x")
    with mock.patch.object(own, "get_body", return_value=b"y"):
        assert own.get_body() == b"y"
