"""WSGI apps that do what the official SDK lets them do."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest


def wsgi(func: Any) -> Any:
    return import_module(f"{func.__name__}.{'wsgi' if func.__name__ == 'azure_functions_lite' else '_http_wsgi'}")


def answer(func: Any, app: Callable[..., object]) -> Any:
    return func.WsgiMiddleware(app).handle(func.HttpRequest("GET", "https://example.com/a%20b?c=1", body=b""))


def test_no_headers(func: Any) -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("204 No Content", None)
        return [b""]

    response = answer(func, app)
    assert (response.status_code, response.get_body()) == (204, b"")


def test_an_empty_part_of_the_body(func: Any) -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes | None]:
        start_response("200 OK", [("X-A", "1")])
        return [b"a", None, b"", b"b"]

    response = answer(func, app)
    assert response.get_body() == b"ab"
    assert response.headers["x-a"] == "1"


@pytest.mark.parametrize("url", ["https://example.com/a%20b?c=1", "https://example.com/plain"])
def test_path_info(func: Any, url: str) -> None:
    request = func.HttpRequest("GET", url, body=b"")
    path = url.removeprefix("https://example.com").partition("?")[0].replace("%20", " ")
    assert wsgi(func).WsgiRequest(request).path_info == path
