"""Each row of the table has an example that shows it, and docs/differences.md says what the table says.

A row that stops being true fails, whichever of the two packages has changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from inspect import getsource
from typing import Any, cast

import pytest

from .decorators import Stack, Use, beside
from .decorators_compare import Found
from .decorators_read import index
from .outcomes import Difference, Failure, Properties, attempt, comparable, differences
from .packages import official, ours
from .table import ROWS, Both, Example, claims, page
from .write_page import PAGE

# The official SDK leaves it to the garbage collector to close uploaded files.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")


def _examples(kind: type[Any]) -> list[Any]:
    rows = ROWS.values()
    return [pytest.param(row.id, each, id=row.id) for row in rows for each in row.examples if isinstance(each, kind)]


def _difference(example: Example) -> Difference:
    found = {".".join(it.path): it for it in differences(example.case)}
    assert example.path in found, "the two agree"
    return found[example.path]


@pytest.mark.parametrize(("row", "example"), _examples(Example))
def test_example(row: str, example: Example) -> None:
    it = _difference(example)
    assert _is(it.official, example.official), it
    assert _is(it.ours, example.ours), it
    assert row in claims(it), claims(it)


def _is(outcome: object, expected: object) -> bool:
    if expected is ...:
        return True
    if isinstance(expected, type):
        return isinstance(outcome, Failure) and isinstance(outcome.error, expected)
    if isinstance(outcome, list) and isinstance(expected, list):
        items, wanted = cast("list[object]", outcome), cast("list[object]", expected)
        return len(items) == len(wanted) and all(map(_is, items, wanted))
    if isinstance(outcome, Properties) and isinstance(expected, Mapping):
        named = cast("Mapping[str, object]", expected)
        return all(outcome.values[name] == comparable(value) for name, value in named.items())
    return outcome == comparable(expected)


@pytest.mark.parametrize(("row", "use"), _examples(Use))
def test_decorator(row: str, use: Use) -> None:
    stack = Stack(beside(use))
    theirs, mine = index(official, stack), index(ours, stack)
    reading = "outcome" if "outcome" in {**theirs, **mine} else "functions[0].get_function_json()"
    shown = Found(stack, reading, *(found.get(reading, next(iter(found.values()))) for found in (theirs, mine)))
    assert claims(shown) == [row], shown


@pytest.mark.parametrize(("row", "example"), _examples(Both))
def test_both(row: str, example: Both) -> None:
    theirs, mine = (attempt(partial(example.call, func)) for func in (official, ours))
    assert _is(theirs, example.official), theirs
    assert _is(mine, example.ours), mine
    assert example.official is not ... or not _is(theirs, example.ours), "they agree"


@pytest.mark.parametrize("row", [row.id for row in ROWS.values() if row.subject == ""])
def test_check(row: str) -> None:
    assert ROWS[row].function() is None


@pytest.mark.parametrize("row", [row.id for row in ROWS.values() if row.subject == "func"])
def test_right(row: str) -> None:
    for right, call in ROWS[row].function(ours):
        assert _is(attempt(call), right), row
    for right, call in ROWS[row].function(official):
        assert not _is(attempt(call), right), f"the official SDK, too, gives {right}"


def test_every_row_is_shown() -> None:
    assert not [
        row.id
        for row in ROWS.values()
        if not row.examples and not re.search("assert|yield|raises", getsource(row.function))
    ]


@pytest.mark.parametrize("row", [row.id for row in ROWS.values() if row.subject == "it"])
def test_rule_is_needed(row: str) -> None:
    examples = [example for example in ROWS[row].examples if isinstance(example, Example)]
    assert any(claims(_difference(example)) == [row] for example in examples), "others explain it, too"


def test_page() -> None:
    introduction, _, entries = PAGE.read_text("utf-8").partition("\n## ")
    assert introduction
    assert f"\n## {entries}" == page(), "rewrite it: python -m parity.write_page"
