"""Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import cast

from ..asked import (
    TWO,
    decoding,
    document,
    encoding,
    fields_of,
    is_text_of,
    items_of,
    json_text,
    making,
    parsed,
    sends,
    written,
)
from ..fields import CLASS_OF, FIELDS, Field
from ..outcomes import Difference, Failure, Properties, comparable, failed, gave, ok, outcome
from ..packages import Case, Make, Raw, official, ours, resolve
from ..table import row, shows

_ONES = ("eventHubTrigger", "serviceBusTrigger", "kafkaTrigger")
_INPUTS = (*_ONES, "eventHub", "kafka")
_MARKS = {"eventHubTrigger": "SystemPropertiesArray", "serviceBusTrigger": "UserPropertiesArray"}


def _metadata(it: Difference) -> dict[str, Raw | None]:
    return dict(it.case.metadata or {})


def _values(it: Difference) -> dict[str, object]:
    return {name: _meant(datum) for name, datum in _metadata(it).items()}


def _meant(datum: Raw | None) -> object:
    """Return what a Datum stands for: JSON parsed, a collection as a list."""
    is_marked = datum is not None and datum.type == "json" and str(datum.value).startswith("\ufeff")
    return None if datum is None else parsed(Raw(str(datum.value)[1:], "json") if is_marked else datum)


def _arrays(it: Difference) -> dict[str, object]:
    """Return what both packages take for arrays of a batch."""
    known = {"SystemPropertiesArray", *(f"{field.name}Array" for field in FIELDS[it.case.subject])}
    known.add("ForcePersistenceArray")
    return {name: value for name, value in _values(it).items() if name in known}


def _is_batch(it: Difference) -> bool:
    is_collection = it.kind in ("collection_bytes", "collection_string")
    return is_collection or bool(_metadata(it).keys() & set(_MARKS.values()))


def _holds_doubles(it: Difference) -> bool:
    arrays = [datum for datum in _metadata(it).values() if datum and datum.type == "collection_double"]
    return it.decodes("serviceBusTrigger") and bool(arrays)


def _alone(binding: str, field: Field, datum: Raw) -> object:
    """Return what a field is where it comes with one message."""
    message = outcome(ours, decoding(binding, Raw("", "bytes"), **{field.name: datum}))
    return message.values[field.attribute] if isinstance(message, Properties) else message


def _text(value: object) -> str | None:
    """Return what a value of JSON is as text."""
    return value if isinstance(value, (str, type(None))) else written(value)


def _iothub_of(values: dict[str, object]) -> dict[str, object]:
    return {name[7:]: value for name, value in values.items() if name.startswith("iothub-") and value is not None}


def _iothub_given(it: Difference) -> dict[str, object]:
    """Return what IoT Hub says of the event in which two packages differ."""
    values = _values(it)
    rows, system = values.get("SystemPropertiesArray"), values.get("SystemProperties")
    if isinstance(rows, list):
        return _iothub_of(cast("list[dict[str, object]]", rows)[int(it.path[0])])
    return _iothub_of(values) or (_iothub_of(cast("dict[str, object]", system)) if isinstance(system, dict) else {})


_DATE = "2024-05-17T10:30:00+02:00"
_event_hub = partial(decoding, "eventHubTrigger")
_event = partial(_event_hub, SystemProperties=Raw("{}", "json"))
_service_bus = partial(decoding, "serviceBusTrigger", UserProperties=Raw("{}", "json"))
_kafka = partial(decoding, "kafkaTrigger")


def _messages(data: Raw = TWO, **metadata: Raw | None) -> Case:
    return decoding("serviceBusTrigger", data, **{"UserPropertiesArray": Raw("[{}, {}]", "json"), **metadata})


def _events(*rows: object, data: Raw = TWO, **metadata: Raw | None) -> Case:
    return _event_hub(data, SystemPropertiesArray=json_text(rows), **metadata)


_ARRAYS: dict[str, Raw] = {
    "KeyArray": json_text(["a", None]),
    "OffsetArray": Raw([5, 6], "collection_sint64"),
    "PartitionArray": json_text([1, 2]),
    "TopicArray": Raw(["t", "t"], "collection_string"),
    "TimestampArray": json_text(["", ""]),
    "HeadersArray": Raw("[[], []]", "json"),
}


def _kafka_batch(without: str = "", **metadata: Raw) -> Case:
    return _kafka(TWO, **{name: datum for name, datum in {**_ARRAYS, **metadata}.items() if name != without})


_NOTHING = sends(None, None)
_OF_TWO = [{"body": b"x"}, {"body": b"y"}]


@row(
    shows(decoding("eventHubTrigger", "x", "string"), "", NotImplementedError, {"body": b"x"}),
    shows(Case("decode", "serviceBusTrigger", TWO, {}), "", NotImplementedError, _OF_TWO),
    *(
        shows(Case("decode", binding, Raw("x", "string")), "", error, {"body": b"x"})
        for binding, error in {
            "eventHubTrigger": TypeError,
            "serviceBusTrigger": TypeError,
            "kafkaTrigger": AttributeError,
        }.items()
    ),
)
def message_unmarked(it: Difference) -> bool:
    """`eventHubTrigger` and `serviceBusTrigger` without `SystemProperties`, `UserProperties` or the arrays of these in
      the metadata; the two and `kafkaTrigger` without metadata
    raises `NotImplementedError`, and without metadata `TypeError` or `AttributeError` -> decodes; the Datum's type says
      whether it is one message or a batch
    a test Datum need not have them"""
    metadata = it.case.metadata
    if not it.decodes(*_ONES) or it.path:
        return False
    if metadata is None:
        return failed(it.official, "TypeError", "AttributeError")
    marks = {"SystemProperties", "UserProperties", *_MARKS.values()}
    return (
        it.decodes(*_MARKS)
        and not metadata.keys() & marks
        and failed(it.official, "NotImplementedError")
        and not failed(it.ours, "NotImplementedError")
    )


@row(
    shows(_kafka(Raw(None, "json")), "", AttributeError, {"body": b""}),
    decode=_INPUTS,
    turns="AttributeError TypeError NotImplementedError UnboundLocalError -> value",
)
def message_without_value(it: Difference) -> bool:
    """a Datum with a type and no value for `eventHub`, `serviceBusTrigger`, `kafka` and their like
    raises `AttributeError` or `TypeError`; `NotImplementedError` or `UnboundLocalError` in a batch -> is an empty body,
      or a batch of them
    as for a Datum without a type"""
    return it.kind is not None and it.value is None


@row(
    shows(Case("decode", "eventHub", Raw(b"x", "bytes")), "metadata", None, {}),
    shows(_service_bus(), "application_properties", None, {}),
)
def message_empty_mappings(it: Difference) -> bool:
    """`application_properties` and `user_properties` where there are none; `metadata` of what `eventHub` and `kafka`
      decode
    is None -> is `{}`
    it can be looked into without a check"""
    return it.at("metadata", "application_properties", "user_properties") and it.official is None and it.ours == {}


@row(
    shows(_event(PartitionKey=None), "metadata", AttributeError, {"SystemProperties": {}, "PartitionKey": None}),
    shows(_kafka(Key=None), "metadata", AttributeError, {"Key": None}),
    turns="AttributeError -> value",
)
def message_metadata_null(it: Difference) -> bool:
    """`metadata` of a message whose metadata has None for a field
    raises `AttributeError` -> has None there
    the host sends no value for an empty one"""
    return it.at("metadata") and None in _metadata(it).values()


@row(
    shows(
        _events({}, {}, PartitionKeyArray=json_text(["a", "b"])),
        "1.metadata",
        {"SystemPropertiesArray": [{}, {}], "PartitionKeyArray": ["a", "b"]},
        {
            "SystemPropertiesArray": [{}, {}],
            "PartitionKeyArray": ["a", "b"],
            "SystemProperties": {},
            "PartitionKey": "b",
        },
    )
)
def message_batch_metadata(it: Difference) -> bool:
    """`metadata` of a message of a batch
    is that of the whole batch: `PartitionKeyArray` -> has its own items, too: `PartitionKey`
    which message of the batch it is, it cannot know"""
    outcome = it.ours
    if not it.decodes(*_ONES) or it.path[1:] != ("metadata",) or not isinstance(outcome, dict):
        return False
    mine = {**cast("dict[str, object]", outcome)}
    for name, value in _values(it).items():
        if name.endswith("Array") and (own := mine.pop(name.removesuffix("Array"), None)) is not None:
            item = cast("list[object]", value)[int(it.path[0])]
            # Of Kafka, JSON stays text.
            if own not in (comparable(item), _text(item)):
                return False
    return mine == it.official


@row(
    shows(_events({}), "", AssertionError, [{"partition_key": None}] * 2),
    shows(_messages(Raw([b"x"], "collection_bytes")), "", IndexError, [{"body": b"x", "user_properties": {}}]),
    shows(_messages(MessageIdArray=json_text(["a"])), "0.message_id", "a", None),
    shows(_messages(MessageIdArray=json_text(["a", "b", "c"])), "0.message_id", "a", None),
    shows(
        _messages(Raw([], "collection_bytes"), MessageIdArray=json_text(["a", "b"])), "", ..., [{"message_id": "a"}, {}]
    ),
    shows(_kafka_batch(TopicArray=Raw(["t"], "collection_string")), "", IndexError, [{"topic": None}] * 2),
    decode=_ONES,
)
def message_batch_count(it: Difference) -> bool:
    """a batch with more or fewer items in an array of metadata than messages
    raises `AssertionError` or `IndexError`; of Service Bus drops the messages beyond, or gives them the items of others
      -> has None in that field for every message; the array is in `metadata`; where the host sent no bodies, they are
      empty
    the host leaves empty items out; nothing gets lost, and nobody gets what is another message's"""
    given = [parsed(it.data), *_values(it).values()]
    counts = {len(cast("list[object]", items)) for items in given if isinstance(items, list)}
    if len(counts) < 2 or isinstance(it.ours, Failure):
        return False
    return not it.path or it.ours in (None, comparable({}))


