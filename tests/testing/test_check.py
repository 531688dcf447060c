"""The check of apps: what it finds in small apps, and how it is told."""

from __future__ import annotations

import json
import os
import pickle
import re
import runpy
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing._checks.rule import By, Severity
from azure_functions_lite.testing.apps import load_app
from azure_functions_lite.testing.problems import RULES, BrokenAppError, Code, Problem

from .small_apps import APPS, SmallApp

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
EXAMPLES = [DOCS / "examples/guide_app", DOCS / "examples/v2_app"]


def name_of(app: Path) -> str:
    return app.name


def check(app: Path) -> list[dict[str, Any]]:
    """The problems of an app, with paths from its folder."""
    with load_app(app) as opened:
        found = opened.check()
    return [
        {
            "file": Path(each.file).relative_to(app).as_posix(),
            "function": each.function,
            "binding": each.binding,
            "code": each.code,
            "message": each.message.replace(f"{app}{os.sep}", ""),
        }
        for each in found
    ]


def lines_of(app: Path) -> list[str]:
    """The problems of an app, a line for each, without places."""
    with load_app(app) as opened:
        found = opened.check()
    lines = [str(each._replace(line=None, column=None)).replace(f"{app}{os.sep}", "") for each in found]
    return [line.replace(str(app), ".") for line in lines]


@pytest.mark.slow
@pytest.mark.parametrize("app", APPS.values(), ids=list(APPS))
def test_small_apps(tmp_path: Path, app: SmallApp) -> None:
    assert lines_of(app.write(tmp_path)) == app.expected


@pytest.mark.parametrize("app", EXAMPLES, ids=name_of)
def test_examples(app: Path) -> None:
    with load_app(app) as opened:
        assert [each for each in opened.check() if not each.is_warning] == []


def test_who_refuses_is_known() -> None:
    assert {app.refused for app in APPS.values()} == {"load", "host", "call", "tools", "nobody", "never"}


def test_every_rule_says_who_rejects_what() -> None:
    assert {rule.refused_by for rule in RULES.values()} == {*typing.get_args(By)}
    assert {rule.severity for rule in RULES.values()} == {*typing.get_args(Severity)}
    for app in APPS.values():
        refused_by = {rule.refused_by for code, rule in RULES.items() if code in app.codes}
        if app.refused in ("nobody", "tools"):
            assert refused_by <= {app.refused}, app.name


def test_every_code_has_an_app() -> None:
    codes = [*typing.get_args(Code)]
    assert {code for app in APPS.values() for code in app.codes} == {*codes}
    assert [*RULES] == codes


def test_the_page_has_what_the_table_says() -> None:
    page = runpy.run_path(str(DOCS / "check_rules.py"))["page"]
    text = (DOCS / "check.md").read_text("utf-8")
    assert page(text) == text
    sections = re.findall(r"^### `(.+)`$", text, re.MULTILINE)
    assert sorted(sections) == sorted(RULES)


@pytest.mark.parametrize(
    ("code", "decorated", "severity"),
    [
        ("annotation", False, "function"),
        ("annotation", True, "app"),
        ("duplicate-binding", True, "function"),
        ("return-value", True, "call"),
    ],
)
def test_severity(code: Code, decorated: bool, severity: str) -> None:
    assert Problem("take.py", "take", None, code, "expected one", decorated=decorated).severity == severity


def test_warnings() -> None:
    assert Problem("take.py", "take", "out", "unused-out", "expected one").is_warning
    assert not Problem("take.py", "take", None, "entry-point", "expected one").is_warning


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("app/take/function.json", "take", "msg", "direction", "expected 'in', got 'out'"),
            "app/take/function.json: take: msg: expected 'in', got 'out' [direction]",
        ),
        (Problem("take.py", "take", None, "entry-point", "expected one"), "take.py: take: expected one [entry-point]"),
        (Problem("app", None, None, "no-functions", "expected one"), "app: expected one [no-functions]"),
        (Problem("take.py", "take", None, "retry", "wrong", 7), "take.py:7: take: wrong [retry]"),
        (Problem("take.py", "take", None, "retry", "wrong", 7, 3), "take.py:7:3: take: wrong [retry]"),
    ],
    ids=["of a binding", "of a function", "of an app", "in a line", "in a column"],
)
def test_a_problem_is_a_line(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_a_problem_is_an_error_where_it_is_in_the_way() -> None:
    error = BrokenAppError(Path("take.py"), "direction", "expected 'in'", function="take", binding="msg", line=3)
    assert isinstance(error, AppError)
    assert error.problem == Problem("take.py", "take", "msg", "direction", "expected 'in'", 3)
    assert str(error) == str(error.problem)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.problem, str(again)) == (BrokenAppError, error.problem, str(error))


