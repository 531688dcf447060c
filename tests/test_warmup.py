"""Warm-ups: a value without content, which any Datum becomes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite.meta import Datum
from azure_functions_lite.warmup import WarmUpContext, WarmUpTriggerConverter

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def test_warm_ups_are_values(duplicate: Callable[[object], object]) -> None:
    assert WarmUpContext() == WarmUpContext()
    assert hash(WarmUpContext()) == hash(WarmUpContext())
    assert duplicate(WarmUpContext()) == WarmUpContext()
    assert WarmUpContext() != object()
    assert repr(WarmUpContext()) == "WarmUpContext()"
    assert WarmUpContext().to_dict() == {}
    assert WarmUpContext().to_json() == "{}"


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("warmupTrigger")
    assert isinstance(WarmUpTriggerConverter.decode(data, trigger_metadata=metadata), WarmUpContext)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (None, None),
        ("string", "hey"),
        ("bytes", b"x"),
        ("json", "{"),
        ("int", 1),
        ("double", 1.5),
        ("http", {}),
        ("collection_bytes", SimpleNamespace(bytes=[b"x"])),
        ("collection_string", SimpleNamespace(string=["x"])),
        ("collection_sint64", SimpleNamespace(sint64=[1])),
    ],
)
def test_every_datum_is_taken(make_datum: MakeDatum, type: str | None, value: object) -> None:
    assert WarmUpTriggerConverter.decode(make_datum(value, type), trigger_metadata={}) == WarmUpContext()


def test_no_datum_is_taken() -> None:
    assert WarmUpTriggerConverter.decode(None, trigger_metadata=None) == WarmUpContext()
