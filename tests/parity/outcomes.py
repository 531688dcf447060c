"""What came of a case, in a form in which the two packages can be compared: every field is read, one by one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter, methodcaller
from types import ModuleType
from typing import Any, cast

from azure_functions_lite.errors import FunctionsError

from .fields import members, properties
from .packages import Annotation, Case, Make, Raw, carry_out, official, ours


@dataclass(frozen=True)
class Failure:
    """An exception: the built-in class that it is, as far as callers tell them apart."""

    family: str
    error: BaseException = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"


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


@dataclass(frozen=True)
class Difference:
    """One place in which the two packages give different things for a case, and what rules ask of it.

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

    @property
    def data(self) -> Raw | None:
        """The Datum that is decoded."""
        return self.case.given if isinstance(self.case.given, Raw) else None

    @property
    def kind(self) -> str | None:
        """The type of the Datum that is decoded; a dash where there is none."""
        return self.data.type if self.data else "-"

    @property
    def value(self) -> Any:
        """The value of the Datum that is decoded."""
        return self.data and self.data.value

    @property
    def annotation(self) -> str:
        """The annotation that is checked, as it is written."""
        given = self.case.given
        return given.text if isinstance(given, Annotation) and self.case.action.startswith("check") else ""

    def argument(self, name: str) -> Any:
        """Return an argument of what is made."""
        return self.case.given.arguments.get(name) if isinstance(self.case.given, Make) else None

    def mine(self, name: str) -> object:
        """Return what a property of our outcome gives."""
        return self.ours.values[name] if isinstance(self.ours, Properties) else None

    def decodes(self, *bindings: str) -> bool:
        """Return whether something is decoded for one of these bindings."""
        return self.case.action == "decode" and self.case.subject in bindings

    def encodes(self, *bindings: str) -> bool:
        """Return whether something is encoded for one of these bindings."""
        return self.case.action == "encode" and self.case.subject in bindings

    def turns(self, official: str, ours: str) -> bool:
        """Return whether the outcomes are such: names of errors and classes, ``object``, ``value``, ``anything``."""
        return is_one(self.official, official) and is_one(self.ours, ours)

    def at(self, *attributes: str) -> bool:
        """Return whether it is about one of these properties, of a message or of one in a batch."""
        return self.path[-1:] in [(attribute,) for attribute in attributes]


def is_one(outcome: object, kinds: str) -> bool:
    """Return whether an outcome is of one of these kinds."""
    if kinds == "anything":
        return True
    if isinstance(outcome, Failure):
        return outcome.family in kinds.split()
    kind = outcome.kind if isinstance(outcome, Properties) else type(outcome).__name__
    return not {kind, "object" if isinstance(outcome, Properties) else "", "value"}.isdisjoint(kinds.split())


def ok(outcome: object) -> bool:
    """Return whether it is not an error."""
    return not isinstance(outcome, Failure)


def failed(outcome: object, *families: str) -> bool:
    """Return whether it is an error of one of these families."""
    return isinstance(outcome, Failure) and outcome.family in families


def gave(outcome: object, kind: str) -> bool:
    """Return whether it is an object of a class."""
    return isinstance(outcome, Properties) and outcome.kind == kind


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
    """Carry a case out with both packages, and return where the outcomes differ.

    It does not matter when an error is raised: an error of ours when reading a property counts as one of decoding or
    making the object, if the official SDK can return the property or fails itself.
    """
    theirs, mine = outcome(official, case), outcome(ours, case)
    late = list(_raised_late(theirs, mine)) if case.action in ("decode", "read") else []
    found = [difference for failure in late for difference in _compare(case, (), theirs, failure)]
    if not late or ok(theirs):
        found += [it for it in _compare(case, (), theirs, mine) if not _is_one_of(late, it.ours)]
    return found


_WRITING = ("to_dict", "to_json says to_dict")


def _raised_late(theirs: object, mine: object) -> Iterator[Failure]:
    if isinstance(mine, list):
        items = cast("list[object]", mine)
        others = cast("list[object]", theirs) if isinstance(theirs, list) else [theirs] * len(items)
        for one, other in zip(others, items, strict=False):
            yield from _raised_late(one, other)
    elif isinstance(mine, Properties):
        # What is made of all the metadata, or of the body, is a separate matter.
        apart = {"form", "files", *(["metadata"] if mine.kind != "InputStream" else [])}
        for name in set(properties(mine.kind)) - apart:
            failure = mine.values[name]
            if isinstance(failure, Failure) and (not isinstance(theirs, Properties) or ok(theirs.values.get(name))):
                yield failure


