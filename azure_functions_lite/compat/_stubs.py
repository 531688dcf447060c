"""``azure.functions`` for checkers and editors: stubs that say that it is this package."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from azure_functions_lite.compat._alias import ALIAS, GATHERED, PACKAGE, SAME
from azure_functions_lite.errors import InteropError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMESPACE = '__path__ = __import__("pkgutil").extend_path(__path__, __name__)\n'
"""What is in ``azure/__init__.py`` of a folder of stubs.

mypy prefers a folder to an installed package with ``py.typed`` only if it is a package itself. With this line, the
other checkers still find what else is installed below ``azure``.
"""

_FIRST = f"# {ALIAS}, which is {PACKAGE} here. Written by: python -m {PACKAGE}.compat\n"


def stubs(target: str | os.PathLike[str]) -> Path:
    """Write stubs that make checkers read this package for ``azure.functions``, into a folder that they search.

    That is the folder of ``mypy_path``, ``stubPath``, ``extra-paths`` or ``search-path``; it is made if it is missing.
    It does not matter whether the official SDK is installed, and other packages below ``azure`` are found as before.

    Args:
        target: The folder.

    Returns:
        The folder of the stubs: ``azure/functions`` in `target`.

    Raises:
        InteropError: there is something else at that place.
        OSError: `target` cannot be written.
    """
    import shutil
    from pathlib import Path

    home = Path(target).joinpath(*ALIAS.split("."))
    if home.exists():
        first = home / "__init__.pyi"
        if not (first.is_file() and first.read_text("utf-8").startswith(_FIRST)):
            raise InteropError(
                f"cannot write stubs into {target}", expected=f"no {home}", got="one that is something else"
            )
        shutil.rmtree(home)
    home.mkdir(parents=True)
    (home.parent / "__init__.py").write_text(_NAMESPACE, "utf-8")
    write_stubs(home)
    return home


def write_stubs(home: Path) -> None:
    """Write the stubs into the folder of ``azure.functions``."""
    for name, text in _texts():
        file = home / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(_FIRST + text, "utf-8")


def _texts() -> Iterator[tuple[str, str]]:
    """Yield the file and the text of each stub."""
    from pathlib import Path

    root = Path(__file__).parent.parent
    public = [file for file in sorted(root.rglob("*.py")) if _is_public(file.relative_to(root).parts)]
    for file in public:
        parts = file.relative_to(root).with_suffix("").parts
        path = [part for part in parts if part != "__init__"]
        text = _again(".".join((PACKAGE, *path)))
        if parts[-1] == "__init__":
            # An attribute of a package, to checkers, only if the package imports it.
            below = sorted(
                {
                    each.relative_to(file.parent).parts[0].removesuffix(".py")
                    for each in public
                    if file.parent in each.parents and each != file
                }
            )
            text += "".join(f"from {'.'.join((ALIAS, *path))} import {name} as {name}\n" for name in below)
            # What is public in spite of its name.
            text += "" if path else f"from {PACKAGE} import __version__ as __version__\n"
        yield "/".join(parts) + ".pyi", text
    for name, module in SAME.items():
        yield f"{name}.pyi", _again(f"{PACKAGE}.{module}")
    for name, places in GATHERED.items():
        lines: list[str] = []
        for mine, place in places.items():
            module, _, original = place.rpartition(".")
            lines.append(f"from {PACKAGE}.{module} import {original} as {original}\n")
            # For checkers, a stub exports only what keeps its name.
            lines.append("" if mine == original else f"{mine} = {original}\n")
        yield f"{name}.pyi", "# pyright: reportPrivateUsage=false\n" + "".join(lines)


def _is_public(parts: tuple[str, ...]) -> bool:
    return not any(part.startswith("_") and part != "__init__.py" for part in parts)


def _again(module: str) -> str:
    """Return a line that exports the public names of a module again."""
    return f"from {module} import *\n"
