"""Coexisting with the official SDK: replacing it, or working beside it.

In its place: after `install`, ``import azure.functions`` is this package, for code that says so; `vendor` does the
same for an app in Azure. Beside it: after `register`, its converters and the worker take the classes of this package.
``python -m azure_functions_lite.compat`` runs a program after `install`, or calls `vendor`. `sdk_of` says of which of
the two packages an object is. `stubs` tells checkers that ``azure.functions`` is this package.
"""

from azure_functions_lite._lazy import attach as _attach

__getattr__, __dir__, __all__ = _attach(
    __name__,
    {
        "_alias": ("install", "uninstall"),
        "_beside": ("register",),
        "_origin": ("sdk_of",),
        "_stubs": ("stubs",),
        "_vendor": ("vendor",),
    },
)
