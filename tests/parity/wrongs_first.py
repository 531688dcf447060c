"""What is wrong with the registry, queues, blobs, timers, HTTP, dates and durations."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from http.cookies import SimpleCookie
from types import ModuleType
from typing import Any, cast

from .examples import python
from .packages import converter, resolve
from .wrongs import Wrongs, decode, encode, takes_optional

WRONGS = Wrongs()


# The registry


@WRONGS.says("registry: import *")
def _(func: ModuleType) -> None:
    assert python(f"from {func.__name__} import *; print(Context.__name__)") == "Context"


@WRONGS.says("registry: True is no binding")
def _(func: ModuleType) -> None:
    assert converter(func, cast("str", True)) is None


@WRONGS.says("registry: a built-in converter is replaced")
def _(func: ModuleType) -> None:
    code = f"""
import {func.__name__} as func
from {func.__name__}.meta import InConverter
func.get_binding_registry().get("blobTrigger")
class Mine(InConverter, binding="mine", trigger="blobTrigger"):
    pass
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, check=False)
    assert done.returncode != 0


# No Datum, and no value in the metadata


@WRONGS.says("queueTrigger: no Datum")
def _(func: ModuleType) -> None:
    assert decode(func, "queueTrigger").get_body() == b""


@WRONGS.says("timerTrigger: no Datum")
def _(func: ModuleType) -> None:
    assert decode(func, "timerTrigger").past_due is False


@WRONGS.says("httpTrigger: no Datum")
def _(func: ModuleType) -> None:
    refused = False
    try:
        decode(func, "httpTrigger")
    except NotImplementedError:
        refused = True
    assert refused


def _null(field: str, attribute: str, func: ModuleType) -> None:
    message = decode(func, "queueTrigger", b"x", "bytes", **{field: ("null", "json")})
    assert getattr(message, attribute) is None


for _field, _attribute in (
    ("PopReceipt", "pop_receipt"),
    ("ExpirationTime", "expiration_time"),
    ("DequeueCount", "dequeue_count"),
):
    WRONGS[f"metadata: null for {_field}"] = partial(_null, _field, _attribute)


# Dates and durations


def _date(text: str, expected: datetime, func: ModuleType) -> None:
    message = decode(func, "queueTrigger", b"x", "bytes", ExpirationTime=(text, "string"))
    assert message.expiration_time == expected
    assert message.expiration_time.utcoffset() == expected.utcoffset()


_EAST, _UTC = timezone(timedelta(hours=8)), timezone.utc
for _text, _when in (
    ("2020-01-01T00:00:00+08:00", datetime(2020, 1, 1, tzinfo=_EAST)),
    ("2020-01-01T00:00:00.1234567+08:00", datetime(2020, 1, 1, 0, 0, 0, 123456, _EAST)),
    ("2020-01-01 00:00:00", datetime(2020, 1, 1)),
    ("2020-01-01T00:00Z", datetime(2020, 1, 1, tzinfo=_UTC)),
    ("01/31/2020 10:00:00", datetime(2020, 1, 31, 10)),
    ("1/31/2020 10:00:00 PM", datetime(2020, 1, 31, 22)),
):
    WRONGS[f"dates: {_text}"] = partial(_date, _text, _when)


def _duration(text: str, expected: timedelta, func: ModuleType) -> None:
    fields: dict[str, tuple[object, str]] = {"UserProperties": ("{}", "json"), "TimeToLive": (text, "string")}
    assert decode(func, "serviceBusTrigger", b"x", "bytes", **fields).time_to_live == expected


for _text, _span in (
    ("10675199.02:48:05.4775807", timedelta(10675199, 10085, 477580)),
    ("1.02:03:04", timedelta(1, hours=2, minutes=3, seconds=4)),
    ("00:00:05.5000000", timedelta(seconds=5.5)),
    ("24:00:00", timedelta(1)),
    ("90:00", timedelta(minutes=90)),
    ("-00:01:00", timedelta(minutes=-1)),
    ("P1D", timedelta(1)),
):
    WRONGS[f"durations: {_text}"] = partial(_duration, _text, _span)


# Annotations


for _binding, _direction, _name in (
    ("httpTrigger", "input", "HttpRequest"),
    ("http", "output", "HttpResponse"),
    ("http", "output", "str"),
    ("queueTrigger", "input", "QueueMessage"),
    ("queue", "output", "str"),
    ("blob", "input", "InputStream"),
    ("blob", "output", "str"),
    ("timerTrigger", "input", "TimerRequest"),
    ("warmupTrigger", "input", "warmup.WarmUpContext"),
):
    WRONGS[f"{_binding}: {_direction} annotated Optional[{_name}]"] = partial(
        takes_optional, _binding, _direction, _name
    )


