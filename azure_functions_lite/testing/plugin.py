"""A plugin of pytest, which finds it where this package is installed: fixtures, and two ways of interop as settings.

Each run of pytest loads it, so it does nothing until a test asks for a fixture, or a setting for more.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from azure_functions_lite.context import Context
    from azure_functions_lite.testing.apps import App

__all__ = [
    "function_app",
    "function_context",
    "pytest_addoption",
    "pytest_load_initial_conftests",
]

_APP, _ALIAS, _BESIDE = "azure_functions_app", "azure_functions_alias", "azure_functions_beside"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings of ``pyproject.toml`` or ``pytest.ini``."""
    parser.addini(_APP, "folder or script of the function app of the fixture function_app", default=".")
    parser.addini(_ALIAS, "whether azure.functions is azure_functions_lite in tests", type="bool", default=False)
    parser.addini(_BESIDE, "whether the official SDK takes the classes of azure_functions_lite", "bool", default=False)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Take the place of the official SDK, or register with it, if a setting says so."""
    if early_config.getini(_ALIAS):
        from azure_functions_lite.testing import alias

        alias.pytest_load_initial_conftests(early_config)
    if early_config.getini(_BESIDE):
        from azure_functions_lite.compat import register

        register()


@pytest.fixture(scope="session")
def function_app(pytestconfig: pytest.Config) -> "Iterator[App]":
    """The function app of the setting ``azure_functions_app``, by default the one in the root directory."""
    from azure_functions_lite.testing import load_app

    with load_app(pytestconfig.rootpath / str(pytestconfig.getini(_APP))) as app:
        yield app


@pytest.fixture
def function_context() -> "Context":
    """A context, to pass to a function."""
    from azure_functions_lite.testing import context

    return context()
