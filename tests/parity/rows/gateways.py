"""WSGI and ASGI apps."""

from __future__ import annotations

import asyncio
import json
import sys
import warnings
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

from ..decorators_compare import Found
from ..packages import official, ours, resolve
from ..table import Shown, both, row

Environ = dict[str, Any]
Start = Callable[..., Callable[[bytes], object]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]

START: dict[str, object] = {"type": "http.response.start", "status": 200, "headers": []}
BODY: dict[str, object] = {"type": "http.response.body", "body": b""}


def _request(func: ModuleType, url: str = "https://example.com/a", **headers: str) -> Any:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return func.HttpRequest(method="GET", url=url, headers=names, body=b"")


def _wsgi(func: ModuleType, app: Callable[[Environ, Start], Iterable[bytes]], request: Any = None) -> Any:
    return func.WsgiMiddleware(app).handle(request or _request(func))


def _environ(func: ModuleType, name: str, *request: str, **headers: str) -> Any:
    """Return a value of the environ, or all of it."""
    seen: Environ = {}

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        seen.update(environ)
        start_response("200 OK", [])
        return []

    _wsgi(func, app, _request(func, *request, **headers))
    return seen[name] if name else seen


def _asgi(func: ModuleType, *messages: Mapping[str, object], url: str = "/", **headers: str) -> tuple[Any, Environ]:
    """Return the response to these messages, and the scope that came with the request."""
    seen: Environ = {}

    async def app(scope: Environ, receive: object, send: Send) -> None:
        seen.update(scope)
        for message in messages or (START, BODY):
            await send(message)

    request = _request(func, f"https://example.com{url}", **headers)
    return asyncio.run(func.AsgiMiddleware(app).handle_async(request)), seen


def _shown(response: Any) -> tuple[int, bytes]:
    return response.status_code, response.get_body()


def _handled(middleware: Any, request: object) -> tuple[int, bytes]:
    return _shown(middleware.handle(request))


def _content_type(respond: Callable[[], Any]) -> tuple[str, str]:
    response = respond()
    return response.mimetype, response.charset


@row()
def wsgi_server_errors(func: ModuleType) -> Shown:
    """a WSGI app that answers with a status of 500 and above
    raises an exception with the body -> returns the response
    it is an HTTP response that the app made on purpose"""

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("500 Internal Server Error", [])
        return [b"oops"]

    yield (500, b"oops"), lambda: _shown(_wsgi(func, app))


@row()
def wsgi_errors(func: ModuleType) -> Shown:
    """a WSGI app that writes to `wsgi.errors`
    raises an exception with the text, in this and in every later request -> logs the text as an error of the
      logger `wsgi.errors`, once
    PEP 3333 defines it for logs"""

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        if environ["PATH_INFO"] == "/1":
            environ["wsgi.errors"].write("why")
        start_response("200 OK", [])
        return [b"done"]

    middleware = func.WsgiMiddleware(app)
    for number in (1, 2):
        yield (200, b"done"), partial(_handled, middleware, _request(func, f"https://example.com/{number}"))


@row()
def wsgi_start_response(func: ModuleType) -> Shown:
    """`start_response` with `exc_info`; its result, `write`
    raises `TypeError`; is None -> is accepted; is a callable
    PEP 3333 defines both"""

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        try:
            raise KeyError
        except KeyError:
            start_response("404 Not Found", [], sys.exc_info())
        return []

    def writer(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])(b"a")
        return [b"b"]

    yield (404, b""), lambda: _shown(_wsgi(func, app))
    yield (200, b"ab"), lambda: _shown(_wsgi(func, writer))


