"""The imports in a source file: what they name, where they are, and whether the app works without it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Import(NamedTuple):
    """A module that a file imports."""

    module: str
    """Its name, absolute."""
    file: Path
    line: int
    """The line of the statement, from 1."""
    column: int
    """The column of the statement, from 1."""
    end_line: int
    """The last line of the statement."""
    is_optional: bool
    """Whether the file continues if the module is missing: in a ``try``."""
    is_conditional: bool
    """Whether it depends on something else: on a version, on another import that failed, on a type checker."""
    is_lazy: bool
    """Whether it is in a function, and not run when the file is imported."""


def read_imports(tree: ast.Module, file: Path, package: str) -> list[Import]:
    """Return the imports of a file in their order.

    Args:
        tree: What the file holds.
        file: The file.
        package: The package that relative imports start from; empty at the top level.
    """
    return list(_Reader(file, package).read(tree.body, OUTSIDE))


class _Place(NamedTuple):
    is_optional: bool = False
    is_conditional: bool = False
    is_lazy: bool = False


OUTSIDE = _Place()
"""Of an import, or anything else, that is at the top level of a file."""


class _Reader:
    def __init__(self, file: Path, package: str) -> None:
        self._file = file
        self._package = package

    def read(self, body: Iterable[ast.stmt], place: _Place) -> Iterator[Import]:
        for node in body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield self._make(alias.name, node, place)
            elif isinstance(node, ast.ImportFrom):
                yield from self._from(node, place)
            elif isinstance(node, ast.Try):
                yield from self._try(node, place)
            elif isinstance(node, ast.If):
                yield from self._if(node, place)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield from self.read(node.body, place._replace(is_lazy=True))
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                suppresses = any("suppress" in ast.unparse(item.context_expr) for item in node.items)
                yield from self.read(node.body, place._replace(is_optional=place.is_optional or suppresses))
            else:
                yield from self._blocks(node, place)

    def _blocks(self, node: ast.stmt, place: _Place) -> Iterator[Import]:
        """Read the body of a class or a loop, and the cases of a match."""
        yield from self.read(getattr(node, "body", ()), place)
        yield from self.read(getattr(node, "orelse", ()), place)
        for case in getattr(node, "cases", ()):
            yield from self.read(case.body, place._replace(is_conditional=True))

    def _try(self, node: ast.Try, place: _Place) -> Iterator[Import]:
        is_caught = any(map(_catches_import_error, node.handlers))
        yield from self.read(node.body, place._replace(is_optional=place.is_optional or is_caught))
        for handler in node.handlers:
            yield from self.read(handler.body, place._replace(is_conditional=True))
        yield from self.read([*node.orelse, *node.finalbody], place)

    def _if(self, node: ast.If, place: _Place) -> Iterator[Import]:
        test = ast.unparse(node.test)
        if test == "__name__ == '__main__'":
            return
        depends = place._replace(is_conditional=True)
        is_typing = test in ("TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING")
        yield from self.read(node.body, depends)
        yield from self.read(node.orelse, place if is_typing else depends)

    def _from(self, node: ast.ImportFrom, place: _Place) -> Iterator[Import]:
        module = node.module or ""
        # What is imported may be a module below it; or a name in it, which an import does not need to check.
        below = place._replace(is_conditional=True)
        if node.level:
            # A module of the app itself.
            place = below
            parts = self._package.split(".")
            module = ".".join(part for part in (*parts[: len(parts) - node.level + 1], module) if part)
        if module:
            yield self._make(module, node, place)
        for alias in node.names:
            yield self._make(f"{module}.{alias.name}".removeprefix("."), node, below)

    def _make(self, module: str, node: ast.stmt, place: _Place) -> Import:
        end = node.end_lineno or node.lineno
        return Import(module, self._file, node.lineno, node.col_offset + 1, end, *place)


_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    """Return whether the app goes on after an import that fails."""
    if handler.body and isinstance(handler.body[-1], ast.Raise):
        return False
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return not _CATCHING.isdisjoint(ast.unparse(kind).rpartition(".")[2] for kind in kinds)
