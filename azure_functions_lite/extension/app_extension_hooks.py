"""The hooks of an application."""

from __future__ import annotations

from typing import NamedTuple

from azure_functions_lite.extension.extension_hook_meta import ExtensionHookMeta

__all__ = ["AppExtensionHooks"]


class AppExtensionHooks(NamedTuple):
    """The hooks of all application extensions, in the order in which these were registered."""

    post_function_load_app_level: list[ExtensionHookMeta]
    """Called with a function's name and directory."""
    pre_invocation_app_level: list[ExtensionHookMeta]
    """Called with logger, context and arguments."""
    post_invocation_app_level: list[ExtensionHookMeta]
    """Called with logger, context, arguments and return value."""
