"""Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import cast

from ..asked import (
    TWO,
    decoding,
    fields_of,
    items_of,
    json_text,
    making,
    parsed,
    sends,
    written,
)
from ..fields import CLASS_OF, FIELDS, Field
from ..outcomes import Difference, Failure, Properties, comparable, failed, gave, outcome
from ..packages import Case, Make, Raw, official, ours, resolve
from ..table import row, shows

_ONES = ("eventHubTrigger", "serviceBusTrigger", "kafkaTrigger")
_INPUTS = (*_ONES, "eventHub", "kafka")
_MARKS = {"eventHubTrigger": "SystemPropertiesArray", "serviceBusTrigger": "UserPropertiesArray"}


def metadata_of(it: Difference) -> dict[str, Raw | None]:
    return dict(it.case.metadata or {})


def values_of(it: Difference) -> dict[str, object]:
    return {name: _meant(datum) for name, datum in metadata_of(it).items()}


def _meant(datum: Raw | None) -> object:
    """Return what a Datum stands for: JSON parsed, a collection as a list."""
    is_marked = datum is not None and datum.type == "json" and str(datum.value).startswith("\ufeff")
    return None if datum is None else parsed(Raw(str(datum.value)[1:], "json") if is_marked else datum)


def _arrays(it: Difference) -> dict[str, object]:
    """Return what both packages take for arrays of a batch."""
    known = {"SystemPropertiesArray", *(f"{field.name}Array" for field in FIELDS[it.case.subject])}
    known.add("ForcePersistenceArray")
    return {name: value for name, value in values_of(it).items() if name in known}


def is_batch(it: Difference) -> bool:
    is_collection = it.kind in ("collection_bytes", "collection_string")
    return is_collection or bool(metadata_of(it).keys() & set(_MARKS.values()))


def holds_doubles(it: Difference) -> bool:
    arrays = [datum for datum in metadata_of(it).values() if datum and datum.type == "collection_double"]
    return it.decodes("serviceBusTrigger") and bool(arrays)


def _alone(binding: str, field: Field, datum: Raw) -> object:
    """Return what a field is where it comes with one message."""
    message = outcome(ours, decoding(binding, Raw("", "bytes"), **{field.name: datum}))
    return message.values[field.attribute] if isinstance(message, Properties) else message


def text_of(value: object) -> str | None:
    """Return what a value of JSON is as text."""
    return value if isinstance(value, (str, type(None))) else written(value)


DATE = "2024-05-17T10:30:00+02:00"
_event_hub = partial(decoding, "eventHubTrigger")
one_event = partial(_event_hub, SystemProperties=Raw("{}", "json"))
service_bus = partial(decoding, "serviceBusTrigger", UserProperties=Raw("{}", "json"))
kafka = partial(decoding, "kafkaTrigger")


def message_batch(data: Raw = TWO, **metadata: Raw | None) -> Case:
    return decoding("serviceBusTrigger", data, **{"UserPropertiesArray": Raw("[{}, {}]", "json"), **metadata})


def event_batch(*rows: object, data: Raw = TWO, **metadata: Raw | None) -> Case:
    return _event_hub(data, SystemPropertiesArray=json_text(rows), **metadata)


_ARRAYS: dict[str, Raw] = {
    "KeyArray": json_text(["a", None]),
    "OffsetArray": Raw([5, 6], "collection_sint64"),
    "PartitionArray": json_text([1, 2]),
    "TopicArray": Raw(["t", "t"], "collection_string"),
    "TimestampArray": json_text(["", ""]),
    "HeadersArray": Raw("[[], []]", "json"),
}


def kafka_batch(without: str = "", **metadata: Raw) -> Case:
    return kafka(TWO, **{name: datum for name, datum in {**_ARRAYS, **metadata}.items() if name != without})


NOTHING = sends(None, None)
OF_TWO = [{"body": b"x"}, {"body": b"y"}]


@row(
    shows(decoding("eventHubTrigger", "x", "string"), "", NotImplementedError, {"body": b"x"}),
    shows(Case("decode", "serviceBusTrigger", TWO, {}), "", NotImplementedError, OF_TWO),
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
    """`eventHubTrigger` and `serviceBusTrigger` without `SystemProperties`, `UserProperties` or their arrays in
      the metadata; these and `kafkaTrigger` without metadata
    raises `NotImplementedError`, and without metadata `TypeError` or `AttributeError` -> decodes; the Datum's type says
      whether it is one message or a batch
    a test Datum does not need them"""
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
    shows(kafka(Raw(None, "json")), "", AttributeError, {"body": b""}),
    decode=_INPUTS,
    turns="AttributeError TypeError NotImplementedError UnboundLocalError -> value",
)
def message_without_value(it: Difference) -> bool:
    """a Datum with a type and no value for `eventHub`, `serviceBusTrigger`, `kafka` and similar
    raises `AttributeError` or `TypeError`; `NotImplementedError` or `UnboundLocalError` in a batch -> is an empty body,
      or a batch of them
    as for a Datum without a type"""
    return it.kind is not None and it.value is None


@row(
    shows(Case("decode", "eventHub", Raw(b"x", "bytes")), "metadata", None, {}),
    shows(service_bus(), "application_properties", None, {}),
)
def message_empty_mappings(it: Difference) -> bool:
    """`application_properties` and `user_properties` if there are none; `metadata` of what `eventHub` and `kafka`
      decode
    is None -> is `{}`
    no check for None is needed"""
    return it.at("metadata", "application_properties", "user_properties") and it.official is None and it.ours == {}


@row(
    shows(one_event(PartitionKey=None), "metadata", AttributeError, {"SystemProperties": {}, "PartitionKey": None}),
    shows(kafka(Key=None), "metadata", AttributeError, {"Key": None}),
    turns="AttributeError -> value",
)
def message_metadata_null(it: Difference) -> bool:
    """`metadata` of a message whose metadata has None for a field
    raises `AttributeError` -> has None there
    the host sends no value if it is empty"""
    return it.at("metadata") and None in metadata_of(it).values()


@row(
    shows(
        event_batch({}, {}, PartitionKeyArray=json_text(["a", "b"])),
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
    is that of the whole batch: `PartitionKeyArray` -> also has its own items: `PartitionKey`
    otherwise a message does not know its place in the batch"""
    outcome = it.ours
    if not it.decodes(*_ONES) or it.path[1:] != ("metadata",) or not isinstance(outcome, dict):
        return False
    mine = {**cast("dict[str, object]", outcome)}
    for name, value in values_of(it).items():
        if name.endswith("Array") and (own := mine.pop(name.removesuffix("Array"), None)) is not None:
            item = cast("list[object]", value)[int(it.path[0])]
            # Of Kafka, JSON stays text.
            if own not in (comparable(item), text_of(item)):
                return False
    return mine == it.official


