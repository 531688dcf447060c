"""What an app changes in the process while it is open, and that nothing of it stays once it is closed."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest

from azure_functions_lite.testing import App, load_app
from azure_functions_lite.testing._apps import isolation
from azure_functions_lite.testing._apps.finder import Finder

WriteApp = Callable[..., Path]

REPLY = ["timer timerTrigger in", "$return queue out"]
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def files(modules: Iterable[str]) -> list[str]:
    return [getattr(sys.modules[name], "__file__", None) or name for name in modules]


@pytest.fixture(autouse=True)
def unchanged(process: None, tmp_path: Path) -> Iterator[None]:
    """Every test leaves the process as it was, except modules of Python and of other packages."""
    path, variables, modules = sys.path[:], environment(), sys.modules.copy()
    yield
    gc.collect()
    assert sys.path == path
    assert environment() == variables
    assert {name: sys.modules[name] for name in modules} == modules
    folders = (str(tmp_path), str(EXAMPLES))
    assert [file for file in files(sys.modules.keys() - modules) if file.startswith(folders)] == []


def replying(*lines: str) -> dict[str, object]:
    """A function `reply` that returns text, with these lines above."""
    body = "\n".join(lines)
    return {
        "reply/function.json": REPLY,
        "reply/__init__.py": f"{body}\n\n\ndef main(timer) -> str:\n    return text()",
    }


def reply(app: App) -> str:
    text: str = app.invoke("reply").return_value
    return text


SHARED = ("import shared_code.orders", "text = lambda: shared_code.orders.TEXT")


def shared(text: str) -> dict[str, object]:
    return {**replying(*SHARED), "shared_code/__init__.py": "", "shared_code/orders.py": f"TEXT = {text!r}\n"}


# --- nothing stays


@pytest.mark.parametrize("name", ["guide_app", "v2_app"])
def test_an_app_is_there_while_it_is_open(name: str) -> None:
    root = str(EXAMPLES / name)
    path, variables, modules = sys.path[:], environment(), {*sys.modules}

    def of_the_app() -> list[str]:
        return [file for file in files(sys.modules.keys() - modules) if file.startswith(root)]

    with load_app(root) as app:
        assert sys.path == [root, *path]
        assert environment().items() > variables.items()
        assert of_the_app() == []
        app.invoke("timer_cleanup" if name == "guide_app" else "nightly")
        assert app.check() == []
        assert of_the_app() != []
    assert sys.path == path
    assert environment() == variables
    assert of_the_app() == []


def test_nothing_stays_of_an_import_that_fails(write_app: WriteApp) -> None:
    lines = ("import shared_code.orders", "raise LookupError('no such shop')")
    with load_app(write_app({**shared("tea"), **replying(*lines)})) as app:
        for _ in range(2):
            with pytest.raises(LookupError, match=r"^no such shop$"):
                reply(app)
            assert not {"reply", "__app__.reply"} & sys.modules.keys()
    assert not {"__app__", "shared_code", "shared_code.orders"} & sys.modules.keys()


def test_nothing_stays_when_a_function_fails(write_app: WriteApp) -> None:
    root = write_app(replying("import late", "text = lambda: 1 / 0") | {"late.py": ""})
    with load_app(root) as app, pytest.raises(ZeroDivisionError):
        reply(app)
    assert "late" not in sys.modules


def test_nothing_stays_of_an_app_that_nobody_closes(write_app: WriteApp) -> None:
    path = sys.path[:]
    assert reply(load_app(write_app(shared("tea")))) == "tea"
    assert sys.path == path
    assert "shared_code" not in sys.modules


def test_an_app_that_nobody_closes_waits_for_another_to_change(write_app: WriteApp) -> None:
    app = load_app(write_app(shared("tea")))
    assert reply(app) == "tea"
    with isolation._changing:  # pyright: ignore[reportPrivateUsage]  # another thread has it for a moment only
        del app
        gc.collect()
        assert "shared_code" in sys.modules
    # Of another length, as Python tells its cached code from newer by time and size.
    with load_app(write_app(shared("coffee"))) as other:
        assert reply(other) == "coffee"
    assert "shared_code" not in sys.modules


def test_what_is_not_of_the_app_stays(write_app: WriteApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library.py").write_text("TEXT = 'tea'\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    installed = ".venv/lib/site-packages"
    lines = (
        f"import sys; sys.path.append({str(tmp_path / 'app' / installed)!r})",
        "import library, vendored; text = lambda: library.TEXT",
    )
    root = write_app({**replying(*lines), f"{installed}/vendored.py": ""})
    assert reply(load_app(root)) == "tea"
    first = sys.modules["library"], sys.modules["vendored"]
    assert reply(load_app(root)) == "tea"
    assert (sys.modules.pop("library"), sys.modules.pop("vendored")) == first


def test_a_python_in_the_folder_of_the_app(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("import sys; sys.path.append(__file__[:-17] + 'env/lib')", "import pythonic; text = lambda: 'tea'")
    root = write_app({**replying(*lines), "env/lib/pythonic.py": ""})
    monkeypatch.setattr(sys, "prefix", str(root / "env"))
    assert reply(load_app(root)) == "tea"
    assert sys.modules.pop("pythonic").__file__ == str(root / "env" / "lib" / "pythonic.py")


def test_an_app_below_a_folder_of_packages(write_app: WriteApp) -> None:
    with load_app(write_app(shared("tea"), "lib/site-packages/app")) as app:
        assert reply(app) == "tea"
    assert "shared_code" not in sys.modules


NOTHING_NEW = """
import importlib, sys
import azure_functions_lite.testing.apps
# New files are seen by that, for which Python itself imports modules.
importlib.invalidate_caches()
before = [*sys.modules.items()]
app = azure_functions_lite.testing.apps.load_app(sys.argv[1])
assert app.check() == []
for _ in range(2):
    assert app.invoke("reply").return_value == "tea"
