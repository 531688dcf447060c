"""Mappings with several values for a name, for forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, overload

from azure_functions_lite._typing import is_array, is_mapping
from azure_functions_lite.errors import ArgumentTypeError, shortened
from azure_functions_lite.headers import WithSeveral

V = TypeVar("V")


class MultiDict(WithSeveral[V], dict[str, V]):
    """Several values for a name: ``form["tag"]`` is the first, ``form.getlist("tag")`` all of them.

    As a dict it has the first values.

    Args:
        pairs: Names and values: pairs, or a mapping in which a list has several values of a name.

    Source: ``werkzeug.datastructures.MultiDict``, which `azure.functions` uses.
    """

    __slots__ = ("_lists",)

    def __init__(self, pairs: Mapping[str, Any] | Iterable[tuple[str, V]] = (), /) -> None:
        self._lists: dict[str, list[V]] = {}
        for name, value in _pairs(pairs):
            self._lists.setdefault(name, []).append(value)
        super().__init__({name: values[0] for name, values in self._lists.items()})

    def _all(self, key: str) -> list[V]:
        return self._lists.get(key, [])

    def items(  # type: ignore[override]  # that of dict accepts no argument and returns its own class
        self, multi: bool = False
    ) -> Collection[tuple[str, V]]:
        """Return names and first values; with `multi`, every value with its name."""
        if not multi:
            return super().items()
        return [(name, value) for name, values in self._lists.items() for value in values]

    def lists(self) -> list[tuple[str, list[V]]]:
        """Return each name with all its values."""
        return [(name, list(values)) for name, values in self._lists.items()]

    def listvalues(self) -> list[list[V]]:
        """Return the values of each name."""
        return [list(values) for values in self._lists.values()]

    @overload
    def to_dict(self) -> dict[str, V]: ...
    @overload
    def to_dict(self, flat: bool) -> dict[str, Any]: ...
    def to_dict(self, flat: bool = True) -> dict[str, Any]:
        """Return a dict of the first values; with ``flat=False``, of lists of all values."""
        return dict(self) if flat else dict(self.lists())

    def copy(self) -> MultiDict[V]:
        """Return a copy that can be changed."""
        return MultiDict(self)

    def add(self, key: str, value: V) -> None:
        """Append a value to those of a name."""
        self._lists.setdefault(key, []).append(value)
        super().setdefault(key, value)

    def setlist(self, key: str, values: Iterable[V]) -> None:
        """Replace the values of a name; without values the name is removed."""
        self._lists[key] = [*values]
        if self._lists[key]:
            super().__setitem__(key, self._lists[key][0])
        else:
            self.poplist(key)

    def poplist(self, key: str) -> list[V]:
        """Remove a name, and return its values."""
        super().pop(key, None)
        return self._lists.pop(key, [])

    def __setitem__(self, key: str, value: V) -> None:
        self.setlist(key, [value])

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        del self._lists[key]

    def pop(self, key: str, *default: Any) -> Any:
        """Remove a name, and return its first value; `default` if there is none.

        Raises:
            KeyError: it has no value, and no default is given.
        """
        value: object = super().pop(key, *default)
        self._lists.pop(key, None)
        return value

    def popitem(self) -> tuple[str, V]:
        """Remove the last name, and return it with its first value.

        Raises:
            KeyError: there is none.
        """
        key, value = super().popitem()
        del self._lists[key]
        return key, value

    def setdefault(self, key: str, default: Any = None, /) -> Any:
        """Return the first value of a name, set to `default` if there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(  # type: ignore[override]  # the overloads of a dict say the same several times
        self, pairs: Mapping[str, Any] | Iterable[tuple[str, V]] = (), /, **named: V
    ) -> None:
        """Add values. Unlike the method of dict, it replaces nothing."""
        for name, value in [*_pairs(pairs), *named.items()]:
            self.add(name, value)

    def __ior__(  # type: ignore[override, misc]  # as for `update`
        self, pairs: Mapping[str, Any] | Iterable[tuple[str, V]], /
    ) -> MultiDict[V]:
        self.update(pairs)
        return self

    def clear(self) -> None:
        """Remove all names."""
        super().clear()
        self._lists.clear()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.items(multi=True),)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MultiDict):
            # Not NotImplemented for a dict: it would compare the first values.
            return False if isinstance(other, dict) else NotImplemented
        return self._lists == cast("MultiDict[object]", other)._lists

    def __ne__(self, other: object) -> bool:
        # The one of dict knows only the first values.
        return not self == other

    def __repr__(self) -> str:
        # Names only: representations end up in logs.
        return f"{type(self).__name__}({shortened(', '.join(self))})"


class ImmutableMultiDict(MultiDict[V]):
    """A `MultiDict` that cannot be changed; its `copy` can."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise ArgumentTypeError(f"this {type(self).__name__} cannot be changed: change a copy() of it")

    if not TYPE_CHECKING:  # for checkers, they stay what they are in `MultiDict`
        add = setlist = poplist = pop = popitem = setdefault = update = clear = _refuse
        __setitem__ = __delitem__ = __ior__ = _refuse


def _pairs(given: Mapping[str, Any] | Iterable[tuple[str, V]]) -> Iterable[tuple[str, V]]:
    if isinstance(given, MultiDict):
        return cast("MultiDict[V]", given).items(multi=True)
    if not is_mapping(given):
        return cast("Iterable[tuple[str, V]]", given)
    pairs: list[tuple[str, V]] = []
    for name, value in given.items():
        pairs += [(name, item) for item in cast("list[V]", value if is_array(value) else [value])]
    return pairs
