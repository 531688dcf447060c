"""Apps of the v2 programming model: no checker may report anything here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import assert_type

import azure_functions_lite as func
from azure_functions_lite.decorators.core import DataTypeChoice, OutputBinding, Trigger
from azure_functions_lite.decorators.function_app import FunctionBuilder
from azure_functions_lite.decorators.http import HttpTrigger
from azure_functions_lite.decorators.queue import QueueTrigger
from azure_functions_lite.decorators.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)
texts = func.FunctionApp(http_auth_level="anonymous")
positional = func.FunctionApp("ADMIN")
blueprint = func.Blueprint()


# A decorated function is called like the function


@app.route(route="orders/{id}", methods=["POST", func.HttpMethod.PUT], auth_level="anonymous")
@app.queue_output(arg_name="msg", queue_name="orders", connection="Storage")
def enqueue(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    msg.set(req.route_params["id"])
    return func.HttpResponse("queued", status_code=202)


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage", data_type="binary")
@app.blob_input(arg_name="file", path="files/{queueTrigger}", connection="Storage", data_type=func.DataType.STREAM)
async def work(msg: func.QueueMessage, file: func.InputStream, *, limit: int = 3) -> int:
    return len(file.read(limit)) + len(msg.get_body())


@blueprint.timer_trigger("timer", "0 30 2 * * *", run_on_startup=False)
@blueprint.retry("fixed_delay", "3", delay_interval="00:00:05")
@blueprint.function_name("Clean")
def clean(timer: func.TimerRequest) -> None: ...


@app.service_bus_queue_trigger("messages", "Bus", "shipped", cardinality=func.Cardinality.MANY, access_rights="listen")
@app.cosmos_db_output("documents", "Cosmos", "shop", "orders", create_if_not_exists=True)
def archive(messages: list[func.ServiceBusMessage], documents: func.Out[list[dict[str, Any]]]) -> None:
    documents.set([{"id": message.message_id} for message in messages])


@app.cosmos_db_trigger("changes", "Cosmos", "shop", "orders", start_from_time=datetime(2026, 1, 1))
def follow(changes: func.DocumentList) -> list[str]:
    return [str(change["id"]) for change in changes]


def tests() -> None:
    out = func.Out[str]()
    assert_type(enqueue(func.HttpRequest("POST", "/", route_params={"id": "7"}), out), func.HttpResponse)
    assert_type(enqueue(req=func.HttpRequest("POST", "/"), msg=out), func.HttpResponse)
    assert_type(archive([func.ServiceBusMessage(body="x")], func.Out()), None)
    assert_type(follow(func.DocumentList([func.Document({"id": "1"})])), "list[str]")
    assert_type(enqueue.__name__, str)
    clean(func.TimerRequest())
    clean(timer=func.TimerRequest(past_due=True))


async def async_tests() -> None:
    assert_type(await work(func.QueueMessage(), func.InputStream(), limit=5), int)
    waited: Awaitable[int] = work(func.QueueMessage(), file=func.InputStream())
    await waited


as_callable: Callable[[func.TimerRequest], None] = clean
as_builder: FunctionBuilder[[func.TimerRequest], None] = clean  # limit(ty, pyrefly): no name


# What an app has, and what is made of its functions


app.register_functions(blueprint)
app.register_blueprint(blueprint)
assert_type(app.get_functions(), "list[func.Function[..., Any]]")
assert_type(app.auth_level, func.AuthLevel)
built = clean.build()
as_function: func.Function[[func.TimerRequest], None] = built  # limit(ty, pyrefly): as above
as_written: Callable[[func.TimerRequest], None] = built.get_user_function()
assert_type(built.get_function_name(), str)
assert_type(built.get_raw_bindings(), "list[str]")
assert_type(built.get_settings_dict("retry_policy"), "dict[str, Any] | None")
assert_type(
    [(row.name, row.direction, row.data_type) for row in built.get_bindings()], "list[tuple[str, int, int | None]]"
)
built.get_user_function()(timer=func.TimerRequest())
as_coroutine: Callable[[func.QueueMessage, func.InputStream], Coroutine[Any, Any, int]] = (
    work.build().get_user_function()
)


# Options


trigger = QueueTrigger("msg", "orders", "Storage")
assert_type(trigger.queue_name, str)
assert_type(trigger.data_type, "int | None")
trigger.queue_name = "other"
trigger.data_type = "binary"
trigger.data_type = func.DataType.STRING
policy = RetryPolicy("exponential_backoff", "5", minimum_interval="00:00:01", maximum_interval="00:01:00")
assert_type(policy.minimum_interval, "str | None")

app.route()
app.route("there", "req", "$return", "GET", func.AuthLevel.ADMIN)
app.route(methods=func.HttpMethod)
app.route(methods=func.HttpMethod.GET)
app.route(methods=(name for name in ("get", "post")))
app.route(trigger_extra_fields={"web_hook": "x"}, binding_extra_fields={"new": 1})
app.blob_trigger("blob", "files/{name}", "Storage", source="EventGrid")
app.blob_trigger("blob", "files/{name}", "Storage", source=func.BlobSource.EVENT_GRID)
app.generic_trigger("x", "myTrigger", hub_name="hub", limits=[1, 2], is_fast=None)
app.generic_input_binding(arg_name="x", type="my", data_type="string", path="a/b")
app.generic_output_binding(arg_name="x", type="my", data_type=func.DataType.BINARY, path="a/b")
app.schedule(arg_name="timer", schedule="0 0 * * * *")
app.http_type("wsgi")
app.orchestration_trigger("context", orchestration="Work")
app.activity_trigger(input_name="name", activity="Work")
app.entity_trigger("context", "Counter")
app.durable_client_input("client", task_hub="Hub")


def in_any_order(decorate_first: bool) -> None:
    def plain(msg: str) -> bytes:
        return msg.encode()

    output = app.queue_output("out", "sent", "Storage")
    trigger = app.queue_trigger("msg", "orders", "Storage")
    decorated = output(trigger(plain)) if decorate_first else trigger(output(plain))
    in_the_end: FunctionBuilder[[str], bytes] = decorated  # limit(ty, pyrefly): as above
    assert_type(in_the_end("x"), bytes)
    assert_type(decorated(msg="x"), bytes)


app.queue_trigger("msg", "orders", "Storage")(len)
app.queue_trigger("msg", "orders", "Storage")(lambda: None)


# Through the class, and in subclasses


func.FunctionApp.queue_trigger(app, "msg", "orders", connection="Storage")
func.TriggerApi.queue_trigger(blueprint, "msg", "orders", "Storage")(len)


class TeamApp(func.FunctionApp):
    def team_trigger(self, name: str) -> Callable[[Callable[..., str]], FunctionBuilder[..., str]]:
        return super().queue_trigger(name, queue_name="team", connection="Storage")


class PigeonTrigger(Trigger, type="pigeonTrigger"):
    """A binding of one's own, declared as those of the package are."""

    loft_name: str
    is_fast: bool | None = None
    data_type: DataTypeChoice = DataTypeChoice()  # limit(pyrefly): wants one type to set and to read


