"""The metaclass of extensions, which registers them for the worker."""

from __future__ import annotations

import json
from abc import ABCMeta
from typing import Any, ClassVar, TypeVar

from azure_functions_lite.errors import FunctionExtensionException
from azure_functions_lite.extension.app_extension_hooks import AppExtensionHooks
from azure_functions_lite.extension.extension_hook_meta import ExtensionHookMeta
from azure_functions_lite.extension.extension_scope import ExtensionScope
from azure_functions_lite.extension.func_extension_hooks import FuncExtensionHooks

__all__ = ["ExtensionMeta"]

T = TypeVar("T")


class ExtensionMeta(ABCMeta):
    """Metaclass of both bases, and the register of their extensions, one for the process.

    Defining a subclass of `AppExtensionBase` calls its `init` and registers its hooks, for all functions; an object of
    a subclass of `FuncExtensionBase` has its hooks registered when it is made, for one function.

    Source: `azure.functions.extension.ExtensionMeta`.
    """

    # These names are known: the tests of extensions empty the register with them.
    _func_exts: ClassVar[dict[str, FuncExtensionHooks]] = {}
    """Function -> its hooks; names are in lower case."""
    _app_exts: ClassVar[AppExtensionHooks | None] = None
    """The hooks of all functions, None until there is an application extension."""
    _info: ClassVar[dict[str, Any]] = {}
    """What `get_registered_extensions_json` writes."""

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **kwargs: Any) -> None:
        """Register a class that is an application extension.

        Raises:
            Exception: whatever its `init` raises; it is not registered then.
        """
        super().__init__(name, bases, namespace)
        is_extension = any(isinstance(base, ExtensionMeta) for base in bases)
        if is_extension and ExtensionMeta._get_extension_scope(cls) is ExtensionScope.APPLICATION:
            init = getattr(cls, "init", None)
            if init is not None:
                init()
            if ExtensionMeta._app_exts is None:
                ExtensionMeta._app_exts = AppExtensionHooks([], [], [])
            _add_hooks(ExtensionMeta._app_exts, cls.__name__, cls)
            ExtensionMeta._info.setdefault("AppExtension", []).append(cls.__name__)

    def __call__(cls: type[T], *args: Any, **kwargs: Any) -> T:
        """Make a function extension, and register it.

        Raises:
            FunctionExtensionException: the class is not a function extension, or its constructor does not call ours.
        """
        scope = ExtensionMeta._get_extension_scope(cls)
        if scope is ExtensionScope.APPLICATION:
            where = f"cannot make an object of application extension {cls.__name__}"
            raise FunctionExtensionException(where, expected="calls of its class methods")
        if scope is not ExtensionScope.FUNCTION:
            expected = "a subclass of FuncExtensionBase"
            raise FunctionExtensionException(f"cannot make extension {cls.__name__}", expected=expected)
        extension: T = super().__call__(*args, **kwargs)  # type: ignore[misc]  # `cls` is annotated with what is made
        function: str | None = getattr(extension, "_trigger_name", None)
        kind = type(extension).__name__
        if function is None:
            where = f"cannot register function extension {kind}"
            raise FunctionExtensionException(where, expected="a constructor that calls super().__init__(file_path)")
        hooks = ExtensionMeta._func_exts.setdefault(function.lower(), FuncExtensionHooks([], [], []))
        _add_hooks(hooks, kind, extension)
        ExtensionMeta._info.setdefault("FuncExtension", {}).setdefault(function, []).append(kind)
        return extension

    @classmethod
    def get_function_hooks(cls, name: object) -> FuncExtensionHooks | None:
        """Return the hooks of a function, None if it has no extension; the name is case-insensitive."""
        return ExtensionMeta._func_exts.get(name.lower()) if isinstance(name, str) else None

    @classmethod
    def get_application_hooks(cls) -> AppExtensionHooks | None:
        """Return the hooks of all functions, None if there is no application extension."""
        return ExtensionMeta._app_exts

    @classmethod
    def get_registered_extensions_json(cls) -> str:
        """Return the names of the registered classes.

        ``{"AppExtension": ["A"], "FuncExtension": {"HttpTrigger": ["B", "C"]}}``; kinds without extensions are left
        out, and the kind that was registered first comes first.
        """
        return json.dumps(ExtensionMeta._info)

    @classmethod
    def _get_extension_scope(cls, extension: object) -> object:
        return getattr(extension, "_scope", ExtensionScope.UNKNOWN)


def _add_hooks(hooks: AppExtensionHooks | FuncExtensionHooks, name: str, extension: object) -> None:
    """Add the methods of an extension that are named like the fields of `hooks`, unless they are None."""
    for method, listed in zip(hooks._fields, hooks, strict=True):
        implementation = getattr(extension, method, None)
        if implementation is not None:
            listed.append(ExtensionHookMeta(name, implementation))
