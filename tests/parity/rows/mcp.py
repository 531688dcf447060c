"""MCP and connectors."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from functools import partial
from typing import Any, cast

from ..asked import REPLIES, built, decoding, document, encoding, holds_record, is_text_of, making, sends, written
from ..outcomes import Difference, comparable, failed, gave
from ..packages import Make, Raw, converter, official, ours
from ..table import row, shows

_DAY = datetime(2024, 1, 31, tzinfo=timezone.utc)
_DEFAULTS: dict[str, object] = {"name": "", "arguments": {}}
_TEXTUAL = ("mcpToolTrigger", "mcpPromptTrigger")
_prompt = partial(making, "PromptInvocationContext")


def _reads_prompt(it: Difference) -> bool:
    return it.decodes("mcpPromptTrigger") or it.case.subject == "PromptInvocationContext"


@row(
    shows(decoding("mcpPromptTrigger", Raw(None, "bytes")), "", AttributeError, {"name": ""}),
    decode="mcpPromptTrigger",
    turns="AttributeError -> PromptInvocationContext",
)
def mcp_prompt_without_value(it: Difference) -> bool:
    """a `"bytes"` Datum without a value for `mcpPromptTrigger`
    raises `AttributeError` -> is an empty context
    as for `"json"` and `"string"`"""
    return it.case.given == Raw(None, "bytes")


@row(
    shows(decoding("mcpPromptTrigger", 5, "int"), "", {"name": ""}, NotImplementedError),
    decode="mcpPromptTrigger",
    turns="anything -> NotImplementedError",
)
def mcp_prompt_type(it: Difference) -> bool:
    """another Datum type for `mcpPromptTrigger`
    returns an empty context, or parses its text -> raises `NotImplementedError`
    as for every other binding"""
    return it.kind not in (None, "json", "string", "bytes") and (
        gave(it.official, "PromptInvocationContext") or failed(it.official, "ValueError")
    )


@row(
    shows(decoding("mcpPromptTrigger", "[]"), "", {"name": ""}, ValueError),
    turns="PromptInvocationContext -> ValueError",
)
def mcp_prompt_not_an_object(it: Difference) -> bool:
    """JSON other than an object for a `PromptInvocationContext`
    returns an empty context -> raises `ValueError`; null is empty
    nothing is lost"""
    return (
        _reads_prompt(it)
        and not isinstance(document(it), (dict, type(None)))
        and not isinstance(it.argument("data"), bytes)
    )


@row(
    shows(decoding("mcpPromptTrigger", '{"name": 5}'), "name", 5, "5"),
    shows(_prompt(data={"arguments": None}), "arguments", None, {}),
    shows(_prompt(data='{"transport": "x"}'), "", {"transport": "x"}, ValueError),
)
def mcp_prompt_fields(it: Difference) -> bool:
    """`name`, `arguments`, `sessionid` or `transport` of the wrong type
    passes it on: `arguments` may be None or a list -> converts it to JSON text where text is expected, treats null as
      the default, and raises `ValueError` otherwise
    the types are `str` and `dict`"""
    found = document(it)
    is_bytes = isinstance(it.argument("data"), bytes)
    if not _reads_prompt(it) or not isinstance(found, dict) or is_bytes:
        return False
    fields = cast("dict[str, object]", found)
    if not it.path:
        odd = [name for name in ("arguments", "transport") if not isinstance(fields.get(name), (dict, type(None)))]
        return bool(odd) and failed(it.ours, "ValueError")
    value = fields.get(it.path[0])
    if value is None:
        return it.official is None and it.ours == _DEFAULTS.get(it.path[0])
    return it.path in (("name",), ("sessionid",)) and it.ours == json.dumps(value)


@row(
    shows(_prompt(), "", TypeError, {"name": "", "arguments": {}}),
    shows(_prompt(name="a"), "", TypeError, {"name": "a"}),
    shows(_prompt(data=b'{"name": "a"}'), "name", "", "a"),
)
def mcp_prompt_arguments(it: Difference) -> bool:
    """`PromptInvocationContext()`, `PromptInvocationContext(name="a")`, and one from bytes
    raises `TypeError`, or returns an empty context -> accepts every property by keyword, and parses bytes
    a test can construct what a function receives"""
    if it.case.subject != "PromptInvocationContext":
        return False
    if not isinstance(it.argument("data"), bytes):
        return it.turns("TypeError", "PromptInvocationContext")
    if not it.path:
        return it.turns("PromptInvocationContext", "ValueError")
    name = it.path[0]
    value = cast("dict[str, object]", document(it)).get(name)
    as_it_is = name in ("arguments", "transport") or isinstance(value, str)
    return it.official == _DEFAULTS.get(name) and it.ours == (comparable(value) if as_it_is else json.dumps(value))


@row(
    *(
        shows(
            encoding(name, [1, None, {"a": b"x"}]),
            "",
            sends("[1, None, {'a': b'x'}]", "string"),
            sends('[1, null, {"a": "eA=="}]', "string"),
        )
        for name in REPLIES
    ),
    shows(encoding("mcpToolTrigger", {"a": "b"}), "", sends("{'a': 'b'}", "string"), sends('{"a": "b"}', "string")),
    encode=REPLIES,
)
def mcp_encode_json(it: Difference) -> bool:
    """dicts, lists and tuples that a tool, resource, prompt or connector returns
    sends the `repr`, `{'a': None}`; for a dict, a connector sends JSON -> sends JSON: `{"a": null}`
    the client can parse it"""
    if not isinstance(it.case.given, (dict, list, tuple, Make)):
        return False
    address = " at 0x" in str(it.official) and holds_record(it)
    shown = address or it.official == sends(str(built(it)), "string")
    return shown and it.ours == sends(written(built(it)), "string")


@row(
    shows(encoding("mcpToolTrigger", [1j]), "", sends("[1j]", "string"), TypeError),
    encode=REPLIES,
    turns="anything -> TypeError",
)
def mcp_encode_beyond_json(it: Difference) -> bool:
    """the same with something in them that has no JSON form
    sends the `repr` -> raises `TypeError`
    it cannot be parsed"""
    given: Any = it.case.given
    return (
        isinstance(given, (dict, list, tuple))
        and written(cast("object", given)) is None
        and it.official == sends(str(cast("object", given)), "string")
    )


@row(
    *(shows(encoding(name, b"a"), "", sends(b"a", "bytes"), sends("a", "string")) for name in _TEXTUAL),
    shows(encoding("mcpToolTrigger", b"\xff"), "", sends(b"\xff", "bytes"), ValueError),
    encode=_TEXTUAL,
)
def mcp_encode_bytes(it: Difference) -> bool:
    """bytes that an MCP tool or prompt returns
    sends `"bytes"`: the text `System.Byte[]` arrives, or the call fails -> decodes them as text; raises `ValueError`
      for what is not UTF-8
    the host accepts only text"""
    content = it.case.given
    return isinstance(content, (bytes, bytearray)) and is_text_of(it, bytes(content))


@row()
def mcp_output_annotations() -> None:
    """the converters of `mcpToolTrigger`, `mcpResourceTrigger`, `mcpPromptTrigger` and `connectorTrigger`
    encode, but have no `check_output_type_annotation` -> are `OutConverter` classes, and accept every annotation
    as for every other converter that encodes"""
    for binding in REPLIES:
        assert not hasattr(converter(official, binding), "check_output_type_annotation")
        assert converter(ours, binding).check_output_type_annotation(object) is True


@row(
    shows(
        encoding("connectorTrigger", {"a": _DAY}), "", TypeError, sends('{"a": "2024-01-31T00:00:00+00:00"}', "string")
    ),
    encode="connectorTrigger",
    turns="TypeError -> anything",
)
def connector_encode_dates(it: Difference) -> bool:
    """dates, bytes, UUIDs and Decimals in a dict that a connector returns
    raises `TypeError` -> sends them as for an activity
    .NET reads these forms"""
    return isinstance(it.case.given, dict) and it.ours == sends(written(built(it)), "string")
