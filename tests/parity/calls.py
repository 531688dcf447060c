"""Bindings that carry calls: Durable Functions, MCP tools, resources and prompts, and connectors."""

from __future__ import annotations

import base64
import json
import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import Any, cast
from uuid import UUID

from hypothesis import strategies as st

from azure_functions_lite._bindings.records import Record

from .differences import NO, YES, annotation_of, argument, data_of, decodes, encodes, failed, gave, rule
from .examples import Example, annotated, fails, python, shows
from .outcomes import READERS, Difference, Failure, Properties, attempt, comparable
from .packages import Case, Make, Raw, build, converter, official, ours
from .strategies import (
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

CONTEXTS = ("orchestrationTrigger", "entityTrigger")
CONTEXT_CLASSES = ("OrchestrationContext", "EntityContext")
REPLIES = ("mcpToolTrigger", "mcpResourceTrigger", "mcpPromptTrigger", "connectorTrigger")
"""Whose converters are no OutConverters in the official SDK."""

READERS.update(
    {
        "OrchestrationContext": {"body": lambda value: value.body, "text": str},
        "EntityContext": {"body": lambda value: value.body, "text": str},
        "PromptInvocationContext": {
            "name": lambda value: value.name,
            "arguments": lambda value: value.arguments,
            "sessionid": lambda value: value.sessionid,
            "transport": lambda value: value.transport,
        },
    }
)


# Cases


@dataclass(frozen=True)
class Order:
    """What goes as an envelope, and comes back."""

    number: int

    def to_json(self) -> str:
        return json.dumps(self.number)

    @staticmethod
    def from_json(data: str) -> Order:
        return Order(json.loads(data))


@dataclass(frozen=True)
class Nested(Order):
    """One with another in it, written by a static method."""

    @staticmethod
    def to_json(value: Nested) -> object:  # type: ignore[override]  # both packages take either kind
        return {"inner": Order(value.number), "none": None}

    @staticmethod
    def from_json(data: Any) -> Nested:
        return Nested(data["inner"].number)


@dataclass(frozen=True)
class Sealed:
    """What goes as an envelope that cannot be opened."""

    def to_json(self) -> str:
        return "{}"


def envelope(kind: type, data: object, **changes: object) -> dict[str, object]:
    return {"__class__": kind.__name__, "__module__": kind.__module__, "__data__": data, **changes}


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
    st.sampled_from(["", " 5 ", "[", "nul", "NaN", "\ufeff{}", "\ufeffx", "\ud800"]),
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


# Rules


def _document(difference: Difference) -> Any:
    """Return what the JSON of a case stands for, and the text itself where it is none."""
    data = data_of(difference)
    given = argument(difference, "data") if data is None else data.value
    text = given.decode(errors="replace") if isinstance(given, bytes) else given
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except ValueError:
        return text


def _written(value: object, *, envelopes: bool = False) -> str | None:
    """Return a value of this package as JSON text, or None for what has no JSON form."""

    def stand_in(item: Any) -> object:
        if isinstance(item, (date, datetime)):
            return item.isoformat()
        if isinstance(item, (bytes, bytearray)):
            return base64.b64encode(item).decode()
        if isinstance(item, (UUID, Decimal)):
            return str(item) if isinstance(item, UUID) else float(item)
        if envelopes and isinstance(item, (Order, Sealed)):
            return envelope(type(item), cast("Any", type(item)).to_json(item))
        raise TypeError

    try:
        return json.dumps(_enveloped(value) if envelopes else value, default=stand_in)
    except TypeError:
        return None


def _enveloped(value: object) -> object:
    """Put records, which are dicts, into envelopes; by themselves and in a list."""
    if isinstance(value, Record):
        return envelope(type(value), value.to_json())
    return [_enveloped(item) for item in cast("list[object]", value)] if isinstance(value, list) else value


def _sent(difference: Difference) -> Any:
    return build(ours, difference.case.given)


def _holds(outcome: object, text: str | None, kind: str = "json") -> bool:
    """Return whether a Datum of this text was given."""
    return text is not None and outcome == ("Datum", kind, text)


def _holds_record(difference: Difference) -> bool:
    given = difference.case.given
    items = cast("list[object]", given) if isinstance(given, list) else [given]
    return any(isinstance(item, Make) for item in items)


def _reads_context(difference: Difference) -> bool:
    return decodes(difference, *CONTEXTS) or difference.case.subject in CONTEXT_CLASSES


def _body(difference: Difference) -> object:
    data = data_of(difference)
    return argument(difference, "body") if data is None else data.value


@rule("durable-context-empty")
def _(difference: Difference) -> bool:
    if not _reads_context(difference):
        return False
    if difference.case.given == Make(difference.case.subject, {}):
        return failed(difference.official, "TypeError") and gave(difference.ours, difference.case.subject)
    return (
        difference.path in (("body",), ("text",))
        and failed(difference.official, "AttributeError")
        and difference.ours == bytes(cast("bytes", _body(difference) or b"")).decode()
    )


@rule("durable-context-type")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    is_known = data is None or data.type in (None, "bytes", "string", "json")
    return (
        _reads_context(difference)
        and isinstance(difference.official, Properties)
        and (not is_known or failed(difference.official.values["body"], "AttributeError"))
        and failed(difference.ours, "TypeError" if is_known else "NotImplementedError")
    )


@rule("durable-encode-json")
def _(difference: Difference) -> bool:
    if not encodes(difference, *CONTEXTS) or isinstance(difference.case.given, str):
        return False
    given = difference.case.given
    as_it_is = ("Datum", "json", comparable(build(official, given)))
    if isinstance(given, bytes):
        is_read = failed(difference.ours, "ValueError") or difference.ours == (
            "Datum",
            "json",
            given.decode("utf-8", "replace"),
        )
        return difference.official == as_it_is and is_read
    text = _written(_sent(difference), envelopes=True)
    return difference.official == as_it_is and (
        failed(difference.ours, "TypeError") if text is None else _holds(difference.ours, text)
    )


@rule("durable-records")
def _(difference: Difference) -> bool:
    if not _holds_record(difference):
        return False
    if encodes(difference, "activityTrigger"):
        written = re.sub(r"azure\.functions\._(\w+)", r"azure_functions_lite.\1", str(difference.official))
        return "azure_functions_lite." in str(difference.ours) and (
            failed(difference.official, "ValueError") or written == str(difference.ours)
        )
    return (
        encodes(difference, "durableClient")
        and failed(difference.official, "NotImplementedError")
        and difference.ours == ("Datum", "dict", comparable(_sent(difference)))
    )


@rule("activity-without-value")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "activityTrigger")
        and difference.case.given in (Raw(None, "json"), Raw(None, "string"))
        and failed(difference.official, "ValueError")
        and difference.ours is None
    )


