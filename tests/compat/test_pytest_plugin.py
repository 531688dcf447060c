"""Tests of ``pytest -p azure_functions_lite.testing.alias``: what conftest.py and tests find, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import azure_functions_lite as func
import azure_functions_lite.queue
from azure_functions_lite import compat
from azure_functions_lite.testing import alias, plugin

from .conftest import Run, prepend

CONFTEST = """
import pytest
import azure.functions as func
from azure.functions._abc import Context

@pytest.fixture
def message() -> func.QueueMessage:
    return func.QueueMessage(body="tea")

@pytest.fixture
def context() -> Context:
    return Context(function_name="orders")
"""

TESTS = """
import azure.functions
import azure_functions_lite
from azure.functions.queue import QueueMessage
from unittest import mock

def test_the_same():
    assert azure.functions is azure_functions_lite

def test_what_conftest_makes(message, context):
    assert type(message) is QueueMessage is azure_functions_lite.QueueMessage
    assert message.get_body() == b"tea"
    assert context.function_name == "orders"

def test_patch():
    with mock.patch("azure.functions.queue.QueueMessage") as patched:
        assert azure_functions_lite.queue.QueueMessage is patched
"""


class AtTheEnd:
    """A plugin that looks at what there is once all others have ended."""

    found: object = "not asked"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> Generator[None]:
        early_config.add_cleanup(self.look)
        return (yield)

    def look(self) -> None:
        self.found = sys.modules.get("azure.functions")


@pytest.fixture
def not_installed() -> None:
    """Instead of the other: pytest looks for packages where `azure` may be, too."""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """The tests of an app, which know `azure.functions` only."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    return pytester


def test_a_run(suite: pytest.Pytester) -> None:
    at_the_end = AtTheEnd()
    result = suite.runpytest_inprocess("-p", alias.__name__, "-p", "no:cacheprovider", plugins=[at_the_end])
    result.assert_outcomes(passed=3)
    assert at_the_end.found is None
    assert "azure.functions" not in sys.modules


def test_a_run_in_a_process_of_its_own(suite: pytest.Pytester) -> None:
    # By its own command, and where warnings are errors.
    result = suite.runpytest_subprocess("-p", alias.__name__, "-p", "no:cacheprovider", "-W", "error")
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.OK


def test_an_ini_file_says_so(suite: pytest.Pytester) -> None:
    suite.makeini(f"[pytest]\naddopts = -p {alias.__name__}")
    suite.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_a_setting_says_so(suite: pytest.Pytester) -> None:
    suite.makeini("[pytest]\nazure_functions_alias = true")
    suite.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_a_run_inside_another(suite: pytest.Pytester) -> None:
    # What was there before it stays.
    compat.install()
    at_the_end = AtTheEnd()
    result = suite.runpytest_inprocess("-p", alias.__name__, "-p", "no:cacheprovider", plugins=[at_the_end])
    result.assert_outcomes(passed=3)
    assert at_the_end.found is sys.modules["azure.functions"] is func


BESIDE = """
import azure.functions
import azure_functions_lite as func

def test_it():
    assert issubclass(func.QueueMessage, azure.functions.QueueMessage)
"""
# A stand-in.
OFFICIAL = Path(__file__).with_name("official")


def test_beside_the_official_sdk(pytester: pytest.Pytester, run: Run) -> None:
    # Which the tests import when pytest has imported this package.
    pytester.makepyfile(BESIDE)
    done = run("-m", "pytest", "-p", "no:cacheprovider", str(pytester.path), first=OFFICIAL)
    assert done.returncode == 0, done.stdout


def test_when_the_tests_are_collected() -> None:
    plugin.pytest_collection_finish()
    assert "azure.functions" not in sys.modules
    prepend(OFFICIAL)
    official: Any = import_module("azure.functions")
    assert not issubclass(azure_functions_lite.queue.QueueMessage, official.QueueMessage)
    plugin.pytest_collection_finish()
    assert issubclass(azure_functions_lite.queue.QueueMessage, official.QueueMessage)


def test_only_what_is_loaded_here_is_used() -> None:
    # Runs in this process give modules back that they have loaded; what is cached of them would stay.
    assert sys.modules["azure_functions_lite.queue"] is azure_functions_lite.queue
    assert sys.modules["azure_functions_lite.compat"] is compat
