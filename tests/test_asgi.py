"""ASGI apps behind `AsgiMiddleware`: what they find in their scope, and what their answer becomes."""

from __future__ import annotations

import asyncio
import copy
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, get_type_hints

import pytest

from azure_functions_lite.asgi import ASGIApp, AsgiMiddleware, AsgiRequest, AsgiResponse
from azure_functions_lite.context import Context
from azure_functions_lite.errors import FunctionsError, GatewayError, HeaderError
from azure_functions_lite.http import HttpRequest, HttpResponse

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]

START: dict[str, object] = {"type": "http.response.start", "status": 200}
BODY: dict[str, object] = {"type": "http.response.body"}


def scope_of(url: str = "https://example.com/api/a", method: str = "GET", **given: Any) -> dict[str, Any]:
    """The scope of a request."""
    context = given.pop("context", None)
    return AsgiRequest(HttpRequest(method, url, **given), context).to_asgi_http_scope()


def sending(*messages: Any) -> ASGIApp:
    """An app that sends these, whatever the request."""

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    return app


def answer(app: ASGIApp, request: HttpRequest | None = None) -> HttpResponse:
    return asyncio.run(AsgiMiddleware(app).handle_async(request or HttpRequest("GET", "https://example.com/")))


def test_scope() -> None:
    scope = scope_of(
        "https://Example.com:8443/api/a%20b?q=1&q=%C3%A5#top",
        "post",
        headers={"Content-Type": "text/plain", "X-Name": "Åsa"},
        body=b"tea",
    )
    assert scope == {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": "/api/a b",
        "raw_path": b"/api/a%20b",
        "query_string": b"q=1&q=%C3%A5",
        "root_path": "",
        "headers": [(b"content-type", b"text/plain"), (b"x-name", b"\xc3\x85sa")],
        "client": None,
        "server": ("example.com", 8443),
        "state": {},
        "azure_functions.invocation_id": None,
        "azure_functions.function_name": None,
        "azure_functions.function_directory": None,
        "azure_functions.thread_local_storage": None,
        "azure_functions.trace_context": None,
        "azure_functions.retry_context": None,
    }


@pytest.mark.parametrize(
    ("url", "path", "raw_path"),
    [
        ("https://example.com/L%C3%A5", "/Lå", b"/L%C3%A5"),
        ("https://example.com/Lå", "/Lå", b"/L\xc3\xa5"),
        ("https://example.com/%FF", "/\ufffd", b"/%FF"),
        ("https://example.com/a%2Fb;c", "/a/b;c", b"/a%2Fb;c"),
        ("https://example.com?a=1", "/", b"/"),
        ("/api/a?b", "/api/a", b"/api/a"),
    ],
    ids=["percent", "letters", "not utf-8", "slash", "no path", "path alone"],
)
def test_path(url: str, path: str, raw_path: bytes) -> None:
    scope = scope_of(url)
    assert (scope["path"], scope["raw_path"]) == (path, raw_path)


@pytest.mark.parametrize(
    ("url", "headers", "server"),
    [
        ("https://a.example/", {}, ("a.example", 443)),
        ("https://[::1]:5/", {}, ("::1", 5)),
        ("https://a.example/", {"X-Forwarded-Port": "junk"}, ("a.example", 443)),
        ("/a", {"Host": "x.example:82"}, ("x.example", 82)),
        ("/a", {}, ("localhost", 80)),
    ],
    ids=["name", "address", "junk", "host", "none"],
)
def test_server(url: str, headers: dict[str, str], server: tuple[str, int]) -> None:
    assert scope_of(url, headers=headers)["server"] == server


def test_context(invocation: tuple[Context, dict[str, object]]) -> None:
    context, expected = invocation
    scope = scope_of(context=context)
    assert {name: value for name, value in scope.items() if name.startswith("azure_functions.")} == expected


