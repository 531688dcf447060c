"""One call of a function: what it receives for which input, and what the call brings."""

from __future__ import annotations

import asyncio
import re
import sys
import traceback
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError, UnsupportedTypeError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing import Result, load_app
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing.builders import (
    context,
    http_request,
    mcp_tool_context,
)


def make(function: Callable[..., Any], *bindings: str) -> func.FunctionApp:
    """Make an app of one function, with bindings such as ``"msg queueTrigger in"``; `Any` is for checkers only."""
    hints = function.__annotations__
    function.__annotations__ = {name: hint for name, hint in hints.items() if hint not in ("Any", "object")}
    app = func.FunctionApp()
    decorated: Any = function
    for name, kind, direction, *options in map(str.split, bindings):
        further: Any = dict(option.split("=") for option in options)
        if kind.endswith("Trigger"):
            decorated = app.generic_trigger(name, kind, **further)(decorated)
        elif direction == "in":
            decorated = app.generic_input_binding(name, kind, **further)(decorated)
        else:
            decorated = app.generic_output_binding(name, kind, **further)(decorated)
    return app


def invoke(function: Callable[..., Any], *bindings: str, **inputs: object) -> Result:
    return load_app(make(function, *bindings)).invoke(function.__name__, **inputs)


def refusal(call: Callable[[], object], kind: type[Exception] = ArgumentTypeError) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


# --- inputs


def enqueue(req: Any, user: Any, context: func.Context, msg: Any) -> str:
    msg.set(user)
    return context.invocation_id


HTTP = ("req httpTrigger in", "$return http out")
BINDINGS = ("req httpTrigger in", "user table in", "msg queue out", "$return http out")


def test_a_missing_input() -> None:
    message = refusal(lambda: invoke(enqueue, *BINDINGS, req=http_request()))
    assert message == "cannot invoke 'enqueue': the input 'user' (table) is missing, got 'req'"
    message = refusal(lambda: invoke(enqueue, *BINDINGS))
    assert message == "cannot invoke 'enqueue': the input 'req' (httpTrigger) is missing, got none"


def test_an_unknown_input() -> None:
    inputs: dict[str, object] = {"req": http_request(), "user": "Ada", "usr": "Ada", "msg": func.Out[str]()}
    message = refusal(lambda: invoke(enqueue, *BINDINGS, **inputs))
    assert message == "cannot invoke 'enqueue': expected inputs among 'req', 'user', got 'msg', 'usr'"


def test_no_input_at_all() -> None:
    def nightly(timer: func.TimerRequest) -> None: ...

    message = refusal(lambda: invoke(nightly, "timer timerTrigger in", tmier=None))
    assert message == "cannot invoke 'nightly': expected inputs among 'timer', got 'tmier'"


@pytest.mark.parametrize(
    ("binding", "wanted"), [("timerTrigger", func.TimerRequest()), ("warmupTrigger", func.WarmUpContext())]
)
def test_what_says_it_all_by_firing(binding: str, wanted: object) -> None:
    seen: list[object] = []

    def fire(value: Any) -> None:
        seen.append(value)

    assert invoke(fire, f"value {binding} in") == Result(None, {}, {})
    assert seen == [wanted]


def test_inputs_may_have_any_name() -> None:
    def function(self: Any, name: Any) -> None:
        assert (self.get_body(), name) == (b"tea", "Ada")

    inputs: dict[str, object] = {"self": "tea", "name": "Ada"}
    invoke(function, "self queueTrigger in", "name table in", **inputs)


def test_the_context() -> None:
    inputs = {"req": http_request(), "user": "Ada"}
    made_up = invoke(enqueue, *BINDINGS, **inputs).return_value
    assert made_up == context().invocation_id
    assert invoke(enqueue, *BINDINGS, **inputs, context=func.Context(invocation_id="7")).return_value == "7"


def test_a_context_that_nobody_takes() -> None:
    def nightly(timer: func.TimerRequest) -> None: ...

    message = refusal(lambda: invoke(nightly, "timer timerTrigger in", context=context()))
    assert message == "cannot invoke 'nightly': expected inputs among 'timer', got 'context'"


# --- outputs


def send(setting: Callable[[Any], object], binding: str = "queue", annotation: object = None) -> Result:
    """Call a function that may set an output."""

    def function(timer: Any, out: Any) -> None:
        setting(out)

    function.__annotations__ = {} if annotation is None else {"out": annotation}
    return invoke(function, "timer timerTrigger in", f"out {binding} out")


def test_an_output_that_is_set() -> None:
    assert send(lambda out: out.set("tea")) == Result(None, {"out": "tea"}, {"out": Datum("tea", "string")})


