"""Event Hubs."""

from __future__ import annotations

import json
from typing import cast

from ..asked import (
    encoding,
    items_of,
    json_text,
    parsed,
    sends,
)
from ..outcomes import Difference, failed, ok
from ..packages import Case, Raw
from ..table import row, shows
from .messages import NOTHING, event_batch, metadata_of, one_event, text_of, values_of


def _iothub_of(values: dict[str, object]) -> dict[str, object]:
    return {name[7:]: value for name, value in values.items() if name.startswith("iothub-") and value is not None}


def _iothub_given(it: Difference) -> dict[str, object]:
    """Return what IoT Hub says of the event in which two packages differ."""
    values = values_of(it)
    rows, system = values.get("SystemPropertiesArray"), values.get("SystemProperties")
    if isinstance(rows, list):
        return _iothub_of(cast("list[dict[str, object]]", rows)[int(it.path[0])])
    return _iothub_of(values) or (_iothub_of(cast("dict[str, object]", system)) if isinstance(system, dict) else {})


@row(
    shows(one_event(Raw(5, "int")), "", UnboundLocalError, NotImplementedError),
    shows(event_batch({}, data=Raw(b"x", "bytes")), "", UnboundLocalError, NotImplementedError),
    decode="eventHubTrigger",
    turns="UnboundLocalError -> NotImplementedError",
)
def eventhub_datum_types() -> None:
    """a Datum of another type for `eventHubTrigger`; one message instead of a batch
    raises `UnboundLocalError` -> raises `NotImplementedError`
    as for every other binding"""


@row(
    shows(event_batch({"Offset": "5"}, {}), "0.offset", 5, "5"),
    shows(event_batch({"Offset": "0:12:3"}, {}), "", ValueError, [{"offset": "0:12:3"}, {}]),
)
def eventhub_batch_offset(it: Difference) -> bool:
    """`offset` in a batch
    is an int; raises `ValueError` for other text -> is text, as in one event
    only the service can interpret it"""
    offsets = [parsed(item) for item in items_of(metadata_of(it), "Offset")]
    if not it.decodes("eventHubTrigger"):
        return False
    if it.path:
        return it.path[1:] == ("offset",) and it.ours == text_of(offsets[int(it.path[0])])
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
        one_event(SystemProperties=json_text({"iothub-a": 5, "iothub-b": None})),
        "iothub_metadata",
        {"a": 5, "b": None},
        {"a": "5"},
    ),
    decode="eventHubTrigger",
)
def eventhub_iothub_values(it: Difference) -> bool:
    """metadata of IoT Hub that is not text
    is passed on from the system properties, or becomes `"None"` and `"{'a': 1}"` -> is JSON text; null is
      left out
    as in all other metadata"""
    if it.at("iothub_metadata"):
        return it.ours == {name: text_of(value) for name, value in _iothub_given(it).items()}
    datums = [datum for name, datum in metadata_of(it).items() if name.startswith("iothub-") and datum]
    families = ["TypeError" for datum in datums if datum == Raw(None, "json")]
    families += ["ValueError" for datum in datums if datum.type == "collection_double"]
    return failed(it.official, *families) and ok(it.ours)


@row(
    shows(one_event(SystemProperties=Raw("null", "json")), "", TypeError, {"body": b"x"}),
    shows(one_event(SystemProperties=Raw("x", "string")), "", ValueError, {"body": b"x"}),
)
def eventhub_system_properties(it: Difference) -> bool:
    """`SystemProperties` that is not a JSON object
    raises `TypeError`, `AttributeError` or `ValueError` -> has no metadata of IoT Hub
    it is only used for metadata of IoT Hub"""
    system = metadata_of(it).get("SystemProperties", Raw("{}", "json"))
    is_object = system is not None and system.type == "json" and isinstance(parsed(system), dict)
    if not it.decodes("eventHubTrigger") or it.path or is_object:
        return False
    return ok(it.ours) and failed(it.official, "TypeError", "AttributeError", "ValueError")


@row(
    shows(encoding("eventHub", None), "", NOTHING, NotImplementedError),
    *(
        shows(encoding("eventHub", value), "", NOTHING, ("Datum", kind, sent))
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
      `NotImplementedError` for anything that cannot be sent
    nothing is lost"""
    return it.official == ("Datum", None, None)


@row(
    shows(encoding("eventHub", True), "", sends(True, "int"), sends("true", "string")),
    shows(encoding("eventHub", 2**63), "", sends(2**63, "int"), sends(str(2**63), "string")),
    encode=("eventHub", "eventHubTrigger"),
)
def eventhub_encode_numbers(it: Difference) -> bool:
    """`True`, and ints beyond 64 bits, for `eventHub`
    become an `"int"` Datum -> become their JSON as text: `true`
    `"int"` has 64 bits, and cannot be a bool"""
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
    JSON does not have bytes, and text is the intention"""
    return isinstance(it.case.given, list)
