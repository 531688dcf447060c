"""What every test may use: Datums of both classes, raw payloads as the host sends them, and ways to copy a value."""

from __future__ import annotations

import base64
import copy
import gc
import json
import os
import pickle
import re
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from threading import local
from types import SimpleNamespace
from typing import Any, cast

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from hypothesis import settings

from azure_functions_lite._wire import json as _json
from azure_functions_lite.context import Context, RetryContext, TraceContext
from azure_functions_lite.meta import Datum

# For the tests of the plugin in `azure_functions_lite.testing`; only this conftest.py may ask for it.
pytest_plugins = ["pytester"]

# The same examples on every run, so a test that fails here fails everywhere. They are few, as the suite runs often, on
# every Python; tox sets `EXAMPLES=many` for one of them.
settings.register_profile("few", deadline=None, derandomize=True, max_examples=10)
settings.register_profile("many", settings.get_profile("few"), max_examples=60)
settings.load_profile(os.environ.get("EXAMPLES", "few"))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the thousands of tests, which stay anyway: some tests collect a lot."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a parameter without the address of an object, which differs from one process of pytest-xdist to the next."""
    return None if isinstance(val, str) else re.sub(r" at 0x[0-9a-f]+", "", repr(val))[:60]


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
        if isinstance(value, list):
            return [restore(item) for item in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        fields = {name: restore(item) for name, item in cast("dict[str, object]", value).items()}
        if fields.keys() == {"base64"}:
            return base64.b64decode(fields["base64"])
        if fields.keys() != {"type", "value"}:
            return fields
        if (fields["type"] or "").startswith("collection_"):
            return make_datum(SimpleNamespace(**fields["value"]), fields["type"])
        return make_datum(fields["value"], fields["type"])

    def load(binding_type: str) -> tuple[Datum, dict[str, Datum]]:
        payload = json.loads(Path(__file__).with_name("payloads").joinpath(f"{binding_type}.json").read_text("utf-8"))
        return restore(payload["data"]), restore(payload["trigger_metadata"])

    return load


@pytest.fixture
def datums_of(make_datum: Callable[[Any, str | None], Datum]) -> Callable[[object], list[Datum]]:
    """Every Datum in which the host may send a value: as JSON, and, if it is one, as text, a number or a collection."""

    def datums(value: object) -> list[Datum]:
        made = [make_datum(json.dumps(value), "json")]
        if isinstance(value, list):
            items = cast("list[object]", value)
            if {*map(type, items)} == {str}:
                made.append(make_datum(SimpleNamespace(string=items), "collection_string"))
            numbers = [item for item in items if type(item) is int]
            if numbers == items:
                made.append(make_datum(SimpleNamespace(sint64=numbers), "collection_sint64"))
                made += [make_datum(SimpleNamespace(double=doubles), "collection_double") for doubles in exact(numbers)]
        elif isinstance(value, str):
            made.append(make_datum(value, "string"))
        elif type(value) is int:
            made.append(make_datum(value, "int"))
            made += [make_datum(double, "double") for [double] in exact([value])]
        return made

    def exact(numbers: list[int]) -> list[list[float]]:
        doubles = [float(number) for number in numbers]
        return [doubles] if doubles == numbers else []

    return datums


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The JSON documents that are parsed during a test, in order; some come twice if they are parsed twice."""
    parsed: list[object] = []
    loads = _json.loads

    def noting(document: object, where: str) -> Any:
        parsed.append(document)
        return loads(document, where)

    monkeypatch.setattr(_json, "loads", noting)
    return parsed


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.fixture(params=[copy.copy, copy.deepcopy, pickled], ids=["copy", "deepcopy", "pickle"])
def duplicate(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """A way to make another of a value."""
    way: Callable[[Any], Any] = request.param
    return way


@pytest.fixture
def run_as_main(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Run a module of this package as ``python -m`` does, in this process."""

    def run(name: str) -> None:
        # pytest rewrites the package, because it contains a plugin, and its loader has no code for `runpy`.
        finders = [finder for finder in sys.meta_path if not isinstance(finder, AssertionRewritingHook)]
        monkeypatch.setattr(sys, "meta_path", finders)
        # Or `runpy` would warn of it.
        monkeypatch.delitem(sys.modules, f"{name}.__main__", raising=False)
        runpy.run_module(name, run_name="__main__")

    return run


@pytest.fixture
def invocation() -> tuple[Context, dict[str, object]]:
    """A context, and what an app behind a middleware finds of it in its environ or scope."""
    known = {
        "invocation_id": "id",
        "function_name": "name",
        "function_directory": "/dir",
        "thread_local_storage": local(),
        "trace_context": TraceContext(trace_parent="00-1"),
        "retry_context": RetryContext(retry_count=2),
    }
    given: dict[str, Any] = dict(known)
    return Context(**given), {f"azure_functions.{name}": value for name, value in known.items()}
