"""The stubs of ``azure.functions`` with each checker, by the settings that docs/typing.md names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from azure_functions_lite import compat

SETTINGS = f"""
[tool.mypy]
mypy_path = "typings"
strict = true
[tool.pyright]
stubPath = "typings"
typeCheckingMode = "strict"
[tool.basedpyright]
stubPath = "typings"
typeCheckingMode = "strict"
reportMissingModuleSource = false
[tool.ty.environment]
python = "{sys.prefix}"
extra-paths = ["typings"]
[tool.pyrefly]
search-path = ["typings", "."]
python-interpreter-path = "{sys.executable}"
"""

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
func.meta.Datum("a", "string")
func.decorators.queue.QueueTrigger("a", "b", "c")
func.QueueMessage(dequeue_counts=1)
app.queue_trigger(arg_name="msg", queue="orders")
print(azure.durable_functions)
"""
WRONG = {19, 20}

COMMANDS = {
    "mypy": ["mypy", "app.py"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "basedpyright": ["basedpyright", "--level", "error", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--output-format", "concise"],
    "pyrefly": ["pyrefly", "check", "--output-format", "min-text"],
}


@pytest.mark.parametrize("checker", COMMANDS)
def test_a_checker_takes_the_alias_for_this_package(checker: str, tmp_path: Path) -> None:
    compat.stubs(tmp_path / "typings")
    tmp_path.joinpath("pyproject.toml").write_text(SETTINGS)
    tmp_path.joinpath("app.py").write_text(CODE)
    program, *arguments = COMMANDS[checker]

    done = subprocess.run(
        [str(Path(sys.executable).with_name(program)), *arguments], capture_output=True, text=True, cwd=tmp_path
    )

    errors = [line for line in done.stdout.splitlines() if re.search(r"\berror\b", line, re.IGNORECASE)]
    lines = {int(found[1]) for line in errors if (found := re.search(r"app\.py:(\d+)", line))}
    assert lines == WRONG, done.stdout + done.stderr
