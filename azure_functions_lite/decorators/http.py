"""HTTP: the two entries of `azure_functions_lite.FunctionApp.route`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from azure_functions_lite.decorators._options import Choice, choose
from azure_functions_lite.decorators.constants import HTTP_OUTPUT, HTTP_TRIGGER
from azure_functions_lite.decorators.core import AuthLevel, DataTypeChoice, OutputBinding, Trigger
from azure_functions_lite.decorators.utils import StringifyEnum


class HttpMethod(StringifyEnum):
    """Methods that a route can take."""

    GET = "GET"
    POST = "POST"
    DELETE = "DELETE"
    HEAD = "HEAD"
    PATCH = "PATCH"
    PUT = "PUT"
    OPTIONS = "OPTIONS"
    QUERY = "QUERY"


class HttpTrigger(Trigger, type=HTTP_TRIGGER):
    """Call the function for each HTTP request to its route, as an `azure_functions_lite.HttpRequest`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger
    """

    if TYPE_CHECKING:
        # Written by hand, because no decorator is made from it. `azure.functions` has each class under this name.
        name: str
    methods: HttpMethod | str | Iterable[HttpMethod | str] | None = None
    """Methods that the function accepts; all of them by default."""
    data_type: DataTypeChoice = DataTypeChoice()
    auth_level: Choice[AuthLevel] = Choice(AuthLevel)
    """Which key callers need; by default the one of the app."""
    route: str | None = None
    """Path below ``/api/``, with placeholders like ``{id}``; by default the name of the function."""

    def _finish(self) -> None:
        if self.methods is not None:
            several = [self.methods] if isinstance(self.methods, (str, HttpMethod)) else self.methods
            self.methods = [choose(HttpMethod, method, "cannot set 'methods' of a route") for method in several]
        super()._finish()


class HttpOutput(OutputBinding, type=HTTP_OUTPUT):
    """Send what the function returns as the HTTP response.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-output
    """

    if TYPE_CHECKING:
        name: str  # as above
    data_type: DataTypeChoice = DataTypeChoice()
