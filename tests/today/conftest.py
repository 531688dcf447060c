"""Code as it runs today with `azure.functions`: each test runs on this package and, if asked to, on the official SDK.

Set ``OFFICIAL_SDK=1`` to run the tests on both; the official SDK must be installed then.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import pytest

PACKAGES = ["azure_functions_lite", *(["azure.functions"] if os.environ.get("OFFICIAL_SDK") else [])]


@pytest.fixture(params=PACKAGES)
def func(request: pytest.FixtureRequest) -> Any:
    """The package under test, by the name that apps give it."""
    return import_module(request.param)
