"""``azure.functions`` as this package with each checker, by the settings that docs/typing.md names."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import dateutil
import pytest
import typing_extensions

import azure_functions_lite as func
from azure_functions_lite import compat

SETTINGS = {
    "mypy": """
[tool.mypy]
mypy_path = "typings"
strict = true
""",
    "pyright": """
[tool.pyright]
stubPath = "typings"
typeCheckingMode = "strict"
""",
    "basedpyright": """
[tool.basedpyright]
stubPath = "typings"
typeCheckingMode = "strict"
reportMissingModuleSource = false
""",
    "ty": f"""
[tool.ty.environment]
extra-paths = ["typings"]
python = "{sys.prefix}"
""",
    "pyrefly": f"""
[tool.pyrefly]
search-path = ["typings", "."]
python-interpreter-path = "{sys.executable}"
""",
}

CODE = """\
import azure.durable_functions  # type: ignore[import-untyped]
import azure.functions as func
from azure.functions._abc import TraceContext
from azure.functions.decorators.core import DataType
from typing_extensions import assert_type

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage", data_type=DataType.STRING)
def work(msg: func.QueueMessage) -> str:
    assert_type(msg.dequeue_count, "int | None")
    return TraceContext().trace_parent


assert_type(work(func.QueueMessage()), str)
assert_type(func.__version__, str)
func.meta.Datum("a", "string")
func.decorators.queue.QueueTrigger("a", "b", "c")
func.QueueMessage(dequeue_counts=1)
app.queue_trigger(arg_name="msg", queue="orders")
print(azure.durable_functions)
"""
WRONG = {20, 21}

COMMANDS = {
    "mypy": ["mypy", "--python-executable", sys.executable, "app.py"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "basedpyright": ["basedpyright", "--level", "error", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--output-format", "concise"],
    "pyrefly": ["pyrefly", "check", "--output-format", "min-text"],
}


@pytest.mark.parametrize("checker", COMMANDS)
def test_a_checker_takes_the_stubs(checker: str, tmp_path: Path) -> None:
    compat.stubs(tmp_path / "typings")

    assert wrong_lines(checker, tmp_path, SETTINGS[checker], CODE, sys.prefix) == WRONG


@pytest.fixture(scope="module")
def vendored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment without the official SDK, in whose packages this one stands in for it."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
    for needed in (Path(func.__file__).parent, Path(typing_extensions.__file__), Path(dateutil.__file__).parent):
        packages.joinpath(needed.name).symlink_to(needed)
    compat.vendor(packages)
    return environment


@pytest.mark.parametrize("checker", COMMANDS)
def test_a_checker_takes_what_is_vendored(checker: str, vendored: Path, tmp_path: Path) -> None:
    settings = re.sub(r".*typings.*\n", "", SETTINGS[checker]).replace(sys.prefix, str(vendored))
    code = re.sub(r".*durable.*", "", CODE)

    assert wrong_lines(checker, tmp_path, settings, code, str(vendored)) == WRONG


def wrong_lines(checker: str, project: Path, settings: str, code: str, environment: str) -> set[int]:
    """Return the lines that a checker reports."""
    project.joinpath("pyproject.toml").write_text(settings)
    project.joinpath("app.py").write_text(code)
    program, *arguments = (each.replace(sys.prefix, environment) for each in COMMANDS[checker])

    done = subprocess.run(
        [str(Path(sys.executable).with_name(program)), *arguments], capture_output=True, text=True, cwd=project
    )

    errors = [line for line in done.stdout.splitlines() if re.search(r"\berror\b", line, re.IGNORECASE)]
    lines = {int(found[1]) for line in errors if (found := re.search(r"app\.py:(\d+)", line))}
    assert lines, done.stdout + done.stderr
    return lines
