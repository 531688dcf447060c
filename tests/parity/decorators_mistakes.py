"""What both packages refuse, and with errors of the same kind."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from .decorators_stacks import Scenario, http_function, plain, queue_function

MISTAKES: dict[str, Scenario] = {}


def _says(description: str) -> Callable[[Scenario], Scenario]:
    def add(scenario: Scenario) -> Scenario:
        MISTAKES[description] = scenario
        return scenario

    return add


@_says("two triggers")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    return app.timer_trigger("timer", "0 * * * * *")(queue_function(app, "one"))


@_says("the same trigger twice")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    return app.route()(http_function(app, "one"))


@_says("no trigger")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    app.queue_output("out", "orders", "Storage")(plain())
    return app


@_says("only a name")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    app.function_name("named")(plain())
    return app


@_says("no trigger, in a blueprint")
def _(func: ModuleType) -> object:
    app, blueprint = func.FunctionApp(), func.Blueprint()
    blueprint.blob_input("in", "a/b", "Storage")(plain())
    app.register_functions(blueprint)
    return app


for _name, _given in {"a number": 5, "None": None, "a text": "text", "an object": object()}.items():

    def _decorates(func: ModuleType, given: object = _given) -> object:
        return func.FunctionApp().queue_trigger("message", "orders", "Storage")(given)

    def _names(func: ModuleType, given: object = _given) -> object:
        return func.FunctionApp().function_name("named")(given)

    MISTAKES[f"{_name} is decorated"] = _decorates
    MISTAKES[f"{_name} is named"] = _names


@_says("an app is registered")
def _(func: ModuleType) -> object:
    return func.FunctionApp().register_functions(func.FunctionApp())


@_says("an app is registered as a blueprint")
def _(func: ModuleType) -> object:
    return func.FunctionApp().register_blueprint(func.FunctionApp())


@_says("two functions of one name")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    queue_function(app, "one")
    queue_function(app, "one")
    return app


@_says("two functions of one name, one in a blueprint")
def _(func: ModuleType) -> object:
    app, blueprint = func.FunctionApp(), func.Blueprint()
    queue_function(blueprint, "one")
    queue_function(app, "one")
    app.register_functions(blueprint)
    return app


@_says("a name is given to two functions")
def _(func: ModuleType) -> object:
    app = func.FunctionApp()
    app.function_name("named")(queue_function(app, "one"))
    app.function_name("named")(queue_function(app, "two"))
    return app


@_says("names that are the same are validated")
def _(func: ModuleType) -> object:
    functions = [func.Function(plain(name), "script.py") for name in ("one", "one")]
    return func.FunctionApp().validate_function_names(functions)


@_says("an auth level that there is not")
def _(func: ModuleType) -> object:
    return func.FunctionApp("bogus")


@_says("an auth level of a route that there is not")
def _(func: ModuleType) -> object:
    return func.FunctionApp().route(auth_level="bogus")(plain())


@_says("a method that there is not")
def _(func: ModuleType) -> object:
    return func.FunctionApp().route(methods=["GET", "bogus"])(plain())


@_says("a builder without a trigger")
def _(func: ModuleType) -> object:
    return func.decorators.function_app.FunctionBuilder(plain(), "script.py").build(func.AuthLevel.FUNCTION)


@_says("a trigger is added by hand to a function that has one")
def _(func: ModuleType) -> object:
    trigger = func.decorators.warmup.WarmUpTrigger(name="warm")
    function = func.Function(plain(), "script.py")
    function.add_trigger(trigger)
    return function.add_trigger(func.decorators.warmup.WarmUpTrigger(name="again"))


# Not AsgiFunctionApp: what the official SDK leaves behind there fails again when it is collected.
for _kind in ("WsgiFunctionApp", "ExternalHttpFunctionApp"):

    def _without_app(func: ModuleType, kind: str = _kind) -> object:
        return getattr(func, kind)("FUNCTION") if kind == "ExternalHttpFunctionApp" else getattr(func, kind)()

    MISTAKES[f"{_kind} without an app"] = _without_app


@_says("Setting itself")
def _(func: ModuleType) -> object:
    return func.decorators.core.Setting(name="one")
