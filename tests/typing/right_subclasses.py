"""Subclasses of what people subclass: no checker may report anything here. test_subclasses.py runs it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import azure_functions_lite as func
from azure_functions_lite.context import RetryContext, TraceContext
from azure_functions_lite.decorators.function_app import Function, FunctionBuilder
from azure_functions_lite.decorators.queue import QueueTrigger


class Tagged(func.QueueMessage):
    """Has attributes of its own, and properties and methods that override."""

    kind: ClassVar[str] = "order"
    tag: str = "none"

    @property
    def dequeue_count(self) -> int:
        return 7

    @property
    def order(self) -> int:
        return int(self.get_json()["order"])

    def get_body(self) -> bytes:
        return super().get_body() or b"{}"


class Prioritized(func.ServiceBusMessage):
    """Has a constructor of its own."""

    def __init__(self, body: str, *, priority: int = 1) -> None:
        super().__init__(body=body, label="orders")
        self.priority = priority


class Seen(func.KafkaEvent):
    """Passes on whatever the constructor takes."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.seen = False


class Daily(func.TimerRequest):
    @property
    def schedule(self) -> dict[str, Any]:
        return {"AdjustForDST": True}


class Order(func.CloudEvent):
    @property
    def subject(self) -> str:
        return f"orders/{self.id}"


class OfAda(func.HttpRequest):
    def __init__(self, url: str = "/") -> None:
        super().__init__("GET", url)
        self.user = "Ada"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"x-user": self.user}

    @property
    def params(self) -> dict[str, str]:
        return {**super().params, "user": self.user}


class Created(func.HttpResponse):
    def __init__(self, made: object) -> None:
        super().__init__(str(made), status_code=201)
        self.made = made


class Recorded(func.Out[str]):
    def __init__(self) -> None:
        super().__init__()
        self.history: list[str] = []

    def set(self, val: str) -> None:
        self.history.append(val)
        super().set(val)


class Upload(func.InputStream):
    @property
    def name(self) -> str:
        return "uploads/a.txt"

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size).upper()


class Invocation(func.Context):
    @property
    def invocation_id(self) -> str:
        return "1"


class Traceless(func.Context):
    """A stand-in that sets the attributes as tests of `azure.functions` do."""

    def __init__(self, trace_context: TraceContext, retry_context: RetryContext) -> None:
        self._trace_context = trace_context
        self._retry_context = retry_context

    @property
    def trace_context(self) -> TraceContext:
        return self._trace_context

    @property
    def retry_context(self) -> RetryContext:
        return self._retry_context


class Person(func.Document):
    @property
    def name(self) -> str:
        return str(self["name"])


class People(func.DocumentList):
    record = Person


class Traced(QueueTrigger):
    """A binding with a field of its own, which its constructor takes."""

    trace: str = "off"
    """Whether the host traces the queue."""


class App(func.FunctionApp):
    """Has decorators of its own, and one that overrides."""

    def __init__(self, name: str) -> None:
        super().__init__(http_auth_level=func.AuthLevel.ANONYMOUS)
        self.name = name

    def queue_trigger(
        self,
        arg_name: str,
        queue_name: str,
        connection: str = "Storage",
        data_type: func.DataType | str | None = None,
    ) -> Callable[..., Any]:
        return super().queue_trigger(arg_name, queue_name, connection, data_type)

    def every_minute(self) -> Callable[[Callable[..., Any]], FunctionBuilder[..., Any]]:
        return self.timer_trigger("timer", "0 * * * * *")

    def get_functions(self) -> list[Function[..., Any]]:
        return sorted(super().get_functions(), key=Function.get_function_name)


class Versioned(func.Blueprint):
    def __init__(self, version: int) -> None:
        super().__init__()
        self.version = version

    def get(self, path: str) -> Callable[[Callable[..., Any]], FunctionBuilder[..., Any]]:
        return self.route(f"v{self.version}/{path}", methods=["GET"])


app = App("shop")
versioned = Versioned(2)


@app.queue_trigger("msg", "orders")
def work(msg: func.QueueMessage) -> None: ...


@app.every_minute()
def clean(timer: func.TimerRequest) -> None: ...


@versioned.get("orders")
def show(req: func.HttpRequest) -> str:
    return req.url


app.register_functions(versioned)


def outcomes() -> Iterator[tuple[object, object]]:
    """Yield what something is, and what it has to be."""
    tagged = Tagged(body='{"order": 3}', dequeue_count=1)
    tagged.tag = "urgent"
    yield (tagged.tag, tagged.kind, tagged.dequeue_count, tagged.order), ("urgent", "order", 7, 3)
    yield Tagged().get_body(), b"{}"
    first = Prioritized("x", priority=2)
    yield (first.priority, first.label, first.get_body()), (2, "orders", b"x")
    yield copy.copy(first).priority, 2
    yield pickle.loads(pickle.dumps(first)).priority, 2
    yield (Seen(body=b"x", key="k").key, Seen().seen), ("k", False)
    yield (Daily(past_due=True).schedule, Daily(past_due=True).past_due), ({"AdjustForDST": True}, True)
    yield Order(id="1", source="/a", type="t", specversion="1.0", data=None).subject, "orders/1"
    yield OfAda("/?a=b").params, {"a": "b", "user": "Ada"}
    yield (OfAda().headers["x-user"], OfAda().method), ("Ada", "GET")
    yield (Created(3).made, Created(3).status_code, Created(3).get_body()), (3, 201, b"3")
    recorded = Recorded()
    recorded.set("a")
    recorded.set("b")
    yield (recorded.get(), recorded.history), ("b", ["a", "b"])
    yield (Upload(data="text").read(), Upload(data="text").name), (b"TEXT", "uploads/a.txt")
    yield (Invocation(function_name="f").invocation_id, Invocation(function_name="f").function_name), ("1", "f")
    traceless = Traceless(TraceContext(trace_parent="00-1"), RetryContext(retry_count=2))
    yield (traceless.trace_context.trace_parent, traceless.retry_context.retry_count), ("00-1", 2)
    yield [type(each) for each in People.from_json('[{"name": "Ada"}]')], [Person]
    yield (Person(name="Ada").name, Person.from_json('{"name": "Ada"}').name), ("Ada", "Ada")
    yield Traced("msg", "orders", "Storage", trace="on").get_dict_repr()["trace"], "on"
    functions = app.get_functions()
    yield (app.name, [each.get_function_name() for each in functions]), ("shop", ["clean", "show", "work"])
    yield [each.get_bindings_dict()["bindings"][0].get("route") for each in functions], [None, "v2/orders", None]
    yield show(func.HttpRequest("GET", "/a")), "/a"
