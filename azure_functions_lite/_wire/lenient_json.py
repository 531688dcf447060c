"""JSON as Newtonsoft.Json reads it, which the host and its tools use; and where in the text each value is.

Beyond JSON, it takes comments, a last comma, nothing between commas of an array, single quotes, names without quotes,
raw line breaks in texts, and numbers and words from JavaScript. `str` of a Python list or dict is often among them:
``[{'id': 7}]``.

Source: ``JsonTextReader`` and ``JObject.Load`` of Newtonsoft.Json 13.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from azure_functions_lite._wire import json
from azure_functions_lite.errors import InvalidJSONError

Path = tuple[str | int, ...]
"""Where a value is: names and indexes, from the top down."""

MAX_DEPTH = 64
"""How deep objects and arrays may be nested."""

_BLANK = re.compile(r"(?:\s+|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
_TEXT = re.compile(r"""\"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}
_NAME = re.compile(r"[\w$]+(?=[\s:])")
_COLON = re.compile(r"\s*:")
_END = r"(?=[\s,\]})/]|\Z)"
_WORD = re.compile(rf"(true|false|null|undefined|NaN|-?Infinity){_END}")
_WORDS: dict[str, bool | float | None] = {
    "true": True,
    "false": False,
    **dict.fromkeys(("null", "undefined")),
    **{word: float(word) for word in ("NaN", "Infinity", "-Infinity")},
}
_NUMBER = re.compile(rf"[-.0-9][-+.0-9a-fA-FxX]*{_END}")
_INTEGER = re.compile(r"-?[0-9]+")
_FLOAT = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def parse(text: str, where: str) -> tuple[Any, dict[Path, int]]:
    """Parse a document.

    Args:
        text: The document, without a byte order mark.
        where: What cannot be done, for errors.

    Returns:
        The value, and the offset at which each value in it begins.

    Raises:
        InvalidJSONError: Newtonsoft.Json rejects it; `got` is the reason.
    """
    return _Reader(text, where).document()


def is_json(text: str) -> bool:
    """Return whether text is JSON, to Python or to .NET; unlike a document, it may be a scalar."""
    try:
        json.loads(text, "")
    except InvalidJSONError:
        try:
            _Reader(text, "").value()
        except InvalidJSONError:
            return False
    return True


class _Reader:
    """A document and how far it has been read; every step moves on, so the time is linear in the length."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._offset = 0
        self._places: dict[Path, int] = {}

    def document(self) -> tuple[Any, dict[Path, int]]:
        if self._next() not in ("{", "["):
            self._refuse("expected a JSON object" if self._next() else "the file is empty")
        return self.value(), self._places

    def value(self) -> Any:
        value = self._value(())
        if self._next():
            self._refuse("expected nothing after the object")
        return value

    def _next(self) -> str:
        """Skip blanks and comments, and return the next character, or "" at the end."""
        found = _BLANK.match(self._text, self._offset)
        self._offset = found.end() if found else self._offset
        return self._text[self._offset : self._offset + 1]

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self._text, self._offset)
        if found is None:
            return None
        self._offset = found.end()
        return found[0]

    def _refuse(self, reason: str) -> NoReturn:
        raise InvalidJSONError(self._where, expected="JSON", got=reason, doc=self._text, pos=self._offset)

    def _value(self, path: Path) -> Any:
        character = self._next()
        self._places[path] = self._offset
        if character in ("{", "["):
            if len(path) == MAX_DEPTH:
                self._refuse(f"nested more than {MAX_DEPTH} levels deep")
            self._offset += 1
            return self._object(path) if character == "{" else self._array(path)
        if character in ('"', "'"):
            return self._string()
        if character == ",":
            # Nothing before a comma is `undefined`; the comma is still to come.
            return None
        word = self._take(_WORD)
        return self._number() if word is None else _WORDS[word]

    def _object(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._next() != "}":
            name = self._name()
            found[name] = self._value((*path, name))
            self._separate("}")
        self._offset += 1
        return found

    def _array(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while self._next() != "]":
            found.append(self._value((*path, len(found))))
            self._separate("]")
        self._offset += 1
        return found

    def _name(self) -> str:
        name = self._string() if self._next() in ('"', "'") else self._take(_NAME)
        if name is None:
            self._refuse("expected a name or '}'")
        if self._take(_COLON) is None:
            self._refuse("expected ':' after a name")
        return name

    def _separate(self, end: str) -> None:
        character = self._next()
        if character == ",":
            self._offset += 1
        elif character != end:
            self._refuse(f"expected ',' or {end!r} after a value")

    def _string(self) -> str:
        start = self._offset
        quoted = self._take(_TEXT)
        if quoted is None:
            self._refuse("a string without an end")
        content = quoted[1:-1]
        if "\\" not in content:
            return content
        for escape in _ESCAPE.finditer(content):
            if escape[1] is None and escape[2] not in _ESCAPED:
                self._offset = start + 1 + escape.start()
                self._refuse(f"bad escape {escape[0]!r}")
        content = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else _ESCAPED[escape[2]], content)
        # Two surrogates are one character.
        return content.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")

    def _number(self) -> int | float:
        start = self._offset
        number = self._take(_NUMBER)
        if number is None:
            self._refuse("expected a value")
        try:
            if len(number) > 1 and number[0] == "0" and number[1] not in ".eE":
                # Hexadecimal or octal, in 64 bits.
                value = int(number, 16 if number[1] in "xX" else 8)
                if value < 2**64:
                    return value if value < 2**63 else value - 2**64
            elif _INTEGER.fullmatch(number):
                return int(number)
            elif _FLOAT.fullmatch(number):
                return float(number)
        except ValueError:
            # No such digit, or thousands of them: as below.
            pass
        self._offset = start
        return self._refuse("not a number")
