"""What functions give back, as a custom handler writes it."""

from __future__ import annotations

import base64
import http.cookies
import io
import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from azure_functions_lite import Document, HttpResponse, QueueMessage
from azure_functions_lite.custom_handler import encode_response
from azure_functions_lite.errors import (
    AppError,
    ArgumentTypeError,
    DataError,
    FunctionsError,
    HeaderError,
    InvalidJSONError,
    UnsupportedTypeError,
)
from azure_functions_lite.http import HttpResponseConverter
from azure_functions_lite.meta import Datum

TRIGGER = {"name": "req", "type": "httpTrigger", "direction": "in"}


def out(type: str, name: str = "x", **options: str) -> dict[str, Any]:
    return {"name": name, "type": type, "direction": "out", **options}


def write(value: object, type: str = "queue", **options: str) -> Any:
    """Return what stands for an output in a response."""
    response = json.loads(encode_response({"x": value}, [TRIGGER, out(type, **options)]))
    assert response == {"Outputs": response["Outputs"], "Logs": [], "ReturnValue": None}
    return response["Outputs"]["x"]


def write_returned(value: object, *rows: Mapping[str, Any]) -> Any:
    return json.loads(encode_response({}, rows, return_value=value))["ReturnValue"]


def test_a_response() -> None:
    bindings = [TRIGGER, out("queue", "msg"), out("blob", "file"), out("queue", "none"), out("http", "$return")]
    body = encode_response(
        {"msg": {"id": 7}, "file": b"\xff", "none": None}, bindings, return_value="Done.", logs=("one", "två")
    )
    assert json.loads(body) == {
        "Outputs": {"msg": {"id": 7}, "file": "/w=="},
        "Logs": ["one", "två"],
        "ReturnValue": {"StatusCode": 200, "Headers": {}, "Body": "Done."},
    }


@pytest.mark.parametrize(
    "row", [out("http", "$return"), out("queue", "$return"), TRIGGER], ids=["http", "queue", "none"]
)
def test_nothing(row: dict[str, Any]) -> None:
    assert json.loads(encode_response({}, [row])) == {"Outputs": {}, "Logs": [], "ReturnValue": None}


