"""What the import of an app does: it becomes a problem with its place, and the process is as before."""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_functions_lite.testing.apps import load_app
from azure_functions_lite.testing.problems import Problem

WriteApp = Callable[..., Path]

APP = "import azure_functions_lite as func\napp = func.FunctionApp()\n"
ROUTE = "@app.route(route='greet')\ndef greet(req: func.HttpRequest) -> str:\n    return 'tea'\n"


def check(root: Path) -> list[Problem]:
    with load_app(root) as app:
        return app.check()


class Stop(BaseException):
    """Not an `Exception`."""


@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("raise GeneratorExit", "GeneratorExit"),
        ("import asyncio; raise asyncio.CancelledError('late')", "CancelledError: late"),
        ("class Stop(BaseException): ...\nraise Stop('it')", "Stop: it"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("import os; os._exit(3)", "SystemExit: os._exit(3)"),
        ("import os; os.abort()", "SystemExit: os.abort()"),
        ("import os; os.execv('/bin/false', ['false'])", "SystemExit: os.execv('/bin/false', ['false'])"),
        ("import os; os.execl('/bin/false', 'false')", "SystemExit: os.execv('/bin/false', ('false',))"),
        ("import os; os.execve('/bin/false', ['false'], {})", "SystemExit: os.execve('/bin/false', ['false'], {})"),
        ("input('Name: ')", "EOFError: EOF when reading a line"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
        ("x = " + "(" * 300 + ")" * 300, "SyntaxError: too many nested parentheses"),
        ("x = '\0'", "SyntaxError" if sys.version_info >= (3, 11, 4) else "ValueError"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "E"),
        ("raise ValueError('tea' * 1000)", "ValueError: teatea"),
        ("raise ValueError('\\ud800\\n and more')", "ValueError: \ud800 and more"),
        ("raise ExceptionGroup('all', [ValueError(7)])", "ExceptionGroup: all"),
    ],
    ids=lambda given: given[:20].replace("\0", "0").encode("ascii", "replace").decode(),
)
def test_whatever_an_import_raises_is_a_problem(write_app: WriteApp, line: str, got: str) -> None:
    if "ExceptionGroup" in line and sys.version_info < (3, 11):
        pytest.skip("this Python has none")
    [problem] = check(write_app({"function_app.py": f"{line}\n{APP}"}))
    assert problem.code == "import-error"
    assert problem.message.startswith(f"expected a script that can be imported, got {got}")
    assert len(problem.message) < 500
    [problem] = check(write_app({"take/function.json": ["msg queueTrigger in"], "take/__init__.py": line}, "other"))
    assert (problem.function, problem.code, problem.line is not None) == ("take", "import-error", "\0" not in line)


@pytest.mark.parametrize(("length", "end"), [(400, ""), (401, "…"), (4000, "…")])
def test_long_texts_of_errors(write_app: WriteApp, length: int, end: str) -> None:
    [problem] = check(write_app({"function_app.py": f"raise ValueError('t' * {length})\n"}))
    assert problem.message == f"expected a script that can be imported, got ValueError: {'t' * 400}{end}"


def test_the_keyboard_ends_the_check(write_app: WriteApp) -> None:
    files: dict[str, object] = {"function_app.py": "raise KeyboardInterrupt"}
    with pytest.raises(KeyboardInterrupt):
        check(write_app(files))
    files = {"take/function.json": ["msg queueTrigger in"], "take/__init__.py": "raise KeyboardInterrupt"}
    with pytest.raises(KeyboardInterrupt):
        check(write_app(files, "other"))


def test_a_folder_without_a_package_file_in_a_package_that_fails(write_app: WriteApp) -> None:
    files = {
        "take/function.json": ["msg queueTrigger in"],
        "take/__init__.py": "import shop",
        "shop/__init__.py": "import shop.parts.tea\nraise ValueError('closed')\n",
        "shop/parts/tea.py": "",
    }
    [problem] = check(write_app(files))
    assert (Path(problem.file).parts[-2:], problem.line) == (("shop", "__init__.py"), 2)
    assert "shop.parts" not in sys.modules


