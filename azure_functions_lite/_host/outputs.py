"""Outputs of a custom handler: what to send so that the host delivers what the function gave."""

from __future__ import annotations

import re
from typing import Any, cast

from azure_functions_lite._host.dates import as_date
from azure_functions_lite._host.entries import RETURN, BindingRow
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import integer, text
from azure_functions_lite.errors import DataError, FieldError, describe, excerpt, shortened
from azure_functions_lite.headers import HttpResponseHeaders
from azure_functions_lite.meta import Datum, is_datum, unpack

_TEXT_OUTPUTS = ("servicebus", "kafka")
"""Types whose messages are texts: bytes would arrive as the text ``System.Byte[]``."""
_MESSAGE_OUTPUTS = (*_TEXT_OUTPUTS, "queue", "eventhub", "rabbitmq")
"""Types for which each item of a list is a message, and a text is sent unchanged."""


def sent(row: BindingRow, datum: Datum, *, cookies: list[str] | None = None, is_answer: bool = False) -> object:
    """Return the form of a Datum in the response.

    Args:
        row: The binding.
        datum: The Datum.
        cookies: ``Set-Cookie`` headers as they were set, if the Datum was made from them.
        is_answer: Whether it goes to a trigger, which accepts it unchanged.

    Raises:
        DataError: the Datum is malformed, or the host would deliver something else.
    """
    kind = row.type.lower()
    if datum.type == "http":
        return _response(row, datum.value, cookies)
    content: object = unpack(datum)
    if kind == "http":
        # A text in the same form as other responses, in which the host does not look for base64.
        return _reply(row, 200, {}, content) if isinstance(content, (str, bytes)) else content
    if is_array(content) and kind != "blob":
        return [_item(row, item) for item in content]
    if is_answer or row.data_type == "binary":
        return _item(row, content)
    if isinstance(content, bytes) and kind not in _TEXT_OUTPUTS:
        return json.in_base64(content)
    if isinstance(content, (str, bytes)):
        return _text(row, content)
    if kind == "blob" and (isinstance(content, (int, float)) or _has_date_time(content)):
        # A number would be written as its bytes.
        return _text(row, json.dumps(content, "cannot write the response"), is_exact=True)
    # A list of one text is that text, whatever it looks like.
    return [_item(row, content)] if kind in _MESSAGE_OUTPUTS and _has_date_time(content) else content


def _text(row: BindingRow, content: str | bytes, *, is_exact: bool = False) -> object:
    """Return the form of a text that the host would decode if it is base64."""
    if row.type.lower() in _TEXT_OUTPUTS:
        item = _item(row, content)
        return [item] if isinstance(item, str) and _looks_like_base64(item) else item
    written = text(content)
    is_safe = not (is_exact or _looks_like_base64(written) or as_date(written))
    return written if is_safe else json.in_base64(written.encode())


def _item(row: BindingRow, content: object) -> object:
    """Return the form of content that the host does not decode."""
    if isinstance(content, (str, bytes)):
        return _exact(content, f"the output {row.name!r}")
    if row.type.lower() in _MESSAGE_OUTPUTS and _has_date_time(content):
        return json.dumps(content, "cannot write the response")
    return content


def _exact(content: str | bytes, what: str) -> str:
    """Return content as text that arrives unchanged.

    Raises:
        DataError: no text arrives unchanged.
    """
    try:
        written = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError as error:
        expected = "text in UTF-8, because a custom handler cannot send other bytes here"
        raise DataError(f"cannot send {what}", expected=expected, got=describe(content)) from error
    if as_date(written):
        expected = "text that is not only a date with a time, because the host would rewrite it"
        raise DataError(f"cannot send {what}", expected=expected, got=describe(content))
    return written


def _has_date_time(content: object) -> bool:
    """Return whether a text in a JSON value is a date time, which the host would rewrite."""
    parts = [content]
    for part in parts:
        parts += part.values() if is_object(part) else part if is_array(part) else ()
    return any(isinstance(part, str) and as_date(part) for part in parts)