@pytest.mark.parametrize(
    ("type", "value", "sent"),
    [
        ("queue", "text!", "text!"),
        ("queue", "", ""),
        ("queue", "smörgås", "smörgås"),
        ("queue", "test", "dGVzdA=="),
        ("queue", "a b\t c\r\nd", "YSBiCSBjDQpk"),
        ("queue", " ", "IA=="),
        ("queue", "ab==", "YWI9PQ=="),
        ("queue", "a===", "a==="),
        ("queue", "=", "="),
        ("queue", "abc", "abc"),
        ("queue", b"test", "dGVzdA=="),
        ("queue", b"", ""),
        ("queue", {"body": "test"}, {"body": "test"}),
        ("queue", ["test", b"test"], ["test", "test"]),
        ("queue", QueueMessage(id="1", body="test"), {"id": "1", "body": "test"}),
        ("cosmosDB", Document(id="1"), [{"id": "1"}]),
        ("queue", Datum("test", "string"), "dGVzdA=="),
        ("queue", Datum(b"\xff", "bytes"), "/w=="),
        ("queue", Datum('"test"', "json"), "dGVzdA=="),
        ("queue", Datum("[1.5, null]", "json"), [1.5, None]),
        ("queue", Datum(5, "int"), 5),
        ("queue", Datum(None, None), None),
        ("queue", Datum(SimpleNamespace(bytes=["å".encode()]), "collection_bytes"), ["å"]),
        ("queue", bytearray(b"\xff"), "/w=="),
        # Bytes would arrive as the name of their type.
        ("serviceBus", b"test", ["test"]),
        ("serviceBus", "test", ["test"]),
        ("serviceBus", "text!", "text!"),
        ("kafka", Datum("test", "string"), ["test"]),
        # Texts that the host takes for dates.
        ("queue", "2026-01-31T10:00:00Z", "MjAyNi0wMS0zMVQxMDowMDowMFo="),
        ("blob", "2026-01-31T10:00:00.5", "MjAyNi0wMS0zMVQxMDowMDowMC41"),
        ("queue", "at 2026-01-31T10:00:00Z", "at 2026-01-31T10:00:00Z"),
        ("queue", {"at": ["2026-01-31T10:00:00Z"]}, ['{"at": ["2026-01-31T10:00:00Z"]}']),
        ("queue", [{"at": "2026-01-31T10:00:00Z"}, {"id": 7}], ['{"at": "2026-01-31T10:00:00Z"}', {"id": 7}]),
        ("serviceBus", {"at": "2026-01-31T10:00:00Z"}, ['{"at": "2026-01-31T10:00:00Z"}']),
        ("blob", Datum('{"at": "2026-01-31T10:00:00Z"}', "json"), "eyJhdCI6ICIyMDI2LTAxLTMxVDEwOjAwOjAwWiJ9"),
        ("cosmosDB", {"id": "1", "at": "2026-01-31T10:00:00Z"}, [{"id": "1", "at": "2026-01-31T10:00:00Z"}]),
        # Numbers would be written as their bytes.
        ("blob", Datum("5", "json"), "NQ=="),
        ("blob", Datum("true", "json"), "dHJ1ZQ=="),
        ("blob", Datum("[1]", "json"), [1]),
        ("blob", Datum('["2026-01-31T10:00:00Z"]', "json"), "WyIyMDI2LTAxLTMxVDEwOjAwOjAwWiJd"),
        ("custom", {"a": True}, {"a": True}),
        ("custom", [1, 2.5], [1, 2.5]),
        ("custom", 5, 5),
        ("custom", False, False),
        ("custom", {"at": datetime(2024, 4, 6, tzinfo=timezone.utc)}, {"at": "2024-04-06T00:00:00+00:00"}),
    ],
)
def test_outputs(type: str, value: object, sent: object) -> None:
    assert write(value, type) == sent
    assert write_returned(value, TRIGGER, out(type, "$return")) == sent


def test_files() -> None:
    assert write(io.BytesIO(b"\xff"), "blob") == "/w=="
    assert write(io.StringIO("test"), "blob") == "dGVzdA=="


@pytest.mark.parametrize(("value", "sent"), [("test", "test"), (b"test", "test"), ("å".encode(), "å")])
def test_outputs_with_a_binary_data_type(value: object, sent: str) -> None:
    assert write(value, dataType="binary") == sent


@pytest.mark.parametrize(
    ("value", "status", "headers", "body"),
    [
        ("test", 200, {}, "test"),
        (HttpResponse(), 200, {"content-type": "text/plain; charset=utf-8"}, ""),
        (HttpResponse("test", status_code=202), 202, {"content-type": "text/plain; charset=utf-8"}, "test"),
        (HttpResponse("å", mimetype="text/csv"), 200, {"content-type": "text/csv; charset=utf-8"}, "å"),
        (
            HttpResponse("{}", headers={"Content-Type": "a/b", "X": ["1", "2"]}),
            200,
            {"Content-Type": "a/b", "X": "1, 2"},
            "{}",
        ),
        (
            HttpResponse(headers={"Content-Type": "a/b", "set-cookie": "a=1; Path=/; Secure"}),
            200,
            {"Content-Type": "a/b", "Set-Cookie": "a=1; Path=/; Secure"},
            "",
        ),
        (
            HttpResponse(headers={"Content-Type": "a/b", "Set-Cookie": 'a="x, y"; Partitioned'}),
            200,
            {"Content-Type": "a/b", "Set-Cookie": 'a="x, y"; Partitioned'},
            "",
        ),
        (Datum("test", "string"), 200, {}, "test"),
        (Datum(b"test", "bytes"), 200, {}, "test"),
        (Datum({}, "http"), 200, {}, ""),
        (Datum({"body": Datum(bytearray(b"tea"), "bytes")}, "http"), 200, {}, "tea"),
        (
            Datum(
                {
                    "status_code": Datum("404", "string"),
                    "headers": {"X": Datum("1", "string")},
                    "cookies": None,
                    "body": Datum("no", "string"),
                },
                "http",
            ),
            404,
            {"X": "1"},
            "no",
        ),
    ],
)
def test_http_outputs(value: object, status: int, headers: dict[str, object], body: str) -> None:
    response = {"StatusCode": status, "Headers": headers, "Body": body}
    assert write(value, "http") == response
    assert write_returned(value, TRIGGER, out("http", "$return")) == response


