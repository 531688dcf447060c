import contextlib
import enum
import logging
import sys
from typing import Any, Optional

import azure_functions_lite as func

app = func.FunctionApp()


class Answer(str, enum.Enum):
    YES = "yes"


class Page:
    """Makes a response of a text."""

    def __new__(cls, text: str):
        return func.HttpResponse(text, mimetype="text/html")


def refuse(req):
    logging.warning(req.url)
    raise PermissionError(req.url)


async def refuse_later(req):
    raise PermissionError(req.url)


@app.route(route="a")
def enumerated(req: func.HttpRequest):
    return Answer("yes")


@app.route(route="b")
def named_like_a_builtin(req: func.HttpRequest):
    dict = func.HttpResponse  # noqa: A001
    return dict(req.url)


@app.route(route="c")
def suppressed(req: func.HttpRequest):
    with contextlib.suppress(KeyError):
        raise ValueError(req.url)


@app.route(route="d")
def matched(req: func.HttpRequest):
    return "none" if not req.params else func.HttpResponse("some")


@app.route(route="e")
def forever(req: func.HttpRequest):
    while True:
        if req.params:
            raise ValueError(req.url)


@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def nothing_after_all(timer: func.TimerRequest) -> Optional[str]:
    logging.info(timer.past_due)
    return None


@app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def anything(timer: func.TimerRequest) -> Any:
    return logging.info(timer.past_due)


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
@app.blob_output(arg_name="$return", path="orders/{id}", connection="AzureWebJobsStorage")
def copied(msg: func.QueueMessage):
    import io

    return io.BytesIO(msg.get_body())


@app.queue_trigger(arg_name="msg", queue_name="parcels", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="$return", queue_name="copies", connection="AzureWebJobsStorage")
def doubled(msg: func.QueueMessage):
    return [msg, func.QueueMessage(body=msg.get_body())]


@app.route(route="f")
def paged(req: func.HttpRequest):
    return Page(req.url)


@app.route(route="g")
def exited(req: func.HttpRequest):
    sys.exit(1)


@app.route(route="h")
def refused(req: func.HttpRequest):
    refuse(req)


@app.route(route="i")
async def refused_later(req: func.HttpRequest):
    await refuse_later(req)


@app.route(route="j")
def refused_by_somebody(req: func.HttpRequest):
    handlers = {"GET": refuse}
    handlers[req.method](req)


@app.queue_trigger(arg_name="msg", queue_name="lists", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="$return", queue_name="items", connection="AzureWebJobsStorage")
def listed(msg: func.QueueMessage):
    for item in msg.get_json():
        yield str(item)


@app.queue_trigger(arg_name="msg", queue_name="gauges", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="first", queue_name="first", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="second", queue_name="second", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="third", queue_name="third", connection="AzureWebJobsStorage")
def other_things_that_are_set(msg: func.QueueMessage, first, second, third):
    def reset(first):
        first.set(0)

    def send(dict):
        third.set(dict())

    reset(Gauge())
    first.set(msg)
    second = Gauge()
    second.set(7)
    send(msg.get_body)
    third.set(None)
    third.set(value=msg)


class Gauge:
    def set(self, value: int) -> None:
        self.value = value
