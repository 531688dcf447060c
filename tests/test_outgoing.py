"""Tests of messages that go out: what the bindings make of them in common, one or several."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._bindings.outgoing import SENDABLE, as_text, encode_messages
from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, UnsupportedTypeError
from azure_functions_lite.meta import Datum, registry


class Message:
    """A message class of a binding."""

    def __init__(self, content: str | bytes) -> None:
        self.content = content


def as_object(value: object) -> object:
    return {"content": value.content} if isinstance(value, Message) else value


def as_body(value: object) -> object:
    return value.content if isinstance(value, Message) else value


@pytest.mark.parametrize(
    ("value", "datum"),
    [
        ("å", Datum("å", "string")),
        ("", Datum("", "string")),
        ('{"a": 1}', Datum('{"a": 1}', "string")),
        (b"\xff", Datum(b"\xff", "bytes")),
        (bytearray(b"\xff"), Datum(b"\xff", "bytes")),
        ({"a": [1, None]}, Datum('{"a": [1, null]}', "json")),
        ({}, Datum("{}", "json")),
        (MappingProxyType({"a": "å"}), Datum('{"a": "\\u00e5"}', "json")),
    ],
    ids=repr,
)
def test_one_message(value: object, datum: Datum) -> None:
    made = encode_messages(value, "x")
    assert made == datum
    assert type(made.value) is type(datum.value)
    assert isinstance(value, SENDABLE)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ([], []),
        ((), []),
        (["a", ""], ["a", ""]),
        ((b"a", bytearray("å".encode())), ["a", "å"]),
        (["a", {"b": 1}, MappingProxyType({"c": 2}), b"d"], ["a", {"b": 1}, {"c": 2}, "d"]),
        ({"a": 1}.keys(), ["a"]),
        ({"a": {"b": 1}}.values(), [{"b": 1}]),
        (frozenset({"a"}), ["a"]),
        (map(str, range(2)), ["0", "1"]),
        (iter(["a"]), ["a"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_several_messages(value: object, sent: list[object]) -> None:
    datum = encode_messages(value, "x")
    assert datum.type == "json"
    assert json.loads(datum.value) == sent


def test_messages_of_a_class_become_objects() -> None:
    assert encode_messages(Message("a"), "x", as_object) == Datum('{"content": "a"}', "json")
    several = [Message("a"), "b", {"c": 1}, b"d"]
    assert encode_messages(several, "x", as_object) == Datum('[{"content": "a"}, "b", {"c": 1}, "d"]', "json")
    assert encode_messages({"c": 1}, "x", as_object) == Datum('{"c": 1}', "json")


def test_messages_of_a_class_become_text_in_a_list() -> None:
    assert encode_messages([Message("a"), Message(b"b"), "c"], "x", as_body) == Datum('["a", "b", "c"]', "json")


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (None, "None"),
        (True, "bool"),
        (5, "int"),
        (1.5, "float"),
        (object(), "object"),
        (Message("a"), "Message"),
        (io.BytesIO(b"a\nb"), "BytesIO"),
        (io.StringIO("a\nb"), "StringIO"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_values_are_rejected(value: object, got: str) -> None:
    with pytest.raises(UnsupportedTypeError) as error:
        encode_messages(value, "x")
    expected = "str, bytes, a mapping, or an iterable of them"
    assert str(error.value) == f"cannot encode x: expected {expected}, got {got}"
    with pytest.raises(UnsupportedTypeError) as error:
        encode_messages(value, "x", as_object if not isinstance(value, Message) else None, expected="text")
    assert str(error.value) == f"cannot encode x: expected text, or an iterable of them, got {got}"


@pytest.mark.parametrize("convert", [None, as_object], ids=["plain", "converted"])
@pytest.mark.parametrize(
    ("item", "got"), [(None, "None"), (5, "int"), (["a"], "list of length 1"), (io.BytesIO(b"a"), "BytesIO")]
)
def test_other_values_in_a_list_are_refused_by_their_place(item: object, got: str, convert: Any) -> None:
    with pytest.raises(UnsupportedTypeError) as error:
        encode_messages(["fine", b"fine", item, 5], "x", convert, expected="text")
    assert str(error.value) == f"cannot encode x: item 2: expected text, got {got}"
    assert isinstance(error.value.__cause__, UnsupportedTypeError)


def test_items_may_be_whatever_json_has() -> None:
    items = [None, True, 5, 1.5, "a", b"b", ["c", None], {"d": 1}]
    datum = encode_messages(items, "x", any_items=True)
    assert datum == Datum('[null, true, 5, 1.5, "a", "b", ["c", null], {"d": 1}]', "json")
    with pytest.raises(UnsupportedTypeError, match=r"^cannot encode x: expected .+, got int$"):
        encode_messages(5, "x", any_items=True)
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot encode x: expected values that JSON has, got an object of type object$"
    ):
        encode_messages([object()], "x", any_items=True)


@pytest.mark.parametrize("any_items", [False, True])
@pytest.mark.parametrize("item", [b"\xff", bytearray(b"\xff")], ids=["bytes", "bytearray"])
def test_bytes_that_json_cannot_carry_are_refused_by_their_place(item: object, any_items: bool) -> None:
    with pytest.raises(DataError) as error:
        encode_messages(["fine", item], "x", any_items=any_items)
    expected = "UTF-8, because JSON cannot contain other bytes"
    assert str(error.value) == f"cannot encode x: item 1: expected {expected}, got {type(item).__name__} of length 1"


def test_an_error_of_a_message_keeps_its_class() -> None:
    def convert(value: object) -> object:
        if isinstance(value, Message):
            raise FieldError("cannot send a message", expected="something else", got="this")
        return value

    with pytest.raises(FieldError, match=r"^cannot send a message: expected something else, got this$"):
        encode_messages(Message("a"), "x", convert)
    with pytest.raises(FieldError, match=r"^cannot encode x: item 1: expected something else, got this$"):
        encode_messages(["fine", Message("a")], "x", convert)


def test_errors_of_a_generator_are_not_touched() -> None:
    def generate() -> Iterator[str]:
        yield "a"
        raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match=r"^mine$"):
        encode_messages(generate(), "x")


@pytest.mark.parametrize("value", [{"a": object()}, [{"a": object()}]], ids=["one", "several"])
def test_mappings_must_be_json(value: object) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot encode x: expected values that JSON has, got an object of type object$"
    ):
        encode_messages(value, "x")


def test_what_contains_itself_is_rejected() -> None:
    value: dict[str, object] = {}
    value["a"] = value
    with pytest.raises(
        DataError, match=r"^cannot encode x: expected a tree of values, got Circular reference detected$"
    ):
        encode_messages(value, "x")


@given(st.text() | st.binary())
def test_text_and_bytes_are_sent_as_they_are(content: str | bytes) -> None:
    datum = encode_messages(content, "x")
    assert datum.value == content
    assert datum.type == ("string" if isinstance(content, str) else "bytes")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_texts_come_back(texts: list[str]) -> None:
    assert json.loads(encode_messages(texts, "x").value) == texts
    assert json.loads(encode_messages([text.encode() for text in texts], "x").value) == texts


def test_bytes_as_text() -> None:
    assert as_text("å".encode()) == "å"
    assert as_text(bytearray(b"a")) == "a"
    expected = "expected UTF-8, because JSON cannot contain other bytes"
    with pytest.raises(DataError, match=rf"^cannot encode bytes as JSON: {expected}, got bytes of length 2$"):
        as_text(b"\xc3(")


# --- the bindings

SENT = {
    **dict.fromkeys(("queue", "eventHub", "eventHubTrigger"), "bytes"),
    **dict.fromkeys(("serviceBus", "kafka", "kafkaTrigger"), "string"),
}
"""Binding -> the type of the Datum for bytes: the host side of some takes text only."""
EACH = pytest.mark.parametrize("binding", SENT)


def encode(binding: str, value: object) -> Datum:
    converter: Any = registry.get(binding)
    return converter.encode(value, expected_type=None)  # type: ignore[no-any-return]  # a converter of any class


@EACH
@pytest.mark.parametrize(
    ("value", "datum"),
    [
        ("å", Datum("å", "string")),
        ("", Datum("", "string")),
        ("[1, 2]", Datum("[1, 2]", "string")),
        ("[not JSON]", Datum('["[not JSON]"]', "json")),
        ({}, Datum("{}", "json")),
        (MappingProxyType({"a": [1, None]}), Datum('{"a": [1, null]}', "json")),
        ({"a": date(2024, 4, 6), "b": b"x"}, Datum('{"a": "2024-04-06", "b": "eA=="}', "json")),
        ([], Datum("[]", "json")),
        (["a", b"b", bytearray(b"c"), {"d": 1}], Datum('["a", "b", "c", {"d": 1}]', "json")),
        (("a", "b"), Datum('["a", "b"]', "json")),
        ({"a": 1}.keys(), Datum('["a"]', "json")),
        ({"a"}, Datum('["a"]', "json")),
    ],
    ids=repr,
)
def test_values_that_bindings_send(binding: str, value: object, datum: Datum) -> None:
    made = encode(binding, value)
    assert made == datum
    assert type(made.value) is str


@EACH
def test_bindings_send_a_generator(binding: str) -> None:
    assert encode(binding, (text for text in ("a", "b"))) == Datum('["a", "b"]', "json")


@EACH
def test_bindings_send_bytes(binding: str) -> None:
    is_text = SENT[binding] == "string"
    for content in (b"x", bytearray(b"x")):
        made = encode(binding, content)
        assert made == Datum("x" if is_text else b"x", SENT[binding])
        assert type(made.value) is (str if is_text else bytes)
    assert encode(binding, b"[1, 2]") == (Datum('["[1, 2]"]', "json") if is_text else Datum(b"[1, 2]", "bytes"))


@EACH
def test_bindings_refuse_what_cannot_be_sent(binding: str) -> None:
    where = f"^cannot encode {binding.removesuffix('Trigger')}: "
    if SENT[binding] == "string":
        with pytest.raises(DataError, match=f"{where}expected UTF-8, because the host sends only text, got bytes of "):
            encode(binding, b"\xff")
    for content in (b"\xff", bytearray(b"\xff")):
        with pytest.raises(DataError, match=f"{where}item 1: expected UTF-8, because JSON cannot contain other bytes"):
            encode(binding, ["fine", content])
    for value in ({"a": object()}, [{"a": object()}]):
        with pytest.raises(ArgumentTypeError, match=f"{where}expected values that JSON has, got an object of type ob"):
            encode(binding, value)
