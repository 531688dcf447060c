"""What a call costs: encoding and constructing."""

from collections.abc import Callable, Iterator
from importlib import import_module
from time import process_time
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


def take_turns(calls: list[Call], *, quick: bool) -> list[Figure]:
    """Time calls by turns, so that a slow moment of the machine meets all of them."""
    seconds = 0.002 if quick else 0.02
    # CPU time, which other processes disturb less than that of the clock.
    timers = [Timer(call, timer=process_time) for call in calls]
    # As many calls as fill the given time, so that the clock's own steps do not count.
    numbers = [_number(timer, seconds) for timer in timers]
    # A call that fills it many times over needs no crowd of samples.
    is_long = any(timer.timeit(1) > 10 * seconds for timer in timers)
    samples: list[list[float]] = [[] for _ in timers]
    for _ in range(3 if quick or is_long else 15):
        for timer, number, taken in zip(timers, numbers, samples, strict=True):
            taken.append(timer.timeit(number) / number)
    return [Figure.of(taken, "s") for taken in samples]


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
