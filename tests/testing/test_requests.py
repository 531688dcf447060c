"""The builder of requests: addresses, queries, headers, bodies and forms."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import ArgumentTypeError, DataError, HeaderError
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.testing.builders import http_request


def test_a_request() -> None:
    assert http_request() == HttpRequest(
        "GET", "https://example.azurewebsites.net/api/function", headers={"host": "example.azurewebsites.net"}
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost:7071/api/a", "localhost:7071"),
        ("https://example.com?a=1", "example.com"),
        ("https://example.com#a", "example.com"),
        ("/api/a", "example.azurewebsites.net"),
        ("", "example.azurewebsites.net"),
    ],
    ids=repr,
)
def test_the_host_is_that_of_the_url(url: str, host: str) -> None:
    assert http_request("GET", url).headers == {"host": host}


@pytest.mark.parametrize(
    ("url", "params", "sent"),
    [
        ("/a", {"b": "1 2", "c": "å"}, "/a?b=1+2&c=%C3%A5"),
        ("/a#d", {"b": "1"}, "/a?b=1#d"),
        ("/a?b=2", {"b": "1"}, "/a?b=2"),
        ("/a", {}, "/a"),
    ],
    ids=repr,
)
def test_params_are_in_the_url(url: str, params: dict[str, str], sent: str) -> None:
    request = http_request(url=url, params=params)
    assert (request.url, request.params) == (sent, params)


@pytest.mark.parametrize(
    "values", [["1", "2 3"], ("1", "2 3"), {"1": 0, "2 3": 0}.keys()], ids=["list", "tuple", "keys"]
)
def test_several_params_with_the_same_name(values: Any) -> None:
    request = http_request(url="/a", params={"b": values, "c": "4"})
    assert (request.url, request.params) == ("/a?b=1&b=2+3&c=4", {"b": "1,2 3", "c": "4"})


@pytest.mark.parametrize("value", [7, None, [7], b"7"])
def test_params_that_are_not_text(value: Any) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot make an HttpRequest: expected text for a field of the query, got"
    ):
        http_request(params={"a": value})


def test_several_headers_with_the_same_name() -> None:
    request = http_request(headers={"Accept": ["a/b", "c/d"], "Cookie": ["e=f", "g=h"], "X-Count": 7})
    assert (request.headers["accept"], request.headers["x-count"]) == ("a/b,c/d", "7")
    assert request.cookies == {"e": "f", "g": "h"}


@pytest.mark.parametrize("content_type", ["a/b\r\nX: 1", "a/b\n", "a/b\0"], ids=repr)
def test_the_type_of_a_file_is_checked(content_type: str) -> None:
    with pytest.raises(
        HeaderError, match=r"^cannot set header 'content-type': expected a value without CR, LF and NUL"
    ):
        http_request(files={"a": ("b", "c", content_type)})


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({"x y": "a"}, HeaderError),
        ({"": "a"}, HeaderError),
        ({"x": "a\r\nb: c"}, HeaderError),
        ({7: "a"}, HeaderError),
        ({"x": None}, ArgumentTypeError),
        ({"x": b"a"}, ArgumentTypeError),
    ],
    ids=repr,
)
def test_headers_are_checked(headers: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        http_request(headers=headers)


def test_params_are_read_from_the_url() -> None:
    assert http_request(url="/a?b=1&b=2").params == {"b": "1,2"}


def test_headers_and_route_params() -> None:
    request = http_request(
        headers={"Content-Type": "a/b", "HOST": "c", "X-D": "e"}, json=[], route_params={"id": "7"}, cookies={"f": "g"}
    )
    sent = {"host": "c", "cookie": "f=g", "content-type": "a/b", "content-length": "2", "x-d": "e"}
    assert dict(request.headers) == sent
    assert request.route_params == {"id": "7"}


@pytest.mark.parametrize(
    ("given", "content_type", "body"),
    [
        ({"json": None}, "application/json", b"null"),
        ({"json": {"a": "å"}}, "application/json", b'{"a": "\\u00e5"}'),
        ({"text": "å"}, "text/plain; charset=utf-8", "å".encode()),
        ({"text": ""}, "text/plain; charset=utf-8", b""),
        ({"body": b"\xff"}, None, b"\xff"),
        ({"body": "å"}, None, "å".encode()),
        ({"form": {"a": ["1", "å b"], "c": "&"}}, "application/x-www-form-urlencoded", b"a=1&a=%C3%A5+b&c=%26"),
        ({"form": {}}, "application/x-www-form-urlencoded", b""),
    ],
    ids=repr,
)
def test_bodies_of_requests(given: dict[str, Any], content_type: str | None, body: bytes) -> None:
    request = http_request(**given)
    assert request.method == "POST"
    assert request.get_body() == body
    assert request.headers.get("content-type") == content_type
    assert request.headers["content-length"] == str(len(body))
    assert http_request("put", **given).method == "PUT"


@pytest.mark.parametrize(
    ("given", "got"),
    [
        ({"json": None, "text": ""}, "json and text"),
        ({"form": {}, "body": b""}, "body and a form"),
        ({"json": 1, "text": "", "body": b"", "files": {}}, "json and text and body and a form"),
    ],
    ids=repr,
)
def test_a_request_has_one_body(given: dict[str, Any], got: str) -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=rf"^cannot make an HttpRequest: expected at most one of json, text, body, a form, got {got}$",
    ):
        http_request(**given)


def test_files() -> None:
    request = http_request(
        form={"a": "1", "b": ["2", "3"]},
        files={"c": "text", "d": ("é.bin", b"\xff"), "e": [("f.csv", "x,y", "text/csv"), b"", "t"]},
    )
    assert {name: request.form.getlist(name) for name in request.form} == {"a": ["1"], "b": ["2", "3"]}
    files = [
        (file.name, file.filename, file.content_type, file.read())
        for name in request.files
        for file in request.files.getlist(name)
    ]
    assert files == [
        ("c", "c", "text/plain", b"text"),
        ("d", "é.bin", "application/octet-stream", b"\xff"),
        ("e", "f.csv", "text/csv", b"x,y"),
        ("e", "e", "application/octet-stream", b""),
        ("e", "e", "text/plain", b"t"),
    ]


def test_a_multipart_body() -> None:
    request = http_request(form={"a": "1"}, files={"b": ("c.txt", "d")})
    assert request.headers["content-type"] == "multipart/form-data; boundary=boundary-0"
    assert request.get_body() == (
        b"--boundary-0\r\n"
        b'Content-Disposition: form-data; name="a"\r\n'
        b"\r\n"
        b"1\r\n"
        b"--boundary-0\r\n"
        b'Content-Disposition: form-data; name="b"; filename="c.txt"\r\n'
        b"Content-Type: text/plain\r\n"
        b"\r\n"
        b"d\r\n"
        b"--boundary-0--\r\n"
    )


def test_a_multipart_form_without_parts() -> None:
    request = http_request(files={})
    assert request.get_body() == b"--boundary-0--\r\n"
    assert (len(request.form), len(request.files)) == (0, 0)


def test_the_boundary_is_nowhere_in_the_content() -> None:
    request = http_request(files={"a": b"\r\n--boundary-0\r\n", "boundary-1": "x"})
    assert request.headers["content-type"] == "multipart/form-data; boundary=boundary-2"
    assert request.files["a"].read() == b"\r\n--boundary-0\r\n"


# A percent sign would be read as the beginning of an escape, as it is in what browsers send.
NAMES = st.text(st.characters(exclude_characters="%\\/", exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)
FILE_NAMES = NAMES | st.sampled_from(['a"b', "a;b", "'a'"])
NAMES_OR_QUOTES = NAMES | st.sampled_from(['a"b', "a\r\nb", "a;b", "'a'"])


@given(
    st.dictionaries(NAMES_OR_QUOTES, st.lists(NAMES, min_size=1, max_size=3), max_size=3),
    st.none() | st.dictionaries(NAMES_OR_QUOTES, st.tuples(FILE_NAMES, st.binary()), max_size=3),
)
def test_forms_can_be_read(form: dict[str, list[str]], files: dict[str, tuple[str, bytes]] | None) -> None:
    request = http_request(form=form, files=files)
    assert {name: request.form.getlist(name) for name in request.form} == form
    read = {name: (file.filename, file.getvalue()) for name, file in request.files.items()}
    assert read == (files or {})


@pytest.mark.parametrize(
    ("files", "got"),
    [
        ({"a": 5}, "str of length 1, int"),
        ({"a": ("b",)}, "str of length 1"),
        ({"a": (None, b"")}, "None, bytes of length 0"),
        ({"a": ("b", b"", None)}, "str of length 1, bytes of length 0, None"),
        ({"a": [("b", b"", "c", "d")]}, "str of length 1, bytes of length 0, str of length 1, str of length 1"),
    ],
    ids=repr,
)
def test_what_is_not_a_file_is_rejected(files: Any, got: str) -> None:
    forms = r"content, \(filename, content\) or \(filename, content, content type\) for a file"
    with pytest.raises(ArgumentTypeError, match=rf"^cannot make an HttpRequest: expected {forms}, got {got}$"):
        http_request(files=files)


def test_names_in_a_form_are_quoted_as_browsers_do() -> None:
    request = http_request(form={'a"b': "tea"}, files={"c\r\nd": ('e"f.txt', "cup")})
    assert b'name="a%22b"\r\n\r\ntea\r\n' in request.get_body()
    assert b'name="c%0D%0Ad"; filename="e%22f.txt"\r\n' in request.get_body()


@pytest.mark.parametrize("form", [{"a": 5}, {"a": ["b", None]}, {"a": b"b"}], ids=repr)
def test_a_field_of_a_form_is_text(form: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^cannot make an HttpRequest: expected text for a field of the form"):
        http_request(form=form)


def test_text_that_utf_8_cannot_carry_is_rejected() -> None:
    for given_body in ({"text": "\ud800"}, {"body": "\ud800"}, {"files": {"a": "\ud800"}}, {"files": {"\ud800": b""}}):
        with pytest.raises(DataError, match=r"^cannot encode the body of HttpRequest: expected text that UTF-8 can"):
            http_request(**cast("dict[str, Any]", given_body))


@given(st.dictionaries(st.text("abc_", min_size=1), st.text(st.characters(exclude_categories=["Cs"]))))
def test_cookies_can_be_read(cookies: dict[str, str]) -> None:
    request = http_request(cookies=cookies)
    assert request.cookies == cookies
    assert ("cookie" in request.headers) is bool(cookies)


def test_cookies_are_quoted_where_they_must_be() -> None:
    assert http_request(cookies={"a": "b c", "d": "å"}).headers["cookie"] == "a=b c; d=å"
    assert http_request(cookies={"a": '"b";'}).headers["cookie"] == 'a="\\042b\\042\\073"'
    assert http_request(cookies={"a": " b"}).headers["cookie"] == 'a=" b"'


@pytest.mark.parametrize("name", ["", "a=b", "a;b", "a b", "a\n"], ids=repr)
def test_names_of_cookies_that_cannot_be_sent(name: str) -> None:
    with pytest.raises(HeaderError, match=r"^cannot make a cookie header: expected a name that can be sent, got '"):
        http_request(cookies={name: "a"})
