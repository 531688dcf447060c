"""What these tests share: a process in which nothing of `azure` is imported or installed, and ways to put it there."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat


@pytest.fixture(autouse=True)
def undone(tmp_path: Path) -> Iterator[None]:
    """Nothing of ``azure`` is imported; afterwards the import system is as it was."""
    before = azure_modules()
    for name in before:
        del sys.modules[name]
    # Not the fixture, whose end comes before: it puts back the entries of `sys.path`, and this the list.
    with pytest.MonkeyPatch.context() as patch:
        for name in ("argv", "meta_path", "path"):
            patch.setattr(sys, name, [*getattr(sys, name)])
        yield
        compat.uninstall()
    written = [name for name, module in sys.modules.items() if str(tmp_path) in str(getattr(module, "__file__", ""))]
    for name in {*azure_modules(), *written}:
        del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture(autouse=True)
def not_installed(undone: None) -> None:
    """Nothing of ``azure`` is to be found: an official SDK may be installed, and it is not for this process."""
    sys.path[:] = [entry for entry in sys.path if not Path(entry, "azure").is_dir()]


def azure_modules() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "azure"}


def prepend(folder: Path) -> None:
    """Have packages looked for in a folder first; `undone` undoes it."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below a fresh folder, and return that folder."""

    def write(path: str, content: str) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
        importlib.invalidate_caches()
        return tmp_path

    return write


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run Python in its own process, which finds this package, and what is in `first` before all else."""

    def run(*arguments: str, first: Path | None = None) -> subprocess.CompletedProcess[str]:
        home = Path(func.__file__ or "").parents[1]
        path = os.pathsep.join(map(str, [first, home] if first else [home]))
        return subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path},
        )

    return run
