"""What every value type does: equality, `repr`, copies, `to_dict` and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, ClassVar
from unittest.mock import ANY

import pytest

from azure_functions_lite import Context, Document, HttpResponse, InputStream, Out, QueueMessage
from azure_functions_lite._bindings.body import WithBody
from azure_functions_lite._bindings.values import Value
from azure_functions_lite.errors import ArgumentTypeError, InvalidJSONError
from azure_functions_lite.forms import FormLimits
from azure_functions_lite.headers import HttpRequestHeaders, HttpResponseHeaders
from azure_functions_lite.meta import Datum

UTC = timezone.utc


class Point(Value):
    _fields: ClassVar[tuple[str, ...]] = ("x", "y")

    def __init__(self, x: object = None, y: object = None) -> None:
        self.x = x
        self.y = y
        self.note = "not one of the fields"


class NamedPoint(Point):
    pass


class Secret(Point):
    _secrets = frozenset({"y"})


class Letter(WithBody):
    _fields: ClassVar[tuple[str, ...]] = ("to", "body")

    def __init__(self, body: str | bytes | None = None, to: str | None = None) -> None:
        self._body = body
        self.to = to


def test_equal_fields_make_equal_values() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert {Point(1, 2), Point(1, 2), Point(1, 3)} == {Point(1, 2), Point(1, 3)}


@pytest.mark.parametrize("other", [NamedPoint(1, 2), (1, 2), None, "Point(x=1, y=2)"], ids=lambda v: type(v).__name__)
def test_values_of_other_classes_are_not_equal(other: object) -> None:
    assert Point(1, 2) != other
    assert other != Point(1, 2)


def test_a_value_equals_what_says_it_does() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]  # how Python spells "unhashable"

    assert Point(1, 2) == Anything()


@pytest.mark.parametrize(
    "value",
    [
        *(Datum("a", "string"), InputStream(data=b"a"), QueueMessage(body="a"), Document({"a": 1}), HttpResponse("a")),
        *(HttpRequestHeaders({"a": "b"}), HttpResponseHeaders({"a": "b"}), FormLimits(), Out[str](), Context()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_another_object_says_of_equality_counts(value: object) -> None:
    assert value == ANY
    assert value != object()


def test_what_is_not_a_field_makes_no_difference() -> None:
    point = Point(1, 2)
    point.note = "another"
    assert point == Point(1, 2)


def test_a_value_is_hashable_when_its_fields_are() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(Point([1]))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Point(1, "two"), "Point(x=1, y='two')"),
        (Point(None, 0), "Point(y=0)"),
        (Point({}, ""), "Point(y='')"),
        (NamedPoint(), "NamedPoint()"),
        (Point("x" * 200), f"Point(x='{'x' * 96}...)"),
        (Secret(1, "hunter2"), "Secret(x=1, y=<str of length 7>)"),
        (Secret(1, None), "Secret(x=1)"),
        (Point(Secret(1, b"hunter2")), "Point(x=Secret(x=1, y=<bytes of length 7>))"),
        (Letter("hunter2", "me"), "Letter(to='me', body=<bytes of length 7>)"),
        (Letter(), "Letter(body=<bytes of length 0>)"),
    ],
    ids=["all", "none", "empty dict", "nothing", "long", "secret", "no secret", "inner secret", "body", "no body"],
)
def test_repr(value: Value, shown: str) -> None:
    assert repr(value) == shown


PLAIN: list[tuple[object, object]] = [
    (None, None),
    (5, 5),
    ("text", "text"),
    (b"text", "text"),
    (b"\xff\x00", {"__encoding": "base64", "value": "/wA="}),
    (datetime(2020, 1, 31, 10, tzinfo=UTC), "2020-01-31T10:00:00+00:00"),
    (timedelta(days=1, seconds=5), "1 day, 0:00:05"),
    (Point(b"a", 1), {"x": "a", "y": 1}),
    ({"a": b"b"}, {"a": "b"}),
    (MappingProxyType({"a": timedelta(0)}), {"a": "0:00:00"}),
    ([b"a", [b"b"]], ["a", ["b"]]),
    ((b"a", 1), ["a", 1]),
]


@pytest.mark.parametrize(("value", "plain"), PLAIN, ids=[repr(value) for value, _ in PLAIN])
def test_to_dict_and_to_json(value: object, plain: object) -> None:
    point = Point(value)
    assert point.to_dict() == {"x": plain, "y": None}
    assert json.loads(point.to_json()) == point.to_dict()


def test_to_json_says_what_it_cannot_write() -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot write Point as JSON: expected values that JSON has, got an object of type set$",
    ):
        Point({1}).to_json()


def test_values_can_be_copied(duplicate: Callable[[Any], Any]) -> None:
    again = duplicate(Point([1], "two"))
    assert again == Point([1], "two")
    assert type(again) is Point


@pytest.mark.parametrize(
    ("body", "expected"),
    [(None, b""), ("", b""), ("€", "€".encode()), (b"\xff", b"\xff")],
    ids=["none", "empty", "text", "bytes"],
)
def test_get_body(body: str | bytes | None, expected: bytes) -> None:
    assert Letter(body).get_body() == expected


@pytest.mark.parametrize("body", ['{"a": [1]}', b'\xef\xbb\xbf{"a": [1]}'], ids=["text", "bytes with mark"])
def test_get_json(body: str | bytes) -> None:
    assert Letter(body).get_json() == {"a": [1]}


@pytest.mark.parametrize("body", [None, "{", b"\xff"], ids=["none", "unfinished", "not utf-8"])
def test_get_json_of_something_else(body: str | bytes | None) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot read the body of Letter: expected JSON"):
        Letter(body).get_json()


def test_a_body_that_cannot_be_encoded_is_shown_and_compared_as_it_is() -> None:
    letter = Letter("\ud800", to="me")
    assert repr(letter) == "Letter(to='me', body=<str of length 1>)"
    assert letter == Letter("\ud800", to="me")
    assert letter != Letter("\ud801", to="me")


def test_text_and_its_bytes_are_the_same_body() -> None:
    assert Letter("€") == Letter("€".encode())
    assert hash(Letter("€")) == hash(Letter("€".encode()))
    assert Letter(None) == Letter("")
    assert Letter("a").to_dict() == {"to": None, "body": "a"}
