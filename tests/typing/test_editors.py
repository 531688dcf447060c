"""What editors show: those that use the language server of pyright, and those that use Jedi."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from typing import Any

import jedi
import pytest
from language_server import PROGRAMS, TEXT, LanguageServer, start

import azure_functions_lite as func
from azure_functions_lite._bindings.fields import WireValue
from azure_functions_lite.decorators.function_app import FunctionApp

QUEUE_TRIGGER = "arg_name: str, queue_name: str, connection: str, data_type: DataType | str | None"
OF_A_MESSAGE = {"id", "dequeue_count", "expiration_time", "get_body", "get_json", "metadata", "to_json"}


def calls() -> Iterator[tuple[str, Any, list[str]]]:
    """Yield what is called on an app, and the constructors, with the names of their parameters."""
    methods = {f"app.{name}": getattr(FunctionApp, name) for name in dir(FunctionApp) if name[0] != "_"}
    types = {f"func.{name}": getattr(func, name) for name in func.__all__}
    no_keywords = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    # Nobody calls enums, errors and metaclasses; a context of a tool is a dict.
    others = (Enum, Exception, type, func.MCPToolContext)
    called = {name: each for name, each in methods.items() if callable(each)}
    for name, each in (called | {name: each for name, each in types.items() if is_type(each, no=others)}).items():
        known = inspect.signature(each).parameters.values()
        keywords = [known.name for known in known if known.kind not in no_keywords and known.name != "self"]
        if keywords:
            yield name, each, keywords


def is_type(called: Any, no: tuple[type, ...] = ()) -> bool:
    return isinstance(called, type) and not issubclass(called, no)


CALLS = {name: (called, keywords) for name, called, keywords in calls()}


def test_help_describes_each_parameter() -> None:
    missed: list[tuple[str, str]] = []
    for name, (called, keywords) in CALLS.items():
        # What a message takes is what its attributes are, which `help` has one by one.
        if not is_type(called) or is_type(called, no=(WireValue,)):
            text = f"{called.__doc__}\n{getattr(called, '__init__', None).__doc__}"
            missed += [(name, each) for each in keywords if not re.search(rf"^ +{each}: \S", text, re.MULTILINE)]

    assert missed == []


@pytest.fixture(scope="module", params=PROGRAMS)
def server(request: pytest.FixtureRequest) -> Iterator[LanguageServer]:
    with start(request.param) as started:
        yield started


def test_hover_shows_types(server: LanguageServer) -> None:
    assert server.hover("msg.id|") == "(property) id: str | None\n\nIdentifier that the queue gave the message."
    assert "dequeue_count: int | None" in server.hover("msg.dequeue_count|")
    assert "Call the function for each message of a queue." in server.hover("app.queue_trigger|")
    assert "(msg: QueueMessage, out: Out[str], *, limit: int = 3)" in server.hover("work|")


def test_names_are_completed(server: LanguageServer) -> None:
    assert {"arg_name=", "queue_name=", "connection=", "data_type="} <= {*server.completions("app.queue_trigger(|)")}
    assert {*server.completions("msg.|")} >= OF_A_MESSAGE


def test_signature_help_describes_the_parameter(server: LanguageServer) -> None:
    # The one that is described last, so that it has the whole description.
    missed = [name for name, (_, keywords) in CALLS.items() if not server.signature(f"{name}({keywords[-1]}=|)")[1]]

    assert missed == []


def test_signature_help_of_a_decorated_function(server: LanguageServer) -> None:
    assert server.signature("work(|)")[0] == "(msg: QueueMessage, out: Out[str], *, limit: int = 3) -> int"


# Jedi


def jedi_script(line: str) -> tuple[jedi.Script, tuple[int, int]]:
    script = jedi.Script(TEXT + line.replace("|", ""), environment=jedi.create_environment(sys.prefix, safe=False))
    return script, (TEXT.count("\n") + 1, line.index("|"))


def jedi_signature(line: str) -> str:
    script, place = jedi_script(line)
    (signature,) = script.get_signatures(*place)
    return str(signature.to_string())


def jedi_completions(line: str) -> set[str]:
    script, place = jedi_script(line)
    return {each.name for each in script.complete(*place)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("app.queue_trigger(|)", f"queue_trigger({QUEUE_TRIGGER}=None) -> Decorator"),
        ("func.QueueMessage(|)", "QueueMessage(*, body: str | bytes | None=None"),
        ("func.HttpRequest(|)", "HttpRequest(method: str, url: str, *, headers: Mapping[str, str] | None=None"),
        ("work(|)", "work(msg: func.QueueMessage, out: func.Out[str], *, limit: int=3) -> int"),
    ],
    ids=["decorator", "message", "request", "decorated function"],
)
def test_jedi_knows_signatures(line: str, expected: str) -> None:
    assert jedi_signature(line).startswith(expected)


def test_jedi_completes_names() -> None:
    assert {"arg_name=", "queue_name=", "connection=", "data_type="} <= jedi_completions("app.queue_trigger(|)")
    assert jedi_completions("msg.|") >= OF_A_MESSAGE
    assert {"msg=", "out=", "limit="} <= jedi_completions("work(|)")
