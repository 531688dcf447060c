"""HTTP headers: case-insensitive, and in a response with several values for a name."""

from __future__ import annotations

import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from azure_functions_lite._typing import holds_several, is_array, is_mapping
from azure_functions_lite.errors import ArgumentTypeError, HeaderError, describe, excerpt, shortened

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
            # As the host sends them: nothing to fold, which is what costs most in making a request.
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
        return f"{type(self).__name__}({shortened(', '.join(self._values))})"


V = TypeVar("V")
D = TypeVar("D")
T = TypeVar("T")


class WithSeveral(Generic[V]):
    """Base of what has several values for a name: headers and forms."""

    __slots__ = ()

    if TYPE_CHECKING:

        def _all(self, key: str) -> list[V]:
            """Return the values of a name."""
            ...

    @overload
    def get(self, key: str, default: None = None, type: None = None) -> V | None: ...
    @overload
    def get(self, key: str, default: V, type: None = None) -> V: ...
    @overload
    def get(self, key: str, default: D, type: None = None) -> V | D: ...
    @overload
    def get(self, key: str, default: None = None, *, type: Callable[[V], T]) -> T | None: ...
    @overload
    def get(self, key: str, default: D, type: Callable[[V], T]) -> T | D: ...
    def get(self, key: str, default: object = None, type: Callable[[V], object] | None = None) -> object:
        """Return the first value of a name, converted with `type`, or `default` if that fails."""
        return next(iter(_converted(self._all(key)[:1], type)), default)

    @overload
    def getlist(self, key: str, type: None = None) -> list[V]: ...
    @overload
    def getlist(self, key: str, type: Callable[[V], T]) -> list[T]: ...
    def getlist(self, key: str, type: Callable[[V], object] | None = None) -> list[Any]:
        """Return all values of a name, in order; with `type`, those that it can convert. Empty if there are none."""
        return _converted(self._all(key), type)


def _converted(values: list[V], type: Callable[[V], object] | None) -> list[Any]:
    if type is None:
        return values[:]
    # Here, not at the top: from Python 3.13 on, nothing else of a request loads it.
    from contextlib import suppress

    results: list[object] = []
    for value in values:
        with suppress(ValueError, TypeError):
            results.append(type(value))
    return results


HeaderValue = str | int | float | Iterable[str]
"""One value, or several for a name that is sent more than once; numbers are sent as their digits."""


