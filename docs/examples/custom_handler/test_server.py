"""What `server.py` answers to the host, for the functions of the guide's app."""

import base64
import hashlib
import http.client
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
APP = HERE.parent / "guide_app"
HEADERS = {"Content-Type": "application/json", "X-Azure-Functions-InvocationId": "5b8f0c1e"}
METADATA = {"sys": {"MethodName": "x", "UtcNow": "2024-05-17T08:30:03.6482210Z", "RandGuid": "8e1f2a60"}}


def load_server() -> Any:
    spec = importlib.util.spec_from_file_location("custom_handler_server", HERE / "server.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    module = load_server()
    path = list(sys.path)
    with module.serve(APP, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
    sys.path[:] = path


def post(port: int, name: str, body: bytes | str, *, is_chunked: bool = False) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        content = body.encode() if isinstance(body, str) else body
        connection.request(
            "POST",
            f"/{name}",
            [content[:10], content[10:]] if is_chunked else content,
            HEADERS,
            encode_chunked=is_chunked,
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def invoke(port: int, name: str, data: dict[str, object], **metadata: object) -> Any:
    status, reply = post(port, name, json.dumps({"Data": data, "Metadata": {**METADATA, **metadata}}))
    assert status == 200, reply
    return json.loads(reply)


def request(**parts: object) -> dict[str, object]:
    given: dict[str, object] = {"Url": "http://localhost:7071/api/x", "Method": "POST", "Query": "{}", "Headers": {}}
    return {**given, "Params": {}, "Identities": [], **parts}


def test_http(port: int) -> None:
    reply = invoke(port, "http_greet", {"req": request(Query='{"name": "Ada"}')})
    assert reply == {
        "Outputs": {},
        "Logs": [],
        "ReturnValue": {
            "StatusCode": 200,
            "Headers": {"content-type": "text/plain; charset=utf-8"},
            "Body": "Hello, Ada.",
        },
    }


def test_the_type_of_a_response(port: int) -> None:
    """Without it, the host fails the invocation."""
    body = json.dumps({"Data": {"req": request(Query={"name": "Ada"})}}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/http_greet", body, timeout=30) as response:
        assert response.headers["Content-Type"] == "application/json"


def test_a_script_and_an_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "brew_with_retries"
    folder.mkdir()
    (folder / "kettle.py").write_text("def brew(msg, context):\n    return str(context.retry_context.retry_count)\n")
    rows = [
        {"name": "msg", "type": "queueTrigger", "direction": "in"},
        {"name": "$return", "type": "queue", "direction": "out"},
    ]
    document = {"scriptFile": "kettle.py", "entryPoint": "brew", "bindings": rows}
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    body = {"Data": {"msg": '"tea"'}, "Metadata": {"RetryContext": {"RetryCount": 2, "MaxRetryCount": 5}}}
    reply = load_server().call("brew_with_retries", document, json.dumps(body).encode(), "5b8f0c1e")
    assert json.loads(reply)["ReturnValue"] == "2"


def test_http_with_an_output(port: int) -> None:
    order = {"id": "A-1007", "sku": "tea-500g", "quantity": 2}
    reply = invoke(port, "http_enqueue", {"req": request(Body=json.dumps(order))})
    assert json.loads(reply["Outputs"]["msg"]) == order
    assert reply["ReturnValue"] == {"StatusCode": 200, "Headers": {}, "Body": "Queued order A-1007."}


def test_an_output_that_is_not_set(port: int) -> None:
    reply = invoke(port, "http_enqueue", {"req": request(Body="tea")})
    assert reply["Outputs"] == {}
    assert reply["ReturnValue"]["Body"].startswith("Nothing queued: ")


def test_http_async(port: int) -> None:
    reply = invoke(port, "http_async", {"req": request(Body="tea")})["ReturnValue"]
    assert json.loads(reply["Body"])["sha256"] == hashlib.sha256(b"tea").hexdigest()
    assert reply["Headers"]["X-Invocation-Id"] == "5b8f0c1e"


def test_http_with_a_blob(port: int) -> None:
    req = request(Method="GET", Params={"name": "2024-05.csv"})
    assert invoke(port, "http_read_blob", {"req": req, "obj": "c2t1LHNvbGQ="})["ReturnValue"]["Body"] == "sku,sold"
    assert invoke(port, "http_read_blob", {"req": req, "obj": None})["ReturnValue"]["StatusCode"] == 404


@pytest.mark.parametrize("is_doubled", [False, True])
def test_queue(port: int, is_doubled: bool) -> None:
    order = json.dumps({"id": "A-1007", "sku": "tea-500g", "quantity": 2})
    times = {"InsertionTime": "2024-05-17T08:30:00+00:00", "DequeueCount": "1"}
    reply = invoke(port, "queue_worker", {"msg": json.dumps(order) if is_doubled else order}, **times)
    assert json.loads(reply["Outputs"]["receipt"]) == {
        "order": "A-1007",
        "sku": "tea-500g",
        "quantity": 2,
        "ordered": "2024-05-17T08:30:00+00:00",
    }


def test_service_bus(port: int) -> None:
    bodies = (b'{"sku": "tea-500g"}', b'{"sku": "coffee"}')
    messages = json.dumps([base64.b64encode(body).decode() for body in bodies])
    reply = invoke(port, "order_archive", {"messages": messages}, MessageIdArray='["1", "2"]')
    assert reply["Outputs"]["documents"] == [
        {"sku": "tea-500g", "id": "1", "shipped": None},
        {"sku": "coffee", "id": "2", "shipped": None},
    ]


def test_blob(port: int) -> None:
    reply = invoke(port, "blob_indexer", {"blob": "sku,price\ntea-500g,7.90\n"})
    assert json.loads(reply["ReturnValue"]) == {"name": None, "columns": ["sku", "price"], "rows": 1}


def test_timer(port: int) -> None:
    timer = {"Schedule": {"AdjustForDST": True}, "ScheduleStatus": None, "IsPastDue": False}
    assert invoke(port, "timer_cleanup", {"timer": timer}) == {"Outputs": {}, "Logs": [], "ReturnValue": None}


def test_a_body_in_chunks(port: int) -> None:
    body = json.dumps({"Data": {"req": request(Query={"name": "Ada"})}})
    status, reply = post(port, "http_greet", body, is_chunked=True)
    assert (status, json.loads(reply)["ReturnValue"]["Body"]) == (200, "Hello, Ada.")


@pytest.mark.parametrize("name", ["nothing", "", "shared_code", "../guide_app/http_greet"])
def test_an_unknown_function(port: int, name: str) -> None:
    assert post(port, name, "{}") == (404, f"KeyError: {name!r}")


def test_a_function_that_fails(port: int) -> None:
    body = json.dumps({"Data": {"msg": "{}"}, "Metadata": {}})
    message = "ValueError: expected an object with id, sku and a quantity above 0"
    assert post(port, "queue_worker", body) == (500, message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{", "InvalidJSONError: cannot read the invocation: expected JSON, got str of length 1"),
        ('{"Data": {}}', "DataError: cannot read Data: expected a value for 'msg', got []"),
        (b"\xff", "InvalidJSONError: cannot read the invocation: expected JSON in UTF-8, got bytes of length 1"),
    ],
    ids=["no JSON", "no trigger", "no text"],
)
def test_a_malformed_body(port: int, body: bytes | str, message: str) -> None:
    status, reply = post(port, "queue_worker", body)
    assert status == 500
    assert reply.startswith(message)


def test_as_the_host_starts_it() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    description = json.loads((HERE / "host.json").read_text(encoding="utf-8"))["customHandler"]["description"]
    assert description["defaultExecutablePath"] == "python"
    command = [sys.executable, *description["arguments"], str(APP)]
    with subprocess.Popen(command, cwd=HERE, env={**os.environ, "FUNCTIONS_CUSTOMHANDLER_PORT": str(port)}) as process:
        try:
            deadline = time.monotonic() + 30
            while True:
                try:
                    reply = invoke(port, "http_greet", {"req": request(Query={"name": "Ada"})})
                    break
                except ConnectionRefusedError:
                    assert time.monotonic() < deadline
                    assert process.poll() is None
                    time.sleep(0.05)
        finally:
            process.terminate()
    assert reply["ReturnValue"]["Body"] == "Hello, Ada."
