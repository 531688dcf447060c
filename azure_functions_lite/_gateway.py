"""What WSGI and ASGI share: the address of a request, what is known of the invocation, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, cast

from azure_functions_lite.context import Context
from azure_functions_lite.errors import FunctionsError, HeaderError, describe
from azure_functions_lite.headers import HttpResponseHeaders
from azure_functions_lite.http import HttpRequest, HttpResponse


class Target(NamedTuple):
    """The destination of a request. Path and query are the original bytes; the path is never empty."""

    scheme: str
    host: str
    port: int
    path: bytes
    query: bytes


# RFC 3986, appendix B. Not urlsplit: it rejects hosts that it cannot read, and leaves tabs and ";x" out of the path.
_URL = re.compile(r"(?:([a-z][a-z0-9+.-]*):(?=//))?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_HOST = re.compile(r"(?:.*@)?(\[[^\]]*\]|[^:]*)(?::(.*))?", re.DOTALL)


def target_of(request: HttpRequest) -> Target:
    """Read the address of a request; for a plain path, the host is that of the ``Host`` header, or ``localhost``.

    The port is that of ``X-Forwarded-Port`` if it is valid, else that of the address, else the default of the scheme.
    """
    headers = request.headers
    scheme, authority, path, query = _matched(_URL, request.url)
    host, port = _matched(_HOST, authority or headers.get("host", ""))
    scheme = scheme.lower() or "http"
    # Several proxies in a row may each have added theirs; the first one is the nearest to the client.
    forwarded = headers.get("x-forwarded-port", "").partition(",")[0]
    number = _port(forwarded) or _port(port) or (443 if scheme == "https" else 80)
    return Target(scheme, host.lower() or "localhost", number, as_bytes(path or "/"), as_bytes(query))


def _matched(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.match(text)
    # Both patterns match whatever the text is.
    return found.groups("") if found else ()


def _port(text: str) -> int:
    """Return the number of a port, or 0 if the text is not a port."""
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= 5
    return int(text) if is_number and int(text) <= 65_535 else 0


def as_bytes(text: str) -> bytes:
    """Return text that the host has decoded as the bytes that the client sent."""
    return text.encode("utf-8", "surrogatepass")


def percent_decoded(path: bytes) -> bytes:
    """Return a path without its percent-encoding."""
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(path)


_INVOCATION = (
    *("invocation_id", "function_name", "function_directory"),
    *("thread_local_storage", "trace_context", "retry_context"),
)


def invocation(context: Context | None) -> dict[str, object]:
    """Return what the context says about an invocation, under ``azure_functions.`` and the attribute's name."""
    return {f"azure_functions.{name}": getattr(context, name, None) for name in _INVOCATION}


def read_headers(given: object, where: str) -> HttpResponseHeaders:
    """Read the headers that an app has set, without the spaces around their values: Django has one before a cookie.

    Raises:
        HeaderError: a header cannot be sent, or the headers are not pairs of text.
    """
    try:
        pairs = [(name, value.strip(" \t")) for name, value in cast("Iterable[tuple[str, str]]", given)]
        return HttpResponseHeaders(pairs)
    except FunctionsError:
        raise
    except (AttributeError, TypeError, ValueError) as error:
        raise HeaderError(where, expected="pairs of str as headers", got=describe(given)) from error


def chunk_of(value: object) -> bytes | None:
    """Return a part of a body, None if it is not bytes."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    return value.tobytes() if isinstance(value, memoryview) else None


class Request:
    """Base of a request as an app has it."""

    def __init__(self, func_req: HttpRequest, func_ctx: Context | None = None) -> None:
        self._request = func_req
        self._context = func_ctx


_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)


class Response:
    """Base of the response of an app, completely in memory."""

    def __init__(self) -> None:
        self._status = 0
        self._headers = HttpResponseHeaders()
        self._chunks: list[bytes] = []

    def to_func_response(self) -> HttpResponse:
        """Return it as an `HttpResponse`; headers keep all their values.

        Media type and charset are those of its ``Content-Type``.
        """
        content_type = self._headers.get("content-type", "")
        charset = _CHARSET.search(content_type)
        return HttpResponse(
            b"".join(self._chunks),
            status_code=self._status,
            headers=self._headers,
            mimetype=content_type.partition(";")[0].strip() or None,
            charset=charset[1] if charset else None,
        )
