"""Event Grid."""

from __future__ import annotations

import base64
import io
import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any, cast

from ..asked import (
    NO,
    SDK_DATE,
    YES,
    accepts,
    decoding,
    document,
    encoding,
    has_json,
    is_file,
    is_made,
    is_mapping,
    is_text_of,
    items_in,
    json_text,
    mapping,
    sends,
)
from ..fields import properties
from ..outcomes import Difference, Properties, comparable, failed, is_one, ok
from ..packages import Annotation, Case, Make, Raw, ours
from ..table import row, shows

_TEXTS = (
    *("id", "topic", "subject", "eventType", "dataVersion", "source", "type", "specversion", "datacontenttype"),
    "dataschema",
)


def _event(it: Difference) -> dict[str, Any]:
    """Return the JSON object that both packages look at."""
    event = document(it) if it.decodes("eventGridTrigger") and it.data and it.data.type == "json" else None
    return cast("dict[str, Any]", event) if isinstance(event, dict) else {}


def _moment(it: Difference) -> object:
    event = _event(it)
    return event.get("time" if "specversion" in event else "eventTime")


def _is_content(outcome: object, content: bytes) -> bool:
    """Return whether bytes were parsed as JSON, or refused because they are none."""
    try:
        return outcome == comparable(json.loads(content.decode("utf-8-sig")))
    except ValueError:
        return failed(outcome, "ValueError")


def _from_base64(text: object) -> bytes:
    """Return what base64 stands for; bytes that are not JSON if it is not base64."""
    try:
        return base64.b64decode(cast("str", text), validate=True)
    except (TypeError, ValueError):
        return b"?"


_received = partial(decoding, "eventGridTrigger")
_sent = partial(encoding, "eventGrid")


def _cloud(**parts: object) -> Case:
    return _received(json_text({"specversion": "1.0", **parts}))


_EVENT = Make(
    "EventGridOutputEvent",
    {"id": "a", "subject": "b", "event_type": "c", "data_version": "1", "data": None, "event_time": None},
)
_HEAD_JSON = '"id": "a", "subject": "b", "dataVersion": "1", "eventType": "c"'
_EVENT_JSON = f'{{{_HEAD_JSON}, "data": null, "eventTime": null}}'


def _output_event(**arguments: object) -> Case:
    return _sent(Make("EventGridOutputEvent", {**_EVENT.arguments, **arguments}))


def _output_json(data: str = "null", moment: str = "null") -> object:
    return sends(f'{{{_HEAD_JSON}, "data": {data}, "eventTime": {moment}}}')


def _cloud_event(**arguments: object) -> Make:
    return Make("CloudEvent", {"id": "a", "source": "b", "type": "c", "specversion": "1.0", "data": None, **arguments})


def _read_event(**arguments: object) -> Case:
    return Case("read", "CloudEvent", _cloud_event(**arguments))


_CLOUD_JSON = '{"id": "a", "source": "b", "type": "c", "specversion": "1.0"}'
_BINARY_JSON = sends(f'[{_CLOUD_JSON[:-1]}, "data_base64": "AQI=", "ext": "x"}}]')
_NOON = datetime(2024, 1, 1, 12)
_lines = Annotation("StringIO('a\\nb')", lambda func: io.StringIO("a\nb"))


@row(
    shows(_received('{"id": "a"}', "string"), "", NotImplementedError, {"id": "a"}),
    shows(_received(b'{"id": "a"}', "bytes"), "", NotImplementedError, {"id": "a"}),
    shows(_received("a", "string"), "", NotImplementedError, ValueError),
    decode="eventGridTrigger",
    turns="NotImplementedError -> anything",
)
def eventgrid_text(it: Difference) -> bool:
    """`"string"` and `"bytes"` for `eventGridTrigger`
    raises `NotImplementedError` -> parses them as JSON
    the host may send it in this form"""
    return it.kind in ("string", "bytes") and is_one(it.ours, "object list ValueError")


@row(
    shows(_received('[{"id": "a"}]'), "", AttributeError, [ours.EventGridEvent(id="a")]),
    shows(_received("[1]"), "", AttributeError, ValueError),
    decode="eventGridTrigger",
    turns="AttributeError -> anything",
)
def eventgrid_array(it: Difference) -> bool:
    """a JSON array for `eventGridTrigger`
    raises `AttributeError` -> returns a list of events
    the host may send several at once"""
    return isinstance(document(it), list) and (isinstance(it.ours, list) or failed(it.ours, "ValueError"))