app.close()
after = [*sys.modules.items()]
print(after == before or {*dict(after)} ^ {*dict(before)})
"""


def test_not_a_module_more(write_app: WriteApp) -> None:
    root = write_app(shared("tea"))
    command = [sys.executable, "-c", NOTHING_NEW, str(root)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


# --- and yet the app goes on where it was


def test_globals_live_on(write_app: WriteApp) -> None:
    root = write_app(replying("calls = []", "text = lambda: calls.append(1) or str(len(calls))"))
    app, other = load_app(root), load_app(root)
    assert [reply(app), reply(app), reply(other), reply(app)] == ["1", "2", "1", "3"]


def test_imports_within_functions(write_app: WriteApp) -> None:
    lines = ("def text():", "    import late", "    late.calls.append(1)", "    return str(len(late.calls))")
    app = load_app(write_app({**replying(*lines), "late.py": "calls = []\n"}))
    assert [reply(app), reply(app)] == ["1", "2"]


@pytest.mark.parametrize("how", ["append(", "insert(0, "])
def test_what_the_app_adds_to_the_path(write_app: WriteApp, tmp_path: Path, how: str) -> None:
    lines = (
        f"import sys; sys.path.{how}{str(tmp_path / 'app' / 'lib')!r})",
        "def text():",
        "    import late",
        "    return late.TEXT",
    )
    app = load_app(write_app({**replying(*lines), "lib/late.py": "TEXT = 'tea'\n"}))
    assert app.function("reply").is_async is False
    assert [reply(app), reply(app)] == ["tea", "tea"]


def test_an_app_that_takes_itself_off_the_path(write_app: WriteApp, tmp_path: Path) -> None:
    lines = (f"import sys; sys.path[:] = [place for place in sys.path if place != {str(tmp_path / 'app')!r}]",)
    app = load_app(write_app(replying(*lines, "text = lambda: sys.path[0]")))
    before = sys.path[1]
    assert [reply(app), reply(app)] == [before, before]
    app.close()
    assert sys.path[0] == before


def test_patching(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = load_app(write_app(shared("tea")))
    monkeypatch.setattr(app.module("shared_code.orders"), "TEXT", "cup")
    assert reply(app) == "cup"
    monkeypatch.undo()
    assert reply(app) == "tea"


def test_a_module_that_is_not_there(write_app: WriteApp) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'nowhere'$"):
        load_app(write_app(shared("tea"))).module("nowhere")


def test_files_that_were_not_there_before(write_app: WriteApp) -> None:
    root = write_app(shared("tea"))
    app = load_app(root)
    assert reply(app) == "tea"
    before = os.stat(root)
    write_app({"late.py": "TEXT = 'cup'\n"})
    # Python takes a folder for unchanged as long as its time is, which some file systems have in seconds.
    os.utime(root, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert app.module("late").TEXT == "cup"


def test_what_is_closed_goes_away(write_app: WriteApp) -> None:
    app = load_app(write_app(shared("tea")))
    assert reply(app) == "tea"
    kept = [weakref.ref(app.module(name)) for name in ("shared_code.orders", "__app__.reply")]
    app.close()
    gc.collect()
    assert [ref() for ref in kept] == [None, None]


# --- others of the same name


def test_two_apps(write_app: WriteApp) -> None:
    tea, cup = load_app(write_app(shared("tea"), "tea")), load_app(write_app(shared("cup"), "cup"))
    assert [reply(tea), reply(cup), reply(tea)] == ["tea", "cup", "tea"]
    assert tea.module("shared_code.orders").TEXT == "tea"
    assert cup.module("shared_code.orders").TEXT == "cup"


def test_two_scripts(write_app: WriteApp) -> None:
    script = """
        import azure_functions_lite as func
        import shop

        app = func.FunctionApp()

        @app.generic_trigger("name", "someTrigger")
        def reply(name) -> str:
            return f"{shop.TEXT} for {name}"
    """
    roots = [write_app({"function_app.py": script, "shop.py": f"TEXT = {text!r}"}, text) for text in ("tea", "cup")]
    apps = [load_app(root) for root in roots]
    replies = [app.invoke("reply", name="Ada").return_value for app in (*apps, *apps)]
    assert replies == ["tea for Ada", "cup for Ada"] * 2


SLOW = """
    import asyncio, os

    async def main(timer) -> str:
        await asyncio.sleep(0)
        if os.environ.get("SHOP"):
            await asyncio.sleep(0.01)
        from shared_code import orders
        return orders.TEXT
