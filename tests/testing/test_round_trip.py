"""Values become payloads, and converters make the same values of these again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta, timezone
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._bindings.fields import fields_of
from azure_functions_lite._typing import is_array
from azure_functions_lite._wire import scalars
from azure_functions_lite.blob import InputStream
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.durable_functions import EntityContext, OrchestrationContext
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.mcp import PromptInvocationContext
from azure_functions_lite.meta import BUILT_IN, InConverter, registry
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.testing.payloads import raw
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda items: st.lists(items, max_size=3) | st.dictionaries(TEXTS, items, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(TEXTS, JSON, max_size=3)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIELDS: dict[object, st.SearchStrategy[Any]] = {
    scalars.text: TEXTS,
    scalars.integer: st.integers(),
    scalars.boolean: st.booleans(),
    scalars.utc: st.datetimes(timezones=st.just(timezone.utc) | OFFSETS),
    scalars.timestamp: st.datetimes(timezones=st.none() | st.just(timezone.utc) | OFFSETS),
    scalars.duration: st.timedeltas(),
    scalars.mapping: OBJECTS,
    scalars.items: st.lists(JSON, max_size=3),
    scalars.anything: JSON,
}
"""Parser of a field -> what the field may have; so a field that is new is covered as well."""


def built(kind: type[Any], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a type, each field None or something else."""
    fields = {field.name: st.none() | FIELDS[field.parse] for field in fields_of(kind) if field.name not in others}
    return st.builds(kind, **fields, **others)