class HttpResponseHeaders(WithSeveral[str], MutableMapping[str, str]):
    """The headers of a response: case-insensitive, sent as written, with any number of values for a name.

    ``headers[name]`` is the first value, ``headers[name] = value`` replaces all of them, and a list sets several.
    Iteration gives each name once, `items` every value.

    Args:
        headers: Names and values, or pairs of them.

    Raises:
        HeaderError: a name has a character that no header name may have; a value has a line break or NUL.
        ArgumentTypeError: a value is not a `HeaderValue`.

    Source: `azure.functions.HttpResponse.headers`, a ``werkzeug.datastructures.Headers``. Differs: that one iterates
    over pairs, and sends the ``repr`` of a list.
    """

    __slots__ = ("_entries",)

    def __init__(self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] | None = None, /) -> None:
        self._entries: dict[str, tuple[str, list[str]]] = {}
        if headers:
            self.extend(headers)

    def __getitem__(self, name: str) -> str:
        try:
            return self._entries[name.lower()][1][0]
        except (KeyError, AttributeError):
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
        except (KeyError, AttributeError):
            raise KeyError(name) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def _all(self, key: str) -> list[str]:
        return self._entries.get(key.lower(), ("", []))[1]

    def add(self, name: str, value: HeaderValue, /, **options: str | int | None) -> None:
        """Append a value, or several, to those that `name` has.

        `options` become parameters of the value, with ``-`` for ``_`` in their names; None is left out:
        ``headers.add("Content-Disposition", "attachment", filename="report 7.csv")``.
        """
        self._append(name, _values(name, _with_options(value, options)))

    def _append(self, name: str, values: list[str]) -> None:
        key = name.lower()
        if key in self._entries:
            self._entries[key][1].extend(values)
        elif values:
            self._entries[key] = (name, values)

    def add_header(self, name: str, value: HeaderValue, /, **options: str | int | None) -> None:
        """`add`, under its name in the standard library."""
        self.add(name, value, **options)

    def set(self, name: str, value: HeaderValue, /, **options: str | int | None) -> None:
        """Replace all values of `name`; `options` are those of `add`."""
        self[name] = _with_options(value, options)

    def setlist(self, name: str, values: Iterable[str]) -> None:
        """Replace all values of `name` by several; without values the header is removed."""
        self[name] = [*values]

    def setlistdefault(self, name: str, default: Iterable[str]) -> list[str]:
        """Return all values of `name`, set to `default` where there are none."""
        if name not in self:
            self.setlist(name, default)
        return self.getlist(name)

    def remove(self, name: str) -> None:
        """Remove all values of `name`, if it has any."""
        self._entries.pop(name.lower(), None)

    def extend(
        self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] = (), /, **named: HeaderValue
    ) -> None:
        """`add` every one of `headers` and `named`."""
        pairs = cast("Iterable[tuple[str, HeaderValue]]", headers.items() if is_mapping(headers) else headers)
        for name, value in [*pairs, *named.items()]:
            self._append(name, _values(name, value))

    def get_all(self, name: str) -> list[str]:
        """Return what `getlist` returns: the same under the name that `wsgiref.headers.Headers` has for it."""
        return self.getlist(name)

    def to_wsgi_list(self) -> list[tuple[str, str]]:
        """Return every value with its name, as ``start_response`` takes them."""
        return list(self.items())

    def copy(self) -> HttpResponseHeaders:
        """Return another one with the same values."""
        return type(self)(self)

    def update(  # type: ignore[override]  # the overloads of MutableMapping say the same three times, for str only
        self, headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] = (), /, **named: HeaderValue
    ) -> None:
        """Replace the values of every name in `headers` or `named` with all of theirs."""
        new = HttpResponseHeaders(headers)
        new.extend(named)
        self._entries.update(new._entries)

    def items(self) -> ItemsView[str, str]:
        """Return names and values; a name with several values comes once for each."""
        return _Items(self)

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        return _folded(self) == _folded(other) if is_mapping(other) else NotImplemented

    def __repr__(self) -> str:
        # Names only: values carry cookies and tokens, and representations end up in logs.
        return f"{type(self).__name__}({shortened(', '.join(self))})"


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


def _is_token(text: str) -> bool:
    """Return whether a text has only characters of a field name: RFC 9110, section 5.6.2."""
    # Nearly all are letters and hyphens; the pattern is compiled by `re` when another one comes.
    is_usual = text.isascii() and text.replace("-", "").isalnum()
    return is_usual or re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", text) is not None


def _breaks(value: str) -> bool:
    """Return whether a value would end its header, so that what follows is the sender's next header, or body."""
    return "\r" in value or "\n" in value or "\0" in value


def _with_options(value: HeaderValue, options: Mapping[str, str | int | None]) -> HeaderValue:
    given = {name.replace("_", "-"): str(option) for name, option in options.items() if option is not None}
    return "; ".join([str(value), *map(_option, given, given.values())]) if given else value


def _option(name: str, value: str) -> str:
    """Write a parameter: its value unchanged, in quotes, or in the form of RFC 8187 if it is not ASCII."""
    if not value.isascii():
        from urllib.parse import quote

        return f"{name}*=UTF-8''{quote(value.encode('utf-8', 'surrogatepass'), safe='')}"
    if _is_token(value):
        return f"{name}={value}"
    return '{}="{}"'.format(name, value.replace("\\", "\\\\").replace('"', '\\"'))


def _values(name: object, value: object) -> list[str]:
    if not isinstance(name, str) or not _is_token(name):
        raise HeaderError(
            "cannot set a header", expected="a name of letters, digits and !#$%&'*+-.^_`|~", got=excerpt(name)
        )
    if type(value) is str and not _breaks(value):
        return [value]
    where = f"cannot set header {excerpt(name)}"
    values: list[str] = []
    for item in value if holds_several(value) else [value]:
        if not isinstance(item, (str, int, float)):
            raise ArgumentTypeError(where, expected="str, a number, or a list of str", got=describe(item))
        # Not str(item): of an enumeration with text for values that would be its name.
        text = str.__str__(item) if isinstance(item, str) else str(item)
        if _breaks(text):
            raise HeaderError(where, expected="a value without CR, LF and NUL", got=describe(text))
        values.append(text)
    return values
