"""Event Grid, and the documents and rows of Cosmos DB, SQL and MySQL: cases, rules and examples."""

from __future__ import annotations

import io
import json
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import Any, cast
from uuid import UUID

from hypothesis import strategies as st

from azure_functions_lite._wire.scalars import text
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent

from .differences import (
    NO,
    SDK_DATE,
    YES,
    annotation_of,
    argument,
    data_of,
    decodes,
    encodes,
    failed,
    gave,
    rule,
)
from .examples import Example, annotated, fails, shows
from .outcomes import READERS, Difference, Properties, comparable
from .packages import HAS_TO_DICT, Annotation, Case, Make, Raw, build, converter, official, ours, resolve
from .strategies import (
    cases,
    contents,
    dates,
    datums,
    json_values,
    named,
    one_odd,
    plain_values,
    raw_json,
    readings,
    sendable_texts,
)

RECORD_OF = {
    "cosmosDB": "Document",
    "cosmosDBTrigger": "Document",
    "sql": "SqlRow",
    "mysql": "MySqlRow",
    "mysqlTrigger": "MySqlRow",
}
RECORDS = sorted(set(RECORD_OF.values()))
LISTS = [f"{name}List" for name in RECORDS]
EVENTS: dict[str, list[str]] = {
    "EventGridEvent": ["id", "topic", "subject", "event_type", "event_time", "data_version"],
    "EventGridOutputEvent": ["id", "subject", "event_type", "event_time", "data_version"],
    "CloudEvent": [
        *("id", "source", "type", "specversion", "subject", "time"),
        *("datacontenttype", "dataschema", "extension_attrs"),
    ],
}


def _reader(name: str) -> Callable[[Any], object]:
    return lambda value: getattr(value, name)


for _name, _fields in EVENTS.items():
    READERS[_name] = {name: _reader(name) for name in _fields}
    READERS[_name]["json"] = lambda value: value.get_json()
for _name in RECORDS:
    READERS[_name] = {
        "items": lambda value: list(value.items()),
        "copy": lambda value: (type(value.copy()) is type(value), list(value.copy().items())),
        "to_json": lambda value: value.to_json(),
    }
for _name in LISTS:
    READERS[_name] = {"items": list, "copy": lambda value: (type(value.copy()) is type(value), len(value.copy()))}
for _name in (*EVENTS, *RECORDS, *LISTS) if HAS_TO_DICT else ("Document",):
    READERS[_name]["to_dict"] = lambda value: value.to_dict()
    READERS[_name]["to_json says to_dict"] = lambda value: value.to_json() == json.dumps(value.to_dict())


# Cases


@dataclass(frozen=True)
class Call(Annotation):
    """A call with arguments by position; `Make` is one with arguments by name, and an `Annotation` makes itself."""

    name: str
    arguments: tuple[object, ...]


def call(name: str, *arguments: object) -> Call:
    """Return what calls ``DocumentList`` or ``Document.from_json`` of either package."""
    owner, _, method = name.partition(".")

    def make(func: ModuleType) -> object:
        kind = resolve(func, owner)
        return (getattr(kind, method) if method else kind)(*build(func, arguments))

    return Call(f"{name}{arguments}", make, name, arguments)


_good_dates = st.none() | st.sampled_from(
    ["2024-01-31T10:00:00+00:00", "2024-01-31T10:00:00.1234567Z", "2024-01-31T10:00:00", ""]
)
_not_texts: st.SearchStrategy[Any] = st.sampled_from([5, True, 1.5, [], {"a": 1}])
_odd_dates = _not_texts | dates
_values = st.none() | sendable_texts
_event_texts = ["id", "topic", "subject", "eventType", "dataVersion"]
_cloud_texts = ["id", "source", "type", "subject", "datacontenttype", "dataschema"]
_event_bodies = one_odd(
    {**dict.fromkeys(_event_texts, _values), "eventTime": _good_dates, "data": json_values, "more": json_values},
    {**dict.fromkeys(_event_texts, _not_texts), "eventTime": _odd_dates},
)
_cloud_bodies = one_odd(
    {**dict.fromkeys(_cloud_texts, _values), "time": _good_dates, "data": json_values, "traceparent": json_values},
    {
        **dict.fromkeys(_cloud_texts, _not_texts),
        "time": _odd_dates,
        "self": json_values,
        "extension_attrs": json_values,
        "data_base64": st.sampled_from(["AQI=", "e30=", "", "?", 5, [], None]),
    },
).flatmap(lambda body: st.sampled_from(["1.0", "", None, 1.0]).map(lambda version: {"specversion": version, **body}))
_event_bodies |= _cloud_bodies


