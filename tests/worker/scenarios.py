"""A scenario: a call of a function, and what the worker answers to it."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from .running import RUNTIMES, Runtime, Step, invoke

TypedData = Mapping[str, Any]
"""A value on the wire, in the JSON form of protobuf: its type and its content."""

SUCCESS = {"status": "Success"}


@dataclass(frozen=True)
class Scenario:
    """A call of a function of the apps, and its answer."""

    function: str
    """Name of the function."""
    inputs: Mapping[str, TypedData]
    """What is sent for its parameters."""
    trigger_metadata: Mapping[str, TypedData] = field(default_factory=dict[str, TypedData])
    """What comes along."""
    content: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Other fields of the call."""
    returned: TypedData | None = None
    """What it returns."""
    sent: Mapping[str, TypedData] = field(default_factory=dict[str, TypedData])
    """What it sets its outputs to."""
    error: str | None = None
    """The exception that it fails with. The runtimes say ``{output}`` in their own words."""
    output: Mapping[Runtime, str] = field(default_factory=dict[Runtime, str])
    """The words of each."""
    differs: str | None = None
    """The difference from the official SDK that shows here: its id in docs/differences.md."""
    runtimes: Collection[Runtime] = tuple(RUNTIMES)
    """The runtimes that have the function."""

    @property
    def step(self) -> Step:
        """The call."""
        return invoke(self.function, self.inputs, self.trigger_metadata, **self.content)

    def answer(self, runtime: Runtime) -> dict[str, Any]:
        """The answer."""
        message: dict[str, Any] = {"invocation_id": "7", "result": SUCCESS}
        if self.error is not None:
            error = self.error.format(output=self.output[runtime]) if self.output else self.error
            message["result"] = {"exception": {"message": error}}
        if self.returned is not None:
            message["return_value"] = self.returned
        if self.sent:
            message["output_data"] = [{"name": name, "data": data} for name, data in self.sent.items()]
        return message


def text(value: object) -> TypedData:
    """The text that a function returns to tell what it has seen."""
    return {"string": json.dumps(value, ensure_ascii=False, sort_keys=True)}


def encoded(value: object) -> TypedData:
    """JSON, as a converter writes it."""
    return {"json": json.dumps(value)}


def content(body: bytes) -> TypedData:
    """Bytes."""
    return {"bytes": base64.b64encode(body).decode()}


def request(
    body: bytes = b"", *, query: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> TypedData:
    """An HTTP request; GET without a body, and POST with one."""
    http = {"method": "POST" if body else "GET", "url": "https://example.com/api", "query": query, "headers": headers}
    return {"http": {**http, "body": content(body)}}


def payload_of(
    parameter: str, name: str, *, msg: str | None = None
) -> tuple[dict[str, TypedData], dict[str, TypedData]]:
    """Read ``payloads/<name>.json``: inputs and trigger metadata, as the host sends them.

    Args:
        parameter: The parameter that the payload is for.
        name: The payload.
        msg: Text of a queue message, as the parameter `msg`, that it comes along with.
    """
    raw = json.loads(Path(__file__).parents[1].joinpath("payloads", f"{name}.json").read_text("utf-8"))
    inputs: dict[str, TypedData] = {} if msg is None else {"msg": {"string": msg}}
    inputs[parameter] = typed_data(raw["data"])
    metadata: dict[str, Any] = raw["trigger_metadata"]
    return inputs, {name: typed_data(datum) for name, datum in metadata.items()}


def typed_data(datum: Any) -> Any:
    """A value of a payload as it is on the wire."""
    if isinstance(datum, (str, int)):
        return datum
    if isinstance(datum, list):
        return list(map(typed_data, cast("list[object]", datum)))
    fields: dict[str, Any] = dict(datum)
    if fields.keys() == {"base64"}:
        return fields["base64"]
    if fields.keys() != {"type", "value"}:
        return {name: typed_data(value) for name, value in fields.items()}
    if fields["type"] is None:
        return {}
    if fields["type"] == "http":
        request = {name: typed_data(part) if name == "body" else plain(part) for name, part in fields["value"].items()}
        return {"http": request}
    return {fields["type"]: typed_data(fields["value"])}


def plain(part: Any) -> Any:
    """A part of a request as it is on the wire: there its texts have no type."""
    return part["value"] if "type" in part else {name: plain(value) for name, value in part.items()}
