"""The check of an app: each function by itself, and then all of them together."""

from __future__ import annotations

import os
import re
import time
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from azure_functions_lite._bindings.entries import RETURN, BindingRow
from azure_functions_lite._typing import is_array
from azure_functions_lite.decorators.constants import HTTP_TRIGGER
from azure_functions_lite.errors import excerpt
from azure_functions_lite.meta import InConverter, OutConverter
from azure_functions_lite.testing._apps.files import read_json
from azure_functions_lite.testing._apps.isolation import is_installed
from azure_functions_lite.testing._apps.project import Decorated, Source, Sources, rebased
from azure_functions_lite.testing._apps.signature import Finding, Signature
from azure_functions_lite.testing._checks.source import check_source
from azure_functions_lite.testing.problems import BrokenAppError, Problem

__all__ = ["check"]


class Readable(NamedTuple):
    """A function whose bindings can be read."""

    source: Source
    rows: list[BindingRow]


def check(sources: Sources, root: Path) -> Iterator[Problem]:
    """Find what is wrong with an app.

    Args:
        sources: What says which functions it has.
        root: Its folder.
    """
    host = root / "host.json"
    if host.exists():
        try:
            read_json(host)
        except BrokenAppError as fault:
            yield fault.problem
    try:
        functions = list(sources.read())
    except BrokenAppError as fault:
        yield fault.problem
        return
    except (Exception, SystemExit) as error:  # whatever the import of a script raises
        yield _import_error(error, sources.file, root)
        return
    readable: list[Readable] = []
    for source in functions:
        try:
            rows = source.rows()
        except BrokenAppError as fault:
            yield fault.problem
            continue
        readable.append(Readable(source, rows))
        findings = [*_check_rows(rows), *_check_retry(source)]
        for binding, code, message in findings:
            yield Problem(str(source.file), source.name, binding, code, message)
        # What is wrong with a row is told once, not again of its parameter.
        told = {finding.binding for finding in findings} - {None}
        yield from (problem for problem in _check_code(source, rows, root) if problem.binding not in told)
    yield from _check_names(functions)
    yield from _check_routes(readable)


def _check_code(source: Source, rows: list[BindingRow], root: Path) -> Iterator[Problem]:
    try:
        function = source.load()
    except BrokenAppError as fault:
        yield fault.problem
        return
    except (Exception, SystemExit) as error:  # whatever the import of a script raises
        yield _import_error(error, source.script, root, source.name)
        return
    signature = Signature(function, rows)
    findings = signature.findings or check_source(function, signature)
    for binding, code, message in findings:
        yield Problem(str(source.file_to_mend(code)), source.name, binding, code, message)


def _import_error(error: BaseException, script: Path, root: Path, function: str | None = None) -> Problem:
    """Return the problem that a script cannot be imported, with the place in the app where that shows."""
    file, line, text = script, 0, str(error)
    real = os.path.realpath(root)
    for frame in traceback.extract_tb(error.__traceback__):
        place = Path(frame.filename)
        # Packages may be installed in the folder of the app; nobody mends those.
        if place.is_relative_to(real) and not is_installed(str(place.relative_to(real))):
            file, line = place, frame.lineno or 0
    # What `compile` and `eval` are given is in no file.
    if isinstance(error, SyntaxError) and error.filename and os.path.isfile(error.filename):
        file, line, text = Path(error.filename), error.lineno or 0, error.msg
    where = f"line {line}: " if line else ""
    hint = ""
    if isinstance(error, ModuleNotFoundError) and error.name in ("azure", "azure.functions"):
        hint = "; for azure.functions, see azure_functions_lite.compat.install"
    # A problem is told on one line.
    got = f"{type(error).__name__}: {' '.join(text.split())}{hint}"
    message = f"{where}expected a script that can be imported, got {got}"
    return Problem(str(rebased(file, real, root)), function, None, "import-error", message)


def _check_rows(rows: list[BindingRow]) -> Iterator[Finding]:
    triggers = [row.name for row in rows if row.is_trigger]
    if not triggers:
        yield Finding(None, "no-trigger", "expected a trigger, got none")
    if len(triggers) > 1:
        yield Finding(None, "several-triggers", f"expected one trigger, got {len(triggers)}: {', '.join(triggers)}")
    known = set[str]()
    for row in rows:
        if row.name in known:
            yield Finding(row.name, "duplicate-binding", "expected one binding of this name, got two")
        known.add(row.name)
        yield from _check_direction(row)
        yield from _check_options(row)


_CHOICES = {
    "dataType": ("undefined", "string", "binary", "stream"),
    "authLevel": ("anonymous", "function", "admin", "system", "user"),
    "cardinality": ("one", "many"),
}
"""Options of a row that are the same wherever they occur, and what the host takes for them, in any case."""


