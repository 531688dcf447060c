"""What the tests of this folder share: the compiled messages, and a way to run apps in the worker."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from .running import Run


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Send messages to the worker."""
    here, messages = Path(__file__).parent, tmp_path_factory.mktemp("messages")
    protoc = import_module("grpc_tools.protoc")
    googles = Path(str(protoc.__file__)).with_name("_proto")
    assert protoc.main(["protoc", f"-I{here}", f"-I{googles}", f"--python_out={messages}", "messages.proto"]) == 0
    return Run(messages, tmp_path_factory.mktemp("apps"))


@pytest.fixture(scope="session")
def app() -> dict[str, str]:
    """The apps, one with function.json and one with decorators: the files of the folder they share."""
    files = Path(__file__).with_name("apps").iterdir()
    return {file.name: file.read_text("utf-8") for file in files if file.suffix in (".py", ".json")}
