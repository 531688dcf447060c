"""What a function sees of its parameters, as JSON: the apps return it, so that the tests find it on the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeGuard

REQUEST = ("method", "url", "headers", "params", "route_params")
QUEUE = ("id", "dequeue_count", "pop_receipt", "expiration_time", "insertion_time", "time_next_visible")
EVENT_HUB = ("partition_key", "sequence_number", "offset", "enqueued_time")
SERVICE_BUS = (
    "application_properties",
    "content_type",
    "correlation_id",
    "dead_letter_error_description",
    "dead_letter_reason",
    "dead_letter_source",
    "delivery_count",
    "enqueued_sequence_number",
    "enqueued_time_utc",
    "expires_at_utc",
    "label",
    "locked_until",
    "lock_token",
    "message_id",
    "partition_key",
    "reply_to",
    "reply_to_session_id",
    "scheduled_enqueue_time_utc",
    "sequence_number",
    "session_id",
    "state",
    "subject",
    "time_to_live",
    "to",
    "transaction_partition_key",
    "user_properties",
)
KAFKA = ("key", "offset", "partition", "topic", "timestamp")
EVENT_GRID = ("id", "topic", "subject", "event_type", "event_time", "data_version")
CLOUD_EVENT = (
    "id",
    "source",
    "type",
    "specversion",
    "subject",
    "time",
    "datacontenttype",
    "dataschema",
    "extension_attrs",
)
BLOB = ("name", "uri", "length", "blob_properties", "metadata")
TIMER = ("past_due", "schedule_status", "schedule")
PROMPT = ("name", "arguments", "sessionid", "transport")
CONTEXT = ("invocation_id", "function_name")
TRACE = ("trace_parent", "trace_state", "attributes", "Traceparent", "Tracestate", "Attributes")
RETRY = ("retry_count", "max_retry_count")


def of(value: Any, names: Sequence[str]) -> dict[str, Any]:
    """What a value says for itself: these properties, and its content."""
    seen = {name: plain(getattr(value, name)) for name in names}
    if hasattr(value, "get_body"):
        seen["body"] = plain(value.get_body())
    elif hasattr(value, "read"):
        seen["body"] = plain(value.read())
    elif hasattr(value, "get_json"):
        seen["data"] = value.get_json()
    return seen


def plain(value: Any) -> Any:
    """What JSON has for a value; bytes that are not UTF-8 are escaped."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if is_mapping(value):
        return {name: plain(item) for name, item in value.items()}
    if is_list(value):
        return [plain(item) for item in value]
    return value


def report(value: Any, names: Sequence[str] = ()) -> str:
    """What a value says for itself, or each value of a list, as JSON text."""
    if is_list(value):
        return dumps([of(item, names) for item in value])
    return dumps(of(value, names))


def dumps(value: Any) -> str:
    """JSON text of a value; in order, as the maps of protobuf have none."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
