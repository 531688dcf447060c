"""A function's parameters and its bindings: which belong together, and what the worker says when it loads it."""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Generic, NamedTuple, Union

import azure_functions_lite
from azure_functions_lite._bindings.records import Record, Records
from azure_functions_lite._host.entries import RETURN, BindingRow, has_implicit_output
from azure_functions_lite._typing import is_array
from azure_functions_lite.decorators.constants import HTTP_OUTPUT, HTTP_TRIGGER
from azure_functions_lite.errors import describe
from azure_functions_lite.mcp import MCPToolContext
from azure_functions_lite.meta import InConverter, OutConverter
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing.problems import Code


class Finding(NamedTuple):
    """A problem, before it is known of which function."""

    binding: str | None
    code: Code
    message: str


class Port(NamedTuple):
    """A place where a value enters or leaves the function: a parameter, with its binding."""

    row: BindingRow
    is_plain: bool
    """Whether it is annotated as text or bytes, which passes the converter by."""


class Signature:
    """What goes in and out of a function.

    Args:
        function: The function.
        rows: Its bindings, each name once.

    Source: the worker's ``functions.py``.
    """

    def __init__(self, function: Callable[..., Any], rows: Sequence[BindingRow]) -> None:
        self.inputs: dict[str, Port] = {}
        self.outputs: dict[str, Port] = {}
        self.takes_context: bool = False
        self.returned: BindingRow | None = _find_return(rows)
        """The binding for what it returns; None if it must return None."""
        self.annotations: dict[str, object] = {}
        self.findings: list[Finding] = []
        """What the worker rejects."""

        bound = {row.name: row for row in rows if row.name != RETURN}
        # From Python 3.14 on, a partial counts as a routine.
        is_partial = type(function) is partial
        is_function = inspect.isroutine(function) and not is_partial
        if not (is_function or isinstance(function, type) or hasattr(function, "__annotations__")):
            # Before Python 3.14, the worker cannot read the annotations of other objects that can be called.
            self.findings.append(Finding(None, "entry-point", f"expected a function, got {describe(function)}"))
            return
        # First, because Python 3.14 also evaluates them for the signature.
        try:
            self.annotations = typing.get_type_hints(function)
        except Exception as error:  # whatever the evaluation of an annotation raises
            message = f"expected annotations that can be evaluated, got {type(error).__name__}: {error}"
            self.findings.append(Finding(None, "annotation-unknown", message))
            return
        try:
            parameters = dict(inspect.signature(function).parameters)
        except (TypeError, ValueError) as error:  # some classes that are written in C have none
            message = f"expected a function with a signature, got {type(error).__name__}: {error}"
            self.findings.append(Finding(None, "entry-point", message))
            return
        self.takes_context = "context" in parameters and "context" not in bound
        self.findings += self._check(parameters, bound)

    def _check(self, parameters: Mapping[str, inspect.Parameter], bound: Mapping[str, BindingRow]) -> Iterator[Finding]:
        if self.takes_context:
            yield from _check_context(self.annotations)
        for name, parameter in parameters.items():
            if name in bound:
                yield from self._add(bound[name])
            elif name != "context":
                yield from _check_unbound(name, self.annotations, bound)
                continue
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.VAR_POSITIONAL):
                message = "the worker passes parameters by name, but this one accepts only positions"
                yield Finding(name, "parameter-kind", message)
        for name, row in bound.items():
            if name not in parameters:
                yield Finding(name, "binding-unused", f"no parameter named {name!r} for this {row.type} binding")
        if self.returned is not None and "return" in self.annotations:
            yield from _check_return(self.returned, self.annotations["return"])

    def _add(self, row: BindingRow) -> Iterator[Finding]:
        annotation = self.annotations.get(row.name, ...)
        is_out = _named_class(typing.get_origin(annotation) or annotation, "Out")
        arguments = typing.get_args(annotation)
        kind: object = annotation if not is_out else arguments[0] if arguments else None
        port = Port(row, _is_plain(row, kind))
        (self.outputs if row.direction == "out" else self.inputs)[row.name] = port
        if annotation is not ...:
            yield from _check_parameter(port, annotation, kind, is_out=is_out)


def _is_plain(row: BindingRow, kind: Any) -> bool:
    return (kind is str or kind is bytes) and row.name != RETURN and not has_implicit_output(row.type)


def _find_return(rows: Sequence[BindingRow]) -> BindingRow | None:
    explicit = [row for row in rows if row.name == RETURN]
    implicit = [row for row in rows if has_implicit_output(row.type)]
    return explicit[0] if explicit else implicit[-1] if implicit else None


def _check_context(annotations: Mapping[str, object]) -> Iterator[Finding]:
    given = annotations.get("context", ...)
    if given is not ... and not _named_class(given, "Context"):
        message = f"expected the annotation Context, or no annotation, got {_shown(given)}"
        yield Finding("context", "context-annotation", message)


def _check_unbound(name: str, annotations: Mapping[str, object], bound: Iterable[str]) -> Iterator[Finding]:
    annotation = annotations.get(name)
    extensions: Any = sys.modules.get(_EXTENSIONS)
    if extensions is not None and extensions.get_binding_registry().check_supported_grpc_client_type(annotation):
        # A client with which a function settles its messages; the worker provides it.
        return
    others = ", ".join(map(repr, bound))
    message = f"no binding named {name!r}" + (f", only {others}" if others else "")
    if _named_class(annotation, "Context"):
        message += "; the context goes to a parameter named 'context'"
    yield Finding(name, "parameter-unbound", message)


