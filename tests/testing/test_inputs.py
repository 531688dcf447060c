"""What a function receives for an input: objects, values as the host sends them, and raw payloads."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock, Mock

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing import load_app
from azure_functions_lite.testing.builders import (
    blob,
    documents,
    event_grid_event,
    http_request,
    queue_message,
    service_bus_message,
)


def receive(binding: str, value: object, annotation: object = None) -> Any:
    """Return what a function receives, by a binding such as ``"blob"`` or ``"queueTrigger cardinality=many"``."""
    seen: list[Any] = []

    def function(value: Any) -> None:
        seen.append(value)

    def function_of_timer(timer: Any, value: Any) -> None:
        seen.append(value)

    app = func.FunctionApp()
    kind, *options = binding.split()
    further: Any = dict(option.split("=") for option in options)
    called: Any = function if kind.endswith("Trigger") else function_of_timer
    called.__annotations__ = {} if annotation is None else {"value": annotation}
    if called is function:
        app.generic_trigger("value", kind, **further)(called)
    else:
        app.timer_trigger("timer", "0 * * * * *")(app.generic_input_binding("value", kind, **further)(called))
    load_app(app).invoke(called.__name__, value=value)
    [one] = seen
    return one


def refusal(call: Callable[[], object], kind: type[Exception] = ArgumentTypeError) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


# --- objects


MANY = "serviceBusTrigger cardinality=many"


class Late(func.TimerRequest):
    def __init__(self) -> None:
        """Needs nothing."""


@pytest.mark.parametrize(
    ("binding", "value"),
    [
        ("httpTrigger", http_request()),
        ("queueTrigger", queue_message()),
        ("queueTrigger", Mock(spec=func.QueueMessage)),
        ("queueTrigger", Mock()),
        ("timerTrigger", Late()),
        ("blob", blob()),
        ("cosmosDB", documents({"id": "1"})),
        ("cosmosDBTrigger", Mock(spec=func.DocumentList)),
        ("cosmosDBTrigger", MagicMock(spec=func.DocumentList)),
        (MANY, [service_bus_message()]),
        (MANY, [Mock(spec=func.ServiceBusMessage)]),
        (MANY, [service_bus_message(), Mock(spec=func.ServiceBusMessage)]),
        (MANY, [Mock(), Mock()]),
        (MANY, Mock(spec=list)),
        ("table", Mock()),
        ("table", Mock(spec=dict)),
    ],
    ids=range(16),
)
def test_objects_are_passed_on(binding: str, value: object) -> None:
    assert receive(binding, value) is value


@pytest.mark.parametrize(
    ("binding", "value", "got"),
    [
        ("queueTrigger", http_request(), "HttpRequest"),
        ("queueTrigger", [http_request()], "list of length 1"),
        (MANY, queue_message(), "list of length 1"),
        (MANY, [queue_message()], "list of length 1"),
        (MANY, [service_bus_message(), queue_message()], "list of length 2"),
        (MANY, [service_bus_message(), "tea"], "list of length 2"),
        (MANY, ["tea", service_bus_message(), None], "list of length 3"),
        (MANY, [service_bus_message(), Mock()], "list of length 2"),
    ],
)
def test_what_a_binding_does_not_deliver(binding: str, value: object, got: str) -> None:
    kind = binding.partition(" ")[0]
    assert refusal(lambda: receive(binding, value)) == (
        f"cannot pass the input 'value' of 'function': "
        f"expected what {kind} delivers, or what the host sends for it, got {got}"
    )


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("GET", "str of length 3"),
        (b"GET", "bytes of length 3"),
        ({"method": "GET"}, "dict of length 1"),
        (service_bus_message(), "ServiceBusMessage"),
        ([http_request(), "GET"], "list of length 2"),
    ],
)
def test_what_is_not_a_request(value: object, got: str) -> None:
    assert refusal(lambda: receive("httpTrigger", value)) == (
        "cannot pass the input 'value' of 'function': "
        f"expected an HttpRequest, as azure_functions_lite.testing.http_request makes it, got {got}"
    )


# --- what the host sends


def texts(*items: str) -> Datum:
    return Datum(SimpleNamespace(string=[*items]), "collection_string")


@pytest.mark.parametrize(
    ("binding", "value", "wanted"),
    [
        ("queueTrigger", "tea", func.QueueMessage(body="tea")),
        ("queueTrigger", b"tea", func.QueueMessage(body=b"tea")),
        ("queueTrigger", {"id": 7}, func.QueueMessage(body='{"id": 7}')),
        ("queueTrigger", [1, 2], func.QueueMessage(body="[1, 2]")),
        ("blobTrigger", b"tea", func.InputStream(data=b"tea")),
        ("blob", bytearray(b"tea"), func.InputStream(data=b"tea")),
        ("blob", None, None),
        ("cosmosDB", [{"id": "1"}], documents({"id": "1"})),
        ("timerTrigger", {"IsPastDue": True}, func.TimerRequest(past_due=True)),
        ("queueTrigger", Datum("tea", "string"), func.QueueMessage(body="tea")),
        (
            "queueTrigger",
            (Datum("tea", "string"), {"DequeueCount": Datum("2", "json")}),
            func.QueueMessage(body="tea", dequeue_count=2),
        ),
        (MANY, ["tea"], [func.ServiceBusMessage(body="tea")]),
        (MANY, [b"tea"], [func.ServiceBusMessage(body=b"tea")]),
        (MANY, [bytearray(b"tea")], [func.ServiceBusMessage(body=b"tea")]),
        (
            "serviceBusTrigger cardinality=many",
            [{"id": 7}, "tea"],
            [func.ServiceBusMessage(body='{"id": 7}'), func.ServiceBusMessage(body="tea")],
        ),
        (
            "serviceBusTrigger cardinality=many",
            [{"id": 7}, "tea", b"\xff"],
            [func.ServiceBusMessage(body=body) for body in (b'{"id": 7}', b"tea", b"\xff")],
        ),
        (MANY, [], []),
        # A batch may be of one, and is a list all the same.
        (MANY, "tea", [func.ServiceBusMessage(body="tea")]),
        (MANY, b"tea", [func.ServiceBusMessage(body=b"tea")]),
        (MANY, {"id": 7}, [func.ServiceBusMessage(body='{"id": 7}')]),
        (MANY, service_bus_message("tea"), [service_bus_message("tea")]),
        ("eventHubTrigger cardinality=MANY", "tea", [func.EventHubEvent(body="tea")]),
        ("eventGridTrigger cardinality=many", event_grid_event(), [event_grid_event()]),
        ("eventHubTrigger cardinality=MANY", texts("tea"), [func.EventHubEvent(body="tea")]),
        ("table", "tea", "tea"),
        ("table", b"tea", b"tea"),
        ("table", None, None),
        ("table", [{"RowKey": "1"}], '[{"RowKey": "1"}]'),
        ("table", Datum('{"RowKey": "1"}', "json"), '{"RowKey": "1"}'),
        ("mcpToolTrigger", '{"arguments": {}}', '{"arguments": {}}'),
    ],
)
def test_values_are_decoded(binding: str, value: object, wanted: object) -> None:
    got = receive(binding, value)
    assert got == wanted
    assert type(got) is type(wanted)


TEXTS: list[tuple[type, object, object]] = [
    (str, "tea", "tea"),
    (bytes, b"tea", b"tea"),
    # As the host sends it: what it says in function.json is nothing that is known here.
    (bytes, "tea", "tea"),
    (str, None, None),
    (str, {"id": 7}, '{"id": 7}'),
    (str, queue_message("tea"), "tea"),
    (str, Datum("tea", "string"), "tea"),
    (str, (Datum("tea", "string"), {}), "tea"),
]


@pytest.mark.parametrize(("annotation", "value", "wanted"), TEXTS)
def test_text_and_bytes_pass_the_converter_by(annotation: object, value: object, wanted: object) -> None:
    assert receive("queueTrigger", value, annotation) == wanted


def test_a_mock_of_text() -> None:
    mock = Mock(spec=str)
    assert receive("queueTrigger", mock, str) is mock


def test_a_request_is_not_text() -> None:
    message = refusal(lambda: receive("httpTrigger", http_request(), str), DataError)
    assert message == "cannot decode httpTrigger: expected json, string or bytes, got type 'http'"


@pytest.mark.parametrize(
    "value",
    [(), (Datum("x", "string"),), ("x", {}), (Datum("x", "string"), []), (Datum("x", "string"), {}, None)],
    ids=["empty", "Datum alone", "no Datum", "no metadata", "three items"],
)
def test_a_tuple_that_is_not_a_payload(value: tuple[object, ...]) -> None:
    assert refusal(lambda: receive("queueTrigger", value)) == (
        "cannot pass the input 'value' of 'function': "
        f"expected a Datum and its metadata in the tuple, got tuple of length {len(value)}"
    )


@pytest.mark.parametrize(
    ("binding", "value", "where"),
    [
        ("queueTrigger", {"id": {1}}, "cannot make a raw payload"),
        (MANY, [{"id": {1}}], "cannot send an item of 'value'"),
    ],
)
def test_what_has_no_json_form(binding: str, value: object, where: str) -> None:
    message = refusal(lambda: receive(binding, value))
    assert message == f"{where}: expected values that JSON has, got an object of type set"


def test_malformed_metadata() -> None:
    raw = (Datum("tea", "string"), {"DequeueCount": Datum("two", "string")})
    message = refusal(lambda: receive("queueTrigger", raw).dequeue_count, DataError)
    assert message.startswith("cannot read trigger metadata field 'DequeueCount'")