def metadata_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Metadata that a message may have come with, of any kind of delivery, true or not."""
    names = [name for field in fields_of(kind) for name in (field.host, f"{field.host}Array")]
    names += ["sys", "Properties", "SystemProperties", "SystemPropertiesArray", "iothub-device"]
    return st.none() | st.dictionaries(st.sampled_from(names) | TEXTS, JSON, max_size=4)


def message(kind: type[Any], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    bodies = st.none() | TEXTS | st.binary(max_size=8)
    return built(kind, body=bodies, trigger_metadata=metadata_of(kind), **others)


def one_or_many(messages: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return messages | st.lists(messages, min_size=1, max_size=4)


@st.composite
def streams(draw: st.DrawFn) -> InputStream:
    properties = draw(st.dictionaries(TEXTS, JSON, max_size=3))
    length = draw(st.none() | st.integers(0))
    if length is not None:
        properties[draw(st.sampled_from(["ContentLength", "Length"]))] = length
    return InputStream(
        data=draw(st.binary(max_size=8)),
        name=draw(st.none() | TEXTS),
        uri=draw(st.none() | TEXTS),
        length=length,
        blob_properties=properties or None,
        metadata=draw(st.none() | OBJECTS),
    )


PAIRS = st.dictionaries(TEXTS, TEXTS, max_size=3)
REQUESTS = st.builds(
    HttpRequest, TEXTS, TEXTS, headers=PAIRS, params=st.none() | PAIRS, route_params=PAIRS, body=st.binary(max_size=8)
)
IOTHUB = st.none() | st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=2)
RESERVED = {"data", "data_base64", *(field.host for field in fields_of(CloudEvent))}
EXTENSIONS = st.dictionaries(TEXTS.filter(lambda name: name not in RESERVED), JSON, max_size=3)


def cloud_event(data: object, fields: Mapping[str, Any], extensions: Mapping[str, Any]) -> CloudEvent:
    needed: dict[str, Any] = {"id": "", "source": "", "type": "", "specversion": "1.0", "data": data}
    return CloudEvent(**{**needed, **fields, **extensions})


CLOUD_EVENTS = st.builds(
    cloud_event,
    JSON | st.binary(max_size=8),
    st.fixed_dictionaries(
        {}, optional={field.host: FIELDS[field.parse] for field in fields_of(CloudEvent) if field.host != "data"}
    ),
    EXTENSIONS,
)
EVENTS = built(EventGridEvent) | CLOUD_EVENTS
ROWS = st.lists(st.none() | OBJECTS, max_size=3)
AS_IT_IS = st.none() | TEXTS | st.binary(max_size=8)
BODY_ONLY = {"body": TEXTS | st.binary(max_size=8)}


def records(kind: type[Any], record: type[Any]) -> st.SearchStrategy[Any]:
    return ROWS.map(lambda rows: kind(None if row is None else record(row) for row in rows))


DOCUMENTS = records(DocumentList, Document)
MYSQL_ROWS = records(MySqlRowList, MySqlRow)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    # Text that is JSON is read as JSON, whoever sends it.
    "activityTrigger": JSON.filter(lambda value: not isinstance(value, str)),
    # An input, whose metadata is the trigger's.
    "blob": st.builds(InputStream, data=st.binary(max_size=8)),
    "blobTrigger": streams(),
    "connectorTrigger": AS_IT_IS,
    "cosmosDB": DOCUMENTS,
    "cosmosDBTrigger": DOCUMENTS,
    "durableClient": AS_IT_IS,
    "entityTrigger": st.builds(EntityContext, TEXTS),
    "eventGridTrigger": one_or_many(EVENTS),
    # An input, which has no metadata.
    "eventHub": st.builds(EventHubEvent, **BODY_ONLY),
    "eventHubTrigger": one_or_many(message(EventHubEvent, iothub_metadata=IOTHUB)),
    "httpTrigger": REQUESTS,
    "kafka": st.builds(KafkaEvent, **BODY_ONLY),
    "kafkaTrigger": one_or_many(message(KafkaEvent)),
    "mcpPromptTrigger": built(PromptInvocationContext, name=TEXTS),
    "mcpResourceTrigger": AS_IT_IS,
    "mcpToolTrigger": AS_IT_IS,
    "mysql": MYSQL_ROWS,
    "mysqlTrigger": MYSQL_ROWS,
    "orchestrationTrigger": st.builds(OrchestrationContext, TEXTS),
    "queueTrigger": built(QueueMessage, body=st.none() | TEXTS | st.binary(max_size=8)),
    "serviceBusTrigger": one_or_many(message(ServiceBusMessage)),
    "sql": records(SqlRowList, SqlRow),
    "timerTrigger": built(TimerRequest, past_due=st.booleans()),
    "warmupTrigger": st.just(WarmUpContext()),
}


def test_every_binding_that_has_inputs_is_covered() -> None:
    converters = {name: registry.get(name) for name in BUILT_IN}
    inputs = {name for name, converter in converters.items() if issubclass(converter or object, InConverter)}
    assert set(VALUES) == inputs


@pytest.mark.parametrize("binding", sorted(VALUES))
@given(data=st.data())
def test_decode_makes_the_value_again(binding: str, decode: Callable[[str, object], Any], data: st.DataObject) -> None:
    value = data.draw(VALUES[binding])
    decoded = decode(binding, value)
    assert decoded == value
    assert type(decoded) is type(value)


@pytest.mark.parametrize("binding", ["eventHubTrigger", "kafkaTrigger", "queueTrigger", "serviceBusTrigger"])
@given(data=st.data())
def test_what_a_host_can_carry_arrives(binding: str, decode: Callable[..., Any], data: st.DataObject) -> None:
    value = data.draw(VALUES[binding])
    decoded = decode(binding, value, faithful=True)
    lost = raw(value).lost
    messages: list[Any] = value if is_array(value) else [value]
    arrived = decoded if is_array(value) else [decoded]
    assert [message.get_body() for message in arrived] == [message.get_body() for message in messages]
    first: object = messages[0]
    for field in fields_of(type(first)):
        if field.name not in lost:
            assert [getattr(each, field.name) for each in arrived] == [getattr(each, field.name) for each in messages]


@given(JSON | st.binary() | st.lists(JSON).map(tuple))
def test_plain_values(value: object) -> None:
    datum, metadata = raw(value)
    assert datum.python_value == (list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value)
    assert metadata == {}
