from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any, get_type_hints
from unittest.mock import Mock, create_autospec

import pytest

from azure_functions_lite._body import WithBody
from azure_functions_lite._fields import FromDict, WireValue, field, read, wire
from azure_functions_lite._parse import integer, text, timestamp


class Message(WithBody, WireValue):
    """A message with a field of every kind."""

    _secrets = WithBody._secrets | {"key"}

    id: str | None = wire("Id", text)
    """Identifier."""
    count: int | None = wire("DequeueCount", integer)
    """Times handed out."""
    time: datetime | None = wire("EnqueuedTime", timestamp)
    """When it came."""
    key: str | None = wire("Key", text)
    """A secret."""
    _body: str | bytes | None = field(default=None, alias="body")
    state: int = wire("State", integer, default=7)
    """A field with a default of its own."""
    label: str = field(default="")
    """A field that the host has no name for."""


class LongMessage(Message):
    pages: int | None = wire("Pages", integer)
    """Pages."""


class RenamedMessage(Message):
    """Declares nothing."""


class OwnMessage(Message):
    """Has a constructor of its own, which does not call ours."""

    pages: int | None = wire("Pages", integer)
    """Pages."""

    def __init__(self, given: int) -> None:
        vars(self)["given"] = given  # a checker takes the class for a frozen one

    @property  # type: ignore[misc]  # a checker takes the field for an attribute, where there is a property
    def label(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # as above
        return f"label {vars(self)['given']}"

    def get_body(self) -> bytes:
        return b"own"


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
    assert list(parameters) == ["id", "count", "time", "key", "body", "state", "label"]
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert parameters["state"].default == 7
    assert parameters["count"].annotation == "int | None"
    assert parameters["body"].annotation == "str | bytes | None"
    assert Message.__init__.__qualname__ == "Message.__init__"
    assert Message.__init__.__module__ == Message.__module__


def test_unknown_keywords_and_positions_are_refused() -> None:
    with pytest.raises(TypeError, match=r"Message\.__init__\(\) got an unexpected keyword argument 'idd'"):
        Message(**UNKNOWN)
    positions: list[Any] = ["a"]
    with pytest.raises(TypeError, match=r"takes 1 positional argument but 2 were given"):
        Message(*positions)


def test_type_hints() -> None:
    hints = get_type_hints(Message.__init__)
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
    assert get_type_hints(prop.fget) == {"return": datetime | None}


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
    assert read(LongMessage, FromDict({"Pages": "3", "Id": "a"})) == {"pages": 3, "id": "a"}
    assert read(Message, FromDict({"Pages": "3", "Id": "a"})) == {"id": "a"}


def test_a_subclass_may_add_nothing() -> None:
    assert RenamedMessage(id="a").id == "a"
    assert repr(RenamedMessage(id="a")) == "RenamedMessage(id='a', body=<bytes of length 0>, state=7, label='')"
    assert inspect.signature(RenamedMessage) == inspect.signature(Message)


def test_a_subclass_may_have_a_constructor_and_properties_of_its_own() -> None:
    message = OwnMessage(5)
    assert (message.id, message.count, message.pages, message.state) == (None, None, None, 7)
    assert message.get_body() == b"own"
    assert message.label == "label 5"
    assert repr(message) == "OwnMessage(body=<bytes of length 3>, state=7, label='label 5')"
    assert message == OwnMessage(5)
    assert message != OwnMessage(6)


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
        repr(message) == "Message(id='a', count=0, key=<str of length 7>, body=<bytes of length 0>, state=7, label='')"
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
