"""Hostile input: four times as much costs about four times as much, and errors are those of this package."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import process_time
from typing import Any, cast

import pytest

import azure_functions_lite as func
from azure_functions_lite._wire.cookies import parse_cookies, parse_set_cookie
from azure_functions_lite._wire.json import loads
from azure_functions_lite._wire.lenient_json import is_json, parse
from azure_functions_lite._wire.scalars import duration, integer, timestamp
from azure_functions_lite.custom_handler import decode_invocation, encode_response, read_invocation
from azure_functions_lite.errors import FunctionsError
from azure_functions_lite.forms import FormLimits, parse_form
from azure_functions_lite.headers import HttpRequestHeaders, HttpResponseHeaders
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing._checks.places import JsonPlaces
from azure_functions_lite.testing.problems import Problem

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


def handled(type: str, **row: str) -> Callable[[str], object]:
    rows = [{"name": "m", "type": type, "direction": "in", **row}]
    return lambda body: decode_invocation(body, rows)


def invocation_of(data: object, **metadata: object) -> str:
    return json.dumps({"Data": {"m": data}, "Metadata": metadata})


def problems(text: str) -> object:
    """Place a problem of each row of a function.json."""
    path = Path(mkdtemp(prefix="hostile-"), "function.json")
    path.write_text(text, "utf-8")
    try:
        places = JsonPlaces(path)
        rows = [Problem("", "f", f"m{number}", "binding-type", "") for number in range(text.count("m"))]
        return [places.located(row) for row in rows]
    finally:
        path.unlink()
        path.parent.rmdir()


def request_with(**parts: object) -> func.HttpRequest:
    converter: Any = func.get_binding_registry().get("httpTrigger")
    request: func.HttpRequest = converter.decode(Datum(parts, "http"), trigger_metadata=None)
    return request


def requested(**parts: object) -> dict[str, object]:
    return {"Method": "GET", "Url": "/", **parts}


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
    "multipart: charsets": (
        multipart,
        lambda n: part(b"name=a\nContent-Type: text/plain; charset=punycode", b"0a" * n) + END,
        5_000,
    ),
    "multipart: boundaries in boundaries": (multipart, lambda n: b"--limit--limit" * n + END, 5_000),
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
    "headers: equal names": (header, lambda n: [("A", "1")] * n, 1_000),
    "headers: names": (header, lambda n: [(f"A-{i}", "1") for i in range(n)], 1_000),
    "headers: a value": (header, lambda n: [("A", "x" * n + "\n")], 200_000),
    "query: equal names": (
        lambda url: func.HttpRequest("GET", url).params,
        lambda n: "/?" + "a=1&" * n,
        2_000,
    ),
    "query: names": (
        lambda url: func.HttpRequest("GET", url).params,
        lambda n: "/?" + "&".join(f"{i}=1" for i in range(n)),
        2_000,
    ),
    "query: names as the host sends them": (
        lambda query: request_with(query=query).params,
        lambda n: {f"{i}": Datum("1", "string") for i in range(n)},
        2_000,
    ),
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
    "custom handler: metadata": (
        handled("queueTrigger"),
        lambda n: invocation_of("x", **{f"{i}Utc": "2024-01-01T00:00:00" for i in range(n)}),
        500,
    ),
    "custom handler: dates": (
        handled("queueTrigger"),
        lambda n: invocation_of("x", EnqueuedTimeUtcArray=json.dumps(["2024-01-01T00:00:00"] * n)),
        1_000,
    ),
    "custom handler: digits": (handled("queueTrigger"), lambda n: invocation_of("x", TimeUtc="2024-01-0" * n), 2_000),
    "custom handler: a batch": (
        handled("serviceBusTrigger", cardinality="many"),
        lambda n: invocation_of(json.dumps(["x"] * n)),
        1_000,
    ),
    "custom handler: queries": (
        handled("httpTrigger"),
        lambda n: invocation_of(requested(Query={f"{i}": ["1", "2"] for i in range(n)})),
        500,
    ),
    "custom handler: JSON in JSON": (handled("queueTrigger"), lambda n: invocation_of('"' + "\\" * n + '"'), 5_000),
    "custom handler: base64": (
        handled("queueTrigger", dataType="binary"),
        lambda n: invocation_of("A" * n + "="),
        20_000,
    ),
    "JSON files: comments": (lambda text: parse(text, "x"), lambda n: "{" + "/**/" * n + "}", 2_000),
    "JSON files: a comment": (lambda text: parse(text, "x"), lambda n: "{" + "/*" * n, 5_000),
    "JSON files: blanks": (lambda text: parse(text, "x"), lambda n: "{" + " " * n, 50_000),
    "JSON files: rows": (lambda text: parse(text, "x"), lambda n: '[{"a": 1},' * 3 + '{"a": 1},' * n + "]", 500),
    "JSON files: escapes": (lambda text: parse(text, "x"), lambda n: '{"a": "' + "\\n" * n + '"}', 5_000),
    "JSON files: a number": (lambda text: parse(text, "x"), lambda n: "[" + "1" * n + "]", 20_000),
    "function.json: problems": (
        problems,
        lambda n: json.dumps({"bindings": [{"name": f"m{number}"} for number in range(n)]}, indent=1),
        200,
    ),
    "Cosmos DB: documents": (decode("cosmosDB", "json"), lambda n: "[" + "{}," * n + "1]", 2_000),
}


@pytest.mark.slow
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
NAMES = (SECRET * 9, SECRET.upper() * 9)
TRIGGER = {"name": "req", "type": "httpTrigger", "direction": "in"}
RESPONSE = {"name": "res", "type": "http", "direction": "out"}


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
        lambda: multipart(part(b'name="a"\nContent-Type: text/plain; charset=' + SECRET.encode() * 9) + END),
        lambda: func.HttpResponse("å", charset=SECRET * 9),
        lambda: request_with(headers={SECRET * 9: Datum(5, "int")}).headers,
        lambda: request_with(query={SECRET * 9: 5}).params,
        lambda: read_invocation(json.dumps({"Data": {"req": requested(Query={SECRET * 9: [[1]]})}}), [TRIGGER]),
        lambda: encode_response({"res": Datum({"headers": {SECRET * 9: 5}}, "http")}, [RESPONSE]),
        lambda: encode_response({"res": Datum({"headers": dict.fromkeys(NAMES)}, "http")}, [RESPONSE]),
    ],
    ids=range(19),
)
def test_errors_do_not_show_contents_in_full(use: Callable[[], object]) -> None:
    with pytest.raises(FunctionsError) as error:
        use()
    assert SECRET * 9 not in str(error.value)
    assert len(str(error.value)) < 350


PAYLOADS = sorted(path.stem for path in Path(__file__).with_name("payloads").glob("*.json"))
HIDDEN = [
    Datum(SECRET * 99, "string"),
    Datum((SECRET * 99).encode(), "bytes"),
    Datum(json.dumps([SECRET * 99]), "json"),
    Datum(json.dumps({SECRET * 99: SECRET * 99}), "json"),
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_shows_a_payload_in_full(
    payload: str, load_payload: Callable[[str], tuple[Datum, dict[str, Datum]]]
) -> None:
    data, metadata = load_payload(payload)
    converter: Any = func.get_binding_registry().get(payload.partition("-")[0])
    texts: list[str] = []
    for hidden in HIDDEN:
        everywhere = dict.fromkeys([*metadata, SECRET * 99], hidden)
        for given, known in ((hidden, metadata), (data, everywhere), (hidden, everywhere)):
            try:
                decoded: object = converter.decode(given, trigger_metadata=known)
            except FunctionsError as error:
                texts.append(str(error))
                continue
            values = cast("list[object]", decoded) if isinstance(decoded, list) else [decoded]
            texts += [text for value in values for text in texts_of(value)]
    assert not [text for text in texts if SECRET * 9 in text or len(text) > 7_000]


def texts_of(value: object) -> Iterator[str]:
    """Yield what is shown of a value, and the errors of its properties."""
    kind = type(value)
    if not kind.__module__.startswith("azure_functions_lite"):
        return
    yield repr(value)
    for name in dir(kind):
        if isinstance(getattr(kind, name), property):
            try:
                getattr(value, name)
            except FunctionsError as error:
                yield str(error)


UNREADABLE: list[dict[str, Any]] = [
    {},
    {"method": Datum(5, "int"), "url": Datum("/" + SECRET * 9, "string")},
    {"method": Datum(SECRET * 9, "string"), "query": {SECRET * 9: Datum("1", "string")}, "body": Datum("x", "string")},
    {"method": None, "query": [SECRET * 9], "body": Datum({SECRET * 9: 1}, "bytes")},
]


@pytest.mark.parametrize("parts", UNREADABLE, ids=range(4))
def test_a_request_that_cannot_be_read_can_be_shown(parts: dict[str, Any]) -> None:
    shown = repr(request_with(**parts))
    assert shown.startswith("HttpRequest(")
    assert SECRET.lower() * 9 not in shown.lower()
    assert len(shown) < 450


def test_headers_with_long_names_are_cut() -> None:
    for headers in (HttpRequestHeaders({SECRET * 9: "1"}), HttpResponseHeaders({SECRET * 9: "1"})):
        assert SECRET * 9 not in repr(headers)


def test_what_is_sent_is_bounded_by_what_was_given() -> None:
    """An exponent of nine digits does not become text of a billion."""
    from decimal import Decimal

    document = func.Document(a=Decimal("1e999999999"), b=Decimal("1e-999999999"))
    assert len(document.to_json()) < 100
    assert json.loads(document.to_json()) == {"a": "1E+999999999", "b": "1E-999999999"}
