"""What the worker calls in the place of a tool, and what it knows of the function that is the tool."""

from __future__ import annotations

import inspect
import sys
from functools import cached_property, update_wrapper
from inspect import Parameter, Signature
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, List, NamedTuple, final, get_args, get_origin  # noqa: UP035  # List is another object

from azure_functions_lite._typing import is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite.decorators._mcp.properties import Property, alternatives, passed_type, property_of, resolve
from azure_functions_lite.decorators._mcp.results import is_content, write_result
from azure_functions_lite.decorators.mcp import MCPTool, MCPToolProperty
from azure_functions_lite.errors import AppError, DataError, FieldError, describe
from azure_functions_lite.mcp import MCPToolContext

if TYPE_CHECKING:
    from azure_functions_lite.decorators._function import Function

__all__ = ["Tool"]

CONTEXT = "context"
"""The parameter that the worker passes the invocation in, unless a binding has the name."""
_KEYS = ("propertyName", "propertyType", "description", "isArray", "isRequired")
_VARIADIC: dict[object, str] = {Parameter.VAR_POSITIONAL: "nothing", Parameter.VAR_KEYWORD: "rest"}

# From Python 3.14 on, annotations are evaluated when they are asked for: this (FORWARDREF) passes over those that fail.
_LENIENT: dict[str, Any] = {"annotation_format": 3} if sys.version_info >= (3, 14) else {}


class Plan(NamedTuple):
    """What every call needs to know of the function."""

    parameters: list[tuple[str, Parameter]]
    """The user's parameters, each with what it is for.

    That is ``binding``, ``Context`` (the invocation), ``MCPToolContext`` (the call), ``argument``, ``rest`` (of the
    arguments) or ``nothing``.
    """
    properties: dict[str, Property]
    """What a client is told about the arguments, by name."""
    signature: Signature
    """What the worker passes, the call last."""
    call_name: str
    """Name of the parameter for the call."""
    is_structured: bool


