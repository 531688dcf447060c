"""What the developer guide tells its readers to write, as they write it."""

from __future__ import annotations

import asyncio
import json
import logging
import unittest
from collections.abc import Callable
from typing import Any

import pytest

import azure_functions_lite as func

Convert = Callable[[object], Any]


def send(binding_type: str, value: object) -> Any:
    """Encode an output as the worker does; the value of the Datum."""
    converter: Any = func.get_binding_registry().get(binding_type)
    return converter.encode(value, expected_type=None).value


# 1 and 3: a function is a callable, async or not; annotations are optional.


def test_a_function_without_annotations() -> None:
    def main(req):  # type: ignore[no-untyped-def]  # as the guide has it
        return f"Hello, {req.params['name']}!"  # pyright: ignore[reportUnknownMemberType]  # as above

    req = func.HttpRequest(method="GET", url="/api/hello?name=Azure")
    assert main(req) == "Hello, Azure!"  # type: ignore[no-untyped-call]  # as above


def test_an_async_function() -> None:
    async def main(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"Hello, {req.params.get('name')}!")

    response = asyncio.run(main(func.HttpRequest("GET", "/", params={"name": "Test"})))
    assert response.get_body() == b"Hello, Test!"


# 4 and 14: the context.


def test_the_context() -> None:
    def main(req: func.HttpRequest, context: func.Context) -> str:
        return f"{context.invocation_id} {context.function_name} {context.function_directory}"

    context = func.Context(invocation_id="1", function_name="hello", function_directory="/home/site/wwwroot/hello")
    assert main(func.HttpRequest("GET", "/"), context) == "1 hello /home/site/wwwroot/hello"
    assert context.trace_context.trace_parent == ""
    assert context.retry_context.retry_count == 0
    context.thread_local_storage.invocation_id = context.invocation_id
    assert context.thread_local_storage.invocation_id == "1"


# 5: a trigger, and another input.


def test_an_input_beside_the_trigger() -> None:
    def main(req: func.HttpRequest, obj: func.InputStream) -> str:
        return f"{req.route_params['id']}: {obj.read().decode()}"

    req = func.HttpRequest("GET", "/api/items/7", route_params={"id": "7"})
    assert main(req, func.InputStream(data=b"content")) == "7: content"


# 6: outputs.


def queue_output(req: func.HttpRequest, msg: func.Out[func.QueueMessage]) -> str:
    message: Any = req.params.get("body")
    msg.set(message)
    return message or "nothing"


@pytest.mark.parametrize(
    ("params", "returned", "sent"), [({"body": "hey"}, "hey", "hey"), ({}, "nothing", None)], ids=["text", "None"]
)
def test_an_output_may_get_text_where_it_is_declared_a_message(
    params: dict[str, str], returned: str, sent: str | None
) -> None:
    msg = func.Out[func.QueueMessage]()
    assert queue_output(func.HttpRequest("GET", "/", params=params), msg) == returned
    assert msg.get() == sent
    if sent is not None:
        assert send("queue", msg.get()) == sent


def test_several_outputs() -> None:
    def main(req: func.HttpRequest, msg: func.Out[list[str]], blob: func.Out[bytes]) -> func.HttpResponse:
        msg.set(["a", "b"])
        blob.set(req.get_body())
        return func.HttpResponse(status_code=202)

    msg, blob = func.Out[list[str]](), func.Out[bytes]()
    response = main(func.HttpRequest("PUT", "/", body=b"content"), msg, blob)
    assert json.loads(send("queue", msg.get())) == ["a", "b"]
    assert send("blob", blob.get()) == b"content"
    assert send("http", response)["status_code"].value == "202"


# 7: what a binding takes.


@pytest.mark.parametrize(
    ("binding_type", "value"),
    [
        ("http", func.HttpResponse("x")),
        ("http", "x"),
        ("queue", "x"),
        ("queue", b"x"),
        ("queue", func.QueueMessage(body=b"x")),
        ("queue", ["x", func.QueueMessage(body=b"x")]),
        ("blob", "x"),
        ("blob", b"x"),
        ("blob", func.InputStream(data=b"x")),
    ],
)
def test_what_a_binding_takes(binding_type: str, value: object) -> None:
    assert send(binding_type, value)


# 8: requests.


def http_trigger(req: func.HttpRequest) -> func.HttpResponse:
    logging.info("Python HTTP trigger function processed a request.")
    name = req.params.get("name")
    if not name:
        try:
            req_body = req.get_json()
        except ValueError:
            pass
        else:
            name = req_body.get("name")
    if name:
        return func.HttpResponse(f"Hello, {name}!")
    return func.HttpResponse("Please pass a name on the query string or in the request body", status_code=400)


