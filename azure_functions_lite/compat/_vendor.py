"""Replacing the official SDK in a folder of packages that is deployed with an app."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from azure_functions_lite.compat._alias import ALIAS, PACKAGE
from azure_functions_lite.compat._stubs import write_stubs
from azure_functions_lite.errors import InteropError

if TYPE_CHECKING:
    from pathlib import Path

_STAND_IN = f'''"""{ALIAS}, which is {PACKAGE} here. Written by: python -m {PACKAGE}.compat vendor"""

import sys

# Only until the package itself takes the place.
del sys.modules[__name__]

from {PACKAGE}.compat import install

install()
'''


def vendor(target: str | os.PathLike[str], *, replace: bool = False) -> Path:
    """Write a module ``azure.functions`` that is this package into a folder of packages.

    If the folder comes before the official SDK on `sys.path`, as ``.python_packages/lib/site-packages`` of an app does
    in Azure, ``import azure.functions`` finds that module, which calls `install`.

    Stubs beside it tell checkers the same: see `stubs`.

    Args:
        target: The folder, which contains this package.
        replace: Whether to remove an official SDK that is in it.

    Returns:
        The file: ``azure/functions/__init__.py`` in `target`.

    Raises:
        InteropError: this package is not in `target`; or the official SDK is, and `replace` is false.
        OSError: `target` cannot be written.
    """
    import shutil
    from pathlib import Path

    folder = Path(target)
    where = f"cannot write {ALIAS} into {folder}"
    if not (folder / PACKAGE / "__init__.py").is_file():
        command = f'python -m pip install --target "{folder}" azure-functions-lite'
        raise InteropError(where, expected=f"{PACKAGE} to be in it, as after: {command}", got="a folder without it")
    home = folder.joinpath(*ALIAS.split("."))
    file = home / "__init__.py"
    if home.exists() and not (file.is_file() and PACKAGE.encode() in file.read_bytes()):
        if not replace:
            expected = f"no {home}, or to be told to replace it (replace=True, --replace)"
            raise InteropError(where, expected=expected, got="one that is something else")
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    file.write_text(_STAND_IN, "utf-8")
    # What makes checkers take the types, and look no further.
    (home / "py.typed").write_text("", "utf-8")
    write_stubs(home)
    return file
