"""`route`: an HTTP trigger and its output in one decorator."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.constants import HTTP_OUTPUT, HTTP_TRIGGER
from azure_functions_lite.decorators.core import OutputBinding, Trigger
from azure_functions_lite.decorators.http import HttpMethod, HttpOutput, HttpTrigger
from azure_functions_lite.errors import ArgumentTypeError, ChoiceError


def call(req: func.HttpRequest) -> str:
    return f"called by {req.method}"


def routed(*arguments: Any, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two rows of a function with a route."""
    app = func.FunctionApp("admin")
    app.route(*arguments, **options)(call)
    [function] = app.get_functions()
    trigger, response = [json.loads(text) for text in function.get_raw_bindings()]
    return trigger, response


def test_a_route_that_says_nothing() -> None:
    assert routed() == (
        {"direction": "IN", "type": "httpTrigger", "name": "req", "route": "call", "authLevel": "ADMIN"},
        {"direction": "OUT", "type": "http", "name": "$return"},
    )


def test_a_route_that_says_everything() -> None:
    trigger, response = routed(
        route="items/{id:int?}",
        trigger_arg_name="request",
        binding_arg_name="response",
        methods=["GET", HttpMethod.POST],
        auth_level="anonymous",
        trigger_extra_fields={"data_type": "string", "web_hook": "x", "limits": [1]},
        binding_extra_fields={"data_type": func.DataType.BINARY, "new_option": {"a_b": 1}},
    )
    assert trigger == {
        "direction": "IN",
        "type": "httpTrigger",
        "name": "request",
        "methods": ["GET", "POST"],
        "authLevel": "ANONYMOUS",
        "route": "items/{id:int?}",
        "webHook": "x",
        "limits": [1],
        "dataType": "STRING",
    }
    assert response == {
        "direction": "OUT",
        "type": "http",
        "name": "response",
        "dataType": "BINARY",
        "newOption": {"a_b": 1},
    }


def test_by_position() -> None:
    trigger, response = routed("there", "request", "response", ["PUT"], "function")
    assert (trigger["route"], trigger["name"], response["name"]) == ("there", "request", "response")
    assert (trigger["methods"], trigger["authLevel"]) == (["PUT"], "FUNCTION")


def test_the_empty_route_is_one() -> None:
    assert routed(route="")[0]["route"] == ""


def test_the_route_is_the_name_that_the_function_is_given() -> None:
    app = func.FunctionApp()
    decorated = app.function_name("Other")(app.route()(call))
    assert json.loads(decorated.build().get_raw_bindings()[0])["route"] == "Other"


@pytest.mark.parametrize(
    ("given", "methods"),
    [
        ("get", ["GET"]),
        ("GET", ["GET"]),
        (HttpMethod.PATCH, ["PATCH"]),
        (["get", "Post", HttpMethod.PUT], ["GET", "POST", "PUT"]),
        (("HEAD",), ["HEAD"]),
        ((name for name in ("delete", "options")), ["DELETE", "OPTIONS"]),
        (HttpMethod, ["GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS", "QUERY"]),
        ({"query": None}, ["QUERY"]),
    ],
    ids=["text", "upper case", "member", "list", "tuple", "generator", "enum", "mapping"],
)
def test_methods(given: Any, methods: list[str]) -> None:
    assert routed(methods=given)[0]["methods"] == methods


@pytest.mark.parametrize("given", [None], ids=["None"])
def test_all_methods(given: Any) -> None:
    assert "methods" not in routed(methods=given)[0]


def test_methods_of_a_generator_for_two_functions() -> None:
    app = func.FunctionApp()
    decorate = app.route(methods=(name for name in ("get", "post")))
    for function in (decorate(call), decorate(len)):
        assert json.loads(function.build().get_raw_bindings()[0])["methods"] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("methods", "shown"),
    [("NOTHING", "'NOTHING'"), (["GET", "G"], "'G'"), ("", "''"), ([None], "None"), ([5], "5")],
    ids=["text", "list", "empty", "None", "int"],
)
def test_wrong_methods(methods: Any, shown: str) -> None:
    app = func.FunctionApp()
    with pytest.raises(ChoiceError) as caught:
        app.route(methods=methods)(call)
    assert isinstance(caught.value, KeyError)
    assert str(caught.value) == (
        "cannot set 'methods' of a route: "
        f"expected one of GET, POST, DELETE, HEAD, PATCH, PUT, OPTIONS, QUERY, got {shown}"
    )
    assert app.get_functions() == []


