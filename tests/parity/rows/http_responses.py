"""HTTP responses."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, cast

from ..asked import encoding, makes, sends
from ..outcomes import Difference, Exactly, Properties, failed
from ..packages import Case, Make, converter, official, ours
from ..table import both, row, shows

_UTF8_HEADERS = {"content-type": sends("text/plain; charset=utf-8", "string")}


def _response(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("read", "HttpResponse", Make("HttpResponse", arguments), steps=steps)


def _sent(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("encode", "http", Make("HttpResponse", arguments), steps=steps)


def _cookie(header: str) -> Case:
    return _sent(headers={"Set-Cookie": header})


def _cookies(name: str, value: str, **attributes: object) -> list[object]:
    return [{name: ("Morsel", name, value.strip('"'), value, attributes)}]


def _headers(it: Difference) -> list[tuple[str, Any]]:
    given: dict[str, Any] = (it.argument("headers") if _makes_response(it) else None) or {}
    return [*given.items(), *((name, value) for _, name, value in it.case.steps if value is not None)]


def _makes_response(it: Difference) -> bool:
    return makes(it, "HttpResponse")


def _set_cookies(it: Difference) -> list[str]:
    return [str(value) for name, value in _headers(it) if name.lower() == "set-cookie"]


@row(shows(_response(headers={"X-A": "1"}), "names", [("X-A", "1")], ["X-A"]))
def http_response_header_iteration(it: Difference) -> bool:
    """iterating over `response.headers`
    yields pairs -> yields each name once, like every mapping; `items()` yields the pairs
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
    work: `headers` is a `werkzeug` class -> raise `KeyError` or `TypeError`; the other methods of that class exist
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
    writes the parameter unchanged -> writes `filename*=UTF-8''na%C3%AFve`
    RFC 8187; servers reject headers beyond ASCII"""


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
    sends a `"string"` Datum: the host treats an object with `body` as a response, and rewrites other JSON -> sends a
      response with that text as its body, `text/plain; charset=utf-8`
    the response arrives as returned"""
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
    come in the order they were added -> come together, at the place of the first
    only their relative order matters"""
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
    nothing is lost; `Set-Cookie` is sent as often as it was set"""
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
    becomes its `repr`, `['a', 'b']` -> repeats the header for each item
    that is the intention"""
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
    these are mistakes, and NUL cannot be sent"""
    values = [value for _, value in _headers(it)]
    if it.path or not isinstance(it.official, Properties):
        return False
    if any("\0" in value for value in values if isinstance(value, str)):
        return failed(it.ours, "ValueError")
    odd = [value for value in values if not isinstance(value, (str, int, list, tuple))]
    return bool(odd) and failed(it.ours, "TypeError")


@row(shows(_response(("__delitem__", "X-A", None)), "", {"headers": []}, KeyError), turns="anything -> KeyError")
def http_header_delete_absent(it: Difference) -> bool:
    """`del response.headers["X"]` without such a header
    does nothing -> raises `KeyError`; use `pop("X", None)`
    mappings do so"""
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
    """`HttpResponse(mimetype=…, charset=…)` with a value that is not text
    accepts it, and fails in encoding -> raises `TypeError`
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
    """an invalid status code: `-1`, `1000`, `True`, `200.0`, `"abc"`
    accepts it, and the host fails later; `"201"` stays text -> raises `ValueError` or `TypeError`; `"201"` becomes 201
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
    removes its cookies and adds a `Content-Type`; the second time, the cookies are missing -> does not change it
    encoding only reads"""
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
    drops the cookie, truncates it or splits it in two -> sends one cookie, with its value unchanged
    nothing is lost"""
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
    browsers drop it silently"""
    nameless = [cookie for cookie in _set_cookies(it) if not re.match(r"\s*[^=;\s][^=;]*=", cookie)]
    return bool(nameless)


@row(
    shows(_cookie("a=1; Expires=tomorrow"), "", {"cookies": _cookies("a", "1", expires="tomorrow")}, ValueError),
    shows(_cookie("a=1; Max-Age=soon"), "", {"cookies": _cookies("a", "1", **{"max-age": "soon"})}, ValueError),
    encode="http",
    turns="anything -> ValueError",
)
def http_cookie_attributes(it: Difference) -> bool:
    """`Set-Cookie` with an `Expires` that is not a date, or a `Max-Age` that is not a number
    passes it on, and the worker fails -> raises `HeaderError`, a `ValueError`
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
    """`Expires` in the older forms that browsers accept
    passes it on, and the worker fails -> rewrites it in the one form that the worker reads
    the cookie arrives"""
    if it.path != ("cookies",):
        return False
    official, ours = str(it.official), str(it.ours)
    return "21-Oct-2015" in official and "21 Oct 2015" in ours
