"""What a delivery costs: to decode it and read the fields that functions read, or all of them, and the memory it holds.

Beside the two packages stands a floor: by hand, `json.loads` of the fields used, and one slotted object a message.
"""

import gc
import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from math import exp, log
from types import ModuleType
from typing import Any, cast

from calls import PACKAGES, Call, take_turns
from deliveries import BATCHED, DELIVERIES, IN_JSON, USED, Delivery
from figures import Figure, Row

SIZES = {"one": None, "batch of 10": 10, "batch of 100": 100, "batch of 1,000": 1_000}
_UNREAD = ("force_persistence", "metadata")
"""What the official SDK raises an error for, or gives another thing: that of a whole batch."""


def time_decoding(*, quick: bool, only: str) -> Iterator[Row]:
    """Yield rows for each trigger and size whose name has `only` in it."""
    packages = [import_module(name) for name in PACKAGES]
    for trigger in DELIVERIES:
        for size, count in SIZES.items() if trigger in BATCHED else [("one", None)]:
            used, everything = f"as used, {trigger}: {size}", f"everything read, {trigger}: {size}"
            if only in used:
                calls = [_using(package, trigger, count) for package in packages]
                yield Row(used, *take_turns([*calls, _floor(trigger, count)], quick=quick))
            if only in everything:
                calls = [_reading(package, trigger, count) for package in packages]
                yield Row(everything, *take_turns(calls, quick=quick))


def mean_ratio(rows: Iterable[Row], start: str) -> float | None:
    """Return the geometric mean of how much faster we are in the cases whose name begins so."""
    logs = [log(row.official.best / row.ours.best) for row in rows if row.case.startswith(start)]
    return exp(sum(logs) / len(logs)) if logs else None


def measure_memory(*, only: str) -> Iterator[Row]:
    """Yield a row of the bytes that each message of a batch of 1,000 holds, for each trigger."""
    for trigger in BATCHED:
        name = f"memory of a message: {trigger}, batch of 1,000"
        if only in name:
            held = [_held(_decoding(import_module(package), trigger, 1_000)) / 1_000 for package in PACKAGES]
            official, ours = (Figure.of([each], "B") for each in held)
            yield Row(name, official, ours)


def _decoding(func: ModuleType, trigger: str, count: int | None) -> Call:
    """Return what decodes a delivery."""
    binding = trigger.partition(",")[0]
    delivery = DELIVERIES[trigger](count)
    converter: Any = func.get_binding_registry().get(binding)
    data = _as_datums(delivery.data, func.meta.Datum)
    metadata = {name: func.meta.Datum(*value) for name, value in delivery.metadata.items()}
    return lambda: converter.decode(data, trigger_metadata=metadata)


def _as_datums(value: Any, datum: Callable[..., object]) -> Any:
    """Return the Datum of a delivery; that of a request has Datums in it."""
    content, kind = value
    if kind != "http":
        return datum(content, kind)
    parts: dict[str, Any] = content
    made: dict[str, object] = {
        name: {key: datum(text, "string") for key, text in part.items()} if hasattr(part, "items") else datum(*part)
        for name, part in parts.items()
    }
    return datum(made, kind)


def _using(func: ModuleType, trigger: str, count: int | None) -> Call:
    """Return what decodes a delivery, and reads the body and the fields that functions read."""
    decode = _decoding(func, trigger, count)
    names, read_body = tuple(USED[trigger]), _body_reader(decode())

    def use() -> None:
        for event in _events(decode()):
            read_body(event)
            for name in names:
                getattr(event, name)

    return use


def _reading(func: ModuleType, trigger: str, count: int | None) -> Call:
    """Return what decodes a delivery and reads every property that both packages have."""
    decode = _decoding(func, trigger, count)
    names, read_body = _shared_properties(trigger, count), _body_reader(decode())

    def read() -> None:
        for event in _events(decode()):
            for name in names:
                getattr(event, name)
            read_body(event)

    return read


def _shared_properties(trigger: str, count: int | None) -> list[str]:
    shared: set[str] | None = None
    for package in PACKAGES:
        first: object = next(iter(_events(_decoding(import_module(package), trigger, count)())), None)
        kind: Any = type(first)
        names = {name for name in dir(kind) if isinstance(getattr(kind, name), property) and name not in _UNREAD}
        shared = names if shared is None else shared & names
    return sorted(shared or ())


def _body_reader(decoded: object) -> Callable[[Any], object]:
    first: object = next(iter(_events(decoded)), None)
    for name in ("get_body", "get_json", "read"):
        if hasattr(first, name):
            return lambda event: getattr(event, name)()
    return lambda event: event


def _events(decoded: object) -> Iterable[Any]:
    # The official SDK's lists of documents are not lists, but can do what lists can.
    return cast("list[Any]", decoded) if hasattr(decoded, "append") else [decoded]


def _floor(trigger: str, count: int | None) -> Call:
    """Return what does the same as `_using` by hand."""
    used = USED[trigger]
    delivery = DELIVERIES[trigger](count)
    slotted: Any = type("Slotted", (), {"__slots__": ("body", *used)})
    take = _from_json if trigger in IN_JSON else _from_http if delivery.data[1] == "http" else _from_metadata

    def use() -> None:
        for body, fields in take(delivery, used, count):
            event = slotted()
            event.body = body
            for name, value in zip(used, fields, strict=True):
                setattr(event, name, value)
            for name in used:
                getattr(event, name)

    return use


Parts = Iterable[tuple[object, Iterable[object]]]


def _from_json(delivery: Delivery, used: dict[str, str], count: int | None) -> Parts:
    found: Any = json.loads(cast("str", delivery.data[0]))
    objects: list[Any] = [found] if hasattr(found, "items") else found
    return [(each, [each.get(host) for host in used.values()]) for each in objects]


def _from_http(delivery: Delivery, used: dict[str, str], count: int | None) -> Parts:
    request: Any = delivery.data[0]
    parts: list[Any] = [request[host] for host in used.values()]
    fields: list[object] = [dict(part) if hasattr(part, "items") else part[0] for part in parts]
    return [(request["body"][0], fields)]


def _from_metadata(delivery: Delivery, used: dict[str, str], count: int | None) -> Parts:
    if count is None:
        return [(delivery.data[0], [_parsed(*delivery.metadata[host]) for host in used.values()])]
    bodies: list[object] = cast("Any", delivery.data[0]).bytes
    if "SystemPropertiesArray" in delivery.metadata:
        system: list[dict[str, object]] = _parsed(*delivery.metadata["SystemPropertiesArray"])
        columns = [[row[host] for row in system] for host in used.values()]
    else:
        columns = [_parsed(*delivery.metadata[f"{host}Array"]) for host in used.values()]
    return zip(bodies, zip(*columns, strict=True), strict=True)


def _parsed(value: Any, kind: str) -> Any:
    if kind == "json":
        return json.loads(value)
    return getattr(value, kind.removeprefix("collection_")) if kind.startswith("collection_") else value


def _held(decode: Call) -> float:
    """Return how many bytes a decoded delivery holds; a first one has filled the caches."""
    decode()
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        decoded = decode()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del decoded
    return after - before
