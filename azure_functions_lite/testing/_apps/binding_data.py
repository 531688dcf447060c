"""Binding expressions: the values of ``{name}`` and ``%SETTING%`` in the names of queues and the paths of blobs.

Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from azure_functions_lite._typing import is_object
from azure_functions_lite._wire import json
from azure_functions_lite.errors import AppError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing._apps.host_json import promoted, text_of
from azure_functions_lite.testing._inputs.given import NOW

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def with_settings(name: str) -> str:
    """Replace each ``%SETTING%`` with the app setting; one that is not set stays as it is."""
    return re.sub(r"%([^%]+)%", lambda found: os.environ.get(found[1], found[0]), name)


def match_path(pattern: str, path: str) -> dict[str, str] | None:
    """Return the values of the placeholders of a trigger's path in the path of a blob; None if it does not match."""
    pieces = _PLACEHOLDER.split(with_settings(pattern))
    # Text and names by turns.
    expression = "".join(re.escape(piece) if not index % 2 else "(.+)" for index, piece in enumerate(pieces))
    found = re.fullmatch(expression, path, re.DOTALL)
    return None if found is None else dict(zip(pieces[1::2], found.groups(), strict=True))


class BindingData:
    """The values that the trigger of a call gives to placeholders.

    Args:
        trigger: Name of the trigger's binding type.
        datum: What the host sends for the trigger, if that is known.
        metadata: The metadata of the trigger.
        new_id: Makes an id for ``{rand-guid}``.
    """

    def __init__(
        self, trigger: str, datum: Datum | None, metadata: Mapping[str, Datum], new_id: Callable[[], str]
    ) -> None:
        self._values: dict[str, Any] = {}
        for name, each in metadata.items():
            self._values[name.lower()] = _value(each)
        # Also the fields of a query by their own names, unless something else has the name.
        query: object = self._values.get("query")
        if is_object(query):
            self._values = {**{name.lower(): value for name, value in query.items()}, **self._values}
        body = datum.value.get("body") if datum is not None and is_object(datum.value) else datum
        text = body.value if body is not None else None
        if isinstance(text, bytes):
            text = text.decode(errors="replace")
        if isinstance(text, str):
            self._values.setdefault(trigger.lower(), text)
            self._values |= {name.lower(): _value(each) for name, each in promoted(text, {}).items()}
        self._new_id = new_id

    def resolve(self, template: str, where: str) -> str:
        """Replace the placeholders of a name or a path with values.

        Raises:
            AppError: a placeholder has no value.
        """

        def replace(found: re.Match[str]) -> str:
            name = found[1].lower()
            if name in ("rand-guid", "sys.randguid"):
                return self._new_id()
            if name in ("datetime", "sys.utcnow"):
                return f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
            value: Any = self._values.get(name)
            first, *rest = name.split(".")
            if value is None and rest:
                value = self._values.get(first)
                for part in rest:
                    value = {key.lower(): each for key, each in value.items()}.get(part) if is_object(value) else None
            if value is None:
                raise AppError(where, expected=f"a value for {found[0]}", got=", ".join(sorted(self._values)) or "none")
            return text_of(value)

        return _PLACEHOLDER.sub(replace, with_settings(template))


def _value(datum: Datum) -> Any:
    if datum.type == "json" and isinstance(datum.value, str):
        return json.loads(datum.value, "cannot read metadata")
    return datum.value
