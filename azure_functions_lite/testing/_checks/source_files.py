"""The source of an app as trees, each file read once, and places in them."""

from __future__ import annotations

import ast
import linecache
from contextlib import suppress
from types import CodeType
from typing import Any, NamedTuple

Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


class _File(NamedTuple):
    tree: ast.Module
    lines: list[str]
    definitions: dict[int, list[Definition]]
    """By their first line, which is that of a decorator if there is one."""


class SourceFiles:
    """The source files of an app, for the length of one check."""

    def __init__(self) -> None:
        self._files: dict[str, _File | None] = {}

    def tree(self, file: str, names: dict[str, Any] | None = None) -> ast.Module | None:
        """Return the content of a file; None if it cannot be read.

        Args:
            file: Its path.
            names: The globals of its module, which may know where else its source is.
        """
        read = self._read(file, names)
        return None if read is None else read.tree

    def definition(self, function: Any) -> Definition | None:
        """Return where a function is written; None if that is unknown, or it is a lambda."""
        code = getattr(function, "__code__", None)
        if not isinstance(code, CodeType):
            return None
        read = self._read(code.co_filename, getattr(function, "__globals__", None))
        known = [] if read is None else read.definitions.get(code.co_firstlineno, [])
        return next((each for each in known if each.name == code.co_name), None)

    def place(self, file: str, node: ast.expr | ast.stmt | ast.arg | ast.keyword) -> Place:
        """Return where a node of a file starts."""
        read = self._files.get(file)
        line = "" if read is None else read.lines[node.lineno - 1]
        # The parser counts bytes.
        return Place(node.lineno, len(line.encode()[: node.col_offset].decode("utf-8", "replace")) + 1)

    def _read(self, file: str, names: dict[str, Any] | None) -> _File | None:
        if file not in self._files:
            linecache.checkcache(file)
            lines = linecache.getlines(file, names)
            self._files[file] = None
            if lines:
                with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                    tree = ast.parse("".join(lines))
                    self._files[file] = _File(tree, lines, _definitions(tree))
        return self._files[file]


def _definitions(tree: ast.Module) -> dict[int, list[Definition]]:
    found: dict[int, list[Definition]] = {}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        for field in ("body", "orelse", "handlers", "finalbody", "cases"):
            # Functions are in blocks, and not in expressions; those of a lambda and similar are not lists.
            below = getattr(node, field, ())
            waiting += below if isinstance(below, list) else ()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found.setdefault(first, []).append(node)
    return found
