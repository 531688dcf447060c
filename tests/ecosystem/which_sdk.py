"""A plugin of pytest that writes down, after the last test, what `azure.functions` was."""

import json
import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def pytest_sessionfinish() -> None:
    """Write its name and the version of the official distribution, None for what is not there."""
    try:
        module = import_module("azure.functions").__name__
    except ModuleNotFoundError:
        module = None
    try:
        distribution = version("azure-functions")
    except PackageNotFoundError:
        distribution = None
    found = {"module": module, "distribution": distribution}
    Path(os.environ["WHICH_SDK_FILE"]).write_text(json.dumps(found), "utf-8")
