"""JSON files of an app as the host reads them: function.json, host.json and local.settings.json."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Any

from azure_functions_lite._typing import is_object
from azure_functions_lite._wire import lenient_json
from azure_functions_lite.errors import InvalidJSONError, describe
from azure_functions_lite.testing.problems import BrokenAppError


class Document:
    """A file that holds a JSON object.

    Args:
        text: What is in the file.

    Raises:
        InvalidJSONError: the host rejects it.
    """

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.value: Any = _parse(text)
        """The object."""

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return the line and the column, from 1 on, at which a value begins.

        Args:
            path: Names, in any case, and indexes: ``place("bindings", 2, "direction")``. Where nothing is there, the
                place is that of what should have it.
        """
        steps = [_folded(step) for step in path]
        while (found := self._places.get(tuple(steps))) is None and steps:
            steps.pop()
        offset = found or 0
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        """The offsets at which lines begin."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _places(self) -> dict[lenient_json.Path, int]:
        _, places = lenient_json.parse(self.text, "")
        return {tuple(map(_folded, path)): offset for path, offset in places.items()}


def _folded(step: str | int) -> str | int:
    return step.lower() if isinstance(step, str) else step


def _parse(text: str) -> Any:
    if text.count("{") + text.count("[") <= lenient_json.MAX_DEPTH:
        try:
            # The host accepts everything that it accepts.
            return json.loads(text)
        except ValueError:
            pass
    value, _ = lenient_json.parse(text, "cannot read a file")
    return value


def read_document(file: Path, function: str | None = None) -> Document:
    """Read a file that holds a JSON object.

    Args:
        file: The file.
        function: The function that it is for, for errors.

    Raises:
        BrokenAppError: it cannot be read (``json-syntax``), or holds something else (``json-shape``).
    """
    try:
        document = Document(read_text(file))
    except InvalidJSONError as error:
        message, line, column = f"invalid JSON: {error.got}", error.lineno, error.colno
        raise BrokenAppError(file, "json-syntax", message, function=function, line=line, column=column) from error
    except OSError as error:
        raise BrokenAppError(file, "json-syntax", f"expected a JSON file, got: {error}", function=function) from error
    if not is_object(document.value):
        message = f"expected a JSON object, got {describe(document.value)}"
        raise BrokenAppError(file, "json-shape", message, function=function)
    return document


def read_json(file: Path, function: str | None = None) -> dict[str, Any]:
    """Return the object of `read_document`."""
    value: dict[str, Any] = read_document(file, function).value
    return value


_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
"""Byte order marks, the longer ones first, and what they announce. PowerShell's ``>`` writes UTF-16."""


def read_text(file: Path) -> str:
    """Read a file as .NET does: in the encoding of its byte order mark, or else in UTF-8.

    Raises:
        OSError: it is missing or cannot be read, or is not a file, such as an open pipe.
    """
    if file.exists() and not file.is_file():
        raise OSError(f"not a file: {str(file)!r}")
    content = file.read_bytes()
    # Bytes that are not UTF-8 are replaced, not rejected. These codecs are part of Python, so nothing is imported.
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    return content.decode(encoding, "replace").removeprefix("\ufeff")
