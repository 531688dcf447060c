"""MCP: what tools, resources and prompts receive, and what they reply."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, InvalidJSONError
from azure_functions_lite.mcp import MCPResourceTriggerConverter, MCPToolContext, PromptInvocationContext
from azure_functions_lite.meta import Datum, get_binding_registry

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

TRIGGERS = ["mcpToolTrigger", "mcpResourceTrigger", "mcpPromptTrigger"]
REQUEST: dict[str, Any] = {
    "name": "summarize",
    "arguments": {"topic": "å"},
    "sessionid": "9d3f",
    "transport": {"name": "sse"},
}
OBJECTS = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())


def converter(binding: str) -> Any:
    """A converter by its binding: two of the classes have private names."""
    return get_binding_registry().get(binding)


def call(data: Datum | None) -> Any:
    return converter("mcpToolTrigger").decode(data, trigger_metadata=None)


def prompt(data: Datum | None) -> PromptInvocationContext:
    made = converter("mcpPromptTrigger").decode(data, trigger_metadata=None)
    assert type(made) is PromptInvocationContext
    return made


def test_a_tool_context_is_a_dict(duplicate: Callable[[object], object]) -> None:
    context = MCPToolContext(name="save", arguments={"a": 1})
    assert context == {"name": "save", "arguments": {"a": 1}}
    assert context["arguments"]["a"] == 1
    assert json.dumps(context) == '{"name": "save", "arguments": {"a": 1}}'
    assert duplicate(context) == context
    assert type(duplicate(context)) is MCPToolContext


def test_a_prompt_context_needs_nothing() -> None:
    context = PromptInvocationContext()
    assert (context.name, context.arguments, context.sessionid, context.transport) == ("", {}, None, None)


@pytest.mark.parametrize(
    "context",
    [
        PromptInvocationContext(**REQUEST),
        PromptInvocationContext(REQUEST),
        PromptInvocationContext(MappingProxyType(REQUEST)),
        PromptInvocationContext(json.dumps(REQUEST)),
        PromptInvocationContext(json.dumps(REQUEST, ensure_ascii=False).encode()),
        PromptInvocationContext(data=REQUEST, name="other", sessionid="other"),
        PromptInvocationContext(
            {"name": "summarize", "sessionid": "9d3f"}, arguments={"topic": "å"}, transport={"name": "sse"}
        ),
    ],
    ids=["keywords", "dict", "mapping", "str", "bytes", "data before keywords", "both"],
)
def test_a_prompt_context_has_what_it_is_given(context: PromptInvocationContext) -> None:
    assert context == PromptInvocationContext(REQUEST)
    assert context.name == "summarize"
    assert context.arguments == {"topic": "å"}
    assert context.sessionid == "9d3f"
    assert context.transport == {"name": "sse"}


@pytest.mark.parametrize(
    "data",
    [None, {}, "{}", b"{}", "null", '{"other": 1}', {"name": None, "arguments": None, "transport": None}],
    ids=repr,
)
def test_what_the_host_does_not_say_is_empty(data: Any) -> None:
    assert PromptInvocationContext(data) == PromptInvocationContext()
    assert PromptInvocationContext(data, arguments=None).arguments == {}


@pytest.mark.parametrize(
    ("data", "got"),
    [("[]", "list of length 0"), ('"a"', "str of length 1"), (5, "int"), (["a"], "list of length 1"), ("5", "int")],
)
def test_a_prompt_that_is_not_an_object_is_rejected(data: Any, got: str) -> None:
    with pytest.raises(DataError, match=rf"^cannot read PromptInvocationContext: expected a JSON object, got {got}$"):
        PromptInvocationContext(data)


@pytest.mark.parametrize("data", ["", "x", "{", b"\xff"], ids=repr)
def test_a_prompt_that_is_not_json_is_rejected(data: str | bytes) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot read PromptInvocationContext: expected JSON"):
        PromptInvocationContext(data)


@pytest.mark.parametrize(
    ("data", "name", "got"),
    [({"arguments": []}, "arguments", r"\[\]"), ({"transport": "sse"}, "transport", "'sse'")],
    ids=["arguments", "transport"],
)
def test_a_prompt_with_a_field_of_another_type_is_rejected(data: dict[str, Any], name: str, got: str) -> None:
    message = rf"^cannot read field '{name}' of PromptInvocationContext: expected a JSON object, got {got}$"
    with pytest.raises(FieldError, match=message):
        PromptInvocationContext(data).to_dict()


def test_text_that_is_not_json_becomes_json_text() -> None:
    assert PromptInvocationContext({"name": 5, "sessionid": [1]}) == PromptInvocationContext(name="5", sessionid="[1]")


def test_prompt_contexts_are_values(duplicate: Callable[[object], object]) -> None:
    context = PromptInvocationContext(REQUEST)
    assert duplicate(context) == context
    assert context != REQUEST
    for name in REQUEST:
        assert context != PromptInvocationContext({**REQUEST, name: None})
    assert repr(PromptInvocationContext(name="n", sessionid="s")) == "PromptInvocationContext(name='n', sessionid='s')"
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(context)


@pytest.mark.parametrize("name", ["name", "arguments", "sessionid", "transport"])
def test_prompt_contexts_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(PromptInvocationContext(), name, None)


def test_a_prompt_context_as_dict_and_json() -> None:
    context = PromptInvocationContext(REQUEST)
    assert context.to_dict() == REQUEST
    assert json.loads(context.to_json()) == REQUEST
    assert PromptInvocationContext().to_dict() == {"name": "", "arguments": {}, "sessionid": None, "transport": None}


@given(st.text(), OBJECTS, st.none() | st.text(), st.none() | OBJECTS)
def test_a_prompt_context_comes_back(
    name: str, arguments: dict[str, Any], sessionid: str | None, transport: dict[str, Any] | None
) -> None:
    context = PromptInvocationContext(name=name, arguments=arguments, sessionid=sessionid, transport=transport)
    assert PromptInvocationContext.from_json(context.to_json()) == context
    assert PromptInvocationContext(context.to_json()) == context
    assert prompt(Datum(context.to_json(), "json")) == context


def test_json_that_is_not_a_prompt_context_is_rejected() -> None:
    with pytest.raises(DataError, match=r"^cannot read PromptInvocationContext: expected a JSON object, got list"):
        PromptInvocationContext.from_json("[]")


def test_payload_of_a_tool(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("mcpToolTrigger")
    context = converter("mcpToolTrigger").decode(data, trigger_metadata=metadata)
    assert isinstance(context, str)
    assert json.loads(context) == {
        "name": "save_snippet",
        "arguments": {"snippetname": "smörgås", "lines": [1, 2]},
        "sessionid": "9d3f",
        "transport": {"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}},
    }


def test_payload_of_a_resource(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("mcpResourceTrigger")
    value = MCPResourceTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(value, str)
    assert json.loads(value) == {
        "uri": "file://readme.md",
        "sessionid": "9d3f",
        "transport": {"name": "http-streamable"},
    }


def test_payload_of_a_prompt(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("mcpPromptTrigger")
    assert converter("mcpPromptTrigger").decode(data, trigger_metadata=metadata) == PromptInvocationContext(
        name="summarize",
        arguments={"language": "svenska", "topic": "smörgås"},
        sessionid="9d3f",
        transport={"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}},
    )


@pytest.mark.parametrize(
    ("type", "value", "decoded"),
    [
        ("json", '{"name": "a"}', '{"name": "a"}'),
        ("json", "{", "{"),
        ("json", None, None),
        ("string", '{"name": "a"}', '{"name": "a"}'),
        ("string", "hey", "hey"),
        ("bytes", b'{"name": "a"}', b'{"name": "a"}'),
        ("int", 5, 5),
        ("double", 1.5, 1.5),
        ("collection_bytes", SimpleNamespace(bytes=[b"x"]), [b"x"]),
        ("collection_string", SimpleNamespace(string=["x"]), ["x"]),
        ("collection_sint64", SimpleNamespace(sint64=[1]), [1]),
        (None, None, None),
    ],
)
def test_inputs_of_tools(make_datum: MakeDatum, type: str | None, value: object, decoded: object) -> None:
    made = call(make_datum(value, type))
    assert made == decoded
    assert made.__class__ is decoded.__class__


def test_no_datum_is_not_a_call() -> None:
    assert call(None) is None


@pytest.mark.parametrize(
    ("type", "value", "decoded"),
    [
        ("json", '{"a": 1}', '{"a": 1}'),
        ("json", "{", "{"),
        ("string", "hey", "hey"),
        ("bytes", b"\xff", b"\xff"),
        ("int", 5, 5),
        ("http", {}, {}),
        ("collection_string", SimpleNamespace(string=["x"]), ["x"]),
        (None, None, None),
    ],
)
def test_inputs_of_resources(make_datum: MakeDatum, type: str | None, value: object, decoded: object) -> None:
    assert MCPResourceTriggerConverter.decode(make_datum(value, type), trigger_metadata={}) == decoded


def test_no_datum_is_not_a_resource() -> None:
    assert MCPResourceTriggerConverter.decode(None, trigger_metadata=None) is None


@pytest.mark.parametrize(
    ("type", "value"),
    [("json", json.dumps(REQUEST)), ("string", json.dumps(REQUEST)), ("bytes", json.dumps(REQUEST).encode())],
    ids=["json", "string", "bytes"],
)
def test_inputs_of_prompts(make_datum: MakeDatum, type: str, value: object) -> None:
    assert prompt(make_datum(value, type)) == PromptInvocationContext(**REQUEST)


def test_nothing_is_an_empty_prompt(make_datum: MakeDatum) -> None:
    assert prompt(None) == PromptInvocationContext()
    assert prompt(make_datum(None, None)) == PromptInvocationContext()
    assert prompt(make_datum("null", "json")) == PromptInvocationContext()
    assert prompt(make_datum(None, "json")) == PromptInvocationContext()


@pytest.mark.parametrize(
    ("type", "value", "expected"),
    [("json", "{", "JSON"), ("string", "hey", "JSON"), ("json", "[1]", "a JSON object")],
)
def test_prompts_that_cannot_be_read(make_datum: MakeDatum, type: str, value: str, expected: str) -> None:
    unreadable = prompt(make_datum(value, type))
    with pytest.raises(FieldError, match=rf"^cannot read the JSON of PromptInvocationContext: expected {expected},"):
        unreadable.name  # noqa: B018


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, Datum("", "string")),
        ("s", Datum("s", "string")),
        ({"a": 1}, Datum('{"a": 1}', "string")),
        (["a", None], Datum('["a", null]', "string")),
        (5, Datum("5", "string")),
        (MCPToolContext(name="a"), Datum('{"name": "a"}', "string")),
    ],
    ids=repr,
)
@pytest.mark.parametrize("binding", TRIGGERS)
def test_replies(binding: str, value: object, sent: Datum) -> None:
    assert converter(binding).encode(value, expected_type=None) == sent


@pytest.mark.parametrize("content", [b"s", bytearray(b"s")], ids=["bytes", "bytearray"])
@pytest.mark.parametrize("binding", TRIGGERS)
def test_replies_in_bytes(binding: str, content: bytes) -> None:
    """The host sends text only for a tool or a prompt, and would make ``System.Byte[]`` of bytes."""
    is_textual = binding in ("mcpToolTrigger", "mcpPromptTrigger")
    sent = Datum("s", "string") if is_textual else Datum(b"s", "bytes")
    assert converter(binding).encode(content, expected_type=None) == sent


@pytest.mark.parametrize("binding", ["mcpToolTrigger", "mcpPromptTrigger"])
def test_replies_that_are_not_text_are_rejected(binding: str) -> None:
    message = rf"^cannot encode {binding}: expected UTF-8, because the host sends only text, got bytes of length 1$"
    with pytest.raises(DataError, match=message):
        converter(binding).encode(b"\xff", expected_type=None)


@pytest.mark.parametrize("binding", TRIGGERS)
def test_what_json_lacks_is_rejected(binding: str) -> None:
    message = rf"^cannot encode {binding}: expected values that JSON has, got an object of type set$"
    with pytest.raises(ArgumentTypeError, match=message):
        converter(binding).encode({"a": {1}}, expected_type=None)
