"""What is wrong with Event Hubs, Service Bus and Kafka."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any, Optional, cast

from .packages import converter, resolve
from .wrongs import Wrongs, decode, encode

WRONGS = Wrongs()

# Untyped, since what is made of them is an annotation only at run time.
_list: Any = list
_optional: Any = Optional


def add_each(description: str, check: Callable[..., None], cases: dict[str, Any]) -> None:
    """Add a check for each of several values, by their names."""
    for name, value in cases.items():
        WRONGS[f"{description}: {name}"] = partial(check, value=value)


_EMPTY: dict[str, object] = {}
Parts = tuple[object, str | None]
_ONE: Parts = (b"x", "bytes")
_TWO: Parts = (SimpleNamespace(bytes=[b"x", b"y"]), "collection_bytes")


def _json(value: object) -> Parts:
    return json.dumps(value), "json"


def _longs(*values: int) -> Parts:
    return SimpleNamespace(sint64=list(values)), "collection_sint64"


def _texts(*values: str) -> Parts:
    return SimpleNamespace(string=list(values)), "collection_string"


def _decode(func: ModuleType, binding: str, parts: Parts | None, **metadata: Parts | None) -> Any:
    return decode(func, binding, *(parts or ()), **metadata)


def _encode(func: ModuleType, value: object) -> Any:
    return encode(func, "eventHub", value)


def _refused(error: type[Exception], call: Callable[[], object]) -> bool:
    try:
        call()
    except error:
        return True
    return False


# No Datum, and null in the metadata


@WRONGS.says("eventHubTrigger: no Datum")
def _(func: ModuleType) -> None:
    assert _decode(func, "eventHubTrigger", None, SystemProperties=_json({})).get_body() == b""


@WRONGS.says("kafkaTrigger: no Datum")
def _(func: ModuleType) -> None:
    assert _decode(func, "kafkaTrigger", None).get_body() == b""


@WRONGS.says("serviceBusTrigger: a Datum without a type")
def _(func: ModuleType) -> None:
    assert _decode(func, "serviceBusTrigger", (None, None), UserProperties=_json({})).get_body() == b""


@WRONGS.says("serviceBusTrigger: null is text")
def _(func: ModuleType) -> None:
    message = _decode(func, "serviceBusTrigger", _ONE, UserProperties=_json({}), ReplyTo=_json(None))
    assert message.reply_to is None


@WRONGS.says("eventHubTrigger: no metadata for a field")
def _(func: ModuleType) -> None:
    event = _decode(func, "eventHubTrigger", _ONE, SystemProperties=_json({}), PartitionKey=None)
    assert event.metadata == {"SystemProperties": {}, "PartitionKey": None}


@WRONGS.says("eventHubTrigger: no metadata")
def _(func: ModuleType) -> None:
    event = converter(func, "eventHubTrigger").decode(func.meta.Datum(*_ONE), trigger_metadata=None)
    assert event.get_body() == b"x"


@WRONGS.says("eventHubTrigger: no system properties")
def _(func: ModuleType) -> None:
    assert _decode(func, "eventHubTrigger", ("x", "string")).get_body() == b"x"


@WRONGS.says("serviceBusTrigger: no metadata")
def _(func: ModuleType) -> None:
    message = converter(func, "serviceBusTrigger").decode(func.meta.Datum(*_ONE), trigger_metadata=None)
    assert message.get_body() == b"x"


# Durations


def _lives(func: ModuleType, value: tuple[str, timedelta]) -> None:
    text, span = value
    message = _decode(func, "serviceBusTrigger", _ONE, UserProperties=_json({}), TimeToLive=_json(text))
    assert message.time_to_live == span


add_each(
    "serviceBusTrigger: TimeToLive",
    _lives,
    {
        "the longest": ("10675199.02:48:05.4775807", timedelta(10675199, 10085, 477580)),
        "days": ("14.00:00:00", timedelta(14)),
        "fractions": ("00:00:05.5000000", timedelta(seconds=5.5)),
        "24 hours": ("24:00:00", timedelta(1)),
        "90 minutes": ("90:00", timedelta(minutes=90)),
        "a sign": ("-00:01:00", timedelta(minutes=-1)),
        "ISO 8601": ("P1D", timedelta(1)),
    },
)

# Annotations


def _takes_optional(func: ModuleType, value: str) -> None:
    binding, name = value.split()
    assert converter(func, binding).check_input_type_annotation(_optional[resolve(func, name)]) is True


def _takes_list(func: ModuleType, value: str) -> None:
    binding, name = value.split()
    assert converter(func, binding).check_input_type_annotation(_list[resolve(func, name)]) is True


def _sends_optional(func: ModuleType, value: str) -> None:
    assert converter(func, value).check_output_type_annotation(_optional[str]) is True


_INPUTS = {
    "eventHub": "eventHub EventHubEvent",
    "eventHubTrigger": "eventHubTrigger EventHubEvent",
    "kafka": "kafka KafkaEvent",
    "kafkaTrigger": "kafkaTrigger KafkaEvent",
    "serviceBusTrigger": "serviceBusTrigger ServiceBusMessage",
}
add_each("an optional input", _takes_optional, _INPUTS)
add_each("an input of a list", _takes_list, _INPUTS)
add_each("an optional output", _sends_optional, {name: name for name in ("eventHub", "kafka", "serviceBus")})


# Event Hubs


@WRONGS.says("eventHubTrigger: offset is an int in a batch")
def _(func: ModuleType) -> None:
    rows = _json([{"Offset": "5"}, {"Offset": 6}])
    assert [event.offset for event in _decode(func, "eventHubTrigger", _TWO, SystemPropertiesArray=rows)] == ["5", "6"]


@WRONGS.says("eventHubTrigger: offset must be a number in a batch")
def _(func: ModuleType) -> None:
    rows = _json([{"Offset": "0:12:3"}, {}])
    assert _decode(func, "eventHubTrigger", _TWO, SystemPropertiesArray=rows)[0].offset == "0:12:3"


@WRONGS.says("eventHubTrigger: another Datum type")
def _(func: ModuleType) -> None:
    decode = partial(_decode, func, "eventHubTrigger", (5, "int"), SystemProperties=_json({}))
    assert _refused(NotImplementedError, decode)


@WRONGS.says("eventHubTrigger: another Datum type for a batch")
def _(func: ModuleType) -> None:
    decode = partial(_decode, func, "eventHubTrigger", _ONE, SystemPropertiesArray=_json([_EMPTY]))
    assert _refused(NotImplementedError, decode)


@WRONGS.says("eventHub: text as a body in a batch")
def _(func: ModuleType) -> None:
    assert _decode(func, "eventHub", _texts("x"))[0].get_body() == b"x"


@WRONGS.says("eventHub: None is dropped")
def _(func: ModuleType) -> None:
    assert _refused(NotImplementedError, partial(_encode, func, None))


def _sends(func: ModuleType, value: tuple[object, Parts]) -> None:
    given, sent = value
    datum = _encode(func, given)
    assert (datum.value, datum.type) == sent


add_each(
    "eventHub: encode",
    _sends,
    {
        "a mapping": ({"a": 1}, _json({"a": 1})),
        "a float": (1.5, (1.5, "double")),
        "a bytearray": (bytearray(b"x"), (b"x", "bytes")),
        "a tuple": (("a",), _json(["a"])),
        "a bool": (True, _json(True)),
        "an int beyond 64 bits": (2**63, _json(2**63)),
        "a list of bytes": ([b"x"], _json(["x"])),
    },
)

# Kafka

_ARRAYS: dict[str, Parts] = {
    "TimestampArray": _json(["2024", "2025"]),
    "KeyArray": _json(["a", "b"]),
    "PartitionArray": _json([1, 2]),
    "OffsetArray": _longs(5, 6),
    "TopicArray": _texts("t", "u"),
    "HeadersArray": _json([[], [{"Key": "a", "Value": "eA=="}]]),
}


@WRONGS.says("kafka: repr shows the offset as partition")
def _(func: ModuleType) -> None:
    assert "partition=7" in repr(func.KafkaEvent(body=b"", partition=7, offset=9))


def _does_without(func: ModuleType, value: str) -> None:
    arrays = {name: parts for name, parts in _ARRAYS.items() if name != value}
    events = _decode(func, "kafkaTrigger", _TWO, **arrays)
    assert [event.get_body() for event in events] == [b"x", b"y"]
    read = {name: [getattr(event, name.removesuffix("Array").lower()) for event in events] for name in _ARRAYS}
    assert read[value] == [None, None]
    assert all(None not in values for name, values in read.items() if name != value)


add_each("kafkaTrigger: a batch without", _does_without, {name: name for name in _ARRAYS})


@WRONGS.says("kafkaTrigger: keys as a collection")
def _(func: ModuleType) -> None:
    arrays = {**_ARRAYS, "KeyArray": _texts("a", "b")}
    assert [event.key for event in _decode(func, "kafkaTrigger", _TWO, **arrays)] == ["a", "b"]


@WRONGS.says("kafkaTrigger: too few topics")
def _(func: ModuleType) -> None:
    arrays = {**_ARRAYS, "TopicArray": _texts("t")}
    assert _refused(ValueError, partial(_decode, func, "kafkaTrigger", _TWO, **arrays))


@WRONGS.says("kafkaTrigger: metadata is JSON text")
def _(func: ModuleType) -> None:
    assert _decode(func, "kafkaTrigger", _ONE, sys=_json({"a": 1})).metadata == {"sys": {"a": 1}}


@WRONGS.says("kafkaTrigger: headers of an object")
def _(func: ModuleType) -> None:
    assert _refused(ValueError, partial(_decode, func, "kafkaTrigger", _ONE, Headers=_json({"a": 1})))


# Service Bus


@WRONGS.says("serviceBusTrigger: messages of a batch are lost")
def _(func: ModuleType) -> None:
    decode = partial(_decode, func, "serviceBusTrigger", _TWO, UserPropertiesArray=_json([_EMPTY]))
    assert _refused(ValueError, decode)


@WRONGS.says("serviceBusTrigger: more properties than messages")
def _(func: ModuleType) -> None:
    decode = partial(_decode, func, "serviceBusTrigger", _TWO, UserPropertiesArray=_json([_EMPTY, _EMPTY, _EMPTY]))
    assert _refused(ValueError, decode)


@WRONGS.says("serviceBusTrigger: no application properties")
def _(func: ModuleType) -> None:
    message = _decode(func, "serviceBusTrigger", _ONE, UserProperties=_json({}))
    assert message.application_properties == {}


@WRONGS.says("serviceBusTrigger: force_persistence")
def _(func: ModuleType) -> None:
    message = _decode(func, "serviceBusTrigger", _ONE, UserProperties=_json({}), ForcePersistence=_json(True))
    assert message.force_persistence is True


@WRONGS.says("serviceBusTrigger: states of a batch as doubles")
def _(func: ModuleType) -> None:
    states = SimpleNamespace(double=[1.0, 2.0]), "collection_double"
    batch = _decode(func, "serviceBusTrigger", _TWO, UserPropertiesArray=_json([_EMPTY, _EMPTY]), StateArray=states)
    assert [message.state for message in cast("list[Any]", batch)] == [1, 2]


@WRONGS.says("serviceBusTrigger: dates of a batch that are no text")
def _(func: ModuleType) -> None:
    arrays = {"UserPropertiesArray": _json([_EMPTY, _EMPTY]), "EnqueuedTimeUtcArray": _longs(5, 6)}
    assert _refused(ValueError, partial(_decode, func, "serviceBusTrigger", _TWO, **arrays))
