"""Whatever comes in or goes out: what escapes is of the error tree, or nothing is."""

from __future__ import annotations

import contextlib
import json
import operator
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from azure_functions_lite import blob, eventhub, kafka, queue, servicebus
from azure_functions_lite._bindings.fields import fields_of
from azure_functions_lite._bindings.values import Value
from azure_functions_lite.blob import InputStream
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.http import HttpRequest, HttpResponse
from azure_functions_lite.meta import BUILT_IN, Datum, InConverter, OutConverter, get_binding_registry
from azure_functions_lite.queue import QueueMessage

READERS = [name for name in BUILT_IN if issubclass(get_binding_registry().get(name) or object, InConverter)]
WRITERS = [name for name in BUILT_IN if issubclass(get_binding_registry().get(name) or object, OutConverter)]

# Text with surrogates, numbers beyond 64 bits, and some of every type that a Datum must not have.
ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(2**63), 2**64])
    | st.floats()
    | st.text(st.characters())
    | st.binary()
    | st.builds(object)
)
TREES = st.recursive(ATOMS, lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(), items, max_size=3),
).map(json.dumps)
DOCUMENTS = JSON | st.sampled_from(
    [
        "",
        "{",
        "nul",
        "{'a': 1}",
        '"\\ud800"',
        "[" * 200 + "]" * 200,
        '{"a":' * 200 + "1" + "}" * 200,
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "9" * 5_000,
        "-1e999",
        "[1, NaN]",
        "\ufeff{}",
        "\ud800",
    ]
)
COLLECTIONS = st.dictionaries(st.sampled_from(["string", "bytes", "sint64", "double", "other"]), TREES).map(
    lambda items: SimpleNamespace(**items)
)
TYPES = st.sampled_from(
    [
        None,
        "string",
        "bytes",
        "json",
        "int",
        "double",
        "http",
        "collection_string",
        "collection_bytes",
        "collection_sint64",
        "collection_double",
        "model_binding_data",
        "no such type",
    ]
)
DATUMS = (
    st.builds(Datum, DOCUMENTS, st.just("json"))
    | st.builds(Datum, st.text(st.characters()), st.just("string"))
    | st.builds(Datum, st.binary(), st.just("bytes"))
    | st.builds(Datum, TREES | DOCUMENTS | COLLECTIONS, TYPES)
)
WIRED: list[type[Value]] = [
    blob.InputStream,
    eventhub.EventHubEvent,
    kafka.KafkaEvent,
    queue.QueueMessage,
    servicebus.ServiceBusMessage,
]
NAMES = sorted({field.host for kind in WIRED for field in fields_of(kind)} | {"SystemProperties"})
METADATA = st.dictionaries(
    st.sampled_from(NAMES) | st.sampled_from(NAMES).map("{}Array".format) | st.just("iothub-connection-device-id"),
    st.none() | DATUMS,
)
TIMERS = st.dictionaries(
    st.sampled_from(["IsPastDue", "ScheduleStatus", "Schedule"]), DOCUMENTS.filter(lambda text: len(text) < 5_000)
).map(lambda fields: "{" + ", ".join(f'"{name}": {text}' for name, text in fields.items()) + "}")

# Pieces of forms and of their content types, put together in any order.
FORM_PIECES = st.sampled_from(
    [
        b"--limit",
        b"\r\n",
        b"\n",
        b"--",
        b"--limit\r\n",
        b"\r\n--limit--\r\n",
        b"Content-Disposition: form-data",
        b'; name="a"',
        b'; filename="C:\\a"',
        b"Content-Type: text/plain; charset=klingon",
        b"Content-Type: text/plain; charset=utf-16",
        b"Content-Length: 5",
        b"\r\n\r\n",
        b"a=1&",
        b"%FF",
        b"\xff",
        b"&" * 2_000,
        b"X-Long: " + b"x" * 5_000,
    ]
)
FORMS = st.lists(FORM_PIECES | st.binary()).map(b"".join)
CONTENT_TYPES = st.lists(
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "; boundary=limit",
            '; boundary="\ud800"',
            ";",
            "boundary",
            "=",
            '"',
            "é",
        ]
    )
).map("".join) | st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=limit"])
FIELDS = st.dictionaries(st.text(), st.none() | DATUMS)
HTTP = st.fixed_dictionaries(
    {"method": st.builds(Datum, st.text(), st.just("string")), "url": st.builds(Datum, st.text(), st.just("string"))},
    optional={
        "headers": FIELDS,
        "query": FIELDS,
        "params": FIELDS,
        "body": st.none() | DATUMS,
    },
) | st.dictionaries(
    st.sampled_from(["method", "url", "headers", "query", "params", "body"]),
    DATUMS | TREES | st.dictionaries(st.text() | st.integers(), DATUMS | TREES),
)


# What has a single test; there are many bindings, and the fuzz run tries more on each.
thorough = settings(max_examples=3 * settings().max_examples)


def use(given: Any) -> None:
    """Do with what was decoded all that a user can do; each may fail, but only as the error tree says."""
    if isinstance(given, list):
        for item in cast("list[object]", given):
            use(item)
        return
    kind: Any = given.__class__
    if not kind.__module__.startswith("azure_functions_lite"):
        return
    names = [name for name in dir(kind) if isinstance(getattr(kind, name), property)]
    uses: list[Callable[[], object]] = [partial(getattr, given, name) for name in names]
    uses += [
        getattr(given, name)
        for name in ("get_body", "get_json", "parse_form", "to_dict", "to_json", "__repr__", "__str__")
        if hasattr(given, name)
    ]
    uses.append(partial(operator.eq, given, given))
    for each in uses:
        with contextlib.suppress(FunctionsError):
            each()


