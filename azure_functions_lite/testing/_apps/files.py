"""JSON files of an app as the host reads them: function.json, host.json and local.settings.json."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json, scalars
from azure_functions_lite.errors import InvalidJSONError, describe, excerpt
from azure_functions_lite.testing.problems import BrokenAppError

__all__ = ["read_json", "read_settings"]

# Not the codec utf-8-sig: Python would import that, and an app that is closed leaves nothing behind.
_BYTE_ORDER_MARK = "\ufeff"

# The host takes comments and a comma after the last item. Text comes first, as it may hold what looks like either.
_TEXT_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TEXT_OR_LAST_COMMA = re.compile(r'("(?:\\.|[^"\\\n])*")|,(?=\s*[\]}])')


def read_json(file: Path, function: str | None = None) -> dict[str, Any]:
    """Read a file that holds a JSON object.

    Args:
        file: The file.
        function: The function that it is for, for errors.

    Raises:
        BrokenAppError: it cannot be read (``json-syntax``), or holds something else (``json-shape``).
    """
    try:
        text = file.read_text("utf-8").removeprefix(_BYTE_ORDER_MARK)
        for extension in (_TEXT_OR_COMMENT, _TEXT_OR_LAST_COMMA):
            text = extension.sub(lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), text)
        value: object = json.loads(text, f"cannot read {file}")
    except InvalidJSONError as error:
        reason = getattr(error.__cause__, "msg", error.got)
        message = f"line {error.lineno}, column {error.colno}: this is no JSON: {reason}"
        raise BrokenAppError(file, "json-syntax", message, function=function) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenAppError(file, "json-syntax", f"expected JSON in UTF-8, got: {error}", function=function) from error
    if not is_object(value):
        raise BrokenAppError(file, "json-shape", f"expected a JSON object, got {describe(value)}", function=function)
    return value


def read_settings(root: Path) -> dict[str, str]:
    """Return the ``Values`` of local.settings.json; none if there is no such file, or if they are encrypted.

    Raises:
        BrokenAppError: as `read_json`, or the values are nothing that an environment can have.
    """
    file = root / "local.settings.json"
    if not file.exists():
        return {}
    document = read_json(file)
    if document.get("IsEncrypted") is True:
        # Only the tools that have encrypted them can read them.
        return {}
    values: object = document.get("Values") or {}
    if not is_object(values):
        raise BrokenAppError(file, "json-shape", f"expected a JSON object as Values, got {describe(values)}")
    settings: dict[str, str] = {}
    for name, value in values.items():
        if is_object(value) or is_array(value):
            message = f"expected a text as the value of {excerpt(name)}, got {describe(value)}"
            raise BrokenAppError(file, "json-shape", message)
        if value is not None:
            # Numbers and booleans become the text for them.
            settings[name] = scalars.text(value)
            _check_variable(file, name, settings[name])
    return settings


def _check_variable(file: Path, name: str, value: str) -> None:
    if not name or "=" in name or not _can_be_set(name):
        raise BrokenAppError(file, "json-shape", f"expected the name of an environment variable, got {excerpt(name)}")
    if not _can_be_set(value):
        message = f"expected a text for an environment variable as the value of {excerpt(name)}, got {describe(value)}"
        raise BrokenAppError(file, "json-shape", message)


def _can_be_set(text: str) -> bool:
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False
