"""What every test may use: Datums of both classes, raw payloads as the host sends them, and ways to copy a value."""

from __future__ import annotations

import base64
import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import settings

from azure_functions_lite.meta import Datum

# The same examples on every run, so a test that fails here fails everywhere; not many, as the suite runs often.
settings.register_profile("azure_functions_lite", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("azure_functions_lite")


class WorkerDatum:
    """A stand-in for the worker's own Datum: another class, with the same two attributes."""

    def __init__(self, value: object, type: str | None) -> None:
        self.value = value
        self.type = type


@pytest.fixture(params=[Datum, WorkerDatum], ids=["our Datum", "worker's Datum"])
def make_datum(request: pytest.FixtureRequest) -> Callable[[Any, str | None], Datum]:
    """A class of Datums; what uses it runs once with ours, and once with one that only looks the same."""
    kind: Callable[[Any, str | None], Datum] = request.param
    return kind


@pytest.fixture
def load_payload(
    make_datum: Callable[[Any, str | None], Datum],
) -> Callable[[str], tuple[Datum, dict[str, Datum]]]:
    """Read ``payloads/<binding type>.json``: the Datum and the trigger metadata that a converter is handed."""

    def restore(value: object) -> Any:
        if not isinstance(value, dict):
            return value
        fields = {name: restore(item) for name, item in cast("dict[str, object]", value).items()}
        if fields.keys() == {"base64"}:
            return base64.b64decode(fields["base64"])
        return make_datum(fields["value"], fields["type"]) if fields.keys() == {"type", "value"} else fields

    def load(binding_type: str) -> tuple[Datum, dict[str, Datum]]:
        payload = json.loads(Path(__file__).with_name("payloads").joinpath(f"{binding_type}.json").read_text("utf-8"))
        return restore(payload["data"]), restore(payload["trigger_metadata"])

    return load


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.fixture(params=[copy.copy, copy.deepcopy, pickled], ids=["copy", "deepcopy", "pickle"])
def duplicate(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """A way to make another of a value."""
    way: Callable[[Any], Any] = request.param
    return way
