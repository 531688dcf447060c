"""The plugin that pytest finds where the package is installed: its fixtures and settings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from azure_functions_lite import Context
from azure_functions_lite.testing import App, context, load_app, plugin
from azure_functions_lite.testing._apps.hints import ALIAS_HINT

APP = """
import azure.functions as func

app = func.FunctionApp()

@app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage")
@app.queue_output(arg_name="out", queue_name="receipts", connection="Storage")
def work(msg: func.QueueMessage, out: func.Out[str]) -> None:
    out.set(msg.get_body().decode().upper())
"""

TESTS = """
import azure_functions_lite as func

def test_invoke(function_app):
    assert function_app.invoke("work", msg="tea").outputs == {"out": "TEA"}

def test_it_is_the_same_app(function_app, request):
    assert request.getfixturevalue("function_app") is function_app
    assert [function.name for function in function_app.functions] == ["work"]

def test_context(function_context):
    assert isinstance(function_context, func.Context)
    assert function_context.invocation_id
"""


def run(pytester: pytest.Pytester, settings: str, folder: str = ".") -> pytest.RunResult:
    """Run the tests above in their own process, in which pytest finds the plugin by itself."""
    pytester.makeini(f"[pytest]\n{settings}\n")
    app = pytester.path / folder
    app.mkdir(exist_ok=True)
    (app / "function_app.py").write_text(APP, "utf-8")
    pytester.makepyfile(test_it=TESTS)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


@pytest.mark.slow
def test_the_app_in_the_root_directory(pytester: pytest.Pytester) -> None:
    run(pytester, "azure_functions_alias = true").assert_outcomes(passed=3)


@pytest.mark.usefixtures("process")
def test_the_app_of_a_test_is_in_place_again(write_app: Callable[..., Path]) -> None:
    first, second = (write_app({"function_app.py": "", "shop_here.py": f"name = {name!r}"}, name) for name in "ab")
    with load_app(first) as app, load_app(second):
        # Something with a test function but no fixtures, such as a doctest.
        plugin.pytest_runtest_call(cast("pytest.Item", SimpleNamespace()))
        assert import_module("shop_here").name == "b"
        plugin.pytest_runtest_call(cast("pytest.Item", SimpleNamespace(funcargs={"function_app": app})))
        assert import_module("shop_here").name == "a"


@pytest.mark.slow
def test_an_app_elsewhere(pytester: pytest.Pytester) -> None:
    settings = "azure_functions_alias = true\nazure_functions_app = src"
    run(pytester, settings, "src").assert_outcomes(passed=3)


@pytest.mark.slow
def test_a_script(pytester: pytest.Pytester) -> None:
    settings = "azure_functions_alias = true\nazure_functions_app = src/function_app.py"
    run(pytester, settings, "src").assert_outcomes(passed=3)


@pytest.mark.slow
def test_without_the_alias(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\ndef test_it():\n    assert 'azure.functions' not in sys.modules\n")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


@pytest.mark.slow
def test_an_app_that_is_not_there(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nazure_functions_app = nowhere\n")
    pytester.makepyfile("def test_it(function_app): ...")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    found = "cannot load an app: expected a folder or a script, got '*nowhere', which does not exist"
    setting = "set azure_functions_app in the configuration of pytest to the folder or script of the app"
    result.stdout.fnmatch_lines([f"{found}; {setting}"])


@pytest.mark.slow
def test_a_root_directory_without_an_app(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(function_app): ...")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    found = "there is no function app in '*', neither function_app.py nor a folder with a function.json"
    result.stdout.fnmatch_lines([f"{found}; set azure_functions_app in the configuration of pytest *"])


SCRIPT = """
import azure_functions_lite as func
import shop

app = func.FunctionApp()

@app.generic_trigger("name", "someTrigger")
def reply(name) -> str:
    return f"{shop.greet()} {name}"
"""
SEVERAL = """
from unittest import mock
import pytest

PATHS = ["tea", "cup/function_app.py"]

@pytest.mark.parametrize("function_app", PATHS, indirect=True)
@mock.patch("shop.greet", return_value="patched")
def test_each(greet, function_app):
    assert function_app.invoke("reply", name="Ada").return_value == "patched Ada"

def test_both(open_function_app):
    tea, cup = map(open_function_app, PATHS)
    assert tea is open_function_app("tea")
    for path, greeting in (("tea", "tea for"), ("cup/function_app.py", "cup for"), ("tea", "tea for")):
        app = open_function_app(path)
        assert app.invoke("reply", name="Ada").return_value == f"{greeting} Ada"
        with mock.patch("shop.greet", return_value="patched"):
            assert app.invoke("reply", name="Ada").return_value == "patched Ada"

@mock.patch("shop.greet", return_value="patched")
def test_the_app_of_the_fixture_is_in_place(greet, open_function_app, function_app):
    assert function_app.invoke("reply", name="Ada").return_value == "patched Ada"

def test_no_app(open_function_app):
    open_function_app("nowhere")
"""


@pytest.mark.slow
def test_several_apps(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nazure_functions_app = tea\n")
    for name in ("tea", "cup"):
        folder = pytester.mkdir(name)
        (folder / "function_app.py").write_text(SCRIPT, "utf-8")
        (folder / "shop.py").write_text(f"def greet(): return '{name} for'", "utf-8")
    pytester.makepyfile(test_it=SEVERAL)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["cannot load an app: *nowhere', which does not exist"])


@pytest.mark.slow
def test_the_tests_of_an_app_import_its_modules(pytester: pytest.Pytester) -> None:
    # As `python -m pytest` does in the folder of an app, plain `pytest` finds them, too.
    pytester.makeini("[pytest]\nazure_functions_app = .\naddopts = --import-mode=importlib\n")
    (pytester.path / "function_app.py").write_text(APP.replace("azure.functions", "azure_functions_lite"), "utf-8")
    pytester.mkdir("tests").joinpath("test_it.py").write_text(f"import function_app as mine\n{TESTS}", "utf-8")
    command = Path(sys.executable).with_name("pytest")
    pytester.run(command, "-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_the_hint_of_an_app_that_imports_the_official_sdk(write_app: Callable[..., Path]) -> None:
    root = write_app({"function_app.py": "raise ModuleNotFoundError('No module named azure', name='azure')\n"})
    with load_app(root) as app, pytest.raises(ModuleNotFoundError) as caught:
        app.module("function_app")
    notes: list[str] = getattr(caught.value, "__notes__", [])
    assert notes == ([f"azure is missing: {ALIAS_HINT}"] if sys.version_info >= (3, 11) else [])


def test_fixtures_of_this_run(function_app: App, function_context: Context) -> None:
    # That of the guide: the setting is in pyproject.toml.
    assert "http_greet" in [function.name for function in function_app.functions]
    assert function_context == context()


def test_it_is_found() -> None:
    [found] = entry_points(group="pytest11", name="azure_functions_lite")
    assert found.load() is plugin


def test_it_costs_next_to_nothing() -> None:
    script = "import sys, pytest; before = {*sys.modules}; import azure_functions_lite.testing.plugin"
    script += "; print(*sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    names = {name for name in done.stdout.split() if not name.startswith("_virtualenv")}
    assert names == {
        "azure_functions_lite",
        "azure_functions_lite._lazy",
        "azure_functions_lite.testing",
        "azure_functions_lite.testing.plugin",
    }
