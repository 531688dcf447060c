"""Mistakes: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

import azure_functions_lite as func
from azure_functions_lite.decorators.core import Trigger
from azure_functions_lite.decorators.http import HttpTrigger
from azure_functions_lite.decorators.queue import QueueTrigger

app = func.FunctionApp()
blueprint = func.Blueprint()


@app.route(route="orders", methods=["POST"])
@app.queue_output("msg", "orders", "Storage")
def enqueue(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    msg.set(5)  # error
    return "queued"  # error


@app.queue_trigger("msg", "orders", "Storage")
async def work(msg: func.QueueMessage) -> int:
    return msg.dequeue_count  # error


@blueprint.timer_trigger("timer", "0 0 * * * *")
def clean(timer: func.TimerRequest) -> None: ...


# Calls

enqueue()  # error
enqueue(func.HttpRequest("GET", "/"))  # error
enqueue("x", func.Out())  # error
enqueue(func.HttpRequest("GET", "/"), func.Out[int]())  # error
enqueue(func.HttpRequest("GET", "/"), messages=func.Out())  # error
enqueue(func.HttpRequest("GET", "/"), func.Out()).no_such_name  # error
enqueue.no_such_name  # error
work(func.QueueMessage()) + 1  # error
work(func.TimerRequest())  # error
clean(func.QueueMessage())  # error


async def wait() -> str:
    return await work(func.QueueMessage())  # error


# Options

app.queue_trigger()  # error
app.queue_trigger("msg", "orders")  # error
app.queue_trigger("msg", "orders", connetion="Storage")  # error
app.queue_trigger("msg", "orders", "Storage", new_option=1)  # error
app.queue_trigger(5, "orders", "Storage")  # error
app.queue_trigger("msg", queue_name=None, connection="Storage")  # error
app.queue_trigger("msg", "orders", "Storage", data_type=2)  # error
app.queue_trigger("msg", "orders", "Storage", func.Cardinality.ONE)  # error
app.queue_trigger("msg", "orders", "Storage", None, "more")  # error
app.timer_trigger("timer", schedule=5)  # error
app.timer_trigger("timer", "0 0 * * * *", run_on_startup="yes")  # error
app.service_bus_queue_trigger("msg", "Bus", "orders", cardinality=True)  # error
app.service_bus_queue_trigger("msg", "Bus", "orders", cardinality=func.DataType.STRING)  # error
app.blob_trigger("blob", "files", "Storage", source=1)  # error
app.cosmos_db_trigger("changes", "Cosmos", "shop", "orders", max_items_per_invocation="9")  # error
app.retry("fixed_delay")  # error
app.retry("fixed_delay", "3", delay="00:00:05")  # error
app.function_name()  # error
app.function_name(5)  # error
app.http_type(5)  # error
app.generic_trigger("msg")  # error
app.generic_trigger("msg", 5)  # error
app.generic_input_binding("msg", "my", data_type=5)  # error
app.no_such_trigger("msg")  # error
blueprint.queue_output("msg", "orders")  # error

app.route(5)  # error
app.route(methods=5)  # error
app.route(methods=[5])  # error
app.route(auth_level=5)  # error
app.route(trigger_extra_fields=["x"])  # error
app.route(rout="x")  # error
app.orchestration_trigger()  # error
app.durable_client_input("client", hub="x")  # error

# Decorators

app.queue_trigger("msg", "orders", "Storage")(5)  # error
app.queue_trigger("msg", "orders", "Storage")()  # error
app.queue_trigger(clean)  # error
app.queue_trigger = 5  # error
func.FunctionApp.queue_trigger("msg", "orders", "Storage")  # error
func.FunctionApp.queue_trigger(app, "msg", "orders")  # error
func.FunctionApp.queue_trigger(app, "msg", "orders", "Storage", new_option=1)  # error


@app.route  # error
def bare(req: func.HttpRequest) -> str:
    return req.url


# Apps

func.FunctionApp(http_auth_level=5)  # error
func.FunctionApp(http_auth_level=None)  # error
func.FunctionApp(auth_level="function")  # error
func.Blueprint().get_functions()  # error
func.ExternalHttpFunctionApp(auth_level="function")  # error
func.AsgiFunctionApp()  # error
func.AsgiFunctionApp(5)  # error
func.WsgiFunctionApp(5)  # error
app.register_functions(5)  # error
app.auth_level = func.AuthLevel.ADMIN  # error
app.get_functions()[0].build()  # error
clean.build().get_user_function()(5)  # error
clean.build().get_raw_bindings() + ""  # error
clean.add_trigger(5)  # error
clean.add_binding("msg")  # error

# Rows

trigger = QueueTrigger("msg", "orders", "Storage")
QueueTrigger("msg")  # error
QueueTrigger(name="msg", queue_name="orders", connection="Storage")  # error
QueueTrigger("msg", "orders", "Storage", more=1)  # error
trigger.no_such_name  # error
trigger.queue_name = 5  # error
trigger.data_type = 5  # error
trigger.data_type.upper()  # error
HttpTrigger("req", methods=5)  # error
HttpTrigger("req", auth_level=5)  # error


class PigeonTrigger(Trigger, type="pigeonTrigger"):
    loft_name: str
    is_fast: bool = False


PigeonTrigger("letter")  # error
PigeonTrigger("letter", "north", is_fast="yes")  # error
PigeonTrigger("letter", "north", speed=5)  # error
