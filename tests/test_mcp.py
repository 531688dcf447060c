"""MCP: what tools, resources and prompts receive."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import DataError, FieldError, InvalidJSONError
from azure_functions_lite.mcp import MCPResourceTriggerConverter, MCPToolContext, PromptInvocationContext
from azure_functions_lite.meta import Datum, get_binding_registry

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]

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
    with pytest.raises(
        DataError, match=r"^cannot read PromptInvocationContext: expected a JSON object, got list of length 0$"
    ):
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
