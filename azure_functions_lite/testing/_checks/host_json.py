"""host.json: what stops the host, and what the checks of functions need to know from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.errors import excerpt
from azure_functions_lite.testing._checks.retry import policy_fault
from azure_functions_lite.testing._checks.schedules import parse_timespan

_PREFIX_SETTING = "azurefunctionsjobhost__extensions__http__routeprefix"


class Host(NamedTuple):
    """What host.json says about all functions."""

    prefix: str = "api"
    """The prefix of each route."""
    functions: frozenset[str] = frozenset()
    """The functions that are not left out, in lower case; empty for all."""
    has_extensions: bool = True
    """Whether there are bindings other than HTTP, timers and warm-ups."""


def read_host(document: Mapping[str, Any], root: Path, settings: Mapping[str, str]) -> Host:
    """Return what host.json says; one that is empty or missing has an extension bundle.

    Args:
        document: host.json, parsed.
        root: Folder of the app.
        settings: Environment variables of the app, by name in lower case.
    """
    http = _get(_get(document, "extensions"), "http")
    prefix: Any = settings.get(_PREFIX_SETTING, _get(http, "routePrefix", "api"))
    names: object = _get(document, "functions")
    functions = {str(name).lower() for name in names} if is_array(names) else set[str]()
    bundle: object = _get(document, "extensionBundle")
    own = ("bin/extensions.json", ".azurefunctions/extensions.json")
    installed = any((root / name).exists() for name in own) or any(root.glob("*.csproj"))
    return Host("" if prefix is None else str(prefix), frozenset(functions), bool(bundle or not document or installed))


class Fault(NamedTuple):
    """Something in host.json that stops the host."""

    path: tuple[str, ...]
    """The names on the way to it."""
    message: str


def check_host(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what in host.json stops the host."""
    if not document:
        # The host writes one with all that it needs.
        return
    version: object = document.get("version")
    if version != "2.0" or not isinstance(version, str):
        yield Fault(("version",), f"version: expected the text '2.0', got {_shown(version)}")
    timeout: object = _get(document, "functionTimeout")
    if timeout is not None and str(timeout).strip() != "-1":
        span = None if isinstance(timeout, bool) else parse_timespan(str(timeout))
        if span is None or span < timedelta(seconds=1):
            message = f"functionTimeout: expected a TimeSpan from one second on, or '-1', got {_shown(timeout)}"
            yield Fault(("functionTimeout",), message)
    yield from _check_bundle(_get(document, "extensionBundle"))
    fault = policy_fault(_get(document, "retry"))
    if fault is not None:
        yield Fault(("retry",), fault if fault.startswith("expected") else f"retry: {fault}")
    handler: object = _get(document, "customHandler")
    if is_object(handler) and not _get(_get(handler, "description"), "defaultExecutablePath"):
        yield Fault(("customHandler",), "customHandler: expected a defaultExecutablePath in its description, got none")


_PACKAGE = re.compile(r"\w+([_.-]\w+)*")
_VERSION = r"\d+(\.\d+){0,3}(-[\w.-]+)?(\+[\w.-]+)?"
_FLOATING = r"(\*|\d+(\.\d+){0,2}\.\*|\d+(\.\d+){0,3}-([\w.-]*)\*)"
_RANGE = re.compile(
    rf"\s*({_VERSION}|{_FLOATING}|\[\s*{_VERSION}\s*\]|[\[(]\s*({_VERSION}|{_FLOATING})?\s*,\s*({_VERSION})?\s*[\])])\s*"
)


def _check_bundle(bundle: object) -> Iterator[Fault]:
    if bundle is None or bundle == {}:
        return
    name, version = _get(bundle, "id"), _get(bundle, "version")
    if not isinstance(name, str) or not _PACKAGE.fullmatch(name):
        message = f"extensionBundle: expected the name of a package as id, got {_shown(name)}"
        yield Fault(("extensionBundle", "id"), message)
    if not _RANGE.fullmatch(str(version)):
        message = f"extensionBundle: expected a range such as '[4.*, 5.0.0)' as version, got {_shown(version)}"
        yield Fault(("extensionBundle", "version"), message)


def _get(section: object, key: str, default: object = None) -> Any:
    """Return a value of a section; most keys are case-insensitive."""
    if not is_object(section):
        return default
    if key in section:
        return section[key]
    return next((value for name, value in section.items() if name.lower() == key.lower()), default)


def _shown(value: object) -> str:
    return "none" if value is None else excerpt(value)
