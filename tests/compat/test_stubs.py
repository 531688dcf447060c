"""Stubs by which checkers take ``azure.functions`` for this package; tests/typing has the checkers themselves."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat
from azure_functions_lite.compat.__main__ import main
from azure_functions_lite.errors import InteropError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return compat.stubs(tmp_path / "typings")


def test_every_public_module_has_a_stub(home: Path) -> None:
    names = {".".join(file.relative_to(home).with_suffix("").parts) for file in home.rglob("*.pyi")}
    assert {"__init__", "queue", "decorators.core", "decorators.__init__", "testing.builders", "_abc", "_http"} <= names
    # Private modules of this package are not those of the official SDK.
    assert not {name for name in names if name.startswith(("_bindings", "_wire", "decorators._f"))}


def test_a_stub_has_the_names_of_its_module(home: Path) -> None:
    compat.install()
    for file in home.rglob("*.pyi"):
        below = [part for part in file.relative_to(home).with_suffix("").parts if part != "__init__"]
        module = import_module(".".join(("azure.functions", *below)))
        said: dict[str, object] = {"__name__": "stub"}
        exec(file.read_text("utf-8"), said)
        names = {name for name in dir(module) if not name.startswith("_")} & {*getattr(module, "__all__", ())}
        if file.stem == "__init__":
            names |= {each.stem for each in file.parent.glob("[!_]*.pyi")}
            names |= {each.parent.name for each in file.parent.glob("*/__init__.pyi")}
        assert {name: getattr(module, name) for name in names} == {name: said.get(name) for name in names}, file


def test_the_stub_of_the_package_has_its_version(home: Path) -> None:
    said: dict[str, object] = {}
    exec(home.joinpath("__init__.pyi").read_text("utf-8").splitlines()[-1], said)
    assert said["__version__"] == func.__version__


def test_a_stub_says_where_it_comes_from(home: Path) -> None:
    first = home.joinpath("_kafka.pyi").read_text("utf-8").splitlines()[0]
    assert first == (
        "# azure.functions, which is azure_functions_lite here. Written by: python -m azure_functions_lite.compat"
    )


def test_azure_stays_open_for_other_packages(home: Path) -> None:
    found: dict[str, object] = {"__name__": "azure", "__path__": [str(home.parent)]}
    exec(home.with_name("__init__.py").read_text("utf-8"), found)
    path = found["__path__"]
    assert isinstance(path, list)
    assert path[0] == str(home.parent)


def test_twice(home: Path) -> None:
    old = home / "gone.pyi"
    old.write_text("")
    assert compat.stubs(home.parent.parent) == home
    assert not old.exists()


@pytest.mark.parametrize("text", [None, "x: int"], ids=["a folder without stubs", "stubs of others"])
def test_what_is_something_else_stays(tmp_path: Path, text: str | None) -> None:
    home = tmp_path / "azure" / "functions"
    home.mkdir(parents=True)
    if text is not None:
        (home / "__init__.pyi").write_text(text)
    with pytest.raises(
        InteropError, match=r"^cannot write stubs into .+ expected no .+, got one that is something else$"
    ):
        compat.stubs(tmp_path)
    assert not (home / "queue.pyi").exists()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["stubs", str(tmp_path)])
    assert capsys.readouterr().out.strip() == str(tmp_path / "azure" / "functions")
    tmp_path.joinpath("azure", "functions", "__init__.pyi").write_text("")
    with pytest.raises(SystemExit) as error:
        main(["stubs", str(tmp_path)])
    assert error.value.code == 1
    assert "cannot write stubs into" in capsys.readouterr().err
