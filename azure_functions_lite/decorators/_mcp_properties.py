"""From the annotation of a parameter to what an MCP client is told about the argument."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from types import NoneType, SimpleNamespace
from typing import Any, NamedTuple, cast

from azure_functions_lite.decorators.core import McpPropertyType
from azure_functions_lite.meta import takes_list

__all__ = ["Property", "alternatives", "is_of", "property_of", "resolve"]

_PACKAGES = ("azure", "azure_functions_lite")
"""Where the types are that the worker passes: it has the official ones, too."""

_TYPES: dict[object, McpPropertyType] = {
    bool: McpPropertyType.BOOLEAN,
    int: McpPropertyType.INTEGER,
    float: McpPropertyType.FLOAT,
    **dict.fromkeys((str, bytes, bytearray, complex, NoneType), McpPropertyType.STRING),
}
"""The classes that are no objects in JSON. Subclasses are as their bases."""
_MODULES = {
    "decimal": McpPropertyType.FLOAT,
    **dict.fromkeys(("datetime", "ipaddress", "os", "pathlib", "uuid"), McpPropertyType.STRING),
}
"""Modules whose classes are no objects either, by name: who has such a class has loaded its module."""


class Property(NamedTuple):
    """What a client is told about an argument, but for its name."""

    type: McpPropertyType
    description: str = ""
    is_array: bool = False
    """Whether it is an array of values of the type."""
    is_required: bool = True


def resolve(annotation: object, namespace: Mapping[str, Any]) -> object:
    """Return an annotation with the names in it looked up, `Any` if that cannot be done."""
    holder = SimpleNamespace(__annotations__={"it": annotation})
    try:
        # One by one: a name that is there for checkers only must not spoil the other annotations.
        return typing.get_type_hints(holder, dict(namespace), include_extras=True)["it"]
    except Exception:  # a text may say anything, and it is evaluated
        return Any


def alternatives(annotation: object) -> Iterator[object]:
    """Return what a value may be by its annotation: the parts of a union, without ``Annotated``."""
    origin: object = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from alternatives(typing.get_args(annotation)[0])
    elif origin is typing.Union or origin is types.UnionType:
        for argument in typing.get_args(annotation):
            yield from alternatives(argument)
    else:
        yield annotation


def is_of(annotation: object, name: str) -> bool:
    """Return whether an annotation is a type of this package, or of the official SDK, or a subclass, or optional."""
    kinds = [typing.get_origin(alternative) or alternative for alternative in alternatives(annotation)]
    bases = [base for kind in kinds if isinstance(kind, type) for base in kind.__mro__]
    return any(base.__name__ == name and base.__module__.partition(".")[0] in _PACKAGES for base in bases)


def property_of(annotation: object) -> Property:
    """Return what a client is told about an argument with such an annotation."""
    arguments: tuple[object, ...] = typing.get_args(annotation)
    origin: Any = typing.get_origin(annotation)
    if origin is typing.Annotated:
        found = property_of(arguments[0])
        texts = [note for note in cast("Any", annotation).__metadata__ if isinstance(note, str)]
        return found._replace(description=texts[0]) if texts else found
    if origin is typing.Union or origin is types.UnionType:
        return _any_of(arguments)
    if origin is typing.Literal:
        return _any_of([type(value) for value in arguments])
    for name in ("__supertype__", "__value__"):
        # A NewType, and what `type X = ...` makes.
        if hasattr(annotation, name) and not isinstance(annotation, type):
            return property_of(getattr(annotation, name))
    generic: object = origin or annotation
    # Any is a class from Python 3.11 on.
    if generic is Any or not isinstance(generic, type):
        return Property(McpPropertyType.STRING)
    kind = cast("type[object]", generic)
    if issubclass(kind, Enum):
        return _any_of({type(cast("object", member.value)) for member in cast("Iterable[Enum]", kind)})
    if _holds_several(kind):
        item = _any_of([argument for argument in arguments if argument is not Ellipsis])
        # There is no way to tell of arrays in an array.
        return Property(McpPropertyType.STRING if item.is_array else item.type, is_array=True)
    return Property(_type_of(kind))


def _holds_several(kind: type[object]) -> bool:
    return takes_list(kind) or issubclass(kind, (list, tuple, AbstractSet))


def _type_of(kind: type[object]) -> McpPropertyType:
    for base in kind.__mro__:
        found = _TYPES.get(base) or _MODULES.get(base.__module__.partition(".")[0])
        if found is not None:
            return found
    return McpPropertyType.OBJECT


def _any_of(annotations: Iterable[object]) -> Property:
    """Return what fits all of several annotations: a type that they share, or text."""
    given = list(annotations)
    found = [property_of(annotation) for annotation in given if annotation not in (None, NoneType)]
    kinds = {(each.type, each.is_array) for each in found}
    if kinds == {(McpPropertyType.INTEGER, False), (McpPropertyType.FLOAT, False)}:
        kinds = {(McpPropertyType.FLOAT, False)}
    kind, is_array = kinds.pop() if len(kinds) == 1 else (McpPropertyType.STRING, False)
    is_required = len(found) == len(given) and all(each.is_required for each in found)
    description = next((each.description for each in found if each.description), "")
    return Property(kind, description, is_array, is_required)