"""


def test_calls_of_two_apps_at_once(write_app: WriteApp) -> None:
    tea = load_app(write_app({**shared("tea"), "reply/__init__.py": SLOW}, "tea"))
    settings = {"local.settings.json": {"IsEncrypted": False, "Values": {"SHOP": "cups"}}}
    cup = load_app(write_app({**shared("cup"), **settings, "reply/__init__.py": SLOW}, "cup"))
    tea.module("shared_code.orders")

    async def both() -> list[str]:
        results = await asyncio.gather(*(app.invoke_async("reply") for app in (tea, cup, tea, cup)))
        return [result.return_value for result in results]

    # The one that was entered last is in place; each of them goes away when its own calls have ended.
    assert asyncio.run(both())[3] == "cup"
    assert [reply(tea), reply(cup)] == ["tea", "cup"]


def test_an_app_in_an_app(write_app: WriteApp) -> None:
    with load_app(write_app(shared("cup"), "cup")) as cup, load_app(write_app(shared("tea"), "tea")) as tea:
        orders = tea.module("shared_code.orders")

        def text(_: str) -> str:
            found = reply(cup)
            # The function goes on, and finds its own modules.
            assert sys.modules["shared_code.orders"] is orders
            return found

        vars(orders)["__getattr__"] = text
        del vars(orders)["TEXT"]
        assert [reply(tea), reply(tea)] == ["cup", "cup"]


def test_the_app_that_was_opened_or_called_last_is_in_place(write_app: WriteApp) -> None:
    def settings(name: str) -> object:
        return {"IsEncrypted": False, "Values": {"SHOP": name}}

    def text() -> str:
        found: str = import_module("shared_code.orders").TEXT
        return f"{found} {os.environ['SHOP']} {Path(sys.path[0]).name}"

    files = {name: {"local.settings.json": settings(name), **shared(name)} for name in ("tea", "cup", "pot")}
    tea, cup, pot = (load_app(write_app(each, name)) for name, each in files.items())
    assert text() == "pot pot pot"
    reply(tea)
    assert text() == "tea tea tea"
    cup.module("shared_code.orders")
    assert text() == "cup cup cup"
    pot.close()
    assert text() == "cup cup cup"
    cup.close()
    assert text() == "tea tea tea"
    tea.close()
    assert "shared_code" not in sys.modules
    assert "SHOP" not in os.environ


def module(name: str, **attributes: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(attributes)
    return made


def test_a_module_of_the_test_comes_back(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = {name: module(name, __file__="/elsewhere/x.py") for name in ("shared_code", "shared_code.orders")}
    for name, each in mine.items():
        monkeypatch.setitem(sys.modules, name, each)
    assert reply(load_app(write_app(shared("tea")))) == "tea"
    assert {name: sys.modules[name] for name in mine} == mine


def test_a_module_that_the_test_has_imported_is_the_one(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_app(shared("tea"))
    monkeypatch.setattr(sys, "path", [str(root), *sys.path])
    try:
        orders: Any = import_module("shared_code.orders")
        app = load_app(root)
        orders.TEXT = "cup"
        assert reply(app) == "cup"
        assert app.module("shared_code.orders") is orders is sys.modules["shared_code.orders"]
    finally:
        del sys.modules["shared_code"], sys.modules["shared_code.orders"]


def test_a_package_takes_a_folder_of_its_name_in(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = module("shop", __path__=["/usr/lib/site-packages/shop"], TEXT="installed")
    made = module("made", TEXT="made")
    mine = module("mine", __path__=["/elsewhere/mine"])
    for each in (installed, made, mine):
        monkeypatch.setitem(sys.modules, each.__name__, each)
    lines = ("import shop, made, mine.orders", "text = lambda: f'{shop.TEXT} {made.TEXT} {mine.orders.TEXT}'")
    folders = {f"{name}/orders.py": "TEXT = 'tea'\n" for name in ("shop", "made", "mine")}
    assert reply(load_app(write_app({**replying(*lines), **folders}))) == "installed made tea"
    assert [sys.modules[name] for name in ("shop", "made", "mine")] == [installed, made, mine]


@pytest.mark.parametrize("made", [None, module("orders", TEXT="cup"), Mock(TEXT="cup")], ids=["none", "module", "mock"])
def test_what_a_test_has_put_in_the_place_of_a_module(
    write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, made: Any
) -> None:
    monkeypatch.setitem(sys.modules, "orders", made)
    with load_app(write_app({**replying("import orders", "text = lambda: orders.TEXT"), "orders.py": "1 / 0"})) as app:
        if made is None:
            with pytest.raises(ModuleNotFoundError, match="orders"):
                reply(app)
        else:
            assert reply(app) == "cup"
    assert sys.modules["orders"] is made


def test_an_app_in_the_folder_of_an_app(write_app: WriteApp) -> None:
    outer = load_app(write_app(shared("tea"), "outer"))
    inner = load_app(write_app(shared("cup"), "outer/inner"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "shared_code", inner.module("shared_code"))
        patch.setitem(sys.modules, "shared_code.orders", inner.module("shared_code.orders"))
        assert [reply(outer), reply(inner)] == ["tea", "cup"]


def test_links(write_app: WriteApp, tmp_path: Path) -> None:
    write_app({"__init__.py": "", "orders.py": "TEXT = 'tea'\n"}, "common")
    root = write_app(replying(*SHARED))
    (root / "shared_code").symlink_to(tmp_path / "common")
    (tmp_path / "link").symlink_to(root)
    for path in (root, tmp_path / "link"):
        with load_app(path) as app:
            assert reply(app) == "tea"
        assert "shared_code" not in sys.modules
    app = load_app(tmp_path / "link")
    assert app.function("reply").script == tmp_path / "link" / "reply" / "__init__.py"


@pytest.mark.parametrize(
    ("place", "is_own"),
    [
        ("orders.py", True),
        ("shop/orders.py", True),
        ("shop/latest_tests.py", True),
        ("testing/orders.py", True),
        ("", True),
        ("tests/orders.py", False),
        ("test/orders.py", False),
        ("shop/tests/orders.py", False),
        ("conftest.py", False),
        ("test_orders.py", False),
        ("shop/orders_test.py", False),
        ("../orders.py", False),
        ("../app_of_others/orders.py", False),
    ],
)
def test_files_of_an_app(tmp_path: Path, place: str, is_own: bool) -> None:
    root = tmp_path / "app"
    assert Finder(str(root), "__app__").contains(str(root / place)) == is_own


@pytest.mark.parametrize("name", ["test", "tests"])
def test_a_function_that_is_called_like_tests(write_app: WriteApp, name: str) -> None:
    root = write_app({f"{name}/function.json": ["timer timerTrigger in"]})
    assert Finder(str(root), "__app__").contains(str(root / name / "__init__.py"))
    assert not Finder(str(root / name), "__app__").contains(str(root / name / name / "__init__.py"))


def test_pythons_own_modules_are_not_apps(write_app: WriteApp) -> None:
    queue = sys.modules.get("queue") or import_module("queue")
    app = load_app(write_app({**replying("import queue; text = lambda: queue.__name__"), "queue.py": "1 / 0"}))
    assert reply(app) == "queue"
    assert sys.modules["queue"] is queue