def test_an_output_that_is_set_twice() -> None:
    assert send(lambda out: (out.set("tea"), out.set("cup"))).outputs == {"out": "cup"}


def test_an_output_that_is_not_set() -> None:
    assert send(lambda out: None) == Result(None, {}, {})
    assert send(lambda out: out.set(None)) == Result(None, {}, {})


def test_several_messages() -> None:
    result = send(lambda out: out.set(["tea", {"id": 7}]))
    assert result.outputs == {"out": ["tea", {"id": 7}]}
    assert result.wire == {"out": Datum('["tea", {"id": 7}]', "json")}


def test_an_output_without_converter() -> None:
    result = send(lambda out: out.set({"RowKey": "1"}), "table")
    assert result == Result(None, {"out": {"RowKey": "1"}}, {"out": Datum({"RowKey": "1"}, "dict")})


def test_an_output_of_text_passes_the_converter_by() -> None:
    result = send(lambda out: out.set(["tea"]), annotation=func.Out[str])
    assert result.wire == {"out": Datum(["tea"], "list")}
    assert send(lambda out: out.set("tea"), "kafka", func.Out[bytes]).wire == {"out": Datum("tea", "string")}


def test_an_output_that_cannot_be_sent() -> None:
    message = refusal(lambda: send(lambda out: out.set(7)), UnsupportedTypeError)
    assert message.startswith("cannot encode queue: expected str")


def answer(value: object, *bindings: str) -> Result:
    """Call a function that returns a value."""

    def function(given: Any) -> Any:
        return value

    return invoke(function, *bindings, given="tea")


def test_a_return_value() -> None:
    result = answer("cup", "given queueTrigger in", "$return queue out")
    assert result == Result("cup", {}, {"$return": Datum("cup", "string")})


@pytest.mark.parametrize(
    ("bindings", "value", "wire"),
    [
        (["given activityTrigger in"], {"id": 7}, Datum('{"id": 7}', "json")),
        (["given mcpToolTrigger in"], {"id": 7}, Datum('{"id": 7}', "string")),
        (["given someTrigger in"], "cup", Datum("cup", "string")),
        (["given activityTrigger in", "$return queue out"], "cup", Datum("cup", "string")),
    ],
    ids=["activity", "tool", "unknown", "explicit before implicit"],
)
def test_what_takes_a_return_value(bindings: list[str], value: object, wire: Datum) -> None:
    assert answer(value, *bindings) == Result(value, {}, {"$return": wire})


def test_a_return_value_that_nobody_takes() -> None:
    message = refusal(lambda: answer("cup", "given queueTrigger in"), AppError)
    assert message == ("'function' returned str of length 3, but has no binding named $return")


def test_no_return_value() -> None:
    assert answer(None, "given queueTrigger in") == Result(None, {}, {})
    assert answer(None, "given someTrigger in") == Result(None, {}, {})
    message = refusal(lambda: answer(None, "given queueTrigger in", "$return http out"), UnsupportedTypeError)
    assert message == "cannot encode http: expected str or HttpResponse, got None"


