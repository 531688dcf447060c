"""Examples of the rows of docs/differences.md: what the official SDK does, and what this package does."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
import typing
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from types import ModuleType
from typing import Any, NamedTuple, cast

from azure_functions_lite.errors import FunctionsError

from .annotations import ANNOTATIONS
from .outcomes import Failure, attempt
from .packages import HAS_TO_DICT, Case, Make, Raw, converter, official, ours, resolve

OTHERS: dict[str, Callable[[], None]] = {}
"""Examples of what no case shows, because it is about classes, or about more than one step."""


class Example(NamedTuple):
    """A case, and what comes of it at one place: a value, an exception's class, or properties by name."""

    row: str
    case: Case
    path: str
    official: object
    ours: object


def _queue(data: Raw | None = Raw(b"x", "bytes"), **metadata: Raw) -> Case:  # noqa: B008  # Raw is immutable
    return Case("decode", "queueTrigger", data, metadata)


def _blob(**metadata: Raw) -> Case:
    return Case("decode", "blobTrigger", Raw(b"abc", "bytes"), metadata)


def _service_bus(**metadata: Raw) -> Case:
    return Case("decode", "serviceBusTrigger", Raw(b"x", "bytes"), {"UserProperties": Raw("{}", "json"), **metadata})


def _timer(document: str, kind: str = "json") -> Case:
    return Case("decode", "timerTrigger", Raw(document, kind), {})


def _http(**parts: object) -> Case:
    complete: dict[str, object] = {
        "method": Raw("GET", "string"),
        "url": Raw("/a", "string"),
        "headers": {},
        "query": {},
        "params": {},
        "body": Raw(b"", "bytes"),
    }
    value = {name: part for name, part in {**complete, **parts}.items() if part != "absent"}
    return Case("decode", "httpTrigger", Raw(value, "http"), {})


def _request(**arguments: object) -> Case:
    return Case("read", "HttpRequest", Make("HttpRequest", {"method": "POST", "url": "/a", "body": b"", **arguments}))


def _form(content_type: str, body: bytes) -> Case:
    return _request(headers={"Content-Type": content_type}, body=body)