@row(
    shows(_events({}, data=Raw('{"a": 1}', "json")), "", KeyError, ValueError),
    decode=_MARKS,
    turns="anything -> ValueError",
)
def message_batch_json(it: Difference) -> bool:
    """a `"json"` Datum that is no array as a batch
    raises `KeyError`, `IndexError` or `TypeError`, or makes messages of what is in it -> raises `ValueError`
    malformed data is one kind of error"""
    return _is_batch(it) and it.kind == "json" and not isinstance(parsed(it.data), list)


@row(
    shows(_messages(MessageIdArray=json_text({"a": 1})), "", KeyError, ValueError),
    shows(_messages(UserPropertiesArray=json_text(None)), "", TypeError, _OF_TWO),
    shows(_events(1, 2), "", AttributeError, ValueError),
    decode=_ONES,
)
def message_batch_arrays(it: Difference) -> bool:
    """an array of metadata that is none: an object, text, a number; null; `SystemPropertiesArray` with something else
      than objects in it
    raises `KeyError`, `AttributeError` or `TypeError`, or leaves the field out -> raises `ValueError` when the field is
      read; null is absent
    as above"""
    if it.path:
        return False
    odd = {name: value for name, value in _arrays(it).items() if not isinstance(value, list)}
    rows = _arrays(it).get("SystemPropertiesArray")
    rows = cast("list[object]", rows) if isinstance(rows, list) else []
    if any(not isinstance(row, dict) for row in rows):
        odd["SystemPropertiesArray"] = rows
    marks = [_metadata(it).get(mark) for mark in _MARKS.values()]
    if failed(it.ours, "ValueError"):
        return any(f"'{name}'" in str(it.ours) for name in odd)
    nothing = (
        it.ours == [] or None in [*odd.values(), *rows] or any(mark and isinstance(mark.value, list) for mark in marks)
    )
    return nothing and failed(it.official, "TypeError", "AttributeError", "AssertionError")