def test_response() -> None:
    headers = [
        (b"content-type", b"text/html; charset=latin-1"),
        (b"content-encoding", b"gzip"),
        (b"set-cookie", b"a=1"),
        (b"set-cookie", b"b=2"),
        (b"x-latin-1", b"\xe9"),
        (b"x-utf-8", b"\xc3\xa9"),
    ]
    parts: list[dict[str, object]] = [
        {"body": b"L", "more_body": True},
        {"body": bytearray(b"\xe5"), "more_body": True},
        {"more_body": True},
    ]
    last = {**BODY, "body": memoryview(b"!")}
    messages = [{**START, "status": 201, "headers": iter(headers)}, *({**BODY, **part} for part in parts), last]
    response = answer(sending(*messages))
    assert response.status_code == 201
    assert response.get_body() == b"L\xe5!"
    assert response.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    assert (response.headers["X-Latin-1"], response.headers["X-UTF-8"]) == ("é", "é")
    assert (response.mimetype, response.charset) == ("text/html", "latin-1")


@pytest.mark.parametrize("status", [100, 200, 204, 304, 404, 500, 503, 999])
def test_headers_and_body_are_optional(status: int) -> None:
    response = answer(sending({**START, "status": status}, BODY))
    assert response == HttpResponse(status_code=status)
    assert (response.mimetype, response.charset) == ("text/plain", "utf-8")


def test_body_comes_once_and_then_the_end_of_the_response() -> None:
    received: list[dict[str, object]] = []

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        received.append(await receive())
        listening = [asyncio.ensure_future(receive()) for _ in range(2)]
        await send(START)
        await send({**BODY, "more_body": True})
        await asyncio.sleep(0)
        assert not any(task.done() for task in listening)
        await send(BODY)
        received.extend(await asyncio.gather(*listening))
        received.append(await receive())

    assert answer(app, HttpRequest("PUT", "/", body=b"\x00\xff")).status_code == 200
    assert received == [
        {"type": "http.request", "body": b"\x00\xff", "more_body": False},
        *[{"type": "http.disconnect"}] * 3,
    ]


MARKS = "!#$%&'*+-.^_`|~"
NOTHING = "the ASGI app is done without a complete response"
SEND_START = "the ASGI app cannot send 'http.response.start' now: expected "
NOT_A_STATUS = SEND_START + "a number of three digits as status, got "
NOT_HEADERS = SEND_START + "pairs of bytes as headers, got "


@pytest.mark.parametrize(
    ("messages", "kind", "message"),
    [
        ([], GatewayError, NOTHING),
        ([START], GatewayError, NOTHING),
        ([START, {**BODY, "more_body": True}], GatewayError, NOTHING),
        ([BODY], GatewayError, "the ASGI app cannot send 'http.response.body' now: expected http.response.start"),
        ([START, START], GatewayError, SEND_START + "http.response.body"),
        ([{"type": "odd"}], GatewayError, "the ASGI app cannot send 'odd' now: expected http.response.start"),
        (
            [START, {"type": "http.response.trailers"}],
            GatewayError,
            "the ASGI app cannot send 'http.response.trailers' now: expected http.response.body",
        ),
        ([{"kind": "odd"}], GatewayError, "the ASGI app cannot send None now: expected http.response.start"),
        ([None], GatewayError, "the ASGI app cannot send None now: expected http.response.start"),
        ([{"type": START["type"]}], GatewayError, NOT_A_STATUS + "None"),
        ([{**START, "status": 99}], GatewayError, NOT_A_STATUS + "99"),
        ([{**START, "status": 1000}], GatewayError, NOT_A_STATUS + "1000"),
        (
            [{**START, "headers": [("a", "b")]}],
            GatewayError,
            NOT_HEADERS + "list of length 1",
        ),
        ([{**START, "headers": [(b"a",)]}], GatewayError, NOT_HEADERS + "list of length 1"),
        ([{**START, "headers": None}], GatewayError, NOT_HEADERS + "None"),
        (
            [{**START, "headers": [(b"a b", b"c")]}],
            HeaderError,
            f"cannot set a header: expected a name of letters, digits and {MARKS}, got 'a b'",
        ),
        (
            [{**START, "headers": [(b"a", b"b\r\nc: d")]}],
            HeaderError,
            "cannot set header 'a': expected a value without CR, LF and NUL, got str of length 7",
        ),
        (
            [START, {**BODY, "body": "text"}],
            GatewayError,
            "the ASGI app cannot send 'http.response.body' now: expected bytes as body, got str of length 4",
        ),
    ],
    ids=[
        *("nothing", "no body", "no end", "no start", "two starts", "unknown", "trailers", "no type", "no message"),
        *("no status", "short status", "long status", "text headers", "single header", "no headers", "name", "value"),
        "text body",
    ],
)
def test_malformed_responses(messages: list[Any], kind: type[FunctionsError], message: str) -> None:
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        answer(sending(*messages))