def _response(row: BindingRow, value: object, cookies: list[str] | None) -> object:
    """Return the response that an http Datum is."""
    if not is_object(value):
        raise DataError("cannot write an http Datum", expected="a dict", got=describe(value))
    status = _content(value.get("status_code"), "'status_code'")
    try:
        code = 200 if status is None else integer(status)
    except DataError as error:
        raise _unwritable("'status_code'", "a number", status) from error
    given: object = value.get("headers") or {}
    if not is_object(given):
        raise _unwritable("'headers'", "a dict of Datums", given)
    headers = {name: _content(datum, f"'headers'[{excerpt(name)}]") for name, datum in given.items()}
    if cookies is None:
        cookies = _set_cookies(value.get("cookies"))
    if len(cookies) > 1:
        expected = "one Set-Cookie header, because the host of a custom handler does not send a second one"
        raise DataError(f"cannot send the cookies of {row.name!r}", expected=expected, got=str(len(cookies)))
    if cookies:
        headers["Set-Cookie"] = cookies[0]
    body = _content(value.get("body"), "'body'")
    if body is not None and not isinstance(body, (str, bytes, bytearray)):
        raise _unwritable("'body'", "str or bytes", body)
    return _reply(row, code, headers, bytes(body) if isinstance(body, bytearray) else body or "")


def _reply(row: BindingRow, status: int, headers: dict[str, object], body: str | bytes) -> object:
    """Return the form of an HTTP response."""
    if len({name.lower() for name in headers}) < len(headers):
        expected = "one spelling of each name, because the host drops the second one"
        raise DataError(
            f"cannot send the headers of {row.name!r}", expected=expected, got=shortened(", ".join(headers))
        )
    for name, value in headers.items():
        # Of a response they have been checked, of a Datum not.
        HttpResponseHeaders({name: _exact(text(value), f"the header {excerpt(name)} of {row.name!r}")})
    try:
        content = _exact(body, f"the body of {row.name!r}")
    except DataError:
        if row.name == RETURN and status == 200 and not headers.keys() - {"content-type", "Content-Type"}:
            # The one way to send bytes, which has neither status nor headers.
            return json.in_base64(body if isinstance(body, bytes) else body.encode())
        raise
    return {"StatusCode": status, "Headers": headers, "Body": content}


def _content(datum: object, place: str) -> object:
    if datum is not None and not is_datum(datum):
        raise _unwritable(place, "a Datum", datum)
    return None if datum is None else datum.value


def _set_cookies(jars: object) -> list[str]:
    """Return the ``Set-Cookie`` headers of morsels."""
    cookies: list[str] = []
    try:
        for morsel in [morsel for jar in cast("Any", jars or ()) for morsel in jar.values()]:
            given = [(name, value) for name, value in morsel.items() if value not in ("", None) and value is not False]
            attributes = [name if value is True else f"{name}={value}" for name, value in given]
            cookies.append("; ".join([f"{morsel.key}={morsel.coded_value}", *attributes]))
    except (AttributeError, TypeError) as error:
        raise _unwritable("'cookies'", "a list of name -> morsel", jars) from error
    return cookies


def _unwritable(place: str, expected: str, got: object) -> FieldError:
    return FieldError(f"cannot write {place} of an http Datum", expected=expected, got=describe(got))


def _looks_like_base64(content: str) -> bool:
    """Return whether .NET's ``Convert.FromBase64String`` takes a text; the empty one, which stays empty, aside."""
    stripped = content.translate(_WHITE_SPACE)
    return content != "" and len(stripped) % 4 == 0 and _BASE64.fullmatch(stripped) is not None


_WHITE_SPACE = str.maketrans("", "", " \t\r\n")
_BASE64 = re.compile("[A-Za-z0-9+/]*={0,2}")