def _response(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("read", "HttpResponse", Make("HttpResponse", arguments), steps=steps)


def _sent(*steps: tuple[str, str, object], **arguments: object) -> Case:
    return Case("encode", "http", Make("HttpResponse", arguments), steps=steps)


def _cookie(header: str) -> Case:
    return _sent(headers={"Set-Cookie": header})


def _cookies(name: str, value: str, **attributes: object) -> list[object]:
    return [{name: ("Morsel", name, value.strip('"'), value, attributes)}]


def _put(value: object) -> Case:
    return Case("encode", "queue", value)


def annotated(action: str, binding: str, text: str) -> Case:
    return Case(action, binding, next(annotation for annotation in ANNOTATIONS if annotation.text == text))


_NEW_YEAR = datetime(2024, 1, 1, 10, 0, 5)
_MULTIPART = "multipart/form-data; boundary=0123abcd"
_UTF8_HEADERS = {"content-type": ("Datum", "string", "text/plain; charset=utf-8")}

EXAMPLES = [
    Example("decode-without-datum", _queue(None), "", AttributeError, {"body": b"", "id": None}),
    Example("decode-without-datum", _queue(Raw(None, None)), "", NotImplementedError, {"body": b""}),
    Example("decode-without-datum", Case("decode", "timerTrigger", None, {}), "", AttributeError, {"past_due": False}),
    Example("decode-without-datum", Case("decode", "httpTrigger", None, {}), "", AttributeError, NotImplementedError),
    Example("metadata-null", _queue(PopReceipt=Raw("null", "json")), "pop_receipt", "None", None),
    Example("metadata-null", _queue(DequeueCount=Raw("null", "json")), "", ValueError, {"dequeue_count": None}),
    Example("metadata-null", _queue(ExpirationTime=Raw("null", "json")), "", ValueError, {"expiration_time": None}),
    Example("metadata-json-without-text", _queue(Id=Raw(None, "json")), "", TypeError, {"id": None}),
    Example("metadata-json-as-text", _queue(Id=Raw('{"a": 1}', "json")), "id", "{'a': 1}", '{"a": 1}'),
    Example("metadata-json-as-text", _queue(Id=Raw("true", "json")), "id", "True", "true"),
    Example("metadata-collections", _queue(Id=Raw([1], "collection_sint64")), "id", "namespace(sint64=[1])", "[1]"),
    Example("metadata-collections", _queue(Id=Raw([1.5], "collection_double")), "", ValueError, {"id": "[1.5]"}),
    Example(
        "metadata-collections",
        _queue(Id=Raw([b"x"], "collection_bytes")),
        "id",
        "namespace(bytes=[b'x'])",
        '["eA=="]',
    ),
    *(
        Example("metadata-dates", _queue(ExpirationTime=Raw(text, "string")), "", ValueError, {"expiration_time": date})
        for text, date in {
            "2024-01-01T10:00:05+02:00": _NEW_YEAR.replace(tzinfo=timezone(timedelta(hours=2))),
            "2024-01-01 10:00:05": _NEW_YEAR,
            "2024-01-01T10:00Z": _NEW_YEAR.replace(second=0, tzinfo=timezone.utc),
            "01/01/2024 10:00:05": _NEW_YEAR,
            "1/1/2024 10:00:05 AM": _NEW_YEAR,
            "Mon, 01 Jan 2024 10:00:05 GMT": _NEW_YEAR.replace(tzinfo=timezone.utc),
        }.items()
    ),
    *(
        Example(
            "metadata-durations", _service_bus(TimeToLive=Raw(text, "string")), "", ValueError, {"time_to_live": span}
        )
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
    Example("metadata-integers", _queue(DequeueCount=Raw("5.5", "json")), "", {"dequeue_count": 5}, ValueError),
    Example("metadata-integers", _queue(DequeueCount=Raw("true", "json")), "", {"dequeue_count": True}, ValueError),
    Example("json-byte-order-mark", _request(body=b"\xef\xbb\xbf[1]"), "json", ValueError, [1]),
    Example("json-byte-order-mark", _queue(Id=Raw('\ufeff"a"', "json")), "", ValueError, {"id": "a"}),
    Example("annotation-optional", annotated("check_input", "blob", "Optional[str]"), "", TypeError, True),
    Example("annotation-optional", annotated("check_input", "httpTrigger", "HttpRequest | None"), "", TypeError, True),
    Example("annotation-optional", annotated("check_output", "http", "HttpResponse | None"), "", TypeError, True),
    Example("annotation-optional", annotated("check_output", "queue", "Optional[str]"), "", False, True),
    Example(
        "annotation-optional",
        annotated("check_input", "timerTrigger", "Annotated[TimerRequest, 1]"),
        "",
        TypeError,
        True,
    ),
    Example("annotation-never-raises", annotated("check_input", "blob", "list[str]"), "", TypeError, False),
    Example("annotation-never-raises", annotated("check_output", "http", "'str'"), "", TypeError, False),
    Example("annotation-iterables", annotated("check_output", "queue", "list[str]"), "", False, True),
    Example("annotation-iterables", annotated("check_output", "queue", "List[QueueMessage]"), "", False, True),
    Example("annotation-iterables", annotated("check_output", "queue", "List[object]"), "", True, False),
    Example("annotation-mapping", annotated("check_output", "queue", "dict"), "", False, True),
    Example("annotation-mapping", annotated("check_output", "queue", "bytearray"), "", False, True),
    Example("http-request-params-from-url", _request(url="/a?b=1&c=2&b=3"), "params", {}, {"b": "1,3", "c": "2"}),
    Example("http-request-body-none", _request(body=None), "body", None, b""),
    Example("http-request-body-none", _request(body=None), "json", AttributeError, ValueError),
    Example("http-request-body-none", _request(body=None), "form", TypeError, {}),
    Example("http-request-body-text", _request(body="[1]"), "body", "[1]", b"[1]"),
    Example("http-request-body-text", _request(body="[1]"), "json", AttributeError, [1]),
    Example("http-request-body-text", _request(body="[1]"), "files", TypeError, {}),
    Example("http-request-body-checked", _request(body=5), "", {"body": 5}, TypeError),
    Example("http-request-body-checked", _request(body="\ud800"), "", {"body": "\ud800"}, ValueError),
    Example(
        "http-request-body-type",
        Case(
            "read",
            "HttpRequest",
            Make(
                "http.HttpRequest",
                {
                    "method": "GET",
                    "url": "",
                    "headers": {},
                    "params": {},
                    "route_params": {},
                    "body_type": "json",
                    "body": b"{}",
                },
            ),
        ),
        "json",
        AssertionError,
        {},
    ),
    Example("http-request-parts", _http(query="absent"), "", KeyError, {"params": {}}),
    Example("http-request-parts", _http(headers=None), "", AttributeError, {"headers": {}}),
    Example("http-request-parts", _http(body="absent"), "", KeyError, {"body": b""}),
    Example("http-request-malformed", _http(method="absent"), "", KeyError, ValueError),
    Example("http-request-malformed", _http(headers=Raw("a", "string")), "", AttributeError, ValueError),
    Example("http-request-malformed", Case("decode", "httpTrigger", Raw(None, "http"), {}), "", TypeError, ValueError),
    Example("http-request-texts", _http(url=Raw(5, "int")), "", {"url": 5}, ValueError),
    Example("http-request-texts", _http(query={"a": Raw(b"b", "bytes")}), "", {"params": {"a": b"b"}}, ValueError),
    Example("http-request-no-value", _http(query={"flag": Raw(None, None)}), "params", {"flag": None}, {"flag": ""}),
    Example("http-request-no-value", _http(query={"flag": None}), "", AttributeError, {"params": {"flag": ""}}),
    Example("http-request-body-datum", _http(body=Raw(5, "int")), "", TypeError, NotImplementedError),
    Example("http-request-body-datum", _http(body=Raw(None, None)), "", TypeError, {"body": b""}),
    Example("http-request-body-datum", _http(body=Raw("x", "other")), "", {"body": b"x"}, NotImplementedError),
    Example("http-response-header-iteration", _response(headers={"X-A": "1"}), "names", [("X-A", "1")], ["X-A"]),
    Example(
        "http-header-spelling",
        _response(headers={"X-A": "1", "x-a": "2"}),
        "headers",
        [("X-A", "1"), ("x-a", "2")],
        [("X-A", "1"), ("X-A", "2")],
    ),
    Example(
        "http-header-order",
        _response(("add", "X-A", "1"), ("add", "X-B", "2"), ("add", "X-A", "3")),
        "headers",
        [("X-A", "1"), ("X-B", "2"), ("X-A", "3")],
        [("X-A", "1"), ("X-A", "3"), ("X-B", "2")],
    ),
    Example(
        "http-repeated-headers",
        _sent(("add", "Link", "<a>"), ("add", "Link", "<b>")),
        "headers",
        {"Link": ("Datum", "string", "<b>"), **_UTF8_HEADERS},
        {"Link": ("Datum", "string", "<a>, <b>"), **_UTF8_HEADERS},
    ),
    Example(
        "http-header-lists",
        _response(headers={"X-A": ["1", "2"]}),
        "headers",
        [("X-A", "['1', '2']")],
        [("X-A", "1"), ("X-A", "2")],
    ),
    Example(
        "http-header-names", _response(headers={"bad name": "x"}), "", {"headers": [("bad name", "x")]}, ValueError
    ),
    Example("http-header-names", _response(headers={"å": "x"}), "", {"headers": [("å", "x")]}, ValueError),
    Example("http-header-values", _response(headers={"X-A": None}), "", {"headers": [("X-A", "None")]}, TypeError),
    Example("http-header-values", _response(headers={"X-A": b"x"}), "", {"headers": [("X-A", "b'x'")]}, TypeError),
    Example("http-header-values", _response(headers={"X-A": "\0"}), "", {"headers": [("X-A", "\0")]}, ValueError),
    Example("http-header-delete-absent", _response(("__delitem__", "X-A", None)), "", {"headers": []}, KeyError),
    Example("http-response-body", _response(body=memoryview(b"x")), "", TypeError, {"body": b"x"}),
    Example("http-response-arguments", _response(mimetype=5), "", {"mimetype": 5}, TypeError),
    Example("http-response-arguments", _response(charset=5), "", {"charset": 5}, TypeError),
    Example("http-response-status-code", _response(status_code=-1), "", {"status_code": -1}, ValueError),
    Example("http-response-status-code", _response(status_code=True), "", {"status_code": True}, TypeError),
    Example("http-response-status-code", _response(status_code="abc"), "", {"status_code": "abc"}, TypeError),
    Example("http-response-status-code", _response(status_code="201"), "status_code", "201", 201),
    Example("http-cookies-lossless", _cookie("a=b c"), "cookies", [{}], _cookies("a", "b c")),
    Example("http-cookies-lossless", _cookie('a={"b": 1}'), "cookies", [{}], _cookies("a", '{"b": 1}')),
    Example(
        "http-cookies-lossless",
        _cookie("a=1; b=2"),
        "cookies",
        [{**cast("dict[str, object]", _cookies("a", "1")[0]), **cast("dict[str, object]", _cookies("b", "2")[0])}],
        _cookies("a", "1", b="2"),
    ),
    Example("http-cookie-without-name", _cookie("=a"), "", {"cookies": [{}]}, ValueError),
    Example(
        "http-cookie-attributes",
        _cookie("a=1; Expires=tomorrow"),
        "",
        {"cookies": _cookies("a", "1", expires="tomorrow")},
        ValueError,
    ),
    Example(
        "http-cookie-attributes",
        _cookie("a=1; Max-Age=soon"),
        "",
        {"cookies": _cookies("a", "1", **{"max-age": "soon"})},
        ValueError,
    ),
    Example(
        "http-cookie-expires",
        _cookie("a=1; expires=Wed, 21-Oct-2015 07:28:00 GMT"),
        "cookies",
        _cookies("a", "1", expires="Wed, 21-Oct-2015 07:28:00 GMT"),
        _cookies("a", "1", expires="Wed, 21 Oct 2015 07:28:00 GMT"),
    ),
    Example("form-content-type-case", _form("Application/X-WWW-Form-Urlencoded", b"a=1"), "form", {}, {"a": ["1"]}),
    Example("form-malformed", _form(_MULTIPART, b"--0123abcd\r\n"), "form", {}, ValueError),
    Example("form-malformed", _form("application/x-www-form-urlencoded", b"a=\xff"), "form", {}, ValueError),
    Example(
        "form-file-content-type",
        _form(
            _MULTIPART,
            b'--0123abcd\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--0123abcd--\r\n',
        ),
        "files",
        {"a": [("a", "b", "", b"c")]},
        {"a": [("a", "b", "application/octet-stream", b"c")]},
    ),
    Example("queue-json-datum", _queue(Raw('{"a": 1}', "json")), "", NotImplementedError, {"body": b'{"a": 1}'}),
    Example(
        "queue-message-body",
        Case("read", "QueueMessage", Make("QueueMessage", {"body": 5})),
        "",
        TypeError,
        {"id": None},
    ),
    Example("queue-encode-mapping", _put({"a": 1}), "", ("Datum", "json", '["a"]'), ("Datum", "json", '{"a": 1}')),
    Example("queue-encode-mapping", _put([{"a": 1}]), "", NotImplementedError, ("Datum", "json", '[{"a": 1}]')),
    Example("queue-encode-bytes", _put([b"a"]), "", NotImplementedError, ("Datum", "json", '["a"]')),
    Example("queue-encode-bytes", _put([b"\xff"]), "", NotImplementedError, ValueError),
    Example("queue-encode-bytes", _put(bytearray(b"a")), "", NotImplementedError, ("Datum", "bytes", b"a")),
    Example(
        "queue-encode-binary-body",
        _put(Make("QueueMessage", {"body": b"\xff"})),
        "",
        ValueError,
        ("Datum", "bytes", b"\xff"),
    ),
    Example("blob-length", _blob(), "length", None, 3),
    Example("blob-length-zero", _blob(Properties=Raw('{"ContentLength": 0}', "json")), "length", None, 0),
    Example("blob-length-zero", _blob(Properties=Raw('{"ContentLength": 0, "Length": 7}', "json")), "length", 7, 0),
    Example(
        "blob-length-malformed",
        _blob(Properties=Raw('{"ContentLength": "", "Length": 7}', "json")),
        "",
        {"length": 7},
        ValueError,
    ),
    Example("blob-seekable", _blob(), "seekable", False, True),
    Example(
        "blob-properties-not-an-object", _blob(Properties=Raw("5", "json")), "", ValueError, {"blob_properties": None}
    ),
    Example(
        "blob-properties-not-an-object", _blob(Properties=Raw('[["a", 1]]', "json")), "blob_properties", {"a": 1}, None
    ),
    Example("blob-metadata-not-an-object", _blob(Metadata=Raw('[["a", 1]]', "json")), "metadata", {"a": 1}, None),
    Example("blob-metadata-malformed", _blob(Metadata=Raw("{", "json")), "", {"metadata": None}, ValueError),
    Example("blob-metadata-malformed", _blob(Metadata=Raw(b"{}", "bytes")), "", {"metadata": None}, ValueError),
    Example("timer-text", _timer('{"IsPastDue": true}', "string"), "", NotImplementedError, {"past_due": True}),
    Example("timer-null", _timer("null"), "", AttributeError, {"past_due": False, "schedule": {}}),
    Example("timer-not-an-object", _timer("[]"), "", AttributeError, ValueError),
    Example("timer-not-an-object", Case("decode", "timerTrigger", Raw(None, "json"), {}), "", TypeError, ValueError),
    Example("timer-fields", _timer('{"IsPastDue": "false"}'), "past_due", "false", False),
    Example("timer-fields", _timer('{"IsPastDue": null}'), "past_due", None, False),
    Example("timer-fields", _timer('{"Schedule": 5}'), "", {"schedule": 5}, ValueError),
]


def shows(row: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def add(example: Callable[[], None]) -> Callable[[], None]:
        OTHERS[row] = example
        return example

    return add


def python(code: str) -> str:
    """Run code in an interpreter of its own, and return what it says: the last line of its output or of its error."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


def fails(call: Callable[[], object]) -> str:
    """Return the family of a call's failure, and nothing where it succeeds."""
    outcome = attempt(call)
    return outcome.family if isinstance(outcome, Failure) else ""


@shows("star-import")
def _() -> None:
    assert python("from azure.functions import *").startswith("AttributeError")
    assert python("from azure_functions_lite import *; print(HttpRequest.__name__)") == "HttpRequest"


@shows("one-class-per-name")
def _() -> None:
    for name in ("HttpRequest", "QueueMessage", "InputStream", "TimerRequest"):
        module = {"HttpRequest": "http", "QueueMessage": "queue", "InputStream": "blob", "TimerRequest": "timer"}[name]
        assert resolve(official, name) is not resolve(official, f"{module}.{name}")
        assert resolve(ours, name) is resolve(ours, f"{module}.{name}")
    assert fails(lambda: official.QueueMessage(dequeue_count=1)) == "TypeError"
    assert ours.QueueMessage(dequeue_count=1).dequeue_count == 1


@shows("classes-concrete")
def _() -> None:
    for name in ("Out", "Context"):
        assert fails(resolve(official, name)) == "TypeError"
    assert ours.Out().get() is None
    assert ours.Context(function_name="f").function_name == "f"


@shows("out-get-type")
def _() -> None:
    returned = {func.__name__: typing.get_type_hints(func.Out.get)["return"] for func in (official, ours)}
    assert isinstance(returned["azure.functions"], typing.TypeVar)
    assert type(None) in typing.get_args(returned["azure_functions_lite"])


@shows("values-equal")
def _() -> None:
    for func, equal in ((official, False), (ours, True)):
        one, other = (func.QueueMessage(id="a", body="b") for _ in range(2))
        assert (one == other) is equal
        assert (hash(one) == hash(other)) is equal
    assert fails(lambda: hash(official.HttpResponse())) == ""
    assert fails(lambda: hash(ours.HttpResponse())) == "TypeError"


@shows("values-repr")
def _() -> None:
    assert re.search(r" at 0x\w+>$", repr(official.HttpResponse("secret")))
    shown = repr(ours.HttpResponse("secret", status_code=201))
    assert "201" in shown
    assert "secret" not in shown


@shows("values-to-dict")
def _() -> None:
    assert hasattr(official.QueueMessage, "to_dict") is HAS_TO_DICT
    assert not hasattr(official.HttpResponse, "to_dict")
    for name in ("HttpRequest", "HttpResponse", "QueueMessage", "InputStream", "TimerRequest"):
        assert hasattr(resolve(ours, name), "to_dict")
        assert hasattr(resolve(ours, name), "to_json")


@shows("values-pickle")
def _() -> None:
    def request(func: ModuleType) -> Any:
        return func.HttpRequest("GET", "/a", body=b"b")

    assert fails(lambda: copy.deepcopy(request(official))) == "TypeError"
    assert copy.deepcopy(request(ours)) == request(ours)


@shows("registry-stray-key")
def _() -> None:
    assert converter(official, cast("str", True)) is not None
    assert converter(ours, cast("str", True)) is None


@shows("registry-conflict")
def _() -> None:
    code = """
import {package} as func
from {package}.meta import InConverter
func.get_binding_registry().get("blobTrigger")
class Mine(InConverter, binding="mine", trigger="blobTrigger"):
    pass
print(func.get_binding_registry().get("blobTrigger").__name__)
"""
    assert python(code.format(package="azure.functions")) == "Mine"
    assert "RegistrationError" in python(code.format(package="azure_functions_lite"))


@shows("error-classes")
def _() -> None:
    for func in (official, ours):
        datum = func.meta.Datum(5, "int")
        outcome = attempt(partial(converter(func, "timerTrigger").decode, datum, trigger_metadata={}))
        assert isinstance(outcome, Failure)
        assert outcome.family == "NotImplementedError"
        assert isinstance(outcome.error, FunctionsError) is (func is ours)
        assert bool(str(outcome.error)) is (func is ours)


@shows("http-headers-any-key")
def _() -> None:
    assert fails(lambda: 5 in official.HttpRequest("GET", "/", body=b"").headers) == "AttributeError"
    assert 5 not in ours.HttpRequest("GET", "/", body=b"").headers


@shows("http-response-headers-api")
def _() -> None:
    theirs, mine = official.HttpResponse().headers, ours.HttpResponse().headers
    for name in ("add_header", "setlist", "to_wsgi_list"):
        assert hasattr(theirs, name)
        assert not hasattr(mine, name)
    for name in ("add", "extend", "getlist", "get", "items", "keys", "values", "pop", "update", "setdefault"):
        assert hasattr(theirs, name)
        assert hasattr(mine, name)


@shows("http-response-encode-twice")
def _() -> None:
    for func, remains in ((official, False), (ours, True)):
        response = func.HttpResponse("x", headers={"Set-Cookie": "a=1"})
        first, second = (
            converter(func, "http").encode(response, expected_type=None).value["cookies"] for _ in range(2)
        )
        assert first
        assert bool(second) is remains
        assert ("Set-Cookie" in response.headers) is remains
        assert ("Content-Type" not in response.headers) is remains


@shows("form-multipart-extra")
def _() -> None:
    code = """
import sys
sys.modules["multipart"] = None
import {package} as func
body = b'--x\\r\\nContent-Disposition: form-data; name="a"\\r\\n\\r\\nb\\r\\n--x--\\r\\n'
print(func.HttpRequest("POST", "/", headers={{"content-type": "multipart/form-data; boundary=x"}}, body=body).form["a"])
"""
    assert python(code.format(package="azure.functions")) == "b"
    assert "MissingPackageError" in python(code.format(package="azure_functions_lite"))


@shows("form-mappings")
def _() -> None:
    arguments: dict[str, Any] = {"headers": {"content-type": "application/x-www-form-urlencoded"}, "body": b"a=1&a=2"}
    theirs, mine = (func.HttpRequest("POST", "/", **arguments).form for func in (official, ours))
    assert theirs["a"] == mine["a"] == "1"
    assert theirs.getlist("a") == mine.getlist("a") == ["1", "2"]
    assert hasattr(theirs, "to_dict")
    assert not hasattr(mine, "to_dict")
