"""Hostile input: four times as much costs about four times as much, and errors are those of this package."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from time import process_time
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite._wire.cookies import parse_cookies, parse_set_cookie
from azure_functions_lite._wire.json import loads
from azure_functions_lite._wire.loose_json import is_json
from azure_functions_lite._wire.scalars import duration, integer, timestamp
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.forms import FormLimits, parse_form
from azure_functions_lite.headers import HttpRequestHeaders, HttpResponseHeaders
from azure_functions_lite.meta import Datum

NO_LIMITS = FormLimits(*[10**9] * 4)
DISPOSITION = b"Content-Disposition: form-data; "


def multipart(body: bytes) -> object:
    return parse_form(body, "multipart/form-data; boundary=limit", NO_LIMITS)


def part(head: bytes, content: bytes = b"1", line_break: bytes = b"\r\n") -> bytes:
    lines = b"--limit\n" + DISPOSITION + head + b"\n\n"
    return lines.replace(b"\n", line_break) + content + line_break


def urlencoded(body: bytes) -> object:
    return parse_form(body, "application/x-www-form-urlencoded", NO_LIMITS)


def header(values: list[tuple[str, str]]) -> object:
    headers = HttpResponseHeaders(values)
    return headers.to_wsgi_list(), HttpRequestHeaders(dict(values))


def date(text: str) -> object:
    return timestamp(text)


def encode(binding: str) -> Callable[[object], object]:
    converter: Any = func.get_binding_registry().get(binding)
    return lambda value: converter.encode(value, expected_type=None)


def decode(binding: str, type: str) -> Callable[[object], object]:
    converter: Any = func.get_binding_registry().get(binding)
    return lambda value: converter.decode(Datum(value, type), trigger_metadata={})


END = b"--limit--\r\n"
CASES: dict[str, tuple[Callable[[Any], object], Callable[[int], object], int]] = {
    "multipart: parts": (multipart, lambda n: part(b"name=a") * n + END, 100),
    "multipart: parts of one file": (multipart, lambda n: part(b"name=a; filename=b") * n + END, 100),
    "multipart: parts in lines of LF": (multipart, lambda n: part(b"name=a", line_break=b"\n") * n + END, 100),
    "multipart: headers": (multipart, lambda n: part(b"name=a" + b"\nX-A: 1" * n) + END, 500),
    "multipart: a header": (multipart, lambda n: part(b"name=a; x=" + b"y" * n) + END, 50_000),
    "multipart: lines of a header": (multipart, lambda n: part(b"name=a" + b"\n ;" * n)[:-3], 20),
    "multipart: parameters": (multipart, lambda n: part(b"name*=a" + b"; a=b" * n) + END, 1_000),
    "multipart: quotes": (multipart, lambda n: part(b"name*=a" + b'; a="\\' * n) + END, 1_000),
    "multipart: blanks": (multipart, lambda n: part(b"name*=a;" + b" " * n + b'="') + END, 20_000),
    "multipart: nearly boundaries": (multipart, lambda n: part(b"name=a", b"\r\n--limi" * n) + END, 10_000),
    "multipart: boundaries in LF": (multipart, lambda n: part(b"name=a", b"\n--limit" * n, b"\n") + END, 1_000),
    "multipart: line breaks": (multipart, lambda n: part(b"name=a", b"\r\n" * n) + END, 20_000),
    "multipart: line feeds": (multipart, lambda n: part(b"name=a", b"\n" * n, b"\n") + END, 20_000),
    "multipart: no end": (multipart, lambda n: part(b"name=a", b"x" * n), 200_000),
    "multipart: no blank line": (multipart, lambda n: b"--limit\n" + DISPOSITION + b"\r" * n, 20_000),
    "multipart: a preamble": (multipart, lambda n: b"\r\n-" * n + END, 20_000),
    "urlencoded: pairs": (urlencoded, lambda n: b"a=1&" * n, 2_000),
    "urlencoded: names": (urlencoded, lambda n: b"&".join(b"%d=1" % i for i in range(n)), 2_000),
    "urlencoded: separators": (urlencoded, lambda n: b"&" * n, 20_000),
    "urlencoded: escapes": (urlencoded, lambda n: b"a=" + b"%41" * n, 2_000),
    "urlencoded: broken escapes": (urlencoded, lambda n: b"a=" + b"%" * n, 2_000),
    "cookies: pairs": (parse_cookies, lambda n: "a=1;" * n, 2_000),
    "cookies: separators": (parse_cookies, lambda n: ";=" * n, 5_000),
    "cookies: a quoted value": (parse_cookies, lambda n: 'a="' + "\\101" * n + '"', 2_000),
    "cookies: backslashes": (parse_cookies, lambda n: 'a="' + "\\" * n + '"', 2_000),
    "Set-Cookie: attributes": (parse_set_cookie, lambda n: "a=1" + "; b=2" * n, 2_000),
    "Set-Cookie: a date of blanks": (parse_set_cookie, lambda n: "a=1; Expires=" + "1 " * n, 5_000),
    "Set-Cookie: a number": (parse_set_cookie, lambda n: "a=1; Max-Age=" + "1" * n + "x", 20_000),
    "headers: values of one name": (header, lambda n: [("A", "1")] * n, 1_000),
    "headers: names": (header, lambda n: [(f"A-{i}", "1") for i in range(n)], 1_000),
    "headers: a value": (header, lambda n: [("A", "x" * n + "\n")], 200_000),
    "query: values of one name": (lambda url: func.HttpRequest("GET", url).params, lambda n: "/?" + "a=1&" * n, 2_000),
    "JSON: arrays in arrays": (lambda text: loads(text, "x"), lambda n: "[" * n, 20_000),
    "JSON: objects in objects": (lambda text: loads(text, "x"), lambda n: '{"a":' * n, 20_000),
    "JSON: digits": (lambda text: loads(text, "x"), lambda n: "1" * n, 20_000),
    "JSON: a fraction": (lambda text: loads(text, "x"), lambda n: "1." + "1" * n + "e9", 20_000),
    "JSON: blanks": (lambda text: loads(text, "x"), lambda n: " " * n + "x", 50_000),
    "JSON to .NET: arrays": (is_json, lambda n: "['a'," * n, 1_000),
    "JSON to .NET: comments": (is_json, lambda n: "[/*" * n, 5_000),
    "JSON to .NET: texts without end": (is_json, lambda n: "['\\'" * n, 2_000),
    "JSON to .NET: names": (is_json, lambda n: "{" + "a" * n + " " * n, 20_000),
    "dates: blanks": (date, lambda n: " " * n, 20_000),
    "dates: digits": (date, lambda n: "1" * n, 20_000),
    "dates: words": (date, lambda n: "Jan " * n, 5_000),
    "durations: colons": (duration, lambda n: "1:" * n, 20_000),
    "durations: digits": (duration, lambda n: "1" * n, 20_000),
    "durations: days": (duration, lambda n: "1 day, " * n, 5_000),
    "numbers: digits": (integer, lambda n: "1" * n + "x", 20_000),
    "queue: text like JSON": (encode("queue"), lambda n: "[" + "a " * n + "]", 20_000),
    "queue: texts": (encode("queue"), lambda n: ["[a]"] * n, 5_000),
    "HTTP: text like JSON": (encode("http"), lambda n: "[" * n + "]" * n, 2_000),
    "activity: envelopes": (
        decode("activityTrigger", "json"),
        lambda n: '{"__class__": "a", "__module__": "b", "__data__": ' * n + "1" + "}" * n,
        2_000,
    ),
    "Cosmos DB: documents": (decode("cosmosDB", "json"), lambda n: "[" + "{}," * n + "1]", 2_000),
}


@pytest.mark.parametrize("case", CASES)
def test_cost_grows_with_size(case: str) -> None:
    use, make, size = CASES[case]
    small, large = make(size), make(4 * size)
    # Minima of several runs, as other processes only add; and some more of them before it counts as a failure.
    assert any(cost(use, large) < 6 * cost(use, small) + 0.0005 for _ in range(5))


def cost(use: Callable[[Any], object], given: object) -> float:
    costs: list[float] = []
    for _ in range(3):
        begin = process_time()
        with suppress(FunctionsError):
            use(given)
        costs.append(process_time() - begin)
    return min(costs)


@pytest.mark.parametrize("case", CASES)
def test_errors_are_of_this_package(case: str) -> None:
    use, make, large = CASES[case]
    messages: list[str] = []
    for size in (0, 1, 2, 3, 7, large):
        try:
            use(make(size))
        except FunctionsError as error:  # noqa: PERF203  # one error of several is not the last
            messages.append(str(error))
    assert all(0 < len(message) < 350 for message in messages)


SECRET = "hunter2" * 5


@pytest.mark.parametrize(
    "use",
    [
        lambda: parse_set_cookie(f"{SECRET}\0"),
        lambda: parse_set_cookie(f"a={SECRET}; Expires={SECRET * 9}"),
        lambda: parse_set_cookie(f"a=1; Max-Age={SECRET * 9}"),
        lambda: HttpResponseHeaders({"A": f"{SECRET}\r\nB: 1"}),
        lambda: HttpResponseHeaders({f"{SECRET * 9}:": "1"}),
        lambda: loads("{" + SECRET, "x"),
        lambda: urlencoded(SECRET.encode() + b"=%FF"),
        lambda: multipart(part(b'name="a"\nX\xff: ' + SECRET.encode()) + END),
        lambda: multipart(part(b'name="a"', SECRET.encode() + b"\xff") + END),
        lambda: encode("serviceBus")(SECRET.encode() + b"\xff"),
        lambda: encode("queue")([SECRET, 5]),
        lambda: encode("cosmosDB")([SECRET]),
    ],
    ids=range(12),
)
def test_errors_do_not_show_contents_in_full(use: Callable[[], object]) -> None:
    with pytest.raises(FunctionsError) as error:
        use()
    assert SECRET * 9 not in str(error.value)
    assert len(str(error.value)) < 350


def test_what_is_sent_is_bounded_by_what_was_given() -> None:
    """An exponent of nine digits does not become text of a billion."""
    from decimal import Decimal

    document = func.Document(a=Decimal("1e999999999"), b=Decimal("1e-999999999"))
    assert len(document.to_json()) < 100
    assert json.loads(document.to_json()) == {"a": "1E+999999999", "b": "1E-999999999"}
