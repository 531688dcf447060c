"""How what comes of decorators is compared: reading by reading, and without what the table of differences explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from azure_functions_lite.errors import FunctionsError

from .decorators import Row, Stack
from .table import claims

_BUILT_IN = (KeyError, NotImplementedError, TypeError, ValueError)


@dataclass(frozen=True)
class Found:
    """A difference: what was done, and one reading of what came of it."""

    subject: object
    reading: str
    theirs: object
    mine: object

    def __str__(self) -> str:
        said = (f"\n    {who} {_shown(what)}" for who, what in (("official:", self.theirs), ("ours:    ", self.mine)))
        return f"{self.subject}\n  {self.reading}{''.join(said)}"


def _shown(reading: object) -> str:
    return f"{type(reading).__name__}: {reading}" if isinstance(reading, Exception) else str(reading)


def agree(theirs: object, mine: object) -> bool:
    """Return whether two readings are equal, or two errors are such that whoever catches the one catches the other."""
    if not isinstance(theirs, Exception) or not isinstance(mine, Exception):
        return not isinstance(theirs, Exception) and theirs == mine
    # Python itself says it where arguments are missing, or too many.
    is_clear = isinstance(mine, FunctionsError) or type(mine) is TypeError
    # An AttributeError or a bare Exception is nothing that anybody catches.
    return is_clear and all(isinstance(mine, kind) for kind in _BUILT_IN if isinstance(theirs, kind))


def compare(subject: object, theirs: Mapping[str, object], mine: Mapping[str, object]) -> Iterator[Found]:
    """Return each reading that differs, and is not meant to."""
    if "outcome" in theirs or "outcome" in mine:
        # One of them did not come to readings.
        theirs, mine = ({"outcome": found.get("outcome", next(iter(found.values()), None))} for found in (theirs, mine))
    for name in {**theirs, **mine}:
        found = Found(subject, name, theirs.get(name, "(nothing)"), mine.get(name, "(nothing)"))
        if not agree(found.theirs, found.mine) and not claims(found):
            yield found


def given(subject: object) -> Iterable[tuple[str, object]]:
    """Return what a subject is made with: keywords, and without a name what is given by its place."""
    if isinstance(subject, Stack):
        by_place = [("", value) for use in subject.uses for value in use.args]
        return [*by_place, *(item for use in subject.uses for item in use.kwargs.items())]
    return subject.kwargs.items() if isinstance(subject, Row) else []


def texts_of(found: Iterable[Found]) -> list[str]:
    """Return reports; of several about one subject, the first: the others follow from it, mostly."""
    reports: dict[int, str] = {}
    for difference in found:
        reports.setdefault(id(difference.subject), str(difference))
    return list(reports.values())
