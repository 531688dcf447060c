"""HTTP."""

from __future__ import annotations

import io
import re
from types import ModuleType
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from ..asked import decoding, encoding, http_parts, makes, making, sends
from ..outcomes import Difference, Exactly, Properties, failed, gave
from ..packages import Case, Make, Raw, converter, official, ours
from ..table import both, fails, python, row, shows

_MULTIPART = "multipart/form-data; boundary=0123abcd"
_UTF8_HEADERS = {"content-type": sends("text/plain; charset=utf-8", "string")}


def _http(**parts: object) -> Case:
    texts = {"method": Raw("GET", "string"), "url": Raw("/a", "string")}
    complete: dict[str, object] = {
        **texts,
        "headers": {},
        "query": {},
        "params": {},
        "body": Raw(b"", "bytes"),
        **parts,
    }
    return decoding("httpTrigger", {name: part for name, part in complete.items() if part != "absent"}, "http")


def _request(**arguments: object) -> Case:
    return making("HttpRequest", **{"method": "POST", "url": "/a", "body": b"", **arguments})


def _form(content_type: str, body: bytes) -> Case:
    return _request(headers={"Content-Type": content_type}, body=body)


def _response(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("read", "HttpResponse", Make("HttpResponse", arguments), steps=steps)


def _sent(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("encode", "http", Make("HttpResponse", arguments), steps=steps)


def _cookie(header: str) -> Case:
    return _sent(headers={"Set-Cookie": header})


def _cookies(name: str, value: str, **attributes: object) -> list[object]:
    return [{name: ("Morsel", name, value.strip('"'), value, attributes)}]


def _form_body(it: Difference) -> tuple[str, bytes]:
    """Return content type and body of a request, however the case makes one."""
    headers = it.argument("headers") or http_parts(it).get("headers")
    headers = cast("dict[str, object]", headers) if isinstance(headers, dict) else {}
    body = it.argument("body") or http_parts(it).get("body") or b""
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    content_type, body = (item.value if isinstance(item, Raw) else item for item in (content_type, body))
    return str(content_type), body if isinstance(body, bytes) else b""


def _is_utf8(body: bytes) -> bool:
    return body.decode(errors="ignore").encode() == body


def _headers(it: Difference) -> list[tuple[str, Any]]:
    given: dict[str, Any] = (it.argument("headers") if _makes_response(it) else None) or {}
    return [*given.items(), *((name, value) for _, name, value in it.case.steps if value is not None)]


def _makes_response(it: Difference) -> bool:
    return makes(it, "HttpResponse")


def _set_cookies(it: Difference) -> list[str]:
    return [str(value) for name, value in _headers(it) if name.lower() == "set-cookie"]


@row(shows(_request(url="/a?b=1&c=2&b=3"), "params", {}, {"b": "1,3", "c": "2"}))
def http_request_params_from_url(it: Difference) -> bool:
    """`HttpRequest(…)` without `params`
    has no `params` -> reads them from `url`; a key that comes twice is joined with commas, as the host does
    a test need not write the query twice"""
    return (
        it.path == ("params",)
        and "?" in (it.argument("url") or "")
        and it.argument("params") is None
        and it.official == {}
    )


@row(
    shows(_request(body=None), "body", None, b""),
    shows(_request(body=None), "json", AttributeError, ValueError),
    shows(_request(body=None), "form", TypeError, {}),
)
def http_request_body_none(it: Difference) -> bool:
    """`HttpRequest(body=None)`
    gives None as the body, and fails on `get_json`, `form` and `files` -> has an empty body; `get_json` raises
      `ValueError`
    an absent body is an empty one"""
    return (
        it.case.subject == "HttpRequest"
        and isinstance(it.case.given, Make)
        and it.case.given.arguments.get("body", 0) is None
        and (
            (it.path == ("body",) and it.official is None and it.ours == b"")
            or (it.path == ("json",) and failed(it.ours, "ValueError"))
            or (it.path[:1] in (("form",), ("files",)) and it.ours == {})
        )
    )


@row(
    shows(_request(body="[1]"), "body", "[1]", b"[1]"),
    shows(_request(body="[1]"), "json", AttributeError, [1]),
    shows(_request(body="[1]"), "files", TypeError, {}),
)
def http_request_body_text(it: Difference) -> bool:
    """`HttpRequest(body="text")`
    gives text as the body, and fails on `get_json`, `form` and `files` -> encodes it as UTF-8
    `get_body` is always bytes"""
    body = it.argument("body")
    if it.case.subject != "HttpRequest" or not isinstance(body, str):
        return False
    if it.path == ("body",):
        return it.official == body and it.ours == body.encode()
    if it.path == ("json",):
        return failed(it.official, "AttributeError")
    return it.path[:1] in (("form",), ("files",)) and failed(it.official, "TypeError")


@row(
    shows(_request(body=5), "", {"body": 5}, TypeError),
    shows(_request(body="\ud800"), "", {"body": "\ud800"}, ValueError),
)
def http_request_body_checked(it: Difference) -> bool:
    """`HttpRequest(body=5)`, or text that UTF-8 cannot carry
    takes it -> raises `TypeError`, `ValueError`
    the mistake shows where it was made"""
    body = it.argument("body")
    if it.case.subject != "HttpRequest" or it.path or not gave(it.official, "HttpRequest"):
        return False
    if isinstance(body, str):
        return "\ud800" in body and failed(it.ours, "ValueError")
    return not isinstance(body, (bytes, bytearray, type(None))) and failed(it.ours, "TypeError")


@row(
    shows(
        Case(
            "read",
            "HttpRequest",
            Make(
                "http.HttpRequest",
                {
                    "method": "GET",
                    "url": "",
                    "headers": {},
                    "params": {},
                    "route_params": {},
                    "body_type": "json",
                    "body": b"{}",
                },
            ),
        ),
        "json",
        AssertionError,
        {},
    ),
    turns="AssertionError -> anything",
)
def http_request_body_type(it: Difference) -> bool:
    """`get_json` with a `body_type` of `"json"` or `"string"` and a body of bytes
    raises `AssertionError` -> parses the body
    what the body holds decides"""
    body_type, body = it.argument("body_type"), it.argument("body")
    return it.path == ("json",) and body_type in ("json", "string") and isinstance(body, bytes)


@row(
    shows(_http(query="absent"), "", KeyError, {"params": {}}),
    shows(_http(headers=None), "", AttributeError, {"headers": {}}),
    shows(_http(body="absent"), "", KeyError, {"body": b""}),
    decode="httpTrigger",
    turns="KeyError AttributeError -> HttpRequest",
)
def http_request_parts(it: Difference) -> bool:
    """an `"http"` Datum without headers, query, route parameters or body
    raises `KeyError` or `AttributeError` -> takes them for empty
    a test Datum need not list them"""
    value = http_parts(it)
    lacking = [name for name in ("headers", "query", "params", "body") if not value.get(name)]
    return bool(lacking)


@row(
    shows(_http(method="absent"), "", KeyError, ValueError),
    shows(_http(headers=Raw("a", "string")), "", AttributeError, ValueError),
    shows(decoding("httpTrigger", Raw(None, "http")), "", TypeError, ValueError),
    decode="httpTrigger",
    turns="KeyError AttributeError TypeError -> ValueError",
)
def http_request_malformed(it: Difference) -> bool:
    """an `"http"` Datum without method or address, or with parts that are not dicts
    raises `KeyError`, `AttributeError` or `TypeError` -> raises `ValueError` and names the part
    malformed data is one kind of error"""
    return it.path in ((), ("method",))


@row(
    shows(_http(url=Raw(5, "int")), "", {"url": 5}, ValueError),
    shows(_http(query={"a": Raw(b"b", "bytes")}), "", {"params": {"a": b"b"}}, ValueError),
    turns="HttpRequest -> ValueError",
)
def http_request_texts(it: Difference) -> bool:
    """an `"http"` Datum with a value that is not text as method, address, header, query or route parameter
    hands it on -> raises `ValueError`
    the types promise text"""
    value = http_parts(it)
    texts = [value.get("method"), value.get("url")]
    for name in ("headers", "query", "params"):
        texts += value[name].values() if isinstance(value.get(name), dict) else []
    others = [datum for datum in texts if isinstance(datum, Raw) and not isinstance(datum.value, str)]
    return bool(others)


@row(
    shows(_http(query={"flag": Raw(None, None)}), "params", {"flag": None}, {"flag": ""}),
    shows(_http(query={"flag": None}), "", AttributeError, {"params": {"flag": ""}}),
    decode="httpTrigger",
)
def http_request_no_value(it: Difference) -> bool:
    """an `"http"` Datum with no value for a header, query or route parameter
    gives None, or raises `AttributeError` -> gives `""`
    the types promise text"""
    if it.turns("AttributeError", "HttpRequest"):
        parts = [http_parts(it).get(name) for name in ("headers", "query", "params")]
        return any(None in cast("dict[str, object]", part).values() for part in parts if isinstance(part, dict))
    group = {"headers": "headers", "params": "query", "route_params": "params"}.get((*it.path, "")[0])
    datums = cast("dict[str, Raw | None]", http_parts(it).get(group) or {}) if group else {}
    if not any(datum is not None and datum.value is None for datum in datums.values()):
        return False
    official, ours = it.official, it.ours
    if not isinstance(official, dict) or not isinstance(ours, dict):
        return False
    values = cast("dict[str, object]", official)
    return {name: "" if value is None else value for name, value in values.items()} == ours


@row(
    shows(_http(body=Raw(5, "int")), "", TypeError, NotImplementedError),
    shows(_http(body=Raw(None, None)), "", TypeError, {"body": b""}),
    shows(_http(body=Raw("x", "other")), "", {"body": b"x"}, NotImplementedError),
)
def http_request_body_datum(it: Difference) -> bool:
    """an `"http"` Datum with a body of another type than text, bytes or JSON
    raises `TypeError`, also for no value; hands other types on if they hold text -> raises `NotImplementedError`; no
      value is empty
    as for every other binding"""
    body = http_parts(it).get("body")
    if not isinstance(body, Raw) or it.path:
        return False
    is_known = body.type in ("string", "bytes", "json")
    if isinstance(body.value, (str, bytes)):
        refused = not is_known and failed(it.ours, "NotImplementedError")
        return refused and gave(it.official, "HttpRequest")
    if not failed(it.official, "TypeError"):
        return False
    if body.value is None and (is_known or body.type is None):
        return gave(it.ours, "HttpRequest")
    return failed(it.ours, "NotImplementedError")


@row()
def http_headers_any_key() -> None:
    """`5 in request.headers`
    raises `AttributeError` -> is False
    mappings can be asked for anything"""
    assert fails(lambda: 5 in official.HttpRequest("GET", "/", body=b"").headers) == "AttributeError"
    assert 5 not in ours.HttpRequest("GET", "/", body=b"").headers


@row(shows(_response(headers={"X-A": "1"}), "names", [("X-A", "1")], ["X-A"]))
def http_response_header_iteration(it: Difference) -> bool:
    """iterating over `response.headers`
    gives pairs -> gives each name once, as every mapping does; `items()` gives the pairs
    `dict(headers)` and `"x" in list(headers)` work"""
    if it.case.subject != "HttpResponse" or it.path != ("names",):
        return False
    pairs = cast("list[tuple[str, str]]", it.official)
    seen = {name.lower(): name for name, _ in reversed(pairs)}
    names = [name for name in seen.values() if name in cast("list[str]", it.ours)]
    return sorted(names) == sorted(cast("list[str]", it.ours))


def _headers_of(func: ModuleType) -> Any:
    return func.HttpResponse(headers={"X-A": "1"}).headers


@row(
    both(lambda func: _headers_of(func)[0], ("X-A", "1"), KeyError),
    both(lambda func: _headers_of(func).pop(), ("X-A", "1"), TypeError),
    both(lambda func: list(_headers_of(func).keys(lower=True)), ["x-a"], TypeError),
    both(lambda func: (_headers_of(func) | {"X-B": "2"})["X-B"], "2", TypeError),
)
def http_response_headers_api() -> None:
    """`headers[0]`, `headers.pop()`, `headers.keys(lower=True)`, `headers | {…}` of a response
    work: `headers` is a `werkzeug` class -> raise `KeyError` or `TypeError`; the other methods of that class are there
    no dependency on `werkzeug`"""


@row(
    both(
        lambda func: _disposition(func, filename="naïve"),
        'attachment; filename="naïve"',
        "attachment; filename*=UTF-8''na%C3%AFve",
    ),
)
def http_header_parameters() -> None:
    """`headers.add("Content-Disposition", "attachment", filename="naïve")`
    writes the parameter as it is -> writes `filename*=UTF-8''na%C3%AFve`
    RFC 8187; servers refuse headers beyond ASCII"""


def _disposition(func: ModuleType, **parameters: str) -> object:
    headers = func.HttpResponse().headers
    headers.add("Content-Disposition", "attachment", **parameters)
    return headers["Content-Disposition"]


@row(
    *(
        shows(encoding("http", text), "", sends(text, "string"), {"body": sends(text.encode(), "bytes")})
        for text in ('{"body": 1}', "[1]", "5", "{'a': 1}")
    ),
    encode="http",
)
def http_encode_json_text(it: Difference) -> bool:
    """text that is JSON, to .NET at least (`{'a': 1}`), as what an HTTP function returns
    sends a `"string"` Datum: the host takes an object with `body` for a response, and writes other JSON anew -> sends a
      response with that text as its body, `text/plain; charset=utf-8`
    what was returned is what arrives"""
    text = it.case.given
    if not isinstance(text, str) or not isinstance(it.ours, Properties):
        return False
    sent = it.ours.values["headers"], it.ours.values["body"]
    return it.official == sends(text, "string") and sent == (_UTF8_HEADERS, sends(text.encode(), "bytes"))


@row(
    shows(
        _response(headers={"X-A": "1", "x-a": "2"}),
        "headers",
        [("X-A", "1"), ("x-a", "2")],
        [("X-A", "1"), ("X-A", "2")],
    )
)
def http_header_spelling(it: Difference) -> bool:
    """one header in two spellings, `X-A` and `x-a`
    keeps both -> keeps all values, under the first spelling
    they are one header"""
    names = [name for name, _ in _headers(it)]
    if it.path != ("headers",) or len(set(names)) == len({name.lower() for name in names}):
        return False

    def folded(pairs: object) -> list[tuple[str, str]]:
        return sorted((name.lower(), value) for name, value in cast("list[tuple[str, str]]", pairs))

    return _makes_response(it) and it.case.action == "read" and folded(it.official) == folded(it.ours)


@row(
    shows(
        _response(("add", "X-A", "1"), ("add", "X-B", "2"), ("add", "X-A", "3")),
        "headers",
        [("X-A", "1"), ("X-B", "2"), ("X-A", "3")],
        [("X-A", "1"), ("X-A", "3"), ("X-B", "2")],
    )
)
def http_header_order(it: Difference) -> bool:
    """values of a repeated header in `items()`
    come where they were added -> come together, at the place of the first
    their order among each other is what counts"""
    if it.path != ("headers",) or it.case.action != "read":
        return False
    official, ours = (cast("list[tuple[str, str]]", pairs) for pairs in (it.official, it.ours))
    return official != ours and sorted(official) == sorted(ours) and len({name.lower() for name, _ in ours}) < len(ours)


@row(
    shows(
        _sent(("add", "Link", "<a>"), ("add", "Link", "<b>")),
        "headers",
        {"Link": sends("<b>", "string"), **_UTF8_HEADERS},
        {"Link": sends("<a>, <b>", "string"), **_UTF8_HEADERS},
    ),
    encode="http",
)
def http_repeated_headers(it: Difference) -> bool:
    """encoding a header with several values
    sends the last one -> sends all, joined with commas
    nothing gets lost; `Set-Cookie` is sent as often as it was set"""
    if it.path != ("headers",):
        return False
    official, ours = (cast("dict[str, tuple[str, str, str]]", part) for part in (it.official, it.ours))
    names = [name.lower() for name, _ in _headers(it)]
    joined = {name.lower(): value for name, (_, _, value) in ours.items()}
    return len(set(names)) < len(names) and all(
        value in joined[name.lower()].split(", ") or value in joined[name.lower()]
        for name, (_, _, value) in official.items()
    )


@row(shows(_response(headers={"X-A": ["1", "2"]}), "headers", [("X-A", "['1', '2']")], [("X-A", "1"), ("X-A", "2")]))
def http_header_lists(it: Difference) -> bool:
    """a list as the value of a header
    becomes its representation, `['a', 'b']` -> sends the header once for each item
    what was meant"""
    lists: list[Any] = [value for _, value in _headers(it) if isinstance(value, (list, tuple))]
    if not lists or not _makes_response(it):
        return False
    return it.path in (("headers",), ("values",), ("names",)) and any(
        repr(repr(value)) in repr(it.official) for value in lists
    )


@row(
    shows(_response(headers={"bad name": "x"}), "", {"headers": [("bad name", "x")]}, ValueError),
    shows(_response(headers={"å": "x"}), "", {"headers": [("å", "x")]}, ValueError),
    turns="object -> ValueError",
)
def http_header_names(it: Difference) -> bool:
    """names with spaces, colons, letters beyond ASCII, or empty ones
    takes them -> raises `HeaderError`, a `ValueError`
    they cannot be sent"""
    odd = [name for name, _ in _headers(it) if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)]
    return bool(odd)


@row(
    shows(_response(headers={"X-A": None}), "", {"headers": [("X-A", "None")]}, TypeError),
    shows(_response(headers={"X-A": b"x"}), "", {"headers": [("X-A", "b'x'")]}, TypeError),
    shows(_response(headers={"X-A": "\0"}), "", {"headers": [("X-A", "\0")]}, ValueError),
)
def http_header_values(it: Difference) -> bool:
    """None, bytes, floats and objects as values; text with NUL
    sends `None`, `b'x'`, …; sends NUL -> raises `TypeError`, and `HeaderError` for NUL
    they are mistakes, and NUL cannot be sent"""
    values = [value for _, value in _headers(it)]
    if it.path or not isinstance(it.official, Properties):
        return False
    if any("\0" in value for value in values if isinstance(value, str)):
        return failed(it.ours, "ValueError")
    odd = [value for value in values if not isinstance(value, (str, int, list, tuple))]
    return bool(odd) and failed(it.ours, "TypeError")


@row(shows(_response(("__delitem__", "X-A", None)), "", {"headers": []}, KeyError), turns="anything -> KeyError")
def http_header_delete_absent(it: Difference) -> bool:
    """`del response.headers["X"]` where there is none
    does nothing -> raises `KeyError`; use `pop("X", None)`
    mappings do"""
    deleted = any(step == "__delitem__" for step, _, _ in it.case.steps)
    return deleted and not it.path


@row(shows(_response(body=memoryview(b"x")), "", TypeError, {"body": b"x"}), turns="TypeError -> object")
def http_response_body(it: Difference) -> bool:
    """`HttpResponse(memoryview(…))`
    raises `TypeError` -> takes it
    it is bytes"""
    body = it.argument("body")
    content = bytes(cast("memoryview[int]", body)) if isinstance(body, memoryview) else None
    return _makes_response(it) and content is not None and it.mine("body") in (content, sends(content, "bytes"))


@row(
    shows(_response(mimetype=5), "", {"mimetype": 5}, TypeError),
    shows(_response(charset=5), "", {"charset": 5}, TypeError),
    turns="anything -> TypeError",
)
def http_response_arguments(it: Difference) -> bool:
    """`HttpResponse(mimetype=…, charset=…)` with something else than text
    takes it, and fails in encoding -> raises `TypeError`
    the mistake shows where it was made"""
    odd = [name for name in ("mimetype", "charset") if not isinstance(it.argument(name), (str, type(None)))]
    return _makes_response(it) and bool(odd)


@row(
    shows(_response(status_code=-1), "", {"status_code": -1}, ValueError),
    shows(_response(status_code=True), "", {"status_code": True}, TypeError),
    shows(_response(status_code="abc"), "", {"status_code": "abc"}, TypeError),
    shows(_response(status_code="201"), "status_code", "201", 201),
)
def http_response_status_code(it: Difference) -> bool:
    """a status code that is none: `-1`, `1000`, `True`, `200.0`, `"abc"`
    takes it, and the host fails later; `"201"` stays text -> raises `ValueError` or `TypeError`; `"201"` becomes 201
    the mistake shows where it was made"""
    code = it.argument("status_code")
    if not _makes_response(it):
        return False
    if it.path == ("status_code",):
        return isinstance(code, str) and it.official == code and it.ours == Exactly("int", str(int(code)))
    if isinstance(code, int) and not isinstance(code, bool):
        return not 100 <= code <= 999 and failed(it.ours, "ValueError")
    return code is not None and not str(code).isdecimal() and failed(it.ours, "TypeError")


@row()
def http_response_encode_twice() -> None:
    """encoding an `HttpResponse`
    takes its cookies out and adds a `Content-Type`; the second time there are no cookies -> leaves it as it is
    encoding is reading"""
    for func, remains in ((official, False), (ours, True)):
        response = func.HttpResponse("x", headers={"Set-Cookie": "a=1"})
        first, second = (
            converter(func, "http").encode(response, expected_type=None).value["cookies"] for _ in range(2)
        )
        assert first
        assert bool(second) is remains
        assert ("Set-Cookie" in response.headers) is remains
        assert ("Content-Type" not in response.headers) is remains


@row(
    shows(_cookie("a=b c"), "cookies", [{}], _cookies("a", "b c")),
    shows(_cookie('a={"b": 1}'), "cookies", [{}], _cookies("a", '{"b": 1}')),
    shows(
        _cookie("a=1; b=2"),
        "cookies",
        [{**cast("dict[str, object]", _cookies("a", "1")[0]), **cast("dict[str, object]", _cookies("b", "2")[0])}],
        _cookies("a", "1", b="2"),
    ),
    encode="http",
)
def http_cookies_lossless(it: Difference) -> bool:
    """`Set-Cookie` with spaces, quotes, JSON, letters beyond ASCII or attributes like `Partitioned`
    drops the cookie, cuts it or makes two of it -> sends one cookie, with its value as it is
    nothing gets lost"""
    if it.path != ("cookies",):
        return False
    if "21-Oct-2015" in str(it.official):
        return False
    ours = cast("list[dict[str, tuple[str, str, str, str, dict[str, object]]]]", it.ours)
    return len(ours) == len(_set_cookies(it)) and all(
        [*cookie] == [header.partition("=")[0].strip()]
        and cookie[next(iter(cookie))][3] == header.split(";")[0].partition("=")[2].strip()
        for cookie, header in zip(ours, _set_cookies(it), strict=True)
    )


@row(shows(_cookie("=a"), "", {"cookies": [{}]}, ValueError), encode="http", turns="anything -> ValueError")
def http_cookie_without_name(it: Difference) -> bool:
    """`Set-Cookie` without a name
    sends an empty list of cookies -> raises `HeaderError`, a `ValueError`
    browsers drop it, and nobody would notice"""
    nameless = [cookie for cookie in _set_cookies(it) if not re.match(r"\s*[^=;\s][^=;]*=", cookie)]
    return bool(nameless)


@row(
    shows(_cookie("a=1; Expires=tomorrow"), "", {"cookies": _cookies("a", "1", expires="tomorrow")}, ValueError),
    shows(_cookie("a=1; Max-Age=soon"), "", {"cookies": _cookies("a", "1", **{"max-age": "soon"})}, ValueError),
    encode="http",
    turns="anything -> ValueError",
)
def http_cookie_attributes(it: Difference) -> bool:
    """`Set-Cookie` with an `Expires` that is no date, or a `Max-Age` that is no number
    hands it on, and the worker fails on it -> raises `HeaderError`, a `ValueError`
    the message names the cookie"""
    odd = [cookie for cookie in _set_cookies(it) if "tomorrow" in cookie or "soon" in cookie]
    return bool(odd)


@row(
    shows(
        _cookie("a=1; expires=Wed, 21-Oct-2015 07:28:00 GMT"),
        "cookies",
        _cookies("a", "1", expires="Wed, 21-Oct-2015 07:28:00 GMT"),
        _cookies("a", "1", expires="Wed, 21 Oct 2015 07:28:00 GMT"),
    ),
    encode="http",
)
def http_cookie_expires(it: Difference) -> bool:
    """`Expires` in the older forms that browsers take
    hands it on, and the worker fails on it -> rewrites it in the one form that the worker reads
    the cookie arrives"""
    if it.path != ("cookies",):
        return False
    official, ours = str(it.official), str(it.ours)
    return "21-Oct-2015" in official and "21 Oct 2015" in ours


@row()
def form_multipart_extra() -> None:
    """forms of files
    always works -> needs the extra: `pip install 'azure-functions-lite[forms]'`
    most functions receive no files"""
    code = """
import sys
sys.modules["multipart"] = None
import {package} as func
body = b'--x\\r\\nContent-Disposition: form-data; name="a"\\r\\n\\r\\nb\\r\\n--x--\\r\\n'
print(func.HttpRequest("POST", "/", headers={{"content-type": "multipart/form-data; boundary=x"}}, body=body).form["a"])
"""
    assert python(code.format(package="azure.functions")) == "b"
    assert "MissingPackageError" in python(code.format(package="azure_functions_lite"))


def _form_of(func: ModuleType) -> Any:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return func.HttpRequest("POST", "/", headers=headers, body=b"a=1&a=2").form


@row(
    both(lambda func: hasattr(_form_of(func), "deepcopy"), True, False),
    both(lambda func: isinstance(_file_of(func, "b"), io.BytesIO), False, True),
)
def form_mappings() -> None:
    """`request.form`, `request.files`
    are `werkzeug` classes, whose files are `FileStorage` objects; `save` writes what was not read yet -> are dicts with
      the methods of these that apps call, whose files are `io.BytesIO`; `save` writes the whole content
    no dependency on `werkzeug`"""


@row(both(lambda func: bool(hash(_form_of(func))), True, TypeError))
def form_hash() -> None:
    """`hash(request.form)`
    is a number -> raises `TypeError`
    files in it are not values"""


def _file_of(func: ModuleType, name: str, field: str = "a") -> Any:
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
    body = f"--0123abcd\r\n{head}\r\n\r\nc\r\n--0123abcd--\r\n".encode()
    return next(iter(func.HttpRequest("POST", "/", headers={"content-type": _MULTIPART}, body=body).files.values()))


@row(
    both(lambda func: _file_of(func, "a\rb"), StopIteration, ValueError),
    both(lambda func: _file_of(func, "a\0b").filename, "a\0b", ValueError),
    both(lambda func: _file_of(func, "b", field="a\0").name, "a\0", ValueError),
)
def form_names() -> None:
    """a file name with CR, LF or NUL, a field name with NUL
    leaves the file out with CR and LF, gives NUL -> raises `FormError`, a `ValueError`
    nothing gets lost, and the name ends up in paths and headers"""


@row(shows(_form("Application/X-WWW-Form-Urlencoded", b"a=1"), "form", {}, {"a": ["1"]}))
def form_content_type_case(it: Difference) -> bool:
    """`Application/X-WWW-Form-Urlencoded`
    is not seen as a form -> is
    media types have no case"""
    content_type, _ = _form_body(it)
    is_form = content_type.lower().startswith("application/x-www-form-urlencoded")
    return it.path == ("form",) and is_form and content_type[0] == "A" and it.official == {}


@row(
    shows(_form(_MULTIPART, b"--0123abcd\r\n"), "form", {}, ValueError),
    shows(_form("application/x-www-form-urlencoded", b"a=\xff"), "form", {}, ValueError),
)
def form_malformed(it: Difference) -> bool:
    """a form that is cut off, or whose text is not UTF-8
    gives what it can, or nothing -> raises `FormError`, a `ValueError`
    half a form is no form"""
    content_type, body = _form_body(it)
    if it.path not in (("form",), ("files",)) or not failed(it.ours, "ValueError"):
        return False
    if content_type.startswith("multipart/form-data"):
        return not re.fullmatch(rb"(--0123abcd\r\n.*)?--0123abcd--\r\n", body, re.DOTALL) or not _is_utf8(body)
    return not _is_utf8(unquote_to_bytes(body))
