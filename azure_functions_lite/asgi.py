"""ASGI apps (FastAPI, Starlette and others) behind an HTTP trigger: `AsgiMiddleware`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from azure_functions_lite import _gateway
from azure_functions_lite._gateway import as_bytes, chunk_of, invocation, percent_decoded, read_headers, target_of
from azure_functions_lite._typing import is_mapping
from azure_functions_lite.context import Context
from azure_functions_lite.errors import GatewayError, describe, excerpt
from azure_functions_lite.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from logging import Logger

__all__ = ["ASGI_SPEC_VERSION", "ASGI_VERSION", "ASGIApp", "AsgiMiddleware", "AsgiRequest", "AsgiResponse"]

ASGI_VERSION = "3.0"
"""The version of ASGI that apps are called by: with scope, receive and send at once."""
ASGI_SPEC_VERSION = "2.4"
"""The version of its HTTP messages."""
_LIFESPAN_SPEC_VERSION = "2.0"

LIFESPAN_TASK = "lifespan of an ASGI app"
"""Name of the task of a lifespan. Whoever closes an event loop cancels it first, which runs the app's shutdown."""

# What scopes and messages hold is left open, so that every way of spelling their types is taken.
ASGIApp: TypeAlias = Callable[[Any, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[object]]
"""An app: ``async def app(scope, receive, send)``, or an object that is called like one."""


class AsgiMiddleware:
    """An ASGI app as a function.

    Each call is one request. The app runs in the event loop of the caller, and the call returns when the app is done,
    including its background tasks. An exception is raised unchanged, unless the app has already answered: then it is
    logged, and the response is used, as with other servers. This is how frameworks send a page for status 500.

    Args:
        app: The app: any callable by ASGI 3.0.

    Attributes:
        state: What the app stored in the state of its lifespan; each request gets a copy.

    Source: ASGI 3.0, "HTTP & WebSocket" and "Lifespan"; `azure.functions.AsgiMiddleware`. Differs: that one loses an
    app's error page, and treats an app without a lifespan as one that failed to start.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._lifespan: _Lifespan | None = None
        self.state: dict[str, Any] = {}

    async def handle_async(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Answer a request; the app finds the invocation in its scope: ``azure_functions.invocation_id`` and so on.

        Raises:
            GatewayError: the app ends without a complete response, or violates its protocol.
            HeaderError: a header cannot be sent.
        """
        scope = AsgiRequest(req, context).to_asgi_http_scope(self.state)
        return (await AsgiResponse.from_app(self._app, scope, req.get_body())).to_func_response()

    def handle(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Do what `handle_async` does, without a running event loop: for a function that is not ``async``.

        Raises:
            GatewayError: as `handle_async` does, or because an event loop is running.
        """
        from asyncio import get_running_loop, run

        try:
            get_running_loop()
        except RuntimeError:
            pass
        else:
            raise GatewayError("cannot handle a request while an event loop is running: await handle_async instead")
        return run(self.handle_async(req, context))

    # Not optional: the worker rejects a context that is annotated with another type than Context itself.
    def main(self, req: HttpRequest, context: Context) -> HttpResponse:
        """Do what `handle` does, with parameters that the worker accepts: the entry point for a function.json."""
        return self.handle(req, context)

    async def notify_startup(self) -> bool:
        """Start the app's lifespan as a task of the running loop, if it is not running, and wait for the app.

        Returns:
            Whether the app accepts requests: False if it sent ``lifespan.startup.failed``, whose message is logged. An
            app that raises or returns instead of answering has no lifespan, and is ready.

        An event loop that ends and cancels its tasks, as `asyncio.run` does, runs the shutdown as well.

        Raises:
            GatewayError: an app that is still starting was started in another event loop.
        """
        if self._lifespan is None:
            self._lifespan = _Lifespan(self._app, self.state)
        return await self._lifespan.start()

    async def notify_shutdown(self) -> None:
        """End the app's lifespan, if it has one, and wait until the app is done. A failure is logged.

        Raises:
            GatewayError: the app was started in another event loop, which is still open.
        """
        if self._lifespan is not None:
            await self._lifespan.stop()
            self._lifespan = None


class AsgiRequest(_gateway.Request):
    """A request as ASGI has it.

    Args:
        func_req: The request.
        func_ctx: What is known about the invocation.

    Source: ASGI 3.0, "HTTP Connection Scope".
    """

    @property
    def path_info(self) -> str:
        """The path without its percent-encoding."""
        return percent_decoded(target_of(self._request).path).decode("utf-8", "replace")

    def to_asgi_http_scope(self, state: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the scope, new for each call, with a copy of `state`.

        Differs: `azure.functions` has no ``asgi`` in it, decodes ``raw_path``, and fails on a path that is not UTF-8.
        """
        request = self._request
        target = target_of(request)
        return {
            "type": "http",
            "asgi": {"version": ASGI_VERSION, "spec_version": ASGI_SPEC_VERSION},
            "http_version": "1.1",
            "method": request.method.upper(),
            "scheme": target.scheme,
            "path": self.path_info,
            "raw_path": target.path,
            "query_string": target.query,
            # The app has the whole path, route prefix included.
            "root_path": "",
            "headers": [(as_bytes(name.lower()), as_bytes(value)) for name, value in request.headers.items()],
            "client": None,
            "server": (target.host.strip("[]"), target.port),
            "state": dict(state or {}),
            **invocation(self._context),
        }


class AsgiResponse(_gateway.Response):
    """The response of an ASGI app, completely in memory."""

    _complete = False

    @classmethod
    async def from_app(cls, app: ASGIApp, scope: dict[str, Any], body: bytes) -> AsgiResponse:
        """Run the app with a request of this scope and body, until it is done.

        Raises:
            GatewayError, HeaderError: as `AsgiMiddleware.handle_async` does.
        """
        from asyncio import Event

        response = cls()
        answered = Event()
        requests: list[dict[str, object]] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, object]:
            if requests:
                return requests.pop()
            # Frameworks listen for this while they send; the client never disconnects before the response is complete.
            await answered.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, object]) -> None:
            response._take(message)
            if response._complete:
                answered.set()

        try:
            await app(scope, receive, send)
        except Exception:
            if not response._complete:
                raise
            _logger().exception("the ASGI app failed after its response")
        if not response._complete:
            raise GatewayError("the ASGI app is done without a complete response")
        return response

    def _take(self, message: Mapping[str, object]) -> None:
        where, kind = _sent(message)
        expected = "http.response.body" if self._status else "http.response.start"
        if self._complete or kind != expected:
            raise GatewayError(where, expected="nothing, the response is complete" if self._complete else expected)
        if kind == "http.response.start":
            status = message.get("status")
            if not isinstance(status, int) or not 100 <= status <= 999:
                raise GatewayError(where, expected="a number of three digits as status", got=excerpt(status))
            self._headers = read_headers(_decoded(message.get("headers", ()), where), where)
            self._status = int(status)
            return
        body = message.get("body", b"")
        chunk = chunk_of(body)
        if chunk is None:
            raise GatewayError(where, expected="bytes as body", got=describe(body))
        self._chunks.append(chunk)
        self._complete = not message.get("more_body", False)


