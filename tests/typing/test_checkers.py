"""The checkers on the files beside this one: right_*.py is right, and wrong_*.py wrong in exactly the marked lines."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("right_*.py")) + sorted(HERE.glob("wrong_*.py"))

Found = dict[str, dict[int, str]]
"""File -> line -> what a checker reports there."""


def marked(path: Path) -> set[int]:
    return {number for number, line in enumerate(path.read_text().splitlines(), 1) if line.endswith("  # error")}


def limits(path: Path, checker: str) -> set[int]:
    """Return the lines that are marked as right, but reported by a checker: ``# limit(ty, pyrefly): why``."""
    found = (re.search(r"# limit\(([\w, ]+)\): ", line) for line in path.read_text().splitlines())
    return {number for number, match in enumerate(found, 1) if match and checker in match[1].split(", ")}


def run(*command: str, cwd: Path) -> str:
    program = str(Path(sys.executable).with_name(command[0]))
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, cwd=cwd)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def found_in(report: str, pattern: str) -> Found:
    found: Found = {}
    for match in re.finditer(pattern, report, re.MULTILINE):
        found.setdefault(Path(match[1]).name, {})[int(match[2])] = match[3]
    return found


def mypy(_: Path) -> Found:
    # By the settings and with the cache of this project.
    report = run("mypy", "--no-error-summary", *map(str, FILES), cwd=HERE.parents[1])
    return found_in(report, r"^([^:]+):(\d+): error: (.*)")


def pyright(project: Path, name: str = "pyright") -> Found:
    project.joinpath("pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    report = json.loads(run(name, "--outputjson", "--pythonpath", sys.executable, cwd=project))
    found: Found = {}
    for each in report["generalDiagnostics"]:
        # A bare expression draws a second remark that says nothing about our types.
        if each.get("rule") != "reportUnusedExpression":
            found.setdefault(Path(each["file"]).name, {})[each["range"]["start"]["line"] + 1] = each["message"]
    return found


def basedpyright(project: Path) -> Found:
    """Run basedpyright, whose own rules say nothing about our types, as pyright's strict mode."""
    return pyright(project, "basedpyright")


def ty(project: Path) -> Found:
    # Where the package is that the others find by the interpreter.
    report = run("ty", "check", "--python", sys.prefix, "--output-format", "concise", cwd=project)
    return found_in(report, r"^([^:]+):(\d+):\d+: error\[[\w-]+\] (.*)")


def pyrefly(project: Path) -> Found:
    project.joinpath("pyrefly.toml").write_text(f'python-interpreter-path = "{sys.executable}"\n')
    report = run("pyrefly", "check", "--output-format", "min-text", cwd=project)
    return found_in(report, r"^ *ERROR ([^:]+):(\d+):[\d:-]+ (.*)")


CHECKERS = [mypy, pyright, basedpyright, ty, pyrefly]


@pytest.fixture(scope="module", params=CHECKERS, ids=[each.__name__ for each in CHECKERS])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Found]:
    """A checker and what it reports, in one run over all files."""
    # In a project of their own: the settings of this one leave the wrong files out.
    project = tmp_path_factory.mktemp(request.param.__name__)
    for path in FILES:
        shutil.copy(path, project)
    return request.param.__name__, request.param(project)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_checker_reports_exactly_the_marked_lines(path: Path, checked: tuple[str, Found]) -> None:
    checker, found = checked
    reported = found.get(path.name, {})

    assert reported.keys() == marked(path) | limits(path, checker), reported
