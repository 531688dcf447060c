"""The checkers on the files beside this one: right_*.py is right, and wrong_*.py wrong in exactly the marked lines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("right_*.py")) + sorted(HERE.glob("wrong_*.py"))


def marked(path: Path) -> set[int]:
    return {number for number, line in enumerate(path.read_text().splitlines(), 1) if line.endswith("  # error")}


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, cwd=HERE.parents[1])
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def mypy(path: Path) -> dict[int, str]:
    report = run("mypy", "--no-error-summary", str(path))
    found = (re.match(r"[^:]+:(\d+): error: (.*)", line) for line in report.splitlines())
    return {int(match[1]): match[2] for match in found if match}


def pyright(path: Path) -> dict[int, str]:
    # In a project of its own: that of the repository leaves the wrong files out.
    with TemporaryDirectory() as project:
        Path(project, "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
        Path(project, path.name).write_text(path.read_text())
        report = json.loads(run("pyright", "--outputjson", "--pythonpath", sys.executable, "--project", project))
    return {
        found["range"]["start"]["line"] + 1: found["message"]
        for found in report["generalDiagnostics"]
        # A bare expression draws a second remark that says nothing about our types.
        if found.get("rule") != "reportUnusedExpression"
    }


@pytest.mark.parametrize("checker", [mypy, pyright], ids=["mypy", "pyright"])
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_checker_reports_exactly_the_marked_lines(path: Path, checker: Callable[[Path], dict[int, str]]) -> None:
    reported = checker(path)

    assert reported.keys() == marked(path), reported
