"""An app with decorators: the functions of HTTP are its own, the others come of blueprints."""

# ruff: noqa: UP006, UP035  # the worker loads no function that is annotated with `list[X]`

from typing import List

import http_functions as functions
from data_blueprint import data
from message_blueprint import messages
from other_blueprint import others

import azure_functions_lite as func

STORAGE = "Storage"

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
for blueprint in (messages, data, others):
    app.register_functions(blueprint)


@app.function_name("reply")
@app.route(route="items/{id}", methods=["POST"], trigger_arg_name="req", auth_level=func.AuthLevel.FUNCTION)
def reply_to_request(req: func.HttpRequest) -> func.HttpResponse:
    return functions.reply(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def reply_with_text(req: func.HttpRequest) -> str:
    return functions.reply_with_text(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def reply_with_bytes(req: func.HttpRequest) -> func.HttpResponse:
    return functions.reply_with_bytes(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def reply_with_an_empty_body(req: func.HttpRequest) -> func.HttpResponse:
    return functions.reply_with_an_empty_body(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def reply_with_nothing(req: func.HttpRequest) -> func.HttpResponse:
    return functions.reply_with_nothing(req)


@app.generic_trigger("req", "httpTrigger", route="output")
@app.generic_output_binding("res", "http")
def reply_in_an_output(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
    functions.reply_in_an_output(req, res)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def reply_with_repeated_headers(req: func.HttpRequest) -> func.HttpResponse:
    return functions.reply_with_repeated_headers(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
@app.queue_output("msg", "answers", STORAGE)
def unannotated(req, msg):  # type: ignore[no-untyped-def]  # without annotations, the worker asks for nothing
    msg.set("hey")  # pyright: ignore[reportUnknownMemberType]  # as above
    return req.url  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # as above


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
@app.queue_output("msg", "answers", STORAGE)
def enqueue(req: func.HttpRequest, msg: func.Out[str]) -> str:
    return functions.enqueue(req, msg)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
@app.queue_output("msg", "answers", STORAGE)
def enqueue_many(req: func.HttpRequest, msg: func.Out[List[str]]) -> str:
    return functions.enqueue_many(req, msg)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
@app.queue_output("msg", "answers", STORAGE)
def enqueue_a_message(req: func.HttpRequest, msg: func.Out[func.QueueMessage]) -> str:
    return functions.enqueue_a_message(req, msg)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
@app.queue_output("msg", "answers", STORAGE)
def enqueue_nothing(req: func.HttpRequest, msg: func.Out[str]) -> str:
    return functions.enqueue_nothing(req, msg)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def read_json(req: func.HttpRequest) -> str:
    return functions.read_json(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def read_form(req: func.HttpRequest) -> str:
    return functions.read_form(req)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def in_context(req: func.HttpRequest, context: func.Context) -> str:
    return functions.in_context(req, context)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
def in_wsgi(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return functions.in_wsgi(req, context)


@app.route(methods=["GET", "POST"], trigger_arg_name="req")
async def in_asgi(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await functions.in_asgi(req, context)


@app.mcp_tool()
@app.mcp_tool_property("count", "How many.")
def tool_with_arguments(count: int, note: str = "none") -> str:
    """Repeat a note."""
    return note * count


@app.mcp_tool()
def tool_with_a_dict(count: int) -> dict[str, int]:
    return {"count": count}


@func.mcp_content
class Answer:
    def __init__(self, count: int) -> None:
        self.count = count


@app.mcp_tool()
def tool_with_content(count: int) -> Answer:
    return Answer(count)
