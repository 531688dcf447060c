"""HTTP headers: case-insensitive, with several values for a name where a response has them."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, ClassVar, cast

from azure_functions_lite._typing import holds_several, is_array, is_mapping
from azure_functions_lite.errors import ArgumentTypeError, HeaderError, describe

__all__ = ["HttpRequestHeaders", "HttpResponseHeaders"]


class HttpRequestHeaders(Mapping[str, str]):
    """The headers of a request: names in lower case, found in any case, one value each.

    The host sends a repeated header as one value, joined with commas.
    """

    __slots__ = ("_values",)

    def __init__(self, headers: Mapping[str, str] | None = None, /) -> None:
        headers = headers or {}
        names = "".join(headers)
        if names == names.lower():
            # As the host sends them: nothing to fold, which is the dearest part of making a request.
            self._values = dict(headers)
        else:
            self._values = {name.lower(): value for name, value in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return _folded(self) == _folded(other) if is_mapping(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        # Names only: values carry keys and tokens, and representations end up in logs.
        return f"{type(self).__name__}({', '.join(self._values)})"


HeaderValue = str | int | float | Iterable[str]
"""One value, or several for a name that is sent more than once; numbers are sent as their digits."""


class HttpResponseHeaders(MutableMapping[str, str]):
    """The headers of a response: found in any case, sent as written, any number of values for a name.

    ``headers[name]`` is the first value, ``headers[name] = value`` replaces all of them, and a list sets several.
    Iteration gives each name once, `items` every value.

    Args:
        headers: Names and values, or pairs of them.

    Raises:
        HeaderError: a name has a character that no header name may have; a value has a line break or NUL.
        ArgumentTypeError: a value is no `HeaderValue`.

    Source: `azure.functions.HttpResponse.headers`, a ``werkzeug.datastructures.Headers``. Differs: that one iterates
    over pairs, and takes a list for its ``repr``.
    """

    __slots__ = ("_entries",)

    def __init__(self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] | None = None, /) -> None:
        self._entries: dict[str, tuple[str, list[str]]] = {}
        if headers:
            self.extend(headers)

    def __getitem__(self, name: str) -> str:
        try:
            return self._entries[name.lower()][1][0]
        except KeyError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, value: HeaderValue) -> None:
        values = _values(name, value)
        if values:
            self._entries[name.lower()] = (name, values)
        else:
            self._entries.pop(name.lower(), None)

    def __delitem__(self, name: str) -> None:
        try:
            del self._entries[name.lower()]
        except KeyError:
            raise KeyError(name) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, name: str, value: HeaderValue) -> None:
        """Append a value, or several, to those that `name` has."""
        values = _values(name, value)
        if values:
            self._entries.setdefault(name.lower(), (name, []))[1].extend(values)

    def extend(self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]], /) -> None:
        """`add` every one of `headers`."""
        pairs = cast("Iterable[tuple[str, HeaderValue]]", headers.items() if is_mapping(headers) else headers)
        for name, value in pairs:
            self.add(name, value)

    def getlist(self, name: str) -> list[str]:
        """Return all values of `name`, in the order in which they were added; empty where there is none."""
        entry = self._entries.get(name.lower())
        return list(entry[1]) if entry else []

    def get_all(self, name: str) -> list[str]:
        """Return what `getlist` returns: the same under the name that `wsgiref.headers.Headers` has for it."""
        return self.getlist(name)

    def update(  # type: ignore[override]  # the overloads of MutableMapping say the same three times, for str only
        self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] = (), /, **named: HeaderValue
    ) -> None:
        """Replace the values of every name that `headers` or `named` have, by all of theirs."""
        new = HttpResponseHeaders(headers)
        new.extend(named)
        self._entries.update(new._entries)

    def items(self) -> ItemsView[str, str]:
        """Return names and values; a name with several values comes once for each."""
        return _Items(self)

    def __copy__(self) -> HttpResponseHeaders:
        return type(self)(self)

    def __eq__(self, other: object) -> bool:
        return _folded(self) == _folded(other) if is_mapping(other) else NotImplemented

    # Mutable: equal now says nothing about later.
    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # how Python spells "unhashable"

    def __repr__(self) -> str:
        # Names only: values carry cookies and tokens, and representations end up in logs.
        return f"{type(self).__name__}({', '.join(self)})"


class _Items(ItemsView[str, str]):
    _mapping: HttpResponseHeaders

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for name in self._mapping:
            for value in self._mapping.getlist(name):
                yield name, value

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _folded(headers: Mapping[Any, object]) -> dict[str, list[object]]:
    """Return all values by lower-case name: what two collections of headers are compared by."""
    folded: dict[str, list[object]] = {}
    for name, value in headers.items():
        folded.setdefault(str(name).lower(), []).extend(value if is_array(value) else [value])
    return folded


# RFC 9110, section 5.6.2: what a field name is made of.
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# A line break ends the header, and what follows is the sender's next header, or body.
_FORBIDDEN = re.compile(r"[\r\n\0]")


def _values(name: object, value: object) -> list[str]:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise HeaderError(
            "cannot set a header", expected="a name of letters, digits and !#$%&'*+-.^_`|~", got=repr(name)
        )
    if type(value) is str and not _FORBIDDEN.search(value):
        return [value]
    where = f"cannot set header {name!r}"
    values: list[str] = []
    for item in value if holds_several(value) else [value]:
        if not isinstance(item, (str, int, float)):
            raise ArgumentTypeError(where, expected="str, a number, or a list of str", got=describe(item))
        # Not str(item): of an enumeration with text for values that would be its name.
        text = str.__str__(item) if isinstance(item, str) else str(item)
        if _FORBIDDEN.search(text):
            raise HeaderError(where, expected="a value without CR, LF and NUL", got=describe(text))
        values.append(text)
    return values
