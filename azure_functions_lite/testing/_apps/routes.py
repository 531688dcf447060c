"""Routes of HTTP functions, as ASP.NET Core reads and matches them for the host.

Source: ``RoutePatternParser.cs``, ``RouteParameterParser.cs`` and ``RoutePatternMatcher.cs`` of ASP.NET Core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.constraints import Constraint


class Literal(NamedTuple):
    """Literal text of a route, case-insensitive."""

    text: str


class Parameter(NamedTuple):
    """A placeholder of a route."""

    name: str
    """Its name, as it is written."""
    constraints: tuple[Constraint, ...] = ()
    """What its value must be."""
    default: str | None = None
    """Its value if the path ends before it."""
    is_optional: bool = False
    """Whether the path may end before it."""
    is_catch_all: bool = False
    """Whether it matches the rest of the path, including slashes."""

    def takes(self, value: str) -> bool:
        """Return whether a value satisfies its constraints."""
        return all(constraint.takes(value) for constraint in self.constraints)


Segment = tuple[Literal | Parameter, ...]
"""The text between two slashes: one part or several, such as ``{name}.{ext}``."""


class Route:
    """The route of a function, including the prefix of the app.

    Args:
        template: What the host makes of prefix and route.
        segments: Its parts.
    """

    def __init__(self, template: str, segments: Sequence[Segment]) -> None:
        self.template = template
        self.segments = tuple(segments)

    @classmethod
    def parse(cls, template: str, prefix: str = "api") -> Route:
        """Read a route.

        Args:
            template: The ``route`` of a function.
            prefix: The ``routePrefix`` of host.json.

        Raises:
            AppError: ASP.NET Core rejects it; the message says why.
        """
        whole = f"{prefix}/{template}" if prefix else template
        text = whole[2:] if whole.startswith("~/") else whole.removeprefix("/")
        if text.startswith("~"):
            raise AppError("a route starts with '~' only before a slash")
        pieces = _split(text)
        if pieces and not pieces[-1]:
            pieces.pop()
        if not all(pieces):
            raise AppError(f"two consecutive slashes in {whole!r}")
        segments = [_segment(piece) for piece in pieces]
        _see_parameters(segments)
        return cls(whole, segments)

    @property
    def parameters(self) -> list[Parameter]:
        """Its placeholders, from left to right."""
        return [part for segment in self.segments for part in segment if isinstance(part, Parameter)]

    @property
    def precedence(self) -> tuple[tuple[object, ...], ...]:
        """A key to sort routes by: if several match, the host uses the first.

        Literals come before parameters, and those by name; parameters with more constraints before others; longer
        routes before those that they begin with, also where the rest is optional.

        Source: ``WebJobsRouteBuilder.cs`` of the WebJobs extensions, which sorts the routes itself.
        """
        return (*map(_rank, self.segments), (2,))

    def match(self, path: str) -> dict[str, str] | None:
        """Return the values of the placeholders, by name; None if the route does not match.

        Args:
            path: The path of a URL, encoded as in it, without the query.
        """
        pieces = path.removeprefix("/").split("/")
        if pieces[-1] == "":
            pieces.pop()
        values: dict[str, str] = {}
        for index, segment in enumerate(self.segments):
            first = segment[0]
            if isinstance(first, Parameter) and first.is_catch_all:
                _set(values, first, "/".join(map(unquote, pieces[index:])))
                pieces = pieces[: index + 1]
                break
            if not _match_segment(segment, unquote(pieces[index]) if index < len(pieces) else None, values):
                return None
        if len(pieces) > len(self.segments):
            return None
        fits = all(each.takes(values[each.name]) for each in self.parameters if each.name in values)
        return values if fits else None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.template!r})"


def _rank(segment: Segment) -> tuple[object, ...]:
    first = segment[0]
    return (0, first.text.lower()) if isinstance(first, Literal) else (1, -len(first.constraints))


# --- reading


def _split(text: str) -> list[str]:
    """Split a template at the slashes that are outside of braces."""
    pieces, start, depth, index = list[str](), 0, False, 0
    while index < len(text):
        letter = text[index]
        if letter in "{}" and text[index : index + 2] == letter * 2:
            # Doubled, it is the letter itself.
            index += 1
        elif letter in "{}":
            depth = letter == "{"
        elif letter == "/" and not depth:
            pieces.append(text[start:index])
            start = index + 1
        index += 1
    return [*pieces, text[start:]]


@lru_cache(1024)
def _segment(text: str) -> Segment:
    parts: list[Literal | Parameter] = []
    index = 0
    while index < len(text):
        is_parameter = text[index] == "{" and text[index : index + 2] != "{{"
        part, index = _parameter(text, index) if is_parameter else _literal(text, index)
        parts.append(part)
    for before, after in pairwise(parts):
        if isinstance(before, Parameter) and isinstance(after, Parameter):
            raise AppError(f"two parameters are adjacent in {text!r}")
    if len(parts) > 1:
        _see_mixture(text, parts)
    return tuple(parts)


def _see_mixture(text: str, parts: Sequence[Literal | Parameter]) -> None:
    for index, part in enumerate(parts):
        if not isinstance(part, Parameter):
            continue
        if part.is_catch_all:
            raise AppError(f"a catch-all parameter must be alone in its segment, not in {text!r}")
        if part.is_optional and (index != len(parts) - 1 or parts[index - 1] != Literal(".")):
            raise AppError(f"an optional parameter in a segment must come last, after a period, not as in {text!r}")


def _literal(text: str, index: int) -> tuple[Literal, int]:
    start = index
    while index < len(text):
        if text[index : index + 2] in ("{{", "}}"):
            index += 2
        elif text[index] == "{":
            break
        elif text[index] == "}":
            raise AppError(f"a brace is not opened in {text!r}")
        else:
            index += 1
    literal = text[start:index]
    if "?" in literal:
        raise AppError(f"a question mark is outside braces in {text!r}")
    return Literal(_unescaped(literal)), index


def _unescaped(text: str) -> str:
    return text.replace("}}", "}").replace("{{", "{")


def _parameter(text: str, index: int) -> tuple[Parameter, int]:
    start = index = index + 1
    while True:
        if index >= len(text):
            raise AppError(f"a brace is not closed in {text!r}")
        if text[index] in "{}" and text[index : index + 2] == text[index] * 2:
            index += 1
        elif text[index] == "{":
            raise AppError(f"a brace inside braces must be doubled, as in 'regex(^\\d{{{{4}}}}$)', in {text!r}")
        elif text[index] == "}":
            return _placeholder(_unescaped(text[start:index])), index + 1
        index += 1


def _placeholder(text: str) -> Parameter:
    inner = text.removeprefix("*").removeprefix("*") if text.startswith("*") else text
    is_catch_all = inner != text
    is_optional = inner.endswith("?")
    inner = inner.removesuffix("?")
    # A name may begin with either of these, even if that is rare.
    end = next((index for index, letter in enumerate(inner) if letter in ":=" and index), len(inner))
    name = inner[:end]
    if not name or any(letter in "/{}?*" for letter in name):
        raise AppError(f"{name!r} is not the name of a parameter")
    constraints, default = _split_constraints(inner[end:])
    if is_catch_all and is_optional:
        raise AppError(f"the catch-all parameter {name!r} cannot be optional")
    if is_optional and default is not None:
        raise AppError(f"the optional parameter {name!r} cannot have a default")
    read = tuple(Constraint.parse(constraint) for constraint in constraints)
    return Parameter(name, read, default, is_optional, is_catch_all)


def _split_constraints(text: str) -> tuple[list[str], str | None]:
    """Split ``:int:min(1)=5`` into the constraints and the default; what is in brackets stays together."""
    constraints, start, index = list[str](), 1, 0
    while index < len(text):
        letter = text[index]
        if letter == "(":
            index = _closing(text, index)
        elif letter in ":=":
            constraints += filter(None, [text[start:index]] if index else [])
            start = index + 1
            if letter == "=":
                return constraints, text[start:]
        index += 1
    return [*constraints, *filter(None, [text[start:]])], None


def _closing(text: str, index: int) -> int:
    """Return where a bracket closes: at the first ``)`` that ends the text or is followed by ``:`` or ``=``."""
    end = index
    while (end := text.find(")", end + 1)) >= 0:
        if text[end + 1 : end + 2] in ("", ":", "="):
            return end
    return index


def _see_parameters(segments: Sequence[Segment]) -> None:
    names = set[str]()
    for index, segment in enumerate(segments):
        for part in segment:
            if not isinstance(part, Parameter):
                continue
            if part.name.lower() in names:
                raise AppError(f"the parameter {part.name!r} appears twice")
            names.add(part.name.lower())
            if part.is_catch_all and index != len(segments) - 1:
                raise AppError(f"the catch-all parameter {part.name!r} must come last")


# --- matching


def _set(values: dict[str, str], parameter: Parameter, value: str) -> None:
    if value:
        values[parameter.name] = value
    elif parameter.default is not None:
        values[parameter.name] = parameter.default


def _match_segment(segment: Segment, text: str | None, values: dict[str, str]) -> bool:
    """Match a piece of a path, None if the path has ended, and set the values of its placeholders."""
    first = segment[0]
    if len(segment) > 1:
        return text is not None and _match_mixture(segment, text, values)
    if isinstance(first, Literal):
        return text is not None and text.lower() == first.text.lower()
    if text:
        values[first.name] = text
        return True
    if first.default is not None:
        values[first.name] = first.default
    return text is None and (first.is_optional or first.default is not None)


def _match_mixture(segment: Segment, text: str, values: dict[str, str]) -> bool:
    last = segment[-1]
    found = _match_parts(segment, text)
    if found is None and isinstance(last, Parameter) and last.is_optional and not text.endswith("."):
        found = _match_parts(segment[:-2], text)
    values.update(found or {})
    return found is not None


def _match_parts(parts: Segment, text: str) -> dict[str, str] | None:
    """Match from right to left: each literal is where it occurs last, with a letter for the placeholder behind it."""
    values: dict[str, str] = {}
    end = len(text)
    waiting: Parameter | None = None
    for part in reversed(parts):
        if isinstance(part, Parameter):
            waiting = part
            continue
        start = text.lower().rfind(part.text.lower(), 0, end - (waiting is not None))
        stop = start + len(part.text)
        if start < 0 or (waiting is None and stop != end):
            return None
        if waiting is not None:
            values[waiting.name] = text[stop:end]
        waiting, end = None, start
    if waiting is not None:
        values[waiting.name] = text[:end]
        return values if end else None
    return None if end else values
