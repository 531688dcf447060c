"""Cases, made by hypothesis: what a host or a user plausibly sends, and odd variants of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from hypothesis import strategies as st

from ..packages import Case, Make, Raw

texts = st.sampled_from(
    ["", "abc", "a b", "Å", "5", "null", '{"a": 1}', "[1, 2]", '"text"', "\ud800", "\ufeff{}"]
) | st.text(max_size=8)
sendable_texts = texts.filter(lambda value: "\ud800" not in value)
contents = st.sampled_from(
    [b"", b"abc", b'{"a": 1}', b"[]", b"\xff", b"\xef\xbb\xbf[1]", b"a=1&b=2&a=%C3%A5"]
) | st.binary(max_size=8)
numbers = st.sampled_from([0, 1, -1, 5, 2**63]) | st.integers(-5, 5)
fractions = st.sampled_from([0.0, 1.5, 5.0, -1.0, 1e300])
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | fractions | st.sampled_from(["", "abc", "Å", "5"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "Å"]), inner, max_size=2),
    max_leaves=4,
)
broken_json = st.sampled_from(["", " ", "{", "[1,]", "abc", "'a'", "{'a': 1}", "nul", "\ufeff{}", "NaN", "[" * 3])

dates = st.sampled_from(
    [
        *("2024-01-31T10:00:00+00:00", "2024-01-31T10:00:00Z", "2024-01-31T10:00:00-00:00"),
        *("2024-01-31T10:00:00.1234567+00:00", "2024-01-31T10:00:00.123Z", "2024-01-31T10:00:00"),
        *("2024-01-31T10:00:00.5", "2024-01-31T10:00:00.1234567", "01/31/2024 10:00:00+00:00", "01/31/2024 10:00:00Z"),
        *(
            "01/31/2024T10:00:00",
            "2024-01-31T10:00:00+02:00",
            "2024-01-31T10:00:00.1234567+02:00",
            "2024-01-31 10:00:00",
        ),
        *("2024-01-31T10:00Z", "01/31/2024 10:00:00", "1/31/2024 10:00:00 AM", "Wed, 31 Jan 2024 10:00:00 GMT"),
        *("2024-1-31T1:00:00Z", "9999-12-31T23:59:59.9999999+00:00", "0001-01-01T00:00:00", "", "5", "yesterday"),
        *("2024-02-30T10:00:00Z", "10:00:00"),
    ]
) | st.datetimes().map(lambda value: value.isoformat() + "Z")
counts = st.sampled_from(["1", "5", "0", "-1", " 7 ", "1.0", "5.5", "", "five", "1e2", "null", "1_0", "٣"])


def cases(
    action: str,
    subjects: str | st.SearchStrategy[str],
    given: st.SearchStrategy[Any],
    *,
    metadata: st.SearchStrategy[Any] = st.none(),  # noqa: B008  # strategies do not change
    steps: st.SearchStrategy[Any] = st.just(()),  # noqa: B008  # as above
) -> st.SearchStrategy[Case]:
    subject = st.just(subjects) if isinstance(subjects, str) else subjects
    return st.builds(Case, st.just(action), subject, given, metadata, steps)


def named(
    required: Mapping[str, st.SearchStrategy[Any]], optional: Mapping[str, st.SearchStrategy[Any]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict(required), optional=dict(optional or {}))


def raw_json(value: object) -> Raw:
    return Raw(json.dumps(value), "json")


collections = st.one_of(
    st.lists(sendable_texts, max_size=2).map(lambda items: Raw(items, "collection_string")),
    st.lists(contents, max_size=2).map(lambda items: Raw(items, "collection_bytes")),
    st.lists(numbers, max_size=2).map(lambda items: Raw(items, "collection_sint64")),
    st.lists(fractions, max_size=2).map(lambda items: Raw(items, "collection_double")),
)
datums = st.one_of(
    st.just(Raw(None, None)),
    sendable_texts.map(lambda value: Raw(value, "string")),
    contents.map(lambda value: Raw(value, "bytes")),
    json_values.map(raw_json),
    broken_json.map(lambda value: Raw(value, "json")),
    numbers.map(lambda value: Raw(value, "int")),
    fractions.map(lambda value: Raw(value, "double")),
    st.just(Raw("\ud800", "string")),
    collections,
    st.sampled_from([Raw("x", "model_binding_data"), Raw({}, "http"), Raw(None, "http"), Raw(None, "json")]),
)


def one_odd(
    usual: Mapping[str, st.SearchStrategy[Any]], odd: Mapping[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Make a dict of some of `usual`, in which at most one value is `odd`: of two oddities one would hide the other."""
    some = named({}, optional=dict(usual))
    one = st.sampled_from(sorted(odd)).flatmap(lambda name: named({name: odd[name]}))
    return some | st.tuples(some, one).map(lambda pair: {**pair[0], **pair[1]})


