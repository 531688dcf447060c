"""What came of a case, in a form in which the two packages can be compared."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any, cast

from azure_functions_lite.errors import FunctionsError

from .packages import HAS_TO_DICT, Case, carry_out, official, ours


@dataclass(frozen=True)
class Failure:
    """An exception: the built-in class that it is, as far as callers tell them apart."""

    family: str
    error: BaseException = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"


@dataclass(frozen=True)
class Difference:
    """One place in which the two packages give different things for a case.

    Attributes:
        path: Which property; empty where the outcome as a whole differs, as when one of them fails.
    """

    case: Case
    path: tuple[str, ...]
    official: object
    ours: object

    def __str__(self) -> str:
        where = ".".join(self.path) or "outcome"
        return f"{self.case}\n  {where}: official {_shown(self.official)}, ours {_shown(self.ours)}"


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Failure) else repr(value)


# The error tree of this package inherits these; a subclass (UnicodeDecodeError) counts as its base.
_FAMILIES = (NotImplementedError, TypeError, LookupError, ValueError, io.UnsupportedOperation)


def _failure(error: Exception) -> Failure:
    # A KeyError or an IndexError shows how something is made; nobody raises it for a caller to catch.
    lookup = type(error) if isinstance(error, (KeyError, IndexError)) else None
    family = lookup or next((family for family in _FAMILIES if isinstance(error, family)), type(error))
    return Failure(family.__name__, error)


def attempt(call: Callable[[], object]) -> object:
    """Return what a call gives in comparable form, or its `Failure`."""
    try:
        return comparable(call())
    except Exception as error:  # whatever it is, it is what is compared
        return _failure(error)


def outcome(func: ModuleType, case: Case) -> object:
    """Carry a case out with one package; of an object that comes of it, read every property."""
    return attempt(lambda: carry_out(func, case))


def differences(case: Case) -> list[Difference]:
    """Carry a case out with both packages, and return where the outcomes differ."""
    return list(_compare(case, (), outcome(official, case), outcome(ours, case)))


def _compare(case: Case, path: tuple[str, ...], theirs: object, mine: object) -> Iterable[Difference]:
    if isinstance(mine, Failure) and not _is_lookup(case, mine):
        # Malformed input never surfaces as something else than an error of ours, whatever the other one does.
        assert isinstance(mine.error, FunctionsError), f"{case}: not an error of this package: {mine}"
    if isinstance(theirs, Properties) and isinstance(mine, Properties) and theirs.kind == mine.kind:
        for name in theirs.values.keys() - {"to_dict"}:
            yield from _compare(case, (*path, name), theirs.values[name], mine.values[name])
        yield from _compare(
            case, (*path, "to_dict"), *(_dict_apart(*pair) for pair in ((theirs, mine), (mine, theirs)))
        )
    elif _are_batches(theirs, mine):
        pairs = zip(cast("list[object]", theirs), cast("list[object]", mine), strict=True)
        for index, (one, other) in enumerate(pairs):
            yield from _compare(case, (*path, str(index)), one, other)
    elif theirs != mine:
        yield Difference(case, path, theirs, mine)


def _are_batches(theirs: object, mine: object) -> bool:
    """Return whether both are lists of as many objects."""
    if not isinstance(theirs, list) or not isinstance(mine, list):
        return False
    one, other = cast("list[object]", theirs), cast("list[object]", mine)
    return len(one) == len(other) and any(isinstance(item, Properties) for item in [*one, *other])


def _dict_apart(one: Properties, other: Properties) -> object:
    """Return what ``to_dict`` gave, without the properties that differ anyway."""
    given = one.values.get("to_dict")
    if not isinstance(given, dict):
        return given
    values = cast("dict[str, object]", given)
    return {name: value for name, value in values.items() if one.values.get(name) == other.values.get(name)}


def _is_lookup(case: Case, failure: Failure) -> bool:
    """Return whether a header that is not there was deleted: mappings raise `KeyError` for that."""
    return failure.family == "KeyError" and any(step == "__delitem__" for step, _, _ in case.steps)


@dataclass(frozen=True)
class Properties:
    """An object of a type that both packages have: the name of its class, and what each property gives."""

    kind: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Exactly:
    """A number, with its type: 1, 1.0 and True are equal to Python, and not to us."""

    kind: str
    text: str


READERS: dict[str, dict[str, Callable[[Any], object]]] = {
    "HttpRequest": {
        "method": lambda value: value.method,
        "url": lambda value: value.url,
        "headers": lambda value: dict(value.headers.items()),
        "params": lambda value: dict(value.params),
        "route_params": lambda value: dict(value.route_params),
        "body": lambda value: value.get_body(),
        "json": lambda value: value.get_json(),
        "form": lambda value: {name: value.form.getlist(name) for name in value.form},
        "files": lambda value: {name: [_file(file) for file in value.files.getlist(name)] for name in value.files},
    },
    "HttpResponse": {
        "status_code": lambda value: value.status_code,
        "names": lambda value: list(value.headers),
        "headers": lambda value: list(value.headers.items()),
        "values": lambda value: {name.lower(): value.headers.getlist(name) for name in value.headers.keys()},  # noqa: SIM118  # iteration differs
        "mimetype": lambda value: value.mimetype,
        "charset": lambda value: value.charset,
        "body": lambda value: value.get_body(),
    },
    "QueueMessage": {
        "id": lambda value: value.id,
        "dequeue_count": lambda value: value.dequeue_count,
        "expiration_time": lambda value: value.expiration_time,
        "insertion_time": lambda value: value.insertion_time,
        "time_next_visible": lambda value: value.time_next_visible,
        "pop_receipt": lambda value: value.pop_receipt,
        "body": lambda value: value.get_body(),
        "json": lambda value: value.get_json(),
    },
    "InputStream": {
        "name": lambda value: value.name,
        "uri": lambda value: value.uri,
        "length": lambda value: value.length,
        "blob_properties": lambda value: value.blob_properties,
        "metadata": lambda value: value.metadata,
        "readable": lambda value: value.readable(),
        "writable": lambda value: value.writable(),
        "seekable": lambda value: value.seekable(),
        "first": lambda value: value.read(2),
        "rest": lambda value: value.read(),
        "end": lambda value: value.read(1),
    },
    "TimerRequest": {
        "past_due": lambda value: value.past_due,
        "schedule_status": lambda value: value.schedule_status,
        "schedule": lambda value: value.schedule,
    },
    "WarmUpContext": {},
}

if HAS_TO_DICT:
    for _name in ("QueueMessage", "InputStream", "TimerRequest"):
        READERS[_name]["to_dict"] = lambda value: value.to_dict()
        READERS[_name]["to_json says to_dict"] = lambda value: value.to_json() == json.dumps(value.to_dict())


def _file(file: Any) -> object:
    return file.name, file.filename, file.mimetype, file.stream.read()


def comparable(value: Any) -> object:
    """Return a value of one package as one that compares equal to the same value of the other."""
    kind = type(value).__name__
    if kind in READERS:
        # In the order of the table: reading a stream moves it on.
        return Properties(kind, {name: attempt(partial(read, value)) for name, read in READERS[kind].items()})
    if kind == "Datum" and value.type == "http":
        return Properties("http Datum", {name: comparable(part) for name, part in value.value.items()})
    if kind == "Datum":
        return "Datum", value.type, comparable(value.value)
    if kind == "Morsel":
        attributes = {name: comparable(attribute) for name, attribute in value.items() if attribute}
        return "Morsel", value.key, value.value, value.coded_value, attributes
    if isinstance(value, Mapping):
        return {comparable(name): comparable(item) for name, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, (list, tuple)):
        items = [comparable(item) for item in cast("Iterable[object]", value)]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, (bool, int, float)):
        return Exactly(type(value).__name__, repr(value))
    if isinstance(value, (datetime, timedelta)):
        return Exactly(type(value).__name__, str(value))
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    return value
