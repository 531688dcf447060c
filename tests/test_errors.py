"""The errors: one tree, each also a built-in, and messages that keep secrets."""

import io
import json
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

from azure_functions_lite import errors
from azure_functions_lite._wire import json as _json
from azure_functions_lite._wire import scalars
from azure_functions_lite.errors import FunctionsError, InvalidJSONError, describe, excerpt

FORMER_NAMES = {"MissingExtraError": "MissingPackageError"}
CLASSES: list[type[FunctionsError]] = [getattr(errors, name) for name in errors.__all__ if name not in FORMER_NAMES]

FAILURES: dict[str, Callable[[str], object]] = {
    "unfinished": lambda secret: _json.loads(f'{{"key": "{secret}"', "cannot read it"),
    "not json": lambda secret: _json.loads(f'{{"key": {secret}}}'.encode(), "cannot read it"),
    "not utf-8": lambda secret: _json.loads(secret.encode() + b"\xff", "cannot read it"),
    "not text": lambda secret: _json.loads({"key": secret}, "cannot read it"),
    "no json form": lambda secret: _json.dumps({"key": {secret}}, "cannot write it"),
    "key": lambda secret: _json.dumps({(secret,): 1}, "cannot write it"),
    "surrogate": lambda secret: scalars.utf8(secret + "\ud800", "QueueMessage"),
    "list": lambda secret: scalars.utf8([secret], "QueueMessage"),
}

each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


def drawn() -> dict[str, tuple[str, str | None]]:
    """Return class -> its parent and its built-in, as the tree in the module's docstring has them."""
    tree: dict[str, tuple[str, str | None]] = {}
    path = ["Exception"]
    for line in str(errors.__doc__).splitlines():
        if found := re.match(
            r"    (?P<lines>[│├└─ ]*)(?P<name>\w+(Error|Exception))(?: +\((?P<built_in>\w+)\))?", line
        ):
            depth = len(found["lines"]) // len("├── ") + 1
            path[depth:] = [found["name"]]
            tree[found["name"]] = path[depth - 1], found["built_in"]
    return tree


def test_every_class_is_public() -> None:
    defined = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}
    assert sorted([*(cls.__name__ for cls in defined), *FORMER_NAMES]) == errors.__all__


@pytest.mark.parametrize(("former", "name"), FORMER_NAMES.items())
def test_former_names_are_the_same_classes(former: str, name: str) -> None:
    assert getattr(errors, former) is getattr(errors, name)


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    bases = {cls.__name__: [base.__name__ for base in cls.__bases__] for cls in CLASSES}
    assert {name: [base for base in pair if base] for name, pair in drawn().items()} == bases


@pytest.mark.parametrize(
    ("cls", "built_in"),
    [
        (errors.UnsupportedTypeError, NotImplementedError),
        (errors.ArgumentTypeError, TypeError),
        (errors.DataError, ValueError),
        (errors.FieldError, ValueError),
        (errors.InvalidJSONError, json.JSONDecodeError),
        (errors.CharsetError, LookupError),
        (errors.HeaderError, ValueError),
        (errors.FormError, ValueError),
        (errors.FormLimitError, ValueError),
        (errors.RegistrationError, RuntimeError),
        (errors.GatewayError, RuntimeError),
        (errors.ReadOnlyError, io.UnsupportedOperation),
        (errors.ReadOnlyError, OSError),
        (errors.MissingPackageError, ImportError),
    ],
    ids=lambda cls: cls.__name__,
)
def test_old_except_clauses_catch(cls: type[FunctionsError], built_in: type[Exception]) -> None:
    with pytest.raises(built_in, match=r"^cannot do it$"):
        raise cls("cannot do it")


@pytest.mark.parametrize(
    ("expected", "got", "message"),
    [
        (None, None, "cannot read it"),
        ("int", None, "cannot read it: expected int"),
        (None, "'two'", "cannot read it: got 'two'"),
        ("int", "'two'", "cannot read it: expected int, got 'two'"),
        ("", "", "cannot read it: expected , got "),
    ],
    ids=["where", "expected", "got", "all", "empty"],
)
@each_class
def test_message(cls: type[FunctionsError], expected: str | None, got: str | None, message: str) -> None:
    error = cls("cannot read it", expected=expected, got=got)
    assert str(error) == message
    assert (error.where, error.expected, error.got) == ("cannot read it", expected, got)


@each_class
def test_errors_can_be_copied_and_pickled(cls: type[FunctionsError], duplicate: Callable[[Any], Any]) -> None:
    error = cls("cannot read it", expected="int", got="'two'")
    again = duplicate(error)
    assert type(again) is cls
    assert str(again) == str(error)
    assert (again.where, again.expected, again.got) == ("cannot read it", "int", "'two'")


def test_a_pickled_json_error_keeps_its_place() -> None:
    error = InvalidJSONError("cannot read it", doc='{\n "a": }', pos=8)
    again: InvalidJSONError = pickle.loads(pickle.dumps(error))
    assert (InvalidJSONError("x").doc, InvalidJSONError("x").pos) == ("", 0)
    assert (again.doc, again.pos, again.lineno, again.colno) == ('{\n "a": }', 8, 2, 7)
    assert again.msg == str(again) == "cannot read it"


def test_a_json_error_counts_lines_and_columns_as_json_does() -> None:
    document = '{"a": 1,\n\n  "b" 2}'
    with pytest.raises(json.JSONDecodeError) as official:
        json.loads(document)
    with pytest.raises(InvalidJSONError) as ours:
        _json.loads(document, "cannot read it")
    for name in ("doc", "pos", "lineno", "colno"):
        assert getattr(ours.value, name) == getattr(official.value, name)


@pytest.mark.parametrize(
    ("value", "described"),
    [
        (None, "None"),
        (5, "int"),
        ("hunter2", "str of length 7"),
        (b"", "bytes of length 0"),
        ({"key": "hunter2"}, "dict of length 1"),
        (object(), "object"),
    ],
    ids=["none", "int", "str", "bytes", "dict", "object"],
)
def test_describe_says_type_and_length_only(value: object, described: str) -> None:
    assert describe(value) == described


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("two", "'two'"),
        (None, "None"),
        ("x" * 98, "'" + "x" * 98 + "'"),
        ("x" * 99, "'" + "x" * 96 + "..."),
    ],
    ids=["short", "none", "100", "101"],
)
def test_excerpt_shows_100_characters_at_most(value: object, shown: str) -> None:
    assert excerpt(value) == shown
    assert len(shown) <= 100


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_no_message_has_the_body(fail: Callable[[str], object]) -> None:
    with pytest.raises(FunctionsError) as caught:
        fail("hunter2")
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value)