@pytest.mark.parametrize("level", [func.AuthLevel.ANONYMOUS, "anonymous", "Anonymous", "ANONYMOUS"])
def test_auth_level(level: func.AuthLevel | str) -> None:
    assert routed(auth_level=level)[0]["authLevel"] == "ANONYMOUS"


def test_a_wrong_auth_level() -> None:
    app = func.FunctionApp()
    with pytest.raises(ChoiceError) as caught:
        app.route(auth_level="nobody")(call)
    assert str(caught.value) == (
        "cannot set 'auth_level' of HttpTrigger: expected one of FUNCTION, ANONYMOUS, ADMIN, got 'nobody'"
    )
    assert app.get_functions() == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"trigger_extra_fields": {"route": "x"}}, "'route' of a route is set twice, also in trigger_extra_fields"),
        (
            {"trigger_extra_fields": {"settle": 1}},
            "cannot pass an option through HttpTrigger: the name 'settle' is taken",
        ),
        ({"binding_extra_fields": {"arg_name": "x"}}, "cannot make a HttpOutput: 'arg_name' is passed twice"),
    ],
    ids=["route", "settle", "name"],
)
def test_further_fields_that_are_none(fields: dict[str, Any], message: str) -> None:
    app = func.FunctionApp()
    with pytest.raises(ArgumentTypeError, match=f"^{message}$"):
        app.route(**fields)(call)
    assert app.get_functions() == []


def test_what_the_worker_reads() -> None:
    app = func.FunctionApp()
    function = app.route(binding_arg_name="answer")(call).build()
    assert function.is_http_function()
    assert function.http_type == "function"
    assert [(row.name, row.type, row.direction, row.data_type) for row in function.get_bindings()] == [
        ("req", "httpTrigger", 0, None),
        ("answer", "http", 1, None),
    ]


@pytest.mark.parametrize("http_type", ["function", "asgi", "wsgi"])
def test_http_type(http_type: str) -> None:
    app = func.FunctionApp()
    decorated = app.http_type(http_type)(app.route()(call))
    assert decorated.build().http_type == http_type
    # It is not an entry of function.json.
    assert len(decorated.build().get_bindings()) == 2


def test_calls() -> None:
    app = func.FunctionApp()
    decorated = app.route()(call)
    assert decorated(func.HttpRequest("PUT", "/")) == "called by PUT"


@pytest.mark.parametrize("of", [func.FunctionApp(), func.Blueprint()], ids=["app", "blueprint"])
def test_signature(of: Any) -> None:
    assert list(inspect.signature(of.route).parameters) == [
        "route",
        "trigger_arg_name",
        "binding_arg_name",
        "methods",
        "auth_level",
        "trigger_extra_fields",
        "binding_extra_fields",
    ]
    assert inspect.getdoc(of.route) == inspect.getdoc(func.TriggerApi.route)


# The classes of the rows


@pytest.mark.parametrize(
    ("make", "base", "type"),
    [(HttpTrigger, Trigger, HTTP_TRIGGER), (HttpOutput, OutputBinding, HTTP_OUTPUT)],
    ids=["trigger", "output"],
)
def test_classes(make: Any, base: type, type: str) -> None:
    row = make("name", data_type="binary")
    assert base in make.__mro__
    assert (row.name, row.type, row.data_type) == ("name", type, 2)


def test_a_trigger_by_itself() -> None:
    trigger = HttpTrigger("req", [HttpMethod.GET], "string", func.AuthLevel.ADMIN, "there")
    assert trigger.auth_level is func.AuthLevel.ADMIN
    assert trigger.get_dict_repr() == {
        "direction": func.decorators.core.BindingDirection.IN,
        "dataType": func.DataType.STRING,
        "type": "httpTrigger",
        "name": "req",
        "methods": [HttpMethod.GET],
        "authLevel": func.AuthLevel.ADMIN,
        "route": "there",
    }


def test_members_are_their_names_in_text() -> None:
    assert [str(method) for method in HttpMethod] == [method.value for method in HttpMethod]
    assert func.HttpMethod is HttpMethod
