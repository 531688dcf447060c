"""Cases of HTTP: requests, forms, and responses."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from hypothesis import strategies as st

from ..packages import Case, Make, Raw
from .shared import bodies, cases, contents, datums, named, one_odd, plain_values, readings, sendable_texts, texts

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
CASES: dict[str, st.SearchStrategy[Case]] = {
    "decode httpTrigger": http_inputs(),
    "encode http": http_outputs,
    "encode http: cookies": _cookie_outputs,
    "read HttpRequest": request_readings,
    "read HttpRequest: forms": form_readings,
    "read HttpResponse": response_readings,
}
