"""Generic triggers, inputs and outputs, whose type is an option."""

from __future__ import annotations

import json
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.core import Binding, InputBinding, OutputBinding, Trigger
from azure_functions_lite.decorators.function_app import FunctionBuilder
from azure_functions_lite.decorators.generic import GenericInputBinding, GenericOutputBinding, GenericTrigger
from azure_functions_lite.errors import ArgumentTypeError, ChoiceError, DataError


def rows_of(decorated: FunctionBuilder[..., Any]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in decorated.build().get_raw_bindings()]


def test_all_three() -> None:
    app = func.FunctionApp()

    @app.generic_trigger(arg_name="msg", type="myTrigger", hub_name="hub", is_fast=True, limits=[1, 2])
    @app.generic_input_binding(arg_name="file", type="my", path="a/{b}", data_type="binary")
    @app.generic_output_binding(arg_name="out", type="my", some_where={"a_b": 1}, data_type=func.DataType.STRING)
    def work(msg: str, file: bytes, out: func.Out[str]) -> str:
        return f"worked on {msg}"

    assert work("tea", b"", func.Out()) == "worked on tea"
    assert rows_of(work) == [
        {"direction": "OUT", "type": "my", "name": "out", "dataType": "STRING", "someWhere": {"a_b": 1}},
        {"direction": "IN", "type": "my", "name": "file", "dataType": "BINARY", "path": "a/{b}"},
        {"direction": "IN", "type": "myTrigger", "name": "msg", "hubName": "hub", "isFast": True, "limits": [1, 2]},
    ]
    assert [binding.data_type for binding in work.build().get_bindings()] == [1, 2, None]


@pytest.mark.parametrize(
    ("kind", "base", "direction"),
    [
        (GenericTrigger, Trigger, 0),
        (GenericInputBinding, InputBinding, 0),
        (GenericOutputBinding, OutputBinding, 1),
    ],
    ids=["trigger", "input", "output"],
)
def test_classes(kind: Any, base: type[Binding], direction: int) -> None:
    row = kind("msg", "myBinding", None, other_option="x")
    assert issubclass(kind, base)
    assert kind.get_binding_name() is None
    assert (row.name, row.type, row.direction, row.data_type) == ("msg", "myBinding", direction, None)
    assert row.other_option == "x"
    assert row.init_params == ["name", "type", "data_type", "other_option"]
    assert row.get_dict_repr() == {
        "direction": func.decorators.core.BindingDirection(direction),
        "type": "myBinding",
        "name": "msg",
        "otherOption": "x",
    }


def test_each_has_its_own_type() -> None:
    one, other = GenericTrigger("msg", "one"), GenericTrigger("msg", "other")
    assert (one.type, other.type) == ("one", "other")
    assert (one.get_dict_repr()["type"], other.get_dict_repr()["type"]) == ("one", "other")


def test_none_is_left_out() -> None:
    app = func.FunctionApp()
    decorated = app.generic_trigger("msg", "myTrigger", absent=None, nested={"a": None, "b": [None, 1]})(len)
    assert rows_of(decorated) == [{"direction": "IN", "type": "myTrigger", "name": "msg", "nested": {"b": [1]}}]


@pytest.mark.parametrize("name", ["generic_trigger", "generic_input_binding", "generic_output_binding"])
@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"arg_name": "msg"}, ArgumentTypeError, r"'type' is missing$"),
        ({"type": "my"}, ArgumentTypeError, r"'arg_name' is missing$"),
        ({"arg_name": "m", "type": "my", "data_type": "text"}, ChoiceError, r"^cannot set 'data_type' of Generic"),
        ({"arg_name": "m", "type": "my", "_own": 1}, ArgumentTypeError, r"the name '_own' is taken$"),
        ({"arg_name": "m", "type": "my", "name": "n"}, ArgumentTypeError, r"'name' is passed twice$"),
    ],
    ids=["no type", "no name", "data type", "private", "two names"],
)
def test_wrong_options(name: str, options: dict[str, Any], error: type[Exception], message: str) -> None:
    app = func.FunctionApp()
    with pytest.raises(error, match=message):
        getattr(app, name)(**options)(len)
    assert app.get_functions() == []


@pytest.mark.parametrize("option", ["1st", "a-b", "å", ""])
def test_an_option_that_is_not_a_name(option: str) -> None:
    app = func.FunctionApp()
    options: dict[str, Any] = {option: 1}
    decorated = app.generic_trigger("msg", "myTrigger", **options)(len)
    with pytest.raises(DataError, match=r"^cannot spell a name for function\.json: expected a Python name, got '.*'$"):
        decorated.build().get_raw_bindings()


def test_a_generic_trigger_for_http_is_a_route() -> None:
    app = func.FunctionApp("admin")

    @app.generic_trigger("req", type="httpTrigger")
    @app.generic_output_binding("$return", type="http")
    def call(req: func.HttpRequest) -> str:
        return "called"

    assert app.get_functions()[0].is_http_function()
    assert rows_of(call)[1] == {
        "direction": "IN",
        "type": "httpTrigger",
        "name": "req",
        "route": "call",
        "authLevel": "ADMIN",
    }


def test_a_generic_trigger_for_http_that_says_it_itself() -> None:
    app = func.FunctionApp("admin")
    decorated = app.generic_trigger("req", "httpTrigger", route="there", auth_level="anonymous", methods=("get",))(len)
    app.get_functions()
    assert rows_of(decorated) == [
        {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "route": "there",
            "authLevel": "anonymous",
            "methods": ["get"],
        }
    ]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [(GenericTrigger, True), (func.decorators.http.HttpTrigger, True), (func.decorators.queue.QueueTrigger, False)],
    ids=["class", "type", "other"],
)
def test_is_supported_trigger_type(asked: type[Trigger], answer: bool) -> None:
    assert Trigger.is_supported_trigger_type(GenericTrigger("req", "httpTrigger"), asked) is answer