def test_a_dict_of_http_goes_as_it_is() -> None:
    assert write(Datum('{"StatusCode": 204}', "json"), "http") == {"StatusCode": 204}


def test_cookies_of_a_datum() -> None:
    response = HttpResponse(
        headers={
            "Content-Type": "a/b",
            "Set-Cookie": "b=2; Path=/; HttpOnly; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Max-Age=0",
        }
    )
    datum = HttpResponseConverter.encode(response, expected_type=None)
    cookie = write(datum, "http")["Headers"]["Set-Cookie"]
    assert sorted(cookie.split("; ")) == [
        "b=2",
        "expires=Wed, 21 Oct 2015 07:28:00 GMT",
        "httponly",
        "max-age=0",
        "path=/",
    ]


def test_cookies_of_the_standard_library() -> None:
    jar = http.cookies.SimpleCookie()
    jar["a"] = "x y"
    jar["a"]["max-age"] = 0
    jar["a"]["secure"] = True
    jar["a"]["httponly"] = False
    datum = Datum({"cookies": [jar]}, "http")
    assert write(datum, "http")["Headers"] == {"Set-Cookie": 'a="x y"; max-age=0; secure'}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "an http Datum: expected a dict, got int"),
        ({"status_code": 5}, "'status_code' of an http Datum: expected a Datum, got int"),
        (
            {"status_code": Datum("x", "string")},
            "'status_code' of an http Datum: expected a number, got str of length 1",
        ),
        ({"headers": ["x"]}, "'headers' of an http Datum: expected a dict of Datums, got list of length 1"),
        ({"headers": {"x": "1"}}, r"'headers'\['x'\] of an http Datum: expected a Datum, got str of length 1"),
        ({"cookies": 5}, "'cookies' of an http Datum: expected a list of name -> morsel, got int"),
        ({"cookies": ["a=1"]}, "'cookies' of an http Datum: expected a list of name -> morsel, got list of length 1"),
        ({"body": "x"}, "'body' of an http Datum: expected a Datum, got str of length 1"),
        ({"body": Datum(5, "int")}, "'body' of an http Datum: expected str or bytes, got int"),
    ],
)
def test_malformed_http_datums(value: object, message: str) -> None:
    with pytest.raises(DataError, match=f"^cannot write {message}$"):
        write(Datum(value, "http"), "http")


@pytest.mark.parametrize(
    ("type", "value", "sent"),
    [
        ("activityTrigger", {"a": 1}, {"a": 1}),
        ("customTrigger", "done.", "done."),
        ("customTrigger", {"a": 1}, {"a": 1}),
    ],
)
def test_return_values_that_need_no_row(type: str, value: object, sent: object) -> None:
    assert write_returned(value, {"name": "x", "type": type, "direction": "in"}) == sent


@pytest.mark.parametrize("value", ["test", b"test"])
def test_an_answer_goes_as_it_is(value: object) -> None:
    """Without a binding `$return`, the host decodes nothing."""
    assert write_returned(value, {"name": "x", "type": "customTrigger", "direction": "in"}) == "test"


