"""Apps of other frameworks as function apps: one function for all requests."""

from __future__ import annotations

import asyncio
import inspect
import io
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest

import azure_functions_lite as func
from azure_functions_lite.asgi import AsgiMiddleware
from azure_functions_lite.errors import ChoiceError, GatewayError
from azure_functions_lite.wsgi import WsgiMiddleware

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

METHODS = ["GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS", "QUERY"]
REQUEST = func.HttpRequest("POST", "https://example.com/api/items/7?q=1", body=b"tea")
CONTEXT = func.Context(invocation_id="5b8f0c1e", function_name="http_app_func", function_directory="/app")

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


def wsgi_app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("201 Created", [("Content-Type", "text/plain"), ("X-Id", environ["azure_functions.invocation_id"])])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["PATH_INFO"].encode(), b" ", environ["wsgi.input"].read()]


class AsgiApp:
    """An app that keeps what it was called for.

    Args:
        answer: What it says to the lifespan; None for an app that has none.
    """

    def __init__(self, answer: str | None = "lifespan.startup.complete") -> None:
        self.answer = answer
        self.calls: list[str] = []

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.calls.append(scope["type"])
        if scope["type"] == "lifespan":
            if self.answer is None:
                raise ValueError("no lifespan")
            await receive()
            await send({"type": self.answer})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = (await receive())["body"]
        headers = [(b"content-type", b"text/plain"), (b"x-id", scope["azure_functions.invocation_id"].encode())]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        text = f"{scope['method']} {scope['path']} ".encode() + body
        await send({"type": "http.response.body", "body": text})


def rows_of(app: func.FunctionRegister) -> list[dict[str, Any]]:
    return [json.loads(text) for text in app.get_functions()[0].get_raw_bindings()]


def user_function(app: func.FunctionRegister) -> Any:
    return app.get_functions()[0].get_user_function()


def check(response: func.HttpResponse) -> None:
    assert response.status_code == 201
    assert response.get_body() == b"POST /api/items/7 tea"
    assert response.headers["content-type"] == "text/plain"
    assert response.headers["x-id"] == "5b8f0c1e"


def make_asgi(**options: Any) -> func.AsgiFunctionApp:
    return func.AsgiFunctionApp(AsgiApp(), **options)


def make_wsgi(**options: Any) -> func.WsgiFunctionApp:
    return func.WsgiFunctionApp(wsgi_app, **options)


Make = Callable[..., func.ExternalHttpFunctionApp]
MAKERS = [pytest.param(make_asgi, "asgi", id="asgi"), pytest.param(make_wsgi, "wsgi", id="wsgi")]


@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_the_one_function(make: Make, http_type: str) -> None:
    app = make()
    assert isinstance(app, func.FunctionRegister)
    [function] = app.get_functions()
    assert function.get_function_name() == "http_app_func"
    assert function.http_type == http_type
    assert function.is_http_function()
    assert rows_of(app) == [
        {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "methods": METHODS,
            "authLevel": "FUNCTION",
            "route": "{*route}",
        },
        {"direction": "OUT", "type": "http", "name": "$return"},
    ]


@pytest.mark.parametrize("prefix", ["api", "", "v1/api"])
@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_a_host_starts_with_the_route(make: Make, http_type: str, prefix: str) -> None:
    # It joins the prefix and the route, and refuses a template with an empty segment.
    template = f"{prefix}/{rows_of(make())[0]['route']}" if prefix else rows_of(make())[0]["route"]
    assert "" not in template.split("/")


@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_what_the_worker_reads_of_the_function(make: Make, http_type: str) -> None:
    function = user_function(make())
    assert inspect.iscoroutinefunction(function) is (http_type == "asgi")
    assert list(inspect.signature(function).parameters) == ["req", "context"]
    hints = get_type_hints(function)
    assert hints == {"req": func.HttpRequest, "context": func.Context, "return": func.HttpResponse}


@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_auth_level_and_name(make: Make, http_type: str) -> None:
    app = make(http_auth_level="anonymous", function_name="web")
    assert app.auth_level is func.AuthLevel.ANONYMOUS
    assert rows_of(app)[0]["authLevel"] == "ANONYMOUS"
    [function] = app.get_functions()
    assert (function.get_function_name(), function.http_type) == ("web", http_type)


@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_a_wrong_auth_level(make: Make, http_type: str) -> None:
    with pytest.raises(ChoiceError, match=r"^cannot set the auth level of the app: .*, got 'nobody'$"):
        make(http_auth_level="nobody")


@pytest.mark.parametrize("make", [func.AsgiFunctionApp, func.WsgiFunctionApp])
def test_by_position(make: Any) -> None:
    app = make(wsgi_app, func.AuthLevel.ADMIN, "web")
    assert rows_of(app)[0]["authLevel"] == "ADMIN"
    assert app.get_functions()[0].get_function_name() == "web"


