"""The machinery of options, shown by rows and settings of the tests' own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from azure_functions_lite.decorators._options import Choice, ValueChoice, choose
from azure_functions_lite.decorators.core import (
    Binding,
    BindingDirection,
    DataType,
    DataTypeChoice,
    OutputBinding,
    Setting,
    Trigger,
)
from azure_functions_lite.decorators.function_app import Function
from azure_functions_lite.decorators.generic import GenericTrigger
from azure_functions_lite.decorators.utils import StringifyEnum
from azure_functions_lite.errors import ArgumentTypeError, ChoiceError, FunctionsError


class Size(StringifyEnum):
    SMALL = "S"
    LARGE = "ExtraLarge"


class Speed(StringifyEnum):
    SLOW = 1
    FAST = 2


class Parcel(Binding):
    address: str
    size: Choice[Size] = Choice(Size, "small")


class Stamped(Parcel):
    stamp: ValueChoice[Speed, int] = ValueChoice(Speed)


class ParcelTrigger(Stamped, Trigger, type="parcelTrigger"):
    weight: int = 1
    data_type: DataTypeChoice = DataTypeChoice()


class ParcelOutput(Parcel, OutputBinding, type="parcel"):
    _last = ("size", "address")
    _secret = "not an option"

    weight: int | None = None


class Renovated(ParcelTrigger, init=False):
    """Inherits the constructor."""


class ByHand(Trigger, type="byHand"):
    def __init__(self, name: str, *, size: int = 7) -> None:
        self.size = size
        super().__init__(name)


class Delivery(Setting, name="delivery"):
    hour: int
    note: str | None = None


def loosely(made: Callable[..., Any]) -> Any:
    """The class, for calls that checkers rightly refuse."""
    return made


@pytest.mark.parametrize(
    ("given", "member"),
    [(Size.SMALL, Size.SMALL), ("SMALL", Size.SMALL), ("small", Size.SMALL), ("S", Size.SMALL), ("Large", Size.LARGE)],
    ids=repr,
)
def test_what_names_a_member(given: Size | str, member: Size) -> None:
    assert choose(Size, given, "cannot") is member


@pytest.mark.parametrize("given", ["ExtraLarge", "extralarge", "EXTRALARGE"])
def test_a_value_names_a_member_too(given: str) -> None:
    assert choose(Size, given, "cannot") is Size.LARGE


@pytest.mark.parametrize("given", ["MEDIUM", "", "SMALL ", Speed.SLOW, 0, None, ["SMALL"], b"SMALL"], ids=repr)
def test_what_names_no_member(given: Any) -> None:
    with pytest.raises(ChoiceError) as error:
        choose(Size, given, "cannot send a parcel")
    assert str(error.value) == f"cannot send a parcel: expected one of SMALL, LARGE, got {given!r}"
    assert (error.value.expected, error.value.got) == ("one of SMALL, LARGE", repr(given))
    assert isinstance(error.value, (KeyError, FunctionsError))


@pytest.mark.parametrize("number", [1, "1"], ids=repr)
def test_a_number_is_not_a_name(number: Any) -> None:
    with pytest.raises(ChoiceError) as error:
        choose(Speed, number, "cannot")
    assert str(error.value) == f"cannot: expected one of SLOW, FAST, got {number!r}"


def test_a_choice_is_declared_in_the_class() -> None:
    choice: ValueChoice[Size, Size] = Parcel.size
    assert isinstance(choice, Choice)
    assert (choice.kind, choice.default, choice.name) == (Size, "small", "size")
    stamp: ValueChoice[Speed, int] = Stamped.stamp
    assert isinstance(stamp, ValueChoice)
    assert (stamp.kind, stamp.default, stamp.name) == (Speed, None, "stamp")


def test_how_choices_are_read() -> None:
    parcel = ParcelTrigger("parcel", "Main Street", Size.LARGE, "fast")
    assert (parcel.size, parcel.stamp, parcel.data_type) == (Size.LARGE, 2, None)
    assert parcel.get_dict_repr()["stamp"] == 2


def test_choices_can_be_set_later() -> None:
    parcel = ParcelTrigger("parcel", "Main Street", stamp=Speed.SLOW)
    parcel.size = "large"
    parcel.stamp = None
    assert (parcel.size, parcel.stamp) == (Size.LARGE, None)
    assert parcel.get_dict_repr()["size"] is Size.LARGE
    with pytest.raises(
        ChoiceError, match=r"^cannot set 'stamp' of ParcelTrigger: expected one of SLOW, FAST, got 'x'$"
    ):
        parcel.stamp = "x"


@pytest.mark.parametrize("parameter", ["size", "stamp", "data_type"])
def test_a_choice_may_be_none(parameter: str) -> None:
    parcel = loosely(ParcelTrigger)("parcel", "Main Street", **{parameter: None})
    assert getattr(parcel, parameter) is None


def test_options_of_bases_come_first() -> None:
    assert [*inspect.signature(ParcelTrigger).parameters] == [
        "arg_name",
        "address",
        "size",
        "stamp",
        "weight",
        "data_type",
    ]
    assert [*inspect.signature(ParcelOutput).parameters] == ["arg_name", "address", "size", "weight"]


def test_the_signature_has_defaults_and_annotations() -> None:
    empty, kind = inspect.Parameter.empty, inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert [
        (each.name, each.kind, each.default, each.annotation)
        for each in inspect.signature(ParcelTrigger).parameters.values()
    ] == [
        ("arg_name", kind, empty, "str"),
        ("address", kind, empty, "str"),
        ("size", kind, "small", "Size | str | None"),
        ("stamp", kind, None, "Speed | str | None"),
        ("weight", kind, 1, "int"),
        ("data_type", kind, None, "DataType | str | None"),
    ]


def test_a_class_that_inherits_its_constructor_has_its_signature() -> None:
    assert inspect.signature(Renovated) == inspect.signature(ParcelTrigger)
    assert type(Renovated("parcel", "Main Street")) is Renovated
    assert Renovated.get_binding_name() == "parcelTrigger"


def test_a_class_for_any_option_says_so_in_its_signature() -> None:
    assert str(inspect.signature(GenericTrigger)) == (
        "(arg_name: 'str', type: 'str', data_type: 'DataType | str | None' = None, **kwargs: 'object')"
    )


def test_a_constructor_by_hand_speaks_for_itself() -> None:
    assert str(inspect.signature(ByHand)) == "(name: 'str', *, size: 'int' = 7) -> 'None'"
    made = ByHand("parcel", size=9)
    assert made.get_dict_repr() == {"direction": BindingDirection.IN, "type": "byHand", "name": "parcel", "size": 9}
    assert made.init_params == ["name", "size"]
    with pytest.raises(TypeError, match="weight"):
        loosely(ByHand)("parcel", weight=1)


def test_what_is_written() -> None:
    assert ParcelTrigger("parcel", "Main Street", stamp="slow", data_type="string").get_dict_repr() == {
        "direction": BindingDirection.IN,
        "dataType": DataType.STRING,
        "type": "parcelTrigger",
        "name": "parcel",
        "address": "Main Street",
        "size": Size.SMALL,
        "stamp": 1,
        "weight": 1,
    }


def test_some_options_are_written_last() -> None:
    parcel = ParcelOutput("parcel", "Main Street", weight=5)
    assert [*parcel.get_dict_repr()] == ["direction", "type", "name", "weight", "size", "address"]
    assert parcel.init_params == ["name", "weight", "size", "address"]


def test_none_is_left_out_at_every_depth() -> None:
    given = {"a": None, "b": [1, None, {"c": None, "d": 0}], "e": "", "f": False, "g": (None,)}
    parcel = loosely(ParcelOutput)("parcel", "Main Street", contents=given, nothing=None)
    written = parcel.get_dict_repr()
    assert written["contents"] == {"b": [1, {"d": 0}], "e": "", "f": False, "g": (None,)}
    assert "nothing" not in written
    assert given["a"] is None


def test_what_is_set_later_is_written_in_its_place() -> None:
    parcel = ParcelOutput("parcel", "Main Street", weight=5)
    first = parcel.get_dict_repr()
    parcel.address = "Mill Lane"
    parcel.weight = None
    assert parcel.get_dict_repr() == {
        "direction": BindingDirection.OUT,
        "type": "parcel",
        "name": "parcel",
        "size": Size.SMALL,
        "address": "Mill Lane",
    }
    assert (first["address"], first["weight"]) == ("Main Street", 5)


def test_what_the_worker_adds_is_written() -> None:
    parcel = ParcelOutput("parcel", "Main Street")
    vars(parcel)["_dict"]["properties"] = {"SupportsDeferredBinding": True}
    assert parcel.get_dict_repr()["properties"] == {"SupportsDeferredBinding": True}


def test_what_is_not_an_option_is_passed_through() -> None:
    parcel = loosely(ParcelOutput)("parcel", "Main Street", hand_over_to="Ada", queueName="q")
    assert parcel.hand_over_to == "Ada"
    assert parcel.init_params == ["name", "weight", "size", "address", "hand_over_to", "queueName"]
    assert [*parcel.get_dict_repr().items()][-2:] == [("handOverTo", "Ada"), ("queueName", "q")]


@pytest.mark.parametrize("name", ["data_type", "set_default", "settle", "_secret"])
def test_names_that_mean_something_else(name: str) -> None:
    with pytest.raises(ArgumentTypeError) as error:
        loosely(ParcelOutput)("parcel", "Main Street", **{name: "x"})
    assert str(error.value) == (f"cannot pass an option through ParcelOutput: the name {name!r} is taken")


def test_what_the_class_says_may_be_said_again() -> None:
    plain, said = ParcelOutput("parcel", "Main Street"), loosely(ParcelOutput)
    assert said("parcel", "Main Street", type="parcel", direction="OUT").get_dict_repr() == plain.get_dict_repr()
    assert said("parcel", "Main Street", type="else", direction=1).get_dict_repr() == plain.get_dict_repr()


def test_both_names_may_say_the_same() -> None:
    made = loosely(ParcelOutput)(name="parcel", arg_name="parcel", address="Main Street")

    assert made.get_dict_repr() == ParcelOutput("parcel", "Main Street").get_dict_repr()


@pytest.mark.parametrize(
    ("arguments", "keywords", "problem"),
    [
        ((), {}, "'arg_name' is missing"),
        (("parcel",), {"weight": 1}, "'address' is missing"),
        (("parcel", "Main Street"), {"arg_name": "x"}, "'arg_name' is passed twice"),
        (("parcel", "Main Street"), {"name": "x"}, "'name' is passed twice"),
        ((), {"name": "x", "arg_name": "y"}, "'arg_name' is passed twice"),
        (("parcel", "Main Street"), {"address": None}, "'address' is passed twice"),
        (("parcel", "Main Street", None, 1, 2), {}, "expected 4 arguments at most, got 5"),
    ],
    ids=["nothing", "missing", "arg_name twice", "name twice", "both names", "twice", "too many"],
)
def test_arguments_that_do_not_fit(arguments: tuple[object, ...], keywords: dict[str, object], problem: str) -> None:
    with pytest.raises(ArgumentTypeError) as error:
        loosely(ParcelOutput)(*arguments, **keywords)
    assert str(error.value) == f"cannot make a ParcelOutput: {problem}"


@pytest.mark.parametrize(
    ("weight", "default", "written"),
    [(None, 3, 3), (5, 3, 5), (0, 3, 0), (None, None, None)],
    ids=["none", "given", "zero", "no default"],
)
def test_a_default_for_an_option(weight: int | None, default: int | None, written: int | None) -> None:
    parcel = ParcelOutput("parcel", "Main Street", weight=weight)
    parcel.set_default("weight", default)
    assert parcel.weight == written
    assert parcel.get_dict_repr().get("weight") == written
    assert parcel.init_params == ["name", "weight", "size", "address"]


def test_a_default_for_what_is_not_an_option() -> None:
    parcel = ParcelOutput("parcel", "Main Street")
    parcel.set_default("hand_over_to", None)
    assert "hand_over_to" not in parcel.init_params
    parcel.set_default("hand_over_to", "Ada")
    parcel.set_default("hand_over_to", "Bob")
    assert parcel.get_dict_repr()["handOverTo"] == "Ada"
    assert parcel.init_params[-2:] == ["address", "hand_over_to"]


def test_a_row_does_not_mind_its_function() -> None:
    parcel = ParcelOutput("parcel", "Main Street")
    before = parcel.get_dict_repr()
    parcel.settle(Function(print, "function_app.py"))
    assert parcel.get_dict_repr() == before


def test_options_of_a_setting_keep_their_names() -> None:
    assert Delivery(8).get_dict_repr() == {"setting_name": "delivery", "hour": 8}
    assert Delivery(8, note="ring twice").get_dict_repr()["note"] == "ring twice"


def test_each_object_has_its_own_values() -> None:
    one, other = ParcelOutput("one", "Main Street"), ParcelOutput("other", "Mill Lane", "large")
    assert (one.size, other.size) == (Size.SMALL, Size.LARGE)
    one.init_params.append("x")
    assert "x" not in other.init_params
