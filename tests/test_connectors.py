"""Connectors: what a trigger of theirs receives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from azure_functions_lite.connectors import ConnectorTriggerConverter
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
