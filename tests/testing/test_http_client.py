"""The HTTP client: requests find their function as in the host, and the answer is what the host sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi import FastAPI, Request, UploadFile
from flask import Flask
from flask import request as flask_request

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing import App, AsyncHttpClient, HttpAnswer, HttpClient, load_app
from azure_functions_lite.testing._apps.answers import sent_for

WriteApp = Callable[..., Path]

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def app_of(function: Callable[..., Any], **options: Any) -> App:
    """Open an app with one function, at its name."""
    app = func.FunctionApp()
    app.route(**options)(function)
    return load_app(app)


def answer_to(value: object) -> HttpAnswer:
    def give(req: func.HttpRequest) -> func.HttpResponse:
        return cast("func.HttpResponse", value)

    return app_of(give).http.get("/api/give")


# --- routes


def routed(*routes: str) -> App:
    """Open an app with a function for each ``"route METHOD METHOD"``, which answers with its route and parameters."""
    app = func.FunctionApp(func.AuthLevel.ANONYMOUS)

    def saying(route: str) -> Callable[..., Any]:
        def say(req: func.HttpRequest) -> str:
            return f"{route} {dict(req.route_params)}"

        return say

    for number, each in enumerate(routes):
        route, *methods = each.split(" ")
        app.function_name(f"f{number}")(app.route(route, methods=methods or None)(saying(route)))
    return load_app(app)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/api/orders/7", "orders/{id:int} {'id': '7'}"),
        ("/API/Orders/7/", "orders/{id:int} {'id': '7'}"),
        ("/api/orders/new", "orders/new {}"),
        ("/api/orders/tea", "orders/{name?} {'name': 'tea'}"),
        ("/api/orders", "orders/{name?} {}"),
        ("/api/orders/caf%C3%A9", "orders/{name?} {'name': 'café'}"),
        ("/api/files/a/b.txt?x=1#top", "files/{*path} {'path': 'a/b.txt'}"),
        ("/api/files", "files/{*path} {}"),
        ("https://shop.example.com/api/orders/7", "orders/{id:int} {'id': '7'}"),
        ("/api/nowhere", None),
        ("/orders/7", None),
        ("/api/orders/7/8", None),
    ],
)
def test_routes(path: str, wanted: str | None) -> None:
    answer = routed("files/{*path}", "orders/{name?}", "orders/{id:int}", "orders/new").http.get(path)
    assert (answer.status_code, answer.text) == ((404, "") if wanted is None else (200, wanted))
    assert (answer.function is None) == (wanted is None)


def test_methods() -> None:
    app = routed("orders/{id} GET HEAD", "orders/{id} POST", "any", "{x} DELETE")
    assert app.http.get("/api/orders/7").text.startswith("orders/{id} ")
    assert app.http.post("/api/orders/7").function == "f1"
    assert app.http.request("get", "/api/orders/7").function == "f0"
    assert app.http.head("/api/orders/7").function == "f0"
    # As the host has it, where a route takes other methods only.
    assert app.http.put("/api/orders/7").status_code == 404
    assert [getattr(app.http, verb)("/api/any").function for verb in ("options", "patch", "put")] == ["f2"] * 3
    assert app.http.delete("/api/any").function == "f2"
    assert app.http.delete("/api/other").function == "f3"


@pytest.mark.parametrize(("prefix", "path"), [("", "/greet"), ("v1/shop", "/v1/shop/greet"), (None, "/api/greet")])
def test_the_prefix_of_the_app(write_app: WriteApp, prefix: str | None, path: str) -> None:
    http = {} if prefix is None else {"extensions": {"http": {"routePrefix": prefix}}}
    files = {
        "host.json": {"version": "2.0", **http},
        "greet/function.json": ["req httpTrigger in", "$return http out"],
        "greet/__init__.py": "def main(req) -> str: return 'hello'\n",
    }
    with load_app(write_app(files)) as app:
        assert app.http.get(path).text == "hello"
        assert app.http.get("/greet").status_code == (200 if prefix == "" else 404)
        assert app.http.get(path).auth_level == "function"


def test_a_route_with_which_the_host_does_not_start() -> None:
    with pytest.raises(
        AppError, match=r"^the host cannot read the route of 'f0': two parameters are adjacent in '{a}{b}'$"
    ):
        routed("{a}{b}").http.get("/api/x")


def test_functions_that_are_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    client = routed("a", "b", "c").http
    monkeypatch.setenv("AzureWebJobs.F0.Disabled", "1")
    monkeypatch.setenv("AzureWebJobs_f1_Disabled", "True")
    monkeypatch.setenv("AzureWebJobs.f2.Disabled", "0")
    assert [client.get(f"/api/{name}").status_code for name in "abc"] == [404, 404, 200]


# --- keys


@pytest.mark.parametrize(("level", "status"), [("anonymous", 200), ("function", 401), ("admin", 401)])
def test_keys_are_asked_for_on_demand(level: str, status: int) -> None:
    def greet(req: func.HttpRequest) -> str:
        return "hello"

    with app_of(greet, auth_level=level) as app:
        answer = app.http.get("/api/greet")
        assert (answer.status_code, answer.auth_level) == (200, level)
        client = HttpClient(app, key="secret")
        refused = client.get("/api/greet")
        assert (refused.status_code, refused.function) == (status, "greet")
        assert client.get("/api/greet", headers={"X-Functions-Key": "wrong"}).status_code == status
        assert client.get("/api/greet", headers={"X-Functions-Key": "secret"}).text == "hello"
        assert client.get("/api/greet", params={"code": "secret"}).text == "hello"


# --- requests


def echo(req: func.HttpRequest) -> func.HttpResponse:
    told = {
        "method": req.method,
        "url": req.url,
        "params": dict(req.params),
        "headers": dict(req.headers),
        "body": req.get_body().decode(),
    }
    return func.HttpResponse(json.dumps(told), mimetype="application/json")


def told(verb: str = "post", url: str = "/api/echo", **parts: Any) -> Any:
    return getattr(app_of(echo).http, verb)(url, **parts).json()


def test_the_query() -> None:
    found = told(url="/api/echo?a=1&flag&empty=", params={"A": ["2", "3"], "b": "x y", "c": ""})
    # As the host has it: values are joined, names know no case, and without a value there is no name.
    assert found["params"] == {"a": "1,2,3", "b": "x y"}
    assert found["url"] == "https://example.azurewebsites.net/api/echo?a=1&flag&empty=&A=2&A=3&b=x+y&c="
    assert told(params=[("a", "1"), ("a", "2")])["params"] == {"a": "1,2"}


def test_the_headers() -> None:
    client = HttpClient(app_of(echo), base_url="http://localhost:7071", headers={"X-Shop": "tea", "Accept": "a/b"})
    found = client.get("/api/echo", headers={"accept": "text/plain"}).json()
    assert found["headers"] == {"host": "localhost:7071", "x-shop": "tea", "accept": "text/plain"}


@pytest.mark.parametrize(
    ("parts", "body", "content_type"),
    [
        ({"json": {"id": 7}}, '{"id": 7}', "application/json"),
        ({"json": None}, "null", "application/json"),
        ({"data": {"a": "1", "b": ["2", "3"]}}, "a=1&b=2&b=3", "application/x-www-form-urlencoded"),
        ({"content": b"tea"}, "tea", None),
        ({"content": "tea", "headers": {"Content-Type": "text/tea"}}, "tea", "text/tea"),
    ],
    ids=["json", "null", "form", "bytes", "text"],
)
def test_bodies(parts: dict[str, Any], body: str, content_type: str | None) -> None:
    found = told(**parts)
    assert (found["method"], found["body"], found["headers"].get("content-type")) == ("POST", body, content_type)
    assert found["headers"]["content-length"] == str(len(body))


def test_files() -> None:
    def upload(req: func.HttpRequest) -> str:
        file = req.files["file"]
        return f"{req.form['kind']} {file.filename} {file.read().decode()}"

    sent = app_of(upload).http.post("/api/upload", data={"kind": "note"}, files={"file": ("a.txt", b"tea")})
    assert sent.text == "note a.txt tea"


def test_other_inputs() -> None:
    app = func.FunctionApp()

    @app.route("price")
    @app.blob_input("prices", path="shop/prices.json", connection="Storage")
    @app.queue_output("msg", queue_name="asked", connection="Storage")
    def price(req: func.HttpRequest, prices: str, msg: func.Out[str]) -> str:
        msg.set("tea")
        return prices

    with load_app(app) as opened:
        answer = opened.http.get("/api/price", inputs={"prices": "8"})
        assert answer.text == "8"
        assert answer.outputs == {"msg": "tea"}
        assert answer.result is not None
        assert answer.result.return_value == "8"
        with pytest.raises(
            ArgumentTypeError, match=r"^cannot invoke 'price': the input 'prices' \(blob\) is missing, got 'req'$"
        ):
            opened.http.get("/api/price")


# --- answers


@pytest.mark.parametrize(
    ("value", "status", "text", "content_type"),
    [
        ("hello", 200, "hello", "text/plain; charset=utf-8"),
        # What the host would read as JSON is sent as a response, so that it arrives as it is.
        ('"hello"', 200, '"hello"', "text/plain; charset=utf-8"),
        ("null", 200, "null", "text/plain; charset=utf-8"),
        ('{"id":7}', 200, '{"id":7}', "text/plain; charset=utf-8"),
        ('{"body": "made"}', 200, '{"body": "made"}', "text/plain; charset=utf-8"),
        (func.HttpResponse("é", status_code=201), 201, "é", "text/plain; charset=utf-8"),
        (func.HttpResponse("é", charset="latin-1"), 200, "é", "text/plain; charset=latin-1"),
        (func.HttpResponse('{"a": 1}', mimetype="application/json"), 200, '{"a": 1}', "application/json"),
        (func.HttpResponse(status_code=204), 204, "", "text/plain; charset=utf-8"),
    ],
)
def test_answers(value: object, status: int, text: str, content_type: str) -> None:
    answer = answer_to(value)
    assert (answer.status_code, answer.text, answer.headers["Content-Type"]) == (status, text, content_type)
    assert repr(answer) == f"<HttpAnswer {status} of give>"


@pytest.mark.parametrize(
    ("text", "status", "body", "content_type"),
    [
        ('"hello"', 200, "hello", None),
        ("null", 200, "", None),
        ("true", 200, "True", None),
        ('{"id":7}', 200, '{\n  "id": 7\n}', None),
        ('{"body": "made", "statusCode": 201, "headers": {"X-A": "1", "content-type": "a/b"}}', 201, "made", "a/b"),
        ('{"Body": {"id": 7}, "status": "404"}', 404, '{"id":7}', None),
        ('{"body": 5, "status": "soon", "headers": 7}', 200, "5", None),
        ('{"body": [true, "é"], "status": " +201 "}', 201, '[true,"é"]', None),
        ('{"body": null, "statusCode": null, "status": 404}', 200, "", None),
        ('{"body": false, "status": true}', 200, "False", None),
        ('{"body": "", "status": 404.0}', 200, "", None),
        ('{"body": "", "status": "40400000000"}', 200, "", None),
        ('["é", 7]', 200, '[\n  "é",\n  7\n]', None),
    ],
)
def test_the_host_reads_text_as_json_if_it_can(text: str, status: int, body: str, content_type: str | None) -> None:
    sent = sent_for(Datum(text, "string"))
    assert (sent.status_code, sent.content.decode()) == (status, body)
    assert sent.headers["content-type"] == (content_type or "text/plain; charset=utf-8")


def test_bytes_are_not_read_as_json() -> None:
    assert sent_for(Datum(b'{"body": "made"}', "bytes")).content == b'{"body": "made"}'


def test_what_an_answer_has() -> None:
    answer = answer_to(func.HttpResponse("[1]", headers={"X-Shop": ["tea", "cup"]}))
    assert answer.content == b"[1]"
    assert answer.json() == [1]
    assert answer.headers["x-shop"] == "tea, cup"
    assert answer.request.url == "https://example.azurewebsites.net/api/give"
    assert answer.auth_level == "function"
    assert repr(routed("a").http.get("/")) == "<HttpAnswer 404 of no function>"
    odd = answer_to(func.HttpResponse(b"tea", headers={"Content-Type": "text/plain; charset=odd"}))
    assert odd.text == "tea"


def test_a_response_that_is_an_output() -> None:
    def set_it(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
        if req.params:
            res.set(func.HttpResponse("made", status_code=201))

    with app_of(set_it, binding_arg_name="res") as app:
        assert app.http.get("/api/set_it?x=1").status_code == 201
        unset = app.http.get("/api/set_it")
        assert (unset.status_code, unset.content) == (200, b"")


def test_a_trigger_without_a_response() -> None:
    app = func.FunctionApp()

    @app.generic_trigger("req", "httpTrigger", route="hook")
    def hook(req: func.HttpRequest) -> None: ...

    assert load_app(app).http.post("/api/hook").status_code == 200


def test_a_function_that_fails() -> None:
    def fail(req: func.HttpRequest) -> str:
        raise LookupError("no such order")

    with app_of(fail) as app:
        with pytest.raises(LookupError, match=r"^no such order$"):
            app.http.get("/api/fail")
        answer = HttpClient(app, raise_exceptions=False).get("/api/fail")
        assert (answer.status_code, answer.content, answer.result, answer.outputs) == (500, b"", None, {})
        client = AsyncHttpClient(app, raise_exceptions=False)
        assert asyncio.run(client.get("/api/fail")).status_code == 500
        with pytest.raises(LookupError):
            asyncio.run(app.async_http.get("/api/fail"))


# --- cookies


def visit(req: func.HttpRequest) -> func.HttpResponse:
    cookies = [f"{name}={value}" for name, value in req.params.items()]
    return func.HttpResponse(json.dumps(dict(req.cookies)), headers={"Set-Cookie": cookies})


def test_cookies_are_kept() -> None:
    app = app_of(visit)
    answer = app.http.get("/api/visit", params={"id": "a b", "name": "Ada"})
    assert answer.headers.getlist("set-cookie") == ["id=a%20b", "name=Ada"]
    assert answer.cookies == {"id": "a%20b", "name": "Ada"}
    assert app.http.get("/api/visit").json() == {"id": "a%20b", "name": "Ada"}
    assert app.http.get("/api/visit", params={"id": "x; Max-Age=0"}).cookies == {}
    assert app.http.get("/api/visit", cookies={"once": "1"}).json() == {"name": "Ada", "once": "1"}
    app.http.cookies["name"] = "Bob"
    assert app.http.get("/api/visit").json() == {"name": "Bob"}
    assert HttpClient(app).get("/api/visit").json() == {}


def test_how_a_cookie_is_sent() -> None:
    expires = "expires=Wed, 21 Oct 2015 07:28:00 GMT"
    attributes = f"HttpOnly; Secure; SameSite=Lax; Path=/x; Domain=a.b; Max-Age=60; {expires}"
    answer = answer_to(func.HttpResponse(headers={"Set-Cookie": f"id=1; {attributes}"}))
    assert answer.headers["set-cookie"] == (
        f"id=1; {expires}; max-age=60; domain=a.b; path=/x; secure; samesite=lax; httponly"
    )
    assert answer.cookies == {"id": "1"}


@pytest.mark.parametrize(
    ("attribute", "is_kept"),
    [
        ("Max-Age=1", True),
        ("Max-Age=0", False),
        ("Max-Age=-1", False),
        ("Expires=Wed, 21 Oct 2015 07:28:00 GMT", False),
        ("Expires=Wed, 21 Oct 2065 07:28:00 GMT", True),
        # The age counts more than the date.
        ("Max-Age=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", True),
        ("Max-Age=0; Expires=Wed, 21 Oct 2065 07:28:00 GMT", False),
    ],
)
def test_how_long_a_cookie_is_kept(attribute: str, is_kept: bool) -> None:
    answer = answer_to(func.HttpResponse(headers={"Set-Cookie": f"id=1; {attribute}"}))
    assert answer.cookies == ({"id": "1"} if is_kept else {})


# --- async


def test_an_async_client() -> None:
    async def slow(req: func.HttpRequest) -> str:
        await asyncio.sleep(0)
        return f"{req.method} {req.params.get('name')}"

    app = app_of(slow)

    async def test() -> list[str]:
        client = app.async_http
        verbs = [client.get, client.options, client.head, client.post, client.put, client.patch, client.delete]
        answers = await asyncio.gather(*(verb("/api/slow", params={"name": "tea"}) for verb in verbs))
        assert (await client.get("/nowhere")).status_code == 404
        return [answer.text for answer in answers]

    verbs = ["GET", "OPTIONS", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    told = [f"{verb} tea" for verb in verbs]
    assert asyncio.run(test()) == told
    # A client that is not async calls it as well.
    assert [getattr(app.http, verb.lower())("/api/slow", params={"name": "tea"}).text for verb in verbs] == told


# --- web frameworks


def test_an_asgi_app() -> None:
    api = FastAPI()

    @api.get("/items/{number}")
    async def read(number: int, request: Request) -> dict[str, object]:
        return {"number": number, "cookies": request.cookies, "name": request.query_params.get("name")}

    @api.post("/files")
    async def save(file: UploadFile) -> dict[str, object]:
        return {"name": file.filename, "size": len(await file.read())}

    read.__annotations__["request"] = Request
    with load_app(func.AsgiFunctionApp(api)) as app:
        assert app.http.get("/items/7?name=tea", cookies={"a": "1"}).json() == {
            "number": 7,
            "cookies": {"a": "1"},
            "name": "tea",
        }
        assert app.http.get("/items/x").status_code == 422
        assert app.http.get("/nowhere").json() == {"detail": "Not Found"}
        assert app.http.post("/files", files={"file": ("a.txt", "tea")}).json() == {"name": "a.txt", "size": 3}


def test_a_wsgi_app() -> None:
    web = Flask("web")

    @web.post("/items/<int:number>")
    def change(number: int) -> tuple[dict[str, object], int]:
        return {"number": number, "given": flask_request.get_json()}, 202

    client = load_app(func.WsgiFunctionApp(web)).http
    answer = client.post("/items/7", json=[1])
    assert (answer.status_code, answer.json()) == (202, {"number": 7, "given": [1]})
    assert client.get("/items/7").status_code == 405


# --- the examples


def test_an_app_of_folders() -> None:
    with load_app(EXAMPLES / "guide_app") as app:
        assert app.http.get("/api/http_greet", params={"name": "Ada"}).text == "Hello, Ada."
        answer = app.http.post("/api/orders", json={"id": "A-1", "sku": "tea", "quantity": 2})
        assert answer.text == "Queued order A-1."


def test_an_app_that_is_closed() -> None:
    app = routed("a")
    client = app.http
    assert client.get("/api/a").status_code == 200
    app.close()
    with pytest.raises(AppError, match=r"^the app is closed: <App '.*\.py'>$"):
        client.get("/api/a")
