"""What the host sends, line by line: each row of these tests is a delivery, and what a function reads of it.

Source: azure-functions-host, ``GrpcMessageConversionExtensions`` and ``FunctionBinding``; the trigger bindings of the
extensions. Datums are written with the first letters of their types: `s` text, `j` JSON, `b` bytes, and `cs`, `cb`,
`cl` the collections, of which the host leaves null and empty texts out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

import azure_functions_lite as func
from azure_functions_lite.meta import Datum

UTC = timezone.utc
WHEN = datetime(2024, 5, 17, 8, 30, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def s(value: str) -> Datum:
    return Datum(value, "string")


def j(document: str) -> Datum:
    return Datum(document, "json")


def b(content: bytes) -> Datum:
    return Datum(content, "bytes")


def cs(*texts: str) -> Datum:
    return Datum(SimpleNamespace(string=[*texts]), "collection_string")


def cb(*contents: bytes) -> Datum:
    return Datum(SimpleNamespace(bytes=[*contents]), "collection_bytes")


def cl(*numbers: int) -> Datum:
    return Datum(SimpleNamespace(sint64=[*numbers]), "collection_sint64")


class Sent(NamedTuple):
    """A delivery, and what is read of it: attribute or ``call()`` -> value, in batches one for each message."""

    line: str
    binding: str
    data: Datum | None
    metadata: dict[str, Datum]
    read: dict[str, Any]


def read(message: Any, name: str) -> Any:
    value = getattr(message, name.removesuffix("()"))
    return value() if name.endswith("()") else value


def check(sent: Sent) -> None:
    converter: Any = func.get_binding_registry().get(sent.binding)
    received = converter.decode(sent.data, trigger_metadata=sent.metadata)
    is_batch = isinstance(received, list)
    found = {
        name: [read(message, name) for message in received] if is_batch else read(received, name) for name in sent.read
    }
    assert found == sent.read


def rows(*given: Sent) -> Callable[[Callable[[Sent], None]], Callable[[Sent], None]]:
    return pytest.mark.parametrize("sent", given, ids=[each.line for each in given])
