"""WSGI apps behind `WsgiMiddleware`: what they find in their environ, and what their answer becomes."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_type_hints
from wsgiref.validate import validator

import pytest

from azure_functions_lite.context import Context
from azure_functions_lite.errors import ArgumentTypeError, DataError, FunctionsError, GatewayError, HeaderError
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.wsgi import WsgiMiddleware, WsgiRequest, WsgiResponse, wsgi_encoding_dance

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def environ_of(url: str = "https://example.com/api/a", method: str = "GET", **given: Any) -> WSGIEnvironment:
    """The environ of a request."""
    context = given.pop("context", None)
    return WsgiRequest(HttpRequest(method, url, **given), context).to_environ(io.StringIO())


def answer(app: WSGIApplication, request: HttpRequest | None = None) -> HttpResponse:
    return WsgiMiddleware(app).handle(request or HttpRequest("GET", "https://example.com/"))


def app_of(
    result: object = (b"body",), status: Any = "200 OK", headers: Any = (("Content-Type", "text/plain"),)
) -> WSGIApplication:
    """An app that answers so, whatever the request."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        start_response(status, headers)
        return result

    return app


class Body:
    """The body of a response, which notes that it is closed."""

    def __init__(self, *chunks: bytes | Exception) -> None:
        self.chunks = chunks
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    def close(self) -> None:
        self.closed += 1


def test_environ() -> None:
    environ = environ_of(
        "https://Example.com:8443/api/a%20b?q=1&q=%C3%A5#top",
        "post",
        headers={"Content-Type": "text/plain", "Content-Length": "99", "X-Request-Id": "7", "Host": "example.com"},
        body=b"tea",
    )
    assert isinstance(environ["wsgi.errors"], io.StringIO)
    del environ["wsgi.errors"]
    assert environ.pop("wsgi.input").read() == b"tea"
    assert environ == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/api/a b",
        "QUERY_STRING": "q=1&q=%C3%A5",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "3",
        "SERVER_NAME": "example.com",
        "SERVER_PORT": "8443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_X_REQUEST_ID": "7",
        "HTTP_HOST": "example.com",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.com/L%C3%A5", "/L\xc3\xa5"),
        ("https://example.com/Lå", "/L\xc3\xa5"),
        ("https://example.com/%FF", "/\xff"),
        ("https://example.com/a%2Fb", "/a/b"),
        ("https://example.com/a;b=1/c;d?e", "/a;b=1/c;d"),
        ("https://example.com", "/"),
        ("https://example.com?a=1", "/"),
        ("/api/a?b#c", "/api/a"),
        ("/api/a:b", "/api/a:b"),
        ("", "/"),
        ("https://[::1/a", "/a"),
        ("https://example.com/\ud800", "/\xed\xa0\x80"),
    ],
    ids=[
        *("percent", "letters", "not utf-8", "slash", "semicolon", "no path", "query only", "path alone", "colon"),
        *("empty", "an invalid host", "surrogate"),
    ],
)
def test_path_is_bytes_as_latin_1(url: str, path: str) -> None:
    assert environ_of(url)["PATH_INFO"] == path


def test_query_is_bytes_as_latin_1() -> None:
    assert environ_of("/a?b=å%20")["QUERY_STRING"] == "b=\xc3\xa5%20"


@pytest.mark.parametrize(
    ("url", "headers", "expected"),
    [
        ("https://a.example/", {}, ("https", "a.example", "443")),
        ("http://a.example/", {}, ("http", "a.example", "80")),
        ("HTTP://user:pass@A.example:81/", {}, ("http", "a.example", "81")),
        ("https://a.example:junk/", {}, ("https", "a.example", "443")),
        ("https://[::1]:5/", {}, ("https", "[::1]", "5")),
        ("/a", {}, ("http", "localhost", "80")),
        ("/a", {"Host": "b.example:82"}, ("http", "b.example", "82")),
        ("https://a.example/", {"Host": "b.example:82"}, ("https", "a.example", "443")),
        ("https://a.example/", {"X-Forwarded-Port": "8443"}, ("https", "a.example", "8443")),
        ("https://a.example/", {"X-Forwarded-Port": " 8443, 80"}, ("https", "a.example", "8443")),
        ("https://a.example/", {"X-Forwarded-Port": "junk"}, ("https", "a.example", "443")),
        ("https://a.example:81/", {"X-Forwarded-Port": "junk"}, ("https", "a.example", "81")),
        ("https://a.example/", {"X-Forwarded-Port": "0"}, ("https", "a.example", "443")),
        ("https://a.example/", {"X-Forwarded-Port": "70000"}, ("https", "a.example", "443")),
        ("https://a.example/", {"X-Forwarded-Port": "٣"}, ("https", "a.example", "443")),
        ("https://a.example/", {"X-Forwarded-Port": "9" * 5000}, ("https", "a.example", "443")),
    ],
)
def test_server(url: str, headers: dict[str, str], expected: tuple[str, str, str]) -> None:
    environ = environ_of(url, headers=headers)
    assert (environ["wsgi.url_scheme"], environ["SERVER_NAME"], environ["SERVER_PORT"]) == expected


