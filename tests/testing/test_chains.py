"""`App.run_until_idle`: what a function sends triggers other functions of the app."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, List
from unittest.mock import Mock

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing import http_request, load_app, queue_message, raw

STORE = "Storage"


def chain(app: func.FunctionApp, name: str = "first", /, **inputs: Any) -> Any:
    inputs = inputs or {"req": http_request()}
    return load_app(app).run_until_idle(name, **inputs)


def sender(app: func.FunctionApp, value: object, output: Callable[[str], Any], annotation: Any = str) -> None:
    """A function that is called over HTTP and sends a value."""

    def first(req: func.HttpRequest, out: func.Out[Any]) -> str:
        out.set(value)
        return "sent"

    first.__annotations__["out"] = func.Out[annotation]
    app.route(route="first")(output("out")(first))


def queue(app: func.FunctionApp, name: str = "orders", connection: str = STORE) -> Callable[[str], Any]:
    return lambda parameter: app.queue_output(parameter, queue_name=name, connection=connection)


def received(app: func.FunctionApp, value: object, annotation: Any = str) -> list[bytes]:
    """What a queue-triggered function receives of a value that another one sends."""
    seen: list[bytes] = []
    sender(app, value, queue(app), annotation)

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    def second(msg: func.QueueMessage) -> None:
        seen.append(msg.get_body())

    chain(app)
    return seen


def test_who_calls_whom() -> None:
    app = func.FunctionApp()
    sender(app, ["a", "b"], queue(app), List[str])

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.blob_output("copy", path="archive/{queueTrigger}.txt", connection=STORE)
    def second(msg: func.QueueMessage, copy: func.Out[str]) -> None:
        copy.set(f"<{msg.get_body().decode()}>")

    @app.blob_trigger("blob", path="archive/{name}.{type}", connection=STORE)
    @app.queue_output("$return", queue_name="elsewhere", connection=STORE)
    def third(blob: func.InputStream) -> str:
        return f"{blob.name} {blob.read().decode()}"

    trace = chain(app)
    assert str(trace) == (
        "first\n"
        "  queue orders -> second\n"
        "    blob archive/a.txt -> third\n"
        "  queue orders -> second\n"
        "    blob archive/b.txt -> third"
    )
    assert [step.function for step in trace.steps] == ["first", "second", "second", "third", "third"]
    assert [step.result.return_value for step in trace.steps_of("third")] == ["archive/a.txt <a>", "archive/b.txt <b>"]
    assert trace.steps[4].caller is trace.steps[2]
    assert [(sent.kind, sent.destination, sent.body) for sent in trace.undelivered] == [
        ("queue", "elsewhere", b"archive/a.txt <a>"),
        ("queue", "elsewhere", b"archive/b.txt <b>"),
    ]
    assert (trace.steps[0].received, trace.steps[1].received[0].body) == ([], b"a")


@pytest.mark.parametrize(
    ("value", "annotation", "bodies"),
    [
        ("tea", str, [b"tea"]),
        (b"\xffbinary"[1:], bytes, [b"binary"]),
        ('["a", {"b": 1}, 5, true, null, 1.0]', str, [b"a", b'{\n  "b": 1\n}', b"5", b"True", b"", b"1"]),
        (' {"at": "2024-05-17T10:30:00.500+02:00"} ', str, [b'{\n  "at": "2024-05-17T08:30:00.5+00:00"\n}']),
        ('{"at": ["2024-05-17T10:30:00Z", "2024-05-17T10:30:00"]}', str, None),
        (["[1]", "text"], List[str], [b"[1]", b"text"]),
        ('"quoted"', str, [b'"quoted"']),
        ("[]", str, []),
        (b'{"at": "2024-05-17T10:30:00.500+02:00"}', bytes, [b'{"at": "2024-05-17T10:30:00.500+02:00"}']),
    ],
    ids=["text", "bytes", "array", "object", "dates", "list", "JSON text", "empty array", "JSON bytes"],
)
def test_what_becomes_of_an_output(value: object, annotation: Any, bodies: list[bytes] | None) -> None:
    found = received(func.FunctionApp(), value, annotation)
    if bodies is None:
        assert json.loads(found[0]) == {"at": ["2024-05-17T10:30:00Z", "2024-05-17T10:30:00"]}
    else:
        assert found == bodies


def test_text_in_braces_that_is_not_json() -> None:
    expected = "expected JSON, as it is in braces or brackets, got expected a name or '}'"
    with pytest.raises(AppError, match=f"^cannot send what 'first' has for 'out': {expected}$"):
        received(func.FunctionApp(), "{tea}", str)


def test_a_body_that_is_not_text() -> None:
    expected = "expected UTF-8, or dataType binary, got bytes of length 1"
    with pytest.raises(AppError, match=f"^cannot deliver to 'second' from the queue 'orders': {expected}$"):
        received(func.FunctionApp(), b"\xff", bytes)


def test_a_body_that_is_binary() -> None:
    app = func.FunctionApp()
    sender(app, b"\xff", queue(app), bytes)
    seen: list[bytes] = []

    @app.queue_trigger("msg", queue_name="orders", connection=STORE, data_type="binary")
    def second(msg: bytes) -> None:
        seen.append(msg)

    chain(app)
    assert seen == [b"\xff"]


def test_fields_of_a_body_are_promoted() -> None:
    app = func.FunctionApp()
    body = {"id": 7, "at": "2024-05-17T08:30:00Z", "kind": {"name": "tea"}, "tags": [1], "none": None}
    sender(app, json.dumps(body), queue(app))

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.blob_output("copy", path="archive/{kind.name}/{ID}.json", connection=STORE)
    def second(msg: func.QueueMessage, copy: func.Out[str]) -> None:
        copy.set(str(msg.id))

    [sent] = chain(app).undelivered
    # The id of the body has taken the place of the host's own, which is not known any more.
    assert (sent.destination, sent.body) == ("archive/tea/7.json", b"None")


def bus(app: func.FunctionApp, **place: str) -> Callable[[str], Any]:
    decorate: Any = app.service_bus_topic_output if "topic_name" in place else app.service_bus_queue_output
    return lambda parameter: decorate(parameter, connection="Bus", **place)


def test_a_topic_and_its_subscriptions() -> None:
    app = func.FunctionApp()
    sender(app, "tea", bus(app, topic_name="Orders"))
    seen: list[str] = []
    for name, subscription in (("pack", "packing"), ("bill", "billing"), ("bill_too", "billing")):

        def take(msg: func.ServiceBusMessage, context: func.Context) -> None:
            seen.append(f"{context.function_name} {msg.get_body().decode()} {msg.content_type}")
            # The host does not send these.
            assert (msg.locked_until, msg.time_to_live, msg.state, msg.force_persistence) == (None,) * 4
            assert msg.enqueued_sequence_number is None

        trigger: Any = app.service_bus_topic_trigger(
            "msg", topic_name="orders", subscription_name=subscription, connection="Bus"
        )
        app.function_name(name)(trigger(take))
    chain(app)
    # Those of one subscription compete.
    assert seen == ["pack tea text/plain", "bill tea text/plain"]


def test_bytes_on_a_service_bus_queue() -> None:
    app = func.FunctionApp()
    sender(app, b"tea", bus(app, queue_name="orders"), bytes)
    seen: list[bytes] = []

    @app.service_bus_queue_trigger("msg", queue_name="orders", connection="Bus")
    def second(msg: func.ServiceBusMessage) -> None:
        seen.append(msg.get_body())

    chain(app)
    assert seen == [b"System.Byte[]"]


@pytest.mark.parametrize(
    ("data_type", "sent", "bodies"),
    [
        (None, '[{"n": 1}, 2, 3]', [b'{"n": 1}', b"2", b"3"]),
        ("string", '[{"n": 1}, 2, "tea"]', [b'{\n  "n": 1\n}', b"2", b"tea"]),
        ("binary", '[{"n": 1}, 2, ""]', [b'{\n  "n": 1\n}', b"2", b""]),
    ],
)
def test_batches(data_type: str | None, sent: str, bodies: list[bytes]) -> None:
    app = func.FunctionApp()
    output: Any = app.event_hub_output
    sender(app, sent, lambda name: output(name, event_hub_name="readings", connection="Hub"))
    seen: list[list[bytes]] = []

    @app.event_hub_message_trigger(
        "events", event_hub_name="readings", connection="Hub", cardinality="many", data_type=data_type
    )
    def second(events: List[func.EventHubEvent]) -> None:
        seen.append([event.get_body() for event in events])

    trace = chain(app)
    assert seen == [bodies]
    assert str(trace).endswith("  eventHub readings -> second (a batch of 3)")


def test_a_batch_that_is_not_json() -> None:
    app = func.FunctionApp()
    sender(app, '["tea"]', bus(app, queue_name="orders"))

    @app.service_bus_queue_trigger("msgs", queue_name="orders", connection="Bus", cardinality="many")
    def second(msgs: List[func.ServiceBusMessage]) -> None:
        raise AssertionError

    expected = "expected JSON bodies in a batch, or dataType binary"
    got = "got str of length 3, Expecting value at character 0"
    with pytest.raises(AppError, match=f"^cannot deliver to 'second' from the serviceBus 'orders': {expected}, {got}$"):
        chain(app)


def test_single_events() -> None:
    app = func.FunctionApp()
    output: Any = app.event_hub_output
    sender(app, "[1, 2]", lambda name: output(name, event_hub_name="readings", connection="Hub"))
    seen: list[tuple[Any, ...]] = []

    @app.event_hub_message_trigger("event", event_hub_name="readings", connection="Hub", cardinality="one")
    def second(event: func.EventHubEvent) -> None:
        seen.append((event.get_body(), event.sequence_number, event.offset))

    chain(app)
    assert seen == [(b"1", 1, "4096"), (b"2", 2, "8192")]


@pytest.mark.parametrize(
    ("value", "annotation", "content"),
    [("[1, 2]", str, b"[1, 2]"), (b"\xff", bytes, b"\xff")],
)
def test_blobs_are_exact(value: object, annotation: Any, content: bytes) -> None:
    app = func.FunctionApp()
    sender(app, value, lambda name: app.blob_output(name, path="files/{rand-guid}.bin", connection=STORE), annotation)
    seen: list[tuple[str | None, bytes, object]] = []

    @app.blob_trigger("blob", path="files/{name}", connection=STORE)
    def second(blob: func.InputStream) -> None:
        seen.append((blob.name, blob.read(), blob.length))

    chain(app)
    assert seen == [("files/00000000-0000-4000-8000-000000000001.bin", content, len(content))]


def test_an_output_that_is_not_set() -> None:
    app = func.FunctionApp()

    @app.route(route="first")
    @app.blob_output("out", path="files/{rand-guid}", connection=STORE)
    def first(req: func.HttpRequest, out: func.Out[str]) -> str:
        return "sent"

    assert chain(app).undelivered == []


def test_blobs_that_are_written_are_read() -> None:
    app = func.FunctionApp()

    @app.route(route="first")
    @app.blob_output("text", path="files/{query.id}.txt", connection=STORE)
    @app.queue_output("msg", queue_name="orders", connection=STORE)
    def first(req: func.HttpRequest, text: func.Out[bytes], msg: func.Out[str]) -> str:
        text.set(b"\xef\xbb\xbftea\xff")
        msg.set(req.params["id"])
        return "sent"

    seen: list[object] = []

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.blob_input("text", path="files/{queueTrigger}.txt", connection=STORE)
    @app.blob_input("content", path="files/{queueTrigger}.txt", connection=STORE, data_type="binary")
    @app.blob_input("prices", path="prices.json", connection=STORE)
    def second(msg: func.QueueMessage, text: str, content: func.InputStream, prices: str) -> None:
        seen.extend([text, content.read(), prices])

    opened = load_app(app)
    request = http_request(params={"id": "7"})
    opened.run_until_idle("first", req=request, more_inputs={"second": {"prices": "{}"}})
    assert seen == ["tea\ufffd", b"\xef\xbb\xbftea\xff", "{}"]
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot invoke 'second': the input 'prices' \(blob\) is missing, got 'content', 'text', 'msg'$",
    ):
        opened.run_until_idle("first", req=request)


def test_a_blob_whose_path_is_unknown() -> None:
    app = func.FunctionApp()
    sender(app, "tea", queue(app))

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.blob_input("prices", path="prices/{shop}.json", connection=STORE)
    def second(msg: func.QueueMessage, prices: str) -> None:
        raise AssertionError

    with pytest.raises(AppError, match=r"^cannot find the blob 'prices': expected a value for {shop}, got "):
        chain(app)


def test_a_chain_that_does_not_end() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.queue_output("$return", queue_name="orders", connection=STORE)
    def first(msg: func.QueueMessage) -> str:
        return "again"

    with pytest.raises(
        AppError, match=r"^the chain that starts with 'first' exceeds max_calls=3: the next call is of 'first'$"
    ):
        load_app(app).run_until_idle("first", msg="go", max_calls=3)
    with pytest.raises(AppError, match=r"^the chain that starts with 'first' exceeds max_calls=100: "):
        load_app(app).run_until_idle("first", msg="go")


def test_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("First", "Second"):
        monkeypatch.setenv(name, "UseDevelopmentStorage=true")
    monkeypatch.setenv("Third", "another account")
    monkeypatch.setenv("QUEUE", "orders")
    app = func.FunctionApp()
    sender(app, "tea", queue(app, "%QUEUE%", "First"))
    seen: list[str] = []
    for connection in ("Third", "Second"):

        def take(msg: func.QueueMessage, context: func.Context) -> None:
            seen.append(context.function_name)

        app.function_name(f"by_{connection}")(
            app.queue_trigger("msg", queue_name="Orders", connection=connection)(take)
        )
    chain(app)
    assert seen == ["by_Second"]


@pytest.mark.parametrize(
    ("output", "trigger", "place", "connection"),
    [
        ("queue", "queueTrigger", {"queue_name": "orders"}, "AzureWebJobsStorage"),
        ("blob", "blobTrigger", {"path": "orders/a.txt"}, "AzureWebJobsStorage"),
        ("serviceBus", "serviceBusTrigger", {"queue_name": "orders"}, "AzureWebJobsServiceBus"),
    ],
)
def test_connections_by_default(output: str, trigger: str, place: dict[str, Any], connection: str) -> None:
    app = func.FunctionApp()
    sender(app, "tea", lambda name: app.generic_output_binding(name, output, **place))
    seen: list[str] = []
    for each in (connection, "Other"):

        def take(it: str, context: func.Context) -> None:
            seen.append(context.function_name)

        app.function_name(f"by_{each}")(app.generic_trigger("it", trigger, connection=each, **place)(take))
    chain(app)
    assert seen == [f"by_{connection}"]


def test_exceptions_come_out() -> None:
    app = func.FunctionApp()
    sender(app, "tea", queue(app))

    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    def second(msg: func.QueueMessage) -> None:
        raise LookupError(msg.get_body().decode())

    with pytest.raises(LookupError, match="tea"):
        chain(app)


FIRST_ID = "00000000-0000-4000-8000-000000000001"


def echo(app: func.FunctionApp, path: str) -> None:
    @app.queue_trigger("msg", queue_name="orders", connection=STORE)
    @app.blob_output("$return", path=path, connection=STORE)
    def first(msg: func.QueueMessage) -> str:
        return "tea"


@pytest.mark.parametrize(
    ("path", "given", "destination"),
    [
        ("a/{Id}", queue_message("tea", id="7"), "a/7"),
        ("a/{Id}", raw(queue_message("tea", id="8")), "a/8"),
        ("a/{queueTrigger}", Datum("text", "string"), "a/text"),
        ("a/{queueTrigger}", b"text", "a/text"),
        ("a/{DequeueCount}", queue_message(dequeue_count=3), "a/3"),
        ("a/{sys.utcnow}", "{tea}", "a/2024-01-01T12:00:00Z"),
        ("a/{DateTime}", "{tea}", "a/2024-01-01T12:00:00Z"),
        ("a/{rand-guid}-{sys.RandGuid}", "tea", f"a/{FIRST_ID[:-1]}1-{FIRST_ID[:-1]}2"),
        ("a/{kind.name.first}", '{"kind": {"name": {"first": "tea"}}}', "a/tea"),
        ("a/{kind}", '{"kind": {"name": "é", "size": 2}}', 'a/{\n  "name": "é",\n  "size": 2\n}'),
        ("a/{at}", '{"at": "2024-05-17T08:30:00Z"}', "a/05/17/2024 08:30:00"),
        ("a/{at.on}", '{"at": {"on": "2024-05-17T10:30:00.120+02:00"}}', "a/2024-05-17T08:30:00.12+00:00"),
        ("a/{price}", '{"price": 1.50}', "a/1.5"),
    ],
    ids=[
        *("message", "raw", "Datum", "bytes", "number", "time", "date", "ids", "field of a field", "object"),
        *("date of a body", "date in an object", "decimal"),
    ],
)
def test_placeholders(path: str, given: object, destination: str) -> None:
    app = func.FunctionApp()
    echo(app, path)
    assert chain(app, "first", msg=given).undelivered[0].destination == destination


@pytest.mark.parametrize(
    ("path", "destination"),
    [
        ("a/{Query.Name}", "a/tea"),
        ("a/{name}", "a/tea"),
        ("a/{size}", "a/7"),
        ("a/{kind}", "a/green"),
        ("a/{headers.x-shop}", "a/Lund"),
    ],
)
def test_placeholders_of_a_request(path: str, destination: str) -> None:
    app = func.FunctionApp()

    @app.route()
    @app.blob_output("copy", path=path, connection=STORE)
    def first(req: func.HttpRequest, copy: func.Out[str]) -> str:
        copy.set("tea")
        return "tea"

    query = {"name": "tea", "kind": "black"}
    given = http_request("POST", params=query, headers={"X-Shop": "Lund"}, json={"size": 7, "kind": "green"})
    assert chain(app, "first", req=given).undelivered[0].destination == destination


@pytest.mark.parametrize("path", ["a/{other}", "a/{id.other}", "a/{kind.other}"])
def test_placeholders_without_a_value(path: str) -> None:
    app = func.FunctionApp()
    echo(app, path)
    with pytest.raises(AppError, match=r"cannot send what 'first' has for '\$return': expected a value for {"):
        chain(app, "first", msg='{"kind": {"name": 1}}')


def test_a_mock_tells_nothing() -> None:
    app = func.FunctionApp()
    echo(app, "a/b")
    assert chain(app, "first", msg=Mock(spec=func.QueueMessage)).undelivered[0].destination == "a/b"


def test_mocks_in_a_batch_tell_nothing() -> None:
    app = func.FunctionApp()

    @app.event_hub_message_trigger("events", event_hub_name="readings", connection="Hub", cardinality="many")
    @app.queue_output("$return", queue_name="orders", connection=STORE)
    def first(events: List[func.EventHubEvent]) -> str:
        return str(len(events))

    assert chain(app, "first", events=[Mock(spec=func.EventHubEvent)]).undelivered[0].body == b"1"


def test_inputs_are_checked_first() -> None:
    app = func.FunctionApp()
    echo(app, "a/b")
    expected = "expected a Datum and its metadata in the tuple, got tuple of length 3"
    with pytest.raises(ArgumentTypeError, match=f"^cannot pass the input 'msg' of 'first': {expected}$"):
        chain(app, "first", msg=(1, 2, 3))


def test_a_queue_and_a_topic_with_the_same_name() -> None:
    app = func.FunctionApp()
    sender(app, "tea", bus(app, queue_name="orders"))

    @app.service_bus_topic_trigger("msg", topic_name="orders", subscription_name="all", connection="Bus")
    def second(msg: func.ServiceBusMessage) -> None:
        raise AssertionError

    assert [sent.destination for sent in chain(app).undelivered] == ["orders"]


def test_a_first_function_without_an_input() -> None:
    app = func.FunctionApp()

    @app.timer_trigger("timer", schedule="0 * * * * *")
    @app.queue_output("$return", queue_name="orders", connection=STORE)
    def first(timer: func.TimerRequest) -> str:
        return "tick"

    assert load_app(app).run_until_idle("first").undelivered[0].body == b"tick"


def test_apps_of_folders(write_app: Callable[..., Path]) -> None:
    root = write_app(
        {
            "first/function.json": [
                "req httpTrigger in",
                {"name": "$return", "type": "queue", "direction": "out", "queueName": "orders"},
            ],
            "first/__init__.py": "def main(req):\n    return 'tea'\n",
            "second/function.json": [
                {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "%QUEUE%"},
            ],
            "second/__init__.py": "def main(msg):\n    assert msg.get_body() == b'tea'\n",
            "local.settings.json": {"IsEncrypted": False, "Values": {"QUEUE": "orders"}},
        }
    )
    with load_app(root) as app:
        assert str(app.run_until_idle("first", req=http_request())) == "first\n  queue orders -> second"