def _carried(documents: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    """Make a Datum of JSON text, text or bytes."""

    def carry(document: object, kind: str) -> Raw:
        document = json.dumps(document)
        return Raw(document.encode() if kind == "bytes" else document, kind)

    return st.builds(carry, documents, st.sampled_from(["json", "string", "bytes"]))


_writable: st.SearchStrategy[Any] = st.sampled_from(
    [datetime(2024, 1, 31, 10), date(2024, 1, 31), UUID(int=5), Decimal("1.5"), Decimal("0.12345678901234567"), (1, 2)]
) | st.sampled_from([{1: 2}, {"a": b"x"}, b"abc", b"\xff", bytearray(b"x"), Make("Document", {"id": 1})])
_unwritable: st.SearchStrategy[Any] = st.sampled_from([..., {1}, 1j])
_moments = st.none() | st.sampled_from(
    [
        datetime(2024, 1, 31, 10),
        datetime(2024, 1, 31, 10, 0, 0, 5, timezone.utc),
        datetime(2024, 1, 31, 10, tzinfo=timezone(timedelta(hours=2))),
    ]
)
_event_arguments = {
    **dict.fromkeys(["id", "subject", "event_type", "data_version"], sendable_texts),
    "data": json_values,
    "event_time": _moments,
}
_cloud_arguments = {**dict.fromkeys(["id", "source", "type", "specversion"], sendable_texts), "data": json_values}
_cloud_options = {
    "time": _moments | st.just("2024-01-31T10:00:00Z"),
    **dict.fromkeys(["subject", "datacontenttype", "dataschema"], _values),
    "traceparent": json_values,
    "extension_attrs": json_values,
}
_cloud_events = named(_cloud_arguments, _cloud_options).map(lambda made: Make("CloudEvent", made))
_binary_events = named({**_cloud_arguments, "data": contents}).map(lambda made: Make("CloudEvent", made))
_output_events = named(_event_arguments).map(lambda made: Make("EventGridOutputEvent", made))
_odd_events = st.one_of(
    named({**_event_arguments, "data": _writable | _unwritable}),
    named({**_event_arguments, "event_time": st.sampled_from(["2024-01-31T10:00:00Z", date(2024, 1, 31)])}),
    named({**_event_arguments, "id": st.sampled_from([None, 5])}),
).map(lambda made: Make("EventGridOutputEvent", made))
_files = st.sampled_from([b"", b"a\nb"]).map(
    lambda content: Annotation(f"BytesIO({content!r})", lambda func: io.BytesIO(content))
)
_lines = Annotation("StringIO('a\\nb')", lambda func: io.StringIO("a\nb"))
_event_outputs = st.one_of(
    _output_events,
    _odd_events,
    _odd_events.map(lambda event: [event]),
    _cloud_events | _binary_events,
    st.lists(sendable_texts | _output_events | _cloud_events, max_size=3),
    st.lists(sendable_texts | plain_values, max_size=2).map(tuple),
    plain_values,
    st.dictionaries(st.sampled_from(["a", "b"]), json_values, max_size=2),
    _files,
    st.sampled_from(
        [
            _lines,
            [{"a": 1}],
            [["a"]],
            Make("SqlRow", {"id": 1}),
            call("DocumentList", [Make("Document", {"id": 1})]),
            Make("QueueMessage", {"id": "a"}),
        ]
    ),
)

_keys = st.sampled_from(["id", "a", "self", "dict", "data"])


def _records(names: Iterable[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Make]:
    return st.builds(Make, st.sampled_from(list(names)), st.dictionaries(_keys, values, max_size=2))


_sound = _records(RECORDS, json_values | _writable)
_lists = st.builds(call, st.sampled_from(LISTS), st.lists(_sound | st.just({"a": 1}), max_size=2))
_odd_items: st.SearchStrategy[Any] = st.sampled_from([None, 5, "ab", [["a", 1]]])
_odd_lists = st.builds(call, st.sampled_from(LISTS), st.lists(_sound | _odd_items, min_size=1, max_size=2))
_objects = st.dictionaries(st.sampled_from(["id", "a"]), json_values, max_size=2)
_documents = _objects | st.lists(_objects | json_values, max_size=3) | json_values
_bindings = st.sampled_from(sorted(RECORD_OF))
_record_outputs = st.one_of(
    cases("encode", _bindings, st.one_of(_sound, _lists, _odd_lists, plain_values, json_values, _files)),
    cases("encode", _bindings, st.lists(_sound | st.just({"a": 1}), max_size=2)),
    cases("encode", _bindings, st.lists(_sound | plain_values, max_size=2).map(tuple)),
    _bindings.flatmap(lambda name: cases("encode", name, _records([RECORD_OF[name]], json_values | _unwritable))),
)


def _read(made: Any) -> Case:
    return Case("read", made.name.partition(".")[0], made)


CASES: dict[str, st.SearchStrategy[Case]] = {
    "decode eventGridTrigger": cases("decode", "eventGridTrigger", _event_bodies.map(raw_json)),
    "decode eventGridTrigger: others": cases(
        "decode",
        "eventGridTrigger",
        st.one_of(_carried(_event_bodies), _carried(st.lists(_event_bodies, max_size=3)), st.none() | datums),
    ),
    "decode eventGridTrigger: one date": st.one_of(
        dates.map(lambda moment: {"eventTime": moment}),
        dates.map(lambda moment: {"time": moment, "specversion": "1.0"}),
    ).map(lambda body: Case("decode", "eventGridTrigger", raw_json(body))),
    "encode eventGrid": cases("encode", "eventGrid", _event_outputs),
    "decode cosmosDB cosmosDBTrigger sql mysql mysqlTrigger": cases(
        "decode", _bindings, _carried(_documents) | st.none() | datums
    ),
    "encode cosmosDB cosmosDBTrigger sql mysql mysqlTrigger": _record_outputs,
    "read EventGridEvent": readings("EventGridEvent", named({}, {**_event_arguments, "topic": _values})),
    "read EventGridOutputEvent": _output_events.map(_read),
    "read CloudEvent": st.one_of(
        _cloud_events.map(_read),
        _binary_events.map(_read),
        readings("CloudEvent", named({**_cloud_arguments, "self": json_values})),
    ),
    "read Document SqlRow MySqlRow": st.one_of(
        _sound.map(_read),
        _records(RECORDS, json_values | _unwritable).map(_read),
        st.builds(call, st.sampled_from([f"{name}.from_dict" for name in RECORDS]), _objects).map(_read),
        st.builds(call, st.sampled_from([f"{name}.from_json" for name in RECORDS]), _documents.map(json.dumps)).map(
            _read
        ),
    ),
    "read DocumentList SqlRowList MySqlRowList": (_lists | _odd_lists).map(_read),
}


# Rules of Event Grid

_WIRED = {attribute: (name, parse) for attribute, name, parse in (*EventGridEvent.__wire__, *CloudEvent.__wire__)}


def _event(difference: Difference) -> dict[str, Any]:
    """Return the JSON object that both packages look at."""
    document = _document(difference) if decodes(difference, "eventGridTrigger") else None
    data = data_of(difference)
    return cast("dict[str, Any]", document) if isinstance(document, dict) and data and data.type == "json" else {}


def _document(difference: Difference) -> object:
    """Return what is in a Datum of JSON; what is no JSON stands for itself."""
    data = data_of(difference)
    content: Any = None if data is None else data.value
    try:
        return json.loads(content)
    except (ValueError, TypeError):
        return ...


def _sends(outcome: object) -> bool:
    return isinstance(outcome, tuple) and cast("tuple[object, ...]", outcome)[0] == "Datum"


def _items(given: Any) -> list[Any]:
    """Return what is in a list that is given, or what is given itself."""
    given = given.arguments[0] if isinstance(given, Call) else given
    if isinstance(given, (Make, Raw)) or not isinstance(given, (list, tuple)):
        return [given]
    return [*cast("Iterable[Any]", given)]


def _is_made(item: object, kind: str) -> bool:
    return isinstance(item, Make) and item.name == kind


def _is_mapping(item: object) -> bool:
    return isinstance(item, dict) or any(_is_made(item, name) for name in RECORDS)


def _mapping(item: Any) -> object:
    return item.arguments if isinstance(item, Make) else item


@rule("eventgrid-text")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "eventGridTrigger")
        and data is not None
        and data.type in ("string", "bytes")
        and failed(difference.official, "NotImplementedError")
        and (isinstance(difference.ours, (Properties, list)) or failed(difference.ours, "ValueError"))
    )


