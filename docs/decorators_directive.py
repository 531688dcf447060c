"""The reference of the decorators, made from the classes of the rows, so that it says what they say.

A page has it where it says::

    ```{decorators} queue
    ```

which `fill` replaces by `reference("queue")`: each decorator whose class is in `azure_functions_lite.decorators.queue`,
with its signature, its docstring and its options, and then the enums of the options. ``overview`` instead of a family
gives a table of all decorators.
"""

# The options of a class, and the class of a decorator, are for users to see, but not for users to work with.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from inspect import getdoc, isfunction, signature
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, cast

from azure_functions_lite import decorators as rows
from azure_functions_lite.decorators._attach import attaches
from azure_functions_lite.decorators._options import Options
from azure_functions_lite.decorators.core import Entry
from azure_functions_lite.decorators.function_app import FunctionApp

FENCE = re.compile(r"^```\{decorators\} (\w+)\n```$", re.MULTILINE)

# The pages of decorators that are not in the module of their family.
ELSEWHERE = {
    "route": "http",
    "orchestration_trigger": "durable",
    "activity_trigger": "durable",
    "entity_trigger": "durable",
    "durable_client_input": "durable",
    "function_name": "settings",
    "retry": "settings",
    "http_type": "settings",
}


class Listed(NamedTuple):
    """A line of the table of options."""

    option: str
    type: str
    default: str
    key: str
    sentence: str


def setup(app: Any) -> None:
    """Register with Sphinx."""
    app.connect("source-read", fill)
    app.connect("autodoc-skip-member", elsewhere)


def fill(app: Any, page: str, source: list[str]) -> None:
    """Put the reference into a page."""

    def made(fence: re.Match[str]) -> str:
        return f"````{{eval-rst}}\n{overview() if fence[1] == 'overview' else reference(fence[1])}\n````"

    source[0] = FENCE.sub(made, source[0])


def elsewhere(app: Any, what: str, name: str, obj: object, skip: bool, options: Any) -> bool | None:
    """Leave the decorators out where the other methods of apps are."""
    return True if obj is decorators().get(name, app) else None


# What there is


@cache
def decorators() -> dict[str, Any]:
    """Return the decorators of an app by name, in the order of the source."""
    found: dict[str, Any] = {}
    for owner in FunctionApp.__mro__:
        for name, value in vars(owner).items():
            by_hand = isfunction(value) and signature(value).return_annotation == "Decorator"
            if isinstance(value, attaches) or (by_hand and not name.startswith("_")):
                found[name] = value
    return found


def made_class(decorator: object) -> type[Options] | None:
    """Return the class that a decorator makes an object of; those that are written by hand have none."""
    made: Any = decorator._load() if isinstance(decorator, attaches) else None
    return cast("type[Options] | None", made)


def family(name: str) -> str:
    """Return the page that has a decorator."""
    made = made_class(decorators()[name])
    return ELSEWHERE.get(name) or (made.__module__.rpartition(".")[2] if made else "")


def options(kind: type[Options]) -> list[Listed]:
    """Return those parameters of a class that are lines of it; what else it takes, its docstring says."""
    module = import_module(kind.__module__)
    blank = object.__new__(kind)
    attributes = {option.parameter: attribute for attribute, option in kind._options.items()}
    listed: list[Listed] = []
    for parameter in signature(kind).parameters.values():
        attribute = attributes.get(parameter.name, parameter.name)
        if any(attribute in getattr(base, "__annotations__", ()) for base in kind.__mro__):
            written = issubclass(kind, Entry) or attribute not in kind._no_keys
            listed.append(
                Listed(
                    option=parameter.name,
                    type=str(parameter.annotation),
                    default="" if parameter.default is parameter.empty else shown(parameter.default, module),
                    key=blank._key(attribute) if written else "",
                    sentence=sentence(kind, attribute),
                )
            )
    return listed


def sentence(kind: type, attribute: str) -> str:
    """Return the text below the line that declares an attribute, in a class or the nearest of its bases."""
    bases = [base for base in kind.__mro__ if base.__module__.startswith("azure_functions_lite.")]
    texts = (_texts(base.__module__).get((base.__qualname__, attribute)) for base in bases)
    return next(filter(None, texts), "")


@cache
def _texts(module: str) -> dict[tuple[str, str], str]:
    """Return the texts below the lines of a module's classes, by class and attribute."""
    found: dict[tuple[str, str], str] = {}
    source = Path(str(import_module(module).__file__)).read_text(encoding="utf-8")
    for kind in (each for each in ast.parse(source).body if isinstance(each, ast.ClassDef)):
        for line, below in pairwise(kind.body):
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
                text = " ".join(str(below.value.value).split())
                found |= {(kind.name, target.id): text for target in targets if isinstance(target, ast.Name)}
    return found


# How it is written


def overview() -> str:
    """Return the table of the families and their decorators."""
    pages = sorted({family(name) for name in decorators()})
    names = {page: [name for name in decorators() if family(name) == page] for page in pages}
    lines = [[f":doc:`{page}`", ", ".join(map(_link, names[page]))] for page in pages]
    return "\n".join(_table(["page", "decorators"], lines))