@row(
    shows(_messages(SequenceNumberArray=json_text(["5", 6])), "0.sequence_number", "5", 5),
    shows(_messages(MessageIdArray=json_text([5, "6"])), "0.message_id", 5, "5"),
    shows(_kafka_batch(KeyArray=json_text([{"a": 1}, None])), "0.key", {"a": 1}, '{"a": 1}'),
    shows(_messages(EnqueuedTimeUtcArray=json_text([5, 6])), "", TypeError, ValueError),
    shows(_events({"PartitionKey": {"a": 1}}, {}), "0.partition_key", None, '{"a": 1}'),
    decode=_ONES,
)
def message_batch_values(it: Difference) -> bool:
    """items of arrays of metadata that are of another type than the field
    hands them on: `"5"` as a count, 5 as a message id; drops objects and what is false; raises `TypeError` for dates
      and durations -> reads them as for one message, and raises `ValueError` for what cannot be read
    the types promise text, int and dates"""
    if not _is_batch(it) or _holds_doubles(it):
        return False
    if it.path:
        return any(
            it.official in (comparable(parsed(datum)), None) and it.ours == _alone(it.case.subject, field, datum)
            for field in FIELDS[it.case.subject]
            if it.path[1:] == (field.attribute,)
            for datum in items_of(_metadata(it), field.name)[int(it.path[0]) :][:1]
            if parsed(datum) is not None
        )
    if failed(it.ours, "ValueError"):
        return "Array'[" in str(it.ours) and not failed(it.official, "ValueError")
    spans = fields_of(it, timedelta).values()
    return failed(it.official, "TypeError") and any(not isinstance(parsed(span), str) for span in spans)