@row(
    shows(event_batch({}), "", AssertionError, [{"partition_key": None}] * 2),
    shows(message_batch(Raw([b"x"], "collection_bytes")), "", IndexError, [{"body": b"x", "user_properties": {}}]),
    shows(message_batch(MessageIdArray=json_text(["a"])), "0.message_id", "a", None),
    shows(message_batch(MessageIdArray=json_text(["a", "b", "c"])), "0.message_id", "a", None),
    shows(
        message_batch(Raw([], "collection_bytes"), MessageIdArray=json_text(["a", "b"])),
        "",
        ...,
        [{"message_id": "a"}, {}],
    ),
    shows(kafka_batch(TopicArray=Raw(["t"], "collection_string")), "", IndexError, [{"topic": None}] * 2),
    decode=_ONES,
)
def message_batch_count(it: Difference) -> bool:
    """a batch with more or fewer items in an array of metadata than messages
    raises `AssertionError` or `IndexError`; for Service Bus, drops the extra messages, or gives them the items of
      others -> has None in that field for every message; the array is in `metadata`; if the host sent no bodies, they
      are empty
    the host leaves empty items out; nothing is lost, and nobody gets what is another message's"""
    given = [parsed(it.data), *values_of(it).values()]
    counts = {len(cast("list[object]", items)) for items in given if isinstance(items, list)}
    if len(counts) < 2 or isinstance(it.ours, Failure):
        return False
    return not it.path or it.ours in (None, comparable({}))


