"""Functions by the developer guide: no checker may report anything here."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any

from typing_extensions import assert_type

import azure_functions_lite as func


def greet(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    if not name:
        try:
            body = req.get_json()
        except ValueError:
            return func.HttpResponse("no name", status_code=400)
        name = str(body.get("name"))
    return func.HttpResponse(f"Hello, {name}", headers={"Access-Control-Allow-Origin": "*"})


def enqueue(req: func.HttpRequest, msg: func.Out[str], blob: func.Out[bytes]) -> str:
    msg.set(req.params["name"])
    blob.set(req.get_body())
    return "OK"


def enqueue_messages(req: func.HttpRequest, msg: func.Out[list[func.QueueMessage]]) -> str:
    msg.set([func.QueueMessage(body=req.get_body()), func.QueueMessage(id="2", body="text")])
    return "OK"


async def read_blob(req: func.HttpRequest, obj: func.InputStream, context: func.Context) -> func.HttpResponse:
    logging.info("%s: %s, %d bytes of %s", context.invocation_id, obj.name, obj.length, obj.uri)
    return func.HttpResponse(obj.read(10) + obj.read(), mimetype="application/octet-stream")


def work(msg: func.QueueMessage) -> None:
    assert_type(msg.id, "str | None")
    assert_type(msg.dequeue_count, "int | None")
    assert_type(msg.expiration_time, "datetime | None")
    assert_type(msg.get_body(), bytes)
    assert_type(msg.to_dict(), "dict[str, Any]")
    logging.info(msg.get_body().decode())


def clean(timer: func.TimerRequest) -> None:
    if timer.past_due:
        logging.info("late: %s", json.dumps(timer.schedule_status))


def tests() -> None:
    """Make what a test needs, every property by keyword."""
    out = func.Out[str]()
    context = func.Context(invocation_id="1", function_name="enqueue", function_directory="/app")
    request = func.HttpRequest(method="GET", body=None, url="/api/HttpTrigger", params={"name": "Test"})
    assert_type(enqueue(request, out, func.Out()), str)
    assert_type(out.get(), str)
    assert_type(request.headers["Host"], str)
    headers = request.headers or {}
    params = request.params or request.route_params or {}
    logging.info("%s %s", headers.get("x-trace"), params.get("name"))
    assert_type(request.params.copy(), "dict[str, str]")
    assert_type(request.form.getlist("tag"), "list[str]")
    assert_type(request.files["file"].filename, str)
    assert_type(context.trace_context.Traceparent, str)
    assert_type(context.retry_context.retry_count, int)
    message = func.QueueMessage(
        body=b"x", id="1", dequeue_count=2, insertion_time=datetime(2026, 1, 1), pop_receipt="r"
    )
    work(message)
    func.InputStream(data="text", name="samples/a.txt", metadata={"owner": "me"}).seek(0)
    func.HttpResponse(b"", headers={"Link": ["<a>", "<b>"], "Age": 5}).headers.add("Set-Cookie", "a=1; Path=/")
    func.HttpResponse(headers=func.headers.HttpResponseHeaders([("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]))
    clean(func.TimerRequest(past_due=True, schedule={"AdjustForDST": True}))


class PastDue(func.TimerRequest):
    """A subclass that overrides one property, and does not call our constructor."""

    def __init__(self, late: bool) -> None:
        self._late = late

    @property
    def past_due(self) -> bool:
        return self._late


class FakeContext(func.Context):
    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def function_name(self) -> str:
        return self.name


class Recorder(func.Out[str]):
    def __init__(self) -> None:
        self.seen: list[str] = []

    def set(self, val: str) -> None:
        self.seen.append(val)

    def get(self) -> str:
        return self.seen[-1]


class Upload(func.InputStream):
    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def name(self) -> str:
        return "upload"

    def read(self, size: int | None = -1) -> bytes:
        return self.text.encode()


class Message(func.QueueMessage):
    def get_body(self) -> bytes:
        return b"always this"


def mocks() -> tuple[Any, ...]:
    return PastDue(True), FakeContext("f"), Recorder(), Upload("x"), Message(body="x")