@rule("eventgrid-array")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "eventGridTrigger")
        and isinstance(_document(difference), list)
        and failed(difference.official, "AttributeError")
        and (isinstance(difference.ours, list) or failed(difference.ours, "ValueError"))
    )


@rule("eventgrid-not-an-object")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "eventGridTrigger")
        and not isinstance(_document(difference), (dict, list))
        and failed(difference.official, "AttributeError", "TypeError")
        and failed(difference.ours, "ValueError")
    )


def _moment(difference: Difference) -> object:
    event = _event(difference)
    return event.get("time" if "specversion" in event else "eventTime")


@rule("eventgrid-dates")
def _(difference: Difference) -> bool:
    moment = _moment(difference)
    return (
        isinstance(moment, str)
        and not SDK_DATE.fullmatch(moment)
        and failed(difference.official, "ValueError")
        and isinstance(difference.ours, Properties)
    )


@rule("eventgrid-fields")
def _(difference: Difference) -> bool:
    event = _event(difference)
    if not difference.path:
        is_text = isinstance(_moment(difference), (str, type(None)))
        refused = isinstance(difference.official, Properties) or failed(difference.official, "TypeError")
        return bool(event) and not is_text and refused and failed(difference.ours, "ValueError")
    name, parse = _WIRED.get(difference.path[0], ("", None))
    value = event.get(name)
    sent = parse is text and value is not None and not isinstance(value, str)
    return sent and difference.official == comparable(value) and difference.ours == json.dumps(value)


