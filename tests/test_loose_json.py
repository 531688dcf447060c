from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._wire.loose_json import is_json, is_loose_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "text",
    [
        "[{'id': 7}]",
        "{'it': 'isn\\'t'}",
        "{id: 7, _b: 8, $c: 9}",
        "[1,]",
        '{"a": 1, }',
        "[1] // one",
        "/* one */ [1 /* two */]",
        "['a\nb\t']",
        "[0x1F, 017, .5, 1., -1e3, NaN, Infinity, -Infinity, undefined]",
        '{"a": 1, "a": 2}',
        "[,]",
        "[1,,2]",
        "5",
        "'text'",
    ],
)
def test_what_net_reads_beyond_json(text: str) -> None:
    assert is_loose_json(text)
    assert is_json(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "tea",
        "[INFO] started",
        "[see below]",
        "{name}",
        '{"a": 1}\n{"b": 2}',
        "[{'a': True}]",
        "[{'a': None}]",
        '{"a": 1,,}',
        "[1 2]",
        "[+1]",
        "{'a'}",
        "{,}",
        "['a]",
        "[/* one]",
        "[1}",
        "[1px]",
        "# one",
        "[" * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_what_net_does_not_read(text: str) -> None:
    assert not is_loose_json(text)
    assert not is_json(text)


@given(JSON)
def test_json_is_read(value: object) -> None:
    assert is_loose_json(json.dumps(value))
    assert is_loose_json(json.dumps(value, ensure_ascii=False, indent=2))


@given(st.text("[]{},:'\"\\/* 1ae\n", max_size=12))
def test_nothing_raises(text: str) -> None:
    if is_loose_json(text) is False:
        with pytest.raises(ValueError, match=r".*"):
            json.loads(text)
