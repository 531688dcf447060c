"""Environments to compare in, and apps that other people have published."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path


class Environment:
    """A virtual environment in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        run([sys.executable, "-m", "venv", str(folder)])
        self._programs = folder / ("Scripts" if os.name == "nt" else "bin")

    def python(self, *arguments: str, cwd: Path | None = None, expect: tuple[int, ...] = (0,), **more: str) -> str:
        """Run its Python with `more` as environment variables, and return what it writes."""
        path = os.pathsep.join((str(self._programs), os.environ.get("PATH", os.defpath)))
        return run([str(self._programs / "python"), *arguments], cwd=cwd, expect=expect, PATH=path, **more)

    def pip(self, *arguments: str) -> None:
        """Run its pip."""
        self.python("-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def run(command: list[str], *, cwd: Path | None = None, expect: tuple[int, ...] = (0,), **more: str) -> str:
    """Run a command without what would tell a test of the run around it, and return what it writes."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON", "CI"))}
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**inherited, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=1800,
    )
    if result.returncode not in expect:
        raise SystemExit(f"{' '.join(command)} exited with {result.returncode}:\n{result.stdout[-5000:]}")
    return result.stdout


@dataclass(frozen=True, kw_only=True)
class Published:
    """What the entries of `apps.toml` have in common, which describes the keys."""

    repository: str
    commit: str
    folder: str = "."
    leave_out: list[str] = field(default_factory=list[str])


def check_out(app: Published, clones: Path, folder: Path) -> Path:
    """Write the app of the commit into a folder, and return it."""
    clone = clones / app.repository.replace("/", "+")
    archive = folder.with_suffix(".tar")
    left_out = [f":(exclude){name}" for name in app.leave_out]
    command = ["git", "-C", str(clone), "archive", f"--output={archive}", app.commit, "--", app.folder, *left_out]
    run(command)
    folder.mkdir()
    with tarfile.open(archive) as source:
        source.extractall(folder / "app", filter="data")
    return folder / "app" / app.folder
