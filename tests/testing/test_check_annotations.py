"""Annotations that do not fit what arrives, by the table of triggers that come in batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest

import azure_functions_lite as func
from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.testing._apps.signature import Signature
from azure_functions_lite.testing._checks.annotations import check_data

MESSAGES: dict[str, type] = {
    "eventHubTrigger": func.EventHubEvent,
    "kafkaTrigger": func.KafkaEvent,
    "serviceBusTrigger": func.ServiceBusMessage,
}
BATCHES: dict[str, type] = {**MESSAGES, "eventGridTrigger": func.EventGridEvent}


def taking(annotation: object) -> Callable[..., None]:
    def take(it: object) -> None: ...

    take.__annotations__["it"] = annotation
    return take


def found(
    function: Callable[..., Any], type: str, direction: str = "in", name: str = "it", **options: str
) -> list[str]:
    """The code and the message of each problem."""
    row = BindingRow.of({"name": name, "type": type, "direction": direction, **options}, "a row")
    return [f"{each.code}: {each.message}" for each in check_data(Signature(function, [row]))]


@pytest.mark.parametrize(("type", "kind"), BATCHES.items(), ids=BATCHES)
def test_one_message_or_a_list(type: str, kind: Any) -> None:
    name, binary = kind.__name__, {"dataType": "binary"}
    assert found(taking(kind), type, **binary) == found(taking(list[kind]), type, **binary, cardinality="many") == []
    assert found(taking(kind), type, **binary, cardinality="many") == [
        f"cardinality: expected List[{name}], because cardinality is 'many', got {name}"
    ]
    assert found(taking(list[kind]), type, **binary) == [
        f"cardinality: expected {name}, because cardinality is not 'many', got a list"
    ]


@pytest.mark.parametrize("annotation", [list[int | str], list, Literal["a"], list[func.ServiceBusMessage]], ids=repr)
def test_lists_of_something_else(annotation: object) -> None:
    assert found(taking(annotation), "someTrigger") == []
    assert found(taking(annotation), "kafkaTrigger") == []


@pytest.mark.parametrize(("type", "kind"), MESSAGES.items(), ids=MESSAGES)
def test_data_of_batches(type: str, kind: Any) -> None:
    several = taking(list[kind])
    message = "batch-data: set dataType 'binary' for a batch: without it,"
    assert found(several, type, cardinality="many") == [f"{message} one body that is not JSON fails them all"]
    assert found(several, type, cardinality="many", dataType="string") == [f"{message} empty bodies are left out"]
    assert found(taking(kind), type) == []


def test_data_of_other_batches() -> None:
    assert found(taking(list[func.EventGridEvent]), "eventGridTrigger", cardinality="many") == []


def client(module: str) -> object:
    return type("BlobClient", (), {"__module__": module})


@pytest.mark.parametrize(
    ("annotation", "is_replaced"),
    [
        (func.InputStream, True),
        (bytes, True),
        (str, False),
        (client("azurefunctions.extensions.bindings.blob"), False),
        (client("azure.storage.blob"), True),
    ],
    ids=["stream", "bytes", "text", "client", "another client"],
)
def test_data_of_blobs(annotation: object, is_replaced: bool) -> None:
    message = "blob-data: set dataType 'binary' for a blob: without it, bytes that are not UTF-8 are replaced"
    assert found(taking(annotation), "blob", path="a/b") == ([message] if is_replaced else [])
    assert found(taking(annotation), "blob", path="a/b", dataType="binary") == []


@pytest.mark.parametrize("type", ["kafka", "serviceBus"])
def test_bytes_that_are_sent(type: str) -> None:
    def give() -> bytes:
        return b"tea"

    message = f"output-bytes: expected str for {type}, because bytes arrive as the text 'System.Byte[]', got bytes"
    assert found(taking(func.Out[bytes]), type, "out") == found(give, type, "out", "$return") == [message]
    assert found(taking(func.Out[str]), type, "out") == found(give, "eventHub", "out", "$return") == []
