"""``check``: formats, which problems count, several apps, and what is on a terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import azure_functions_lite
from azure_functions_lite.__main__ import main
from azure_functions_lite.testing._command.formats import FORMATS, Report
from azure_functions_lite.testing.apps import App
from azure_functions_lite.testing.problems import RULES, Code, Problem

WriteApp = Callable[..., Path]

BROKEN = {
    "take/function.json": ["msg queueTrigger sideways"],
    "take/__init__.py": "def main(msg): print(msg)\n",
}
CLEAN = {
    "nightly/function.json": [{"name": "timer", "type": "timerTrigger", "direction": "in", "schedule": "0 0 3 * * *"}],
    "nightly/__init__.py": "def main(timer): print(timer)\n",
}
WARNING: Code = next(code for code, rule in RULES.items() if rule.is_warning)


@pytest.fixture(autouse=True)
def no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def broken(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_app(BROKEN, "broken")
    monkeypatch.chdir(root)
    return root


def find(monkeypatch: pytest.MonkeyPatch, *problems: Problem) -> None:
    """Have every app be found to have these problems."""

    def check(app: App) -> list[Problem]:
        return [*problems]

    monkeypatch.setattr(App, "check", check)


def codes(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [problem["code"] for problem in json.loads(capsys.readouterr().out)]


# --- time


def test_an_app_that_loops_forever(write_app: WriteApp) -> None:
    looping = write_app({**CLEAN, "nightly/__init__.py": "def loop():\n    while True: pass\nloop()\n"})
    command = [sys.executable, "-m", "azure_functions_lite", "check", str(looping), "--timeout", "0.5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Timeout (0:00:00.500000)!\n")
    assert '__init__.py", line 2 in loop\n' in done.stderr


def test_an_app_in_time(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def begin(seconds: float, **options: object) -> None:
        calls.append((seconds, options))

    monkeypatch.setattr("faulthandler.dump_traceback_later", begin)
    monkeypatch.setattr("faulthandler.cancel_dump_traceback_later", lambda: calls.append("cancel"))
    assert main(["check"]) == 1
    assert calls == []
    assert main(["check", ".", str(broken), "--timeout", "60"]) == 1
    assert calls == [(60, {"exit": True, "file": 2}), "cancel"] * 2


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "86401", "soon"])
def test_a_time_that_is_none(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--timeout", seconds])
    expected = f"argument --timeout: expected seconds, at most a day of them, got {seconds}\n"
    assert capsys.readouterr().err.endswith(expected)


# --- apps


def test_the_current_folder_is_the_default(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    *_, closing = capsys.readouterr().out.splitlines()
    assert closing.startswith("1 function, ")


def test_several_apps(broken: Path, write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    clean = write_app(CLEAN, "clean")
    assert main(["check", str(clean), str(clean)]) == 0
    assert capsys.readouterr().out.startswith("2 functions, no problems")
    assert main(["check", str(clean), str(broken), "--select", "direction"]) == 1
    line, closing = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{broken}/take/function.json:")
    assert closing == "2 functions, 1 problem"


def test_functions_that_cannot_be_counted(write_app: WriteApp, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_app({"function_app.py": "raise LookupError('no tea')\n"})
    assert main(["check", str(root)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 problem"


# --- which problems count


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--select", "direction"], 1),
        (["--select", "bindings"], 1),
        (["--select", "retry,direction"], 1),
        (["--select", "retry", "--select", "direction"], 1),
        (["--select", "retry"], 0),
        (["--select", "bindings", "--ignore", "direction"], 0),
        (["--ignore", "files,names,routes,code,bindings,parameters,returns"], 0),
    ],
)
def test_select_and_ignore(options: list[str], status: int, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *options, "--format", "json"]) == status
    assert ("direction" in codes(capsys)) == bool(status)


@pytest.mark.parametrize(
    ("configuration", "options", "status"),
    [
        ('select = ["direction"]', [], 1),
        ('select = ["retry"]', [], 0),
        ('select = "bindings"\nignore = ["direction"]', [], 0),
        # The command line goes before the file, word by word.
        ('select = ["retry"]', ["--select", "direction"], 1),
        ('select = ["direction"]', ["--ignore", "bindings"], 0),
    ],
)
@pytest.mark.parametrize("place", [".", ".."])
def test_pyproject(configuration: str, options: list[str], status: int, place: str, broken: Path) -> None:
    text = f"[tool.azure-functions-lite]\n{configuration}\n"
    (broken / place / "pyproject.toml").write_text(text, "utf-8")
    assert main(["check", *options]) == status


def test_a_pyproject_without_the_table(broken: Path) -> None:
    (broken / "pyproject.toml").write_text("[tool.ruff]\n", "utf-8")
    assert main(["check", "--select", "direction"]) == 1


UNKNOWN = "expected codes or families of problems, got 'direktion'; did you mean 'direction'?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select = ['direktion']", f"cannot use select in FILE: {UNKNOWN}"),
        ("ignore = ['direktion']", f"cannot use ignore in FILE: {UNKNOWN}"),
        (
            "selct = []",
            "cannot use FILE: expected keys among select, ignore, strict, got 'selct'; did you mean 'select'?",
        ),
        ("select = [5]", "cannot use select in FILE: expected a list of codes, got int"),
        ("strict = 'no'", "cannot use strict in FILE: expected true or false, got str of length 2"),
        ("select = ", "cannot read FILE: expected TOML, got Invalid value (at line 2, column 10)"),
    ],
)
@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 does not read TOML")
def test_a_pyproject_that_cannot_be_used(
    text: str, message: str, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = broken / "pyproject.toml"
    file.write_text(f"[tool.azure-functions-lite]\n{text}\n", "utf-8")
    assert main(["check"]) == 2
    assert capsys.readouterr().err.replace(str(file), "FILE") == f"azure-functions-lite: {message}\n"


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_option_that_cannot_be_used(option: str, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", option, "retry, direktion"]) == 2
    assert capsys.readouterr().err == f"azure-functions-lite: cannot use {option}: {UNKNOWN}\n"


def test_the_table_is_none(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = broken / "pyproject.toml"
    file.write_text("# [tool.azure-functions-lite]\n[tool]\nazure-functions-lite = 5\n", "utf-8")
    assert main(["check"]) == 2
    where = "azure-functions-lite: cannot read [tool.azure-functions-lite]"
    assert capsys.readouterr().err == f"{where} in {file}: expected a table, got int\n"


@pytest.mark.parametrize("has_tomli", [False, True])
def test_python_3_10(
    has_tomli: bool, broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tomllib = pytest.importorskip("tomllib")
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    monkeypatch.setitem(sys.modules, "tomli", tomllib if has_tomli else None)
    (broken / "pyproject.toml").write_text("[tool.azure-functions-lite]\nignore = ['direction']\n", "utf-8")
    assert main(["check", "--select", "direction"]) == (0 if has_tomli else 2)
    assert ("expected Python 3.11, or the package tomli, got neither" in capsys.readouterr().err) != has_tomli


@pytest.mark.parametrize(
    ("comment", "is_silent"),
    [
        ("// azure-functions-lite: ignore[direction]", True),
        ("/* azure-functions-lite: ignore[retry, direction] */", True),
        ("// azure-functions-lite: ignore", True),
        ("// azure-functions-lite: ignore[retry]", False),
        ("// ignore[direction]", False),
    ],
)
def test_comments_in_the_first_line(comment: str, is_silent: bool, broken: Path) -> None:
    file = broken / "take/function.json"
    rows = json.dumps(json.loads(file.read_text("utf-8"))["bindings"])
    file.write_text(f'{{"bindings": {rows}}} {comment}\n', "utf-8")
    assert main(["check", "--select", "direction"]) == (0 if is_silent else 1)


@pytest.mark.parametrize(
    ("script", "is_silent"),
    [
        ("x = 1\ny = 2  # azure-functions-lite: ignore[import-error]\n", True),
        ("# azure-functions-lite: ignore[import-error]\ny = 2\n", True),
        ("x = 1  # azure-functions-lite: ignore[import-error]\ny = 2\n", False),
        ("x = 1\ny = 2\n# azure-functions-lite: ignore[import-error]\n", False),
    ],
)
def test_comments_at_a_line(
    script: str, is_silent: bool, tmp_path: Path, write_app: WriteApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_app({**CLEAN, "nightly/__init__.py": script})
    problem = Problem(str(root / "nightly/__init__.py"), "nightly", None, "import-error", "no tea", line=2)
    find(monkeypatch, problem)
    assert main(["check", str(root)]) == (0 if is_silent else 1)


def test_several_problems_in_a_file(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_app({**CLEAN, "nightly/__init__.py": "x = 1  # azure-functions-lite: ignore[no-app,retry]\n"})
    codes: list[Code] = ["no-app", "retry"]
    problems = [Problem(str(root / "nightly/__init__.py"), None, None, code, "x", 1) for code in codes]
    find(monkeypatch, *problems)
    assert main(["check", str(root)]) == 0


def test_a_file_that_is_not_there_has_no_comments(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("nowhere.py", None, None, "no-app", "none")
    find(monkeypatch, problem)
    assert main(["check", str(write_app(CLEAN))]) == 1


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_warnings(
    options: list[str],
    status: int,
    write_app: WriteApp,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    problem = Problem("function_app.py", "take", None, WARNING, "perhaps", 3, 7)
    find(monkeypatch, problem)
    assert main(["check", str(write_app(CLEAN)), *options]) == status
    line, closing = capsys.readouterr().out.splitlines()
    level = "" if status else " warning:"
    assert line == f"function_app.py:3:7:{level} take: perhaps [{WARNING}]"
    assert closing == ("1 function, 1 problem" if status else "1 function, no problems, 1 warning")


# --- formats

PROBLEMS = [
    Problem("b%,:.py", "take", "msg", "direction", "50%\r\nof it", 3, 7),
    Problem("å b.py", None, None, "no-app", "none \x00", 3),
]
WARNINGS = [Problem("a.py", None, None, WARNING, "perhaps")]


def written(
    name: str, *, problems: list[Problem] = PROBLEMS, warnings: list[Problem] = WARNINGS, **changes: Any
) -> str:
    report = Report(problems, warnings, 8, ("shop",), is_quiet=False, has_colours=False)
    return "\n".join(FORMATS[name](report._replace(**changes)))


def test_text_in_colour() -> None:
    first, second, *_, closing = written("text", has_colours=True).splitlines()
    assert first == f"\x1b[1ma.py\x1b[0m: warning: perhaps \x1b[33m[{WARNING}]\x1b[0m"
    assert second == "\x1b[1mb%,:.py:3:7\x1b[0m: take: msg: 50%"
    assert closing == "\x1b[31m8 functions, 2 problems, 1 warning\x1b[0m"
    assert written("text", has_colours=True, problems=[], warnings=[]) == "\x1b[32m8 functions, no problems\x1b[0m"
    assert written("text", has_colours=True, problems=[]).endswith("\x1b[33m8 functions, no problems, 1 warning\x1b[0m")


def test_json() -> None:
    keys = ("file", "line", "column", "function", "binding", "code", "severity", "level", "message")
    severity = RULES[WARNING].severity
    assert [tuple(problem.items()) for problem in json.loads(written("json"))] == [
        tuple(zip(keys, values, strict=True))
        for values in [
            ("a.py", None, None, None, None, WARNING, severity, "warning", "perhaps"),
            ("b%,:.py", 3, 7, "take", "msg", "direction", "function", "error", "50%\r\nof it"),
            ("å b.py", 3, None, None, None, "no-app", "function", "error", "none \x00"),
        ]
    ]


def test_github() -> None:
    assert written("github").splitlines() == [
        f"::warning file=a.py,title={WARNING}::perhaps",
        "::error file=b%25%2C%3A.py,line=3,col=7,title=direction::take: msg: 50%25%0D%0Aof it",
        "::error file=å b.py,line=3,title=no-app::none \x00",
    ]


def test_files_for_ci_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    files = [str(tmp_path / "work/app/a.py"), str(tmp_path / "b.py")]
    problems = [Problem(file, None, None, "no-app", "none") for file in files]
    lines = written("github", problems=problems, warnings=[]).splitlines()
    assert lines == [f"::error file={tmp_path}/b.py,title=no-app::none", "::error file=app/a.py,title=no-app::none"]


def test_sarif() -> None:
    log = json.loads(written("sarif"))
    assert (log["$schema"], log["version"]) == ("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0")
    [run] = log["runs"]
    codes: list[Code] = ["direction", "no-app", WARNING]
    rules = [
        {
            "id": code,
            "shortDescription": {"text": RULES[code].summary},
            "defaultConfiguration": {"level": "warning" if code == WARNING else "error"},
            "properties": {"family": RULES[code].family},
        }
        for code in sorted(codes, key=[*RULES].index)
    ]
    driver = {"name": "azure-functions-lite", "version": azure_functions_lite.__version__, "rules": rules}
    assert (run["tool"], run["columnKind"]) == ({"driver": driver}, "unicodeCodePoints")
    results = [
        (WARNING, "warning", "perhaps", {"artifactLocation": {"uri": "a.py"}}, RULES[WARNING].severity),
        (
            *("direction", "error", "take: msg: 50%\r\nof it"),
            {"artifactLocation": {"uri": "b%25%2C%3A.py"}, "region": {"startLine": 3, "startColumn": 7}},
            "function",
        ),
        (
            *("no-app", "error", "none \x00"),
            {"artifactLocation": {"uri": "%C3%A5%20b.py"}, "region": {"startLine": 3}},
            "function",
        ),
    ]
    assert run["results"] == [
        {
            "ruleId": code,
            "ruleIndex": [rule["id"] for rule in rules].index(code),
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": place}],
            "properties": {"severity": severity},
        }
        for code, level, text, place, severity in results
    ]


def test_junit() -> None:
    assert (
        written("junit")
        == f"""\
