"""`HttpRequest`, made by hand and decoded from what the host sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import (
    ArgumentTypeError,
    DataError,
    FieldError,
    FormError,
    InvalidJSONError,
    UnsupportedTypeError,
)
from azure_functions_lite.forms import FormLimits
from azure_functions_lite.http import HttpRequest, HttpRequestConverter
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def decode(data: Datum | None) -> HttpRequest:
    return HttpRequestConverter.decode(data, trigger_metadata={})


def http_datum(make_datum: MakeDatum, **changes: object) -> Datum:
    value: dict[str, object] = {
        "method": make_datum("GET", "string"),
        "url": make_datum("https://example.com/", "string"),
        "headers": {},
        "query": {},
        "params": {},
        "body": make_datum(b"", "bytes"),
    }
    return make_datum({**value, **changes}, "http")


def test_a_request_by_hand_needs_method_and_url() -> None:
    req = HttpRequest("get", "/api/items")
    assert req.method == "GET"
    assert req.url == "/api/items"
    assert req.headers == {}
    assert req.params == {}
    assert req.route_params == {}
    assert req.get_body() == b""
    assert not req.form
    assert not req.files
    assert req.cookies == {}


def test_a_request_by_hand_has_what_it_is_given() -> None:
    req = HttpRequest(
        method="POST",
        url="/api/items?ignored=1",
        headers={"Content-Type": "application/json", "X-A": "1"},
        params={"name": "Test"},
        route_params={"id": "7"},
        body='{"name": "smörgås"}',
        body_type="json",
    )
    assert req.headers["content-TYPE"] == "application/json"
    assert cast("object", 1) not in req.headers
    assert req.params == {"name": "Test"}
    assert req.route_params == {"id": "7"}
    assert req.get_json() == {"name": "smörgås"}


@pytest.mark.parametrize(
    ("url", "params"),
    [
        ("", {}),
        ("/api", {}),
        ("/api?", {}),
        ("/api?a=1", {"a": "1"}),
        ("/api?a=1&b=2&a=3&a=", {"a": "1,3,", "b": "2"}),
        ("/api?a=&b", {"a": "", "b": ""}),
        ("/api?a=1+2%203&%C3%A5=%c3%a5", {"a": "1 2 3", "å": "å"}),
        ("/api?a=x?y", {"a": "x?y"}),
        ("/api?a=1#part?b=2", {"a": "1"}),
        ("/api#part?b=2", {}),
        ("https://user@[::1]:8080/api?a=1", {"a": "1"}),
        ("http://[broken?a=1", {"a": "1"}),
    ],
)
def test_the_query_is_read_from_the_url(url: str, params: dict[str, str]) -> None:
    assert HttpRequest("GET", url).params == params


def test_a_query_that_is_given_counts_even_if_empty() -> None:
    assert HttpRequest("GET", "/api?a=1", params={}).params == {}


@given(st.text(), st.text())
def test_any_text_can_be_a_url(url: str, query: str) -> None:
    req = HttpRequest("GET", f"{url}?{query}")
    assert all(isinstance(value, str) for value in req.params.values())


@pytest.mark.parametrize(
    ("body", "content"),
    [(None, b""), ("å", "å".encode()), (b"\xff", b"\xff"), (bytearray(b"x"), b"x"), (memoryview(b"x"), b"x")],
    ids=["None", "str", "bytes", "bytearray", "memoryview"],
)
def test_bodies(body: bytes | bytearray | memoryview | str | None, content: bytes) -> None:
    assert HttpRequest("POST", "/", body=body).get_body() == content


def test_a_body_of_another_type_is_rejected() -> None:
    body: Any = {"a": 1}
    expected = "expected str, bytes, bytearray, memoryview or None, got dict of length 1"
    with pytest.raises(ArgumentTypeError, match=rf"^cannot take the body of HttpRequest: {expected}$"):
        HttpRequest("POST", "/", body=body)


def test_a_body_with_a_surrogate_is_rejected() -> None:
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of HttpRequest: expected text that UTF-8 can encode, got str of length 1$",
    ):
        HttpRequest("POST", "/", body="\ud800")


@pytest.mark.parametrize("body", [None, b"", b" ", b"{", b"\xff", "x", b'"a" "b"'], ids=repr)
def test_a_body_that_is_not_json_is_a_value_error(body: bytes | str | None) -> None:
    req = HttpRequest("POST", "/", body=body)
    with pytest.raises(InvalidJSONError, match=r"^cannot read the body of HttpRequest: expected JSON") as error:
        req.get_json()
    assert isinstance(error.value, ValueError)


@pytest.mark.parametrize("body", [b"null", b"[1, 2]", b'"a"', b"\xef\xbb\xbf0", b" {} "], ids=repr)
def test_a_body_may_be_any_json(body: bytes) -> None:
    assert HttpRequest("POST", "/", body=body).get_json() in (None, [1, 2], "a", 0, {})


def test_cookies() -> None:
    req = HttpRequest("GET", "/", headers={"COOKIE": 'session=a b; theme="dark"; session=2'})
    assert req.cookies == {"session": "a b", "theme": "dark"}


def test_urlencoded_forms() -> None:
    req = HttpRequest(
        "POST", "/", headers={"Content-Type": "application/x-www-form-urlencoded"}, body=b"a=1&b=%C3%A5&a=2"
    )
    assert req.form.getlist("a") == ["1", "2"]
    assert req.form["b"] == "å"
    assert not req.files


def test_multipart_forms() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\ncontent\r\n--x--\r\n'
    )
    req = HttpRequest("POST", "/", headers={"Content-Type": "multipart/form-data; boundary=x"}, body=body)
    assert req.form == req.parse_form().fields
    assert dict(req.form) == {"a": "1"}
    assert req.files["f"].filename == "a.txt"
    assert req.files["f"].read() == b"content"
    assert req.files["f"].read() == b"", "the same file as before"
    assert req.parse_form().files["f"].read() == b"content"


def test_custom_limits() -> None:
    req = HttpRequest("POST", "/", headers={"content-type": "application/x-www-form-urlencoded"}, body=b"a=1&b=2")
    assert len(req.form) == 2
    with pytest.raises(FormError, match=r"^cannot parse an urlencoded form: expected at most 1 fields, got 2$"):
        req.parse_form(FormLimits(max_parts=1))


@pytest.mark.parametrize("name", ["form", "files"])
def test_a_broken_form_is_refused_each_time(name: str) -> None:
    req = HttpRequest("POST", "/", headers={"Content-Type": "multipart/form-data"}, body=b"x")
    for _ in range(2):
        with pytest.raises(
            FormError,
            match=r"^cannot parse a multipart form: expected a complete multipart/form-data body, got .+$",
        ):
            getattr(req, name)


@pytest.mark.parametrize("name", ["method", "url", "headers", "params", "route_params", "cookies", "form", "files"])
def test_requests_cannot_be_changed(name: str) -> None:
    req = HttpRequest("GET", "/?a=1", route_params={"id": "1"}, headers={"A": "1", "Cookie": "a=1"})
    with pytest.raises(AttributeError):
        setattr(req, name, "x")
    value = getattr(req, name)
    if not isinstance(value, str):
        with pytest.raises(TypeError, match=r"does not support item assignment|cannot be changed"):
            value["a"] = "x"


def test_a_request_keeps_copies() -> None:
    params = {"a": "1"}
    route_params = {"id": "1"}
    headers = {"A": "1"}
    req = HttpRequest("GET", "/", params=params, route_params=route_params, headers=headers)
    params["a"] = route_params["id"] = headers["A"] = "2"
    assert (req.params["a"], req.route_params["id"], req.headers["a"]) == ("1", "1", "1")


def make_request(**changes: Any) -> HttpRequest:
    keywords: dict[str, Any] = {
        "method": "post",
        "url": "https://example.com/api?code=secret",
        "headers": {"X-Key": "secret"},
        "params": {"code": "secret", "name": "ada"},
        "route_params": {"id": "7"},
        "body": b"secret",
    }
    return HttpRequest(**{**keywords, **changes})


def test_a_request_does_not_show_bodies_queries_and_headers() -> None:
    expected = "HttpRequest('POST', 'https://example.com/api', params=(code, name), body=<bytes of length 6>)"
    assert repr(make_request()) == expected
    assert repr(HttpRequest("GET", "/api")) == "HttpRequest('GET', '/api')"


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT"},
        {"url": "/"},
        {"headers": {}},
        {"params": {}},
        {"route_params": {}},
        {"body": b""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_requests_are_compared_by_value(change: dict[str, Any]) -> None:
    assert make_request() == make_request()
    assert make_request() == make_request(body="secret", headers={"x-KEY": "secret"}, method="POST")
    assert hash(make_request()) == hash(make_request(headers={"x-KEY": "secret"}))
    assert make_request() != make_request(**change)
    assert make_request() != "a request"


def test_requests_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    req = make_request(headers={"Content-Type": "application/x-www-form-urlencoded"}, body=b"a=1")
    assert req.form["a"] == "1"
    made = duplicate(req)
    assert made == req
    assert isinstance(made, HttpRequest)
    assert made.form == req.form


def test_a_request_as_dict_and_json() -> None:
    expected: dict[str, Any] = {
        "method": "POST",
        "url": "https://example.com/api?code=secret",
        "headers": {"x-key": "secret"},
        "params": {"code": "secret", "name": "ada"},
        "route_params": {"id": "7"},
        "body": "secret",
    }
    assert make_request().to_dict() == expected
    assert HttpRequest(**expected) == make_request()
    assert '"body": {"__encoding": "base64", "value": "/w=="}' in make_request(body=b"\xff").to_json()


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("httpTrigger")
    req = HttpRequestConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(req, HttpRequest)
    assert req == HttpRequest(
        "POST",
        "https://example.azurewebsites.net/api/items/7?tag=a&tag=b&code=secret",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Cookie": "session=abc; theme=dark",
            "X-Functions-Key": "key of the function",
        },
        route_params={"id": "7"},
        body='{"name": "smörgås"}',
    )
    assert req.params == {"tag": "a,b", "code": "secret"}
    assert req.cookies == {"session": "abc", "theme": "dark"}
    assert req.get_json() == {"name": "smörgås"}
    assert HttpRequestConverter.decode(data, trigger_metadata=None) == req


@pytest.mark.parametrize(
    ("type", "value", "content"),
    [
        ("bytes", b"\xff", b"\xff"),
        ("string", "å", "å".encode()),
        ("json", '{"a": 1}', b'{"a": 1}'),
        (None, None, b""),
    ],
)
def test_bodies_by_datum_type(make_datum: MakeDatum, type: str | None, value: object, content: bytes) -> None:
    assert decode(http_datum(make_datum, body=make_datum(value, type))).get_body() == content


def test_a_request_without_a_body(make_datum: MakeDatum) -> None:
    assert decode(http_datum(make_datum, body=None)).get_body() == b""


def test_parts_that_are_not_there_are_empty(make_datum: MakeDatum) -> None:
    req = decode(make_datum({"method": make_datum("GET", "string"), "url": make_datum("/", "string")}, "http"))
    assert req == HttpRequest("GET", "/")


@pytest.mark.parametrize("value", [None, ""], ids=repr)
def test_a_query_key_without_a_value_is_empty_text(make_datum: MakeDatum, value: str | None) -> None:
    empty = None if value is None else make_datum(value, "string")
    req = decode(http_datum(make_datum, query={"flag": empty, "other": make_datum(None, None)}))
    assert req.params == {"flag": "", "other": ""}


def test_the_query_of_the_url_is_not_read_again(make_datum: MakeDatum) -> None:
    assert decode(http_datum(make_datum, url=make_datum("/?a=1", "string"))).params == {}


def test_a_value_that_is_not_a_dict_is_rejected(make_datum: MakeDatum) -> None:
    with pytest.raises(
        DataError, match=r"^cannot decode httpTrigger: expected a dict in the http Datum, got str of length 1$"
    ):
        decode(make_datum("x", "http"))


PARTS = {"query": "params", "params": "route_params"}


def read(datum: Datum, name: str) -> object:
    """Decode, and read the part of the request that the host has under a name."""
    part: object = getattr(decode(datum), PARTS.get(name, name))
    return part


def test_a_request_shows_why_a_part_of_it_cannot_be_read(make_datum: MakeDatum) -> None:
    where = "of httpTrigger: expected a"
    url = f"cannot read 'url' {where} Datum of str, got int"
    query = f"cannot read 'query' {where} dict of Datums by name, got str of length 1"
    shown = repr(decode(http_datum(make_datum, url=make_datum(5, "int"), query="x", body=make_datum(None, None))))
    assert shown == f"HttpRequest('GET', <{url}>, params={query})"


@pytest.mark.parametrize("name", ["method", "url"])
def test_method_and_url_must_be_there(make_datum: MakeDatum, name: str) -> None:
    for wrong, got in ((None, "None"), (make_datum(5, "int"), "int"), (make_datum(None, None), "None")):
        with pytest.raises(FieldError) as error:
            read(http_datum(make_datum, **{name: wrong}), name)
        assert str(error.value) == f"cannot read '{name}' of httpTrigger: expected a Datum of str, got {got}"


@pytest.mark.parametrize(
    ("name", "expected"), [("method", "a Datum of str"), ("url", "a Datum of str"), ("body", "a Datum")]
)
def test_what_is_not_a_datum_is_rejected(make_datum: MakeDatum, name: str, expected: str) -> None:
    with pytest.raises(
        FieldError, match=f"^cannot read '{name}' of httpTrigger: expected {expected}, got str of length 1$"
    ):
        read(http_datum(make_datum, **{name: "x"}), name)


@pytest.mark.parametrize("name", ["headers", "query", "params"])
@pytest.mark.parametrize(
    ("wrong", "got"),
    [("x", "str of length 1"), ([1], "list of length 1")],
    ids=["str", "list"],
)
def test_what_is_not_a_dict_of_datums_is_rejected(make_datum: MakeDatum, name: str, wrong: object, got: str) -> None:
    with pytest.raises(FieldError) as error:
        read(http_datum(make_datum, **{name: wrong}), name)
    assert str(error.value) == f"cannot read '{name}' of httpTrigger: expected a dict of Datums by name, got {got}"


@pytest.mark.parametrize("name", ["headers", "query", "params"])
def test_names_and_values_must_be_text(make_datum: MakeDatum, name: str) -> None:
    with pytest.raises(FieldError) as error:
        read(http_datum(make_datum, **{name: {1: make_datum("x", "string")}}), name)
    expected = "expected a name and a Datum of str"
    assert str(error.value) == f"cannot read {name}[1] of httpTrigger: {expected}, got str of length 1"
    with pytest.raises(FieldError) as error:
        read(http_datum(make_datum, **{name: {1: "x"}}), name)
    assert str(error.value) == f"cannot read {name}[1] of httpTrigger: {expected}, got str of length 1"
    with pytest.raises(FieldError) as error:
        read(
            http_datum(make_datum, **{name: {"a": make_datum("x", "string"), "b": make_datum(b"secret", "bytes")}}),
            name,
        )
    assert str(error.value) == f"cannot read {name}['b'] of httpTrigger: {expected}, got bytes of length 6"


def test_a_body_of_another_datum_type_is_rejected(make_datum: MakeDatum) -> None:
    expected = "expected a Datum of type bytes, string or json, got type 'int'"
    with pytest.raises(UnsupportedTypeError, match=rf"^cannot decode httpTrigger: {expected}$"):
        decode(http_datum(make_datum, body=make_datum(5, "int")))
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of HttpRequest: .+, got int$"):
        decode(http_datum(make_datum, body=make_datum(5, "bytes"))).get_body()
