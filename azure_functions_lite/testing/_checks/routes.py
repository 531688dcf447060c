"""The routes of an app: templates that the host does not accept, and functions that answer the same requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.routes import Literal, Route
from azure_functions_lite.testing._apps.signature import Finding

_RESERVED = ("admin", "runtime")


class Endpoint(NamedTuple):
    """An HTTP trigger: what it answers."""

    function: str
    """Name of the function."""
    binding: str
    """Name of the binding."""
    template: str
    """Its route, without the prefix."""
    methods: frozenset[str] | None
    """Methods as they are written; None for all of them."""

    @property
    def text(self) -> str:
        """What the host compares routes by."""
        return self.template.strip("/").lower()


def endpoint_of(function: str, rows: Iterable[BindingRow]) -> Endpoint | None:
    """Return what a function answers; None if it has no HTTP trigger, or if no method is left to it."""
    row = next((row for row in rows if row.type.lower() == "httptrigger"), None)
    if row is None:
        return None
    route: object = row.options.get("route")
    written = "" if route is None else str(route)
    methods: object = row.options.get("methods")
    if methods == []:
        return None
    taken = frozenset(map(str, methods)) if is_array(methods) else None
    return Endpoint(function, row.name, written if written.strip() else function, taken)


def check_route(endpoint: Endpoint, prefix: str) -> Iterator[Finding]:
    """Find what is wrong with a route by itself."""
    if endpoint.text.startswith(_RESERVED):
        message = f"expected a route that does not start with 'admin' or 'runtime', got {endpoint.template!r}"
        yield Finding(endpoint.binding, "route-reserved", message)
        return
    if prefix and endpoint.template.startswith("/"):
        message = f"expected no slash before the route, or an empty routePrefix in host.json, got {endpoint.template!r}"
        yield Finding(endpoint.binding, "route-slash", message)
        return
    try:
        Route.parse(endpoint.template, prefix)
    except AppError as error:
        yield Finding(endpoint.binding, "route-syntax", f"{error} (route {endpoint.template!r})")


def check_routes(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Finding]]:
    """Find functions that answer the same requests. The host goes through functions by name.

    Args:
        endpoints: Those whose route is a template.
    """
    by_text: dict[str, list[Endpoint]] = {}
    by_shape: dict[object, list[Endpoint]] = {}
    for endpoint in sorted(endpoints, key=lambda each: each.function.lower()):
        same = by_text.setdefault(endpoint.text, [])
        alike = by_shape.setdefault(_shape(endpoint), [])
        other = next((each for each in same if _clash(each, endpoint)), None)
        rival = next((each for each in alike if _overlap(each, endpoint)), None)
        if other is not None:
            methods = _shown(endpoint, other)
            message = f"the route {endpoint.template!r} is already used by {other.function!r} ({methods})"
            yield endpoint.function, Finding(endpoint.binding, "duplicate-route", message)
        elif rival is not None:
            message = (
                f"the route {endpoint.template!r} answers the same requests as {rival.template!r} of {rival.function!r}"
            )
            yield endpoint.function, Finding(endpoint.binding, "ambiguous-route", message)
        same.append(endpoint)
        alike.append(endpoint)


def _clash(one: Endpoint, other: Endpoint) -> bool:
    """Return whether the host rejects the second one; methods are case-sensitive."""
    return one.methods is None or other.methods is None or bool(one.methods & other.methods)


def _overlap(one: Endpoint, other: Endpoint) -> bool:
    if one.methods is None or other.methods is None:
        return True
    return bool({method.lower() for method in one.methods} & {method.lower() for method in other.methods})


def _shown(one: Endpoint, other: Endpoint) -> str:
    if one.methods is None or other.methods is None:
        return ", ".join(sorted(one.methods or other.methods or ["all methods"]))
    return ", ".join(sorted(one.methods & other.methods))


def _shape(endpoint: Endpoint) -> object:
    """Return what distinguishes a route from another one, without the names of its parameters."""
    # With a prefix, as some templates need one.
    route = Route.parse(endpoint.template.strip("/"))
    return tuple(
        tuple(
            part.text.lower()
            if isinstance(part, Literal)
            else (tuple(each.text for each in part.constraints), part.default, part.is_optional, part.is_catch_all)
            for part in segment
        )
        for segment in route.segments
    )
