"""Annotations of a tool's parameters, and what a client is told about the arguments."""

from __future__ import annotations

import collections.abc
import datetime
import enum
import ipaddress
import json
import os
import pathlib
import typing
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar, Union

import pytest
from typing_extensions import TypeAliasType

import azure_functions_lite as func


class Text(enum.Enum):
    A = "a"
    B = "b"


class Number(enum.IntEnum):
    ONE = 1


class Mixed(enum.Enum):
    A = "a"
    ONE = 1


class Empty(enum.Enum):
    pass


@dataclass
class Point:
    x: int


class Options(TypedDict):
    x: int


class Pair(NamedTuple):
    x: int


class Speaker(Protocol):
    def speak(self) -> None: ...


class OwnText(str):
    __slots__ = ()


class OwnList(list[int]):
    pass


T = TypeVar("T")
Size = NewType("Size", int)
Names = TypeAliasType("Names", list[str])


def told(annotation: object) -> list[object]:
    """Type, whether it is an array and whether it is required, for an argument with an annotation."""

    def tool(argument: object) -> None: ...

    tool.__annotations__ = {"argument": annotation}
    [row] = describe(tool)
    return [row["propertyType"], row["isArray"], row["isRequired"]]


def describe(tool: Any) -> list[dict[str, Any]]:
    app = func.FunctionApp()
    app.mcp_tool()(tool)
    [function] = app.get_functions()
    rows: list[dict[str, Any]] = json.loads(function.get_bindings_dict()["bindings"][0]["toolProperties"])
    return rows


SCALARS: list[tuple[object, str]] = [
    (int, "integer"),
    (bool, "boolean"),
    (float, "number"),
    (Decimal, "number"),
    (str, "string"),
    (OwnText, "string"),
    (bytes, "string"),
    (datetime.datetime, "string"),
    (datetime.date, "string"),
    (datetime.time, "string"),
    (datetime.timedelta, "string"),
    (uuid.UUID, "string"),
    (pathlib.Path, "string"),
    (os.PathLike, "string"),
    (ipaddress.IPv4Address, "string"),
    (Text, "string"),
    (Number, "integer"),
    (Mixed, "string"),
    (Empty, "string"),
    (Literal["a", "b"], "string"),
    (Literal[1, 2], "integer"),
    (Literal[True], "boolean"),
    (Literal["a", 1], "string"),
    (dict, "object"),
    (dict[str, int], "object"),
    (typing.Dict[str, int], "object"),  # noqa: UP006  # the older spelling is another object
    (collections.abc.Mapping[str, int], "object"),
    (Options, "object"),
    (Point, "object"),
    (Speaker, "object"),
    (object, "object"),
    (func.HttpRequest, "object"),
    (Any, "string"),
    (T, "string"),
    (5, "string"),
    (Size, "integer"),
    (int | float, "number"),
    (Union[int, float], "number"),  # noqa: UP007  # this spelling, too
    (int | str, "string"),
    (int | bool, "string"),
    (int | list[int], "string"),
    (Annotated[int, "a number"], "integer"),
    (Annotated[Annotated[int, 5], "a number"], "integer"),
]


@pytest.mark.parametrize(("annotation", "kind"), SCALARS, ids=repr)
def test_scalars(annotation: object, kind: str) -> None:
    assert told(annotation) == [kind, False, True]


