"""Where problems are: rows and keys of function.json, decorators, parameters, annotations, and returns."""

from __future__ import annotations

import ast
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_functions_lite.testing._checks.places import JsonPlaces, in_source
from azure_functions_lite.testing._checks.source_files import SourceFiles
from azure_functions_lite.testing.apps import load_app
from azure_functions_lite.testing.problems import Code, Problem

WriteApp = Callable[..., Path]


def places(root: Path) -> list[str]:
    """Each problem as ``file:line:column code``, in the folder of the app."""
    with load_app(root) as app:
        found = app.check()
    return [f"{Path(each.file).relative_to(root)}:{each.line}:{each.column} {each.code}" for each in found]


DECORATED = '''
import azure_functions_lite as func
app = func.FunctionApp()


@app.function_name("1st")
@app.retry(strategy="fixed_delay", max_retry_count="many", delay_interval="00:00:10")
@app.queue_trigger(
    arg_name="msg", queue_name="orders", connection="S")
@app.queue_output("out", queue_name="copies", connection="S")
def take(
    msg: list[func.QueueMessage], ctx, /, *, out: str
) -> int:
    return 7


class Shop:
    """What is inside of another one."""

    @staticmethod
    @app.route(auth_level="anonymous")
    async def greet(request: func.HttpRequest) -> "list[str]": ...


@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
@app.queue_output(arg_name="spare", queue_name="copies", connection="S")
def sweep(timer, spare):
    "tä"; return 7


@app.queue_output("out", queue_name="copies", connection="S")
def idle(out): ...
'''


def test_places_in_a_script(write_app: WriteApp) -> None:
    assert places(write_app({"function_app.py": DECORATED})) == [
        "function_app.py:7:2 retry",
        "function_app.py:12:5 annotation-form",
        "function_app.py:12:5 parameter-kind",
        "function_app.py:12:35 parameter-unbound",
        "function_app.py:12:46 plain-on-output",
        "function_app.py:22:21 parameter-unbound",
        "function_app.py:21:6 binding-unused",
        "function_app.py:22:51 return-annotation",
        "function_app.py:27:18 unused-out",
        "function_app.py:28:11 return-unbound",
        "function_app.py:32:5 no-trigger",
        "function_app.py:6:2 function-name",
    ]