_EXTENSIONS = "azurefunctions.extensions.base"


def streams_http() -> bool:
    """Return whether an extension for HTTP streams is loaded: requests then bypass the converters."""
    extensions: Any = sys.modules.get(_EXTENSIONS)
    return extensions is not None and bool(extensions.HttpV2FeatureChecker.http_v2_enabled())


def _check_parameter(port: Port, annotation: object, kind: object, *, is_out: bool) -> Iterator[Finding]:
    row = port.row
    if is_out and kind is None:
        yield Finding(row.name, "out-type", f"expected Out with the type of its value, got {_shown(annotation)}")
    elif not _is_class(kind) and not _is_generic(kind):
        message = f"expected a class, or a generic of typing such as List[X], got {_shown(kind)}"
        yield Finding(row.name, "annotation-form", message)
    elif row.direction == "out" and not is_out:
        message = f"expected Out[{_shown(kind)}] on this output, got {_shown(annotation)}"
        yield Finding(row.name, "plain-on-output", message)
    elif row.direction != "out" and is_out:
        message = f"expected {_shown(kind)} on this input, got {_shown(annotation)}"
        yield Finding(row.name, "out-on-input", message)
    elif not _fits(port, kind, is_out=is_out):
        yield Finding(row.name, "annotation", _misfit(row, kind, is_out=is_out))


def _fits(port: Port, kind: Any, *, is_out: bool) -> bool:
    extensions: Any = sys.modules.get(_EXTENSIONS)
    if extensions is not None and not is_out and extensions.get_binding_registry().check_supported_type(kind):
        # A client of a storage service, say, in place of a value.
        return True
    is_http = port.row.type in (HTTP_TRIGGER, HTTP_OUTPUT) and not port.is_plain
    if is_http and extensions is not None and streams_http():
        # Then requests and responses are those of the web framework, and no others.
        kinds = extensions.ResponseTrackerMeta if is_out else extensions.RequestTrackerMeta
        return bool(kinds.check_type(kind))
    converter = None if port.is_plain else port.row.converter
    if converter is None:
        return _is_class(kind) and issubclass(kind, (str, bytes, bytearray) if is_out else (str, bytes))
    if is_out:
        return issubclass(converter, OutConverter) and bool(converter.check_output_type_annotation(kind))
    return issubclass(converter, InConverter) and bool(converter.check_input_type_annotation(kind))


def _misfit(row: BindingRow, kind: object, *, is_out: bool) -> str:
    candidates = [*(getattr(azure_functions_lite, name) for name in azure_functions_lite.__all__), str, bytes, dict]
    taken = [
        each.__name__
        for each in candidates
        if isinstance(each, type)
        # Subclasses of plain types are treated as their base, if at all.
        and not issubclass(each, (Record, MCPToolContext))
        and not (is_out and issubclass(each, Records))
        and _fits(Port(row, _is_plain(row, each)), each, is_out=is_out)
    ]
    known = f" ({', '.join(taken)})" if taken else ""
    return f"expected an annotation that {row.type} accepts{known}, got {_shown(kind)}{stranger(kind)}"


def stranger(kind: object) -> str:
    """Return a hint about a class of the official SDK that has the name of one of ours."""
    is_official = str(getattr(kind, "__module__", "")).startswith("azure.functions")
    return f" of the official SDK: {ALIAS_HINT}" if is_official else ""


def _check_return(row: BindingRow, annotation: object) -> Iterator[Finding]:
    if row.name != RETURN:
        # A value that is returned without its own entry may be anything.
        return
    if not _is_class(annotation):
        yield Finding(RETURN, "return-annotation", f"expected a class, got {_shown(annotation)}")
    elif not _fits(Port(row, is_plain=False), annotation, is_out=True):
        yield Finding(RETURN, "return-annotation", _misfit(row, annotation, is_out=True))


def _named_class(annotation: object, name: str) -> bool:
    # By name, because the worker has its own classes.
    return _is_class(annotation) and getattr(annotation, "__name__", None) == name


def _is_class(annotation: object) -> bool:
    # Python 3.10 treats list[int] as a class.
    return isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias)


_UNIONS: tuple[object, ...] = (Union, types.UnionType)
_NO_GENERICS = (*_UNIONS, tuple, ClassVar, typing.get_origin(Callable[..., object]))


def _is_generic(annotation: object) -> bool:
    """Return whether the worker treats an annotation as a generic type: ``List[X]`` is one, ``list[X]`` is not."""
    origin: object = typing.get_origin(annotation)
    if isinstance(annotation, types.GenericAlias) or origin is None:
        return annotation is Generic
    return origin not in _NO_GENERICS


def _shown(annotation: object) -> str:
    """Return an annotation as one writes it."""
    if annotation is type(None):
        return "None"
    if annotation is ...:
        return "..."
    if is_array(annotation):
        # The parameters of a callable.
        return f"[{', '.join(map(_shown, annotation))}]"
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) in _UNIONS:
        # Versions of Python differ in how they write these.
        return " | ".join(map(_shown, arguments))
    written = annotation.__name__ if isinstance(annotation, type) and _is_class(annotation) else repr(annotation)
    written = re.sub(r"\b(?:\w+\.)+(?=\w)", "", written)
    return f"{written.partition('[')[0]}[{', '.join(map(_shown, arguments))}]" if arguments else written
