"""The value of an expression, as far as the source of a function shows it."""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import os
import sys
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any, NoReturn

from typing_extensions import Never

from azure_functions_lite.testing._checks.source_files import Definition, SourceFiles
from azure_functions_lite.testing._checks.stand_ins import depends_on_stand_in

NONE = ast.Constant(None)
"""What a return without a value returns."""

_DISPLAYS: dict[type[ast.expr], type] = {
    ast.JoinedStr: str,
    ast.Dict: dict,
    ast.DictComp: dict,
    ast.List: list,
    ast.ListComp: list,
    ast.Set: set,
    ast.SetComp: set,
    ast.Tuple: tuple,
}

_RESULTS: dict[Callable[..., object], type] = {json.dumps: str}
"""Functions of others, and what they return."""

# Python declares only for type checkers that these never return.
_EXITS = (sys.exit, os._exit, os.abort)


class Names:
    """The values of names in a function, except its local ones.

    Args:
        function: The function.
        nodes: All that is in it.
        files: The files that it and what it calls are in.
    """

    def __init__(self, function: Any, nodes: Iterable[ast.AST], files: SourceFiles) -> None:
        self.bound: Counter[str] = Counter(_bound(nodes))
        """In how many places the function, or one inside it, binds each name; a parameter is one of them."""
        code = function.__code__
        own = {*code.co_varnames, *code.co_cellvars, *code.co_freevars, *self.bound}
        self._names = {
            name: value for name, value in (vars(builtins) | function.__globals__).items() if name not in own
        }
        self._files = files

    def class_of(self, value: ast.expr, *, follow: bool = True) -> type | None:
        """Return the class of the value of an expression, or None if it is unknown.

        Args:
            value: The expression.
            follow: Whether to look into a function that is called.
        """
        if isinstance(value, ast.Constant):
            return type(value.value)
        if not isinstance(value, ast.Call):
            return _DISPLAYS.get(type(value))
        called: Any = self.find(value.func)
        if isinstance(called, FunctionType):
            return _RESULTS.get(called) or (self._result_of(called) if follow else None)
        # A class with its own call, such as an enum, or with a `__new__` in Python may return anything.
        if not isinstance(called, type) or type(called).__call__ is not type.__call__:
            return None
        return None if isinstance(called.__new__, FunctionType) or depends_on_stand_in(called) else called

    def find(self, expression: ast.expr) -> object:
        """Return the value of ``name`` or ``module.name``."""
        if isinstance(expression, ast.Name):
            return self._names.get(expression.id)
        if isinstance(expression, ast.Attribute):
            owner = self.find(expression.value)
            try:
                return getattr(owner, expression.attr, None) if isinstance(owner, ModuleType) else None
            except Exception:  # whatever is raised by a module that makes its attributes when they are asked for
                return None
        return None

    def returns(self, called: ast.expr) -> bool:
        """Return whether it is known that what is called comes back."""
        function = self.find(called)
        # Of what is not known, or no function, it is not known whether it returns.
        is_known = inspect.isroutine(function) or isinstance(function, type)
        return is_known and function not in _EXITS and not self._never_returns(function)

    def _never_returns(self, function: Any) -> bool:
        """Return whether a function says that it never returns, or ends in a ``raise``."""
        definition = self._files.definition(function)
        if definition is not None and isinstance(definition.body[-1], ast.Raise):
            return True
        try:
            return typing.get_type_hints(function).get("return") in (NoReturn, Never)
        except Exception:  # builtins have none, and those of others may be beyond evaluation
            return False

    def _result_of(self, function: FunctionType) -> type | None:
        """Return the class that every return of a function gives."""
        definition = self._files.definition(function)
        if not isinstance(definition, ast.FunctionDef) or hasattr(function, "__wrapped__"):
            return None
        nodes = list(inner(definition))
        if not isinstance(definition.body[-1], (ast.Return, ast.Raise)) or any(map(is_yield, nodes)):
            return None
        names = Names(function, ast.walk(definition), self._files)
        given = {names.class_of(node.value or NONE, follow=False) for node in nodes if isinstance(node, ast.Return)}
        return given.pop() if len(given) == 1 else None


def inner(definition: Definition) -> Iterator[ast.AST]:
    """Walk a function, but not the functions and classes in it."""
    waiting: list[ast.AST] = list(definition.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)


def is_yield(node: ast.AST) -> bool:
    """Return whether a node makes a generator of the function that it is in."""
    return isinstance(node, (ast.Yield, ast.YieldFrom))


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