@rule("eventgrid-cloud-extensions")
def _(difference: Difference) -> bool:
    given = difference.case.given
    named = given.arguments if isinstance(given, Make) else _event(difference)
    return "self" in named and failed(difference.official, "TypeError") and gave(difference.ours, "CloudEvent")


@rule("eventgrid-cloud-binary")
def _(difference: Difference) -> bool:
    event = _event(difference)
    if "data_base64" not in event or "specversion" not in event:
        return False
    if not difference.path:
        named = failed(difference.ours, "ValueError") and "'data_base64'" in str(difference.ours)
        return gave(difference.official, "CloudEvent") and named
    if difference.path == ("extension_attrs",):
        mine = cast("dict[str, object]", difference.ours)
        return difference.official == {**mine, "data_base64": comparable(event["data_base64"])}
    if difference.path == ("json",):
        return difference.official is None and _is_content(difference.ours, b64decode(event["data_base64"]))
    return difference.path == ("to_dict",) and event.get("data") is None


def _is_content(outcome: object, content: bytes) -> bool:
    """Return whether bytes were parsed as JSON, or refused because they are none."""
    try:
        return outcome == comparable(json.loads(content.decode("utf-8-sig")))
    except ValueError:
        return failed(outcome, "ValueError")


@rule("eventgrid-cloud-bytes")
def _(difference: Difference) -> bool:
    data = argument(difference, "data")
    if difference.case.subject != "CloudEvent" or not isinstance(data, bytes):
        return False
    if difference.path == ("json",):
        return difference.official == data and _is_content(difference.ours, data)
    return difference.path == ("to_dict",) and isinstance(difference.ours, dict)


