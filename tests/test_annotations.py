"""Tests of what `meta.py` makes of the annotations of a function's parameters."""

from __future__ import annotations

import collections
import collections.abc
import types
import typing
from typing import Annotated, Any, NewType, Protocol, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._typing import accepts, instances_hold_several, takes_list
from azure_functions_lite.context import Out
from azure_functions_lite.meta import BUILT_IN, InConverter, OutConverter, is_iterable_type_annotation, registry

T = TypeVar("T")
Name = NewType("Name", str)
# As values: a checker would rather have them in annotations, and spelt the modern way.
Union: Any = typing.Union
Optional: Any = typing.Optional
List: Any = typing.List  # noqa: UP006  # what older code has
Dict: Any = typing.Dict  # noqa: UP006  # as above
Tuple: Any = typing.Tuple  # noqa: UP006  # as above
Callable: Any = typing.Callable


class Message:
    pass


class LongMessage(Message):
    pass


class Readable(Protocol):
    def read(self) -> bytes: ...


class Words(list[str]):
    pass


class Odd(type):
    def __eq__(cls, other: object) -> bool:
        return True

    __hash__ = type.__hash__


class OddMessage(Message, metaclass=Odd):
    pass


ONE: list[Any] = [
    Message,
    LongMessage,
    Optional[Message],
    Message | None,
    None | Message,
    Union[Message, None],
    Union[Message, LongMessage],
    Message | LongMessage | None,
    Annotated[Message, "note"],
    Optional[Annotated[Message, "note"]],
    Annotated[Message | None, "note"],
    OddMessage,
]

MANY: list[Any] = [
    List[Message],
    list[Message],
    list[LongMessage],
    typing.Sequence[Message],
    collections.abc.Sequence[Message],
    typing.Iterable[Message],
    collections.abc.Iterator[Message],
    set[Message],
    collections.deque[Message],
    Tuple[Message, ...],
    tuple[Message, ...],
    tuple[Message, LongMessage],
    Optional[List[Message]],
    list[Message] | None,
    list[Message | None],
    list[Optional[Message]],
    list[Annotated[Message, "note"]],
    Annotated[list[Message], "note"],
    Union[list[Message], tuple[Message, ...]],
]

BARE: list[Any] = [list, tuple, set, List, typing.Iterable, collections.abc.Sequence, Words]

NEITHER: list[Any] = [
    *(str, int, object, type, type(None), None, Any, 5, "x", "Message", b"x", (), [], {}, Ellipsis, NotImplemented),
    *(Message(), Message | str, Union[Message, str], Optional[str], Union[Message, Any], typing.ForwardRef("Message")),
    *(Name, T, List[T], list[Any], list["Message"], list[list[Message]], list[str], list[Message | str]),
    *(dict, Dict[str, Message], dict[str, Message], typing.Mapping[str, Message], collections.abc.Mapping),
    *(Callable, collections.abc.Callable[[Message], Message], type[Message], typing.Literal["x"]),
    *(typing.Generic, Protocol, Readable, Out, Out[Message], typing.ClassVar[Message], typing.NoReturn),
    *(tuple[Message, str], collections.abc.Generator[Message, None, None], types.SimpleNamespace, len, lambda: None),
]


@pytest.mark.parametrize("annotation", ONE, ids=repr)
def test_one(annotation: object) -> None:
    assert accepts(annotation, (Message,)) is True
    assert accepts(annotation, (int, Message)) is True
    assert accepts(annotation, (Message,), many=instances_hold_several) is True
    assert accepts(annotation, (int,), many=instances_hold_several) is False


@pytest.mark.parametrize("annotation", MANY, ids=repr)
def test_many(annotation: object) -> None:
    assert accepts(annotation, (Message,)) is False
    assert accepts(annotation, (Message,), many=instances_hold_several) is True
    assert accepts(annotation, (int,), many=instances_hold_several) is False


@pytest.mark.parametrize("annotation", BARE, ids=repr)
def test_many_of_who_knows_what(annotation: object) -> None:
    assert accepts(annotation, (Message,)) is False
    assert accepts(annotation, (Message,), many=instances_hold_several) is True


