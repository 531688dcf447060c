"""A function that is a tool: its description for clients, and the function that the worker calls instead."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from functools import update_wrapper
from inspect import Parameter, Signature
from types import CodeType
from typing import Any, List, get_args, get_origin  # noqa: UP035  # List is another object

from azure_functions_lite._typing import is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.decorators._mcp.properties import Property, alternatives, passed_type, property_of, resolve
from azure_functions_lite.decorators._mcp.results import is_content, write_result
from azure_functions_lite.errors import AppError, DataError, FieldError, describe
from azure_functions_lite.mcp import MCPToolContext

CONTEXT = "context"
"""The parameter that the worker passes the invocation in, unless a binding has the name."""
_KEYS = ("propertyName", "propertyType", "description", "isArray", "isRequired")
_VARIADIC: dict[object, str] = {Parameter.VAR_POSITIONAL: "nothing", Parameter.VAR_KEYWORD: "rest"}

# From Python 3.14 on, annotations are evaluated when they are asked for: this (FORWARDREF) passes over those that fail.
_LENIENT: dict[str, Any] = {"annotation_format": 3} if sys.version_info >= (3, 14) else {}


class Tool:
    """A function that is a tool: its description for clients, and the function that the worker calls.

    Args:
        user: The function.
        others: Parameters that other bindings pass.
        changes: What the `MCPToolProperty` of the function say: a parameter, and what it is to have otherwise.
        asks_for_schema: Whether results go back as structured content in any case.
        shown: The function, for errors.

    Raises:
        AppError: it cannot be a tool, or an `MCPToolProperty` is wrong.
    """

    def __init__(
        self,
        user: Callable[..., Any],
        others: Sequence[str],
        changes: Sequence[tuple[str, dict[str, Any]]],
        asks_for_schema: bool,
        shown: str,
    ) -> None:
        place = f"cannot make a tool of {shown}"
        for refused in (inspect.isclass, inspect.isgeneratorfunction, inspect.isasyncgenfunction):
            if refused(user):
                raise AppError(place, expected="a function that returns", got=refused.__name__.removeprefix("is"))
        try:
            signature = inspect.signature(user, **_LENIENT)
        except (TypeError, ValueError) as error:
            raise AppError(place, expected="a function with a signature", got=str(error)) from error
        self.user = user
        self.name: str = getattr(user, "__name__", type(user).__name__)
        self.description = inspect.cleandoc(user.__doc__ or "").strip()
        self._where = f"cannot call tool {self.name!r}"
        namespace: dict[str, Any] = getattr(inspect.unwrap(user), "__globals__", {})
        self._parameters: list[tuple[str, Parameter]] = []
        """The user's parameters, each with what it is for.

        That is ``binding``, ``Context`` (the invocation), ``MCPToolContext`` (the call), ``argument``, ``rest`` (of the
        arguments) or ``nothing``.
        """
        for each in signature.parameters.values():
            annotation = resolve(each.annotation, namespace)
            source = "binding" if each.name in others else passed_type(annotation) or "argument"
            self._parameters.append((_VARIADIC.get(each.kind, source), each.replace(annotation=annotation)))
        passed = {each.name: _spelt(each.annotation) for source, each in self._parameters if source == "binding"}
        passed.update((CONTEXT, Any) for source, _ in self._parameters if source == "Context")
        for source, each in self._parameters:
            if source == "Out":
                raise AppError(f"{place}: the parameter {each.name!r} has no output binding")
            if source == "Context" and CONTEXT in others:
                # The worker has no way to pass the Context then.
                raise AppError(f"{place}: it has both a Context and a binding named {CONTEXT!r}")
        # An argument may have the same name: the client passes it, not the worker.
        self.call_name = CONTEXT
        """Name of the parameter for the call."""
        while self.call_name in others or self.call_name in passed:
            self.call_name = f"tool_{self.call_name}"
        self._properties = _properties(self._parameters, changes, place)
        returned = alternatives(resolve(signature.return_annotation, namespace))
        self.is_structured = asks_for_schema or any(map(is_content, returned))
        passed[self.call_name] = Any
        kinds = {name: Parameter.empty if kind is Any else kind for name, kind in passed.items()}
        self._signature = Signature(
            [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind) for name, kind in kinds.items()]
        )
        self.function = self._make_function()

    def is_in(self, function: Callable[..., Any]) -> bool:
        """Return whether `function` is what the worker calls for this tool, or something that wraps it."""
        return inspect.unwrap(function, stop=lambda each: each is self.function) is self.function

    def _make_function(self) -> Callable[..., Any]:
        """Return the function that the worker calls instead of the user's function."""

        async def call(*args: object, **kwargs: object) -> str | bytes:
            # Its code claims below to be in the file of the user, so its coverage is not measured.
            return await self._call(args, kwargs)  # pragma: no cover  # see above

        update_wrapper(call, self.user, ("__module__", "__qualname__", "__doc__"), ())
        call.__name__ = self.name
        called: Any = self.user if hasattr(inspect.unwrap(self.user), "__code__") else type(self.user).__call__
        code: CodeType | None = getattr(inspect.unwrap(called), "__code__", None)
        if code is not None:  # pragma: no branch  # what is written in C has none, and no signature either
            # The worker takes the folder of the function from its file.
            call.__code__ = call.__code__.replace(co_filename=code.co_filename, co_firstlineno=code.co_firstlineno)
        shown = self._signature.parameters
        call.__annotations__ = {
            name: each.annotation for name, each in shown.items() if each.annotation is not each.empty
        }
        vars(call).update(__signature__=self._signature)
        return call

    async def _call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> str | bytes:
        """Call the user's function with what the worker passes and the client has sent, and return what it answers.

        Raises:
            DataError: the call cannot be read, or lacks an argument.
            ArgumentTypeError: the result cannot be sent.
        """
        passed = self._signature.bind(*args, **kwargs).arguments
        call = self._read(passed[self.call_name])
        arguments = call["arguments"]
        for name, told in self._properties.items():
            if told.is_required and name not in arguments:
                raise FieldError(f"{self._where}: the argument {name!r} is missing")
        named = {each.name for _, each in self._parameters}
        values: list[object] = []
        keywords: dict[str, object] = {}
        for source, each in self._parameters:
            value = {
                "binding": passed.get(each.name),
                "Context": passed.get(CONTEXT),
                "MCPToolContext": call,
                "argument": arguments.get(each.name, None if each.default is each.empty else each.default),
            }.get(source)
            if source == "rest":
                keywords |= {name: value for name, value in arguments.items() if name not in named}
            elif each.kind is each.POSITIONAL_ONLY:
                values.append(value)
            elif source != "nothing":
                keywords[each.name] = value
        result: Any = self.user(*values, **keywords)
        if inspect.isawaitable(result):
            result = await result
        return write_result(result, self.is_structured, f"cannot send the result of tool {self.name!r}")

    def properties_text(self) -> str:
        """Return the description of the arguments for a client, as JSON text."""
        told = self._properties.items()
        objects = [dict(zip(_KEYS, (name, kind.value, *more), strict=True)) for name, (kind, *more) in told]
        return json.dumps(objects, self._where)

    def _read(self, call: object) -> MCPToolContext:
        """Return a call with a mapping of arguments."""
        # The converter of the official SDK leaves it as text, ours does not.
        given: object = json.loads(call, self._where) if isinstance(call, (str, bytes)) else call
        if not is_mapping(given):
            raise DataError(self._where, expected="a JSON object", got=describe(given))
        arguments: object = given.get("arguments")
        if arguments is not None and not is_mapping(arguments):
            raise FieldError(f"{self._where}: field 'arguments'", expected="a JSON object", got=describe(arguments))
        return MCPToolContext({**given, "arguments": {} if arguments is None else arguments})


def _properties(
    parameters: Sequence[tuple[str, Parameter]], changes: Sequence[tuple[str, dict[str, Any]]], place: str
) -> dict[str, Property]:
    """Return the description of the arguments for a client, by name."""
    found: dict[str, Property] = {}
    for source, each in parameters:
        if source == "argument":
            told = property_of(each.annotation)
            found[each.name] = told._replace(is_required=told.is_required and each.default is each.empty)
    names = [name for name, _ in changes]
    for name, changed in changes:
        if name not in found:
            arguments = ", ".join(found) or "none"
            raise AppError(f"{place}: mcp_tool_property names {name!r}, but the arguments are: {arguments}")
        if names.count(name) > 1:
            raise AppError(f"{place}: it has two mcp_tool_property decorators for {name!r}")
        found[name] = found[name]._replace(**changed)
    return found


def _spelt(annotation: Any) -> object:
    """Return an annotation as the worker knows it: it takes ``List[X]``, but not ``list[X]``."""
    origin: Any = get_origin(annotation)
    if origin is list:
        origin = List  # noqa: UP006  # as it says
    elif passed_type(origin) != "Out":
        return annotation
    return origin[tuple(map(_spelt, get_args(annotation)))]
