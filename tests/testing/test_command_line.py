"""What the commands of ``python -m azure_functions_lite`` print: of whatever an app does, and on whatever terminal."""

from __future__ import annotations

import atexit
import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

import azure_functions_lite
from azure_functions_lite.__main__ import HELP, main, parser

WriteApp = Callable[..., Path]

QUEUE = ["msg queueTrigger in", "out queue out"]
HTTP = ["req httpTrigger in", "$return http out"]
APP = """\
import azure_functions_lite as func

app = func.FunctionApp()

@app.generic_trigger("msg", "rabbitMQTrigger")
def reply(msg):
    return msg
"""


@pytest.fixture
def run(write_app: WriteApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Write an app, and run a command on it: `invoke` calls the function `reply`."""

    def run(
        script: str, command: str = "invoke", *options: str, rows: object = None, data: object = None
    ) -> tuple[int, str, str]:
        files = {"reply/__init__.py": script, "reply/function.json": rows} if rows else {"function_app.py": script}
        root = write_app(files)
        payload = tmp_path / "payload.json"
        payload.write_text(json.dumps({"Data": data or {"msg": "tea"}}))
        arguments = ["reply", "--payload", str(payload)] if command == "invoke" else []
        status = main([command, str(root), *arguments, *options])
        out, err = capsys.readouterr()
        return status, out, err.replace(str(root), "APP")

    return run


Run = Callable[..., tuple[int, str, str]]


# --- what an app raises


def trace(*lines: str) -> str:
    return "\n".join(["Traceback (most recent call last):", *lines, ""])


RAISED = [
    ("sys.exit('closed')", "SystemExit: closed"),
    ("open('/nowhere/prices.json')", "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/prices.json'"),
    (
        "raise AppError('cannot open', expected='a shop', got='none')",
        "azure_functions_lite.errors.AppError: cannot open: expected a shop, got none",
    ),
    ("raise LookupError('no such shop')", "LookupError: no such shop"),
]
IMPORTS = "import sys\nfrom azure_functions_lite.errors import AppError\n"
IDS = ["exit", "OSError", "AppError", "exception"]


@pytest.mark.parametrize(("line", "error"), RAISED, ids=IDS)
@pytest.mark.parametrize("command", ["list", "invoke"])
def test_a_script_that_cannot_be_imported(run: Run, command: str, line: str, error: str) -> None:
    shown = trace('  File "APP/function_app.py", line 3, in <module>', f"    {line}")
    status, out, err = run(f"{IMPORTS}{line}\n{APP}", command)
    assert (status, out) == (1, "")
    assert without_marks(err) == f"{shown}{error}\n"


@pytest.mark.parametrize(("line", "error"), RAISED, ids=IDS)
def test_a_function_that_cannot_be_imported(run: Run, line: str, error: str) -> None:
    script = f"{IMPORTS}{line}\ndef main(msg, out): ...\n"
    shown = trace('  File "APP/reply/__init__.py", line 3, in <module>', f"    {line}")
    status, out, err = run(script, rows=QUEUE)
    assert (status, out) == (1, "")
    assert without_marks(err) == f"{shown}{error}\n"


@pytest.mark.parametrize(("line", "error"), RAISED, ids=IDS)
def test_the_check_of_what_cannot_be_imported(run: Run, line: str, error: str) -> None:
    status, out, err = run(f"{IMPORTS}{line}\n{APP}", "check", "-q")
    shown = error.removeprefix("azure_functions_lite.errors.")
    problem = f"expected a script that can be imported, got {shown} [import-error]\n"
    assert (status, err) == (1, "")
    assert re.search(rf"/function_app\.py:3:(1:)? {re.escape(problem)}$", out)


@pytest.mark.parametrize(("line", "error"), RAISED, ids=IDS)
@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_function_that_fails(run: Run, kind: str, line: str, error: str) -> None:
    shown = trace('  File "APP/reply/__init__.py", line 4, in main', f"    {line}")
    status, out, err = run(f"{IMPORTS}{kind} main(msg, out):\n    {line}\n", rows=QUEUE)
    assert (status, out) == (1, "")
    assert without_marks(err) == f"{shown}{error}\n"


def without_marks(text: str) -> str:
    """Leave out what Python 3.11 and newer underline."""
    return "".join(line for line in text.splitlines(keepends=True) if line.strip(" ~^\n"))


def test_an_output_without_json_form(run: Run) -> None:
    script = "def main(msg, out):\n    out.set({'id': object()})\n"
    status, out, err = run(script, rows=["msg queueTrigger in", "out table out"])
    assert (status, out) == (1, "")
    assert err.startswith("ArgumentTypeError: cannot write the response: expected values that JSON has, got ")
    assert err.count("\n") == 1


# --- what it prints and logs


LOGS = """
import logging

def main(msg, out):
    logging.info("tea\\ncups")
    logging.warning("")
    logging.warning("milk")
"""


def test_logs_as_text(run: Run) -> None:
    assert run(LOGS, "invoke", "--format", "text", rows=QUEUE) == (0, "log  tea\nlog  cups\nlog  \nlog  milk\n", "")


def test_logs_as_json(run: Run) -> None:
    _, out, _ = run(LOGS, rows=QUEUE)
    assert json.loads(out)["Logs"] == ["tea\ncups", "", "milk"]


def test_a_log_call_that_does_not_fit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # Those of pytest fail a test for it.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    script = APP.replace("    return msg", "    import logging\n    logging.info('%d cups', 'no')\n    return 'tea'")
    status, out, err = run(script)
    assert status == 0
    assert json.loads(out) == {"Outputs": {}, "Logs": [], "ReturnValue": "tea"}
    assert err.startswith("--- Logging error ---\n")
    assert "TypeError: %d format: a real number is required, not str\n" in err


def test_cookies_as_text(run: Run) -> None:
    script = """
        import azure_functions_lite as func

        def main(req):
            headers = {"Set-Cookie": ["id=7", "shop=Lund; Path=/shops"]}
            return func.HttpResponse("tea", status_code=201, headers=headers)
    """
    request = {"Url": "https://example.com/", "Method": "GET"}
    status, out, _ = run(script, "invoke", "--format", "text", rows=HTTP, data={"req": request})
    headers = "content-type: text/plain; charset=utf-8, set-cookie: id=7, set-cookie: shop=Lund"
    assert (status, out) == (0, f"out  $return  http 201 ({headers}) b'tea'\n")


# --- in its own process


def process(*arguments: str, encoding: str = "utf-8", body: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "azure_functions_lite", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(command, env=environment, input=body, capture_output=True, encoding=encoding, check=False)


BODY = json.dumps({"Data": {"msg": "5 € for tea"}})


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_replies_that_a_terminal_cannot_show(write_app: WriteApp, encoding: str) -> None:
    reply = ("invoke", str(write_app({"function_app.py": APP})), "reply", "--payload", "-")
    as_json = process(*reply, encoding=encoding, body=BODY)
    assert (as_json.returncode, as_json.stderr) == (0, "")
    assert json.loads(as_json.stdout)["ReturnValue"] == "5 € for tea"
    as_text = process(*reply, "--format", "text", encoding=encoding, body=BODY)
    sign = "\\u20ac" if encoding == "ascii" else "€"
    assert (as_text.returncode, as_text.stdout) == (0, f"out  $return  string '5 {sign} for tea'\n")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_names_that_a_terminal_cannot_show(write_app: WriteApp, encoding: str) -> None:
    root = write_app({"function_app.py": APP.replace("(msg)", "(größe)")})
    done = process("check", str(root), encoding=encoding)
    assert (done.returncode, done.stderr) == (1, "")
    name = "gr\\xf6\\xdfe" if encoding == "ascii" else "größe"
    assert done.stdout.splitlines()[0].endswith(
        f": reply: {name}: no binding named '{name}', only 'msg' [parameter-unbound]"
    )


# --- what it says of itself


LOUD = """
import atexit, os, subprocess, sys
os.write(1, b"raw\\n")
subprocess.run([sys.executable, "-c", "print('a child')"], check=True)
atexit.register(print, "the end")
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", [["check"], ["list"], ["invoke"], ["payload"]], ids=" ".join)
def test_what_an_app_prints_below_the_streams_of_python(command: list[str], write_app: WriteApp) -> None:
    arguments = [*command, str(write_app({"function_app.py": f"{LOUD}{APP}"}))]
    if command[0] in ("invoke", "payload"):
        arguments += ["reply", *(["--text", "tea"] if command == ["invoke"] else [])]
    done = process(*arguments)
    assert done.returncode == 0
    assert {"raw", "a child", "the end"} & {*done.stdout.splitlines()} == set()
    assert done.stdout
    assert [line for line in done.stderr.splitlines() if line != "raw" and line != "a child"] == ["the end"]


@pytest.mark.parametrize("command", ["check", "list"])
def test_threads_that_go_on_do_not_keep_the_command(command: str, write_app: WriteApp) -> None:
    script = f"import threading\nthreading.Thread(target=threading.Event().wait).start()\n{APP}"
    done = process(command, str(write_app({"function_app.py": script})))
    assert (done.returncode, done.stderr) == (0, "")
    assert "reply" in done.stdout or "1 function, no problems" in done.stdout


def test_the_last_run_of_a_process(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process, for its end."""

    def leave(status: int) -> NoReturn:
        raise SystemExit(f"left with {status}")

    at_exit: list[tuple[object, ...]] = []

    def register(*given: object) -> None:
        at_exit.append(given)

    ends = threading.Event()
    script = f"import threading\nthreading.Thread(target=threading.ends.wait).start()\n{APP}"
    monkeypatch.setattr(threading, "ends", ends, raising=False)
    monkeypatch.setattr(atexit, "register", register)
    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(sys, "argv", ["azure-functions-lite", "list", str(write_app({"function_app.py": script}))])
    with pytest.raises(SystemExit, match=r"^left with 0$"):
        main()
    ends.set()
    assert at_exit == [(os.dup2, 2, 1)]


@pytest.mark.parametrize("line", ["os._exit(9)", "raise BaseException('closed')"])
@pytest.mark.parametrize("command", ["check", "list"])
def test_an_import_that_would_end_the_command(run: Run, command: str, line: str) -> None:
    status, out, err = run(f"import os, sys\n{line}\n{APP}", command)
    assert status == 1
    assert ("os._exit(9)" in out + err) if "exit" in line else ("closed" in out + err)


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    assert capsys.readouterr().out == f"{azure_functions_lite.__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_that_of_the_parser(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    assert capsys.readouterr().out == parser().format_help()
    with pytest.raises(SystemExit):
        main(["no such command"])
    choices = re.findall(r"'([a-z]+)'|([a-z]+)[,)]", capsys.readouterr().err.partition("choose from")[2])
    assert [name for pair in choices for name in pair if name] == re.findall(r"^  ([a-z]+) ", HELP, re.MULTILINE)


def test_what_version_and_help_import() -> None:
    """They take little longer than Python itself."""
    script = (
        "import sys; before = {*sys.modules}; from azure_functions_lite.__main__ import main;"
        "main(['-V']); main(['-h']); print(*sorted({*sys.modules} - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    names = ["azure_functions_lite", "azure_functions_lite.__main__", "azure_functions_lite._lazy"]
    assert done.stdout.splitlines()[-1].split() == names


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "did you mean 'check'?"),
        (["check", "--formt", "json"], "unrecognized arguments: --formt"),
        (["check", "--formt", "json"], "did you mean '--format'?"),
        (["check", "--format", "jsn"], "did you mean 'json'?"),
        (["list", "--nothing-like-it"], "unrecognized arguments: --nothing-like-it\n"),
    ],
)
def test_suggestions(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert message in capsys.readouterr().err


HELPS = {
    "check": """
        usage: azure-functions-lite check [-h] [--format {text,json,github,sarif,junit}] [--select CODES]
        [--ignore CODES] [--strict] [--timeout SECONDS] [-q] [PATH ...]

        Find what is wrong with an app.

        positional arguments:
          PATH                  folder of an app, or its script; .

        options:
          -h, --help            show this help message and exit
          --format {text,json,github,sarif,junit}
                                how to write problems; text by default
          --select CODES        report only these codes or families of problems, with commas in between
          --ignore CODES        leave out these codes or families of problems, with commas in between
          --strict              fail for warnings, too
          --timeout SECONDS     give up, with a traceback, when an app takes longer
          -q, --quiet           leave out the closing line and the progress

        The page 'Check an app in CI' of the documentation explains the codes in brackets.
        """,
    "list": """
        usage: azure-functions-lite list [-h] [--format {text,json}] [PATH]

        Show the functions of an app, and their bindings.

        positional arguments:
          PATH                  folder of an app, or its script; .

        options:
          -h, --help            show this help message and exit
          --format {text,json}  text by default
        """,
    "invoke": """
        usage: azure-functions-lite invoke [-h] [--payload FILE | --json TEXT | --text TEXT | --bytes-file FILE]
        [--method METHOD] [--query NAME=VALUE] [--header NAME:VALUE] [--param NAME=VALUE] [--format {text,json}]
        [PATH] FUNCTION

        Call a function, and show its response. A timer needs no input.

        positional arguments:
          PATH                  folder of an app, or its script; .
          FUNCTION              name of the function

        options:
          -h, --help            show this help message and exit
          --payload FILE        what a host sends to a custom handler, as JSON; - is standard input
          --json TEXT           JSON for the trigger: a message, an event, a body
          --text TEXT           text for the trigger
          --bytes-file FILE     bytes for the trigger; - is standard input
          --format {text,json}  json by default

        for an HTTP trigger:
          --method METHOD       by default one that the function has: POST with a body, else GET
          --query NAME=VALUE    parameter of the query
          --header NAME:VALUE   header of the request
          --param NAME=VALUE    parameter of the route
        """,
    "payload": """
        usage: azure-functions-lite payload [-h] [PATH] FUNCTION

        Print a payload for a function, to edit or to pipe into 'invoke PATH FUNCTION --payload -'.

        positional arguments:
          PATH        folder of an app, or its script; .
          FUNCTION    name of the function

        options:
          -h, --help  show this help message and exit
        """,
}


@pytest.mark.parametrize("command", HELPS)
def test_help_of_a_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([command, "--help"])
    assert exit_.value.code == 0
    # The lines break where the terminal ends.
    assert capsys.readouterr().out.split() == HELPS[command].split()
