"""Function apps and decorators."""

from __future__ import annotations

import base64
import inspect
import json
import logging
from datetime import time
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from ..decorators import Member, Row, Use
from ..decorators_compare import Found, given
from ..packages import official, ours, resolve
from ..table import Shown, both, python, row


def work(msg: object) -> object:
    return msg


def _first(app: Any) -> Any:
    """Declare two functions, and return the first as its decorators left it."""

    def first(req: object) -> object:
        return req

    async def second(req: object) -> object:
        return req

    decorated = app.route()(first)
    app.route()(second)
    return decorated


def _json(app: Any) -> list[str]:
    return [function.get_function_json() for function in app.get_functions()]


def _types(app: Any) -> dict[str, list[str]]:
    """Return, by the name of each function, what its bindings are."""
    return {each.get_function_name(): [binding.type for binding in each.get_bindings()] for each in app.get_functions()}


def _queue_function(app: Any, work: Any) -> Any:
    return app.queue_trigger("msg", "orders", "Storage")(work)


@row()
def app_functions_twice(func: ModuleType) -> Shown:
    """`app.get_functions()`, again
    raises `ValueError` -> returns the same functions
    the call changes nothing"""
    app = func.FunctionApp()
    _first(app)
    yield _json(app), lambda: _json(app)
    app.function_name("third")(app.timer_trigger("timer", "0 * * * * *")(work))
    yield ["first", "second", "third"], lambda: list(_types(app))


# Not AsgiFunctionApp: what is left of it there fails once more, see `app_asgi_not_made`.
@row(
    both(lambda func: func.FunctionApp("anonymous").auth_level.name, KeyError, "ANONYMOUS"),
    both(lambda func: func.FunctionApp("Anonymous").auth_level.name, KeyError, "ANONYMOUS"),
    both(lambda func: func.WsgiFunctionApp(work, "anonymous").auth_level.name, KeyError, "ANONYMOUS"),
)
def app_auth_level() -> None:
    """`FunctionApp("anonymous")` and the other apps
    raises `KeyError`; only `"ANONYMOUS"` is known -> accepts it in any case
    `route(auth_level="anonymous")` works, too"""


@row()
def app_earlier_function(func: ModuleType) -> Shown:
    """a decorator applied to a function that was declared before the last one
    changes the last function -> changes the decorated function
    you mean the function that you decorate"""
    http = ["httpTrigger", "http"]
    for name, arguments, binding in (
        ("queue_output", ("out", "orders", "Storage"), "queue"),
        ("blob_input", ("in", "a/b", "Storage"), "blob"),
        ("generic_output_binding", ("out", "own"), "own"),
    ):
        app = func.FunctionApp()
        getattr(app, name)(*arguments)(_first(app))
        yield {"first": [*http, binding], "second": http}, partial(_types, app)
    app = func.FunctionApp()
    app.retry("fixed_delay", "3")(app.function_name("named")(_first(app)))
    yield {"named": http, "second": http}, lambda: _types(app)
    yield [True, False], lambda: [bool(each.get_settings_dict("retry_policy")) for each in app.get_functions()]


def _not_made(func: ModuleType) -> str:
    code = """
import sys
import {} as func
found = []
sys.unraisablehook = lambda raised: found.append(type(raised.exc_value).__name__)
try:
    func.AsgiFunctionApp(lambda *args: None, http_auth_level="bogus")
except KeyError:
    found.append("as expected")
print(sorted(found))
"""
    return python(code.format(func.__name__))


@row(both(_not_made, "['AttributeError', 'as expected']", "['as expected']"))
def app_asgi_not_made() -> None:
    """an `AsgiFunctionApp` that could not be made
    fails again when it is collected -> does not
    one mistake, one error"""


@row(
    Use("cosmos_db_trigger", ("documents", "Cosmos", "shop", "orders"), {"start_from_time": time(1, 2)}),
    Use("queue_trigger", ("message", "orders", "Storage"), {"some_extra": b"tea"}),
)
def decorator_json(found: Found) -> bool:
    """options of type `time`, and `bytes` in your own options
    raise `TypeError` when function.json is made -> are written as `01:02:00` and base64
    the host reads these forms"""
    texts = [
        value.isoformat() if isinstance(value, time) else base64.b64encode(value).decode()
        for _, value in given(found.subject)
        if isinstance(value, (time, bytes))
    ]
    cannot = isinstance(found.theirs, TypeError) and "not JSON serializable" in str(found.theirs)
    return cannot and bool(texts) and isinstance(found.mine, str) and all(text in found.mine for text in texts)


