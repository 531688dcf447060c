"""What `app.invoke` of the testing toolkit costs on top of the bare call; the official SDK has nothing of the kind."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from calls import Call, take_turns
from figures import Figure

import azure_functions_lite as func
from azure_functions_lite.testing import App, load_app, queue_message

ROWS = [
    {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "orders", "connection": "Storage"},
    {"name": "out", "type": "queue", "direction": "out", "queueName": "receipts", "connection": "Storage"},
]
SCRIPT = """\
import azure_functions_lite as func

def main(msg: func.QueueMessage, out: func.Out[str]) -> None:
    out.set(msg.get_body().decode())
"""
SETTINGS = {"Values": {f"SETTING_{number}": str(number) for number in range(4)}}


@dataclass(frozen=True)
class Invocation:
    """One line of the table: a function called by itself, and through the app."""

    case: str
    bare: Figure
    invoked: Figure


def time_invocations(*, quick: bool, only: str) -> Iterator[Invocation]:
    """Yield a line for each case whose name has `only` in it."""
    with TemporaryDirectory() as folder:
        for app_name, load in (("function.json, 4 settings", _in_folder), ("an app object", _decorated)):
            with load(Path(folder)) as app:
                for input_name, make in (("a message", queue_message), ("text", lambda: "hello")):
                    case = f"invoke a queue function: {app_name}, {input_name}"
                    if only in case:
                        calls: list[Call] = [_bare(app), _invoked(app, make())]
                        yield Invocation(case, *take_turns(calls, quick=quick))


def table(invocations: list[Invocation]) -> str:
    """Lay the lines out as a Markdown table."""
    lines = ["| case | bare call | `app.invoke` | on top |", "|---|---:|---:|---:|"]
    for each in invocations:
        on_top = Figure.of([each.invoked.best - each.bare.best], "s")
        lines.append(f"| {each.case} | {each.bare} | {each.invoked} | {on_top} |")
    return "\n".join(lines)


def _in_folder(root: Path) -> App:
    folder = root / "work"
    folder.mkdir()
    (folder / "function.json").write_text(json.dumps({"bindings": ROWS}), "utf-8")
    (folder / "__init__.py").write_text(SCRIPT, "utf-8")
    (root / "local.settings.json").write_text(json.dumps(SETTINGS), "utf-8")
    return load_app(root)


def _decorated(root: Path) -> App:
    app = func.FunctionApp()

    @app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage")
    @app.queue_output(arg_name="out", queue_name="receipts", connection="Storage")
    def work(msg: func.QueueMessage, out: func.Out[str]) -> None:
        out.set(msg.get_body().decode())

    return load_app(app)


def _bare(app: App) -> Call:
    work: Callable[..., object] = app.function("work").callable
    message = queue_message("hello")
    return lambda: work(message, func.Out[str]())


def _invoked(app: App, message: object) -> Call:
    return lambda: app.invoke("work", msg=message)
