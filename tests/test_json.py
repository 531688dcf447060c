"""JSON as Python writes and reads it, with errors of this package."""

import json
import math
from collections import OrderedDict, UserDict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from azure_functions_lite._typing import holds_several, is_array, is_mapping, is_object
from azure_functions_lite._wire import json as _json
from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError

BYTE_ORDER_MARK = "\ufeff"

Json = None | bool | int | float | str | list[Any] | dict[str, Any]


def json_values() -> st.SearchStrategy[Json]:
    scalars: st.SearchStrategy[Json] = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()
    )
    return st.recursive(
        scalars, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)), max_leaves=10
    )


def circular() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@given(json_values())
def test_what_is_written_can_be_read(value: Json) -> None:
    text = _json.dumps(value, "cannot write")
    assert text == json.dumps(value)
    assert _json.loads(text, "cannot read") == value
    assert _json.loads(text.encode(), "cannot read") == value


@given(st.one_of(st.text(), st.text(alphabet=' \t\n\r"\\u0123456789.eE+-[]{},:truefalsnNaIity')))
@example("1 2")
@example(" 1 ")
@example("\u00a01")
@example("1\u00a0")
@example('"\ud800"')
@example("-Infinity")
def test_every_text_is_read_as_json_reads_it(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(InvalidJSONError):
            _json.loads(text, "cannot read")
    else:
        assert repr(_json.loads(text, "cannot read")) == repr(expected)


@pytest.mark.parametrize("space", ["", " ", "\n", "\r\n", "\t \n"], ids=repr)
@pytest.mark.parametrize("start", ["", BYTE_ORDER_MARK], ids=["no mark", "mark"])
@pytest.mark.parametrize("encode", [str, str.encode], ids=["text", "bytes"])
def test_space_and_byte_order_mark(encode: Callable[[str], object], start: str, space: str) -> None:
    document = encode(f'{start}{space}{{"é": [1, "€"]}}{space}')
    assert _json.loads(document, "cannot read") == {"é": [1, "€"]}


def test_not_a_number_is_read_as_json_reads_it() -> None:
    assert math.isnan(_json.loads("NaN", "cannot read"))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "expected JSON, got str of length 0, Expecting value at character 0"),
        (b"", "expected JSON, got str of length 0, Expecting value at character 0"),
        (
            "{'a': 1}",
            "expected JSON, got str of length 8, Expecting property name enclosed in double quotes at character 1",
        ),
        ("[1] [2]", "expected JSON, got str of length 7, Extra data at character 4"),
        (
            BYTE_ORDER_MARK * 2 + "1",
            "expected JSON, got str of length 3, Unexpected UTF-8 BOM (decode using utf-8-sig) at character 0",
        ),
        ("[" * 100_000, "expected JSON, got str of length 100000, nested too deep"),
        ('{"a":' * 100_000, "expected JSON, got str of length 500000, nested too deep"),
        ("1" * 10_000, "expected JSON, got str of length 10000, an integer too long"),
        (b"[" + b"1" * 10_000 + b"]", "expected JSON, got str of length 10002, an integer too long"),
        (b'"\xff"', "expected JSON in UTF-8, got bytes of length 3"),
        ('{"a": 1}'.encode("utf-16"), "expected JSON in UTF-8, got bytes of length 18"),
        (None, "expected JSON text, got None"),
        (5, "expected JSON text, got int"),
        ({"a": 1}, "expected JSON text, got dict of length 1"),
    ],
    ids=[
        *("empty", "no bytes", "quotes", "two", "two marks", "deep", "deep objects", "long", "long in a list"),
        *("not utf-8", "utf-16", "none", "int", "dict"),
    ],
)
def test_what_is_not_json(document: object, message: str) -> None:
    with pytest.raises(InvalidJSONError) as caught:
        _json.loads(document, "cannot read the body of QueueMessage")
    assert str(caught.value) == f"cannot read the body of QueueMessage: {message}"
    assert isinstance(caught.value, json.JSONDecodeError)
    assert caught.value.__cause__ is not None or not isinstance(document, (str, bytes))


def test_the_place_of_an_error_is_a_place_in_its_document() -> None:
    with pytest.raises(InvalidJSONError) as caught:
        _json.loads(f"{BYTE_ORDER_MARK}[x]", "cannot read")
    assert caught.value.doc[caught.value.pos] == "x"