def _tool_properties(func: Any) -> object:
    app = func.FunctionApp()
    properties = [{"propertyName": "a"}]
    app.mcp_tool_trigger(arg_name="context", tool_name="t", tool_properties=properties)(work)
    return json.loads(_json(app)[0])["bindings"][0]["toolProperties"]


@row(both(_tool_properties, [{"propertyName": "a"}], '[{"propertyName": "a"}]'))
def mcp_tool_properties_list() -> None:
    """`mcp_tool_trigger(tool_properties=[…])`
    writes a JSON array -> writes its text
    the extension reads only text"""


_MEMBERS = {
    text.casefold(): item.value
    for kind in ("BlobSource", "CosmosDBChangeFeedMode", "McpPropertyType")
    for name, item in getattr(ours, kind).__members__.items()
    for text in (name, item.value)
}


@row(
    Use("blob_trigger", ("blob", "a/b", "Storage"), {"source": "EVENT_GRID"}),
    Use("blob_trigger", ("blob", "a/b", "Storage"), {"source": "bogus"}),
)
def decorator_choice(found: Found) -> bool:
    """texts for `source`, `change_feed_mode` and `property_type`
    are passed on unchanged, or raise `AttributeError` -> are looked up by name and by value; unknown ones raise
      `ChoiceError`
    the host does not know the names"""
    options = ("source", "change_feed_mode", "property_type")
    for text in [value for name, value in given(found.subject) if name in options and isinstance(value, str)]:
        value = _MEMBERS.get(text.casefold())
        if value is None:
            return found.reading == "outcome" and isinstance(found.mine, KeyError) and repr(text) in str(found.mine)
        if isinstance(found.theirs, AttributeError):
            return isinstance(found.mine, str)
        return isinstance(found.theirs, str) and found.theirs.replace(text, value) == found.mine
    return False


def _member(func: Any, kind: str, name: str) -> Any:
    return resolve(func, f"decorators.{kind}")[name].value


@row(
    Use("mcp_tool_property", ("first",), {"property_type": Member("decorators.core.McpPropertyType", "FLOAT")}),
    both(lambda func: _member(func, "core.McpPropertyType", "FLOAT"), "float", "number"),
    both(lambda func: _member(func, "kafka.OAuthBearerMethod", "DEFAULT"), (0,), 0),
    both(lambda func: _member(func, "openai.InputType", "RawText"), ("raw_text",), "raw_text"),
)
def decorator_enum_values(found: Found) -> bool:
    """the values of `McpPropertyType.FLOAT`, `OAuthBearerMethod.DEFAULT`, `InputType.RawText`
    are `"float"`, `(0,)`, `("raw_text",)` -> are `"number"`, `0`, `"raw_text"`
    JSON Schema has `number`; the tuples come from stray commas"""
    is_given = any(isinstance(value, Member) and value.name == "FLOAT" for _, value in given(found.subject))
    return is_given and isinstance(found.theirs, str) and found.theirs.replace("float", "number") == found.mine


def _registered_twice(func: Any) -> int:
    app, blueprint = func.FunctionApp(), func.Blueprint()
    _queue_function(blueprint, work)
    app.register_functions(blueprint)
    app.register_functions(blueprint)
    return len(app.get_functions())


@row(both(_registered_twice, ValueError, 1))
def app_blueprint_twice() -> None:
    """a blueprint that is registered twice
    raises `ValueError` for duplicate names -> adds its functions once
    they are the same functions"""


def _in_two(func: Any) -> bool:
    one, other = func.FunctionApp(), func.FunctionApp()
    other.queue_output("out", "bills", "Storage")(_queue_function(one, work))
    return bool(other.get_functions() == one.get_functions())


@row(both(_in_two, IndexError, True))
def app_several() -> None:
    """a function with decorators of two apps or blueprints
    is taken from the first app, or changes another function -> belongs to both
    you mean the function that you decorate"""


def _logged(func: Any) -> int:
    app = func.FunctionApp()
    _queue_function(app, work)
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign, assignment]  # to see what is logged
    logging.getLogger().addHandler(handler)
    app.get_functions()
    logging.getLogger().removeHandler(handler)
    return len(records)


@row(both(_logged, 1, 0))
def app_warning() -> None:
    """an app without HTTP functions
    logs a warning that its auth level is not applied -> does not
    the app did not ask for one"""


@row()
def app_durable_below() -> None:
    """a decorator below one of Durable Functions
    is lost -> counts
    the order of decorators does not matter"""
    pytest.importorskip("azure.durable_functions")
    for kind in ("orchestration", "activity", "entity"):
        for func, types in ((official, [f"{kind}Trigger"]), (ours, ["queue", f"{kind}Trigger"])):
            app = func.FunctionApp()
            decorated = getattr(app, f"{kind}_trigger")("msg")(app.queue_output("out", "bills", "Storage")(work))
            assert [binding.type for binding in decorated.build().get_bindings()] == types


