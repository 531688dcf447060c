"""Extensions of the worker."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from ..table import both, row


def _extension(func: ModuleType) -> Any:
    """Return the package `extension`, with an empty register."""
    extension: Any = import_module(f"{func.__name__}.extension")
    extension.ExtensionMeta._func_exts = {}
    extension.ExtensionMeta._app_exts = None
    extension.ExtensionMeta._info = {}
    return extension


def _registered(func: ModuleType, name: str, *bases: str, **namespace: str) -> str:
    """Define a class, and return what is registered then."""
    extension = _extension(func)
    scope = {key: extension.extension_scope.ExtensionScope[value] for key, value in namespace.items()}
    extension.ExtensionMeta(name, tuple(getattr(extension, base) for base in bases), scope)
    text: str = _extension_json(extension)
    _extension(func)
    return text


def _extension_json(extension: Any) -> Any:
    return extension.ExtensionMeta.get_registered_extensions_json()


@row(
    both(
        lambda func: _registered(func, "AppExtensionBase", "AppExtensionBase"),
        "{}",
        '{"AppExtension": ["AppExtensionBase"]}',
    ),
    both(lambda func: _registered(func, "A", _scope="APPLICATION"), '{"AppExtension": ["A"]}', "{}"),
)
def extension_base() -> None:
    """an application extension whose class is named `AppExtensionBase`; a class with `metaclass=ExtensionMeta` and a
      scope, but no base
    is not registered; is registered -> is registered; is not registered
    a subclass of the base is an extension, whatever its name"""


def _made(func: ModuleType) -> object:
    extension = _extension(func)
    made = extension.ExtensionMeta("A", (extension.FuncExtensionBase,), {"__init__": object.__init__})
    try:
        return made()
    except extension.FunctionExtensionException:
        return _extension_json(extension)


@row(both(_made, AttributeError, "{}"))
def extension_constructor() -> None:
    """a function extension whose constructor does not call that of `FuncExtensionBase`
    raises `AttributeError` -> raises `FunctionExtensionException` and says what is missing
    the mistake has a name"""


@row(
    both(lambda func: _extension(func).ExtensionMeta.get_function_hooks(None), AttributeError, None),
    both(lambda func: _extension(func).ExtensionMeta.get_function_hooks(5), AttributeError, None),
)
def extension_hooks_name() -> None:
    """`ExtensionMeta.get_function_hooks(None)`, or of a number
    raises `AttributeError` -> is None
    no function has such a name"""


@row(
    both(lambda func: _extension(func).FunctionExtensionException().args, (), TypeError),
    both(lambda func: _extension(func).FunctionExtensionException("a", "b").args, ("a", "b"), TypeError),
)
def extension_exception() -> None:
    """`FunctionExtensionException()`, also with several arguments
    work -> raise `TypeError`: it has one message
    as for every other error of this package"""
