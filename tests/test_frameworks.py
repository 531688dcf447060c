"""Apps of the frameworks that people use, behind the middlewares."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, TypedDict
from urllib.parse import parse_qs

import fastapi
import flask
import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from azure_functions_lite.asgi import AsgiMiddleware
from azure_functions_lite.context import Context
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.wsgi import WsgiMiddleware

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BINARY = bytes(range(256))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPLOAD = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n" + BINARY + b"\r\n--x--\r\n"
)

done: list[str] = []
"""What background tasks and the ends of apps have noted."""


def flask_app() -> WSGIApplication:
    app = flask.Flask("app")

    @app.get("/items/<name>")
    def item(name: str) -> flask.Response:
        host, function = flask.request.host_url, flask.request.environ["azure_functions.function_name"]
        return flask.jsonify(name=name, tags=flask.request.args.getlist("tag"), host=host, function=function)

    @app.post("/form")
    def form() -> str:
        return "&".join(flask.request.form.getlist("tag"))

    @app.post("/json")
    def json() -> Any:
        return flask.request.get_json()

    @app.post("/upload")
    def upload() -> flask.Response:
        return flask.Response(flask.request.files["file"].read())

    @app.post("/echo")
    def echo() -> flask.Response:
        return flask.Response(flask.request.get_data(), mimetype="application/octet-stream")

    @app.get("/cookies")
    def cookies() -> flask.Response:
        response = flask.make_response(flask.request.cookies["old"])
        response.set_cookie("a", "1")
        response.set_cookie("b", "2", httponly=True)
        return response

    @app.get("/stream")
    def stream() -> flask.Response:
        def parts() -> Iterator[bytes]:
            yield b"one "
            yield b"two"

        response = flask.Response(parts())
        response.call_on_close(lambda: done.append("closed"))
        return response

    @app.get("/fail")
    def fail() -> str:
        raise KeyError("mine")

    return app


def django_app() -> WSGIApplication:
    # It has no types, and stubs for it are another project.
    settings = import_module("django.conf").settings
    http: Any = import_module("django.http")
    path = import_module("django.urls").path

    def item(request: Any, name: str) -> Any:
        host, function = request.build_absolute_uri("/"), request.META["azure_functions.function_name"]
        return http.JsonResponse({"name": name, "tags": request.GET.getlist("tag"), "host": host, "function": function})

    def form(request: Any) -> Any:
        return http.HttpResponse("&".join(request.POST.getlist("tag")))

    def json(request: Any) -> Any:
        return http.HttpResponse(request.body, content_type="application/json")

    def upload(request: Any) -> Any:
        return http.HttpResponse(request.FILES["file"].read())

    def echo(request: Any) -> Any:
        return http.HttpResponse(request.read(), content_type="application/octet-stream")

    def cookies(request: Any) -> Any:
        response = http.HttpResponse(request.COOKIES["old"])
        response.set_cookie("a", "1")
        response.set_cookie("b", "2", httponly=True)
        return response

    def stream(request: Any) -> Any:
        response = http.StreamingHttpResponse(iter([b"one ", b"two"]))
        response._resource_closers.append(lambda: done.append("closed"))
        return response

    def fail(request: Any) -> Any:
        raise KeyError("mine")

    if not settings.configured:
        routes = [path(f"{view.__name__}", view) for view in (form, json, upload, echo, cookies, stream, fail)]
        settings.configure(
            ALLOWED_HOSTS=["example.com"],
            ROOT_URLCONF=(path("items/<str:name>", item), *routes),
            LOGGING_CONFIG=None,
        )
        import_module("django").setup()
    app: WSGIApplication = import_module("django.core.wsgi").get_wsgi_application()
    return app


def bare_app() -> WSGIApplication:
    """An app without framework, by PEP 3333 alone."""

    def item(environ: WSGIEnvironment) -> str:
        name = environ["PATH_INFO"].encode("latin-1").decode().removeprefix("/items/")
        host = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}/"
        reply = {"name": name, "tags": parse_qs(environ["QUERY_STRING"])["tag"], "host": host}
        return str({**reply, "function": environ["azure_functions.function_name"]}).replace("'", '"')

    class Parts(list[bytes]):
        def close(self) -> None:
            done.append("closed")

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        headers, path = [("Content-Type", "text/plain")], environ["PATH_INFO"]
        if path == "/fail":
            start_response("500 Internal Server Error", headers)
            return [b"sorry"]
        if path == "/cookies":
            headers += [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; HttpOnly; Path=/")]
            body = environ["HTTP_COOKIE"].removeprefix("old=").encode()
        elif path == "/form":
            body = "&".join(parse_qs(body.decode())["tag"]).encode()
        elif path == "/upload":
            body = body.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n--x--\r\n")
        elif path.startswith("/items/"):
            body = item(environ).encode()
        start_response("200 OK", headers)
        return Parts([b"one ", b"two"]) if path == "/stream" else [body]

    return app


class Item(TypedDict):
    """What apps say of a request."""

    name: str
    tags: list[str]
    host: str
    function: str


@asynccontextmanager
async def lifespan(app: object) -> AsyncGenerator[dict[str, str], None]:
    yield {"database": "open"}
    done.append("closed")


def starlette_app() -> Starlette:
    async def item(request: Request) -> Response:
        tags, function = request.query_params.getlist("tag"), request.scope["azure_functions.function_name"]
        host = str(request.base_url)
        return JSONResponse({"name": request.path_params["name"], "tags": tags, "host": host, "function": function})

    async def form(request: Request) -> Response:
        async with request.form() as fields:
            return PlainTextResponse("&".join(str(tag) for tag in fields.getlist("tag")))

    async def json(request: Request) -> Response:
        return JSONResponse(await request.json())

    async def upload(request: Request) -> Response:
        async with request.form() as fields:
            file = fields["file"]
            return Response(file.encode() if isinstance(file, str) else await file.read())

    async def echo(request: Request) -> Response:
        return Response(b"".join([part async for part in request.stream()]), media_type="application/octet-stream")

    async def cookies(request: Request) -> Response:
        response = PlainTextResponse(request.cookies["old"])
        response.set_cookie("a", "1", samesite=None)
        response.set_cookie("b", "2", samesite=None, httponly=True)
        return response

    async def stream(request: Request) -> Response:
        async def parts() -> AsyncIterator[bytes]:
            yield b"one "
            await asyncio.sleep(0)
            yield b"two"

        return StreamingResponse(parts(), background=BackgroundTask(done.append, "closed"))

    async def fail(request: Request) -> Response:
        raise KeyError("mine")

    async def state(request: Request) -> Response:
        return PlainTextResponse(request.state.database)

    return Starlette(
        routes=[
            Route("/items/{name}", item),
            *(Route(f"/{view.__name__}", view, methods=["POST"]) for view in (form, json, upload, echo)),
            *(Route(f"/{view.__name__}", view) for view in (cookies, stream, fail, state)),
        ],
        lifespan=lifespan,
    )


def fastapi_app() -> fastapi.FastAPI:
    app = fastapi.FastAPI(lifespan=lifespan)

    async def item(
        name: str, tag: Annotated[list[str], fastapi.Query()], request: fastapi.Request
    ) -> dict[str, object]:
        host, function = str(request.base_url), request.scope["azure_functions.function_name"]
        return {"name": name, "tags": tag, "host": host, "function": function}

    async def form(tag: Annotated[list[str], fastapi.Form()]) -> Response:
        return PlainTextResponse("&".join(tag))

    async def json(body: Annotated[dict[str, str], fastapi.Body()]) -> dict[str, str]:
        return body

    async def upload(file: Annotated[bytes, fastapi.File()]) -> Response:
        return Response(file)

    async def echo(request: fastapi.Request) -> Response:
        return Response(await request.body(), media_type="application/octet-stream")

    # Not async: it runs on a thread of the framework's.
    def cookies(old: Annotated[str, fastapi.Cookie()], response: fastapi.Response) -> str:
        response.set_cookie("a", "1", samesite=None)
        response.set_cookie("b", "2", samesite=None, httponly=True)
        return old

    async def stream(tasks: fastapi.BackgroundTasks) -> Response:
        tasks.add_task(done.append, "closed")
        return StreamingResponse(iter([b"one ", b"two"]), background=tasks)

    async def fail() -> None:
        raise KeyError("mine")

    async def state(request: fastapi.Request) -> Response:
        return PlainTextResponse(request.state.database)

    app.get("/items/{name}")(item)
    for posted in (form, json, upload, echo):
        app.post(f"/{posted.__name__}")(posted)
    app.get("/cookies", response_class=PlainTextResponse)(cookies)
    for got in (stream, fail, state):
        app.get(f"/{got.__name__}", response_model=None)(got)
    return app


Call = Callable[[HttpRequest], HttpResponse]
CONTEXT = Context(function_name="http")


@pytest.fixture(
    scope="module",
    params=[flask_app, django_app, bare_app, starlette_app, fastapi_app],
    ids=["Flask", "Django", "bare WSGI", "Starlette", "FastAPI"],
)
def call(request: pytest.FixtureRequest) -> Call:
    """Call an app of each framework; all of them have the same routes."""
    make: Callable[[], Any] = request.param
    if make in (starlette_app, fastapi_app):
        asgi = AsgiMiddleware(make())
        return lambda request: asyncio.run(asgi.handle_async(request, CONTEXT))
    wsgi = WsgiMiddleware(make())
    return lambda request: wsgi.handle(request, CONTEXT)


def request_of(method: str, path: str, body: bytes | str = b"", **headers: str) -> HttpRequest:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    host = {"Host": "example.com", "Content-Length": str(len(body))}
    return HttpRequest(method, f"https://example.com{path}", headers={**host, **names}, body=body)


def test_routes_and_queries(call: Call) -> None:
    response = call(request_of("GET", "/items/L%C3%A5s%20%E2%82%AC?tag=a&tag=%C3%A5"))
    reply: Item = response.get_json()
    assert reply == {"name": "Lås €", "tags": ["a", "å"], "host": "https://example.com/", "function": "http"}
    assert response.status_code == 200


def test_forms(call: Call) -> None:
    response = call(request_of("POST", "/form", "tag=a&tag=%C3%A5", **FORM))
    assert response.get_body().decode() == "a&å"


def test_json(call: Call) -> None:
    response = call(request_of("POST", "/json", '{"name": "Åsa"}', Content_Type="application/json"))
    assert response.get_json() == {"name": "Åsa"}


def test_uploads(call: Call) -> None:
    response = call(request_of("POST", "/upload", UPLOAD, Content_Type="multipart/form-data; boundary=x"))
    assert response.get_body() == BINARY


def test_binary_bodies(call: Call) -> None:
    assert call(request_of("POST", "/echo", BINARY, Content_Type="application/octet-stream")).get_body() == BINARY


def test_cookies(call: Call) -> None:
    response = call(request_of("GET", "/cookies", Cookie="old=0"))
    assert response.get_body() == b"0"
    assert response.headers.getlist("Set-Cookie") == ["a=1; Path=/", "b=2; HttpOnly; Path=/"]


def test_streams(call: Call) -> None:
    done.clear()
    assert call(request_of("GET", "/stream")).get_body() == b"one two"
    assert done == ["closed"]


def test_error_pages(call: Call) -> None:
    response = call(request_of("GET", "/fail"))
    assert response.status_code == 500
    assert response.get_body()


@pytest.mark.parametrize("app", [starlette_app(), fastapi_app()], ids=["Starlette", "FastAPI"])
def test_lifespans(app: Starlette) -> None:
    done.clear()
    middleware = AsgiMiddleware(app)

    async def live() -> HttpResponse:
        assert await middleware.notify_startup() is True
        response = await middleware.handle_async(request_of("GET", "/state"))
        await middleware.notify_shutdown()
        return response

    assert asyncio.run(live()).get_body() == b"open"
    assert done == ["closed"]


def test_a_lifespan_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    @asynccontextmanager
    async def failing(app: object) -> AsyncGenerator[None, None]:
        raise KeyError("mine")
        yield

    assert asyncio.run(AsgiMiddleware(Starlette(lifespan=failing)).notify_startup()) is False
    (message,) = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert message.startswith("the ASGI app sent lifespan.startup.failed: Traceback")


def test_a_handler_of_all_exceptions() -> None:
    app = fastapi_app()

    @app.exception_handler(Exception)
    async def sorry(request: fastapi.Request, error: Exception) -> Response:
        return JSONResponse({"error": type(error).__name__}, status_code=503)

    response = AsgiMiddleware(app).handle(request_of("GET", "/fail"))
    assert (response.status_code, response.get_json()) == (503, {"error": "KeyError"})
    assert sorry.__name__ == "sorry"


def test_flask_logs_to_wsgi_errors(caplog: pytest.LogCaptureFixture) -> None:
    app = flask.Flask("app")

    @app.get("/")
    def index() -> str:
        print("from the app", file=flask.request.environ["wsgi.errors"])
        return "done"

    assert index.__name__ == "index"
    assert WsgiMiddleware(app).handle(HttpRequest("GET", "https://example.com/")).get_body() == b"done"
    assert caplog.messages == ["from the app"]


def test_django_as_an_asgi_app(caplog: pytest.LogCaptureFixture) -> None:
    django_app()
    middleware = AsgiMiddleware(import_module("django.core.asgi").get_asgi_application())

    async def live() -> HttpResponse:
        # Django has no lifespan.
        assert await middleware.notify_startup() is True
        response = await middleware.handle_async(request_of("POST", "/echo", BINARY, Content_Type="a/b"))
        await middleware.notify_shutdown()
        return response

    assert asyncio.run(live()).get_body() == BINARY
    assert [record for record in caplog.records if record.levelname not in ("DEBUG", "INFO")] == []
