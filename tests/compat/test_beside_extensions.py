"""Tests of `register` and extensions: both metaclasses write into the register of the official SDK, here a stand-in."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite import compat, extension
from azure_functions_lite.extension import AppExtensionBase, ExtensionMeta, FuncExtensionBase, extension_meta

from .conftest import prepend


@pytest.fixture(autouse=True)
def forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is the folder of an app, and no extension; what a test registers is forgotten after it."""
    monkeypatch.setattr("azure_functions_lite.compat._beside._watcher.official", None)
    monkeypatch.setattr(ExtensionMeta, "_func_exts", {})
    monkeypatch.setattr(ExtensionMeta, "_app_exts", None)
    monkeypatch.setattr(ExtensionMeta, "_info", {})
    monkeypatch.setenv("AzureWebJobsScriptRoot", str(tmp_path))


@pytest.fixture
def official() -> Any:
    """The metaclass of the stand-in's extensions; the stand-in is imported."""
    prepend(Path(__file__).with_name("official"))
    return import_module("azure.functions").ExtensionMeta


def add_app(name: str) -> None:
    """Define an application extension of ours."""
    ExtensionMeta(name, (AppExtensionBase,), {})


def add_func(root: Path, function: str, name: str) -> None:
    """Define a function extension of ours, and make one."""

    def init(self: FuncExtensionBase) -> None:
        FuncExtensionBase.__init__(self, root / function / "main.py")

    kind: Any = ExtensionMeta(name, (FuncExtensionBase,), {"__init__": init})
    kind()


def named(hooks: Any) -> list[list[str]]:
    """Return the names of extensions by hook; those of the stand-in are their name."""
    return [[getattr(hook, "ext_name", hook) for hook in listed] for listed in hooks]


def test_extensions_that_come_after(official: Any, tmp_path: Path) -> None:
    compat.register()
    add_app("Ours")
    official.add_app("Theirs")
    add_func(tmp_path, "Order", "OurOrder")
    official.add_func("Order", "TheirOrder")
    app, functions = official.hooks()
    assert named(app) == [["Ours", "Theirs"]] * 3
    assert {name: named(hooks) for name, hooks in functions.items()} == {"order": [["OurOrder", "TheirOrder"]] * 3}
    assert official.info() == {
        "AppExtension": ["Ours", "Theirs"],
        "FuncExtension": {"Order": ["OurOrder", "TheirOrder"]},
    }


def test_extensions_that_came_before(official: Any, tmp_path: Path) -> None:
    add_app("Ours")
    official.add_app("Theirs")
    for function in ("Order", "Stock"):
        add_func(tmp_path, function, f"Our{function}")
    for function in ("Bill", "Order"):
        official.add_func(function, f"Their{function}")
    compat.register()
    app, functions = official.hooks()
    assert named(app) == [["Theirs", "Ours"]] * 3
    assert {name: named(hooks) for name, hooks in functions.items()} == {
        "bill": [["TheirBill"]] * 3,
        "order": [["TheirOrder", "OurOrder"]] * 3,
        "stock": [["OurStock"]] * 3,
    }
    assert official.info() == {
        "AppExtension": ["Theirs", "Ours"],
        "FuncExtension": {"Bill": ["TheirBill"], "Order": ["TheirOrder", "OurOrder"], "Stock": ["OurStock"]},
    }


def test_ours_says_the_same(official: Any) -> None:
    official.add_app("Theirs")
    official.add_func("Bill", "TheirBill")
    compat.register()
    add_app("Ours")
    app, functions = official.hooks()
    assert ExtensionMeta.get_application_hooks() is app
    assert ExtensionMeta.get_function_hooks("BILL") is functions["bill"]
    assert json.loads(ExtensionMeta.get_registered_extensions_json()) == official.info()


@pytest.mark.parametrize("which", ["ours", "theirs"])
def test_only_one_side_has_some(official: Any, which: str) -> None:
    add = add_app if which == "ours" else official.add_app
    add("First")
    compat.register()
    add("Second")
    assert named(official.hooks()[0]) == [["First", "Second"]] * 3
    assert official.info() == {"AppExtension": ["First", "Second"]}


def test_there_are_none(official: Any) -> None:
    compat.register()
    app, functions = official.hooks()
    assert named(app) == [[], [], []]
    assert functions == official.info() == {}


def test_twice(official: Any) -> None:
    add_app("Ours")
    compat.register()
    compat.register()
    assert named(official.hooks()[0]) == [["Ours"]] * 3
    assert official.info() == {"AppExtension": ["Ours"]}


def test_with_one_that_is_imported_again(official: Any) -> None:
    add_app("Ours")
    compat.register()
    for name in [name for name in sys.modules if name.startswith("azure.functions")]:
        del sys.modules[name]
    again: Any = import_module("azure.functions").ExtensionMeta
    assert again is not official
    compat.register()
    add_app("Later")
    assert named(again.hooks()[0]) == [["Ours", "Later"]] * 3
    assert again.info() == {"AppExtension": ["Ours", "Later"]}


def test_with_a_package_that_is_imported_again_alone(official: Any) -> None:
    # Its modules stay as they are, and so do its classes.
    add_app("Ours")
    compat.register()
    del sys.modules["azure.functions"]
    again: Any = import_module("azure.functions")
    again.ExtensionMeta = official
    compat.register()
    assert named(official.hooks()[0]) == [["Ours"]] * 3
    assert official.info() == {"AppExtension": ["Ours"]}


def test_a_metaclass_that_is_loaded_later(official: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "extension_meta", extension_meta)
    monkeypatch.delitem(sys.modules, "azure_functions_lite.extension.extension_meta")
    official.add_app("Theirs")
    compat.register()
    later: Any = import_module("azure_functions_lite.extension.extension_meta").ExtensionMeta
    assert later is not ExtensionMeta
    assert named(later.get_application_hooks()) == [["Theirs"]] * 3
    assert later.get_application_hooks() is official.hooks()[0]


def test_an_older_version_has_no_extensions(official: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys.modules["azure.functions"], "ExtensionMeta")
    add_app("Ours")
    compat.register()
    assert named(ExtensionMeta.get_application_hooks()) == [["Ours"]] * 3
    assert official.hooks() == (None, {})
