"""Run the Python blocks of README and CONTRIBUTING and of every page, those of one file in order and in one namespace.

Test cases that they define are run as well.
"""

from __future__ import annotations

import re
import unittest
from pathlib import Path

import pytest

from azure_functions_lite import meta

DOCS = Path(__file__).parent
PAGES = [DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md", *sorted(DOCS.glob("**/*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Needs azure-functions-durable on this package: tests/durable runs it.
ELSEWHERE = [DOCS / "testing_durable.md"]
WITH_BLOCKS = [page for page in PAGES if page not in ELSEWHERE and BLOCK.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=[str(page.relative_to(DOCS.parent)) for page in WITH_BLOCKS])
def test_blocks_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    # A page may register converters of its own.
    converters = vars(meta.registry)["_converters"]
    monkeypatch.setattr(meta.registry, "_converters", dict(converters))
    namespace: dict[str, object] = {"__name__": "page"}
    for block in BLOCK.finditer(text):
        # Blank lines in front, so that a traceback has the line of the page.
        source = "\n" * text.count("\n", 0, block.start(1)) + block[1]
        exec(compile(source, str(page), "exec"), namespace)
    for case in namespace.values():
        if isinstance(case, type) and issubclass(case, unittest.TestCase):
            result = unittest.TestResult()
            unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
            assert result.testsRun, f"{case.__name__} has no tests"
            assert not result.failures + result.errors, "\n".join(trace for _, trace in result.failures + result.errors)