@row(
    shows(_kafka(Headers=Raw('{"a": 1}', "json")), "", {"headers": ["a"]}, ValueError),
    shows(_service_bus(UserProperties=Raw('[["a", 1]]', "json")), "", {"user_properties": {"a": 1}}, ValueError),
    decode=_ONES,
    turns="anything -> ValueError",
)
def message_objects(it: Difference) -> bool:
    """`Headers`, `UserProperties` and `ApplicationProperties` of another JSON type
    makes a list or dict of them: of `{"a": 1}` the headers `["a"]` -> raises `ValueError`
    malformed data is an error"""
    fields = {**fields_of(it, dict), **fields_of(it, list)}
    return any(f"'{name}'" in str(it.ours) for name in fields) and gave(it.official, CLASS_OF[it.case.subject])


@row(
    shows(making("EventHubEvent", body="x"), "body", "x", b"x"),
    shows(making("kafka.KafkaEvent", body=None), "body", None, b""),
    shows(making("EventHubEvent", body=5), "body", 5, TypeError),
    shows(making("ServiceBusMessage", body=5), "", TypeError, {"content_type": None}),
)
def message_body(it: Difference) -> bool:
    """`EventHubEvent(body="text")`, and None or another type as a body
    gives in `get_body` what it got, and fails in `to_json` for a `bytearray`; `ServiceBusMessage` refuses other types
      at once -> gives bytes; None is empty, and reading another type raises `TypeError`
    as for `queue-message-body`"""
    body = it.argument("body")
    if isinstance(body, bytearray):
        return it.path in (("to_dict",), ("to_json says to_dict",))
    if it.case.subject == "ServiceBusMessage" and isinstance(it.official, Failure):
        mine = it.ours.values["body"] if isinstance(it.ours, Properties) else None
        return failed(it.official, "TypeError", "ValueError") and failed(mine, it.official.family)
    if not it.at("body") or it.case.action != "read" or it.official != comparable(body):
        return False
    if isinstance(body, str):
        return it.ours == body.encode("utf-8", "surrogatepass") or failed(it.ours, "ValueError")
    return it.ours == b"" if body is None else failed(it.ours, "TypeError")


@row(
    shows(making("EventHubEvent"), "", TypeError, {"body": b""}),
    shows(making("servicebus.ServiceBusMessage", body=b"x"), "", TypeError, {"message_id": None}),
    turns="TypeError -> anything",
)
def message_arguments(it: Difference) -> bool:
    """`EventHubEvent()`, `KafkaEvent()`, `servicebus.ServiceBusMessage(…)`
    need `body`, and the last one `message_id` and both dicts of properties -> need nothing
    a test names what it is about"""
    given = it.case.given
    needed = {"body", "message_id", "application_properties", "user_properties"}
    return (
        it.case.subject in ("EventHubEvent", "KafkaEvent", "ServiceBusMessage")
        and isinstance(given, Make)
        and bool(needed - given.arguments.keys())
        and gave(it.ours, it.case.subject)
    )


@row()
def message_get_json() -> None:
    """`EventHubEvent`, `KafkaEvent`, `ServiceBusMessage`
    have no `get_json` -> have one
    as for `QueueMessage`"""
    for name in ("EventHubEvent", "KafkaEvent", "ServiceBusMessage"):
        assert not hasattr(resolve(official, name), "get_json")
        assert resolve(ours, name)(body=b"[1]").get_json() == [1]


