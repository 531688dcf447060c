"""Coverage-guided fuzzing with atheris, which is for Linux and installed by hand: ``pip install atheris``.

    python tests/fuzz/guided.py forms tests/fuzz/corpus/forms -max_total_time=300

The options after the target are libFuzzer's. An exception outside the error tree ends a run and leaves its input.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

# No stubs, and not among the dependencies.
atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["azure_functions_lite", "multipart"]):
    import azure_functions_lite as func
    from azure_functions_lite import custom_handler
    from azure_functions_lite._wire import scalars
    from azure_functions_lite.errors import FunctionsError
    from azure_functions_lite.forms import parse_form
    from azure_functions_lite.meta import BUILT_IN, Datum, InConverter

READERS: list[Any] = [
    converter
    for converter in map(func.get_binding_registry().get, sorted(BUILT_IN))
    if isinstance(converter, type) and issubclass(converter, InConverter)
]
KINDS = ["json", "string", "bytes"]
COLUMNS = ["DequeueCount", "SystemProperties", "PropertiesArray", "EnqueuedTimeUtc", "Properties"]
BINDINGS = [
    {"name": "m", "type": "queueTrigger", "direction": "in"},
    {"name": "r", "type": "httpTrigger", "direction": "in"},
]
TYPES = ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"]


def decode(data: bytes) -> None:
    """First byte: the converter. Second: the kind of Datum. The rest is its value, and the metadata."""
    if len(data) < 2:
        return
    rest, kind = data[2:], KINDS[data[1] % len(KINDS)]
    value = rest if kind == "bytes" else rest.decode("utf-8", "replace")
    metadata = {name: Datum(rest.decode("utf-8", "replace"), "json") for name in COLUMNS}
    decoded = READERS[data[0] % len(READERS)].decode(Datum(value, kind), trigger_metadata=metadata)
    repr(decoded)


def forms(data: bytes) -> None:
    """First byte: the content type."""
    if data:
        parse_form(data[1:], TYPES[data[0] % len(TYPES)])


def dates(data: bytes) -> None:
    """First byte: a date or a duration."""
    if data:
        read = (scalars.timestamp, scalars.duration)[data[0] % 2]
        read(data[1:].decode("utf-8", "replace"))


def bodies(data: bytes) -> None:
    """The body of a request that the host sends to a custom handler."""
    custom_handler.decode_invocation(data, BINDINGS)


TARGETS = {"decode": decode, "forms": forms, "dates": dates, "bodies": bodies}


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        with suppress(FunctionsError):
            target(data)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