def test_sending_after_the_end(caplog: pytest.LogCaptureFixture) -> None:
    assert answer(sending(START, BODY, BODY)).status_code == 200
    (record,) = caplog.records
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == (
        "the ASGI app cannot send 'http.response.body' now: expected nothing, the response is complete"
    )


@pytest.mark.parametrize("messages", [[], [START]], ids=["at once", "after the start"])
def test_exceptions_come_out_as_they_are(messages: list[Any]) -> None:
    error = LookupError("mine")

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await sending(*messages)(scope, receive, send)
        raise error

    with pytest.raises(LookupError) as caught:
        answer(app)
    assert caught.value is error


def test_an_exception_after_the_response_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    error = LookupError("mine")

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await sending({**START, "status": 500}, {**BODY, "body": b"sorry"})(scope, receive, send)
        raise error

    assert answer(app) == HttpResponse("sorry", status_code=500)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("azure_functions_lite.asgi", logging.ERROR)
    assert record.getMessage() == "the ASGI app failed after its response"
    assert record.exc_info is not None
    assert record.exc_info[1] is error


def test_cancelling_the_caller_cancels_the_app() -> None:
    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await sending(START, BODY)(scope, receive, send)
        await asyncio.Event().wait()

    async def main() -> None:
        task = asyncio.ensure_future(AsgiMiddleware(app).handle_async(HttpRequest("GET", "/")))
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(main())


def test_handle() -> None:
    assert AsgiMiddleware(sending(START, BODY)).handle(HttpRequest("GET", "/")) == HttpResponse()


def test_handle_in_an_event_loop() -> None:
    async def main() -> None:
        AsgiMiddleware(sending(START, BODY)).handle(HttpRequest("GET", "/"))

    with pytest.raises(
        GatewayError, match=r"^cannot handle a request while an event loop is running: await handle_async instead$"
    ):
        asyncio.run(main())


def test_main_is_what_the_worker_takes() -> None:
    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await sending(START, {**BODY, "body": scope["azure_functions.function_name"].encode()})(scope, receive, send)

    main = AsgiMiddleware(app).main
    assert main(HttpRequest("GET", "/"), Context(function_name="http")).get_body() == b"http"
    assert get_type_hints(main) == {"req": HttpRequest, "context": Context, "return": HttpResponse}


def test_response_class() -> None:
    response = asyncio.run(AsgiResponse.from_app(sending(START, {**BODY, "body": b"a"}), scope_of(), b""))
    assert response.to_func_response().get_body() == b"a"


class Lived:
    """An app that answers requests with its state, and its lifespan with `answers`; it notes what it receives."""

    def __init__(self, *answers: str | Exception) -> None:
        self.answers = answers
        self.received: list[str] = []
        self.scopes: list[dict[str, Any]] = []

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            body = ",".join(f"{name}={value}" for name, value in scope["state"].items())
            scope["state"]["mine"] = "alone"
            await sending(START, {**BODY, "body": body.encode()})(scope, receive, send)
            return
        self.scopes.append(copy.deepcopy(scope))
        for answer in self.answers:
            self.received.append((await receive())["type"])
            scope["state"].update(database="open")
            if isinstance(answer, Exception):
                raise answer
            await send({"type": answer, "message": "because"})


