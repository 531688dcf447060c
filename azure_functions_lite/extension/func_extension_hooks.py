"""The hooks of a function."""

from __future__ import annotations

from typing import NamedTuple

from azure_functions_lite.extension.extension_hook_meta import ExtensionHookMeta

__all__ = ["FuncExtensionHooks"]


class FuncExtensionHooks(NamedTuple):
    """The hooks of a function's extensions, in the order in which these were registered."""

    post_function_load: list[ExtensionHookMeta]
    """Called with the function's name and directory."""
    pre_invocation: list[ExtensionHookMeta]
    """Called with logger, context and arguments."""
    post_invocation: list[ExtensionHookMeta]
    """Called with logger, context, arguments and return value."""