@row()
def wsgi_start_response_misused(func: ModuleType) -> Shown:
    """a WSGI app that does not call `start_response`, or twice without `exc_info`
    returns a response with status 0, or the last one -> raises `GatewayError`, a `RuntimeError`
    the mistake shows where it was made"""

    def twice(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        start_response("201 Created", [])
        return []

    yield RuntimeError, lambda: _wsgi(func, twice)
    yield RuntimeError, lambda: _wsgi(func, lambda environ, start_response: [])


@row()
def wsgi_close(func: ModuleType) -> Shown:
    """`close` of what a WSGI app returns
    is not called -> is always called
    it closes files and connections"""
    closed: list[bool] = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        return Body([b"a"])

    yield ((200, b"a"), [True]), lambda: (_shown(_wsgi(func, app)), closed)


@row()
def wsgi_path(func: ModuleType) -> Shown:
    """`PATH_INFO`
    is encoded twice, ends at a semicolon, and is empty without a path -> is the bytes of the path as Latin-1, `/`
      without one
    PEP 3333"""
    for url, path in {"/L%C3%A5": "/L\xc3\xa5", "/a;b": "/a;b", "": "/"}.items():
        yield path, partial(_environ, func, "PATH_INFO", f"https://example.com{url}")


@row()
def wsgi_server(func: ModuleType) -> Shown:
    """`SERVER_NAME` of a URL without host
    is missing -> is that of the `Host` header, or `localhost`
    PEP 3333 requires one"""
    yield "example.com", lambda: _environ(func, "SERVER_NAME", "/a", Host="example.com")


@row()
def gateway_forwarded_port(func: ModuleType) -> Shown:
    """`X-Forwarded-Port` with a value that is not a port
    makes the port 80 -> is ignored: the port is that of the URL, or the default of its scheme
    an invalid header changes nothing"""
    for url, port in {"https://example.com/": "443", "https://example.com:8443/": "8443"}.items():
        yield port, partial(_environ, func, "SERVER_PORT", url, X_Forwarded_Port="junk")
    yield ("example.com", 443), lambda: _asgi(func, X_Forwarded_Port="junk")[1]["server"]


@row()
def wsgi_headers(func: ModuleType) -> Shown:
    """`Content-Type` and `Content-Length` in the environ
    also appear as `HTTP_CONTENT_TYPE` and `HTTP_CONTENT_LENGTH` -> appear as `CONTENT_TYPE` and
      `CONTENT_LENGTH`
    PEP 3333, CGI"""
    yield (
        ("a/b", False),
        lambda: (
            _environ(func, "CONTENT_TYPE", Content_Type="a/b"),
            "HTTP_CONTENT_TYPE" in _environ(func, "", Content_Type="a/b"),
        ),
    )


@row()
def wsgi_concurrency(func: ModuleType) -> Shown:
    """`wsgi.multithread`, `wsgi.multiprocess`
    are False -> are True
    the worker may run several threads and processes"""
    yield True, lambda: _environ(func, "wsgi.multithread")
    yield True, lambda: _environ(func, "wsgi.multiprocess")


@row()
def gateway_content_type(func: ModuleType) -> Shown:
    """`mimetype` and `charset` of the response of an app
    are the whole `Content-Type` and the `Content-Encoding` -> are the two parts of the `Content-Type`
    `gzip` is not a charset"""
    encoded = {"content-type": "text/html; charset=latin-1", "content-encoding": "gzip"}

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", list(encoded.items()))
        return []

    start = {**START, "headers": [(name.encode(), value.encode()) for name, value in encoded.items()]}
    for respond in (partial(_wsgi, func, app), lambda: _asgi(func, start, BODY)[0]):
        yield ("text/html", "latin-1"), partial(_content_type, respond)


@row()
def asgi_scope(func: ModuleType) -> Shown:
    """the scope of a request
    has `asgi.version` instead of `asgi`, and a decoded `raw_path` -> has `asgi`, and the original `raw_path`
    ASGI 3.0"""
    yield "3.0", lambda: _asgi(func)[1]["asgi"]["version"]
    yield b"/L%C3%A5", lambda: _asgi(func, url="/L%C3%A5")[1]["raw_path"]


@row()
def asgi_path(func: ModuleType) -> Shown:
    """a path that is not UTF-8, in ASGI
    raises `UnicodeDecodeError` -> has a replacement character; `raw_path` has the bytes
    like other servers"""
    yield "/\ufffd", lambda: _asgi(func, url="/%FF")[1]["path"]


@row()
def asgi_messages(func: ModuleType) -> Shown:
    """`http.response.start` without headers or with Latin-1 in them, `http.response.body` without body
    raise `KeyError`, `UnicodeDecodeError` -> are accepted
    in ASGI 3.0, they are optional, and headers are bytes"""
    yield (200, b""), lambda: _shown(_asgi(func, START, {"type": BODY["type"]})[0])
    yield (204, b""), lambda: _shown(_asgi(func, {"type": START["type"], "status": 204}, BODY)[0])
    yield "é", lambda: _asgi(func, {**START, "headers": [(b"x-a", b"\xe9")]}, BODY)[0].headers["x-a"]


@row()
def asgi_incomplete(func: ModuleType) -> Shown:
    """an ASGI app that ends without a complete response, or sends messages in the wrong order
    returns what there is, or status 0 -> raises `GatewayError`, a `RuntimeError`
    half a response is not a response"""
    yield RuntimeError, lambda: _asgi(func, START, {**BODY, "more_body": True})


@row()
def asgi_error_pages(func: ModuleType) -> Shown:
    """an ASGI app that answers and then raises, as Starlette and FastAPI do with their error pages
    raises the exception -> logs the exception and returns the response
    the exception handlers of these frameworks work"""

    async def app(scope: Environ, receive: object, send: Send) -> None:
        await send({**START, "status": 500})
        await send(BODY)
        raise KeyError

    yield (500, b""), lambda: _shown(asyncio.run(func.AsgiMiddleware(app).handle_async(_request(func))))


@row()
def asgi_no_lifespan(func: ModuleType) -> Shown:
    """`notify_startup` of an app without lifespan
    is False, and `AsgiFunctionApp` rejects every request -> is True; it is False if the app says that its startup
      failed
    ASGI 3.0: the server must continue"""

    async def app(scope: Environ, receive: object, send: Send) -> None:
        if scope["type"] != "lifespan":
            await send(START)

    yield True, lambda: asyncio.run(func.AsgiMiddleware(app).notify_startup())


@row()
def asgi_shutdown(func: ModuleType) -> Shown:
    """the lifespan of an ASGI app whose event loop ends
    is cancelled: the code after `yield` does not run, and FastAPI logs an error -> is sent `lifespan.shutdown`
    the app can close its resources"""
    seen: list[object] = []

    async def app(scope: Environ, receive: Callable[[], Awaitable[Environ]], send: Send) -> None:
        for event in ("startup", "shutdown"):
            seen.append((await receive())["type"])
            await send({"type": f"lifespan.{event}.complete"})

    def lived() -> list[object]:
        asyncio.run(func.AsgiMiddleware(app).notify_startup())
        return seen

    yield ["lifespan.startup", "lifespan.shutdown"], lived


def _route(func: ModuleType, kind: str, app: object) -> object:
    binding: dict[str, object] = json.loads(getattr(func, kind)(app).get_functions()[0].get_raw_bindings()[0])
    return binding["route"]


def _app() -> None: ...


@row(
    *(
        both(partial(_route, kind=kind, app=_app), "/{*route}", "{*route}")
        for kind in ("AsgiFunctionApp", "WsgiFunctionApp")
    )
)
def asgi_route(found: Found) -> bool:
    """the route of `AsgiFunctionApp` and `WsgiFunctionApp`
    is `/{*route}` -> is `{*route}`
    with the default prefix `api`, the other route has two slashes, and the host does not start"""
    return str(found.theirs).replace("/{*route}", "{*route}") == str(found.mine) != str(found.theirs)


@row()
def asgi_handle() -> None:
    """`AsgiMiddleware.handle`
    warns that it is deprecated -> does not
    it is useful in a function that is not `async`"""

    async def app(scope: object, receive: object, send: Callable[[dict[str, object]], Any]) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    for func, categories in ((official, [DeprecationWarning]), (ours, [])):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            request = func.HttpRequest(method="GET", url="https://example.com/", headers={}, body=b"")
            assert func.AsgiMiddleware(app).handle(request).status_code == 204
        assert [warning.category for warning in caught] == categories


@row()
def gateway_attributes() -> None:
    """`WsgiRequest`, `AsgiRequest`
    have each value of the environ as an attribute, too -> have `path_info`, and `to_environ`, `to_asgi_http_scope`
    each value has one place"""
    official_class, our_class = resolve(official, "_http_wsgi.WsgiRequest"), resolve(ours, "wsgi.WsgiRequest")
    request: dict[str, Any] = {"method": "GET", "url": "https://example.com/", "body": b"", "headers": {}}
    assert official_class(official.HttpRequest(**request)).server_name == "example.com"
    assert not hasattr(our_class(ours.HttpRequest(**request)), "server_name")
    assert our_class(ours.HttpRequest(**request)).path_info == "/"
