"""One function and its builder: bindings, settings, and function.json."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.blob import BlobInput
from azure_functions_lite.decorators.function_app import FunctionBuilder
from azure_functions_lite.decorators.function_name import FunctionName
from azure_functions_lite.decorators.generic import GenericTrigger
from azure_functions_lite.decorators.http import HttpTrigger
from azure_functions_lite.decorators.queue import QueueOutput, QueueTrigger
from azure_functions_lite.decorators.retry_policy import RetryPolicy
from azure_functions_lite.errors import AppError, ArgumentTypeError


def work(msg: func.QueueMessage, *, limit: int = 3) -> str:
    """Do some work."""
    return f"{msg.get_body().decode()} {limit}"


async def wait(msg: func.QueueMessage) -> bytes:
    """Wait for something."""
    await asyncio.sleep(0)
    return msg.get_body()


def decorator() -> Any:
    """A decorator of an app that knows nothing else; untyped, as anything is decorated with it."""
    return func.FunctionApp().queue_trigger("msg", "orders", "Storage")


def build(function: Callable[..., Any]) -> FunctionBuilder[..., Any]:
    return FunctionBuilder(function, "function_app.py")


# FunctionBuilder


def test_a_builder_takes_rows_and_settings() -> None:
    builder = build(work)
    trigger, output = QueueTrigger("msg", "orders", "Storage"), QueueOutput("out", "sent", "Storage")
    setting = RetryPolicy("fixed_delay", "3")
    assert builder.add_trigger(trigger=trigger) is builder
    assert builder.add_binding(binding=output) is builder
    assert builder.add_setting(setting=setting) is builder
    assert builder.configure_http_type("wsgi") is builder
    function = builder.build()
    assert function.get_trigger() is trigger
    assert function.get_bindings() == [trigger, output]
    assert function.get_setting("retry_policy") is setting
    assert function.http_type == "wsgi"


def test_a_builder_attaches_what_it_is_given() -> None:
    builder = build(work)
    trigger, row = QueueTrigger("msg", "orders", "Storage"), BlobInput("file", "path", "Storage")
    setting = FunctionName("other")
    for added in (row, trigger, setting):
        assert builder.attach(added) is builder
    function = builder.build()
    assert function.get_trigger() is trigger
    assert function.get_bindings() == [row, trigger]
    assert function.get_setting("function_name") is setting


def test_a_function_without_trigger() -> None:
    builder = build(work).add_binding(QueueOutput("out", "sent", "Storage"))
    line = work.__code__.co_firstlineno
    with pytest.raises(AppError, match=rf"^<function 'work' at .*test_function\.py:{line}> has no trigger$") as caught:
        builder.build()
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("add", ["add_trigger", "attach"])
def test_a_second_trigger(add: str) -> None:
    builder = build(work).add_trigger(QueueTrigger("msg", "orders", "Storage"))
    line = work.__code__.co_firstlineno
    message = (
        rf"^<function 'work' at .*test_function\.py:{line}> "
        "has two triggers: queueTrigger for 'msg' and httpTrigger for 'req'$"
    )
    with pytest.raises(AppError, match=message) as caught:
        getattr(builder, add)(HttpTrigger("req"))
    assert isinstance(caught.value, ValueError)
    # The first one is still there, alone.
    assert [row.name for row in builder.build().get_bindings()] == ["msg"]


@pytest.mark.parametrize("level", [None, func.AuthLevel.ADMIN], ids=["without level", "with level"])
def test_build_again_and_again(level: func.AuthLevel | None) -> None:
    builder = build(work).add_trigger(HttpTrigger("req"))
    first = builder.build(level)
    rows = first.get_raw_bindings()
    for _ in range(3):
        assert builder.build(level) is first
        assert first.get_raw_bindings() == rows
    assert json.loads(rows[0]) == {
        "direction": "IN",
        "type": "httpTrigger",
        "name": "req",
        "route": "work",
        **({"authLevel": "ADMIN"} if level else {}),
    }


def test_build_first_without_and_then_with_level() -> None:
    builder = build(work).add_trigger(HttpTrigger("req"))
    assert "authLevel" not in builder.build().get_bindings_dict()["bindings"][0]
    row = builder.build(func.AuthLevel.ANONYMOUS).get_bindings_dict()["bindings"][0]
    assert row["authLevel"] is func.AuthLevel.ANONYMOUS


def test_build_leaves_what_a_route_says() -> None:
    builder = build(work).add_trigger(HttpTrigger("req", auth_level="function", route="there"))
    trigger: Any = builder.build(func.AuthLevel.ADMIN).get_trigger()
    assert (trigger.route, trigger.auth_level) == ("there", func.AuthLevel.FUNCTION)


def test_build_leaves_other_triggers_alone() -> None:
    builder = build(work).add_trigger(QueueTrigger("msg", "orders", "Storage"))
    assert json.loads(builder.build(func.AuthLevel.ADMIN).get_raw_bindings()[0]) == {
        "direction": "IN",
        "type": "queueTrigger",
        "name": "msg",
        "queueName": "orders",
        "connection": "Storage",
    }


def test_a_generic_trigger_for_http_gets_the_defaults_too() -> None:
    builder = build(work).add_trigger(GenericTrigger("req", "httpTrigger"))
    function = builder.build(func.AuthLevel.ADMIN)
    assert function.is_http_function()
    assert json.loads(function.get_raw_bindings()[0])["route"] == "work"
    assert json.loads(function.get_raw_bindings()[0])["authLevel"] == "ADMIN"


# Function


def make_function() -> func.Function[..., str]:
    function: func.Function[..., str] = func.Function(work, "function_app.py")
    function.add_trigger(trigger=QueueTrigger("msg", "orders", "Storage"))
    function.add_binding(binding=QueueOutput("out", "sent", "Storage", data_type="binary"))
    return function


def test_function_json() -> None:
    function = make_function()
    rows = [
        {
            "direction": "IN",
            "type": "queueTrigger",
            "name": "msg",
            "queueName": "orders",
            "connection": "Storage",
        },
        {
            "direction": "OUT",
            "dataType": "BINARY",
            "type": "queue",
            "name": "out",
            "queueName": "sent",
            "connection": "Storage",
        },
    ]
    assert [json.loads(text) for text in function.get_raw_bindings()] == rows
    assert json.loads(function.get_function_json()) == {"scriptFile": "function_app.py", "bindings": rows}
    assert str(function) == function.get_function_json()
    assert function.get_dict_repr() == {"scriptFile": "function_app.py", **function.get_bindings_dict()}
    [trigger, output] = function.get_bindings_dict()["bindings"]
    assert trigger["queueName"] == "orders"
    assert output["dataType"] is func.DataType.BINARY


@pytest.mark.parametrize("text_of", ["get_raw_bindings", "get_function_json", "__str__"])
def test_function_json_of_what_has_no_json_form(text_of: str) -> None:
    function: func.Function[..., Any] = func.Function(work, "function_app.py")
    function.add_trigger(GenericTrigger("msg", "myTrigger", option=object()))
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot write function\.json of <function 'work' at .+>: expected values that JSON has, "
        r"got an object of type object$",
    ):
        getattr(function, text_of)()


def test_function_json_of_a_date() -> None:
    function: func.Function[..., Any] = func.Function(work, "function_app.py")
    function.add_trigger(GenericTrigger("msg", "myTrigger", since=date(2026, 1, 2)))
    assert json.loads(function.get_raw_bindings()[0])["since"] == "2026-01-02"


def test_names() -> None:
    function = make_function()
    assert function.get_function_name() == "work"
    function.add_setting(FunctionName("other"))
    assert function.get_function_name() == "other"
    assert repr(function).startswith("<function 'other' at ")


def test_settings() -> None:
    function = make_function()
    assert function.get_setting("retry_policy") is None
    assert function.get_settings_dict("retry_policy") is None
    policy = RetryPolicy("exponential_backoff", "5", minimum_interval="00:00:01", maximum_interval="00:01:00")
    function.add_setting(setting=policy)
    assert function.get_setting("retry_policy") is policy
    assert function.get_settings_dict("retry_policy") == {
        "setting_name": "retry_policy",
        "strategy": "exponential_backoff",
        "max_retry_count": "5",
        "minimum_interval": "00:00:01",
        "maximum_interval": "00:01:00",
    }


def test_what_is_not_an_http_function() -> None:
    function: func.Function[..., Any] = func.Function(work, "function_app.py")
    assert function.get_trigger() is None
    assert not function.is_http_function()
    assert function.http_type == "function"
    assert not make_function().is_http_function()


def test_http_type() -> None:
    function = make_function()
    function.set_http_type("asgi")
    assert function.http_type == "asgi"


def test_functions_can_be_hashed() -> None:
    first, second = make_function(), make_function()
    assert first != second
    assert {first: 1, second: 2}[first] == 1


# What other packages reach for


def test_private_names_that_other_packages_use() -> None:
    builder: Any = decorator()(work)
    function = builder._function
    assert function._func is work
    assert function._name == "work"
    assert function._trigger is function.get_trigger()
    assert function._bindings == [function._trigger]
    function._func = wait
    assert builder.build().get_user_function() is wait
    function._name = "other"
    assert builder.build().get_function_name() == "other"
    row: Any = function._bindings[0]
    assert row.init_params == ["name", "queue_name", "connection", "data_type"]
    row._dict["added"] = "by another"
    assert json.loads(function.get_raw_bindings()[0])["added"] == "by another"
