"""Tests of ``python -m azure_functions_lite.compat``: a program under the alias, `vendor`, and mistakes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.compat.__main__ import main

from .conftest import Run, Write

COMMAND = "python -m azure_functions_lite.compat"

# What a program finds, as JSON.
REPORT = """
import json, sys
import azure.functions
print(json.dumps({
    "argv": sys.argv,
    "name": __name__,
    "file": __file__,
    "path": sys.path[0],
    "alias": azure.functions.__name__,
    "main": sys.modules["__main__"].__dict__ is globals(),
}))
"""


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


# --- a program


ARGUMENTS = {
    "none": (),
    "plain": ("tea", "2"),
    "options": ("-v", "--help", "-m", "--replace", "x"),
    "dashes": ("a", "--", "-b"),
    "vendor": ("vendor", ""),
}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The current folder, which comes first after ``-m``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return tmp_path


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_a_script(folder: Path, write: Write, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    write("app/report_script.py", REPORT)
    script = str(folder / "app" / "report_script.py")
    main([script, *arguments])
    assert report(capsys) == {
        "argv": [script, *arguments],
        "name": "__main__",
        "file": script,
        "path": str(folder / "app"),
        "alias": "azure_functions_lite",
        "main": True,
    }


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_a_module(folder: Path, write: Write, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    write("report_module.py", REPORT)
    main(["-m", "report_module", *arguments])
    script = str(folder / "report_module.py")
    assert report(capsys) == {
        "argv": [script, *arguments],
        "name": "__main__",
        "file": script,
        "path": str(folder),
        "alias": "azure_functions_lite",
        "main": True,
    }


def test_a_relative_path(folder: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("app/report_script.py", REPORT)
    main(["app/report_script.py"])
    found = report(capsys)
    assert found["argv"] == ["app/report_script.py"]
    assert found["path"] == str(folder / "app")


def test_a_module_beside_a_script(folder: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("app/beside_the_script.py", "from azure.functions import QueueMessage")
    write("app/script.py", "from beside_the_script import QueueMessage\nprint(QueueMessage.__module__)")
    main([str(folder / "app" / "script.py")])
    assert capsys.readouterr().out == "azure_functions_lite.queue\n"


def test_a_module_of_a_package(folder: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("package_to_run/__init__.py", "")
    write("package_to_run/beside.py", "from azure.functions import QueueMessage")
    write("package_to_run/__main__.py", "from .beside import QueueMessage\nprint(QueueMessage.__module__)")
    main(["-m", "package_to_run", "-q"])
    assert capsys.readouterr().out == "azure_functions_lite.queue\n"


def test_a_link_to_a_script(folder: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("app/report_script.py", REPORT)
    folder.joinpath("link.py").symlink_to(folder / "app" / "report_script.py")
    main(["link.py"])
    found = report(capsys)
    assert (found["argv"], found["path"]) == (["link.py"], str(folder.resolve() / "app"))


@pytest.mark.parametrize(
    "given",
    [{"safe_path": True, "isolated": 0}, {"isolated": 1}],
    ids=["-P", "-I of Python 3.10"],
)
def test_a_script_where_python_leaves_its_folder_out(
    folder: Path,
    write: Write,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, object],
) -> None:
    # The first entry is none that `-m` has put there.
    write("app/report_script.py", REPORT)
    names = [name for name in dir(sys.flags) if not name.startswith("_") and isinstance(getattr(sys.flags, name), int)]
    flags = {name: getattr(sys.flags, name) for name in names if name != "safe_path"}
    monkeypatch.setattr(sys, "flags", SimpleNamespace(**{**flags, **given}))
    main(["app/report_script.py"])
    assert report(capsys)["path"] == str(folder)


def test_a_folder_is_a_program(folder: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("app/__main__.py", REPORT)
    main(["app", "-x"])
    found = report(capsys)
    assert (found["argv"], found["path"], found["name"]) == (["app", "-x"], "app", "__main__")


@pytest.mark.parametrize("status", ["3", "'text'", ""], ids=["number", "text", "none"])
def test_the_exit_code_of_a_program(folder: Path, write: Write, status: str) -> None:
    write("script.py", f"import sys\nsys.exit({status})")
    with pytest.raises(SystemExit) as caught:
        main(["script.py"])
    assert repr(caught.value.code) == (status or "None")


def test_what_a_program_raises(folder: Path, write: Write) -> None:
    write("script.py", "raise LookupError('tea')")
    with pytest.raises(LookupError, match=r"^tea$"):
        main(["script.py"])


def test_as_a_command(folder: Path, write: Write, run: Run) -> None:
    write("app/report_script.py", REPORT)
    done = run("-m", "azure_functions_lite.compat", "app/report_script.py", "-m", "--", "tea")
    assert (done.stderr, done.returncode) == ("", 0)
    found = json.loads(done.stdout)
    assert found["argv"] == ["app/report_script.py", "-m", "--", "tea"]
    assert found["path"] == str(folder / "app")
    assert (found["name"], found["alias"], found["main"]) == ("__main__", "azure_functions_lite", True)


def test_without_a_separate_process(
    folder: Path,
    write: Write,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    run_as_main: Callable[[str], None],
) -> None:
    write("report_script.py", REPORT)
    monkeypatch.setattr(sys, "argv", ["compat", "report_script.py", "-x"])
    run_as_main("azure_functions_lite.compat")
    assert report(capsys)["argv"] == ["report_script.py", "-x"]


# --- vendor


@pytest.fixture
def target(write: Write) -> Path:
    """A folder of packages with what looks like this one."""
    return write("packages/azure_functions_lite/__init__.py", "") / "packages"


def test_vendor(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        main(["vendor", str(target)])
        file = target / "azure" / "functions" / "__init__.py"
        assert capsys.readouterr() == (f"{file}\n", "")
        assert file.is_file()
    assert "azure.functions" not in sys.modules


def test_vendor_takes_its_arguments_from_sys_argv(
    target: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["compat", "vendor", str(target)])
    main()
    assert capsys.readouterr().out == f"{target / 'azure' / 'functions' / '__init__.py'}\n"


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)], ids=["option first", "option last"])
def test_vendor_replaces(target: Path, write: Write, capsys: pytest.CaptureFixture[str], order: slice) -> None:
    write("packages/azure/functions/__init__.py", "official = True")
    main(["vendor", *["--replace", str(target)][order]])
    file = target / "azure" / "functions" / "__init__.py"
    assert capsys.readouterr().out == f"{file}\n"
    assert "azure_functions_lite" in file.read_text("utf-8")


def test_vendor_is_rejected(target: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("packages/azure/functions/__init__.py", "official = True")
    with pytest.raises(SystemExit) as caught:
        main(["vendor", str(target)])
    home = target / "azure" / "functions"
    assert caught.value.code == 1
    message = (
        f"{COMMAND} vendor: cannot write azure.functions into {target}: expected no {home}, or to be told to "
        "replace it (replace=True, --replace), got one that is something else\n"
    )
    assert capsys.readouterr() == ("", message)


def test_vendor_cannot_write(target: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("packages/azure", "a file")
    with pytest.raises(SystemExit) as caught:
        main(["vendor", str(target)])
    assert caught.value.code == 1
    assert re.match(rf"{re.escape(COMMAND)} vendor: \[\w+ \d+\] .*azure", capsys.readouterr().err)


# --- mistakes, and help

MISTAKES: dict[str, tuple[list[str], str]] = {
    "nothing": ([], "the following arguments are required: PROGRAM, ARGUMENT|the following arguments .*: PROGRAM"),
    "no module": (["-m"], "the following arguments are required: PROGRAM"),
    "no such file": (["no_such_script.py", "-x"], r"no such file: no_such_script\.py"),
    "no such option": (["--nope"], "(the following arguments are required|unrecognized arguments)"),
    "no target": (["vendor"], "the following arguments are required: TARGET"),
    "two targets": (["vendor", "one", "two"], "unrecognized arguments: two"),
    "no such option of vendor": (["vendor", "one", "--nope"], "unrecognized arguments: --nope"),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    printed = capsys.readouterr()
    prefix = COMMAND + (" vendor" if arguments[:1] == ["vendor"] else "")
    assert printed.out == ""
    assert printed.err.startswith(f"usage: {prefix} ")
    assert re.search(rf"^{re.escape(prefix)}: error: ({message})", printed.err, re.MULTILINE)
    # Nothing is done before all is right.
    assert "azure.functions" not in sys.modules


def test_no_such_module(folder: Path) -> None:
    with pytest.raises(ImportError, match="no_such_module"):
        main(["-m", "no_such_module"])


HELP = {
    "": [
        "Run a Python program in which azure.functions is azure_functions_lite.",
        *("PROGRAM", "path of a script, or name of a module", "ARGUMENT", "what it finds in sys.argv"),
        *("-m", "PROGRAM is a module", f"{COMMAND} vendor TARGET does the same for an app that is deployed."),
    ],
    "vendor": [
        "Write a module azure.functions that is azure_functions_lite into a folder of packages.",
        *("TARGET", "the folder: .python_packages/lib/site-packages of an app"),
        *("--replace", "remove an official SDK that is in it"),
    ],
    "stubs": [
        "Write stubs by which type checkers take azure.functions for azure_functions_lite.",
        *("TARGET", "a folder in which the checker looks for stubs"),
    ],
}


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", HELP, ids=lambda command: command or "run")
def test_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, option: str) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), option])
    assert caught.value.code == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.startswith(f"usage: {COMMAND} {command}")
    said = re.split(r"\s{2,}|\n", printed.out)
    assert [words for words in HELP[command] if words not in said] == []


def test_the_alias_is_that_of_this_package(folder: Path, write: Write) -> None:
    write("script.py", "import azure.functions")
    main(["script.py"])
    assert sys.modules["azure.functions"] is func
