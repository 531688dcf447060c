"""Run an app in the worker: three ways, two runtime packages, one process for a list of messages.

An app is a dict of file names and texts that say ``import azure_functions_lite as func``; a way that wants another line
gets it. A test asks the fixture `run` for what the worker answers::

    def test_a_union(run: Run) -> None:
        app = {"function_app.py": "import azure_functions_lite as func ..."}
        started, found = run("in_place", "decorators", app, [init(), metadata()])
        assert started.error == "FunctionLoadError: cannot load the orders function: ..."

With decorators, `init` imports the script and takes its functions; more than one `init`, each with its own script,
may be in a list, so that many apps need one process only. With function.json, `load` imports a function.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import azure_functions_lite
from azure_functions_lite.compat import vendor

Way = Literal["official", "beside", "in_place"]
"""``official``: the app uses the official SDK. ``beside``: it uses this package, and the worker the official SDK.
``in_place``: the app comes with a folder of packages in which `azure.functions` is this package; both use that."""
WAYS: tuple[Way, ...] = ("official", "beside", "in_place")

Runtime = Literal["function.json", "decorators"]
"""How an app says which bindings its functions have."""
RUNTIMES: dict[Runtime, str] = {"function.json": "azure_functions_runtime_v1", "decorators": "azure_functions_runtime"}

OURS, OFFICIAL = "import azure_functions_lite as func\n", "import azure.functions as func\n"


class Step(NamedTuple):
    """A message to the worker."""

    handler: str
    content: Mapping[str, Any]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What the worker answers to a message."""

    message: dict[str, Any]
    """The message, in the JSON form of protobuf: bytes are base64, and a field with its default is left out."""
    wire: bytes
    """The message as it is sent."""
    stack_trace: str
    """Where the exception was raised that it tells of; it is not in the former two."""

    @property
    def error(self) -> str | None:
        """The exception that the message tells of: class and message. None if there is none."""
        exception: dict[str, str] = self.message["result"].get("exception", {})
        return exception.get("message")


def function_id(name: str) -> str:
    """Return the id of a function: that which the worker gives it where the decorators say what functions there are."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def init(script: str = "function_app.py") -> Step:
    """Start the worker; with decorators, that loads the functions of `script`."""
    content = {"function_app_directory": "app", "capabilities": {"RpcHttpBodyOnly": "true"}}
    return Step("worker_init_request", content, {"PYTHON_SCRIPT_FILE_NAME": script})


def metadata() -> Step:
    """Ask for the functions that the last `init` has loaded."""
    return Step("functions_metadata_request", {"function_app_directory": "app"}, {})


def reload(**settings: str) -> Step:
    """Hand over app settings and load the functions, as for a worker that was started before its app was known."""
    content = {"function_app_directory": "app", "environment_variables": settings}
    return Step("function_environment_reload_request", content, {})


def load(name: str, rows: Sequence[Mapping[str, Any]], script: str, entry_point: str = "") -> Step:
    """Load a function of function.json.

    Args:
        name: Name of the function.
        rows: Its bindings, as they are in function.json.
        script: The file of the app that it is in.
        entry_point: Its name in that file, ``main`` by default.
    """
    content = {
        "name": name,
        "directory": f"app/{name}",
        "script_file": f"app/{script}",
        "entry_point": entry_point,
        "function_id": function_id(name),
        "bindings": {
            row["name"]: {
                "type": row["type"],
                "direction": row["direction"],
                "data_type": row.get("dataType", "undefined"),
            }
            for row in rows
        },
        "raw_bindings": [json.dumps(row) for row in rows],
    }
    return Step("function_load_request", {"function_id": function_id(name), "metadata": content}, {})


def invoke(
    name: str, inputs: Mapping[str, Any], trigger_metadata: Mapping[str, Any] | None = None, **content: Any
) -> Step:
    """Call a function.

    Args:
        name: Name of the function.
        inputs: Its parameters and what is sent for them, each a TypedData in the JSON form: ``{"string": "hey"}``.
        trigger_metadata: What comes along, each a TypedData.
        content: Other fields of the InvocationRequest.
    """
    data = [{"name": name, "data": data} for name, data in inputs.items()]
    content = {"invocation_id": "7", "function_id": function_id(name), "input_data": data, **content}
    return Step("invocation_request", {**content, "trigger_metadata": trigger_metadata or {}}, {})


@dataclass(frozen=True)
class Run:
    """Runs apps in the worker, each in its own process."""

    messages: Path
    """The folder of the messages' module, ``messages_pb2.py``."""
    folder: Path
    """An empty folder, for the apps."""

    def __call__(self, way: Way, runtime: Runtime, app: Mapping[str, str], steps: Sequence[Step]) -> list[Answer]:
        """Send messages to the worker, and return what it answers to each.

        Args:
            way: Which package is what.
            runtime: What says which functions there are.
            app: The files of the app.
            steps: The messages; the first is `init`.
        """
        home = self.folder / uuid.uuid4().hex
        line = OURS if way == "beside" else OFFICIAL
        assert any(OURS in text for text in app.values())
        for name, text in app.items():
            file = home / "app" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace(OURS, line), "utf-8")
        paths = [str(home / "app"), str(self.messages)]
        packages = home / "app/.python_packages/lib/site-packages"
        if way == "in_place":
            packages.mkdir(parents=True)
            ours = Path(azure_functions_lite.__file__).parent
            packages.joinpath(ours.name).symlink_to(ours, target_is_directory=True)
            vendor(packages)
            paths.insert(0, str(packages))
        order = {"runtime": RUNTIMES[runtime], "paths": paths, "steps": [step._asdict() for step in steps]}
        told = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("host.py"))],
            input=json.dumps(order),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            cwd=home,
            # The worker reads `Expires` of a cookie as local time, and its own settings from variables.
            env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON_")} | {"TZ": "UTC"},
        )
        result = json.loads(told.stdout)
        self._check(way, result["modules"], packages)
        return [
            Answer(answer["message"], base64.b64decode(answer["wire"]), answer["stack_trace"])
            for answer in result["answers"]
        ]

    def _check(self, way: Way, modules: Mapping[str, list[str]], packages: Path) -> None:
        """Check that the way was what it says."""
        official = modules["azure.functions"]
        ours = modules.get("azure_functions_lite")
        if way == "in_place":
            assert official == ours == ["azure_functions_lite", str(packages / "azure_functions_lite/__init__.py")]
        else:
            assert official[0] == "azure.functions"
            assert (ours is not None) == (way == "beside")
