"""The two packages, and how to do the same to both: cases are plain data that either can be asked to carry out.

A `Datum` or value in a case is written as `Raw` or `Make`; `build` turns it into the object of one package.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple, cast

official = import_module("azure.functions")
ours = import_module("azure_functions_lite")

HAS_TO_DICT = not version("azure-functions").startswith("1.")
"""Whether the official SDK is 2.x, the first in which values have `to_dict` and `to_json`."""


class Raw(NamedTuple):
    """A Datum to build; a collection's value is the list of its items."""

    value: object
    type: str | None


class Make(NamedTuple):
    """An object to construct: a name below the package (``http.HttpRequest``), and its keyword arguments."""

    name: str
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class Annotation:
    """An annotation to make of a package's classes, and how it is written."""

    text: str
    make: Callable[[ModuleType], object] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Call(Annotation):
    """A call with arguments by position; `Make` is one with arguments by name, and an `Annotation` makes itself."""

    name: str
    arguments: tuple[object, ...]


@dataclass(frozen=True)
class Case:
    """Something to do with both packages.

    Attributes:
        action: ``decode``, ``encode``, ``check_input``, ``check_output`` or ``read``.
        subject: The binding; for ``read``, the class.
        given: What the action is applied to: a Datum, a value, an annotation or a `Make`.
        metadata: Trigger metadata, for ``decode``.
        steps: Changes to the headers of a response before it is encoded or read: (method, name, value).
    """

    action: str
    subject: str
    given: object
    metadata: Mapping[str, Raw | None] | None = None
    steps: tuple[tuple[str, str, object], ...] = ()


_COLLECTIONS = {
    "collection_string": "string",
    "collection_bytes": "bytes",
    "collection_sint64": "sint64",
    "collection_double": "double",
}


def resolve(func: ModuleType, name: str) -> Any:
    """Return ``func.X`` or, for ``module.X``, what that module of the package has."""
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(f"{func.__name__}.{module}") if module else func, attribute)


def build(func: ModuleType, given: object) -> Any:
    """Return what `given` describes, made of the classes of one package."""
    if isinstance(given, Raw):
        value = build(func, given.value)
        if given.type in _COLLECTIONS and isinstance(value, list):
            value = SimpleNamespace(**{_COLLECTIONS[given.type]: cast("list[object]", value)})
        return func.meta.Datum(value, given.type)
    if isinstance(given, Annotation):
        return given.make(func)
    if isinstance(given, Make):
        return resolve(func, given.name)(**{name: build(func, value) for name, value in given.arguments.items()})
    if isinstance(given, dict):
        return {name: build(func, value) for name, value in cast("dict[object, object]", given).items()}
    if isinstance(given, (list, tuple)):
        items = [build(func, item) for item in cast("Iterable[object]", given)]
        return items if isinstance(given, list) else tuple(items)
    return given


def call(name: str, *arguments: object) -> Call:
    """Return what calls ``DocumentList`` or ``Document.from_json`` of either package."""
    owner, _, method = name.partition(".")

    def make(func: ModuleType) -> object:
        kind = resolve(func, owner)
        return (getattr(kind, method) if method else kind)(*build(func, arguments))

    return Call(f"{name}{arguments}", make, name, arguments)


def converter(func: ModuleType, binding: str) -> Any:
    """Return the converter that the package has for a binding."""
    return func.get_binding_registry().get(binding)


def carry_out(func: ModuleType, case: Case) -> object:
    """Do what the case says with one package, and return what that gives."""
    given = build(func, case.given)
    for step, name, value in case.steps:
        getattr(given.headers, step)(*(name,) if value is None else (name, value))
    if case.action == "decode":
        metadata = build(func, case.metadata)
        return converter(func, case.subject).decode(given, trigger_metadata=metadata)
    if case.action == "encode":
        return converter(func, case.subject).encode(given, expected_type=None)
    if case.action == "read":
        return given
    return getattr(converter(func, case.subject), f"{case.action}_type_annotation")(given)
