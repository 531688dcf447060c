"""Chains: what one function of an app sends is what triggers another one.

Source: ``ExtensionBinding.cs`` and ``FunctionBinding.cs`` of the host, for what becomes of an output; the extensions,
for what a trigger sends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace
from typing import Any, Final, NamedTuple, Protocol, cast

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import AppError, ArgumentTypeError, InvalidJSONError, describe
from azure_functions_lite.meta import Datum, is_datum
from azure_functions_lite.testing._apps.binding_data import BindingData, match_path, with_settings
from azure_functions_lite.testing._apps.calls import Result
from azure_functions_lite.testing._apps.functions import AppFunction
from azure_functions_lite.testing._apps.host_json import promoted, read, text_of
from azure_functions_lite.testing.builders import blob, event_hub_batch, queue_message, service_bus_batch
from azure_functions_lite.testing.payloads import raw

Raw = tuple[Datum, Mapping[str, Datum]]


class CalledApp(Protocol):
    """What a chain calls: an `azure_functions_lite.testing.App`."""

    @property
    def functions(self) -> list[AppFunction]: ...

    def function(self, name: str) -> AppFunction: ...

    def invoke(self, name: str, /, **inputs: object) -> Result: ...


class Sent(NamedTuple):
    """What a function has sent: a message, an event, or the content of a blob."""

    kind: str
    """Type of the binding: ``queue``, ``serviceBus``, ``eventHub`` or ``blob``."""
    destination: str
    """Name of the queue, topic or event hub; path of the blob."""
    body: bytes
    """The content as it arrives."""


@dataclass(eq=False)
class Step:
    """One call of a function."""

    function: str
    """Name of the function."""
    result: Result = field(repr=False)
    """What the call brought."""
    caller: Step | None = field(default=None, repr=False)
    """The call that sent the input of this one; None for the first."""
    received: list[Sent] = field(default_factory=list[Sent])
    """What it received: several for a batch."""

    @property
    def depth(self) -> int:
        """How many calls came before it in its line."""
        return 0 if self.caller is None else self.caller.depth + 1


@dataclass
class Trace:
    """Which functions were called, by what, and what they sent.

    As text, it is a tree of the calls.
    """

    steps: list[Step] = field(default_factory=list[Step])
    """The calls, in order."""
    undelivered: list[Sent] = field(default_factory=list[Sent])
    """What was sent to a place that triggers no function of the app."""

    def steps_of(self, function: str) -> list[Step]:
        """Return the calls of a function, in order."""
        return [step for step in self.steps if step.function == function]

    def __str__(self) -> str:
        return "\n".join(self._lines(None))

    def _lines(self, caller: Step | None) -> Iterator[str]:
        for step in self.steps:
            if step.caller is caller:
                sent = f"{step.received[0].kind} {step.received[0].destination} -> " if step.received else ""
                times = f" (a batch of {len(step.received)})" if len(step.received) > 1 else ""
                yield f"{'  ' * step.depth}{sent}{step.function}{times}"
                yield from self._lines(step)


class _Delivery(NamedTuple):
    """Messages on their way to a function."""

    function: AppFunction
    trigger: BindingRow
    messages: list[Sent]
    caller: Step


class _Place(NamedTuple):
    """Where a type of output sends, and which trigger that reaches."""

    trigger: str
    """Type of the trigger."""
    options: tuple[str, ...]
    """The options that may name the place."""
    readers: tuple[str, ...]
    """Options of the trigger that name a reader; each reader gets every message."""
    connection: str
    """The setting of the connection if none is named."""


_PLACES: Final = {
    "queue": _Place("queueTrigger", ("queueName",), (), "AzureWebJobsStorage"),
    "serviceBus": _Place(
        "serviceBusTrigger", ("queueName", "topicName"), ("subscriptionName",), "AzureWebJobsServiceBus"
    ),
    "eventHub": _Place("eventHubTrigger", ("eventHubName",), ("consumerGroup",), ""),
    "blob": _Place("blobTrigger", ("path",), (), "AzureWebJobsStorage"),
}
_BY_LOWER_CASE: Final = {kind.lower(): kind for kind in _PLACES}


def run_until_idle(
    app: CalledApp,
    name: str,
    inputs: Mapping[str, object],
    *,
    max_calls: int,
    more_inputs: Mapping[str, Mapping[str, object]],
) -> Trace:
    """Call a function, and then those that are triggered by what it sends, until there is nothing left.

    See `App.run_until_idle`.
    """
    return _Chain(app, max_calls, more_inputs).run(name, inputs)


class _Chain:
    def __init__(self, app: CalledApp, max_calls: int, more_inputs: Mapping[str, Mapping[str, object]]) -> None:
        self._app = app
        self._max_calls = max_calls
        self._more_inputs = more_inputs
        self._trace = Trace()
        self._waiting: deque[_Delivery] = deque()
        self._blobs: dict[str, bytes] = {}
        self._numbers = count(1)
        self._triggers = [(each, row) for each in app.functions for row in each.bindings if row.is_trigger]

    def run(self, name: str, inputs: Mapping[str, object]) -> Trace:
        function = self._app.function(name)
        self._call(function, inputs, None, None, [])
        while self._waiting:
            delivery = self._waiting.popleft()
            called = delivery.function.name
            if len(self._trace.steps) >= self._max_calls:
                limit = f"max_calls={self._max_calls}"
                raise AppError(f"the chain that starts with {name!r} exceeds {limit}: the next call is of {called!r}")
            datum, metadata = self._receive(delivery)
            data = BindingData(delivery.trigger.type, datum, metadata, self._new_id)
            given = {**self._blob_inputs(delivery.function, data), **self._more_inputs.get(called, {})}
            given[delivery.trigger.name] = datum, metadata
            self._call(delivery.function, given, data, delivery.caller, delivery.messages)
        return self._trace

    def _call(
        self,
        function: AppFunction,
        inputs: Mapping[str, object],
        data: BindingData | None,
        caller: Step | None,
        received: list[Sent],
    ) -> None:
        step = Step(function.name, self._app.invoke(function.name, **inputs), caller, received)
        self._trace.steps.append(step)
        data = data or self._data_of(function, inputs)
        for row in function.bindings:
            kind = _BY_LOWER_CASE.get(row.type.lower())
            if kind is not None and row.direction == "out" and row.name in step.result.wire:
                self._send(kind, row, step.result.wire[row.name], data, step)

    def _data_of(self, function: AppFunction, inputs: Mapping[str, object]) -> BindingData:
        """Return the binding data of a call, as far as the input of its trigger shows."""
        for row in function.bindings:
            if row.is_trigger and row.name in inputs:
                return BindingData(row.type, *_raw_of(inputs[row.name]), self._new_id)
        return BindingData("", None, {}, self._new_id)

    def _new_id(self) -> str:
        return f"00000000-0000-4000-8000-{next(self._numbers):012}"

    def _send(self, kind: str, row: BindingRow, datum: Datum, data: BindingData, step: Step) -> None:
        where = f"cannot send what {step.function!r} has for {row.name!r}"
        names = [row.options[option] for option in _PLACES[kind].options if row.options.get(option)]
        place = data.resolve(str(names[0]) if names else "", where)
        messages = [Sent(kind, place, body) for body in _bodies(kind, datum, where)]
        if kind == "blob":
            self._blobs |= {message.destination: message.body for message in messages}
        targets = list(self._targets(kind, row, place)) if messages else []
        for function, trigger in targets:
            # A batch is what one call has sent.
            for batch in [messages] if trigger.is_batch else [[message] for message in messages]:
                self._waiting.append(_Delivery(function, trigger, batch, step))
        if not targets:
            self._trace.undelivered += messages

    def _targets(self, kind: str, row: BindingRow, place: str) -> Iterator[tuple[AppFunction, BindingRow]]:
        """Yield the functions that a place triggers: one for each reader, which is the first of those that compete."""
        where = _PLACES[kind]
        seen: set[str] = set()
        for function, trigger in self._triggers:
            is_other = trigger.type.lower() != where.trigger.lower()
            if is_other or _account(row, where) != _account(trigger, where):
                continue
            # A queue and a topic may have the same name.
            options = [each for each in where.options if row.options.get(each) and trigger.options.get(each)]
            names = [with_settings(str(trigger.options[each])) for each in options]
            if kind == "blob":
                matches, reader = any(match_path(name, place) is not None for name in names), function.name
            else:
                matches = any(name.lower() == place.lower() for name in names)
                reader = " ".join(str(trigger.options.get(each)) for each in where.readers)
            if matches and reader not in seen:
                seen.add(reader)
                yield function, trigger

    def _receive(self, delivery: _Delivery) -> Raw:
        """Return what the host sends a function for messages."""
        trigger, messages = delivery.trigger, delivery.messages
        bodies = [message.body for message in messages]
        kind, path = messages[0].kind, messages[0].destination
        number = next(self._numbers)
        if kind == "blob":
            datum, metadata = raw(blob(bodies[0], name=path))
            placeholders = match_path(str(trigger.options["path"]), path) or {}
            named = {name: Datum(value, "string") for name, value in placeholders.items()}
            return datum, {**metadata, "BlobTrigger": Datum(path, "string"), **named}
        if kind == "queue":
            _, metadata = raw(queue_message(bodies[0], id=self._new_id()))
        elif kind == "eventHub":
            made: Any = event_hub_batch(bodies, sequence_number=number, offset=str(4096 * number))
            _, metadata = raw(made if trigger.is_batch else made[0])
        else:
            made = service_bus_batch(bodies, sequence_number=number, content_type="text/plain", **_NOT_SENT)
            _, metadata = raw(made if trigger.is_batch else made[0])
        where = f"cannot deliver to {delivery.function.name!r} from the {kind} {path!r}"
        if trigger.is_batch:
            return _batch(bodies, trigger.data_type, where), metadata
        if trigger.data_type == "binary":
            return Datum(bodies[0], "bytes"), metadata
        text = bodies[0].decode(errors="replace")
        if kind == "queue" and text.encode() != bodies[0]:
            raise AppError(where, expected="UTF-8, or dataType binary", got=describe(bodies[0]))
        return Datum(text, "string"), promoted(text, metadata)

    def _blob_inputs(self, function: AppFunction, data: BindingData) -> dict[str, object]:
        """Return the blobs that a function reads and that are written by now."""
        found: dict[str, object] = {}
        for row in function.bindings:
            if row.type.lower() == "blob" and row.direction == "in":
                path = data.resolve(str(row.options.get("path")), f"cannot find the blob {row.name!r}")
                if path in self._blobs:
                    content = self._blobs[path]
                    is_binary = row.data_type == "binary"
                    text = content.decode("utf-8-sig", errors="replace")
                    found[row.name] = Datum(content, "bytes") if is_binary else Datum(text, "string")
        return found


# What the host never sends of a Service Bus message.
_NOT_SENT: Final[dict[str, Any]] = dict.fromkeys(
    ("enqueued_sequence_number", "force_persistence", "locked_until", "state", "time_to_live"),
)


def _raw_of(value: object) -> tuple[Datum | None, Mapping[str, Datum]]:
    """Return what a host would send for the input of a trigger, if that is known."""
    if isinstance(value, tuple):
        return cast("Raw", value)
    if is_datum(value) and isinstance(value.type, str):
        return value, {}
    # A mock, about which nothing is known, claims the class that it replaces.
    if all(each.__class__ is type(each) for each in (value if is_array(value) else [value])):
        with suppress(ArgumentTypeError):
            return raw(value)
    return None, {}


def _account(row: BindingRow, place: _Place) -> str:
    """Return the target of a connection: the value of its setting or, if that is not set, its name."""
    name = str(row.options.get("connection") or place.connection)
    return with_settings(f"%{name}%")


def _bodies(kind: str, datum: Datum, where: str) -> Iterator[bytes]:
    """Yield the content of each message or blob that the host makes from an output."""
    if kind == "blob":
        # Unchanged, text or bytes.
        yield utf8(datum.value, kind)
        return
    for item in _items(datum, where):
        if isinstance(item, bytes):
            # These collectors accept text, and .NET converts bytes to the name of the type.
            yield b"System.Byte[]" if kind == "serviceBus" else item
        else:
            yield text_of(item).encode()


def _items(datum: Datum, where: str) -> list[Any]:
    value: Any = datum.value
    if datum.type == "json":
        value = json.loads(value, where)
    elif isinstance(value, str) and json.is_document(value):
        try:
            value = read(value, where)
        except InvalidJSONError as error:
            # The invocation fails.
            raise AppError(where, expected="JSON, as it is in braces or brackets", got=str(error.got)) from error
    return value if is_array(value) else [value]


def _batch(bodies: list[bytes], data_type: str | None, where: str) -> Datum:
    if data_type == "binary":
        return Datum(SimpleNamespace(bytes=bodies), "collection_bytes")
    texts = [body.decode(errors="replace") for body in bodies]
    if data_type == "string":
        # The host leaves out the empty ones.
        return Datum(SimpleNamespace(string=[text for text in texts if text]), "collection_string")
    try:
        parsed = [read(text, where) if text else None for text in texts]
    except InvalidJSONError as error:
        expected = "JSON bodies in a batch, or dataType binary"
        raise AppError(where, expected=expected, got=str(error.got)) from error
    return Datum(json.dumps(parsed, where), "json")
