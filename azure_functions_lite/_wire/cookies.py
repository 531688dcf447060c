"""Cookies both ways: the ``Cookie`` header of a request, and ``Set-Cookie`` as the host wants it.

`http.cookies.SimpleCookie` reads neither losslessly: at the first character it does not expect (a space, a quote or
comma of a JSON value, an attribute it does not know) it drops the whole header.
"""

from __future__ import annotations

import re

from azure_functions_lite.errors import HeaderError, describe, excerpt


def parse_cookies(header: str) -> dict[str, str]:
    """Read a ``Cookie`` header; of a name that comes twice the first value counts (RFC 6265, section 5.4, step 2)."""
    cookies: dict[str, str] = {}
    for pair in header.split(";"):
        name, equals, value = pair.partition("=")
        if equals:
            cookies.setdefault(name.strip(), _unquote(value.strip()))
    return cookies


class Morsel(dict[str, "str | bool"]):
    """A cookie to set: its attributes by lower-case name, the ones the worker reads always present.

    Looks like `http.cookies.Morsel`, which the worker expects: `key`, `value`, `coded_value`, and ``""`` for an
    attribute that is not there.
    """

    def __init__(self, key: str, coded_value: str) -> None:
        super().__init__(dict.fromkeys(_ATTRIBUTES, ""))
        self.key = key
        self.coded_value = coded_value
        self.value = _unquote(coded_value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Morsel):
            return NotImplemented
        return (self.key, self.coded_value, dict(self)) == (other.key, other.coded_value, dict(other))

    # The one of dict knows only the attributes.
    __ne__ = object.__ne__


_ATTRIBUTES = ("domain", "path", "expires", "secure", "httponly", "samesite", "max-age")
_FLAGS = ("secure", "httponly")


def parse_set_cookie(header: str) -> dict[str, Morsel]:
    """Read a ``Set-Cookie`` value (RFC 6265, section 5.2) into the worker's form: name -> morsel.

    Everything up to the first ``;`` is name and value, so a value may hold spaces, quotes, commas and JSON. Attributes
    are kept whether or not they are known; flags are True.

    Raises:
        HeaderError: there is no ``name=``, or ``Expires`` or ``Max-Age`` is malformed; the worker would fail.
    """
    pair, *attributes = header.split(";")
    name, equals, value = pair.partition("=")
    if not equals or not name.strip():
        raise HeaderError("cannot encode a Set-Cookie header", expected="name=value", got=describe(header))
    morsel = Morsel(name.strip(), value.strip())
    for attribute in attributes:
        key, equals, value = attribute.partition("=")
        key, value = key.strip().lower(), value.strip()
        where = f"cannot encode attribute {excerpt(key)} of cookie {excerpt(morsel.key)}"
        if key == "expires":
            value = _http_date(value, where)
        elif key == "max-age" and not re.fullmatch(r"-?[0-9]+", value):
            raise HeaderError(where, expected="a number of seconds", got=excerpt(value))
        if key:
            # Sections 5.2.5 and 5.2.6: a flag is set whatever its value.
            morsel[key] = value if equals and key not in _FLAGS else True
    return {morsel.key: morsel}


def _http_date(value: str, where: str) -> str:
    # The worker reads one format only, and fails on the others that browsers take.
    from datetime import timezone
    from email.utils import format_datetime, parsedate_to_datetime

    try:
        # The longest form that browsers take has 33 characters; the parser takes long over more.
        date = parsedate_to_datetime(value[:100])
        utc = date.replace(tzinfo=timezone.utc) if date.tzinfo is None else date.astimezone(timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise HeaderError(where, expected="an HTTP date (Wed, 21 Oct 2015 07:28:00 GMT)", got=excerpt(value)) from error
    return format_datetime(utc, usegmt=True)


def _unquote(value: str) -> str:
    if len(value) < 2 or not value.startswith('"') or not value.endswith('"'):
        return value
    # A backslash and three octal digits, or a backslash and the character itself, as http.cookies quotes them.
    return re.sub(
        r"\\([0-3][0-7]{2})|\\(.)", lambda found: chr(int(found[1], 8)) if found[1] else found[2], value[1:-1]
    )