def _is_one_of(late: list[Failure], outcome: object) -> bool:
    return isinstance(outcome, Failure) and str(outcome) in map(str, late)


def _compare(case: Case, path: tuple[str, ...], theirs: object, mine: object) -> Iterator[Difference]:
    if isinstance(mine, Failure) and not _is_lookup(case, mine):
        # Malformed input never surfaces as something else than an error of ours, whatever the other one does.
        assert isinstance(mine.error, FunctionsError), f"{case}: not an error of this package: {mine}"
    if isinstance(theirs, Properties) and isinstance(mine, Properties) and theirs.kind == mine.kind:
        # What cannot be read cannot be written either, and that is not another difference.
        unread = [value for name, value in mine.values.items() if isinstance(value, Failure) and name not in _WRITING]
        names = {name for name in theirs.values if name not in _WRITING or not _is_one_of(unread, mine.values[name])}
        for name in names - {"to_dict"}:
            yield from _compare(case, (*path, name), theirs.values[name], mine.values[name])
        if "to_dict" in names:
            dicts = (_dict_apart(*pair) for pair in ((theirs, mine), (mine, theirs)))
            yield from _compare(case, (*path, "to_dict"), *dicts)
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


Reader = Callable[[Any], object]
_RECORDS = ("Document", "SqlRow", "MySqlRow")
_LISTS = tuple(f"{name}List" for name in _RECORDS)
_METHODS: dict[str, tuple[str, Reader]] = {
    "get_body": ("body", lambda value: value.get_body()),
    "get_json": ("json", lambda value: value.get_json()),
    "to_dict": ("to_dict", lambda value: value.to_dict()),
    "to_json": ("to_json says to_dict", lambda value: value.to_json() == json.dumps(value.to_dict())),
}
_COPY: Reader = lambda value: (type(value.copy()) is type(value), list(value.copy()))  # noqa: E731  # like the others
_OWN: dict[str, dict[str, Reader]] = {
    "HttpRequest": {
        "headers": lambda value: dict(value.headers.items()),
        "form": lambda value: {name: value.form.getlist(name) for name in value.form},
        "files": lambda value: {name: [_file(file) for file in value.files.getlist(name)] for name in value.files},
    },
    "HttpResponse": {
        "names": lambda value: list(value.headers),
        "headers": lambda value: list(value.headers.items()),
        "values": lambda value: {name.lower(): value.headers.getlist(name) for name in value.headers.keys()},  # noqa: SIM118  # iteration differs
    },
    "InputStream": {
        "first": lambda value: value.read(2),
        "second": lambda value: value.read1(1),
        "rest": lambda value: value.read(),
        "end": lambda value: value.read(1),
        **{name: methodcaller(name) for name in ("readable", "seekable", "writable")},
    },
    **{name: {"text": str} for name in ("OrchestrationContext", "EntityContext")},
    **{name: {"items": lambda value: list(value.items()), "copy": _COPY} for name in _RECORDS},
    **{name: {"items": list, "copy": lambda value: type(value.copy()) is type(value)} for name in _LISTS},
}
"""What is read in its own way."""
READ_BY_OTHERS = {"read", "read1", "readable", "seekable", "writable", "from_json", "from_dict"}
"""Public methods that `_OWN` and the cases call."""

_NAMES = (
    *("HttpRequest", "HttpResponse", "QueueMessage", "InputStream", "TimerRequest", "WarmUpContext", "EventHubEvent"),
    *("KafkaEvent", "ServiceBusMessage", "EventGridEvent", "EventGridOutputEvent", "CloudEvent", *_RECORDS, *_LISTS),
    *("OrchestrationContext", "EntityContext", "PromptInvocationContext"),
)
READERS: dict[str, dict[str, Reader]] = {}
"""How each property and method of the official classes is read; streams in this order, for reading moves them on."""
for _name in _NAMES:
    READERS[_name] = {name: attrgetter(name) for name in properties(_name)}
    READERS[_name] |= dict(_METHODS[name] for name in members(_name) if name in _METHODS)
    READERS[_name] |= _OWN.get(_name, {})
    if _name in _RECORDS:
        READERS[_name]["to_json"] = lambda value: value.to_json()
    if "to_json" in members(_name) and "to_dict" not in members(_name):
        del READERS[_name]["to_json says to_dict"]


def _file(file: Any) -> object:
    return file.name, file.filename, file.mimetype, file.stream.read()


def comparable(value: Any) -> object:
    """Return a value of one package as one that compares equal to the same value of the other."""
    kind = type(value).__name__
    if kind in READERS:
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