def _check_options(row: BindingRow) -> Iterator[Finding]:
    for key, choices in _CHOICES.items():
        given: object = row.options.get(key)
        if isinstance(given, str) and given.lower() not in choices:
            yield Finding(row.name, "option", f"{key}: expected one of {', '.join(choices)}, got {given!r}")
    methods: object = row.options.get("methods")
    if row.type == HTTP_TRIGGER and methods is not None and not is_array(methods):
        yield Finding(row.name, "option", f"methods: expected an array, got {excerpt(methods)}")


def _check_direction(row: BindingRow) -> Iterator[Finding]:
    direction = row.direction
    if row.name == RETURN and direction != "out":
        yield Finding(RETURN, "return-direction", f"expected the direction 'out', got {direction!r}")
    elif direction == "inout":
        yield Finding(
            row.name, "direction", "expected the direction 'in' or 'out', got 'inout', which the worker refuses"
        )
    elif direction not in ("in", "out"):
        yield Finding(row.name, "direction", f"expected the direction 'in' or 'out', got {direction!r}")
    elif row.is_trigger and direction == "out":
        yield Finding(row.name, "direction", f"expected the direction 'in', as {row.type} is a trigger, got 'out'")
    elif row.converter is not None:
        side: type = OutConverter if direction == "out" else InConverter
        if not issubclass(row.converter, side):
            other = "in" if direction == "out" else "out"
            message = f"expected the direction {other!r}, the only one of {row.type}, got {direction!r}"
            yield Finding(row.name, "direction", message)


_STRATEGIES = {"fixed_delay": ("delay_interval",), "exponential_backoff": ("minimum_interval", "maximum_interval")}
"""The strategies, and the intervals that the worker reads for each."""


def _check_retry(source: Source) -> Iterator[Finding]:
    retry = source.retry if isinstance(source, Decorated) else None
    if retry is None:
        return
    strategy, count = retry.get("strategy"), retry.get("max_retry_count")
    try:
        int(cast("Any", count))
    except (TypeError, ValueError):
        yield Finding(None, "retry", f"max_retry_count: expected an integer, got {count!r}")
    if strategy not in _STRATEGIES:
        yield Finding(None, "retry", f"strategy: expected {' or '.join(_STRATEGIES)}, got {strategy!r}")
    for name in _STRATEGIES.get(str(strategy), ()):
        given: Any = retry.get(name)
        if not given and strategy != "fixed_delay":
            # Then the worker has a default.
            continue
        try:
            time.strptime(given, "%H:%M:%S")
        except (TypeError, ValueError):
            yield Finding(None, "retry", f"{name}: expected hh:mm:ss, got {given!r}")


_NAME = re.compile(r"(?!host$)[a-z][a-z0-9_-]{0,127}", re.IGNORECASE)


def _check_names(functions: Iterable[Source]) -> Iterator[Problem]:
    known: dict[str, Source] = {}
    for source in functions:
        if not _NAME.fullmatch(source.name):
            message = "expected a letter and then up to 127 letters, digits, '_' and '-', and not 'host'"
            yield Problem(str(source.file), source.name, None, "function-name", f"{message}, got {source.name!r}")
        other = known.setdefault(source.name.lower(), source)
        if other is not source:
            message = f"expected a name of its own, got that of another function, {other.name!r}"
            yield Problem(str(source.file), source.name, None, "duplicate-name", message)


_ANY_METHOD = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace"})


def _check_routes(functions: Iterable[Readable]) -> Iterator[Problem]:
    known: list[tuple[str, frozenset[str], Source]] = []
    for source, rows in functions:
        for row in rows:
            if row.type != HTTP_TRIGGER:
                continue
            route = _route(row.options.get("route") or source.name)
            methods = row.options.get("methods")
            taken = frozenset(str(each).lower() for each in methods) if is_array(methods) and methods else _ANY_METHOD
            for other_route, other_methods, other in known:
                if route == other_route and (both := taken & other_methods):
                    message = f"expected a route of its own, got that of {other.name!r} for {', '.join(sorted(both))}"
                    yield Problem(str(source.file), source.name, row.name, "duplicate-route", message)
                    break
            known.append((route, taken, source))


def _route(route: object) -> str:
    """Return a route without what does not tell it from another: case, slashes around it, names of placeholders."""
    nameless = re.sub(r"(?<!\{)\{(?!\{)(\*?)[^{}:?=]*", r"{\1", str(route)).strip("/")
    # In a regular expression, \d and \D differ in more than case.
    return re.sub(r"(?<!\\)\w", lambda letter: letter[0].lower(), nameless)