@pytest.mark.parametrize("value", ["2026-01-31T10:00:00Z", b"\xff"], ids=["date time", "bytes"])
@pytest.mark.parametrize("headers", [{}, {"Content-Type": "image/png"}], ids=["none", "type"])
def test_bare_bodies(value: str | bytes, headers: dict[str, str]) -> None:
    """A body without status and headers may be base64, so that anything can be sent."""
    in_base64 = base64.b64encode(value.encode() if isinstance(value, str) else value).decode()
    response = HttpResponse(value, headers=headers)
    assert write_returned(response, TRIGGER, out("http", "$return")) == in_base64
    datum = Datum(value, "string" if isinstance(value, str) else "bytes")
    assert write_returned(datum, TRIGGER, out("http", "$return")) == in_base64


DATE = "2026-01-31T10:00:00Z"
NO_DATE = "expected text that is not only a date with a time, because the host would rewrite it, got str of length 20"
NO_BYTES = "expected text in UTF-8, because a custom handler cannot send other bytes here, got bytes of length 1"


@pytest.mark.parametrize(
    ("row", "value", "message"),
    [
        (out("queue"), ["tea", DATE], f"the output 'x': {NO_DATE}"),
        (out("queue", dataType="binary"), DATE, f"the output 'x': {NO_DATE}"),
        (out("queue", dataType="binary"), b"\xff", f"the output 'x': {NO_BYTES}"),
        (out("serviceBus"), DATE, f"the output 'x': {NO_DATE}"),
        (out("serviceBus"), Datum(b"\xff", "bytes"), f"the output 'x': {NO_BYTES}"),
        (out("queue"), Datum(SimpleNamespace(bytes=[b"\xff"]), "collection_bytes"), f"the output 'x': {NO_BYTES}"),
        (out("http"), DATE, f"the body of 'x': {NO_DATE}"),
        (out("http"), HttpResponse(b"\xff"), f"the body of 'x': {NO_BYTES}"),
        (out("http"), HttpResponse("tea", headers={"X": DATE}), f"the header 'X' of 'x': {NO_DATE}"),
        (
            out("http"),
            HttpResponse("tea", headers={"Set-Cookie": ["a=1", "b=2"]}),
            "the cookies of 'x': expected one Set-Cookie header, because the host .+ does not send a second one, got 2",
        ),
    ],
)
def test_what_the_host_would_change(row: dict[str, Any], value: object, message: str) -> None:
    with pytest.raises(DataError, match=f"^cannot send {message}$"):
        encode_response({"x": value}, [TRIGGER, row])


@pytest.mark.parametrize(
    "headers",
    [{"X": "1\r\nY: 2"}, {"X": "1\n"}, {"X": "1\0"}, {"X\r\nY": "1"}, {"X\0": "1"}, {"X Y": "1"}],
    ids=range(6),
)
def test_a_header_of_a_datum_that_cannot_be_sent(headers: dict[str, str]) -> None:
    datums = {name: Datum(value, "string") for name, value in headers.items()}
    with pytest.raises(HeaderError, match=r"^cannot set (header 'X'|a header): expected "):
        write(Datum({"headers": datums}, "http"), "http")


def test_two_spellings_of_a_header() -> None:
    headers = {"X": Datum("1", "string"), "x": Datum("2", "string")}
    message = "the headers of 'x': expected one spelling of each name, because the host drops the second one, got X, x"
    with pytest.raises(DataError, match=f"^cannot send {message}$"):
        write(Datum({"headers": headers}, "http"), "http")


@pytest.mark.parametrize("changes", [{"status_code": 201}, {"headers": {"X": "1"}}], ids=["status", "header"])
def test_bytes_with_a_status_or_a_header(changes: dict[str, Any]) -> None:
    response = HttpResponse(b"\xff", **changes)
    with pytest.raises(DataError, match=f"^cannot send the body of '.return': {NO_BYTES}$"):
        write_returned(response, TRIGGER, out("http", "$return"))


