"""Apps of several functions, blueprints and decorators, each written once, for either package."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, cast

from .decorators_read import Readings, read, text_of
from .packages import HAS_TO_DICT, ours

Scenario = Callable[[ModuleType], object]
SCENARIOS: dict[str, Scenario] = {}


def _says(description: str) -> Callable[[Scenario], Scenario]:
    def add(scenario: Scenario) -> Scenario:
        SCENARIOS[description] = scenario
        return scenario

    return add


def run(func: ModuleType, scenario: Scenario) -> Readings:
    """Return what comes of a scenario: what an app says, any other value as text, or the error."""
    try:
        given: Any = scenario(func)
        if hasattr(given, "get_functions"):
            return read(given.get_functions())
    except Exception as error:  # whatever it is, it is what is compared
        return {"outcome": error}
    return cast("Readings", given) if isinstance(given, dict) else {"outcome": text_of(given)}


def plain(name: str = "plain") -> Callable[..., object]:
    """Return a function of one parameter."""

    def function(req: str) -> str:
        return req

    function.__name__ = name
    return function


def queue_function(container: Any, name: str) -> Any:
    """Declare a function of a queue."""

    def function(message: str) -> str:
        return message

    function.__name__ = name
    return container.queue_trigger("message", "orders", "Storage")(function)


def http_function(container: Any, name: str, **options: object) -> Any:
    """Declare a function of a route."""

    def function(req: object) -> object:
        return req

    function.__name__ = name
    return container.route(**options)(function)


@_says("blueprints, between functions of the app")
def _(func: ModuleType) -> object:
    app, first, second = func.FunctionApp(), func.Blueprint(), func.Blueprint()
    queue_function(app, "one")
    http_function(first, "two")
    app.register_functions(first)
    queue_function(app, "three")
    http_function(second, "four", auth_level=func.AuthLevel.ADMIN, methods=["GET"])
    # What comes later is not registered, or is: either way it is the same.
    queue_function(first, "five")
    app.register_blueprint(second)
    return app


@_says("one blueprint in two apps of different auth levels")
def _(func: ModuleType) -> object:
    blueprint = func.Blueprint()
    http_function(blueprint, "one")
    texts: list[str] = []
    for level in (func.AuthLevel.ANONYMOUS, func.AuthLevel.ADMIN):
        app = func.FunctionApp(level)
        app.register_functions(blueprint)
        texts += [function.get_function_json() for function in app.get_functions()]
    return texts


def _of_level(level: str, func: ModuleType) -> object:
    app = func.FunctionApp(http_auth_level=func.AuthLevel[level])
    http_function(app, "one", route="")
    http_function(app, "two", auth_level="function")
    http_function(app, "three", auth_level=None)
    app.generic_trigger("req", type="httpTrigger")(app.generic_output_binding("$return", type="http")(len))
    return app


def _by_name(level: str, func: ModuleType) -> object:
    app = func.FunctionApp(level)
    http_function(app, "one", route="a/{b?}")
    return text_of(app.auth_level), [function.get_function_json() for function in app.get_functions()]


for _level in ("FUNCTION", "ANONYMOUS", "ADMIN"):
    SCENARIOS[f"auth level {_level} of the app"] = partial(_of_level, _level)
    SCENARIOS[f"auth level {_level} of the app, by name"] = partial(_by_name, _level)


@_says("a function of the app is called")
def _(func: ModuleType) -> object:
    function = queue_function(func.FunctionApp(), "one")
    app = func.FunctionApp()
    queue_function(app, "two")
    (indexed,) = app.get_functions()
    return function("called"), function(message="by name"), indexed("by the index"), indexed.get_user_function()("x")


@_says("builders by hand")
def _(func: ModuleType) -> object:
    decorators = func.decorators
    builder = decorators.function_app.FunctionBuilder(plain(), "script.py")
    builder.add_binding(decorators.queue.QueueOutput(name="out", queue_name="orders", connection="Storage"))
    builder.add_trigger(decorators.http.HttpTrigger(name="req", methods=[func.HttpMethod.PUT], route="a"))
    builder.add_setting(decorators.function_name.FunctionName(function_name="named"))
    builder.configure_http_type("wsgi")
    return read([builder.build(func.AuthLevel.ANONYMOUS)])


@_says("functions by hand")
def _(func: ModuleType) -> object:
    function = func.Function(plain(), "script.py")
    before = read([function])
    function.add_trigger(func.decorators.timer.TimerTrigger(name="timer", schedule="0 * * * * *"))
    function.set_http_type("asgi")
    function.add_setting(func.decorators.retry_policy.RetryPolicy(strategy="fixed_delay", max_retry_count="3"))
    return before, read([function])


def _in_app(declare: Callable[[Any, Any], object], func: ModuleType) -> object:
    """Make an app, and declare functions in it."""
    app: Any = func.FunctionApp()
    declare(app, func)
    return app


def _blueprint(app: Any, func: Any) -> None:
    blueprint = func.Blueprint("anything", at="all")
    http_function(blueprint, "one")
    app.register_functions(blueprint)


_APPS: dict[str, Callable[[Any, Any], object]] = {
    "several functions, in the order in which they are declared": lambda app, func: [
        queue_function(app, name) for name in ("one", "three", "two")
    ],
    "a blueprint made with arguments": _blueprint,
    "a trigger that is an HTTP trigger by its type": lambda app, func: app.generic_trigger(
        "req", type="httpTrigger", route="a", methods=["get"], auth_level="ADMIN"
    )(plain()),
    "the same name, given to the one and the other": lambda app, func: [
        queue_function(app, "one"),
        app.function_name("two")(queue_function(app, "one")),
    ],
}
SCENARIOS.update((name, partial(_in_app, declare)) for name, declare in _APPS.items())
SCENARIOS["an app without functions"] = lambda func: list(func.FunctionApp().get_functions())
SCENARIOS["the script"] = lambda func: func.FunctionApp().app_script_file
SCENARIOS["names are validated"] = lambda func: func.FunctionApp().validate_function_names(
    [func.Function(plain(name), "script.py") for name in ("one", "two", "One")]
)


def _base(func: ModuleType, name: str) -> Any:
    base: Any = getattr(func.decorators.core, name)

    class Own(base):  # type: ignore[misc]  # a base of either package
        @staticmethod
        def get_binding_name() -> str:
            return "own"

        def __init__(
            self,
            name: str,
            own_option: str,
            data_type: object = None,
            other_option: int | None = None,
            **kwargs: object,
        ) -> None:
            self.own_option = own_option
            self.other_option = other_option
            parent: Any = super()
            parent.__init__(name=name, data_type=data_type)

    return Own(name="one", own_option="yes", data_type=func.DataType.STREAM, some_extra=1, nothing=None)


for _name in ("Trigger", "InputBinding", "OutputBinding"):

    def _own(func: ModuleType, name: str = _name) -> object:
        made = _base(func, name)
        function = func.Function(plain(), "script.py")
        (function.add_trigger if name == "Trigger" else function.add_binding)(made)
        return made.get_dict_repr(), int(made.direction), made.type, read([function])

    SCENARIOS[f"a user's own {_name}"] = _own


@_says("a user's own setting")
def _(func: ModuleType) -> object:
    base: Any = func.decorators.core.Setting

    class Own(base):  # type: ignore[misc]  # a base of either package
        def __init__(self, own_option: str, other_option: int | None = None, **kwargs: object) -> None:
            self.own_option = own_option
            self.other_option = other_option
            parent: Any = super()
            parent.__init__(setting_name="own")

    made = Own("yes", some_extra=1)
    return made.get_dict_repr(), made.get_settings_value("own_option"), made.get_setting_name()


# HTTP frameworks


def _wrapped(kind: str, func: ModuleType, level: str = "", **options: object) -> object:
    app = getattr(func, kind)(plain("framework"), *([func.AuthLevel[level]] if level else []), **options)
    found = read(app.get_functions())
    if HAS_TO_DICT or func is not ours:
        return found
    # 1.x does not know this method.
    rest = {', "QUERY"': "", ", HttpMethod.QUERY": ""}
    for text, without in rest.items():
        found = {
            name: value.replace(text, without) if isinstance(value, str) else value for name, value in found.items()
        }
    return found


def _with_more(kind: str, func: ModuleType) -> object:
    app = getattr(func, kind)(plain("framework"), function_name="web")
    queue_function(app, "one")
    blueprint = func.Blueprint()
    queue_function(blueprint, "two")
    app.register_functions(blueprint)
    return [(function.get_function_name(), function.http_type) for function in app.get_functions()]


for _kind in ("AsgiFunctionApp", "WsgiFunctionApp"):
    SCENARIOS[_kind] = partial(_wrapped, _kind)
    SCENARIOS[f"{_kind}, named and anonymous"] = partial(_wrapped, _kind, level="ANONYMOUS", function_name="web")
    SCENARIOS[f"{_kind}, with functions beside"] = partial(_with_more, _kind)


@_says("ExternalHttpFunctionApp for a framework of one's own")
def _(func: ModuleType) -> object:
    base: Any = func.ExternalHttpFunctionApp

    class Own(base):  # type: ignore[misc]  # a base of either package
        def __init__(self) -> None:
            parent: Any = super()
            parent.__init__(func.AuthLevel.ANONYMOUS)
            self._add_http_app(None)

        def _add_http_app(self, http_middleware: object) -> None:
            http_function(self, "own", route="/{*route}")

    return Own()