def decode(binding_type: str, data: object, metadata: object) -> None:
    converter: Any = get_binding_registry().get(binding_type)
    with contextlib.suppress(FunctionsError):
        use(converter.decode(data, trigger_metadata=metadata))


def encode(binding_type: str, value: object) -> None:
    converter: Any = get_binding_registry().get(binding_type)
    with contextlib.suppress(FunctionsError):
        datum = converter.encode(value, expected_type=None)
        assert datum.type in (None, "string", "bytes", "json", "http", "int", "double", "bool", "dict", "list")


def test_every_binding_is_tried() -> None:
    assert {*READERS, *WRITERS} == set(BUILT_IN)


@pytest.mark.parametrize("binding_type", READERS)
@given(data=st.none() | DATUMS, metadata=st.none() | METADATA)
def test_datums(binding_type: str, data: Datum | None, metadata: dict[str, Datum | None] | None) -> None:
    decode(binding_type, data, metadata)


@pytest.mark.parametrize("binding_type", READERS)
@given(METADATA)
def test_metadata(binding_type: str, metadata: dict[str, Datum | None]) -> None:
    decode(binding_type, Datum("x", "string"), metadata)


@given(HTTP)
@example({"method": "GET", "url": "/", "body": "not Datums"})
@example({"method": Datum("GET", "string"), "url": Datum("/", "string"), "headers": {"a": "no Datum"}})
@example({"method": Datum("GET", "string"), "url": Datum("/", "string"), "headers": {1: Datum("x", "string")}})
def test_http_values(value: dict[str, Any]) -> None:
    decode("httpTrigger", Datum(value, "http"), {})


@thorough
@given(CONTENT_TYPES, FORMS)
@example("multipart/form-data; boundary=limit", b"x" * 1_000_000)
@example("application/x-www-form-urlencoded", b"&" * 1_000_000)
@example("application/x-www-form-urlencoded", b"%" * 1_000_000)
def test_forms(content_type: str, body: bytes) -> None:
    value = {
        "method": Datum("POST", "string"),
        "url": Datum("/", "string"),
        "headers": {"content-type": Datum(content_type, "string")},
        "body": Datum(body, "bytes"),
    }
    decode("httpTrigger", Datum(value, "http"), {})


@given(st.text(st.characters()), st.text(st.characters()))
def test_requests_by_hand(url: str, header: str) -> None:
    use(HttpRequest("GET", url, headers={"Cookie": header, "Content-Type": header}))


@given(TIMERS)
def test_timers(body: str) -> None:
    decode("timerTrigger", Datum(body, "json"), {})


@pytest.mark.parametrize(
    "depth",
    [100, 200, 500, 700, 900, 990, 2_000, 10_000, 100_000],
)
def test_json_of_any_depth(depth: int) -> None:
    document = '{"a":' * depth + "1" + "}" * depth
    decode("timerTrigger", Datum(f'{{"Schedule": {document}}}', "json"), {})
    decode("blobTrigger", Datum("x", "string"), {"Metadata": Datum(document, "json")})
    decode("queueTrigger", Datum(document, "json"), {"Id": Datum(document, "json")})


@pytest.mark.parametrize("binding_type", READERS)
@pytest.mark.parametrize("name", ["Id", "DequeueCount", "ExpirationTime", "Uri", "Properties"])
def test_integers_of_any_length(binding_type: str, name: str) -> None:
    decode(binding_type, Datum(10**5_000, "int"), {})
    for datum in (Datum("9" * 5_000, "json"), Datum("9" * 5_000, "string")):
        decode(binding_type, Datum("x", "string"), {name: datum})


@pytest.mark.parametrize("name", ["Id", "DequeueCount", "ExpirationTime"])
def test_integers_that_python_does_not_write(name: str) -> None:
    decode("queueTrigger", Datum("x", "string"), {name: Datum(10**5_000, "int")})


@pytest.mark.parametrize("binding_type", WRITERS)
@given(TREES | st.tuples(TREES, TREES) | st.builds(bytearray, st.binary()) | COLLECTIONS)
def test_values(binding_type: str, value: object) -> None:
    encode(binding_type, value)


def nested(depth: int) -> object:
    value: object = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("binding_type", WRITERS)
@pytest.mark.parametrize(
    "value",
    [10**5_000, [10**5_000], {"a": 10**5_000}, {"a": nested(100_000)}, [{"a": nested(900)}], nested(5)],
    ids=["integer", "integer in a list", "integer in a mapping", "deep", "deep in a list", "lists"],
)
def test_values_of_any_size(binding_type: str, value: object) -> None:
    encode(binding_type, value)


MESSAGES = st.builds(QueueMessage, id=st.none() | st.text(st.characters()), body=st.text(st.characters()) | st.binary())


@pytest.mark.parametrize("binding_type", WRITERS)
@given(MESSAGES | st.lists(MESSAGES | TREES) | st.builds(InputStream, data=st.binary() | st.text()))
def test_messages_and_streams(binding_type: str, value: object) -> None:
    encode(binding_type, value)
    use(value)


@thorough
@given(
    body=TREES,
    status_code=ATOMS,
    headers=st.none()
    | st.dictionaries(
        st.sampled_from(["Set-Cookie", "Content-Type", "Link"]) | st.text(st.characters()),
        st.text(st.characters()) | st.lists(st.text(st.characters()) | TREES),
    ),
    mimetype=st.none() | st.text(st.characters()),
    charset=st.none() | st.sampled_from(["utf-8", "latin-1", "idna", "hex", "undefined"]) | st.text(st.characters()),
)
def test_responses(**keywords: Any) -> None:
    with contextlib.suppress(FunctionsError):
        response = HttpResponse(**keywords)
        use(response)
        encode("http", response)
