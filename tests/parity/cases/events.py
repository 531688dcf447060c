"""Event Grid, and the documents and rows of Cosmos DB, SQL and MySQL."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ..asked import LISTS, RECORD_OF, RECORDS
from ..packages import Annotation, Case, Make, Raw, call
from .shared import (
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
