"""``python -m azure_functions_lite``: what the commands print and return, and what goes wrong with them."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

import azure_functions_lite
from azure_functions_lite import compat
from azure_functions_lite.__main__ import main, parser
from azure_functions_lite._wire import json as _json

HERE = Path(__file__).parent
GUIDE_APP = HERE.parent / "docs/examples/guide_app"
CAPTURED = sorted((HERE / "payloads/custom_handler").glob("*.json"))

ROWS = [
    {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "orders", "connection": "Storage"},
    {"name": "out", "type": "queue", "direction": "out", "queueName": "receipts", "connection": "Storage"},
]
WORKER = """\
import logging
import azure.functions as func

def main(msg: func.QueueMessage, out: func.Out[str]) -> None:
    print("at work")
    logging.debug("unheard")
    logging.info("order %s", msg.get_json()["id"])
    out.set("test")
"""
PAYLOAD: dict[str, Any] = {"Data": {"msg": json.dumps('{"id": 7}')}, "Metadata": {"DequeueCount": "2"}}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The folder of an app with one function, which is written for the official SDK."""
    return write(tmp_path / "app", ROWS, WORKER)


def write(root: Path, rows: object, script: str, name: str = "worker") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "function.json").write_text(json.dumps({"bindings": rows}), "utf-8")
    (folder / "__init__.py").write_text(script, "utf-8")
    return root


@pytest.fixture
def payload(tmp_path: Path) -> str:
    """The path of a payload for that function."""
    return str(written(tmp_path, PAYLOAD))


def written(folder: Path, payload: object) -> Path:
    file = folder / "payload.json"
    file.write_text(json.dumps(payload), "utf-8")
    return file


# --- check


