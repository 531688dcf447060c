"""What an app says of its functions, read with either package, as texts that can be compared."""

from __future__ import annotations

import enum
import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any, cast

from .decorators import Stack, build
from .decorators_compare import Found, compare
from .packages import official, ours

Readings = dict[str, "str | Exception"]


def text_of(value: object) -> str:
    """Return a value of either package as a text: with the order of keys, types, and the names of members."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return f"{{{', '.join(f'{name!r}: {text_of(item)}' for name, item in items)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(text_of, cast('Iterable[object]', value)))}]"
    if hasattr(value, "to_dict"):
        return f"{type(value).__name__}({json.dumps(cast('Any', value).to_dict())})"
    return repr(value)


def attempt(call: Callable[[], object]) -> str | Exception:
    """Return what a call gives, as text, or the error that it raises."""
    try:
        return text_of(call())
    except Exception as error:  # whatever it is, it is what is compared
        return error


_KINDS = ("Trigger", "InputBinding", "OutputBinding")


Readers = dict[str, Callable[[Any], object]]
OF_BINDINGS: Readers = {
    "get_binding_name()": lambda binding: binding.get_binding_name(),
    "kind": lambda binding: [kind.__name__ for kind in type(binding).__mro__ if kind.__name__ in _KINDS],
    "type": lambda binding: binding.type,
    "name": lambda binding: binding.name,
    # Numbers, or members of an enum that are.
    "direction": lambda binding: int(binding.direction),
    "data_type": lambda binding: None if binding.data_type is None else int(binding.data_type),
    "get_dict_repr()": lambda binding: binding.get_dict_repr(),
}
"""What is read of an entry of function.json."""


def _binding(binding: Any) -> object:
    return {name: reader(binding) for name, reader in OF_BINDINGS.items()}


def _setting(function: Any, name: str) -> object:
    setting = function.get_setting(name)
    if setting is None:
        return None
    row = function.get_settings_dict(name)
    values = {key: setting.get_settings_value(key) for key in [*row, "nothing"]}
    return type(setting).__name__, setting.setting_name, setting.get_setting_name(), row, values


_READERS: Readers = {
    "get_function_json()": lambda function: function.get_function_json(),
    "str()": str,
    "get_dict_repr()": lambda function: function.get_dict_repr(),
    "get_raw_bindings()": lambda function: function.get_raw_bindings(),
    "get_bindings_dict()": lambda function: function.get_bindings_dict(),
    "get_bindings()": lambda function: [_binding(binding) for binding in function.get_bindings()],
    "get_trigger()": lambda function: [function.get_trigger() is binding for binding in function.get_bindings()],
    "is_http_function()": lambda function: function.is_http_function(),
    "get_function_name()": lambda function: function.get_function_name(),
    "function_script_file": lambda function: function.function_script_file,
    "http_type": lambda function: function.http_type,
    "get_setting('retry_policy')": lambda function: _setting(function, "retry_policy"),
    "get_setting('function_name')": lambda function: _setting(function, "function_name"),
    "get_setting('nothing')": lambda function: _setting(function, "nothing"),
    "get_settings_dict('nothing')": lambda function: function.get_settings_dict("nothing"),
    "parameters": lambda function: list(inspect.signature(function.get_user_function()).parameters),
    "is async": lambda function: inspect.iscoroutinefunction(function.get_user_function()),
}


def read(functions: Iterable[Any]) -> Readings:
    """Return everything that an app says of each of its functions."""
    found: Readings = {}
    for number, function in enumerate(functions):
        for name, reader in _READERS.items():
            found[f"functions[{number}].{name}"] = attempt(partial(reader, function))
    return found


def _function(stack: Stack) -> Callable[..., object]:
    def plain(first: str, second: int = 0) -> str:
        """Repeat a text."""
        return first * second

    async def coroutine(first: str, second: int = 0) -> str:
        """Repeat a text."""
        return first * second

    function = coroutine if stack.is_async else plain
    function.__name__ = stack.name
    # Classes, and not texts, as in most apps.
    function.__annotations__ = {"first": str, "second": int, "return": str}
    return function


def decorate(func: ModuleType, container: Any, stack: Stack) -> object:
    """Apply the decorators of a stack to a function."""
    decorated: object = _function(stack)
    for use in stack.uses:
        args = [build(func, value) for value in use.args]
        kwargs = {name: build(func, value) for name, value in use.kwargs.items()}
        decorated = getattr(container, use.name)(*args, **kwargs)(decorated)
    return decorated


def index(func: ModuleType, stack: Stack) -> Readings:
    """Return what an app that consists of one function says of it; an error where it does not come to that."""
    try:
        given = {} if stack.auth_level is None else {"http_auth_level": build(func, stack.auth_level)}
        app = func.FunctionApp(**given)
        decorate(func, app, stack)
        return read(app.get_functions())
    except Exception as error:  # whatever it is, it is what is compared
        return {"outcome": error}


def differences(stack: Stack) -> list[Found]:
    """Return how the two packages differ over a function and its decorators."""
    return list(compare(stack, index(official, stack), index(ours, stack)))
