"""Coexisting with the official SDK: replacing it, or working beside it.

Replacing it: after `install`, ``import azure.functions`` finds this package. `vendor` does the same for an app in
Azure. Beside it: after `register`, its converters and the worker accept the classes of this package.
``python -m azure_functions_lite.compat`` runs a program after `install`, or calls `vendor`. `sdk_of` returns the
package that an object belongs to. `stubs` tells checkers that ``azure.functions`` is this package.
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
