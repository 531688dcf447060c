"""Queues."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, cast

from ..asked import decoding, encoding, sends
from ..outcomes import Difference, Failure, failed
from ..packages import Case, Make, Raw
from ..table import row, shows

_put = partial(encoding, "queue")


def _is_binary(item: object) -> bool:
    content = item.arguments.get("body") if isinstance(item, Make) else item
    return isinstance(content, (bytes, bytearray))


@row(
    shows(decoding("queueTrigger", Raw('{"a": 1}', "json")), "", NotImplementedError, {"body": b'{"a": 1}'}),
    decode="queueTrigger",
    turns="NotImplementedError -> QueueMessage",
)
def queue_json_datum(it: Difference) -> bool:
    """`"json"` for `queueTrigger`
    raises `NotImplementedError` -> has the JSON text as body
    the host may send a message in this form"""
    return it.kind == "json"


@row(
    shows(Case("read", "QueueMessage", Make("QueueMessage", {"body": 5})), "", TypeError, {"id": None}),
    turns="TypeError ValueError -> object",
)
def queue_message_body(it: Difference) -> bool:
    """`QueueMessage(body=5)`, or text that UTF-8 cannot encode
    raises an error -> raises it when the body is read
    all messages share one fast constructor"""
    body = it.argument("body")
    return (
        it.case.subject == "QueueMessage"
        and not it.path
        and not isinstance(body, (bytes, bytearray, type(None)))
        and isinstance(it.official, Failure)
        and failed(it.mine("body"), it.official.family)
    )


@row(
    shows(_put({"a": 1}), "", sends('["a"]'), sends('{"a": 1}')),
    shows(_put([{"a": 1}]), "", NotImplementedError, sends('[{"a": 1}]')),
)
def queue_encode_mapping(it: Difference) -> bool:
    """a dict for a `queue` output, alone or in a list
    sends its keys; raises `NotImplementedError` in a list -> sends it as a JSON object
    that is the intention"""
    given: Any = it.case.given
    if not it.encodes("queue"):
        return False
    if isinstance(given, dict):
        return it.ours == sends(json.dumps(given))
    holds_dict = isinstance(given, (list, tuple)) and any(
        isinstance(item, dict) for item in cast("list[object]", given)
    )
    return holds_dict and it.turns("NotImplementedError", "tuple")


@row(
    shows(_put([b"a"]), "", NotImplementedError, sends('["a"]')),
    shows(_put([b"\xff"]), "", NotImplementedError, ValueError),
    shows(_put(bytearray(b"a")), "", NotImplementedError, sends(b"a", "bytes")),
)
def queue_encode_bytes(it: Difference) -> bool:
    """bytes in a list for a `queue` output; a `bytearray`
    raises `NotImplementedError` -> sends UTF-8 as text, and raises `ValueError` for other bytes; a `bytearray` is bytes
    the annotation `List[bytes]` is accepted"""
    given: Any = it.case.given
    if not it.encodes("queue"):
        return False
    if isinstance(given, bytearray):
        return it.ours == sends(bytes(given), "bytes")
    return (
        isinstance(given, (list, tuple))
        and any(isinstance(item, (bytes, bytearray)) for item in cast("list[object]", given))
        and it.turns("NotImplementedError", "tuple ValueError")
    )


@row(
    shows(_put(Make("QueueMessage", {"body": b"\xff"})), "", ValueError, sends(b"\xff", "bytes")),
    encode="queue",
    turns="ValueError -> anything",
)
def queue_encode_binary_body(it: Difference) -> bool:
    r"""`QueueMessage(body=b"\xff")` as the value of a `queue` output
    raises `UnicodeDecodeError` -> sends the bytes
    a queue can store them"""
    given = it.case.given
    return isinstance(given, Make) and _is_binary(given) and it.ours == sends(given.arguments["body"], "bytes")
