"""Run the Python blocks of README, CONTRIBUTING and every page the way a reader copies them: each one alone.

A block that needs another one says so in its first line: `# continues the block above`, or `# continues "Heading"` for
the first block under that heading. The blocks that it continues run before it. The tests that a block defines run, too.
A block that reads files of the repository says so in its first line as well.
"""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
import unittest
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

import azure_functions_lite as func
from azure_functions_lite import meta
from azure_functions_lite.testing import load_app

DOCS = Path(__file__).parent
PAGES = [DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md", *sorted(DOCS.glob("**/*.md"))]
# A heading, or a block of any language: a comment in a block is not a heading.
PART = re.compile(r"^#+ (?P<heading>.+)$|^```(?P<language>\w*).*\n(?P<source>(?:.*\n)*?)```$", re.MULTILINE)
CONTINUES = re.compile(r'# continues (?:the block above|"(?P<heading>[^"]+)")')
# These need azure-functions-durable on this package: `tox -e durable` runs them.
DURABLE = {"testing_durable.md"}
# A busy machine draws examples slowly.
settings.register_profile("blocks", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("blocks")


class Block(NamedTuple):
    """A Python block of a page."""

    page: Path
    heading: str
    line: int
    source: str


def blocks_of(page: Path) -> list[Block]:
    """Return the Python blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    heading = ""
    blocks: list[Block] = []
    for part in PART.finditer(text):
        heading = part["heading"] or heading
        if part["language"] == "python":
            blocks.append(Block(page, heading, text.count("\n", 0, part.start("source")), part["source"]))
    return blocks


def with_those_it_continues(block: Block, earlier: list[Block]) -> list[Block]:
    """Return the blocks to run for one of a page, itself last."""
    found = CONTINUES.match(block.source)
    if not found:
        return [block]
    if not found["heading"]:
        index = len(earlier) - 1
    else:
        index = [one.heading.replace("`", "") for one in earlier].index(found["heading"])
    return [*with_those_it_continues(earlier[index], earlier[:index]), block]


BLOCKS = {
    f"{page.relative_to(DOCS.parent)}:{block.line}": (block, blocks[:number])
    for page in PAGES
    for blocks in [blocks_of(page)]
    for number, block in enumerate(blocks)
}


def run_tests(names: dict[str, object], namespace: dict[str, object]) -> None:
    """Run the test functions and test cases that a block has defined, with the fixtures they ask for."""
    for name, value in names.items():
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            result = unittest.TestResult()
            unittest.defaultTestLoader.loadTestsFromTestCase(value).run(result)
            assert result.testsRun, f"{name} has no tests"
            assert not result.failures + result.errors, "\n".join(trace for _, trace in result.failures + result.errors)
        elif name.startswith("test_") and inspect.isfunction(test := namespace[name]):
            app = namespace.get("app")
            fixtures = {
                "function_app": load_app(app if isinstance(app, func.FunctionApp) else DOCS / "examples/guide_app")
            }
            outcome = test(**{fixture: fixtures[fixture] for fixture in inspect.signature(test).parameters})
            if inspect.iscoroutine(outcome):
                asyncio.run(outcome)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    block, earlier = BLOCKS[name]
    if sys.modules.get("azure.functions") is not func:
        if block.page.name in DURABLE:
            pytest.skip("needs azure-functions-durable on this package")
        # In its own process, the block would not find the official SDK imported already.
        for module in [each for each in sys.modules if f"{each}.".startswith("azure.functions.")]:
            monkeypatch.delitem(sys.modules, module)
    if "docs/examples" in block.source:
        assert "in a checkout of the repository" in block.source.partition("\n")[0]
    # A block may register converters and extensions.
    monkeypatch.setattr(meta.registry, "_converters", dict(vars(meta.registry)["_converters"]))
    for register in ("_func_exts", "_info"):
        monkeypatch.setattr(func.ExtensionMeta, register, {})
    monkeypatch.setattr(func.ExtensionMeta, "_app_exts", None)
    namespace: dict[str, object] = {"__name__": "block"}
    names: dict[str, object] = {}
    for each in with_those_it_continues(block, earlier):
        before = dict(namespace)
        # Blank lines in front, so that a traceback has the line of the page.
        source = "\n" * each.line + each.source
        exec(compile(source, str(each.page), "exec", dont_inherit=True), namespace)
        names = {key: value for key, value in namespace.items() if before.get(key) is not value}
    run_tests(names, namespace)