def test_what_goes_back_over_http() -> None:
    def create(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse("created", status_code=201)

    result = invoke(create, "req httpTrigger in", "$return http out", req=http_request())
    assert result.return_value == func.HttpResponse("created", status_code=201)
    sent = result.wire["$return"]
    assert (sent.type, sent.value["status_code"].value, sent.value["body"].value) == ("http", "201", b"created")


class Request:
    """Of a web framework, as an extension for HTTP streams hands it in."""


class StreamingResponse:
    """What goes back to such an extension."""


class Extensions(ModuleType):
    """A stand-in for the base of the official extensions."""

    def __init__(self, *, streams: bool) -> None:
        super().__init__("azurefunctions.extensions.base")
        kinds = (Request, StreamingResponse)
        self.get_binding_registry = lambda: SimpleNamespace(check_supported_type=kinds.__contains__)
        self.HttpV2FeatureChecker = SimpleNamespace(http_v2_enabled=lambda: streams)
        self.RequestTrackerMeta = SimpleNamespace(check_type=kinds[:1].__contains__)
        self.ResponseTrackerMeta = SimpleNamespace(check_type=kinds[1:].__contains__)


def test_http_streams_pass_the_converters_by(monkeypatch: pytest.MonkeyPatch) -> None:
    def stream(req: Request) -> StreamingResponse:
        assert req is request
        return response

    request, response = Request(), StreamingResponse()
    monkeypatch.setitem(sys.modules, "azurefunctions.extensions.base", Extensions(streams=True))
    assert invoke(stream, *HTTP, req=request) == Result(response, {}, {})


def test_an_extension_without_http_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(req: Request) -> func.HttpResponse:
        return func.HttpResponse("created")

    monkeypatch.setitem(sys.modules, "azurefunctions.extensions.base", Extensions(streams=False))
    sent = invoke(create, *HTTP, req=Request()).wire["$return"]
    assert sent.value["body"].value == b"created"


def official(name: str) -> object:
    """Make an object of a class of the official SDK, as its module says."""
    return type(name, (), {"__module__": "azure.functions._http"})()


def test_objects_of_the_official_sdk() -> None:
    hint = f" of the official SDK: {ALIAS_HINT}"
    bindings = ("given queueTrigger in", "$return http out")
    message = refusal(lambda: answer(official("HttpResponse"), *bindings), UnsupportedTypeError)
    assert message == f"cannot encode http: expected str or HttpResponse, got HttpResponse{hint}"
    message = refusal(lambda: send(lambda out: out.set(official("QueueMessage"))), UnsupportedTypeError)
    assert message.endswith(f", got QueueMessage{hint}")


class OfficialConverter:
    """A stand-in for one of the official SDK."""

    @staticmethod
    def encode(value: object, *, expected_type: type | None) -> Any:
        assert expected_type is None
        text = SimpleNamespace(type="string", value="201")
        headers = {"x-shop": SimpleNamespace(type="string", value="tea")}
        body = SimpleNamespace(type="bytes", value=b"made")
        parts = {"status_code": text, "headers": headers, "cookies": None, "body": body}
        return SimpleNamespace(type="http", value=parts)


def test_a_response_of_the_official_sdk_is_taken_as_in_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk: Any = ModuleType("azure.functions")
    sdk.get_binding_registry = lambda: {"http": OfficialConverter}
    monkeypatch.setitem(sys.modules, "azure.functions", sdk)
    bindings = ("given queueTrigger in", "$return http out")
    parts = {
        "status_code": Datum("201", "string"),
        "headers": {"x-shop": Datum("tea", "string")},
        "cookies": None,
        "body": Datum(b"made", "bytes"),
    }
    assert answer(official("HttpResponse"), *bindings).wire == {"$return": Datum(parts, "http")}
    message = refusal(lambda: send(lambda out: out.set(official("QueueMessage"))), UnsupportedTypeError)
    assert message.endswith("for pytest")


def test_a_tool() -> None:
    app = func.FunctionApp()

    @app.mcp_tool()
    def to_fahrenheit(celsius: float) -> str:
        """Convert a temperature."""
        return f"{celsius * 9 / 5 + 32:.1f} degrees"

    call = mcp_tool_context(name="to_fahrenheit", arguments={"celsius": 100})
    result = load_app(app).invoke("to_fahrenheit", context=call)
    assert result == Result("212.0 degrees", {}, {"$return": Datum("212.0 degrees", "string")})


def test_a_client_of_durable_functions() -> None:
    """As azure-functions-durable decorates a function: it puts a coroutine function around it."""

    async def start(msg: str, client: Any) -> str:
        return f"{await client.start_new(msg)} started"

    async def with_client(msg: str, client: str) -> str:
        return f"a client made of {client}"

    with_client.client_function = start  # type: ignore[attr-defined]  # as the decorator does
    bindings = ("msg queueTrigger in", "client durableClient in", "$return queue out")
    client = AsyncMock()
    client.start_new.return_value = "7"

    with load_app(make(with_client, *bindings)) as app:
        assert app.invoke("with_client", msg="tea", client=client).return_value == "7 started"
        assert app.invoke("with_client", msg="tea", client={}).return_value == "a client made of {}"
        called = app.invoke_async("with_client", msg="tea", client=client)
        assert asyncio.run(called).return_value == "7 started"
    assert [call.args for call in client.start_new.await_args_list] == [("tea",)] * 2


# --- exceptions


def test_an_exception_comes_out_as_it_is() -> None:
    error = KeyError("id")

    def fail(req: func.HttpRequest) -> str:
        raise error

    async def fail_slowly(req: func.HttpRequest) -> str:
        raise error

    for function in (fail, fail_slowly):
        with pytest.raises(KeyError) as caught:
            invoke(function, *HTTP, req=http_request())
        assert caught.value is error
        assert error.__cause__ is None
        assert traceback.extract_tb(error.__traceback__)[-1].name == function.__name__
        error.__traceback__ = None


def test_what_the_worker_would_not_load() -> None:
    def function(req: list[str]) -> str:
        return ""

    message = refusal(lambda: invoke(function, *HTTP, req=http_request()), AppError)
    assert re.fullmatch(r".*test_invoke\.py: function: req: expected a class, .*, got list\[str\] \[.*\]", message)