@rule("eventgrid-event-arguments")
def _(difference: Difference) -> bool:
    given = difference.case.given
    return (
        difference.case.subject == "EventGridEvent"
        and isinstance(given, Make)
        and len(given.arguments) < len(EventGridEvent.__wire__)
        and failed(difference.official, "TypeError")
        and gave(difference.ours, "EventGridEvent")
    )


@rule("eventgrid-encode-mapping")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    if not encodes(difference, "eventGrid"):
        return False
    if _is_mapping(given):
        return difference.ours == ("Datum", "json", json.dumps(_mapping(given)))
    holds = any(_is_mapping(item) for item in _items(given))
    return holds and failed(difference.official, "NotImplementedError") and _sends(difference.ours)


@rule("eventgrid-encode-bytes")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    if not encodes(difference, "eventGrid"):
        return False
    if isinstance(given, bytearray):
        return difference.ours == ("Datum", "bytes", bytes(given))
    return (
        any(isinstance(item, (bytes, bytearray)) for item in _items(given))
        and failed(difference.official, "NotImplementedError")
        and (_sends(difference.ours) or failed(difference.ours, "ValueError"))
    )


@rule("eventgrid-encode-cloud-event")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "eventGrid")
        and any(_is_made(item, "CloudEvent") for item in _items(difference.case.given))
        and failed(difference.official, "NotImplementedError")
        and _sends(difference.ours)
    )


@rule("eventgrid-encode-values")
def _(difference: Difference) -> bool:
    events = [item for item in _items(difference.case.given) if _is_made(item, "EventGridOutputEvent")]
    return (
        encodes(difference, "eventGrid")
        and any(not _has_json(event.arguments["data"]) for event in events)
        and failed(difference.official, "TypeError")
        and _sends(difference.ours)
    )


def _has_json(value: object) -> bool:
    """Return whether JSON has a value as it is."""
    try:
        return comparable(json.loads(json.dumps(value))) == comparable(value)
    except TypeError:
        return False


@rule("eventgrid-encode-event-time")
def _(difference: Difference) -> bool:
    events = [item for item in _items(difference.case.given) if _is_made(item, "EventGridOutputEvent")]
    return (
        encodes(difference, "eventGrid")
        and any(isinstance(event.arguments["event_time"], str) for event in events)
        and failed(difference.official, "AttributeError")
        and _sends(difference.ours)
    )


def _made(difference: Difference) -> str:
    given = difference.case.given
    return given.text if isinstance(given, Annotation) else ""


@rule("eventgrid-encode-files")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "eventGrid")
        and _made(difference).startswith(("BytesIO(", "StringIO("))
        and _sends(difference.official)
        and failed(difference.ours, "NotImplementedError")
    )


_ARRAYS = ("list", "List", "typing.Iterable", "typing.Sequence", "collections.abc.Iterable")


@rule("eventgrid-annotation-array")
def _(difference: Difference) -> bool:
    kind, _, elements = annotation_of(difference).partition("[")
    return (
        difference.case.subject == "eventGridTrigger"
        and (kind, elements) != ("", "")
        and kind in _ARRAYS
        and elements in ("", "CloudEvent]", "EventGridEvent]")
        and (difference.official, difference.ours) == (NO, YES)
    )


# Rules of documents and rows


def _own(difference: Difference) -> str:
    return RECORD_OF.get(difference.case.subject, "")


@rule("records-null")
def _(difference: Difference) -> bool:
    alone = difference.official.values.get("items") if isinstance(difference.official, Properties) else None
    return (
        decodes(difference, *RECORD_OF)
        and _document(difference) is None
        and alone == [None]
        and difference.ours is None
    )


@rule("records-not-an-object")
def _(difference: Difference) -> bool:
    given = difference.case.given
    reads = isinstance(given, Call) and given.name.endswith(".from_json")
    return (
        (reads or decodes(difference, *RECORD_OF))
        and failed(difference.official, "AttributeError", "TypeError")
        and failed(difference.ours, "ValueError")
    )


@rule("records-to-json")
def _(difference: Difference) -> bool:
    if difference.path[-1:] not in (("to_json",), ("to_dict",), ("to_json says to_dict",)):
        return False
    if decodes(difference, *RECORD_OF):
        return None in _items(_document(difference))
    odd = difference.case.subject in LISTS and not all(isinstance(item, Make) for item in _items(difference.case.given))
    return odd or not all(map(_has_json, _record_values(difference)))


