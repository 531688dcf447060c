"""JSON as Newtonsoft.Json reads it: what it accepts beyond JSON, what it rejects, and where values are."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from math import inf, isnan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._wire.lenient_json import is_json, parse
from azure_functions_lite.errors import InvalidJSONError


def value(text: str) -> Any:
    return parse(text, "cannot read it")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", {}),
        ('// why\n{"a": 1 /* one */, // two\n"b": 2,}\n// the end', {"a": 1, "b": 2}),
        ("{'a': 'it\\'s', b: \"x'y\", $c_1: 1, 2: 3}", {"a": "it's", "b": "x'y", "$c_1": 1, "2": 3}),
        ('{"a": "one\ntwo\tthree\r\nfour"}', {"a": "one\ntwo\tthree\r\nfour"}),
        ('{"a": "\\u00e5\\/\\\\\\b\\f\\n\\r\\t\\"\\ud83d\\ude00"}', {"a": 'å/\\\b\f\n\r\t"😀'}),
        ('{"a": "\\ud83d"}', {"a": "\ud83d"}),
        ("{a: 0x1F, b: 017, c: 0xFFFFFFFFFFFFFFFF, d: -012}", {"a": 31, "b": 15, "c": -1, "d": -12}),
        (
            "{a: .5, b: -.5, c: 5., d: 1E3, e: 0.5, f: 0e1}",
            {"a": 0.5, "b": -0.5, "c": 5.0, "d": 1000.0, "e": 0.5, "f": 0},
        ),
        ("{a: 0, b: -0, c: 00}", {"a": 0, "b": 0, "c": 0}),
        ("{a: 123456789012345678901234567890}", {"a": 123456789012345678901234567890}),
        ("{a: Infinity, b: -Infinity, c: undefined, d: null}", {"a": inf, "b": -inf, "c": None, "d": None}),
        ("{a: true, b: false/**/}", {"a": True, "b": False}),
        ("{a: 1, a: 2}", {"a": 2}),
        ("[1,,2,]", [1, None, 2]),
        ("[,]", [None]),
        ("{a:,b:1}", {"a": None, "b": 1}),
        ("{\u00a0a\u00a0:\u00a01}", {"a": 1}),
        ("[" * 64 + "]" * 64, json.loads("[" * 64 + "]" * 64)),
    ],
)
def test_what_is_accepted(text: str, expected: object) -> None:
    assert value(text) == expected


def test_not_a_number() -> None:
    assert isnan(value("{a: NaN}")["a"])


@pytest.mark.parametrize(
    ("text", "reason", "offset"),
    [
        ("", "the file is empty", 0),
        ("{a: 0x10000000000000000}", "not a number", 4),
        (" // nothing", "the file is empty", 11),
        ("5", "expected a JSON object", 0),
        ("/* no end", "expected a JSON object", 0),
        ('{"a": 1} x', "expected nothing after the object", 9),
        ('{"a": 1}{}', "expected nothing after the object", 8),
        ("{# why\n}", "expected a name or '}'", 1),
        ("{a: True}", "expected a value", 4),
        ("{a: truest}", "expected a value", 4),
        ("{a: 1,, b: 2}", "expected a name or '}'", 6),
        ("{,}", "expected a name or '}'", 1),
        ("{a: +1}", "expected a value", 4),
        ("{a: }", "expected a value", 4),
        ("{a: 12g}", "expected a value", 4),
        ("{a: 08}", "not a number", 4),
        ("{a: 0x}", "not a number", 4),
        ("{a: 0x1FFFFFFFFFFFFFFFF}", "not a number", 4),
        ("{a: 1-1}", "not a number", 4),
        (f"{{a: {'1' * 5000}}}", "not a number", 4),
        ('{"a" 1}', "expected ':' after a name", 4),
        ("{a /* why */: 1}", "expected ':' after a name", 2),
        ("{a-b: 1}", "expected a name or '}'", 1),
        ("{a: 1 b: 2}", "expected ',' or '}' after a value", 6),
        ("{a: [1 2]}", "expected ',' or ']' after a value", 7),
        ("{a: [1}}", "expected ',' or ']' after a value", 6),
        ('{"a": "x\\q"}', "bad escape '\\\\q'", 8),
        ('{"a": "\\u12"}', "bad escape '\\\\u'", 7),
        ('{"a": "x}', "a string without an end", 6),
        ("{", "expected a name or '}'", 1),
        ("[" * 65 + "]" * 65, "nested more than 64 levels deep", 64),
    ],
)
def test_what_is_rejected(text: str, reason: str, offset: int) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot read it: expected JSON, got ") as caught:
        value(text)
    assert (caught.value.got, caught.value.pos) == (reason, offset)


TREES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda trees: st.lists(trees) | st.dictionaries(st.text(), trees),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), TREES), st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_json(tree: dict[str, object], indent: int | None, is_ascii: bool) -> None:
    assert value(json.dumps(tree, indent=indent, ensure_ascii=is_ascii)) == tree


def test_places() -> None:
    text = "{\n  bindings: [\n    {name: 'x'},\n    /* next */ {'direction': in_},\n  ],\n}".replace("in_", "'in'")
    _, places = parse(text, "")
    assert text[places["bindings", 1, "direction"] :].startswith("'in'}")
    assert text[places["bindings", 1] :].startswith("{'direction'")
    assert places[()] == 0
    assert set(places) == {
        (),
        ("bindings",),
        ("bindings", 0),
        ("bindings", 0, "name"),
        ("bindings", 1),
        ("bindings", 1, "direction"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "{" + "a: 'x', " * 20_000 + "}",
        "{a: '" + "\\n" * 100_000,
        "{a: " + "1" * 200_000 + "x}",
        "{a: " + "1" * 200_000 + ".g}",
        "{" + "a" * 200_000 + "-: 1}",
        "{" + " " * 200_000 + "-: 1}",
        "/*" * 100_000,
        "//\n" * 50_000,
        "[" + "," * 50_000 + "]",
        "[" * 200_000,
    ],
    ids=["names", "escapes", "digits", "fraction", "name", "blanks", "comment", "comments", "commas", "depth"],
)
def test_the_time_is_linear(text: str) -> None:
    start = time.process_time()
    with suppress(InvalidJSONError):
        value(text)
    # A quadratic step takes minutes.
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text", ["[{'id': 7}]", "[1] // one", "5", "'text'", "[" * 100 + "]" * 100], ids=lambda text: text[:20]
)
def test_text_that_is_json(text: str) -> None:
    assert is_json(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "tea", "[INFO] started", "{name}", '{"a": 1}\n{"b": 2}', "[{'a': True}]", "# one", "[" * 100_000],
    ids=lambda text: text[:20],
)
def test_text_that_is_not(text: str) -> None:
    assert not is_json(text)
