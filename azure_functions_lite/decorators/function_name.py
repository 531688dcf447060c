"""The name of a function."""

from __future__ import annotations

from collections.abc import Mapping

from azure_functions_lite.decorators._options import renamed
from azure_functions_lite.decorators.core import Setting

__all__ = ["FUNCTION_NAME", "FunctionName"]

FUNCTION_NAME = "function_name"


class FunctionName(Setting, name=FUNCTION_NAME):
    """The name of a function in the host, if it is not the name of the callable."""

    function_name: str = renamed(alias="name")
    """The name, unique in the app."""
    setting_extra_fields: Mapping[str, object] | None = None
    """Further values of the setting."""
