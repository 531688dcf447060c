r"""Custom handlers: invocations as the host posts them to a web server in JSON, and the responses it expects.

What a worker gets as Datums comes here as ``{"Data": {binding: value}, "Metadata": {name: value}}``. Objects are JSON
objects; other values, text included, are JSON once more, in a string (``"\"tea\""``), though some hosts leave them
as they are: both are read. Nothing here opens a socket.

Source: "Azure Functions custom handlers" of Microsoft's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

from azure_functions_lite._bindings.entries import RETURN, BindingRow, decode_input, encode_output, has_implicit_output
from azure_functions_lite._typing import holds_several, is_array, is_mapping, is_object
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import binary, integer, text
from azure_functions_lite.errors import (
    AppError,
    ArgumentTypeError,
    DataError,
    FieldError,
    InvalidJSONError,
    describe,
    excerpt,
)
from azure_functions_lite.http import HttpResponse
from azure_functions_lite.meta import Datum, is_datum, unpack

__all__ = ["decode_invocation", "encode_response", "read_invocation"]


def read_invocation(
    body: str | bytes, bindings: Iterable[Mapping[str, Any] | BindingRow]
) -> dict[str, tuple[Datum, dict[str, Datum]]]:
    """Return the Datum and the trigger metadata for each input of a function, as a worker would be handed them.

    Text is ``"string"``; with ``dataType`` ``binary`` it is base64 and becomes ``"bytes"``. Objects, arrays, numbers
    and booleans are ``"json"``, and null is a Datum without type. An array for an input whose ``cardinality`` is
    ``many`` becomes ``"collection_string"`` or ``"collection_bytes"``, but of events ``"json"``. The request of an HTTP
    trigger becomes ``"http"``; its ``Identities`` are left out, as `azure_functions_lite.HttpRequest` has no room for
    them.

    Args:
        body: What the host posted: a JSON object with ``Data`` and ``Metadata``.
        bindings: The rows of the function's function.json, parsed, or as `azure_functions_lite.testing` has them.

    Raises:
        InvalidJSONError: `body`, or JSON in a string of it, is not JSON.
        DataError: `Data` lacks the trigger, or a row of `bindings` is malformed.
        FieldError: something in `body` is not what the host writes there; the message names its place.
        ArgumentTypeError: `bindings` are no rows.
    """
    return {row.name: (datum, metadata) for row, datum, metadata in _inputs(body, bindings)}


def decode_invocation(body: str | bytes, bindings: Iterable[Mapping[str, Any] | BindingRow]) -> dict[str, Any]:
    """Return the arguments of a function: what `read_invocation` reads, decoded by the converters of its bindings.

    Args:
        body: What the host posted.
        bindings: The rows of the function's function.json, parsed, or as `azure_functions_lite.testing` has them.

    Raises:
        FunctionsError: as `read_invocation`, and as the converters say.
    """
    return {row.name: decode_input(row, datum, metadata) for row, datum, metadata in _inputs(body, bindings)}


def encode_response(
    outputs: Mapping[str, object],
    bindings: Iterable[Mapping[str, Any] | BindingRow],
    *,
    return_value: object = None,
    logs: Iterable[str] = (),
) -> bytes:
    """Return the body of a response, ``{"Outputs": {…}, "Logs": […], "ReturnValue": …}``.

    Values are encoded by the converters of their bindings, and Datums go as they are; None sends nothing. Then
    ``"json"`` is sent as what it holds, ``"bytes"`` in base64, and ``"string"`` as text; in base64, too, where the
    text itself could be taken for it, as the host decodes what is base64 unless the ``dataType`` of the binding is
    ``binary``. An HTTP output is ``{"StatusCode", "Headers", "Body"}``; a body that is not UTF-8 is sent in base64, and
    several ``Set-Cookie`` headers as a list.

    Args:
        outputs: Values by the name of their binding.
        bindings: The rows of the function's function.json, parsed, or as `azure_functions_lite.testing` has them.
        return_value: What the function returned, for the binding ``$return``, or for a trigger that takes answers.
        logs: Lines for the host to log.

    Raises:
        AppError: function.json has no output for one of the values.
        ArgumentTypeError: a value has no JSON form; `outputs`, `bindings` or `logs` are of a wrong type.
        DataError: a Datum, or a row of `bindings`, is malformed.
        FunctionsError: as the converters say.
    """
    rows = _rows(bindings)
    receivers = {row.name: row for row in rows if row.direction == "out"}
    returning = receivers.pop(RETURN, None)
    if returning is None:
        returning = next((row for row in rows if row.is_trigger and has_implicit_output(row.type)), None)
    names = ", ".join(receivers) or "none"
    if not is_mapping(outputs):
        raise ArgumentTypeError("cannot write outputs", expected="a mapping by name", got=describe(outputs))
    for name in outputs:
        if name not in receivers:
            expected = f"an output of function.json ({names}), or a return_value"
            raise AppError("cannot write an output", expected=expected, got=excerpt(name))
    if return_value is not None and returning is None:
        expected = f"None, as function.json has no {RETURN!r} among its outputs ({names})"
        raise AppError("cannot write the return value", expected=expected, got=describe(return_value))
    response = {
        "Outputs": {name: _written(receivers[name], value) for name, value in outputs.items() if value is not None},
        "Logs": _lines(logs),
        "ReturnValue": None if return_value is None or returning is None else _written(returning, return_value),
    }
    return json.dumps(response, "cannot write the response").encode()


def _lines(logs: object) -> list[str]:
    lines = list(logs) if holds_several(logs) else []
    if not holds_several(logs) or not all(isinstance(line, str) for line in lines):
        raise ArgumentTypeError("cannot write logs", expected="an iterable of str", got=describe(logs))
    return lines


def _rows(bindings: object) -> list[BindingRow]:
    if not holds_several(bindings):
        raise ArgumentTypeError("cannot read bindings", expected="the rows of function.json", got=describe(bindings))
    return [BindingRow.of(row, f"cannot read bindings[{index}]") for index, row in enumerate(bindings)]


def _inputs(body: object, bindings: object) -> Iterable[tuple[BindingRow, Datum, dict[str, Datum]]]:
    rows = _rows(bindings)
    invocation = json.load_object(body, "cannot read the invocation")
    data = _object(invocation.get("Data"), "Data")
    given = invocation.get("Metadata")
    metadata = {} if given is None else _object(given, "Metadata")
    datums = {name: _metadata(value, f"Metadata[{name!r}]") for name, value in metadata.items()}
    for row in rows:
        if row.direction != "in":
            continue
        if row.is_trigger and row.name not in data:
            raise DataError("cannot read Data", expected=f"a value for {row.name!r}", got=excerpt(list(data)))
        yield row, _input(row, data.get(row.name), f"Data[{row.name!r}]"), datums


def _metadata(value: object, place: str) -> Datum:
    if not isinstance(value, str):
        return _as_json(value, place)
    content = _undoubled(value)
    # Numbers, dates and identifiers such as 1e5 stay text: every parser of metadata takes them as such.
    is_document = content is value and value.startswith(("{", "[")) and _parsed(value) is not None
    return Datum(content, "json" if is_document else "string")


def _input(row: BindingRow, value: object, place: str) -> Datum:
    if row.type.lower() == "httptrigger":
        return _request(_object(value, place), place)
    if value == "null" and not row.is_trigger:
        # JSON once more: this is how a blob that is not there comes. A text of these letters comes in quotes.
        return Datum(None, None)
    if row.is_batch and value is not None:
        return _batch(row, value, place)
    if not isinstance(value, str):
        return _as_json(value, place)
    content = _undoubled(value)
    return Datum(_bytes(content, place), "bytes") if row.data_type == "binary" else Datum(content, "string")


def _batch(row: BindingRow, value: object, place: str) -> Datum:
    items = json.loads(_undoubled(value), f"cannot read {place}") if isinstance(value, str) else value
    if not is_array(items):
        raise _unreadable(place, "a JSON array", items)
    if row.type.lower() == "eventgridtrigger":
        # The one batch that a worker is handed as JSON: its items are objects, not texts.
        return _as_json([_event(item, f"{place}[{index}]") for index, item in enumerate(items)], place)
    if row.data_type == "binary":
        contents = [_bytes(item, f"{place}[{index}]") for index, item in enumerate(items)]
        return Datum(SimpleNamespace(bytes=contents), "collection_bytes")
    return Datum(SimpleNamespace(string=[text(item) for item in items]), "collection_string")


def _event(item: object, place: str) -> object:
    return json.loads(item, f"cannot read {place}") if isinstance(item, str) else item


def _request(request: dict[str, Any], place: str) -> Datum:
    headers = {
        name: Datum(", ".join(values), "string")
        for name, values in _values(request, "Headers", place, str.lower).items()
    }
    media_type = headers["content-type"].value if "content-type" in headers else ""
    value: dict[str, Any] = {
        "method": _required(request, "Method", place),
        "url": _required(request, "Url", place),
        "headers": headers,
        "body": _body(request.get("Body"), media_type.partition(";")[0].strip().lower(), f"{place}['Body']"),
    }
    for part, key in (("query", "Query"), ("params", "Params")):
        found = _values(request, key, place)
        value[part] = {name: Datum(",".join(values), "string") for name, values in found.items()}
    return Datum(value, "http")


def _required(request: dict[str, Any], key: str, place: str) -> Datum:
    value: object = request.get(key)
    if not isinstance(value, str):
        raise _unreadable(f"{place}[{key!r}]", "text", value)
    return Datum(value, "string")


def _values(request: dict[str, Any], key: str, place: str, fold: Callable[[str], str] = str) -> dict[str, list[str]]:
    """Return the texts by name of headers, query or route parameters, names that `fold` makes the same as one."""
    values: dict[str, list[str]] = {}
    given: object = request.get(key)
    for name, value in ({} if given is None else _object(given, f"{place}[{key!r}]")).items():
        texts = values.setdefault(fold(name), [])
        for item in value if is_array(value) else [value]:
            if is_array(item) or is_object(item):
                raise _unreadable(f"{place}[{key!r}][{name!r}]", "text, or a list of texts", item)
            # A key that came without a value, as in ?flag, may be null.
            texts.append("" if item is None else text(item))
    return values


def _body(value: object, media_type: str, place: str) -> Datum:
    if not isinstance(value, str):
        return _as_json(value, place)
    if media_type == "application/octet-stream" or media_type.startswith("multipart/"):
        try:
            return Datum(binary(value), "bytes")
        except DataError:
            # Not every host encodes a body of text that says so of itself.
            pass
    # Not `_undoubled`: the host sends text as it came, and JSON may be a mere string.
    return Datum(value, "string")


def _undoubled(value: str) -> str:
    """Return the text that is in a JSON string, or else `value` itself."""
    content = _parsed(value) if len(value) > 1 and value[0] == value[-1] == '"' else None
    return content if isinstance(content, str) else value


def _parsed(document: str) -> object:
    try:
        value: object = json.loads(document, "")
    except InvalidJSONError:
        return None
    return value


def _object(value: object, place: str) -> dict[str, Any]:
    found = json.loads(value, f"cannot read {place}") if isinstance(value, str) else value
    if not is_object(found):
        raise _unreadable(place, "a JSON object", found)
    return found


def _as_json(value: object, place: str) -> Datum:
    return Datum(None, None) if value is None else Datum(json.dumps(value, f"cannot read {place}"), "json")


def _bytes(value: object, place: str) -> bytes:
    try:
        return binary(value)
    except DataError as error:
        raise FieldError(f"cannot read {place}", expected=error.expected, got=error.got) from error


def _unreadable(place: str, expected: str, got: object) -> FieldError:
    return FieldError(f"cannot read {place}", expected=expected, got=describe(got))


def _written(row: BindingRow, value: object) -> object:
    """Return what stands for a value in the response."""
    datum = value if is_datum(value) else encode_output(row, value)
    if datum.type == "http":
        return _response(datum.value, value.headers.getlist("set-cookie") if isinstance(value, HttpResponse) else None)
    content: object = unpack(datum)
    if row.type.lower() == "http" and isinstance(content, (str, bytes)):
        # In the same form as other responses, in which the host does not look for base64.
        return {"StatusCode": 200, "Headers": {}, "Body": _readable(content)}
    if isinstance(content, str) and row.data_type != "binary" and _looks_like_base64(content):
        return json.in_base64(content.encode())
    return json.in_base64(content) if isinstance(content, bytes) else content


def _response(value: object, cookies: list[str] | None) -> dict[str, object]:
    """Return the response that an http Datum is; `cookies` as they were given, where the Datum was made of them."""
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
    headers = {name: _content(datum, f"'headers'[{name!r}]") for name, datum in given.items()}
    if cookies is None:
        cookies = _set_cookies(value.get("cookies"))
    if cookies:
        headers["Set-Cookie"] = cookies if len(cookies) > 1 else cookies[0]
    return {"StatusCode": code, "Headers": headers, "Body": _readable(_content(value.get("body"), "'body'"))}


def _content(datum: object, place: str) -> object:
    if datum is not None and not is_datum(datum):
        raise _unwritable(place, "a Datum", datum)
    return None if datum is None else datum.value


def _set_cookies(jars: object) -> list[str]:
    """Return the ``Set-Cookie`` headers that morsels stand for."""
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


def _readable(body: object) -> str:
    """Return a body as text: in base64 where it is not UTF-8."""
    if body is None or isinstance(body, str):
        return body or ""
    if not isinstance(body, (bytes, bytearray)):
        raise _unwritable("'body'", "str or bytes", body)
    return text(bytes(body))


def _looks_like_base64(content: str) -> bool:
    """Return whether .NET's ``Convert.FromBase64String`` takes a text; the empty one, which stays empty, aside."""
    stripped = content.translate(_WHITE_SPACE)
    return content != "" and len(stripped) % 4 == 0 and _BASE64.fullmatch(stripped) is not None


_WHITE_SPACE = str.maketrans("", "", " \t\r\n")
_BASE64 = re.compile("[A-Za-z0-9+/]*={0,2}")