@row(
    shows(_received("null"), "", TypeError, ValueError),
    shows(_received('"a"'), "", AttributeError, ValueError),
    shows(_received(Raw(None, "json")), "", TypeError, ValueError),
    decode="eventGridTrigger",
    turns="AttributeError TypeError -> ValueError",
)
def eventgrid_not_an_object(it: Difference) -> bool:
    """another JSON value, or none, for `eventGridTrigger`
    raises `AttributeError` or `TypeError` -> raises `ValueError`
    malformed data is one kind of error"""
    return not isinstance(document(it), (dict, list))


@row(
    shows(
        _cloud(time="2024-01-01T12:00:00+08:00"),
        "",
        ValueError,
        {"time": _NOON.replace(tzinfo=timezone(timedelta(hours=8)))},
    ),
    shows(_received('{"eventTime": "01/01/2024 12:00"}'), "", ValueError, {"event_time": _NOON}),
    turns="ValueError -> object",
)
def eventgrid_dates(it: Difference) -> bool:
    """`eventTime` and `time` in the forms of `metadata-dates`
    raises `ValueError` -> reads them all; another offset is kept
    CloudEvents allows every offset"""
    moment = _moment(it)
    return isinstance(moment, str) and not SDK_DATE.fullmatch(moment)


@row(
    shows(_received('{"id": 5}'), "id", 5, "5"),
    shows(_received('{"subject": {"a": true}}'), "subject", {"a": True}, '{"a": true}'),
    shows(_received('{"eventTime": 5}'), "", TypeError, ValueError),
    shows(_received('{"eventTime": []}'), "", {"event_time": None}, ValueError),
)
def eventgrid_fields(it: Difference) -> bool:
    """fields and dates of an event that are not text
    passes them on; raises `TypeError` for dates, or treats `[]` and `0` as missing -> converts them to JSON text;
      raises `ValueError` for dates
    the types are `str` and `datetime`"""
    event = _event(it)
    if not it.path:
        is_text = isinstance(_moment(it), (str, type(None)))
        refused = isinstance(it.official, Properties) or failed(it.official, "TypeError")
        return bool(event) and not is_text and refused and failed(it.ours, "ValueError")
    name, *words = it.path[0].split("_")
    name += "".join(map(str.title, words))
    value = event.get(name)
    sent = name in _TEXTS and value is not None and not isinstance(value, str)
    return sent and it.official == comparable(value) and it.ours == json.dumps(value)


@row(
    shows(_received('{"id": "a"}'), "subject", None, ""),
    shows(_cloud(id="a"), "source", None, ""),
)
def eventgrid_absent_texts(it: Difference) -> bool:
    """`id`, `topic`, `subject`, `event_type` and `data_version` of an `EventGridEvent`, `id`, `source`, `type` and
      `specversion` of a `CloudEvent` that are missing
    are None -> are `""`
    the type is `str`"""
    required = ("id", "topic", "subject", "event_type", "data_version", "source", "type", "specversion")
    is_event = it.decodes("eventGridTrigger") or it.case.subject in ("EventGridEvent", "CloudEvent")
    return is_event and it.at(*required) and it.official is None and it.ours == ""


@row(
    shows(_cloud(self="x"), "", TypeError, {"extension_attrs": {"self": "x"}}),
    shows(_read_event(self=5), "", TypeError, {"extension_attrs": {"self": 5}}),
    turns="TypeError -> CloudEvent",
)
def eventgrid_cloud_extensions(it: Difference) -> bool:
    """a CloudEvent with an attribute named `self`
    raises `TypeError` -> has it in `extension_attrs`
    any name is allowed"""
    given = it.case.given
    named = given.arguments if isinstance(given, Make) else _event(it)
    return "self" in named


