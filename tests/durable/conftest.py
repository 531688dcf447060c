"""Which `azure.functions` the tests run with, and what the host sends and answers."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import pytest

URL = "http://localhost:7071/runtime/webhooks/durabletask"


def is_alias(config: pytest.Config) -> bool:
    """Whether `azure.functions` must be `azure_functions_lite`; it must be the official SDK otherwise."""
    return config.pluginmanager.has_plugin("azure_functions_lite.testing.alias")


def installed(distribution: str) -> str | None:
    """The version of a distribution that is installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def pytest_report_header(config: pytest.Config) -> str:
    package = "azure_functions_lite" if is_alias(config) else f"the official SDK, {installed('azure-functions')}"
    return f"azure.functions: {package}; azure-functions-durable {installed('azure-functions-durable')}"


@pytest.fixture
def alias(pytestconfig: pytest.Config) -> bool:
    """Whether `azure.functions` is `azure_functions_lite` in this run."""
    return is_alias(pytestconfig)


@pytest.fixture
def only_with_alias(alias: bool) -> None:
    """Skip what runs an app with the toolkit, which an app of the official SDK is not for."""
    if not alias:
        pytest.skip("needs azure_functions_lite instead of azure.functions")


@pytest.fixture(autouse=True)
def without_hints(alias: bool) -> None:
    """Let the official SDK hint once that values are read without an expected type; ours has no such hints."""
    if not alias:
        warnings.filterwarnings("ignore", "azure.functions (df_loads|Durable JSON codec)", DeprecationWarning)


@pytest.fixture
def client_binding() -> str:
    """What the host sends for a binding of type ``durableClient``."""
    query = "taskHub=Hub&connection=Storage&code=secret"
    instance = f"{URL}/instances/INSTANCEID"
    return json.dumps(
        {
            "taskHubName": "Hub",
            "creationUrls": {
                "createNewInstancePostUri": f"{URL}/orchestrators/{{functionName}}[/{{instanceId}}]?code=secret",
            },
            "managementUrls": {
                "id": "INSTANCEID",
                "statusQueryGetUri": f"{instance}?{query}",
                "sendEventPostUri": f"{instance}/raiseEvent/{{eventName}}?{query}",
                "terminatePostUri": f"{instance}/terminate?reason={{text}}&{query}",
                "purgeHistoryDeleteUri": f"{instance}?{query}",
            },
            "rpcBaseUrl": "http://127.0.0.1:17071/durabletask/",
        }
    )


class Host:
    """The host's end of the client's HTTP calls: it notes each call, and gives the answers it was told, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, object]] = []
        self.answers: list[tuple[int, object]] = []
        self.invocation_ids: list[object] = []

    def answer(self, status: int, body: object = None) -> None:
        self.answers.append((status, body))

    async def post(
        self,
        url: str,
        data: object = None,
        trace_parent: str | None = None,
        trace_state: str | None = None,
        function_invocation_id: str | None = None,
    ) -> list[object]:
        self.invocation_ids.append(function_invocation_id)
        return self._note("POST", url, data)

    async def get(self, url: str, function_invocation_id: str | None = None) -> list[object]:
        return self._note("GET", url, None)

    async def delete(self, url: str, function_invocation_id: str | None = None) -> list[object]:
        return self._note("DELETE", url, None)

    def _note(self, method: str, url: str, data: object) -> list[object]:
        self.calls.append((method, url.removeprefix("http://127.0.0.1:17071/durabletask/"), data))
        return [*self.answers.pop(0)]


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    """Stands in for the functions that make the client's HTTP calls."""
    host = Host()
    module = import_module("azure.durable_functions.models.DurableOrchestrationClient")
    for name, method in (("post", host.post), ("get", host.get), ("delete", host.delete)):
        monkeypatch.setattr(module, f"{name}_async_request", method)
    return host