def raw(plausible: st.SearchStrategy[str]) -> st.SearchStrategy[Raw]:
    return plausible.map(raw_json) | plausible.map(lambda value: Raw(value, "string"))


good_dates = st.sampled_from(["2024-01-31T10:00:00+00:00", "2024-01-31T10:00:00.1234567Z", ""])
odd_datums = st.none() | st.just(Raw("null", "json")) | datums
odd_dates = raw(dates) | odd_datums
_QUEUE_FIELDS = {
    "Id": raw(sendable_texts),
    "PopReceipt": raw(sendable_texts),
    "DequeueCount": numbers.map(lambda value: Raw(str(value), "json")) | st.just(Raw("3", "string")),
    "ExpirationTime": raw(good_dates),
    "InsertionTime": raw(good_dates),
    "NextVisibleTime": raw(good_dates),
    "sys": raw(sendable_texts),
}
_ODD_QUEUE_FIELDS = {
    "Id": odd_datums,
    "PopReceipt": odd_datums,
    "DequeueCount": raw(counts) | counts.map(lambda value: Raw(value, "json")) | odd_datums,
    "ExpirationTime": odd_dates,
    "InsertionTime": odd_dates,
    "NextVisibleTime": odd_dates,
    "sys": odd_datums,
}
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

bodies = st.one_of(
    contents.map(lambda value: Raw(value, "bytes")), sendable_texts.map(lambda value: Raw(value, "string"))
)
odd_bodies = st.none() | datums
_queue_metadata = one_odd(_QUEUE_FIELDS, _ODD_QUEUE_FIELDS)
queue_inputs = st.one_of(
    cases("decode", "queueTrigger", bodies, metadata=_queue_metadata),
    cases("decode", "queueTrigger", odd_bodies, metadata=st.just({"Id": raw_json("abc")})),
    cases("decode", "queueTrigger", bodies),
)
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

_BOUNDARY = "0123abcd"


def multipart_body(*parts: tuple[str, bytes]) -> bytes:
    """Return a multipart body of these parts: the headers, then the content of each."""
    chunks = [b"--%s\r\n%s\r\n\r\n%s\r\n" % (_BOUNDARY.encode(), head.encode(), content) for head, content in parts]
    return b"".join(chunks) + b"--%s--\r\n" % _BOUNDARY.encode()


_part_heads = st.sampled_from(
    [
        'Content-Disposition: form-data; name="field"',
        'Content-Disposition: form-data; name="other"',
        'Content-Disposition: form-data; name="file"; filename="a b.txt"\r\nContent-Type: text/plain; charset=utf-8',
        'Content-Disposition: form-data; name="file"; filename="data.bin"\r\nContent-Type: application/octet-stream',
        'Content-Disposition: form-data; name="file"; filename="none"',
    ]
)
_multipart = st.lists(st.tuples(_part_heads, contents), max_size=3).map(lambda parts: multipart_body(*parts))
_MULTIPART_TYPE = f"multipart/form-data; boundary={_BOUNDARY}"
_form_types = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded; charset=utf-8",
        _MULTIPART_TYPE,
        "text/plain",
    ]
)
_urlencoded = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c%20d", ""]), st.sampled_from(["", "1", "x+y", "%C3%A5", "%FF", "a=b"])),
    max_size=3,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs).encode())
_form_bodies = st.one_of(_urlencoded, _multipart, contents, st.just(b"a;b=1"), st.just(b"flag&a=1"))

_header_names = st.sampled_from(["accept", "Host", "X-Custom", "content-length"])
_json_types = st.sampled_from(["application/json", "text/plain"])


_nothing: st.SearchStrategy[object] = st.just({})


