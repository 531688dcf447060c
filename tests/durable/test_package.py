"""Which package this run is about; no other test says."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import distribution
from typing import Any

import pytest

from .conftest import installed


def test_which_package_it_is(alias: bool) -> None:
    package = import_module("azure.functions")
    if alias:
        assert package is import_module("azure_functions_lite")
        assert package.__name__ == "azure_functions_lite"
        assert installed("azure-functions") is None
    else:
        assert package.__name__ == "azure.functions"
        [file] = [
            file for file in distribution("azure-functions").files or () if str(file) == "azure/functions/__init__.py"
        ]
        assert package.__file__ == str(file.locate())


@pytest.mark.parametrize(
    "statement",
    [
        "import azure.functions as found",
        "from azure import functions as found",
        "from azure.functions import FunctionApp as found",
        "from azure.functions.decorators.function_app import FunctionBuilder as found",
        "from azure.functions.decorators.core import Trigger as found",
        "from azure.functions.durable_functions import ActivityTriggerConverter as found",
        "from azure.functions._durable_functions import OrchestrationContext as found",
        "import azure.functions.meta, azure.durable_functions; found = azure.functions.meta",
    ],
)
def test_import_statements(alias: bool, statement: str) -> None:
    names: dict[str, Any] = {}
    exec(statement, names)
    found = names["found"]
    home = getattr(found, "__module__", found.__name__)
    assert home.startswith("azure_functions_lite" if alias else "azure.functions")


def test_durable_functions_uses_it() -> None:
    import_module("azure.durable_functions")
    package = import_module("azure.functions")
    for name in ("orchestrator", "models.DurableOrchestrationClient"):
        assert vars(sys.modules[f"azure.durable_functions.{name}"])["func"] is package
    codec = vars(import_module("azure.durable_functions.models.utils.df_serialization"))
    private = import_module("azure.functions._durable_functions")
    for name in ("df_dumps", "df_loads", "_serialize_custom_object", "_deserialize_custom_object"):
        assert codec[name] is getattr(private, name)
