"""A plugin for pytest: which lines of the package a test reaches, and a run of chosen tests in a given order.

Both parts read a file's name from the environment: `RECORD_REACH` is written, and `CHOSEN_TESTS` is read. Each is JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

PACKAGE = "azure_functions_lite"
_record = os.environ.get("RECORD_REACH")
_chosen = os.environ.get("CHOSEN_TESTS")
# Started here, as pytest reads this file before it loads the package's own plugin.
_coverage = Coverage(data_file=None, config_file=False, source_pkgs=[PACKAGE]) if _record else None
if _coverage:
    _coverage.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if _coverage:
        _coverage.switch_context(item.nodeid)
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if _chosen:
        found = {item.nodeid: item for item in items}
        wanted = json.loads(Path(_chosen).read_text("utf-8"))
        items[:] = [found.pop(name) for name in wanted if name in found]
        config.hook.pytest_deselected(items=[*found.values()])


def pytest_unconfigure() -> None:
    """Write file -> line -> the numbers of the tests that reach it, and the names of the tests."""
    if not (_coverage and _record):
        return
    _coverage.stop()
    data = _coverage.get_data()
    numbers = {name: number for number, name in enumerate(sorted(data.measured_contexts()))}
    lines = {
        _path_in_package(file): {
            line: [numbers[name] for name in names] for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    Path(_record).write_text(json.dumps({"tests": [*numbers], "lines": lines}), "utf-8")


def _path_in_package(file: str) -> str:
    parts = Path(file).parts
    start = len(parts) - parts[::-1].index(PACKAGE) - 1
    return "/".join(parts[start:])
