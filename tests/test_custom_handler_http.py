"""HTTP requests in the invocations of custom handlers."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite import HttpRequest
from azure_functions_lite.custom_handler import decode_invocation, read_invocation
from azure_functions_lite.errors import FieldError, FunctionsError, InvalidJSONError
from azure_functions_lite.meta import Datum

BINDINGS = [{"name": "req", "type": "httpTrigger", "direction": "in"}]


def decode(value: object) -> HttpRequest:
    decoded: HttpRequest = decode_invocation(json.dumps({"Data": {"req": value}}), BINDINGS)["req"]
    return decoded


def request(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {"Url": "http://localhost/api/x", "Method": "GET", "Query": {}, "Headers": {}, **changes}
    return {name: value for name, value in given.items() if value is not ...}


def test_the_datum_of_a_request() -> None:
    given = request(Headers={"X": ["a", "b"]}, Query={"q": "1"}, Params={"id": "7"}, Body="å")
    body = json.dumps({"Data": {"req": given}, "Metadata": {"id": '"7"'}})
    value = {
        "method": Datum("GET", "string"),
        "url": Datum("http://localhost/api/x", "string"),
        "headers": {"x": Datum("a, b", "string")},
        "query": {"q": Datum("1", "string")},
        "params": {"id": Datum("7", "string")},
        "body": Datum("å", "string"),
    }
    assert read_invocation(body, BINDINGS) == {"req": (Datum(value, "http"), {"id": Datum("7", "string")})}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Headers": {"X": "a"}}, {"headers": {"x": "a"}}),
        ({"Headers": {"X": ["a"], "x": "b"}}, {"headers": {"x": "a, b"}}),
        ({"Headers": {"X": []}}, {"headers": {"x": ""}}),
        ({"Headers": '{"X": ["a"]}'}, {"headers": {"x": "a"}}),
        ({"Headers": ...}, {}),
        ({"Query": "{}"}, {}),
        ({"Query": None}, {}),
        ({"Query": {"Tag": ["a", "b"], "flag": None, "n": 5}}, {"params": {"Tag": "a,b", "flag": "", "n": "5"}}),
        ({"Params": {"id": "7"}}, {"route_params": {"id": "7"}}),
        ({"Params": '{"id": "7"}'}, {"route_params": {"id": "7"}}),
        ({"Params": {"id": "7", "page": None}}, {"route_params": {"id": "7"}}),
        ({"Headers": {"Cookie": ["a=1", "b=2"]}}, {"headers": {"cookie": "a=1; b=2"}}),
        ({"Identities": [{"Name": "Ada"}]}, {}),
        ({"Body": None}, {}),
        ({"Body": ""}, {}),
        ({"Body": "å"}, {"body": "å".encode()}),
        ({"Body": '"tea"'}, {"body": b'"tea"'}),
        ({"Body": {"id": 7}}, {"body": b'{"id": 7}'}),
        ({"Body": [7]}, {"body": b"[7]"}),
    ],
    ids=str,
)
def test_requests(changes: dict[str, object], expected: dict[str, Any]) -> None:
    assert decode(request(**changes)) == HttpRequest("GET", "http://localhost/api/x", **expected)


def test_a_request_may_be_json_in_a_string() -> None:
    assert decode(json.dumps(request(Method="PUT"))).method == "PUT"


@pytest.mark.parametrize(
    ("content_type", "body", "content"),
    [
        ("application/octet-stream", "/w==", b"\xff"),
        ("Multipart/Form-Data; boundary=x", "/w==", b"\xff"),
        ("application/octet-stream", "no base64", b"no base64"),
        ("application/octet-stream ; version=2", "/w==", b"\xff"),
        ("text/plain", "/w==", b"/w=="),
    ],
)
def test_binary_bodies(content_type: str, body: str, content: bytes) -> None:
    given = request(Headers={"content-type": [content_type]}, Body=body)
    assert decode(given).get_body() == content


@pytest.mark.parametrize(
    ("value", "error", "place", "rest"),
    [
        (None, FieldError, "", "a JSON object, got None"),
        ([], FieldError, "", "a JSON object, got list of length 0"),
        ("{", InvalidJSONError, "", "JSON, got str of length 1, .+"),
        (request(Url=...), FieldError, "['Url']", "text, got None"),
        (request(Method=5), FieldError, "['Method']", "text, got int"),
        (request(Headers=[]), FieldError, "['Headers']", "a JSON object, got list of length 0"),
        (request(Headers={"x": {}}), FieldError, "['Headers']['x']", "text, or a list of texts, got dict of length 0"),
        (request(Headers={"x": [["a"]]}), FieldError, "['Headers']['x']", "text, or a list of texts, got list of .+"),
        (request(Query="["), InvalidJSONError, "['Query']", "JSON, got str of length 1, .+"),
        (request(Query="5"), FieldError, "['Query']", "a JSON object, got int"),
        (request(Params={"id": {}}), FieldError, "['Params']['id']", "text, or a list of texts, got dict of length 0"),
    ],
)
def test_malformed_requests(value: object, error: type[FunctionsError], place: str, rest: str) -> None:
    escaped = place.replace("[", r"\[").replace("]", r"\]")
    with pytest.raises(error, match=rf"^cannot read Data\['req'\]{escaped}: expected {rest}$"):
        decode(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_through(text: str) -> None:
    assert decode(request(Body=text)).get_body() == text.encode()


@given(st.binary(), st.sampled_from(["application/octet-stream", "multipart/form-data; boundary=x"]))
def test_bytes_come_through(content: bytes, content_type: str) -> None:
    in_base64 = base64.b64encode(content).decode()
    assert decode(request(Headers={"Content-Type": [content_type]}, Body=in_base64)).get_body() == content
