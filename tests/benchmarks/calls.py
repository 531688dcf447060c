"""What a call costs: decoding with every property read, encoding, constructing."""

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from timeit import Timer
from types import ModuleType
from typing import Any

from figures import Figure, Row

Call = Callable[[], object]
Case = Callable[[ModuleType], Call]
"""Makes the call of one package, which is `azure.functions` or `azure_functions_lite`."""


PACKAGES = ("azure.functions", "azure_functions_lite")


def time_calls(*, quick: bool, only: str) -> Iterator[Row]:
    """Yield a row for each case whose name has `only` in it."""
    packages = [import_module(name) for name in PACKAGES]
    for name, make in CASES.items():
        if only in name:
            yield Row(name, *take_turns([make(package) for package in packages], quick=quick))


def take_turns(calls: list[Call], *, quick: bool) -> tuple[Figure, Figure]:
    """Time the call of the official SDK and ours by turns, so that a slow moment of the machine meets both."""
    seconds = 0.002 if quick else 0.02
    timers = [Timer(call) for call in calls]
    # As many calls as fill the given time, so that the clock's own steps do not count.
    numbers = [_number(timer, seconds) for timer in timers]
    # A call that fills it many times over needs no crowd of samples.
    is_long = any(timer.timeit(1) > 10 * seconds for timer in timers)
    samples: list[list[float]] = [[] for _ in timers]
    for _ in range(3 if quick or is_long else 15):
        for timer, number, taken in zip(timers, numbers, samples, strict=True):
            taken.append(timer.timeit(number) / number)
    official, ours = (Figure.of(taken, "s") for taken in samples)
    return official, ours


def _number(timer: Timer, seconds: float) -> int:
    number = 1
    while timer.timeit(number) < seconds:
        number *= 2
    return number


def _converter(func: ModuleType, binding: str) -> Any:
    converter = func.get_binding_registry().get(binding)
    if converter is None:
        raise LookupError(f"{func.__name__} has no converter for {binding}")
    return converter


def _datum(value: object, kind: str) -> Callable[[Any], object]:
    """Return what makes that Datum of a package's class for it."""
    return lambda datum: datum(value, kind)


def _reading(
    binding: str,
    data: Callable[[Any], object],
    metadata: Mapping[str, tuple[object, str]],
    read: Callable[[Any], object],
) -> Case:
    """Return the case that decodes `data` and reads the result."""

    def make(func: ModuleType) -> Call:
        decode, datum = _converter(func, binding).decode, data(func.meta.Datum)
        trigger_metadata = {name: func.meta.Datum(*value) for name, value in metadata.items()}
        return lambda: read(decode(datum, trigger_metadata=trigger_metadata))

    return make


def _queue_metadata(dates: str, kind: str) -> dict[str, tuple[object, str]]:
    values = {
        "Id": "5c7b2c5e-5b0e-4e0a-9d4f-1c6a3f0f9b11",
        "PopReceipt": "AgAAAAMAAAAAAAAAbyGGKiZg2gE=",
        "ExpirationTime": f"2024-02-07T10:00:00{dates}",
        "InsertionTime": f"2024-01-31T10:00:00{dates}",
        "NextVisibleTime": f"2024-01-31T10:10:00{dates}",
    }
    metadata: dict[str, tuple[object, str]] = {
        name: (json.dumps(value) if kind == "json" else value, kind) for name, value in values.items()
    }
    return {**metadata, "DequeueCount": ("1", kind)}


def _read_message(message: Any) -> object:
    return (
        message.id,
        message.dequeue_count,
        message.expiration_time,
        message.insertion_time,
        message.time_next_visible,
        message.pop_receipt,
        message.get_body(),
    )


def _queue(dates: str, kind: str) -> Case:
    return _reading("queueTrigger", _datum('{"order": 1}', "string"), _queue_metadata(dates, kind), _read_message)


HEADERS = {
    "host": "example.org",
    "accept": "*/*",
    "accept-encoding": "gzip, deflate, br",
    "connection": "keep-alive",
    "content-length": "27",
    "content-type": "application/json",
    "user-agent": "example/1.0",
    "x-forwarded-for": "203.0.113.7",
}


def _request(datum: Any) -> Any:
    value = {
        "method": datum("POST", "string"),
        "url": datum("https://example.org/api/items/7?name=box&limit=10", "string"),
        "headers": {name: datum(value, "string") for name, value in HEADERS.items()},
        "query": {"name": datum("box", "string"), "limit": datum("10", "string")},
        "params": {"id": datum("7", "string")},
        "body": datum(b'{"name": "box", "count": 3}', "bytes"),
    }
    return datum(value, "http")


