"""An HTTP client for the functions of an app: `HttpClient` and `AsyncHttpClient`.

`App.http` and `App.async_http` are such clients. A request reaches the function whose route matches it, by the rules of
the host, and the answer is the response that the host would send. It needs no server or socket.
"""

from __future__ import annotations

import json as json_codec
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypedDict
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from azure_functions_lite._wire.cookies import parse_set_cookie
from azure_functions_lite.decorators.constants import HTTP_OUTPUT
from azure_functions_lite.headers import HttpRequestHeaders, HttpResponseHeaders
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.testing._apps.answers import Sent, sent_for
from azure_functions_lite.testing._apps.calls import Result
from azure_functions_lite.testing._apps.functions import AppFunction
from azure_functions_lite.testing._apps.router import Router, is_disabled
from azure_functions_lite.testing._inputs.given import UNSET
from azure_functions_lite.testing._inputs.requests import File, http_request
from azure_functions_lite.testing.payloads import raw

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["AsyncHttpClient", "HttpAnswer", "HttpClient", "Parts"]

Params = Mapping[str, "str | Iterable[str]"] | Iterable[tuple[str, str]]
"""A query: values by name, or pairs."""


class HttpApp(Protocol):
    """What a client calls: an `azure_functions_lite.testing.App`."""

    @property
    def router(self) -> Router:
        """The routes of the app."""
        ...

    def invoke(self, name: str, /, **inputs: object) -> Result:
        """Call a function."""
        ...

    async def invoke_async(self, name: str, /, **inputs: object) -> Result:
        """Call a function, and await it."""
        ...


class HttpAnswer:
    """What the host answers to a request.

    Attributes:
        status_code: The status.
        headers: The headers, case-insensitive.
        content: The body.
        request: What the function received, or the request as it was sent if no function was called.
        function: Name of the function whose route matched the request, or None.
        auth_level: Which key the host requires: ``anonymous``, ``function`` or ``admin``.
        result: The result of the call; None if no function was called, or if it failed.
    """

    def __init__(self, sent: Sent, request: HttpRequest, function: AppFunction | None, result: Result | None) -> None:
        self.status_code: int = sent.status_code
        self.headers: HttpResponseHeaders = sent.headers
        self.content: bytes = sent.content
        self.request: HttpRequest = request
        self.function: str | None = None if function is None else function.name
        self.auth_level: str | None = None if function is None else function.auth_level
        self.result: Result | None = result

    @property
    def text(self) -> str:
        """The body as text, by the charset of the ``Content-Type``, else as UTF-8."""
        charset = _CHARSET.search(self.headers.get("content-type", ""))
        try:
            return self.content.decode(charset[1] if charset else "utf-8", "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body parsed as JSON.

        Raises:
            ValueError: it is not JSON.
        """
        return json_codec.loads(self.content)

    @property
    def outputs(self) -> dict[str, Any]:
        """What the function set, by the name of the output; empty if no function was called, or if it failed."""
        return {} if self.result is None else self.result.outputs

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that this answer sets, by name; those that it deletes are not there."""
        return {name: value for name, value in _cookies(self.headers).items() if value is not None}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} of {self.function or 'no function'}>"


_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)


class Call(NamedTuple):
    """A request on its way to a function."""

    request: HttpRequest
    function: AppFunction
    inputs: dict[str, object]


class Parts(TypedDict, total=False):
    """What a request may have in addition to method and address."""

    params: Params
    """The query; what the address has of one stays."""
    headers: Mapping[str, str]
    """Headers, which add to those of the client or replace them."""
    cookies: Mapping[str, str]
    """Cookies, in addition to those of the client."""
    json: object
    """A body to send as JSON."""
    data: Mapping[str, str | Iterable[str]]
    """Fields of a form."""
    files: Mapping[str, File | Iterable[File]]
    """Files of a form, as `azure_functions_lite.testing.http_request` takes them."""
    content: bytes | str
    """The body itself."""
    inputs: Mapping[str, object]
    """Values for other inputs of the function, by their names, as `App.invoke` takes them."""


class _Client:
    """What both clients do before and after a call."""

    def __init__(
        self,
        app: HttpApp,
        *,
        base_url: str = "https://example.azurewebsites.net",
        headers: Mapping[str, str] | None = None,
        cookies: dict[str, str] | None = None,
        key: str | None = None,
        raise_exceptions: bool = True,
    ) -> None:
        self._app = app
        self._base_url = base_url
        self._key = key
        self._raise_exceptions = raise_exceptions
        self.headers: dict[str, str] = dict(headers or {})
        self.cookies: dict[str, str] = {} if cookies is None else cookies

    def _send(self, method: str, url: str, parts: Parts) -> Call | HttpAnswer:
        request = self._request(method, url, parts)
        found = self._app.router.find(request.method, urlsplit(request.url).path)
        if found is None:
            return _bare(404, request)
        function, route_params = found
        if not self._may_call(function, request):
            return _bare(401, request, function)
        if is_disabled(function.name):
            return _bare(404, request, function)
        received = HttpRequest(
            request.method,
            request.url,
            headers=request.headers,
            params=_query(request.url),
            route_params=route_params,
            body=request.get_body(),
        )
        [trigger] = [row.name for row in function.bindings if row.is_trigger]
        return Call(received, function, {trigger: raw(received), **parts.get("inputs", {})})

    def _request(self, method: str, url: str, parts: Parts) -> HttpRequest:
        address = urljoin(self._base_url, url).partition("#")[0]
        params = parts.get("params")
        if params is not None:
            given: Any = params
            pairs: Iterable[tuple[str, object]] = given.items() if isinstance(params, Mapping) else given
            address = f"{address}{'&' if '?' in address else '?'}{urlencode([*pairs], doseq=True)}"
        return http_request(
            method,
            address,
            headers={**HttpRequestHeaders(self.headers), **HttpRequestHeaders(parts.get("headers"))},
            cookies={**self.cookies, **parts.get("cookies", {})},
            json=parts.get("json", UNSET),
            form=parts.get("data"),
            files=parts.get("files"),
            body=parts.get("content"),
        )

    def _may_call(self, function: AppFunction, request: HttpRequest) -> bool:
        given = request.headers.get("x-functions-key") or request.params.get("code")
        return self._key is None or function.auth_level == "anonymous" or given == self._key

    def _answer(self, call: Call, result: Result) -> HttpAnswer:
        output = next((row.name for row in call.function.bindings if row.type == HTTP_OUTPUT), None)
        answer = HttpAnswer(sent_for(result.wire.get(output or "")), call.request, call.function, result)
        for name, value in _cookies(answer.headers).items():
            if value is None:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer


