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


def limits(path: Path, checker: str) -> set[int]:
    """Return the lines that are marked as right, but reported by a checker: ``# limit(ty, pyrefly): why``."""
    found = (re.search(r"# limit\(([\w, ]+)\): ", line) for line in path.read_text().splitlines())
    return {number for number, match in enumerate(found, 1) if match and checker in match[1].split(", ")}


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, cwd=HERE.parents[1])
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def mypy(path: Path) -> dict[int, str]:
    report = run("mypy", "--no-error-summary", str(path))
    found = (re.match(r"[^:]+:(\d+): error: (.*)", line) for line in report.splitlines())
    return {int(match[1]): match[2] for match in found if match}


def pyright(path: Path, name: str = "pyright") -> dict[int, str]:
    # In a project of its own: that of the repository leaves the wrong files out.
    with TemporaryDirectory() as project:
        Path(project, "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
        Path(project, path.name).write_text(path.read_text())
        report = json.loads(run(name, "--outputjson", "--pythonpath", sys.executable, "--project", project))
    return {
        found["range"]["start"]["line"] + 1: found["message"]
        for found in report["generalDiagnostics"]
        # A bare expression draws a second remark that says nothing about our types.
        if found.get("rule") != "reportUnusedExpression"
    }


def basedpyright(path: Path) -> dict[int, str]:
    """Run basedpyright, whose own rules say nothing about our types, as pyright's strict mode."""
    return pyright(path, "basedpyright")


def ty(path: Path) -> dict[int, str]:
    # Where the package is that the others find by the interpreter.
    report = program("ty", "check", "--python", sys.prefix, "--output-format", "concise", str(path))
    return found_in(report, r"[^:]+:(\d+):\d+: error\[[\w-]+\] (.*)")


def pyrefly(path: Path) -> dict[int, str]:
    with TemporaryDirectory() as project:
        # In a project of its own: it would take the settings of mypy otherwise.
        Path(project, "pyrefly.toml").write_text(f'python-interpreter-path = "{sys.executable}"\n')
        Path(project, path.name).write_text(path.read_text())
        report = program("pyrefly", "check", "--output-format", "min-text", cwd=Path(project))
    return found_in(report, r" *ERROR [^:]+:(\d+):[\d:-]+ (.*)")


def program(*command: str, cwd: Path = HERE) -> str:
    done = subprocess.run(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]], capture_output=True, text=True, cwd=cwd
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def found_in(report: str, pattern: str) -> dict[int, str]:
    return {int(match[1]): match[2] for line in report.splitlines() if (match := re.match(pattern, line))}


CHECKERS = [mypy, pyright, basedpyright, ty, pyrefly]


@pytest.mark.parametrize("checker", CHECKERS, ids=[each.__name__ for each in CHECKERS])
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_checker_reports_exactly_the_marked_lines(path: Path, checker: Callable[[Path], dict[int, str]]) -> None:
    reported = checker(path)

    assert reported.keys() == marked(path) | limits(path, checker.__name__), reported