@row(
    shows(_cloud(data_base64="e30="), "extension_attrs", {"data_base64": "e30="}, {}),
    shows(_cloud(data_base64="e30="), "json", None, {}),
    shows(_cloud(data_base64="AQI="), "json", None, ValueError),
    shows(_cloud(data_base64="?"), "json", None, ValueError),
    shows(_cloud(data_base64="e30=", data=1), "json", 1, ValueError),
)
def eventgrid_cloud_binary(it: Difference) -> bool:
    """`data_base64` in a CloudEvent
    leaves it encoded in `extension_attrs`, without data -> decodes it: the data is bytes; raises `ValueError` when
      the data is read, if it is not base64 or there is `data` as well
    CloudEvents puts binary data there"""
    event = _event(it)
    if "data_base64" not in event or "specversion" not in event:
        return False
    if it.path == ("extension_attrs",):
        mine = cast("dict[str, object]", it.ours)
        return it.official == {**mine, "data_base64": comparable(event["data_base64"])}
    if it.path == ("json",) and event.get("data") is None:
        return it.official is None and _is_content(it.ours, _from_base64(event["data_base64"]))
    # Both: which of the two is meant, nobody knows.
    return it.path in (("json",), ("to_dict",)) and (event.get("data") is None or failed(it.ours, "ValueError"))


@row(shows(_read_event(data=b"[1]"), "json", b"[1]", [1]), shows(_read_event(data=b"a"), "json", b"a", ValueError))
def eventgrid_cloud_bytes(it: Difference) -> bool:
    """`CloudEvent(data=b"…")`
    returns the bytes from `get_json`, and text from `to_dict` -> parses them in `get_json`, or raises `ValueError`; has
      base64 in `to_dict`
    `get_json` returns JSON, and bytes stay bytes"""
    data = it.argument("data")
    if it.case.subject != "CloudEvent" or not isinstance(data, bytes):
        return False
    if it.path == ("json",):
        return it.official == data and _is_content(it.ours, data)
    return it.path == ("to_dict",) and isinstance(it.ours, dict)


@row(
    shows(Case("read", "EventGridEvent", Make("EventGridEvent", {"id": "a"})), "", TypeError, {"topic": ""}),
    turns="TypeError -> EventGridEvent",
)
def eventgrid_event_arguments(it: Difference) -> bool:
    """`EventGridEvent(…)`
    requires every argument -> requires none
    a test passes only what matters to it"""
    given = it.case.given
    return (
        it.case.subject == "EventGridEvent"
        and isinstance(given, Make)
        and len(given.arguments) < len(["data", *properties("EventGridEvent")])
    )


@row(
    shows(_sent({"a": 1}), "", sends('["a"]'), sends('{"a": 1}')),
    shows(_sent([{"a": 1}]), "", NotImplementedError, sends('[{"a": 1}]')),
)
def eventgrid_encode_mapping(it: Difference) -> bool:
    """a dict or a `Document` for `eventGrid`, alone or in a list
    sends its keys; raises `NotImplementedError` in a list -> sends it as a JSON object
    that is the intention"""
    given: Any = it.case.given
    if not it.encodes("eventGrid"):
        return False
    if is_mapping(given):
        return it.ours == sends(json.dumps(mapping(given)))
    holds = any(is_mapping(item) for item in items_in(given))
    return holds and it.turns("NotImplementedError", "tuple")


@row(
    shows(_sent([b"a"]), "", NotImplementedError, sends('["a"]')),
    shows(_sent([b"\xff"]), "", NotImplementedError, ValueError),
    shows(_sent(b"a"), "", sends(b"a", "bytes"), sends("a", "string")),
    shows(_sent(b"\xff"), "", sends(b"\xff", "bytes"), ValueError),
    shows(_sent(bytearray(b"a")), "", NotImplementedError, sends("a", "string")),
)
def eventgrid_encode_bytes(it: Difference) -> bool:
    """bytes and `bytearray` for `eventGrid`, alone or in a list
    sends `"bytes"`, which the host rejects; raises `NotImplementedError` in a list and for a `bytearray` -> decodes
      them as text; raises `ValueError` for what is not UTF-8
    that is the intention"""
    given: Any = it.case.given
    if not it.encodes("eventGrid"):
        return False
    if isinstance(given, (bytes, bytearray)):
        return is_text_of(it, bytes(given))
    return any(isinstance(item, (bytes, bytearray)) for item in items_in(given)) and it.turns(
        "NotImplementedError", "tuple ValueError"
    )


