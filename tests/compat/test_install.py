"""Tests of `install` and `uninstall`: what they leave behind, other packages, and an official SDK that is there."""

from __future__ import annotations

import importlib
import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from unittest import mock

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat
from azure_functions_lite.errors import FunctionsError, InteropError

from .conftest import Write, azure_modules, prepend

State = tuple[dict[str, ModuleType], list[object], set[str]]


def state() -> State:
    """Return what `install` changes."""
    return azure_modules(), [*sys.meta_path], {*vars(func)}


def azure() -> ModuleType:
    return sys.modules["azure"]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """An official SDK that is imported already."""
    names = ("azure", "azure.functions", "azure.functions.queue", "azure.functions._abc", "azure.other")
    modules = {name: ModuleType(name) for name in names}
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    package = modules["azure.functions"]
    vars(package).update(__version__="1.26.0", __file__="/site-packages/azure/functions/__init__.py", __path__=[])
    vars(modules["azure"]).update(functions=package, other=modules["azure.other"], __path__=[])
    return modules


# --- twice, and back


def test_before_and_after() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'azure'$"):
        import_module("azure.functions")
    before = state()
    compat.install()
    assert import_module("azure.functions") is func
    compat.uninstall()
    assert state() == before
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'azure'$"):
        import_module("azure.functions")


def test_what_is_imported_meanwhile_is_removed() -> None:
    # Modules of ours stay attributes of the package, as they are without an alias.
    for name in ("queue", "context", "_typing", "durable_functions"):
        import_module(f"azure_functions_lite.{name}")
    before = state()
    compat.install()
    for name in ("queue", "_queue", "_abc", "_durable_functions", "meta"):
        import_module(f"azure.functions.{name}")
    assert {"_queue", "_abc", "_durable_functions"} <= {*vars(func)}
    assert import_module("azure.functions._abc").TraceContext
    compat.uninstall()
    assert state() == before


def test_install_twice() -> None:
    before = state()
    compat.install()
    once = state()
    compat.install()
    compat.install(replace=True)
    assert state() == once
    compat.uninstall()
    assert state() == before


def test_uninstall_twice() -> None:
    before = state()
    compat.uninstall()
    assert state() == before
    compat.install()
    compat.uninstall()
    compat.uninstall()
    assert state() == before


def test_install_puts_back_what_was_removed() -> None:
    compat.install()
    del sys.modules["azure.functions"]
    del vars(azure())["functions"]
    compat.install()
    assert sys.modules["azure.functions"] is func
    assert vars(azure())["functions"] is func


def test_install_after_uninstall() -> None:
    compat.install()
    first = import_module("azure.functions._abc")
    compat.uninstall()
    compat.install()
    assert import_module("azure.functions") is func
    assert import_module("azure.functions._abc") is not first
    assert import_module("azure.functions.queue") is func.queue


def test_a_name_that_is_forbidden_is_so_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    # How an import is forbidden; it is none of a module.
    monkeypatch.setitem(cast("dict[str, Any]", sys.modules), "azure.functions", None)
    compat.install()
    assert sys.modules["azure.functions"] is func
    compat.uninstall()
    assert sys.modules["azure.functions"] is None


def test_azure_is_gone_when_it_is_undone() -> None:
    # What `compat` loads when it is first called is there before.
    compat.uninstall()
    before = state()
    with mock.patch.dict(sys.modules):
        compat.install()
    compat.uninstall()
    assert state() == before


# --- other packages below `azure`


def test_nothing_of_azure_is_there() -> None:
    compat.install()
    assert import_module("azure") is azure()
    assert repr(azure()) == "<module 'azure'>"
    assert list(azure().__path__) == []
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'azure\.storage'$"):
        import_module("azure.storage")


def test_azure_is_a_package_if_nothing_else_makes_it_one() -> None:
    compat.install()
    spec = azure().__spec__
    assert spec is not None
    assert (spec.name, spec.parent, spec.loader) == ("azure", "azure", None)


def test_a_package_that_was_there_before(write: Write) -> None:
    prepend(write("azure/storage/__init__.py", "from azure.functions import QueueMessage"))
    compat.install()
    storage = import_module("azure.storage")
    assert storage.QueueMessage is func.QueueMessage
    assert vars(azure()).keys() >= {"functions", "storage"}
    compat.uninstall()
    assert sys.modules["azure.storage"] is storage
    assert vars(azure())["storage"] is storage
    assert "functions" not in vars(azure())