@pytest.mark.parametrize("name", ["other_file", "decorated", "relative_imports"])
def test_nothing_is_left_behind(tmp_path: Path, name: str) -> None:
    app = APPS[name].write(tmp_path)
    path, settings = sys.path[:], dict(os.environ)
    load_app(app).check()
    modules = dict(sys.modules)
    load_app(app).check()
    assert (sys.path, dict(os.environ)) == (path, settings)
    assert sys.modules == modules
    assert [module for module in modules.values() if str(getattr(module, "__file__", "")).startswith(str(app))] == []


def test_nothing_is_left_behind_of_an_app_that_cannot_be_imported(tmp_path: Path) -> None:
    app = APPS["import_error_module"].write(tmp_path)
    path, modules = sys.path[:], dict(sys.modules)
    assert len(load_app(app).check()) == 1
    assert (sys.path, sys.modules) == (path, modules)


MEASURE = """
import sys
sys.path += {path!r}
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing.apps import load_app
app = load_app({app!r})
start = set(sys.modules)
assert not [each for each in app.check() if not each.is_warning]
print(*sorted(set(sys.modules) - start))
"""


def test_the_check_imports_no_more_of_the_package(tmp_path: Path) -> None:
    script = MEASURE.format(path=sys.path, app=str(APPS["other_file"].write(tmp_path)))
    command = [sys.executable, "-B", "-I", "-S", "-W", "error", "-c", script]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.partition(".")[0] in ("azure", "azure_functions_lite")] == []
    assert {"dateutil", "unittest"} & {*loaded} == set()


ORDERS = {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "orders", "connection": "Storage"}
COPY = {"name": "$return", "type": "queue", "direction": "out", "queueName": "copies", "connection": "Storage"}
OUT = {**COPY, "name": "out"}


