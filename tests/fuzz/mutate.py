"""Payloads that are wrong: real ones, changed at random in one to four places."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from azure_functions_lite.meta import Datum, is_datum

KINDS = [
    None,
    "string",
    "bytes",
    "json",
    "int",
    "double",
    "bool",
    "http",
    "collection_string",
    "collection_bytes",
    "collection_sint64",
    "collection_double",
    "model_binding_data",
    "",
]
ATOMS: list[Callable[[], object]] = [
    lambda: None,
    lambda: True,
    lambda: -1,
    lambda: 2**63,
    lambda: 10**5_000,
    lambda: 1.5,
    lambda: float("nan"),
    lambda: "",
    lambda: "null",
    lambda: "5",
    lambda: "two",
    lambda: "2024-02-30T25:61:61Z",
    lambda: "99999999.23:59:59",
    lambda: "P1Y",
    lambda: "\ud800",
    lambda: "\ufeff{}",
    lambda: "[" * 2_000,
    lambda: "9" * 5_000,
    lambda: '{"__class__": "X", "__module__": "json", "__data__": 1}',
    lambda: b"",
    lambda: b"\xff\xfe",
    lambda: bytearray(b"x"),
    list,
    lambda: [None],
    dict,
    lambda: {"a": {"b": [1, None, "x"]}},
    lambda: object(),
    lambda: SimpleNamespace(bytes=[b"a", None, 5]),
    lambda: SimpleNamespace(string=["a", "\ud800"], sint64=["x"]),
    lambda: Datum("x", "string"),
]


def mutated(random: Random, value: Any) -> Any:
    """Return a copy of a payload's part with one change somewhere in it."""
    if is_datum(value):
        return _datum(random, value)
    if isinstance(value, SimpleNamespace):
        name, items = next(iter(vars(value).items()))
        return SimpleNamespace(**{name: mutated(random, items)})
    if isinstance(value, dict) and value and random.random() < 0.8:
        return _mapping(random, cast("dict[object, object]", value))
    if isinstance(value, list) and value and random.random() < 0.8:
        return _items(random, cast("list[object]", value))
    if isinstance(value, (str, bytes)) and value and random.random() < 0.5:
        return value[: random.randrange(len(value))] if random.random() < 0.5 else value[random.randrange(len(value)) :]
    return random.choice(ATOMS)()


def _datum(random: Random, datum: Datum) -> object:
    choice = random.random()
    if choice < 0.15:
        return Datum(datum.value, random.choice(KINDS))
    if choice < 0.2:
        return random.choice(ATOMS)()
    if datum.type == "json" and choice < 0.8:
        try:
            document = mutated(random, json.loads(datum.value))
            return Datum(json.dumps(document), "json")
        except (TypeError, ValueError, RecursionError):
            return Datum(random.choice(ATOMS)(), "json")
    return Datum(mutated(random, datum.value), datum.type)


def _mapping(random: Random, value: dict[object, object]) -> dict[object, object]:
    changed = dict(value)
    key = random.choice(list(changed))
    choice = random.random()
    if choice < 0.2:
        del changed[key]
    elif choice < 0.3:
        name = random.choice(["SystemProperties", "UserPropertiesArray", "data_base64", "specversion", ""])
        changed[name] = changed[key]
    else:
        changed[key] = mutated(random, changed[key])
    return changed


def _items(random: Random, value: list[object]) -> list[object]:
    changed = list(value)
    index = random.randrange(len(changed))
    choice = random.random()
    if choice < 0.2:
        del changed[index]
    elif choice < 0.4:
        changed.insert(index, changed[index])
    else:
        changed[index] = mutated(random, changed[index])
    return changed


def anything(random: Random, depth: int = 3) -> object:
    """Return a value for an output: an atom, or some of them in a list, a tuple, a dict or an object that has them."""
    choice = random.random()
    if depth and choice < 0.15:
        return [anything(random, depth - 1) for _ in range(random.randrange(4))]
    if depth and choice < 0.2:
        return tuple(anything(random, depth - 1) for _ in range(random.randrange(3)))
    if depth and choice < 0.35:
        return {random.choice(["a", "id", 5, None, ("x",)]): anything(random, depth - 1) for _ in range(2)}
    return random.choice(ATOMS)()
