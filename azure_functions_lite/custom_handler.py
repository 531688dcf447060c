r"""Custom handlers: invocations that the host posts to a web server as JSON, and the responses it expects.

What a worker receives as Datums arrives as ``{"Data": {binding: value}, "Metadata": {name: value}}``. Objects are JSON
objects. Other values, including text, are JSON in a string (``"\"tea\""``). Some hosts send them as plain values; both
forms are read. Nothing here opens a socket.

The host reads a response only if it has the header ``Content-Type: application/json`` and a status of 200 to 299.

Source: "Azure Functions custom handlers" of Microsoft's documentation; ``DefaultHttpWorkerService``,
``ScriptInvocationContextExtensions`` and ``HttpScriptInvocationResultExtensions`` of the host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from azure_functions_lite._host.entries import RETURN, BindingRow, decode_input, encode_output, has_implicit_output
from azure_functions_lite._host.outputs import sent
from azure_functions_lite._typing import holds_several, is_array, is_mapping, is_object
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import binary, integer, text
from azure_functions_lite.context import Context, RetryContext, RpcException
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
from azure_functions_lite.meta import Datum, is_datum

__all__ = ["decode_invocation", "encode_response", "read_context", "read_invocation"]


def read_invocation(
    body: str | bytes, bindings: Iterable[Mapping[str, Any] | BindingRow]
) -> dict[str, tuple[Datum, dict[str, Datum]]]:
    """Return the Datum and the trigger metadata for each input of a function, as a worker would receive them.

    Text is ``"string"``; where ``dataType`` is ``binary``, and for a blob trigger, base64 becomes ``"bytes"``. Objects,
    arrays, numbers and booleans are ``"json"``, and null is a Datum without type. An array for an input whose
    ``cardinality`` is ``many`` becomes ``"collection_string"`` or ``"collection_bytes"``, or ``"json"`` for events of
    Event Grid. The request of an HTTP trigger becomes ``"http"``, without its ``Identities``, which
    `azure_functions_lite.HttpRequest` does not have.

    Args:
        body: What the host posted: a JSON object with ``Data`` and ``Metadata``.
        bindings: The entries of the function's function.json, parsed, or as in `azure_functions_lite.testing`.

    Raises:
        InvalidJSONError: `body`, or JSON in a string of it, is not JSON.
        DataError: `Data` lacks the trigger, or an entry of `bindings` is malformed.
        FieldError: something in `body` is not what the host writes there; the message names its place.
        ArgumentTypeError: `bindings` is not a sequence of entries.
    """
    return {row.name: (datum, metadata) for row, datum, metadata in _inputs(body, bindings)}


def decode_invocation(body: str | bytes, bindings: Iterable[Mapping[str, Any] | BindingRow]) -> dict[str, Any]:
    """Return the arguments of a function: what `read_invocation` reads, decoded by the converters of its bindings.

    Args:
        body: What the host posted.
        bindings: The entries of the function's function.json, parsed, or as in `azure_functions_lite.testing`.

    Raises:
        FunctionsError: as `read_invocation`, and as the converters.
    """
    return {row.name: decode_input(row, datum, metadata) for row, datum, metadata in _inputs(body, bindings)}


def read_context(body: str | bytes, function_name: str, *, invocation_id: str = "") -> Context:
    """Return the context of an invocation, with its retries if the function has a retry policy.

    Args:
        body: What the host posted.
        function_name: The path that it posted to.
        invocation_id: The header ``X-Azure-Functions-InvocationId``.

    Raises:
        InvalidJSONError: `body` is not JSON.
        FieldError: ``Metadata`` or its ``RetryContext`` is not what the host writes there.
    """
    invocation = json.load_object(body, "cannot read the invocation")
    metadata = _optional(invocation, "Metadata")
    retry = None
    if metadata.get("RetryContext") is not None:
        retry = _retry_context(_object(metadata["RetryContext"], "Metadata['RetryContext']"))
    return Context(function_name=function_name, invocation_id=invocation_id, retry_context=retry)


def _retry_context(given: dict[str, Any]) -> RetryContext:
    counts = [given.get(name) for name in ("RetryCount", "MaxRetryCount")]
    try:
        count, most = (0 if each is None else integer(each) for each in counts)
    except DataError as error:
        where = "cannot read Metadata['RetryContext']"
        raise FieldError(where, expected=error.expected, got=error.got) from error
    failure: object = given.get("Exception")
    exception = None
    if is_object(failure):
        texts = {name.lower(): text(value) for name, value in failure.items() if value is not None}
        exception = RpcException(
            source=texts.get("source", ""),
            stack_trace=texts.get("stacktrace", texts.get("stacktracestring", "")),
            message=texts.get("message", ""),
        )
    elif failure is not None:
        exception = RpcException(message=_undoubled(text(failure)))
    return RetryContext(retry_count=count, max_retry_count=most, exception=exception)


def encode_response(
    outputs: Mapping[str, object],
    bindings: Iterable[Mapping[str, Any] | BindingRow],
    *,
    return_value: object = None,
    logs: Iterable[str] = (),
) -> bytes:
    """Return the body of a response, ``{"Outputs": {…}, "Logs": […], "ReturnValue": …}``.

    The converters of the bindings encode the values; Datums are sent as they are, and None is not sent. ``"json"`` is
    sent as its value, ``"bytes"`` as base64, and ``"string"`` as text. The host decodes text that is base64, and
    rewrites text that is a date with a time. So such a text is sent as base64, for Service Bus and Kafka as a list of
    one, and a message that contains a date with a time as JSON text. With ``dataType`` ``binary``, and for a trigger
    that accepts replies, the host decodes nothing, so all content is sent as text. An HTTP output is
    ``{"StatusCode", "Headers", "Body"}``.

    Args:
        outputs: Values by the name of their binding.
        bindings: The entries of the function's function.json, parsed, or as in `azure_functions_lite.testing`.
        return_value: What the function returned, for the binding ``$return``, or for a trigger that accepts replies.
        logs: Lines for the host to log.

    Raises:
        AppError: function.json has no output for one of the values.
        ArgumentTypeError: a value has no JSON form; `outputs`, `bindings` or `logs` are of a wrong type.
        DataError: a Datum, or an entry of `bindings`, is malformed; or the host would change it: a date with a time as
            an item of a list, a header or a body, bytes that are not UTF-8 if only text can be sent, a second cookie.
        FunctionsError: as the converters.
    """
    rows = _rows(bindings)
    receivers = {row.name: row for row in rows if row.direction == "out"}
    returning = receivers.pop(RETURN, None)
    is_answer = returning is None
    if is_answer:
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
        "Outputs": {name: _sent(receivers[name], value) for name, value in outputs.items() if value is not None},
        "Logs": _lines(logs),
        "ReturnValue": None
        if return_value is None or returning is None
        else _sent(returning, return_value, is_answer=is_answer),
    }
    return json.dumps(response, "cannot write the response").encode()


def _sent(row: BindingRow, value: object, *, is_answer: bool = False) -> object:
    datum = value if is_datum(value) else encode_output(row, value)
    # The Datum has them in another form.
    cookies = value.headers.getlist("set-cookie") if isinstance(value, HttpResponse) else None
    return sent(row, datum, cookies=cookies, is_answer=is_answer)


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
    metadata = _optional(invocation, "Metadata")
    datums = {name: _metadata(name, value) for name, value in metadata.items()}
    for row in rows:
        if row.direction != "in":
            continue
        if row.is_trigger and row.name not in data:
            raise DataError("cannot read Data", expected=f"a value for {row.name!r}", got=excerpt(list(data)))
        yield row, _input(row, data.get(row.name), f"Data[{row.name!r}]"), datums


_UTC_FIELD = re.compile("(?:[A-Z][A-Za-z]*Utc|LockedUntil|Timestamp)(?:Array)?")
_WITHOUT_ZONE = re.compile(r"(?<![^\"])(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?![^\"\\])", re.ASCII)


def _optional(invocation: dict[str, Any], key: str) -> dict[str, Any]:
    given: object = invocation.get(key)
    return {} if given is None else _object(given, key)


def _metadata(name: str, value: object) -> Datum:
    if isinstance(value, str) and _UTC_FIELD.fullmatch(name):
        # These are UTC, and the host writes them without a zone.
        value = _WITHOUT_ZONE.sub(r"\1Z", value)
    if not isinstance(value, str):
        return _as_json(value, f"Metadata[{excerpt(name)}]")
    content = _undoubled(value)
    # Numbers, dates and identifiers such as 1e5 stay text: every parser of metadata accepts text.
    is_document = content is value and value.startswith(("{", "[")) and _parsed(value) is not None
    return Datum(content, "json" if is_document else "string")


def _input(row: BindingRow, value: object, place: str) -> Datum:
    if row.type.lower() == "httptrigger":
        return _request(_object(value, place), place)
    if value == "null" and not row.is_trigger:
        # JSON once more: this is how a missing blob arrives. A text of these letters arrives in quotes.
        return Datum(None, None)
    if row.is_batch and value is not None:
        return _batch(row, value, place)
    if not isinstance(value, str):
        return _as_json(value, place)
    content = _undoubled(value)
    if row.data_type == "binary":
        return Datum(_bytes(content, place), "bytes")
    if content is value and row.type.lower() == "blobtrigger":
        # The host sends bytes, whatever `dataType` says. What is not base64 is text of another host.
        with suppress(FieldError):
            return Datum(_bytes(content, place), "bytes")
    return Datum(content, "string")


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
        name: Datum(("; " if name == "cookie" else ", ").join(values), "string")
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
        found = _values(request, key, place, is_null_absent=key == "Params")
        value[part] = {name: Datum(",".join(values), "string") for name, values in found.items()}
    return Datum(value, "http")


def _required(request: dict[str, Any], key: str, place: str) -> Datum:
    value: object = request.get(key)
    if not isinstance(value, str):
        raise _unreadable(f"{place}[{key!r}]", "text", value)
    return Datum(value, "string")


def _values(
    request: dict[str, Any], key: str, place: str, fold: Callable[[str], str] = str, *, is_null_absent: bool = False
) -> dict[str, list[str]]:
    """Return the texts of headers, query or route parameters by name, joining names that `fold` makes equal.

    A key of the query without a value, as in ``?flag``, may be null, and so may a missing optional parameter of a
    route.
    """
    values: dict[str, list[str]] = {}
    given: object = request.get(key)
    for name, value in ({} if given is None else _object(given, f"{place}[{key!r}]")).items():
        if value is None and is_null_absent:
            continue
        texts = values.setdefault(fold(name), [])
        for item in value if is_array(value) else [value]:
            if is_array(item) or is_object(item):
                raise _unreadable(f"{place}[{key!r}][{excerpt(name)}]", "text, or a list of texts", item)
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
