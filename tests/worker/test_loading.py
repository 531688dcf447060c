"""How the worker starts, and which functions it finds and loads: here, beside the official SDK, and with it alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .running import RUNTIMES, WAYS, Answer, Run, Runtime, Way, function_id, init, invoke, load, metadata, reload
from .scenarios import SUCCESS, request

AnswersOf = Callable[[Way], list[Answer]]
Found = dict[str, dict[str, Any]]


def found_in(answer: Answer) -> Found:
    return {each["name"]: each for each in answer.message["function_metadata_results"]}


def rows_of(function: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(row) for row in function["raw_bindings"]]


@pytest.fixture(scope="module")
def answers_of(run: Run, app: dict[str, str]) -> AnswersOf:
    """What the worker answers when the app with decorators starts and is asked for its functions."""
    known: dict[Way, list[Answer]] = {}

    def answers(way: Way) -> list[Answer]:
        if way not in known:
            known[way] = run(way, "decorators", app, [init(), metadata()])
        return known[way]

    return answers


@pytest.fixture(scope="module")
def found(answers_of: AnswersOf) -> Found:
    """The functions of the app with decorators, in place."""
    return found_in(answers_of("in_place")[1])


@pytest.mark.parametrize("way", WAYS)
def test_the_worker_starts(answers_of: AnswersOf, way: Way) -> None:
    started = answers_of(way)[0]
    assert started.message["result"] == SUCCESS
    assert started.message["worker_metadata"]["runtime_name"] == "python"
    assert started.message["capabilities"] == {
        "RawHttpBodyBytes": "true",
        "RpcHttpBodyOnly": "true",
        "RpcHttpTriggerMetadataRemoved": "true",
        "SharedMemoryDataTransfer": "true",
        "TypedDataCollection": "true",
        "WorkerStatus": "true",
    }
    assert started.wire == answers_of("official")[0].wire


@pytest.mark.parametrize("way", ["beside", "in_place"])
def test_every_way_finds_the_same_functions(answers_of: AnswersOf, way: Way) -> None:
    official, ours = (answers_of(each)[1] for each in ("official", way))
    # Function by function first, as that is easier to read.
    assert found_in(ours) == found_in(official)
    assert ours.wire == official.wire


def test_a_function_is_told_of(found: Found) -> None:
    request_row = (
        '{"direction": "IN", "type": "httpTrigger", "name": "req", "methods": ["POST"], '
        '"authLevel": "FUNCTION", "route": "items/{id}"}'
    )
    assert found["reply"] == {
        "name": "reply",
        "function_id": function_id("reply"),
        "directory": "app",
        "script_file": "function_app.py",
        "entry_point": "reply",
        "language": "python",
        "properties": {"worker_indexed": "True"},
        "bindings": {"req": {"type": "httpTrigger"}, "$return": {"type": "http", "direction": "out"}},
        "raw_bindings": [request_row, '{"direction": "OUT", "type": "http", "name": "$return"}'],
    }


def test_a_function_of_a_blueprint_is_told_of(found: Found) -> None:
    batch = found["service_bus_batch"]
    assert batch["bindings"] == {
        "msgs": {"type": "serviceBusTrigger", "data_type": "binary"},
        "copy": {"type": "serviceBus", "direction": "out"},
        "$return": {"type": "queue", "direction": "out"},
    }
    output = {"direction": "OUT", "type": "serviceBus", "name": "copy", "connection": "ServiceBus"}
    assert rows_of(batch) == [
        {"direction": "OUT", "type": "queue", "name": "$return", "queueName": "answers", "connection": "Storage"},
        {**output, "queueName": "answers"},
        {
            "direction": "IN",
            "dataType": "BINARY",
            "type": "serviceBusTrigger",
            "name": "msgs",
            "connection": "ServiceBus",
            "queueName": "orders",
            "cardinality": "MANY",
        },
    ]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("queue", {"retry_strategy": "fixed_delay", "max_retry_count": 3, "delay_interval": "90s"}),
        ("event_hub", {"max_retry_count": 5, "minimum_interval": "10s", "maximum_interval": "3600s"}),
        ("kafka", None),
    ],
    ids=["fixed delay", "exponential backoff", "none"],
)
def test_retry_policies(found: Found, name: str, options: dict[str, object] | None) -> None:
    assert found[name].get("retry_options") == options


def test_a_tool_is_told_of(found: Found) -> None:
    [row] = rows_of(found["tool_with_arguments"])
    arguments = json.loads(row.pop("toolProperties"))
    assert row == {
        "direction": "IN",
        "type": "mcpToolTrigger",
        "name": "context",
        "toolName": "tool_with_arguments",
        "description": "Repeat a note.",
        "useResultSchema": False,
    }
    of = {"isArray": False, "propertyType": "integer", "propertyName": "count"}
    assert arguments == [
        {**of, "description": "How many.", "isRequired": True},
        {**of, "propertyName": "note", "propertyType": "string", "description": "", "isRequired": False},
    ]


def test_functions_of_function_json_are_loaded(run: Run, app: dict[str, str]) -> None:
    functions = json.loads(app["functions.json"])
    steps = [load(name, of["bindings"], of["scriptFile"], of["entryPoint"]) for name, of in functions.items()]
    official, beside, in_place = (run(way, "function.json", app, [init(), metadata(), *steps]) for way in WAYS)
    assert [answer.message for answer in in_place[2:]] == [
        {"function_id": function_id(name), "result": SUCCESS} for name in functions
    ]
    assert in_place[1].message == {"use_default_metadata_indexing": True, "result": SUCCESS}
    sent = [[answer.wire for answer in answers] for answers in (official, beside, in_place)]
    assert sent[0] == sent[1] == sent[2]


@pytest.mark.parametrize("way", WAYS)
def test_a_worker_that_was_started_without_an_app(
    run: Run, app: dict[str, str], answers_of: AnswersOf, way: Way
) -> None:
    call = invoke("reply_with_text", {"req": request(query={"name": "Åsa"})})
    steps = [init("none.py"), metadata(), reload(SHOP="open"), metadata(), call]
    _, before, reloaded, after, called = run(way, "decorators", app, steps)
    assert before.message == {"result": SUCCESS}
    assert reloaded.error is None
    assert after.wire == answers_of(way)[1].wire
    assert called.message["return_value"] == {"string": "Hej, Åsa!"}


ONE_FUNCTION = """\
import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger("{parameter}", "orders", "Storage")
def {name}(msg: func.QueueMessage) -> None:
    pass


def main(msg: func.QueueMessage) -> None:
    pass
"""


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("way", WAYS)
def test_apps_with_a_mistake_and_without_in_one_process(run: Run, way: Way, runtime: Runtime) -> None:
    app = {
        "good.py": ONE_FUNCTION.format(name="good", parameter="msg"),
        "bad.py": ONE_FUNCTION.format(name="bad", parameter="other"),
    }
    row = {"type": "queueTrigger", "direction": "in"}
    if runtime == "decorators":
        steps = [init("bad.py"), init("good.py")]
    else:
        wrong, right = [{**row, "name": "other"}], [{**row, "name": "msg"}]
        steps = [init(), load("bad", wrong, "bad.py"), load("good", right, "good.py")]
    *_, bad, good, called = run(way, runtime, app, [*steps, invoke("good", {"msg": {"string": "hey"}})])
    assert bad.error is not None
    assert bad.error.startswith(
        "FunctionLoadError: cannot load the bad function: the following parameters are declared"
    )
    assert "in validate_function_params\n" in bad.stack_trace
    assert (good.error, called.message) == (None, {"invocation_id": "7", "result": SUCCESS})
