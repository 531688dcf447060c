"""What the checks of `test_wrongs` are made of: each takes a package, and asserts what is right."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Optional

from .packages import converter, resolve

Check = Callable[[ModuleType], None]


class Wrongs(dict[str, Check]):
    """Checks by what is wrong with the official SDK."""

    def says(self, description: str) -> Callable[[Check], Check]:
        """Add the check that it decorates."""

        def add(check: Check) -> Check:
            self[description] = check
            return check

        return add


def decode(func: ModuleType, binding: str, *datum: Any, **metadata: tuple[object, str | None] | None) -> Any:
    """Decode a Datum of these parts, or none, with metadata of such Datums."""
    fields = {name: parts and func.meta.Datum(*parts) for name, parts in metadata.items()}
    return converter(func, binding).decode(func.meta.Datum(*datum) if datum else None, trigger_metadata=fields)


def encode(func: ModuleType, binding: str, value: object) -> Any:
    """Encode a value."""
    return converter(func, binding).encode(value, expected_type=None)


def takes_optional(binding: str, direction: str, name: str, func: ModuleType) -> None:
    """Check that an annotation may be optional."""
    kind: Any = str if name == "str" else resolve(func, name)
    check = getattr(converter(func, binding), f"check_{direction}_type_annotation")
    assert check(Optional[kind]) is True  # noqa: UP045  # this spelling, too
    assert check(kind | None) is True
    assert check(Optional[int]) is False  # noqa: UP045  # this spelling, too
