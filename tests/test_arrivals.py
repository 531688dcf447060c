"""What arrives for an output: each Datum goes through what the host does with it, as far as its source says."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure_functions_lite as func
from azure_functions_lite.errors import DataError
from azure_functions_lite.meta import Datum

COLLECTORS = {
    "queue": bytes,
    "eventHub": bytes,
    "serviceBus": str,
    "kafka": str,
    "cosmosDB": dict,
    "sql": dict,
    "mysql": dict,
}
"""What the collector of an output takes. Source: the extensions' ``AddBindingRule``, and the host's default."""

OBJECT = json.dumps({"id": 7}, indent=2)
WHEN = "2024-05-17T10:30:00.500+02:00"


class HostError(Exception):
    """The host fails the invocation."""


def encode(binding: str, value: object) -> Datum:
    converter: Any = func.get_binding_registry().get(binding)
    datum: Datum = converter.encode(value, expected_type=None)
    return datum


def sent(binding: str, value: object) -> list[object]:
    """Return the messages that arrive. Source: azure-functions-host, ``FunctionBinding`` and ``ExtensionBinding``."""
    datum = encode(binding, value)
    return [as_item(item, COLLECTORS[binding]) for item in items_of(datum)]


def items_of(datum: Datum) -> list[object]:
    content: object = datum.value
    if datum.type == "string":
        stripped = content.strip() if isinstance(content, str) else ""
        if stripped[:1] + stripped[-1:] not in ("{}", "[]"):
            return [content]
        try:
            content = json.loads(stripped)
        except ValueError as error:
            raise HostError("JsonReaderException") from error
        content = with_other_dates(content)
    elif datum.type == "json":
        content = json.loads(datum.value)
    return cast("list[object]", content) if isinstance(content, list) else [content]


def with_other_dates(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT.+", value):
        return f"{value}, rewritten"
    if isinstance(value, dict):
        return {name: with_other_dates(item) for name, item in cast("dict[str, object]", value).items()}
    return [with_other_dates(item) for item in cast("list[object]", value)] if isinstance(value, list) else value


def as_item(item: object, kind: type[object]) -> object:
    if kind is dict:
        if not isinstance(item, dict):
            raise HostError("cannot convert to JObject")
        return cast("object", item)
    if isinstance(item, bytes):
        return item if kind is bytes else "System.Byte[]"
    if isinstance(item, (dict, list)):
        item = json.dumps(item, indent=2)
    text = str(item) if item is not None else ""
    return text.encode() if kind is bytes else text


MESSAGES = ["queue", "eventHub", "serviceBus", "kafka"]
TEXTUAL = ["serviceBus", "kafka"]


def plain(messages: list[object]) -> list[str]:
    return [message.decode() if isinstance(message, bytes) else str(message) for message in messages]


@pytest.mark.parametrize("binding", MESSAGES)
@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        ("tea", ["tea"]),
        ("", [""]),
        ("5", ["5"]),
        ("[INFO] started [ok]", ["[INFO] started [ok]"]),
        (" {name} ", [" {name} "]),
        ('{"id": 7}\n{"id": 8}', ['{"id": 7}\n{"id": 8}']),
        ("[{'id': True}]", ["[{'id': True}]"]),
        ('{"id": 7}', [OBJECT]),
        ('["a", {"id": 7}]', ["a", OBJECT]),
        ("[]", []),
        (json.dumps([WHEN]), [WHEN]),
        (json.dumps({"at": WHEN}), [json.dumps({"at": WHEN}, indent=2)]),
        ({"at": WHEN}, [json.dumps({"at": WHEN}, indent=2)]),
        ({"for": timedelta(hours=1)}, [json.dumps({"for": "01:00:00"}, indent=2)]),
        (["[a]", '["b"]', "{c}", '{"id": 7}', b"[1]"], ["[a]", '["b"]', "{c}", '{"id": 7}', "[1]"]),
        (b"tea", ["tea"]),
        (b"[1, 2]", ["[1, 2]"]),
        (b'{"id": 7}', ['{"id": 7}']),
        (bytearray(b"{"), ["{"]),
    ],
    ids=repr,
)
def test_messages(binding: str, value: object, arrives: list[str]) -> None:
    assert plain(sent(binding, value)) == arrives


@pytest.mark.parametrize("binding", ["queue", "eventHub"])
def test_bytes_arrive_as_they_are(binding: str) -> None:
    assert sent(binding, b"[\xff]") == [b"[\xff]"]


@pytest.mark.parametrize("binding", TEXTUAL)
def test_bytes_that_cannot_arrive_are_rejected(binding: str) -> None:
    with pytest.raises(
        DataError,
        match=rf"^cannot encode {binding}: expected UTF-8, because the host sends only text, got bytes of length 1$",
    ):
        sent(binding, b"\xff")


@pytest.mark.parametrize(
    ("value", "arrives"),
    [(5, "5"), (2**70, str(2**70)), (1.5, "1.5"), (1e20, "1e+20"), (True, "true"), (False, "false")],
    ids=repr,
)
def test_numbers_for_event_hubs_arrive_as_json(value: object, arrives: str) -> None:
    assert plain(sent("eventHub", value)) == [arrives]


@pytest.mark.parametrize("binding", ["cosmosDB", "sql", "mysql"])
@pytest.mark.parametrize("value", [{"at": WHEN}, [{"at": WHEN}], func.Document(at=WHEN)], ids=["dict", "list", "class"])
def test_documents_and_rows_arrive_with_their_dates(binding: str, value: object) -> None:
    assert sent(binding, value) == [{"at": WHEN}]


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("[]{}\"',:1a ")


def is_array(text: str) -> bool:
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False


@given(TEXT.filter(lambda text: not is_array(text)))
def test_no_text_fails_or_is_several(text: str) -> None:
    for binding in MESSAGES:
        try:
            arrived = plain(sent(binding, text))
        except HostError:
            # JSON to .NET alone, which this model of the host cannot parse.
            assert encode(binding, text) == Datum(text, "string")
            continue
        assert len(arrived) == 1
        if arrived != [text]:
            assert json.loads(arrived[0]) == json.loads(text)


@given(st.lists(TEXT))
def test_lists_of_texts_arrive_as_they_are(texts: list[str]) -> None:
    for binding in MESSAGES:
        assert plain(sent(binding, texts)) == texts


@given(st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_text_in_bytes_arrives_as_it_is(content: bytes) -> None:
    for binding in MESSAGES:
        assert plain(sent(binding, content)) == [content.decode()]


@pytest.mark.parametrize(
    ("text", "is_parsed"),
    [
        ("tea", False),
        ("", False),
        ("3 items", False),
        ("[INFO]", False),
        ('{"body": "x", "status": 500}', True),
        ("{'body': 'x'}", True),
        ('["a"]', True),
        ('"x"', True),
        ("true", True),
        ("1.50", True),
        (" null ", True),
    ],
)
def test_http_text_is_never_parsed_by_the_host(text: str, is_parsed: bool) -> None:
    datum = encode("http", text)
    if not is_parsed:
        assert datum == Datum(text, "string")
        return
    assert datum.type == "http"
    assert datum.value == {
        "status_code": Datum("200", "string"),
        "headers": {"content-type": Datum("text/plain; charset=utf-8", "string")},
        "cookies": None,
        "body": Datum(text.encode(), "bytes"),
    }


def test_an_empty_http_body_is_bytes() -> None:
    """Without a body the host would leave out status and headers, too."""
    assert encode("http", func.HttpResponse(status_code=204)).value["body"] == Datum(b"", "bytes")


@pytest.mark.parametrize("value", [None, "Malmö", 5, True, [1], {"a": 1}], ids=repr)
def test_activity_results_are_json(value: object) -> None:
    datum = encode("activityTrigger", value)
    assert datum.type == "json"
    assert json.loads(datum.value) == value
