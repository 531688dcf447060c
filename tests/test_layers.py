"""Tests of what may import what: every arrow goes down, and the imports that are for checkers only count, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

import azure_functions_lite
from azure_functions_lite.meta import BUILT_IN

PACKAGE = Path(azure_functions_lite.__file__ or "").parent
BINDINGS = ("context", *{module for module, _ in BUILT_IN.values()})
LAYERS = [
    ("errors", "_typing", "_lazy"),
    ("_wire", "headers", "forms"),
    ("meta",),
    ("_bindings",),
    BINDINGS,
    ("_gateway", "asgi", "wsgi"),
    ("_host",),
    ("custom_handler", "decorators", "compat", "extension"),
    ("testing",),
    ("__main__",),
]
"""Modules and folders at the top of the package, the lowest layer first."""
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}

ALLOWED = {
    **{name: set[str]() for name in LAYERS[0]},
    "_gateway": {"context", "http"},
    "asgi": {"context", "http", "_gateway"},
    "wsgi": {"context", "http", "_gateway"},
    **{name: set[str]() for name in BINDINGS},
}
"""Module -> what it may import from its own layer, or of the one with the bindings."""


def modules() -> dict[str, Path]:
    """Return module -> file, by the name below the package: ``decorators.core``, and ``decorators`` for the folder."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): file
        for file in PACKAGE.rglob("*.py")
        if file != PACKAGE / "__init__.py"
    }


FILES = modules()


def imports(module: str) -> Iterator[str]:
    """Return the modules of the package that one of them imports anywhere in its file."""
    for node in ast.walk(ast.parse(FILES[module].read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            package, _, below = name.partition(".")
            while package == PACKAGE.name and below:
                if below in FILES:
                    yield below
                    break
                below = below.rpartition(".")[0]


GRAPH = {module: {*imports(module)} - {module} for module in FILES}


def top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("module", sorted(FILES))
def test_the_names_that_a_module_exports_are_there(module: str) -> None:
    if module in ("testing.alias", "testing.plugin") or module.endswith("__main__"):
        pytest.skip("its import does something")
    found = import_module(f"{PACKAGE.name}.{module}")
    assert [name for name in getattr(found, "__all__", ()) if not hasattr(found, name)] == []


def test_no_circles() -> None:
    # That a folder is imported with what is in it is not a circle: folders import nothing.
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


@pytest.mark.parametrize("folder", sorted(name for name, file in FILES.items() if file.name == "__init__.py"))
def test_folders_import_nothing_of_their_own(folder: str) -> None:
    # One thread may import the folder and another the file: each would have a lock that the other waits for.
    assert [module for module in GRAPH[folder] if module.startswith(f"{folder}.")] == []


def test_every_module_has_a_layer() -> None:
    assert {top(module) for module in FILES} == set(HEIGHT)


@pytest.mark.parametrize("module", sorted(FILES))
def test_arrows_go_down(module: str) -> None:
    mine = top(module)
    others = {top(imported) for imported in GRAPH[module]} - {mine}
    up = {other for other in others if HEIGHT[other] > HEIGHT[mine]}
    beside = {other for other in others if HEIGHT[other] == HEIGHT[mine]} if mine in ALLOWED else set[str]()
    of_bindings = others & {*BINDINGS} if mine in ("_gateway", "asgi", "wsgi") else set[str]()
    assert up | ((beside | of_bindings) - ALLOWED.get(mine, set())) == set()


def test_the_top_of_the_package() -> None:
    entries = {entry.name for entry in PACKAGE.iterdir() if entry.name != "__pycache__" and entry.suffix != ".pyi"}
    others = entries - {f"{binding}.py" for binding in BINDINGS}
    assert len(others) <= 20, sorted(others)
