"""Look over the built site, whose folder is in the environment variable SITE.

Each link within the site leads somewhere, and the API reference has every public module and name.
"""

from __future__ import annotations

import os
import re
import zlib
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path
from pkgutil import walk_packages
from urllib.parse import unquote, urlsplit

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators._options import Options

DOCS = Path(__file__).parent
SITE = Path(os.environ.get("SITE", DOCS / "_build" / "html"))
MODULES = sorted(
    module.name
    for module in walk_packages(func.__path__, f"{func.__name__}.")
    if not any(part.startswith("_") for part in module.name.split("."))
)


class Page(HTMLParser):
    """What a page has to link to, and what it links to."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.anchors: set[str] = {""}
        self.links: list[str] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an anchor, and of a link."""
        for name, value in attrs:
            if value is not None and (name == "id" or (tag == "a" and name == "name")):
                self.anchors.add(value)
            if value is not None and name in ("href", "src"):
                self.links.append(value)


@cache
def page(file: Path) -> Page:
    """Return a page of the site, read once."""
    return Page(file)


def broken(file: Path) -> list[str]:
    """Return the links of a page within the site that lead nowhere."""
    found: list[str] = []
    for link in page(file).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        is_page = target.suffix == ".html"
        if not target.is_file() or (is_page and unquote(parts.fragment) not in page(target).anchors):
            found.append(link)
    return found


def inventory() -> dict[str, str]:
    """Return the kind of everything of Python's that the site describes, by its full name."""
    content = (SITE / "objects.inv").read_bytes().split(b"\n", 4)[-1]
    lines = zlib.decompress(content).decode().splitlines()
    return dict(line.split(" ", 2)[:2] for line in lines if " py:" in line)


def names(module: str) -> set[str]:
    """Return the public classes and functions of a module, those of its folder's modules excepted.

    The classes of rows of function.json are described by their decorators.
    """
    loaded = import_module(module)
    found = {name: value for name, value in vars(loaded).items() if name in getattr(loaded, "__all__", vars(loaded))}
    return {
        f"{module}.{name}"
        for name, value in found.items()
        if not name.startswith("_") and (isclass(value) or isfunction(value)) and value.__module__ == module
        if not (isclass(value) and issubclass(value, Options))
    }


FILES = sorted(SITE.glob("**/*.html"))


def test_there_is_a_site() -> None:
    assert FILES, f"build the site first: sphinx-build -b html docs {SITE}"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(SITE)) for file in FILES])
def test_links_lead_somewhere(file: Path) -> None:
    assert broken(file) == []


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_described(module: str) -> None:
    assert names(module) - inventory().keys() == set()


def test_public_modules_have_a_page() -> None:
    pages = {file.stem for file in (DOCS / "api").glob("*.md")}
    without = {module.removeprefix(f"{func.__name__}.") for module in MODULES} - pages
    # Those of a folder that is described as one, and those of the decorators' pages.
    assert {module.partition(".")[0] for module in without} == {"decorators", "extension"}


def test_names_of_the_package_are_where_the_table_says() -> None:
    rows = re.findall(
        r"^\| `func\.(\w+)` \| \{py:\w+\}`([\w.]+)` \|$", (DOCS / "api.md").read_text("utf-8"), re.MULTILINE
    )
    assert [name for name, _ in rows] == func.__all__
    assert [target for name, target in rows if target != f"{getattr(func, name).__module__}.{name}"] == []


def test_readme_has_no_relative_links() -> None:
    # PyPI shows it, too, where none would lead anywhere.
    assert re.findall(r"\]\((?!https:)(.*?)\)", (DOCS.parent / "README.md").read_text("utf-8")) == []