@row(
    shows(_event(Raw(5, "int")), "", UnboundLocalError, NotImplementedError),
    shows(_events({}, data=Raw(b"x", "bytes")), "", UnboundLocalError, NotImplementedError),
    decode="eventHubTrigger",
    turns="UnboundLocalError -> NotImplementedError",
)
def eventhub_datum_types() -> None:
    """a Datum of another type for `eventHubTrigger`; one message where a batch should be
    raises `UnboundLocalError` -> raises `NotImplementedError`
    as for every other binding"""


@row(
    shows(_events({"Offset": "5"}, {}), "0.offset", 5, "5"),
    shows(_events({"Offset": "0:12:3"}, {}), "", ValueError, [{"offset": "0:12:3"}, {}]),
)
def eventhub_batch_offset(it: Difference) -> bool:
    """`offset` in a batch
    is an int; raises `ValueError` for other text -> is text, as in one event
    only the service knows how to read it"""
    offsets = [parsed(item) for item in items_of(_metadata(it), "Offset")]
    if not it.decodes("eventHubTrigger"):
        return False
    if it.path:
        return it.path[1:] == ("offset",) and it.ours == _text(offsets[int(it.path[0])])
    odd = [offset for offset in offsets if not isinstance(offset, (int, float, type(None)))]
    return bool(odd) and it.turns("ValueError", "value")


@row(shows(Case("decode", "eventHub", Raw(["x"], "collection_string")), "0.body", "x", b"x"), decode="eventHub")
def eventhub_batch_body(it: Difference) -> bool:
    """a batch of texts for `eventHub`
    has text as body -> has bytes
    `get_body` is always bytes"""
    return it.path[1:] == ("body",) and isinstance(it.official, str) and it.ours == it.official.encode()


@row(
    shows(
        _event(SystemProperties=json_text({"iothub-a": 5, "iothub-b": None})),
        "iothub_metadata",
        {"a": 5, "b": None},
        {"a": "5"},
    ),
    decode="eventHubTrigger",
)
def eventhub_iothub_values(it: Difference) -> bool:
    """metadata of IoT Hub that is no text
    is handed on where it comes in the system properties, or becomes `"None"` and `"{'a': 1}"` -> is JSON text; null is
      left out
    as in all other metadata"""
    if it.at("iothub_metadata"):
        return it.ours == {name: _text(value) for name, value in _iothub_given(it).items()}
    datums = [datum for name, datum in _metadata(it).items() if name.startswith("iothub-") and datum]
    families = ["TypeError" for datum in datums if datum == Raw(None, "json")]
    families += ["ValueError" for datum in datums if datum.type == "collection_double"]
    return failed(it.official, *families) and ok(it.ours)


@row(
    shows(_event(SystemProperties=Raw("null", "json")), "", TypeError, {"body": b"x"}),
    shows(_event(SystemProperties=Raw("x", "string")), "", ValueError, {"body": b"x"}),
)
def eventhub_system_properties(it: Difference) -> bool:
    """`SystemProperties` that is no JSON object
    raises `TypeError`, `AttributeError` or `ValueError` -> has no metadata of IoT Hub
    only metadata of IoT Hub is looked for in it"""
    system = _metadata(it).get("SystemProperties", Raw("{}", "json"))
    is_object = system is not None and system.type == "json" and isinstance(parsed(system), dict)
    if not it.decodes("eventHubTrigger") or it.path or is_object:
        return False
    return ok(it.ours) and failed(it.official, "TypeError", "AttributeError", "ValueError")


@row(
    shows(encoding("eventHub", None), "", _NOTHING, NotImplementedError),
    *(
        shows(encoding("eventHub", value), "", _NOTHING, ("Datum", kind, sent))
        for value, kind, sent in [
            ({"a": 1}, "json", '{"a": 1}'),
            (1.5, "string", "1.5"),
            (bytearray(b"x"), "bytes", b"x"),
            (("a",), "json", '["a"]'),
        ]
    ),
    encode=("eventHub", "eventHubTrigger"),
)
def eventhub_encode(it: Difference) -> bool:
    """None, dicts, floats, tuples, sets, a `bytearray` and objects for `eventHub`
    sends nothing, without an error -> sends a `"json"` or `"bytes"` Datum, and a float as its JSON text; raises
      `NotImplementedError` for what cannot be sent
    nothing gets lost"""
    return it.official == ("Datum", None, None)