@pytest.mark.parametrize("annotation", NEITHER)
def test_neither(annotation: object) -> None:
    assert accepts(annotation, (Message,)) is False
    assert accepts(annotation, (Message,), many=instances_hold_several) is False


@pytest.mark.parametrize(
    ("annotation", "kinds", "accepted"),
    [
        (str, (str, bytes), True),
        (str | bytes, (str, bytes), True),
        (str | bytes | int, (str, bytes), False),
        (dict, (collections.abc.Mapping,), True),
        (dict[str, str], (collections.abc.Mapping,), True),
        (list[dict[str, str]], (collections.abc.Mapping,), True),
        (list[bytes], (bytes,), True),
        (bytearray, (int,), False),
        (object, (object,), True),
    ],
    ids=repr,
)
def test_several_kinds(annotation: object, kinds: tuple[type, ...], accepted: bool) -> None:
    assert accepts(annotation, kinds, many=instances_hold_several) is accepted


class Fields(typing.TypedDict):
    name: str


LISTS: list[Any] = [
    *(
        List,
        list,
        typing.Iterable,
        typing.Sequence,
        typing.MutableSequence,
        typing.Collection,
        collections.abc.Iterable,
    ),
    *(collections.abc.Sequence, collections.abc.Reversible, collections.abc.Container, collections.abc.Sized),
]
NO_LISTS: list[Any] = [
    *(set, frozenset, collections.deque, typing.Iterator, collections.abc.Generator),
    *(dict, str, bytes, object, type, Fields, Readable),
]


@pytest.mark.parametrize("annotation", LISTS, ids=repr)
def test_what_a_list_is(annotation: Any) -> None:
    assert accepts(annotation, (Message,), many=takes_list) is True
    assert accepts(optional(annotation), (Message,), many=takes_list) is True


@pytest.mark.parametrize("annotation", LISTS[:6], ids=repr)
def test_a_list_of_messages(annotation: Any) -> None:
    assert accepts(annotation[Message], (Message,), many=takes_list) is True
    assert accepts(annotation[Message] | None, (Message,), many=takes_list) is True
    assert accepts(annotation[int], (Message,), many=takes_list) is False


@pytest.mark.parametrize("annotation", [*NO_LISTS, tuple[Message, ...], set[Message]], ids=repr)
def test_what_no_list_is(annotation: Any) -> None:
    assert accepts(annotation, (Message,), many=takes_list) is False


@pytest.mark.parametrize("annotation", MANY, ids=repr)
def test_is_iterable_type_annotation(annotation: object) -> None:
    assert is_iterable_type_annotation(annotation, Message) is True
    assert is_iterable_type_annotation(annotation, (int, Message)) is True
    assert is_iterable_type_annotation(annotation, int) is False


@pytest.mark.parametrize("annotation", [*ONE, *BARE, *NEITHER])
def test_is_not_an_iterable_type_annotation(annotation: object) -> None:
    assert is_iterable_type_annotation(annotation, Message) is False


def optional(annotation: object) -> object:
    try:
        return Optional[annotation]
    except TypeError:
        return annotation


def any_annotation() -> st.SearchStrategy[object]:
    leaves = st.sampled_from([*ONE, *MANY, *BARE, *NEITHER])
    generics = st.sampled_from([list, dict, tuple, set, type, str, Out])

    def wrap(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        several = st.lists(inner, max_size=3).map(tuple)
        return st.one_of(st.builds(types.GenericAlias, generics, several), inner.map(optional), several)

    return st.recursive(leaves, wrap, max_leaves=6)


@given(any_annotation())
def test_every_annotation_is_accepted_or_not(annotation: object) -> None:
    for many in (None, instances_hold_several, takes_list):
        assert accepts(annotation, (Message, str), many=many) in (True, False)
    assert is_iterable_type_annotation(annotation, Message) in (True, False)


@given(any_annotation())
def test_no_converter_fails_on_an_annotation(annotation: object) -> None:
    for name in BUILT_IN:
        converter = registry.get(name)
        assert converter is not None
        if issubclass(converter, InConverter):
            assert converter.check_input_type_annotation(annotation) in (True, False)
        if issubclass(converter, OutConverter):
            assert converter.check_output_type_annotation(annotation) in (True, False)
