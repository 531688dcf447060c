"""Service Bus, Kafka, and texts that are sent."""

from __future__ import annotations

import json

from ..asked import (
    document,
    encoding,
    is_text_of,
    json_text,
    making,
    sends,
)
from ..outcomes import Difference, failed, ok
from ..packages import Make, Raw, official, ours
from ..table import row, shows
from .messages import DATE, OF_TWO, holds_doubles, is_batch, kafka, kafka_batch, message_batch, service_bus


@row(shows(making("ServiceBusMessage"), "message_id", "", None))
def servicebus_message_id(it: Difference) -> bool:
    """`message_id` of `azure.functions.ServiceBusMessage(…)`
    is `""` -> is None
    none was passed"""
    given = it.case.given
    return (
        isinstance(given, Make)
        and given.name == "ServiceBusMessage"
        and it.at("message_id")
        and (it.official, it.ours) == ("", None)
    )


@row(
    shows(service_bus(), "force_persistence", NotImplementedError, None),
    shows(service_bus(ForcePersistence=Raw("true", "json")), "force_persistence", NotImplementedError, True),
)
def servicebus_force_persistence(it: Difference) -> bool:
    """`force_persistence`
    raises `NotImplementedError` -> is the value in the metadata, or None
    the host sends it"""
    if it.at("force_persistence"):
        return it.turns("NotImplementedError AttributeError", "value ValueError")
    return "'ForcePersistence" in str(it.ours) and ok(it.official)


@row(shows(message_batch(StateArray=Raw([1.0, 2.0], "collection_double")), "1.state", None, 2))
def servicebus_batch_doubles(it: Difference) -> bool:
    """an array of metadata as `"collection_double"` for `serviceBusTrigger`
    is left out -> is read
    as in JSON"""
    return holds_doubles(it) and len(it.path) == 2 and it.official is None and it.ours is not None


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
    raises `NotImplementedError` -> sends JSON, an array for several messages; a `bytearray` counts as bytes
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
    sends `"bytes"`, which the host converts to the text `System.Byte[]` -> decodes them as text; raises `ValueError`
      for what is not UTF-8
    that is the intention"""
    return isinstance(it.case.given, bytes) and is_text_of(it, it.case.given)


_EXTENDED = ("queue", "eventHub", "eventHubTrigger", "serviceBus", "eventGrid")


@row(
    shows(encoding("queue", "[INFO] [ok]"), "", sends("[INFO] [ok]", "string"), sends('["[INFO] [ok]"]')),
    shows(encoding("eventHub", "{{name}}"), "", sends("{{name}}", "string"), sends('["{{name}}"]')),
    encode=_EXTENDED,
)
def output_text_in_brackets(it: Difference) -> bool:
    """text in brackets or braces that is not JSON, for `queue`, `eventHub`, `serviceBus`, `eventGrid`
    sends `"string"`; the host fails the invocation -> sends a `"json"` array with it: it arrives unchanged
    log lines and templates are messages, too"""
    text = it.case.given
    return isinstance(text, str) and text != document(it) and it.ours == sends(json.dumps([text]))


@row(
    *(
        shows(
            encoding(name, f'{{"at": "{DATE}"}}'),
            "",
            sends(f'{{"at": "{DATE}"}}', "string"),
            sends(f'{{"at": "{DATE}"}}'),
        )
        for name in ("queue", "eventHub", "serviceBus", "eventGrid")
    ),
    encode=_EXTENDED,
)
def output_text_with_dates(it: Difference) -> bool:
    """text that is JSON with dates in it, for `queue`, `eventHub`, `serviceBus`, `eventGrid`
    sends `"string"`; the host rewrites the dates in its own time zone -> sends the same text as `"json"`
    dates arrive unchanged"""
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
    the host accepts them"""


@row(shows(kafka(sys=Raw(["a"], "collection_string")), "metadata", ..., {"sys": ["a"]}), decode="kafkaTrigger")
def kafka_metadata(it: Difference) -> bool:
    """collections in `KafkaEvent.metadata`
    are objects of the worker -> are lists
    as in `EventHubEvent.metadata`"""
    return it.at("metadata") and "namespace(" in str(it.official) and "namespace(" not in str(it.ours)


@row(
    *(
        shows(kafka_batch(without=name), "", error, OF_TWO)
        for name, error in {
            "TimestampArray": AssertionError,
            "KeyArray": AssertionError,
            "PartitionArray": AssertionError,
            "OffsetArray": IndexError,
            "TopicArray": UnboundLocalError,
            "HeadersArray": UnboundLocalError,
        }.items()
    ),
    shows(kafka_batch(KeyArray=Raw(["a", "b"], "collection_string")), "", TypeError, [{"key": "a"}, {"key": "b"}]),
    shows(kafka_batch(OffsetArray=json_text([5, 6])), "", AttributeError, [{"offset": 5}, {"offset": 6}]),
    decode="kafkaTrigger",
)
def kafka_batch_arrays(it: Difference) -> bool:
    """a batch for `kafkaTrigger` without one of the six arrays of metadata, or with one of another Datum type
    raises `AssertionError`, `IndexError`, `UnboundLocalError`, `AttributeError` or `TypeError` -> leaves the field out;
      reads all types
    the bodies arrive"""
    families = ("AssertionError", "IndexError", "UnboundLocalError", "AttributeError", "TypeError")
    return is_batch(it) and failed(it.official, *families) and ok(it.ours)


@row()
def kafka_repr() -> None:
    """`repr` of a `KafkaEvent`
    shows the offset as partition -> shows both
    the other one is a bug"""
    shown = [repr(func.KafkaEvent(body=b"", partition=7, offset=9)) for func in (official, ours)]
    assert "partition=9" in shown[0]
    assert "partition=7" in shown[1]
