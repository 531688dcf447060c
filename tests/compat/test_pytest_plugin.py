"""Tests of ``pytest -p azure_functions_lite.testing.alias``: what conftest.py and tests find, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path

import pytest

import azure_functions_lite as func
import azure_functions_lite.queue
from azure_functions_lite import compat
from azure_functions_lite.testing import alias

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


@pytest.mark.slow
def test_a_run_in_a_separate_process(suite: pytest.Pytester) -> None:
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
import sys
import azure.functions
import azure_functions_lite as func

FINDERS = [type(finder).__module__ for finder in sys.meta_path]

def test_it():
    is_registered = EXPECTED
    converter = azure.functions.get_binding_registry().get("queueTrigger")
    assert converter.check_input_type_annotation(azure.functions.QueueMessage)
    assert converter.check_input_type_annotation(func.QueueMessage) is is_registered
    assert issubclass(func.QueueMessage, azure.functions.QueueMessage) is is_registered
    assert ("azure_functions_lite.compat._beside" in FINDERS) is is_registered
    assert ("azure_functions_lite.compat" in sys.modules) is is_registered
"""
# A stand-in.
OFFICIAL = Path(__file__).with_name("official")


@pytest.mark.slow
@pytest.mark.parametrize("setting", [None, "false", "true"])
def test_beside_the_official_sdk(pytester: pytest.Pytester, run: Run, setting: str | None) -> None:
    # The tests of a stranger, who has this package installed and its plugin with it.
    pytester.makepyfile(BESIDE.replace("EXPECTED", str(setting == "true")))
    pytester.makeini("[pytest]\n" + (f"azure_functions_beside = {setting}\n" if setting else ""))
    done = run("-m", "pytest", "-p", "no:cacheprovider", str(pytester.path), first=OFFICIAL)
    assert done.returncode == 0, done.stdout


def test_beside_the_official_sdk_in_this_process(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azure_functions_lite.compat._beside._watcher.official", None)
    prepend(OFFICIAL)
    pytester.makepyfile(BESIDE.replace("EXPECTED", "True"))
    pytester.makeini("[pytest]\nazure_functions_beside = true")
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_only_what_is_loaded_here_is_used() -> None:
    # Runs in this process give modules back that they have loaded; what is cached of them would stay.
    assert sys.modules["azure_functions_lite.queue"] is azure_functions_lite.queue
    assert sys.modules["azure_functions_lite.compat"] is compat
