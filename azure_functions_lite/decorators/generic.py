"""Bindings of any type that the host knows and this package does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azure_functions_lite.decorators.core import Binding, DataType, DataTypeChoice, InputBinding, OutputBinding, Trigger


class _Generic(Binding):
    _is_open = True

    type: str
    """Type of the binding in function.json."""
    data_type: DataTypeChoice = DataTypeChoice()

    if TYPE_CHECKING:
        # For checkers other keywords are a mistake elsewhere; here they are the purpose.
        def __init__(
            self, arg_name: str, type: str, data_type: DataType | str | None = None, **kwargs: object
        ) -> None: ...


class GenericTrigger(_Generic, Trigger, init=False):
    """Call the function by a trigger of any type; further keywords are keys of function.json, in camel case there."""


class GenericInputBinding(_Generic, InputBinding, init=False):
    """Add the value of an input of any type; further keywords are keys of function.json, in camel case there."""


class GenericOutputBinding(_Generic, OutputBinding, init=False):
    """Add an output of any type; further keywords are keys of function.json, in camel case there."""
