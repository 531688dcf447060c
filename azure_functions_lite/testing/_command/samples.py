"""``payload``: what a host could send to a custom handler for a function, made with the builders for tests."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from typing import Any

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite._wire.json import in_base64
from azure_functions_lite.meta import Datum, unpack
from azure_functions_lite.testing import builders
from azure_functions_lite.testing._command.invoking import find
from azure_functions_lite.testing._command.outcome import FINE, Outcome, of_the_app
from azure_functions_lite.testing.apps import load_app
from azure_functions_lite.testing.payloads import raw


def payload(options: argparse.Namespace) -> Outcome:
    """Print a payload for a function.

    Raises:
        AppError: the app or the function does not exist.
        AppsOwnError: its import raises something.
    """
    with load_app(options.path) as app:
        function = find(app, options.function)
        with of_the_app():
            rows = function.bindings
        data: dict[str, object] = {}
        metadata: dict[str, object] = {"sys": {"MethodName": function.name, "UtcNow": builders.NOW.isoformat()}}
        for row in rows:
            if row.direction != "in":
                continue
            if row.type.lower() == "httptrigger":
                data[row.name] = _request(row, function.name)
                continue
            datum, fields = raw(_sample(row))
            data[row.name] = _sent(datum, row)
            if row.is_trigger:
                metadata.update({name: _value(field) for name, field in fields.items() if not name.endswith("Trigger")})
    return Outcome(FINE, [json.dumps({"Data": data, "Metadata": metadata}, indent=2)])


_ORDER: dict[str, Any] = {"id": "A-1007", "sku": "tea-500g", "quantity": 2}
_EVENT = builders.event_grid_event
_BATCHES: dict[str, Callable[..., Any]] = {
    "servicebustrigger": builders.service_bus_batch,
    "eventhubtrigger": builders.event_hub_batch,
    "kafkatrigger": builders.kafka_batch,
}
_SINGLES: dict[str, Callable[[], Any]] = {
    "queuetrigger": lambda: builders.queue_message(json=_ORDER),
    "servicebustrigger": lambda: builders.service_bus_message(json=_ORDER),
    "eventhubtrigger": lambda: builders.event_hub_event(json=_ORDER),
    "kafkatrigger": lambda: builders.kafka_event(json=_ORDER),
    "eventgridtrigger": _EVENT,
    "blobtrigger": builders.blob,
    "blob": lambda: "A-1007",
    "timertrigger": builders.timer_request,
    "cosmosdbtrigger": lambda: builders.documents(_ORDER),
    "cosmosdb": lambda: builders.documents(_ORDER),
    "sql": lambda: builders.sql_rows(_ORDER),
    "mysql": lambda: builders.mysql_rows(_ORDER),
    "sqltrigger": lambda: json.dumps([{"Operation": 0, "Item": _ORDER}]),
    "mysqltrigger": lambda: json.dumps([{"Operation": 0, "Item": _ORDER}]),
    "warmuptrigger": builders.warm_up_context,
    "mcptooltrigger": lambda: json.dumps({"name": "save_note", "arguments": {"text": "tea"}}),
    "mcpprompttrigger": builders.prompt_invocation_context,
}


def _sample(row: BindingRow) -> object:
    kind = row.type.lower()
    if row.is_batch and kind in _BATCHES:
        return _BATCHES[kind]([json.dumps(_ORDER), json.dumps({**_ORDER, "id": "A-1008"})])
    sample = _SINGLES.get(kind, lambda: json.dumps(_ORDER))()
    return [sample] if row.is_batch else sample


def _sent(datum: Datum, row: BindingRow) -> object:
    """Return the form of a Datum in ``Data``."""
    content: object = unpack(datum)
    if is_array(content) and row.is_batch and row.type.lower() != "eventgridtrigger":
        texts = [each.decode() if isinstance(each, bytes) else each for each in content]
        return json.dumps([in_base64(str(text).encode()) for text in texts] if row.data_type == "binary" else texts)
    if row.data_type == "binary" and not isinstance(content, bytes) and not is_object(content):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    if isinstance(content, bytes):
        is_text = row.data_type != "binary" and row.type.lower() != "blobtrigger"
        return json.dumps(content.decode()) if is_text else in_base64(content)
    return content if is_object(content) else json.dumps(content)


def _value(datum: Datum) -> object:
    """Return the form of a Datum in ``Metadata``."""
    content: object = unpack(datum)
    return content if isinstance(content, str) or is_object(content) else json.dumps(content)


def _request(row: BindingRow, function: str) -> dict[str, object]:
    methods: object = row.options.get("methods")
    taken = [str(method).upper() for method in methods] if is_array(methods) and methods else ["GET", "POST"]
    route = str(row.options.get("route") or function).strip("/")
    names = re.findall(r"\{\*{0,2}([^}:=?]+)[^}]*\}", route)
    path = re.sub(r"\{\*{0,2}([^}:=?]+)[^}]*\}", r"\1", route)
    request: dict[str, object] = {
        "Url": f"http://localhost:7071/api/{path}",
        "Method": taken[0],
        "Query": {},
        "Headers": {"Host": ["localhost:7071"]},
        "Params": {name: name for name in names},
        "Identities": [],
    }
    if taken[0] not in ("GET", "HEAD", "DELETE", "OPTIONS"):
        body = json.dumps(_ORDER)
        headers = {"Host": ["localhost:7071"], "Content-Type": ["application/json"], "Content-Length": [str(len(body))]}
        request |= {"Headers": headers, "Body": body}
    return request
