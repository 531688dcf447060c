"""WSGI apps (Flask, Django and others) behind an HTTP trigger: `WsgiMiddleware`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from azure_functions_lite import _gateway
from azure_functions_lite._gateway import chunk_of, invocation, percent_decoded, read_headers, target_of
from azure_functions_lite.context import Context
from azure_functions_lite.errors import ArgumentTypeError, DataError, GatewayError, describe, excerpt
from azure_functions_lite.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["WSGIApp", "WsgiMiddleware", "WsgiRequest", "WsgiResponse", "wsgi_encoding_dance"]

WSGIApp: TypeAlias = "Callable[[dict[str, Any], StartResponse], Iterable[bytes]]"
"""An app: ``def app(environ, start_response)``, or an object that is called like one."""


def wsgi_encoding_dance(value: str) -> str:
    """Return text as WSGI has it: its UTF-8 bytes, each as one character (PEP 3333, "Unicode Issues")."""
    return value.encode("utf-8", "surrogatepass").decode("latin-1")


class WsgiMiddleware:
    """A WSGI app as a function: ``main = WsgiMiddleware(app).main``.

    Each call is one request. What the app writes to ``wsgi.errors`` is logged when the request is done, as one error
    of the logger ``wsgi.errors``. An exception of the app is raised unchanged.

    Args:
        app: The app: any callable by PEP 3333.

    Source: PEP 3333; `azure.functions.WsgiMiddleware`. Differs: a status of 500 and above is a response like any other,
    and the app may write to ``wsgi.errors``. `azure.functions` raises an exception in both cases.
    """

    def __init__(self, app: WSGIApp) -> None:
        self._app = app

    def handle(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Answer a request; the app finds the invocation in its environ: ``azure_functions.invocation_id`` and so on.

        Raises:
            GatewayError: the app calls ``start_response`` too late, twice, or not at all.
            DataError: its status or its headers (`HeaderError`) are malformed.
            ArgumentTypeError: it does not return an iterable of bytes.
        """
        errors = io.StringIO()
        try:
            return WsgiResponse.from_app(self._app, WsgiRequest(req, context).to_environ(errors)).to_func_response()
        finally:
            _log(errors)

    # Not optional: the worker rejects a context that is annotated with another type than Context itself.
    def main(self, req: HttpRequest, context: Context) -> HttpResponse:
        """Do what `handle` does, with parameters that the worker accepts: the entry point for a function.json."""
        return self.handle(req, context)


def _log(errors: io.StringIO) -> None:
    # At once and at the end, not while it is written: Flask's usual log handler writes to wsgi.errors itself.
    if not errors.closed and (text := errors.getvalue()):
        from logging import getLogger

        getLogger("wsgi.errors").error("%s", text.rstrip("\n"))


class WsgiRequest(_gateway.Request):
    """A request as WSGI has it.

    Args:
        func_req: The request.
        func_ctx: What is known about the invocation.

    Source: PEP 3333, "environ Variables".
    """

    @property
    def path_info(self) -> str:
        """The path without its percent-encoding: its bytes, each as one character."""
        return percent_decoded(target_of(self._request).path).decode("latin-1")

    def to_environ(self, errors_buffer: TextIO) -> WSGIEnvironment:
        """Return the environ, new for each call; `errors_buffer` becomes ``wsgi.errors``.

        Source: PEP 3333; RFC 3875, section 4.1. Differs: `azure.functions` encodes ``PATH_INFO`` twice and cuts it at
        a semicolon, leaves it or ``SERVER_NAME`` empty or out, repeats ``Content-Type`` and ``Content-Length`` as
        ``HTTP_…``, uses port 80 if ``X-Forwarded-Port`` is not a port, and claims one thread and one process.
        """
        request = self._request
        target = target_of(request)
        body = request.get_body()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method.upper(),
            # The app has the whole path, route prefix included.
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path_info,
            "QUERY_STRING": target.query.decode("latin-1"),
            # Not the header's: a body that came in chunks has none.
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": target.host,
            "SERVER_PORT": str(target.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": target.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": errors_buffer,
            # The worker runs functions on as many threads and processes as its settings say.
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        # Names with "_" last, so that they cannot imitate another: X_Forwarded_For for X-Forwarded-For.
        for name, value in sorted(request.headers.items(), key=lambda header: "_" in header[0]):
            key = wsgi_encoding_dance(name.upper().replace("-", "_"))
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                environ.setdefault(f"HTTP_{key}", wsgi_encoding_dance(value))
        if "content-type" in request.headers:
            environ["CONTENT_TYPE"] = wsgi_encoding_dance(request.headers["content-type"])
        environ.update((name, value) for name, value in invocation(self._context).items() if value is not None)
        return environ


# PEP 3333, "The start_response() Callable"; the reason may be left out, as the host sends its own.
_STATUS = re.compile(r"([1-9][0-9]{2})(?: [^\r\n\0]*)?")


class WsgiResponse(_gateway.Response):
    """The response of a WSGI app, completely in memory."""

    @classmethod
    def from_app(cls, app: WSGIApp, environ: WSGIEnvironment) -> WsgiResponse:
        """Run the app to the end of its result, and always call ``close``.

        Raises:
            GatewayError, DataError, ArgumentTypeError: as `WsgiMiddleware.handle` does.
        """
        response = cls()
        result: Iterable[bytes] = app(environ, response._start_response)
        try:
            response._take(result)
        finally:
            close: Callable[[], object] | None = getattr(result, "close", None)
            if close is not None:
                close()
        return response

    def _take(self, result: object) -> None:
        try:
            chunks = iter(cast("Iterable[object]", result))
        except TypeError as error:
            where = "cannot read what the WSGI app returned"
            raise ArgumentTypeError(where, expected="an iterable of bytes", got=describe(result)) from error
        for chunk in chunks:
            self._write(chunk)
        if not self._status:
            raise GatewayError("the WSGI app did not call start_response")

    def _start_response(
        self, status: str, response_headers: list[tuple[str, str]] | None, exc_info: OptExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        where = "cannot start a WSGI response"
        if self._status and not exc_info:
            raise GatewayError(where, expected="exc_info in the second call of start_response", got="None")
        try:
            # Where a server would have sent the headers by now.
            if exc_info and exc_info[1] and any(self._chunks):
                raise exc_info[1].with_traceback(exc_info[2])
        finally:
            # It refers to this frame, and this frame to it.
            exc_info = None
        # PEP 3333 requires a list; azure.functions treats None as an empty list, and as an empty part of the body.
        headers = read_headers(response_headers or (), where)
        self._status, self._headers = _code(status, where), headers
        return self._write

    def _write(self, chunk: object) -> None:
        where = "cannot take a part of the body from the WSGI app"
        content = chunk_of(b"" if chunk is None else chunk)
        if content is None:
            raise ArgumentTypeError(where, expected="bytes", got=describe(chunk))
        if not self._status:
            raise GatewayError(where, expected="a call of start_response before it", got="none")
        self._chunks.append(content)


def _code(status: object, where: str) -> int:
    found = _STATUS.fullmatch(status) if isinstance(status, str) else None
    if found is None:
        raise DataError(where, expected="a status like '200 OK'", got=excerpt(status))
    return int(found[1])