def test_check_of_a_clean_app(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(app)]) == 0
    assert capsys.readouterr().out == "1 function, no problems\n"
    assert main(["check", str(app), "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_check_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path / "app", ROWS[:1], "def main(message):\n    print(message)\n")
    assert main(["check", str(root)]) == 1
    folder = root / "worker"
    # Places in a script are told where they are known.
    unbound = "no binding named 'message', only 'msg'"
    unused = "no parameter named 'msg' for this queueTrigger binding"
    lines = [re.sub(r"(\.\w+)(?::\d+)+: ", r"\1: ", line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        f"{folder / '__init__.py'}: worker: message: {unbound} [parameter-unbound]",
        f"{folder / 'function.json'}: worker: msg: {unused} [binding-unused]",
        "1 function, 2 problems",
    ]


def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path / "app", [], "print('loading')\n\ndef main() -> None: ...\n")
    assert main(["check", str(root), "--format", "json"]) == 1
    captured = capsys.readouterr()
    [problem] = json.loads(captured.out)
    assert problem == {
        "file": str(root / "worker/function.json"),
        "line": problem["line"],
        "column": problem["column"],
        "function": "worker",
        "binding": None,
        "code": "no-trigger",
        "severity": "function",
        "level": "error",
        "message": "the function has no trigger",
    }
    assert captured.err == "loading\n"


def test_check_of_a_clean_app_as_json(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(app), "--format", "json"]) == 0
    assert capsys.readouterr().out == "[]\n"


# --- list


def test_list(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(app, [{"name": "timer", "type": "timerTrigger", "direction": "in", "schedule": "0 0 3 * * *"}], "", "nightly")
    assert main(["list", str(app)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "FUNCTION  TRIGGER       WHEN OR WHERE  ASYNC  OTHER BINDINGS",
        "nightly   timerTrigger  0 0 3 * * *    ?",
        "worker    queueTrigger  orders         no     out (queue out receipts)",
    ]


def test_list_of_a_broken_app(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(app, "none", "", "broken")
    assert main(["list", str(app)]) == 1
    told = capsys.readouterr()
    place = f"{app / 'broken/function.json'}: broken"
    assert told.err == f"{place}: bindings: expected an array, got str of length 4 [json-shape]\n"
    # The others are shown.
    assert [line.split()[:2] for line in told.out.splitlines()[1:]] == [["broken", "?"], ["worker", "queueTrigger"]]


# --- invoke


def test_invoke(app: Path, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invoke", str(app), "worker", "--payload", payload]) == 0
    captured = capsys.readouterr()
    # The base64 of "test", as the host would take "test" itself for base64.
    assert json.loads(captured.out) == {"Outputs": {"out": "dGVzdA=="}, "Logs": ["order 7"], "ReturnValue": None}
    assert captured.err == "at work\n"


def test_invoke_as_text(app: Path, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invoke", str(app), "worker", "--payload", payload, "--format", "text"]) == 0
    assert capsys.readouterr().out.splitlines() == ["log  order 7", "out  out  string 'test'"]


def test_invoke_of_an_http_function_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"name": "req", "type": "httpTrigger", "direction": "in"},
        {"name": "$return", "type": "http", "direction": "out"},
    ]
    script = "import azure_functions_lite as func\ndef main(req):\n    return func.HttpResponse(req.params['name'])\n"
    root = write(tmp_path / "app", rows, script)
    request = {"Url": "https://example.com/api/worker", "Method": "GET", "Query": {"name": "Ada"}, "Headers": {}}
    file = written(tmp_path, {"Data": {"req": request}, "Metadata": {}})
    assert main(["invoke", str(root), "worker", "--payload", str(file), "--format", "text"]) == 0
    assert capsys.readouterr().out == "out  $return  http 200 (content-type: text/plain; charset=utf-8) b'Ada'\n"


def test_invoke_reads_standard_input(
    app: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = io.BytesIO(json.dumps(PAYLOAD).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(body, "utf-8"))
    assert main(["invoke", str(app), "worker", "--payload", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["Logs"] == ["order 7"]


@pytest.mark.parametrize("file", CAPTURED, ids=[file.stem for file in CAPTURED])
def test_invoke_with_captured_payloads(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of payload gets to a function, which tells what it has received."""
    captured = _json.load_object(file.read_text("utf-8"), "cannot read a payload")
    rows: list[dict[str, Any]] = [row for row in captured["bindings"] if row["direction"] == "in"]
    answer = {"name": "answer", "type": "queue", "direction": "out"}
    names = ", ".join(row["name"] for row in rows)
    script = f"def main({names}, answer):\n    answer.set(type({rows[0]['name']}).__name__)\n"
    root = write(tmp_path / "app", [*rows, answer], script)
    request = written(tmp_path, captured["request"])
    assert main(["invoke", str(root), "worker", "--payload", str(request), "--format", "text"]) == 0
    received = {
        "blobTrigger": "InputStream",
        "cosmosDBTrigger": "DocumentList",
        "eventGridTrigger": "EventGridEvent",
        "httpTrigger": "HttpRequest",
        "queueTrigger": "QueueMessage",
        "serviceBusTrigger": "list" if "batch" in file.stem else "ServiceBusMessage",
        "timerTrigger": "TimerRequest",
    }
    assert capsys.readouterr().out == f"out  answer  string '{received[rows[0]['type']]}'\n"


def test_all_kinds_of_captured_payloads_are_there() -> None:
    kinds = {file.stem.partition("-")[0] for file in CAPTURED}
    assert kinds >= {"blobTrigger", "cosmosDBTrigger", "eventGridTrigger", "httpTrigger", "queueTrigger"}
    assert kinds >= {"serviceBusTrigger", "timerTrigger"}


# --- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["check", "{tmp}/nowhere"],
            2,
            "expected a folder or a script, got '{tmp}/nowhere', which does not exist",
        ),
        (["list", "{tmp}/nowhere"], 2, "cannot load an app"),
        (["list", "{tmp}"], 1, "{tmp}: there is neither function_app.py nor a folder with a function.json"),
        (["invoke", "{app}", "nobody", "--payload", "-"], 2, "expected one of worker, got 'nobody'"),
        (
            ["invoke", "{app}", "worker", "--payload", "{tmp}/none.json"],
            2,
            "No such file or directory: '{tmp}/none.json",
        ),
    ],
    ids=["check of nothing", "list of nothing", "list of an empty folder", "no such function", "no such payload"],
)
def test_misuse(
    arguments: list[str], status: int, message: str, app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(tmp=tmp_path, app=app) for argument in arguments]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("azure-functions-lite: ")
    assert message.format(tmp=tmp_path) in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["run", "."], ["invoke"], ["check", ".", "--format", "xml"], ["list", ".", "--all"]]
)
def test_mistakes(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "usage: azure-functions-lite" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ("no object", "expected a JSON object"),
        ({"Data": {}}, "expected .*'msg'"),
    ],
    ids=["no object", "no trigger"],
)
def test_a_wrong_payload(
    payload: object, message: str, app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invoke", str(app), "worker", "--payload", str(written(tmp_path, payload))]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    file = re.escape(str(tmp_path / "payload.json"))
    assert re.fullmatch(f"azure-functions-lite: {file}: .*{message}.*\n", told.err)


def test_an_exception_of_the_function(app: Path, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = app / "worker/__init__.py"
    script.write_text(WORKER.replace('out.set("test")', 'raise LookupError("no such order")'), "utf-8")
    assert main(["invoke", str(app), "worker", "--payload", payload]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("at work\nTraceback (most recent call last):\n")
    assert told.err.endswith("LookupError: no such order\n")
    # The frames are those of the function only.
    assert "azure_functions_lite" not in told.err.replace(WORKER, "")


def test_an_error_of_this_package_in_the_function(
    app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, {"Data": {"msg": "tea"}, "Metadata": {}})
    assert main(["invoke", str(app), "worker", "--payload", str(file)]) == 1
    told = capsys.readouterr().err
    assert 'msg.get_json()["id"]' in told
    assert told.splitlines()[-1].startswith("azure_functions_lite.errors.InvalidJSONError: ")


def test_an_output_that_cannot_be_sent(app: Path, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = app / "worker/__init__.py"
    script.write_text(WORKER.replace('"test"', "object()"), "utf-8")
    assert main(["invoke", str(app), "worker", "--payload", payload]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("UnsupportedTypeError: cannot encode queue: ")


def test_a_function_that_the_worker_would_not_load(app: Path, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = app / "worker/__init__.py"
    script.write_text(WORKER.replace("msg: func.QueueMessage", "msg: func.HttpRequest"), "utf-8")
    assert main(["invoke", str(app), "worker", "--payload", payload]) == 1
    expected = "expected an annotation that queueTrigger accepts (QueueMessage, str, bytes), got HttpRequest"
    told = capsys.readouterr().err
    assert told == f"azure-functions-lite: {script}: worker: msg: {expected} [annotation]\n"


# --- what is as before


def test_nothing_is_left_behind(app: Path, payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.WARNING)
    handlers = list(logging.getLogger().handlers)
    before = {name for name in sys.modules if name.startswith("azure.")}
    assert main(["invoke", str(app), "worker", "--payload", payload]) == 0
    assert logging.getLogger().level == logging.WARNING
    assert logging.getLogger().handlers == handlers
    assert {name for name in sys.modules if name.startswith("azure.")} == before


def test_an_alias_that_is_there_stays(app: Path, payload: str) -> None:
    compat.install()
    try:
        assert main(["invoke", str(app), "worker", "--payload", payload]) == 0
        assert sys.modules["azure.functions"] is azure_functions_lite
    finally:
        compat.uninstall()


def test_as_a_module() -> None:
    command = [sys.executable, "-m", "azure_functions_lite", "check", str(GUIDE_APP)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "8 functions, no problems\n", "")


def test_without_a_separate_process(
    run_as_main: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["azure-functions-lite", "check", str(GUIDE_APP), "--format", "json"])
    with pytest.raises(SystemExit) as exit_:
        run_as_main("azure_functions_lite")
    assert (exit_.value.code, capsys.readouterr().out) == (0, "[]\n")


def test_the_hook_of_pre_commit() -> None:
    hook = (HERE.parent / ".pre-commit-hooks.yaml").read_text("utf-8")
    [entry] = re.findall(r"^  entry: azure-functions-lite (.+)$", hook, re.MULTILINE)
    assert parser().parse_args(entry.split()).command == "check"


def test_console_script() -> None:
    [script] = entry_points(group="console_scripts", name="azure-functions-lite")
    assert script.load() is main
