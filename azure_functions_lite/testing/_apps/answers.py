"""What the host sends to the client for what a function has returned.

Source: ``HttpBinding.cs`` and ``RawScriptResult.cs`` of the host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import quote

from azure_functions_lite._typing import is_array, is_mapping, is_object
from azure_functions_lite.headers import HttpResponseHeaders
from azure_functions_lite.meta import Datum


class Sent(NamedTuple):
    """Status, headers and body, as they leave the host."""

    status_code: int
    headers: HttpResponseHeaders
    content: bytes


def sent_for(datum: Datum | None) -> Sent:
    """Return what the host sends.

    Args:
        datum: What it receives from the worker; None if the function has set no response, which is 200.
    """
    if datum is None:
        return Sent(200, HttpResponseHeaders(), b"")
    if datum.type == "http":
        value = datum.value
        headers = {name: each.value for name, each in value["headers"].items()}
        cookies = [_set_cookie(morsel) for jar in value["cookies"] or () for morsel in jar.values()]
        return _sent(value["status_code"].value, headers, cookies, value["body"].value)
    content: object = datum.value
    if isinstance(content, str):
        with suppress(ValueError):
            content = json.loads(content)
    if is_object(content):
        known = {name.lower(): value for name, value in content.items()}
        if "body" in known:
            given: object = known.get("headers")
            status = known.get("statuscode", known.get("status"))
            return _sent(status, given if is_mapping(given) else {}, [], _written(known["body"], indent=None))
    return _sent(200, {}, [], _written(content, indent=2))


def _sent(status: object, headers: Mapping[str, object], cookies: Iterable[str], body: str | bytes) -> Sent:
    sent = HttpResponseHeaders({name: str(value) for name, value in headers.items()})
    if "content-type" not in sent:
        sent["content-type"] = "text/plain; charset=utf-8"
    sent.add("set-cookie", list(cookies))
    return Sent(_status_code(status), sent, body.encode() if isinstance(body, str) else bytes(body))


def _status_code(value: object) -> int:
    """Return an integer, or the integer that text has; the host takes anything else for 200."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,10}\s*", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 200


def _written(value: object, indent: int | None) -> str | bytes:
    """Return a value as .NET writes it: what JSON nests is JSON, and texts stand without quotes."""
    if isinstance(value, (str, bytes)):
        return value
    if is_mapping(value) or is_array(value):
        separators = None if indent else (",", ":")
        return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    # `str` of True, False and numbers is the form of .NET.
    return "" if value is None else str(value)


_ATTRIBUTES = ("expires", "max-age", "domain", "path", "secure", "samesite", "httponly")


def _set_cookie(morsel: Any) -> str:
    """Return the header for a cookie, in the order and the spelling of ASP.NET Core."""
    parts = [f"{morsel.key}={quote(morsel.value, safe='')}"]
    for name in _ATTRIBUTES:
        value = morsel[name]
        if value is True:
            parts.append(name)
        elif value != "":
            parts.append(f"{name}={value.lower() if name == 'samesite' else value}")
    return "; ".join(parts)
