"""A pytest plugin: with ``-p azure_functions_lite.testing.alias``, tests find this package as `azure.functions`.

It takes effect before any ``conftest.py`` is imported, and ends with the run.
"""

import sys

import pytest

from azure_functions_lite.compat import install, uninstall

__all__ = ["pytest_load_initial_conftests"]


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Replace the official SDK with this package, for the run."""
    if sys.modules.get("azure.functions") is not sys.modules["azure_functions_lite"]:
        install()
        early_config.add_cleanup(uninstall)
