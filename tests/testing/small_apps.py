"""Small apps for tests of the check: many in one text file, each with what is to be found in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

__all__ = ["APPS", "SmallApp"]

_SCRIPT = "import azure_functions_lite as func\n\n"
_APP = "app = func.FunctionApp()\n\n"


class SmallApp(NamedTuple):
    """An app as its text file has it."""

    name: str
    """Its name, which is unique."""
    refused: str
    """Who refuses it: the ``host``, ``tools``, or the worker when it does ``load`` or ``call`` a function.

    ``nobody`` does: the worker loads each function. ``never``: calls succeed, too.
    """
    files: dict[str, str]
    """Its files, by path."""
    expected: list[str]
    """What the check says, a line for each problem, without places."""

    def write(self, folder: Path) -> Path:
        """Write its files below a folder, and return the folder of the app."""
        root = folder / self.name
        for name, text in self.files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return root

    @property
    def codes(self) -> set[str]:
        """The codes of the problems that are to be found."""
        return {line.rpartition(" [")[2].rstrip("]") for line in self.expected}


def _read(file: Path) -> list[SmallApp]:
    apps: list[SmallApp] = []
    for part in re.split(r"^==== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, *sections = re.split(r"^-- ", part, flags=re.MULTILINE)
        name, refused = heading.split()
        texts: dict[str, str] = {}
        for section in sections:
            file_name, _, text = section.partition("\n")
            texts[file_name] = text
        expected = texts.pop("expected", "").splitlines()
        files = {each: _completed(each, text.strip("\n") + "\n") for each, text in texts.items()}
        apps.append(SmallApp(name, refused, files, [line for line in expected if line]))
    return apps


def _completed(name: str, text: str) -> str:
    """Add what most files begin with, where a file has nothing of the kind."""
    if name.endswith("function.json") and text.startswith("["):
        return f'{{"bindings": {text}}}\n'
    if name.endswith(".py") and not re.search(r"^(import|from|\s*#!) ?", text, re.MULTILINE):
        return _SCRIPT + (_APP if name == "function_app.py" else "") + text
    return text


APPS = {app.name: app for file in sorted(Path(__file__).parent.glob("apps/*.txt")) for app in _read(file)}
"""Every app, by name."""
