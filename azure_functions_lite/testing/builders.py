"""Functions that make inputs as a host would, with ids, times and so on.

You can set each by keyword. They are deterministic: the same call returns an equal value every time, and the time is
`NOW`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from azure_functions_lite._bindings.records import Record
from azure_functions_lite._typing import holds_several
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.blob import InputStream
from azure_functions_lite.context import Context, RetryContext, TraceContext
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent
from azure_functions_lite.mcp import MCPToolContext, PromptInvocationContext
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.testing._inputs.blob_events import (
    STORAGE_ACCOUNT,
    blob_data,
    blob_subject,
    blob_topic,
    blob_url,
)
from azure_functions_lite.testing._inputs.given import ID, NOW, UNSET, given
from azure_functions_lite.testing._inputs.messages import (
    event_hub_batch,
    event_hub_event,
    kafka_batch,
    kafka_event,
    queue_message,
    service_bus_batch,
    service_bus_message,
)
from azure_functions_lite.testing._inputs.requests import http_request
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

if TYPE_CHECKING:
    from threading import local

__all__ = [
    "NOW",
    "blob",
    "cloud_event",
    "context",
    "documents",
    "event_grid_event",
    "event_hub_batch",
    "event_hub_event",
    "http_request",
    "kafka_batch",
    "kafka_event",
    "mcp_tool_context",
    "mysql_rows",
    "prompt_invocation_context",
    "queue_message",
    "service_bus_batch",
    "service_bus_message",
    "sql_rows",
    "timer_request",
    "warm_up_context",
]

_BLOB: Final = "samples/report.txt"
_SESSION: Final = "session-1"


def blob(
    data: bytes | bytearray | memoryview | str = b"A-1007",
    *,
    name: str | None = _BLOB,
    uri: str | None = UNSET,
    length: int | None = None,
    blob_properties: dict[str, Any] | None = UNSET,
    metadata: dict[str, Any] | None = UNSET,
) -> InputStream:
    """Make the content of a blob.

    Args:
        data: The content.
        name: Path of the blob, container first.
        uri: By default an address that ends with `name`.
        length: Bytes in the blob; by default those of `data`.
        blob_properties: By default the length, a content type, an ETag and a date.
        metadata: What users stored with the blob; by default nothing.
    """
    content = utf8(data, "InputStream")
    properties = {
        "LastModified": NOW.isoformat(),
        "ContentLength": len(content) if length is None else length,
        "ContentType": "text/plain" if isinstance(data, str) else "application/octet-stream",
        "ETag": '"0x8DC0AC1E2B3D400"',
        "BlobType": 0,
    }
    return InputStream(
        data=content,
        name=name,
        uri=given(uri, None if name is None else blob_url(name)),
        length=length,
        blob_properties=given(blob_properties, properties),
        metadata=given(metadata, {}),
    )


def timer_request(
    *,
    past_due: bool = False,
    schedule_status: dict[str, Any] | None = UNSET,
    schedule: dict[str, Any] | None = UNSET,
) -> TimerRequest:
    """Make what a timer function receives.

    Args:
        past_due: Whether this run is late.
        schedule_status: By default a run every five minutes, the last of them five minutes before `NOW`.
        schedule: By default one that follows daylight saving time.
    """
    last = (NOW - timedelta(minutes=5)).isoformat()
    status: dict[str, Any] | None = {"Last": last, "Next": NOW.isoformat(), "LastUpdated": last}
    daylight: dict[str, Any] | None = {"AdjustForDST": True}
    status, daylight = given(schedule_status, status), given(schedule, daylight)
    return TimerRequest(past_due=past_due, schedule_status=status or {}, schedule=daylight or {})


def event_grid_event(
    data: object = UNSET,
    *,
    id: str | None = ID,
    topic: str | None = blob_topic(),
    subject: str | None = blob_subject(_BLOB),
    event_type: str | None = "Microsoft.Storage.BlobCreated",
    event_time: datetime | None = NOW,
    data_version: str | None = "",
) -> EventGridEvent:
    """Make an event in the schema of Event Grid; by default a blob was created.

    Every keyword sets the attribute with the same name; `data` is any JSON value.
    """
    created = blob_data("PutBlob", _BLOB, STORAGE_ACCOUNT, "text/plain", 6)
    return EventGridEvent(
        id=id,
        topic=topic,
        subject=subject,
        event_type=event_type,
        event_time=event_time,
        data_version=data_version,
        data=given(data, created),
    )


def cloud_event(
    data: object = UNSET,
    *,
    id: str = ID,
    source: str = "/shop/orders",
    type: str = "Shop.Order.Placed",
    specversion: str = "1.0",
    time: datetime | None = NOW,
    subject: str | None = None,
    datacontenttype: str | None = UNSET,
    dataschema: str | None = None,
    **extensions: Any,
) -> CloudEvent:
    """Make an event as CloudEvents 1.0 has it.

    Every keyword sets the attribute with the same name, or else an extension. `data` is any JSON value, or bytes;
    `datacontenttype` follows from it.
    """
    is_binary = isinstance(data, (bytes, bytearray))
    return CloudEvent(
        id=id,
        source=source,
        type=type,
        specversion=specversion,
        data=given(data, {"id": "A-1007"}),
        time=time,
        subject=subject,
        datacontenttype=given(datacontenttype, "application/octet-stream" if is_binary else "application/json"),
        dataschema=dataschema,
        **extensions,
    )


R = TypeVar("R", bound=Record)


def documents(*items: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> DocumentList:
    """Make documents of Cosmos DB of mappings, given one by one or as an iterable."""
    return DocumentList(_records(Document, items))


def sql_rows(*items: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> SqlRowList:
    """Make rows of Azure SQL, as `documents` makes documents."""
    return SqlRowList(_records(SqlRow, items))


def mysql_rows(*items: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> MySqlRowList:
    """Make rows of MySQL, as `documents` makes documents."""
    return MySqlRowList(_records(MySqlRow, items))


def _records(record: type[R], items: Iterable[Mapping[str, Any] | Iterable[Mapping[str, Any]]]) -> Iterator[R]:
    for item in items:
        several: Iterable[Any] = item if holds_several(item) else [item]
        yield from map(record.from_dict, several)


def mcp_tool_context(
    *,
    name: str = "save_note",
    arguments: dict[str, Any] | None = UNSET,
    sessionid: str | None = _SESSION,
    transport: dict[str, Any] | None = UNSET,
) -> MCPToolContext:
    """Make what a client of an MCP server says when it calls a tool.

    Args:
        name: Name of the tool.
        arguments: Its arguments by name; by default a text.
        sessionid: Session of the client.
        transport: How the client is connected; by default by HTTP.
    """
    return MCPToolContext(
        name=name,
        arguments=given(arguments, {"text": "A-1007"}),
        sessionid=sessionid,
        transport=given(transport, _transport()),
    )


def prompt_invocation_context(
    *,
    name: str = "summarize",
    arguments: dict[str, Any] | None = UNSET,
    sessionid: str | None = _SESSION,
    transport: dict[str, Any] | None = UNSET,
) -> PromptInvocationContext:
    """Make what a client of an MCP server says when it asks for a prompt.

    Args:
        name: Name of the prompt.
        arguments: Its arguments by name; by default a text.
        sessionid: Session of the client.
        transport: How the client is connected; by default by HTTP.
    """
    return PromptInvocationContext(
        name=name,
        arguments=given(arguments, {"text": "A-1007"}),
        sessionid=sessionid,
        transport=given(transport, _transport()),
    )


def _transport() -> dict[str, Any]:
    return {"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}}


def warm_up_context() -> WarmUpContext:
    """Make what a warm-up function receives."""
    return WarmUpContext()


def context(
    *,
    invocation_id: str = ID,
    function_name: str = "function",
    function_directory: str = UNSET,
    thread_local_storage: local | None = None,
    trace_context: TraceContext | None = UNSET,
    retry_context: RetryContext | None = None,
) -> Context:
    """Make the context of an invocation.

    Args:
        invocation_id: Id of the invocation.
        function_name: Name of the function.
        function_directory: By default the folder of that name in an app in Azure.
        thread_local_storage: By default a new one.
        trace_context: By default one with a ``traceparent``.
        retry_context: By default that of a first attempt, without retries.
    """
    trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    return Context(
        invocation_id=invocation_id,
        function_name=function_name,
        function_directory=given(function_directory, f"/home/site/wwwroot/{function_name}"),
        thread_local_storage=thread_local_storage,
        trace_context=given(trace_context, TraceContext(trace_parent=trace_parent)),
        retry_context=retry_context,
    )
