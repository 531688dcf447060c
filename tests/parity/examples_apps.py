"""Examples of the rows of docs/differences.md that are about apps: web frameworks behind a function, and extensions."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from .examples import OTHERS as OTHERS
from .examples import fails, shows
from .packages import official, ours, resolve
from .wrongs_gateways import WRONGS as GATEWAYS

GATEWAY_ROWS = {
    "wsgi-server-errors": ["WsgiMiddleware: status 500"],
    "wsgi-errors": ["WsgiMiddleware: wsgi.errors of another request"],
    "wsgi-start-response": ["WsgiMiddleware: start_response with exc_info", "WsgiMiddleware: write"],
    "wsgi-start-response-misused": ["WsgiMiddleware: start_response twice", "WsgiMiddleware: no start_response"],
    "wsgi-close": ["WsgiMiddleware: close"],
    "wsgi-path": [f"WsgiMiddleware: PATH_INFO with {what}" for what in ("letters", "a semicolon", "no path")],
    "wsgi-server": ["WsgiMiddleware: no SERVER_NAME"],
    "gateway-forwarded-port": [
        "WsgiMiddleware: X-Forwarded-Port is none, of https://example.com/",
        "AsgiMiddleware: X-Forwarded-Port is none",
    ],
    "wsgi-headers": ["WsgiMiddleware: HTTP_CONTENT_TYPE"],
    "wsgi-concurrency": ["WsgiMiddleware: wsgi.multithread"],
    "gateway-content-type": [f"{kind}: charset of the response" for kind in ("WsgiMiddleware", "AsgiMiddleware")],
    "asgi-scope": ["AsgiMiddleware: the version in the scope", "AsgiMiddleware: raw_path"],
    "asgi-path": ["AsgiMiddleware: a path that is not UTF-8"],
    "asgi-messages": [
        "AsgiMiddleware: http.response.start without headers",
        "AsgiMiddleware: http.response.body without body",
        "AsgiMiddleware: a header in Latin-1",
    ],
    "asgi-incomplete": ["AsgiMiddleware: no complete response"],
    "asgi-error-pages": ["AsgiMiddleware: a failure after the response"],
    "asgi-no-lifespan": ["AsgiMiddleware: an app without lifespan"],
}
"""Row -> the checks of `wrongs_gateways` that show it."""


def _gateways(row: str) -> None:
    for name in GATEWAY_ROWS[row]:
        GATEWAYS[name](ours)
        assert fails(partial(GATEWAYS[name], official)), name


OTHERS.update((row, partial(_gateways, row)) for row in GATEWAY_ROWS)


@shows("asgi-handle")
def _() -> None:
    async def app(scope: object, receive: object, send: Callable[[dict[str, object]], Any]) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    for func, categories in ((official, [DeprecationWarning]), (ours, [])):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            request = func.HttpRequest(method="GET", url="https://example.com/", headers={}, body=b"")
            assert func.AsgiMiddleware(app).handle(request).status_code == 204
        assert [warning.category for warning in caught] == categories


@shows("gateway-attributes")
def _() -> None:
    official_class, our_class = resolve(official, "_http_wsgi.WsgiRequest"), resolve(ours, "wsgi.WsgiRequest")
    request: dict[str, Any] = {"method": "GET", "url": "https://example.com/", "body": b"", "headers": {}}
    assert official_class(official.HttpRequest(**request)).server_name == "example.com"
    assert not hasattr(our_class(ours.HttpRequest(**request)), "server_name")


def _extension(func: ModuleType) -> Any:
    """Return the package `extension`, with an empty register."""
    extension: Any = import_module(f"{func.__name__}.extension")
    extension.ExtensionMeta._func_exts = {}
    extension.ExtensionMeta._app_exts = None
    extension.ExtensionMeta._info = {}
    return extension


@shows("extension-base")
def _() -> None:
    for func, named, bare in (
        (official, "{}", '{"AppExtension": ["A"]}'),
        (ours, '{"AppExtension": ["AppExtensionBase"]}', "{}"),
    ):
        extension = _extension(func)
        extension.ExtensionMeta("AppExtensionBase", (extension.AppExtensionBase,), {})
        assert extension.ExtensionMeta.get_registered_extensions_json() == named
        extension = _extension(func)
        extension.ExtensionMeta("A", (), {"_scope": extension.extension_scope.ExtensionScope.APPLICATION})
        assert extension.ExtensionMeta.get_registered_extensions_json() == bare
        _extension(func)


@shows("extension-constructor")
def _() -> None:
    for func, failure in ((official, "AttributeError"), (ours, "FunctionExtensionException")):
        extension = _extension(func)
        made = extension.ExtensionMeta("A", (extension.FuncExtensionBase,), {"__init__": object.__init__})
        assert fails(made) == failure
        assert extension.ExtensionMeta.get_registered_extensions_json() == "{}"


@shows("extension-hooks-name")
def _() -> None:
    for name in (None, 5):
        assert fails(partial(_extension(official).ExtensionMeta.get_function_hooks, name)) == "AttributeError"
        assert _extension(ours).ExtensionMeta.get_function_hooks(name) is None


@shows("extension-exception")
def _() -> None:
    for arguments in ((), ("a", "b")):
        assert _extension(official).FunctionExtensionException(*arguments).args == arguments
        assert fails(partial(_extension(ours).FunctionExtensionException, *arguments)) == "TypeError"
