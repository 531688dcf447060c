"""What both packages refuse, and with errors of the same kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from .decorators_stacks import Scenario, http_function, plain, queue_function

# Steps that declare something in an app, of the app and of the package that it is of.
Steps = Callable[[Any, Any], object]


def _in_app(steps: Steps, func: ModuleType) -> object:
    app: Any = func.FunctionApp()
    steps(app, func)
    return app


def _in_blueprint(steps: Steps, func: ModuleType) -> object:
    app: Any = func.FunctionApp()
    blueprint = func.Blueprint()
    steps(blueprint, func)
    app.register_functions(blueprint)
    queue_function(app, "one")
    return app


def _warm_up(func: Any, name: str) -> Any:
    return func.decorators.warmup.WarmUpTrigger(name=name)


def _two_triggers_by_hand(app: Any, func: Any) -> None:
    function = func.Function(plain(), "script.py")
    function.add_trigger(_warm_up(func, "warm"))
    function.add_trigger(_warm_up(func, "again"))


_APPS: dict[str, Steps] = {
    "two triggers": lambda app, func: app.timer_trigger("timer", "0 * * * * *")(queue_function(app, "one")),
    "the same trigger twice": lambda app, func: app.route()(http_function(app, "one")),
    "no trigger": lambda app, func: app.queue_output("out", "orders", "Storage")(plain()),
    "only a name": lambda app, func: app.function_name("named")(plain()),
    "an app is registered": lambda app, func: app.register_functions(func.FunctionApp()),
    "an app is registered as a blueprint": lambda app, func: app.register_blueprint(func.FunctionApp()),
    "two functions with the same name": lambda app, func: [queue_function(app, "one") for _ in range(2)],
    "a name is given to two functions": lambda app, func: [
        app.function_name("named")(queue_function(app, name)) for name in ("one", "two")
    ],
    "names that are the same are validated": lambda app, func: app.validate_function_names(
        [func.Function(plain(name), "script.py") for name in ("one", "one")]
    ),
    "an auth level that there is not": lambda app, func: func.FunctionApp("bogus"),
    "an auth level of a route that there is not": lambda app, func: app.route(auth_level="bogus")(plain()),
    "a method that there is not": lambda app, func: app.route(methods=["GET", "bogus"])(plain()),
    "a builder without a trigger": lambda app, func: func.decorators.function_app.FunctionBuilder(
        plain(), "script.py"
    ).build(func.AuthLevel.FUNCTION),
    "a trigger is added by hand to a function that has one": _two_triggers_by_hand,
    # Not AsgiFunctionApp: what the official SDK leaves behind there fails again when it is collected.
    "WsgiFunctionApp without an app": lambda app, func: func.WsgiFunctionApp(),
    "ExternalHttpFunctionApp without an app": lambda app, func: func.ExternalHttpFunctionApp("FUNCTION"),
    "Setting itself": lambda app, func: func.decorators.core.Setting(name="one"),
}
_BLUEPRINTS: dict[str, Steps] = {
    "no trigger, in a blueprint": lambda blueprint, func: blueprint.blob_input("in", "a/b", "Storage")(plain()),
    "two functions with the same name, one in a blueprint": lambda blueprint, func: queue_function(blueprint, "one"),
}


def _decorates(given: object, app: Any, func: Any) -> object:
    return app.queue_trigger("message", "orders", "Storage")(given)


def _names(given: object, app: Any, func: Any) -> object:
    return app.function_name("named")(given)


for _name, _given in {"a number": 5, "None": None, "a text": "text", "an object": object()}.items():
    _APPS[f"{_name} is decorated"] = partial(_decorates, _given)
    _APPS[f"{_name} is named"] = partial(_names, _given)

MISTAKES: dict[str, Scenario] = {
    **{name: partial(_in_app, steps) for name, steps in _APPS.items()},
    **{name: partial(_in_blueprint, steps) for name, steps in _BLUEPRINTS.items()},
}