@pytest.mark.parametrize(
    ("outputs", "rows", "message"),
    [
        (
            {"y": None},
            [out("queue"), out("queue", "z")],
            r"expected an output of function.json \(x, z\), or a return_value, got 'y'",
        ),
        (
            {"$return": 1},
            [out("queue", "$return")],
            r"expected an output of function.json \(none\), or .+, got '\$return'",
        ),
        ({"req": "x"}, [], r"expected an output of function.json \(none\), or a return_value, got 'req'"),
    ],
    ids=["another name", "$return", "an input"],
)
def test_values_without_output(outputs: Mapping[str, object], rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(AppError, match=f"^cannot write an output: {message}$"):
        encode_response(outputs, [TRIGGER, *rows])


def test_a_return_value_without_output() -> None:
    expected = r"expected None, as function.json has no '\$return' among its outputs \(x\), got str of length 6"
    with pytest.raises(AppError, match=f"^cannot write the return value: {expected}$"):
        write_returned("secret", TRIGGER, out("queue"))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"outputs": ["x"]},
            ArgumentTypeError,
            "cannot write outputs: expected a mapping by name, got list of length 1",
        ),
        ({"bindings": 5}, ArgumentTypeError, "cannot read bindings: expected the rows of function.json, got int"),
        (
            {"bindings": [{"type": "queue"}]},
            DataError,
            r"cannot read bindings\[0\]: expected text for 'name', got none",
        ),
        ({"logs": 5}, ArgumentTypeError, "cannot write logs: expected an iterable of str, got int"),
        ({"logs": "line"}, ArgumentTypeError, "cannot write logs: expected an iterable of str, got str of length 4"),
        (
            {"logs": ["line", 5]},
            ArgumentTypeError,
            "cannot write logs: expected an iterable of str, got list of length 2",
        ),
        ({"outputs": {"x": 5}}, UnsupportedTypeError, "cannot encode queue: expected str, .+"),
        ({"outputs": {"x": Datum("{", "json")}}, InvalidJSONError, "cannot read a json Datum: expected JSON, .+"),
        ({"outputs": {"x": Datum(object(), "other")}}, ArgumentTypeError, "cannot write the response: .+ type object"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], error: type[FunctionsError], message: str) -> None:
    keywords: dict[str, Any] = {"outputs": {}, "bindings": [TRIGGER, out("queue")]}
    with pytest.raises(error, match=f"^{message}$"):
        encode_response(**(keywords | arguments))


# A model of the host, which decodes what .NET's Convert.FromBase64String takes and rewrites dates, and sends the rest
# as UTF-8; the items of a list it takes as they are, except dates.


def received(sent: str | list[str]) -> bytes:
    is_text = not isinstance(sent, str)
    text = sent if isinstance(sent, str) else sent[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d(:?\d\d)?)?|/Date.*", text):
        return b"1/31/2026 10:00:00 AM"
    stripped = re.sub("[ \t\r\n]", "", text)
    if not is_text and re.fullmatch("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", stripped):
        return base64.b64decode(stripped)
    return bytes(text, "utf-8")


DATE_TIMES = st.datetimes().map(lambda value: value.isoformat())


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("ab01+/= \t\r\n") | DATE_TIMES)
@example("test")
@example("TRUE")
@example(" \r\n")
def test_text_reaches_the_output(text: str) -> None:
    for type in ("queue", "blob", "eventHub", "custom"):
        assert received(write(text, type)) == text.encode()
    try:
        sent = write(text, "serviceBus")
    except DataError:
        assert text[10] == "T"
    else:
        assert received(sent) == text.encode()


@given(st.binary() | st.binary().map(base64.b64encode))
def test_bytes_reach_the_output(content: bytes) -> None:
    for type in ("queue", "blob", "eventHub", "custom"):
        assert received(write(content, type)) == content