@pytest.mark.parametrize(("make", "http_type"), MAKERS)
def test_further_functions(make: Make, http_type: str) -> None:
    app, blueprint = make(http_auth_level="admin"), func.Blueprint()

    @app.queue_trigger("msg", "orders", "Storage")
    @app.retry("fixed_delay", "3")
    def work(msg: func.QueueMessage) -> str:
        return "worked"

    @blueprint.route(route="other")
    def call(req: func.HttpRequest) -> str:
        return "called"

    app.register_functions(blueprint)
    functions = app.get_functions()
    assert [function.get_function_name() for function in functions] == ["http_app_func", "work", "call"]
    assert [function.http_type for function in functions] == [http_type, "function", "function"]
    assert work(func.QueueMessage()) == "worked"
    trigger: Any = call.build().get_trigger()
    assert trigger.auth_level is func.AuthLevel.ADMIN


def test_a_request_by_wsgi() -> None:
    check(user_function(func.WsgiFunctionApp(wsgi_app))(REQUEST, CONTEXT))


def test_a_request_by_asgi() -> None:
    inner = AsgiApp()
    app = func.AsgiFunctionApp(inner)
    assert isinstance(app.middleware, AsgiMiddleware)
    assert app.startup_task_done is False
    assert inner.calls == []

    async def work() -> None:
        function = user_function(app)
        check(await function(REQUEST, CONTEXT))
        assert app.startup_task_done is True
        check(await function(REQUEST, CONTEXT))
        await app.middleware.notify_shutdown()

    asyncio.run(work())
    # The startup is run once, before the first request.
    assert inner.calls == ["lifespan", "http", "http"]


def test_first_requests_side_by_side() -> None:
    inner = AsgiApp()
    app = func.AsgiFunctionApp(inner)

    async def work() -> None:
        function = user_function(app)
        for response in await asyncio.gather(*(function(REQUEST, CONTEXT) for _ in range(3))):
            check(response)
        await app.middleware.notify_shutdown()

    asyncio.run(work())
    assert inner.calls == ["lifespan", "http", "http", "http"]


def test_an_app_without_lifespan() -> None:
    inner = AsgiApp(None)
    app = func.AsgiFunctionApp(inner)
    check(asyncio.run(user_function(app)(REQUEST, CONTEXT)))
    assert app.startup_task_done is True


def test_a_startup_that_fails() -> None:
    inner = AsgiApp("lifespan.startup.failed")
    app = func.AsgiFunctionApp(inner)

    async def work() -> None:
        for _ in range(2):
            with pytest.raises(GatewayError, match=r"^the startup of the ASGI app failed$") as caught:
                await user_function(app)(REQUEST, CONTEXT)
            assert isinstance(caught.value, RuntimeError)
        await app.middleware.notify_shutdown()

    asyncio.run(work())
    assert app.startup_task_done is False
    # No request reaches an app that did not start.
    assert "http" not in inner.calls


def test_an_exception_of_the_app_comes_out() -> None:
    def broken(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        raise LookupError("no tea")

    with pytest.raises(LookupError, match=r"^no tea$"):
        user_function(func.WsgiFunctionApp(broken))(REQUEST, CONTEXT)


# ExternalHttpFunctionApp


def test_the_base_is_abstract() -> None:
    base: Any = func.ExternalHttpFunctionApp
    with pytest.raises(TypeError, match=r"abstract method '?_add_http_app'?"):
        base(auth_level="function")


def test_a_subclass() -> None:
    class LoggingApp(func.ExternalHttpFunctionApp):
        """What a user writes for a WSGI app whose requests are to be logged."""

        def __init__(self, log: io.StringIO) -> None:
            super().__init__(auth_level="anonymous")
            self.log = log
            self._add_http_app(WsgiMiddleware(wsgi_app), "logged")

        def _add_http_app(self, http_middleware: AsgiMiddleware | WsgiMiddleware, function_name: str) -> None:
            @self.http_type("wsgi")
            @self.function_name(function_name)
            @self.route("{*rest}", methods=["GET", "POST"])
            def handle(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
                self.log.write(req.url)
                return http_middleware.handle(req, context)

    app = LoggingApp(io.StringIO())
    [function] = app.get_functions()
    assert (function.get_function_name(), function.http_type) == ("logged", "wsgi")
    assert rows_of(app)[0]["authLevel"] == "ANONYMOUS"
    check(user_function(app)(REQUEST, CONTEXT))
    assert app.log.getvalue() == "https://example.com/api/items/7?q=1"


@pytest.mark.parametrize("name", ["AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"])
def test_they_are_found_where_azure_functions_has_them(name: str) -> None:
    assert getattr(func.decorators.function_app, name) is getattr(func, name)


def test_other_names_are_not_found() -> None:
    module: Any = func.decorators.function_app
    with pytest.raises(AttributeError, match=r"^module '[a-z_.]*function_app' has no attribute 'NoFunctionApp'$"):
        module.NoFunctionApp  # noqa: B018  # looking it up is what is tested
