"""Each row of docs/differences.md has an example that shows it.

A row that stops being true fails, whichever of the two packages has changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from .differences import RULES, claims
from .examples import Example
from .examples_decorators import OTHERS
from .groups import EVERY_EXAMPLE as EXAMPLES
from .outcomes import Failure, Properties, comparable, differences

# The official SDK leaves it to the garbage collector to close uploaded files.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")

TABLE = Path(__file__).parents[2] / "docs" / "differences.md"
ROWS = re.findall(r"^\| `([a-z-]+)` \|", TABLE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.row)
def test_example(example: Example) -> None:
    found = {".".join(difference.path): difference for difference in differences(example.case)}
    assert example.path in found, "the two agree"
    difference = found[example.path]
    assert _is(difference.official, example.official), difference
    assert _is(difference.ours, example.ours), difference
    assert example.row in claims(difference), claims(difference)


def _is(outcome: object, expected: object) -> bool:
    if isinstance(expected, type):
        return isinstance(outcome, Failure) and outcome.family == expected.__name__
    if isinstance(outcome, list) and isinstance(expected, list):
        pairs = zip(cast("list[object]", outcome), cast("list[object]", expected), strict=True)
        return all(_is(one, other) for one, other in pairs)
    if isinstance(outcome, Properties) and isinstance(expected, Mapping):
        named = cast("Mapping[str, object]", expected)
        return all(outcome.values[name] == comparable(value) for name, value in named.items())
    return outcome == comparable(expected)


@pytest.mark.parametrize("row", OTHERS)
def test_other(row: str) -> None:
    OTHERS[row]()


def test_every_row_has_a_rule_or_an_example() -> None:
    assert len(set(ROWS)) == len(ROWS)
    assert set(ROWS) == RULES.keys() | OTHERS.keys()


def test_every_rule_has_an_example() -> None:
    assert {example.row for example in EXAMPLES} == RULES.keys()
    assert not RULES.keys() & OTHERS.keys()