@row(
    shows(_sent([_EVENT, "a"]), "", sends(f'[{_EVENT_JSON}, "a"]'), ValueError),
    shows(_sent([_EVENT, '{"id": 1}']), "", ..., sends(f'[{_EVENT_JSON}, {{"id": 1}}]')),
    shows(_sent([_EVENT, _cloud_event()]), "", NotImplementedError, ValueError),
    encode="eventGrid",
)
def eventgrid_encode_mixed(it: Difference) -> bool:
    """text among other events for `eventGrid`; events of both schemas in one list
    sends the text as text, and the host fails -> parses it as an object; raises `ValueError` if it is not one, and
      for both schemas
    the host reads all events like the first, and a topic has one schema"""
    items = items_in(it.case.given)
    events = {item.name for item in items if isinstance(item, Make)}
    texts = [item for item in items if isinstance(item, (str, bytes))]
    return (
        bool(events) and (bool(texts) or len(events) > 1) and it.turns("tuple NotImplementedError", "tuple ValueError")
    )


@row(
    shows(_sent(_cloud_event()), "", NotImplementedError, sends(_CLOUD_JSON)),
    shows(_sent([_cloud_event(data=b"\x01\x02", ext="x")]), "", NotImplementedError, _BINARY_JSON),
    encode="eventGrid",
    turns="NotImplementedError -> tuple",
)
def eventgrid_encode_cloud_event(it: Difference) -> bool:
    """a `CloudEvent` for `eventGrid`, alone or in a list
    raises `NotImplementedError` -> sends it
    you can forward what you receive"""
    return any(is_made(item, "CloudEvent") for item in items_in(it.case.given))


@row(
    shows(_output_event(data={"a": _NOON}), "", TypeError, _output_json('{"a": "2024-01-01T12:00:00"}')),
    shows(_output_event(data=b"\x01\x02"), "", TypeError, _output_json('"AQI="')),
    shows(_output_event(data=Decimal("1.5")), "", TypeError, _output_json("1.5")),
    encode="eventGrid",
    turns="TypeError -> tuple",
)
def eventgrid_encode_values(it: Difference) -> bool:
    """dates, UUIDs, Decimals, bytes and documents in the data of an `EventGridOutputEvent`
    raises `TypeError` -> writes dates as ISO 8601 text, UUIDs as text, Decimals as numbers, bytes in base64
    .NET reads these forms"""
    events = [item for item in items_in(it.case.given) if is_made(item, "EventGridOutputEvent")]
    return any(not has_json(event.arguments["data"]) for event in events)


@row(
    shows(
        _output_event(event_time="2024-01-01T12:00:00Z"),
        "",
        AttributeError,
        _output_json(moment='"2024-01-01T12:00:00Z"'),
    ),
    encode="eventGrid",
    turns="AttributeError -> tuple",
)
def eventgrid_encode_event_time(it: Difference) -> bool:
    """`EventGridOutputEvent(event_time="…")`
    raises `AttributeError` in encoding -> sends the text
    the host expects text there"""
    events = [item for item in items_in(it.case.given) if is_made(item, "EventGridOutputEvent")]
    return any(isinstance(event.arguments["event_time"], str) for event in events)


@row(
    shows(_sent(_lines), "", sends('["a\\n", "b"]'), NotImplementedError),
    encode="eventGrid",
    turns="anything -> NotImplementedError",
)
def eventgrid_encode_files(it: Difference) -> bool:
    """a file for `eventGrid`
    sends its lines as events; `[]` for one that is empty -> raises `NotImplementedError`
    a line of a file is not an event"""
    return is_file(it) and ok(it.official)


@row(shows(accepts("eventGridTrigger", "list[CloudEvent]"), "", False, True))
def eventgrid_annotation_array(it: Difference) -> bool:
    """`eventGridTrigger` inputs as `list`, `list[CloudEvent]`, `List[EventGridEvent]`
    rejects them -> accepts them
    see `eventgrid-array`"""
    kind, _, elements = it.annotation.partition("[")
    return (
        it.case.subject == "eventGridTrigger"
        and (kind, elements) != ("", "")
        and kind in ("list", "List", "typing.Iterable", "typing.Sequence", "collections.abc.Iterable")
        and elements in ("", "CloudEvent]", "EventGridEvent]")
        and (it.official, it.ours) == (NO, YES)
    )