def test_a_package_that_comes_later(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    compat.install()
    folder = write("azure/storage/blob.py", "name = __name__")
    assert list(azure().__path__) == []
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder), str(folder / "none")])
    assert list(azure().__path__) == [str(folder / "azure")]
    # `azure.storage` is a namespace itself: it has no __init__.py.
    blob = import_module("azure.storage.blob")
    assert blob.name == "azure.storage.blob"
    assert Path(blob.__file__ or "") == folder / "azure" / "storage" / "blob.py"
    assert import_module("azure.functions") is func


def test_a_package_that_comes_later_to_others(write: Write) -> None:
    first, second = write("1/azure/one.py", "") / "1", write("2/azure/two.py", "") / "2"
    prepend(first)
    compat.install()
    prepend(second)
    assert [import_module(f"azure.{name}").__name__ for name in ("one", "two")] == ["azure.one", "azure.two"]
    assert import_module("azure.functions") is func


def test_azure_stays_as_long_as_others_are_below_it(write: Write) -> None:
    compat.install()
    prepend(write("azure/one.py", ""))
    module = import_module("azure.one")
    compat.uninstall()
    assert azure_modules() == {"azure": azure(), "azure.one": module}
    assert "functions" not in vars(azure())
    compat.install()
    assert import_module("azure.functions") is func
    del sys.modules["azure.one"]
    compat.uninstall()
    assert azure_modules() == {}


def test_an_azure_that_is_a_package_with_code(write: Write) -> None:
    prepend(write("azure/__init__.py", "functions = 'its own'"))
    compat.install()
    assert import_module("azure.functions") is vars(azure())["functions"] is func


def test_an_official_sdk_that_is_installed_is_not_imported(write: Write) -> None:
    write("azure/functions/__init__.py", "official = True")
    prepend(write("azure/functions/only_there.py", ""))
    compat.install()
    assert import_module("azure.functions") is func
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'azure\.functions\.only_there'$"):
        import_module("azure.functions.only_there")
    compat.uninstall()
    official = import_module("azure.functions")
    assert official is not func
    assert official.official


# --- an official SDK that is imported already


def test_an_official_sdk_is_in_the_way(stand_in: dict[str, ModuleType]) -> None:
    before = state()
    message = (
        "cannot install azure_functions_lite as azure.functions: expected to be called before azure.functions is "
        "imported, or with replace=True, got azure.functions 1.26.0 from /site-packages/azure/functions/__init__.py"
    )
    with pytest.raises(InteropError, match=f"^{re.escape(message)}$") as caught:
        compat.install()
    assert isinstance(caught.value, FunctionsError)
    assert isinstance(caught.value, RuntimeError)
    assert state() == before
    assert sys.modules["azure.functions"] is stand_in["azure.functions"]


def test_what_is_in_the_way_may_be_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "azure.functions", ModuleType("azure.functions"))
    with pytest.raises(
        InteropError,
        match=r"^cannot install azure_functions_lite as azure\.functions: "
        r"expected to be called before azure\.functions is imported, or with replace=True, "
        r"got azure\.functions  ?from None$",
    ):
        compat.install()


def test_an_official_sdk_gives_way_and_comes_back(stand_in: dict[str, ModuleType]) -> None:
    before = state()
    compat.install(replace=True)
    assert import_module("azure.functions") is vars(azure())["functions"] is func
    assert import_module("azure.functions.queue") is func.queue
    assert import_module("azure.functions._abc") is not stand_in["azure.functions._abc"]
    assert import_module("azure.other") is stand_in["azure.other"]
    compat.install()
    compat.uninstall()
    assert state() == before == (stand_in, *before[1:])
    assert vars(azure())["functions"] is stand_in["azure.functions"]
    assert import_module("azure.functions.queue") is stand_in["azure.functions.queue"]


def test_what_others_have_imported_they_keep(stand_in: dict[str, ModuleType]) -> None:
    kept = stand_in["azure.functions"]
    compat.install(replace=True)
    assert vars(kept)["__version__"] == "1.26.0"
    assert importlib.import_module("azure.functions") is not kept


def test_modules_below_an_official_sdk_that_was_removed(stand_in: dict[str, ModuleType]) -> None:
    # By itself it is not in the way, and what is left of it comes back.
    del sys.modules["azure.functions"]
    del stand_in["azure.functions"]
    compat.install()
    assert import_module("azure.functions.queue") is func.queue
    compat.uninstall()
    assert azure_modules() == stand_in
    assert "functions" not in vars(azure())
