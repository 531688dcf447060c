"""What the worker calls in the place of a tool, and what it knows of the function that is the tool."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Mapping
from functools import cached_property, update_wrapper
from types import CodeType, FunctionType, GenericAlias
from typing import TYPE_CHECKING, Any, NamedTuple

from azure_functions_lite import _json
from azure_functions_lite._guards import is_mapping
from azure_functions_lite.decorators._mcp_properties import Property, alternatives, is_of, property_of, resolve
from azure_functions_lite.decorators._mcp_results import is_content, write_result
from azure_functions_lite.errors import AppError, DataError, FieldError, describe
from azure_functions_lite.mcp import MCPToolContext

if TYPE_CHECKING:
    from azure_functions_lite.decorators.function_app import Function
    from azure_functions_lite.decorators.mcp import MCPTool

__all__ = ["Tool"]

CONTEXT = "context"
"""The parameter that the worker passes the invocation in, unless a binding has the name."""

# From Python 3.14 on, annotations are evaluated when they are asked for: this (FORWARDREF) passes over those that fail.
_LENIENT: dict[str, Any] = {"annotation_format": 3} if sys.version_info >= (3, 14) else {}


class Plan(NamedTuple):
    """What a tool knows of the function."""

    parameters: list[tuple[str, inspect.Parameter]]
    """With what each is for: ``call``, ``argument``, ``rest`` of these, ``binding``, ``invocation``, or nothing."""
    signature: inspect.Signature
    """What the worker passes."""
    call_name: str
    properties: dict[str, Property]
    is_structured: bool


class Tool:
    """What the worker calls in the place of a tool; for `inspect`, a coroutine function of what the worker passes.

    What it says of itself is worked out whenever it is asked for, as other decorators may still add to the function.
    For calls, it is worked out once.
    """

    __name__: str

    def __init__(self, function: Function[..., Any], trigger: MCPTool) -> None:
        self._function = function
        self._trigger = trigger
        self._user = function.get_user_function()
        for kind in (inspect.isgeneratorfunction, inspect.isasyncgenfunction, inspect.isclass):
            if kind(self._user):
                got = kind.__name__.removeprefix("is")
                raise AppError(f"cannot make a tool of {function!r}", expected="a function that returns", got=got)
        update_wrapper(self, self._user, ("__module__", "__qualname__", "__doc__"), ())
        self.__name__ = getattr(self._user, "__name__", type(self._user).__name__)
        # The worker takes the folder of the function from it, and whether to await the result.
        code: CodeType = getattr(inspect.unwrap(self._user), "__code__", type(self).__call__.__code__)
        self.__code__ = code.replace(co_flags=code.co_flags | inspect.CO_COROUTINE)

    async def __call__(self, *args: object, **kwargs: object) -> str | bytes:
        """Call the user's function with what the worker passes and the client has sent, and return what it answers.

        Raises:
            DataError: the call cannot be read, or lacks an argument.
            ArgumentTypeError: the result cannot be sent.
        """
        plan = self._final_plan
        passed = plan.signature.bind(*args, **kwargs).arguments
        call = self._read(passed[plan.call_name])
        values: list[object] = []
        keywords: dict[str, object] = {}
        for source, parameter in plan.parameters:
            if source == "rest":
                named = {each.name for _, each in plan.parameters}
                keywords |= {name: value for name, value in call["arguments"].items() if name not in named}
            elif parameter.kind is parameter.POSITIONAL_ONLY:
                values.append(self._value_of(source, parameter, passed, call))
            elif source:
                keywords[parameter.name] = self._value_of(source, parameter, passed, call)
        result: Any = self._user(*values, **keywords)
        if inspect.isawaitable(result):
            result = await result
        return write_result(result, plan.is_structured, f"cannot send the result of tool {self.__name__!r}")

    def _value_of(
        self, source: str, parameter: inspect.Parameter, passed: Mapping[str, object], call: MCPToolContext
    ) -> object:
        if source in ("binding", "invocation"):
            return passed[CONTEXT if source == "invocation" else parameter.name]
        if source == "call":
            return call
        arguments: Mapping[str, object] = call["arguments"]
        if parameter.name in arguments:
            return arguments[parameter.name]
        if self._final_plan.properties[parameter.name].is_required:
            raise FieldError(self._where, expected=f"an argument {parameter.name!r}", got="none")
        return None if parameter.default is parameter.empty else parameter.default

    if not TYPE_CHECKING:  # pragma: no branch  # there is no other at run time
        # The worker asks `inspect` for the file, and gets it of functions only. But a function has one signature, and
        # cannot work it out when it is asked for it.
        __class__ = property(lambda _: FunctionType)

    __defaults__ = None
    __kwdefaults__ = None

    @property
    def __signature__(self) -> inspect.Signature:
        return self.plan().signature

    @property
    def __annotations__(self) -> dict[str, Any]:  # type: ignore[override]  # worked out like the signature
        parameters = self.__signature__.parameters.values()
        return {each.name: each.annotation for each in parameters if each.annotation is not each.empty}

    @property
    def description(self) -> str:
        """The docstring, without its indentation."""
        return inspect.cleandoc(self.__doc__ or "").strip()

    def write_properties(self) -> str:
        """Return what a client is told about the arguments, as JSON text."""
        keys = ("propertyName", "propertyType", "description", "isArray", "isRequired")
        told = self.plan().properties.items()
        written = [dict(zip(keys, (name, found.type.value, *found[1:]), strict=True)) for name, found in told]
        return _json.dumps(written, self._where)

    @property
    def _where(self) -> str:
        return f"cannot call tool {self.__name__!r}"

    @cached_property
    def _final_plan(self) -> Plan:
        return self.plan()

    def plan(self) -> Plan:
        """Return what there is to know of the function with the decorators that it has by now.

        Raises:
            AppError: it cannot be a tool, or an `MCPToolProperty` is wrong.
        """
        # The function with its file and line.
        where = f"cannot make a tool of {self._function!r}"
        try:
            written = inspect.signature(self._user, **_LENIENT)
        except (TypeError, ValueError) as error:
            raise AppError(where, expected="a function with a signature", got=str(error)) from error
        others = {binding.name for binding in self._function.get_bindings() if binding is not self._trigger}
        parameters = [self._with_source(each, others, where) for each in written.parameters.values()]
        sources = {source for source, _ in parameters}
        # An argument of that name is in the way of nothing: the client passes it, not the worker.
        call_name = CONTEXT
        while call_name in others or (call_name == CONTEXT and "invocation" in sources):
            call_name = f"tool_{call_name}"
        passed = [_passed(each.name, each.annotation) for source, each in parameters if source == "binding"]
        passed += [_passed(CONTEXT)] if "invocation" in sources else []
        returned = alternatives(self._resolve(written.return_annotation))
        return Plan(
            parameters,
            inspect.Signature([*passed, _passed(call_name)]),
            call_name,
            self._properties(parameters, where),
            bool(self._trigger.use_result_schema) or any(map(is_content, returned)),
        )

    def _resolve(self, annotation: object) -> object:
        namespace: dict[str, Any] = getattr(inspect.unwrap(self._user), "__globals__", {})
        return Any if annotation is inspect.Parameter.empty else resolve(annotation, namespace)

    def _with_source(self, each: inspect.Parameter, others: set[str], where: str) -> tuple[str, inspect.Parameter]:
        annotation = self._resolve(each.annotation)
        source = "argument"
        if each.kind is each.VAR_POSITIONAL:
            source = ""
        elif each.kind is each.VAR_KEYWORD:
            source = "rest"
        elif each.name in others:
            source = "binding"
        elif is_of(annotation, "Context"):
            if CONTEXT in others:
                # Then the worker has no way to pass it.
                raise AppError(where, expected=f"no binding {CONTEXT!r} beside a Context", got="one")
            source = "invocation"
        elif is_of(annotation, "MCPToolContext"):
            source = "call"
        elif is_of(annotation, "Out"):
            raise AppError(where, expected=f"an output for the parameter {each.name!r}", got="none")
        return source, each.replace(annotation=annotation)

    def _properties(self, parameters: list[tuple[str, inspect.Parameter]], where: str) -> dict[str, Property]:
        """Return what a client is told about the arguments, by name."""
        found: dict[str, Property] = {}
        for source, each in parameters:
            if source == "argument":
                said = property_of(each.annotation)
                found[each.name] = said._replace(is_required=said.is_required and each.default is each.empty)
        changed: set[str] = set()
        settings: list[Any] = self._function._settings  # pyright: ignore[reportPrivateUsage]  # several of one name
        for setting in settings:
            if setting.setting_name != "mcp_tool_property":
                continue
            name: str = setting.arg_name
            if name not in found:
                expected = f"mcp_tool_property to name an argument ({', '.join(found) or 'it has none'})"
                raise AppError(where, expected=expected, got=repr(name))
            if name in changed:
                raise AppError(where, expected="one mcp_tool_property for each argument", got=f"two for {name!r}")
            changed.add(name)
            found[name] = found[name]._replace(**setting.changes())
        return found

    def _read(self, call: object) -> MCPToolContext:
        """Return a call with a mapping of arguments."""
        # The converter of the official SDK leaves it as text, ours does not.
        given: object = _json.loads(call, self._where) if isinstance(call, (str, bytes)) else call
        if not is_mapping(given):
            raise DataError(self._where, expected="a JSON object", got=describe(given))
        arguments: object = given.get("arguments")
        if arguments is not None and not is_mapping(arguments):
            where = f"{self._where}: field 'arguments'"
            raise FieldError(where, expected="a JSON object", got=describe(arguments))
        return MCPToolContext({**given, "arguments": {} if arguments is None else arguments})


def _passed(name: str, annotation: object = Any) -> inspect.Parameter:
    known = inspect.Parameter.empty if annotation is Any else _for_worker(annotation)
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=known)


def _for_worker(annotation: Any) -> object:
    """Return an annotation that the worker takes: it knows ``List[X]`` of `typing`, and not ``list[X]``."""
    arguments = tuple(map(_for_worker, typing.get_args(annotation)))
    if isinstance(annotation, GenericAlias) and annotation.__origin__ is list:
        return typing.List[arguments]  # type: ignore[valid-type]  # noqa: UP006  # see above
    return annotation.copy_with(arguments) if arguments and hasattr(annotation, "copy_with") else annotation
