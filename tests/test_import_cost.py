"""Import cost, as a count of modules: what the bare import loads, what each public name loads, and what none may."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import azure_functions_lite as func
from azure_functions_lite.meta import BUILT_IN

# Each costs more than the whole of this package, and is imported inside what needs it.
DEAR = {
    *("asyncio", "dataclasses", "dateutil", "email", "http.client", "http.cookies", "http.server", "inspect"),
    *("logging", "multipart", "socket", "threading", "typing_extensions", "unittest", "urllib.parse", "werkzeug"),
}

# They take requests.
FOR_WEB_FRAMEWORKS = {
    *("AsgiFunctionApp", "AsgiMiddleware", "ExternalHttpFunctionApp", "WsgiFunctionApp", "WsgiMiddleware"),
}

# Without site (-S), which has loaded who knows what by then; so the script is told where packages are.
MEASURE = """
import sys
sys.path += {path!r}
start = set(sys.modules)
import azure_functions_lite
loaded = {{"": sorted(set(sys.modules) - start)}}
for name in azure_functions_lite.__all__:
    # Each as if it were the first; but modules of the standard library count for the name that loads them first.
    for module in [module for module in sys.modules if module.startswith("azure_functions_lite")]:
        del sys.modules[module]
    start = set(sys.modules)
    import azure_functions_lite
    getattr(azure_functions_lite, name)
    loaded[name] = sorted(set(sys.modules) - start)
import json
print(json.dumps(loaded))
"""


def isolated(script: str) -> str:
    """Run Python code without site, user packages and environment variables."""
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", script.format(path=sys.path)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent).stdout


@pytest.fixture(scope="module")
def loaded() -> dict[str, list[str]]:
    """Public name -> the modules it loads; "" is the package itself."""
    modules: dict[str, list[str]] = json.loads(isolated(MEASURE))
    return modules


def own(modules: list[str]) -> set[str]:
    return {name.partition(".")[2] for name in modules if name.startswith("azure_functions_lite.")}


def test_the_bare_import_loads_nothing(loaded: dict[str, list[str]]) -> None:
    assert set(loaded[""]) <= {"azure_functions_lite", "azure_functions_lite._lazy", "__future__"}


@pytest.mark.parametrize("name", func.__all__)
def test_no_name_loads_what_is_dear(loaded: dict[str, list[str]], name: str) -> None:
    dear = [module for module in loaded[name] if DEAR & {module, module.partition(".")[0]}]
    assert dear == []


@pytest.mark.parametrize("name", func.__all__)
def test_a_name_loads_no_other_binding(loaded: dict[str, list[str]], name: str) -> None:
    home = getattr(func, name).__module__.partition(".")[2]
    needed = {"http"} if name in FOR_WEB_FRAMEWORKS else {home}
    assert own(loaded[name]) & {module for module, _ in BUILT_IN.values()} <= needed


@pytest.mark.parametrize("name", func.__all__)
def test_a_name_loads_few_of_our_modules(loaded: dict[str, list[str]], name: str) -> None:
    there = own(loaded["HttpRequest"]) if name in FOR_WEB_FRAMEWORKS else set[str]()
    # The most has a call that is both read as a message and answered: those of MCP.
    assert len(own(loaded[name]) - there) <= 16


def test_every_name_is_measured(loaded: dict[str, list[str]]) -> None:
    assert set(loaded) == {"", *func.__all__}


DECODE = """
import sys
sys.path += {path!r}
from azure_functions_lite.meta import Datum, get_binding_registry
converter = get_binding_registry().get("queueTrigger")
metadata = {{
    "DequeueCount": Datum("1", "json"),
    "InsertionTime": Datum('"2020-01-31T10:00:00+00:00"', "json"),
    "ExpirationTime": Datum("2020-02-07T10:00:00", "string"),
}}
message = converter.decode(Datum("body", "string"), trigger_metadata=metadata)
assert message.insertion_time.day == 31 and message.expiration_time.day == 7
print(*sorted(sys.modules))
"""


def test_a_usual_message_is_decoded_without_what_is_dear() -> None:
    assert DEAR & set(isolated(DECODE).split()) == set()


def test_asking_for_a_converter_loads_its_module_only() -> None:
    script = DECODE.replace("print(", "print(*get_binding_registry()._converters); print(")
    converters, modules = isolated(script).splitlines()
    assert converters.split() == ["queueTrigger"]
    assert own(modules.split()) & {module for module, _ in BUILT_IN.values()} == {"queue"}
