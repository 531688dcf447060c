"""Hypothesis strategies of every type, which make what a host could send."""

from __future__ import annotations

import importlib
import inspect
import json
import math
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import azure_functions_lite as func
from azure_functions_lite.errors import ArgumentTypeError, MissingExtraError
from azure_functions_lite.meta import BUILT_IN, registry
from azure_functions_lite.testing import builders, strategies
from azure_functions_lite.testing.strategies import of_type

pytestmark = pytest.mark.slow

BINDINGS = {
    func.CloudEvent: "eventGridTrigger",
    func.DocumentList: "cosmosDB",
    func.EntityContext: "entityTrigger",
    func.EventGridEvent: "eventGridTrigger",
    func.EventHubEvent: "eventHubTrigger",
    func.HttpRequest: "httpTrigger",
    func.InputStream: "blobTrigger",
    func.KafkaEvent: "kafkaTrigger",
    func.MySqlRowList: "mysql",
    func.OrchestrationContext: "orchestrationTrigger",
    func.PromptInvocationContext: "mcpPromptTrigger",
    func.QueueMessage: "queueTrigger",
    func.ServiceBusMessage: "serviceBusTrigger",
    func.SqlRowList: "sql",
    func.TimerRequest: "timerTrigger",
    func.WarmUpContext: "warmupTrigger",
}
"""What a host sends, and by which binding."""


class Stranger:
    """What only bindings take that take anything."""


def crosses(kind: type) -> bool:
    """Whether a type goes in or out by some binding that does not take anything."""
    for name in BUILT_IN:
        converter = registry.get(name)
        assert converter is not None
        checks = [getattr(converter, f"check_{way}_type_annotation", None) for way in ("input", "output")]
        if any(check is not None and check(kind) and not check(Stranger) for check in checks):
            return True
    return False


PUBLIC = [getattr(func, name) for name in func.__all__]
VALUES = [kind for kind in PUBLIC if isinstance(kind, type) and crosses(kind)] + [func.Context, func.MCPToolContext]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_type_has_a_strategy(kind: type) -> None:
    @settings(max_examples=15)
    @given(cast("st.SearchStrategy[object]", of_type(kind)))
    def check(value: object) -> None:
        assert type(value) is kind

    check()


def test_no_strategy_is_for_another_type() -> None:
    assert set(vars(strategies)["_BY_TYPE"]) == set(VALUES)
    assert set(BINDINGS) < set(VALUES)


@pytest.mark.parametrize("kind", BINDINGS, ids=lambda kind: kind.__name__)
def test_a_host_could_send_it(kind: type, decode: Callable[[str, object], Any]) -> None:
    @settings(max_examples=15)
    @given(cast("st.SearchStrategy[object]", of_type(kind)))
    def check(value: Any) -> None:
        assert decode(BINDINGS[kind], value) == value

    check()


@pytest.mark.parametrize("name", strategies.__all__)
def test_every_strategy_has_a_docstring(name: str) -> None:
    assert inspect.getdoc(getattr(strategies, name))


@settings(max_examples=15)
@given(strategies.queue_messages(dequeue_count=st.integers(2, 3), body=st.just("tea")))
def test_single_fields(message: func.QueueMessage) -> None:
    assert message.dequeue_count in (2, 3)
    assert message.get_body() == b"tea"


@pytest.mark.parametrize(
    ("part", "value", "body"),
    [
        ("json", {"id": 7}, b'{"id": 7}'),
        ("text", "tea", b"tea"),
        ("body", b"tea", b"tea"),
        ("form", {"id": "7"}, b"id=7"),
        ("files", {"file": b"tea"}, b"tea"),
    ],
)
def test_requests_with_a_body(part: str, value: object, body: bytes) -> None:
    @settings(max_examples=15)
    @given(strategies.http_requests(**{part: st.just(value)}, method=st.just("PUT")))
    def check(request: func.HttpRequest) -> None:
        assert request.method == "PUT"
        assert body in request.get_body()

    check()