class PigeonOutput(OutputBinding, type="pigeon"):
    loft_name: str


class PigeonApp(func.FunctionApp):
    def send(self, decorated: FunctionBuilder[[str], None]) -> None:
        decorated.add_trigger(PigeonTrigger("letter", "north", data_type="string"))
        decorated.add_binding(PigeonOutput(arg_name="answer", loft_name="south"))


class OwnTrigger(Trigger):
    """A trigger as azure-functions-durable has them."""

    def __init__(self, name: str, own_name: str | None = None) -> None:
        self.own_name = own_name
        super().__init__(name=name)


assert_type(PigeonTrigger("letter", "north").is_fast, "bool | None")
assert_type(OwnTrigger("context", own_name="x").own_name, "str | None")


class DFApp(func.Blueprint, func.FunctionRegister):
    def __init__(self, http_auth_level: func.AuthLevel | str = func.AuthLevel.FUNCTION) -> None:
        super().__init__(auth_level=http_auth_level)


@DFApp().route()
def call(req: func.HttpRequest) -> str:
    return req.url


assert_type(call(func.HttpRequest("GET", "/")), str)


# Apps of web frameworks


async def asgi(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None: ...


def wsgi(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b""]


asgi_app = func.AsgiFunctionApp(asgi, http_auth_level="anonymous", function_name="web")
wsgi_app = func.WsgiFunctionApp(app=wsgi, http_auth_level=func.AuthLevel.ANONYMOUS)
assert_type(asgi_app.get_functions(), "list[func.Function[..., Any]]")
parts: tuple[func.FunctionRegister, func.ExternalHttpFunctionApp] = (asgi_app, wsgi_app)
registers: list[func.FunctionRegister] = [app, asgi_app, wsgi_app, DFApp()]


@wsgi_app.queue_trigger("msg", "orders", "Storage")
def beside(msg: func.QueueMessage) -> None: ...


# Names without their types, as functions that look at an app are annotated


def describe(function: func.Function, builder: FunctionBuilder) -> str:
    return f"{function.get_function_name()} {builder}"


describe(asgi_app.get_functions()[0], beside)
asgi_app.functions_bindings = {}
HttpTrigger(name="req")
