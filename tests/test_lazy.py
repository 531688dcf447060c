"""Tests of the public surface: the table in `__init__.py`, its twin in `__init__.pyi`, and how names are found."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat, decorators, extension, testing
from azure_functions_lite.testing import builders

PACKAGE = Path(func.__file__ or "").parent

# Submodule -> the names that the package takes from it.
Table = dict[str, set[str]]


def table(folder: Path = PACKAGE) -> Table:
    """Return the table that `__init__.py` hands to `attach`."""
    for node in ast.walk(ast.parse((folder / "__init__.py").read_text("utf-8"))):
        if isinstance(node, ast.Call):
            written: dict[str, tuple[str, ...]] = ast.literal_eval(node.args[1])
            return {module: set(names) for module, names in written.items()}
    raise LookupError("no table")


def stub(folder: Path = PACKAGE) -> tuple[Table, list[str]]:
    """Return what `__init__.pyi` tells type checkers: where the names are, and ``__all__``."""
    found: Table = {}
    public: list[str] = []
    package = ".".join(folder.relative_to(PACKAGE.parent).parts)
    for node in ast.parse((folder / "__init__.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            module = (node.module or "").removeprefix(package).removeprefix(".")
            for alias in node.names:
                assert alias.asname == alias.name, "without `as`, a checker does not re-export it"
                if module:
                    found.setdefault(module, set()).add(alias.name)
                else:
                    found.setdefault(alias.name, set())
        elif isinstance(node, ast.Assign):
            public = ast.literal_eval(node.value)
    return found, public


def run(script: str) -> str:
    """Run Python code in its own process: what it does to `sys.modules` would spoil the other tests."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_stub_has_the_names_of_the_table() -> None:
    modules, public = stub()
    assert modules == table()
    assert public == func.__all__