class HttpClient(_Client):
    """A client for tests: ``client.get("/api/orders/7").json()``.

    Args:
        app: The app.
        base_url: The base of paths.
        headers: Headers of each request.
        cookies: A dict to keep the cookies in; by default a new one.
        key: The key that functions require unless they are anonymous, in the header ``x-functions-key`` or the query
            parameter ``code``; without it, the answer is 401. By default, no key is required.
        raise_exceptions: Whether the client raises an exception of a function; otherwise the answer is 500.

    Attributes:
        headers: Headers of each request.
        cookies: Cookies of each request, by name. Responses set and delete them. Domains and paths are ignored, because
            there is only one address.
    """

    def request(self, method: str, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a request, and return the answer.

        Args:
            method: In any case.
            url: A path, or a whole address.
            parts: See `Parts`.

        Raises:
            AppError: the app is closed, or a route stops the host from starting.
            ArgumentTypeError: the function has another input that is not in ``inputs``.
            Exception: whatever the function raises.
        """
        call = self._send(method, url, parts)
        if isinstance(call, HttpAnswer):
            return call
        try:
            result = self._app.invoke(call.function.name, **call.inputs)
        except Exception:
            if self._raise_exceptions:
                raise
            return _bare(500, call.request, call.function)
        return self._answer(call, result)

    def get(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a GET request; see `request`."""
        return self.request("GET", url, **parts)

    def options(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a OPTIONS request; see `request`."""
        return self.request("OPTIONS", url, **parts)

    def head(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a HEAD request; see `request`."""
        return self.request("HEAD", url, **parts)

    def post(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a POST request; see `request`."""
        return self.request("POST", url, **parts)

    def put(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a PUT request; see `request`."""
        return self.request("PUT", url, **parts)

    def patch(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a PATCH request; see `request`."""
        return self.request("PATCH", url, **parts)

    def delete(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a DELETE request; see `request`."""
        return self.request("DELETE", url, **parts)


class AsyncHttpClient(_Client):
    """A client for tests that are coroutines, like `HttpClient`: ``await client.get("/api/orders/7")``."""

    async def request(self, method: str, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a request, and return the answer; see `HttpClient.request`."""
        call = self._send(method, url, parts)
        if isinstance(call, HttpAnswer):
            return call
        try:
            result = await self._app.invoke_async(call.function.name, **call.inputs)
        except Exception:
            if self._raise_exceptions:
                raise
            return _bare(500, call.request, call.function)
        return self._answer(call, result)

    async def get(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a GET request; see `request`."""
        return await self.request("GET", url, **parts)

    async def options(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a OPTIONS request; see `request`."""
        return await self.request("OPTIONS", url, **parts)

    async def head(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a HEAD request; see `request`."""
        return await self.request("HEAD", url, **parts)

    async def post(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a POST request; see `request`."""
        return await self.request("POST", url, **parts)

    async def put(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a PUT request; see `request`."""
        return await self.request("PUT", url, **parts)

    async def patch(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a PATCH request; see `request`."""
        return await self.request("PATCH", url, **parts)

    async def delete(self, url: str, **parts: Unpack[Parts]) -> HttpAnswer:
        """Send a DELETE request; see `request`."""
        return await self.request("DELETE", url, **parts)


def _bare(status: int, request: HttpRequest, function: AppFunction | None = None) -> HttpAnswer:
    return HttpAnswer(Sent(status, HttpResponseHeaders(), b""), request, function, None)


def _query(url: str) -> dict[str, str]:
    """Read a query as the host does: keys are case-insensitive, and those without a value are left out."""
    params: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, value in parse_qsl(urlsplit(url).query):
        known = names.setdefault(name.lower(), name)
        params[known] = f"{params[known]},{value}" if known in params else value
    return params


def _cookies(headers: HttpResponseHeaders) -> dict[str, str | None]:
    """Read the cookies that an answer sets; None for one that it deletes."""
    cookies: dict[str, str | None] = {}
    for header in headers.getlist("set-cookie"):
        for name, morsel in parse_set_cookie(header).items():
            age, expires = str(morsel["max-age"]), str(morsel["expires"])
            now = datetime.now(timezone.utc)
            is_over = int(age) <= 0 if age else bool(expires) and parsedate_to_datetime(expires) <= now
            cookies[name] = None if is_over else morsel.coded_value
    return cookies
