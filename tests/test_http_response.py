"""`HttpResponse`, its headers and cookies, and how it is encoded."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from azure_functions_lite.errors import ArgumentTypeError, CharsetError, DataError, HeaderError
from azure_functions_lite.headers import HttpResponseHeaders
from azure_functions_lite.http import HttpResponse, HttpResponseConverter
from azure_functions_lite.meta import Datum


def encode(obj: object) -> Datum:
    return HttpResponseConverter.encode(obj, expected_type=None)


def sent_headers(response: HttpResponse) -> dict[str, str]:
    headers: dict[str, Datum] = encode(response).value["headers"]
    assert {header.type for header in headers.values()} == {"string"}
    return {name: header.value for name, header in headers.items()}


def test_a_response_needs_nothing() -> None:
    response = HttpResponse()
    assert response.status_code == 200
    assert response.get_body() == b""
    assert response.headers == {}
    assert response.mimetype == "text/plain"
    assert response.charset == "utf-8"


def test_a_response_has_what_it_is_given() -> None:
    response = HttpResponse(
        "å", status_code=404, headers={"Access-Control-Allow-Origin": "*"}, mimetype="text/html", charset="latin-1"
    )
    assert response.status_code == 404
    assert response.get_body() == b"\xe5"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.mimetype == "text/html"
    assert response.charset == "latin-1"


@pytest.mark.parametrize(
    ("body", "content"),
    [(None, b""), ("å", "å".encode()), ("", b""), (b"\xff", b"\xff"), (bytearray(b"x"), b"x")],
    ids=["None", "str", "empty", "bytes", "bytearray"],
)
def test_bodies(body: str | bytes | bytearray | None, content: bytes) -> None:
    assert HttpResponse(body).get_body() == content


def test_a_body_of_another_type_is_rejected() -> None:
    body: Any = {"a": 1}
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of HttpResponse: .+, got dict of length 1$"):
        HttpResponse(body)


def test_a_body_must_fit_its_charset() -> None:
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of HttpResponse: expected a body that ascii can encode, got str of length 1$",
    ):
        HttpResponse("å", charset="ascii")
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of HttpResponse: expected a body that utf-8 can encode, got str of length 1$",
    ):
        HttpResponse("\ud800")


@pytest.mark.parametrize("charset", ["klingon", "hex", ""], ids=repr)
def test_a_charset_must_be_known(charset: str) -> None:
    with pytest.raises(CharsetError) as error:
        HttpResponse("x", charset=charset)
    expected = f"expected a charset that Python knows, got {charset!r}"
    assert str(error.value) == f"cannot encode the body of HttpResponse: {expected}"
    assert isinstance(error.value, LookupError)


@pytest.mark.parametrize("charset", ["undefined", "utf\0"], ids=repr)
def test_a_charset_that_can_carry_nothing(charset: str) -> None:
    with pytest.raises(DataError, match=r"^cannot encode the body of HttpResponse"):
        HttpResponse("x", charset=charset)


@pytest.mark.parametrize(
    ("status_code", "number"),
    [(None, 200), (204, 204), (HTTPStatus.NOT_FOUND, 404), ("201", 201), (100, 100), (999, 999)],
)
def test_status_codes(status_code: Any, number: int) -> None:
    made = HttpResponse(status_code=status_code).status_code
    assert made == number
    assert type(made) is int


@pytest.mark.parametrize(
    ("status_code", "kind", "message"),
    [
        (True, ArgumentTypeError, "expected int or http.HTTPStatus, got bool"),
        (200.0, ArgumentTypeError, "expected int or http.HTTPStatus, got float"),
        ("OK", ArgumentTypeError, "expected int or http.HTTPStatus, got str of length 2"),
        ("-1", ArgumentTypeError, "expected int or http.HTTPStatus, got str of length 2"),
        (b"200", ArgumentTypeError, "expected int or http.HTTPStatus, got bytes of length 3"),
        (99, DataError, "expected a number of three digits, got 99"),
        (1000, DataError, "expected a number of three digits, got 1000"),
        (-200, DataError, "expected a number of three digits, got -200"),
    ],
)
def test_wrong_status_codes(status_code: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as error:
        HttpResponse(status_code=status_code)
    assert str(error.value) == f"cannot set status_code of HttpResponse: {message}"


def test_a_list_sends_a_header_more_than_once() -> None:
    response = HttpResponse(headers={"Link": ["<a>", "<b>"], "X-A": "1"})
    assert response.headers.getlist("link") == ["<a>", "<b>"]
    assert HttpResponse(headers=response.headers).headers == response.headers


@pytest.mark.parametrize("text", ["text/html\r\nSet-Cookie: a=1", "text/html\n", "\0"], ids=repr)
def test_what_becomes_a_header_has_no_line_breaks(text: str) -> None:
    with pytest.raises(HeaderError, match="expected a value without CR, LF and NUL"):
        HttpResponse(headers={"X-A": text})
    with pytest.raises(
        HeaderError, match=r"^cannot set header 'content-type': expected a value without CR, LF and NUL"
    ):
        HttpResponse(mimetype=text)
    with pytest.raises(
        HeaderError, match=r"^cannot set header 'content-type': expected a value without CR, LF and NUL"
    ):
        HttpResponse(charset=text)


@pytest.mark.parametrize("name", ["status_code", "mimetype", "charset", "headers"])
def test_all_but_the_contents_of_headers_is_fixed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(HttpResponse(), name, None)


def make_response(**changes: Any) -> HttpResponse:
    keywords: dict[str, Any] = {
        "body": "secret",
        "status_code": 201,
        "headers": {"Set-Cookie": ["session=secret", "b=2"], "X-A": "1"},
        "mimetype": "text/html",
        "charset": "ascii",
    }
    return HttpResponse(**{**keywords, **changes})


def test_a_response_does_not_show_its_body_and_headers() -> None:
    assert repr(make_response()) == (
        "HttpResponse(status_code=201, headers=HttpResponseHeaders(Set-Cookie, X-A), mimetype='text/html', "
        "charset='ascii', body=<bytes of length 6>)"
    )


@pytest.mark.parametrize(
    "change",
    [{"body": None}, {"status_code": 200}, {"headers": None}, {"mimetype": None}, {"charset": None}],
    ids=lambda change: next(iter(change)),
)
def test_responses_are_compared_by_value(change: dict[str, Any]) -> None:
    assert make_response() == make_response()
    assert make_response() == make_response(body=b"secret", status_code=HTTPStatus.CREATED)
    assert make_response() != make_response(**change)
    assert make_response() != "secret"


def test_responses_are_unhashable() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(HttpResponse())


def test_responses_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    made = duplicate(make_response())
    assert made == make_response()
    assert isinstance(made, HttpResponse)


def test_a_response_as_dict_and_json() -> None:
    as_dict = make_response().to_dict()
    assert as_dict == {
        "status_code": 201,
        "headers": {"Set-Cookie": ["session=secret", "b=2"], "X-A": "1"},
        "mimetype": "text/html",
        "charset": "ascii",
        "body": "secret",
    }
    assert HttpResponse(**as_dict) == make_response()
    assert make_response(body=b"\xff").to_dict()["body"] == {"__encoding": "base64", "value": "/w=="}
    assert '"headers": {"X-A": ""}' in HttpResponse(headers={"X-A": ""}).to_json()


class OwnResponse(HttpResponse):
    pass


def test_text_is_sent_as_it_is() -> None:
    assert encode("å") == Datum("å", "string")


def test_a_response_is_sent() -> None:
    datum = encode(HttpResponse(b"\xff", status_code=201, headers={"X-A": "1"}, mimetype="image/png"))
    assert datum == Datum(
        {
            "status_code": Datum("201", "string"),
            "headers": {"X-A": Datum("1", "string"), "content-type": Datum("image/png", "string")},
            "cookies": None,
            "body": Datum(b"\xff", "bytes"),
        },
        "http",
    )


def test_a_custom_response_class_is_sent() -> None:
    assert encode(OwnResponse("x")) == encode(HttpResponse("x"))


@pytest.mark.parametrize(
    ("response", "content_type"),
    [
        (HttpResponse(), "text/plain; charset=utf-8"),
        (HttpResponse(mimetype="text/csv", charset="latin-1"), "text/csv; charset=latin-1"),
        (HttpResponse(mimetype="application/json"), "application/json"),
        (HttpResponse(mimetype="application/json", charset="latin-1"), "application/json"),
        (HttpResponse(mimetype=""), ""),
    ],
    ids=["default", "text", "json", "json with charset", "empty"],
)
def test_the_content_type_by_default(response: HttpResponse, content_type: str) -> None:
    assert sent_headers(response) == {"content-type": content_type}


def test_a_content_type_among_the_headers_counts() -> None:
    response = HttpResponse(headers={"CONTENT-Type": "a/b"}, mimetype="text/html")
    assert sent_headers(response) == {"CONTENT-Type": "a/b"}
    assert response.mimetype == "text/html"


def test_repeated_headers_are_joined() -> None:
    response = HttpResponse(headers={"Link": ["<a>", "<b>"], "Content-Type": "a/b"})
    response.headers.add("link", "<c>")
    assert sent_headers(response) == {"Link": "<a>, <b>, <c>", "Content-Type": "a/b"}


def test_cookies_are_sent_one_by_one() -> None:
    response = HttpResponse(headers={"set-cookie": ["a=1; Path=/; Secure", 'b={"x": "two words"}; Partitioned']})
    response.headers.add("Set-Cookie", "a=2")
    value = encode(response).value
    assert list(value["headers"]) == ["content-type"]
    assert [(list(cookie), next(iter(cookie.values())).value) for cookie in value["cookies"]] == [
        (["a"], "1"),
        (["b"], '{"x": "two words"}'),
        (["a"], "2"),
    ]
    first = value["cookies"][0]["a"]
    assert (first["path"], first["secure"], first["httponly"], first["max-age"]) == ("/", True, "", "")


@pytest.mark.parametrize(
    ("cookie", "message"),
    [
        ("nothing", "cannot encode a Set-Cookie header: expected name=value, got str of length 7"),
        (
            "a=1; Max-Age=soon",
            "cannot encode attribute 'max-age' of cookie 'a': expected a number of seconds, got 'soon'",
        ),
        (
            "a=1; Expires=soon",
            (
                "cannot encode attribute 'expires' of cookie 'a': "
                "expected an HTTP date (Wed, 21 Oct 2015 07:28:00 GMT), got 'soon'"
            ),
        ),
    ],
)
def test_a_cookie_that_cannot_be_sent_is_rejected(cookie: str, message: str) -> None:
    with pytest.raises(HeaderError) as error:
        encode(HttpResponse(headers={"Set-Cookie": cookie}))
    assert str(error.value) == message


def test_sending_does_not_change_the_response() -> None:
    response = make_response()
    first = encode(response)
    assert response == make_response()
    assert list(response.headers.items()) == list(make_response().headers.items())
    assert encode(response) == first


def test_what_is_sent_tells_cookies_apart() -> None:
    assert encode(HttpResponse(headers={"Set-Cookie": "a=1"})) != encode(HttpResponse(headers={"Set-Cookie": "a=2"}))


def test_headers_are_those_of_the_package() -> None:
    assert type(HttpResponse().headers) is HttpResponseHeaders


@pytest.mark.parametrize("name", ["mimetype", "charset"])
def test_media_type_and_charset_must_be_text(name: str) -> None:
    arguments: dict[str, Any] = {name: 5}
    with pytest.raises(ArgumentTypeError, match=f"^cannot set {name} of HttpResponse: expected str, got int$"):
        HttpResponse("x", **arguments)


@pytest.mark.parametrize("status_code", ["9" * 5_000, 10**5_000], ids=["text", "int"])
def test_status_code_of_any_length_is_rejected(status_code: Any) -> None:
    with pytest.raises((ArgumentTypeError, DataError)):
        HttpResponse(status_code=status_code)
