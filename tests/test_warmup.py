from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Optional

import pytest

from azure_functions_lite.meta import Datum, get_binding_registry
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


def test_the_converter_is_registered() -> None:
    assert get_binding_registry().get("warmupTrigger") is WarmUpTriggerConverter
    assert WarmUpTriggerConverter.has_trigger_support()
    assert not WarmUpTriggerConverter.has_implicit_output()


class OwnContext(WarmUpContext):
    pass


@pytest.mark.parametrize(
    ("annotation", "accepted"),
    [
        (WarmUpContext, True),
        (OwnContext, True),
        (WarmUpContext | None, True),
        (Optional[WarmUpContext], True),  # noqa: UP045  # the older spelling is another object
        (list[WarmUpContext], False),
        (str, False),
        (object, False),
        (Any, False),
        (None, False),
        ("WarmUpContext", False),
    ],
    ids=repr,
)
def test_annotations(annotation: object, accepted: bool) -> None:
    assert WarmUpTriggerConverter.check_input_type_annotation(annotation) is accepted


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