@rule("activity-byte-order-mark")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "activityTrigger")
        and data is not None
        and difference.official == data.value
        and str(data.value).startswith("\ufeff")
        and difference.ours == comparable(_document(difference))
    )


@rule("activity-envelope-malformed")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "activityTrigger")
        and data is not None
        and "__class__" in str(data.value)
        and difference.official == data.value != _document(difference)
        and failed(difference.ours, "ValueError")
    )


@rule("activity-encode-beyond-json")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "activityTrigger")
        and not _holds_record(difference)
        and failed(difference.official, "ValueError")
        and _holds(difference.ours, _written(difference.case.given, envelopes=True))
    )


@rule("mcp-tool-json")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    if not decodes(difference, "mcpToolTrigger") or data is None or data.type != "json":
        return False
    return difference.official == data.value and difference.ours == comparable(_document(difference))


@rule("mcp-tool-malformed")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "mcpToolTrigger")
        and data is not None
        and data.type == "json"
        and difference.official == data.value == _document(difference)
        and failed(difference.ours, "ValueError")
    )


def _reads_prompt(difference: Difference) -> bool:
    return decodes(difference, "mcpPromptTrigger") or difference.case.subject == "PromptInvocationContext"


@rule("mcp-prompt-without-value")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "mcpPromptTrigger")
        and difference.case.given == Raw(None, "bytes")
        and failed(difference.official, "AttributeError")
        and gave(difference.ours, "PromptInvocationContext")
    )


@rule("mcp-prompt-type")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "mcpPromptTrigger")
        and data is not None
        and data.type not in (None, "json", "string", "bytes")
        and (gave(difference.official, "PromptInvocationContext") or failed(difference.official, "ValueError"))
        and failed(difference.ours, "NotImplementedError")
    )


@rule("mcp-prompt-not-an-object")
def _(difference: Difference) -> bool:
    return (
        _reads_prompt(difference)
        and not isinstance(_document(difference), (dict, type(None)))
        and not isinstance(argument(difference, "data"), bytes)
        and gave(difference.official, "PromptInvocationContext")
        and failed(difference.ours, "ValueError")
    )