@row()
def decorator_calls() -> None:
    """calling a function with `durable_client_input` or `orchestration_trigger` in a test
    calls what the worker calls -> calls the function
    for tests"""
    pytest.importorskip("azure.durable_functions")
    assert ours.FunctionApp().orchestration_trigger("msg")(work)(7) == 7
    with pytest.raises(TypeError):
        official.FunctionApp().orchestration_trigger("msg")(work)(7)


@row(both(lambda func: callable(func.FunctionApp().route(work)), True, TypeError))
def decorator_bare() -> None:
    """a decorator without parentheses: `@app.route`
    uses the function as its first option -> raises `ArgumentTypeError`, a `TypeError`
    otherwise the function is lost"""


def _names(func: Any, work: object) -> list[str]:
    app = func.FunctionApp()
    _queue_function(app, work)
    return [*_types(app)]


@row(both(lambda func: _names(func, partial(work)), AttributeError, ["work"]))
def decorator_callables() -> None:
    """objects without `__name__`, `functools.partial` among them
    raise `AttributeError` -> have the name of the function inside, or of their class
    they can be called"""


async def _wait(msg: object) -> None: ...


@row(
    both(lambda func: inspect.iscoroutinefunction(_queue_function(func.FunctionApp(), _wait)), False, True),
    both(
        lambda func: [*inspect.signature(_queue_function(func.FunctionApp(), _wait)).parameters],
        ["args", "kwargs"],
        ["msg"],
    ),
)
def decorator_async() -> None:
    """`inspect.iscoroutinefunction` and `inspect.signature` of a decorated function
    report a plain function of `*args` and `**kwargs` -> report what they report for the function
    tools use them"""


@row(Use("table_output", ("row", "Storage", "orders"), {"some_extra": 1}))
def decorator_table(found: Found) -> bool:
    """unknown keywords, for `table_input` and `table_output`
    raise `TypeError` -> are passed through, as for every other decorator; a checker reports them
    the host may have more options"""
    refused = isinstance(found.theirs, TypeError) and "unexpected keyword" in str(found.theirs)
    # Of ours, an error is one that another keyword makes.
    return refused and "table_" in str(found.theirs) and (isinstance(found.mine, (str, ValueError, TypeError)))


@row(both(lambda func: '"GET"' in _json_of_route(func), KeyError, True))
def route_one_method() -> None:
    """`route(methods="GET")`
    raises `KeyError` for `G` -> uses it as one method
    the meaning is clear"""


def _json_of_route(func: Any) -> str:
    app = func.FunctionApp()
    app.route(methods="GET")(work)
    return _json(app)[0]


def _dapr_route(func: Any) -> object:
    return resolve(func, "decorators.dapr.DaprTopicTrigger")(name="msg", pub_sub_name="pubsub", topic="orders").route


def _arg_name(func: ModuleType) -> object:
    make = resolve(func, "decorators.timer.TimerTrigger")
    return make(schedule="0 * * * * *", name="tick", arg_name="tick").get_dict_repr().get("argName")


@row(both(_arg_name, "tick", None))
def binding_arg_name() -> None:
    """`TimerTrigger(…, name="tick", arg_name="tick")` and other classes of bindings
    writes `argName` into function.json as well -> writes `name` only
    the host ignores `argName`"""


@row(
    both(lambda func: bool(resolve(func, "decorators.function_name.FunctionName")("orders", own=1)), True, TypeError),
    both(lambda func: resolve(func, "decorators.core.Trigger")(name="msg").name, TypeError, "msg"),
    both(_dapr_route, None, "orders"),
)
def row_classes(found: Found) -> bool:
    """the classes of `decorators.*` used by themselves: `FunctionName`, `RetryPolicy`, `DaprTopicTrigger`,
      `HttpTrigger`, `Trigger` and the other bases
    accept further keywords; write no route by default; write methods unchanged; are abstract -> accept
      `setting_extra_fields`; behave like the decorator; look methods up; are concrete
    a decorator and its class behave alike"""
    names = (
        *("dapr.DaprTopicTrigger", "http.HttpTrigger", "mcp.MCPResourceTrigger", "function_name.FunctionName"),
        *("retry_policy.RetryPolicy", "table.TableInput", "table.TableOutput"),
    )
    return isinstance(found.subject, Row) and found.subject.path.removeprefix("decorators.") in names
