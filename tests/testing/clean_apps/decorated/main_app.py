import functools
import logging
import os
from typing import Any, Callable, List, NoReturn

from blueprints import parcels

import azure_functions_lite as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(parcels.blueprint)
MENU = os.environ.get("MENU_OF_THE_CLEAN_APP")


def counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Count the calls."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def as_response(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(str(function(req)))

    return wrapper


@app.route(route="orders/{id:int}", methods=["GET"])
@counted
def get_order(req: func.HttpRequest) -> func.HttpResponse:
    return reply(req.route_params["id"])


@app.route(route="orders/{id:int}", methods=["DELETE", "PUT"])
def change_order(req: func.HttpRequest):
    if req.method == "PUT":
        raise ValueError("not yet")
    else:
        fail(req)


@app.route(route="orders/{name:alpha}")
@as_response
def find_order(req):
    return {"name": req.route_params["name"]}


@app.route(route=r"items/{id:regex(^\d{{4}}$)}")
def get_item(req: func.HttpRequest) -> func.HttpResponse:
    return reply(req.route_params["id"])


@app.route(route=r"items/{id:regex(^\d{{8}}$)}")
def get_old_item(req: func.HttpRequest) -> func.HttpResponse:
    return reply(req.route_params["id"])


@app.route(route=r"items/{name:regex(^\D{{4}}$)}")
def find_item(req: func.HttpRequest) -> func.HttpResponse:
    return reply(req.route_params["name"])


@app.route(route="orders")
def orders(req: func.HttpRequest):
    try:
        return reply(MENU)
    finally:
        logging.info(req.url)


def reply(text: str) -> func.HttpResponse:
    return func.HttpResponse(text)


def fail(req: func.HttpRequest) -> NoReturn:
    raise ValueError(req.url)


@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
@app.retry(
    strategy="exponential_backoff", max_retry_count="-1", minimum_interval="00:00:10", maximum_interval="00:15:00"
)
def never(timer: func.TimerRequest) -> NoReturn:
    raise RuntimeError("this shop is closed")


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="first", queue_name="first", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="second", queue_name="second", connection="AzureWebJobsStorage")
def forward(msg: func.QueueMessage, first: func.Out[str], second: func.Out[List[str]]) -> None:
    def send() -> bool:
        first.set(str(msg.id))
        return True

    if send():
        set_all(msg, second)


def set_all(msg: func.QueueMessage, out: func.Out[List[str]]) -> None:
    out.set([msg.get_body().decode()])


@app.mcp_tool()
@app.mcp_tool_property(arg_name="city", description="Name of a city.")
def weather(city: str) -> dict:
    """Tell the weather."""
    return {"city": city, "weather": "rain"}


@app.route(route="later")
async def later(req: func.HttpRequest) -> func.HttpResponse:
    """Written some other day."""
    raise NotImplementedError


@app.route(route="some-day")
@app.queue_output(arg_name="out", queue_name="some-day", connection="AzureWebJobsStorage")
async def some_day(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:
    """Written later than that."""
    ...