@WRONGS.says("queue: outputs annotated list[str]")
def _(func: ModuleType) -> None:
    annotated: Any = list
    assert converter(func, "queue").check_output_type_annotation(annotated[str]) is True


# Queues and blobs


def _encodes(binding: str, value: object, kind: str, content: object, func: ModuleType) -> None:
    datum = encode(func, binding, value)
    assert (datum.type, datum.value) == (kind, content)


for _description, _sent, _kind, _content in (
    ("a dict", {"a": 1}, "json", '{"a": 1}'),
    ("bytes in a list", [b"x"], "json", '["x"]'),
    ("a bytearray", bytearray(b"x"), "bytes", b"x"),
):
    WRONGS[f"queue: {_description}"] = partial(_encodes, "queue", _sent, _kind, _content)


@WRONGS.says("queue: a message whose body is no text")
def _(func: ModuleType) -> None:
    datum = encode(func, "queue", func.QueueMessage(body=b"\xff"))
    assert (datum.type, datum.value) == ("bytes", b"\xff")


@WRONGS.says("queueTrigger: a JSON Datum")
def _(func: ModuleType) -> None:
    assert decode(func, "queueTrigger", '{"a": 1}', "json", Id=("a", "string")).get_json() == {"a": 1}


@WRONGS.says("blobTrigger: the length of an empty blob")
def _(func: ModuleType) -> None:
    stream = decode(func, "blobTrigger", b"", "bytes", Properties=('{"ContentLength": 0}', "json"))
    assert stream.length == 0


@WRONGS.says("blob: a stream without content")
def _(func: ModuleType) -> None:
    assert func.InputStream(name="x").read() == b""


# Timers


@WRONGS.says("timerTrigger: JSON null")
def _(func: ModuleType) -> None:
    assert decode(func, "timerTrigger", "null", "json").past_due is False


@WRONGS.says("timerTrigger: text")
def _(func: ModuleType) -> None:
    assert decode(func, "timerTrigger", '{"IsPastDue": true}', "string").past_due is True


# HTTP


def _cookies(datum: Any) -> list[tuple[str, str]]:
    cookies: list[SimpleCookie] = datum.value["cookies"] or []
    return [(morsel.key, morsel.value) for cookie in cookies for morsel in cookie.values()]


@WRONGS.says("http: the same response is encoded twice")
def _(func: ModuleType) -> None:
    response = func.HttpResponse("x", headers={"Set-Cookie": "a=1"})
    for _ in range(2):
        assert _cookies(encode(func, "http", response)) == [("a", "1")]
    assert dict(response.headers.items()) == {"Set-Cookie": "a=1"}


@WRONGS.says("http: a header comes twice")
def _(func: ModuleType) -> None:
    response = func.HttpResponse("x")
    response.headers.add("Link", "one")
    response.headers.add("Link", "two")
    link = encode(func, "http", response).value["headers"]["Link"].value
    assert link == "one, two"


@WRONGS.says("http: a cookie with spaces and quotes")
def _(func: ModuleType) -> None:
    response = func.HttpResponse("x", headers={"Set-Cookie": 'a={"json": [1, 2]}'})
    assert _cookies(encode(func, "http", response)) == [("a", '{"json": [1, 2]}')]


def _request(func: ModuleType, body: object, **more: object) -> Any:
    return resolve(func, "http.HttpRequest")(
        **{"method": "POST", "url": "/", "headers": {}, "params": {}, "route_params": {}, "body": body, **more}
    )


@WRONGS.says("http: JSON in bytes")
def _(func: ModuleType) -> None:
    assert _request(func, b'{"a": 1}', body_type="json").get_json() == {"a": 1}


def _error_of_json(func: ModuleType, body: object, body_type: str) -> ValueError:
    try:
        _request(func, body, body_type=body_type).get_json()
    except ValueError as error:
        return error
    raise AssertionError


@WRONGS.says("http: an empty body is no JSON")
def _(func: ModuleType) -> None:
    assert isinstance(_error_of_json(func, b"", "bytes"), json.JSONDecodeError)


@WRONGS.says("http: text that is no JSON is a request's")
def _(func: ModuleType) -> None:
    assert "request" in str(_error_of_json(func, "{", "string")).lower()


@WRONGS.says("http: a request made without a body")
def _(func: ModuleType) -> None:
    assert _request(func, None, body_type="bytes").get_body() == b""


@WRONGS.says("http: the form of a request without a body")
def _(func: ModuleType) -> None:
    form: Mapping[str, str] = func.HttpRequest(method="POST", url="/", body=None).form
    assert dict(form) == {}


@WRONGS.says("http: a header name that is no text")
def _(func: ModuleType) -> None:
    assert 1 not in func.HttpRequest(method="GET", url="/", body=b"").headers