<testsuites>
  <testsuite name="azure-functions-lite" tests="3" failures="2" errors="0">
    <testcase classname="a.py" name="{WARNING}">
      <system-out>a.py: perhaps [{WARNING}]</system-out>
    </testcase>
    <testcase classname="b%,:.py" name="direction">
      <failure type="direction" message="50%&#13;&#10;of it">b%,:.py:3:7: take: msg: 50%\r
of it [direction]</failure>
    </testcase>
    <testcase classname="å b.py" name="no-app">
      <failure type="no-app" message="none �">å b.py:3: none � [no-app]</failure>
    </testcase>
  </testsuite>
</testsuites>"""
    )


def test_junit_of_a_clean_app() -> None:
    suite = ElementTree.fromstring(written("junit", problems=[], warnings=[]))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert [(case.get("classname"), case.get("name")) for case in suite] == [("shop", "check")]


# --- terminals


class Terminal:
    """Standard error, or what stands for it."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def writelines(self, lines: list[str]) -> None:
        self.text += "".join(lines)

    def flush(self) -> None: ...


def test_progress_is_for_terminals(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["check", ".", "."]) == 1
    clear = "\r\x1b[K"
    assert terminal.text == f"{clear}checking . (1 of 2){clear}checking . (2 of 2){clear}"
    assert main(["check", "-q"]) == 1
    assert terminal.text.endswith(f"(2 of 2){clear}")


