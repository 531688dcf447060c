"""Where in a file a problem is: the row, the decorator, the parameter, the annotation that it is about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from azure_functions_lite._host.entries import RETURN
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.files import Document, read_document
from azure_functions_lite.testing._checks.source_files import Definition, SourceFiles
from azure_functions_lite.testing.problems import Code, Problem

_OF_PARAMETERS: frozenset[Code] = frozenset(
    {
        "annotation",
        "annotation-form",
        "annotation-unknown",
        "cardinality",
        "context-annotation",
        "out-on-input",
        "out-type",
        "parameter-kind",
        "parameter-unbound",
        "plain-on-output",
        "unused-out",
    }
)
"""What is about a parameter, and not about the binding of that name."""

_DECORATORS: dict[Code, str] = {"retry": "retry", "retry-range": "retry", "function-name": "function_name"}
"""What is about one decorator, and the name of that."""


def in_source(problem: Problem, definition: Definition, files: SourceFiles, file: str) -> Problem:
    """Return a problem of a function with its place.

    Args:
        problem: The problem.
        definition: The function, where it is written.
        files: The files of the app.
        file: The file that it is in.
    """
    node = _node(problem, definition)
    line, column = files.place(file, node)
    if node is definition:
        # The name, and not the keyword before it.
        column += len("async def " if isinstance(definition, ast.AsyncFunctionDef) else "def ")
    return problem._replace(line=line, column=column)


def _node(problem: Problem, definition: Definition) -> ast.expr | ast.stmt | ast.arg:
    name, code = problem.binding, problem.code
    if code == "return-annotation" and definition.returns is not None:
        return definition.returns
    if code in _OF_PARAMETERS:
        arguments = definition.args
        known = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        return next((each for each in known if each is not None and each.arg == name), definition)
    decorators = [each for each in definition.decorator_list if isinstance(each, ast.Call)]
    wanted = _DECORATORS.get(code)
    if wanted is not None:
        return next((each for each in decorators if _name_of(each) == wanted), definition)
    if name is None:
        return definition
    found = next((each for each in decorators if name in _constants(each)), None)
    # The names of a route are mostly not written.
    route = next((each for each in decorators if _name_of(each) == "route"), None)
    return found or (route if name in ("req", RETURN) and route else definition)


def _name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _constants(call: ast.Call) -> Iterator[object]:
    """Return what may be the name of a binding: the first argument, and ``…arg_name=``."""
    values = call.args[:1] + [each.value for each in call.keywords if each.arg and each.arg.endswith("_name")]
    yield from (value.value for value in values if isinstance(value, ast.Constant))


class JsonPlaces:
    """A function.json in which problems have their places.

    Args:
        file: The file, which is read once, however many problems it has.
    """

    def __init__(self, file: Path) -> None:
        self._document: Document | None = None
        # What cannot be read was reported.
        with suppress(AppError):
            self._document = read_document(file)
        rows: object = self._document.value.get("bindings") if self._document else None
        names = {index: _named(row) for index, row in enumerate(rows) if is_object(row)} if is_array(rows) else {}
        self._rows = {name: index for index, name in names.items() if isinstance(name, str)}
        """Name -> the last row that has it."""

    def located(self, problem: Problem) -> Problem:
        """Return a problem with its place: a row, or the key that the message begins with."""
        if self._document is None:
            return problem
        value: dict[str, Any] = self._document.value
        key = problem.message.partition(":")[0]
        path: list[str | int] = []
        misshaped = _MISSHAPED.match(problem.message)
        if misshaped:
            path = ["bindings", int(misshaped[1])]
        elif problem.binding in self._rows:
            index = self._rows[problem.binding]
            key = key if key in value["bindings"][index] else "direction" if problem.code.endswith("direction") else ""
            path = ["bindings", index, *([key] if key else ())]
        elif problem.code in ("retry", "retry-range"):
            path = ["retry"]
        elif key in value:
            path = [key]
        line, column = self._document.place(*path)
        return problem._replace(line=line, column=column)


_MISSHAPED = re.compile(r"bindings\[(\d+)\]:")


def _named(row: dict[str, Any]) -> object:
    return next((value for key, value in row.items() if key.lower() == "name"), None)