@pytest.mark.parametrize(
    ("req", "status_code", "body"),
    [
        (func.HttpRequest("GET", "/", body=None, params={"name": "Test"}), 200, b"Hello, Test!"),
        (func.HttpRequest("POST", "/", body=json.dumps({"name": "Test"}).encode()), 200, b"Hello, Test!"),
        (func.HttpRequest("POST", "/", body=b"{}"), 400, b"Please pass"),
        (func.HttpRequest("POST", "/", body=b"not JSON"), 400, b"Please pass"),
        (func.HttpRequest("POST", "/", body=b""), 400, b"Please pass"),
        (func.HttpRequest("GET", "/", body=None), 400, b"Please pass"),
    ],
    ids=["query", "body", "no name", "not JSON", "empty", "absent"],
)
def test_the_first_function_of_the_guide(req: func.HttpRequest, status_code: int, body: bytes) -> None:
    response = http_trigger(req)
    assert response.status_code == status_code
    assert response.get_body().startswith(body)


def test_the_parts_of_a_request() -> None:
    req = func.HttpRequest(
        "GET", "/api/items/7", headers={"X-Forwarded-For": "::1"}, params={"a": "1"}, route_params={"id": "7"}
    )
    assert req.headers["x-forwarded-for"] == req.headers.get("X-FORWARDED-FOR") == "::1"
    assert req.params["a"] == "1"
    assert req.route_params.get("id") == "7"
    assert req.get_body() == b""


# 9: responses.


def test_a_response_for_other_origins() -> None:
    response = func.HttpResponse(
        json.dumps({"a": 1}),
        headers={"Access-Control-Allow-Origin": "https://example.com", "Access-Control-Allow-Methods": "GET, OPTIONS"},
        mimetype="application/json",
        charset="utf-8",
    )
    assert response.status_code == 200
    assert response.get_body() == b'{"a": 1}'
    headers = send("http", response)["headers"]
    assert {name: header.value for name, header in headers.items()} == {
        "Access-Control-Allow-Origin": "https://example.com",
        "Access-Control-Allow-Methods": "GET, OPTIONS",
        "content-type": "application/json",
    }


# 10 and 20: a test with unittest alone.


class TestFunction(unittest.TestCase):
    def test_my_function(self) -> None:
        req = func.HttpRequest(method="GET", body=None, url="/api/HttpTrigger", params={"name": "Test"})
        self.assertEqual(http_trigger(req).get_body(), b"Hello, Test!")  # noqa: PT009  # as the guide has it


# 11: queue messages.


def test_a_queue_function() -> None:
    def main(msg: func.QueueMessage) -> str:
        return json.dumps(
            {
                "id": msg.id,
                "body": msg.get_body().decode("utf-8"),
                "expiration_time": msg.expiration_time.isoformat() if msg.expiration_time else None,
                "insertion_time": msg.insertion_time.isoformat() if msg.insertion_time else None,
                "time_next_visible": msg.time_next_visible.isoformat() if msg.time_next_visible else None,
                "pop_receipt": msg.pop_receipt,
                "dequeue_count": msg.dequeue_count,
            }
        )

    assert json.loads(main(func.QueueMessage(body=b"test")))["body"] == "test"
    assert json.loads(main(func.QueueMessage(body=b"test", id="1", dequeue_count=2)))["dequeue_count"] == 2
    assert func.QueueMessage(body=b'{"a": 1}').get_json() == {"a": 1}


# 12: blobs.


def test_a_blob_function() -> None:
    def main(blob: func.InputStream) -> str:
        return f"{blob.name}, {blob.uri}, {blob.length} bytes: {blob.read(4)!r}, {blob.read()!r}"

    blob = func.InputStream(data=b"content", name="samples/a.txt", uri="https://example.com/samples/a.txt")
    assert main(blob) == "samples/a.txt, https://example.com/samples/a.txt, 7 bytes: b'cont', b'ent'"


# 13: timers.


def test_a_timer_function() -> None:
    def main(mytimer: func.TimerRequest) -> str:
        return "late" if mytimer.past_due else "on time"

    assert main(func.TimerRequest()) == "on time"
    assert main(func.TimerRequest(past_due=True)) == "late"


# 18 and 19: nothing is disturbed, and there is a version.


def test_logging_is_left_alone() -> None:
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level
    send("http", http_trigger(func.HttpRequest("GET", "/?name=x")))
    assert (logging.getLogger().handlers, logging.getLogger().level) == (handlers, level)


def test_the_version() -> None:
    assert isinstance(getattr(func, "__version__", None), str)
