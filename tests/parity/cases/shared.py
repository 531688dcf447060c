"""Values and Datums that cases are made of, plausible ones and odd ones, and ways to make cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from ..packages import Case, Make, Raw

texts = st.sampled_from(
    ["", "abc", "a b", "Å", "5", "null", '{"a": 1}', "[1, 2]", '"text"', "\ud800", "\ufeff{}"]
) | st.text(max_size=8)
sendable_texts = texts.filter(lambda value: "\ud800" not in value)
contents = st.sampled_from(
    [b"", b"abc", b'{"a": 1}', b"[]", b"\xff", b"\xef\xbb\xbf[1]", b"a=1&b=2&a=%C3%A5"]
) | st.binary(max_size=8)
numbers = st.sampled_from([0, 1, -1, 5, 2**63]) | st.integers(-5, 5)
fractions = st.sampled_from([0.0, 1.5, 5.0, -1.0, 1e300])
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | fractions | st.sampled_from(["", "abc", "Å", "5"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "Å"]), inner, max_size=2),
    max_leaves=4,
)
broken_json = st.sampled_from(["", " ", "{", "[1,]", "abc", "'a'", "{'a': 1}", "nul", "\ufeff{}", "NaN", "[" * 3])
dates = st.sampled_from(
    [
        *("2024-01-31T10:00:00+00:00", "2024-01-31T10:00:00Z", "2024-01-31T10:00:00-00:00"),
        *("2024-01-31T10:00:00.1234567+00:00", "2024-01-31T10:00:00.123Z", "2024-01-31T10:00:00"),
        *("2024-01-31T10:00:00.5", "2024-01-31T10:00:00.1234567", "01/31/2024 10:00:00+00:00", "01/31/2024 10:00:00Z"),
        *(
            "01/31/2024T10:00:00",
            "2024-01-31T10:00:00+02:00",
            "2024-01-31T10:00:00.1234567+02:00",
            "2024-01-31 10:00:00",
        ),
        *("2024-01-31T10:00Z", "01/31/2024 10:00:00", "1/31/2024 10:00:00 AM", "Wed, 31 Jan 2024 10:00:00 GMT"),
        *("2024-1-31T1:00:00Z", "9999-12-31T23:59:59.9999999+00:00", "0001-01-01T00:00:00", "", "5", "yesterday"),
        *("2024-02-30T10:00:00Z", "10:00:00"),
    ]
) | st.datetimes().map(lambda value: value.isoformat() + "Z")
counts = st.sampled_from(["1", "5", "0", "-1", " 7 ", "1.0", "5.5", "", "five", "1e2", "null", "1_0", "٣"])


def cases(
    action: str,
    subjects: str | st.SearchStrategy[str],
    given: st.SearchStrategy[Any],
    *,
    metadata: st.SearchStrategy[Any] = st.none(),  # noqa: B008  # strategies do not change
    steps: st.SearchStrategy[Any] = st.just(()),  # noqa: B008  # as above
) -> st.SearchStrategy[Case]:
    subject = st.just(subjects) if isinstance(subjects, str) else subjects
    return st.builds(Case, st.just(action), subject, given, metadata, steps)


def named(
    required: Mapping[str, st.SearchStrategy[Any]], optional: Mapping[str, st.SearchStrategy[Any]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict(required), optional=dict(optional or {}))


def raw_json(value: object) -> Raw:
    return Raw(json.dumps(value), "json")


collections = st.one_of(
    st.lists(sendable_texts, max_size=2).map(lambda items: Raw(items, "collection_string")),
    st.lists(contents, max_size=2).map(lambda items: Raw(items, "collection_bytes")),
    st.lists(numbers, max_size=2).map(lambda items: Raw(items, "collection_sint64")),
    st.lists(fractions, max_size=2).map(lambda items: Raw(items, "collection_double")),
)
datums = st.one_of(
    st.just(Raw(None, None)),
    sendable_texts.map(lambda value: Raw(value, "string")),
    contents.map(lambda value: Raw(value, "bytes")),
    json_values.map(raw_json),
    broken_json.map(lambda value: Raw(value, "json")),
    numbers.map(lambda value: Raw(value, "int")),
    fractions.map(lambda value: Raw(value, "double")),
    st.just(Raw("\ud800", "string")),
    collections,
    st.sampled_from([Raw("x", "model_binding_data"), Raw({}, "http"), Raw(None, "http"), Raw(None, "json")]),
)


def one_odd(
    usual: Mapping[str, st.SearchStrategy[Any]], odd: Mapping[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Make a dict of some of `usual`, in which at most one value is `odd`: of two oddities one would hide the other."""
    some = named({}, optional=dict(usual))
    one = st.sampled_from(sorted(odd)).flatmap(lambda name: named({name: odd[name]}))
    return some | st.tuples(some, one).map(lambda pair: {**pair[0], **pair[1]})


def raw(plausible: st.SearchStrategy[str]) -> st.SearchStrategy[Raw]:
    return plausible.map(raw_json) | plausible.map(lambda value: Raw(value, "string"))


good_dates = st.sampled_from(["2024-01-31T10:00:00+00:00", "2024-01-31T10:00:00.1234567Z", ""])
odd_datums = st.none() | st.just(Raw("null", "json")) | datums
bodies = st.one_of(
    contents.map(lambda value: Raw(value, "bytes")), sendable_texts.map(lambda value: Raw(value, "string"))
)
odd_bodies = st.none() | datums
plain_values: st.SearchStrategy[Any] = st.one_of(
    st.none(), texts, contents, numbers, fractions, st.booleans(), st.just(bytearray(b"x")), st.just(memoryview(b"x"))
)


def readings(name: str, arguments: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Case]:
    return arguments.map(lambda made: Case("read", name.rpartition(".")[2], Make(name, made)))


def alone(subject: str, fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Case]:
    """Make cases with one field of metadata."""
    return st.sampled_from(sorted(fields)).flatmap(
        lambda name: fields[name].map(lambda datum: Case("decode", subject, Raw(b"x", "bytes"), {name: datum}))
    )


durations = st.sampled_from(
    [
        *("01:02:03", "1:2:3", "23:59:59", "05:06", "5", "-5", "", "24:00:00", "90:00", "1.02:03:04", "-00:01:00"),
        *("00:00:05.5000000", "10675199.02:48:05.4775807", "P1D", "PT5S", "P", "x", "1:2:3:4", "1.5", "00:60"),
    ]
)
