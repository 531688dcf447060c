"""What is wrong with Durable Functions, MCP and connectors."""

from __future__ import annotations

import json
from functools import partial
from types import ModuleType

from .calls import REPLIES, Sealed, envelope
from .wrongs import Wrongs, decode, encode, takes_optional

WRONGS = Wrongs()


def _decode_nothing(binding: str, func: ModuleType) -> None:
    value = decode(func, binding)
    empty = {
        "orchestrationTrigger": func.OrchestrationContext(""),
        "entityTrigger": func.EntityContext(""),
        "mcpPromptTrigger": func.PromptInvocationContext({}),
    }
    assert value == empty.get(binding)


for _binding in ("activityTrigger", "orchestrationTrigger", "entityTrigger", *REPLIES):
    WRONGS[f"{_binding}: no Datum"] = partial(_decode_nothing, _binding)


for _binding, _direction, _name in (
    ("orchestrationTrigger", "input", "OrchestrationContext"),
    ("entityTrigger", "input", "EntityContext"),
    ("durableClient", "input", "str"),
    ("durableClient", "output", "str"),
    ("mcpToolTrigger", "input", "MCPToolContext"),
    ("mcpResourceTrigger", "input", "str"),
    ("mcpPromptTrigger", "input", "PromptInvocationContext"),
    ("connectorTrigger", "input", "str"),
):
    WRONGS[f"{_binding}: {_direction} annotated Optional"] = partial(takes_optional, _binding, _direction, _name)


@WRONGS.says("orchestrationTrigger: a context of None")
def _(func: ModuleType) -> None:
    assert func.OrchestrationContext(None).body == ""


def _returns_dict(binding: str, func: ModuleType) -> None:
    datum = encode(func, binding, {"a": None})
    assert (datum.type, datum.value) == ("json", '{"a": null}')


for _binding in ("orchestrationTrigger", "entityTrigger"):
    WRONGS[f"{_binding}: a dict is returned"] = partial(_returns_dict, _binding)


def _error(func: ModuleType, binding: str, *datum: object) -> ValueError:
    try:
        decode(func, binding, *datum)
    except ValueError as error:
        return error
    raise AssertionError


@WRONGS.says("durableClient: the message of an unknown Datum type")
def _(func: ModuleType) -> None:
    (message,) = _error(func, "durableClient", 5, "int").args
    assert "'int'" in message


@WRONGS.says("activityTrigger: the message of a class without from_json")
def _(func: ModuleType) -> None:
    error = _error(func, "activityTrigger", json.dumps(envelope(Sealed, "secret")), "json")
    messages = [str(error), str(error.__cause__)]
    assert any("from_json" in message and "Sealed" in message for message in messages)
    assert "secret" not in messages[0]


@WRONGS.says("activityTrigger: a message is handed on to the next function")
def _(func: ModuleType) -> None:
    datum = encode(func, "activityTrigger", func.QueueMessage(id="a", body="b"))
    message = decode(func, "activityTrigger", datum.value, datum.type)
    assert isinstance(message, func.QueueMessage)
    assert (message.id, message.get_body()) == ("a", b"b")


@WRONGS.says("activityTrigger: an envelope names a private module")
def _(func: ModuleType) -> None:
    for value in (func.Document(id=1), func.SqlRow(id=1), func.MySqlRow(id=1), func.QueueMessage(id="a")):
        assert "._" not in encode(func, "activityTrigger", value).value


@WRONGS.says("activityTrigger: a list of documents")
def _(func: ModuleType) -> None:
    datum = encode(func, "activityTrigger", func.DocumentList([func.Document(id=1)]))
    assert decode(func, "activityTrigger", datum.value, datum.type) == [{"id": 1}]


@WRONGS.says("mcpToolTrigger: a JSON object")
def _(func: ModuleType) -> None:
    context = decode(func, "mcpToolTrigger", '{"name": "a", "arguments": {"b": 1}}', "json")
    assert isinstance(context, func.MCPToolContext)
    assert context["arguments"] == {"b": 1}


def _replies(binding: str, value: object, text: str, func: ModuleType) -> None:
    datum = encode(func, binding, value)
    assert (datum.type, datum.value) == ("string", text)


for _binding in REPLIES:
    WRONGS[f"{_binding}: a list is returned"] = partial(_replies, _binding, [1, None], "[1, null]")
    if _binding != "connectorTrigger":
        WRONGS[f"{_binding}: a dict is returned"] = partial(_replies, _binding, {"a": True}, '{"a": true}')
