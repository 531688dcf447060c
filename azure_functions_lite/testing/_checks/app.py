"""The check of an app: each function by itself, and then all of them together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.errors import excerpt
from azure_functions_lite.testing._apps.files import read_document
from azure_functions_lite.testing._apps.project import Decorated, Folder, Folders, Source, Sources, rebased
from azure_functions_lite.testing._apps.settings import read_settings
from azure_functions_lite.testing._apps.signature import Finding
from azure_functions_lite.testing._checks.decorated import OFFICIAL_ROUTE, find_stray_blueprints, is_official_gateway
from azure_functions_lite.testing._checks.host_json import Host, check_host, read_host
from azure_functions_lite.testing._checks.inspection import Inspection
from azure_functions_lite.testing._checks.names import function_name_fault
from azure_functions_lite.testing._checks.options import check_options, is_connected
from azure_functions_lite.testing._checks.retry import check_decorated_retry, policy_fault
from azure_functions_lite.testing._checks.routes import Endpoint, check_route, check_routes, endpoint_of
from azure_functions_lite.testing._checks.rows import BUILT_IN, check_rows, known_type
from azure_functions_lite.testing.problems import BrokenAppError, Code, Problem


class Facts(NamedTuple):
    """What the files of an app say about all its functions."""

    host: Host
    settings: Mapping[str, str]
    """Environment variables, by name in lower case; empty if the app does not say which it has."""


def check(sources: Sources, root: Path) -> list[Problem]:
    """Find what is wrong with an app.

    Args:
        sources: The source of its functions.
        root: Its folder.
    """
    with Inspection(root) as inspection:
        found = list(_check(sources, root, inspection))
        is_decorated = not isinstance(sources, Folders)
        further = (problem._replace(decorated=is_decorated) for problem in inspection.further())
        return [*further, *map(inspection.located, found)]


def _check(sources: Sources, root: Path, inspection: Inspection) -> Iterator[Problem]:
    settings = _read_settings(root)
    file = root / "host.json"
    host = read_host({}, root, settings)
    if file.exists():
        try:
            document = read_document(file)
        except BrokenAppError as fault:
            yield fault.problem._replace(code="host-json")
        else:
            for path, message in check_host(document.value):
                yield Problem(str(file), None, None, "host-json", message, *document.place(*path))
            host = read_host(document.value, root, settings)
    try:
        functions = list(sources.read())
    except BrokenAppError as fault:
        if not (fault.problem.code in ("no-app", "no-functions") and inspection.missing):
            # What is missing may be what makes the app, or what has the functions.
            yield fault.problem._replace(decorated=not isinstance(sources, Folders))
        return
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever the import of a script raises
        yield inspection.import_problem(error, sources.file)._replace(decorated=True)
        return
    inspection.sources.update((source.name, source) for source in functions)
    decorated = [source for source in functions if isinstance(source, Decorated)]
    for problem in _check_functions(functions, Facts(host, settings), inspection):
        yield problem._replace(decorated=bool(decorated))
    if settings and not is_connected("AzureWebJobsStorage", settings):
        yield from _check_storage(functions, root)
    if decorated and root.is_dir():
        yield from _check_strays(decorated, root)


def _read_settings(root: Path) -> dict[str, str]:
    """Return the environment variables of an app; none if local.settings.json has none."""
    values = read_settings(root).values
    return {name.lower(): value for name, value in {**values, **os.environ}.items()} if values else {}


def _check_functions(functions: Sequence[Source], facts: Facts, inspection: Inspection) -> Iterator[Problem]:
    endpoints: dict[str, tuple[Endpoint, Source]] = {}
    for source in functions:
        allowed = facts.host.functions
        if allowed and source.name.lower() not in allowed:
            message = "the list 'functions' of host.json leaves this function out"
            yield Problem(str(source.file), source.name, None, "function-excluded", message)
            continue
        try:
            rows = source.rows()
        except BrokenAppError as fault:
            yield fault.problem
            continue
        endpoint = endpoint_of(source.name, rows)
        findings = list(_check_function(source, rows, endpoint, facts))
        for binding, code, message in findings:
            yield Problem(str(source.file), source.name, binding, code, message)
        told = {finding.binding for finding in findings if finding.code in _TOLD_ONCE}
        yield from (problem for problem in inspection.check_function(source, rows) if problem.binding not in told)
        if endpoint is not None and not any(finding.code in _ANSWERS_NOTHING for finding in findings):
            endpoints[source.name] = endpoint, source
    yield from _check_names(functions)
    for name, (binding, code, message) in check_routes(endpoint for endpoint, _ in endpoints.values()):
        yield Problem(str(endpoints[name][1].file), name, binding, code, message)


_TOLD_ONCE: tuple[Code, ...] = ("direction", "return-direction", "duplicate-binding", "type-case")
"""Codes about an entry that are not repeated for its parameter."""
_ANSWERS_NOTHING: tuple[Code, ...] = ("route-reserved", "route-syntax")


def _check_function(
    source: Source, rows: list[BindingRow], endpoint: Endpoint | None, facts: Facts
) -> Iterator[Finding]:
    """Check what the host looks at before there is any code."""
    yield from check_rows(rows)
    yield from check_options(rows, facts.settings)
    if not facts.host.has_extensions:
        for row in rows:
            if row.type.lower() not in BUILT_IN and known_type(row.type) is not None:
                message = f"{row.type} needs an extensionBundle in host.json"
                yield Finding(row.name, "bundle-missing", message)
    if endpoint is not None:
        if isinstance(source, Decorated) and is_official_gateway(source):
            endpoint = endpoint._replace(template=OFFICIAL_ROUTE)
        yield from check_route(endpoint, facts.host.prefix)
    if isinstance(source, Decorated):
        yield from check_decorated_retry(source.retry)
    elif isinstance(source, Folder):  # pragma: no branch  # there are no others
        yield from _check_document(source.document)


def _check_document(document: Mapping[str, Any]) -> Iterator[Finding]:
    fault = policy_fault(document.get("retry"))
    if fault is not None:
        yield Finding(None, "retry-range", fault)
    origin: object = next((value for key, value in document.items() if key.lower() == "configurationsource"), None)
    if origin is not None and str(origin).lower() != "config":
        yield Finding(None, "option", f"configurationSource: expected 'config', got {excerpt(origin)}")


def _check_names(functions: Sequence[Source]) -> Iterator[Problem]:
    known: dict[str, Source] = {}
    for source in functions:
        fault = function_name_fault(source.name)
        if fault is not None:
            yield Problem(str(source.file), source.name, None, "function-name", fault)
        other = known.setdefault(source.name.lower(), source)
        if other is not source:
            code: Code = "duplicate-name" if other.name == source.name else "name-case"
            message = f"duplicate function name {source.name!r}"
            if code == "name-case":
                message += f": the host compares it with {other.name!r} without case"
            yield Problem(str(source.file), source.name, None, code, message)


_WITHOUT_STORAGE = ("http", "kafka", "rabbitmq", "activity", "orchestration", "entity")


def _check_storage(functions: Sequence[Source], root: Path) -> Iterator[Problem]:
    """Find a function for which Core Tools need the setting AzureWebJobsStorage."""
    for source in functions:
        try:
            triggers = [row.type for row in source.rows() if row.is_trigger]
        except BrokenAppError:
            continue
        for kind in triggers:
            if kind.lower().removesuffix("trigger") not in _WITHOUT_STORAGE:
                message = f"the {kind} of {source.name!r} needs the setting 'AzureWebJobsStorage'"
                yield Problem(str(root / "local.settings.json"), None, None, "setting-missing", message)
                return


def _check_strays(functions: Sequence[Decorated], root: Path) -> Iterator[Problem]:
    """Find functions of an app with decorators that never reach the host."""
    for file in sorted(root.glob("*/function.json")):
        message = "the host ignores this function.json, because the app has a script with decorators"
        yield Problem(str(file), file.parent.name, None, "function-ignored", message, decorated=True)
    for stray in find_stray_blueprints(root, (source.builder for source in functions)):
        code: Code = "blueprint-unregistered" if stray.is_imported else "blueprint-unimported"
        message = f"the app never registers the blueprint {stray.name!r} ({stray.functions})"
        place = rebased(stray.file, os.path.realpath(root), root)
        yield Problem(str(place), None, None, code, message, decorated=True)
