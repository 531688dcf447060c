"""What the worker refuses: functions that it does not load, and values that it does not send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from .running import WAYS, Answer, Run, Way, init, invoke, load

HEAD = """\
import collections.abc
from typing import Annotated, List, Optional, Sequence, Union

import azure_functions_lite as func

"""
QUEUE_TRIGGER = {"name": "msg", "type": "queueTrigger", "direction": "in"}
EVENT_TRIGGER = {"name": "events", "type": "eventHubTrigger", "direction": "in"}
QUEUE_OUTPUT = {"name": "out", "type": "queue", "direction": "out"}
HTTP_TRIGGER = {"name": "req", "type": "httpTrigger", "direction": "in"}
HTTP_OUTPUT = {"name": "$return", "type": "http", "direction": "out"}
Row = dict[str, str]


@dataclass(frozen=True)
class Refused:
    """A function that the worker does not load."""

    function: str
    """Its definition."""
    rows: list[Row]
    """Its bindings."""
    error: str
    """What the worker says, after the name of the function."""
    category: str = "FunctionLoadError"


def mismatch(parameter: str, binding: str, annotation: str) -> str:
    return (
        f'type of {parameter} binding in function.json "{binding}" does not match its Python annotation "{annotation}"'
    )


def no_type(parameter: str, annotation: str) -> str:
    return f"binding {parameter} has invalid non-type annotation {annotation}"


REFUSED = {
    "another type": Refused(
        "def main(msg: func.HttpRequest): ...",
        [QUEUE_TRIGGER],
        mismatch("msg", "queueTrigger", "HttpRequest"),
    ),
    "a number": Refused("def main(msg: int): ...", [QUEUE_TRIGGER], mismatch("msg", "queueTrigger", "int")),
    "an optional message": Refused(
        "def main(msg: Optional[func.QueueMessage]): ...",
        [QUEUE_TRIGGER],
        no_type("msg", "typing.Optional[{QueueMessage}]"),
    ),
    "a message or None": Refused(
        "def main(msg: func.QueueMessage | None): ...",
        [QUEUE_TRIGGER],
        no_type("msg", "{union}"),
    ),
    "text or bytes": Refused(
        "def main(msg: Union[str, bytes]): ...",
        [QUEUE_TRIGGER],
        no_type("msg", "typing.Union[str, bytes]"),
    ),
    "list of events": Refused(
        "def main(events: list[func.EventHubEvent]): ...",
        [EVENT_TRIGGER],
        no_type("events", "list[{EventHubEvent}]"),
    ),
    "sequence of events": Refused(
        "def main(events: collections.abc.Sequence[func.EventHubEvent]): ...",
        [EVENT_TRIGGER],
        no_type("events", "collections.abc.Sequence[{EventHubEvent}]"),
    ),
    "list in Out": Refused(
        "def main(msg: str, out: func.Out[list[str]]): ...",
        [QUEUE_TRIGGER, QUEUE_OUTPUT],
        no_type("out", "{Out}[list[str]]"),
    ),
    "Out of another type": Refused(
        "def main(msg: str, out: func.Out[int]): ...",
        [QUEUE_TRIGGER, QUEUE_OUTPUT],
        mismatch("out", "queue", "int"),
    ),
    "Out on an input": Refused(
        "def main(msg: func.Out[str]): ...",
        [QUEUE_TRIGGER],
        'binding msg is declared to have the "in" direction in function.json, '
        "but its annotation is azure.functions.Out in Python",
    ),
    "an output without Out": Refused(
        "def main(msg: str, out: str): ...",
        [QUEUE_TRIGGER, QUEUE_OUTPUT],
        'binding out is declared to have the "out" direction, but its annotation in Python is not a subclass of '
        "azure.functions.Out",
    ),
    "a parameter without a binding": Refused(
        "def main(msg: str, other: str): ...",
        [QUEUE_TRIGGER],
        "the following parameters are declared in Python but not in function.json: {{'other'}}",
    ),
    "a binding without a parameter": Refused(
        "def main(): ...",
        [QUEUE_TRIGGER],
        "the following parameters are declared in function.json but not in Python: {{'msg'}}",
    ),
    "a context that may be None": Refused(
        "def main(msg: str, context: Optional[func.Context]): ...",
        [QUEUE_TRIGGER],
        'the "context" parameter is expected to be of type azure.functions.Context, got "typing.Optional[{Context}]"',
    ),
    "an input as $return": Refused(
        "def main(req: func.HttpRequest): ...",
        [HTTP_TRIGGER, {**HTTP_OUTPUT, "direction": "in"}],
        '"$return" binding must have direction set to "out"',
    ),
    "both directions": Refused(
        "def main(msg: str): ...",
        [{**QUEUE_TRIGGER, "direction": "inout"}],
        '"inout" bindings are not supported',
    ),
    "another type returned": Refused(
        "def main(req: func.HttpRequest) -> int: ...",
        [HTTP_TRIGGER, HTTP_OUTPUT],
        'Python return annotation "int" does not match binding type "http"',
    ),
    "Out returned": Refused(
        "def main(req: func.HttpRequest) -> func.Out[str]: ...",
        [HTTP_TRIGGER, HTTP_OUTPUT],
        "return annotation should not be azure.functions.Out",
    ),
    "an optional response": Refused(
        "def main(req: func.HttpRequest) -> Optional[func.HttpResponse]: ...",
        [HTTP_TRIGGER, HTTP_OUTPUT],
        "has invalid non-type return annotation typing.Optional[{HttpResponse}]",
    ),
    "no such name": Refused(
        "def main(msg: 'Nowhere'): ...", [QUEUE_TRIGGER], "name 'Nowhere' is not defined", "NameError"
    ),
}

MODULES = {
    "Context": "context",
    "EventHubEvent": "eventhub",
    "HttpResponse": "http",
    "Out": "context",
    "QueueMessage": "queue",
}
PRIVATE = {
    "Context": "_abc",
    "EventHubEvent": "_eventhub",
    "HttpResponse": "_http",
    "Out": "_abc",
    "QueueMessage": "_queue",
}


def words(refused: Refused, way: Way, name: str) -> str:
    """What the worker says of a function."""
    official = way == "official"
    package, modules = ("azure.functions", PRIVATE) if official else ("azure_functions_lite", MODULES)
    names = {name: f"{package}.{module}.{name}" for name, module in modules.items()}
    union = f"{names['QueueMessage']} | None"
    error = refused.error.format(**names, union=union)
    where = f"cannot load the {name} function: " if refused.category == "FunctionLoadError" else ""
    return f"{refused.category}: {where}{error}"


@dataclass
class Loaded:
    """The functions above, loaded in one process for each way."""

    run: Run
    answers: dict[Way, dict[str, Answer]] = field(default_factory=dict[Way, dict[str, Answer]])

    def __call__(self, way: Way) -> dict[str, Answer]:
        if way not in self.answers:
            names = {name: name.replace(" ", "_").replace("$", "") for name in REFUSED}
            app = {f"{names[name]}.py": f"{HEAD}{refused.function}\n" for name, refused in REFUSED.items()}
            loads = [load(names[name], refused.rows, f"{names[name]}.py") for name, refused in REFUSED.items()]
            _, *answers = self.run(way, "function.json", app, [init(), *loads])
            self.answers[way] = dict(zip(REFUSED, answers, strict=True))
        return self.answers[way]


@pytest.fixture(scope="module")
def loaded(run: Run) -> Loaded:
    return Loaded(run)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REFUSED)
def test_functions(loaded: Loaded, way: Way, name: str) -> None:
    error = loaded(way)[name].error
    assert error == words(REFUSED[name], way, name.replace(" ", "_").replace("$", ""))


def no_value(converter: str, kind: str) -> str:
    where = "TypeError: unable to encode outgoing TypedData"
    return f'{where}: unsupported type "<class \'{{{converter}}}\'>" for Python type "{kind}"'


VALUES: dict[str, tuple[str, list[Row], str]] = {
    "a number as a response": (
        "def main(req: func.HttpRequest): return 7",
        [HTTP_TRIGGER, HTTP_OUTPUT],
        no_value("http", "int"),
    ),
    "a value and no $return": (
        "def main(req: func.HttpRequest): return 'tea'",
        [HTTP_TRIGGER],
        "RuntimeError: ('function %s without a $return bindingreturned a non-None value', \"'a_value_and_no_return'\")",
    ),
    "an object in a queue": (
        "def main(req: func.HttpRequest, out: func.Out[func.QueueMessage]): out.set(object())",
        [HTTP_TRIGGER, QUEUE_OUTPUT],
        no_value("queue", "object"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_values(run: Run, way: Way) -> None:
    names = {name: name.replace(" ", "_").replace("$", "") for name in VALUES}
    app = {f"{names[name]}.py": f"{HEAD}{function}\n" for name, (function, _, _) in VALUES.items()}
    request: dict[str, Any] = {"req": {"http": {"method": "GET", "url": "https://example.com/api"}}}
    loads = [load(names[name], rows, f"{names[name]}.py") for name, (_, rows, _) in VALUES.items()]
    _, *answers = run(way, "function.json", app, [init(), *loads, *(invoke(name, request) for name in names.values())])
    package = "azure_functions_lite" if way == "in_place" else "azure.functions"
    converters = {"http": f"{package}.http.HttpResponseConverter", "queue": f"{package}.queue.QueueMessageOutConverter"}
    assert [answer.error for answer in answers[: len(loads)]] == [None] * len(loads)
    told = [answer.error for answer in answers[len(loads) :]]
    assert told == [error.format(**converters) if "{" in error else error for _, _, error in VALUES.values()]


# With decorators: what is refused when the app is indexed.
APP = "app = func.FunctionApp()\n"
QUEUE = f'{APP}@app.queue_trigger("msg", queue_name="orders", connection="Storage")\n'
EVENTS = f'{APP}@app.event_hub_message_trigger("events", event_hub_name="hub", connection="Hub", cardinality="many")\n'
NOT_LOADED = "FunctionLoadError: cannot load the main function: "
APPS = {
    "two_apps.py": (f"{APP}other = func.FunctionApp()\n", "ValueError: More than one "),
    "no_app.py": ("", "ValueError: Could not find top level function app instances in no_app.py."),
    "optional.py": (
        f"{QUEUE}def main(msg: Optional[func.QueueMessage]): ...\n",
        f"{NOT_LOADED}binding msg has invalid non-type annotation typing.Optional[",
    ),
    "list_of.py": (
        f"{EVENTS}def main(events: list[func.EventHubEvent]): ...\n",
        f"{NOT_LOADED}binding events has invalid non-type annotation list[",
    ),
    "stranger.py": (
        f"{QUEUE}def main(msg: func.HttpRequest): ...\n",
        f'{NOT_LOADED}binding type "\'msg\'" and dataType "queueTrigger" in the binding decorator do not match',
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_apps(run: Run, way: Way) -> None:
    app = {name: f"{HEAD}{text}" for name, (text, _) in APPS.items()}
    answers = run(way, "decorators", app, [init(name) for name in app])
    for answer, (_, start) in zip(answers, APPS.values(), strict=True):
        assert answer.error is not None
        assert answer.error.startswith(start)
