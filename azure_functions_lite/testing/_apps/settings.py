"""The app settings of local.settings.json, as Azure Functions Core Tools set them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.errors import describe, excerpt
from azure_functions_lite.testing._apps.files import Document, read_document
from azure_functions_lite.testing._apps.host_json import scalar_text
from azure_functions_lite.testing.problems import BrokenAppError, Problem


class Settings(NamedTuple):
    """What local.settings.json sets."""

    values: dict[str, str]
    """Environment variables, those of ``ConnectionStrings`` as ``ConnectionStrings:NAME``."""
    problems: list[Problem]
    """Why it sets less than it seems to."""


class _UnusableError(Exception):
    """Something in the file because of which Core Tools set nothing."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


def read_settings(root: Path) -> Settings:
    """Return what local.settings.json in a folder sets; nothing if the file is missing or its values are encrypted.

    Values become text as .NET writes it: ``True``, ``1000`` for ``1e3``, ``05/17/2024 08:30:00`` for a date time in
    ISO 8601. Null sets nothing.

    Source: ``AppSettingsFile`` and ``StartHostAction`` of Core Tools.
    """
    file = root / "local.settings.json"
    if not file.exists():
        return Settings({}, [])
    try:
        document = read_document(file)
    except BrokenAppError as error:
        return Settings({}, [error.problem._replace(code="settings")])
    try:
        return Settings(_values(document.value), [])
    except _UnusableError as fault:
        return Settings({}, [_problem(file, document, fault)])


def _problem(file: Path, document: Document, fault: _UnusableError) -> Problem:
    line, column = document.place(*fault.path)
    return Problem(str(file), None, None, "settings", fault.message, line, column)


def _values(document: dict[str, Any]) -> dict[str, str]:
    # Core Tools find these names in any case.
    parts: dict[str, object] = {name.lower(): value for name, value in document.items()}
    values = _object(parts, "Values")
    connections = _object(parts, "ConnectionStrings")
    if _is_encrypted(parts):
        if "isencrypted" not in parts and (values or connections):
            expected = 'expected "IsEncrypted": false, as without it the values count as encrypted, got none'
            raise _UnusableError(expected, "Values")
        # Only the tools that encrypted them can read them.
        return {}
    variables: dict[str, str] = {}
    for name, value in values.items():
        if is_object(value) or is_array(value):
            message = f"expected text as the value of {excerpt(name)}, got {describe(value)}; no value is set"
            raise _UnusableError(message, "Values", name)
        if value is not None:
            variables[name] = _variable(name, scalar_text(value), "Values")
    for name, value in connections.items():
        connection: object = value.get("ConnectionString") if is_object(value) else value
        if isinstance(connection, str):
            full = f"ConnectionStrings:{name}"
            variables[full] = _variable(full, connection, "ConnectionStrings")
    return variables


def _object(parts: dict[str, object], name: str) -> dict[str, Any]:
    value = parts.get(name.lower())
    if value is None:
        return {}
    if not is_object(value):
        raise _UnusableError(f"expected a JSON object as {name}, got {describe(value)}", name)
    return value


def _is_encrypted(parts: dict[str, object]) -> bool:
    value = parts.get("isencrypted", True)
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if not isinstance(value, int):
        raise _UnusableError(f"expected true or false as IsEncrypted, got {describe(value)}", "IsEncrypted")
    return bool(value)


def _variable(name: str, value: str, part: str) -> str:
    if not name or "=" in name or not _can_be_set(name):
        raise _UnusableError(f"expected the name of an environment variable, got {excerpt(name)}", part)
    if not _can_be_set(value):
        message = f"expected text for an environment variable as the value of {excerpt(name)}, got {describe(value)}"
        raise _UnusableError(message, part)
    return value


def _can_be_set(text: str) -> bool:
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False
