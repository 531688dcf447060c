"""The differences that are meant: each has a row in docs/differences.md, and a rule here that knows it when it sees it.

A rule looks at the case and at both outcomes, and claims a difference only where its reason applies.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from azure_functions_lite import blob, eventhub, kafka, queue, servicebus
from azure_functions_lite._bindings.values import Parser, Value
from azure_functions_lite._wire.scalars import duration, integer, items, text, timestamp

from .outcomes import Difference, Exactly, Failure, Properties
from .packages import Annotation, Make, Raw, build, ours

Rule = Callable[[Difference], bool]

RULES: dict[str, Rule] = {}


def rule(row: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        RULES[row] = rule
        return rule

    return add


def claims(difference: Difference) -> list[str]:
    """Return the rows that explain a difference; none means that it is not meant."""
    return [row for row, rule in RULES.items() if rule(difference)]


# What the rules ask of a case and of an outcome.

WIRED: dict[str, type[Value]] = {
    "blob": blob.InputStream,
    "blobTrigger": blob.InputStream,
    "eventHubTrigger": eventhub.EventHubEvent,
    "kafkaTrigger": kafka.KafkaEvent,
    "queueTrigger": queue.QueueMessage,
    "serviceBusTrigger": servicebus.ServiceBusMessage,
}
"""What has fields in the trigger metadata."""


def failed(outcome: object, *families: str) -> bool:
    return isinstance(outcome, Failure) and outcome.family in families


def gave(outcome: object, kind: str) -> bool:
    return isinstance(outcome, Properties) and outcome.kind == kind


def fields_of(difference: Difference, parse: Parser | None = None) -> dict[str, Raw]:
    """Return the metadata that both packages look at, or what of it `parse` reads; of one property, its own."""
    metadata = difference.case.metadata or {}
    kind = WIRED.get(difference.case.subject)
    wired = kind.__wire__ if kind else ()
    # Of a batch, the first part of a path says which message.
    number = int(difference.path[0]) if difference.path[:1] and difference.path[0].isdecimal() else None
    path = difference.path if number is None else difference.path[1:]
    found: dict[str, Raw] = {}
    for attribute, name, parser in wired:
        if parse not in (None, parser) or path[:1] not in ((), (attribute,)):
            continue
        datum = metadata.get(name)
        if datum is not None and number is None:
            found[name] = datum
        for index, item in enumerate(items_of(metadata, name)):
            if number in (None, index):
                found[f"{name} of {index}"] = item
    return found


def items_of(metadata: Mapping[str, Raw | None], name: str) -> list[Raw]:
    """Return the values of a field of a batch, as if each came with one message."""
    array, rows = metadata.get(f"{name}Array"), metadata.get("SystemPropertiesArray")
    values = parsed(array) if rows is None and array is not None else None
    if rows is not None and isinstance(parsed(rows), list):
        objects = cast("list[object]", parsed(rows))
        values = [cast("dict[str, object]", row).get(name) if isinstance(row, dict) else None for row in objects]
    if not isinstance(values, list):
        return []
    values = cast("list[object]", values)
    return [Raw(item, "bytes") if isinstance(item, bytes) else Raw(json.dumps(item), "json") for item in values]


def parsed(datum: Raw) -> object:
    """Return what is in a Datum: of JSON what it stands for, and the text itself where it is none."""
    if datum.type != "json":
        return datum.value
    try:
        return json.loads(cast("str", datum.value))
    except (ValueError, TypeError):
        return datum.value


def data_of(difference: Difference) -> Raw | None:
    given = difference.case.given
    return given if isinstance(given, Raw) else None


def _value(difference: Difference) -> Mapping[str, Any]:
    """Return the dict of an http Datum."""
    data = data_of(difference)
    value: Any = None if data is None else data.value
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def argument(difference: Difference, name: str) -> Any:
    given = difference.case.given
    return given.arguments.get(name) if isinstance(given, Make) else None


def decodes(difference: Difference, *bindings: str) -> bool:
    return difference.case.action == "decode" and difference.case.subject in bindings


def encodes(difference: Difference, *bindings: str) -> bool:
    return difference.case.action == "encode" and difference.case.subject in bindings


def number(outcome: object) -> Any:
    return json.loads(outcome.text) if isinstance(outcome, Exactly) and outcome.kind in ("int", "float") else None


# Shared by all bindings


@rule("decode-without-datum")
def _(difference: Difference) -> bool:
    if difference.case.action != "decode" or difference.path:
        return False
    given = difference.case.given
    if given is None:
        return failed(difference.official, "AttributeError") and (
            isinstance(difference.ours, (Properties, type(None)))
            or (
                difference.case.subject in ("httpTrigger", "eventGridTrigger")
                and failed(difference.ours, "NotImplementedError")
            )
        )
    return (
        given == Raw(None, None)
        and failed(difference.official, "NotImplementedError", "UnboundLocalError")
        and (isinstance(difference.ours, (Properties, type(None))) or difference.ours == [])
    )


@rule("metadata-null")
def _(difference: Difference) -> bool:
    nulls = [name for name, datum in fields_of(difference).items() if datum == Raw("null", "json")]
    if difference.path:
        return bool(nulls) and difference.official == "None" and difference.ours is None
    return bool(nulls) and failed(difference.official, "ValueError") and isinstance(difference.ours, Properties)


@rule("metadata-json-without-text")
def _(difference: Difference) -> bool:
    empty = [name for name, datum in fields_of(difference).items() if datum == Raw(None, "json")]
    return bool(empty) and failed(difference.official, "TypeError") and isinstance(difference.ours, Properties)


@rule("metadata-json-as-text")
def _(difference: Difference) -> bool:
    return bool(difference.path) and any(
        datum.type == "json"
        and difference.official == str(parsed(datum))
        and isinstance(difference.ours, str)
        and str(json.loads(difference.ours)) == difference.official
        for datum in fields_of(difference, text).values()
    )


@rule("metadata-collections")
def _(difference: Difference) -> bool:
    fields = fields_of(difference)
    kinds = {str(datum.type) for datum in fields.values() if str(datum.type).startswith("collection_")}
    if not kinds:
        return False
    if difference.path:
        return isinstance(difference.official, str) and difference.official.startswith("namespace(")
    several = [datum for datum in fields_of(difference, items).values() if isinstance(datum.value, list)]
    return (
        (kinds == {"collection_double"} or bool(several))
        and failed(difference.official, "ValueError")
        and isinstance(difference.ours, Properties)
    )


SDK_DATE = re.compile(
    r"(\d{4}-\d\d?-\d\d?T\d\d?:\d\d?:\d\d?(\.\d+)?([+-]00:00|Z)?"
    r"|\d\d?/\d\d?/\d{4} \d\d?:\d\d?:\d\d?(\.\d+)?([+-]00:00|Z)"
    r"|\d\d?/\d\d?/\d{4}T\d\d?:\d\d?:\d\d?(\.\d+)?)?"
)


@rule("metadata-dates")
def _(difference: Difference) -> bool:
    return (
        failed(difference.official, "ValueError")
        and not isinstance(difference.ours, Failure)
        and any(not SDK_DATE.fullmatch(str(parsed(datum))) for datum in fields_of(difference, timestamp).values())
    )


@rule("metadata-durations")
def _(difference: Difference) -> bool:
    spans = [str(parsed(datum)) for datum in fields_of(difference, duration).values()]
    return (
        any(not re.fullmatch(r"((([01]?\d|2[0-3]):)?[0-5]?\d:[0-5]?\d|[-+]?\d+)?", span) for span in spans)
        and failed(difference.official, "ValueError")
        and not isinstance(difference.ours, Failure)
    )


@rule("metadata-integers")
def _(difference: Difference) -> bool:
    values = [parsed(datum) for datum in fields_of(difference, integer).values()]
    values += [size for datum in fields_of(difference).values() for size in _sizes(datum)]
    odd = [v for v in values if isinstance(v, bool) or (isinstance(v, float) and not v.is_integer())]
    return bool(odd) and not isinstance(difference.official, Failure) and failed(difference.ours, "ValueError")


def _sizes(datum: Raw) -> list[object]:
    properties = parsed(datum)
    if not isinstance(properties, dict):
        return []
    named = cast("dict[str, object]", properties)
    return [named[name] for name in ("ContentLength", "Length") if name in named]


_PARSE_TEXT = ("mcpPromptTrigger", "cosmosDB", "cosmosDBTrigger", "sql", "mysql", "mysqlTrigger")
"""What reads text and bytes as JSON."""


@rule("json-byte-order-mark")
def _(difference: Difference) -> bool:
    metadata = (difference.case.metadata or {}).values()
    datums = [datum for datum in (*metadata, data_of(difference)) if datum is not None]
    # Of the metadata of a blob, and of nothing else, the SDK says nothing where it cannot read it.
    refused = failed(difference.official, "ValueError") or (difference.path, difference.official) == (
        ("metadata",),
        None,
    )
    if not refused or isinstance(difference.ours, Failure):
        return False
    if difference.path == ("json",):
        body = argument(difference, "body") or _value(difference).get("body", data_of(difference))
        body = body.value if isinstance(body, Raw) else body
        body = body.encode() if isinstance(body, str) else body
        return isinstance(body, bytes) and body.startswith(b"\xef\xbb\xbf")
    data = data_of(difference)
    if decodes(difference, *_PARSE_TEXT) and data is not None:
        content = data.value.encode() if isinstance(data.value, str) else data.value
        return isinstance(content, bytes) and content.startswith(b"\xef\xbb\xbf")
    return any(datum.type == "json" and str(datum.value).startswith("\ufeff") for datum in datums)


# HTTP requests


@rule("http-request-parts")
def _(difference: Difference) -> bool:
    value = _value(difference)
    lacking = [name for name in ("headers", "query", "params", "body") if not value.get(name)]
    return (
        decodes(difference, "httpTrigger")
        and bool(lacking)
        and failed(difference.official, "KeyError", "AttributeError")
        and gave(difference.ours, "HttpRequest")
    )


@rule("http-request-malformed")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "httpTrigger")
        and difference.path == ()
        and failed(difference.official, "KeyError", "AttributeError", "TypeError")
        and failed(difference.ours, "ValueError")
    )


@rule("http-request-texts")
def _(difference: Difference) -> bool:
    value = _value(difference)
    texts = [value.get("method"), value.get("url")]
    for name in ("headers", "query", "params"):
        texts += value[name].values() if isinstance(value.get(name), dict) else []
    others = [datum for datum in texts if isinstance(datum, Raw) and not isinstance(datum.value, str)]
    return bool(others) and gave(difference.official, "HttpRequest") and failed(difference.ours, "ValueError")


@rule("http-request-no-value")
def _(difference: Difference) -> bool:
    if not decodes(difference, "httpTrigger"):
        return False
    if failed(difference.official, "AttributeError") and gave(difference.ours, "HttpRequest"):
        parts = [_value(difference).get(name) for name in ("headers", "query", "params")]
        return any(None in cast("dict[str, object]", part).values() for part in parts if isinstance(part, dict))
    group = {"headers": "headers", "params": "query", "route_params": "params"}.get((*difference.path, "")[0])
    datums = cast("dict[str, Raw | None]", _value(difference).get(group) or {}) if group else {}
    if not any(datum is not None and datum.value is None for datum in datums.values()):
        return False
    official, ours = difference.official, difference.ours
    if not isinstance(official, dict) or not isinstance(ours, dict):
        return False
    values = cast("dict[str, object]", official)
    return {name: "" if value is None else value for name, value in values.items()} == ours


@rule("http-request-body-datum")
def _(difference: Difference) -> bool:
    body = _value(difference).get("body")
    if not isinstance(body, Raw) or difference.path:
        return False
    is_known = body.type in ("string", "bytes", "json")
    if isinstance(body.value, (str, bytes)):
        refused = not is_known and failed(difference.ours, "NotImplementedError")
        return refused and gave(difference.official, "HttpRequest")
    if not failed(difference.official, "TypeError"):
        return False
    if body.value is None and (is_known or body.type is None):
        return gave(difference.ours, "HttpRequest")
    return failed(difference.ours, "NotImplementedError")


@rule("http-request-params-from-url")
def _(difference: Difference) -> bool:
    return (
        difference.path == ("params",)
        and "?" in (argument(difference, "url") or "")
        and argument(difference, "params") is None
        and difference.official == {}
    )


@rule("http-request-body-none")
def _(difference: Difference) -> bool:
    return (
        difference.case.subject == "HttpRequest"
        and isinstance(difference.case.given, Make)
        and difference.case.given.arguments.get("body", 0) is None
        and (
            (difference.path == ("body",) and difference.official is None and difference.ours == b"")
            or (difference.path == ("json",) and failed(difference.ours, "ValueError"))
            or (difference.path[:1] in (("form",), ("files",)) and difference.ours == {})
        )
    )


@rule("http-request-body-text")
def _(difference: Difference) -> bool:
    body = argument(difference, "body")
    if difference.case.subject != "HttpRequest" or not isinstance(body, str):
        return False
    if difference.path == ("body",):
        return difference.official == body and difference.ours == body.encode()
    if difference.path == ("json",):
        return failed(difference.official, "AttributeError")
    return difference.path[:1] in (("form",), ("files",)) and failed(difference.official, "TypeError")


@rule("http-request-body-checked")
def _(difference: Difference) -> bool:
    body = argument(difference, "body")
    if difference.case.subject != "HttpRequest" or difference.path or not gave(difference.official, "HttpRequest"):
        return False
    if isinstance(body, str):
        return "\ud800" in body and failed(difference.ours, "ValueError")
    return not isinstance(body, (bytes, bytearray, type(None))) and failed(difference.ours, "TypeError")


@rule("http-request-body-type")
def _(difference: Difference) -> bool:
    body_type, body = argument(difference, "body_type"), argument(difference, "body")
    return (
        difference.path == ("json",)
        and body_type in ("json", "string")
        and isinstance(body, bytes)
        and failed(difference.official, "AssertionError")
    )


def _form_body(difference: Difference) -> tuple[str, bytes]:
    """Return content type and body of a request, however the case makes one."""
    headers = argument(difference, "headers") or _value(difference).get("headers")
    headers = cast("dict[str, object]", headers) if isinstance(headers, dict) else {}
    body = argument(difference, "body") or _value(difference).get("body") or b""
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    content_type, body = (item.value if isinstance(item, Raw) else item for item in (content_type, body))
    return str(content_type), body if isinstance(body, bytes) else b""


@rule("form-content-type-case")
def _(difference: Difference) -> bool:
    content_type, _ = _form_body(difference)
    is_form = content_type.lower().startswith("application/x-www-form-urlencoded")
    return difference.path == ("form",) and is_form and content_type[0] == "A" and difference.official == {}


@rule("form-malformed")
def _(difference: Difference) -> bool:
    content_type, body = _form_body(difference)
    if difference.path not in (("form",), ("files",)) or not failed(difference.ours, "ValueError"):
        return False
    if content_type.startswith("multipart/form-data"):
        return not re.fullmatch(rb"(--0123abcd\r\n.*)?--0123abcd--\r\n", body, re.DOTALL) or not _is_utf8(body)
    return not _is_utf8(_unquoted(body))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unquoted(body: bytes) -> bytes:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(body)


@rule("form-file-content-type")
def _(difference: Difference) -> bool:
    def typed(files: object) -> object:
        if not isinstance(files, dict):
            return None
        listed = cast("dict[str, list[tuple[object, ...]]]", files)
        return {
            name: [(*file[:2], file[2] or "application/octet-stream", *file[3:]) for file in group]
            for name, group in listed.items()
        }

    return difference.path == ("files",) and typed(difference.official) == difference.ours


# HTTP responses


def _headers(difference: Difference) -> list[tuple[str, Any]]:
    given: dict[str, Any] = (argument(difference, "headers") if _makes_response(difference) else None) or {}
    return [*given.items(), *((name, value) for _, name, value in difference.case.steps if value is not None)]


def _makes_response(difference: Difference) -> bool:
    return isinstance(difference.case.given, Make) and difference.case.given.name == "HttpResponse"


@rule("http-response-header-iteration")
def _(difference: Difference) -> bool:
    if difference.case.subject != "HttpResponse" or difference.path != ("names",):
        return False
    pairs = cast("list[tuple[str, str]]", difference.official)
    seen = {name.lower(): name for name, _ in reversed(pairs)}
    names = [name for name in seen.values() if name in cast("list[str]", difference.ours)]
    return sorted(names) == sorted(cast("list[str]", difference.ours))


@rule("http-header-spelling")
def _(difference: Difference) -> bool:
    names = [name for name, _ in _headers(difference)]
    if difference.path != ("headers",) or len(set(names)) == len({name.lower() for name in names}):
        return False

    def folded(pairs: object) -> list[tuple[str, str]]:
        return sorted((name.lower(), value) for name, value in cast("list[tuple[str, str]]", pairs))

    return (
        _makes_response(difference)
        and difference.case.action == "read"
        and folded(difference.official) == folded(difference.ours)
    )


@rule("http-header-order")
def _(difference: Difference) -> bool:
    if difference.path != ("headers",) or difference.case.action != "read":
        return False
    official, ours = (cast("list[tuple[str, str]]", pairs) for pairs in (difference.official, difference.ours))
    return official != ours and sorted(official) == sorted(ours) and len({name.lower() for name, _ in ours}) < len(ours)


@rule("http-repeated-headers")
def _(difference: Difference) -> bool:
    if not encodes(difference, "http") or difference.path != ("headers",):
        return False
    official, ours = (cast("dict[str, tuple[str, str, str]]", part) for part in (difference.official, difference.ours))
    names = [name.lower() for name, _ in _headers(difference)]
    joined = {name.lower(): value for name, (_, _, value) in ours.items()}
    return len(set(names)) < len(names) and all(
        value in joined[name.lower()].split(", ") or value in joined[name.lower()]
        for name, (_, _, value) in official.items()
    )


@rule("http-header-lists")
def _(difference: Difference) -> bool:
    lists: list[Any] = [value for _, value in _headers(difference) if isinstance(value, (list, tuple))]
    if not lists or not _makes_response(difference):
        return False
    return difference.path in (("headers",), ("values",), ("names",)) and any(
        repr(repr(value)) in repr(difference.official) for value in lists
    )


@rule("http-header-names")
def _(difference: Difference) -> bool:
    odd = [name for name, _ in _headers(difference) if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)]
    return bool(odd) and isinstance(difference.official, Properties) and failed(difference.ours, "ValueError")


@rule("http-header-values")
def _(difference: Difference) -> bool:
    values = [value for _, value in _headers(difference)]
    if difference.path or not isinstance(difference.official, Properties):
        return False
    if any("\0" in value for value in values if isinstance(value, str)):
        return failed(difference.ours, "ValueError")
    odd = [value for value in values if not isinstance(value, (str, int, list, tuple))]
    return bool(odd) and failed(difference.ours, "TypeError")


@rule("http-header-delete-absent")
def _(difference: Difference) -> bool:
    deleted = any(step == "__delitem__" for step, _, _ in difference.case.steps)
    return deleted and not difference.path and failed(difference.ours, "KeyError")


@rule("http-response-body")
def _(difference: Difference) -> bool:
    body = argument(difference, "body")
    content = bytes(cast("memoryview[int]", body)) if isinstance(body, memoryview) else None
    return (
        _makes_response(difference)
        and content is not None
        and failed(difference.official, "TypeError")
        and isinstance(difference.ours, Properties)
        and difference.ours.values["body"] in (content, ("Datum", "bytes", content))
    )


@rule("http-response-arguments")
def _(difference: Difference) -> bool:
    odd = [name for name in ("mimetype", "charset") if not isinstance(argument(difference, name), (str, type(None)))]
    return _makes_response(difference) and bool(odd) and failed(difference.ours, "TypeError")


@rule("http-response-status-code")
def _(difference: Difference) -> bool:
    code = argument(difference, "status_code")
    if not _makes_response(difference):
        return False
    if difference.path == ("status_code",):
        return isinstance(code, str) and difference.official == code and number(difference.ours) == int(code)
    if isinstance(code, int) and not isinstance(code, bool):
        return not 100 <= code <= 999 and failed(difference.ours, "ValueError")
    return code is not None and not str(code).isdecimal() and failed(difference.ours, "TypeError")


def _set_cookies(difference: Difference) -> list[str]:
    return [str(value) for name, value in _headers(difference) if name.lower() == "set-cookie"]


@rule("http-cookies-lossless")
def _(difference: Difference) -> bool:
    if not encodes(difference, "http") or difference.path != ("cookies",):
        return False
    ours = cast("list[dict[str, tuple[str, str, str, str, dict[str, object]]]]", difference.ours)
    return len(ours) == len(_set_cookies(difference)) and all(
        [*cookie] == [header.partition("=")[0].strip()]
        and cookie[next(iter(cookie))][3] == header.split(";")[0].partition("=")[2].strip()
        for cookie, header in zip(ours, _set_cookies(difference), strict=True)
    )


@rule("http-cookie-without-name")
def _(difference: Difference) -> bool:
    nameless = [cookie for cookie in _set_cookies(difference) if not re.match(r"\s*[^=;\s][^=;]*=", cookie)]
    return encodes(difference, "http") and bool(nameless) and failed(difference.ours, "ValueError")


@rule("http-cookie-attributes")
def _(difference: Difference) -> bool:
    odd = [cookie for cookie in _set_cookies(difference) if "tomorrow" in cookie or "soon" in cookie]
    return encodes(difference, "http") and bool(odd) and failed(difference.ours, "ValueError")


@rule("http-cookie-expires")
def _(difference: Difference) -> bool:
    if not encodes(difference, "http") or difference.path != ("cookies",):
        return False
    official, ours = str(difference.official), str(difference.ours)
    return "21-Oct-2015" in official and "21 Oct 2015" in ours


# Queues


@rule("queue-json-datum")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "queueTrigger")
        and data is not None
        and data.type == "json"
        and failed(difference.official, "NotImplementedError")
        and gave(difference.ours, "QueueMessage")
    )


@rule("queue-encode-mapping")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    if not encodes(difference, "queue"):
        return False
    if isinstance(given, dict):
        return difference.ours == ("Datum", "json", json.dumps(given))
    holds_dict = isinstance(given, (list, tuple)) and any(
        isinstance(item, dict) for item in cast("list[object]", given)
    )
    return holds_dict and failed(difference.official, "NotImplementedError") and isinstance(difference.ours, tuple)


def _is_binary(item: object) -> bool:
    content = item.arguments.get("body") if isinstance(item, Make) else item
    return isinstance(content, (bytes, bytearray))


@rule("queue-encode-bytes")
def _(difference: Difference) -> bool:
    given: Any = difference.case.given
    if not encodes(difference, "queue"):
        return False
    if isinstance(given, bytearray):
        return difference.ours == ("Datum", "bytes", bytes(given))
    return (
        isinstance(given, (list, tuple))
        and any(isinstance(item, (bytes, bytearray)) for item in cast("list[object]", given))
        and failed(difference.official, "NotImplementedError")
        and (isinstance(difference.ours, tuple) or failed(difference.ours, "ValueError"))
    )


@rule("queue-encode-binary-body")
def _(difference: Difference) -> bool:
    given = difference.case.given
    return (
        encodes(difference, "queue")
        and isinstance(given, Make)
        and _is_binary(given)
        and failed(difference.official, "ValueError")
        and difference.ours == ("Datum", "bytes", given.arguments["body"])
    )


@rule("queue-message-body")
def _(difference: Difference) -> bool:
    body = argument(difference, "body")
    return (
        difference.case.subject == "QueueMessage"
        and not difference.path
        and not isinstance(body, (bytes, bytearray, type(None)))
        and failed(difference.official, "TypeError", "ValueError")
        and isinstance(difference.ours, Properties)
        and isinstance(difference.official, Failure)
        and failed(difference.ours.values["body"], difference.official.family)
    )


# Blobs


def _reads_stream(difference: Difference) -> bool:
    return decodes(difference, "blob", "blobTrigger") or difference.case.subject == "InputStream"


@rule("blob-length")
def _(difference: Difference) -> bool:
    if not _reads_stream(difference) or difference.path != ("length",):
        return False
    return difference.official is None and difference.ours is not None


@rule("blob-length-zero")
def _(difference: Difference) -> bool:
    sizes = [size for datum in _fields_of(difference, "Properties") for size in _sizes(datum)]
    return (
        decodes(difference, "blob", "blobTrigger")
        and difference.path == ("length",)
        and any(size in (0, "0") for size in sizes)
    )


@rule("blob-length-malformed")
def _(difference: Difference) -> bool:
    sizes = [size for datum in _fields_of(difference, "Properties") for size in _sizes(datum)]
    odd = [size for size in sizes if not re.fullmatch(r"None|[0-9]+(\.0)?", str(size))]
    return decodes(difference, "blob", "blobTrigger") and bool(odd) and failed(difference.ours, "ValueError")


def _fields_of(difference: Difference, name: str) -> list[Raw]:
    datum = (difference.case.metadata or {}).get(name)
    return [] if datum is None else [datum]


@rule("blob-seekable")
def _(difference: Difference) -> bool:
    return _reads_stream(difference) and difference.path == ("seekable",)


@rule("blob-properties-not-an-object")
def _(difference: Difference) -> bool:
    odd = [
        datum
        for datum in _fields_of(difference, "Properties")
        if not isinstance(parsed(datum), dict) or datum.type != "json"
    ]
    if not odd or not decodes(difference, "blob", "blobTrigger"):
        return False
    if difference.path:
        return difference.path == ("blob_properties",) and difference.ours is None
    return failed(difference.official, "ValueError") and gave(difference.ours, "InputStream")


@rule("blob-metadata-not-an-object")
def _(difference: Difference) -> bool:
    odd = [datum for datum in _fields_of(difference, "Metadata") if not isinstance(parsed(datum), dict)]
    return (
        bool(odd)
        and difference.path == ("metadata",)
        and isinstance(difference.official, dict)
        and difference.ours is None
    )


@rule("blob-metadata-malformed")
def _(difference: Difference) -> bool:
    return (
        bool(_fields_of(difference, "Metadata"))
        and not difference.path
        and isinstance(difference.official, Properties)
        and difference.official.values["metadata"] is None
        and failed(difference.ours, "ValueError")
        and "'Metadata'" in str(difference.ours)
    )


# Timers


@rule("timer-text")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "timerTrigger")
        and data is not None
        and data.type == "string"
        and failed(difference.official, "NotImplementedError")
        and (gave(difference.ours, "TimerRequest") or failed(difference.ours, "ValueError"))
    )


@rule("timer-null")
def _(difference: Difference) -> bool:
    return (
        decodes(difference, "timerTrigger")
        and data_of(difference) == Raw("null", "json")
        and failed(difference.official, "AttributeError")
        and gave(difference.ours, "TimerRequest")
    )


@rule("timer-not-an-object")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    return (
        decodes(difference, "timerTrigger")
        and data is not None
        and not isinstance(parsed(data), dict)
        and failed(difference.official, "AttributeError", "TypeError")
        and failed(difference.ours, "ValueError")
    )


@rule("timer-fields")
def _(difference: Difference) -> bool:
    data = data_of(difference)
    body = parsed(data) if data is not None else None
    if not decodes(difference, "timerTrigger") or not isinstance(body, dict):
        return False
    fields = cast("dict[str, object]", body)
    if difference.path == ("past_due",):
        return not isinstance(fields.get("IsPastDue", False), bool)
    odd = [
        fields.get(name)
        for name in ("ScheduleStatus", "Schedule")
        if not isinstance(fields.get(name), (dict, type(None)))
    ]
    odd += [fields.get("IsPastDue")] if not isinstance(fields.get("IsPastDue"), (bool, type(None))) else []
    return bool(odd) and gave(difference.official, "TimerRequest") and failed(difference.ours, "ValueError")


# Annotations


def annotation_of(difference: Difference) -> str:
    given = difference.case.given
    return given.text if isinstance(given, Annotation) and difference.case.action.startswith("check") else ""


YES, NO = Exactly("bool", "True"), Exactly("bool", "False")


@rule("annotation-optional")
def _(difference: Difference) -> bool:
    written = annotation_of(difference)
    return (
        (written.startswith(("Optional[", "Union[", "Annotated[", "List[Optional[")) or written.endswith(" | None"))
        and (failed(difference.official, "TypeError") or difference.official == NO)
        and difference.ours == YES
    )


@rule("annotation-never-raises")
def _(difference: Difference) -> bool:
    return bool(annotation_of(difference)) and failed(difference.official, "TypeError") and difference.ours in (YES, NO)


_OF_MESSAGES = (*WIRED.keys() - {"blob", "blobTrigger"}, "eventGrid", "eventHub", "kafka", "queue", "serviceBus")


def _class_of(difference: Difference) -> type[object] | None:
    """Return the class that an annotation is or is made of: ``list`` of ``List[str]``."""
    given = difference.case.given
    annotation: object = build(ours, given) if annotation_of(difference) else None
    kind: object = typing.get_origin(annotation) or annotation
    return kind if isinstance(kind, type) else None


@rule("annotation-iterables")
def _(difference: Difference) -> bool:
    written, kind = annotation_of(difference), _class_of(difference)
    if difference.case.subject not in _OF_MESSAGES or kind is None or not issubclass(kind, Iterable):
        return False
    if (difference.official, difference.ours) == (YES, NO):
        is_list = issubclass(list, kind)
        return "object" in written or written.startswith("Dict[") or (_is_input(difference) and not is_list)
    is_several = not issubclass(kind, (str, bytes, bytearray, Mapping))
    fits = is_several and (issubclass(list, kind) or not _is_input(difference))
    return fits and (difference.official, difference.ours) == (NO, YES)


def _is_input(difference: Difference) -> bool:
    return difference.case.action == "check_input"


@rule("annotation-mapping")
def _(difference: Difference) -> bool:
    kind = _class_of(difference)
    is_mapping = difference.case.subject in _OF_MESSAGES and kind is not None and issubclass(kind, (Mapping, bytearray))
    return is_mapping and not _is_input(difference) and (difference.official, difference.ours) == (NO, YES)