def _read_request(request: Any) -> object:
    return (
        request.method,
        request.url,
        request.headers["Content-Type"],
        request.headers.get("X-Missing"),
        request.params["name"],
        request.route_params["id"],
        request.get_body(),
        request.get_json(),
    )


BLOB_METADATA = {
    "BlobTrigger": ('"samples/report.csv"', "json"),
    "Uri": ('"https://example.org/samples/report.csv"', "json"),
    "Properties": (
        json.dumps(
            {
                "ContentLength": 1024,
                "ContentType": "text/csv",
                "ETag": '"0x8DC"',
                "BlobType": 0,
                "IsServerEncrypted": True,
            }
        ),
        "json",
    ),
    "Metadata": ('{"owner": "sales"}', "json"),
}


def _read_blob(blob: Any) -> object:
    return blob.name, blob.uri, blob.length, blob.blob_properties, blob.metadata, blob.read()


TIMER = json.dumps(
    {
        "Schedule": {"AdjustForDST": True},
        "ScheduleStatus": {
            "Last": "2024-01-31T10:00:00+00:00",
            "LastUpdated": "2024-01-31T10:00:00+00:00",
            "Next": "2024-01-31T10:05:00+00:00",
        },
        "IsPastDue": False,
    }
)


def _read_timer(timer: Any) -> object:
    return timer.past_due, timer.schedule_status, timer.schedule


def _encoding(binding: str, make_value: Case) -> Case:
    """Return the case that makes a value and encodes it: some converters change what they encode."""

    def make(func: ModuleType) -> Call:
        encode, value = _converter(func, binding).encode, make_value(func)
        return lambda: encode(value(), expected_type=None)

    return make


def _plain_response(func: ModuleType) -> Call:
    return lambda: func.HttpResponse("hello")


def _rich_response(func: ModuleType) -> Call:
    headers = {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Request-Id": "5c7b2c5e",
        "Set-Cookie": "session=5c7b2c5e; Path=/; Secure; HttpOnly; SameSite=Lax",
    }
    return lambda: func.HttpResponse('{"id": 7}', status_code=201, headers=headers)


def _new_request(func: ModuleType) -> Call:
    return lambda: func.HttpRequest(
        "GET",
        "https://example.org/api/items",
        headers=HEADERS,
        params={"name": "box"},
        route_params={"id": "7"},
        body=b"",
    )


def _new_message(func: ModuleType) -> Call:
    return lambda: func.QueueMessage(id="5c7b2c5e", body="hello", pop_receipt="AgAAAAMA")


def _same(value: object) -> Case:
    """Return the case that always gives `value`, which no converter changes."""
    return lambda func: lambda: value


def _messages(func: ModuleType) -> Call:
    messages = [func.QueueMessage(id=str(number), body=f"message {number}") for number in range(100)]
    return lambda: messages


CASES: dict[str, Case] = {
    "decode queueTrigger: json metadata, dates `+00:00`": _queue("+00:00", "json"),
    "decode queueTrigger: json metadata, dates `Z`": _queue("Z", "json"),
    "decode queueTrigger: json metadata, 7 decimals": _queue(".1234567+00:00", "json"),
    "decode queueTrigger: string metadata, dates `+00:00`": _queue("+00:00", "string"),
    "decode queueTrigger: no metadata": _reading("queueTrigger", _datum('{"order": 1}', "string"), {}, _read_message),
    "decode httpTrigger": _reading("httpTrigger", _request, {}, _read_request),
    "decode blobTrigger, 1 KiB": _reading("blobTrigger", _datum(b"x" * 1024, "bytes"), BLOB_METADATA, _read_blob),
    "decode blobTrigger, 1 MiB": _reading("blobTrigger", _datum(b"x" * 1024**2, "bytes"), BLOB_METADATA, _read_blob),
    "decode timerTrigger": _reading("timerTrigger", _datum(TIMER, "json"), {}, _read_timer),
    "make and encode http: body only": _encoding("http", _plain_response),
    "make and encode http: headers and a cookie": _encoding("http", _rich_response),
    "encode queue: str": _encoding("queue", _same("hello")),
    "encode queue: `QueueMessage`": _encoding("queue", _new_message),
    "encode queue: list of 100 `QueueMessage`": _encoding("queue", _messages),
    "encode queue: list of 100 str": _encoding("queue", _same(["hello"] * 100)),
    "encode blob: 1 KiB": _encoding("blob", _same(b"x" * 1024)),
    "construct `QueueMessage`": _new_message,
    "construct `HttpRequest`": _new_request,
    "construct `HttpResponse`: body only": _plain_response,
    "construct `HttpResponse`: headers and a cookie": _rich_response,
}
