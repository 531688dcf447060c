"""The lifespan of an ASGI app ends when the function app is closed, and when the event loop ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette

import azure_functions_lite as func
from azure_functions_lite.testing import App, http_request, load_app

Events = list[str]


def app_of(events: Events, kind: type = FastAPI) -> func.AsgiFunctionApp:
    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            events.append("work cancelled")
            raise

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncGenerator[None, None]:
        events.append("startup")
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        yield
        events.append("shutdown")
        # What awaits, times out or groups tasks works to the end.
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.sleep(60), 0.001)
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        task.cancel()
        await asyncio.wait([task])
        events.append("down")

    api: Any = kind(lifespan=lifespan)

    async def hello() -> dict[str, str]:
        return {}

    if kind is FastAPI:
        api.get("/hello")(hello)
    return func.AsgiFunctionApp(api)


def call(app: App) -> int:
    request = http_request(url="https://example.com/hello")
    status: int = app.invoke("http_app_func", req=request).return_value.status_code
    return status


ALL = ["startup", "shutdown", "work cancelled", "down"]


@pytest.mark.parametrize(("kind", "status"), [(FastAPI, 200), (Starlette, 404)])
def test_closing_an_app_shuts_it_down(kind: type, status: int, caplog: pytest.LogCaptureFixture) -> None:
    events: Events = []
    with load_app(app_of(events, kind)) as app:
        assert [call(app), call(app)] == [status, status]
        assert events == ["startup"]
    assert events == ALL
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_an_app_that_nobody_closes_shuts_down() -> None:
    events: Events = []
    assert call(load_app(app_of(events))) == 200
    assert events == ALL


def test_closing_an_app_in_an_event_loop() -> None:
    events: Events = []
    app = load_app(app_of(events))
    call(app)

    async def close() -> None:
        app.close()

    asyncio.run(close())
    assert events == ALL


def test_the_event_loop_of_a_test_ends(caplog: pytest.LogCaptureFixture) -> None:
    events: Events = []

    async def test() -> int:
        request = http_request(url="https://example.com/hello")
        with load_app(app_of(events)) as app:
            status: int = (await app.invoke_async("http_app_func", req=request)).return_value.status_code
            return status

    assert asyncio.run(test()) == 200
    # All tasks are cancelled at once, in any order.
    assert sorted(events) == sorted(ALL)
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_a_shutdown_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncGenerator[None, None]:
        yield
        raise LookupError("no such shop")

    with load_app(func.AsgiFunctionApp(Starlette(lifespan=lifespan))) as app:
        call(app)
    assert "no such shop" in caplog.text


def test_an_app_that_is_cancelled_before_it_is_ready() -> None:
    events: Events = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        try:
            await receive()
        except asyncio.CancelledError:
            events.append("cancelled")
            raise

    async def start() -> None:
        task = asyncio.create_task(func.AsgiMiddleware(slow).notify_startup())
        await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(start())
    assert events == ["cancelled"]
