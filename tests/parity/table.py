"""The table of differences that are meant: each is one function in `rows`, and everything that is said of it is there.

The name of the function is the id of the row. Its docstring is what docs/differences.md says: where; what the official
SDK does -> what this package does; why. Its decorator has the examples, and its body is the rule: whether a difference
between the outcomes of a case is this one. A row that no case is about has no rule: its examples are calls, or the
function takes a package, and yields what is right with this one and wrong with the official SDK.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any, NamedTuple

from .outcomes import Difference, Failure, attempt
from .packages import Case

Shown = Iterator["tuple[object, Callable[[], object]]"]
"""What is right, and what gives it."""


class Example(NamedTuple):
    """A case, and what comes of it at one place: a value, an exception's class, or properties by name."""

    case: Case
    path: str
    official: object
    ours: object


def shows(case: Case, path: str, official: Any, ours: Any) -> Example:
    """Return an example; ``...`` is any outcome that differs."""
    return Example(case, path, official, ours)


class Both(NamedTuple):
    """A call of either package, and what comes of it: a value, or an exception's class."""

    call: Callable[[Any], object]
    official: object
    ours: object


def both(call: Callable[[Any], object], official: object, ours: object) -> Both:
    """Return an example of what no case is about; ``...`` is any outcome."""
    return Both(call, official, ours)


class Row(NamedTuple):
    """A difference: what docs/differences.md says of it, its examples, and the function that it is."""

    id: str
    section: str
    cells: list[str]
    examples: tuple[Any, ...]
    subject: str
    function: Callable[..., Any]


ROWS: dict[str, Row] = {}


def row(
    *examples: Any, decode: str | Collection[str] = (), encode: str | Collection[str] = (), turns: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the row that a function is to the table.

    Args:
        examples: Cases and calls that show the difference.
        decode: The bindings for which something is decoded; for no other case the rule is asked.
        encode: The bindings for which something is encoded.
        turns: The outcomes, ``official -> ours``: see `Difference.turns`.
    """

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__.replace("_", "-")
        assert name not in ROWS, f"two rows are named {name}"
        # What it looks at: `it`, a difference of a case; `found`, one of decorators; `func`, a package; or nothing.
        subject = "".join(inspect.signature(function).parameters) or ("it" if turns else "")
        section = str(sys.modules[function.__module__].__doc__).partition("\n")[0].rstrip(".")
        rule = partial(_applies, function, {"decode": decode, "encode": encode}, turns) if subject == "it" else function
        ROWS[name] = Row(name, section, _cells(str(function.__doc__)), examples, subject, rule)
        return function

    return add


def _applies(
    function: Callable[..., Any], bindings: dict[str, str | Collection[str]], turns: str, it: Difference
) -> bool:
    named = bindings.get(it.case.action, ())
    if any(bindings.values()) and it.case.subject not in ([named] if isinstance(named, str) else named):
        return False
    if turns and not it.turns(*turns.split(" -> ")):
        return False
    return function(it) if inspect.signature(function).parameters else True


def _cells(docstring: str) -> list[str]:
    """Return where it is, what the official SDK does, what this package does, and why: deeper lines go on."""
    lines = re.sub(r"\n +", " ", inspect.cleandoc(docstring)).splitlines()
    where, does, why = (line.strip() for line in lines)
    theirs, _, mine = does.partition(" -> ")
    return [where, theirs, mine, why]


def claims(it: object) -> list[str]:
    """Return the rows that explain a difference; none means that it is not meant."""
    subject = "it" if isinstance(it, Difference) else "found"
    return [row.id for row in ROWS.values() if row.subject == subject and row.function(it)]


def page() -> str:
    """Return the sections of docs/differences.md: each row has a title, which is its id, and a line for each cell."""
    lines: list[str] = []
    for row in ROWS.values():
        title = f"\n## {row.section}\n"
        if title not in lines:
            lines.append(title)
        where, theirs, mine, why = row.cells
        lines += [f"### `{row.id}`\n", f"{where}\n"]
        for term, cell in (("`azure.functions`", theirs), ("`azure_functions_lite`", mine), ("Why", why)):
            lines.append(f"{term}\n: {cell}\n")
    return "\n".join(lines)


def python(code: str) -> str:
    """Run code in its own interpreter, and return what it says: the last line of its output or of its error."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


def fails(call: Callable[[], object]) -> str:
    """Return the family of a call's failure, and nothing where it succeeds."""
    outcome = attempt(call)
    return outcome.family if isinstance(outcome, Failure) else ""