UP, DOWN = "lifespan.startup.complete", "lifespan.shutdown.complete"


def live(app: ASGIApp, times: int = 1) -> list[tuple[bool, str]]:
    """Start an app, send it a request and end it, so many times; return whether it started, and what it answered."""
    middleware = AsgiMiddleware(app)

    async def main() -> list[tuple[bool, str]]:
        results: list[tuple[bool, str]] = []
        for _ in range(times):
            started = await middleware.notify_startup()
            response = await middleware.handle_async(HttpRequest("GET", "/"))
            await middleware.notify_shutdown()
            results.append((started, response.get_body().decode()))
        return results

    return asyncio.run(main())


def test_lifespan(caplog: pytest.LogCaptureFixture) -> None:
    app = Lived(UP, DOWN)
    assert live(app) == [(True, "database=open")]
    assert app.received == ["lifespan.startup", "lifespan.shutdown"]
    assert app.scopes == [{"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}]
    assert caplog.records == []


def test_lifespan_again() -> None:
    app = Lived(UP, DOWN)
    assert live(app, times=2) == [(True, "database=open")] * 2
    assert app.received == ["lifespan.startup", "lifespan.shutdown"] * 2


def test_requests_have_copies_of_the_state() -> None:
    middleware = AsgiMiddleware(Lived(UP, DOWN))

    async def main() -> list[bytes]:
        await middleware.notify_startup()
        return [(await middleware.handle_async(HttpRequest("GET", "/"))).get_body() for _ in range(2)]

    assert asyncio.run(main()) == [b"database=open"] * 2
    assert middleware.state == {"database": "open"}


def test_starting_runs_the_app_once() -> None:
    app = Lived(UP, DOWN)
    middleware = AsgiMiddleware(app)

    async def main() -> list[bool]:
        return [
            *await asyncio.gather(*[middleware.notify_startup() for _ in range(3)]),
            await middleware.notify_startup(),
        ]

    assert asyncio.run(main()) == [True] * 4
    # The end of the loop is the app's as well.
    assert app.received == ["lifespan.startup", "lifespan.shutdown"]


def test_ending_what_was_not_started() -> None:
    app = Lived(UP, DOWN)
    asyncio.run(AsgiMiddleware(app).notify_shutdown())
    assert app.scopes == []


@pytest.mark.parametrize(
    ("answers", "started", "logged"),
    [
        ([], True, []),
        (
            [KeyError("mine")],
            True,
            [(logging.WARNING, "the ASGI app seems to have no lifespan: it failed on its start")],
        ),
        (["lifespan.startup.failed"], False, [(logging.ERROR, "the ASGI app sent lifespan.startup.failed: because")]),
        (
            ["lifespan.startup.failed", KeyError("mine")],
            False,
            [(logging.ERROR, "the ASGI app sent lifespan.startup.failed: because")],
        ),
        ([UP], True, []),
        ([UP, KeyError("mine")], True, [(logging.ERROR, "the lifespan of the ASGI app failed")]),
        (
            [UP, "lifespan.shutdown.failed"],
            True,
            [(logging.ERROR, "the ASGI app sent lifespan.shutdown.failed: because")],
        ),
        ([UP, DOWN, DOWN], True, [(logging.ERROR, "the lifespan of the ASGI app failed")]),
        ([UP, UP], True, [(logging.ERROR, "the lifespan of the ASGI app failed")]),
        ([DOWN], True, [(logging.WARNING, "the ASGI app seems to have no lifespan: it failed on its start")]),
    ],
    ids=[
        *("returns", "fails", "start fails", "start fails and waits", "leaves early", "fails in the end", "end fails"),
        *("receives too much", "sends the wrong answer", "answers what was not asked"),
    ],
)
def test_lifespans_that_go_wrong(
    answers: list[Any], started: bool, logged: list[object], caplog: pytest.LogCaptureFixture
) -> None:
    state = "database=open" if answers else ""
    assert live(Lived(*answers)) == [(started, state)]
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == logged


def test_no_lifespan(caplog: pytest.LogCaptureFixture) -> None:
    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError("only http")
        await sending(START, BODY)(scope, receive, send)

    caplog.set_level(logging.DEBUG, "azure_functions_lite.asgi")
    assert live(app) == [(True, "")]
    assert [(record.levelno, record.getMessage()) for record in caplog.records if record.name != "asyncio"] == [
        (logging.DEBUG, "the ASGI app has no lifespan")
    ]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["odd"], f"the ASGI app cannot send 'odd' now: expected {UP} or lifespan.startup.failed"),
        ([DOWN], f"the ASGI app cannot send {DOWN!r} now: expected {UP} or lifespan.startup.failed"),
        ([UP, UP], f"the ASGI app cannot send {UP!r} now: expected {DOWN} or lifespan.shutdown.failed"),
        ([UP, DOWN, DOWN], "there is nothing more to receive for the ASGI app: its lifespan is ended"),
    ],
    ids=["unknown", "end before the start", "start twice", "end twice"],
)
def test_messages_of_the_lifespan_out_of_turn(
    answers: list[str], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert live(Lived(*answers)) == [(True, "database=open")]
    (record,) = caplog.records
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == message


def test_answering_before_receiving(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "azure_functions_lite.asgi")
    assert asyncio.run(AsgiMiddleware(sending({"type": UP})).notify_startup()) is True
    (record,) = [record for record in caplog.records if record.name != "asyncio"]
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == (
        "the ASGI app cannot send 'lifespan.startup.complete' now: expected nothing, its lifespan is new"
    )


async def starting_forever(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await asyncio.Event().wait()


async def give_up(middleware: AsgiMiddleware) -> None:
    """Wait for the start of an app, but not long."""
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(middleware.notify_startup(), 0.01)


def test_a_loop_that_ends_while_the_app_starts() -> None:
    middleware = AsgiMiddleware(starting_forever)
    asyncio.run(give_up(middleware))
    assert asyncio.run(middleware.notify_startup()) is False
    asyncio.run(middleware.notify_shutdown())


def test_the_end_of_the_app_is_waited_for() -> None:
    ended: list[bool] = []

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": UP})
        await receive()
        await asyncio.sleep(0.01)
        ended.append(True)

    async def use() -> None:
        middleware = AsgiMiddleware(app)
        assert await middleware.notify_startup() is True
        await middleware.notify_shutdown()
        assert ended == [True]

    asyncio.run(use())


def test_another_loop_while_the_app_starts() -> None:
    middleware = AsgiMiddleware(starting_forever)

    async def end() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(give_up(middleware))
        with pytest.raises(
            GatewayError,
            match=r"^cannot start or end the ASGI app in another event loop than the one it was started in$",
        ):
            asyncio.run(middleware.notify_startup())
        loop.run_until_complete(end())
    finally:
        loop.close()


def test_another_loop() -> None:
    middleware = AsgiMiddleware(Lived(UP, DOWN))
    loop = asyncio.new_event_loop()
    try:
        assert loop.run_until_complete(middleware.notify_startup()) is True
        # What is known needs no loop.
        assert asyncio.run(middleware.notify_startup()) is True
        with pytest.raises(
            GatewayError,
            match=r"^cannot start or end the ASGI app in another event loop than the one it was started in$",
        ):
            asyncio.run(middleware.notify_shutdown())
        loop.run_until_complete(middleware.notify_shutdown())
    finally:
        loop.close()
