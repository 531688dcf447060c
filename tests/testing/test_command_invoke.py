"""``invoke`` without a payload file, and ``payload``, which makes one."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite.__main__ import main
from azure_functions_lite._typing import is_array
from azure_functions_lite.custom_handler import decode_invocation
from azure_functions_lite.testing import load_app

WriteApp = Callable[..., Path]
Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
APPS = [ROOT / "docs/examples/guide_app", ROOT / "docs/examples/v2_app"]

ECHO = """
import json

def main({name}):
    return json.dumps({what})
"""
REQUEST = (
    "{'method': req.method, 'url': req.url, 'body': req.get_body().decode(),"
    " 'params': dict(req.params), 'route_params': dict(req.route_params)}"
)


@pytest.fixture
def run(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> Run:
    """Invoke a function with one trigger, which returns what it has received as JSON."""

    def run(trigger: dict[str, Any], what: str, *options: str) -> tuple[int, str, str]:
        rows = [{"direction": "in", **trigger}, {"name": "$return", "type": "queue", "direction": "out"}]
        script = ECHO.format(name=trigger["name"], what=what)
        root = write_app({"echo/function.json": {"bindings": rows}, "echo/__init__.py": script})
        status = main(["invoke", str(root), "echo", *options])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def reply(told: tuple[int, str, str]) -> Any:
    status, out, err = told
    assert (status, err) == (0, "")
    value = json.loads(out)["ReturnValue"]
    return json.loads(value) if isinstance(value, str) else value


QUEUE = {"name": "msg", "type": "queueTrigger"}
HTTP = {"name": "req", "type": "httpTrigger"}


def test_a_timer_needs_nothing(run: Run) -> None:
    assert reply(run({"name": "timer", "type": "timerTrigger"}, "{'late': timer.past_due}")) == {"late": False}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--text", "tea!"], "tea!"),
        (["--text", ""], ""),
        (["--json", '{"id": 7}'], '{"id": 7}'),
        (["--json", "[1, 2]"], "[1, 2]"),
    ],
)
def test_messages(options: list[str], expected: str, run: Run) -> None:
    assert reply(run(QUEUE, "{'body': msg.get_body().decode()}", *options)) == {"body": expected}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--text", "tea"], ["tea"]),
        (["--json", '{"id": 7}'], ['{"id": 7}']),
        (["--json", '["tea", {"id": 7}]'], ["tea", '{"id": 7}']),
    ],
)
def test_batches(options: list[str], expected: list[str], run: Run) -> None:
    trigger = {"name": "msgs", "type": "serviceBusTrigger", "cardinality": "many"}
    what = "{'all': [each.get_body().decode() for each in msgs]}"
    assert reply(run(trigger, what, *options)) == {"all": expected}


def test_an_event(run: Run) -> None:
    event = {"id": "1", "subject": "orders", "dataVersion": "2", "data": {"id": 7}}
    trigger = {"name": "event", "type": "eventGridTrigger"}
    assert reply(run(trigger, "event.get_json()", "--json", json.dumps(event))) == {"id": 7}


def test_bytes_of_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "image.png"
    file.write_bytes(b"\x89PNG")
    trigger = {"name": "blob", "type": "blobTrigger"}
    assert reply(run(trigger, "{'hex': blob.read().hex()}", "--bytes-file", str(file))) == {"hex": "89504e47"}


def test_bytes_of_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"tea"), "utf-8"))
    assert reply(run(QUEUE, "{'body': msg.get_body().decode()}", "--bytes-file", "-")) == {"body": "tea"}


URL = "http://localhost:7071/api/"


@pytest.mark.parametrize(
    ("row", "options", "expected"),
    [
        ({}, [], {"method": "GET", "url": f"{URL}echo", "body": ""}),
        ({}, ["--text", "tea"], {"method": "POST", "body": "tea"}),
        ({"methods": ["put"]}, ["--text", "tea"], {"method": "PUT"}),
        ({"methods": ["put", "get"]}, [], {"method": "GET"}),
        ({"methods": ["put"]}, ["--method", "PATCH"], {"method": "PATCH"}),
        (
            {},
            ["--query", "name=Ada", "--query", "tag=a=b", "--query", "tag=c"],
            {"url": f"{URL}echo?name=Ada&tag=a%3Db&tag=c", "params": {"name": "Ada", "tag": "a=b,c"}},
        ),
        (
            {"route": "orders/{id:int}/{*rest}"},
            ["--param", "id=7", "--param", "rest=x y"],
            {"url": f"{URL}orders/7/x%20y", "route_params": {"id": "7", "rest": "x y"}},
        ),
        ({"route": "/orders/{id}/{page?}"}, [], {"url": f"{URL}orders/id", "route_params": {}}),
    ],
)
def test_requests(row: dict[str, Any], options: list[str], expected: dict[str, Any], run: Run) -> None:
    received = reply(run({**HTTP, **row}, REQUEST, *options))
    assert {name: received[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--json", "{}"], {"content-type": "application/json"}),
        (["--json", "{}", "--header", "Content-type: a/b"], {"content-type": "a/b"}),
        (["--header", "X-Shop:Lund"], {"x-shop": "Lund"}),
    ],
)
def test_headers(options: list[str], expected: dict[str, str], run: Run) -> None:
    assert reply(run(HTTP, "{k.lower(): v for k, v in req.headers.items()}", *options)) == expected


@pytest.mark.parametrize(
    ("trigger", "options", "message"),
    [
        (QUEUE, ["--json", "x"], "cannot use --json: expected JSON, got Expecting value: line 1 column 1 (char 0)"),
        *(
            (
                QUEUE,
                [f"--{option}", "a=b"],
                f"cannot make an input: expected options for queueTrigger, which has no request, got --{option}",
            )
            for option in ("method", "query", "header", "param")
        ),
        (HTTP, ["--query", "a"], "cannot use an option: expected a name, '=' and a value, got 'a'"),
        (HTTP, ["--param", "=a"], "cannot use an option: expected a name, '=' and a value, got '=a'"),
        (HTTP, ["--header", ": x"], "cannot use an option: expected a name, ':' and a value, got ': x'"),
        (
            QUEUE,
            ["--bytes-file", "/nowhere"],
            str(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/nowhere")),
        ),
    ],
)
def test_mistakes(trigger: dict[str, Any], options: list[str], message: str, run: Run) -> None:
    assert run(trigger, "None", *options) == (2, "", f"azure-functions-lite: {message}\n")


def test_an_input_that_is_missing(run: Run) -> None:
    status, out, err = run(QUEUE, "None")
    assert (status, out) == (1, "")
    assert err.endswith("the input 'msg' (queueTrigger) is missing, got none\n")


def test_one_input_only(run: Run) -> None:
    with pytest.raises(SystemExit):
        run(QUEUE, "None", "--text", "tea", "--json", "{}")


def test_a_similar_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invoke", str(APPS[0]), "http_gret"]) == 2
    names = ", ".join(function.name for function in load_app(APPS[0]).functions)
    assert capsys.readouterr().err == (
        f"azure-functions-lite: cannot find a function of <App '{APPS[0]}'>: "
        f"expected one of {names}, got 'http_gret'; did you mean 'http_greet'?\n"
    )


def test_a_function_without_a_trigger(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_app({"echo/function.json": ["out queue out"], "echo/__init__.py": "def main(out): out.set('tea!')\n"})
    assert main(["invoke", str(root), "echo", "--format", "text"]) == 0
    assert capsys.readouterr().out == "out  out  string 'tea!'\n"


def test_an_output_that_fails_is_not_the_payload(
    write_app: WriteApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = "def main(msg, out): out.set(object())\n"
    root = write_app({"echo/function.json": ["msg queueTrigger in", "out queue out"], "echo/__init__.py": script})
    payload = tmp_path / "payload.json"
    payload.write_text('{"Data": {"msg": "tea"}}')
    assert main(["invoke", str(root), "echo", "--payload", str(payload)]) == 1
    assert capsys.readouterr().err.startswith("UnsupportedTypeError: cannot encode queue: ")


def test_a_payload_of_standard_input_that_cannot_be_read(
    write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{"), "utf-8"))
    root = write_app({"echo/function.json": ["msg queueTrigger in"], "echo/__init__.py": "def main(msg): ...\n"})
    assert main(["invoke", str(root), "echo", "--payload", "-"]) == 1
    assert capsys.readouterr().err.startswith("azure-functions-lite: standard input: cannot read the invocation: ")


# --- payload

TRIGGERS: dict[str, str] = {
    "queueTrigger": "QueueMessage",
    "serviceBusTrigger": "ServiceBusMessage",
    "eventHubTrigger": "EventHubEvent",
    "kafkaTrigger": "KafkaEvent",
    "eventGridTrigger": "EventGridEvent",
    "blobTrigger": "InputStream",
    "timerTrigger": "TimerRequest",
    "cosmosDBTrigger": "DocumentList",
    "mysqlTrigger": "MySqlRowList",
    "httpTrigger": "HttpRequest",
    "warmupTrigger": "WarmUpContext",
    "mcpPromptTrigger": "PromptInvocationContext",
    "mcpToolTrigger": "str",
    "someTrigger": "str",
}
OPTIONS: list[dict[str, Any]] = [{}, {"dataType": "binary"}, {"dataType": "string"}]
MANY = ("serviceBusTrigger", "eventHubTrigger", "kafkaTrigger")
CASES: list[tuple[str, dict[str, Any]]] = [
    *((type, options) for type in TRIGGERS for options in OPTIONS),
    *((type, {"cardinality": "many", **options}) for type in MANY for options in OPTIONS),
    ("eventGridTrigger", {"cardinality": "many"}),
    ("cosmosDB", {}),
    ("sql", {}),
    ("blob", {}),
]


@pytest.mark.parametrize(("type", "options"), CASES, ids=str)
def test_payloads_are_read(
    type: str, options: dict[str, Any], write_app: WriteApp, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"name": "x", "type": type, "direction": "in", **options}
    root = write_app({"echo/function.json": {"bindings": [row]}, "echo/__init__.py": ""})
    assert main(["payload", str(root), "echo"]) == 0
    received: object = decode_invocation(capsys.readouterr().out, [row])["x"]
    if options.get("cardinality") == "many":
        assert is_array(received)
        received = received[0]
    if type in TRIGGERS:
        plain = "bytes" if options.get("dataType") == "binary" else "str"
        assert received.__class__.__name__ == (plain if TRIGGERS[type] == "str" else TRIGGERS[type])
    assert received is not None


ORDER = '{"id": "A-1007", "sku": "tea-500g", "quantity": 2}'
CHANGE = f'[{{"Operation": 0, "Item": {ORDER}}}]'
MESSAGES = ("queueTrigger", "serviceBusTrigger", "eventHubTrigger", "kafkaTrigger", "someTrigger")


def in_base64(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("type", "options", "data"),
    [
        *((type, {}, json.dumps(ORDER)) for type in MESSAGES),
        *((type, {"dataType": "binary"}, in_base64(ORDER)) for type in MESSAGES),
        *((type, {}, f"[{ORDER}]") for type in ("cosmosDBTrigger", "cosmosDB")),
        *((type, {}, json.dumps(f"[{ORDER}]")) for type in ("sql", "mysql")),
        *((type, {}, json.dumps(CHANGE)) for type in ("sqlTrigger", "mysqlTrigger")),
        *(
            (type, {"cardinality": "many"}, json.dumps([ORDER, ORDER.replace("1007", "1008")]))
            for type in ("serviceBusTrigger", "eventHubTrigger", "kafkaTrigger")
        ),
        (
            "kafkaTrigger",
            {"cardinality": "many", "dataType": "binary"},
            json.dumps([in_base64(ORDER), in_base64(ORDER.replace("1007", "1008"))]),
        ),
        ("blobTrigger", {}, in_base64("A-1007")),
        ("blob", {}, json.dumps("A-1007")),
        ("warmupTrigger", {}, {}),
        ("mcpToolTrigger", {}, json.dumps('{"name": "save_note", "arguments": {"text": "tea"}}')),
        (
            "httpTrigger",
            {},
            {
                "Url": f"{URL}echo",
                "Method": "GET",
                "Query": {},
                "Params": {},
                "Identities": [],
                "Headers": {"Host": ["localhost:7071"]},
            },
        ),
        (
            "httpTrigger",
            {"methods": ["put"], "route": "orders/{id:int}/{*rest}"},
            {
                "Url": f"{URL}orders/id/rest",
                "Method": "PUT",
                "Query": {},
                "Identities": [],
                "Body": ORDER,
                "Params": {"id": "id", "rest": "rest"},
                "Headers": {
                    "Host": ["localhost:7071"],
                    "Content-Type": ["application/json"],
                    "Content-Length": [str(len(ORDER))],
                },
            },
        ),
    ],
)
def test_what_a_payload_has(
    type: str, options: dict[str, Any], data: object, write_app: WriteApp, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"name": "x", "type": type, "direction": "in", **options}
    root = write_app({"echo/function.json": {"bindings": [row]}, "echo/__init__.py": ""})
    assert main(["payload", str(root), "echo"]) == 0
    payload = json.loads(capsys.readouterr().out)
    assert payload["Data"] == {"x": data}
    assert payload["Metadata"]["sys"] == {"MethodName": "echo", "UtcNow": "2024-01-01T12:00:00+00:00"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "OPTIONS", "POST", "PUT", "PATCH"])
def test_payloads_of_methods(method: str, write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    row = {**HTTP, "direction": "in", "methods": [method.lower()]}
    root = write_app({"echo/function.json": {"bindings": [row]}, "echo/__init__.py": ""})
    assert main(["payload", str(root), "echo"]) == 0
    request = json.loads(capsys.readouterr().out)["Data"]["req"]
    assert (request["Method"], "Body" in request) == (method, method in ("POST", "PUT", "PATCH"))


def test_payloads_of_the_examples_can_be_piped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = APPS[0]
    for folder in sorted(guide.glob("*/function.json")):
        name = folder.parent.name
        assert main(["payload", str(guide), name]) == 0
        body = io.BytesIO(capsys.readouterr().out.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(body, "utf-8"))
        assert main(["invoke", str(guide), name, "--payload", "-"]) == 0
        capsys.readouterr()


def test_outputs_have_no_payload(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["msg queueTrigger in", "obj blob in", "out queue out"]
    root = write_app({"echo/function.json": rows, "echo/__init__.py": ""})
    assert main(["payload", str(root), "echo"]) == 0
    payload = json.loads(capsys.readouterr().out)
    assert list(payload["Data"]) == ["msg", "obj"]
    assert payload["Metadata"]["sys"]["MethodName"] == "echo"
    assert payload["Metadata"]["DequeueCount"] == "1"
    assert payload["Metadata"]["PopReceipt"] == "AgAAAAMAAAAAAAAAf8rLpZ2H2gE="


def test_objects_in_the_metadata_of_a_payload(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payload", str(write_app({"echo/function.json": ["event eventHubTrigger in"]})), "echo"]) == 0
    metadata = json.loads(capsys.readouterr().out)["Metadata"]
    assert (metadata["SystemProperties"]["SequenceNumber"], metadata["Properties"]) == (1, {})


LIFESPAN = """
import contextlib
import azure.functions as func
from fastapi import FastAPI

@contextlib.asynccontextmanager
async def lifespan(api):
    print("opened")
    yield
    print("closed")

api = FastAPI(lifespan=lifespan)

@api.get("/hello")
async def hello(): return "tea"

app = func.AsgiFunctionApp(api)
"""


def test_the_app_is_closed_after_the_call(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fastapi")
    root = write_app({"function_app.py": LIFESPAN})
    arguments = ["--method", "GET", "--param", "route=hello", "--format", "text"]
    assert main(["invoke", str(root), "http_app_func", *arguments]) == 0
    out, err = capsys.readouterr()
    assert "opened" not in out
    assert err.split() == ["opened", "closed"]
