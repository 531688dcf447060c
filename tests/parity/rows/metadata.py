"""What all bindings read."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, cast

from azure_functions_lite.errors import FieldError

from ..asked import (
    CONTEXTS,
    RECORD_OF,
    SDK_DATE,
    TWO,
    decode,
    decoding,
    document,
    fields_of,
    http_parts,
    json_text,
    making,
    parsed,
    sizes_in,
)
from ..fields import FIELDS
from ..outcomes import Difference, Exactly, Failure, Properties, failed
from ..packages import Raw
from ..table import both, row, shows

_PARSE_TEXT = ("mcpPromptTrigger", *RECORD_OF)
"""What reads text and bytes as JSON."""
_NEW_YEAR = datetime(2024, 1, 1, 10, 0, 5)
_queue = partial(decoding, "queueTrigger")
_service_bus = partial(decoding, "serviceBusTrigger", UserProperties=Raw("{}", "json"))


def _counted(func: Any) -> Any:
    return decode(func, "queueTrigger", b"x", "bytes", DequeueCount=("many", "string"))


_messages = partial(decoding, "serviceBusTrigger", TWO, UserPropertiesArray=Raw("[{}, {}]", "json"))


@row(
    shows(_queue(None), "", AttributeError, {"body": b"", "id": None}),
    shows(_queue(Raw(None, None)), "", NotImplementedError, {"body": b""}),
    shows(decoding("timerTrigger", None), "", AttributeError, {"past_due": False}),
    shows(decoding("httpTrigger", None), "", AttributeError, NotImplementedError),
    *(
        shows(decoding(binding, None), "", AttributeError, {"body": b""})
        for binding in ("eventHub", "kafka", "kafkaTrigger")
    ),
    shows(decoding("eventHubTrigger", None, SystemProperties=Raw("{}", "json")), "", AttributeError, {"body": b""}),
    shows(_service_bus(Raw(None, None)), "", NotImplementedError, {"body": b""}),
    shows(decoding("eventGridTrigger", None), "", AttributeError, NotImplementedError),
    *(
        shows(decoding(name, None), "", AttributeError, None)
        for name in ("activityTrigger", "mcpToolTrigger", "mcpResourceTrigger", "connectorTrigger")
    ),
    *(shows(decoding(name, None), "", AttributeError, {"body": ""}) for name in CONTEXTS),
    shows(decoding("activityTrigger", Raw(None, None)), "", NotImplementedError, None),
    shows(decoding("mcpPromptTrigger", None), "", AttributeError, {"name": ""}),
)
def decode_without_datum(it: Difference) -> bool:
    """`decode` of no Datum, or of one without a type
    raises `AttributeError` (`NotImplementedError` without a type, `UnboundLocalError` for `eventHubTrigger`) -> gives
      an empty message, batch or context, a plain `TimerRequest`, or None if the function may receive anything;
      `httpTrigger` and `eventGridTrigger` raise `NotImplementedError`
    the host sends no value if it is empty"""
    if it.case.action != "decode" or it.path:
        return False
    given = it.case.given
    if given is None:
        return failed(it.official, "AttributeError") and (
            isinstance(it.ours, (Properties, type(None)))
            or (it.case.subject in ("httpTrigger", "eventGridTrigger") and failed(it.ours, "NotImplementedError"))
        )
    return (
        given == Raw(None, None)
        and failed(it.official, "NotImplementedError", "UnboundLocalError")
        and isinstance(it.ours, (Properties, list, type(None)))
    )


@row(
    shows(_queue(PopReceipt=Raw("null", "json")), "pop_receipt", "None", None),
    shows(_queue(DequeueCount=Raw("null", "json")), "", ValueError, {"dequeue_count": None}),
    shows(_queue(ExpirationTime=Raw("null", "json")), "", ValueError, {"expiration_time": None}),
    shows(_service_bus(ReplyTo=Raw("null", "json")), "reply_to", "None", None),
    shows(_service_bus(TimeToLive=Raw("null", "json")), "", ValueError, {"time_to_live": None}),
)
def metadata_null(it: Difference) -> bool:
    """JSON `null` in trigger metadata
    becomes the text `"None"`, or an error for dates, numbers and objects -> is None
    null means absent"""
    nulls = [name for name, datum in fields_of(it).items() if datum == Raw("null", "json")]
    if it.path:
        return bool(nulls) and it.official == "None" and it.ours is None
    return bool(nulls) and it.turns("ValueError", "object")


@row(shows(_queue(Id=Raw(None, "json")), "", TypeError, {"id": None}), turns="TypeError -> object")
def metadata_json_without_text(it: Difference) -> bool:
    """a `"json"` Datum without a value in trigger metadata
    raises `TypeError` -> is None
    as above"""
    empty = [name for name, datum in fields_of(it).items() if datum == Raw(None, "json")]
    return bool(empty)


@row(
    shows(_queue(Id=Raw('{"a": 1}', "json")), "id", "{'a': 1}", '{"a": 1}'),
    shows(_queue(Id=Raw("true", "json")), "id", "True", "true"),
)
def metadata_json_as_text(it: Difference) -> bool:
    """JSON other than text if text is expected
    becomes the `repr`: `{'a': 1}`, `True` -> stays JSON: `{"a": 1}`, `true`
    it can be parsed again"""
    return bool(it.path) and any(
        datum.type == "json"
        and it.official == str(parsed(datum))
        and isinstance(it.ours, str)
        and str(json.loads(it.ours)) == it.official
        for datum in fields_of(it, str).values()
    )


@row(
    shows(_queue(Id=Raw([1], "collection_sint64")), "id", "namespace(sint64=[1])", "[1]"),
    shows(_queue(Id=Raw([1.5], "collection_double")), "", ValueError, {"id": "[1.5]"}),
    shows(_queue(Id=Raw([b"x"], "collection_bytes")), "id", "namespace(bytes=[b'x'])", '["eA=="]'),
)
def metadata_collections(it: Difference) -> bool:
    """a collection if one value is expected
    becomes the `repr` of an object, or an error for doubles and if a list is expected -> becomes a JSON
      array, with bytes in base64
    as above"""
    fields = fields_of(it)
    kinds = {str(datum.type) for datum in fields.values() if str(datum.type).startswith("collection_")}
    if not kinds:
        return False
    if it.path:
        return isinstance(it.official, str) and it.official.startswith("namespace(")
    several = [datum for datum in fields_of(it, list).values() if isinstance(datum.value, list)]
    return (kinds == {"collection_double"} or bool(several)) and it.turns("ValueError", "object")


@row(
    shows(_queue(Id=Raw(b"a", "bytes")), "", ValueError, {"id": "a"}),
    shows(_queue(Id=Raw(b"\xff", "bytes")), "", ValueError, {"id": "/w=="}),
    turns="ValueError -> object",
)
def metadata_bytes(it: Difference) -> bool:
    """bytes in trigger metadata
    raises `ValueError` -> are read as UTF-8, or else as base64
    the key of an event of Kafka may be binary"""
    given = it.case.metadata or {}
    read = {*fields_of(it), *(name for name in given if name.startswith("iothub-"))}
    return any(datum is not None and datum.type == "bytes" for name, datum in given.items() if name in read)


@row(
    shows(_queue(Raw('{"id": "A-1007"}', "string"), Id=Raw("A-1007", "string")), "id", "A-1007", None),
    shows(_service_bus(Raw('{"state": "CA"}', "string"), State=Raw("CA", "string")), "", ValueError, {"state": None}),
    shows(
        decoding(
            "eventHubTrigger",
            Raw('{"offset": "far"}', "string"),
            SystemProperties=Raw('{"Offset": "128"}', "json"),
            Offset=Raw("far", "string"),
        ),
        "offset",
        "far",
        "128",
    ),
    shows(decoding("kafkaTrigger", '{"key": "door"}', "string", Key=Raw("door", "string")), "key", "door", None),
)
def metadata_promoted(it: Difference) -> bool:
    """metadata with the name (ignoring case) of a field of the body, if that is a JSON object sent as text; for
      `kafkaTrigger` unless the object is the whole event
    is the value in the body, or an error -> is None; for an event, the value in `SystemProperties`; `metadata` has it
    fields of the body replace those of the host"""
    body = document(it) if it.case.action == "decode" and it.kind == "string" else None
    names = {str(name).lower() for name in cast("dict[object, object]", body)} if isinstance(body, dict) else set[str]()
    return any(name.lower() in names for name in fields_of(it))


@row(
    both(lambda func: _counted(func).get_body(), ValueError, b"x"),
    both(lambda func: _counted(func).dequeue_count, ValueError, FieldError),
    both(lambda func: "expected int, got 'many'" in repr(_counted(func)), ValueError, True),
    shows(_queue(Raw("\ud800", "string")), "", ValueError, {"id": None}),
    shows(decoding("kafka", Raw("\ud800", "string")), "", ValueError, {"key": None}),
    turns="ValueError -> value",
)
def errors_when_read(it: Difference) -> bool:
    """a field of metadata that cannot be read, and text that UTF-8 cannot encode
    raises an error in decoding -> raises `FieldError` or `DataError`, a `ValueError`, when the field or the body is
      read; `repr` and `==` never raise
    a delivery is not lost because of an unread field"""
    outcome = it.ours
    messages = cast("list[object]", outcome) if isinstance(outcome, list) else [outcome]
    bodies = [message.values.get("body") for message in messages if isinstance(message, Properties)]
    # An empty batch has nothing to read.
    return it.case.action == "decode" and (not messages or any(failed(body, "ValueError") for body in bodies))


@row(
    *(
        shows(_queue(ExpirationTime=Raw(text, "string")), "", ValueError, {"expiration_time": date})
        for text, date in {
            "2024-01-01T10:00:05+02:00": _NEW_YEAR.replace(tzinfo=timezone(timedelta(hours=2))),
            "2024-01-01 10:00:05": _NEW_YEAR,
            "2024-01-01T10:00Z": _NEW_YEAR.replace(second=0, tzinfo=timezone.utc),
            "01/01/2024 10:00:05": _NEW_YEAR,
            "1/1/2024 10:00:05 AM": _NEW_YEAR,
            "Mon, 01 Jan 2024 10:00:05 GMT": _NEW_YEAR.replace(tzinfo=timezone.utc),
        }.items()
    ),
    shows(
        _messages(EnqueuedTimeUtcArray=json_text(["2024-01-01 10:00:00", None])),
        "",
        ValueError,
        [{"enqueued_time_utc": datetime(2024, 1, 1, 10, tzinfo=timezone.utc)}, {"enqueued_time_utc": None}],
    ),
    turns="ValueError -> value",
)
def metadata_dates(it: Difference) -> bool:
    """dates
    raises `ValueError` for offsets other than UTC, a space instead of `T`, a missing second, `MM/dd/yyyy HH:mm:ss [AM]`
      and RFC 1123 -> reads them all; another offset is kept
    .NET writes these forms"""
    return any(not SDK_DATE.fullmatch(str(parsed(datum))) for datum in fields_of(it, datetime).values())


@row(
    shows(
        _service_bus(EnqueuedTimeUtc=Raw("2024-01-01T10:00:05", "string")),
        "enqueued_time_utc",
        _NEW_YEAR,
        _NEW_YEAR.replace(tzinfo=timezone.utc),
    ),
    decode=("eventHubTrigger", "serviceBusTrigger"),
)
def metadata_dates_utc(it: Difference) -> bool:
    """dates without a zone of `eventHubTrigger` and `serviceBusTrigger`
    are naive -> are UTC
    the host means UTC: `EnqueuedTimeUtc`"""
    is_date = any(it.at(field.attribute) for field in FIELDS[it.case.subject] if field.kind is datetime)
    return is_date and isinstance(it.official, Exactly) and it.ours == Exactly("datetime", f"{it.official.text}+00:00")


@row(
    *(
        shows(_service_bus(TimeToLive=Raw(text, "string")), "", ValueError, {"time_to_live": span})
        for text, span in {
            "1.02:03:04": timedelta(days=1, hours=2, minutes=3, seconds=4),
            "00:00:05.5000000": timedelta(seconds=5.5),
            "-00:01:00": timedelta(minutes=-1),
            "24:00:00": timedelta(days=1),
            "90:00": timedelta(minutes=90),
            "P1D": timedelta(days=1),
            "10675199.02:48:05.4775807": timedelta(10675199, 10085, 477580),
        }.items()
    ),
    shows(
        _messages(TimeToLiveArray=json_text(["1.00:00:00", None])),
        "",
        ValueError,
        [{"time_to_live": timedelta(1)}, {"time_to_live": None}],
    ),
    turns="ValueError -> value",
)
def metadata_durations(it: Difference) -> bool:
    """durations
    raises `ValueError` for days, fractions, signs, 24 hours and more, and ISO 8601 -> reads them all
    .NET writes these forms"""
    spans = [str(parsed(datum)) for datum in fields_of(it, timedelta).values()]
    return any(not re.fullmatch(r"((([01]?\d|2[0-3]):)?[0-5]?\d:[0-5]?\d|[-+]?\d+)?", span) for span in spans)


@row(
    shows(_queue(DequeueCount=Raw("5.5", "json")), "", {"dequeue_count": 5}, ValueError),
    shows(_queue(DequeueCount=Raw("true", "json")), "", {"dequeue_count": True}, ValueError),
    turns="value -> ValueError",
)
def metadata_integers(it: Difference) -> bool:
    """fractions and booleans if a whole number is expected
    truncates `5.5` to 5, keeps `True` -> raises an error
    a guess hides a mistake"""
    values = [parsed(datum) for datum in fields_of(it, int).values()]
    values += [size for datum in fields_of(it).values() for size in sizes_in(datum)]
    odd = [v for v in values if isinstance(v, bool) or (isinstance(v, float) and not v.is_integer())]
    return bool(odd)


@row(
    shows(making("HttpRequest", method="POST", url="/a", body=b"\xef\xbb\xbf[1]"), "json", ValueError, [1]),
    shows(_queue(Id=Raw('\ufeff"a"', "json")), "", ValueError, {"id": "a"}),
    shows(decoding("sql", b"\xef\xbb\xbf[]", "bytes"), "", ValueError, {"items": []}),
    shows(decoding("mcpPromptTrigger", "\ufeff{}"), "", ValueError, {"name": ""}),
)
def json_byte_order_mark(it: Difference) -> bool:
    """JSON that starts with a byte order mark
    raises `ValueError` for bytes and text -> reads it
    Windows tools write one"""
    metadata = (it.case.metadata or {}).values()
    datums = [datum for datum in (*metadata, it.data) if datum is not None]
    # The SDK ignores unreadable metadata only if it is that of a blob.
    refused = failed(it.official, "ValueError") or (it.path, it.official) == (("metadata",), None)
    if not refused or isinstance(it.ours, Failure):
        return False
    if it.path == ("json",):
        body = it.argument("body") or http_parts(it).get("body", it.data)
        body = body.value if isinstance(body, Raw) else body
        body = body.encode() if isinstance(body, str) else body
        return isinstance(body, bytes) and body.startswith(b"\xef\xbb\xbf")
    if it.decodes(*_PARSE_TEXT):
        content = it.value.encode() if isinstance(it.value, str) else it.value
        return isinstance(content, bytes) and content.startswith(b"\xef\xbb\xbf")
    return any(datum.type == "json" and str(datum.value).startswith("\ufeff") for datum in datums)
