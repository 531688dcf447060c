"""Cases of blobs, timers and warm-ups, and of what is made and sent for queues."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from ..packages import Case, Make, Raw
from .shared import (
    alone,
    bodies,
    cases,
    contents,
    datums,
    json_values,
    named,
    numbers,
    odd_bodies,
    odd_datums,
    one_odd,
    plain_values,
    raw,
    raw_json,
    readings,
    sendable_texts,
    texts,
)

_sizes = st.sampled_from([0, 7, "7", None])
_odd_sizes: st.SearchStrategy[Any] = st.sampled_from([5.0, "", "five", True, 1.5, [], {}])
_properties = named({}, optional={"ContentLength": _sizes, "Length": _sizes, "ContentType": st.just("text/plain")})
_odd_properties = st.tuples(_properties, st.sampled_from(["ContentLength", "Length"]), _odd_sizes).map(
    lambda drawn: {**drawn[0], drawn[1]: drawn[2]}
)
_BLOB_FIELDS = {
    "BlobTrigger": raw(sendable_texts),
    "Uri": raw(sendable_texts),
    "Properties": _properties.map(raw_json),
    "Metadata": st.sampled_from([{}, {"owner": "me"}]).map(raw_json),
}
_odd_objects = st.one_of(
    json_values.map(raw_json), odd_datums, st.sampled_from([Raw('[["a", 1]]', "json"), Raw("{}", "string")])
)
_ODD_BLOB_FIELDS = {
    "BlobTrigger": odd_datums,
    "Uri": odd_datums,
    "Properties": _odd_properties.map(raw_json) | _odd_objects,
    "Metadata": _odd_objects,
}
_blob_bindings = st.sampled_from(["blob", "blobTrigger"])
_blob_metadata = one_odd(_BLOB_FIELDS, _ODD_BLOB_FIELDS)
blob_inputs = st.one_of(
    cases("decode", _blob_bindings, bodies, metadata=_blob_metadata),
    cases("decode", _blob_bindings, odd_bodies, metadata=st.just({})),
    cases("decode", _blob_bindings, bodies),
)
_objects = st.sampled_from([{"Last": "2024-01-31T10:00:00"}, {}])
_odd_objects_in_json: st.SearchStrategy[Any] = st.sampled_from([None, [], "x", 5])
timer_bodies = one_odd(
    {"IsPastDue": st.booleans(), "ScheduleStatus": _objects, "Schedule": _objects, "Extra": st.just(1)},
    {
        "IsPastDue": st.sampled_from([None, "true", "False", "yes", 1]),
        "ScheduleStatus": _odd_objects_in_json,
        "Schedule": _odd_objects_in_json,
    },
)
timer_inputs = cases(
    "decode",
    "timerTrigger",
    st.one_of(
        timer_bodies.map(raw_json), timer_bodies.map(lambda body: Raw(json.dumps(body), "string")), st.none() | datums
    ),
)
warmup_inputs = cases("decode", "warmupTrigger", st.none() | datums)
_public_messages = named(
    {},
    optional={
        "id": st.none() | sendable_texts,
        "body": st.none() | texts | contents | st.sampled_from([5, bytearray(b"x")]),
        "pop_receipt": st.none() | sendable_texts,
    },
).map(lambda arguments: Make("QueueMessage", arguments))
_wire_messages = named(
    {},
    optional={
        "id": st.none() | sendable_texts,
        "body": st.none() | texts | contents,
        "dequeue_count": st.none() | numbers,
        "expiration_time": st.none() | st.datetimes(),
        "pop_receipt": st.none() | sendable_texts,
    },
).map(lambda arguments: Make("queue.QueueMessage", arguments))
messages = _public_messages | _wire_messages


def _is_sound(message: Make) -> bool:
    body = message.arguments.get("body")
    return body is None or isinstance(body, bytes) or (isinstance(body, str) and "\ud800" not in body)


# In a list only bodies that a message may have: which of two mistakes is found first is nobody's business.
_items = texts | messages.filter(_is_sound)
queue_outputs = cases(
    "encode",
    "queue",
    st.one_of(
        plain_values,
        messages,
        st.lists(_items, max_size=3),
        st.lists(texts | plain_values, max_size=2).map(tuple),
        st.dictionaries(st.sampled_from(["a", "b"]), json_values, max_size=2),
        st.just([{"a": 1}]),
        st.just([["a"]]),
    ),
)


class Readable:
    """Something with ``read()``, which gives what it was made of."""

    def __init__(self, content: object) -> None:
        self.content = content

    def __repr__(self) -> str:
        return f"Readable({self.content!r})"

    def read(self) -> object:
        return self.content


blob_outputs = cases(
    "encode",
    _blob_bindings,
    st.one_of(
        plain_values,
        plain_values.map(Readable),
        contents.map(lambda data: Make("blob.InputStream", {"data": data})),
        st.just({"a": 1}),
        st.just(["a"]),
    ),
)
message_readings = messages.map(lambda made: Case("read", "QueueMessage", made))
stream_readings = readings(
    "blob.InputStream",
    named(
        {"data": contents},
        optional={
            "name": st.none() | sendable_texts,
            "uri": st.none() | sendable_texts,
            "length": st.none() | numbers,
            "blob_properties": st.none() | st.just({"a": 1}),
            "metadata": st.none() | st.just({"a": "b"}),
        },
    ),
)
timer_readings = readings(
    "timer.TimerRequest",
    named(
        {},
        optional={
            "past_due": st.booleans(),
            "schedule_status": st.none() | st.just({"Last": "x"}),
            "schedule": st.none() | st.just({"AdjustForDST": True}),
        },
    ),
)
CASES: dict[str, st.SearchStrategy[Case]] = {
    "decode blob": blob_inputs,
    "decode blob: one field": alone("blobTrigger", _ODD_BLOB_FIELDS),
    "decode timerTrigger": timer_inputs,
    "decode warmupTrigger": warmup_inputs,
    "encode queue": queue_outputs,
    "encode blob": blob_outputs,
    "read QueueMessage": message_readings,
    "read InputStream": stream_readings,
    "read TimerRequest": timer_readings,
}
