"""Coroutine functions and their event loop, and calls from several threads."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, current_thread, main_thread
from typing import Any
from unittest.mock import Mock

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing import App, Result, context, load_app

WriteApp = Callable[..., Path]


def app_of(function: Callable[..., Any]) -> App:
    """Open an app with a function whose trigger `text` takes text and an answer."""
    app = func.FunctionApp()
    app.generic_trigger("text", "someTrigger")(function)
    return load_app(app)


async def slow(text: str) -> str:
    await asyncio.sleep(0)
    return text.upper()


def quick(text: str) -> str:
    return text.upper()


# --- invoke


def test_a_coroutine_function() -> None:
    with app_of(slow) as app:
        assert app.invoke("slow", text="tea").return_value == "TEA"


def test_a_coroutine_function_in_a_loop() -> None:
    async def within(function: Callable[..., Any]) -> Result:
        return app_of(function).invoke(function.__name__, text="tea")

    assert asyncio.run(within(quick)).return_value == "TEA"
    with pytest.raises(AppError) as caught:
        asyncio.run(within(slow))
    assert str(caught.value) == ("an event loop is already running: await invoke_async to call 'slow'")


def test_an_exception_brings_no_other() -> None:
    async def fail(text: str) -> None:
        raise LookupError(text)

    with app_of(fail) as app:
        with pytest.raises(LookupError) as caught:
            app.invoke("fail", text="tea")
        assert (caught.value.__cause__, caught.value.__context__) == (None, None)


# --- one event loop for all calls


class Client:
    """What functions keep in a global: a queue, and a task that reads it, of the loop in which it was made."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.lock = asyncio.Lock()
        self.questions = asyncio.Queue[tuple[str, asyncio.Future[str]]]()
        self.task = asyncio.create_task(self.work())

    async def work(self) -> None:
        while True:
            text, answer = await self.questions.get()
            answer.set_result(text.upper())

    async def ask(self, text: str) -> str:
        async with self.lock:
            answer: asyncio.Future[str] = self.loop.create_future()
            await self.questions.put((text, answer))
            return await answer


def client_app() -> tuple[App, list[Client]]:
    clients: list[Client] = []

    async def ask(text: str) -> str:
        if not clients:
            clients.append(Client())
        # Two at once, so that one has to wait for the lock.
        return " ".join(await asyncio.gather(clients[0].ask(text), clients[0].ask(text)))

    return app_of(ask), clients


def test_what_belongs_to_the_loop_lives_on() -> None:
    app, clients = client_app()
    with app:
        assert [app.invoke("ask", text=text).return_value for text in ("tea", "cup")] == ["TEA TEA", "CUP CUP"]
        [client] = clients
        assert not client.task.done()
        assert not client.loop.is_closed()
    assert client.task.cancelled()
    assert client.loop.is_closed()
    app.close()


def test_each_app_has_its_own() -> None:
    (tea, teas), (cup, cups) = client_app(), client_app()
    with tea, cup:
        tea.invoke("ask", text="tea")
        cup.invoke("ask", text="cup")
        tea.close()
        assert cup.invoke("ask", text="cup").return_value == "CUP CUP"
    assert teas[0].loop is not cups[0].loop


def test_all_that_runs_is_ended() -> None:
    ended: list[str] = []

    async def wait(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            ended.append(name)

    async def numbers() -> AsyncGenerator[int, None]:
        try:
            yield 7
        finally:
            ended.append("generator")

    kept: list[object] = []

    async def start(text: str) -> None:
        kept.extend(asyncio.create_task(wait(name)) for name in ("first", "second"))
        generator = numbers()
        kept.append(generator)
        await anext(generator)
        kept.append(await asyncio.to_thread(current_thread))

    app = app_of(start)
    app.invoke("start", text="")
    assert ended == []
    app.close()
    assert sorted(ended) == ["first", "generator", "second"]
    thread: Any = kept[-1]
    assert not thread.is_alive()


def test_what_is_ended_finds_the_app_in_place(write_app: WriteApp) -> None:
    script = """
        import asyncio, os

        ended = []

        async def wait():
            try:
                await asyncio.sleep(60)
            finally:
                import orders
                ended.append(f"{os.environ['SHOP']}: {orders.TEXT}")

        async def main(timer):
            global task
            task = asyncio.create_task(wait())
            await asyncio.sleep(0)
    """
    files = {"nightly/function.json": ["timer timerTrigger in"], "nightly/__init__.py": script}
    settings = {"IsEncrypted": False, "Values": {"SHOP": "Lund"}}
    app = load_app(write_app({**files, "orders.py": "TEXT = 'tea'\n", "local.settings.json": settings}))
    app.invoke("nightly")
    ended = app.module("__app__.nightly").ended
    app.close()
    assert ended == ["Lund: tea"]
    assert "SHOP" not in os.environ
    assert "orders" not in sys.modules


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "dropped"])
@pytest.mark.parametrize("in_loop", [True, False], ids=["in a loop", "in none"])
def test_the_loop_ends_with_the_app(is_closed: bool, in_loop: bool) -> None:
    app, clients = client_app()
    app.invoke("ask", text="tea")

    def end() -> None:
        nonlocal app
        if is_closed:
            app.close()
        del app
        gc.collect()

    async def end_in_loop() -> None:
        end()

    if in_loop:
        asyncio.run(end_in_loop())
    else:
        end()
    assert clients[0].task.cancelled()
    assert clients[0].loop.is_closed()


