"""Other plugins of pytest, and processes that were forked: an open app behaves the same.

The plugins are those of the dependency group `plugins`; a test is skipped without its plugin.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WriteApp = Callable[..., Path]

SCRIPT = """
import asyncio
import azure_functions_lite as func
import shop

app = func.FunctionApp()

@app.generic_trigger("name", "someTrigger")
def reply(name) -> str:
    return f"{shop.greet()} {name}"

@app.generic_trigger("name", "someTrigger")
async def reply_slowly(name) -> str:
    await asyncio.sleep(0.001)
    return f"{shop.greet()} {name}"

@app.route("greet/{name}")
async def greet(req: func.HttpRequest) -> str:
    return f"{shop.greet()} {req.route_params['name']}"
"""
PATCHES = """
from unittest import mock
import pytest

def say(app):
    return app.invoke("reply", name="Ada").return_value

@pytest.mark.parametrize("number", range(6))
@mock.patch("shop.greet", return_value="patched")
def test_patched(greet, function_app, number):
    assert say(function_app) == "patched Ada"
    assert function_app.http.get("/api/greet/Bob").text == "patched Bob"

@pytest.mark.parametrize("number", range(6))
def test_set(monkeypatch, function_app, number):
    monkeypatch.setattr("shop.greet", lambda: "set")
    assert say(function_app) == "set Ada"

@pytest.mark.parametrize("number", range(6))
def test_plain(function_app, number):
    assert say(function_app) == "hello Ada"

def test_imported(function_app):
    import shop
    assert shop is function_app.module("shop")
"""
COROUTINES = """
from unittest import mock
import pytest

coroutine = pytest.mark.{mark}

@pytest.fixture
def anyio_backend():
    return "asyncio"

@coroutine
@mock.patch("shop.greet", return_value="patched")
async def test_patched(greet, function_app):
    assert (await function_app.invoke_async("reply_slowly", name="Ada")).return_value == "patched Ada"
    assert (await function_app.invoke_async("reply", name="Ada")).return_value == "patched Ada"

@coroutine
async def test_http(function_app):
    assert (await function_app.async_http.get("/api/greet/Bob")).text == "hello Bob"

def test_in_between(function_app):
    assert function_app.invoke("reply_slowly", name="Ada").return_value == "hello Ada"
"""


def write(pytester: pytest.Pytester, tests: str) -> None:
    (pytester.path / "function_app.py").write_text(SCRIPT, "utf-8")
    (pytester.path / "shop.py").write_text("def greet(): return 'hello'\n", "utf-8")
    pytester.makepyfile(test_it=tests)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plugin", "arguments"),
    [("xdist", ["-n", "2"]), ("pytest_randomly", ["--randomly-seed=1"]), ("pytest_randomly", ["--randomly-seed=2"])],
    ids=["xdist", "randomly 1", "randomly 2"],
)
def test_patches_under_a_plugin(pytester: pytest.Pytester, plugin: str, arguments: list[str]) -> None:
    pytest.importorskip(plugin)
    write(pytester, PATCHES)
    pytester.runpytest_subprocess(*arguments).assert_outcomes(passed=19)


@pytest.mark.slow
@pytest.mark.parametrize(("plugin", "mark"), [("pytest_asyncio", "asyncio"), ("anyio", "anyio")])
def test_tests_that_are_coroutines(pytester: pytest.Pytester, plugin: str, mark: str) -> None:
    pytest.importorskip(plugin)
    write(pytester, COROUTINES.replace("{mark}", mark))
    pytester.runpytest_subprocess().assert_outcomes(passed=3)


FORK = """
import os, sys
from unittest import mock
from azure_functions_lite.testing import load_app

with load_app(sys.argv[1]) as app:
    assert app.invoke("reply_slowly", name="Ada").return_value == "hello Ada"
    child = os.fork()
    greeting = "hello" if child else "patched"
    with mock.patch("shop.greet", return_value=greeting):
        for name in ("reply", "reply_slowly"):
            assert app.invoke(name, name="Ada").return_value == f"{greeting} Ada"
    if child:
        assert os.waitpid(child, 0)[1] == 0
        assert app.invoke("reply_slowly", name="Ada").return_value == "hello Ada"
assert "shop" not in sys.modules
if not child:
    # As multiprocessing does.
    os._exit(0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_process_that_was_forked(write_app: WriteApp) -> None:
    root = write_app({"function_app.py": SCRIPT, "shop.py": "def greet(): return 'hello'\n"})
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", FORK, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