@final
class Tool:
    """What the worker calls in the place of a tool; for `inspect`, a coroutine function of what the worker passes.

    What it says of itself is worked out whenever it is asked for, as other decorators may still add to the function.
    Calls go by what was true at the first of them.
    """

    def __init__(self, function: Function[..., Any], trigger: MCPTool) -> None:
        self._function = function
        self._trigger = trigger
        self._user = function.get_user_function()
        for refused in (inspect.isclass, inspect.isgeneratorfunction, inspect.isasyncgenfunction):
            if refused(self._user):
                got = refused.__name__.removeprefix("is")
                raise AppError(f"cannot make a tool of {function!r}", expected="a function that returns", got=got)
        update_wrapper(self, self._user, ("__module__", "__qualname__", "__doc__"), ())
        self.__name__: str = getattr(self._user, "__name__", type(self._user).__name__)
        self.description = inspect.cleandoc(self.__doc__ or "").strip()
        self._where = f"cannot call tool {self.__name__!r}"
        # The worker takes the folder of the function from it, and whether to await the result.
        code: CodeType = getattr(inspect.unwrap(self._user), "__code__", type(self).__call__.__code__)
        self.__code__ = code.replace(co_flags=code.co_flags | inspect.CO_COROUTINE)

    async def __call__(self, *args: object, **kwargs: object) -> str | bytes:
        """Call the user's function with what the worker passes and the client has sent, and return what it answers.

        Raises:
            DataError: the call cannot be read, or lacks an argument.
            ArgumentTypeError: the result cannot be sent.
        """
        plan = self._plan
        passed = plan.signature.bind(*args, **kwargs).arguments
        call = self._read(passed[plan.call_name])
        arguments = call["arguments"]
        for name, told in plan.properties.items():
            if told.is_required and name not in arguments:
                raise FieldError(self._where, expected=f"an argument {name!r}", got="none")
        named = {each.name for _, each in plan.parameters}
        values: list[object] = []
        keywords: dict[str, object] = {}
        for source, each in plan.parameters:
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
        result: Any = self._user(*values, **keywords)
        if inspect.isawaitable(result):
            result = await result
        return write_result(result, plan.is_structured, f"cannot send the result of tool {self.__name__!r}")

    if not TYPE_CHECKING:  # pragma: no branch  # there is no other at run time
        # The worker asks `inspect` for the file, and gets it of functions only. But a function has one signature, and
        # cannot work it out when it is asked for it.
        __class__ = property(lambda _: FunctionType)

    __defaults__ = __kwdefaults__ = None

    @property
    def __signature__(self) -> Signature:
        return self.read_plan().signature

    @property
    def __annotations__(self) -> dict[str, Any]:  # type: ignore[override]  # worked out like the signature
        shown = self.__signature__.parameters
        return {name: each.annotation for name, each in shown.items() if each.annotation is not each.empty}

    @property
    def tool_properties(self) -> str:
        """What a client is told about the arguments, as JSON text."""
        told = self.read_plan().properties.items()
        rows = [dict(zip(_KEYS, (name, kind.value, *more), strict=True)) for name, (kind, *more) in told]
        return json.dumps(rows, self._where)

    def read_plan(self) -> Plan:
        """Return what the function and its decorators say by now.

        Raises:
            AppError: it cannot be a tool, or an `MCPToolProperty` is wrong.
        """
        place = f"cannot make a tool of {self._function!r}"
        try:
            signature = inspect.signature(self._user, **_LENIENT)
        except (TypeError, ValueError) as error:
            raise AppError(place, expected="a function with a signature", got=str(error)) from error
        namespace: dict[str, Any] = getattr(inspect.unwrap(self._user), "__globals__", {})
        others = {binding.name for binding in self._function.get_bindings() if binding is not self._trigger}
        parameters: list[tuple[str, Parameter]] = []
        for each in signature.parameters.values():
            annotation = resolve(each.annotation, namespace)
            source = "binding" if each.name in others else passed_type(annotation) or "argument"
            parameters.append((_VARIADIC.get(each.kind, source), each.replace(annotation=annotation)))
        passed = {each.name: _spelt(each.annotation) for source, each in parameters if source == "binding"}
        passed.update((CONTEXT, Any) for source, _ in parameters if source == "Context")
        for source, each in parameters:
            if source == "Out":
                raise AppError(place, expected=f"an output for the parameter {each.name!r}", got="none")
            if source == "Context" and CONTEXT in others:
                # Then the worker has no way to pass it.
                raise AppError(place, expected=f"no binding {CONTEXT!r} beside a Context", got="one")
        # An argument of that name is in the way of nothing: the client passes it, not the worker.
        call_name = CONTEXT
        while call_name in others or call_name in passed:
            call_name = f"tool_{call_name}"
        kinds = {name: Parameter.empty if kind is Any else kind for name, kind in {**passed, call_name: Any}.items()}
        shown = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind) for name, kind in kinds.items()]
        returned = alternatives(resolve(signature.return_annotation, namespace))
        return Plan(
            parameters,
            self._properties([each for source, each in parameters if source == "argument"], place),
            Signature(shown),
            call_name,
            bool(self._trigger.asks_for_schema) or any(map(is_content, returned)),
        )

    _plan = cached_property(read_plan)

    def _properties(self, arguments: list[Parameter], place: str) -> dict[str, Property]:
        found: dict[str, Property] = {}
        for each in arguments:
            told = property_of(each.annotation)
            found[each.name] = told._replace(is_required=told.is_required and each.default is each.empty)
        settings = [each for each in self._function._settings if isinstance(each, MCPToolProperty)]  # pyright: ignore[reportPrivateUsage]  # get_setting gives one
        names = [setting.arg_name for setting in settings]
        for name, setting in zip(names, settings, strict=True):
            if name not in found:
                expected = f"mcp_tool_property to name an argument ({', '.join(found) or 'it has none'})"
                raise AppError(place, expected=expected, got=repr(name))
            if names.count(name) > 1:
                raise AppError(place, expected="one mcp_tool_property for each argument", got=f"two for {name!r}")
            found[name] = found[name]._replace(**setting.changes())
        return found

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


def _spelt(annotation: Any) -> object:
    """Return an annotation as the worker knows it: it takes ``List[X]``, but not ``list[X]``."""
    origin: Any = get_origin(annotation)
    if origin is list:
        origin = List  # noqa: UP006  # as it says
    elif passed_type(origin) != "Out":
        return annotation
    return origin[tuple(map(_spelt, get_args(annotation)))]