@row(
    shows(encoding("eventHub", True), "", sends(True, "int"), sends("true", "string")),
    shows(encoding("eventHub", 2**63), "", sends(2**63, "int"), sends(str(2**63), "string")),
    encode=("eventHub", "eventHubTrigger"),
)
def eventhub_encode_numbers(it: Difference) -> bool:
    """`True`, and ints beyond 64 bits, for `eventHub`
    become an `"int"` Datum -> become their JSON as text: `true`
    `"int"` has 64 bits, and no bool"""
    given = it.case.given
    return (
        isinstance(given, int)
        and (isinstance(given, bool) or not -(2**63) <= given < 2**63)
        and it.ours == sends(json.dumps(given), "string")
    )


@row(
    shows(encoding("eventHub", [b"x"]), "", TypeError, sends('["x"]')),
    shows(encoding("eventHub", [b"\xff"]), "", TypeError, ValueError),
    encode=("eventHub", "eventHubTrigger"),
    turns="TypeError -> value ValueError",
)
def eventhub_encode_items(it: Difference) -> bool:
    """bytes, dates and the like in a list for `eventHub`
    raises `TypeError` -> sends UTF-8 as text, dates as ISO 8601 text; raises `ValueError` for bytes that are not UTF-8
    JSON has no bytes, and text is what was meant"""
    return isinstance(it.case.given, list)


@row(shows(making("ServiceBusMessage"), "message_id", "", None))
def servicebus_message_id(it: Difference) -> bool:
    """`message_id` of `azure.functions.ServiceBusMessage(…)`
    is `""` -> is None
    nobody gave one"""
    given = it.case.given
    return (
        isinstance(given, Make)
        and given.name == "ServiceBusMessage"
        and it.at("message_id")
        and (it.official, it.ours) == ("", None)
    )


@row(
    shows(_service_bus(), "force_persistence", NotImplementedError, None),
    shows(_service_bus(ForcePersistence=Raw("true", "json")), "force_persistence", NotImplementedError, True),
)
def servicebus_force_persistence(it: Difference) -> bool:
    """`force_persistence`
    raises `NotImplementedError` -> is what the metadata says, or None
    the host sends it"""
    if it.at("force_persistence"):
        return it.turns("NotImplementedError AttributeError", "value ValueError")
    return "'ForcePersistence" in str(it.ours) and ok(it.official)


@row(shows(_messages(StateArray=Raw([1.0, 2.0], "collection_double")), "1.state", None, 2))
def servicebus_batch_doubles(it: Difference) -> bool:
    """an array of metadata as `"collection_double"` for `serviceBusTrigger`
    is left out -> is read
    as in JSON"""
    return _holds_doubles(it) and len(it.path) == 2 and it.official is None and it.ours is not None


@row(
    *(
        shows(encoding("serviceBus", value), "", NotImplementedError, sends(sent))
        for value, sent in [(["a", b"b"], '["a", "b"]'), ({"a": 1}, '{"a": 1}'), ((), "[]")]
    ),
    shows(encoding("serviceBus", bytearray(b"x")), "", NotImplementedError, sends("x", "string")),
    shows(encoding("serviceBus", [b"\xff"]), "", NotImplementedError, ValueError),
    encode="serviceBus",
    turns="NotImplementedError -> anything",
)
def servicebus_encode(it: Difference) -> bool:
    """dicts, lists and other iterables, and a `bytearray`, for `serviceBus`
    raises `NotImplementedError` -> sends JSON, an array for several messages; a `bytearray` is as bytes
    as for `queue`"""
    return isinstance(it.case.given, (bytearray, dict, list, tuple, set)) and not failed(it.ours, "NotImplementedError")


@row(
    shows(encoding("serviceBus", b"x"), "", sends(b"x", "bytes"), sends("x", "string")),
    shows(encoding("serviceBus", b"[1]"), "", sends(b"[1]", "bytes"), sends('["[1]"]')),
    shows(encoding("serviceBus", b"\xff"), "", sends(b"\xff", "bytes"), ValueError),
    encode="serviceBus",
)
def servicebus_encode_bytes(it: Difference) -> bool:
    """bytes for `serviceBus`
    sends `"bytes"`, of which the host makes the text `System.Byte[]` -> sends the text in them; raises `ValueError` for
      what is not UTF-8
    what was meant"""
    return isinstance(it.case.given, bytes) and is_text_of(it, it.case.given)