@pytest.mark.parametrize("package", [compat, decorators, extension, testing], ids=lambda package: package.__name__)
def test_the_stubs_below_have_the_names_of_their_tables(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    modules, public = stub(folder)
    assert modules == table(folder)
    # A linter wants constants first there.
    assert sorted(public) == package.__all__


def test_the_package_has_the_names_of_the_decorators() -> None:
    assert set(decorators.__all__) == table()["decorators"]


def test_all_builders_are_tools_for_tests() -> None:
    assert table(PACKAGE / "testing")["builders"] == set(builders.__all__)


def test_every_public_module_is_in_the_table() -> None:
    files = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    public = {name for name in files if not name.startswith("_")}
    assert public - set(table()) == set()
    assert set(table()) <= files


@pytest.mark.parametrize("name", func.__all__)
def test_every_name_is_what_its_module_has(name: str) -> None:
    homes = [module for module, names in table().items() if name in names]
    assert len(homes) == 1
    module = importlib.import_module(f"azure_functions_lite.{homes[0]}")
    assert getattr(func, name) is getattr(module, name)
    assert name in module.__all__


@pytest.mark.parametrize("name", sorted(table()))
def test_every_submodule_is_an_attribute(name: str) -> None:
    module = importlib.import_module(f"azure_functions_lite.{name}")
    assert getattr(func, name) is module
    # A package of modules that are asked for one by one has no names itself.
    assert set(getattr(module, "__all__", ())) <= set(dir(module))


def test_all_is_sorted_and_without_doubles() -> None:
    assert func.__all__ == sorted(set(func.__all__))


def test_star_import() -> None:
    namespace: dict[str, Any] = {}
    exec("from azure_functions_lite import *", namespace)
    assert set(func.__all__) <= set(namespace)
    assert namespace["WarmUpContext"] is func.WarmUpContext
    assert namespace["QueueMessage"] is func.QueueMessage


def test_dir_has_every_name() -> None:
    assert set(func.__all__) | set(table()) | {"__version__", "__all__", "__doc__"} <= set(dir(func))
    assert dir(func) == sorted(dir(func))


@pytest.mark.parametrize("name", ["QueueMesage", "_nothing", "__path", "sys"])
def test_a_name_that_is_not_there(name: str) -> None:
    with pytest.raises(AttributeError, match=f"^module 'azure_functions_lite' has no attribute '{name}'$"):
        getattr(func, name)
    assert not hasattr(func, name)


def test_import_of_a_name_that_is_not_there() -> None:
    with pytest.raises(ImportError, match="cannot import name 'QueueMesage' from 'azure_functions_lite'"):
        exec("from azure_functions_lite import QueueMesage")


def test_version() -> None:
    assert isinstance(func.__version__, str)
    assert func.__version__


# --- how names are found


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package with a table, fresh for each test."""
    package = tmp_path / "sample_of_lazy"
    package.mkdir()
    init = """
        from azure_functions_lite._lazy import attach
        __getattr__, __dir__, __all__ = attach(__name__, {"one": ("a", "b"), "two": (), "three": ("missing",)})
    """
    files = {"__init__": init, "one": "a = object()\nb = 'b'", "two": "c = 'c'", "three": ""}
    for name, content in files.items():
        (package / f"{name}.py").write_text(content.replace("        ", ""), "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    yield importlib.import_module("sample_of_lazy")
    for name in [name for name in sys.modules if name.partition(".")[0] == "sample_of_lazy"]:
        del sys.modules[name]


def test_attach_loads_what_is_asked_for(sample: ModuleType) -> None:
    assert "sample_of_lazy.one" not in sys.modules
    a = sample.a
    assert a is sys.modules["sample_of_lazy.one"].a
    assert "sample_of_lazy.two" not in sys.modules
    assert sample.two.c == "c"
    assert sample.one.b == "b"


def test_attach_finds_a_name_once(sample: ModuleType) -> None:
    assert "a" not in vars(sample)
    a = sample.a
    assert vars(sample)["a"] is a
    assert "b" not in vars(sample)


def test_attach_lists_names_that_are_not_loaded(sample: ModuleType) -> None:
    names: list[str] = sample.__all__
    assert names == ["a", "b", "missing"]
    assert {"a", "b", "one", "two", "three", "missing", "__all__"} <= set(dir(sample))
    assert "sample_of_lazy.one" not in sys.modules


def test_attach_says_what_is_missing(sample: ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'sample_of_lazy' has no attribute 'c'"):
        _ = sample.c
    with pytest.raises(AttributeError, match=r"module 'sample_of_lazy.three' has no attribute 'missing'"):
        _ = sample.missing


# --- loading it again

RELOAD = """
import importlib
import azure_functions_lite as func
before = func.QueueMessage
again = importlib.reload(func)
assert again is func
assert func.QueueMessage is before
assert func.HttpRequest.__name__ == "HttpRequest"
"""

RELOAD_MODULES = """
import importlib, sys
import azure_functions_lite as func
from azure_functions_lite import *
get = get_binding_registry().get
names = ["blobTrigger", "queue", "queueTrigger", "timerTrigger", "httpTrigger", "http", "warmupTrigger"]
before = {name: get(name) for name in names}
for name in ("blob", "http", "queue", "timer", "warmup"):
    importlib.reload(sys.modules[f"azure_functions_lite.{name}"])
for name in names:
    assert get(name) is not before[name]
    assert get(name).__qualname__ == before[name].__qualname__
"""

IMPORT_AGAIN = """
import sys
import azure_functions_lite as func
first = func.QueueMessage
converter = func.get_binding_registry().get("queueTrigger")
for name in {names}:
    del sys.modules[name]
import azure_functions_lite as again
from azure_functions_lite.queue import QueueMessage
assert again.QueueMessage is {same}
registered = again.get_binding_registry().get("queueTrigger")
assert registered.__qualname__ == converter.__qualname__
decoded = registered.decode(None, trigger_metadata={{}})
assert type(decoded) is QueueMessage
assert "QueueMessage" in dir(again)
"""


def test_reload() -> None:
    run(RELOAD)


def test_reload_of_modules() -> None:
    run(RELOAD_MODULES)


@pytest.mark.parametrize(
    ("names", "same"),
    [
        ("['azure_functions_lite']", "QueueMessage is first"),
        ("['azure_functions_lite.queue', 'azure_functions_lite']", "QueueMessage is not first"),
        ("[name for name in sys.modules if name.startswith('azure_functions_lite')]", "QueueMessage is not first"),
    ],
    ids=["package", "package and queue", "everything"],
)
def test_import_after_removal_from_sys_modules(names: str, same: str) -> None:
    target, _, _ = same.partition(" ")
    script = IMPORT_AGAIN.format(names=names, same=target)
    run(f"{script}\nassert {same}")


def test_removal_of_a_module_alone() -> None:
    run(
        """
import sys
import azure_functions_lite as func
former = func.get_binding_registry().get("queueTrigger")
del sys.modules["azure_functions_lite.queue"]
import azure_functions_lite.queue
now = func.get_binding_registry().get("queueTrigger")
assert now is azure_functions_lite.queue.QueueMessageInConverter is not former
"""
    )