BLOCKS = {
    "body": "{0}",
    "a class": "class take:\n    {0}\ntake = take.take",
    "a function": "def make():\n    {0}\n    return take\ntake = make()",
    "if": "if True:\n    {0}",
    "else": "if False:\n    pass\nelse:\n    {0}",
    "for": "for _ in 'a':\n    {0}",
    "after for": "for _ in '':\n    pass\nelse:\n    {0}",
    "with": "import contextlib\nwith contextlib.nullcontext():\n    {0}",
    "try": "try:\n    {0}\nexcept KeyError:\n    pass",
    "except": "try:\n    {{}}[1]\nexcept KeyError:\n    {0}",
    "after try": "try:\n    pass\nexcept KeyError:\n    pass\nelse:\n    {0}",
    "finally": "try:\n    pass\nfinally:\n    {0}",
    "match": "match 7:\n    case 7:\n        {0}",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("definition", ["def take(): ...", "async def take(): ..."])
def test_where_functions_are_written(tmp_path: Path, block: str, definition: str) -> None:
    file = tmp_path / "blocks.py"
    file.write_text(block.format(definition), "utf-8")
    found = SourceFiles().definition(runpy.run_path(str(file))["take"])
    assert found is not None
    assert ast.unparse(found).replace("\n    ", " ") == definition


TAKE = """\
@app.function_name("take")
@app.retry("fixed_delay", 3)
@app.queue_trigger("msg")
@app.route()
def take(msg: int, *rest, key, **more) -> int: ...
"""
OF_PARAMETERS: list[Code] = [
    *("annotation", "annotation-form", "annotation-unknown", "cardinality", "context-annotation", "out-on-input"),
    *("out-type", "parameter-kind", "parameter-unbound", "plain-on-output", "unused-out"),
]


@pytest.mark.parametrize(
    ("code", "binding", "line", "column"),
    [
        *((code, "msg", 5, 10) for code in OF_PARAMETERS),
        *(("parameter-unbound", name, 5, column) for name, column in (("rest", 21), ("key", 27), ("more", 34))),
        ("parameter-unbound", "other", 5, 5),
        ("binding-unused", "msg", 3, 2),
        ("direction", "msg", 3, 2),
        ("route-syntax", "req", 4, 2),
        ("return-value", "$return", 4, 2),
        ("return-annotation", "$return", 5, 43),
        ("retry", None, 2, 2),
        ("retry-range", None, 2, 2),
        ("function-name", None, 1, 2),
        ("no-trigger", None, 5, 5),
        ("option", "other", 5, 5),
    ],
)
def test_what_a_code_is_about(tmp_path: Path, code: Code, binding: str | None, line: int, column: int) -> None:
    file = tmp_path / "function_app.py"
    file.write_text(TAKE, "utf-8")
    files = SourceFiles()
    tree = files.tree(str(file))
    assert tree is not None
    [definition] = tree.body
    assert isinstance(definition, ast.FunctionDef)
    found = in_source(Problem(str(file), "take", binding, code, "wrong"), definition, files, str(file))
    assert (found.line, found.column) == (line, column)


def test_places_in_other_files(write_app: WriteApp) -> None:
    files = {
        "function_app.py": (
            "import azure_functions_lite as func, shop.orders, functools\napp = func.FunctionApp()\n"
            "app.register_functions(shop.orders.blueprint)\n"
            "app.route('x')(functools.partial(shop.orders.other, more=7))\n"
        ),
        "shop/orders.py": (
            "import functools\nimport azure_functions_lite as func\nblueprint = func.Blueprint()\n"
            "def logged(function):\n    @functools.wraps(function)\n    def call(*args, **kwargs):\n"
            "        return function(*args, **kwargs)\n    return call\n"
            "@blueprint.route()\n@logged\ndef take(rec): ...\n"
            "def other(request, more): ...\n"
        ),
    }
    assert places(write_app(files)) == [
        "shop/orders.py:11:10 parameter-unbound",
        "shop/orders.py:9:2 binding-unused",
        "shop/orders.py:12:5 entry-point",
    ]


def test_functions_that_are_in_no_file(write_app: WriteApp) -> None:
    script = (
        "import azure_functions_lite as func\napp = func.FunctionApp()\n"
        "exec('def take(rec): ...')\napp.route()(take)\napp.route('x')(lambda rec: 7)\n"
    )
    assert places(write_app({"function_app.py": script}))[:2] == [
        "function_app.py:None:None parameter-unbound",
        "function_app.py:None:None binding-unused",
    ]


ROWS = """{
  // the host takes comments
  "entryPoint": "take",
  "bindings": [
    {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "orders", "connection": "S",
     "dataType": "words"},
    {
      "name": "out", "type": "queue", "queueName": "copies", "connection": "S",
      "direction": "up" }
  ]
}
"""


def test_places_in_rows(write_app: WriteApp) -> None:
    root = write_app({"take/function.json": ROWS, "take/__init__.py": "def take(msg): ...\n"})
    assert places(root) == ["take/function.json:6:18 option", "take/function.json:9:20 direction"]
    root = write_app(
        {"take/function.json": ROWS.replace('"up"', '"OUT"'), "take/__init__.py": "def take(): ...\n"}, "b"
    )
    assert places(root) == [
        "take/function.json:6:18 option",
        "take/function.json:5:5 binding-unused",
        "take/function.json:7:5 binding-unused",
    ]
    root = write_app({"take/function.json": ROWS.replace('"take"', "[]"), "take/__init__.py": ""}, "c")
    assert "take/function.json:3:17 json-shape" in places(root)
    root = write_app({"take/function.json": '\n{"bindings": [7]}', "take/__init__.py": ""}, "d")
    assert places(root) == ["take/function.json:2:15 json-shape"]


def test_the_place_of_a_retry(tmp_path: Path) -> None:
    (tmp_path / "function.json").write_text('{"bindings": [],\n "retry": {}}', "utf-8")
    problem = Problem("", "take", None, "retry-range", "expected two intervals")
    found = JsonPlaces(tmp_path / "function.json").located(problem)
    assert (found.line, found.column) == (2, 11)
    assert JsonPlaces(tmp_path / "gone.json").located(found) is found


def test_places_of_functions_of_a_folder(write_app: WriteApp) -> None:
    files = {
        "take/function.json": ["msg queueTrigger in", "$return queue in"],
        "take/__init__.py": "from .more import main\n",
        "take/more.py": "\n\ndef main(msg: int,\n         other): ...\n",
        "idle/function.json": [],
        "idle/__init__.py": "raise ValueError\n",
    }
    assert places(write_app(files)) == [
        "idle/function.json:1:1 no-trigger",
        # Python 3.10 knows no columns of what was running.
        f"idle/__init__.py:1:{1 if sys.version_info >= (3, 11) else None} import-error",
        "take/function.json:1:148 return-direction",
        "take/more.py:3:10 annotation",
        "take/more.py:4:10 parameter-unbound",
    ]


def test_a_function_of_a_library(write_app: WriteApp, tmp_path: Path) -> None:
    line = "from shop_library import main\n"
    files = {
        "take/function.json": ["msg queueTrigger in"],
        "take/__init__.py": f"import sys; sys.path.append({str(tmp_path / 'app/lib/site-packages')!r})\n{line}",
        "lib/site-packages/shop_library.py": "def main(rec): ...\n",
    }
    assert places(write_app(files)) == [
        "take/__init__.py:None:None parameter-unbound",
        "take/function.json:1:15 binding-unused",
    ]