@st.composite
def http_inputs(draw: st.DrawFn) -> Case:
    """Draw a Datum of an HTTP request: complete, with an odd part, or something else altogether."""
    is_form = draw(st.booleans())
    headers: dict[str, Any] = draw(
        st.dictionaries(_header_names, sendable_texts.map(lambda value: Raw(value, "string")), max_size=2)
    )
    headers["content-type"] = Raw(draw(_form_types if is_form else _json_types), "string")
    body = draw(
        _form_bodies.map(lambda value: Raw(value, "bytes")) if is_form else bodies | st.just(Raw('{"a": 1}', "json"))
    )
    value: dict[str, Any] = {
        "method": Raw(draw(st.sampled_from(["GET", "post", "Put", ""])), "string"),
        "url": Raw(draw(st.sampled_from(["https://example.org/api/a?b=1", "/api/a", ""])), "string"),
        "headers": headers,
        "query": draw(
            st.dictionaries(sendable_texts, sendable_texts.map(lambda text: Raw(text, "string")), max_size=2)
        ),
        "params": draw(
            st.dictionaries(sendable_texts, sendable_texts.map(lambda text: Raw(text, "string")), max_size=2)
        ),
        "body": body,
    }
    odd = draw(st.sampled_from(["no", "no", "no", "part", "value", "missing", "datum"]))
    if odd == "part":
        value[draw(st.sampled_from(sorted(value)))] = draw(st.none() | datums | _nothing)
    elif odd == "value":
        group = draw(st.sampled_from(["headers", "query", "params"]))
        value[group] = {"a": draw(st.none() | datums)}
    elif odd == "missing":
        del value[draw(st.sampled_from(sorted(value)))]
    given = draw(st.none() | datums) if odd == "datum" else Raw(value, "http")
    return Case("decode", "httpTrigger", given, {})


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


plain_values: st.SearchStrategy[Any] = st.one_of(
    st.none(), texts, contents, numbers, fractions, st.booleans(), st.just(bytearray(b"x")), st.just(memoryview(b"x"))
)
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

_cookies = st.sampled_from(
    [
        *("a=1", "session=abc; Path=/; Secure; HttpOnly; SameSite=Lax"),
        *("a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Max-Age=60; Domain=example.org"),
        *(
            "a=1; expires=Wed, 21-Oct-2015 07:28:00 GMT",
            "a=1; Expires=tomorrow",
            "a=1; Max-Age=soon",
            'a="quoted value"',
        ),
        *("a=two words", 'a={"json": [1, 2]}', "a=1; Partitioned", "a=1; b=2", "a=", "=a", "nothing", "", "å=ü"),
    ]
)
_response_headers = st.dictionaries(
    st.sampled_from(["X-A", "x-a", "X-B", "Content-Type", "content-type", "Link"]),
    sendable_texts.filter(str.isprintable),
    max_size=3,
)
_odd_headers = st.one_of(
    st.dictionaries(st.sampled_from(["bad name", "", "Å", "a:b"]), st.just("x"), min_size=1, max_size=1),
    st.dictionaries(
        st.sampled_from(["X-A", "Content-Type"]),
        st.one_of(
            texts, st.sampled_from([5, True, ["one", "two"], ("one",), [], None, b"x", {"a": "b"}, "a\r\nb", "a\0b"])
        ),
        min_size=1,
        max_size=1,
    ),
    st.dictionaries(st.sampled_from(["Set-Cookie", "set-cookie"]), _cookies, min_size=1, max_size=1),
)
_responses = one_odd(
    {
        "body": st.one_of(st.none(), sendable_texts.filter(str.isascii), contents),
        "status_code": st.sampled_from([None, 200, 404, HTTPStatus.CREATED]),
        "headers": st.none() | _response_headers,
        "mimetype": st.sampled_from([None, "text/html", "application/json", "", "TEXT/plain"]),
        "charset": st.sampled_from([None, "utf-8", "latin-1"]),
    },
    {
        "body": st.one_of(texts, st.sampled_from([5, bytearray(b"x"), {"a": 1}, memoryview(b"x")])),
        "status_code": st.sampled_from(["201", 0, -1, 1000, "abc", True, 200.0, 299]),
        "headers": _odd_headers,
        "charset": st.sampled_from(["nonsense", "utf-16", "ascii", "", 5]),
        "mimetype": st.just(5),
    },
).map(lambda arguments: Make("HttpResponse", arguments))
_steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["add", "__setitem__"]),
            st.sampled_from(["X-A", "x-a", "Link"]),
            sendable_texts.filter(str.isprintable),
        ),
        st.tuples(st.sampled_from(["add"]), st.just("Set-Cookie"), _cookies),
        st.tuples(
            st.sampled_from(["__delitem__", "__contains__", "get", "getlist"]),
            st.sampled_from(["X-A", "x-b"]),
            st.none(),
        ),
    ),
    max_size=3,
).map(tuple)
_cookie_outputs = st.lists(_cookies, min_size=1, max_size=2).map(
    lambda cookies: Case(
        "encode",
        "http",
        Make("HttpResponse", {"body": "x"}),
        steps=tuple(("add", "Set-Cookie", cookie) for cookie in cookies),
    )
)
http_outputs = st.one_of(
    cases("encode", "http", _responses, steps=_steps),
    cases("encode", "http", plain_values),
    cases("encode", "http", st.sampled_from([{"a": 1}, ["a"], ("a", 200)])),
)
response_readings = cases("read", "HttpResponse", _responses, steps=_steps)


