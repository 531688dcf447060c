"""What the worker does with a function of an app: check its annotations, decode, call, encode."""

from __future__ import annotations

import asyncio
import inspect
import typing
from collections.abc import Mapping
from typing import Any

from .packages import func

IN, OUT = 0, 1


def converter(type: str) -> Any:
    """The converter of a type of binding."""
    return func.get_binding_registry().get(type)


def invoke(function: Any, arguments: Mapping[str, func.meta.Datum]) -> func.meta.Datum:
    """Call a function of `get_functions` with what the host sends, and return what the host gets."""
    call = function.get_user_function()
    hints = typing.get_type_hints(call)
    values: dict[str, object] = {}
    returning: Any = None
    for binding in function.get_bindings():
        found = converter(binding.type)
        if binding.name == "$return":
            returning = found
        elif binding.direction == IN:
            if binding.name in hints:
                assert found.check_input_type_annotation(hints[binding.name])
            values[binding.name] = found.decode(arguments[binding.name], trigger_metadata={})
            if found.has_implicit_output():
                returning = found
    result: Any = call(**values)
    if inspect.iscoroutinefunction(call):
        result = asyncio.run(result)
    encoded: func.meta.Datum = returning.encode(result, expected_type=None)
    return encoded