def _record_values(difference: Difference) -> list[object]:
    records = [item for item in _items(difference.case.given) if isinstance(item, Make) and item.name in RECORDS]
    return [value for record in records for value in record.arguments.values()]


@rule("records-encode-mapping")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    own = _own(difference)
    mappings = [item for item in _items(given) if _is_mapping(item)]
    foreign = [item for item in mappings if not _is_made(item, own)]
    other = isinstance(given, Call) and given.name != f"{own}List"
    return (
        encodes(difference, *RECORD_OF)
        and (bool(foreign) or other)
        and failed(difference.official, "NotImplementedError")
        and _sends(difference.ours)
    )


@rule("records-encode-values")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, *RECORD_OF)
        and not all(map(_has_json, _record_values(difference)))
        and failed(difference.official, "TypeError")
        and _sends(difference.ours)
    )


@rule("records-encode-nothing")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    nothing = _mapping(given) in ("", b"", {}) or _made(difference) == "BytesIO(b'')"
    return (
        encodes(difference, *RECORD_OF)
        and nothing
        and difference.official == ("Datum", "json", "[]")
        and (difference.ours == ("Datum", "json", "[{}]") or failed(difference.ours, "NotImplementedError"))
    )


@rule("records-encode-items")
def _(difference: Difference) -> bool:
    given = difference.case.given
    return (
        encodes(difference, *RECORD_OF)
        and isinstance(given, Call)
        and given.name == f"{_own(difference)}List"
        and not all(_is_mapping(item) for item in _items(given))
        and failed(difference.ours, "NotImplementedError")
    )


@rule("records-annotation")
def _(difference: Difference) -> bool:
    written = {"check_input": ["list"], "check_output": ["list", "dict", "MCPToolContext", *RECORDS, *LISTS]}
    return (
        difference.case.subject in RECORD_OF
        and annotation_of(difference) in written.get(difference.case.action, [])
        and (difference.official, difference.ours) == (NO, YES)
    )


# Examples


def _received(document: str | bytes | None, kind: str = "json", binding: str = "eventGridTrigger") -> Case:
    return Case("decode", binding, Raw(document, kind))


def _cloud(**parts: object) -> Case:
    return _received(json.dumps({"specversion": "1.0", **parts}))


def _sent(given: object, binding: str = "eventGrid") -> Case:
    return Case("encode", binding, given)


def _in_json(document: str) -> object:
    return "Datum", "json", document


def _output_event(**arguments: object) -> Case:
    usual = {"id": "a", "subject": "b", "event_type": "c", "data_version": "1", "data": None, "event_time": None}
    return _sent(Make("EventGridOutputEvent", {**usual, **arguments}))


def _output_json(data: str = "null", moment: str = "null") -> object:
    head = '"id": "a", "subject": "b", "dataVersion": "1", "eventType": "c"'
    return _in_json(f'{{{head}, "data": {data}, "eventTime": {moment}}}')


def _cloud_event(**arguments: object) -> Make:
    return Make("CloudEvent", {"id": "a", "source": "b", "type": "c", "specversion": "1.0", "data": None, **arguments})


_CLOUD_JSON = '{"id": "a", "source": "b", "type": "c", "specversion": "1.0"}'
_ONE_JSON = _in_json('[{"a": 1}]')
_BINARY_JSON = _in_json(f'[{_CLOUD_JSON[:-1]}, "data_base64": "AQI=", "ext": "x"}}]')
_NOON = datetime(2024, 1, 1, 12)
_IN_CHINA = _NOON.replace(tzinfo=timezone(timedelta(hours=8)))
_CHINESE_NOON = _cloud(time="2024-01-01T12:00:00+08:00")
_DATED = '{"a": "2024-01-01T12:00:00"}'
_input_list = annotated("check_input", "eventGridTrigger", "list[CloudEvent]")
_output_list = annotated("check_output", "eventGrid", "List[CloudEvent]")
_output_dict = annotated("check_output", "eventGrid", "dict[str, object]")