def write(root: Path, script: str, *rows: dict[str, Any], **files: str) -> Path:
    """An app of one function, `take`."""
    folder = root / "take"
    folder.mkdir(exist_ok=True)
    (folder / "function.json").write_text(json.dumps({"bindings": rows or [ORDERS]}), "utf-8")
    (folder / "__init__.py").write_text(script, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return root


def codes(app: Path) -> list[str]:
    return [problem["code"] for problem in check(app)]


def test_an_app_that_has_been_changed_is_read_again(tmp_path: Path) -> None:
    app = write(tmp_path, "def main(message): ...\n")
    assert codes(app) == ["parameter-unbound", "binding-unused"]
    assert check(write(app, "def main(msg): print(msg)\n")) == []
    write(app, "def main(msg): print(msg); return 'a text'\n")
    [problem] = check(app)
    assert problem["message"] == "the function returns a value, but has no binding $return"
    assert check(write(app, "def main(msg): print(msg); return 'a text'\n", ORDERS, COPY)) == []


def test_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    app = write(tmp_path, "def main(msg, context: int, *, other): return 7\n", ORDERS, OUT, {**ORDERS, "name": "again"})
    (app / "host.json").write_text("{", "utf-8")
    (app / "local.settings.json").write_text("[]", "utf-8")
    (app / "2nd").mkdir()
    (app / "2nd/function.json").write_text("{}", "utf-8")
    found = [(each["file"], each["binding"], each["code"]) for each in check(app)]
    assert found == [
        ("local.settings.json", None, "settings"),
        ("host.json", None, "host-json"),
        ("2nd/function.json", None, "json-shape"),
        ("take/function.json", None, "several-triggers"),
        ("take/__init__.py", "context", "context-annotation"),
        ("take/__init__.py", "other", "parameter-unbound"),
        ("take/function.json", "out", "binding-unused"),
        ("take/function.json", "again", "binding-unused"),
        ("2nd/function.json", None, "function-name"),
    ]


def test_an_app_that_is_at_hand() -> None:
    app = func.FunctionApp()

    @app.queue_trigger("msg", queue_name="orders", connection="Storage")
    def take(msg: func.QueueMessage) -> None:
        pass

    @app.queue_trigger("msg", queue_name="returns", connection="Storage")
    def take_back(message: func.QueueMessage) -> None:
        pass

    found = load_app(app).check()
    assert {Path(each.file).resolve() for each in found} == {Path(__file__).resolve()}
    assert [(each.function, each.binding, each.code) for each in found] == [
        ("take_back", "message", "parameter-unbound"),
        ("take_back", "msg", "binding-unused"),
    ]


def test_a_blueprint_is_the_file_to_mend(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text(
        "import azure_functions_lite as func\n"
        "from shop.orders import blueprint\n"
        "app = func.FunctionApp()\n"
        "app.register_functions(blueprint)\n",
        "utf-8",
    )
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/orders.py").write_text(
        "import azure_functions_lite as func\n"
        "blueprint = func.Blueprint()\n"
        "@blueprint.timer_trigger('timer', schedule='0 0 3 * * *')\n"
        "def sweep(timer: func.TimerRequest):\n"
        "    return 'swept'\n",
        "utf-8",
    )
    [problem] = load_app(tmp_path).check()
    assert str(problem).startswith(f"{tmp_path}/shop/orders.py:5:5: sweep: $return: ")
    assert problem.code == "return-unbound"


@pytest.mark.parametrize(
    ("script", "helper", "place", "error"),
    [
        ("from .helper import name\n", "x = 7\nx = = 8\n", "helper.py:2", "SyntaxError: invalid syntax"),
        ("\nfrom .helper import name\n", "int('x')\n", "helper.py:1", "ValueError: invalid literal for int()"),
        ("from .helper import f\nf('x')\n", "def f(x):\n\n    int(x)\n", "helper.py:3", "ValueError: invalid"),
        ("import json\njson.loads('{')\n", "", "__init__.py:2", "JSONDecodeError: Expecting property name"),
        ("\ncompile('x = = 8', 'made.py', 'exec')\n", "", "__init__.py:2", "SyntaxError: invalid syntax"),
        ("import sys\nsys.exit('no\\n  script')\n", "", "__init__.py:2", "SystemExit: no script"),
        ("raise SyntaxError('by hand')\n", "", "__init__.py:1", "SyntaxError: by hand"),
        ("# coding: nowhere\n", "", "__init__.py", "SyntaxError: "),
    ],
    ids=["syntax", "another file", "a function", "the standard library", "text", "an exit", "by hand", "no line"],
)
def test_what_an_import_raises(tmp_path: Path, script: str, helper: str, place: str, error: str) -> None:
    [problem] = load_app(write(tmp_path, script, helper=helper)).check()
    assert str(problem).startswith(f"{tmp_path}/take/{place}:")
    assert problem.code == "import-error"
    assert problem.message.startswith(f"expected a script that can be imported, got {error}")
    assert "\n" not in problem.message


def test_a_script_that_is_outside_of_the_app(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    other = tmp_path / "script_elsewhere.py"
    other.write_text("x = 7\nx = = 8\n", "utf-8")
    script = f"import sys\nsys.path.append({str(tmp_path)!r})\nimport script_elsewhere\n"
    [problem] = load_app(write(tmp_path / "app", script)).check()
    message = "expected a script that can be imported, got SyntaxError: invalid syntax"
    assert (problem.file, problem.line, problem.column, problem.message) == (str(other), 2, 5, message)


def test_an_app_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "link").symlink_to("app")
    write(tmp_path / "app", "import json\nfrom . import helper\n", helper="int('x')\n")
    [problem] = load_app(tmp_path / "link").check()
    assert problem.file == str(tmp_path / "link/take/helper.py")


def test_a_blueprint_that_is_imported_by_a_link(tmp_path: Path) -> None:
    links = tmp_path / "links"
    links.mkdir()
    root = APPS["blueprint_unimported"].write(tmp_path)
    (links / "shop_by_a_link.py").symlink_to(root / "shop.py")
    script = (root / "function_app.py").read_text("utf-8")
    imports = f"import sys\nsys.path.append({str(links)!r})\nimport shop_by_a_link\n"
    (root / "function_app.py").write_text(imports + script, "utf-8")
    [problem] = check(root)
    assert (problem["file"], problem["code"]) == ("shop.py", "blueprint-unregistered")


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        (["shop.py"], True),
        (["shop/orders.py"], True),
        (["latest/shop.py"], True),
        (["shop.txt"], False),
        (["test_shop.py"], False),
        *(
            ([f"{folder}/shop.py"], False)
            for folder in (
                *("tests", "test", "node_modules", "lib/site-packages", "docs", "examples", "samples"),
                *(".venv", "__pycache__", "shop/.old"),
            )
        ),
        *((["other/more/shop.py", f"other/{file}"], False) for file in ("host.json", "pyvenv.cfg", "function_app.py")),
    ],
    ids=str,
)
@pytest.mark.parametrize("script", ["func.Blueprint()", "Blueprint()"])
def test_where_forgotten_blueprints_are_looked_for(
    tmp_path: Path, files: list[str], is_told: bool, script: str
) -> None:
    root = APPS["blueprint_unimported"].write(tmp_path)
    text = (root / "shop.py").read_text("utf-8").replace("func.Blueprint()", script)
    (root / "shop.py").unlink()
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    expected = ["the app never registers the blueprint 'orders' (all_orders)"] if is_told else []
    assert [problem["message"] for problem in check(root)] == expected


