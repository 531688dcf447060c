"""What is wrong with the middlewares for WSGI and ASGI apps."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

from .wrongs import Wrongs

WRONGS = Wrongs()

Environ = dict[str, Any]
Start = Callable[..., Callable[[bytes], object]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]

START: dict[str, object] = {"type": "http.response.start", "status": 200, "headers": []}
BODY: dict[str, object] = {"type": "http.response.body", "body": b""}


def _request(func: ModuleType, url: str = "https://example.com/a", **headers: str) -> Any:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return func.HttpRequest(method="GET", url=url, headers=names, body=b"")


def _wsgi(func: ModuleType, app: Callable[[Environ, Start], Iterable[bytes]], request: Any = None) -> Any:
    return func.WsgiMiddleware(app).handle(request or _request(func))


def _environ(func: ModuleType, *request: str, **headers: str) -> Environ:
    seen: Environ = {}

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        seen.update(environ)
        start_response("200 OK", [])
        return []

    _wsgi(func, app, _request(func, *request, **headers))
    return seen


def _asgi(func: ModuleType, *messages: Mapping[str, object], url: str = "/", **headers: str) -> tuple[Any, Environ]:
    """Return the response to these messages, and the scope that came with the request."""
    seen: Environ = {}

    async def app(scope: Environ, receive: Receive, send: Send) -> None:
        seen.update(scope)
        for message in messages or (START, BODY):
            await send(message)

    request = _request(func, f"https://example.com{url}", **headers)
    return asyncio.run(func.AsgiMiddleware(app).handle_async(request)), seen


def _path_info(url: str, path: str, func: ModuleType) -> None:
    assert _environ(func, url)["PATH_INFO"] == path


for _what, _url, _path in (
    ("letters", "https://example.com/L%C3%A5", "/L\xc3\xa5"),
    ("a semicolon", "https://example.com/a;b", "/a;b"),
    ("no path", "https://example.com", "/"),
):
    WRONGS[f"WsgiMiddleware: PATH_INFO with {_what}"] = partial(_path_info, _url, _path)


def _server_port(url: str, port: str, func: ModuleType) -> None:
    assert _environ(func, url, X_Forwarded_Port="junk")["SERVER_PORT"] == port


for _url, _port in (("https://example.com/", "443"), ("https://example.com:8443/", "8443")):
    WRONGS[f"WsgiMiddleware: X-Forwarded-Port is none, of {_url}"] = partial(_server_port, _url, _port)


@WRONGS.says("WsgiMiddleware: no SERVER_NAME")
def _(func: ModuleType) -> None:
    assert _environ(func, "/a", Host="example.com")["SERVER_NAME"] == "example.com"


@WRONGS.says("WsgiMiddleware: HTTP_CONTENT_TYPE")
def _(func: ModuleType) -> None:
    environ = _environ(func, Content_Type="a/b")
    assert environ["CONTENT_TYPE"] == "a/b"
    assert "HTTP_CONTENT_TYPE" not in environ


@WRONGS.says("WsgiMiddleware: wsgi.multithread")
def _(func: ModuleType) -> None:
    assert _environ(func)["wsgi.multithread"] is True


@WRONGS.says("WsgiMiddleware: wsgi.errors of another request")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        if environ["PATH_INFO"] == "/1":
            environ["wsgi.errors"].write("why")
        start_response("200 OK", [])
        return [b"done"]

    middleware = func.WsgiMiddleware(app)
    for number in (1, 2):
        assert middleware.handle(_request(func, f"https://example.com/{number}")).get_body() == b"done"


@WRONGS.says("WsgiMiddleware: start_response with exc_info")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        try:
            raise KeyError
        except KeyError:
            start_response("404 Not Found", [], sys.exc_info())
        return []

    assert _wsgi(func, app).status_code == 404


@WRONGS.says("WsgiMiddleware: start_response twice")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        start_response("201 Created", [])
        return []

    try:
        _wsgi(func, app)
    except RuntimeError:
        return
    raise AssertionError


@WRONGS.says("WsgiMiddleware: no start_response")
def _(func: ModuleType) -> None:
    try:
        _wsgi(func, lambda environ, start_response: [])
    except RuntimeError:
        return
    raise AssertionError


@WRONGS.says("WsgiMiddleware: write")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])(b"a")
        return [b"b"]

    assert _wsgi(func, app).get_body() == b"ab"


@WRONGS.says("WsgiMiddleware: close")
def _(func: ModuleType) -> None:
    closed: list[bool] = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        return Body([b"a"])

    assert _wsgi(func, app).get_body() == b"a"
    assert closed == [True]


@WRONGS.says("WsgiMiddleware: status 500")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("500 Internal Server Error", [])
        return [b"oops"]

    response = _wsgi(func, app)
    assert (response.status_code, response.get_body()) == (500, b"oops")


ENCODED = {"content-type": "text/html; charset=latin-1", "content-encoding": "gzip"}


@WRONGS.says("WsgiMiddleware: charset of the response")
def _(func: ModuleType) -> None:
    def app(environ: Environ, start_response: Start) -> list[bytes]:
        start_response("200 OK", list(ENCODED.items()))
        return []

    response = _wsgi(func, app)
    assert (response.mimetype, response.charset) == ("text/html", "latin-1")


@WRONGS.says("AsgiMiddleware: charset of the response")
def _(func: ModuleType) -> None:
    headers = [(name.encode(), value.encode()) for name, value in ENCODED.items()]
    response, _ = _asgi(func, {**START, "headers": headers}, BODY)
    assert (response.mimetype, response.charset) == ("text/html", "latin-1")


@WRONGS.says("AsgiMiddleware: http.response.body without body")
def _(func: ModuleType) -> None:
    response, _ = _asgi(func, START, {"type": BODY["type"]})
    assert response.get_body() == b""


@WRONGS.says("AsgiMiddleware: http.response.start without headers")
def _(func: ModuleType) -> None:
    response, _ = _asgi(func, {"type": START["type"], "status": 204}, BODY)
    assert response.status_code == 204


@WRONGS.says("AsgiMiddleware: a header in Latin-1")
def _(func: ModuleType) -> None:
    response, _ = _asgi(func, {**START, "headers": [(b"x-a", b"\xe9")]}, BODY)
    assert response.headers["x-a"] == "é"


@WRONGS.says("AsgiMiddleware: the version in the scope")
def _(func: ModuleType) -> None:
    _, scope = _asgi(func)
    assert scope["asgi"]["version"] == "3.0"


@WRONGS.says("AsgiMiddleware: raw_path")
def _(func: ModuleType) -> None:
    _, scope = _asgi(func, url="/L%C3%A5")
    assert (scope["path"], scope["raw_path"]) == ("/Lå", b"/L%C3%A5")


@WRONGS.says("AsgiMiddleware: a path that is not UTF-8")
def _(func: ModuleType) -> None:
    _, scope = _asgi(func, url="/%FF")
    assert scope["path"] == "/\ufffd"


@WRONGS.says("AsgiMiddleware: X-Forwarded-Port is none")
def _(func: ModuleType) -> None:
    _, scope = _asgi(func, X_Forwarded_Port="junk")
    assert scope["server"] == ("example.com", 443)


@WRONGS.says("AsgiMiddleware: no complete response")
def _(func: ModuleType) -> None:
    try:
        _asgi(func, START, {**BODY, "more_body": True})
    except RuntimeError:
        return
    raise AssertionError


@WRONGS.says("AsgiMiddleware: a failure after the response")
def _(func: ModuleType) -> None:
    async def app(scope: Environ, receive: Receive, send: Send) -> None:
        await send({**START, "status": 500})
        await send(BODY)
        raise KeyError

    assert asyncio.run(func.AsgiMiddleware(app).handle_async(_request(func))).status_code == 500


@WRONGS.says("AsgiMiddleware: an app without lifespan")
def _(func: ModuleType) -> None:
    async def app(scope: Environ, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        await send(START)
        await send(BODY)

    assert asyncio.run(func.AsgiMiddleware(app).notify_startup()) is True