def reference(page: str) -> str:
    """Return the reference of one family."""
    names = [name for name in decorators() if family(name) == page]
    lines: list[str] = []
    for name in names:
        lines += [*_decorator(name, page), ""]
    for kind in _enums(names, page):
        lines += [*_enum(kind), ""]
    lines += _others(page)
    return "\n".join(lines)


def _decorator(name: str, page: str) -> Iterator[str]:
    decorator = decorators()[name]
    first = next(other for other, value in decorators().items() if value is decorator)
    if name != first:
        yield f".. py:currentmodule:: {FunctionApp.__module__}\n"
        yield f".. py:method:: FunctionApp.{name}"
        yield f"\n   Another name of {_link(first)}."
        return
    made = made_class(decorator)
    _, *parameters = signature(decorator).parameters.values()
    module = import_module(made.__module__) if made else _module(page)
    described: list[str] = []
    for parameter in parameters:
        default = "" if parameter.default is parameter.empty else f" = {shown(parameter.default, module)}"
        stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
        described.append(f"{stars}{parameter.name}: {_linked(str(parameter.annotation), page)}{default}")
    # autodoc adds the docstring.
    yield f".. automethod:: azure_functions_lite.decorators.function_app.FunctionApp.{name}({', '.join(described)})"
    yield ""
    if made:
        key = "key in function.json" if issubclass(made, Entry) else "key"
        listed = options(made)
        table = _table(["option", "type", "default", key, "meaning"], map(_cells, listed)) if listed else ()
        yield from (f"   {line}" for line in (_fact(made), "", *table))


def _fact(made: type[Options]) -> str:
    if not issubclass(made, Entry):
        return f"Setting ``{vars(made)['setting_name']}``, which is not in function.json."
    name = made.get_binding_name()
    return f"In function.json: type {f'``{name}``' if name else 'as given'}, direction ``{made._direction.name}``."


def _cells(listed: Listed) -> list[str]:
    code = [f"``{cell}``" if cell else "" for cell in listed[:-1]]
    return [*code, listed.sentence]


def _enum(kind: type[Enum]) -> Iterator[str]:
    texts = {name: sentence(kind, name) for name in kind.__members__}
    lines = [[f"``{name}``", f"``{member.value!r}``", texts[name]] for name, member in kind.__members__.items()]
    width = 3 if any(texts.values()) else 2
    yield f".. py:currentmodule:: {kind.__module__}\n"
    yield f".. py:class:: {kind.__qualname__}"
    if kind.__module__ == rows.core.__name__:
        yield "   :no-index:"
    table = _table(["member", "value", "meaning"][:width], [line[:width] for line in lines])
    yield from (f"   {line}" for line in ("", *str(getdoc(kind)).splitlines(), "", *table))


def _enums(names: Iterable[str], page: str) -> list[type[Enum]]:
    """Return the enums of the options, but not that of `data_type`, which nearly every decorator has."""
    taken = [each for name in names for each in signature(decorators()[name]).parameters.values()]
    annotations = " ".join(str(each.annotation) for each in taken if each.name != "data_type")
    used = [_ours(word, page) for word in re.findall(r"\w+", annotations)]
    return [kind for kind in dict.fromkeys(used) if isinstance(kind, type) and issubclass(kind, Enum)]


def _others(page: str) -> Iterator[str]:
    """Describe what else is public in the family's module, except the types of bindings."""
    module = _module(page)
    public = {} if module is rows.core else {name: each for name, each in vars(module).items() if name[0] != "_"}
    for name, value in public.items():
        is_own = getattr(value, "__module__", None) == module.__name__
        if isinstance(value, type):
            if is_own and not issubclass(value, (Options, Enum)):
                yield f".. autoclass:: {module.__name__}.{name}\n"
        elif is_own and callable(value):
            yield f".. autofunction:: {module.__name__}.{name}\n"
        elif name.islower() and isinstance(value, str):
            yield f".. autodata:: {module.__name__}.{name}\n   :no-value:\n"


def shown(value: object, module: ModuleType) -> str:
    """Return a default as one would write it: a member or a long text by its name."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str) and "\n" in value:
        return next(name for name, other in vars(module).items() if other is value)
    return repr(value)


def _ours(word: str, page: str) -> object:
    """Return the class of this package that a word in an annotation names."""
    value = getattr(_module(page), word, None) or getattr(rows.core, word, None)
    return value if str(getattr(value, "__module__", "")).startswith("azure_functions_lite.") else None


def _module(page: str) -> ModuleType:
    module: ModuleType = getattr(rows, page, rows.core)
    return module


def _linked(annotation: str, page: str) -> str:
    def link(word: re.Match[str]) -> str:
        kind = _ours(word[0], page)
        return f"{kind.__module__}.{kind.__qualname__}" if isinstance(kind, type) else word[0]

    return re.sub(r"\w+", link, annotation)


def _link(name: str) -> str:
    return f":py:meth:`{name}() <azure_functions_lite.decorators.function_app.FunctionApp.{name}>`"


def _table(header: list[str], lines: Iterable[list[str]]) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "")
    for cells in (header, *lines):
        for index, cell in enumerate(cells):
            yield f"   {' ' if index else '*'} - {cell}".rstrip()