_PROMPT_DEFAULTS: dict[str, object] = {"name": "", "arguments": {}}


@rule("mcp-prompt-arguments")
def _(difference: Difference) -> bool:
    if difference.case.subject != "PromptInvocationContext":
        return False
    if not isinstance(argument(difference, "data"), bytes):
        return failed(difference.official, "TypeError") and gave(difference.ours, "PromptInvocationContext")
    if not difference.path:
        return gave(difference.official, "PromptInvocationContext") and failed(difference.ours, "ValueError")
    name = difference.path[0]
    value = cast("dict[str, object]", _document(difference)).get(name)
    as_it_is = name in ("arguments", "transport") or isinstance(value, str)
    return difference.official == _PROMPT_DEFAULTS.get(name) and difference.ours == (
        comparable(value) if as_it_is else json.dumps(value)
    )


@rule("mcp-prompt-fields")
def _(difference: Difference) -> bool:
    document = _document(difference)
    is_bytes = isinstance(argument(difference, "data"), bytes)
    if not _reads_prompt(difference) or not isinstance(document, dict) or is_bytes:
        return False
    fields = cast("dict[str, object]", document)
    if not difference.path:
        odd = [name for name in ("arguments", "transport") if not isinstance(fields.get(name), (dict, type(None)))]
        return bool(odd) and failed(difference.ours, "ValueError")
    value = fields.get(difference.path[0])
    if value is None:
        return difference.official is None and difference.ours == _PROMPT_DEFAULTS.get(difference.path[0])
    return difference.path in (("name",), ("sessionid",)) and difference.ours == json.dumps(value)


@rule("mcp-encode-json")
def _(difference: Difference) -> bool:
    if not encodes(difference, *REPLIES) or not isinstance(difference.case.given, (dict, list, tuple, Make)):
        return False
    address = " at 0x" in str(difference.official) and _holds_record(difference)
    shown = address or difference.official == ("Datum", "string", str(_sent(difference)))
    return shown and _holds(difference.ours, _written(_sent(difference)), "string")


@rule("mcp-encode-beyond-json")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    return (
        encodes(difference, *REPLIES)
        and isinstance(given, (dict, list, tuple))
        and _written(cast("object", given)) is None
        and difference.official == ("Datum", "string", str(cast("object", given)))
        and failed(difference.ours, "TypeError")
    )


@rule("connector-encode-dates")
def _(difference: Difference) -> bool:
    return (
        encodes(difference, "connectorTrigger")
        and isinstance(difference.case.given, dict)
        and failed(difference.official, "TypeError")
        and _holds(difference.ours, _written(_sent(difference)), "string")
    )


@rule("annotation-dict")
def _(difference: Difference) -> bool:
    return (
        difference.case.action == "check_input"
        and difference.case.subject in REPLIES
        and annotation_of(difference).startswith("dict[")
        and (difference.official == NO or failed(difference.official, "TypeError"))
        and difference.ours == YES
    )


@rule("annotation-records")
def _(difference: Difference) -> bool:
    return (
        difference.case.action == "check_input"
        and difference.case.subject in REPLIES
        and annotation_of(difference) in ("Document", "SqlRow", "MySqlRow")
        and (difference.official, difference.ours) == (NO, YES)
    )


# Examples


def _decode(binding: str, value: object, kind: str | None = "json") -> Case:
    return Case("decode", binding, Raw(value, kind), {})


def _encode(binding: str, value: object) -> Case:
    return Case("encode", binding, value)


def _context(**arguments: object) -> Case:
    return Case("read", "OrchestrationContext", Make("OrchestrationContext", arguments))


def _prompt(**arguments: object) -> Case:
    return Case("read", "PromptInvocationContext", Make("PromptInvocationContext", arguments))


_ENVELOPE = {"__class__": "Document", "__module__": "azure.functions._cosmosdb", "__data__": '{"id": 1}'}
# It depends on Python's version whether issubclass fails on a generic.
_NO_CLASS = TypeError if fails(lambda: issubclass(cast("type", dict[str, int]), dict)) else False
_DAY = datetime(2024, 1, 31, tzinfo=timezone.utc)
_BROKEN = json.dumps(envelope(Order, "five"))

