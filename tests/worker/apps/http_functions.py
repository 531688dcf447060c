"""HTTP functions of an app with function.json."""

# ruff: noqa: UP006, UP035  # the worker loads no function that is annotated with `list[X]`

from collections.abc import Awaitable, Callable
from pathlib import PurePath
from typing import Any, List, cast

import seen

import azure_functions_lite as func


def reply(req: func.HttpRequest) -> func.HttpResponse:
    headers = {"X-Seen": "yes", "Location": "/api/items/7"}
    response = func.HttpResponse(
        seen.report(req, seen.REQUEST), status_code=201, headers=headers, mimetype="application/json"
    )
    response.headers.add("Set-Cookie", "session=abc; Path=/api; Domain=example.com; Secure; HttpOnly; SameSite=Strict")
    response.headers.add("Set-Cookie", "theme=dark; Max-Age=3600; SameSite=Lax")
    response.headers.add("Set-Cookie", "gone=; Expires=Thu, 01 Jan 1970 00:00:10 GMT; SameSite=None")
    return response


def reply_with_text(req: func.HttpRequest) -> str:
    return f"Hej, {req.params['name']}!"


def reply_with_bytes(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(req.get_body()[::-1], mimetype="application/octet-stream", status_code=202)


def reply_with_an_empty_body(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=204)


def reply_with_nothing(req: func.HttpRequest) -> func.HttpResponse:
    return cast("func.HttpResponse", None)


def reply_in_an_output(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
    res.set(func.HttpResponse(req.get_body(), status_code=418, charset="latin-1"))


def reply_with_repeated_headers(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse()
    response.headers.add("Vary", "Accept")
    response.headers.add("Vary", "Origin")
    return response


def unannotated(req, msg):  # type: ignore[no-untyped-def]  # without annotations, the worker asks for nothing
    msg.set("hey")  # pyright: ignore[reportUnknownMemberType]  # as above
    return req.url  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # as above


def enqueue(req: func.HttpRequest, msg: func.Out[str]) -> str:
    msg.set(req.get_body().decode())
    return "thanks"


def enqueue_many(req: func.HttpRequest, msg: func.Out[List[str]]) -> str:
    msg.set(["one", "två"])
    return "thanks"


def enqueue_a_message(req: func.HttpRequest, msg: func.Out[func.QueueMessage]) -> str:
    msg.set(func.QueueMessage(id="1", body=req.get_body()))
    return "thanks"


def enqueue_nothing(req: func.HttpRequest, msg: func.Out[str]) -> str:
    return "thanks"


def read_json(req: func.HttpRequest) -> str:
    try:
        return seen.dumps(req.get_json())
    except ValueError:
        return "not JSON"


def read_form(req: func.HttpRequest) -> str:
    return seen.dumps(dict(req.form))


def in_context(req: func.HttpRequest, context: func.Context) -> str:
    retry = context.retry_context
    # The worker's own class calls it so.
    exception = getattr(retry, "rpc_exception")  # noqa: B009  # our class does not have it
    return seen.dumps(
        {
            **seen.of(context, seen.CONTEXT),
            **seen.of(context.trace_context, seen.TRACE),
            **seen.of(retry, seen.RETRY),
            **seen.of(exception, ("message", "source")),
            "directory": "app" in PurePath(context.function_directory).parts,
            "thread": context.thread_local_storage.invocation_id,
        }
    )


def wsgi_app(environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
    headers = [("Content-Type", "text/plain"), ("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Secure")]
    start_response("201 Created", headers)
    return [environ["REQUEST_METHOD"].encode(), b": ", environ["wsgi.input"].read()]


def in_wsgi(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(wsgi_app).handle(req, context)


async def asgi_app(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 202, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": scope["path"].encode() + b": " + body})


async def in_asgi(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await func.AsgiMiddleware(asgi_app).handle_async(req, context)
