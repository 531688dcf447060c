"""A pytest plugin, which pytest finds if this package is installed: fixtures, and settings for two ways of interop.

Each run of pytest loads it, so it does nothing until a test uses a fixture or a setting is made.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from azure_functions_lite.context import Context
    from azure_functions_lite.testing.apps import App

__all__ = [
    "function_app",
    "function_context",
    "open_function_app",
    "pytest_addoption",
    "pytest_load_initial_conftests",
    "pytest_runtest_call",
]

_APP, _ALIAS, _BESIDE = "azure_functions_app", "azure_functions_alias", "azure_functions_beside"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings of ``pyproject.toml`` or ``pytest.ini``."""
    parser.addini(_APP, "folder or script of the function app of the fixture function_app", default="")
    parser.addini(_ALIAS, "whether azure.functions is azure_functions_lite in tests", type="bool", default=False)
    parser.addini(_BESIDE, "whether the official SDK takes the classes of azure_functions_lite", "bool", default=False)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Find the modules of the app, and replace the official SDK or register with it, as the settings say."""
    app = str(early_config.getini(_APP))
    if app:
        # As `python -m pytest` does in the folder of an app.
        folder = early_config.rootpath / app
        sys.path.insert(0, str(folder.parent if folder.suffix == ".py" else folder))
    if early_config.getini(_ALIAS):
        from azure_functions_lite.testing import alias

        alias.pytest_load_initial_conftests(early_config)
    if early_config.getini(_BESIDE):
        from azure_functions_lite.compat import register

        register()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Put the app of the fixture in place: another test may have left another one there."""
    app: App | None = getattr(item, "funcargs", {}).get("function_app")
    if app is not None:
        app.activate()


@pytest.fixture(scope="session")
def function_app(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> "Iterator[App]":
    """The function app of the setting ``azure_functions_app``, by default the one in the root directory.

    ``@pytest.mark.parametrize("function_app", ["orders", "billing"], indirect=True)`` runs a test with others.
    """
    given: str | None = getattr(request, "param", None)
    setting = str(pytestconfig.getini(_APP))
    with _open(pytestconfig.rootpath / (given or setting or "."), is_setting=given is None) as app:
        yield app


@pytest.fixture(scope="session")  # pragma: no cover  # runs of pytest in the tests use it
def open_function_app(pytestconfig: pytest.Config) -> "Iterator[Callable[[str], App]]":
    """Return the app in a folder or script, relative to the root directory: for tests of several apps.

    Each is opened once, and closed at the end of the run. The one that was requested last is active.
    """
    apps: dict[Path, App] = {}
    with ExitStack() as stack:

        def open_app(path: str) -> "App":
            place = pytestconfig.rootpath / path
            if place not in apps:
                apps[place] = stack.enter_context(_open(place, is_setting=False))
            apps[place].activate()
            return apps[place]

        yield open_app


def _open(path: Path, *, is_setting: bool) -> "App":
    from azure_functions_lite.errors import AppError
    from azure_functions_lite.testing import load_app

    problem = ""
    try:
        app = load_app(path)
    except AppError as error:  # pragma: no cover  # runs of pytest in the tests
        problem = str(error)
    else:
        # Its settings are in the environment by now.
        script = os.environ.get("PYTHON_SCRIPT_FILE_NAME") or "function_app.py"
        is_app = path.is_file() or (path / script).is_file() or any(path.glob("*/function.json"))
        if is_app:  # pragma: no branch  # as above
            return app
        app.close()  # pragma: no cover  # as above
        place = f"{str(path)!r}, neither {script} nor a folder with a function.json"  # pragma: no cover  # as above
        problem = f"there is no function app in {place}"  # pragma: no cover  # as above
    if is_setting:  # pragma: no cover  # as above
        problem += f"; set {_APP} in the configuration of pytest to the folder or script of the app"
    pytest.fail(problem, pytrace=False)  # pragma: no cover  # as above


@pytest.fixture
def function_context() -> "Context":
    """A context, to pass to a function."""
    from azure_functions_lite.testing import context

    return context()