def test_the_process_is_as_before(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    script = (
        "import os, sys, warnings\nsys.argv[:] = ['x']\nsys.argv = []\nopen('here.txt').close()\nos.chdir('/')\n"
        "sys.stdout = sys.stderr = None\nsys.setrecursionlimit(5000)\nwarnings.simplefilter('always')\n"
        "sys.path.append('/nowhere/at/all')\n"
    )
    root = write_app({"function_app.py": f"{script}{APP}{ROUTE}", "here.txt": ""})
    argv, arguments, folder = sys.argv, sys.argv[:], os.getcwd()
    state = (sys.stdin, sys.stdout, sys.stderr, sys.getrecursionlimit(), warnings.filters[:], os._exit, os.abort)
    assert check(root) == []
    assert sys.argv is argv
    assert (argv, os.getcwd()) == (arguments, folder)
    assert state == (
        *(sys.stdin, sys.stdout, sys.stderr, sys.getrecursionlimit(), warnings.filters[:]),
        *(os._exit, os.abort),
    )
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_of_the_app_may_end(write_app: WriteApp) -> None:
    script = "import os\nchild = os.fork()\nif not child: os._exit(7)\nassert os.waitpid(child, 0)[1] >> 8 == 7\n"
    with warnings.catch_warnings():
        # Python warns of threads of the test run.
        warnings.simplefilter("ignore")
        assert check(write_app({"function_app.py": f"{script}{APP}{ROUTE}"})) == []


def test_threads_that_go_on(write_app: WriteApp) -> None:
    script = (
        "import threading\nstop = threading.Event()\n\n\ndef poll(): stop.wait(60)\n"
        "def end(): stop.set()\n"
        "threading.Thread(target=poll).start()\n"
        "threading.Thread(target=poll, daemon=True).start()\n"
        "threading.Thread(target=stop.wait, args=[60]).start()\n"
    )
    root = write_app({"function_app.py": f"{script}{APP}{ROUTE}"})
    with load_app(root) as app:
        problems = app.check()
        app.module("function_app").end()
    message = "the import starts a thread that runs 'poll' and does not end: make it a daemon"
    assert [str(problem) for problem in problems] == [f"{root}/function_app.py:5: {message} [left-running]"]
    assert problems[0].is_warning
    wait = time.monotonic() + 5
    while any("wait" in str(thread) or "poll" in str(thread) for thread in threading.enumerate()):
        assert time.monotonic() < wait
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("threading.Thread(target=poll).start()", "poll"),
        ("class Poll(threading.Thread):\n    def run(self): poll()\nPoll().start()", "run"),
        ("threading.Timer(60, poll).start()", "poll"),
    ],
    ids=["a target", "a class", "a timer"],
)
def test_what_a_thread_runs(write_app: WriteApp, start: str, name: str) -> None:
    script = f"import threading\nstop = threading.Event()\ndef poll(): stop.wait(60)\n{start}\n"
    with load_app(write_app({"function_app.py": f"{script}{APP}{ROUTE}"})) as app:
        problems = app.check()
        app.module("function_app").stop.set()
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.cancel()
    message = f"the import starts a thread that runs {name!r} and does not end: make it a daemon"
    assert [problem.message for problem in problems] == [message]


def test_annotations_and_rows_that_raise(write_app: WriteApp) -> None:
    script = (
        f"{APP}class Odd:\n    def __eq__(self, other): raise ValueError('odd')\n    __hash__ = None\n"
        "    def __call__(self): ...\n    def __repr__(self): raise ValueError('odd')\n"
        "@app.route()\ndef one(req): ...\none.__wrapped__.__annotations__['req'] = Odd()\n"
        "@app.generic_trigger(arg_name='msg', type='fooTrigger', extra=object())\ndef two(msg): ...\n"
        f"{ROUTE.replace('-> str', '-> int')}"
    )
    problems = check(write_app({"function_app.py": script}))
    assert [(each.function, each.code) for each in problems] == [
        ("one", "unchecked"),
        ("two", "import-error"),
        ("greet", "return-annotation"),
    ]
    assert problems[0].message == "expected a function that can be checked, got ValueError: odd"
    assert problems[0].is_warning


def test_functions_that_wrap_themselves(write_app: WriteApp) -> None:
    files = {
        "take/function.json": ["msg queueTrigger in"],
        "take/__init__.py": "def main(msg): return 7\nmain.__wrapped__ = main\n",
    }
    assert [each.code for each in check(write_app(files))] == ["unchecked"]
