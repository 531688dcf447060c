"""Apps that pass every HTTP request to a web framework."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from azure_functions_lite.asgi import ASGIApp, AsgiMiddleware
from azure_functions_lite.context import Context
from azure_functions_lite.decorators.core import AuthLevel
from azure_functions_lite.decorators.function_app import BindingApi, FunctionRegister, SettingsApi, TriggerApi
from azure_functions_lite.decorators.http import HttpMethod
from azure_functions_lite.errors import GatewayError
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.wsgi import WSGIApp, WsgiMiddleware

__all__ = ["AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"]


class ExternalHttpFunctionApp(FunctionRegister, TriggerApi, SettingsApi, BindingApi, ABC):
    """Base of the apps that have one function for all routes, and may have other decorated functions.

    Args:
        auth_level: Which key callers need for a route without its own `auth_level`.
    """

    @abstractmethod
    def _add_http_app(self, http_middleware: Any, function_name: str) -> None: ...

    def _add_http_function(self, handle: Callable[..., object], http_type: str, function_name: str) -> None:
        # Without the slash of `azure.functions`: the default prefix makes ``api//`` of it, and the host does not start.
        # https://github.com/Azure/azure-functions-python-worker/issues/1310
        routed = self.route(route="{*route}", methods=HttpMethod, auth_level=self.auth_level)(handle)
        self.http_type(http_type)(self.function_name(function_name)(routed))


class AsgiFunctionApp(ExternalHttpFunctionApp):
    """An app that passes HTTP requests to an ASGI app: Starlette, FastAPI, Quart and others.

    The first request runs the startup of the ASGI app; a worker never announces its end, so if you need the shutdown,
    await `AsgiMiddleware.notify_shutdown` of `middleware`.

    Args:
        app: The ASGI app.
        http_auth_level: Which key callers need.
        function_name: Name of the function.

    Source: `azure.functions.AsgiFunctionApp`.
    """

    def __init__(
        self, app: ASGIApp, http_auth_level: AuthLevel | str = AuthLevel.FUNCTION, function_name: str = "http_app_func"
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self.middleware: AsgiMiddleware = AsgiMiddleware(app)
        self.startup_task_done: bool = False
        self._add_http_app(self.middleware, function_name)

    def _add_http_app(self, http_middleware: AsgiMiddleware, function_name: str) -> None:
        async def http_app_func(req: HttpRequest, context: Context) -> HttpResponse:
            if not self.startup_task_done:
                if not await http_middleware.notify_startup():
                    raise GatewayError("the startup of the ASGI app failed")
                self.startup_task_done = True
            return await http_middleware.handle_async(req, context)

        self._add_http_function(http_app_func, "asgi", function_name)


class WsgiFunctionApp(ExternalHttpFunctionApp):
    """An app that passes HTTP requests to a WSGI app: Flask, Django, Bottle and others.

    Args:
        app: The WSGI app.
        http_auth_level: Which key callers need.
        function_name: Name of the function.

    Source: `azure.functions.WsgiFunctionApp`.
    """

    def __init__(
        self, app: WSGIApp, http_auth_level: AuthLevel | str = AuthLevel.FUNCTION, function_name: str = "http_app_func"
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self._add_http_app(WsgiMiddleware(app), function_name)

    def _add_http_app(self, http_middleware: WsgiMiddleware, function_name: str) -> None:
        def http_app_func(req: HttpRequest, context: Context) -> HttpResponse:
            return http_middleware.handle(req, context)

        self._add_http_function(http_app_func, "wsgi", function_name)
