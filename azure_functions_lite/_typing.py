"""Types at run time: what an annotation means, what a value contains, and markers for checkers.

`isinstance` leaves open what is in a container; the guards here tell checkers.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform as dataclass_transform
else:

    def dataclass_transform(**_):
        # typing_extensions imports inspect, which costs more than this whole package; only checkers need the mark.
        return lambda cls: cls


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a parsed JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return whether a parsed JSON value is an array."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether a value is a mapping of any kind."""
    # A dict is a Mapping too, but asking an abstract class takes long.
    return isinstance(value, (dict, Mapping))


def holds_several(value: object) -> TypeGuard[Iterable[Any]]:
    """Return whether a value holds several: text, bytes, mappings and files are iterable too, but each is one."""
    is_one = isinstance(value, (str, bytes, bytearray, memoryview, Mapping)) or hasattr(value, "read")
    return isinstance(value, Iterable) and not is_one


def accepts(
    annotation: object,
    kinds: tuple[type, ...],
    *,
    many: Callable[[type], bool] | None = None,
    of: tuple[type, ...] | None = None,
) -> bool:
    """Return whether an annotation means one of `kinds`, or several of one.

    ``Optional`` and ``Annotated`` are looked through; of a union every alternative but None must fit.

    Args:
        annotation: The annotation of a parameter.
        kinds: The classes it may be.
        many: Says whether the instances of a class contain several: `instances_hold_several`, for what a function may
            give back, or `takes_list`, for what it receives.
        of: The classes that it may hold; `kinds` by default.
    """
    origin: object = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is typing.Annotated:
        return accepts(arguments[0], kinds, many=many, of=of)
    if origin is typing.Union or origin is types.UnionType:
        alternatives = [alternative for alternative in arguments if alternative is not type(None)]
        return bool(alternatives) and all(accepts(each, kinds, many=many, of=of) for each in alternatives)
    generic = annotation if origin is None else origin
    if not isinstance(generic, type):
        return False
    if issubclass(generic, kinds):
        return True
    if many is None or not many(generic):
        return False
    elements = [argument for argument in arguments if argument is not Ellipsis]
    return all(accepts(element, of or kinds) for element in elements)


def instances_hold_several(kind: type[object]) -> bool:
    """Return whether instances hold several: as `holds_several` has it, text, mappings and files are one each."""
    is_one = hasattr(kind, "read") or issubclass(kind, (str, bytes, bytearray, memoryview, Mapping))
    return issubclass(kind, Iterable) and not is_one


def takes_list(kind: type[object]) -> bool:
    """Return whether a list is an instance of a class, as it is of ``list``, ``Sequence`` and ``Iterable``."""
    try:
        return kind is not object and issubclass(list, kind)
    except TypeError:
        # A TypedDict, or a Protocol that is for checkers only.
        return False


def is_iterable_type_annotation(annotation: object, pytype: type | tuple[type, ...]) -> bool:
    """Return whether `annotation` is a parametrised iterable (``List[X]``, ``Sequence[X]``, …) of `pytype`."""
    kinds = pytype if isinstance(pytype, tuple) else (pytype,)
    return (
        bool(typing.get_args(annotation))
        and accepts(annotation, kinds, many=instances_hold_several)
        and not accepts(annotation, kinds)
    )