@pytest.mark.parametrize(
    "value",
    [{1, 2}, object(), {"a": [{1}]}, {(1, 2): 3}],
    ids=["set", "object", "set inside", "tuple as key"],
)
def test_values_without_a_json_form(value: object) -> None:
    message = r"^cannot write: expected values that JSON has, got (an object of type (set|object)|keys must be .+)$"
    with pytest.raises(ArgumentTypeError, match=f"^{message}$") as caught:
        _json.dumps(value, "cannot write")
    assert isinstance(caught.value.__cause__, TypeError)


@pytest.mark.parametrize("value", [circular(), nested(100_000)], ids=["circular", "deep"])
def test_values_that_are_not_a_tree(value: object) -> None:
    with pytest.raises(DataError, match=r"^cannot write: expected a tree of values, got ") as caught:
        _json.dumps(value, "cannot write")
    assert isinstance(caught.value.__cause__, (ValueError, RecursionError))


class Fields(dict[str, int]):
    pass


GUARDED: list[tuple[object, set[object]]] = [
    ({}, {is_object, is_mapping}),
    (OrderedDict[str, int](), {is_object, is_mapping}),
    (Fields(a=1), {is_object, is_mapping}),
    (UserDict[str, int](), {is_mapping}),
    (MappingProxyType({"a": 1}), {is_mapping}),
    ([], {is_array, holds_several}),
    ((), {holds_several}),
    (set[int](), {holds_several}),
    (iter([1]), {holds_several}),
    (range(3), {holds_several}),
    ("text", set()),
    (b"bytes", set()),
    (bytearray(b"bytes"), set()),
    (BytesIO(b"file"), set()),
    (None, set()),
    (5, set()),
]


@pytest.mark.parametrize(("value", "guards"), GUARDED, ids=[type(value).__name__ for value, _ in GUARDED])
def test_guards(value: object, guards: set[object]) -> None:
    assert {guard for guard in (is_object, is_array, is_mapping, holds_several) if guard(value)} == guards


UTC = timezone.utc


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 1, 31, 10, tzinfo=UTC), '"2026-01-31T10:00:00+00:00"'),
        (datetime(2026, 1, 31, 10), '"2026-01-31T10:00:00"'),
        (date(2026, 1, 31), '"2026-01-31"'),
        (time(10, 30), '"10:30:00"'),
        (timedelta(hours=12, minutes=34, seconds=56), '"12:34:56"'),
        (timedelta(days=10, hours=1, minutes=2, seconds=3, microseconds=4), '"10.01:02:03.0000040"'),
        (-timedelta(days=1, minutes=1), '"-1.00:01:00"'),
        (UUID(int=7), '"00000000-0000-0000-0000-000000000007"'),
        (b"\xff", '"/w=="'),
        (bytearray(b"x"), '"eA=="'),
        (MappingProxyType({"a": 1}), '{"a": 1}'),
        ([{"at": date(2026, 1, 31)}], '[{"at": "2026-01-31"}]'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_are_written_as_something_else(value: object, text: str) -> None:
    assert _json.dumps(value, "cannot write") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1", "1"),
        ("5.00", "5"),
        ("9007199254740993", "9007199254740993"),
        ("9007199254740993.5", '"9007199254740993.5"'),
        ("9223372036854775808", '"9223372036854775808"'),
        ("1.10", "1.1"),
        ("-0.5", "-0.5"),
        ("1e20", '"100000000000000000000"'),
        ("1.5e15", "1500000000000000"),
        ("123456789012345.5", "123456789012345.5"),
        ("1234567890123456.5", '"1234567890123456.5"'),
        ("0.0001", "0.0001"),
        ("0.00001", '"0.00001"'),
        ("-1e-7", '"-0.0000001"'),
        ("0e-9", "0"),
        ("1.00000000000000000001", '"1.00000000000000000001"'),
        ("1e400", f'"1{"0" * 400}"'),
        ("1e401", '"1E+401"'),
        ("1e-400", f'"0.{"0" * 399}1"'),
        ("1e-401", '"1E-401"'),
        ("1e999999999", '"1E+999999999"'),
        ("1e-999999999", '"1E-999999999"'),
        ("NaN", '"NaN"'),
        ("Infinity", '"Infinity"'),
        ("sNaN", '"sNaN"'),
    ],
)
def test_decimals_are_numbers_where_no_digit_gets_lost(value: str, text: str) -> None:
    assert _json.dumps(Decimal(value), "cannot write") == text


def test_what_json_lacks_may_be_written_by_a_function() -> None:
    assert _json.dumps([{1}, date(2026, 1, 31)], "cannot write", lambda value: "a set") == '["a set", "2026-01-31"]'
