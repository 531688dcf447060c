"""Which text is JSON to .NET: the host's parser takes more for JSON than Python's does.

Source: Newtonsoft.Json, ``JsonTextReader``.
"""

from __future__ import annotations

import re

from azure_functions_lite._wire import json
from azure_functions_lite.errors import InvalidJSONError

__all__ = ["is_json", "is_loose_json"]


def is_json(text: str) -> bool:
    """Return whether text is JSON, to Python or to .NET."""
    try:
        json.loads(text, "")
    except InvalidJSONError:
        return is_loose_json(text)
    return True


def is_loose_json(text: str) -> bool:
    """Return whether .NET reads text as JSON.

    Beyond JSON, it takes comments, a last comma, nothing between commas of an array, single quotes, names without
    quotes, raw line breaks in texts, and numbers and words from JavaScript. `str` of a Python list or dict is often
    among them: ``[{'id': 7}]``.
    """
    skeleton: list[str] = []
    end = 0
    while end < len(text):
        token = _TOKEN.match(text, end)
        if token is None:
            return False
        end = token.end()
        kind = token.lastgroup
        if token[0] in "]}" and skeleton[-1:] == [","]:
            skeleton.pop()
        if token[0] == "," and skeleton[-1:] in (["["], ["{"], [","]):
            # Nothing between commas is a value in an array, and a mistake in an object, as any value is.
            skeleton.append("0")
        if kind != "blank":
            # Only the structure counts, so any text and any number stands for all of them.
            skeleton.append(_STAND_INS.get(kind or "", token[0]))
    try:
        json.loads("".join(skeleton), "")
    except InvalidJSONError:
        return False
    return True


_TOKEN = re.compile(
    r"""(?P<blank>\s+|/\*[\s\S]*?\*/|//[^\n]*)
    |(?P<text>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[A-Za-z_$][\w$]*(?=\s*:))
    |(?P<sign>[\[\]{},:])
    |(?P<value>-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity)|NaN|undefined|true|false|null)
    (?=[\s\[\]{},:/]|$)""",
    re.VERBOSE,
)
_STAND_INS = {"text": '""', "value": "0"}
