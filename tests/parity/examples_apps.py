"""Examples of the rows of docs/differences.md that are about extensions of the worker."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from .examples import OTHERS as OTHERS
from .examples import fails, shows
from .packages import official, ours


def _extension(func: ModuleType) -> Any:
    """Return the package `extension`, with an empty register."""
    extension: Any = import_module(f"{func.__name__}.extension")
    extension.ExtensionMeta._func_exts = {}
    extension.ExtensionMeta._app_exts = None
    extension.ExtensionMeta._info = {}
    return extension


@shows("extension-base")
def _() -> None:
    for func, named, bare in (
        (official, "{}", '{"AppExtension": ["A"]}'),
        (ours, '{"AppExtension": ["AppExtensionBase"]}', "{}"),
    ):
        extension = _extension(func)
        extension.ExtensionMeta("AppExtensionBase", (extension.AppExtensionBase,), {})
        assert extension.ExtensionMeta.get_registered_extensions_json() == named
        extension = _extension(func)
        extension.ExtensionMeta("A", (), {"_scope": extension.extension_scope.ExtensionScope.APPLICATION})
        assert extension.ExtensionMeta.get_registered_extensions_json() == bare
        _extension(func)


@shows("extension-constructor")
def _() -> None:
    for func, failure in ((official, "AttributeError"), (ours, "FunctionExtensionException")):
        extension = _extension(func)
        made = extension.ExtensionMeta("A", (extension.FuncExtensionBase,), {"__init__": object.__init__})
        assert fails(made) == failure
        assert extension.ExtensionMeta.get_registered_extensions_json() == "{}"


@shows("extension-hooks-name")
def _() -> None:
    for name in (None, 5):
        assert fails(partial(_extension(official).ExtensionMeta.get_function_hooks, name)) == "AttributeError"
        assert _extension(ours).ExtensionMeta.get_function_hooks(name) is None


@shows("extension-exception")
def _() -> None:
    for arguments in ((), ("a", "b")):
        assert _extension(official).FunctionExtensionException(*arguments).args == arguments
        assert fails(partial(_extension(ours).FunctionExtensionException, *arguments)) == "TypeError"
