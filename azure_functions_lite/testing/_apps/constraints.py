"""Constraints of route parameters, as ASP.NET Core has them: they look at a text, and leave it a text.

Source: ASP.NET Core ``RouteOptions.cs``, ``ParameterPolicyActivator.cs`` and the classes in ``Routing/Constraints``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from azure_functions_lite.errors import AppError

Check = Callable[[str], bool]


class Constraint(NamedTuple):
    """What the value of a route parameter must be."""

    text: str
    """As it is written: ``length(2,5)``."""
    takes: Check
    """Says whether a value is one."""

    @classmethod
    def parse(cls, text: str) -> Constraint:
        """Read a constraint.

        Raises:
            AppError: the constraint does not exist, or it needs other arguments.
        """
        name, bracket, rest = text.partition("(")
        given: str | None = rest[:-1] if bracket and rest.endswith(")") else None
        known = _CONSTRAINTS.get((name if given is not None else text).lower())
        if known is None:
            raise AppError(f"the constraint {text!r} is unknown; there are {', '.join(_CONSTRAINTS)}")
        counts, make = known
        # A regular expression may have commas.
        arguments = [] if given is None else [given] if make is _regex else given.split(",")
        if len(arguments) not in counts:
            wanted = " or ".join(map(str, counts))
            raise AppError(f"the constraint {text!r} takes {wanted} arguments, not {len(arguments)}")
        return cls(text, make(*arguments))


def _pattern(pattern: str, least: float | None = None, most: float | None = None) -> Callable[[], Check]:
    """Make a constraint that has no arguments: a text, or an integer within limits."""
    compiled = re.compile(pattern, re.IGNORECASE | re.ASCII)

    def check(value: str) -> bool:
        found = compiled.fullmatch(value)
        return found is not None and (least is None or most is None or least <= int(value) <= most)

    return lambda: check


_INTEGER = r"\s*[+-]?\d{1,300}\s*"
_NUMBER = r"\s*[+-]?(\d[\d,]*(\.\d*)?|\.\d+)"
_HEX = "[0-9a-f]"
_GUID = f"{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"


def _integer(text: str, *, least: int = -(2**63), most: int = 2**63 - 1) -> int:
    if not re.fullmatch(_INTEGER, text, re.ASCII) or not least <= int(text) <= most:
        raise AppError(f"a constraint takes integers, not {text!r}")
    return int(text)


def _length(first: str, last: str | None = None) -> Check:
    least = _integer(first, least=0, most=2**31 - 1)
    most = least if last is None else _integer(last, least=0, most=2**31 - 1)
    _see_order(least, most)
    return lambda value: least <= _letters(value) <= most


def _letters(value: str) -> int:
    """Return the length of a text in UTF-16, as .NET counts."""
    return len(value) + sum(letter > "\uffff" for letter in value)


def _between(first: str | None, last: str | None) -> Check:
    least = -(2**63) if first is None else _integer(first)
    most = 2**63 - 1 if last is None else _integer(last)
    _see_order(least, most)
    return _pattern(_INTEGER, least, most)()


def _see_order(least: int, most: int) -> None:
    if least > most:
        raise AppError(f"the limits of a constraint are in the wrong order: {least} and {most}")


def _regex(pattern: str) -> Check:
    try:
        compiled = re.compile(re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern), re.IGNORECASE)
    except re.error:
        # .NET may know what Python does not; then every value is accepted.
        return lambda value: True
    return lambda value: compiled.search(value) is not None


def _is_file(value: str) -> bool:
    name = value.rpartition("/")[2]
    return bool(name.partition(".")[2].strip("."))


def _is_datetime(value: str) -> bool:
    from dateutil import parser

    try:
        datetime.fromisoformat(value)
    except ValueError:
        try:
            parser.parse(value)
        except (ValueError, OverflowError):
            return False
    return True


_CONSTRAINTS: dict[str, tuple[tuple[int, ...], Callable[..., Check]]] = {
    "int": ((0,), _pattern(_INTEGER, -(2**31), 2**31 - 1)),
    "bool": ((0,), _pattern(r"\s*(true|false)\s*")),
    "datetime": ((0,), lambda: _is_datetime),
    "decimal": ((0,), _pattern(rf"{_NUMBER}[+-]?\s*")),
    "double": ((0,), _pattern(rf"({_NUMBER}(e[+-]?\d+)?|\s*[+-]?(Infinity|NaN|∞))\s*")),
    "float": ((0,), _pattern(rf"({_NUMBER}(e[+-]?\d+)?|\s*[+-]?(Infinity|NaN|∞))\s*")),
    "guid": ((0,), _pattern(rf"\s*({_HEX}{{32}}|{_GUID}|\{{{_GUID}\}}|\({_GUID}\))\s*")),
    "long": ((0,), _pattern(_INTEGER, -(2**63), 2**63 - 1)),
    "minlength": ((1,), partial(_length, last=str(2**31 - 1))),
    "maxlength": ((1,), partial(_length, "0")),
    "length": ((1, 2), _length),
    "min": ((1,), partial(_between, last=None)),
    "max": ((1,), partial(_between, None)),
    "range": ((2,), _between),
    "alpha": ((0,), _pattern("[a-z]*")),
    "regex": ((1,), _regex),
    "required": ((0,), lambda: bool),
    "file": ((0,), lambda: _is_file),
    "nonfile": ((0,), lambda: lambda value: not _is_file(value)),
}
"""By name: the number of arguments, and the function that makes the check from them."""
