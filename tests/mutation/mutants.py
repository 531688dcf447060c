"""The ways in which a file is changed: one operator, constant, condition or statement of it at a time."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
}
# Fields of nodes in which nothing runs, or nothing that matters.
_ANNOTATIONS = {"annotation", "returns", "type_comment", "decorator_list", "type_params"}


@dataclass(frozen=True)
class Mutant:
    """A file with one change."""

    file: Path
    line: int
    runs_on_import: bool
    lines: set[int]
    """Whoever reaches them knows about the change: what runs on import, all tests reach, so others count for it."""
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}\n-   {self.before}\n+   {self.after}"


def number_of_mutants(text: str) -> int:
    """Return how many changes a file can have."""
    return sum(1 for *_, node in _places(ast.parse(text)) for _ in _changes(node))


def mutant_of(file: Path, text: str, number: int) -> Mutant:
    """Return a file with one of its changes, by its number from 0 on: writing all of them takes minutes."""
    tree = ast.parse(text)
    changes = ((place, changed) for place in [*_places(tree)] for changed in _changes(place[-1]))
    (parent, field, index, node), changed = next(islice(changes, number, None))
    ancestry = _ancestry(tree, node)
    around = _statement_around(ancestry)
    lines = around or _lines_about(tree, ancestry[-1])
    _put(parent, field, index, changed)
    source = ast.unparse(ast.fix_missing_locations(tree))
    return Mutant(file, node.lineno, not around, lines, _first_line(node), _first_line(changed), source)


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def _ancestry(tree: ast.Module, node: ast.AST) -> list[ast.AST]:
    """Return a node and all that it is in, up to a statement of the module."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    found = [node]
    while (parent := parents[found[-1]]) is not tree:
        found.append(parent)
    return found


def _statement_around(ancestry: list[ast.AST]) -> set[int]:
    """Return the lines of the innermost statement of a function that a node is in, or none."""
    first = next(index for index, each in enumerate(ancestry) if isinstance(each, ast.stmt))
    if not any(isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) for each in ancestry[first + 1 :]):
        return set()
    statement = cast("ast.stmt", ancestry[first])
    body: list[ast.stmt] = getattr(statement, "body", [])
    end = body[0].lineno if body else (statement.end_lineno or statement.lineno) + 1
    return {statement.lineno, *range(statement.lineno, end)}


def _lines_about(tree: ast.Module, outermost: ast.AST) -> set[int]:
    """Return the lines of a class, or those that name what another statement of the module makes."""
    if isinstance(outermost, ast.ClassDef):
        return {*range(outermost.lineno, (outermost.end_lineno or outermost.lineno) + 1)}
    names = (each for each in ast.walk(outermost) if isinstance(each, ast.Name))
    stored = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    return {each.lineno for each in ast.walk(tree) if isinstance(each, ast.Name) and each.id in stored}


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _places(parent: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr | ast.stmt]]:
    for field, value in ast.iter_fields(parent):
        if field in _ANNOTATIONS:
            continue
        items = cast("list[object]", value)
        children = [*enumerate(items)] if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if not isinstance(child, ast.AST) or _is_left_out(child):
                continue
            if isinstance(child, (ast.expr, ast.stmt)):
                yield parent, field, index, child
            yield from _places(child)


def _is_left_out(node: ast.AST) -> bool:
    """Return whether nothing in a node runs: imports, docstrings, and what only checkers read."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return any("overload" in ast.unparse(decorator) for decorator in node.decorator_list)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in ("cast", "TypeVar", "ParamSpec")
    return isinstance(node, (ast.Import, ast.ImportFrom)) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _changes(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in _COMPARISONS:
            yield ast.Compare(node.left, [_COMPARISONS[type(first)](), *node.ops[1:]], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        case ast.BinOp() if type(node.op) in _OPERATORS and not isinstance(node.left, ast.JoinedStr):
            yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() as number):
            yield ast.Constant(number + 1)
        case ast.Constant(value=str() as words):
            yield ast.Constant(f"{words}x" if words else "x")
        case ast.If() | ast.IfExp():
            for outcome in (True, False):
                decided = copy.copy(node)
                decided.test = ast.Constant(outcome)
                yield decided
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            # A constant has changes of its own.
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Expr() | ast.AugAssign():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case _:
            pass
