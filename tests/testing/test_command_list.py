"""``list``: what calls each function, what it reads and writes, and functions that cannot be read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from azure_functions_lite.__main__ import main

WriteApp = Callable[..., Path]

APP = """
    import azure.functions as func
    from orders import keep

    app = func.FunctionApp()

    @app.route(route="orders/{id}", methods=["GET", "POST"])
    async def get_order(req: func.HttpRequest) -> str: ...

    @app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
    def nightly(timer: func.TimerRequest) -> None: ...

    app.register_functions(keep)
"""
BLUEPRINT = """
    import azure.functions as func

    keep = func.Blueprint()

    @keep.service_bus_topic_trigger(arg_name="msg", topic_name="orders", subscription_name="shop", connection="Bus")
    @keep.blob_output(arg_name="copy", path="orders/{id}", connection="Storage")
    async def keep_order(msg: func.ServiceBusMessage, copy: func.Out[str]) -> None: ...
"""


@pytest.fixture
def listed(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def listed(files: dict[str, object], *options: str) -> tuple[int, str, str]:
        root = write_app(files)
        status = main(["list", str(root), *options])
        out, err = capsys.readouterr()
        return status, out, err.replace(str(root), "APP")

    return listed


Listed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place_of(tmp_path: Path) -> Callable[[str], str]:
    """Return where a file of the app is, from the current folder."""
    return lambda name: os.path.relpath(tmp_path / "app" / name)


def test_an_app_of_decorators(listed: Listed) -> None:
    status, out, err = listed({"function_app.py": APP, "orders.py": BLUEPRINT})
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "FUNCTION    TRIGGER            WHEN OR WHERE              ASYNC  OTHER BINDINGS",
        "get_order   httpTrigger        GET,POST /api/orders/{id}  yes    $return (http out)",
        "nightly     timerTrigger       0 0 3 * * *                no",
        "keep_order  serviceBusTrigger  orders/shop                yes    copy (blob out orders/{id})",
    ]


def test_as_json(listed: Listed, place_of: Callable[[str], str]) -> None:
    host = {"version": "2.0", "extensions": {"http": {"routePrefix": "v1"}}}
    status, out, err = listed({"function_app.py": APP, "orders.py": BLUEPRINT, "host.json": host}, "--format", "json")
    assert (status, err) == (0, "")
    first, second, third = json.loads(out)
    assert [row["name"] for row in first.pop("bindings")] == ["req", "$return"]
    assert first == {
        "name": "get_order",
        "script": place_of("function_app.py"),
        "entryPoint": "get_order",
        "isAsync": True,
        "trigger": "httpTrigger",
        "route": "/v1/orders/{id}",
        "methods": ["GET", "POST"],
        "place": None,
        "problem": None,
    }
    assert (second["trigger"], second["place"], second["isAsync"]) == ("timerTrigger", "0 0 3 * * *", False)
    assert [row["name"] for row in third.pop("bindings")] == ["copy", "msg"]
    assert third == {
        "name": "keep_order",
        "script": place_of("function_app.py"),
        "entryPoint": "keep_order",
        "isAsync": True,
        "trigger": "serviceBusTrigger",
        "route": None,
        "methods": None,
        "place": "orders/shop",
        "problem": None,
    }


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"schedule": "0 0 3 * * *"}, "0 0 3 * * *"),
        ({"queueName": "orders"}, "orders"),
        ({"topicName": "orders", "subscriptionName": "shop"}, "orders/shop"),
        ({"topicName": "orders"}, ""),
        ({"path": "orders/{id}"}, "orders/{id}"),
        ({"blobPath": "orders/{id}"}, "orders/{id}"),
        ({"eventHubName": "orders"}, "orders"),
        ({"topic": "orders"}, "orders"),
        ({"databaseName": "shop", "containerName": "orders"}, "shop/orders"),
        ({"databaseName": "shop", "collectionName": "orders"}, "shop/orders"),
        ({"databaseName": "shop", "collectionName": 7}, ""),
        ({"tableName": "orders"}, "orders"),
        ({"commandText": "select *"}, "select *"),
        ({"toolName": "search"}, "search"),
        ({"uri": "shop://orders"}, "shop://orders"),
        ({"promptName": "greet"}, "greet"),
        ({"hubName": "chat"}, "chat"),
        ({"orchestration": "run"}, "run"),
        ({"activity": "work"}, "work"),
        ({"entity": "counter"}, "counter"),
        ({"schedule": "", "path": "orders"}, "orders"),
        ({"path": "orders", "commandText": "select *"}, "orders"),
        ({"connection": "Shop"}, ""),
    ],
    ids=str,
)
def test_when_or_where(options: dict[str, object], place: str, listed: Listed) -> None:
    rows: list[dict[str, object]] = [
        {"name": "it", "type": "someTrigger", "direction": "in", **options},
        {"name": "other", "type": "some", "direction": "in", **options},
    ]
    files: dict[str, object] = {"take/function.json": {"bindings": rows}, "take/__init__.py": "def main(it): ...\n"}
    assert json.loads(listed(files, "--format", "json")[1])[0]["place"] == place
    shown = f"take someTrigger {place} no other (some in {place})".replace("  ", " ").replace(" )", ")")
    assert " ".join(listed(files)[1].splitlines()[1].split()) == shown


@pytest.mark.parametrize(
    ("host", "route"),
    [
        ({}, "/api/echo"),
        ({"extensions": {"http": {"routePrefix": ""}}}, "/echo"),
        ({"extensions": {"http": {"routePrefix": "/v1/"}}}, "/v1/echo"),
        ({"extensions": {"http": {"routePrefix": 5}}}, "/api/echo"),
        ({"extensions": []}, "/api/echo"),
        ("{", "/api/echo"),
    ],
)
def test_the_prefix_of_routes(host: object, route: str, listed: Listed) -> None:
    files = {
        "echo/function.json": ["req httpTrigger in"],
        "echo/__init__.py": "def main(req): ...\n",
        "host.json": host,
    }
    assert json.loads(listed(files, "--format", "json")[1])[0]["route"] == route


def test_any_method(listed: Listed) -> None:
    files = {"echo/function.json": ["req httpTrigger in"], "echo/__init__.py": "def main(req): ...\n"}
    assert "any method /api/echo  no" in listed(files)[1]


@pytest.mark.parametrize(
    ("script", "is_async"),
    [
        ("async def main(msg): ...\n", True),
        ("import nothing_of_this_name\nasync def main(msg): ...\n", True),
        ("from elsewhere import main\n", True),
        ("from nowhere_at_all import main\n", None),
        ("def main(msg: ...\n", None),
        ("raise SystemExit\n", None),
    ],
    ids=["written", "missing module", "imported", "imported from a missing module", "syntax", "exit"],
)
def test_coroutines(script: str, is_async: bool | None, listed: Listed) -> None:
    """Nothing needs to be imported to tell them, so a missing module hides no function."""
    rows: list[dict[str, Any]] = [{"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "orders"}]
    files = {
        "echo/function.json": {"bindings": rows},
        "echo/__init__.py": script,
        "elsewhere.py": "async def main(msg): ...\n",
    }
    status, out, _ = listed(files, "--format", "json")
    assert (status, json.loads(out)[0]["isAsync"]) == (0, is_async)


def test_functions_that_cannot_be_read(listed: Listed) -> None:
    files = {
        "a/function.json": "{",
        "b/function.json": [{"name": "x"}],
        "c/function.json": ["msg queueTrigger in"],
        "d/function.json": ["out queue out"],
        "d/__init__.py": "def main(out): ...\n",
    }
    status, out, err = listed(files)
    assert status == 1
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["a", "?", "?"],
        ["b", "?", "?"],
        ["c", "queueTrigger", "orders", "?"],
        ["d", "?", "no", "out", "(queue", "out", "orders)"],
    ]
    assert [line.split("/")[1] for line in err.splitlines()] == ["a", "b", "c"]
    assert "script-missing" in err.splitlines()[-1]


def test_modules_that_are_not_installed(listed: Listed) -> None:
    script = "from shop_that_is_nowhere import prices\nlogged = prices.logged\n" + dedent(APP)
    status, out, err = listed({"function_app.py": script, "orders.py": BLUEPRINT, "requirements.txt": "shop\n"})
    assert (status, len(out.splitlines())) == (0, 4)
    message = "'shop_that_is_nowhere' is not installed here; a package in requirements.txt may install it"
    assert err == f"APP/function_app.py:1:1: {message} [not-installed]\n"


def test_a_script_whose_modules_are_not_installed(
    write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_app({"function_app.py": "import shop_that_is_nowhere\n" + dedent(APP), "orders.py": BLUEPRINT})
    for folder, script in ((root.parent, "app/function_app.py"), (root, "function_app.py")):
        monkeypatch.chdir(folder)
        assert main(["list", script]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 4


def test_an_import_that_fails_with_stand_ins(listed: Listed) -> None:
    script = "import shop_that_is_nowhere\nfirst, second = shop_that_is_nowhere.prices\n"
    status, out, err = listed({"function_app.py": script})
    assert (status, out) == (1, "")
    missing, failed = err.splitlines()
    assert missing.startswith("APP/function_app.py:1:1: 'shop_that_is_nowhere' is not installed")
    assert failed.startswith("APP/function_app.py:2:")
    assert failed.endswith(", with stand-ins for shop_that_is_nowhere [unchecked]")
