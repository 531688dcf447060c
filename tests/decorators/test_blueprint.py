"""Blueprints: functions declared apart from the app that registers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError


def names_of(app: func.FunctionRegister) -> list[str]:
    return [function.get_function_name() for function in app.get_functions()]


def make_blueprint(*names: str) -> func.Blueprint:
    blueprint = func.Blueprint()
    for name in names:

        @blueprint.function_name(name)
        @blueprint.queue_trigger("msg", "orders", "Storage")
        def work(msg: func.QueueMessage) -> None: ...

    return blueprint


@pytest.fixture(params=["register_functions", "register_blueprint"])
def register(request: pytest.FixtureRequest) -> Callable[[func.FunctionRegister, Any], None]:
    """The two names of the same."""

    def call(app: func.FunctionRegister, blueprint: Any) -> None:
        assert getattr(app, request.param)(blueprint) is None

    return call


Register = Callable[[func.FunctionRegister, Any], None]


def test_a_blueprint_is_not_an_app() -> None:
    blueprint = func.Blueprint()
    assert not isinstance(blueprint, func.FunctionRegister)
    assert not hasattr(blueprint, "get_functions")
    assert blueprint.app_script_file == "function_app.py"


def test_it_has_every_decorator_of_an_app() -> None:
    # Python keeps annotations there, but not in every class.
    names = [name for name in dir(func.FunctionApp) if not name.startswith("__annot")]
    missing = [name for name in names if not hasattr(func.Blueprint, name)]
    assert missing == [
        "auth_level",
        "get_functions",
        "register_blueprint",
        "register_functions",
        "validate_function_names",
    ]


def test_functions_are_those_of_the_blueprint(register: Register) -> None:
    app, blueprint = func.FunctionApp("admin"), func.Blueprint()

    @app.timer_trigger("timer", "0 0 * * * *")
    def own(timer: func.TimerRequest) -> None: ...

    @blueprint.queue_output("out", "orders", "Storage")
    @blueprint.route(methods="POST")
    def call(req: func.HttpRequest, out: func.Out[str]) -> str:
        return "called"

    register(app, blueprint)
    assert names_of(app) == ["own", "call"]
    assert app.get_functions() == [own.build(), call.build()]
    assert call(func.HttpRequest("POST", "/"), func.Out()) == "called"
    trigger: Any = call.build().get_trigger()
    # What the route does not say comes of the app.
    assert (trigger.route, trigger.auth_level) == ("call", func.AuthLevel.ADMIN)


def test_order_of_registration(register: Register) -> None:
    app = func.FunctionApp()
    for blueprint in (make_blueprint("c", "b"), make_blueprint(), make_blueprint("a")):
        register(app, blueprint)
    assert names_of(app) == ["c", "b", "a"]


def test_registered_twice(register: Register) -> None:
    app, blueprint = func.FunctionApp(), make_blueprint("a")
    register(app, blueprint)
    register(app, blueprint)
    assert names_of(app) == ["a"]


def test_registered_again_with_more_functions(register: Register) -> None:
    app, blueprint = func.FunctionApp(), make_blueprint("a")
    register(app, blueprint)
    blueprint.function_name("b")(blueprint.timer_trigger("timer", "0 0 * * * *")(len))
    assert names_of(app) == ["a"]
    register(app, blueprint)
    assert names_of(app) == ["a", "b"]


def test_registered_in_two_apps(register: Register) -> None:
    first, second, blueprint = func.FunctionApp(), func.FunctionApp(), make_blueprint("a", "b")
    register(first, blueprint)
    register(second, blueprint)
    assert names_of(first) == names_of(second) == ["a", "b"]
    assert first.get_functions() == second.get_functions()


def test_a_function_of_two_blueprints(register: Register) -> None:
    one, two, app = func.Blueprint(), func.Blueprint(), func.FunctionApp()

    @two.queue_output("out", "sent", "Storage")
    @one.queue_trigger("msg", "orders", "Storage")
    def work(msg: func.QueueMessage, out: func.Out[str]) -> None: ...

    register(app, one)
    register(app, two)
    assert names_of(app) == ["work"]
    assert [row.type for row in app.get_functions()[0].get_bindings()] == ["queueTrigger", "queue"]


def test_a_decorator_of_the_app_on_a_function_of_the_blueprint(register: Register) -> None:
    app, blueprint = func.FunctionApp(), func.Blueprint()
    decorated = blueprint.queue_trigger("msg", "orders", "Storage")(len)
    register(app, blueprint)
    app.function_name("other")(decorated)
    assert names_of(app) == ["other"]


def test_names_must_differ_between_blueprints(register: Register) -> None:
    app = func.FunctionApp()
    register(app, make_blueprint("a"))
    register(app, make_blueprint("a"))
    place = r"<function 'a' at .*test_blueprint\.py:\d+>"
    with pytest.raises(AppError, match=rf"^duplicate function name 'a', used by {place} and {place}$"):
        app.get_functions()


@pytest.mark.parametrize(
    ("thing", "shown"),
    [
        (func.FunctionApp(), "FunctionApp"),
        (None, "NoneType"),
        ([], "list"),
        (func.Blueprint, "type"),
        (len, "builtin.*"),
    ],
    ids=["app", "None", "list", "class", "function"],
)
def test_what_is_not_a_blueprint(thing: Any, shown: str, register: Register) -> None:
    app = func.FunctionApp()
    with pytest.raises(
        ArgumentTypeError, match=rf"^cannot register functions: expected a Blueprint, got {shown}$"
    ) as caught:
        register(app, thing)
    assert isinstance(caught.value, TypeError)
    assert app.get_functions() == []


def test_an_app_is_not_a_blueprint_of_itself(register: Register) -> None:
    app = func.FunctionApp()
    with pytest.raises(ArgumentTypeError):
        register(app, app)


def test_a_container_of_another_library(register: Register) -> None:
    """What other packages derive from the parts is taken as well."""

    class Container(func.TriggerApi, func.SettingsApi): ...

    container, app = Container(), func.FunctionApp()
    container.queue_trigger("msg", "orders", "Storage")(len)
    register(app, container)
    assert names_of(app) == ["len"]


def test_a_diamond() -> None:
    """What azure-functions-durable derives its own app from."""

    class DFApp(func.Blueprint, func.FunctionRegister):
        def __init__(self, http_auth_level: func.AuthLevel | str = "function") -> None:
            super().__init__(auth_level=http_auth_level)

        def own_trigger(self, name: str) -> Any:
            @self._configure_function_builder
            def wrap(fb: Any) -> Any:
                def decorate() -> Any:
                    fb.add_trigger(trigger=func.decorators.generic.GenericTrigger(name, "ownTrigger"))
                    return fb

                return decorate()

            return wrap

    app = DFApp("anonymous")

    @app.own_trigger("context")  # type: ignore[untyped-decorator]  # as those of other packages are
    def work(context: str) -> str:
        return context

    @app.route()
    def call(req: func.HttpRequest) -> None: ...

    assert work("x") == "x"
    assert names_of(app) == ["work", "call"]
    assert app.auth_level is func.AuthLevel.ANONYMOUS
    [trigger, _] = call.build().get_bindings_dict()["bindings"]
    assert trigger["authLevel"] is func.AuthLevel.ANONYMOUS
    # It is both, but an app first of all.
    with pytest.raises(ArgumentTypeError):
        func.FunctionApp().register_functions(app)


def test_a_trigger_and_an_input_as_other_packages_derive_them() -> None:
    class OwnTrigger(func.decorators.core.Trigger):
        @staticmethod
        def get_binding_name() -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # static, as there
            return "ownTrigger"

        def __init__(self, name: str, other_option: str | None = None) -> None:
            self.other_option = other_option
            super().__init__(name=name)

    class OwnInput(func.decorators.core.InputBinding):
        @staticmethod
        def get_binding_name() -> str:  # pyright: ignore[reportIncompatibleMethodOverride]  # static, as there
            return "own"

        def __init__(self, name: str, task_hub: str | None = None, connection_name: str | None = "C") -> None:
            self.task_hub = task_hub
            self.connection_name = connection_name
            super().__init__(name=name)

    class App(func.FunctionApp):
        def own(self) -> Any:
            def wrap(fb: Any) -> Any:
                fb.add_trigger(trigger=OwnTrigger(name="context", other_option="x"))
                return fb.add_binding(binding=OwnInput("client"))

            return self._configure_function_builder(wrap)

    app = App()
    app.own()(len)
    [function] = app.get_functions()
    assert [(row.name, row.type, row.direction, row.data_type) for row in function.get_bindings()] == [
        ("context", "ownTrigger", 0, None),
        ("client", "own", 0, None),
    ]
    assert function.get_raw_bindings() == [
        '{"direction": "IN", "type": "ownTrigger", "name": "context", "otherOption": "x"}',
        '{"direction": "IN", "type": "own", "name": "client", "connectionName": "C"}',
    ]
    rows: list[Any] = function.get_bindings()
    assert [row.init_params for row in rows] == [["name", "other_option"], ["name", "task_hub", "connection_name"]]
