"""A plugin of pytest that writes down, after the last test, what `azure.functions` was."""

import json
import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def pytest_sessionfinish() -> None:
    """Write it into the file that the environment names."""
    try:
        distribution = version("azure-functions")
    except PackageNotFoundError:
        distribution = None
    # Under an alias, a module has its own name all the same.
    found = {"module": import_module("azure.functions").__name__, "distribution": distribution}
    Path(os.environ["WHICH_SDK_FILE"]).write_text(json.dumps(found), "utf-8")
