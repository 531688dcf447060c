"""Connectors: what a trigger of theirs receives, and what it replies."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from azure_functions_lite.connectors import ConnectorTriggerConverter
from azure_functions_lite.errors import ArgumentTypeError
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def test_a_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("connectorTrigger")
    value = ConnectorTriggerConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(value, str)
    assert json.loads(value) == {
        "body": {"value": [{"id": "AAMk", "subject": "Smörgås", "from": "a@example.com", "hasAttachments": False}]}
    }


@pytest.mark.parametrize(
    ("type", "value", "decoded"),
    [
        ("json", '{"a": 1}', '{"a": 1}'),
        ("json", "{", "{"),
        ("string", "hey", "hey"),
        ("bytes", b"\xff", b"\xff"),
        ("int", 5, 5),
        ("double", 1.5, 1.5),
        ("collection_string", SimpleNamespace(string=["x"]), ["x"]),
        (None, None, None),
    ],
)
def test_inputs_stay_as_they_are(make_datum: MakeDatum, type: str | None, value: object, decoded: object) -> None:
    assert ConnectorTriggerConverter.decode(make_datum(value, type), trigger_metadata={}) == decoded


def test_no_datum_is_none() -> None:
    assert ConnectorTriggerConverter.decode(None, trigger_metadata=None) is None


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, Datum("", "string")),
        ("s", Datum("s", "string")),
        (b"s", Datum(b"s", "bytes")),
        ({"a": 1}, Datum('{"a": 1}', "string")),
        ([1, None], Datum("[1, null]", "string")),
        (5, Datum("5", "string")),
    ],
    ids=repr,
)
def test_replies(value: object, sent: Datum) -> None:
    assert ConnectorTriggerConverter.encode(value, expected_type=None) == sent


def test_what_json_lacks_is_rejected() -> None:
    message = r"^cannot encode connectorTrigger: expected values that JSON has, got an object of type set$"
    with pytest.raises(ArgumentTypeError, match=message):
        ConnectorTriggerConverter.encode([{1}], expected_type=None)