@row(
    shows(event_batch({}, data=Raw('{"a": 1}', "json")), "", KeyError, ValueError),
    decode=_MARKS,
    turns="anything -> ValueError",
)
def message_batch_json(it: Difference) -> bool:
    """a `"json"` Datum that is not an array as a batch
    raises `KeyError`, `IndexError` or `TypeError`, or makes messages from its content -> raises `ValueError`
    malformed data is one kind of error"""
    return is_batch(it) and it.kind == "json" and not isinstance(parsed(it.data), list)


@row(
    shows(message_batch(MessageIdArray=json_text({"a": 1})), "", KeyError, ValueError),
    shows(message_batch(UserPropertiesArray=json_text(None)), "", TypeError, OF_TWO),
    shows(event_batch(1, 2), "", AttributeError, ValueError),
    decode=_ONES,
)
def message_batch_arrays(it: Difference) -> bool:
    """an array of metadata that is not an array: an object, text, a number; null; `SystemPropertiesArray` with items
      other than objects in it
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
    marks = [metadata_of(it).get(mark) for mark in _MARKS.values()]
    if failed(it.ours, "ValueError"):
        return any(f"'{name}'" in str(it.ours) for name in odd)
    nothing = (
        it.ours == [] or None in [*odd.values(), *rows] or any(mark and isinstance(mark.value, list) for mark in marks)
    )
    return nothing and failed(it.official, "TypeError", "AttributeError", "AssertionError")


@row(
    shows(message_batch(SequenceNumberArray=json_text(["5", 6])), "0.sequence_number", "5", 5),
    shows(message_batch(MessageIdArray=json_text([5, "6"])), "0.message_id", 5, "5"),
    shows(kafka_batch(KeyArray=json_text([{"a": 1}, None])), "0.key", {"a": 1}, '{"a": 1}'),
    shows(message_batch(EnqueuedTimeUtcArray=json_text([5, 6])), "", TypeError, ValueError),
    shows(event_batch({"PartitionKey": {"a": 1}}, {}), "0.partition_key", None, '{"a": 1}'),
    decode=_ONES,
)
def message_batch_values(it: Difference) -> bool:
    """items of arrays of metadata with another type than the field
    passes them on: `"5"` as a count, 5 as a message id; drops objects and what is false; raises `TypeError` for dates
      and durations -> reads them as for one message, and raises `ValueError` if they cannot be read
    the types are `str`, `int` and `datetime`"""
    if not is_batch(it) or holds_doubles(it):
        return False
    if it.path:
        return any(
            it.official in (comparable(parsed(datum)), None) and it.ours == _alone(it.case.subject, field, datum)
            for field in FIELDS[it.case.subject]
            if it.path[1:] == (field.attribute,)
            for datum in items_of(metadata_of(it), field.name)[int(it.path[0]) :][:1]
            if parsed(datum) is not None
        )
    if failed(it.ours, "ValueError"):
        return "Array'[" in str(it.ours) and not failed(it.official, "ValueError")
    spans = fields_of(it, timedelta).values()
    return failed(it.official, "TypeError") and any(not isinstance(parsed(span), str) for span in spans)


@row(
    shows(kafka(Headers=Raw('{"a": 1}', "json")), "", {"headers": ["a"]}, ValueError),
    shows(service_bus(UserProperties=Raw('[["a", 1]]', "json")), "", {"user_properties": {"a": 1}}, ValueError),
    decode=_ONES,
    turns="anything -> ValueError",
)
def message_objects(it: Difference) -> bool:
    """`Headers`, `UserProperties` and `ApplicationProperties` of another JSON type
    converts them to a list or dict: `{"a": 1}` becomes the headers `["a"]` -> raises `ValueError`
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
    returns it from `get_body`, and fails in `to_json` for a `bytearray`; `ServiceBusMessage` rejects other types
      at once -> returns bytes; None is empty, and reading another type raises `TypeError`
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
    require `body`, and the last one `message_id` and both dicts of properties -> require nothing
    a test passes only what matters to it"""
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
    lack `get_json` -> have it
    as for `QueueMessage`"""
    for name in ("EventHubEvent", "KafkaEvent", "ServiceBusMessage"):
        assert not hasattr(resolve(official, name), "get_json")
        assert resolve(ours, name)(body=b"[1]").get_json() == [1]
