"""Which function answers a request: the routes of an app, tried in the order in which the host tries them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from azure_functions_lite._typing import is_object
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.files import read_json
from azure_functions_lite.testing._apps.functions import AppFunction
from azure_functions_lite.testing._apps.routes import Route

DEFAULT_PREFIX = "api"
"""The prefix of routes if host.json has none."""


class Match(NamedTuple):
    """A function, and the values of the placeholders of its route."""

    function: AppFunction
    route_params: dict[str, str]


class Router:
    """The routes of an app.

    Args:
        functions: The functions of the app; those that are not called over HTTP have no route.
        prefix: What ``routePrefix`` of host.json says.

    Raises:
        AppError: the host would not start, because of a route that it cannot read.

    Source: ``WebScriptHostHttpRoutesManager.cs`` of the host.
    """

    def __init__(self, functions: Iterable[AppFunction], prefix: str) -> None:
        routes = [(_route(each, prefix), each) for each in functions if each.route is not None]
        self._routes = sorted(routes, key=lambda pair: pair[0].precedence)

    def find(self, method: str, path: str) -> Match | None:
        """Return the function that answers, if there is one; the host answers 404 also for a wrong method.

        Args:
            method: In upper case.
            path: The path of the address, encoded as in it.
        """
        for route, function in self._routes:
            methods = function.methods
            if methods is None or method in methods:
                route_params = route.match(path)
                if route_params is not None:
                    return Match(function, route_params)
        return None


def _route(function: AppFunction, prefix: str) -> Route:
    try:
        return Route.parse(function.route or function.name, prefix)
    except AppError as error:
        raise AppError(f"the host cannot read the route of {function.name!r}: {error}") from error


def read_prefix(root: Path) -> str:
    """Return the prefix of routes in an app.

    Raises:
        BrokenAppError: its host.json cannot be read.
    """
    section: object = read_json(root / "host.json") if (root / "host.json").exists() else None
    for key in ("extensions", "http", "routePrefix"):
        section = section.get(key) if is_object(section) else None
    return section if isinstance(section, str) else DEFAULT_PREFIX


def is_disabled(name: str) -> bool:
    """Return whether a setting switches a function off."""
    names = {f"azurewebjobs{separator}{name.lower()}{separator}disabled" for separator in "._"}
    # The host compares the names of settings without case.
    return any(value.lower() in ("1", "true") for key, value in os.environ.items() if key.lower() in names)
