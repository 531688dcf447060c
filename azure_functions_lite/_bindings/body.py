"""Bodies: what queue, Service Bus, Event Hubs and Kafka messages have in common with HTTP requests and responses."""

from __future__ import annotations

from typing import Any, ClassVar

from azure_functions_lite._bindings.values import Value
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.meta import Datum, unsupported_datum


class WithBody(Value):
    """A value whose field ``body``, given as text or bytes, is read as bytes with `get_body`."""

    __slots__ = ()

    _secrets: ClassVar[frozenset[str]] = frozenset({"body"})
    _body: str | bytes | None

    def get_body(self) -> bytes:
        """Return the body; text is encoded as UTF-8, and a missing body is empty."""
        body = self._body
        return body if isinstance(body, bytes) else utf8(body, type(self).__name__)

    def get_json(self) -> Any:
        """Return the body parsed as JSON.

        Raises:
            InvalidJSONError: the body is empty, not UTF-8 or not JSON; a ``ValueError`` and a ``json.JSONDecodeError``.
        """
        return json.loads(self.get_body(), f"cannot read the body of {type(self).__name__}")

    def _value(self, name: str) -> object:
        return self.get_body() if name == "body" else super()._value(name)

    def _unread(self, name: str, error: FunctionsError) -> object:
        return self._body if name == "body" else super()._unread(name, error)


def content_of(data: Datum | None, binding: str) -> object:
    """Return what is in a Datum that holds one body, not yet as bytes: bytes, or text (JSON as it is); none is empty.

    Raises:
        UnsupportedTypeError: the Datum is of another type.
    """
    if data is None or data.type is None:
        return b""
    if data.type not in ("bytes", "string", "json"):
        raise unsupported_datum(data, binding, "bytes, string or json")
    return data.value
