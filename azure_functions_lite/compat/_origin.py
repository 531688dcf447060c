"""Which SDK an object is of."""

from __future__ import annotations

from types import ModuleType
from typing import Final, Literal

_LITE: Final = "azure_functions_lite"
_OFFICIAL: Final = "azure.functions"


def sdk_of(value: object) -> Literal["azure_functions_lite", "azure.functions"] | None:
    """Return the package that an object comes from: this one, or the official SDK; None if it is neither.

    An object of a subclass belongs to the package of its base. After `install`, ``azure.functions`` is this package.

    Args:
        value: An object, a class or a module.
    """
    if isinstance(value, ModuleType):
        homes = [value.__name__]
    else:
        kind: type[object] = value if isinstance(value, type) else type(value)
        homes = [base.__module__ for base in kind.__mro__]
    for home in homes:
        # With the dot: `azure.functions_extension` is neither.
        if f"{home}.".startswith(f"{_LITE}."):
            return _LITE
        if f"{home}.".startswith(f"{_OFFICIAL}."):
            return _OFFICIAL
    return None