EXAMPLES = [
    *(
        Example("decode-without-datum", Case("decode", name, None, {}), "", AttributeError, None)
        for name in ("activityTrigger", "mcpToolTrigger", "mcpResourceTrigger", "connectorTrigger")
    ),
    *(
        Example("decode-without-datum", Case("decode", name, None, {}), "", AttributeError, {"body": ""})
        for name in CONTEXTS
    ),
    Example("decode-without-datum", _decode("activityTrigger", None, None), "", NotImplementedError, None),
    Example("decode-without-datum", Case("decode", "mcpPromptTrigger", None, {}), "", AttributeError, {"name": ""}),
    Example("json-byte-order-mark", _decode("mcpPromptTrigger", "\ufeff{}"), "", ValueError, {"name": ""}),
    Example("durable-context-empty", _decode("orchestrationTrigger", None, None), "body", AttributeError, ""),
    Example("durable-context-empty", _decode("entityTrigger", None), "body", AttributeError, ""),
    Example("durable-context-empty", _context(body=None), "body", AttributeError, ""),
    Example("durable-context-empty", _context(body=bytearray(b"x")), "text", AttributeError, "x"),
    Example("durable-context-empty", _context(), "", TypeError, {"body": ""}),
    Example("durable-context-type", _decode("orchestrationTrigger", 5, "int"), "", {}, NotImplementedError),
    Example("durable-context-type", _decode("entityTrigger", "x", "xml"), "", {"body": "x"}, NotImplementedError),
    Example("durable-context-type", _context(body=5), "", {}, TypeError),
    Example(
        "durable-encode-json",
        _encode("orchestrationTrigger", {"a": 1}),
        "",
        ("Datum", "json", {"a": 1}),
        ("Datum", "json", '{"a": 1}'),
    ),
    Example(
        "durable-encode-json", _encode("entityTrigger", None), "", ("Datum", "json", None), ("Datum", "json", "null")
    ),
    Example("durable-encode-json", _encode("entityTrigger", 1j), "", ("Datum", "json", 1j), TypeError),
    Example(
        "durable-records",
        _encode("activityTrigger", Make("Document", {"id": 1})),
        "",
        ("Datum", "json", json.dumps(_ENVELOPE)),
        ("Datum", "json", json.dumps({**_ENVELOPE, "__module__": "azure_functions_lite.cosmosdb"})),
    ),
    Example(
        "durable-records",
        _encode("durableClient", Make("Document", {"id": 1})),
        "",
        NotImplementedError,
        ("Datum", "dict", ours.Document(id=1)),
    ),
    Example("activity-without-value", _decode("activityTrigger", None), "", ValueError, None),
    Example("activity-byte-order-mark", _decode("activityTrigger", "\ufeff[1]"), "", "\ufeff[1]", [1]),
    Example("activity-envelope-malformed", _decode("activityTrigger", _BROKEN), "", _BROKEN, ValueError),
    Example(
        "activity-encode-beyond-json",
        _encode("activityTrigger", [_DAY, b"x", Decimal("1.5"), UUID(int=0)]),
        "",
        ValueError,
        ("Datum", "json", f'["2024-01-31T00:00:00+00:00", "eA==", 1.5, "{UUID(int=0)}"]'),
    ),
    Example("mcp-tool-json", _decode("mcpToolTrigger", '{"name": "a"}'), "", '{"name": "a"}', {"name": "a"}),
    Example("mcp-tool-malformed", _decode("mcpToolTrigger", "{"), "", "{", ValueError),
    Example("mcp-prompt-without-value", _decode("mcpPromptTrigger", None, "bytes"), "", AttributeError, {"name": ""}),
    Example("mcp-prompt-type", _decode("mcpPromptTrigger", 5, "int"), "", {"name": ""}, NotImplementedError),
    Example("mcp-prompt-not-an-object", _decode("mcpPromptTrigger", "[]"), "", {"name": ""}, ValueError),
    Example("mcp-prompt-fields", _decode("mcpPromptTrigger", '{"name": 5}'), "name", 5, "5"),
    Example("mcp-prompt-fields", _prompt(data={"arguments": None}), "arguments", None, {}),
    Example("mcp-prompt-fields", _prompt(data='{"transport": "x"}'), "", {"transport": "x"}, ValueError),
    Example("mcp-prompt-arguments", _prompt(), "", TypeError, {"name": "", "arguments": {}}),
    Example("mcp-prompt-arguments", _prompt(name="a"), "", TypeError, {"name": "a"}),
    Example("mcp-prompt-arguments", _prompt(data=b'{"name": "a"}'), "name", "", "a"),
    *(
        Example(
            "mcp-encode-json",
            _encode(name, [1, None, {"a": b"x"}]),
            "",
            ("Datum", "string", "[1, None, {'a': b'x'}]"),
            ("Datum", "string", '[1, null, {"a": "eA=="}]'),
        )
        for name in REPLIES
    ),
    Example(
        "mcp-encode-json",
        _encode("mcpToolTrigger", {"a": "b"}),
        "",
        ("Datum", "string", "{'a': 'b'}"),
        ("Datum", "string", '{"a": "b"}'),
    ),
    Example("mcp-encode-beyond-json", _encode("mcpToolTrigger", [1j]), "", ("Datum", "string", "[1j]"), TypeError),
    Example(
        "connector-encode-dates",
        _encode("connectorTrigger", {"a": _DAY}),
        "",
        TypeError,
        ("Datum", "string", '{"a": "2024-01-31T00:00:00+00:00"}'),
    ),
    *(
        Example("annotation-dict", annotated("check_input", name, "dict[str, int]"), "", _NO_CLASS, True)
        for name in REPLIES
    ),
    *(Example("annotation-records", annotated("check_input", name, "Document"), "", False, True) for name in REPLIES),
    Example("annotation-optional", annotated("check_input", "durableClient", "Optional[str]"), "", TypeError, True),
    Example(
        "annotation-optional",
        annotated("check_input", "orchestrationTrigger", "OrchestrationContext | None"),
        "",
        TypeError,
        True,
    ),
    Example("annotation-optional", annotated("check_input", "mcpToolTrigger", "Optional[str]"), "", TypeError, True),
    Example("annotation-optional", annotated("check_input", "connectorTrigger", "Optional[str]"), "", TypeError, True),
]


