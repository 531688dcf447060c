"""What a function's source tells: outputs that it never sets, and returned values that no binding takes."""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
import typing
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NoReturn

from typing_extensions import Never

from azure_functions_lite._rows import RETURN, BindingRow, encode_output
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.meta import OutConverter
from azure_functions_lite.testing._signature import Finding, Signature

__all__ = ["check_source"]

Definition = ast.FunctionDef | ast.AsyncFunctionDef


def check_source(function: Callable[..., Any], signature: Signature) -> Iterator[Finding]:
    """Find what is refused when the function is called, and what is of no use.

    Only what is certain is found: of a function whose source is not at hand, or that somebody's decorator has wrapped,
    that is nothing.

    Args:
        function: The function.
        signature: What goes in and out of it.
    """
    definition = _read(function)
    if definition is None or all(map(_is_empty, definition.body)):
        # Nothing to read, or not written yet.
        return
    used = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
    for name in signature.outputs:
        if name not in used:
            yield Finding(name, "unused-out", "expected a function that sets this output, got one that never names it")
    yield from _check_returns(definition, signature, _names_of(function))


def _read(function: Callable[..., Any]) -> Definition | None:
    if hasattr(function, "__wrapped__"):
        return None
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        # No file, no function, or a lambda in the middle of something.
        return None
    ast.increment_lineno(tree, first - 1)
    found = tree.body[0]
    return found if isinstance(found, Definition) else None


def _is_empty(line: ast.stmt) -> bool:
    return isinstance(line, (ast.Pass, ast.Raise)) or (
        isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    )


def _names_of(function: Any) -> dict[str, Any]:
    """Return what names stand for in a function, but for those that are its own."""
    code = function.__code__
    own = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
    return {name: value for name, value in (vars(builtins) | function.__globals__).items() if name not in own}


def _check_returns(definition: Definition, signature: Signature, names: dict[str, Any]) -> Iterator[Finding]:
    inner = list(_inner(definition))
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in inner):
        return
    returns = [node for node in inner if isinstance(node, ast.Return)]
    row = signature.returned.row if signature.returned else None
    if not signature.takes_return:
        yield from _check_unbound(definition, returns, signature, names)
    elif row is not None and row.name == RETURN:
        if not returns and _ends(definition.body, names):
            refusal = _refusal(row, _NONE, names)
            if refusal:
                yield Finding(RETURN, "return-value", f"{refusal}, as the function has no return")
        for node in returns:
            refusal = _refusal(row, node.value or _NONE, names)
            if refusal:
                yield Finding(RETURN, "return-value", f"line {node.lineno}: {refusal}")


_NONE = ast.Constant(None)


def _ends(body: list[ast.stmt], names: dict[str, Any]) -> bool:
    """Return whether a block without a return goes on to its end, as far as its last statement tells.

    Of ``try``, ``with``, ``match`` and ``while`` that cannot be told so easily.
    """
    last = body[-1]
    if isinstance(last, ast.If):
        return not last.orelse or _ends(last.body, names) or _ends(last.orelse, names)
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        return not _never_returns(_find(last.value.func, names))
    return isinstance(last, (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor, ast.Pass))


def _never_returns(function: Any) -> bool:
    try:
        return typing.get_type_hints(function).get("return") in (NoReturn, Never)
    except Exception:  # it is not known what is called, or its annotations cannot be evaluated
        return False


def _check_unbound(
    definition: Definition, returns: list[ast.Return], signature: Signature, names: dict[str, Any]
) -> Iterator[Finding]:
    """Find a value that is returned although no binding takes it."""
    expected = "expected a binding $return for what the function returns, got none"
    annotation = signature.annotations.get("return")
    if annotation not in _MAYBE_NOTHING and type(None) not in typing.get_args(annotation):
        yield Finding(RETURN, "return-unbound", f"line {definition.lineno}: {expected}")
        return
    for node in returns:
        if node.value is not None and _class_of(node.value, names) not in (None, type(None)):
            yield Finding(RETURN, "return-unbound", f"line {node.lineno}: {expected}")
            return


_MAYBE_NOTHING = (None, type(None), NoReturn, Never, Any, object)


def _inner(definition: Definition) -> Iterator[ast.AST]:
    """Walk a function, but not the functions and classes in it."""
    waiting: list[ast.AST] = list(definition.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)


def _refusal(row: BindingRow, value: ast.expr, names: dict[str, Any]) -> str | None:
    """Say why a binding does not take a value; None where it does, or where what the value is cannot be told."""
    kind = _class_of(value, names)
    if kind is None:
        return None
    if kind in _SAMPLES:
        try:
            encode_output(row, _SAMPLES[kind])
        except FunctionsError as error:
            return f"expected {error.expected}, got {error.got if kind is type(None) else kind.__name__}"
        return None
    converter = row.converter
    if converter is None or not issubclass(converter, OutConverter) or converter.check_output_type_annotation(kind):
        return None
    return f"expected a value that {row.type} takes, got {kind.__name__}"


_SAMPLES: dict[type, object] = {
    type(None): None,
    **{kind: kind() for kind in (bool, bytes, bytearray, dict, float, int, list, set, str, tuple)},
}
"""Classes whose values a binding takes or refuses all alike."""

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


def _class_of(value: ast.expr, names: dict[str, Any]) -> type | None:
    """Return the class of what an expression gives, None where that cannot be told from it alone."""
    if isinstance(value, ast.Constant):
        return type(value.value)
    if isinstance(value, ast.Call):
        called = _find(value.func, names)
        # A class with a call of its own, such as an enum, may give what it likes.
        return called if isinstance(called, type) and type(called).__call__ is type.__call__ else None
    return _DISPLAYS.get(type(value))


def _find(expression: ast.expr, names: dict[str, Any]) -> object:
    """Return what ``name`` or ``module.name`` stands for."""
    if isinstance(expression, ast.Name):
        return names.get(expression.id)
    if isinstance(expression, ast.Attribute):
        owner = _find(expression.value, names)
        return getattr(owner, expression.attr, None) if isinstance(owner, ModuleType) else None
    return None
