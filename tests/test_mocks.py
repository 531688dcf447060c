"""What users' tests do with the types: mocks of them, and subclasses that do not call our constructors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_type_hints
from unittest.mock import Mock, create_autospec, patch

import pytest

import azure_functions_lite as func
from azure_functions_lite.context import RetryContext, TraceContext

LoadPayload = Callable[[str], "tuple[object, dict[str, object]]"]

MAKERS: dict[str, Callable[[type], Any]] = {
    "Mock": lambda kind: Mock(spec=kind),
    "create_autospec": create_autospec,
    "instance": lambda kind: create_autospec(kind, instance=True),
}

ATTRIBUTES: dict[type, tuple[str, ...]] = {
    func.HttpRequest: (
        "method",
        "url",
        "headers",
        "params",
        "route_params",
        "get_body",
        "get_json",
        "form",
        "files",
        "cookies",
    ),
    func.HttpResponse: ("status_code", "headers", "mimetype", "charset", "get_body"),
    func.QueueMessage: (
        "id",
        "dequeue_count",
        "expiration_time",
        "insertion_time",
        "time_next_visible",
        "pop_receipt",
        "get_body",
        "get_json",
    ),
    func.InputStream: ("name", "uri", "length", "blob_properties", "metadata", "read", "seek"),
    func.TimerRequest: ("past_due", "schedule_status", "schedule"),
    func.WarmUpContext: (),
    func.Context: (
        "invocation_id",
        "function_name",
        "function_directory",
        "thread_local_storage",
        "trace_context",
        "retry_context",
    ),
    func.Out: ("set", "get"),
    TraceContext: ("trace_parent", "trace_state", "attributes", "Traceparent", "Tracestate", "Attributes"),
    RetryContext: ("retry_count", "max_retry_count", "exception"),
}


@pytest.mark.parametrize(("kind", "names"), ATTRIBUTES.items(), ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_mocks_have_the_attributes(make: Callable[[type], Any], kind: type, names: tuple[str, ...]) -> None:
    mock = make(kind)
    for name in names:
        getattr(mock, name)
    with pytest.raises(AttributeError, match="no_such_attribute"):
        _ = mock.no_such_attribute


@pytest.mark.parametrize("kind", ATTRIBUTES)
def test_mocks_pass_for_instances(kind: type) -> None:
    assert isinstance(Mock(spec=kind), kind)
    assert isinstance(create_autospec(kind, instance=True), kind)


def test_a_mocked_request() -> None:
    req = Mock(spec=func.HttpRequest)
    req.params = {"name": "Test"}
    req.get_json.side_effect = ValueError
    assert req.params["name"] == "Test"
    with pytest.raises(ValueError, match=r"^$"):
        req.get_json()


def test_a_mocked_message() -> None:
    message = create_autospec(func.QueueMessage, instance=True)
    message.get_body.return_value = b"test"
    message.dequeue_count = 2
    assert (message.get_body().decode(), message.dequeue_count) == ("test", 2)
    with pytest.raises(TypeError, match="too many positional arguments"):
        message.get_body("test")


def test_autospec_knows_the_constructors() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'bdoy'"):
        create_autospec(func.QueueMessage)(bdoy=b"")
    with pytest.raises(TypeError, match="missing a required argument: 'url'"):
        create_autospec(func.HttpRequest)("GET")


def test_a_mocked_output() -> None:
    out = Mock(spec=func.Out)
    out.set("x")
    out.set.assert_called_once_with("x")


class ListOut(func.Out[str]):
    def __init__(self, target: list[str]) -> None:
        self.target = target

    def set(self, val: str) -> None:
        self.target.append(val)


def test_a_custom_output() -> None:
    target: list[str] = []
    out = ListOut(target)
    out.set("x")
    assert target == ["x"]
    assert out.get() is None
    assert repr(out) == "ListOut(None)"


class CapturingOut(func.Out[str]):
    def __init__(self) -> None:
        self.value: str | None = None

    def set(self, val: str) -> None:
        self.value = val

    def get(self) -> Any:
        return self.value


def test_an_output_that_keeps_its_value_itself() -> None:
    out = CapturingOut()
    out.set("x")
    assert out.get() == "x"
    other = func.Out[str]()
    other.set("x")
    assert out == other


class MyContext(func.Context):
    def __init__(self, name: str) -> None:
        self.given_name = name

    @property
    def function_name(self) -> str:
        return self.given_name


def test_a_custom_context() -> None:
    context = MyContext("hello")
    assert context.function_name == "hello"
    assert (context.invocation_id, context.function_directory) == ("", "")
    assert context.trace_context == TraceContext()
    assert context.retry_context == RetryContext()
    assert context == MyContext("hello")
    assert context != MyContext("other")
    assert "function_name='hello'" in repr(context)
    assert context.to_dict()["function_name"] == "hello"


class LateTimer(func.TimerRequest):
    def __init__(self, minutes: int) -> None:
        self.minutes = minutes

    @property
    def past_due(self) -> bool:
        return self.minutes > 0


def test_a_custom_timer() -> None:
    timer = LateTimer(5)
    assert timer.past_due
    assert not LateTimer(0).past_due
    assert timer.schedule_status == timer.schedule == {}
    assert timer == LateTimer(3)
    assert timer.to_dict() == {"past_due": True, "schedule_status": {}, "schedule": {}}


class MyStream(func.InputStream):
    def __init__(self, path: str) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return self.path

    def read(self, size: int | None = -1, /) -> bytes:
        return b"content" if size is None or size < 0 else b"content"[:size]


def test_a_custom_stream() -> None:
    stream = MyStream("samples/a.txt")
    assert (stream.name, stream.read(), stream.read(4)) == ("samples/a.txt", b"content", b"cont")
    assert (stream.uri, stream.length, stream.blob_properties, stream.metadata) == (None, 0, None, None)
    assert stream == MyStream("samples/a.txt")
    assert hash(stream) == hash(MyStream("samples/a.txt"))
    assert repr(stream) == "MyStream(name='samples/a.txt', length=0)"


class MyMessage(func.QueueMessage):
    def __init__(self, text: str) -> None:
        self.text = text

    def get_body(self) -> bytes:
        return self.text.encode()

    @property
    def insertion_time(self) -> datetime:
        return datetime(2024, 4, 6)


def test_a_custom_message() -> None:
    message = MyMessage('{"a": 1}')
    assert message.get_json() == {"a": 1}
    assert message.insertion_time == datetime(2024, 4, 6)
    assert (message.id, message.dequeue_count, message.pop_receipt) == (None, None, None)
    assert message.to_dict()["body"] == '{"a": 1}'
    converter: Any = func.get_binding_registry().get("queue")
    assert converter.encode(message, expected_type=None).value == '{"id": null, "body": "{\\"a\\": 1}"}'


class MyRequest(func.HttpRequest):
    def __init__(self, text: str) -> None:
        self.text = text

    def get_body(self) -> bytes:
        return self.text.encode()


def test_a_custom_request() -> None:
    req = MyRequest('{"a": 1}')
    assert req.get_json() == {"a": 1}
    assert (req.method, req.url, dict(req.headers), dict(req.params), dict(req.route_params)) == ("", "", {}, {}, {})
    assert (dict(req.cookies), dict(req.form), dict(req.files)) == ({}, {}, {})
    assert req == MyRequest('{"a": 1}')
    assert repr(req) == "MyRequest('', '', body=<bytes of length 8>)"


@pytest.mark.parametrize(
    ("binding_type", "kind"),
    [
        ("httpTrigger", func.HttpRequest),
        ("queueTrigger", func.QueueMessage),
        ("blobTrigger", func.InputStream),
        ("blob", func.InputStream),
        ("timerTrigger", func.TimerRequest),
        ("warmupTrigger", func.WarmUpContext),
    ],
)
def test_what_converters_deliver_is_of_the_public_classes(
    load_payload: LoadPayload, binding_type: str, kind: type
) -> None:
    data, metadata = load_payload(binding_type)
    converter: Any = func.get_binding_registry().get(binding_type)
    assert isinstance(converter.decode(data, trigger_metadata=metadata), kind)


VALUES: list[type[Any]] = [
    *(func.CloudEvent, func.EventGridEvent, func.EventGridOutputEvent, func.EventHubEvent, func.KafkaEvent),
    *(func.PromptInvocationContext, func.QueueMessage, func.ServiceBusMessage),
]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_type_hints_can_be_evaluated(kind: type) -> None:
    hints = get_type_hints(vars(kind).get("__init__", kind))
    assert hints
    assert not [name for name, hint in hints.items() if isinstance(hint, str)]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_a_method_can_be_patched_on_the_class_and_on_a_subclass(kind: type[Any]) -> None:
    with patch.object(kind, "to_json", return_value="patched"):
        assert kind.to_json() == "patched"
    own: Any = object.__new__(type("Own", (kind,), {}))
    with patch.object(own, "to_json", return_value="patched"):
        assert own.to_json() == "patched"