@pytest.mark.parametrize(
    ("variables", "has_colours"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
    ids=["none", "forced", "not wanted"],
)
def test_colours(
    variables: dict[str, str],
    has_colours: bool,
    broken: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "__stdout__", None)
    assert main(["check"]) == 1
    assert ("\x1b[" in capsys.readouterr().out) == has_colours


class Closed:
    """Standard output that nobody reads."""

    encoding = None

    def __init__(self, file: Path) -> None:
        self._file = file.open("w")
        self.fileno = self._file.fileno
        self.flush = self._file.flush

    def writelines(self, lines: Iterable[str]) -> None:
        self._file.write("".join(lines))
        self._file.flush()
        raise BrokenPipeError

    def close(self) -> None:
        self._file.write("the rest")
        self._file.close()


def test_nobody_reads(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = broken / "out.txt"
    closed = Closed(file)
    monkeypatch.setattr(sys, "stdout", closed)
    assert main(["check", "--format", "github"]) == 1
    closed.close()
    # What Python writes at its end goes nowhere.
    assert file.read_text("utf-8").startswith("::error file=take/function.json")
    assert "the rest" not in file.read_text("utf-8")


def test_a_reader_that_stops_reading(broken: Path) -> None:
    command = [sys.executable, "-m", "azure_functions_lite", "check", "--format", "sarif"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