_EXTENDED = ("queue", "eventHub", "eventHubTrigger", "serviceBus", "eventGrid")


@row(
    shows(encoding("queue", "[INFO] [ok]"), "", sends("[INFO] [ok]", "string"), sends('["[INFO] [ok]"]')),
    shows(encoding("eventHub", "{{name}}"), "", sends("{{name}}", "string"), sends('["{{name}}"]')),
    encode=_EXTENDED,
)
def output_text_in_brackets(it: Difference) -> bool:
    """text in brackets or braces that is not JSON, for `queue`, `eventHub`, `serviceBus`, `eventGrid`
    sends `"string"`; the host fails the invocation -> sends a `"json"` array of it: it arrives as it is
    log lines and templates are messages, too"""
    text = it.case.given
    return isinstance(text, str) and text != document(it) and it.ours == sends(json.dumps([text]))


@row(
    *(
        shows(
            encoding(name, f'{{"at": "{_DATE}"}}'),
            "",
            sends(f'{{"at": "{_DATE}"}}', "string"),
            sends(f'{{"at": "{_DATE}"}}'),
        )
        for name in ("queue", "eventHub", "serviceBus", "eventGrid")
    ),
    encode=_EXTENDED,
)
def output_text_with_dates(it: Difference) -> bool:
    """text that is JSON with dates in it, for `queue`, `eventHub`, `serviceBus`, `eventGrid`
    sends `"string"`; the host writes the dates in its own time zone -> sends the same text as `"json"`
    dates arrive as they were written"""
    text = it.case.given
    return isinstance(text, str) and it.turns("tuple", "tuple") and it.ours == sends(text)


@row(
    *(
        shows(encoding("kafka", value), "", NotImplementedError, sent)
        for value, sent in [
            ("x", sends("x", "string")),
            (b"x", sends("x", "string")),
            ({"a": 1}, sends('{"a": 1}')),
            (["a", "b"], sends('["a", "b"]')),
            (b"\xff", ValueError),
        ]
    ),
    encode=("kafka", "kafkaTrigger"),
    turns="NotImplementedError -> anything",
)
def kafka_encode() -> None:
    """`kafka` outputs
    raises `NotImplementedError` -> sends text, bytes that are UTF-8, mappings, and iterables of these
    the host takes them"""


@row(shows(_kafka(sys=Raw(["a"], "collection_string")), "metadata", ..., {"sys": ["a"]}), decode="kafkaTrigger")
def kafka_metadata(it: Difference) -> bool:
    """collections in `KafkaEvent.metadata`
    are objects of the worker -> are lists
    as in `EventHubEvent.metadata`"""
    return it.at("metadata") and "namespace(" in str(it.official) and "namespace(" not in str(it.ours)


@row(
    *(
        shows(_kafka_batch(without=name), "", error, _OF_TWO)
        for name, error in {
            "TimestampArray": AssertionError,
            "KeyArray": AssertionError,
            "PartitionArray": AssertionError,
            "OffsetArray": IndexError,
            "TopicArray": UnboundLocalError,
            "HeadersArray": UnboundLocalError,
        }.items()
    ),
    shows(_kafka_batch(KeyArray=Raw(["a", "b"], "collection_string")), "", TypeError, [{"key": "a"}, {"key": "b"}]),
    shows(_kafka_batch(OffsetArray=json_text([5, 6])), "", AttributeError, [{"offset": 5}, {"offset": 6}]),
    decode="kafkaTrigger",
)
def kafka_batch_arrays(it: Difference) -> bool:
    """a batch for `kafkaTrigger` without one of the six arrays of metadata, or with one as another Datum type
    raises `AssertionError`, `IndexError`, `UnboundLocalError`, `AttributeError` or `TypeError` -> leaves the field out;
      reads all types
    the bodies are there"""
    families = ("AssertionError", "IndexError", "UnboundLocalError", "AttributeError", "TypeError")
    return _is_batch(it) and failed(it.official, *families) and ok(it.ours)


@row()
def kafka_repr() -> None:
    """`repr` of a `KafkaEvent`
    shows the offset as partition -> shows both
    a slip"""
    shown = [repr(func.KafkaEvent(body=b"", partition=7, offset=9)) for func in (official, ours)]
    assert "partition=9" in shown[0]
    assert "partition=7" in shown[1]
