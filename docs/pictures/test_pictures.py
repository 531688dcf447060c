"""The committed pictures, plots and tables are what `draw.py` makes."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))  # where the script has what it imports

from draw import LAYERS, files  # noqa: E402 - the path comes first
from plots import PAGES, written  # noqa: E402 - the same


@pytest.mark.parametrize("name", [*files()])
def test_a_picture_is_as_drawn(name: str) -> None:
    content = (FOLDER / name).read_text("utf-8")
    assert content == files()[name], "draw it anew: python docs/pictures/draw.py"
    # For those who cannot see it.
    assert len(ElementTree.fromstring(content).attrib["aria-label"]) > 20


def test_nothing_else_is_there() -> None:
    assert {file.name for file in FOLDER.glob("*.svg")} == {*files()}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_table_is_as_measured(page: Path) -> None:
    assert page.read_text("utf-8") == written(page.read_text("utf-8")), "python docs/pictures/draw.py"


def test_layers_are_those_of_the_package() -> None:
    tested = runpy.run_path(str(FOLDER.parents[1] / "tests" / "test_layers.py"))["LAYERS"]
    for (names, _), layer in zip(LAYERS, reversed(tested), strict=True):
        assert {*names.split()} - {"…"} <= {*layer}
