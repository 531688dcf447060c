"""A decorator of the app has the parameters, the text and the mistakes of its binding class."""

from __future__ import annotations

import inspect
import io
import json
import pydoc
from contextlib import redirect_stdout
from types import MethodType
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators._attach import attaches
from azure_functions_lite.decorators.core import Binding, Setting
from azure_functions_lite.decorators.queue import QueueTrigger
from azure_functions_lite.errors import ArgumentTypeError

ATTACHED = {
    name: value
    for owner in (func.DecoratorApi, func.TriggerApi, func.BindingApi, func.SettingsApi)
    for name, value in vars(owner).items()
    if isinstance(value, attaches)
}


def row_of(app: func.FunctionApp) -> Any:
    return json.loads(app.get_functions()[0].get_raw_bindings()[0])


def help_of(thing: object) -> str:
    page = io.StringIO()
    with redirect_stdout(page):
        pydoc.Helper(output=page).help(thing)
    return page.getvalue()


def test_signature() -> None:
    options = "(arg_name: 'str', queue_name: 'str', connection: 'str', data_type: 'DataType | str | None' = None)"
    assert str(inspect.signature(func.FunctionApp().queue_trigger)) == options
    assert str(inspect.signature(func.FunctionApp.queue_trigger)) == options.replace("(", "(self, /, ", 1)
    assert str(inspect.signature(QueueTrigger)) == options


@pytest.mark.parametrize("name", ATTACHED)
def test_a_decorator_has_the_signature_and_the_text_of_its_class(name: str) -> None:
    kind: Any = ATTACHED[name]._load()  # pyright: ignore[reportPrivateUsage]  # the class itself
    assert issubclass(kind, (Binding, Setting))
    bound = getattr(func.FunctionApp(), name)
    assert inspect.signature(bound) == inspect.signature(kind)
    assert kind.__doc__
    for paragraph in inspect.cleandoc(kind.__doc__).split("\n\n"):
        assert paragraph in bound.__doc__
    for parameter in inspect.signature(kind).parameters:
        assert f"\n    {parameter}: " in bound.__doc__ or parameter == "kwargs"
    parameters = inspect.signature(getattr(func.FunctionApp, name)).parameters
    assert list(parameters) == ["self", *inspect.signature(kind).parameters]


def test_names() -> None:
    app = func.FunctionApp()
    assert isinstance(app.queue_trigger, MethodType)
    for decorator in (app.queue_trigger, func.FunctionApp.queue_trigger):
        assert decorator.__name__ == "queue_trigger"
        assert decorator.__qualname__ == "TriggerApi.queue_trigger"
        assert decorator.__module__ == "azure_functions_lite.decorators.function_app"


@pytest.mark.parametrize("owner", [func.FunctionApp(), func.FunctionApp], ids=["app", "class"])
def test_help(owner: Any) -> None:
    # Newer Pythons give each parameter its own line, and annotations without quotes.
    page = " ".join(help_of(owner.queue_trigger).replace("'", "").split())
    assert "queue_trigger(" in page
    assert "arg_name: str, queue_name: str, connection: str, data_type: DataType | str | None = None" in page
    assert "Call the function for each message of a queue." in page


def test_help_of_the_app_has_all_decorators() -> None:
    page = help_of(func.FunctionApp)
    missing = [name for name in ATTACHED if f"{name}" not in page]
    assert missing == []


def test_called_through_the_class() -> None:
    app = func.FunctionApp()
    func.FunctionApp.queue_trigger(app, "msg", "orders", connection="Storage")(len)
    assert row_of(app)["queueName"] == "orders"


def test_called_through_a_base() -> None:
    app = func.FunctionApp()
    func.TriggerApi.queue_trigger(app, "msg", "orders", "Storage")(len)
    assert row_of(app)["queueName"] == "orders"


def test_called_by_super() -> None:
    class App(func.FunctionApp):
        def team_queue_trigger(self, name: str) -> Any:
            return super().queue_trigger(name, queue_name="team", connection="Storage")

    app = App()
    app.team_queue_trigger("msg")(len)
    assert row_of(app)["queueName"] == "team"


def test_what_the_class_has_no_option_for_is_passed_through() -> None:
    app = func.FunctionApp()
    trigger: Any = app.queue_trigger
    trigger("msg", "orders", "Storage", new_option=[1], other=None)(len)
    assert row_of(app)["newOption"] == [1]
    assert "other" not in row_of(app)


