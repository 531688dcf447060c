"""`Out` and `Context`: what the host supplies besides the inputs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, get_type_hints

import pytest

from azure_functions_lite.context import Context, Out, RetryContext, RpcException, TraceContext
from azure_functions_lite.queue import QueueMessage


def main(msg: Out[str], messages: Out[list[QueueMessage]], context: Context) -> None:
    msg.set(context.function_name)
    messages.set([QueueMessage(id="a")])


class OwnOut(Out[str]):
    """An output that keeps every value, as tests of function apps have them."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def set(self, val: str) -> None:
        self.values.append(val)

    def get(self) -> str:
        return ",".join(self.values)


class OwnContext(Context):
    """Has its own constructor, which does not call ours."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def function_name(self) -> str:
        return self.name


class OwnTraceContext(TraceContext):
    def __init__(self) -> None:
        pass

    @property
    def trace_parent(self) -> str:
        return "00-1-2-01"


class OwnRetryContext(RetryContext):
    def __init__(self) -> None:
        pass


class OwnRpcException(RpcException):
    def __init__(self) -> None:
        pass


def full_context() -> Context:
    return Context(
        invocation_id="1",
        function_name="main",
        function_directory="/home/site/wwwroot/main",
        thread_local_storage=threading.local(),
        trace_context=TraceContext(trace_parent="00-1-2-01", trace_state="a=b", attributes={"c": "d"}),
        retry_context=RetryContext(
            retry_count=1,
            max_retry_count=3,
            exception=RpcException(source="main", stack_trace="at main", message="no luck"),
        ),
    )


# --- Out


def test_out_has_nothing_until_it_is_set() -> None:
    out = Out[str]()
    assert out.get() is None
    out.set("a")
    out.set("b")
    assert out.get() == "b"


def test_out_is_generic() -> None:
    alias: Any = Out[str]
    assert alias.__origin__ is Out
    assert alias.__args__ == (str,)
    assert Out.__name__ == "Out"
    parameters: tuple[object, ...] = vars(Out)["__parameters__"]
    assert len(parameters) == 1


def test_out_in_annotations() -> None:
    hints = get_type_hints(main)
    assert hints["msg"] == Out[str]
    assert hints["messages"] == Out[list[QueueMessage]]
    assert hints["context"] is Context


def test_a_function_with_outputs() -> None:
    msg, messages = Out[str](), Out[list[QueueMessage]]()
    main(msg, messages, Context(function_name="f"))
    assert msg.get() == "f"
    assert messages.get() == [QueueMessage(id="a")]


def test_outputs_with_equal_values_are_equal() -> None:
    one, two = Out[str](), Out[str]()
    assert one == two
    one.set("a")
    assert one != two
    two.set("a")
    assert one == two
    assert one != "a"
    with pytest.raises(TypeError, match="unhashable type: 'Out'"):
        hash(one)


def test_out_shows_its_value() -> None:
    out = Out[str]()
    assert repr(out) == "Out(None)"
    out.set("a")
    assert repr(out) == "Out('a')"


def test_outputs_can_be_copied(duplicate: Callable[[Any], Any]) -> None:
    out = Out[str]()
    out.set("a")
    again = duplicate(out)
    assert again == out
    again.set("b")
    assert out.get() == "a"


def test_custom_out() -> None:
    out = OwnOut()
    out.set("a")
    out.set("b")
    assert out.get() == "a,b"
    assert repr(out) == "OwnOut('a,b')"
    equal = Out[str]()
    equal.set("a,b")
    assert out == equal


# --- contexts


def test_everything_has_a_default() -> None:
    context = Context()
    assert (context.invocation_id, context.function_name, context.function_directory) == ("", "", "")
    assert isinstance(context.thread_local_storage, threading.local)
    trace = context.trace_context
    assert (trace.trace_parent, trace.trace_state, trace.attributes) == ("", "", {})
    retry = context.retry_context
    assert (retry.retry_count, retry.max_retry_count, retry.exception) == (0, 0, None)
    exception = RpcException()
    assert (exception.source, exception.stack_trace, exception.message) == ("", "", "")


def test_everything_is_a_keyword() -> None:
    context = full_context()
    assert context.invocation_id == "1"
    assert context.function_name == "main"
    assert context.function_directory == "/home/site/wwwroot/main"
    assert context.trace_context.trace_parent == context.trace_context.Traceparent == "00-1-2-01"
    assert context.trace_context.trace_state == context.trace_context.Tracestate == "a=b"
    assert context.trace_context.attributes == context.trace_context.Attributes == {"c": "d"}
    assert context.retry_context.retry_count == 1
    assert context.retry_context.max_retry_count == 3
    exception = context.retry_context.exception
    assert exception is not None
    assert (exception.source, exception.stack_trace, exception.message) == ("main", "at main", "no luck")


def test_the_thread_local_storage_stays_the_same() -> None:
    storage = threading.local()
    assert Context(thread_local_storage=storage).thread_local_storage is storage
    context = Context()
    context.thread_local_storage.invocation_id = "1"
    assert context.thread_local_storage.invocation_id == "1"
    assert not hasattr(Context().thread_local_storage, "invocation_id")


CONTEXTS: list[Context | TraceContext | RetryContext | RpcException] = [
    full_context(),
    full_context().trace_context,
    full_context().retry_context,
    RpcException(message="no luck"),
    OwnContext("f"),
    OwnTraceContext(),
]


@pytest.mark.parametrize("value", CONTEXTS, ids=lambda value: type(value).__name__)
def test_contexts_can_be_copied(value: object, duplicate: Callable[[Any], Any]) -> None:
    again = duplicate(value)
    assert again == value
    assert type(again) is type(value)
    assert hash(again) == hash(value)


def test_a_pickled_context_leaves_its_thread_local_storage_behind(duplicate: Callable[[Any], Any]) -> None:
    context = full_context()
    context.thread_local_storage.invocation_id = "1"
    again = duplicate(context)
    assert not hasattr(again.thread_local_storage, "invocation_id")
    assert again.thread_local_storage is not context.thread_local_storage
    assert context.thread_local_storage.invocation_id == "1"


def test_contexts_compare_by_value() -> None:
    assert full_context() == full_context()
    assert hash(full_context()) == hash(full_context())
    assert len({Context(), Context(), Context(invocation_id="1")}) == 2
    assert full_context() != Context(invocation_id="1")
    assert TraceContext(attributes={"a": "b"}) != TraceContext()
    assert RetryContext(retry_count=1) != RetryContext()


def test_contexts_show_what_they_hold() -> None:
    assert repr(RetryContext(retry_count=1)) == "RetryContext(retry_count=1, max_retry_count=0)"
    assert repr(RpcException(message="no luck")) == "RpcException(source='', stack_trace='', message='no luck')"
    assert "invocation_id='1', function_name='main'" in repr(full_context())
    assert "TraceContext(trace_parent='00-1-2-01'" in repr(full_context())


def test_contexts_turn_into_json() -> None:
    assert full_context().to_dict() == {
        "invocation_id": "1",
        "function_name": "main",
        "function_directory": "/home/site/wwwroot/main",
        "trace_context": {"trace_parent": "00-1-2-01", "trace_state": "a=b", "attributes": {"c": "d"}},
        "retry_context": {
            "retry_count": 1,
            "max_retry_count": 3,
            "exception": {"source": "main", "stack_trace": "at main", "message": "no luck"},
        },
    }
    assert '"retry_count": 1' in full_context().to_json()


def test_custom_contexts() -> None:
    context = OwnContext("f")
    assert context.function_name == "f"
    assert (context.invocation_id, context.function_directory) == ("", "")
    assert isinstance(context.thread_local_storage, threading.local)
    assert context.trace_context == TraceContext()
    assert context.retry_context == RetryContext()
    assert context == OwnContext("f")
    trace = OwnTraceContext()
    assert (trace.trace_parent, trace.Traceparent, trace.trace_state, trace.attributes) == (
        "00-1-2-01",
        "00-1-2-01",
        "",
        {},
    )
    retry = OwnRetryContext()
    assert (retry.retry_count, retry.max_retry_count, retry.exception) == (0, 0, None)
    exception = OwnRpcException()
    assert (exception.source, exception.stack_trace, exception.message) == ("", "", "")


def test_a_context_takes_other_attributes() -> None:
    context: Any = Context()
    context.logger = "set by a decorator of the user's"
    assert context.logger == "set by a decorator of the user's"
    assert context == Context()


@pytest.mark.parametrize("name", ["invocation_id", "function_name", "trace_context", "thread_local_storage"])
def test_properties_are_read_only(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Context(), name, None)
