import contextlib
import enum
import logging
from typing import Any, Optional

import azure_functions_lite as func

app = func.FunctionApp()


class Answer(str, enum.Enum):
    YES = "yes"


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