@pytest.mark.parametrize("place", [".python_packages/lib/site-packages", "lib/python3/dist-packages"])
def test_what_is_installed_in_the_folder_of_an_app_is_not_to_be_mended(tmp_path: Path, place: str) -> None:
    packages = tmp_path / place
    packages.mkdir(parents=True)
    (packages / "package_of_the_app.py").write_text("raise ImportError('no library')\n", "utf-8")
    script = f"import sys\nsys.path.append({str(packages)!r})\nimport package_of_the_app\n"
    [problem] = check(write(tmp_path, script))
    message = "expected a script that can be imported, got ImportError: no library"
    assert (problem["file"], problem["message"]) == ("take/__init__.py", message)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("azure", f"; for azure.functions, {ALIAS_HINT}"),
        ("azure.functions", f"; for azure.functions, {ALIAS_HINT}"),
        ("azure.identity", ""),
        ("requests", ""),
    ],
)
def test_a_module_that_is_not_there(tmp_path: Path, name: str, hint: str) -> None:
    text = f"No module named {name!r}"
    [problem] = check(write(tmp_path, f"raise ModuleNotFoundError({text!r}, name={name!r})\n"))
    expected = f"expected a script that can be imported, got ModuleNotFoundError: {text}{hint}"
    assert problem["message"] == expected


def test_a_parameter_where_nothing_is_bound(tmp_path: Path) -> None:
    found = check(write(tmp_path, "def main(msg): return 'a text'\n", COPY))
    assert [(each["code"], each["message"]) for each in found] == [
        ("no-trigger", "the function has no trigger"),
        ("parameter-unbound", "no binding named 'msg'"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("orders/{id}", "Orders/{ID}/", "duplicate-route"),
        ("orders/{id}", "Orders/{number}/", "ambiguous-route"),
        ("orders/{id:int}", "orders/{number:int}", "ambiguous-route"),
        ("orders/{id:int}", "orders/{id}", None),
        ("orders/{id?}", "orders/{number}", None),
        ("orders/{*rest}", "orders/{rest}", None),
        (r"orders/{id:regex(^\d{{4}}$)}", r"ORDERS/{number:regex(^\d{{4}}$)}", "ambiguous-route"),
        (r"orders/{id:regex(^\d{{4}}$)}", r"orders/{id:regex(^\d{{5}}$)}", None),
        # The host compares the text without case.
        (r"orders/{id:regex(^\d{{4}}$)}", r"orders/{id:regex(^\D{{4}}$)}", "duplicate-route"),
    ],
    ids=[
        "case",
        "names",
        "constraint",
        "constraints",
        "optional",
        "rest",
        "expression",
        "expressions",
        "expressions case",
    ],
)
def test_routes(first: str, second: str, code: str | None) -> None:
    app = func.FunctionApp()

    @app.route(first)
    def one(req: func.HttpRequest) -> func.HttpResponse:
        raise NotImplementedError

    @app.route(second)
    def other(req: func.HttpRequest) -> func.HttpResponse:
        raise NotImplementedError

    assert [problem.code for problem in load_app(app).check()] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("dataType", "Binary", None),
        ("dataType", 2, None),
        ("dataType", "bytes", "dataType: expected one of undefined, string, binary, stream, got 'bytes'"),
        ("authLevel", "ADMIN", None),
        ("authLevel", "", None),
        ("authLevel", True, "authLevel: expected one of anonymous, function, admin, system, user, got True"),
        ("cardinality", "Many", None),
        ("cardinality", "all", "cardinality: expected one of one, many, got 'all'"),
        ("methods", None, None),
        ("methods", {"get": 1}, "methods: expected an array, got {'get': 1}"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_options(tmp_path: Path, option: str, value: object, message: str | None) -> None:
    trigger = {"name": "req", "type": "httpTrigger", "direction": "in", option: value}
    app = write(tmp_path, "def main(req): ...\n", trigger, {"name": "$return", "type": "http", "direction": "out"})
    found = [(each["binding"], each["code"], each["message"]) for each in check(app)]
    assert found == ([] if message is None else [("req", "option", message)])
