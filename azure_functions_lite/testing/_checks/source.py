"""What a function's source tells: outputs that it never sets, and values that no binding takes."""

from __future__ import annotations

import ast
import builtins
import inspect
import os
import sys
import textwrap
import typing
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from types import FunctionType, ModuleType, NoneType
from typing import Any, NoReturn

from typing_extensions import Never

from azure_functions_lite._bindings.entries import RETURN, BindingRow, encode_output
from azure_functions_lite.decorators.constants import HTTP_OUTPUT
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.meta import OutConverter
from azure_functions_lite.testing._apps.signature import Finding, Port, Signature, stranger, streams_http

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
    if definition is None or _is_unwritten(definition):
        return
    used = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
    for name in signature.outputs:
        if name not in used:
            yield Finding(name, "unused-out", "expected a function that sets this output, got one that never names it")
    bound = _count_bound(definition)
    names = _names_of(function, bound)
    # What is called like an output may be something else, in a function that is inside or from some line on.
    outputs = {name: port for name, port in signature.outputs.items() if bound[name] == 1}
    yield from _check_set_values(definition, outputs, names)
    yield from _check_returns(definition, signature, names)


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


def _is_unwritten(definition: Definition) -> bool:
    lines = definition.body
    if ast.get_docstring(definition) is not None and len(lines) > 1:
        lines = lines[1:]
    return all(map(_is_empty, lines))


def _is_empty(line: ast.stmt) -> bool:
    return isinstance(line, ast.Raise) or (
        isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and line.value.value is ...
    )


def _count_bound(definition: Definition) -> Counter[str]:
    """Count in how many places a function, or one inside it, binds each name; a parameter is one of them."""
    nodes = list(ast.walk(definition))
    stored = (node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return Counter([*stored, *(node.arg for node in nodes if isinstance(node, ast.arg))])


def _names_of(function: Any, bound: Iterable[str]) -> dict[str, Any]:
    """Return what names stand for in a function, but for those that are its own."""
    code = function.__code__
    own = {*code.co_varnames, *code.co_cellvars, *code.co_freevars, *bound}
    return {name: value for name, value in (vars(builtins) | function.__globals__).items() if name not in own}


def _check_set_values(definition: Definition, outputs: Mapping[str, Port], names: dict[str, Any]) -> Iterator[Finding]:
    for node in ast.walk(definition):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="set"), args=[value]):
                port = outputs.get(name)
                # None sends nothing, so any binding takes it.
                if port is None or _class_of(value, names) is NoneType:
                    continue
                refusal = _refusal(port.row, value, names, is_plain=port.is_plain)
                if refusal:
                    yield Finding(name, "out-value", f"line {node.lineno}: {refusal}")
            case _:
                pass


def _check_returns(definition: Definition, signature: Signature, names: dict[str, Any]) -> Iterator[Finding]:
    row = signature.returned
    if row is not None and row.type == HTTP_OUTPUT and streams_http():
        # What the web framework takes is none of the converter's business.
        return
    inner = list(_inner(definition))
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in inner):
        yield from _check_generator(definition, signature)
        return
    returns = sorted((node for node in inner if isinstance(node, ast.Return)), key=lambda node: node.lineno)
    if row is None:
        yield from _check_unbound(definition, returns, signature, names)
    elif row.name == RETURN:
        if not returns and _ends(definition.body, names, {*signature.inputs, *signature.outputs}):
            refusal = _refusal(row, _NONE, names)
            if refusal:
                yield Finding(RETURN, "return-value", f"{refusal}, as the function has no return")
        for node in returns:
            refusal = _refusal(row, node.value or _NONE, names)
            if refusal:
                yield Finding(RETURN, "return-value", f"line {node.lineno}: {refusal}")


def _check_generator(definition: Definition, signature: Signature) -> Iterator[Finding]:
    """Find a generator that no binding takes: durable functions yield, and a few outputs take an iterable."""
    is_async = isinstance(definition, ast.AsyncFunctionDef)
    kind = "an async generator" if is_async else "a generator"
    row = signature.returned
    if row is None:
        expected = "expected a binding $return for what the function returns, got none"
        yield Finding(RETURN, "return-unbound", f"line {definition.lineno}: {expected}; it is {kind}")
    elif row.name == RETURN:
        try:
            encode_output(row, _async_nothing() if is_async else iter(()))
        except FunctionsError as error:
            yield Finding(RETURN, "return-value", f"line {definition.lineno}: expected {error.expected}, got {kind}")


async def _async_nothing() -> AsyncIterator[object]:
    yield None  # pragma: no cover  # nobody asks for an item


_NONE = ast.Constant(None)


def _is_of(parameters: set[str], called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in parameters


def _ends(body: list[ast.stmt], names: dict[str, Any], parameters: set[str]) -> bool:
    """Return whether a block without a return goes on to its end, as far as its last statement tells.

    Of ``try``, ``with``, ``match`` and ``while`` that cannot be told so easily.
    """
    last = body[-1]
    if isinstance(last, ast.If):
        return not last.orelse or _ends(last.body, names, parameters) or _ends(last.orelse, names, parameters)
    value = last.value if isinstance(last, ast.Expr) else None
    if isinstance(value, ast.Await):
        value = value.value
    if isinstance(value, ast.Call):
        if _is_of(parameters, value.func):
            # A method of what the worker hands in, such as `out.set`.
            return True
        called = _find(value.func, names)
        # Of what is not known, or no function, it is not known whether it returns.
        is_known = inspect.isroutine(called) or isinstance(called, type)
        return is_known and called not in _EXITS and not _never_returns(called)
    return isinstance(last, (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor, ast.Pass))


# Python says of these only to type checkers that they never return.
_EXITS = (sys.exit, os._exit, os.abort)


def _never_returns(function: Any) -> bool:
    """Return whether a function says that it never returns, or ends in a ``raise``."""
    definition = _read(function)
    if definition is not None and isinstance(definition.body[-1], ast.Raise):
        return True
    try:
        return typing.get_type_hints(function).get("return") in (NoReturn, Never)
    except Exception:  # builtins have none, and those of others may be beyond evaluation
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


def _refusal(row: BindingRow, value: ast.expr, names: dict[str, Any], *, is_plain: bool = False) -> str | None:
    """Say why a binding does not take a value; None where it does, or where what the value is cannot be told."""
    kind = _class_of(value, names)
    if kind is None:
        return None
    if kind in _SAMPLES:
        try:
            encode_output(row, _SAMPLES[kind], is_plain=is_plain)
        except FunctionsError as error:
            return f"expected {error.expected}, got {error.got if kind is type(None) else kind.__name__}"
        return None
    converter = None if is_plain else row.converter
    if converter is None or not issubclass(converter, OutConverter) or converter.check_output_type_annotation(kind):
        return None
    return f"expected a value that {row.type} takes, got {kind.__name__}{stranger(kind)}"


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
        # A class with a call of its own, such as an enum, or with a `__new__` in Python may give what it likes.
        if not isinstance(called, type) or type(called).__call__ is not type.__call__:
            return None
        return None if isinstance(called.__new__, FunctionType) else called
    return _DISPLAYS.get(type(value))


def _find(expression: ast.expr, names: dict[str, Any]) -> object:
    """Return what ``name`` or ``module.name`` stands for."""
    if isinstance(expression, ast.Name):
        return names.get(expression.id)
    if isinstance(expression, ast.Attribute):
        owner = _find(expression.value, names)
        try:
            return getattr(owner, expression.attr, None) if isinstance(owner, ModuleType) else None
        except Exception:  # whatever is raised by a module that makes its attributes when they are asked for
            return None
    return None