FEW = settings(max_examples=60, phases=[Phase.generate])


def test_some_requests_have_a_body() -> None:
    assert find(strategies.http_requests(), lambda request: request.get_body() != b"", settings=FEW).get_body()


def is_no_json(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
OUTSIDE: dict[str, tuple[Callable[[], st.SearchStrategy[Any]], Callable[[Any], bool]]] = {
    "numbers": (strategies.json_values, is_no_json),
    "dequeue count": (strategies.queue_messages, lambda message: message.dequeue_count not in range(1, 6)),
    "delivery count": (strategies.service_bus_messages, lambda message: message.delivery_count not in range(1, 11)),
    "time to live": (
        strategies.service_bus_messages,
        lambda message: not timedelta() <= message.time_to_live <= timedelta(days=14),
    ),
    "content type": (
        strategies.service_bus_messages,
        lambda message: message.content_type not in {None, "text/plain", "application/json"},
    ),
    "media type": (
        strategies.http_responses,
        lambda response: response.mimetype not in {"text/plain", "application/json"},
    ),
    "fields": (
        strategies.document_lists,
        lambda documents: any(not {"id"} <= {*document} <= {"id", "name", "count"} for document in documents),
    ),
    "columns": (strategies.sql_row_lists, lambda rows: any({*row} != {"id", "name"} for row in rows)),
    "sequence number": (strategies.event_hub_events, lambda event: event.sequence_number not in range(2**63)),
    "topic": (strategies.kafka_events, lambda event: not re.fullmatch("[a-z][a-z0-9-]{0,15}", event.topic)),
    "timestamp": (strategies.kafka_events, lambda event: not re.fullmatch("[-0-9]{10}T[:0-9]{8}Z", event.timestamp)),
    "partition": (strategies.kafka_events, lambda event: event.partition not in range(2**31)),
    "method": (strategies.http_requests, lambda request: request.method not in METHODS),
    "status": (
        strategies.http_responses,
        lambda response: response.status_code not in {200, 201, 204, 302, 400, 404, 500},
    ),
}


@pytest.mark.parametrize(("strategy", "is_outside"), OUTSIDE.values(), ids=OUTSIDE)
def test_limits(strategy: Callable[[], st.SearchStrategy[Any]], is_outside: Callable[[Any], bool]) -> None:
    with pytest.raises(NoSuchExample):
        find(strategy(), is_outside, settings=FEW)


@settings(max_examples=15)
@given(strategies.sql_row_lists(id=st.just(7)), strategies.document_lists(id=st.just("a")))
def test_columns(rows: func.SqlRowList, documents: func.DocumentList) -> None:
    assert all(row.to_dict() == {"id": 7} for row in rows)
    assert all(document["id"] == "a" for document in documents)


@settings(max_examples=15)
@given(strategies.orchestration_contexts(input=st.just('"tea"')), strategies.entity_contexts(state=st.just("5")))
def test_parts_of_contexts(orchestration: func.OrchestrationContext, entity: func.EntityContext) -> None:
    history, batch = (json.loads(each.body) for each in (orchestration, entity))
    assert (history.keys(), history["input"]) == ({"input", "instanceId", "isReplaying", "history"}, '"tea"')
    assert (batch.keys(), batch["state"]) == ({"self", "exists", "state", "batch"}, "5")
    assert batch["self"].keys() == {"name", "key"}


def test_a_type_without_a_strategy() -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot find a strategy: expected one of CloudEvent, Context, .*, WarmUpContext, got type$",
    ):
        of_type(str)


def test_builders_have_strategies() -> None:
    made = [build() for build in map(vars(builders).get, builders.__all__) if inspect.isfunction(build)]
    assert {type(value) for value in made if not isinstance(value, list)} <= {*VALUES}


def test_hypothesis_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, strategies.__name__)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(
        MissingExtraError,
        match=r"^cannot import azure_functions_lite\.testing\.strategies: expected the package hypothesis, got ",
    ):
        importlib.import_module(strategies.__name__)
