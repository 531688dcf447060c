"""What all bindings do alike, by one table: the annotations and Datums each accepts, and the values it sends.

A new binding needs a row here; what only one binding does is in its own file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from types import SimpleNamespace
from typing import Annotated, Any, List, NamedTuple, Optional, Union, cast  # noqa: UP035  # older spellings are other objects

import pytest

from azure_functions_lite.blob import InputStream
from azure_functions_lite.cosmosdb import Document, DocumentList
from azure_functions_lite.durable_functions import EntityContext, OrchestrationContext
from azure_functions_lite.errors import DataError, UnsupportedTypeError
from azure_functions_lite.eventgrid import CloudEvent, EventGridEvent, EventGridOutputEvent
from azure_functions_lite.eventhub import EventHubEvent
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.kafka import KafkaEvent
from azure_functions_lite.mcp import MCPToolContext, PromptInvocationContext
from azure_functions_lite.meta import BUILT_IN, Datum, InConverter, OutConverter, registry
from azure_functions_lite.mysql import MySqlRow, MySqlRowList
from azure_functions_lite.queue import QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage
from azure_functions_lite.sql import SqlRow, SqlRowList
from azure_functions_lite.timer import TimerRequest
from azure_functions_lite.warmup import WarmUpContext

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]
Annotations = Sequence[object]

# As values: a checker would rather have them in annotations.
annotated, optional, union = (cast("Any", each) for each in (Annotated, Optional, Union))
newer, fixed = (cast("Any", each) for each in (list, tuple))
LISTS: list[Any] = [List, list, Sequence, Iterable]  # noqa: UP006
SETS: list[Any] = [set, frozenset]


class Row(NamedTuple):
    """What one binding does."""

    trigger: bool = False
    implicit_output: bool = False
    reads: Annotations = ()
    """Annotations that its input may have."""
    not_read: Annotations = ()
    """Those that it may not have, besides `FOREIGN`."""
    datums: str = ""
    """What an error says it expected instead of a Datum of another type; empty if there is no such error."""
    datum_error: type[Exception] = UnsupportedTypeError
    batches: bool = False
    """Whether it takes collections as well, which no error says."""
    needs: str = ""
    """"value" or "metadata", if it refuses a delivery without."""
    writes: Annotations = ()
    """Annotations that its output may have."""
    not_written: Annotations = ()
    values: str = ""
    """What an error says it expected instead of a value that it cannot send."""
    items: str = ""
    """The same for an item of a list, if lists are for several messages."""
    refused: Sequence[object] = ()
    """Values that it cannot send, by themselves or in a list."""
    read_as: str = ""
    """What errors of its input call it, if not by its name."""
    sent_as: str = ""


def own(kind: type) -> Any:
    """A subclass, as an app may have it."""
    return type("Own", (kind,), {})


def one(*kinds: Any) -> list[object]:
    """Annotations of a single value, which is of one of some types."""
    spelt = [[each | None, optional[each], annotated[each, "note"], annotated[each | None, "note"]] for each in kinds]
    classes = [own(each) for each in kinds if each.__module__.startswith("azure_functions_lite")]
    return [*kinds, *classes, *chain(*spelt), union[tuple(kinds)], optional[union[tuple(kinds)]]]


def lists(*kinds: Any, or_one: bool = True) -> list[object]:
    """Annotations of a list of such values, however it is spelt; `or_one` includes those that allow one as well."""
    several = [[each[kind], each[kind] | None] for each in LISTS for kind in kinds]
    either = [each[kind] | kind for each in LISTS for kind in kinds] if or_one else []
    return [list, *chain(*several), *either, newer[union[tuple(kinds)]], annotated[newer[kinds[0]], "note"]]


def tuples(*kinds: Any) -> list[object]:
    """Annotations of collections that are not lists."""
    return [*(each[kind] for kind in kinds for each in SETS), *(fixed[kind, ...] for kind in kinds)]


def not_one_of(*kinds: Any) -> list[object]:
    """Annotations that come close to those of some types."""
    return [
        *(each | int for each in kinds),
        *(newer[newer[each]] for each in kinds),
        *(each.__name__ for each in kinds),
    ]


FOREIGN: list[object] = [
    *(int, int | None, object, Any, None, "str", 5, list[int], list[list[str]], io.BytesIO, str, bytes, dict),
]
"""Annotations that a binding takes only if its row says so."""
ANYTHING: list[object] = [*FOREIGN, dict[str, Any], optional[str], "X"]
TEXTS: list[object] = [str, bytes, bytearray, Mapping]
MAPPINGS: list[object] = [dict, dict[str, Any], Mapping[str, object]]
MESSAGES = one(*TEXTS) + lists(*TEXTS) + tuples(str, bytes) + MAPPINGS + [list[dict[str, Any]]]
UNSENDABLE: list[object] = [None, object(), io.BytesIO(b"a\nb"), io.StringIO("a\nb")]
NUMBERS: list[object] = [True, 5, 1.5]
PLAIN_TEXT = [*one(str, bytes), str | bytes | None]
MESSAGE_DATUMS = "a Datum of type bytes, string or json"
JSON_DATUMS = "a Datum of type json, string or bytes"


def message_input(kind: Any, **others: Any) -> Row:
    """Return what Event Hubs, Service Bus and Kafka take: one message, or several in a list."""
    wrong = [*not_one_of(kind), list[str], list[kind | str], list[list[kind]], *tuples(kind)]
    row = Row(reads=one(kind) + lists(kind), not_read=wrong, datums=MESSAGE_DATUMS, batches=True)
    return row._replace(**others)


def message_output(kind: Any, values: str = "str, bytes, a mapping", **others: Any) -> dict[str, Any]:
    """Return what they send."""
    several = f"{values}, or an iterable of them"
    wrong = [kind, list[kind], *not_one_of(str)]
    return {"writes": MESSAGES, "not_written": wrong, "values": several, **others}


def records(record: Any, kinds: Any, other: Any, **others: Any) -> Row:
    """Return what Cosmos DB, SQL and MySQL take and send: lists of documents or rows."""
    written = [*one(record, Document, SqlRow), *lists(record), *tuples(record), MySqlRowList, record | kinds]
    row = Row(
        reads=[kinds, own(kinds), kinds | None, optional[kinds], *lists(record, or_one=False), list[record | None]],
        not_read=[record, record | None, dict[str, Any], kinds | str, *tuples(record), *not_one_of(record), other],
        datums=JSON_DATUMS,
        writes=written + MAPPINGS + [list[dict[str, Any]], list[Mapping[str, object]]],
        not_written=[record | str, list[str], *not_one_of(record)],
        values="a mapping or an iterable of mappings",
        items="a mapping",
        refused=[*UNSENDABLE, *NUMBERS, "{}", b"{}", bytearray(b"{}")],
    )
    return row._replace(**others)


EVENT_HUB = message_output(
    EventHubEvent, "str, bytes, a number, a mapping", refused=[*UNSENDABLE, EventHubEvent()], sent_as="eventHub"
)
KAFKA = message_output(
    KafkaEvent, items="str, bytes, a mapping", refused=[*UNSENDABLE, *NUMBERS, KafkaEvent()], sent_as="kafka"
)
BLOB = Row(
    trigger=True,
    reads=one(InputStream, str, bytes),
    not_read=[bytearray, io.StringIO, list[str], str | int, "InputStream"],
    datums="a Datum of type bytes or string",
    datum_error=DataError,
    writes=[*one(InputStream, str, bytes, bytearray), io.BytesIO, io.StringIO],
    not_written=[str | int, list[str], "InputStream"],
    values="str, bytes, or an object whose read() gives one of them",
    refused=[
        *(None, *NUMBERS, {"a": 1}, [], ["a"], (b"a",), object(), memoryview(b"x"), io.BytesIO),
        *(SimpleNamespace(read=5), SimpleNamespace(read=lambda: None), SimpleNamespace(read=lambda: [b"x"])),
    ],
    read_as="blob",
    sent_as="blob",
)
TOOL = Row(
    trigger=True,
    implicit_output=True,
    reads=[*one(str, bytes, dict, MCPToolContext), dict[str, Any]],
    not_read=[str | int, list[str], PromptInvocationContext],
    writes=ANYTHING,
)
DURABLE = Row(trigger=True, implicit_output=True, writes=ANYTHING)

TABLE: dict[str, Row] = {
    "activityTrigger": DURABLE._replace(reads=ANYTHING, datums="a Datum of type json or string"),
    "blob": BLOB,
    "blobTrigger": BLOB,
    "connectorTrigger": TOOL._replace(reads=[*one(str, bytes, dict), dict[str, Any]], not_read=[str | int, list[str]]),
    "cosmosDB": records(Document, DocumentList, SqlRowList),
    "cosmosDBTrigger": records(Document, DocumentList, list[SqlRow], trigger=True),
    "durableClient": Row(
        reads=PLAIN_TEXT,
        not_read=[bytearray, str | int, list[str]],
        datums="json, string or bytes",
        datum_error=DataError,
        writes=one(str, bytes, bytearray),
        not_written=[str | int, list[str]],
        values="str, bytes, dict, list, bool, int, float or None",
        refused=[("a",), {"a"}, object(), QueueMessage()],
    ),
    "entityTrigger": DURABLE._replace(
        reads=one(EntityContext), not_read=[OrchestrationContext, *not_one_of(EntityContext)], datums=MESSAGE_DATUMS
    ),
    "eventGrid": Row(
        writes=one(EventGridOutputEvent, CloudEvent, *TEXTS) + lists(EventGridOutputEvent, CloudEvent, str) + MAPPINGS,
        not_written=[EventGridEvent, list[EventGridEvent], *not_one_of(CloudEvent, str)],
        values="str, bytes, a mapping, EventGridOutputEvent, CloudEvent, or an iterable of them",
        items="str, bytes, a mapping, EventGridOutputEvent, CloudEvent",
        refused=[*UNSENDABLE, *NUMBERS, EventGridEvent()],
    ),
    "eventGridTrigger": Row(
        trigger=True,
        reads=one(EventGridEvent, CloudEvent) + lists(EventGridEvent, CloudEvent),
        not_read=[
            *(EventGridOutputEvent, list[EventGridOutputEvent], list[str], dict[str, Any], EventGridEvent | str),
            *(*tuples(EventGridEvent), *not_one_of(EventGridEvent)),
        ],
        datums=JSON_DATUMS,
        needs="value",
    ),
    "eventHub": message_input(EventHubEvent, **EVENT_HUB),
    "eventHubTrigger": message_input(EventHubEvent, **EVENT_HUB, trigger=True),
    "http": Row(
        writes=one(HttpResponse, str),
        not_written=[HttpRequest, list[HttpResponse], dict[str, str], *not_one_of(HttpResponse)],
        values="str or HttpResponse",
        refused=[*UNSENDABLE, *NUMBERS, b"x", bytearray(b"x"), {"a": 1}, [], ["a"], ("a", 200), QueueMessage(body="x")],
    ),
    "httpTrigger": Row(
        trigger=True,
        reads=one(HttpRequest),
        not_read=[list[HttpRequest], dict[str, HttpRequest], HttpRequest | str, *not_one_of(HttpRequest)],
        datums="a Datum of type http",
        needs="value",
    ),
    "kafka": message_input(KafkaEvent, **KAFKA),
    "kafkaTrigger": message_input(KafkaEvent, **KAFKA, trigger=True),
    "mcpPromptTrigger": TOOL._replace(
        reads=[*TOOL.reads, *one(PromptInvocationContext)], not_read=[str | int, list[str]], datums=JSON_DATUMS
    ),
    "mcpResourceTrigger": TOOL,
    "mcpToolTrigger": TOOL,
    "mysql": records(MySqlRow, MySqlRowList, DocumentList),
    "mysqlTrigger": records(MySqlRow, MySqlRowList, list[Document], trigger=True),
    "orchestrationTrigger": DURABLE._replace(
        reads=one(OrchestrationContext),
        not_read=[EntityContext, list[OrchestrationContext], *not_one_of(OrchestrationContext)],
        datums=MESSAGE_DATUMS,
    ),
    "queue": Row(
        writes=[*MESSAGES, *one(QueueMessage), *lists(QueueMessage), *tuples(QueueMessage), list[QueueMessage | str]],
        not_written=[io.StringIO, *not_one_of(QueueMessage, str)],
        values="str, bytes, a mapping, QueueMessage, or an iterable of them",
        items="str, bytes, a mapping, QueueMessage",
        refused=[*UNSENDABLE, *NUMBERS],
    ),
    "queueTrigger": Row(
        trigger=True,
        reads=one(QueueMessage),
        not_read=[list[QueueMessage], QueueMessage | str, dict[str, Any], *not_one_of(QueueMessage)],
        datums=MESSAGE_DATUMS,
        needs="metadata",
    ),
    "serviceBus": Row(
        **message_output(
            ServiceBusMessage, items="str, bytes, a mapping", refused=[*UNSENDABLE, *NUMBERS, ServiceBusMessage()]
        )
    ),
    "serviceBusTrigger": message_input(ServiceBusMessage, trigger=True),
    "sql": records(SqlRow, SqlRowList, DocumentList),
    "timerTrigger": Row(
        trigger=True,
        reads=one(TimerRequest),
        not_read=[list[TimerRequest], TimerRequest | str, *not_one_of(TimerRequest)],
        datums="a Datum of type json or string",
    ),
    "warmupTrigger": Row(
        trigger=True, reads=one(WarmUpContext), not_read=[list[WarmUpContext], *not_one_of(WarmUpContext)]
    ),
}

DATUMS: dict[str, object] = {
    "string": "x",
    "bytes": b"x",
    "json": "{}",
    "int": 1,
    "double": 1.5,
    "http": {},
    "collection_bytes": SimpleNamespace(bytes=[b"{}"]),
    "collection_string": SimpleNamespace(string=["{}"]),
    "collection_sint64": SimpleNamespace(sint64=[1]),
    "collection_double": SimpleNamespace(double=[1.5]),
    "model_binding_data": object(),
}

READING = [name for name, row in TABLE.items() if row.reads]
SENDING = [name for name, row in TABLE.items() if row.writes]


def converter(name: str) -> Any:
    return registry.get(name)


def test_every_binding_has_a_row() -> None:
    assert TABLE.keys() == BUILT_IN.keys()


@pytest.mark.parametrize("name", TABLE)
def test_what_the_worker_asks_of_a_converter(name: str) -> None:
    found, row = converter(name), TABLE[name]
    assert issubclass(found, InConverter) is bool(row.reads)
    assert issubclass(found, OutConverter) is bool(row.writes)
    assert found.has_trigger_support() is (row.trigger or name == "blob")
    assert not row.reads or found.has_implicit_output() is row.implicit_output


@pytest.mark.parametrize("name", READING)
def test_annotations_of_inputs(name: str) -> None:
    row, check = TABLE[name], converter(name).check_input_type_annotation
    assert [annotation for annotation in row.reads if check(annotation) is not True] == []
    assert [annotation for annotation in row.not_read if check(annotation) is not False] == []
    assert [each for each in FOREIGN if check(each) is not (each in row.reads)] == []


@pytest.mark.parametrize("name", SENDING)
def test_annotations_of_outputs(name: str) -> None:
    row, check = TABLE[name], converter(name).check_output_type_annotation
    assert [annotation for annotation in row.writes if check(annotation) is not True] == []
    assert [annotation for annotation in row.not_written if check(annotation) is not False] == []
    assert [each for each in FOREIGN if check(each) is not (each in row.writes)] == []


@pytest.mark.parametrize("name", READING)
def test_datums(make_datum: MakeDatum, load_payload: LoadPayload, name: str) -> None:
    row = TABLE[name]
    words = row.datums.replace(",", "").split() or DATUMS
    taken = {*words, *(("collection_bytes", "collection_string") if row.batches else ())}
    for kind in [each for each in DATUMS if each not in taken]:
        with pytest.raises(row.datum_error) as caught:
            converter(name).decode(make_datum(DATUMS[kind], kind), trigger_metadata={})
        where = f"cannot decode {row.read_as or name}"
        assert str(caught.value) == f"{where}: expected {row.datums}, got type {kind!r}"
        assert type(caught.value) is row.datum_error


@pytest.mark.parametrize("name", READING)
def test_a_delivery_without_a_value(make_datum: MakeDatum, name: str) -> None:
    row = TABLE[name]
    for data, got in ((None, "no Datum"), (make_datum(None, None), "type None")):
        if row.needs == "value":
            with pytest.raises(row.datum_error) as caught:
                converter(name).decode(data, trigger_metadata={})
            assert str(caught.value) == f"cannot decode {name}: expected {row.datums}, got {got}"
        else:
            converter(name).decode(data, trigger_metadata={})


@pytest.mark.parametrize("name", READING)
def test_a_delivery_without_metadata(load_payload: LoadPayload, name: str) -> None:
    data, _ = load_payload(name)
    if TABLE[name].needs == "metadata":
        expected = rf"^cannot decode {name}: expected trigger metadata, got None$"
        with pytest.raises(UnsupportedTypeError, match=expected):
            converter(name).decode(data, trigger_metadata=None)
    else:
        assert converter(name).decode(data, trigger_metadata=None) is not None


@pytest.mark.parametrize("name", SENDING)
def test_values_that_cannot_be_sent(name: str) -> None:
    row = TABLE[name]
    where = f"cannot encode {row.sent_as or name}"
    for value in row.refused:
        with pytest.raises(UnsupportedTypeError) as caught:
            converter(name).encode(value, expected_type=None)
        assert str(caught.value).startswith(f"{where}: expected {row.values}, got ")
        if row.items:
            with pytest.raises(UnsupportedTypeError) as caught:
                converter(name).encode([{}, value], expected_type=None)
            assert str(caught.value).startswith(f"{where}: item 1: expected {row.items}, got ")
    if row.items:
        with pytest.raises(UnsupportedTypeError, match=rf"^{where}: item 0: .+, got list of length 1$"):
            converter(name).encode([["a"]], expected_type=None)