NOBODY_CLOSES = """
import asyncio
from azure_functions_lite import FunctionApp
from azure_functions_lite.testing import load_app

app = FunctionApp()

@app.generic_trigger("text", "someTrigger")
async def start(text) -> None:
    global task
    # On a busy machine, the debug mode would tell of a slow step.
    asyncio.get_running_loop().slow_callback_duration = 60
    task = asyncio.create_task(asyncio.sleep(60))
    await asyncio.to_thread(print, text)

kept = load_app(app)
kept.invoke("start", text="tea")
"""


def test_an_app_that_nobody_closes() -> None:
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", NOBODY_CLOSES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "tea\n", "")


# --- invoke_async


@pytest.mark.parametrize("function", [slow, quick])
def test_invoke_async(function: Callable[..., Any]) -> None:
    app = app_of(function)

    async def both() -> list[Result]:
        return await asyncio.gather(*(app.invoke_async(function.__name__, text=text) for text in ("tea", "cup")))

    assert [result.return_value for result in asyncio.run(both())] == ["TEA", "CUP"]


def test_a_function_with_its_own_loop() -> None:
    def run(text: str) -> str:
        return asyncio.run(slow(text))

    assert asyncio.run(app_of(run).invoke_async("run", text="tea")).return_value == "TEA"


def test_functions_do_not_wait_for_each_other() -> None:
    barrier = Barrier(2, timeout=10)

    def meet(text: str) -> None:
        assert current_thread() is not main_thread()
        barrier.wait()

    app = app_of(meet)

    async def both() -> list[Result]:
        return await asyncio.gather(*(app.invoke_async("meet", text=text) for text in ("tea", "cup")))

    assert asyncio.run(both()) == [Result(None, {}, {})] * 2


@pytest.mark.parametrize("given", [None, "7"], ids=["made up", "given"])
def test_the_thread_knows_the_invocation(given: str | None) -> None:
    def name(text: str, context: func.Context) -> str:
        return str(context.thread_local_storage.invocation_id)

    async def name_slowly(text: str, context: func.Context) -> str:
        return name(text, context)

    def inputs() -> dict[str, object]:
        return {"text": "tea"} if given is None else {"text": "tea", "context": func.Context(invocation_id=given)}

    wanted = given or context().invocation_id
    for function in (name, name_slowly):
        with app_of(function) as app:
            assert app.invoke(function.__name__, **inputs()).return_value == wanted
            assert asyncio.run(app.invoke_async(function.__name__, **inputs())).return_value == wanted


@pytest.mark.parametrize("given", [Mock(), Mock(spec=func.Context), "anything"], ids=["mock", "spec", "text"])
def test_a_context_may_be_anything(given: object) -> None:
    seen: list[object] = []

    def look(text: str, context: func.Context) -> None:
        seen.append(context)

    app_of(look).invoke("look", text="tea", context=given)
    assert seen == [given]


# --- threads


def test_threads_share_an_app(write_app: WriteApp) -> None:
    script = """
        import os

        def main(text):
            from shared_code import orders
            return f"{orders.TEXT} for {text} of {os.environ['SHOP']}"
    """
    files = {"reply/function.json": ["text someTrigger in"], "reply/__init__.py": script}
    code = {"shared_code/__init__.py": "", "shared_code/orders.py": "TEXT = 'tea'\n"}
    settings = {"local.settings.json": {"IsEncrypted": False, "Values": {"SHOP": "Lund"}}}
    names = ("__app__", "__app__.reply", "shared_code", "shared_code.orders")
    # Other apps may have modules of these names.
    path, modules = sys.path[:], [sys.modules.get(name) for name in names]

    def call(name: str) -> set[str]:
        return {app.invoke("reply", text=name).return_value for _ in range(200)}

    with load_app(write_app({**files, **code, **settings})) as app, ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(call, "ABCD"))
    assert "SHOP" not in os.environ
    assert sys.path == path
    assert replies == [{f"tea for {name} of Lund"} for name in "ABCD"]
    assert [sys.modules.get(name) for name in names] == modules


def test_threads_share_an_event_loop() -> None:
    app, clients = client_app()

    def call(name: str) -> set[str]:
        return {app.invoke("ask", text=name).return_value for _ in range(50)}

    with app, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(call, "abcd")) == [{f"{name} {name}"} for name in "ABCD"]
    assert len(clients) == 1