def _sent(message: Mapping[str, object]) -> tuple[str, object]:
    kind: object = message.get("type") if is_mapping(message) else message
    return f"the ASGI app cannot send {excerpt(kind)} now", kind


def _decoded(headers: object, where: str) -> list[tuple[str, str]]:
    # What they are not raises one of these errors.
    try:
        return [(_header(name), _header(value)) for name, value in cast("Iterable[tuple[bytes, bytes]]", headers)]
    except (AttributeError, TypeError, ValueError) as error:
        raise GatewayError(where, expected="pairs of bytes as headers", got=describe(headers)) from error


def _header(value: bytes) -> str:
    """Decode a part of a header: what the host encodes as UTF-8 again, and before that everybody wrote Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _Lifespan:
    """The lifespan of one app, from start to end: a task of the event loop in which it was made.

    Its phases: new, starting, ready, ending, ended; failed, once the app has said so.
    """

    def __init__(self, app: ASGIApp, state: dict[str, Any]) -> None:
        from asyncio import Event, get_running_loop

        self._phase = "new"
        self._may_serve = False
        self._decided = Event()
        self._leaving = Event()
        self._loop = get_running_loop()
        self._task = self._loop.create_task(self._run(app, state), name=LIFESPAN_TASK)

    async def start(self) -> bool:
        if not self._decided.is_set():
            self._check_loop()
            await self._decided.wait()
        return self._may_serve

    async def stop(self) -> None:
        if self._task.done() or self._loop.is_closed():
            return
        self._check_loop()
        from asyncio import wait

        self._leaving.set()
        # Not the task itself: giving up the wait must not cancel it.
        await wait([self._task])

    def _check_loop(self) -> None:
        from asyncio import get_running_loop

        if get_running_loop() is not self._loop:
            raise GatewayError("cannot start or end the ASGI app in another event loop than the one it was started in")

    async def _run(self, app: ASGIApp, state: dict[str, Any]) -> None:
        versions = {"version": ASGI_VERSION, "spec_version": _LIFESPAN_SPEC_VERSION}
        try:
            await app({"type": "lifespan", "asgi": versions, "state": state}, self._receive, self._send)
        except Exception:
            if self._phase == "new":
                _logger().debug("the ASGI app has no lifespan", exc_info=True)
            elif self._phase == "starting":
                _logger().warning("the ASGI app seems to have no lifespan: it failed on its start", exc_info=True)
            elif self._phase != "failed":
                _logger().exception("the lifespan of the ASGI app failed")
            self._go_on()
        else:
            self._go_on()
        finally:
            # Also if the loop ends and cancels the task.
            self._decided.set()

    def _go_on(self) -> None:
        # ASGI, "Lifespan Scope": without an answer to lifespan.startup, the server must continue.
        self._may_serve = self._may_serve or self._phase in ("new", "starting")

    async def _receive(self) -> dict[str, object]:
        if self._phase == "new":
            self._phase = "starting"
            return {"type": "lifespan.startup"}
        await self._wait_for_the_end()
        if self._phase != "ready":
            raise GatewayError(f"there is nothing more to receive for the ASGI app: its lifespan is {self._phase}")
        self._phase = "ending"
        return {"type": "lifespan.shutdown"}

    async def _wait_for_the_end(self) -> None:
        from asyncio import CancelledError, current_task

        try:
            await self._leaving.wait()
        except CancelledError:
            # The event loop ends, and cancels its tasks: the app has its shutdown before.
            if self._phase != "ready":
                raise
            uncancel: Callable[[], object] = getattr(current_task(), "uncancel", bool)  # from Python 3.11 on
            uncancel()

    async def _send(self, message: Mapping[str, object]) -> None:
        where, kind = _sent(message)
        answers = _ANSWERS.get(self._phase, {})
        if not isinstance(kind, str) or kind not in answers:
            raise GatewayError(where, expected=" or ".join(answers) or f"nothing, its lifespan is {self._phase}")
        self._phase = answers[kind]
        self._may_serve = self._phase == "ready"
        self._decided.set()
        if self._phase == "failed":
            _logger().error("the ASGI app sent %s: %s", kind, message.get("message", ""))


_ANSWERS = {
    "starting": {"lifespan.startup.complete": "ready", "lifespan.startup.failed": "failed"},
    "ending": {"lifespan.shutdown.complete": "ended", "lifespan.shutdown.failed": "failed"},
}
"""Phase -> what the app may send in it -> the next phase."""


def _logger() -> Logger:
    from logging import getLogger

    return getLogger(__name__)
