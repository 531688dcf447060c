"""The code blocks of the page about tests of Durable Functions, each alone but for one that says what it continues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "testing_durable.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_blocks_run(alias: bool) -> None:
    if not alias:
        pytest.skip("needs azure_functions_lite in the place of azure.functions")
    namespace: dict[str, object] = {}
    for block in BLOCKS:
        if "This continues" not in block:
            namespace = {"__name__": "page"}
        exec(compile(block, str(PAGE), "exec"), namespace)
