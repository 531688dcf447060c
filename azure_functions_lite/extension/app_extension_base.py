"""The base of application extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azure_functions_lite.extension.extension_meta import ExtensionMeta
from azure_functions_lite.extension.extension_scope import ExtensionScope

if TYPE_CHECKING:
    from logging import Logger

    from azure_functions_lite.context import Context

__all__ = ["AppExtensionBase"]


class AppExtensionBase(metaclass=ExtensionMeta):
    """An extension for every function of the app; all of its methods are class methods, and it has no objects.

    Defining a subclass calls its `init` and registers it, a subclass of a subclass as well. Override what it needs.

    Hooks receive what their parameters say: `func_args` has the arguments of the function by the names of its
    parameters, `func_ret` what it returned. Future workers may pass more, so each accepts any.

    Source: `azure.functions.AppExtensionBase`.
    """

    _scope = ExtensionScope.APPLICATION

    @classmethod
    def init(cls) -> None:
        """Set the extension up; called once, when the class is defined."""

    # `Any`, so that an override can declare its own parameters.
    @classmethod
    def configure(cls, *args: Any, **kwargs: Any) -> None:
        """Receive settings from the app, which calls this method."""

    @classmethod
    def post_function_load_app_level(
        cls, function_name: str, function_directory: str, *args: object, **kwargs: object
    ) -> None:
        """Do something once a function is loaded, before it is invoked for the first time."""

    @classmethod
    def pre_invocation_app_level(
        cls,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        """Do something right before a function is called."""

    @classmethod
    def post_invocation_app_level(
        cls,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        func_ret: object = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        """Do something right after a function has returned."""
