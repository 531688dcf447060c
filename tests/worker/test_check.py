"""The check of apps beside the worker: what it says is refused is, and what it has nothing to say of is loaded."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from azure_functions_lite.testing.apps import load_app

from .running import WAYS as EVERY_WAY
from .running import Answer, Run, Runtime, Step, Way, init, invoke, load, metadata
from .scenarios import request

if TYPE_CHECKING:
    from tests.testing.small_apps import SmallApp

ROOT = Path(__file__).parents[2]
# The tests of both folders read it, and none imports from the other's.
APPS: dict[str, SmallApp] = runpy.run_path(str(ROOT / "tests/testing/small_apps.py"))["APPS"]
EXAMPLES = [ROOT / "docs/examples" / name for name in ("guide_app", "orders_app", "v2_app")]
WAYS: tuple[Way, ...] = ("official", "in_place")
# Only the decorator of this package refuses the name of an argument that the tool does not have.
TAKEN = {("official", "import_error_tool")}

Answers = dict[Path, list[Answer]]


def name_of(app: SmallApp) -> str:
    return app.name


def broken(*refused: str) -> list[SmallApp]:
    return [app for app in APPS.values() if app.refused in refused]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each app."""
    root = tmp_path_factory.mktemp("small_apps")
    return {app.name: app.write(root) for app in APPS.values()}


def runtime_of(app: Path) -> Runtime:
    return "function.json" if any(app.glob("*/function.json")) else "decorators"


def files_of(app: Path, prefix: str = "") -> dict[str, str]:
    files = [file for file in app.rglob("*") if file.suffix in (".py", ".txt")]
    names = {file: file.relative_to(app).as_posix() for file in files}
    return {prefix + names[file]: file.read_text("utf-8") for file in files if not names[file].startswith("tests/")}


def call(name: str, rows: Iterable[dict[str, Any]]) -> Step:
    """Call a function with something for each row that the host sends something for."""
    incoming = [row for row in rows if row["direction"] == "in" or row["type"].endswith("Trigger")]
    values = {row["name"]: request() if row["type"].lower() == "httptrigger" else {"string": "tea"} for row in incoming}
    return invoke(name, values)


def steps_of(app: Path, *, calls: bool) -> list[Step]:
    """Load an app that is in a folder of its name, or whose script has its name; and call its functions."""
    if runtime_of(app) == "decorators":
        steps = [init(f"{app.name}.py")]
        if calls:
            with load_app(app) as opened:
                for function in opened.functions:
                    rows = [{**row.options, "direction": row.direction} for row in function.bindings]
                    steps.append(call(function.name, rows))
        return steps
    steps = list[Step]()
    for file in sorted(app.glob("*/function.json")):
        name, document = f"{app.name}/{file.parent.name}", json.loads(file.read_text("utf-8"))
        script = f"{name}/{document.get('scriptFile', '__init__.py')}"
        steps.append(load(name, document["bindings"], script, document.get("entryPoint", "")))
        if calls:
            steps.append(call(name, document["bindings"]))
    return steps


def run_all(run: Run, way: Way, runtime: Runtime, apps: Sequence[Path], *, calls: bool = False) -> Answers:
    """Load many apps in one process."""
    files: dict[str, str] = {}
    steps = [(apps[0], init("none.py"))]
    for app in apps:
        if runtime == "decorators":
            files[f"{app.name}.py"] = (app / "function_app.py").read_text("utf-8")
        else:
            files |= files_of(app, f"{app.name}/")
        steps += [(app, step) for step in steps_of(app, calls=calls)]
    _, *answers = zip(steps, run(way, runtime, files, [step for _, step in steps]), strict=True)
    return {app: [answer for (owner, _), answer in answers if owner == app] for app in apps}


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    """Whose converters and decorators are at work."""
    chosen: Way = request.param
    return chosen


def run_both(run: Run, way: Way, apps: Sequence[Path], *, calls: bool = False) -> Answers:
    answers: Answers = {}
    runtimes: tuple[Runtime, ...] = ("function.json", "decorators")
    for runtime in runtimes:
        answers |= run_all(run, way, runtime, [app for app in apps if runtime_of(app) == runtime], calls=calls)
    return answers


@pytest.fixture(scope="module")
def loaded(run: Run, way: Way, folders: dict[str, Path]) -> Answers:
    """What the worker answers when it loads the apps that it is said to refuse then."""
    return run_both(run, way, [folders[app.name] for app in broken("load")])


@pytest.fixture(scope="module")
def called(run: Run, way: Way, folders: dict[str, Path]) -> Answers:
    """What the worker answers when it loads the other apps that it comes to see, and calls their functions."""
    return run_both(run, way, [folders[app.name] for app in broken("call", "never")], calls=True)


@pytest.mark.parametrize("app", broken("load"), ids=name_of)
def test_refused_when_loaded(loaded: Answers, folders: dict[str, Path], way: Way, app: SmallApp) -> None:
    [answer] = loaded[folders[app.name]]
    assert (answer.error is None) == ((way, app.name) in TAKEN)


@pytest.mark.parametrize("app", broken("call"), ids=name_of)
def test_refused_when_called(called: Answers, folders: dict[str, Path], app: SmallApp) -> None:
    first, answer = called[folders[app.name]]
    assert first.error is None
    assert answer.error is not None
    assert "invocation_id" in answer.message


@pytest.mark.parametrize("app", broken("never"), ids=name_of)
def test_taken_nevertheless(called: Answers, folders: dict[str, Path], app: SmallApp) -> None:
    answers = called[folders[app.name]]
    assert [answer.error for answer in answers] == [None] * len(answers)


@pytest.mark.parametrize("app", broken("nobody"), ids=name_of)
def test_apps_that_nobody_refuses(run: Run, way: Way, folders: dict[str, Path], app: SmallApp) -> None:
    see_loaded(run, way, folders[app.name])


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("app", EXAMPLES, ids=lambda app: app.name)
def test_examples(run: Run, way: Way, app: Path) -> None:
    see_loaded(run, way, app)


def see_loaded(run: Run, way: Way, app: Path) -> None:
    """See that the worker loads each function of an app."""
    with load_app(app) as opened:
        functions = opened.functions
        names = [function.name for function in functions]
        if runtime_of(app) == "decorators":
            steps = [init(functions[0].script.name), metadata()]
        else:
            steps = [init("none.py")]
            for function in functions:
                rows = [{**row.options, "name": row.name, "direction": row.direction} for row in function.bindings]
                script = function.script.relative_to(app).as_posix()
                steps.append(load(function.name, rows, script, function.entry_point))
    answers = run(way, runtime_of(app), files_of(app), steps)
    assert [answer.error for answer in answers] == [None] * len(answers)
    if runtime_of(app) == "decorators":
        assert [each["name"] for each in answers[1].message["function_metadata_results"]] == names
