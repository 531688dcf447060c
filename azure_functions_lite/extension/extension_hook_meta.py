"""A hook, and the name of the extension that it comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

__all__ = ["ExtensionHookMeta"]


class ExtensionHookMeta(NamedTuple):
    """A hook as the worker finds it: it calls `ext_impl`, and logs `ext_name`."""

    ext_name: str
    """Name of the extension's class."""
    ext_impl: Callable[..., object]
    """The method, bound to the extension."""
