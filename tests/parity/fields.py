"""What the official classes have: their properties, and for each the field of trigger metadata that it is read from.

Nothing here is read from our own classes, so that a field that they lack shows up.
"""

from __future__ import annotations

import inspect
import json
import typing
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from .packages import converter, official

_MODULES = [official, *(import_module(found.name) for found in iter_modules(official.__path__, "azure.functions."))]


@cache
def classes(name: str) -> list[type[Any]]:
    """Return the classes of a name: several modules of the official SDK have one."""
    found = (vars(module).get(name) for module in _MODULES)
    return [kind for kind in dict.fromkeys(found) if inspect.isclass(kind)]


@cache
def members(name: str) -> dict[str, object]:
    """Return the public members of the classes of a name."""
    bases = [base for kind in classes(name) for base in kind.__mro__ if base.__module__.startswith("azure.functions")]
    return {member: value for base in bases for member, value in vars(base).items() if not member.startswith("_")}


@cache
def properties(name: str) -> list[str]:
    """Return the names of the properties of the classes of a name."""
    return [member for member, value in members(name).items() if isinstance(value, property)]


class Field(NamedTuple):
    """A property, the field of metadata that it is read from, and what type its annotation promises."""

    attribute: str
    name: str
    kind: type[Any]


class _Asked(dict[str, Any]):
    """Metadata that remembers what it was asked for."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(given)
        self.names: dict[str, None] = {}

    def get(self, name: str, default: Any = None) -> Any:
        self.names[name] = None
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.names[str(name)] = None
        return super().__contains__(name)


# Of each type, a value that no field has by itself.
_PROBES: tuple[object, ...] = ("2024-01-31T10:00:00Z", "00:00:05", 5, "a", {"a": 1}, [{"a": 1}])
_MARKS = {"eventHubTrigger": "SystemProperties", "serviceBusTrigger": "UserProperties"}


def _decode(binding: str, **metadata: object) -> Any:
    given = {name: official.meta.Datum(json.dumps(value), "json") for name, value in {"sys": "", **metadata}.items()}
    if binding in _MARKS:
        given.setdefault(_MARKS[binding], official.meta.Datum("{}", "json"))
    asked = _Asked(given)
    return converter(official, binding).decode(official.meta.Datum(b"x", "bytes"), trigger_metadata=asked), asked.names


_KINDS: tuple[type[Any], ...] = (str, int, datetime, timedelta, bool, dict, list)


def _kind(kind: Any, attribute: str, value: object) -> type[Any]:
    """Return what the annotation of a property promises, or the type of its value where there is none."""
    hint = typing.get_type_hints(getattr(kind, attribute).fget).get("return")
    named = [each for each in (hint, typing.get_origin(hint), *typing.get_args(hint)) if each in _KINDS]
    return named[0] if named else type(value)


def _read(binding: str) -> Iterator[Field]:
    """Find out which property changes with which field that the official converter asks for."""
    plain, names = _decode(binding)
    # What is made of all the metadata, and what is never read.
    others = {"iothub_metadata", "force_persistence", *(["metadata"] if "blob" not in binding else [])}
    before = {name: getattr(plain, name) for name in properties(type(plain).__name__) if name not in others}
    for name in names:
        for value in _PROBES:
            try:
                made, _ = _decode(binding, **{name: value})
            except (AttributeError, TypeError, ValueError):
                continue
            changed = [attribute for attribute in before if getattr(made, attribute) != before[attribute]]
            if changed:
                yield from (
                    Field(attribute, name, _kind(type(made), attribute, getattr(made, attribute)))
                    for attribute in changed
                )
                break


FIELDS = {
    binding: list(_read(binding))
    for binding in ("blob", "blobTrigger", "eventHubTrigger", "kafkaTrigger", "queueTrigger", "serviceBusTrigger")
}
"""The fields of what has fields in the trigger metadata."""
# The official SDK has the property, and never reads it.
FIELDS["serviceBusTrigger"].append(Field("force_persistence", "ForcePersistence", bool))

CLASS_OF = {
    "blob": "InputStream",
    "blobTrigger": "InputStream",
    "eventHubTrigger": "EventHubEvent",
    "kafkaTrigger": "KafkaEvent",
    "queueTrigger": "QueueMessage",
    "serviceBusTrigger": "ServiceBusMessage",
}
