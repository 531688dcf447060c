"""The dicts of forms, in which a name may have several values."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from azure_functions_lite._wire.multidict import ImmutableMultiDict, MultiDict
from azure_functions_lite.errors import ArgumentTypeError

PAIRS = [("a", "1"), ("b", "x"), ("a", "2")]
EACH_KIND = pytest.mark.parametrize("kind", [MultiDict, ImmutableMultiDict])


@EACH_KIND
def test_what_it_is_made_of(kind: type[MultiDict[str]]) -> None:
    made = kind(PAIRS)
    assert made == kind({"a": ["1", "2"], "b": "x"}) == kind(made) == MultiDict(PAIRS) == ImmutableMultiDict(PAIRS)
    assert kind() == kind({}) == kind([])
    assert kind({"a": []}) == kind()


def test_a_value_may_be_a_list() -> None:
    assert MultiDict([("a", ["1", "2"])])["a"] == ["1", "2"]


def test_equality() -> None:
    assert MultiDict(PAIRS) != MultiDict([("a", "1"), ("b", "x")])
    assert not (MultiDict(PAIRS) != MultiDict(PAIRS))  # noqa: SIM202  # the operator under test
    assert MultiDict([("a", "1")]) != {"a": "1"}
    assert MultiDict([("a", "1")]) != [("a", "1")]
    # Others may say what they are equal to.
    assert MultiDict(PAIRS) == ANY


@EACH_KIND
def test_copies(kind: type[MultiDict[str]], duplicate: Callable[[Any], Any]) -> None:
    made = kind(PAIRS)
    other = duplicate(made)
    assert (other, type(other)) == (made, kind)
    copy = made.copy()
    assert (copy, type(copy)) == (made, MultiDict)
    copy.add("a", "3")
    assert made.getlist("a") == ["1", "2"]


def test_an_added_value_is_that_of_the_dict_if_it_is_the_first() -> None:
    made = MultiDict[str]()
    made.add("a", "1")
    made.add("a", "2")
    assert dict(made) == {"a": "1"}


def test_get_converts_the_first_value_only() -> None:
    made = MultiDict([("a", "x"), ("a", "2")])
    assert made.get("a", 0, type=int) == 0
    assert made.getlist("a", type=int) == [2]


def test_what_it_returns_is_its_own() -> None:
    made = MultiDict(PAIRS)
    made.getlist("a").clear()
    made.lists()[0][1].clear()
    made.listvalues()[0].clear()
    made.to_dict(flat=False)["a"].clear()
    assert made == MultiDict(PAIRS)


def test_the_dict_follows_every_change() -> None:
    made = MultiDict(PAIRS)
    made |= {"a": "3", "c": ["4", "5"]}
    made.update([("d", "6")], e="7")
    assert made.to_dict(flat=False) == {"a": ["1", "2", "3"], "b": ["x"], "c": ["4", "5"], "d": ["6"], "e": ["7"]}
    assert dict(made) == {"a": "1", "b": "x", "c": "4", "d": "6", "e": "7"}
    assert (made.setdefault("a", "9"), made.setdefault("f", "8")) == ("1", "8")
    assert (made.pop("a"), made.poplist("c"), made.poplist("c"), made.popitem()) == ("1", ["4", "5"], [], ("f", "8"))
    assert (made.getlist("a"), made.getlist("f")) == ([], [])
    made.setlist("b", [])
    made.setlist("z", [])
    del made["d"]
    assert json.loads(json.dumps(made)) == dict(made) == {"e": "7"}
    with pytest.raises(KeyError):
        del made["d"]
    with pytest.raises(KeyError):
        made.pop("d")
    made.clear()
    assert (made, made.lists()) == (MultiDict(), [])
    with pytest.raises(KeyError):
        made.popitem()


def test_an_immutable_one_says_what_to_do() -> None:
    made = ImmutableMultiDict(PAIRS)
    with pytest.raises(
        ArgumentTypeError, match=r"^this ImmutableMultiDict cannot be changed: change a copy\(\) of it$"
    ):
        made["a"] = "9"
    with pytest.raises(ArgumentTypeError):
        made.__ior__({"a": "9"})
    assert made == MultiDict(PAIRS)


def test_it_shows_names_only_and_not_too_many() -> None:
    assert repr(MultiDict(PAIRS)) == "MultiDict(a, b)"
    assert len(repr(ImmutableMultiDict((str(name), "") for name in range(1_000)))) == len("ImmutableMultiDict()") + 100
