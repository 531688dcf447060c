"""What a delivery costs, one message and batches: the time to decode it and read every property, and what it holds."""

import gc
import tracemalloc
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, cast

from calls import PACKAGES, Call, take_turns
from deliveries import BATCHED, DELIVERIES
from figures import Figure, Row

SIZES = {"one": None, "batch of 100": 100, "batch of 1,000": 1_000}
_UNREAD = ("force_persistence", "data")
"""What the official SDK does not have, or raises an error for."""


def time_batches(*, quick: bool, only: str) -> Iterator[Row]:
    """Yield a row for each trigger and size whose name has `only` in it."""
    packages = [import_module(name) for name in PACKAGES]
    for trigger in DELIVERIES:
        for size, count in SIZES.items() if trigger in BATCHED else [("one", None)]:
            name = f"decode {trigger}: {size}"
            if only in name:
                calls = [_reading(package, trigger, count) for package in packages]
                yield Row(name, *take_turns(calls, quick=quick))


def measure_memory(*, only: str) -> Iterator[Row]:
    """Yield a row of the bytes that each event of a batch of 1,000 holds, for each trigger."""
    for trigger in BATCHED:
        name = f"memory of an event: {trigger}, batch of 1,000"
        if only in name:
            held = [_held(_decoding(import_module(package), trigger, 1_000)) / 1_000 for package in PACKAGES]
            official, ours = (Figure.of([each], "B") for each in held)
            yield Row(name, official, ours)


def _decoding(func: ModuleType, trigger: str, count: int | None) -> Call:
    """Return what decodes a delivery."""
    binding = trigger.partition(",")[0]
    delivery = DELIVERIES[trigger](count)
    converter: Any = func.get_binding_registry().get(binding)
    data = func.meta.Datum(*delivery.data)
    metadata = {name: func.meta.Datum(*value) for name, value in delivery.metadata.items()}
    return lambda: converter.decode(data, trigger_metadata=metadata)


def _reading(func: ModuleType, trigger: str, count: int | None) -> Call:
    """Return what decodes a delivery and reads every property that both packages have."""
    decode = _decoding(func, trigger, count)
    first: object = next(iter(_events(decode())), None)
    kind = type(first)
    names = [name for name in dir(kind) if isinstance(getattr(kind, name), property) and name not in _UNREAD]
    # Each event of a batch has its own here, and shares that of the whole batch there.
    names = [name for name in names if name != "metadata"]
    has_body = hasattr(kind, "get_body")

    def read() -> None:
        for event in _events(decode()):
            for name in names:
                getattr(event, name)
            if has_body:
                event.get_body()

    return read


def _events(decoded: object) -> Iterable[Any]:
    # The official SDK's lists of documents are no lists, but can do what lists can.
    return cast("list[Any]", decoded) if hasattr(decoded, "append") else [decoded]


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
