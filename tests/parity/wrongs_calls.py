"""What is wrong with Durable Functions, MCP and connectors."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, Optional

from .calls import REPLIES, Sealed, envelope
from .packages import converter

WRONGS: dict[str, Callable[[ModuleType], None]] = {}


def wrong(description: str) -> Callable[[Callable[[ModuleType], None]], Callable[[ModuleType], None]]:
    def add(check: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
        WRONGS[description] = check
        return check

    return add


def _decode(func: ModuleType, binding: str, *datum: Any) -> Any:
    return converter(func, binding).decode(func.meta.Datum(*datum) if datum else None, trigger_metadata={})


def _encode(func: ModuleType, binding: str, value: object) -> Any:
    return converter(func, binding).encode(value, expected_type=None)


def _decode_nothing(binding: str, func: ModuleType) -> None:
    value = _decode(func, binding)
    empty = {
        "orchestrationTrigger": func.OrchestrationContext(""),
        "entityTrigger": func.EntityContext(""),
        "mcpPromptTrigger": func.PromptInvocationContext({}),
    }
    assert value == empty.get(binding)


for _binding in ("activityTrigger", "orchestrationTrigger", "entityTrigger", *REPLIES):
    WRONGS[f"{_binding}: no Datum"] = partial(_decode_nothing, _binding)


def _optional(binding: str, direction: str, name: str, func: ModuleType) -> None:
    annotated: Any = Optional[getattr(func, name, str)]  # noqa: UP045  # this spelling, too
    check = getattr(converter(func, binding), f"check_{direction}_type_annotation")
    assert check(annotated) is True
    assert check(Optional[int]) is False  # noqa: UP045  # this spelling, too


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
    WRONGS[f"{_binding}: {_direction} annotated Optional"] = partial(_optional, _binding, _direction, _name)


@wrong("orchestrationTrigger: a context of None")
def _(func: ModuleType) -> None:
    assert func.OrchestrationContext(None).body == ""


def _returns_dict(binding: str, func: ModuleType) -> None:
    datum = _encode(func, binding, {"a": None})
    assert (datum.type, datum.value) == ("json", '{"a": null}')


for _binding in ("orchestrationTrigger", "entityTrigger"):
    WRONGS[f"{_binding}: a dict is returned"] = partial(_returns_dict, _binding)


def _error(func: ModuleType, binding: str, *datum: object) -> ValueError:
    try:
        _decode(func, binding, *datum)
    except ValueError as error:
        return error
    raise AssertionError


@wrong("durableClient: the message of an unknown Datum type")
def _(func: ModuleType) -> None:
    (message,) = _error(func, "durableClient", 5, "int").args
    assert "'int'" in message


@wrong("activityTrigger: the message of a class without from_json")
def _(func: ModuleType) -> None:
    error = _error(func, "activityTrigger", json.dumps(envelope(Sealed, "secret")), "json")
    messages = [str(error), str(error.__cause__)]
    assert any("from_json" in message and "Sealed" in message for message in messages)
    assert "secret" not in messages[0]


@wrong("activityTrigger: a message is handed on to the next function")
def _(func: ModuleType) -> None:
    datum = _encode(func, "activityTrigger", func.QueueMessage(id="a", body="b"))
    message = _decode(func, "activityTrigger", datum.value, datum.type)
    assert isinstance(message, func.QueueMessage)
    assert (message.id, message.get_body()) == ("a", b"b")


@wrong("activityTrigger: an envelope names a private module")
def _(func: ModuleType) -> None:
    for value in (func.Document(id=1), func.SqlRow(id=1), func.MySqlRow(id=1), func.QueueMessage(id="a")):
        assert "._" not in _encode(func, "activityTrigger", value).value


@wrong("activityTrigger: a list of documents")
def _(func: ModuleType) -> None:
    datum = _encode(func, "activityTrigger", func.DocumentList([func.Document(id=1)]))
    assert _decode(func, "activityTrigger", datum.value, datum.type) == [{"id": 1}]


@wrong("mcpToolTrigger: a JSON object")
def _(func: ModuleType) -> None:
    context = _decode(func, "mcpToolTrigger", '{"name": "a", "arguments": {"b": 1}}', "json")
    assert isinstance(context, func.MCPToolContext)
    assert context["arguments"] == {"b": 1}


def _replies(binding: str, value: object, text: str, func: ModuleType) -> None:
    datum = _encode(func, binding, value)
    assert (datum.type, datum.value) == ("string", text)


for _binding in REPLIES:
    WRONGS[f"{_binding}: a list is returned"] = partial(_replies, _binding, [1, None], "[1, null]")
    if _binding != "connectorTrigger":
        WRONGS[f"{_binding}: a dict is returned"] = partial(_replies, _binding, {"a": True}, '{"a": true}')