def test_header_values_are_bytes_as_latin_1() -> None:
    environ = environ_of(headers={"X-Name": "Åsa €", "Content-Type": "é", "Cookie": "a=1; b=2"})
    assert environ["HTTP_X_NAME"].encode("latin-1").decode() == "Åsa €"
    assert environ["CONTENT_TYPE"] == "\xc3\xa9"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert wsgi_encoding_dance("Å") == "\xc3\x85"
    assert wsgi_encoding_dance("\ud800") == "\xed\xa0\x80"


def test_no_header_passes_for_another() -> None:
    headers = {"X_User": "mallory", "X-User": "ada", "x_user": "eve", "Content_Type": "text/x", "y_z": "1"}
    environ = environ_of(headers=headers)
    assert {name: environ[name] for name in environ if name.startswith(("HTTP_", "CONTENT_"))} == {
        "HTTP_X_USER": "ada",
        "HTTP_Y_Z": "1",
        "CONTENT_LENGTH": "0",
    }


def test_context(invocation: tuple[Context, dict[str, object]]) -> None:
    context, expected = invocation
    environ = environ_of(context=context)
    assert {name: value for name, value in environ.items() if name.startswith("azure_functions.")} == expected


def test_no_context() -> None:
    assert not [name for name in environ_of() if name.startswith("azure_functions.")]


def test_response() -> None:
    headers = (("Content-Type", 'text/html; Charset="latin-1"'), ("Set-Cookie", " a=1\t"), ("set-cookie", "b=2"))
    response = answer(app_of([b"L\xe5", b"!"], "201 Created", (*headers, ("Content-Encoding", "gzip"))))
    assert response.status_code == 201
    assert response.get_body() == b"L\xe5!"
    assert response.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    assert response.headers["Content-Type"] == 'text/html; Charset="latin-1"'
    assert (response.mimetype, response.charset) == ("text/html", "latin-1")


def test_response_without_content_type() -> None:
    response = answer(app_of([b""], headers=(("Content-Encoding", "gzip"),)))
    assert (response.mimetype, response.charset) == ("text/plain", "utf-8")
    assert list(response.headers) == ["Content-Encoding"]


@pytest.mark.parametrize("status", [204, 304, 404, 500, 503])
def test_every_status_is_a_response(status: int) -> None:
    assert answer(app_of([], f"{status} Reason"), HttpRequest("HEAD", "/")) == HttpResponse(
        status_code=status, headers={"Content-Type": "text/plain"}
    )


def test_status_without_reason() -> None:
    assert answer(app_of(status="202")).status_code == 202


def test_write_comes_before_what_is_returned() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        write = start_response("200 OK", [])
        write(b"a")
        write(b"b")
        return [b"c"]

    assert answer(app).get_body() == b"abc"


def test_a_generator_may_start_late() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        yield environ["wsgi.input"].read()

    assert answer(app, HttpRequest("PUT", "/", body=b"\x00\xff")).get_body() == b"\x00\xff"


def test_by_the_validator() -> None:
    # Of the standard library: it checks what either side does.
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.input"].read(2)]

    request = HttpRequest("POST", "/a?b=c", headers={"Content-Type": "a/b", "Content-Length": "3"}, body="tea")
    assert answer(validator(app), request).get_body() == b"te"


@pytest.mark.parametrize("failing", [False, True], ids=["after all", "after a failure"])
def test_close(failing: bool) -> None:
    body = Body(b"a", KeyError("mine")) if failing else Body(b"a", b"b")
    if failing:
        with pytest.raises(KeyError, match=r"^'mine'$"):
            answer(app_of(body))
    else:
        assert answer(app_of(body)).get_body() == b"ab"
    assert body.closed == 1


def test_close_after_a_part_that_is_not_bytes() -> None:
    body: Any = Body(b"a", b"b")
    body.chunks = (b"a", "text")
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot take a part of the body from the WSGI app: expected bytes, got str of length 4$",
    ):
        answer(app_of(body))
    assert body.closed == 1


def test_exc_info_before_the_body_replaces_the_headers() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("X-A", "1")])(b"")
        try:
            raise KeyError("mine")
        except KeyError:
            start_response("500 Error", [("X-B", "2")], sys.exc_info())
        return [b"sorry"]

    assert answer(app) == HttpResponse("sorry", status_code=500, headers={"X-B": "2"})


def test_exc_info_after_the_body_is_raised() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        yield b"first"
        try:
            raise KeyError("mine")
        except KeyError:
            start_response("500 Error", [], sys.exc_info())

    with pytest.raises(KeyError, match=r"^'mine'$") as caught:
        answer(app)
    assert caught.traceback[-1].frame.code.name == "app"


def test_exc_info_of_nothing() -> None:
    nothing: OptExcInfo = (None, None, None)

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [], nothing)
        return []

    assert answer(app).status_code == 200


