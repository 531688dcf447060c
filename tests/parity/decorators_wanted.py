"""Differences between the two packages that are meant, each with the id of its row in docs/differences.md."""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from azure_functions_lite.errors import FunctionsError

from .decorators import Member, Row, Stack
from .packages import ours

# The options whose texts the official SDK does not look up, and the members that they name.
_CHOICES = ("source", "change_feed_mode", "property_type")
_MEMBERS = {
    text.casefold(): item.value
    for kind in ("BlobSource", "CosmosDBChangeFeedMode", "McpPropertyType")
    for name, item in getattr(ours, kind).__members__.items()
    for text in (name, item.value)
}
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


def _given(subject: object) -> Iterable[tuple[str, object]]:
    """Return what a subject is made with: keywords, and without a name what is given by its place."""
    if isinstance(subject, Stack):
        by_place = [("", value) for use in subject.uses for value in use.args]
        return [*by_place, *(item for use in subject.uses for item in use.kwargs.items())]
    return subject.kwargs.items() if isinstance(subject, Row) else []


def _writes(found: Found) -> bool:
    """Return whether we write as text what the official SDK cannot write."""
    texts = [
        value.isoformat() if isinstance(value, datetime.time) else base64.b64encode(value).decode()
        for _, value in _given(found.subject)
        if isinstance(value, (datetime.time, bytes))
    ]
    cannot = isinstance(found.theirs, TypeError) and "not JSON serializable" in str(found.theirs)
    return cannot and bool(texts) and isinstance(found.mine, str) and all(text in found.mine for text in texts)


def _is_reserved(found: Found) -> bool:
    """Return whether we refuse a keyword that the official SDK passes over."""
    names = {name for name, _ in _given(found.subject)} & {"type", "direction"}
    refused = isinstance(found.mine, TypeError) and any(f"'{name}'" in str(found.mine) for name in names)
    return refused and found.reading == "outcome"


def _is_choice(found: Found) -> bool:
    """Return whether we read the text for an enum that the official SDK passes on as it is, or stumbles over."""
    for text in [value for name, value in _given(found.subject) if name in _CHOICES and isinstance(value, str)]:
        value = _MEMBERS.get(text.casefold())
        if value is None:
            return found.reading == "outcome" and isinstance(found.mine, KeyError) and repr(text) in str(found.mine)
        if isinstance(found.theirs, AttributeError):
            return isinstance(found.mine, str)
        return isinstance(found.theirs, str) and found.theirs.replace(text, value) == found.mine
    return False


def _is_property(found: Found) -> bool:
    """Return whether we refuse a property of a tool that is none of its arguments."""
    stack = found.subject
    names = [use.kwargs.get("arg_name", use.args[:1]) for use in getattr(stack, "uses", ()) if "property" in use.name]
    is_absent = any(name not in ("first", "second") for name in names)
    return is_absent and isinstance(found.mine, FunctionsError) and "mcp_tool_property" in str(found.mine)


def _is_value(found: Found) -> bool:
    """Return whether the value of a member is another, see `test_values_of_members_that_differ`."""
    is_given = any(isinstance(value, Member) and value.name == "FLOAT" for _, value in _given(found.subject))
    return is_given and isinstance(found.theirs, str) and found.theirs.replace("float", "number") == found.mine


def _is_table(found: Found) -> bool:
    """Return whether we pass a keyword of a table decorator through, as of every other."""
    refused = isinstance(found.theirs, TypeError) and "unexpected keyword" in str(found.theirs)
    return refused and "table_" in str(found.theirs) and isinstance(found.mine, (str, FunctionsError))


def _is_default(found: Found) -> bool:
    """Return whether a property of a tool that leaves out `is_required` makes an argument required."""
    if not (isinstance(found.theirs, str) and isinstance(found.mine, str)):
        return False
    optional = [re.sub(r'(isRequired\\*": )true', r"\1false", text) for text in (found.theirs, found.mine)]
    counts = [len(re.findall(r'isRequired\\*": true', text)) for text in (found.theirs, found.mine)]
    return optional[0] == optional[1] and counts[0] > counts[1]


_CLASSES = {
    *("dapr.DaprTopicTrigger", "http.HttpTrigger", "mcp.MCPResourceTrigger"),
    *("function_name.FunctionName", "retry_policy.RetryPolicy", "table.TableInput", "table.TableOutput"),
}


def _is_class(found: Found) -> bool:
    """Return whether it is about a class that is otherwise used by a decorator only, and is what that makes."""
    return isinstance(found.subject, Row) and found.subject.path.removeprefix("decorators.") in _CLASSES


WANTED: dict[str, Callable[[Found], bool]] = {
    "decorator-json": _writes,
    "decorator-reserved": _is_reserved,
    "decorator-choice": _is_choice,
    "mcp-tool-property-unknown": _is_property,
    "decorator-enum-values": _is_value,
    "decorator-table": _is_table,
    "mcp-tool-property-defaults": _is_default,
    "row-classes": _is_class,
}


def claims(found: Found) -> list[str]:
    """Return the ids of the rows that a difference belongs to."""
    return [row for row, is_meant in WANTED.items() if is_meant(found)]


def texts_of(found: Iterable[Found]) -> list[str]:
    """Return reports; of several about one subject, the first: the others follow from it, mostly."""
    reports: dict[int, str] = {}
    for difference in found:
        reports.setdefault(id(difference.subject), str(difference))
    return list(reports.values())