def _read_event(**arguments: object) -> Case:
    return _read(_cloud_event(**arguments))


EXAMPLES = [
    Example("decode-without-datum", Case("decode", "eventGridTrigger", None), "", AttributeError, NotImplementedError),
    Example("json-byte-order-mark", _received(b"\xef\xbb\xbf[]", "bytes", "sql"), "", ValueError, {"items": []}),
    Example("annotation-never-raises", annotated("check_output", "eventGrid", "int"), "", TypeError, False),
    Example("annotation-never-raises", annotated("check_output", "eventGrid", "CloudEvent"), "", TypeError, True),
    Example("annotation-optional", annotated("check_output", "eventGrid", "Optional[str]"), "", False, True),
    Example("annotation-iterables", _output_list, "", False, True),
    Example("annotation-mapping", _output_dict, "", False, True),
    Example("eventgrid-text", _received('{"id": "a"}', "string"), "", NotImplementedError, {"id": "a"}),
    Example("eventgrid-text", _received(b'{"id": "a"}', "bytes"), "", NotImplementedError, {"id": "a"}),
    Example("eventgrid-text", _received("a", "string"), "", NotImplementedError, ValueError),
    Example("eventgrid-array", _received('[{"id": "a"}]'), "", AttributeError, [ours.EventGridEvent(id="a")]),
    Example("eventgrid-array", _received("[1]"), "", AttributeError, ValueError),
    Example("eventgrid-not-an-object", _received("null"), "", TypeError, ValueError),
    Example("eventgrid-not-an-object", _received('"a"'), "", AttributeError, ValueError),
    Example("eventgrid-not-an-object", _received(None), "", TypeError, ValueError),
    Example("eventgrid-dates", _CHINESE_NOON, "", ValueError, {"time": _IN_CHINA}),
    Example("eventgrid-dates", _received('{"eventTime": "01/01/2024 12:00"}'), "", ValueError, {"event_time": _NOON}),
    Example("eventgrid-fields", _received('{"id": 5}'), "id", 5, "5"),
    Example("eventgrid-fields", _received('{"subject": {"a": true}}'), "subject", {"a": True}, '{"a": true}'),
    Example("eventgrid-fields", _received('{"eventTime": 5}'), "", TypeError, ValueError),
    Example("eventgrid-fields", _received('{"eventTime": []}'), "", {"event_time": None}, ValueError),
    Example("eventgrid-cloud-extensions", _cloud(self="x"), "", TypeError, {"extension_attrs": {"self": "x"}}),
    Example("eventgrid-cloud-extensions", _read_event(self=5), "", TypeError, {"extension_attrs": {"self": 5}}),
    Example("eventgrid-cloud-binary", _cloud(data_base64="e30="), "extension_attrs", {"data_base64": "e30="}, {}),
    Example("eventgrid-cloud-binary", _cloud(data_base64="e30="), "json", None, {}),
    Example("eventgrid-cloud-binary", _cloud(data_base64="AQI="), "json", None, ValueError),
    Example("eventgrid-cloud-binary", _cloud(data_base64="?"), "", {"id": None}, ValueError),
    Example("eventgrid-cloud-binary", _cloud(data_base64="e30=", data=1), "", {"json": 1}, ValueError),
    Example("eventgrid-cloud-bytes", _read_event(data=b"[1]"), "json", b"[1]", [1]),
    Example("eventgrid-cloud-bytes", _read_event(data=b"a"), "json", b"a", ValueError),
    Example("eventgrid-event-arguments", _read(Make("EventGridEvent", {"id": "a"})), "", TypeError, {"topic": None}),
    Example("eventgrid-encode-mapping", _sent({"a": 1}), "", _in_json('["a"]'), _in_json('{"a": 1}')),
    Example("eventgrid-encode-mapping", _sent([{"a": 1}]), "", NotImplementedError, _ONE_JSON),
    Example("eventgrid-encode-bytes", _sent([b"a"]), "", NotImplementedError, _in_json('["a"]')),
    Example("eventgrid-encode-bytes", _sent([b"\xff"]), "", NotImplementedError, ValueError),
    Example("eventgrid-encode-bytes", _sent(bytearray(b"a")), "", NotImplementedError, ("Datum", "bytes", b"a")),
    Example("eventgrid-encode-cloud-event", _sent(_cloud_event()), "", NotImplementedError, _in_json(_CLOUD_JSON)),
    Example(
        "eventgrid-encode-cloud-event",
        _sent([_cloud_event(data=b"\x01\x02", ext="x")]),
        "",
        NotImplementedError,
        _BINARY_JSON,
    ),
    Example("eventgrid-encode-values", _output_event(data={"a": _NOON}), "", TypeError, _output_json(_DATED)),
    Example("eventgrid-encode-values", _output_event(data=b"\x01\x02"), "", TypeError, _output_json('"AQI="')),
    Example("eventgrid-encode-values", _output_event(data=Decimal("1.5")), "", TypeError, _output_json("1.5")),
    Example(
        "eventgrid-encode-event-time",
        _output_event(event_time="2024-01-01T12:00:00Z"),
        "",
        AttributeError,
        _output_json(moment='"2024-01-01T12:00:00Z"'),
    ),
    Example("eventgrid-encode-files", _sent(_lines), "", _in_json('["a\\n", "b"]'), NotImplementedError),
    Example("eventgrid-annotation-array", _input_list, "", False, True),
    Example("records-null", _received("null", "json", "cosmosDB"), "", {"items": [None]}, None),
    Example("records-null", _received(b"null", "bytes", "sql"), "", {"items": [None]}, None),
    Example("records-not-an-object", _received("[1]", "json", "cosmosDB"), "", AttributeError, ValueError),
    Example("records-not-an-object", _received(None, "json", "mysql"), "", TypeError, ValueError),
    Example("records-not-an-object", _read(call("SqlRow.from_json", "[]")), "", AttributeError, ValueError),
    Example("records-to-json", _read(Make("Document", {"a": _NOON})), "to_json", TypeError, _DATED),
    Example("records-to-json", _read(Make("SqlRow", {"a": bytearray(b"a")})), "to_json", TypeError, '{"a": "YQ=="}'),
    Example("records-encode-mapping", _sent({"a": 1}, "cosmosDB"), "", NotImplementedError, _ONE_JSON),
    Example("records-encode-mapping", _sent([{"a": 1}], "sql"), "", NotImplementedError, _ONE_JSON),
    Example("records-encode-mapping", _sent(Make("SqlRow", {"a": 1}), "mysql"), "", NotImplementedError, _ONE_JSON),
    Example(
        "records-encode-values", _sent(Make("SqlRow", {"a": _NOON}), "sql"), "", TypeError, _in_json(f"[{_DATED}]")
    ),
    Example("records-encode-nothing", _sent("", "sql"), "", _in_json("[]"), NotImplementedError),
    Example("records-encode-nothing", _sent({}, "mysql"), "", _in_json("[]"), _in_json("[{}]")),
    Example(
        "records-encode-items", _sent(call("DocumentList", [None]), "cosmosDB"), "", TypeError, NotImplementedError
    ),
    Example("records-annotation", annotated("check_input", "cosmosDB", "list"), "", False, True),
    Example("records-annotation", annotated("check_output", "sql", "dict"), "", False, True),
]


@shows("records-built-in")
def _() -> None:
    for name in RECORDS:
        theirs, mine = (resolve(func, name)(a=1) for func in (official, ours))
        assert not isinstance(theirs, dict)
        assert isinstance(mine, dict)
        assert fails(partial(json.dumps, theirs)) == "TypeError"
        assert json.dumps(mine) == '{"a": 1}'
    for name in LISTS:
        assert not isinstance(resolve(official, name)([]), list)
        assert isinstance(resolve(ours, name)([]), list)


@shows("records-slices")
def _() -> None:
    for func, kinds in ((official, ("DocumentList", "SqlRow")), (ours, ("list", "dict"))):
        documents, row = func.DocumentList([func.Document(id=1)]), func.SqlRow(a=1)
        assert (type(documents[:1]).__name__, type(row | {"b": 2}).__name__) == kinds
        assert converter(ours, "cosmosDB").encode(ours.DocumentList([{"id": 1}])[:1], expected_type=None).value
