"""What an app says it requires, and which distribution a module comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._typing import is_array, is_mapping


class Requirements(NamedTuple):
    """The distributions that an app requires, by their normalised names."""

    declared: dict[str, str]
    """Normalised name -> the name as the app writes it."""
    file: Path | None = None
    """The file with the requirements; None if there is none."""
    project: str | None = None
    """The name of the app itself, if it is also an installed distribution."""

    @classmethod
    def of(cls, root: Path) -> Requirements:
        """Read requirements.txt, or else pyproject.toml, in the folder of the app, or else above it in its repository.

        Files that cannot be read say nothing.
        """
        for folder in _folders(root):
            listed, project = folder / "requirements.txt", folder / "pyproject.toml"
            if listed.is_file():
                return cls({_normal(name): name for name in _read_list(listed, set())}, listed)
            if project.is_file():
                names, own = _read_project(project)
                return cls({_normal(name): name for name in names}, project, own)
        return cls({})

    def distribution_of(self, module: str) -> str | None:
        """Return the declared distribution that a module comes from, judging by names."""
        parts = module.split(".")
        known = self.declared if self.project is None else {_normal(self.project): self.project, **self.declared}
        # From the most special name to the most general.
        for end in range(len(parts), 0, -1):
            name = _normal("-".join(parts[:end]))
            others = _OTHER_NAMES.get(".".join(parts[:end]), ())
            for candidate in (*others, name, f"python-{name}", f"py{name}", f"{name}-python"):
                if candidate in known:
                    return known[candidate]
        return None

    def are_installed(self, root: Path) -> bool:
        """Return whether all requirements of the app are installed here; without requirements, they are.

        Args:
            root: Folder of the app. A file above it may be for other programs, so it proves nothing.
        """
        return (self.file is None or self.file.parent == root) and all(map(_is_installed, self.declared))


def _folders(root: Path) -> list[Path]:
    above = [root, *root.parents]
    end = next((index for index, folder in enumerate(above, 1) if (folder / ".git").exists()), 1)
    return above[:end]


def _is_installed(name: str) -> bool:
    if name in _OURS:
        return True
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


# This package replaces the official SDK, and Azure provides the worker.
_OURS = frozenset({"azure-functions", "azure-functions-lite", "azure-functions-worker"})

_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "attr": ("attrs",),
    "azure.durable_functions": ("azure-functions-durable",),
    "azure.storage.filedatalake": ("azure-storage-file-datalake",),
    "azure.storage.fileshare": ("azure-storage-file-share",),
    "azurefunctions.extensions": ("azurefunctions-extensions-base",),
    "bs4": ("beautifulsoup4",),
    "Crypto": ("pycryptodome", "pycrypto"),
    "cv2": ("opencv-python-headless", "opencv-python", "opencv-contrib-python"),
    "fitz": ("pymupdf",),
    "git": ("gitpython",),
    "googleapiclient": ("google-api-python-client",),
    "kafka": ("kafka-python-ng",),
    "MySQLdb": ("mysqlclient",),
    "PIL": ("pillow",),
    "pkg_resources": ("setuptools",),
    "psycopg2": ("psycopg2-binary",),
    "skimage": ("scikit-image",),
    "sklearn": ("scikit-learn",),
    "telegram": ("python-telegram-bot",),
    "win32com": ("pywin32",),
}
"""Modules whose distribution has another name, without a rule."""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_INCLUDED = re.compile(r"\s*(?:-r|--requirement)[\s=]+(\S+)")
_NAMED_SOURCE = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")


def _read_list(file: Path, known: set[Path]) -> Iterator[str]:
    if file in known or not file.is_file():
        return
    known.add(file)
    data = file.read_bytes()
    # PowerShell's `pip freeze > requirements.txt` writes UTF-16, which pip reads.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for line in data.decode(encoding, "replace").splitlines():
        included, source = _INCLUDED.match(line), _NAMED_SOURCE.search(line)
        if included:
            yield from _read_list(file.parent / included[1], known)
        elif source:
            yield source[1]
        elif found := _NAME.match(line):
            yield found[1]


def _read_project(file: Path) -> tuple[list[str], str | None]:
    """Return what a project requires, and its name."""
    try:
        # From Python 3.11 on.
        document: dict[str, Any] = import_module("tomllib").loads(file.read_text("utf-8"))
    except (ImportError, ValueError):
        return [], None
    project = _table(document, "project")
    listed: object = project.get("dependencies")
    found = [_NAME.match(str(each)) for each in listed] if is_array(listed) else []
    poetry = _table(_table(document, "tool"), "poetry")
    names = [*(each[1] for each in found if each), *_table(poetry, "dependencies")]
    name: object = project.get("name") or poetry.get("name")
    return [each for each in names if each != "python"], name if isinstance(name, str) else None


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: object = document.get(name)
    return found if is_mapping(found) else {}
