"""Calls of tools, resources, prompts and connectors that arrive as they are, and replies that are sent as text."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timezone
from types import MappingProxyType, SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._bindings.replies import encode_reply
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.mcp import MCPToolContext
from azure_functions_lite.meta import Datum, get_binding_registry
from azure_functions_lite.queue import QueueMessage

MakeDatum = Callable[[Any, "str | None"], Datum]

CALLS = ["connectorTrigger", "mcpResourceTrigger", "mcpToolTrigger"]
TEXTUAL = ["mcpToolTrigger", "mcpPromptTrigger"]
"""Bindings whose host side takes text only."""
ANSWERED = pytest.mark.parametrize("binding", [*CALLS, "mcpPromptTrigger"])


def converter(binding: str) -> Any:
    return get_binding_registry().get(binding)


class Content:
    """A stand-in for a model of pydantic: it dumps itself, and keeps what it was asked for."""

    def __init__(self, text: str, note: str | None = None) -> None:
        self.text = text
        self.note = note
        self.asked: list[tuple[str, bool, bool]] = []

    def model_dump(self, *, mode: str = "python", by_alias: bool = False, exclude_none: bool = False) -> dict[str, Any]:
        self.asked.append((mode, by_alias, exclude_none))
        values = {"type": "text", "mimeType" if by_alias else "mime_type": self.text, "note": self.note}
        return {name: value for name, value in values.items() if value is not None or not exclude_none}


class Plain:
    def __str__(self) -> str:
        return "plain"


class NoModel:
    model_dump = "no method"

    def __str__(self) -> str:
        return "no model"


@pytest.mark.parametrize(
    ("type", "value", "raw"),
    [
        ("json", '{"a": 1}', '{"a": 1}'),
        ("json", "[1]", "[1]"),
        ("json", "{", "{"),
        ("json", None, None),
        ("string", '{"a": 1}', '{"a": 1}'),
        ("string", "hey", "hey"),
        ("bytes", b"\xff", b"\xff"),
        ("int", 5, 5),
        ("double", 1.5, 1.5),
        ("http", {"a": 1}, {"a": 1}),
        ("collection_bytes", SimpleNamespace(bytes=[b"x"]), [b"x"]),
        ("collection_string", SimpleNamespace(string=["x"]), ["x"]),
        ("collection_sint64", SimpleNamespace(sint64=[1]), [1]),
        ("string", None, None),
        (None, None, None),
    ],
)
@pytest.mark.parametrize("binding", CALLS)
def test_raw_values(make_datum: MakeDatum, binding: str, type: str | None, value: object, raw: object) -> None:
    made = converter(binding).decode(make_datum(value, type), trigger_metadata=None)
    assert made == raw
    assert made.__class__ is raw.__class__


@pytest.mark.parametrize("binding", CALLS)
def test_the_raw_value_of_no_datum_is_none(binding: str) -> None:
    assert converter(binding).decode(None, trigger_metadata=None) is None


@pytest.mark.parametrize("binding", CALLS)
def test_a_collection_without_items_is_rejected(make_datum: MakeDatum, binding: str) -> None:
    expected = "expected an object with an iterable attribute 'bytes', got int"
    with pytest.raises(DataError, match=rf"^cannot read a collection_bytes Datum: {expected}$"):
        converter(binding).decode(make_datum(5, "collection_bytes"), trigger_metadata=None)


@pytest.mark.parametrize(
    ("value", "type", "sent"),
    [
        (None, "string", ""),
        ("", "string", ""),
        ("å", "string", "å"),
        ('{"a": 1}', "string", '{"a": 1}'),
        (b"\xff", "bytes", b"\xff"),
        (b"", "bytes", b""),
        (bytearray(b"s"), "bytes", b"s"),
        (True, "string", "True"),
        (5, "string", "5"),
        (1.5, "string", "1.5"),
        ({}, "string", "{}"),
        ({"a": [1, None, True]}, "string", '{"a": [1, null, true]}'),
        (MappingProxyType({"a": 1}), "string", '{"a": 1}'),
        ([], "string", "[]"),
        (["a", None], "string", '["a", null]'),
        (("a", ("b",)), "string", '["a", ["b"]]'),
        ([b"a"], "string", '["YQ=="]'),
        ({"at": datetime(2024, 4, 6, tzinfo=timezone.utc)}, "string", '{"at": "2024-04-06T00:00:00+00:00"}'),
        ([UUID(int=1)], "string", '["00000000-0000-0000-0000-000000000001"]'),
        (Document(id=1), "string", '{"id": 1}'),
        (DocumentList([Document(id=1)]), "string", '[{"id": 1}]'),
        (QueueMessage(id="1"), "string", "QueueMessage(body=<bytes of length 0>, id='1')"),
        (Plain(), "string", "plain"),
        (NoModel(), "string", "no model"),
        ({1}, "string", "{1}"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_replies(value: object, type: str, sent: str | bytes) -> None:
    assert encode_reply(value, "x") == Datum(sent, type)


@ANSWERED
@pytest.mark.parametrize("value", [None, "s", {"a": 1}, ["a", None], 5, MCPToolContext(name="a")], ids=repr)
def test_replies_of_bindings(binding: str, value: object) -> None:
    assert converter(binding).encode(value, expected_type=None) == encode_reply(value, "x")


@ANSWERED
@pytest.mark.parametrize("content", [b"s", bytearray(b"s")], ids=["bytes", "bytearray"])
def test_replies_in_bytes(binding: str, content: bytes) -> None:
    """The host sends text only for a tool or a prompt, and would make ``System.Byte[]`` of bytes."""
    sent = Datum("s", "string") if binding in TEXTUAL else Datum(b"s", "bytes")
    assert converter(binding).encode(content, expected_type=None) == sent


@pytest.mark.parametrize("binding", TEXTUAL)
def test_replies_that_are_not_text_are_rejected(binding: str) -> None:
    message = rf"^cannot encode {binding}: expected UTF-8, because the host sends only text, got bytes of length 1$"
    with pytest.raises(DataError, match=message):
        converter(binding).encode(b"\xff", expected_type=None)


def test_bytes_are_sent_as_a_copy() -> None:
    assert type(encode_reply(bytearray(b"s"), "x").value) is bytes


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).filter(lambda v: type(v) is list))
def test_lists_are_sent_as_json(value: list[Any]) -> None:
    datum = encode_reply(value, "x")
    assert datum.type == "string"
    assert json.loads(datum.value) == value


TEXT = {"type": "text", "mimeType": "a"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (Content("a"), TEXT),
        ([Content("a")], [TEXT]),
        ((Content("a"), "b"), [TEXT, "b"]),
        ({"content": [Content("a")], "isError": False}, {"content": [TEXT], "isError": False}),
    ],
    ids=["alone", "in a list", "in a tuple", "in a dict"],
)
def test_models_dump_themselves(value: object, sent: object) -> None:
    datum = encode_reply(value, "x")
    assert datum.type == "string"
    assert json.loads(datum.value) == sent


def test_models_are_asked_for_json_by_its_names_and_without_nulls() -> None:
    model = Content("a")
    encode_reply([model], "x")
    assert model.asked == [("json", True, True)]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ([Plain()], "Plain"),
        ({"a": {1}}, "set"),
        (["a", io.BytesIO()], "BytesIO"),
        ((NoModel(),), "NoModel"),
        ([QueueMessage()], "QueueMessage"),
    ],
    ids=["in a list", "in a dict", "file", "in a tuple", "message"],
)
@ANSWERED
def test_what_json_lacks_is_rejected(binding: str, value: object, name: str) -> None:
    expected = "expected values that JSON has, got an object of type"
    with pytest.raises(ArgumentTypeError, match=rf"^cannot encode {binding}: {expected} {name}$"):
        converter(binding).encode(value, expected_type=None)


def test_a_list_that_contains_itself_is_rejected() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(
        DataError, match=r"^cannot encode connectorTrigger: expected a tree of values, got Circular reference detected$"
    ):
        encode_reply(value, "connectorTrigger")
