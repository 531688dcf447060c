"""Every error this package raises for bad input, as one tree.

::

    FunctionsError
    ├── UnsupportedTypeError   (NotImplementedError)  this binding does not accept such a Datum or value
    ├── ArgumentTypeError      (TypeError)            an argument has the wrong Python type
    ├── DataError              (ValueError)           data of the right type, but malformed
    │   ├── FieldError                                a field of the trigger metadata or of a JSON body
    │   ├── InvalidJSONError   (JSONDecodeError)      text that is not JSON
    │   ├── CharsetError       (LookupError)          a charset that Python does not know
    │   ├── ChoiceError        (KeyError)             text that names no member of an enum
    │   ├── HeaderError                               an HTTP header or cookie that cannot be sent
    │   └── FormError                                 a form body that cannot be parsed
    │       └── FormLimitError                        a form body beyond its `FormLimits`
    ├── AppError               (ValueError)           a function app that no host can index
    ├── RegistrationError      (RuntimeError)         a second converter for one binding
    ├── FunctionExtensionException                    an extension of the worker that cannot be registered
    ├── GatewayError           (RuntimeError)         a WSGI or ASGI app against its protocol
    ├── InteropError           (RuntimeError)         the official SDK is in the way of this package
    ├── ReadOnlyError          (UnsupportedOperation) a write to an input stream
    └── MissingPackageError    (ImportError)          an optional package is not installed

An `AppError` that `azure_functions_lite.testing` raises may be its `BrokenAppError`, which has the problem as a value.

In brackets: the built-in each class inherits as well, which is what `azure.functions` raises there, so that
existing ``except`` clauses and the real worker keep working.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sized

__all__ = [
    "AppError",
    "ArgumentTypeError",
    "CharsetError",
    "ChoiceError",
    "DataError",
    "FieldError",
    "FormError",
    "FormLimitError",
    "FunctionExtensionException",
    "FunctionsError",
    "GatewayError",
    "HeaderError",
    "InteropError",
    "InvalidJSONError",
    "MissingExtraError",
    "MissingPackageError",
    "ReadOnlyError",
    "RegistrationError",
    "UnsupportedTypeError",
]


class FunctionsError(Exception):
    """Root of the tree.

    Args:
        where: What could not be done, and to what.
        expected: What would have been right there.
        got: What was there instead; bodies and keys by type and length only.
    """

    def __init__(self, where: str, *, expected: str | None = None, got: str | None = None) -> None:
        parts = [f"expected {expected}"] if expected is not None else []
        parts += [f"got {got}"] if got is not None else []
        # Not super().__init__: JSONDecodeError, further along the MRO, wants a document and a position.
        Exception.__init__(self, f"{where}: {', '.join(parts)}" if parts else where)
        self.where = where
        self.expected = expected
        self.got = got


class UnsupportedTypeError(FunctionsError, NotImplementedError):
    """A binding received a Datum type or a Python value that it does not accept."""


class ArgumentTypeError(FunctionsError, TypeError):
    """An argument has the wrong Python type."""


class DataError(FunctionsError, ValueError):
    """Data of the right type whose content is malformed."""


class FieldError(DataError):
    """A field of the trigger metadata, or of a JSON body, cannot be read."""


class InvalidJSONError(DataError, json.JSONDecodeError):
    """Text that is not JSON. `doc` is the text and `pos` the place, as on `json.JSONDecodeError`."""

    def __init__(
        self, where: str, *, expected: str | None = None, got: str | None = None, doc: str = "", pos: int = 0
    ) -> None:
        super().__init__(where, expected=expected, got=got)
        self.msg: str = str(self)
        self.doc = doc
        self.pos = pos
        self.lineno: int = doc.count("\n", 0, pos) + 1
        self.colno: int = pos - doc.rfind("\n", 0, pos)

    def __reduce__(self) -> tuple[object, ...]:
        # JSONDecodeError pickles its own three arguments, which our constructor does not accept.
        return Exception.__reduce__(self)  # type: ignore[return-value]  # typeshed: str | tuple; it is a tuple


class CharsetError(DataError, LookupError):
    """A charset that Python does not know."""


class ChoiceError(DataError, KeyError):
    """Text that names no member of an enum."""

    def __str__(self) -> str:
        # KeyError shows its argument in quotes.
        return Exception.__str__(self)


class HeaderError(DataError):
    """An HTTP header or a Set-Cookie value that cannot be sent."""


class FormError(DataError):
    """A form body that cannot be parsed."""


class FormLimitError(FormError):
    """A form body that is well-formed so far, but beyond its `azure_functions_lite.forms.FormLimits`."""


class AppError(FunctionsError, ValueError):
    """A function app that no host can index: a trigger is missing, or there are two, or two equal names."""


class RegistrationError(FunctionsError, RuntimeError):
    """A binding already has a converter."""


class FunctionExtensionException(FunctionsError):  # noqa: N818  # the name that azure.functions has
    """An extension of the worker is made in a way in which it cannot be registered."""


class GatewayError(FunctionsError, RuntimeError):
    """A WSGI or ASGI app violates its protocol, or is called where it cannot run."""


class InteropError(FunctionsError, RuntimeError):
    """The official SDK, or one of its files, is in the way of `azure_functions_lite.compat`."""


class ReadOnlyError(FunctionsError, io.UnsupportedOperation):
    """A write to a stream that can only be read."""


class MissingPackageError(FunctionsError, ImportError):
    """An optional package is needed, and is not installed."""


MissingExtraError = MissingPackageError
"""The former name: not every package that may be missing is an extra of this one."""


def describe(value: object) -> str:
    """Describe `value` by type and length, without its content: it may be a body or a key."""
    if value is None:
        return "None"
    kind = type(value).__name__
    return f"{kind} of length {len(value)}" if isinstance(value, Sized) else kind


def excerpt(value: object) -> str:
    """Show `value` itself, at most 100 characters of it, for fields that are not secret."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        # An integer of thousands of digits, or a tree deeper than Python's stack.
        return f"<{describe(value)}>"
    return shortened(text)


def shortened(text: str) -> str:
    """Return at most 100 characters of a text."""
    return text if len(text) <= 100 else f"{text[:97]}..."
