"""Malformed payloads for every converter, and odd values to encode: an error of the tree, or none.

A case is made of the run's seed, its converter and its number, so that each can be repeated alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.meta import BUILT_IN, Datum, InConverter, OutConverter, is_datum

from .conftest import CASES, SEED
from .mutate import anything, mutated

CONVERTERS: dict[str, Any] = {name: func.get_binding_registry().get(name) for name in BUILT_IN}
PAYLOADS = sorted(path.stem for path in Path(__file__).parents[1].joinpath("payloads").glob("*.json"))
WRITERS = [name for name, converter in CONVERTERS.items() if issubclass(converter, OutConverter)]
# Payloads are tried with either class of Datum.
EACH = CASES // (2 * len(PAYLOADS) + len(WRITERS)) + 1


def test_every_converter_is_tried() -> None:
    readers = {name for name, converter in CONVERTERS.items() if issubclass(converter, InConverter)}
    assert {name.split("-")[0] for name in PAYLOADS} == readers
    assert readers | set(WRITERS) == set(BUILT_IN)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads(payload: str, load_payload: Callable[[str], tuple[Datum, dict[str, Datum]]]) -> None:
    binding = payload.split("-")[0]
    whole = load_payload(payload)
    for number in range(EACH):
        random = Random(f"{SEED} {payload} {number}")
        data: Any
        metadata: Any
        data, metadata = whole
        for _ in range(random.randint(1, 4)):
            if random.random() < 0.5:
                changed = mutated(random, data)
                # No Datum at all is the worker's way to say that there is no value; anything else it never gives.
                data = changed if is_datum(changed) else None
            else:
                metadata = mutated(random, metadata)
        with _case(f"decode {payload}", number):
            _use(CONVERTERS[binding].decode(data, trigger_metadata=metadata))


@pytest.mark.parametrize("binding", WRITERS)
def test_values(binding: str) -> None:
    for number in range(EACH):
        value = anything(Random(f"{SEED} {binding} {number}"))
        with _case(f"encode {binding}", number):
            CONVERTERS[binding].encode(value, expected_type=None)


@contextlib.contextmanager
def _case(name: str, number: int) -> Generator[None, None, None]:
    try:
        with contextlib.suppress(FunctionsError):
            yield
    except Exception as error:
        pytest.fail(f"{name}, case {number} of FUZZ_SEED={SEED}: {type(error).__name__}: {error}")


def _use(value: object) -> None:
    """Do with what was decoded what a user can do; each may fail, but only as the error tree says."""
    for item in cast("list[object]", value) if isinstance(value, list) else [value]:
        if not type(item).__module__.startswith("azure_functions_lite"):
            continue
        names = [name for name in dir(type(item)) if isinstance(getattr(type(item), name), property)]
        uses: list[Callable[[], object]] = [partial(getattr, item, name) for name in names]
        methods = ("get_body", "get_json", "to_dict", "to_json", "__repr__")
        uses += [getattr(item, name) for name in methods if hasattr(item, name)]
        for use in uses:
            with contextlib.suppress(FunctionsError):
                use()