@pytest.mark.parametrize(
    ("arguments", "keywords", "message"),
    [
        ((), {}, r"^cannot make a QueueTrigger: 'arg_name' is missing$"),
        (("msg", "orders"), {}, r"^cannot make a QueueTrigger: 'connection' is missing$"),
        (("a", "b", "c", None, "e"), {}, r"^cannot make a QueueTrigger: expected 4 arguments at most, got 5$"),
        (
            ("a", "b", "c"),
            {"arg_name": "d"},
            r"^cannot make a QueueTrigger: 'arg_name' is passed twice$",
        ),
    ],
    ids=["nothing", "one missing", "too many", "twice"],
)
def test_wrong_options(arguments: tuple[Any, ...], keywords: dict[str, Any], message: str) -> None:
    app: Any = func.FunctionApp()
    with pytest.raises(ArgumentTypeError, match=message):
        app.queue_trigger(*arguments, **keywords)(len)
    assert app.get_functions() == []


def test_a_custom_binding_is_declared_as_those_of_the_package_are() -> None:
    from azure_functions_lite.decorators.core import OutputBinding, Trigger

    class PigeonTrigger(Trigger, type="pigeonTrigger"):
        loft_name: str

    class PigeonOutput(OutputBinding, type="pigeon"):
        loft_name: str
        is_fast: bool | None = None

    class App(func.FunctionApp):
        pigeon_trigger = attaches(lambda: PigeonTrigger)
        pigeon_output = attaches(lambda: PigeonOutput)

    app = App()

    @app.pigeon_trigger("letter", "north")
    @app.pigeon_output("answer", loft_name="south", is_fast=True)
    def carry(letter: str, answer: func.Out[str]) -> None:
        answer.set(letter)

    assert [json.loads(text) for text in carry.build().get_raw_bindings()] == [
        {"direction": "OUT", "type": "pigeon", "name": "answer", "loftName": "south", "isFast": True},
        {"direction": "IN", "type": "pigeonTrigger", "name": "letter", "loftName": "north"},
    ]
    assert app.pigeon_trigger.__name__ == "pigeon_trigger"


def test_classes_are_loaded_when_a_decorator_is_used() -> None:
    loaded: list[str] = []

    def load() -> type[QueueTrigger]:
        loaded.append("queue")
        return QueueTrigger

    class App(func.FunctionApp):
        lazy_trigger: Any = attaches(load)

    app = App()
    lazy = app.lazy_trigger
    assert loaded == []
    lazy("msg", "orders", "Storage")(len)
    assert set(loaded) == {"queue"}


@pytest.mark.parametrize("name", ["queue_trigger", "queue_output", "route", "function_name", "retry", "schedule"])
def test_a_decorator_without_brackets(name: str) -> None:
    app = func.FunctionApp()
    with pytest.raises(ArgumentTypeError):
        getattr(app, name)(len)
    with pytest.raises(ArgumentTypeError):
        getattr(func.FunctionApp, name)(app, len)
    assert app.get_functions() == []


def test_a_decorator_without_brackets_that_has_no_other_option() -> None:
    app: Any = func.FunctionApp()
    with pytest.raises(ArgumentTypeError, match=r"^write @app\.route\(\.\.\.\), with parentheses$"):
        app.route(len)
    with pytest.raises(ArgumentTypeError, match=r"^write @app\.function_name\(\.\.\.\), with parentheses$"):
        app.function_name(len)
    with pytest.raises(ArgumentTypeError, match=r"^write @app\.http_type\(\.\.\.\), with parentheses$"):
        app.http_type(len)


def test_another_name_of_a_decorator_is_the_same_decorator() -> None:
    assert func.FunctionApp.schedule is func.FunctionApp.timer_trigger
    assert func.FunctionApp.schedule.__name__ == "timer_trigger"


def test_mistakes_show_where_they_are_made() -> None:
    app: Any = func.FunctionApp()
    with pytest.raises(ArgumentTypeError, match=r"^cannot make a QueueTrigger: 'connection' is missing$"):
        app.queue_trigger("msg", "orders")


def test_another_name_of_a_decorator() -> None:
    app = func.FunctionApp()
    assert app.schedule == app.timer_trigger
    assert app.schedule.__name__ == "timer_trigger"
    app.schedule("timer", "0 0 * * * *")(len)
    assert row_of(app)["type"] == "timerTrigger"
