"""What an extension applies to."""

from __future__ import annotations

from enum import Enum

__all__ = ["ExtensionScope"]


class ExtensionScope(Enum):
    """What an extension applies to."""

    UNKNOWN = 0
    """Nothing: it is registered nowhere."""
    APPLICATION = 1
    """Every function of the app."""
    FUNCTION = 2
    """One function."""
