"""The base of function extensions."""

from __future__ import annotations

import os
from abc import abstractmethod
from typing import TYPE_CHECKING

from azure_functions_lite.errors import ArgumentTypeError, FunctionExtensionException, describe, excerpt
from azure_functions_lite.extension.extension_meta import ExtensionMeta
from azure_functions_lite.extension.extension_scope import ExtensionScope

if TYPE_CHECKING:
    from logging import Logger

    from azure_functions_lite.context import Context

__all__ = ["FuncExtensionBase"]

SCRIPT_ROOT = "AzureWebJobsScriptRoot"
"""The environment variable in which the host sets the folder of the app."""


class FuncExtensionBase(metaclass=ExtensionMeta):
    """An extension for one function: the file of the function makes it, with ``MyExtension(__file__)``.

    That registers it. A subclass has a constructor, which calls this one, and overrides the methods that it needs.

    Hooks receive what their parameters say: `func_args` has the arguments of the function by the names of its
    parameters, `func_ret` what it returned. Future workers may pass more, so each accepts any.

    Args:
        file_path: A file in the folder of the function, or below it.

    Raises:
        FunctionExtensionException: the environment variable ``AzureWebJobsScriptRoot`` does not say where the app is,
            or `file_path` is not below it.
        ArgumentTypeError: `file_path` is neither text nor a path.

    Source: `azure.functions.FuncExtensionBase`.
    """

    _scope = ExtensionScope.FUNCTION

    @abstractmethod
    def __init__(self, file_path: str | os.PathLike[str]) -> None:
        self._trigger_name = _function_of(file_path, f"cannot make function extension {type(self).__name__}")

    def post_function_load(self, function_name: str, function_directory: str, *args: object, **kwargs: object) -> None:
        """Do something once the function is loaded, before it is invoked for the first time."""

    def pre_invocation(
        self,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        """Do something right before the function is called."""

    def post_invocation(
        self,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        func_ret: object = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        """Do something right after the function has returned."""


def _function_of(file_path: str | os.PathLike[str], where: str) -> str:
    """Return the name of the function that a file belongs to: the first folder of its path in the app."""
    root = os.environ.get(SCRIPT_ROOT)
    if root is None:
        raise FunctionExtensionException(f"{where}: the environment variable {SCRIPT_ROOT} is not set")
    refused = FunctionExtensionException(where, expected=f"a file below {excerpt(root)}", got=excerpt(file_path))
    try:
        # `fspath` rejects None, which `relpath` takes for an empty path.
        name, _, _ = os.path.relpath(os.fspath(file_path), root).partition(os.sep)
    except TypeError as error:
        raise ArgumentTypeError(where, expected="the path of a file", got=describe(file_path)) from error
    except ValueError as error:
        # An empty path; on Windows, one on another drive.
        raise refused from error
    # No name of a function starts with a dot, and the way to what is outside starts with two.
    if name.startswith("."):
        raise refused
    return name