@pytest.mark.parametrize(("annotation", "kind"), [each for each in SCALARS if each[0] != 5], ids=repr)
def test_optional_scalars(annotation: Any, kind: str) -> None:
    assert told(Optional[annotation]) == [kind, False, False]  # noqa: UP045  # this spelling, too
    if annotation is not Any:
        assert told(Annotated[Union[annotation, None], "something"]) == [kind, False, False]  # noqa: UP007  # as above


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (list, "string"),
        (list[int], "integer"),
        (typing.List[int], "integer"),  # noqa: UP006  # the older spelling is another object
        (typing.List, "string"),  # noqa: UP006  # as above
        (list[dict[str, Any]], "object"),
        (list[int | None], "integer"),
        (list[Text], "string"),
        (list[list[int]], "string"),
        (list[Any], "string"),
        (collections.abc.Sequence[float], "number"),
        (collections.abc.Iterable[int], "integer"),
        (typing.Collection[int], "integer"),
        (set[int], "integer"),
        (frozenset[bool], "boolean"),
        (collections.abc.Set[int], "integer"),
        (tuple, "string"),
        (tuple[int, ...], "integer"),
        (tuple[int, float], "number"),
        (tuple[int, str], "string"),
        (Pair, "string"),
        (OwnList, "string"),
        (Names, "string"),
        (list[Size] | tuple[int, ...], "integer"),
    ],
    ids=repr,
)
def test_arrays(annotation: Any, kind: str) -> None:
    assert told(annotation) == [kind, True, True]
    assert told(Optional[annotation]) == [kind, True, False]  # noqa: UP045  # this spelling, too


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (int | None, ["integer", False, False]),
        (list[int] | None, ["integer", True, False]),
        (Literal["a", None], ["string", False, False]),  # noqa: PYI061  # this spelling, too
        (Union[int, str, None], ["string", False, False]),  # noqa: UP007  # this spelling, too
        (None, ["string", False, True]),
        ("int", ["integer", False, True]),
        ("int | None", ["integer", False, False]),
        ("list[Size]", ["integer", True, True]),
        ("Optional[Point]", ["object", False, False]),
        ("typing.Optional['datetime.date']", ["string", False, False]),
        ("Nowhere", ["string", False, True]),
        ("the name of it", ["string", False, True]),
        ("1 / 0", ["string", False, True]),
    ],
    ids=repr,
)
def test_other_annotations(annotation: object, expected: list[object]) -> None:
    assert told(annotation) == expected


def test_annotations_of_the_future() -> None:
    def tool(number: int, listed: list[float], when: datetime.date | None, point: Point, new: bool = True) -> None: ...

    rows = describe(tool)
    assert tool.__annotations__["number"] == "int"
    assert [tuple(row.values()) for row in rows] == [
        ("number", "integer", "", False, True),
        ("listed", "number", "", True, True),
        ("when", "string", "", False, False),
        ("point", "object", "", False, True),
        ("new", "boolean", "", False, False),
    ]


def test_without_annotations() -> None:
    def tool(plain: str, optional: int = 5) -> None: ...

    tool.__annotations__.clear()
    assert [tuple(row.values()) for row in describe(tool)] == [
        ("plain", "string", "", False, True),
        ("optional", "string", "", False, False),
    ]


def test_one_annotation_that_is_unknown_spoils_no_other() -> None:
    def tool(unknown: int, number: int) -> None: ...

    tool.__annotations__["unknown"] = "Nowhere"
    assert [row["propertyType"] for row in describe(tool)] == ["string", "integer"]


@pytest.mark.parametrize(
    ("annotation", "description"),
    [
        (Annotated[int, "the count"], "the count"),
        (Annotated[int, 5, "the count", "and more"], "the count"),
        (Annotated[int, 5], ""),
        (Optional[Annotated[int, "the count"]], "the count"),  # noqa: UP045  # another object than with `|`
        (Annotated[int | None, "the count"], "the count"),
        (Union[int, Annotated[float, "the count"]], "the count"),  # noqa: UP007  # as above
        (list[Annotated[int, "one of them"]], ""),
        ("Annotated[int, 'the count']", "the count"),
    ],
    ids=repr,
)
def test_descriptions(annotation: object, description: str) -> None:
    def tool(argument: object) -> None: ...

    tool.__annotations__ = {"argument": annotation}
    assert describe(tool)[0]["description"] == description


def test_a_property_comes_before_the_annotation() -> None:
    def tool(count: Annotated[int, "the count"]) -> None: ...

    assert describe(func.FunctionApp().mcp_tool_property("count", "How many.")(tool))[0]["description"] == "How many."


@pytest.mark.parametrize("kind", [func.Context, func.MCPToolContext])
def test_what_is_not_an_argument(kind: Any) -> None:
    def tool(argument: object, size: int) -> None: ...

    for annotation in (kind, Optional[kind], Annotated[kind, "it"], type("Own", (kind,), {})):  # noqa: UP045  # as above
        tool.__annotations__["argument"] = annotation
        assert [row["propertyName"] for row in describe(tool)] == ["size"]


def test_a_class_of_the_same_name_is_an_argument() -> None:
    assert told(type("Context", (), {})) == ["object", False, True]
