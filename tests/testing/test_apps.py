"""Which functions an app has, where they are, and what is said where there are none."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.errors import AppError, ArgumentTypeError
from azure_functions_lite.testing import App, load_app
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing._apps.project import written
from azure_functions_lite.testing.builders import http_request, queue_message
from azure_functions_lite.testing.problems import Problem

WriteApp = Callable[..., Path]

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
HTTP = ["req httpTrigger in", "$return http out"]
ECHO = """
    import azure_functions_lite as func

    def main(req: func.HttpRequest) -> str:
        return req.get_body().decode()
"""
APP = """
    import azure_functions_lite as func

    app = func.FunctionApp()

    @app.route()
    def echo(req: func.HttpRequest) -> str:
        return req.get_body().decode()
"""


def refusal(call: Callable[[], object], kind: type[Exception] = AppError) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


def without_place(problem: Problem) -> str:
    """What a call says of a problem of its function: only the check looks for the line."""
    return str(problem._replace(line=None, column=None))


# --- functions of function.json


def test_the_functions_of_folders() -> None:
    app = load_app(EXAMPLES / "guide_app")
    assert [function.name for function in app.functions] == [
        "blob_indexer",
        "http_async",
        "http_enqueue",
        "http_greet",
        "http_read_blob",
        "order_archive",
        "queue_worker",
        "timer_cleanup",
    ]
    function = app.function("http_async")
    assert repr(function) == "<AppFunction 'http_async'>"
    assert function.script == EXAMPLES / "guide_app" / "http_async" / "__init__.py"
    assert (function.entry_point, function.is_async) == ("main", True)
    assert not app.function("http_greet").is_async
    trigger, output = function.bindings
    assert (trigger.name, trigger.type, trigger.direction, trigger.is_trigger) == ("req", "httpTrigger", "in", True)
    assert (output.name, output.type, output.direction, output.is_trigger) == ("$return", "http", "out", False)
    assert trigger.options["methods"] == ["POST"]
    assert (app.function("queue_worker").route, app.function("queue_worker").methods) == (None, None)


FOLDER = {
    "show/function.json": {
        "bindings": [
            {
                "name": "req",
                "type": "httpTrigger",
                "direction": "IN",
                "AuthLevel": "Anonymous",
                "methods": ["get", "Post"],
                "ROUTE": "orders/{id}",
            },
            {"name": "$return", "type": "http", "direction": "out"},
            {"name": "msgs", "type": "queue", "Direction": "OUT", "queueName": "Asked", "dataType": "Binary"},
        ]
    },
    "show/__init__.py": ECHO,
}
SCRIPT = """
    import azure_functions_lite as func

    app = func.FunctionApp()

    @app.route("orders/{id}", methods=["GET", "post"], auth_level="ANONYMOUS")
    @app.queue_output("msgs", queue_name="Asked", connection="Storage", data_type="binary")
    def show(req: func.HttpRequest, msgs: func.Out[bytes]) -> str: ...
