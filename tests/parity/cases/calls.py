"""Bindings that carry calls: Durable Functions, MCP tools, resources and prompts, and connectors."""

from __future__ import annotations

import json
import warnings
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ..asked import CONTEXTS, REPLIES
from ..objects import Nested, Order, Sealed, envelope
from ..packages import Case, Make, Raw, build, converter, official
from .shared import (
    bodies,
    cases,
    contents,
    datums,
    json_values,
    named,
    numbers,
    one_odd,
    plain_values,
    raw_json,
    readings,
    texts,
)

CONTEXT_CLASSES = ("OrchestrationContext", "EntityContext")

with warnings.catch_warnings():
    # The official SDK warns of its own way to read the input of an activity, the first time that it does so.
    warnings.simplefilter("ignore")
    for _input in ("5", json.dumps(envelope(Order, "5"))):
        converter(official, "activityTrigger").decode(build(official, Raw(_input, "json")), trigger_metadata={})


_envelopes: st.SearchStrategy[dict[str, Any]] = st.one_of(
    numbers.map(lambda number: envelope(Order, json.dumps(number))),
    numbers.map(lambda number: envelope(Nested, {"inner": envelope(Order, json.dumps(number))})),
    st.sampled_from(
        [
            envelope(Order, "five"),
            envelope(Order, None),
            envelope(Sealed, "{}"),
            envelope(dict, {}),
            envelope(Order, "5", extra=1),
            envelope(Order, "5", __class__="Nobody"),
            envelope(Order, "5", __class__=None),
            envelope(Order, "5", __module__="nowhere"),
            envelope(Order, "5", __module__=5),
            {"__class__": "Order", "__data__": "5"},
        ]
    ),
)
_call_texts = st.one_of(
    json_values.map(json.dumps),
    _envelopes.map(json.dumps),
    st.lists(_envelopes, max_size=2).map(json.dumps),
    _envelopes.map(lambda found: json.dumps({"a": found})),
    st.sampled_from(["", " 5 ", "True", "False", "true", "[", "nul", "NaN", "\ufeff{}", "\ufeffx", "\ud800"]),
)
_no_values = st.sampled_from([Raw(None, "json"), Raw(None, "string"), Raw(None, "bytes")])
_calls: st.SearchStrategy[Raw | None] = st.one_of(
    st.tuples(_call_texts, st.sampled_from(["json", "string"])).map(lambda pair: Raw(*pair)),
    json_values.map(lambda value: Raw(json.dumps(value).encode(), "bytes")),
    bodies,
    _no_values,
    st.none() | datums,
)
_prompt_fields = one_odd(
    {
        "name": texts,
        "arguments": st.dictionaries(st.sampled_from(["a", "b"]), json_values, max_size=2),
        "sessionid": st.none() | texts,
        "transport": st.none() | st.just({"name": "http"}),
        "extra": json_values,
    },
    dict.fromkeys(["name", "arguments", "sessionid", "transport"], json_values),
)
_prompts = st.one_of(
    _prompt_fields.map(raw_json),
    _prompt_fields.map(lambda fields: Raw(json.dumps(fields), "string")),
    _prompt_fields.map(lambda fields: Raw(json.dumps(fields).encode(), "bytes")),
    st.just(Raw("\ufeff{}", "json")),
)

_prompt_keywords: st.SearchStrategy[dict[str, Any]] = named(
    {}, {"name": texts, "arguments": st.just({"a": 1}), "sessionid": st.just("s"), "transport": st.just({})}
)
_extended: st.SearchStrategy[Any] = st.sampled_from(
    [
        datetime(2024, 1, 31, 10, 0, tzinfo=timezone.utc),
        date(2024, 1, 31),
        UUID(int=5),
        Decimal("1.5"),
        b"abc",
        bytearray(b"x"),
    ]
)
_unwritable: st.SearchStrategy[Any] = st.sampled_from([frozenset({1}), object, 1j, {(1,): 2}, memoryview(b"x")])
_records = st.sampled_from(["Document", "SqlRow", "MySqlRow"]).map(lambda name: Make(name, {"id": 1, "name": "Å"}))
_objects = st.builds(Order, numbers) | st.builds(Nested, numbers) | st.just(Sealed())
_items = st.one_of(json_values, _extended, _unwritable, _objects)
_values: st.SearchStrategy[Any] = st.one_of(
    plain_values,
    json_values,
    _extended,
    _unwritable,
    _objects,
    _records,
    st.lists(_records, min_size=1, max_size=2),
    st.lists(_items, max_size=2),
    st.lists(_items, max_size=2).map(tuple),
    st.dictionaries(st.sampled_from(["a", 1, None, True]), _items, max_size=2),
)
_odd_bodies = st.one_of(st.none(), texts, contents, st.sampled_from([5, bytearray(b"x"), memoryview(b"x"), ["a"]]))

CASES: dict[str, st.SearchStrategy[Case]] = {
    **{f"decode {name}": cases("decode", name, _calls) for name in (*CONTEXTS, "activityTrigger", "durableClient")},
    **{f"decode {name}": cases("decode", name, _calls) for name in REPLIES},
    "decode mcpPromptTrigger: fields": cases("decode", "mcpPromptTrigger", _prompts),
    "decode mcpToolTrigger: calls": cases("decode", "mcpToolTrigger", _prompts),
    **{
        f"encode {name}": cases("encode", name, _values)
        for name in (*CONTEXTS, "activityTrigger", "durableClient", *REPLIES)
    },
    **{f"read {name}": readings(name, named({}, {"body": _odd_bodies})) for name in CONTEXT_CLASSES},
    "read PromptInvocationContext: keywords": readings("PromptInvocationContext", _prompt_keywords),
    "read PromptInvocationContext": st.one_of(
        _prompt_fields,
        _prompt_fields.map(json.dumps),
        _prompt_fields.map(lambda fields: json.dumps(fields).encode()),
        st.sampled_from([None, [], 5, "x", "[]", "", b"x"]),
    ).map(lambda data: Case("read", "PromptInvocationContext", Make("PromptInvocationContext", {"data": data}))),
}
