"""HTTP: what the apps are sent, and what the worker answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .scenarios import Scenario, TypedData, content, encoded, payload_of, request, text

PLAIN = {"content-type": "text/plain; charset=utf-8"}


def response(
    body: bytes, status: str = "200", *, headers: Mapping[str, str] = PLAIN, cookies: list[dict[str, Any]] | None = None
) -> TypedData:
    """An HTTP response."""
    http = {"status_code": status, "headers": headers, "body": content(body)}
    return {"http": {**http, "cookies": cookies} if cookies else http}


def cookie(
    name: str, value: str = "", *, path: str = "", domain: str = "", secure: bool = False, **attributes: Any
) -> dict[str, Any]:
    """A cookie; the worker sends those of its attributes that it does not have, except some."""
    sent = {"domain": {"value": domain}, "path": {"value": path}, "secure": {"value": secure}}
    made = {"name": name, **sent, "http_only": {"value": False}, **attributes}
    return {**made, "value": value} if value else made


COOKIES = [
    cookie(
        "session",
        "abc",
        path="/api",
        domain="example.com",
        secure=True,
        http_only={"value": True},
        same_site="Strict",
    ),
    cookie("theme", "dark", max_age={"value": 3600.0}, same_site="Lax"),
    cookie("gone", expires={"value": "1970-01-01T00:00:10Z"}, same_site="ExplicitNone"),
]
HEADERS = {"content-type": "application/json", "Location": "/api/items/7", "X-Seen": "yes"}

SCENARIOS = {
    "a request with everything": Scenario(
        "reply",
        *payload_of("req", "httpTrigger"),
        returned=response(
            text(
                {
                    "method": "POST",
                    "url": "https://example.azurewebsites.net/api/items/7?tag=a&tag=b&code=secret",
                    "headers": {
                        "content-type": "application/json; charset=utf-8",
                        "cookie": "session=abc; theme=dark",
                        "x-functions-key": "key of the function",
                    },
                    "params": {"tag": "a,b", "code": "secret"},
                    "route_params": {"id": "7"},
                    "body": '{"name": "smörgås"}',
                }
            )["string"].encode(),
            "201",
            headers=HEADERS,
            cookies=COOKIES,
        ),
    ),
    "a request with nothing": Scenario(
        "reply",
        {"req": {"http": {}}},
        returned=response(
            b'{"body": "", "headers": {}, "method": "", "params": {}, "route_params": {}, "url": ""}',
            "201",
            headers=HEADERS,
            cookies=COOKIES,
        ),
    ),
    "text": Scenario("reply_with_text", {"req": request(query={"name": "Åsa"})}, returned={"string": "Hej, Åsa!"}),
    "bytes": Scenario(
        "reply_with_bytes",
        {"req": request(b"\x00\xff!")},
        returned=response(b"!\xff\x00", "202", headers={"content-type": "application/octet-stream"}),
    ),
    "an empty body": Scenario(
        "reply_with_an_empty_body",
        {"req": request()},
        returned=response(b"", "204"),
    ),
    "no response": Scenario(
        "reply_with_nothing",
        {"req": request()},
        error='TypeError: unable to encode outgoing TypedData: unsupported type "{output}" for Python type "NoneType"',
        output={"function.json": "<class 'azure_functions_lite.http.HttpResponseConverter'>", "decorators": "http"},
    ),
    "a response in an output": Scenario(
        "reply_in_an_output",
        {"req": request("åä".encode())},
        sent={"res": response(b"\xc3\xa5\xc3\xa4", "418", headers={"content-type": "text/plain; charset=latin-1"})},
    ),
    "repeated headers": Scenario(
        "reply_with_repeated_headers",
        {"req": request()},
        returned=response(b"", headers={"Vary": "Accept, Origin", "content-type": "text/plain; charset=utf-8"}),
        differs="http-repeated-headers",
    ),
    "no annotations": Scenario(
        "unannotated",
        {"req": request()},
        returned={"string": "https://example.com/api"},
        sent={"msg": {"string": "hey"}},
    ),
    "a queue beside the response": Scenario(
        "enqueue",
        {"req": request("smörgås".encode())},
        returned={"string": "thanks"},
        sent={"msg": {"string": "smörgås"}},
    ),
    "a list for a queue": Scenario(
        "enqueue_many",
        {"req": request()},
        returned={"string": "thanks"},
        sent={"msg": encoded(["one", "två"])},
    ),
    "a message for a queue": Scenario(
        "enqueue_a_message",
        {"req": request("smörgås".encode())},
        returned={"string": "thanks"},
        sent={"msg": encoded({"id": "1", "body": "smörgås"})},
    ),
    "an output that is not set": Scenario("enqueue_nothing", {"req": request()}, returned={"string": "thanks"}),
    "a body that is JSON": Scenario(
        "read_json", {"req": request('{"a": [1, "å", null]}'.encode())}, returned=text({"a": [1, "å", None]})
    ),
    "a body of JSON": Scenario(
        "read_json", {"req": {"http": {"method": "POST", "body": encoded({"a": 1})}}}, returned=text({"a": 1})
    ),
    "a body of text": Scenario(
        "read_json", {"req": {"http": {"method": "POST", "body": {"string": "[1]"}}}}, returned=text([1])
    ),
    "a body that is not JSON": Scenario("read_json", {"req": request(b"{")}, returned={"string": "not JSON"}),
    "a form": Scenario(
        "read_form",
        {"req": request(b"name=%C3%85sa&of=1+2", headers={"content-type": "application/x-www-form-urlencoded"})},
        returned=text({"name": "Åsa", "of": "1 2"}),
    ),
    "a context": Scenario(
        "in_context",
        {"req": request()},
        content={
            "trace_context": {
                "trace_parent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "trace_state": "vendor=å",
                "attributes": {"a": "1"},
            },
            "retry_context": {
                "retry_count": 2,
                "max_retry_count": 5,
                "exception": {"message": "too late", "source": "host"},
            },
        },
        returned=text(
            {
                "Attributes": {"a": "1"},
                "Traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "Tracestate": "vendor=å",
                "attributes": {"a": "1"},
                "directory": True,
                "function_name": "in_context",
                "invocation_id": "7",
                "max_retry_count": 5,
                "message": "too late",
                "retry_count": 2,
                "source": "host",
                "thread": "7",
                "trace_parent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "trace_state": "vendor=å",
            }
        ),
    ),
    "a coroutine": Scenario(
        "in_a_coroutine",
        {"req": request()},
        returned=response(b"GET"),
        sent={"msg": {"string": "sent"}},
    ),
    "annotations in quotes": Scenario(
        "quoted",
        {"req": request()},
        returned=response(b"GET"),
        sent={"msg": encoded({"id": None, "body": "hey"})},
    ),
    "an exception": Scenario("fails", {"req": request()}, error="ValueError: no smörgås"),
    "WSGI": Scenario(
        "in_wsgi",
        {"req": request("å".encode())},
        returned=response(
            b"POST: \xc3\xa5",
            "201",
            headers={"Content-Type": "text/plain"},
            cookies=[cookie("a", "1", path="/"), cookie("b", "2", secure=True)],
        ),
    ),
    "ASGI": Scenario(
        "in_asgi",
        {"req": request("å".encode())},
        returned=response(b"/api: \xc3\xa5", "202", headers={"content-type": "text/plain"}),
    ),
}
