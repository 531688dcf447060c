"""What is wrong with apps and their decorators."""

from __future__ import annotations

import json
from functools import partial
from types import ModuleType
from typing import Any

from .examples import python
from .wrongs import Wrongs

WRONGS = Wrongs()


def _function(req: object) -> object:
    return req


def _types(app: Any) -> dict[str, list[str]]:
    """Return, by the name of each function, what its bindings are."""
    return {
        function.get_function_name(): [binding.type for binding in function.get_bindings()]
        for function in app.get_functions()
    }


def _two_functions(app: Any) -> Any:
    """Declare two functions, and return the first as its decorators left it."""

    def first(req: object) -> object:
        return req

    async def second(req: object) -> object:
        return req

    decorated = app.route()(first)
    app.route()(second)
    return decorated


@WRONGS.says("app: its functions are asked for twice")
def _(func: ModuleType) -> None:
    app = func.FunctionApp()
    _two_functions(app)
    once = [function.get_function_json() for function in app.get_functions()]
    again = [function.get_function_json() for function in app.get_functions()]
    assert again == once
    assert len(once) == 2


@WRONGS.says("app: its functions are asked for, and then there is one more")
def _(func: ModuleType) -> None:
    app = func.FunctionApp()
    _two_functions(app)
    app.get_functions()
    app.function_name("third")(app.timer_trigger("timer", "0 * * * * *")(_function))
    assert list(_types(app)) == ["first", "second", "third"]


def _auth_level(kind: str, level: str, func: ModuleType) -> None:
    app = getattr(func, kind)(*[_function] * (kind != "FunctionApp"), http_auth_level=level)
    assert app.auth_level is func.AuthLevel.ANONYMOUS


for _kind in ("FunctionApp", "AsgiFunctionApp", "WsgiFunctionApp"):
    for _level in ("anonymous", "Anonymous"):
        # AsgiFunctionApp leaves behind something that fails once more, see below.
        if _kind != "AsgiFunctionApp":
            WRONGS[f"{_kind}: an auth level is spelt {_level!r}"] = partial(_auth_level, _kind, _level)


def _late(decorator: str, arguments: tuple[str, ...], binding: str, func: ModuleType) -> None:
    app = func.FunctionApp()
    getattr(app, decorator)(*arguments)(_two_functions(app))
    assert _types(app) == {"first": ["httpTrigger", "http", binding], "second": ["httpTrigger", "http"]}


for _decorator, _arguments, _binding in (
    ("queue_output", ("out", "orders", "Storage"), "queue"),
    ("blob_input", ("in", "a/b", "Storage"), "blob"),
    ("generic_output_binding", ("out", "own"), "own"),
):
    WRONGS[f"app: an earlier function gets a binding by {_decorator}"] = partial(
        _late, _decorator, _arguments, _binding
    )


@WRONGS.says("app: an earlier function gets a name")
def _(func: ModuleType) -> None:
    app = func.FunctionApp()
    app.function_name("named")(_two_functions(app))
    assert [function.get_function_name() for function in app.get_functions()] == ["named", "second"]


@WRONGS.says("app: an earlier function gets a policy of retries")
def _(func: ModuleType) -> None:
    app = func.FunctionApp()
    app.retry("fixed_delay", "3")(_two_functions(app))
    policies = [function.get_settings_dict("retry_policy") for function in app.get_functions()]
    assert [policy and policy["max_retry_count"] for policy in policies] == ["3", None]


@WRONGS.says("mcp_tool: an input that is declared above is no argument of the tool")
def _(func: ModuleType) -> None:
    def tool(name: str, page: str) -> str:
        return name + page

    app = func.FunctionApp()
    app.blob_input("page", "a/b", "Storage")(app.mcp_tool()(tool))
    trigger = app.get_functions()[0].get_trigger().get_dict_repr()
    assert [item["propertyName"] for item in json.loads(trigger["toolProperties"])] == ["name"]


@WRONGS.says("AsgiFunctionApp: what is left of one that could not be made")
def _(func: ModuleType) -> None:
    code = f"""
import sys
import {func.__name__} as func
found = []
sys.unraisablehook = lambda raised: found.append(raised.exc_value)
try:
    func.AsgiFunctionApp(lambda *args: None, http_auth_level="bogus")
except KeyError:
    found.append("as expected")
print(found)
"""
    assert python(code) == "['as expected']"
