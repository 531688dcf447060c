"""A function of an app, described the same way for function.json and decorators."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array
from azure_functions_lite.decorators.constants import HTTP_TRIGGER
from azure_functions_lite.testing._apps.project import Source


class AppFunction:
    """A function of an app."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def name(self) -> str:
        """Its name."""
        return self._source.name

    @property
    def script(self) -> Path:
        """The file that the worker loads it from."""
        return self._source.script

    @property
    def entry_point(self) -> str:
        """Its name in that file."""
        return self._source.entry_point

    @property
    def bindings(self) -> list[BindingRow]:
        """Its bindings, as in function.json.

        Options with a choice of words always have the same spelling: ``authLevel``, ``cardinality``,
        ``dataType`` and ``direction`` in lower case, ``methods`` as a list in upper case.
        """
        return [row._replace(options=_spelled(row)) for row in self._source.rows()]

    @property
    def trigger(self) -> BindingRow | None:
        """The binding that calls it; None if there is none, which the host rejects."""
        return next((row for row in self.bindings if row.is_trigger and row.direction != "out"), None)

    @property
    def route(self) -> str | None:
        """Its route, without the prefix of host.json: by default its name. None if it is not called over HTTP."""
        trigger = self._http_trigger()
        if trigger is None:
            return None
        given = trigger.options.get("route")
        return str(given) if isinstance(given, str) and given.strip() else self.name

    @property
    def methods(self) -> tuple[str, ...] | None:
        """The HTTP methods that it accepts, in upper case; None if it accepts all, or is not called over HTTP."""
        trigger = self._http_trigger()
        methods: object = None if trigger is None else trigger.options.get("methods")
        return tuple(map(str, methods)) if is_array(methods) else None

    @property
    def auth_level(self) -> str | None:
        """Which key the host requires: ``anonymous``, ``function`` or ``admin``. None if it is not called over HTTP."""
        trigger = self._http_trigger()
        return None if trigger is None else str(trigger.options.get("authLevel") or "function")

    @cached_property
    def is_async(self) -> bool:
        """Whether it is a coroutine function."""
        return inspect.iscoroutinefunction(self.callable)

    @cached_property
    def callable(self) -> Callable[..., Any]:
        """The function itself; its module is imported for that.

        Raises:
            AppError: the function does not exist.
            Exception: whatever the import raises.
        """
        return self._source.load()

    def _http_trigger(self) -> BindingRow | None:
        trigger = self.trigger
        return trigger if trigger is not None and trigger.type.lower() == HTTP_TRIGGER.lower() else None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"


_CHOICES = frozenset({"authLevel", "cardinality", "dataType", "direction"})


def _spelled(row: BindingRow) -> dict[str, Any]:
    return {key: _spelled_value(key, value) for key, value in row.options.items()}


def _spelled_value(key: str, value: object) -> object:
    if key in _CHOICES and isinstance(value, str):
        return value.lower()
    return [str(method).upper() for method in value] if key == "methods" and is_array(value) else value
