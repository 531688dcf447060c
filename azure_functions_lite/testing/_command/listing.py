"""``list``: the functions of an app, what calls each of them, and what they read and write."""

from __future__ import annotations

import argparse
import ast
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.decorators.constants import HTTP_TRIGGER
from azure_functions_lite.testing._apps.files import read_json, read_text
from azure_functions_lite.testing._checks.stand_ins import is_touched
from azure_functions_lite.testing._command.outcome import (
    FAILED,
    FINE,
    AppsOwnError,
    Outcome,
    functions_of,
    inspection_of,
)
from azure_functions_lite.testing.apps import AppFunction, load_app
from azure_functions_lite.testing.problems import BrokenAppError


class Line(NamedTuple):
    """What is shown of a function."""

    name: str
    script: str | None
    entry_point: str | None
    is_async: bool | None
    rows: tuple[BindingRow, ...]
    problem: str | None
    """Why something above is missing."""

    @property
    def trigger(self) -> BindingRow | None:
        """What calls it."""
        return next((row for row in self.rows if row.is_trigger), None)

    @property
    def others(self) -> tuple[BindingRow, ...]:
        """What else it reads and writes."""
        return tuple(row for row in self.rows if row is not self.trigger)


def list_functions(options: argparse.Namespace) -> Outcome:
    """Show the functions of an app. Stand-ins replace modules that are not installed.

    Raises:
        AppError: the app does not exist.
        AppsOwnError: the import of its script fails.
    """
    path = Path(options.path)
    with load_app(path) as app, inspection_of(options.path) as inspection:
        try:
            lines = [_line(function) for function in functions_of(app)]
        except AppsOwnError as failure:
            if not inspection.missing:
                raise
            failed = inspection.import_problem(failure.error, path)
            return Outcome(FAILED, (), [str(problem) for problem in (*inspection.missing.problems(), failed)])
        missing = [str(problem) for problem in inspection.missing.problems()]
    prefix = _prefix(path)
    broken = [line.problem for line in lines if line.problem]
    shown = [json.dumps([_as_json(line, prefix) for line in lines], indent=2)]
    if options.format == "text":
        shown = _table(lines, prefix)
    return Outcome(FAILED if broken else FINE, shown, [*missing, *broken])


def _line(function: AppFunction) -> Line:
    rows: tuple[BindingRow, ...] = ()
    problem, script, entry_point, is_async = None, None, None, None
    try:
        rows = tuple(function.bindings)
        script, entry_point = str(function.script), function.entry_point
        is_async = _is_async(function)
    except BrokenAppError as error:
        problem = str(error)
    return Line(function.name, script, entry_point, is_async, rows, problem)


def _is_async(function: AppFunction) -> bool | None:
    """Return whether it is a coroutine function: as its script is written, so that nothing needs to be imported."""
    try:
        tree = ast.parse(read_text(function.script))
    except (SyntaxError, ValueError, OSError):
        return None
    found = [node for node in tree.body if getattr(node, "name", None) == function.entry_point]
    if found:
        return isinstance(found[-1], ast.AsyncFunctionDef)
    try:
        return None if is_touched(function.callable) else function.is_async
    except KeyboardInterrupt:  # pragma: no cover  # the user stops the command
        raise
    except BaseException:  # whatever an import raises
        return None


def _prefix(path: Path) -> str:
    """Return what routes begin with."""
    try:
        document: Any = read_json((path if path.is_dir() else path.parent) / "host.json")
    except BrokenAppError:
        return "api"
    for key in ("extensions", "http"):
        document = document.get(key) if is_object(document) else None
    prefix: object = document.get("routePrefix", "api") if is_object(document) else "api"
    return prefix.strip("/") if isinstance(prefix, str) else "api"


_PLACES = (
    ("schedule",),
    ("queueName",),
    ("topicName", "subscriptionName"),
    ("path",),
    ("blobPath",),
    ("eventHubName",),
    ("topic",),
    ("databaseName", "containerName"),
    ("databaseName", "collectionName"),
    ("tableName",),
    ("commandText",),
    ("toolName",),
    ("uri",),
    ("promptName",),
    ("hubName",),
    ("orchestration",),
    ("activity",),
    ("entity",),
)
"""Options that say when or where a binding looks, the most useful first."""


def _place(row: BindingRow) -> str:
    for names in _PLACES:
        values = [row.options.get(name) for name in names]
        if all(isinstance(value, str) and value for value in values):
            return "/".join(map(str, values))
    return ""


def _methods(row: BindingRow) -> tuple[str, ...]:
    methods: object = row.options.get("methods")
    return tuple(str(method).upper() for method in methods) if is_array(methods) else ()


def _route(line: Line, row: BindingRow, prefix: str) -> str:
    route = str(row.options.get("route") or line.name).strip("/")
    return "/" + "/".join(part for part in (prefix, route) if part)


def _when(line: Line, prefix: str) -> str:
    row = line.trigger
    if row is None:
        return ""
    if row.type.lower() == HTTP_TRIGGER.lower():
        return f"{','.join(_methods(row)) or 'any method'} {_route(line, row, prefix)}"
    return _place(row)


def _other(row: BindingRow) -> str:
    place = f" {_place(row)}" if _place(row) else ""
    return f"{row.name} ({row.type} {row.direction}{place})"


def _table(lines: list[Line], prefix: str) -> list[str]:
    table = [("FUNCTION", "TRIGGER", "WHEN OR WHERE", "ASYNC", "OTHER BINDINGS")]
    for line in lines:
        trigger = line.trigger.type if line.trigger else "?"
        is_async = "?" if line.is_async is None else "yes" if line.is_async else "no"
        table.append((line.name, trigger, _when(line, prefix), is_async, ", ".join(map(_other, line.others))))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]


def _as_json(line: Line, prefix: str) -> dict[str, object]:
    row = line.trigger
    is_http = row is not None and row.type.lower() == HTTP_TRIGGER.lower()
    return {
        "name": line.name,
        "script": line.script and os.path.relpath(line.script),
        "entryPoint": line.entry_point,
        "isAsync": line.is_async,
        "trigger": row and row.type,
        "route": _route(line, row, prefix) if row and is_http else None,
        "methods": _methods(row) if row and is_http else None,
        "place": _place(row) if row and not is_http else None,
        "bindings": [dict(each.options) for each in line.rows],
        "problem": line.problem,
    }
