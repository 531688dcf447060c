"""Tests of `vendor`: the module it writes, what importing that does, and what is in its way."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module, reload
from pathlib import Path

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat
from azure_functions_lite.errors import InteropError

from .conftest import Run, Write, prepend

OFFICIAL = "official = True\n"


@pytest.fixture
def target(write: Write) -> Path:
    """A folder of packages with what looks like this one."""
    return write("packages/azure_functions_lite/__init__.py", "") / "packages"


def test_the_file(target: Path) -> None:
    file = compat.vendor(target)
    assert file == target / "azure" / "functions" / "__init__.py"
    text = file.read_text("utf-8")
    assert text.splitlines()[0] == (
        '"""azure.functions, which is azure_functions_lite here. '
        'Written by: python -m azure_functions_lite.compat vendor"""'
    )
    compile(text, str(file), "exec")
    # `azure` stays a namespace, for what other packages put into it.
    assert [path.name for path in target.joinpath("azure").iterdir()] == ["functions"]
    # The one module, and what is for checkers.
    assert [path.name for path in file.parent.rglob("*.py")] == ["__init__.py"]
    assert file.with_name("py.typed").is_file()
    assert file.with_name("queue.pyi").read_text("utf-8").endswith("from azure_functions_lite.queue import *\n")


@pytest.mark.parametrize("kind", [str, Path], ids=["str", "Path"])
def test_twice(target: Path, kind: type[str | Path]) -> None:
    file = compat.vendor(kind(target))
    first = file.read_bytes()
    # As after an import of it.
    file.parent.joinpath("__pycache__").mkdir()
    assert compat.vendor(kind(target)) == file
    assert compat.vendor(kind(target), replace=True) == file
    assert file.read_bytes() == first


def test_beside_other_packages_of_azure(target: Path, write: Write) -> None:
    write("packages/azure/storage/__init__.py", "storage = True")
    compat.vendor(target, replace=True)
    assert target.joinpath("azure/storage/__init__.py").read_text("utf-8") == "storage = True"


def test_a_file_of_an_older_version_is_rewritten(target: Path) -> None:
    file = compat.vendor(target)
    text = file.read_text("utf-8")
    file.write_text(f"# older\n{text}", "utf-8")
    compat.vendor(target)
    assert file.read_text("utf-8") == text


# --- importing it


def test_importing_it(target: Path) -> None:
    compat.vendor(target)
    prepend(target)
    assert import_module("azure.functions") is func
    assert import_module("azure.functions.queue") is func.queue
    assert vars(sys.modules["azure"])["functions"] is func
    assert import_module("azure.functions._abc").Context is func.Context


def test_an_official_sdk_that_is_reloaded(target: Path, write: Write) -> None:
    # A worker has its own one, and reloads it once the packages of the app are to be found.
    write("worker/azure/functions/queue.py", "")
    prepend(write("worker/azure/functions/__init__.py", OFFICIAL) / "worker")
    official = import_module("azure.functions")
    below = import_module("azure.functions.queue")
    assert official.official
    compat.vendor(target)
    prepend(target)
    assert reload(official) is func
    assert import_module("azure.functions") is func
    assert import_module("azure.functions.queue") is func.queue is not below


IMPORTS = """
import azure.functions.queue
import azure.functions as func
from azure.functions._abc import TraceContext
import azure_functions_lite
assert func is azure_functions_lite is azure.functions
assert azure.functions.queue is azure_functions_lite.queue
from azure.storage import name
print(azure_functions_lite.__file__, name)
"""


def test_in_a_separate_process(target: Path, write: Write, run: Run) -> None:
    # The package itself is in the folder: that one is loaded.
    home = Path(func.__file__ or "").parent
    target.joinpath("azure_functions_lite/__init__.py").unlink()
    target.joinpath("azure_functions_lite").rmdir()
    target.joinpath("azure_functions_lite").symlink_to(home, target_is_directory=True)
    write("packages/azure/storage.py", "name = __name__")
    compat.vendor(target)
    done = run("-c", IMPORTS, first=target)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.split() == [str(target / "azure_functions_lite" / "__init__.py"), "azure.storage"]


# --- what is in the way


def test_a_folder_without_this_package(tmp_path: Path) -> None:
    message = (
        f"cannot write azure.functions into {tmp_path}: expected azure_functions_lite to be in it, as after: "
        f'python -m pip install --target "{tmp_path}" azure-functions-lite, got a folder without it'
    )
    for replace in (False, True):
        with pytest.raises(InteropError, match=f"^{re.escape(message)}$"):
            compat.vendor(tmp_path, replace=replace)
    assert list(tmp_path.iterdir()) == []


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(
        InteropError,
        match=r"^cannot write azure\.functions into .+ expected azure_functions_lite to be in it, as after: "
        r'python -m pip install --target ".+" azure-functions-lite, got a folder without it$',
    ):
        compat.vendor(tmp_path / "none")
    assert not tmp_path.joinpath("none").exists()


def test_an_official_sdk(target: Path, write: Write) -> None:
    write("packages/azure/functions/__init__.py", OFFICIAL)
    write("packages/azure/functions/queue.py", OFFICIAL)
    home = target / "azure" / "functions"
    message = (
        f"cannot write azure.functions into {target}: expected no {home}, or to be told to replace it "
        "(replace=True, --replace), got one that is something else"
    )
    with pytest.raises(InteropError, match=f"^{re.escape(message)}$"):
        compat.vendor(target)
    assert {path.name: path.read_text("utf-8") for path in home.iterdir()} == {
        "__init__.py": OFFICIAL,
        "queue.py": OFFICIAL,
    }
    file = compat.vendor(target, replace=True)
    assert list(home.rglob("*.py")) == [file]
    assert "azure_functions_lite" in file.read_text("utf-8")


def test_an_official_sdk_that_is_not_utf_8(target: Path, write: Write) -> None:
    write("packages/azure/functions/__init__.py", "").joinpath("packages/azure/functions/__init__.py").write_bytes(
        b"\xff"
    )
    with pytest.raises(
        InteropError,
        match=r"^cannot write azure\.functions into .+ expected no .+, or to be told to replace it \(replace=True, "
        r"--replace\), got one that is something else$",
    ):
        compat.vendor(target)


def test_a_folder_without_init(target: Path, write: Write) -> None:
    write("packages/azure/functions/queue.py", OFFICIAL)
    with pytest.raises(
        InteropError,
        match=r"^cannot write azure\.functions into .+ expected no .+, or to be told to replace it \(replace=True, "
        r"--replace\), got one that is something else$",
    ):
        compat.vendor(target)
    file = compat.vendor(target, replace=True)
    assert list(file.parent.rglob("*.py")) == [file]


def test_a_file_where_the_folder_is_to_be(target: Path, write: Write) -> None:
    write("packages/azure/functions", "")
    with pytest.raises(
        InteropError,
        match=r"^cannot write azure\.functions into .+ expected no .+, or to be told to replace it \(replace=True, "
        r"--replace\), got one that is something else$",
    ):
        compat.vendor(target)
    with pytest.raises(OSError, match=re.escape(os.sep)):
        compat.vendor(target, replace=True)
    assert target.joinpath("azure/functions").is_file()


def test_azure_is_a_file(target: Path, write: Write) -> None:
    write("packages/azure", "")
    with pytest.raises(OSError, match="azure"):
        compat.vendor(target)
