"""Durable Functions."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import Any
from uuid import UUID

from ..asked import CONTEXTS, built, decoding, document, encoding, holds_record, making, sends, written
from ..objects import Order, Sealed, envelope
from ..outcomes import Difference, Failure, Properties, attempt, comparable, failed, gave
from ..packages import Make, Raw, build, converter, official, ours
from ..table import fails, python, row, shows

_ENVELOPE = {"__class__": "Document", "__module__": "azure.functions._cosmosdb", "__data__": '{"id": 1}'}
_DAY = datetime(2024, 1, 31, tzinfo=timezone.utc)
_BROKEN = json.dumps(envelope(Order, "five"))
_context = partial(making, "OrchestrationContext")


def _reads_context(it: Difference) -> bool:
    return it.decodes(*CONTEXTS) or it.case.subject in ("OrchestrationContext", "EntityContext")


@row(
    shows(decoding("orchestrationTrigger", Raw(None, None)), "body", AttributeError, ""),
    shows(decoding("entityTrigger", Raw(None, "json")), "body", AttributeError, ""),
    shows(_context(body=None), "body", AttributeError, ""),
    shows(_context(body=bytearray(b"x")), "text", AttributeError, "x"),
    shows(_context(), "", TypeError, {"body": ""}),
)
def durable_context_empty(it: Difference) -> bool:
    """`OrchestrationContext()`, and one of None, an empty `"json"` Datum or a `bytearray`
    raises `TypeError`, or makes a context whose body raises `AttributeError` -> has an empty body, or the text in the
      `bytearray`
    tests need it, and the host sends no value for an empty context"""
    if not _reads_context(it):
        return False
    if it.case.given == Make(it.case.subject, {}):
        return failed(it.official, "TypeError") and gave(it.ours, it.case.subject)
    return (
        it.path in (("body",), ("text",))
        and failed(it.official, "AttributeError")
        and it.ours == bytes(it.argument("body") or it.value or b"").decode()
    )


@row(
    shows(decoding("orchestrationTrigger", 5, "int"), "", {}, NotImplementedError),
    shows(decoding("entityTrigger", "x", "xml"), "", {"body": "x"}, NotImplementedError),
    shows(_context(body=5), "", {}, TypeError),
)
def durable_context_type(it: Difference) -> bool:
    """another Datum type, or another value, for an orchestrator or entity
    makes a context whose body raises `AttributeError`; takes text of any Datum type -> raises `NotImplementedError`,
      `TypeError`
    the mistake shows where it was made"""
    is_known = it.kind in ("-", None, "bytes", "string", "json")
    return (
        _reads_context(it)
        and isinstance(it.official, Properties)
        and (not is_known or failed(it.official.values["body"], "AttributeError"))
        and failed(it.ours, "TypeError" if is_known else "NotImplementedError")
    )


@row(
    shows(encoding("orchestrationTrigger", {"a": 1}), "", sends({"a": 1}), sends('{"a": 1}')),
    shows(encoding("entityTrigger", None), "", sends(None), sends("null")),
    shows(encoding("entityTrigger", 1j), "", sends(1j), TypeError),
    encode=CONTEXTS,
)
def durable_encode_json(it: Difference) -> bool:
    """what an orchestrator or entity returns, other than text
    passes the object on as the value of a `"json"` Datum -> writes it as JSON, and treats bytes as JSON already; raises
      `TypeError` for what has no JSON form
    the value of such a Datum is text"""
    if isinstance(it.case.given, str):
        return False
    given = it.case.given
    as_it_is = sends(comparable(build(official, given)))
    if isinstance(given, bytes):
        is_read = failed(it.ours, "ValueError") or it.ours == ("Datum", "json", given.decode("utf-8", "replace"))
        return it.official == as_it_is and is_read
    text = written(built(it), envelopes=True)
    return it.official == as_it_is and (failed(it.ours, "TypeError") if text is None else it.ours == sends(text))


@row(
    shows(
        encoding("activityTrigger", Make("Document", {"id": 1})),
        "",
        sends(json.dumps(_ENVELOPE)),
        sends(json.dumps({**_ENVELOPE, "__module__": "azure_functions_lite.cosmosdb"})),
    ),
    shows(
        encoding("durableClient", Make("Document", {"id": 1})),
        "",
        NotImplementedError,
        sends(ours.Document(id=1), "dict"),
    ),
)
def durable_records(it: Difference) -> bool:
    """`Document`, `SqlRow` and `MySqlRow` from an activity or for a client
    are sent in an envelope that names a private module, and their lists cannot be sent; a client raises
      `NotImplementedError` -> are sent in an envelope that names a public module, lists too; a client gets a dict
    what is sent can be read again"""
    if not holds_record(it):
        return False
    if it.encodes("activityTrigger"):
        written = re.sub(r"azure\.functions\._(\w+)", r"azure_functions_lite.\1", str(it.official))
        return "azure_functions_lite." in str(it.ours) and (
            failed(it.official, "ValueError") or written == str(it.ours)
        )
    return (
        it.encodes("durableClient")
        and failed(it.official, "NotImplementedError")
        and it.ours == sends(comparable(built(it)), "dict")
    )


@row()
def durable_error_messages() -> None:
    """errors in decoding for a client or an activity
    have two arguments, or contain only the whole input -> say what was expected and what came, and which class lacks
      `from_json`
    logs are readable and free of secrets"""
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


@row(
    shows(decoding("activityTrigger", Raw(None, "json")), "", ValueError, None),
    decode="activityTrigger",
    turns="ValueError -> anything",
)
def activity_without_value(it: Difference) -> bool:
    """a `"json"` or `"string"` Datum without a value for `activityTrigger`
    raises `ValueError` -> is None
    the host sends no value if it is empty"""
    return it.case.given in (Raw(None, "json"), Raw(None, "string")) and it.ours is None


@row(shows(decoding("activityTrigger", "\ufeff[1]"), "", "\ufeff[1]", [1]), decode="activityTrigger")
def activity_byte_order_mark(it: Difference) -> bool:
    """JSON that starts with a byte order mark for `activityTrigger`
    stays text -> is parsed
    as for all other JSON"""
    return it.official == it.value and str(it.value).startswith("\ufeff") and it.ours == comparable(document(it))


@row(
    shows(decoding("activityTrigger", "True", "string"), "", "True", True),
    shows(decoding("activityTrigger", "False", "string"), "", "False", False),
    decode="activityTrigger",
)
def durable_activity_booleans(it: Difference) -> bool:
    """`True` and `False` as `"string"` for `activityTrigger`
    are text -> are booleans, unless the metadata says that the orchestrator passed text
    the host writes a boolean that way"""
    return it.kind == "string" and it.official in ("True", "False") and it.ours == comparable(it.official == "True")


@row(
    shows(decoding("activityTrigger", _BROKEN), "", _BROKEN, ValueError),
    decode="activityTrigger",
    turns="anything -> ValueError",
)
def activity_envelope_malformed(it: Difference) -> bool:
    """an envelope whose `from_json` meets malformed JSON
    returns the text of the whole input -> raises `ValueError`
    malformed data is an error"""
    return "__class__" in str(it.value) and it.official == it.value != document(it)


@row(
    shows(
        encoding("activityTrigger", [_DAY, b"x", Decimal("1.5"), UUID(int=0)]),
        "",
        ValueError,
        sends(f'["2024-01-31T00:00:00+00:00", "eA==", 1.5, "{UUID(int=0)}"]'),
    ),
    encode="activityTrigger",
    turns="ValueError -> anything",
)
def activity_encode_beyond_json(it: Difference) -> bool:
    """dates, durations, bytes, UUIDs and Decimals in what an activity returns
    raises `ValueError` -> writes dates as ISO 8601 text, durations and UUIDs as text, bytes in base64, Decimals as
      numbers
    .NET reads these forms"""
    return not holds_record(it) and it.ours == sends(written(it.case.given, envelopes=True))


@row()
def activity_messages() -> None:
    """`QueueMessage` and other messages from an activity
    raises `ValueError`: 1.x when they are returned, 2.x when they are read -> go in an envelope that names a public
      module, and come back equal
    what is sent can be read again"""

    def passed_on(func: ModuleType) -> Any:
        activity, message = converter(func, "activityTrigger"), func.QueueMessage(id="a", body=b"b")
        return activity.decode(activity.encode(message, expected_type=None), trigger_metadata={})

    assert fails(lambda: passed_on(official)) == "ValueError"
    assert passed_on(ours) == ours.QueueMessage(id="a", body=b"b")
    written = converter(ours, "activityTrigger").encode(ours.QueueMessage(), expected_type=None)
    assert json.loads(written.value)["__module__"] == "azure_functions_lite.queue"


@row()
def activity_history() -> None:
    """an envelope that `azure.functions` wrote, if only one of the packages is loaded
    returns an object of its own class -> returns an object of our class with that name
    running orchestrations continue"""
    code = """
import {package} as func
from {package}.meta import Datum
decode = func.get_binding_registry().get("activityTrigger").decode
print(type(decode(Datum({text!r}, "json"), trigger_metadata={{}})).__module__)
"""
    text = json.dumps(_ENVELOPE)
    assert python(code.format(package="azure.functions", text=text)) == "azure.functions._cosmosdb"
    assert python(code.format(package="azure_functions_lite", text=text)) == "azure_functions_lite.cosmosdb"


@row()
def activity_warning() -> None:
    """the first input of an activity that is JSON
    warns with `DeprecationWarning` that no type is expected -> does not warn
    the author of a function cannot declare one"""
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
