"""What the worker answers when it calls the functions of the apps: here, beside the official SDK, and with it alone."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import wire_data, wire_http, wire_messages, wire_others
from .running import RUNTIMES, WAYS, Answer, Run, Runtime, Way, init, load
from .scenarios import Scenario

THEMES = {
    "HTTP": wire_http.SCENARIOS,
    "messages": wire_messages.SCENARIOS,
    "data": wire_data.SCENARIOS,
    "others": wire_others.SCENARIOS,
}
SCENARIOS = {
    f"{theme}: {name}": scenario for theme, scenarios in THEMES.items() for name, scenario in scenarios.items()
}
CASES = [
    pytest.param(runtime, name, id=f"{runtime}-{name}")
    for name, scenario in SCENARIOS.items()
    for runtime in RUNTIMES
    if runtime in scenario.runtimes
]
DIFFERENCES = Path(__file__).parents[2] / "docs/differences.md"

AnswersOf = Callable[[Way, Runtime], dict[str, Answer]]


@pytest.fixture(scope="module")
def answers_of(run: Run, app: dict[str, str]) -> AnswersOf:
    """Every answer of a way and a runtime, by scenario."""
    known: dict[tuple[Way, Runtime], dict[str, Answer]] = {}

    def answers(way: Way, runtime: Runtime) -> dict[str, Answer]:
        if (way, runtime) not in known:
            start = [init()]
            if runtime == "function.json":
                functions = json.loads(app["functions.json"])
                start += [load(name, of["bindings"], of["scriptFile"], name) for name, of in functions.items()]
            asked = {name: scenario for name, scenario in SCENARIOS.items() if runtime in scenario.runtimes}
            told = run(way, runtime, app, [*start, *(scenario.step for scenario in asked.values())])
            assert [answer.error for answer in told[: len(start)]] == [None] * len(start)
            known[way, runtime] = dict(zip(asked, told[len(start) :], strict=True))
        return known[way, runtime]

    return answers


PLAIN = {"status_code": "200", "headers": {"content-type": "text/plain; charset=utf-8"}}


def arriving(message: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with the text that arrives for a return value, in whatever form it is sent.

    Text that is JSON goes out so that the host does not change it: the differences `output-text-with-dates` and
    `http-encode-json-text`.
    """
    returned: dict[str, Any] = message.get("return_value", {})
    text = returned.get("json", returned.get("string"))
    response: dict[str, Any] = dict(returned.get("http", {}))
    body: dict[str, str] = response.pop("body", {})
    if response == PLAIN and "bytes" in body:
        text = base64.b64decode(body["bytes"]).decode()
    return message if text is None else {**message, "return_value": text}


@pytest.mark.parametrize(("runtime", "name"), CASES)
def test_in_place(answers_of: AnswersOf, runtime: Runtime, name: str) -> None:
    assert arriving(answers_of("in_place", runtime)[name].message) == arriving(SCENARIOS[name].answer(runtime))


@pytest.mark.parametrize(("runtime", "name"), CASES)
def test_every_way_gives_the_same_bytes(answers_of: AnswersOf, runtime: Runtime, name: str) -> None:
    official, beside, in_place = (answers_of(way, runtime)[name] for way in WAYS)
    scenario = SCENARIOS[name]
    if scenario.differs is not None:
        assert official.wire != in_place.wire
        assert beside.wire in (official.wire, in_place.wire)
    elif scenario.output and runtime == "function.json":
        # The worker's message has the name of the converter's class in it.
        assert official.error is not None
        assert official.error.replace("'azure.functions.", "'azure_functions_lite.") == in_place.error
        assert beside.wire == official.wire
    else:
        assert official.wire == beside.wire
        assert arriving(official.message) == arriving(in_place.message)


@pytest.mark.parametrize(
    "scenario", [pytest.param(each, id=name) for name, each in SCENARIOS.items() if each.differs is not None]
)
def test_differences_are_told_of(scenario: Scenario) -> None:
    assert f"\n### `{scenario.differs}`\n" in DIFFERENCES.read_text("utf-8")


def test_every_function_is_called(app: dict[str, str]) -> None:
    called = {scenario.function for scenario in SCENARIOS.values() if len(scenario.runtimes) == len(RUNTIMES)}
    assert called == json.loads(app["functions.json"]).keys()
