"""Patches act on the code that an app runs, however it is named, and whenever it is imported."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

from azure_functions_lite.testing import App, load_app

WriteApp = Callable[..., Path]
Patch = Callable[[str], AbstractContextManager[object]]

FOLDERS = {
    "Reply/function.json": ["timer timerTrigger in", "$return queue out"],
    "Reply/__init__.py": """
        import shared_code.orders
        from ..shared_code import prices
        from shared_code.orders import get_name
        from . import greeting

        def helper():
            return "tea"

        def main(timer) -> str:
            from __app__.shared_code.orders import get_number
            found = [helper(), get_name(), shared_code.orders.get_name(), get_number(), prices.get_price()]
            return " ".join([*found, greeting.hello()])
    """,
    "Reply/greeting.py": "def hello(): return 'hello'\n",
    "shared_code/__init__.py": "",
    "shared_code/orders.py": "def get_name(): return 'Ada'\n\ndef get_number(): return '7'\n",
    # Imported as the package above, which the worker calls `__app__`.
    "shared_code/prices.py": "def get_price(): return '8'\n",
}
SETTINGS = {"IsEncrypted": False, "Values": {"SHOP": "Lund", "EMPTY": "1"}}
SCRIPT = {
    "function_app.py": """
        import azure_functions_lite as func
        import shared_code.orders
        from shared_code import prices
        from shared_code.orders import get_name
        import greeting

        app = func.FunctionApp()

        def helper():
            return "tea"

        @app.generic_trigger("timer", "timerTrigger")
        @app.queue_output("$return", queue_name="replies", connection="Storage")
        def Reply(timer) -> str:
            orders = shared_code.orders
            found = [helper(), get_name(), orders.get_name(), orders.get_number(), prices.get_price()]
            return " ".join([*found, greeting.hello()])
    """,
    "greeting.py": FOLDERS["Reply/greeting.py"],
    **{name: content for name, content in FOLDERS.items() if name.startswith("shared_code")},
}
REPLY = "tea Ada Ada 7 8 hello"


pytestmark = pytest.mark.usefixtures("process")


def reply(app: App) -> str:
    text: str = app.invoke("Reply").return_value
    return text


def by_name(target: str) -> AbstractContextManager[object]:
    return mock.patch(target, return_value="patched")


def by_module(target: str) -> AbstractContextManager[object]:
    module, _, name = target.rpartition(".")
    return mock.patch.object(importlib.import_module(module), name, return_value="patched")


@contextmanager
def by_pytest(target: str) -> Generator[None, None, None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(target, lambda: "patched")
        yield


HOW: list[Patch] = [by_name, by_module, by_pytest]
WHAT = [
    (FOLDERS, "Reply.helper", 0),
    (FOLDERS, "__app__.Reply.helper", 0),
    (FOLDERS, "Reply.get_name", 1),
    (FOLDERS, "shared_code.orders.get_name", 2),
    (FOLDERS, "__app__.shared_code.orders.get_name", 2),
    (FOLDERS, "shared_code.orders.get_number", 3),
    (FOLDERS, "shared_code.prices.get_price", 4),
    (FOLDERS, "__app__.shared_code.prices.get_price", 4),
    (FOLDERS, "Reply.greeting.hello", 5),
    (FOLDERS, "__app__.Reply.greeting.hello", 5),
    (SCRIPT, "function_app.helper", 0),
    (SCRIPT, "function_app.get_name", 1),
    (SCRIPT, "shared_code.orders.get_name", 2),
    (SCRIPT, "shared_code.orders.get_number", 3),
    (SCRIPT, "shared_code.prices.get_price", 4),
    (SCRIPT, "greeting.hello", 5),
]


@pytest.mark.parametrize("first", ["nothing", "a call", "another app"])
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize(("files", "target", "place"), WHAT, ids=[f"{len(files)} {name}" for files, name, _ in WHAT])
def test_a_patch_acts(
    write_app: WriteApp, files: dict[str, object], target: str, place: int, how: Patch, first: str
) -> None:
    wanted = REPLY.split()
    # A name that was imported is one of the module that has imported it.
    wanted[place] = "patched"
    if target.endswith("shared_code.orders.get_name") and first == "nothing":
        # The patch itself imports the module, before the function imports the name from it.
        wanted[1] = "patched"
    with load_app(write_app(files)) as app:
        if first == "a call":
            assert reply(app) == REPLY
        if first == "another app":
            assert reply(app) == REPLY
            with load_app(write_app(files, "other")) as other:
                assert reply(other) == REPLY
        with how(target):
            assert reply(app) == " ".join(wanted)


@pytest.mark.parametrize(
    ("files", "names"),
    [(FOLDERS, ["shared_code.orders"]), (SCRIPT, ["function_app", "shared_code.orders"])],
    ids=["folders", "script"],
)
def test_what_the_test_has_imported_itself(write_app: WriteApp, files: dict[str, object], names: list[str]) -> None:
    root = write_app(files)
    sys.path.insert(0, str(root))
    mine = [importlib.import_module(name) for name in names]
    for _ in range(2):
        with load_app(root) as app:
            for each in mine:
                assert app.module(each.__name__) is each
            with mock.patch.object(mine[-1], "get_number", return_value="9"):
                assert reply(app) == REPLY.replace("7", "9")
            assert reply(app) == REPLY
        assert [sys.modules[name] for name in names] == mine


def test_a_function_that_the_test_has_imported_itself(write_app: WriteApp) -> None:
    files = {**FOLDERS, "Reply/__init__.py": "def helper(): return 'tea'\n\ndef main(timer) -> str: return helper()\n"}
    root = write_app(files)
    sys.path.insert(0, str(root))
    mine = importlib.import_module("Reply")
    with load_app(root) as app:
        with mock.patch.object(mine, "helper", return_value="cup"):
            assert reply(app) == "cup"
        assert app.module("__app__.Reply") is mine
    assert sys.modules["Reply"] is mine
    assert "__app__.Reply" not in sys.modules


def test_an_app_that_is_a_package_of_the_tests(write_app: WriteApp, tmp_path: Path) -> None:
    root = write_app(SCRIPT)
    sys.path[:0] = [str(tmp_path), str(root)]
    mine = importlib.import_module("app.function_app")
    with load_app(root) as app:
        with mock.patch("app.function_app.helper", return_value="cup"):
            assert reply(app) == REPLY.replace("tea", "cup")
        assert app.module("function_app") is mine


def test_the_folder_of_the_app_is_called_as_the_package(write_app: WriteApp, tmp_path: Path) -> None:
    root = write_app(FOLDERS, "__app__")
    sys.path.insert(0, str(tmp_path))
    mine = importlib.import_module("__app__.shared_code.orders")
    with load_app(root) as app:
        assert app.module("shared_code.orders") is mine
        with mock.patch("__app__.Reply.helper", return_value="cup"):
            assert reply(app) == REPLY.replace("tea", "cup")
    assert sys.modules["__app__.shared_code.orders"] is mine


def test_a_package_that_the_test_has_imported_lets_go_of_what_came_later(write_app: WriteApp) -> None:
    root = write_app({**FOLDERS, "shared_code/late.py": "calls = []\n"})
    sys.path.insert(0, str(root))
    package = importlib.import_module("shared_code")
    with load_app(root) as app, load_app(write_app(FOLDERS, "other")) as other:
        late = app.module("shared_code.late")
        reply(other)
        assert not hasattr(package, "late")
        reply(app)
        assert package.late is late is importlib.import_module("shared_code.late")
    assert not hasattr(package, "late")


@pytest.mark.parametrize("name", ["__main__", "__mp_main__"])
def test_the_main_module_is_a_copy(write_app: WriteApp, name: str) -> None:
    root = write_app(FOLDERS)
    main = ModuleType(name)
    vars(main).update(__file__=str(root / "shared_code" / "orders.py"), get_name=lambda: "Bob")
    with mock.patch.dict(sys.modules, {name: main}), load_app(root) as app:
        assert reply(app) == REPLY


def test_a_second_name_is_a_package_if_the_first_is(write_app: WriteApp) -> None:
    with load_app(write_app(FOLDERS)) as app:
        app.module("shared_code.orders")
        for name, is_package in {
            "__app__.shared_code": True,
            "__app__.shared_code.orders": False,
            "Reply": True,
        }.items():
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert (spec.submodule_search_locations is not None) is is_package


def test_a_function_with_the_name_of_a_module_of_python(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    main = "def main(timer) -> str:\n    import errno\n    return errno.errorcode[errno.ENOENT]\n"
    root = write_app({"errno/function.json": FOLDERS["Reply/function.json"], "errno/__init__.py": main})
    monkeypatch.delitem(sys.modules, "errno")
    with load_app(root) as app:
        assert app.invoke("errno").return_value == "ENOENT"


def test_a_module_is_reloaded(write_app: WriteApp) -> None:
    root = write_app(FOLDERS)
    with load_app(root) as app:
        orders = app.module("shared_code.orders")
        vars(orders)["get_name"] = lambda: "Bob"
        assert reply(app).split()[2] == "Bob"
        importlib.reload(orders)
        assert reply(app).split()[2] == "Ada"
        function = app.module("Reply")
        assert importlib.reload(function) is function


def test_a_module_that_the_test_takes_out_is_imported_again(write_app: WriteApp) -> None:
    with load_app(write_app(FOLDERS)) as app:
        first = app.module("shared_code.orders")
        del sys.modules["shared_code.orders"]
        assert app.module("shared_code.orders") is not first
    assert "shared_code.orders" not in sys.modules


def test_variables_that_a_test_sets_and_takes_out(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import os\n\ndef main(timer) -> str:\n    return os.environ.get('SHOP', 'none')\n"
    files = {**FOLDERS, "Reply/__init__.py": script, "local.settings.json": SETTINGS}
    monkeypatch.setenv("EMPTY", "")
    with load_app(write_app(files)) as app:
        assert os.environ["EMPTY"] == "1"
        with monkeypatch.context() as patch:
            patch.setenv("SHOP", "Malmö")
            assert reply(app) == "Malmö"
            patch.delenv("SHOP")
            assert reply(app) == "none"
        assert reply(app) == "Lund"
        del os.environ["SHOP"]
    assert os.environ["EMPTY"] == ""


def test_an_app_that_is_opened_while_a_module_is_imported(write_app: WriteApp) -> None:
    files = {
        **FOLDERS,
        "checks/__init__.py": "",
        "checks/look.py": f"""
            from azure_functions_lite.testing import load_app
            with load_app({str(write_app(FOLDERS, "other"))!r}) as app:
                FOUND = app.invoke("Reply").return_value
        """,
    }
    with load_app(write_app(files)) as app:
        assert app.module("checks.look").FOUND == REPLY
        assert reply(app) == REPLY


def test_tests_in_the_folder_of_the_app_are_not_its_modules(write_app: WriteApp) -> None:
    files = {
        **FOLDERS,
        **dict.fromkeys(("shop/tests/__init__.py", "conftest.py", "test_reply.py", "reply_test.py"), ""),
        **dict.fromkeys(("shop/test/__init__.py", "test/__init__.py"), ""),
    }
    names = ("shop.tests", "shop.test", "test", "conftest", "test_reply", "reply_test")
    with load_app(write_app(files)):
        mine = [importlib.import_module(name) for name in names]
    assert [sys.modules[each.__name__] for each in mine] == mine
    others = ModuleType("conftest")
    others.__file__ = "/elsewhere/conftest.py"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "conftest", others)
        with load_app(write_app(files)) as app:
            assert reply(app) == REPLY
            assert sys.modules["conftest"] is others


@pytest.mark.parametrize("name", ["test", "tests"])
def test_a_function_with_the_name_of_a_test(write_app: WriteApp, name: str) -> None:
    files = {
        f"{name}/function.json": FOLDERS["Reply/function.json"],
        f"{name}/__init__.py": "main = lambda timer: TEXT\nTEXT = 'tea'",
    }
    before = sys.modules.get(name)
    with load_app(write_app(files)) as app, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(f"{name}.TEXT", "cup")
        assert app.invoke(name).return_value == "cup"
    assert sys.modules.get(name) is before
    assert f"__app__.{name}" not in sys.modules
