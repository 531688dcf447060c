"""What the source of a function shows: outputs that it never sets, and values that no binding accepts."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from types import NoneType
from typing import Any, NamedTuple

from azure_functions_lite._host.entries import RETURN, BindingRow, encode_output
from azure_functions_lite.decorators.constants import HTTP_OUTPUT
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.meta import OutConverter
from azure_functions_lite.testing._apps.signature import Finding, Port, Signature, stranger, streams_http
from azure_functions_lite.testing._checks.source_files import Definition, Place, SourceFiles
from azure_functions_lite.testing._checks.stand_ins import may_stream_http
from azure_functions_lite.testing._checks.values import NONE, Names, inner, is_yield
from azure_functions_lite.testing.problems import Code


class _Spotted(NamedTuple):
    finding: Finding
    place: Place


def check_source(function: Callable[..., Any], signature: Signature, files: SourceFiles) -> Iterator[_Spotted]:
    """Find what is rejected when the function is called, and what is useless.

    Only certain problems are found: none for a function whose source is unknown, or that another
    decorator wraps.

    Args:
        function: The function.
        signature: Its inputs and outputs.
        files: The source files of the app.
    """
    definition = None if hasattr(function, "__wrapped__") else files.definition(function)
    if definition is not None and not _is_unwritten(definition):
        yield from _Check(function, definition, signature, files).findings()


def _is_unwritten(definition: Definition) -> bool:
    lines = definition.body
    if ast.get_docstring(definition) is not None and len(lines) > 1:
        lines = lines[1:]
    return all(map(_is_empty, lines))


def _is_empty(line: ast.stmt) -> bool:
    return isinstance(line, ast.Raise) or (
        isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and line.value.value is ...
    )


class _Check:
    def __init__(self, function: Any, definition: Definition, signature: Signature, files: SourceFiles) -> None:
        self._definition = definition
        self._signature = signature
        self._file: str = function.__code__.co_filename
        self._files = files
        self._nodes = list(ast.walk(definition))
        self._names = Names(function, self._nodes, files)

    def findings(self) -> Iterator[_Spotted]:
        yield from self._unused()
        # What is called like an output may be something else, in a function that is inside or from some line on.
        outputs = {name: port for name, port in self._signature.outputs.items() if self._names.bound[name] == 1}
        yield from self._set_values(outputs)
        yield from self._returned()

    def _spot(self, node: ast.expr | ast.stmt | ast.arg, binding: str, code: Code, message: str) -> _Spotted:
        return _Spotted(Finding(binding, code, message), self._files.place(self._file, node))

    def _unused(self) -> Iterator[_Spotted]:
        used = {node.id for node in self._nodes if isinstance(node, ast.Name)}
        if not used.isdisjoint(_REACHING):
            return
        arguments = self._definition.args
        for each in (*arguments.args, *arguments.kwonlyargs):
            port = self._signature.outputs.get(each.arg)
            # A route has a response, whether it is used or not.
            if port is not None and each.arg not in used and port.row.type != HTTP_OUTPUT:
                message = "the function never uses this output"
                yield self._spot(each, each.arg, "unused-out", message)

    def _set_values(self, outputs: Mapping[str, Port]) -> Iterator[_Spotted]:
        for node in self._nodes if outputs else ():
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="set"), args=[value]):
                    port = outputs.get(name)
                    # None sends nothing, so any binding accepts it.
                    if port is None or self._names.class_of(value) is NoneType:
                        continue
                    refusal = self._refusal(port.row, value, is_plain=port.is_plain)
                    if refusal:
                        yield self._spot(value, name, "out-value", refusal)
                case _:
                    pass

    def _returned(self) -> Iterator[_Spotted]:
        row = self._signature.returned
        if row is not None and row.type == HTTP_OUTPUT and (streams_http() or may_stream_http()):
            # The converter does not handle what the web framework accepts.
            return
        nodes = list(inner(self._definition))
        if any(map(is_yield, nodes)):
            yield from self._generator()
            return
        returns = sorted((node for node in nodes if isinstance(node, ast.Return)), key=lambda node: node.lineno)
        if row is None:
            yield from self._unbound(returns)
        elif row.name == RETURN:
            if not returns and self._ends(self._definition.body):
                refusal = self._refusal(row, NONE)
                if refusal:
                    message = f"{refusal}, because the function has no return"
                    yield self._spot(self._definition.body[-1], RETURN, "return-value", message)
            for node in returns:
                refusal = self._refusal(row, node.value or NONE)
                if refusal:
                    yield self._spot(node, RETURN, "return-value", refusal)

    def _generator(self) -> Iterator[_Spotted]:
        """Find a generator that no binding accepts: durable functions yield, and a few outputs accept an iterable."""
        is_async = isinstance(self._definition, ast.AsyncFunctionDef)
        kind = "an async generator" if is_async else "a generator"
        row = self._signature.returned
        if row is None:
            yield self._spot(self._definition, RETURN, "return-unbound", f"{_UNBOUND}: it is {kind}")
        elif row.name == RETURN:
            try:
                encode_output(row, _async_nothing() if is_async else iter(()))
            except FunctionsError as error:
                yield self._spot(self._definition, RETURN, "return-value", f"expected {error.expected}, got {kind}")

    def _unbound(self, returns: list[ast.Return]) -> Iterator[_Spotted]:
        """Find a value that is returned although no binding accepts it; an annotation alone is not a value."""
        for node in returns:
            if node.value is not None and self._names.class_of(node.value) not in (None, NoneType):
                yield self._spot(node, RETURN, "return-unbound", _UNBOUND)
                return

    def _ends(self, body: list[ast.stmt]) -> bool:
        """Return whether a block without a return runs to its end, judging by its last statement.

        For ``try``, ``with``, ``match`` and ``while``, that is not clear.
        """
        last = body[-1]
        if isinstance(last, ast.If):
            return not last.orelse or self._ends(last.body) or self._ends(last.orelse)
        value = last.value if isinstance(last, ast.Expr) else None
        if isinstance(value, ast.Await):
            value = value.value
        if isinstance(value, ast.Call):
            # A method of an argument, such as `out.set`, returns.
            return self._is_method_of_parameter(value.func) or self._names.returns(value.func)
        return isinstance(last, (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor, ast.Pass))

    def _is_method_of_parameter(self, called: ast.expr) -> bool:
        parameters = {*self._signature.inputs, *self._signature.outputs}
        return (
            isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in parameters
        )

    def _refusal(self, row: BindingRow, value: ast.expr, *, is_plain: bool = False) -> str | None:
        """Say why a binding does not accept a value; None if it does, or if the value is unknown."""
        kind = self._names.class_of(value)
        if kind is None:
            return None
        if kind in _SAMPLES:
            try:
                encode_output(row, _SAMPLES[kind], is_plain=is_plain)
            except FunctionsError as error:
                return f"expected {error.expected}, got {error.got if kind is NoneType else kind.__name__}"
            return None
        converter = None if is_plain else row.converter
        if converter is None or not issubclass(converter, OutConverter) or converter.check_output_type_annotation(kind):
            return None
        return f"expected a value that {row.type} accepts, got {kind.__name__}{stranger(kind)}"


_UNBOUND = "the function returns a value, but has no binding $return"

_REACHING = frozenset({"eval", "exec", "locals", "vars"})
"""Builtins that reach a parameter without naming it."""


async def _async_nothing() -> AsyncIterator[object]:
    yield None  # pragma: no cover  # no item is read


_SAMPLES: dict[type, object] = {
    NoneType: None,
    **{kind: kind() for kind in (bool, bytes, bytearray, dict, float, int, list, set, str, tuple)},
}
"""Classes for which a binding accepts all values or rejects all values."""