"""


@pytest.mark.parametrize("files", [FOLDER, {"function_app.py": SCRIPT}], ids=["folder", "script"])
def test_functions_are_told_the_same_way(write_app: WriteApp, files: dict[str, object]) -> None:
    function = load_app(write_app(files)).function("show")
    assert (function.route, function.methods, function.auth_level) == ("orders/{id}", ("GET", "POST"), "anonymous")
    trigger = function.trigger
    assert trigger is not None
    assert (trigger.name, trigger.type, trigger.direction) == ("req", "httpTrigger", "in")
    words = {name: trigger.options[name] for name in ("authLevel", "methods", "route", "direction")}
    assert words == {"authLevel": "anonymous", "methods": ["GET", "POST"], "route": "orders/{id}", "direction": "in"}
    [output] = [row for row in function.bindings if row.type == "queue"]
    assert (output.direction, output.options["dataType"], output.options["queueName"]) == ("out", "binary", "Asked")
    assert output.options["direction"] == "out"


def test_one_message_or_many(write_app: WriteApp) -> None:
    row = {"name": "events", "type": "eventHubTrigger", "direction": "in", "eventHubName": "Orders"}
    function = load_app(write_app({"take/function.json": [{**row, "Cardinality": "MANY"}]})).function("take")
    assert function.bindings[0].options == {**row, "cardinality": "many"}


def test_a_function_that_says_little(write_app: WriteApp) -> None:
    files = {f"{name}/function.json": rows for name, rows in (("bare", HTTP), ("none", ["out queue out"]))}
    app = load_app(write_app(files))
    bare, none = app.function("bare"), app.function("none")
    assert (bare.route, bare.methods, bare.auth_level) == ("bare", None, "function")
    assert (none.trigger, none.route, none.methods, none.auth_level) == (None, None, None, None)


@pytest.mark.parametrize(
    ("options", "file", "entry_point"),
    [
        ({}, "echo/__init__.py", "main"),
        ({"scriptFile": None, "entryPoint": ""}, "echo/__init__.py", "main"),
        ({"scriptFile": "run.py"}, "echo/run.py", "main"),
        ({"scriptFile": "run.py", "entryPoint": "answer"}, "echo/run.py", "answer"),
        ({"scriptFile": "../functions/echo.py"}, "functions/echo.py", "main"),
        ({"scriptFile": "../functions/__init__.py"}, "functions/__init__.py", "main"),
        ({"scriptFile": "../run.py"}, "run.py", "main"),
    ],
)
def test_where_a_function_is(write_app: WriteApp, options: dict[str, str], file: str, entry_point: str) -> None:
    script = ECHO.replace("main", entry_point)
    app = load_app(write_app({"echo/function.json": {**options, "bindings": HTTP}, file: script}))
    function = app.function("echo")
    assert (function.script, function.entry_point) == (Path(repr(app)[6:-2]) / file, entry_point)
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert function.callable.__module__ == f"__app__.{module}"
    assert app.invoke("echo", req=http_request(text="tea")).return_value == "tea"


@pytest.mark.parametrize(
    ("files", "script"),
    [
        (["__init__.py", "run.py"], "__init__.py"),
        (["orders.py"], "orders.py"),
        (["orders.py", "run.py"], "run.py"),
        (["orders.py", "RUN.txt"], "expected a .py file as the script, got 'RUN.txt'"),
        *(
            (["orders.py", index], f"expected a .py file as the script, got '{index}'")
            for index in ("index.js", "index.mjs", "index.cjs")
        ),
        (["orders.py", "parcels.py"], "expected __init__.py, run.py, or one file, got orders.py, parcels.py"),
        ([], "expected __init__.py, run.py, or one file, got none"),
    ],
    ids=str,
)
def test_the_script_of_a_folder(write_app: WriteApp, files: list[str], script: str) -> None:
    root = write_app({"echo/function.json": HTTP, **{f"echo/{file}": ECHO for file in files}})
    function = load_app(root).function("echo")
    if script in files:
        assert function.script == root / "echo" / script
    else:
        assert refusal(lambda: function.script).startswith(f"{root}/echo/function.json: echo: {script} [script-")


@pytest.mark.parametrize("name", ["__wrapped__", "client_function", "orchestrator_function", "entity_function", "func"])
def test_a_function_below_others(name: str) -> None:
    above = SimpleNamespace(**{name: refusal})
    assert written(SimpleNamespace(__wrapped__=above)) is refusal
    # Whatever is in a circle, the search for it ends.
    setattr(above, name, above)
    assert written(above) is above


@pytest.mark.parametrize(
    "line",
    [
        "from shared_code import orders",
        "from shared_code.orders import PRICE; import shared_code.orders as orders",
        "from . import orders",
        "from ..shared_code import orders",
        "from __app__.shared_code import orders",
        # A folder without __init__.py.
        "from prices import orders",
        "from ..prices import orders",
    ],
)
def test_how_a_function_imports(write_app: WriteApp, line: str) -> None:
    script = f"{line}\n\ndef main(req) -> str:\n    return str(orders.PRICE)\n"
    price = "PRICE = 790\n"
    places = ("echo/orders.py", "shared_code/__init__.py", "shared_code/orders.py", "prices/orders.py")
    app = load_app(write_app({"echo/function.json": HTTP, "echo/__init__.py": script, **dict.fromkeys(places, price)}))
    assert app.invoke("echo", req=http_request()).return_value == "790"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "invalid JSON: .* [json-syntax]"),
        ([1], "bindings[0]: expected a mapping, got int [json-shape]"),
        ({}, "bindings: expected an array, got none [json-shape]"),
        ({"bindings": HTTP, "entryPoint": 7}, "entryPoint: expected text, got int [json-shape]"),
        ({"bindings": HTTP, "scriptFile": ["x"]}, "scriptFile: expected text, got list of length 1 [json-shape]"),
        (
            {"bindings": HTTP, "scriptFile": "function.json"},
            "expected a .py file as the script, got 'function.json' [script-language]",
        ),
        (
            {"bindings": HTTP, "scriptFile": "../../run.py"},
            "the script '../../run.py' does not exist [script-missing]",
        ),
        (
            {"bindings": HTTP, "scriptFile": "run.py"},
            "the script 'run.py' does not exist [script-missing]",
        ),
    ],
    ids=["syntax", "row", "no rows", "entry point", "script", "no Python", "outside", "missing"],
)
def test_a_broken_function(write_app: WriteApp, document: object, message: str) -> None:
    app = load_app(write_app({"echo/function.json": document, "echo/__init__.py": ECHO, "good/function.json": HTTP}))
    assert [function.name for function in app.functions] == ["echo", "good"]
    refused = refusal(lambda: app.invoke("echo", req=http_request()))
    file = f"{repr(app)[6:-2]}/echo/function.json"
    pattern = re.escape(f": echo: {message}").replace(re.escape(".*"), ".*")
    assert re.fullmatch(rf"{re.escape(file)}(?::\d+:\d+)?{pattern}", refused)
    assert without_place(app.check()[0]) == re.sub(r"(\.\w+)(?::\d+)+: ", r"\1: ", refused)


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("", "the script has no function named 'main', which is the entryPoint"),
        ("main = 7", "expected the entryPoint 'main' to be a function, got int"),
        ("def mian(req): ...", "the script has no function named 'main', which is the entryPoint"),
    ],
    ids=["nothing", "a number", "another name"],
)
def test_an_entry_point_that_is_not_there(write_app: WriteApp, script: str, problem: str) -> None:
    root = write_app({"echo/function.json": HTTP, "echo/__init__.py": script})
    refused = refusal(lambda: load_app(root).invoke("echo", req=http_request()))
    assert refused == f"{root}/echo/__init__.py: echo: {problem} [entry-point]"


OUTPUTS = [*HTTP, "msg queue out"]


@pytest.mark.parametrize(
    ("bindings", "parameters"),
    [(HTTP, "rec"), (HTTP, "req, msg"), (OUTPUTS, "req"), (HTTP, "req: list[str]"), (OUTPUTS, "req, msg: str")],
    ids=["name", "unbound", "unused", "annotation", "output"],
)
def test_a_call_names_the_file_that_the_check_names(write_app: WriteApp, bindings: list[str], parameters: str) -> None:
    root = write_app({"echo/function.json": bindings, "echo/__init__.py": f"def main({parameters}) -> str: ...\n"})
    app = load_app(root)
    problem = app.check()[0]
    assert problem.file == f"{root}/echo/{'function.json' if problem.code == 'binding-unused' else '__init__.py'}"
    assert refusal(lambda: app.invoke("echo", req=http_request())) == without_place(problem)


def test_a_call_names_the_file_of_the_decorators(write_app: WriteApp) -> None:
    blueprint = APP.replace("FunctionApp", "Blueprint").replace("req:", "rec:")
    script = (
        "import azure_functions_lite as func, echoes\napp = func.FunctionApp()\napp.register_functions(echoes.app)\n"
    )
    root = write_app({"function_app.py": script, "echoes.py": blueprint})
    app = load_app(root)
    unbound, unused = app.check()
    assert unbound.file == unused.file == f"{root}/echoes.py"
    assert refusal(lambda: app.invoke("echo", req=http_request())) == without_place(unbound)


# --- apps with decorators


def test_the_functions_of_a_script() -> None:
    app = load_app(EXAMPLES / "v2_app")
    names = [function.name for function in app.functions]
    assert names[:3] == ["report", "compare", "take_reading"]
    nightly = app.function("nightly")
    assert (nightly.script, nightly.entry_point) == (EXAMPLES / "v2_app" / "function_app.py", "log_the_night")
    assert [(row.name, row.type) for row in nightly.bindings] == [("timer", "timerTrigger")]
    assert [function.name for function in app.functions if function.is_async] == ["compare", "to_fahrenheit"]
    result = app.invoke("keep_reading", msg='{"station": "Lund", "taken": "2024-05-17T06:00:00Z", "celsius": 9}')
    assert sorted(result.outputs) == sorted(result.wire) == ["copy", "entity"]


@pytest.mark.parametrize("where", ["path", "environment", "settings"])
def test_a_script_of_another_name(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    settings: dict[str, str] = {"PYTHON_SCRIPT_FILE_NAME": "my-app.py"} if where == "settings" else {}
    root = write_app({"my-app.py": APP, "local.settings.json": {"IsEncrypted": False, "Values": settings}})
    if where == "environment":
        monkeypatch.setenv("PYTHON_SCRIPT_FILE_NAME", "my-app.py")
    app = load_app(root / "my-app.py" if where == "path" else root)
    assert app.function("echo").script == root / "my-app.py"
    assert app.invoke("echo", req=http_request(text="tea")).return_value == "tea"


@pytest.mark.parametrize("name", ["src/app.py", "my app.py", "app.v2.py", "host.json"])
def test_a_script_that_the_worker_refuses(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    root = write_app({name: APP})
    monkeypatch.setenv("PYTHON_SCRIPT_FILE_NAME", name)
    message = f"expected a name of letters, digits, '_' and '-' before .py, got {name!r} [script-invalid]"
    assert refusal(lambda: load_app(root).functions) == f"{root}/{name}: {message}"
    if name.endswith(".py") and "/" not in name:
        assert refusal(lambda: load_app(root / name).functions) == f"{root}/{name}: {message}"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("app = 7", "the script has no FunctionApp at its top level [no-app]"),
        (f"{APP}\n    again = app", "the script has 2 FunctionApps at its top level, and must have one [several-apps]"),
        (
            "import azure_functions_lite as func\napp = func.FunctionApp()",
            "the app has no functions [no-functions]",
        ),
        (
            APP + "\n    app.function_name('echo')(app.route('x')(lambda req: ''))",
            "echo: duplicate function name 'echo' [duplicate-name]",
        ),
    ],
    ids=["none", "two names", "no functions", "a name twice"],
)
def test_a_script_without_an_app_to_use(write_app: WriteApp, script: str, message: str) -> None:
    root = write_app({"function_app.py": script})
    refused = refusal(lambda: load_app(root).functions)
    assert refused.removeprefix(f"{root}/function_app.py: ").removeprefix(f"{__file__}: ") == message


def test_an_app_of_the_official_sdk(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    official: Any = ModuleType("azure.functions")
    official.FunctionRegister = type("FunctionRegister", (), {})
    monkeypatch.setitem(sys.modules, "azure.functions", official)
    root = write_app({"function_app.py": "import sys\napp = sys.modules['azure.functions'].FunctionRegister()\n"})
    assert refusal(lambda: load_app(root).functions) == (
        f"{root}/function_app.py: the script has no FunctionApp at its top level, "
        f"only one of the official SDK: {ALIAS_HINT} [no-app]"
    )


def test_rows_that_cannot_be_made(write_app: WriteApp) -> None:
    untriggered = "app.queue_output('msg', 'orders', 'Storage')(lambda msg: None)"
    head = "import azure_functions_lite as func\napp = func.FunctionApp()\n"
    root = write_app({"function_app.py": f"{head}{untriggered}\n"})
    refused = refusal(lambda: load_app(root).functions[0].bindings)
    assert refused == f"{root}/function_app.py: <lambda>: the function has no trigger [no-trigger]"
    tool = "def save(text: str) -> str: ...\nsave = app.mcp_tool_property('txt')(app.mcp_tool()(save))\n"
    root = write_app({"function_app.py": f"{head}{tool}"}, "tools")
    refused = refusal(lambda: load_app(root).functions[0].bindings)
    assert refused.startswith(f"{root}/function_app.py: save: cannot ")
    assert refused.endswith("names 'txt', but the arguments are: text [import-error]")


# --- apps at hand


def test_an_app_at_hand() -> None:
    app, blueprint = func.FunctionApp(), func.Blueprint()

    @blueprint.queue_trigger("msg", queue_name="orders", connection="Storage")
    def work(msg: func.QueueMessage) -> None:
        assert msg.get_body() == b"tea"

    app.register_functions(blueprint)
    with load_app(app) as loaded:
        assert repr(loaded) == "<App 'function_app.py'>"
        [function] = loaded.functions
        assert (function.name, function.script, function.entry_point) == ("work", Path("function_app.py"), "work")
        assert function.callable is work.build().get_user_function()
        assert loaded.invoke("work", msg=queue_message("tea")).return_value is None
        assert loaded.check() == []
        assert loaded.module("json") is sys.modules["json"]


def hello_wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]


async def hello_asgi(scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


def test_apps_of_web_frameworks() -> None:
    any_hello: Any = hello_wsgi
    any_hello_asgi: Any = hello_asgi
    for app in (func.WsgiFunctionApp(any_hello), func.AsgiFunctionApp(any_hello_asgi)):
        loaded, request = load_app(app), http_request(url="https://example.com/hello")
        response = loaded.invoke("http_app_func", req=request).return_value
        assert (response.status_code, response.get_body()) == (200, b"/hello")


# --- load_app


def script_in(folder: Path) -> Path:
    return folder / "function_app.py"


FORMS: list[Callable[[Path], Any]] = [str, Path, os.path.relpath, script_in]


@pytest.mark.parametrize("form", FORMS)
def test_paths(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, form: Callable[[Path], Any]) -> None:
    root = write_app({"function_app.py": APP.replace("req:", "rec:")})
    monkeypatch.chdir(root.parent)
    app = load_app(form(root))
    shown = str(Path(form(root)))
    assert repr(app) == f"<App {shown.removesuffix('/function_app.py')!r}>"
    monkeypatch.chdir("/")
    assert app.function("echo").script == root / "function_app.py"
    [unbound, unused] = app.check()
    assert (unbound.binding, unused.binding) == ("rec", "req")
    assert unbound.file == shown.removesuffix("/function_app.py") + "/function_app.py"


def test_folders_of_a_relative_path(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_app({"echo/function.json": HTTP, "echo/__init__.py": ECHO})
    monkeypatch.chdir(root)
    app = load_app(".")
    monkeypatch.chdir("/")
    assert app.invoke("echo", req=http_request(text="tea")).return_value == "tea"
    assert app.function("echo").script == root / "echo" / "__init__.py"
    assert app.check() == []


@pytest.mark.parametrize("path", [None, 7, b"app"])
def test_what_is_not_an_app(path: Any) -> None:
    refused = refusal(lambda: load_app(path), ArgumentTypeError)
    assert re.fullmatch(r"cannot load an app: expected a path or a FunctionApp, got (None|int|bytes of .*)", refused)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "app")
    expected = f"cannot load an app: expected a folder or a script, got {missing!r}, which does not exist"
    assert refusal(lambda: load_app(missing)) == expected


@pytest.mark.parametrize("name", ["host.json", "function_app", "function_app.pyc"])
def test_a_file_that_is_not_a_script(write_app: WriteApp, name: str) -> None:
    file = write_app({name: ""}) / name
    assert (
        refusal(lambda: load_app(file)) == f"cannot load an app: expected a folder or a script, got the file '{file}'"
    )


def test_the_folder_of_a_function(write_app: WriteApp) -> None:
    folder = write_app({"echo/function.json": HTTP, "echo/__init__.py": ECHO}) / "echo"
    message = "this is the folder of a function: the folder of the app is one level up [no-functions]"
    assert refusal(lambda: load_app(folder).functions) == f"{folder}: {message}"


@pytest.mark.parametrize("script", ["function_app.py", "main.py"])
def test_a_folder_without_functions(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setenv("PYTHON_SCRIPT_FILE_NAME", "" if script == "function_app.py" else script)
    root = write_app({"host.json": {}})
    message = f"{root}: there is neither {script} nor a folder with a function.json [no-functions]"
    assert refusal(lambda: load_app(root).functions) == message


def test_a_function_that_is_not_there() -> None:
    app = func.FunctionApp()
    for name in ("tea", "cup"):
        app.function_name(name)(app.route(name)(print))
    assert refusal(lambda: load_app(app).invoke("hello")) == (
        "no such function in <App 'function_app.py'>: expected one of tea, cup, got 'hello'"
    )


USES: list[Callable[[App], object]] = [
    lambda app: app.functions,
    lambda app: app.function("echo"),
    lambda app: app.module("function_app"),
    lambda app: app.invoke("echo", req=http_request()),
    lambda app: app.check(),
]


@pytest.mark.parametrize("use", USES)
def test_an_app_that_is_closed(write_app: WriteApp, use: Callable[[App], object]) -> None:
    root = write_app({"function_app.py": APP})
    with load_app(root) as app:
        assert app.invoke("echo", req=http_request()).return_value == ""
    expected = f"the app is closed: <App {str(root)!r}>"
    assert refusal(lambda: use(app)) == expected
    app.close()
