"""``invoke``: one call of a function, with a payload or with what the options say, and its response."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlencode

from azure_functions_lite._host.entries import RETURN, BindingRow, decode_input
from azure_functions_lite._typing import is_array
from azure_functions_lite.custom_handler import encode_response, read_invocation
from azure_functions_lite.decorators.constants import HTTP_TRIGGER
from azure_functions_lite.errors import AppError, FunctionsError
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.meta import Datum, Metadata
from azure_functions_lite.testing._command.arguments import hint
from azure_functions_lite.testing._command.outcome import FINE, AppsOwnError, Outcome, functions_of, of_the_app
from azure_functions_lite.testing.apps import App, AppFunction, load_app


def invoke(options: argparse.Namespace) -> Outcome:
    """Call a function.

    Raises:
        AppError: the app or the function does not exist.
        AppsOwnError: its import or the function raises something.
        FunctionsError: the payload cannot be read.
        OSError: a file cannot be read.
    """
    with load_app(options.path) as app:
        function = find(app, options.function)
        with of_the_app():
            rows = function.bindings
        inputs = _inputs(options, rows)
        try:
            with of_the_app(), _logs() as logs:
                wire = app.invoke(function.name, **inputs).wire
        except AppsOwnError:
            if options.payload is not None:
                # If it is the payload that cannot be decoded, that is what to say.
                _decode(options.payload, rows, inputs)
            raise
        if options.format == "text":
            written = [f"log  {part}" for line in logs for part in line.splitlines() or [line]]
            return Outcome(FINE, written + [f"out  {name}  {_shown(datum)}" for name, datum in wire.items()])
        returned = wire.pop(RETURN, None)
        with of_the_app():
            response = encode_response(wire, rows, return_value=returned, logs=logs)
        return Outcome(FINE, [json.dumps(json.loads(response), indent=2)])


def find(app: App, name: str) -> AppFunction:
    """Return a function of an app.

    Raises:
        AppError: there is no function with that name; the message suggests a similar one.
        AppsOwnError: the import of the app's script fails.
    """
    known = {function.name: function for function in functions_of(app)}
    if name not in known:
        got = f"{name!r}{hint(name, [*known])}"
        raise AppError(f"cannot find a function of {app!r}", expected=f"one of {', '.join(known)}", got=got)
    return known[name]


def _inputs(options: argparse.Namespace, rows: list[BindingRow]) -> dict[str, object]:
    if options.payload is not None:
        body = _bytes(options.payload)
        with _naming(options.payload):
            return {**read_invocation(body, rows)}
    trigger = next((row for row in rows if row.is_trigger), None)
    if trigger is None:
        return {}
    if trigger.type == HTTP_TRIGGER:
        return {trigger.name: _request(options, trigger)}
    if given := [name for name in ("method", "query", "header", "param") if getattr(options, name)]:
        expected = f"options for {trigger.type}, which has no request"
        raise AppError("cannot make an input", expected=expected, got=f"--{given[0]}")
    value = _value(options)
    # Without one, a timer is called, and others say what they need.
    return {} if value is None else {trigger.name: _of_batch(value) if trigger.is_batch else value}


class PayloadError(FunctionsError):
    """A payload that cannot be read."""


@contextmanager
def _naming(file: str) -> Generator[None, None, None]:
    """Name the file in what is wrong with a payload."""
    try:
        yield
    except FunctionsError as error:
        raise PayloadError(f"{'standard input' if file == '-' else file}: {error}") from error


def _decode(file: str, rows: list[BindingRow], inputs: dict[str, object]) -> None:
    for row in rows:
        if row.name in inputs:
            datum, metadata = cast("tuple[Datum, Metadata]", inputs[row.name])
            with _naming(file):
                decode_input(row, datum, metadata)


def _bytes(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _value(options: argparse.Namespace) -> str | bytes | None:
    if options.bytes_file is not None:
        return _bytes(options.bytes_file)
    if options.json is not None:
        try:
            json.loads(options.json)
        except ValueError as error:
            raise AppError("cannot use --json", expected="JSON", got=str(error)) from error
        text: str = options.json
        return text
    given: str | None = options.text
    return given


def _of_batch(value: str | bytes) -> object:
    """Return the messages of a batch: the items of a JSON array, or one."""
    try:
        items: object = json.loads(value)
    except ValueError:
        items = None
    if not is_array(items):
        return [value]
    return [item if isinstance(item, str) else json.dumps(item) for item in items]


def _request(options: argparse.Namespace, row: BindingRow) -> HttpRequest:
    body = _value(options)
    methods: object = row.options.get("methods")
    taken = [str(method).upper() for method in methods] if is_array(methods) else []
    usual = "GET" if body is None else "POST"
    method = options.method or (usual if usual in taken or not taken else taken[0])
    headers = dict(_pair(text, ":") for text in options.header)
    if options.json is not None and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "application/json"
    query = [_pair(text, "=") for text in options.query]
    # The host joins several values of the same name like this.
    params: dict[str, str] = {}
    for name, value in query:
        params[name] = f"{params[name]},{value}" if name in params else value
    route_params = dict(_pair(text, "=") for text in options.param)
    url = "http://localhost:7071/api/" + _path(row, options.function, route_params)
    if query:
        url += f"?{urlencode(query)}"
    return HttpRequest(method, url, headers=headers, params=params, route_params=route_params, body=body)


def _path(row: BindingRow, function: str, params: dict[str, str]) -> str:
    """Return the route with its parameters filled in."""
    parts: list[str] = []
    for part in str(row.options.get("route") or function).strip("/").split("/"):
        name = part.strip("{*}").partition(":")[0].partition("=")[0].rstrip("?")
        if not (part.startswith("{") and part.endswith("}")):
            parts.append(part)
        elif name in params or not part.rstrip("}").endswith("?"):
            parts.append(quote(params.get(name, name)))
    return "/".join(parts)


def _pair(text: str, separator: str) -> tuple[str, str]:
    name, found, value = text.partition(separator)
    if not found or not name.strip():
        raise AppError("cannot use an option", expected=f"a name, {separator!r} and a value", got=repr(text))
    return name.strip(), value.strip() if separator == ":" else value


@contextmanager
def _logs() -> Generator[list[str], None, None]:
    """Collect what is logged, from ``INFO`` on."""
    handler = _Collector()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield handler.lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.lines.append(self.format(record))
        except Exception:  # as in the handlers of `logging`: a call that does not fit its message fails no function
            self.handleError(record)


def _shown(datum: Datum) -> str:
    """Return what the host receives, on one line."""
    if datum.type != "http":
        return f"{datum.type} {datum.value!r}"
    headers = ", ".join(f"{name}: {value.value}" for name, value in datum.value["headers"].items())
    for jar in datum.value["cookies"] or ():
        headers += "".join(f", set-cookie: {name}={morsel.coded_value}" for name, morsel in jar.items())
    return f"http {datum.value['status_code'].value} ({headers}) {datum.value['body'].value!r}"
