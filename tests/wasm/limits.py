"""A plugin of pytest: skip a test when it does what CPython in WebAssembly cannot do, with the reason."""

from __future__ import annotations

import asyncio
import inspect
import os
import subprocess
import threading
from collections.abc import Callable, Generator
from typing import Any, NoReturn

import pytest

from azure_functions_lite.testing._apps.loop import Loop

# Tests of which no call says that they cannot pass there: a part of their ids.
_REASONS = {
    "tests/test_hostile.py::test_cost_grows_with_size": "clock that is fine enough to compare costs",
    "tests/test_hostile.py::test_errors_are_of_this_package": "limit of the depth of C calls",
    "tests/test_durable_codec.py::test_json_beyond_all_limits_is_not_text[too deep]": "limit of the depth of C calls",
    "tests/test_json.py::test_what_is_not_json[deep": "limit of the depth of C calls",
    "tests/test_json.py::test_values_that_are_not_a_tree[deep": "limit of the depth of C calls",
    "tests/test_json.py::test_decimals_are_numbers_where_no_digit_gets_lost[1e": "64 bits, for exponents of a billion",
    "tests/test_malformed.py::test_datums": "limit of the depth of C calls",
    "tests/test_malformed.py::test_json_of_any_depth[100000]": "limit of the depth of C calls",
    "tests/test_malformed.py::test_values_of_any_size[deep-": "limit of the depth of C calls",
    "tests/test_hostile.py::test_what_is_sent_is_bounded": "64 bits, for exponents of a billion",
    "OSError]": "errors of the system with the numbers that Linux has for them",
    "tests/test_asgi.py::test_handle": "state without a running event loop",
    "tests/test_asgi.py::test_main_is_what_the_worker_takes": "state without a running event loop",
}


_missed: list[str] = []
"""What the test that runs has asked for in vain: an app under test may bear the exception that says so."""


def _skips(reason: str) -> Callable[..., NoReturn]:
    def skip(*given: object, **_: object) -> NoReturn:
        for each in given:
            if inspect.iscoroutine(each):
                # Nobody is going to await it.
                each.close()
        _missed.append(f"WebAssembly has no {reason}")
        pytest.skip(_missed[-1])

    return skip


def pytest_configure(config: pytest.Config) -> None:
    # Hypothesis counts references, of which Python 3.14 has fewer than the releases before.
    config.addinivalue_line("filterwarnings", "ignore:It looks like `register_random`")
    missing: list[tuple[Any, str, str]] = [
        (subprocess, "Popen", "processes"),
        (os, "fork", "processes"),
        (os, "mkfifo", "FIFOs"),
        (threading.Thread, "start", "threads"),
        # An event loop waits there by switching stacks, which Node 20 cannot do.
        (asyncio, "run", "stack switching"),
        (getattr(asyncio, "Runner", asyncio), "run", "stack switching"),
        (type(asyncio.new_event_loop()), "run_until_complete", "stack switching"),
        (Loop, "run", "stack switching"),
    ]
    for owner, name, reason in missing:
        setattr(owner, name, _skips(reason))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for part, reason in _REASONS.items():
            if part in item.nodeid:
                item.add_marker(pytest.mark.skip(reason=f"WebAssembly has no {reason}"))


def pytest_runtest_setup() -> None:
    _missed.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and _missed:
        report.outcome = "skipped"
        report.longrepr = (str(item.path), 0, f"Skipped: {_missed[0]}")
    return report
