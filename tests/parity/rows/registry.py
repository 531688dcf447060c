"""Registry and errors."""

from __future__ import annotations

from typing import Any

from azure_functions_lite.errors import FunctionsError

from ..asked import decode
from ..packages import converter
from ..table import both, python, row


@row(both(lambda func: converter(func, True) is None, False, True))  # type: ignore[arg-type]  # what is wrong
def registry_stray_key() -> None:
    """`get_binding_registry().get(True)`
    returns a converter -> returns None
    `True` is not a binding type"""


def _conflict(func: Any) -> str:
    code = """
import {package} as func
from {package}.meta import InConverter
func.get_binding_registry().get("blobTrigger")
class Mine(InConverter, binding="mine", trigger="blobTrigger"):
    pass
print(func.get_binding_registry().get("blobTrigger").__name__)
"""
    return python(code.format(package=func.__name__)).partition(":")[0].rpartition(".")[2]


@row(both(_conflict, "Mine", "RegistrationError"))
def registry_conflict() -> None:
    """a converter declared with `trigger="blobTrigger"`
    silently replaces the built-in one -> raises `RegistrationError`
    two converters of one binding is a mistake"""


def _says(func: Any, words: str, *datum: object, binding: str = "cosmosDB") -> bool:
    """Return whether there is an error with these words, which is one of this package."""
    try:
        decode(func, binding, *datum)
    except (NotImplementedError, ValueError) as error:
        return isinstance(error, FunctionsError) and words in str(error)
    return False


def _text(func: Any) -> bool:
    try:
        func.HttpRequest("POST", "/", body=b"{").get_json()
    except ValueError as error:
        return isinstance(error, FunctionsError) and "request" in str(error).lower()
    return False


@row(
    both(lambda func: _says(func, "timerTrigger", 5, "int", binding="timerTrigger"), False, True),
    both(lambda func: _says(func, "cosmosDB", 5, "int"), False, True),
    both(lambda func: _says(func, "cosmosDB: item 0", "[1]", "json"), AttributeError, True),
    both(_text, False, True),
)
def error_classes() -> None:
    """errors
    are plain built-ins, some without a message -> are also subclasses of `FunctionsError`, and say where, what was
      expected and what came
    you can distinguish them from your own errors"""
