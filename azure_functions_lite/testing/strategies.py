"""Hypothesis strategies for the values that functions receive and return. They need the package `hypothesis`.

Every strategy accepts strategies for single fields by keyword, and generates the others as a host might send them::

    @given(queue_messages(dequeue_count=st.integers(1, 5)))
    def test_take(msg: func.QueueMessage) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final, TypeVar, cast

import azure_functions_lite as func
from azure_functions_lite._wire import json
from azure_functions_lite.context import RetryContext, TraceContext
from azure_functions_lite.errors import ArgumentTypeError, MissingExtraError, describe
from azure_functions_lite.testing import builders

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as _error:
    where = "cannot import azure_functions_lite.testing.strategies"
    raise MissingExtraError(where, expected="the package hypothesis", got=str(_error)) from _error

__all__ = [
    "blobs",
    "cloud_events",
    "contexts",
    "document_lists",
    "entity_contexts",
    "event_grid_events",
    "event_grid_output_events",
    "event_hub_events",
    "http_requests",
    "http_responses",
    "json_values",
    "kafka_events",
    "mcp_tool_contexts",
    "mysql_row_lists",
    "of_type",
    "orchestration_contexts",
    "prompt_invocation_contexts",
    "queue_messages",
    "service_bus_messages",
    "sql_row_lists",
    "timer_requests",
    "warm_up_contexts",
]

T = TypeVar("T")

# Text that UTF-8 can carry.
_TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_WORDS: Final = st.from_regex(r"[a-z][a-z0-9-]{0,15}", fullmatch=True)
_PATHS: Final = st.lists(_WORDS, min_size=2, max_size=4).map("/".join)
_TIMES: Final = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(timezone.utc))
_COUNTS: Final = st.integers(0, 2**31 - 1)
_LONGS: Final = st.integers(0, 2**63 - 1)


def json_values() -> SearchStrategy[Any]:
    """Values that JSON has: objects, arrays, text, finite numbers, booleans and None."""
    plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        plain | _TEXTS,
        lambda items: st.lists(items, max_size=3) | st.dictionaries(_TEXTS, items, max_size=3),
        max_leaves=6,
    )


_OBJECTS: Final = st.dictionaries(_TEXTS, json_values(), max_size=3)
_BODIES: Final = (
    _TEXTS | st.binary(max_size=20) | json_values().map(lambda value: json.dumps(value, "cannot write a body"))
)


def _built(
    build: Callable[..., T], given: Mapping[str, SearchStrategy[Any]], **fields: SearchStrategy[Any]
) -> SearchStrategy[T]:
    return st.builds(build, **{**fields, **given})


def queue_messages(**fields: SearchStrategy[Any]) -> SearchStrategy[func.QueueMessage]:
    """Messages of storage queues; `fields` are those of `azure_functions_lite.testing.builders.queue_message`."""
    return _built(
        builders.queue_message,
        fields,
        body=_BODIES,
        id=_TEXTS,
        pop_receipt=_TEXTS,
        dequeue_count=st.integers(1, 5),
        insertion_time=_TIMES,
        expiration_time=_TIMES,
        time_next_visible=_TIMES,
    )


def event_hub_events(**fields: SearchStrategy[Any]) -> SearchStrategy[func.EventHubEvent]:
    """Events of event hubs; `fields` are those of `azure_functions_lite.testing.builders.event_hub_event`."""
    return _built(
        builders.event_hub_event,
        fields,
        body=_BODIES,
        partition_key=st.none() | _WORDS,
        sequence_number=_LONGS,
        offset=_LONGS.map(str),
        enqueued_time=_TIMES,
        iothub_metadata=st.none() | st.dictionaries(_WORDS, _WORDS, min_size=1, max_size=2),
    )


def service_bus_messages(**fields: SearchStrategy[Any]) -> SearchStrategy[func.ServiceBusMessage]:
    """Messages of Service Bus; `fields` are those of `azure_functions_lite.testing.builders.service_bus_message`."""
    optional = st.none() | _WORDS
    return _built(
        builders.service_bus_message,
        fields,
        body=_BODIES,
        application_properties=st.dictionaries(_WORDS, _TEXTS | _COUNTS | st.booleans(), max_size=3),
        content_type=st.sampled_from([None, "text/plain", "application/json"]),
        correlation_id=optional,
        delivery_count=st.integers(1, 10),
        enqueued_time_utc=_TIMES,
        expires_at_utc=_TIMES,
        message_id=_WORDS,
        partition_key=optional,
        reply_to=optional,
        sequence_number=_LONGS,
        session_id=optional,
        subject=optional,
        time_to_live=st.timedeltas(timedelta(), timedelta(days=14)),
        to=optional,
    )


def kafka_events(**fields: SearchStrategy[Any]) -> SearchStrategy[func.KafkaEvent]:
    """Events of Kafka topics; `fields` are those of `azure_functions_lite.testing.builders.kafka_event`."""
    return _built(
        builders.kafka_event,
        fields,
        body=_BODIES,
        key=st.none() | _WORDS,
        offset=_LONGS,
        partition=_COUNTS,
        topic=_WORDS,
        timestamp=_TIMES.map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z"),
    )


def blobs(**fields: SearchStrategy[Any]) -> SearchStrategy[func.InputStream]:
    """Contents of blobs; `fields` are those of `azure_functions_lite.testing.builders.blob`."""
    return _built(builders.blob, fields, data=_TEXTS | st.binary(max_size=40), name=_PATHS)


def timer_requests(**fields: SearchStrategy[Any]) -> SearchStrategy[func.TimerRequest]:
    """What timers send; `fields` are those of `azure_functions_lite.testing.builders.timer_request`."""
    schedule = st.fixed_dictionaries({"AdjustForDST": st.booleans()})
    return _built(builders.timer_request, fields, past_due=st.booleans(), schedule=schedule)


def event_grid_events(**fields: SearchStrategy[Any]) -> SearchStrategy[func.EventGridEvent]:
    """Events of Event Grid; `fields` are those of `azure_functions_lite.testing.builders.event_grid_event`."""
    return _built(
        builders.event_grid_event,
        fields,
        data=_OBJECTS,
        id=_WORDS,
        topic=_PATHS,
        subject=_PATHS,
        event_type=_WORDS,
        event_time=_TIMES,
        data_version=st.sampled_from(["", "1.0"]),
    )


def event_grid_output_events(**fields: SearchStrategy[Any]) -> SearchStrategy[func.EventGridOutputEvent]:
    """Events to send to Event Grid; `fields` are those of `azure_functions_lite.EventGridOutputEvent`."""
    return _built(
        func.EventGridOutputEvent,
        fields,
        id=_WORDS,
        data=_OBJECTS,
        subject=_PATHS,
        event_type=_WORDS,
        event_time=_TIMES,
        data_version=st.just("1.0"),
    )


def cloud_events(**fields: SearchStrategy[Any]) -> SearchStrategy[func.CloudEvent]:
    """CloudEvents; `fields` are those of `azure_functions_lite.testing.builders.cloud_event`."""
    return _built(
        builders.cloud_event,
        fields,
        data=json_values() | st.binary(max_size=20),
        id=_WORDS,
        source=_PATHS,
        type=_WORDS,
        time=_TIMES,
        subject=st.none() | _PATHS,
    )


def http_requests(**fields: SearchStrategy[Any]) -> SearchStrategy[func.HttpRequest]:
    """Requests; `fields` are those of `azure_functions_lite.testing.builders.http_request`."""
    # One body at most.
    with_body = {"json", "text", "form", "files"} & fields.keys()
    body = {} if with_body else {"body": st.none() | _BODIES}
    return _built(
        builders.http_request,
        fields,
        method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
        url=_PATHS.map(lambda path: f"https://example.azurewebsites.net/api/{path}"),
        params=st.dictionaries(_WORDS, _TEXTS.filter(bool), max_size=3),
        headers=st.dictionaries(_WORDS.map("x-{}".format), _WORDS, max_size=3),
        route_params=st.dictionaries(_WORDS, _WORDS, max_size=2),
        **body,
    )


def http_responses(**fields: SearchStrategy[Any]) -> SearchStrategy[func.HttpResponse]:
    """Responses; `fields` are those of `azure_functions_lite.HttpResponse`."""
    return _built(
        func.HttpResponse,
        fields,
        body=_BODIES,
        status_code=st.sampled_from([200, 201, 204, 302, 400, 404, 500]),
        headers=st.dictionaries(_WORDS.map("x-{}".format), _WORDS, max_size=3),
        mimetype=st.sampled_from(["text/plain", "application/json"]),
    )


def document_lists(**fields: SearchStrategy[Any]) -> SearchStrategy[func.DocumentList]:
    """Documents of Cosmos DB, which have an id; `fields` are strategies for further fields of each."""
    item = st.fixed_dictionaries({"id": _WORDS, **fields}, optional={"name": _TEXTS, "count": _COUNTS})
    return st.lists(item, max_size=3).map(lambda items: builders.documents(items))


def sql_row_lists(**fields: SearchStrategy[Any]) -> SearchStrategy[func.SqlRowList]:
    """Rows of Azure SQL; `fields` are strategies for the columns."""
    return _rows(fields).map(lambda rows: builders.sql_rows(rows))


def mysql_row_lists(**fields: SearchStrategy[Any]) -> SearchStrategy[func.MySqlRowList]:
    """Rows of MySQL; `fields` are strategies for the columns."""
    return _rows(fields).map(lambda rows: builders.mysql_rows(rows))


def _rows(fields: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[list[dict[str, Any]]]:
    columns: Mapping[str, SearchStrategy[Any]] = fields or {"id": _COUNTS, "name": st.none() | _TEXTS}
    return st.lists(st.fixed_dictionaries({**columns}), max_size=3)


def mcp_tool_contexts(**fields: SearchStrategy[Any]) -> SearchStrategy[func.MCPToolContext]:
    """Calls of MCP tools; `fields` are those of `azure_functions_lite.testing.builders.mcp_tool_context`."""
    return _built(builders.mcp_tool_context, fields, name=_WORDS, arguments=_OBJECTS, sessionid=st.none() | _WORDS)


def prompt_invocation_contexts(**fields: SearchStrategy[Any]) -> SearchStrategy[func.PromptInvocationContext]:
    """Calls of MCP prompts; `fields` are those of `azure_functions_lite.testing.builders.prompt_invocation_context`."""
    arguments = st.dictionaries(_WORDS, _TEXTS, max_size=3)
    return _built(
        builders.prompt_invocation_context, fields, name=_WORDS, arguments=arguments, sessionid=st.none() | _WORDS
    )


def warm_up_contexts() -> SearchStrategy[func.WarmUpContext]:
    """What warm-up functions receive."""
    return st.builds(builders.warm_up_context)


def orchestration_contexts(**fields: SearchStrategy[Any]) -> SearchStrategy[func.OrchestrationContext]:
    """What an orchestrator receives at first; `fields` are strategies for parts of its JSON: ``input=…``."""
    return _sent(
        func.OrchestrationContext,
        {"input": st.none() | _JSON_TEXTS, "instanceId": _WORDS, "isReplaying": st.booleans(), "history": st.just([])},
        fields,
    )


def entity_contexts(**fields: SearchStrategy[Any]) -> SearchStrategy[func.EntityContext]:
    """What an entity receives; `fields` are strategies for parts of its JSON: ``state=…``."""
    self = st.fixed_dictionaries({"name": _WORDS, "key": _WORDS})
    return _sent(
        func.EntityContext,
        {"self": self, "exists": st.booleans(), "state": st.none() | _JSON_TEXTS, "batch": st.just([])},
        fields,
    )


_JSON_TEXTS: Final = json_values().map(lambda value: json.dumps(value, "cannot write a value"))


def _sent(
    kind: Callable[[str], T], parts: Mapping[str, SearchStrategy[Any]], given: Mapping[str, SearchStrategy[Any]]
) -> SearchStrategy[T]:
    documents = st.fixed_dictionaries({**parts, **given})
    return documents.map(lambda document: kind(json.dumps(document, "cannot write a context")))


def contexts(**fields: SearchStrategy[Any]) -> SearchStrategy[func.Context]:
    """Contexts of invocations; `fields` are those of `azure_functions_lite.testing.builders.context`."""
    hexadecimal = "0123456789abcdef"
    parts = st.tuples(st.text(hexadecimal, min_size=32, max_size=32), st.text(hexadecimal, min_size=16, max_size=16))
    return _built(
        builders.context,
        fields,
        invocation_id=st.uuids().map(str),
        function_name=_WORDS,
        trace_context=parts.map(lambda ids: TraceContext(trace_parent=f"00-{ids[0]}-{ids[1]}-01")),
        retry_context=st.none()
        | st.builds(RetryContext, retry_count=st.integers(0, 3), max_retry_count=st.integers(3, 5)),
    )


_BY_TYPE: Final[Mapping[type, Callable[[], SearchStrategy[Any]]]] = {
    func.CloudEvent: cloud_events,
    func.Context: contexts,
    func.DocumentList: document_lists,
    func.EntityContext: entity_contexts,
    func.EventGridEvent: event_grid_events,
    func.EventGridOutputEvent: event_grid_output_events,
    func.EventHubEvent: event_hub_events,
    func.HttpRequest: http_requests,
    func.HttpResponse: http_responses,
    func.InputStream: blobs,
    func.KafkaEvent: kafka_events,
    func.MCPToolContext: mcp_tool_contexts,
    func.MySqlRowList: mysql_row_lists,
    func.OrchestrationContext: orchestration_contexts,
    func.PromptInvocationContext: prompt_invocation_contexts,
    func.QueueMessage: queue_messages,
    func.ServiceBusMessage: service_bus_messages,
    func.SqlRowList: sql_row_lists,
    func.TimerRequest: timer_requests,
    func.WarmUpContext: warm_up_contexts,
    # One of a list.
    func.Document: lambda: document_lists().filter(bool).map(lambda items: items[0]),
    func.MySqlRow: lambda: mysql_row_lists().filter(bool).map(lambda items: items[0]),
    func.SqlRow: lambda: sql_row_lists().filter(bool).map(lambda items: items[0]),
}


def of_type(kind: type[T]) -> SearchStrategy[T]:
    """Return the strategy for a type of this package, to register it for `hypothesis.strategies.from_type`.

    Raises:
        ArgumentTypeError: there is no strategy for it.
    """
    strategy = _BY_TYPE.get(kind)
    if strategy is None:
        expected = f"one of {', '.join(sorted(each.__name__ for each in _BY_TYPE))}"
        raise ArgumentTypeError("cannot find a strategy", expected=expected, got=describe(kind))
    return cast("SearchStrategy[T]", strategy())
