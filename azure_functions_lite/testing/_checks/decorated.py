"""What only apps with decorators have: other decorators above those of the app, and forgotten blueprints."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite.decorators.function_app import DecoratorApi, FunctionBuilder, FunctionRegister
from azure_functions_lite.testing._apps.isolation import is_installed
from azure_functions_lite.testing._apps.project import Decorated
from azure_functions_lite.testing._checks.source_files import SourceFiles


def hidden_decorator(function: Callable[..., Any], files: SourceFiles) -> ast.expr | None:
    """Return a decorator above those of the app: the host calls what was below it, and never what it made.

    Args:
        function: The innermost function of what the app has registered.
        files: The source files of the app.
    """
    name = str(getattr(function, "__name__", None))
    names: dict[str, Any] = getattr(function, "__globals__", {})
    # A decorator that returns the builder may have changed it; both is fine.
    if isinstance(names.get(name, FunctionBuilder), (FunctionBuilder, type)):
        return None
    apps = {key for key, value in names.items() if isinstance(value, DecoratorApi)}
    definition = files.definition(function)
    decorators = [] if definition is None else definition.decorator_list
    of_app = [_root_of(each) in apps for each in decorators]
    return decorators[0] if True in of_app[1:] and not of_app[0] else None


def _statements(file: Path) -> list[ast.stmt]:
    try:
        return ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError):  # pragma: no cover  # it was imported a moment ago
        return []


def _root_of(expression: ast.expr) -> str | None:
    """Return ``app`` of ``@app.route(…)``."""
    while isinstance(expression, (ast.Call, ast.Attribute)):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    return expression.id if isinstance(expression, ast.Name) else None


OFFICIAL_ROUTE = "/{*route}"
"""The route that the official SDK gives an ASGI or WSGI app; here it has no slash."""


def is_official_gateway(source: Decorated) -> bool:
    """Return whether a function is an ASGI or WSGI app of `azure.functions`, as far as the script says."""
    if source.http_type not in ("asgi", "wsgi"):
        return False
    try:
        return b"azure.functions" in source.script.read_bytes()
    except OSError:  # pragma: no cover  # an app object may have no script
        return False


class Stray(NamedTuple):
    """A blueprint that no app registers."""

    file: Path
    """Its file."""
    name: str
    """Its name there."""
    functions: str
    """The functions that it has."""
    is_imported: bool
    """Whether the app imports the file."""


def find_stray_blueprints(root: Path, registered: Iterable[object]) -> Iterator[Stray]:
    """Find blueprints with functions that the app does not have.

    Args:
        root: Folder of the app, whose modules are loaded.
        registered: The function builders of the app.
    """
    known = {id(builder) for builder in registered}
    seen = set[int]()
    loaded = dict(_modules(os.path.realpath(root)))
    for file, names in loaded.items():
        for name, value in list(names.items()):
            if not isinstance(value, DecoratorApi) or isinstance(value, FunctionRegister) or id(value) in seen:
                continue
            seen.add(id(value))
            builders = value._function_builders  # pyright: ignore[reportPrivateUsage]  # as the extensions do
            if builders and not any(id(builder) in known for builder in builders):
                functions = ", ".join(str(getattr(builder, "__name__", "?")) for builder in builders)
                yield Stray(Path(file), name, functions, is_imported=True)
    for file in _scripts(os.path.realpath(root)):
        if file not in loaded:
            yield from _blueprints_in(Path(file))


def _modules(root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    real_folder = cache(os.path.realpath)
    for module in list(sys.modules.values()):
        # Not getattr: a module may make its attributes when they are asked for.
        names: dict[str, Any] = getattr(module, "__dict__", {})
        file = names.get("__file__")
        if isinstance(file, str):
            # By folder, as most files share theirs with others: that is ten times as fast.
            folder, name = os.path.split(file)
            place = os.path.join(real_folder(folder), name)
            if os.path.islink(place):
                place = os.path.realpath(place)
            if place.startswith(f"{root}{os.sep}") and not is_installed(place.removeprefix(root)):
                yield place, names


_OTHERS = ("tests", "test", "node_modules", "site-packages", "docs", "examples", "samples")


def _scripts(root: str) -> Iterator[str]:
    """Return the Python files of an app that speak of blueprints: not those of other apps, of tests or of packages."""
    for folder, folders, files in os.walk(root):
        if folder != root and {"host.json", "pyvenv.cfg", "function_app.py"} & {*files}:
            folders.clear()
            continue
        folders[:] = [each for each in folders if not each.startswith((".", "__")) and each not in _OTHERS]
        for name in files:
            file = os.path.join(folder, name)
            if name.endswith(".py") and not name.startswith("test_") and os.path.isfile(file):
                with suppress(OSError), open(file, "rb") as opened:
                    if b"Blueprint(" in opened.read():
                        yield file


def _blueprints_in(file: Path) -> Iterator[Stray]:
    statements = _statements(file)
    for node in statements:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called)) if (
                _last_of(called) == "Blueprint"
            ):
                functions = [
                    each.name
                    for each in statements
                    if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))
                    and any(_root_of(decorator) == name for decorator in each.decorator_list)
                ]
                if functions:
                    yield Stray(file, name, ", ".join(functions), is_imported=False)
            case _:
                pass


def _last_of(expression: ast.expr) -> str | None:
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else None
