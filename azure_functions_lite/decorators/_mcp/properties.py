"""From the annotation of a parameter to the description of the argument for an MCP client."""

from __future__ import annotations

import types
import typing
from collections import abc
from enum import Enum
from inspect import Parameter, isclass
from types import NoneType, SimpleNamespace
from typing import Any, NamedTuple, cast

from azure_functions_lite._typing import takes_list
from azure_functions_lite.decorators.core import McpPropertyType

_PASSED = ("Context", "MCPToolContext", "Out")
_PACKAGES = ("azure", "azure_functions_lite")
"""The modules of the types that the worker passes, including the official ones."""

_TYPES: dict[object, McpPropertyType] = {
    bool: McpPropertyType.BOOLEAN,
    int: McpPropertyType.INTEGER,
    **dict.fromkeys((float, "decimal"), McpPropertyType.FLOAT),
    **dict.fromkeys((str, bytes, NoneType, "datetime", "ipaddress", "os", "pathlib", "uuid"), McpPropertyType.STRING),
}
"""Classes, and modules of classes, that are not objects in JSON. Subclasses are like their bases."""


class Property(NamedTuple):
    """The description of an argument for a client, except its name: the options of `MCPToolProperty`.

    They come in the order in which the host has them.
    """

    property_type: McpPropertyType
    description: str = ""
    as_array: bool = False
    """Whether it is an array of values of the type."""
    is_required: bool = True


def resolve(annotation: object, namespace: dict[str, Any]) -> object:
    """Return an annotation with the names in it looked up, `Any` if that cannot be done."""
    holder = SimpleNamespace(__annotations__={"it": annotation})
    try:
        # One by one: a name that is there for checkers only must not spoil the other annotations.
        return typing.get_type_hints(holder, namespace, include_extras=True)["it"]
    except Exception:  # a text may say anything, and it is evaluated
        return Any


def _parts(annotation: object) -> tuple[object, ...]:
    """Return the meaning of an annotation: the parts of a union, what is annotated or named, the types of literals."""
    origin: object = typing.get_origin(annotation)
    arguments: tuple[object, ...] = typing.get_args(annotation)
    if origin is typing.Annotated:
        return arguments[:1]
    if origin is typing.Union or origin is types.UnionType:
        return arguments
    if origin is typing.Literal:
        return tuple(type(value) for value in arguments)
    # A NewType, and what `type X = ...` makes.
    names = () if isinstance(annotation, type) else ("__supertype__", "__value__")
    return tuple(getattr(annotation, name) for name in names if hasattr(annotation, name))


def alternatives(annotation: object) -> list[object]:
    """Return what a value may be by its annotation."""
    parts = _parts(annotation)
    return [found for part in parts for found in alternatives(part)] if parts else [annotation]


def passed_type(annotation: object) -> str | None:
    """Return the name of the type, of this package or the official SDK, by which it is known what to pass.

    The annotation is the type or a subclass, and may be optional; None if it is anything else.
    """
    kinds = [typing.get_origin(alternative) or alternative for alternative in alternatives(annotation)]
    bases = [base for kind in kinds if isinstance(kind, type) for base in kind.__mro__]
    ours = [base.__name__ for base in bases if base.__module__.partition(".")[0] in _PACKAGES]
    return next((name for name in ours if name in _PASSED), None)


def property_of(annotation: object) -> Property:
    """Return the description of an argument with this annotation."""
    parts = _parts(annotation)
    if parts:
        texts = [note for note in getattr(annotation, "__metadata__", ()) if isinstance(note, str)]
        found = _any_of(parts)
        return found._replace(description=texts[0]) if texts else found
    kind: object = typing.get_origin(annotation) or annotation
    # Any is a class from Python 3.11 on, and so is the marker for no annotation.
    if kind is Any or kind is Parameter.empty or not isclass(kind):
        return Property(McpPropertyType.STRING)
    if issubclass(kind, Enum):
        return _any_of({type(cast("object", member.value)) for member in kind})
    if takes_list(kind) or issubclass(kind, (list, tuple, abc.Set)):
        item = _any_of([argument for argument in typing.get_args(annotation) if argument is not Ellipsis])
        # The description cannot express arrays in an array.
        return Property(McpPropertyType.STRING if item.as_array else item.property_type, as_array=True)
    keys = [key for base in kind.__mro__ for key in (base, base.__module__.partition(".")[0])]
    return Property(next((_TYPES[key] for key in keys if key in _TYPES), McpPropertyType.OBJECT))


def _any_of(annotations: abc.Collection[object]) -> Property:
    """Return what fits all of several annotations: a type that they share, or text."""
    found = [property_of(annotation) for annotation in annotations if annotation not in (None, NoneType)]
    kinds = {(each.property_type, each.as_array) for each in found}
    if kinds == {(McpPropertyType.INTEGER, False), (McpPropertyType.FLOAT, False)}:
        kinds = {(McpPropertyType.FLOAT, False)}
    kind, as_array = kinds.pop() if len(kinds) == 1 else (McpPropertyType.STRING, False)
    is_required = len(found) == len(annotations) and all(each.is_required for each in found)
    return Property(kind, next((each.description for each in found if each.description), ""), as_array, is_required)
