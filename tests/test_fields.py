"""Fields of messages: a line in a class makes the keyword, the attribute and what is read."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any, get_type_hints
from unittest.mock import Mock, create_autospec

import pytest

from azure_functions_lite._bindings import messages
from azure_functions_lite._bindings.batches import Rows
from azure_functions_lite._bindings.fields import Field, WireValue, fields_of, required, wire
from azure_functions_lite._bindings.messages import message_in
from azure_functions_lite._wire.scalars import anything, integer, mapping, text, timestamp
from azure_functions_lite.errors import DataError, FieldError, InvalidJSONError
from azure_functions_lite.queue import QueueMessage


class Message(messages.Message):
    """A message with a field of every kind."""

    _secrets = messages.Message._secrets | {"key"}

    id: str | None = wire("Id", text)
    """Identifier."""
    count: int | None = wire("DequeueCount", integer)
    """Times handed out."""
    time: datetime | None = wire("EnqueuedTime", timestamp)
    """When it came."""
    key: str | None = wire("Key", text)
    """A secret."""
    state: int = wire("State", integer, default=7)
    """A field with its own default."""
    label: str = wire("Label", text, default="")
    """Another one."""


class LongMessage(Message):
    pages: int | None = wire("Pages", integer)
    """Pages."""


class Parcel(WireValue):
    """Has fields that must be given, and its own dicts."""

    id: str = required("id", text)
    """Identifier."""
    content: Any = wire("content", anything)
    """Whatever it is."""
    labels: dict[str, Any] = wire("labels", mapping, default={})
    """Labels."""
    notes: dict[str, Any] = wire("notes", mapping, default={})
    """Notes."""


class RenamedMessage(Message):
    """Declares nothing."""


class OwnMessage(LongMessage):
    """Has its own constructor, which does not call ours."""

    def __init__(self, given: int) -> None:
        self.given = given

    @property
    def label(self) -> str:  # type: ignore[override]  # only a stub tells checkers that a field is a property
        return f"label {self.given}"

    def get_body(self) -> bytes:
        return b"own"


class OwnLongMessage(Message):
    """Has its own constructor, and a field besides."""

    pages: int | None = wire("Pages", integer)
    """Pages."""

    def __init__(self, given: int) -> None:
        self.given = given


# Given through this, a checker does not report the keyword that is the point of the test.
UNKNOWN: dict[str, Any] = {"idd": "a"}


def test_the_constructor_takes_every_field_by_keyword() -> None:
    message = Message(id="a", count=1, time=datetime(2020, 1, 31), key="k", body=b"b", state=2, label="l")
    assert (message.id, message.count, message.time, message.key) == ("a", 1, datetime(2020, 1, 31), "k")
    assert (message.get_body(), message.state, message.label) == (b"b", 2, "l")


def test_every_field_has_a_default() -> None:
    message = Message()
    assert (message.id, message.count, message.time, message.key) == (None, None, None, None)
    assert (message.get_body(), message.state, message.label) == (b"", 7, "")


def test_the_signature_is_real() -> None:
    parameters = inspect.signature(Message).parameters
    assert list(parameters) == ["body", "trigger_metadata", "id", "count", "time", "key", "state", "label"]
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert parameters["state"].default == 7
    assert parameters["count"].annotation == "int | None"
    assert parameters["body"].annotation == str | bytes | None
    assert Message.__init__.__qualname__ == "Message.__init__"
    assert Message.__init__.__module__ == Message.__module__


def test_unknown_keywords_and_positions_are_rejected() -> None:
    with pytest.raises(TypeError, match=r"Message\.__init__\(\) got an unexpected keyword argument 'idd'"):
        Message(**UNKNOWN)
    positions: list[Any] = ["a"]
    with pytest.raises(TypeError, match=r"takes 1 positional argument but 2 were given"):
        Message(*positions)


def test_type_hints() -> None:
    hints = get_type_hints(Message.__init__)
    del hints["trigger_metadata"]
    assert hints == {
        "id": str | None,
        "count": int | None,
        "time": datetime | None,
        "key": str | None,
        "body": str | bytes | None,
        "state": int,
        "label": str,
    }
    assert get_type_hints(Message)["time"] == datetime | None
    prop = vars(Message)["time"]
    assert isinstance(prop, property)
    assert isinstance(prop, Field)
    assert [field.host for field in fields_of(Message)] == [
        "Id",
        "DequeueCount",
        "EnqueuedTime",
        "Key",
        "State",
        "Label",
    ]


@pytest.mark.parametrize("name", ["id", "count", "time", "key", "state", "label"])
def test_attributes_are_read_only(name: str) -> None:
    message = Message()
    with pytest.raises(AttributeError):
        setattr(message, name, None)
    with pytest.raises(AttributeError):
        delattr(message, name)


def test_a_subclass_adds_fields() -> None:
    message = LongMessage(id="a", pages=3)
    assert (message.id, message.pages, message.state) == ("a", 3, 7)
    assert list(inspect.signature(LongMessage).parameters)[-2:] == ["label", "pages"]
    assert not hasattr(Message, "pages")
    assert "pages" not in inspect.signature(Message).parameters
    assert get_type_hints(LongMessage.__init__)["time"] == datetime | None
    assert message_in(LongMessage, Rows([{"Pages": "3", "Id": "a"}])) == LongMessage(pages=3, id="a")
    assert message_in(Message, Rows([{"Pages": "3", "Id": "a"}])) == Message(id="a")


def test_a_subclass_may_add_nothing() -> None:
    assert RenamedMessage(id="a").id == "a"
    assert repr(RenamedMessage(id="a")) == "RenamedMessage(body=<bytes of length 0>, id='a', state=7, label='')"
    assert inspect.signature(RenamedMessage) == inspect.signature(Message)


def test_a_subclass_may_have_its_own_constructor_and_properties() -> None:
    message = OwnMessage(5)
    assert (message.id, message.count, message.pages, message.state) == (None, None, None, 7)
    assert message.get_body() == b"own"
    assert message.label == "label 5"
    assert repr(message) == "OwnMessage(body=<bytes of length 3>, state=7, label='label 5')"
    assert message == OwnMessage(5)
    assert message != OwnMessage(6)


def test_a_message_without_our_constructor_has_an_empty_body() -> None:
    class Silent(Message):
        def __init__(self) -> None:
            pass

    assert Silent().get_body() == b""
    assert Silent().metadata is None


def test_a_subclass_with_fields_may_have_its_own_constructor() -> None:
    message = OwnLongMessage(5)
    assert (message.given, message.pages, message.state) == (5, None, 7)
    assert message_in(OwnLongMessage, Rows([{"Pages": "3"}])).pages == 3


def test_types_may_be_evaluated_in_the_module_of_a_base() -> None:
    def declared(module: str, kind: type, **field: Field) -> dict[str, Any]:
        return {"__module__": module, "__annotations__": dict.fromkeys(field, kind), **field}

    base: Any = type("Base", (WireValue,), declared("elsewhere", int, size=Field("Size", integer)))
    derived: Any = type("Derived", (base,), declared(__name__, str, note=Field("Note", text)))
    assert derived.__init__.__annotations__ == {"size": int, "note": str}


def test_a_class_may_take_keywords() -> None:
    class Base:
        color: str

        def __init_subclass__(cls, *, color: str, **keywords: Any) -> None:
            super().__init_subclass__(**keywords)
            cls.color = color

    class Colored(WireValue, Base, color="red"):
        pass

    assert Colored.color == "red"


def test_equality_and_hash() -> None:
    assert Message(id="a", count=1) == Message(id="a", count=1)
    assert Message(id="a") != Message(id="b")
    assert Message(id="a") != RenamedMessage(id="a")
    assert len({Message(id="a"), Message(id="a"), Message(id="b")}) == 2


def test_repr_hides_secrets_and_what_is_not_there() -> None:
    message = Message(id="a", key="hunter2", count=0)
    assert (
        repr(message) == "Message(body=<bytes of length 0>, id='a', count=0, key=<str of length 7>, state=7, label='')"
    )


def test_copies(duplicate: Callable[[Any], Any]) -> None:
    message = Message(id="a", time=datetime(2020, 1, 31, tzinfo=timezone.utc), body=b"b")
    again = duplicate(message)
    assert again == message
    assert again.get_body() == b"b"
    assert type(again) is Message
    assert duplicate(OwnMessage(5)) == OwnMessage(5)


def test_mocks_know_the_fields() -> None:
    mock = Mock(spec=Message)
    mock.count = 5
    assert isinstance(mock, Message)
    assert mock.count == 5
    assert not hasattr(mock, "nothing")


def test_autospec_knows_fields_and_constructor() -> None:
    spec = create_autospec(Message)
    assert spec(id="a").id is not None
    with pytest.raises(TypeError, match="idd"):
        spec(**UNKNOWN)
    instance = create_autospec(Message, instance=True)
    assert isinstance(instance, Message)
    assert not hasattr(instance, "nothing")


def test_the_class_shows_its_fields_to_help() -> None:
    assert {"id", "count", "time", "key", "state", "label"} <= set(dir(Message))
    assert "body" not in dir(Message)
    assert Message.__doc__ == "A message with a field of every kind."


def test_required_fields_must_be_given() -> None:
    nothing: dict[str, Any] = {}
    with pytest.raises(TypeError, match=r"missing 1 required keyword-only argument: 'id'"):
        Parcel(**nothing)
    assert inspect.signature(Parcel).parameters["id"].default is inspect.Parameter.empty
    assert Parcel(id="a").content is None


def test_each_has_its_own_dicts() -> None:
    one, other = Parcel(id="a"), Parcel(id="a")
    one.labels["b"] = 1
    one.notes["c"] = 2
    assert (other.labels, other.notes) == ({}, {})


def test_what_was_not_received_is_none_or_the_default() -> None:
    received = message_in(Parcel, Rows([{"content": [1]}]))
    assert [getattr(received, name) for name in ("id", "content", "labels")] == [None, [1], {}]


def test_from_json_is_the_inverse_of_to_json() -> None:
    parcel = Parcel(id="a", content={"b": [1]}, labels={"c": 2}, notes={"d": None})
    assert Parcel.from_json(parcel.to_json()) == parcel
    message = Message(id="a", time=datetime(2020, 1, 31), body=b"\xff", state=2, label="l")
    assert Message.from_json(message.to_json().encode()) == message


@pytest.mark.parametrize(
    ("document", "error", "message"),
    [
        (
            "[",
            InvalidJSONError,
            "cannot read Parcel: expected JSON, got str of length 1, Expecting value at character 1",
        ),
        ("[]", DataError, "cannot read Parcel: expected a JSON object, got list of length 0"),
        ("{}", FieldError, "cannot read Parcel: the field 'id' is missing"),
        (
            '{"id": "a", "label": {}, "key": 1}',
            DataError,
            "cannot read Parcel: expected the fields id, content, labels, notes, got key, label",
        ),
        ('{"id": "a", "labels": 5}', FieldError, "cannot read Parcel: field 'labels': expected a JSON object, got 5"),
        ('{"id": "a", "notes": 5}', FieldError, "cannot read Parcel: field 'notes': expected a JSON object, got 5"),
        (
            '{"id": "a", "content": {"__encoding": "base64", "value": "!"}}',
            FieldError,
            "cannot read Parcel: field 'content': expected base64, got str of length 1",
        ),
    ],
    ids=["no json", "no object", "required", "unknown", "wire", "field", "bytes"],
)
def test_from_json_says_what_it_cannot_read(document: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        Parcel.from_json(document)
    assert type(caught.value) is error
    assert str(caught.value) == message


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_of_pickle(protocol: int) -> None:
    message = Message(id="a", body=b"x")
    assert pickle.loads(pickle.dumps(message, protocol)) == message


class OwnQueueMessage(QueueMessage):
    note: str | None = wire("Note", text)
    """A field beside those that another module declares."""


def test_a_subclass_in_another_module_keeps_the_types_of_its_base() -> None:
    hints = get_type_hints(OwnQueueMessage.__init__)
    assert (hints["note"], hints["insertion_time"]) == (str | None, datetime | None)