def test_starting_twice() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        start_response("200 OK", [])
        return []

    with pytest.raises(
        GatewayError,
        match=r"^cannot start a WSGI response: expected exc_info in the second call of start_response, got None$",
    ):
        answer(app)


@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        ([], "the WSGI app did not call start_response"),
        (
            [b"a"],
            "cannot take a part of the body from the WSGI app: expected a call of start_response before it, got none",
        ),
    ],
    ids=["no body", "a body"],
)
def test_never_starting(chunks: list[bytes], message: str) -> None:
    body = Body(*chunks)
    with pytest.raises(GatewayError, match=f"^{message}$"):
        answer(lambda environ, start_response: body)
    assert body.closed == 1


NOT_A_STATUS = "cannot start a WSGI response: expected a status like '200 OK', got "
NOT_HEADERS = "cannot start a WSGI response: expected pairs of str as headers, got "
MARKS = "!#$%&'*+-.^_`|~"


@pytest.mark.parametrize(
    ("app", "kind", "message"),
    [
        (app_of(status="abc"), DataError, NOT_A_STATUS + "'abc'"),
        (app_of(status="200OK"), DataError, NOT_A_STATUS + "'200OK'"),
        (app_of(status="099 Odd"), DataError, NOT_A_STATUS + "'099 Odd'"),
        (app_of(status="200 OK\r\nX-A: 1"), DataError, NOT_A_STATUS + r"'200 OK\r\nX-A: 1'"),
        (app_of(status=200), DataError, NOT_A_STATUS + "200"),
        (
            app_of(headers=[("X A", "1")]),
            HeaderError,
            f"cannot set a header: expected a name of letters, digits and {MARKS}, got 'X A'",
        ),
        (
            app_of(headers=[("X-A", "1\r\nX-B: 2")]),
            HeaderError,
            "cannot set header 'X-A': expected a value without CR, LF and NUL, got str of length 9",
        ),
        (app_of(headers=[("X-A", 1)]), HeaderError, NOT_HEADERS + "list of length 1"),
        (app_of(headers=[("X-A",)]), HeaderError, NOT_HEADERS + "list of length 1"),
        (
            app_of(None),
            ArgumentTypeError,
            "cannot read what the WSGI app returned: expected an iterable of bytes, got None",
        ),
        (
            app_of("text"),
            ArgumentTypeError,
            "cannot take a part of the body from the WSGI app: expected bytes, got str of length 1",
        ),
    ],
    ids=[
        *("word", "no space", "zero", "line break", "number", "name", "value", "no text", "no pair"),
        *("no body", "text"),
    ],
)
def test_malformed_responses(app: WSGIApplication, kind: type[FunctionsError], message: str) -> None:
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        answer(app)


def test_exceptions_come_out_as_they_are() -> None:
    error = LookupError("mine")

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        raise error

    with pytest.raises(LookupError) as caught:
        answer(app)
    assert caught.value is error


def test_what_goes_to_wsgi_errors_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/1":
            environ["wsgi.errors"].write("a\n")
            environ["wsgi.errors"].writelines(["100 %s\n", "tax\n"])
            environ["wsgi.errors"].flush()
        start_response("200 OK", [])
        return [b"done"]

    middleware = WsgiMiddleware(app)
    assert [middleware.handle(HttpRequest("GET", f"/{number}")).get_body() for number in (1, 2, 3)] == [b"done"] * 3
    assert caplog.record_tuples == [("wsgi.errors", logging.ERROR, "a\n100 %s\ntax")]


def test_wsgi_errors_are_logged_when_the_app_fails(caplog: pytest.LogCaptureFixture) -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        print("why", file=environ["wsgi.errors"])
        raise KeyError("mine")

    with pytest.raises(KeyError):
        answer(app)
    assert caplog.messages == ["why"]


def test_wsgi_errors_may_be_closed(caplog: pytest.LogCaptureFixture) -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        environ["wsgi.errors"].close()
        start_response("200 OK", [])
        return []

    assert answer(app).status_code == 200
    assert caplog.messages == []


def test_a_log_handler_that_writes_to_wsgi_errors(caplog: pytest.LogCaptureFixture) -> None:
    handler = logging.StreamHandler(io.StringIO())

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        handler.setStream(environ["wsgi.errors"])
        logging.getLogger("app").error("once")
        handler.setStream(io.StringIO())
        start_response("200 OK", [])
        return []

    logging.getLogger().addHandler(handler)
    try:
        assert answer(app).status_code == 200
    finally:
        logging.getLogger().removeHandler(handler)
    assert caplog.messages == ["once", "once"]


def test_main_is_what_the_worker_takes() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        return [environ["azure_functions.function_name"].encode()]

    main = WsgiMiddleware(app).main
    assert main(HttpRequest("GET", "/"), Context(function_name="http")).get_body() == b"http"
    assert get_type_hints(main) == {"req": HttpRequest, "context": Context, "return": HttpResponse}


def test_response_class() -> None:
    response = WsgiResponse.from_app(app_of([bytearray(b"a"), memoryview(b"b")]), environ_of())
    assert response.to_func_response().get_body() == b"ab"
