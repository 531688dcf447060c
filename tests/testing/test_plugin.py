"""The plugin that pytest finds where the package is installed: its fixtures and settings."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from azure_functions_lite import Context
from azure_functions_lite.testing import App, context, plugin

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
    """Run the tests above in a process of their own, in which pytest finds the plugin by itself."""
    pytester.makeini(f"[pytest]\n{settings}\n")
    app = pytester.path / folder
    app.mkdir(exist_ok=True)
    (app / "function_app.py").write_text(APP, "utf-8")
    pytester.makepyfile(test_it=TESTS)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_the_app_in_the_root_directory(pytester: pytest.Pytester) -> None:
    run(pytester, "azure_functions_alias = true").assert_outcomes(passed=3)


def test_an_app_elsewhere(pytester: pytest.Pytester) -> None:
    settings = "azure_functions_alias = true\nazure_functions_app = src"
    run(pytester, settings, "src").assert_outcomes(passed=3)


def test_a_script(pytester: pytest.Pytester) -> None:
    settings = "azure_functions_alias = true\nazure_functions_app = src/function_app.py"
    run(pytester, settings, "src").assert_outcomes(passed=3)


def test_without_the_alias(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\ndef test_it():\n    assert 'azure.functions' not in sys.modules\n")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_an_app_that_is_not_there(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nazure_functions_app = nowhere\n")
    pytester.makepyfile("def test_it(function_app): ...")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*AppError: cannot load an app: expected a folder or a script, got '*nowhere'*"])


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