def readings(name: str, arguments: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Case]:
    return arguments.map(lambda made: Case("read", name.rpartition(".")[2], Make(name, made)))


message_readings = messages.map(lambda made: Case("read", "QueueMessage", made))
_optional_requests = st.one_of(
    named(
        {
            "method": st.sampled_from(["GET", "post"]),
            "url": st.sampled_from(["/api/a", "https://example.org/?a=1&b=%C3%A5&a=2&flag"]),
            "body": contents,
        },
        optional={
            "headers": st.dictionaries(_header_names, sendable_texts, max_size=2),
            "params": st.dictionaries(sendable_texts, sendable_texts, max_size=2),
            "route_params": st.dictionaries(sendable_texts, sendable_texts, max_size=2),
        },
    ),
    named(
        {
            "method": st.just("POST"),
            "url": st.just("/api/a"),
            "body": st.one_of(st.none(), texts, st.sampled_from([5, bytearray(b"x")])),
        }
    ),
)
_form_requests = named(
    {
        "method": st.just("POST"),
        "url": st.just("/api/a"),
        "headers": named({"Content-Type": _form_types}),
        "body": _form_bodies,
    }
)
_wire_requests = named(
    {
        "method": st.sampled_from(["GET", "post"]),
        "url": st.just("/api/a"),
        "headers": st.dictionaries(_header_names, sendable_texts, max_size=2),
        "params": st.dictionaries(sendable_texts, sendable_texts, max_size=2),
        "route_params": st.dictionaries(sendable_texts, sendable_texts, max_size=2),
        "body_type": st.sampled_from(["bytes", "string", "json"]),
        "body": contents | sendable_texts,
    }
)
request_readings = readings("HttpRequest", _optional_requests) | readings("http.HttpRequest", _wire_requests)
form_readings = readings("HttpRequest", _form_requests)
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


def alone(subject: str, fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Case]:
    """Make cases with one field of metadata."""
    return st.sampled_from(sorted(fields)).flatmap(
        lambda name: fields[name].map(lambda datum: Case("decode", subject, Raw(b"x", "bytes"), {name: datum}))
    )


durations = st.sampled_from(
    [
        *("01:02:03", "1:2:3", "23:59:59", "05:06", "5", "-5", "", "24:00:00", "90:00", "1.02:03:04", "-00:01:00"),
        *("00:00:05.5000000", "10675199.02:48:05.4775807", "P1D", "PT5S", "P", "x", "1:2:3:4", "1.5", "00:60"),
    ]
)

EVERY_CASE: dict[str, st.SearchStrategy[Case]] = {
    "decode httpTrigger": http_inputs(),
    "decode queueTrigger": queue_inputs,
    "decode queueTrigger: one field": alone("queueTrigger", _ODD_QUEUE_FIELDS),
    "decode queueTrigger: one date": alone(
        "queueTrigger", dict.fromkeys(["ExpirationTime", "NextVisibleTime"], raw(dates))
    ),
    "decode blob": blob_inputs,
    "decode blob: one field": alone("blobTrigger", _ODD_BLOB_FIELDS),
    "decode timerTrigger": timer_inputs,
    "decode warmupTrigger": warmup_inputs,
    "encode http": http_outputs,
    "encode http: cookies": _cookie_outputs,
    "encode queue": queue_outputs,
    "encode blob": blob_outputs,
    "read HttpRequest": request_readings,
    "read HttpRequest: forms": form_readings,
    "read HttpResponse": response_readings,
    "read QueueMessage": message_readings,
    "read InputStream": stream_readings,
    "read TimerRequest": timer_readings,
}
