"""The stubs say what the modules beside them say."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module, util
from pathlib import Path

import pytest

from azure_functions_lite._bindings.fields import WireValue, fields_of
from azure_functions_lite.decorators._documentation import attribute_docs, with_arguments

_SPEC = util.spec_from_file_location("write", Path(__file__).with_name("write.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
write = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(write)

MODULES: tuple[str, ...] = write.MODULES
OWN = ("self", "cls")


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_a_stub_is_what_the_module_makes(module: str) -> None:
    text = write.place(module).read_text("utf-8")

    assert text == write.stub(module), "run: python tests/stubs/write.py"


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_is_in_the_stub_once(module: str) -> None:
    parsed = ast.parse(write.place(module).read_text("utf-8"))
    classes = [node.name for node in parsed.body if isinstance(node, ast.ClassDef)]
    imported = [each for node in parsed.body if isinstance(node, ast.ImportFrom) for each in node.names]
    home = import_module(module)
    for name in home.__all__:
        assert [*classes, *(each.name for each in imported)].count(name) == 1, name
    for each in imported:
        assert each.asname is None or hasattr(home, each.asname)


@pytest.mark.parametrize("module", MODULES)
def test_signatures_are_those_of_the_classes(module: str) -> None:
    """Apart from annotations, which the stub widens by None where a parameter may be left out."""
    home = import_module(module)
    for node in ast.parse(write.place(module).read_text("utf-8")).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for method in (each for each in node.body if isinstance(each, ast.FunctionDef)):
            member = getattr(getattr(home, node.name), method.name)
            if isinstance(member, property):
                continue
            known = inspect.signature(inspect.unwrap(member)).parameters.values()
            given = [each.arg for each in (*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs)]
            named = [each.name for each in known if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)]
            assert [each for each in given if each not in OWN] == [each for each in named if each not in OWN], (
                method.name
            )


def test_each_field_of_a_message_has_a_sentence() -> None:
    for module in MODULES:
        for value in vars(import_module(module)).values():
            if isinstance(value, type) and issubclass(value, WireValue) and value.__module__ == module:
                docs = attribute_docs(value)
                assert all(docs.get(field.name) for field in fields_of(value)), value


def test_without_source_there_are_no_docs() -> None:
    assert attribute_docs(type("Made", (), {})) == {}
    assert attribute_docs(int) == {}


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        ("Do.", "Do.\n\nArgs:\n    a: First."),
        ("Do.\n\nRaises:\n    E: it fails.", "Do.\n\nArgs:\n    a: First.\n\nRaises:\n    E: it fails."),
        ("Do.\n\nArgs:\n    a: Other.", "Do.\n\nArgs:\n    a: Other."),
    ],
    ids=["at the end", "before errors", "there already"],
)
def test_arguments_in_a_docstring(doc: str, expected: str) -> None:
    assert with_arguments(doc, {"a": "First.", "b": ""}) == expected


def test_a_docstring_without_arguments_stays() -> None:
    assert with_arguments("Do.", {}) == "Do."