@shows("durable-error-messages")
def _() -> None:
    cases = {"durableClient": Raw(5, "int"), "activityTrigger": Raw(json.dumps(envelope(Sealed, "secret")), "json")}
    messages: dict[tuple[str, bool], str] = {}
    for func in (official, ours):
        for binding, datum in cases.items():
            outcome = attempt(partial(converter(func, binding).decode, build(func, datum), trigger_metadata={}))
            assert isinstance(outcome, Failure)
            messages[binding, func is ours] = str(outcome.error)
    assert messages["durableClient", False].startswith("('unexpected type")
    assert messages["durableClient", True].endswith("got type 'int'")
    assert "secret" in messages["activityTrigger", False]
    assert messages["activityTrigger", True].endswith(".Sealed: expected a method from_json, got none")


@shows("activity-messages")
def _() -> None:
    def passed_on(func: ModuleType) -> Any:
        activity, message = converter(func, "activityTrigger"), func.QueueMessage(id="a", body=b"b")
        return activity.decode(activity.encode(message, expected_type=None), trigger_metadata={})

    assert fails(lambda: passed_on(official)) == "ValueError"
    assert passed_on(ours) == ours.QueueMessage(id="a", body=b"b")
    written = converter(ours, "activityTrigger").encode(ours.QueueMessage(), expected_type=None)
    assert json.loads(written.value)["__module__"] == "azure_functions_lite.queue"


@shows("activity-history")
def _() -> None:
    code = """
import {package} as func
from {package}.meta import Datum
decode = func.get_binding_registry().get("activityTrigger").decode
print(type(decode(Datum({text!r}, "json"), trigger_metadata={{}})).__module__)
"""
    text = json.dumps(_ENVELOPE)
    assert python(code.format(package="azure.functions", text=text)) == "azure.functions._cosmosdb"
    assert python(code.format(package="azure_functions_lite", text=text)) == "azure_functions_lite.cosmosdb"


@shows("mcp-output-annotations")
def _() -> None:
    for binding in REPLIES:
        assert not hasattr(converter(official, binding), "check_output_type_annotation")
        assert converter(ours, binding).check_output_type_annotation(object) is True


@shows("activity-warning")
def _() -> None:
    code = """
import warnings
import {package} as func
from {package}.meta import Datum
decode = func.get_binding_registry().get("activityTrigger").decode
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    decode(Datum("5", "json"), trigger_metadata={{}})
print([warning.category.__name__ for warning in warned])
"""
    assert python(code.format(package="azure.functions")) == "['DeprecationWarning']"
    assert python(code.format(package="azure_functions_lite")) == "[]"
