"""The app: its functions, in order, with unique names."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.function_app import FunctionBuilder
from azure_functions_lite.errors import AppError, ArgumentTypeError, ChoiceError

Decorated = FunctionBuilder[..., Any]


def types_of(decorated: Decorated) -> list[str]:
    return [row.type for row in decorated.build().get_bindings()]


def names_of(app: func.FunctionRegister) -> list[str]:
    return [function.get_function_name() for function in app.get_functions()]


def queue(app: func.TriggerApi, name: str = "msg") -> Any:
    """A decorator that gives a function its trigger; untyped, as anything is decorated with it."""
    return app.queue_trigger(name, "orders", "Storage")


# The app


def test_an_app_without_functions() -> None:
    app = func.FunctionApp()
    assert app.get_functions() == []
    assert app.app_script_file == "function_app.py"
    assert app.auth_level is func.AuthLevel.FUNCTION
    # The worker asks this of every name in a module.
    assert bool(app)
    assert isinstance(app, func.FunctionRegister)


@pytest.mark.parametrize(
    "level", [func.AuthLevel.ADMIN, "ADMIN", "admin", "aDmIn"], ids=["member", "name", "value", "any case"]
)
def test_auth_level(level: func.AuthLevel | str) -> None:
    assert func.FunctionApp(level).auth_level is func.AuthLevel.ADMIN
    assert func.FunctionApp(http_auth_level=level).auth_level is func.AuthLevel.ADMIN


@pytest.mark.parametrize(
    ("level", "shown"),
    [("nobody", "'nobody'"), ("", "''"), (3, "3"), (None, "None")],
    ids=["text", "empty", "int", "None"],
)
def test_a_wrong_auth_level(level: Any, shown: str) -> None:
    with pytest.raises(ChoiceError) as caught:
        func.FunctionApp(http_auth_level=level)
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, ValueError)
    # Without the quotes that KeyError adds.
    assert str(caught.value) == (
        f"cannot set the auth level of the app: expected one of FUNCTION, ANONYMOUS, ADMIN, got {shown}"
    )


def test_functions_are_in_the_order_in_which_they_were_decorated() -> None:
    app = func.FunctionApp()

    @app.route()
    def second(req: func.HttpRequest) -> str:
        return "b"

    @app.queue_trigger("msg", "orders", "Storage")
    def first(msg: func.QueueMessage) -> None: ...

    @app.timer_trigger("timer", "0 0 * * * *")
    async def third(timer: func.TimerRequest) -> None: ...

    assert names_of(app) == ["second", "first", "third"]


def test_functions_any_number_of_times() -> None:
    app = func.FunctionApp()

    @app.route()
    @app.queue_output("$out", "orders", "Storage")
    def one(req: func.HttpRequest) -> str:
        return "b"

    @app.queue_trigger("msg", "orders", "Storage")
    def other(msg: func.QueueMessage) -> None: ...

    functions = app.get_functions()
    texts = [function.get_function_json() for function in functions]
    assert len(functions) == 2
    # Over and over, and usable as keys of a dict.
    assert {function: function.get_function_name() for function in functions}.keys() == set(functions)
    assert [*functions] == [*functions]
    for _ in range(3):
        again = app.get_functions()
        assert again == functions
        assert [function.get_function_json() for function in again] == texts
        # A separate list for each caller.
        again.clear()


def test_functions_get_what_is_added_later() -> None:
    app = func.FunctionApp()
    decorated: Decorated = queue(app)(len)
    [function] = app.get_functions()
    app.queue_output("out", "sent", "Storage")(decorated)
    assert app.get_functions() == [function]
    assert types_of(decorated) == ["queueTrigger", "queue"]


def test_a_function_of_the_app() -> None:
    app = func.FunctionApp()

    @app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage")
    def work(msg: func.QueueMessage) -> None: ...

    [function] = app.get_functions()
    assert isinstance(function, func.Function)
    assert function.get_function_name() == "work"
    assert function.get_user_function() is work.__wrapped__
    assert function.function_script_file == "function_app.py"
    [binding] = function.get_bindings()
    assert (binding.name, binding.type, binding.direction, binding.data_type) == ("msg", "queueTrigger", 0, None)


# Stacks of decorators


def stacked(app: func.FunctionApp) -> dict[str, Any]:
    """Decorators by the types of their rows; a setting has none."""
    return {
        "queueTrigger": queue(app),
        "blob": app.blob_input("file", "files/{queueTrigger}", "Storage"),
        "queue": app.queue_output("out", "sent", "Storage"),
        "": app.retry("fixed_delay", "3", delay_interval="00:00:05"),
    }


@pytest.mark.parametrize("order", [*permutations(["queueTrigger", "blob", "queue", ""])], ids="-".join)
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_stacks_in_any_order(order: tuple[str, ...], is_async: bool) -> None:
    def work(msg: func.QueueMessage, file: bytes, out: func.Out[str]) -> str:
        return "worked"

    async def wait(msg: func.QueueMessage, file: bytes, out: func.Out[str]) -> str:
        return "waited"

    app = func.FunctionApp()
    function: Callable[..., Any] = wait if is_async else work
    decorated: Any = function
    for type in order:
        decorated = stacked(app)[type](decorated)
    # Rows from the lowest decorator up.
    assert types_of(decorated) == [type for type in order if type]
    [indexed] = app.get_functions()
    assert indexed.get_settings_dict("retry_policy") == {
        "setting_name": "retry_policy",
        "strategy": "fixed_delay",
        "max_retry_count": "3",
        "delay_interval": "00:00:05",
    }
    assert inspect.iscoroutinefunction(decorated) is is_async
    assert inspect.signature(decorated) == inspect.signature(function)
    assert decorated.__wrapped__ is function


def test_a_stack_is_one_builder() -> None:
    app = func.FunctionApp()
    lowest = queue(app)(len)
    assert app.function_name("other")(lowest) is lowest
    assert app.http_type("asgi")(lowest) is lowest
    assert names_of(app) == ["other"]
    assert app.get_functions()[0].http_type == "asgi"


def test_a_decorator_on_an_earlier_function() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", "orders", "Storage")
    def earlier(msg: func.QueueMessage) -> None: ...

    @app.timer_trigger("timer", "0 0 * * * *")
    def later(timer: func.TimerRequest) -> None: ...

    app.blob_output("file", "files/{id}", "Storage")(earlier)
    assert types_of(earlier) == ["queueTrigger", "blob"]
    assert types_of(later) == ["timerTrigger"]
    assert names_of(app) == ["earlier", "later"]


def test_one_decorator_for_two_functions() -> None:
    app = func.FunctionApp()
    decorate = queue(app)

    def one(msg: func.QueueMessage) -> None: ...
    def two(msg: func.QueueMessage) -> None: ...

    [first], [second] = decorate(one).build().get_bindings(), decorate(two).build().get_bindings()
    assert first is not second
    assert first.get_dict_repr() == second.get_dict_repr()
    first.get_dict_repr()["queueName"] = "another"
    assert second.get_dict_repr()["queueName"] == "orders"
    assert names_of(app) == ["one", "two"]


def test_two_decorators_for_one_function() -> None:
    """A function of the user that is decorated twice, not on top of each other, is two functions of the app."""

    def work(msg: func.QueueMessage) -> None: ...

    app = func.FunctionApp()
    one, two = app.function_name("one")(queue(app)(work)), app.function_name("two")(queue(app)(work))
    assert one is not two
    assert names_of(app) == ["one", "two"]


def test_a_function_in_two_apps() -> None:
    first, second = func.FunctionApp(), func.FunctionApp()

    @second.queue_output("out", "sent", "Storage")
    @first.queue_trigger("msg", "orders", "Storage")
    def work(msg: func.QueueMessage, out: func.Out[str]) -> None: ...

    assert names_of(first) == names_of(second) == ["work"]
    assert first.get_functions() == second.get_functions() == [work.build()]
    assert types_of(work) == ["queueTrigger", "queue"]


@pytest.mark.parametrize("name", ["function_name", "http_type"])
def test_names_and_types_come_of_any_api(name: str) -> None:
    for owner in (func.DecoratorApi, func.TriggerApi, func.BindingApi, func.SettingsApi, func.Blueprint):
        decorated = getattr(owner(), name)("other")(len)
        function: Any = decorated._function
        assert (function.get_function_name(), function.http_type) in [("other", "function"), ("len", "other")]


def test_retry_with_further_fields() -> None:
    app = func.FunctionApp()
    app.retry("fixed_delay", "3", setting_extra_fields={"added": "yes"})(queue(app)(len))
    settings = app.get_functions()[0].get_settings_dict("retry_policy")
    assert settings == {
        "setting_name": "retry_policy",
        "strategy": "fixed_delay",
        "max_retry_count": "3",
        "added": "yes",
    }


# Mistakes


@pytest.mark.parametrize(
    ("name", "options", "error"),
    [
        ("queue_trigger", {"arg_name": "msg", "queue_name": "orders"}, ArgumentTypeError),
        ("queue_trigger", {"arg_name": "m", "queue_name": "q", "connection": "C", "data_type": "none"}, ChoiceError),
        ("queue_output", {"arg_name": "out"}, ArgumentTypeError),
        ("route", {"methods": ["NOTHING"]}, ChoiceError),
        ("route", {"auth_level": "nothing"}, ChoiceError),
        ("route", {"trigger_extra_fields": {"route": "twice"}}, ArgumentTypeError),
        ("route", {"binding_extra_fields": {"arg_name": "twice"}}, ArgumentTypeError),
        ("retry", {"strategy": "fixed_delay"}, ArgumentTypeError),
    ],
    ids=["missing", "wrong", "output", "method", "level", "route twice", "response", "setting"],
)
def test_a_decorator_that_fails_leaves_nothing_behind(
    name: str, options: dict[str, Any], error: type[Exception]
) -> None:
    app = func.FunctionApp()
    with pytest.raises(error):
        getattr(app, name)(**options)(len)
    assert app.get_functions() == []


@pytest.mark.parametrize("thing", [None, 5, "work", [], ()], ids=["None", "int", "str", "list", "tuple"])
def test_what_is_not_a_function(thing: Any) -> None:
    app = func.FunctionApp()
    with pytest.raises(AppError, match=r"^cannot decorate: expected a function, got ") as caught:
        queue(app)(thing)
    assert isinstance(caught.value, ValueError)
    assert app.get_functions() == []


def test_a_function_that_was_built_is_not_decorated() -> None:
    app = func.FunctionApp()
    decorated = queue(app)(len)
    with pytest.raises(AppError, match=r"^cannot decorate: expected a function, got Function$"):
        app.queue_output("out", "sent", "Storage")(decorated.build())


def test_a_function_without_trigger() -> None:
    app = func.FunctionApp()

    @app.queue_output("out", "sent", "Storage")
    def lost(out: func.Out[str]) -> None: ...

    line = lost.__code__.co_firstlineno  # type: ignore[attr-defined]  # a note for inspect, not for users
    message = rf"^<function 'lost' at .*test_function_app\.py:{line}> has no trigger$"
    with pytest.raises(AppError, match=message):
        app.get_functions()


def test_a_second_trigger() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", "orders", "Storage")
    def work(msg: func.QueueMessage) -> None: ...

    message = (
        r"^<function 'work' at .*test_function_app\.py:\d+> "
        r"has two triggers: queueTrigger for 'msg' and timerTrigger for 'timer'$"
    )
    with pytest.raises(AppError, match=message):
        app.timer_trigger("timer", "0 0 * * * *")(work)
    assert types_of(work) == ["queueTrigger"]
    assert names_of(app) == ["work"]


def test_two_functions_with_the_same_name() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", "orders", "Storage")
    def work(msg: func.QueueMessage) -> None: ...

    @app.function_name("work")
    @app.queue_trigger("msg", "orders", "Storage")
    def other(msg: func.QueueMessage) -> None: ...

    with pytest.raises(AppError) as caught:
        app.get_functions()
    found = re.fullmatch(
        r"duplicate function name \'work\', used by "
        r"<function \'work\' at (.*):(\d+)> and <function 'work' at (.*):(\d+)>",
        str(caught.value),
    )
    assert found is not None
    assert found[1] == found[3] == __file__
    assert int(found[2]) < int(found[4])


def test_validate_function_names() -> None:
    app = func.FunctionApp()
    queue(app)(len)
    [function] = app.get_functions()
    app.validate_function_names([])
    app.validate_function_names([function, function])
    twin: func.Function[..., Any] = func.Function(len, "function_app.py")
    with pytest.raises(
        AppError, match=r"^duplicate function name 'len', used by <function 'len'> and <function 'len'>$"
    ):
        app.validate_function_names([function, twin])


# Classes derived from those of the package


def test_a_subclass_overrides_a_decorator() -> None:
    class App(func.FunctionApp):
        def queue_trigger(self, arg_name: str, queue_name: str) -> Any:  # type: ignore[override]  # takes less
            return super().queue_trigger(arg_name, f"team-{queue_name}", "Storage")

    app = App()

    @app.queue_trigger("msg", "orders")  # type: ignore[untyped-decorator]  # as it is declared above
    def work(msg: func.QueueMessage) -> None: ...

    [row] = app.get_functions()[0].get_raw_bindings()
    assert json.loads(row)["queueName"] == "team-orders"


def test_private_names_that_other_packages_use() -> None:
    app: Any = func.FunctionApp()
    assert app._function_builders == []
    decorated = queue(app)(len)
    assert app._function_builders == [decorated]
    configured: list[object] = []

    def wrap(builder: object) -> object:
        configured.append(builder)
        return builder

    assert app._configure_function_builder(wrap)(decorated) is decorated
    assert configured == [decorated]
    assert app._function_builders == [decorated]


def test_a_builder_for_another_library() -> None:
    # Its methods are private.
    app: Any = func.FunctionApp()

    def tea() -> None: ...

    # As azure-functions-durable 2 does it: it adds the builder itself.
    builder = app._validate_type(tea)
    assert app._function_builders == []
    app._function_builders.append(builder)
    assert app._validate_type(builder) is builder
    assert app._function_builders == []
    number: Any = 7
    with pytest.raises(AppError, match=r"^cannot decorate: expected a function, got int$"):
        app._validate_type(number)
