"""Names of a package that are imported when first used (PEP 562), from a table of their modules."""

# Annotations are quoted, and there is no `from __future__ import annotations`: it would be one import more.
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["attach"]


def attach(
    package: str, table: "Mapping[str, tuple[str, ...]]"
) -> "tuple[Callable[[str], object], Callable[[], list[str]], list[str]]":
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` for a package.

    Args:
        package: Its name.
        table: Submodule -> the names that the package takes from it. The submodules are attributes of the package too.
    """
    home = {name: module for module, names in table.items() for name in names}

    def find(name: str) -> object:
        if name not in home and name not in table:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        from importlib import import_module

        module = import_module(f"{package}.{home.get(name, name)}")
        if name not in home:
            return module
        # From now on found without us.
        return vars(sys.modules[package]).setdefault(name, getattr(module, name))

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home, *table})

    return find, names, sorted(home)
