"""The files that go to PyPI: both kinds have what they need and nothing else, and each build gives the same bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Where the release finds them.
DIST = ROOT / "dist"


def build(folder: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    shutil.rmtree(DIST, ignore_errors=True)
    return build(DIST)


def package_files() -> set[str]:
    found = (path for path in ROOT.joinpath("azure_functions_lite").rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_each_build_gives_the_same_bytes(built: dict[str, str], tmp_path: Path) -> None:
    assert sorted(Path(name).suffix for name in built) == [".gz", ".whl"]
    assert build(tmp_path) == built


def test_the_wheel_has_the_package_and_no_more(built: dict[str, str]) -> None:
    [name] = [name for name in built if name.endswith(".whl")]
    folder = f"{'-'.join(name.split('-')[:2])}.dist-info"
    with zipfile.ZipFile(DIST / name) as wheel:
        about = {f"{folder}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
        assert {*wheel.namelist()} == package_files() | about
        metadata = BytesParser().parsebytes(wheel.read(f"{folder}/METADATA"))
        assert b"[pytest11]" in wheel.read(f"{folder}/entry_points.txt")
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert needed == ["python-dateutil>=2.8.2", "typing-extensions>=4.1"]
    assert metadata.get_all("Provides-Extra") == ["forms"]


def test_the_source_distribution_can_be_tested(built: dict[str, str]) -> None:
    [name] = [name for name in built if name.endswith(".tar.gz")]
    with tarfile.open(DIST / name) as source:
        names = {member.name.partition("/")[2] for member in source if member.isfile()}
    assert names >= package_files() | {"pyproject.toml", "tox.ini", "tests/conftest.py", "docs/index.md", "LICENSE"}
    assert not [name for name in names if "__pycache__" in name or name.startswith((".tox", ".venv", "dist/"))]
