"""HTTP requests."""

from __future__ import annotations

from typing import cast

from ..asked import decoding, http_parts, making
from ..outcomes import Difference, failed, gave
from ..packages import Case, Make, Raw, official, ours
from ..table import fails, row, shows


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


def request(**arguments: object) -> Case:
    return making("HttpRequest", **{"method": "POST", "url": "/a", "body": b"", **arguments})


@row(shows(request(url="/a?b=1&c=2&b=3"), "params", {}, {"b": "1,3", "c": "2"}))
def http_request_params_from_url(it: Difference) -> bool:
    """`HttpRequest(…)` without `params`
    has no `params` -> reads them from `url`; repeated keys are joined with commas, as the host does
    a test does not need to write the query twice"""
    return (
        it.path == ("params",)
        and "?" in (it.argument("url") or "")
        and it.argument("params") is None
        and it.official == {}
    )


@row(
    shows(request(body=None), "body", None, b""),
    shows(request(body=None), "json", AttributeError, ValueError),
    shows(request(body=None), "form", TypeError, {}),
)
def http_request_body_none(it: Difference) -> bool:
    """`HttpRequest(body=None)`
    has the body None, and fails on `get_json`, `form` and `files` -> has an empty body; `get_json` raises
      `ValueError`
    a missing body is empty"""
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
    shows(request(body="[1]"), "body", "[1]", b"[1]"),
    shows(request(body="[1]"), "json", AttributeError, [1]),
    shows(request(body="[1]"), "files", TypeError, {}),
)
def http_request_body_text(it: Difference) -> bool:
    """`HttpRequest(body="text")`
    has text as the body, and fails on `get_json`, `form` and `files` -> encodes it as UTF-8
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
    shows(request(body=5), "", {"body": 5}, TypeError),
    shows(request(body="\ud800"), "", {"body": "\ud800"}, ValueError),
)
def http_request_body_checked(it: Difference) -> bool:
    """`HttpRequest(body=5)`, or text that UTF-8 cannot encode
    accepts it -> raises `TypeError`, `ValueError`
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
    the content of the body decides"""
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
    raises `KeyError` or `AttributeError` -> treats them as empty
    a test Datum does not need them"""
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
    passes it on -> raises `ValueError`
    the type is `str`"""
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
    is None, or raises `AttributeError` -> is `""`
    the type is `str`"""
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
    raises `TypeError`, also without a value; passes on other types that contain text -> raises `NotImplementedError`;
      no value is empty
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
    a mapping accepts any key here"""
    assert fails(lambda: 5 in official.HttpRequest("GET", "/", body=b"").headers) == "AttributeError"
    assert 5 not in ours.HttpRequest("GET", "/", body=b"").headers
