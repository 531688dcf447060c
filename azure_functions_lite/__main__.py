"""``python -m azure_functions_lite``: check a function app, list its functions, or call one of them."""

from __future__ import annotations

import argparse
import asyncio
import functools
import importlib
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import azure_functions_lite
from azure_functions_lite._bindings.entries import RETURN
from azure_functions_lite.compat import install, uninstall
from azure_functions_lite.custom_handler import encode_response, read_invocation
from azure_functions_lite.errors import AppError, FunctionsError
from azure_functions_lite.meta import Datum
from azure_functions_lite.testing.apps import App, AppFunction, load_app
from azure_functions_lite.testing.problems import BrokenAppError

Command = Callable[[App, argparse.Namespace], tuple[int, list[str]]]
"""What a command does with an app: its exit status, and the lines that it writes."""

_FINE, _FAILED, _MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says, with this package as `azure.functions`.

    Args:
        arguments: What comes after the command; `sys.argv` by default.

    Returns:
        0 if all went well, 1 if the app has problems or the call failed, 2 if the app, the function or the payload is
        not there.

    Raises:
        SystemExit: a mistake in `arguments` (2), or ``--help`` (0).
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    command: Command = options.command
    try:
        # What the app itself prints must not get between the lines, which other programs may read.
        with _alias(), redirect_stdout(sys.stderr), load_app(options.path) as app:
            status, lines = command(app, options)
    except _AppsOwnError as failure:
        sys.stderr.writelines(_trace(failure.error))
        return _FAILED
    except (AppError, OSError) as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return _FAILED if isinstance(error, BrokenAppError) else _MISUSED
    encoding = sys.stdout.encoding or "utf-8"
    # Not every terminal has every letter.
    sys.stdout.writelines(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding) for line in lines)
    return status


class _AppsOwnError(Exception):
    """Something that the app raises, and not this command."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


@contextmanager
def _of_the_app() -> Generator[None, None, None]:
    """Tell what the app raises from what this command does."""
    try:
        yield
    except BrokenAppError:
        raise
    except (Exception, SystemExit) as error:  # whatever an import or a function raises
        raise _AppsOwnError(error) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="azure-functions-lite",
        description="Check and call the functions of an Azure Functions app, without a host.",
    )
    parser.add_argument("--version", action="version", version=azure_functions_lite.__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    path = argparse.ArgumentParser(add_help=False)
    path.add_argument("path", metavar="PATH", help="folder of the app, or its script")

    codes = "The page 'Check an app in CI' of the documentation explains the codes in brackets."
    check = commands.add_parser("check", parents=[path], help="say what is wrong with an app", epilog=codes)
    check.add_argument("--format", choices=("text", "json"), default="text", help="text by default")
    check.set_defaults(command=_check)

    invoke = commands.add_parser("invoke", parents=[path], help="call a function, and show its response")
    invoke.add_argument("function", metavar="FUNCTION", help="name of the function")
    payload = "what a host would send to a custom handler, as JSON; - is standard input"
    invoke.add_argument("--payload", metavar="FILE", required=True, help=payload)
    invoke.add_argument("--format", choices=("text", "json"), default="json", help="json by default")
    invoke.set_defaults(command=_invoke)

    functions = commands.add_parser("list", parents=[path], help="show the functions of an app, and their bindings")
    functions.set_defaults(command=_list)
    return parser


@contextmanager
def _alias() -> Generator[None, None, None]:
    """Have the app find this package as `azure.functions`."""
    if sys.modules.get("azure.functions") is azure_functions_lite:
        yield
        return
    install()
    try:
        yield
    finally:
        uninstall()


def _functions(app: App) -> list[AppFunction]:
    with _of_the_app():
        return app.functions


def _check(app: App, options: argparse.Namespace) -> tuple[int, list[str]]:
    problems = app.check()
    lines = [str(problem) for problem in problems]
    if options.format == "json":
        lines = [json.dumps([problem._asdict() for problem in problems], indent=2)]
    return _FAILED if problems else _FINE, lines


def _list(app: App, options: argparse.Namespace) -> tuple[int, list[str]]:
    table = [("FUNCTION", "SCRIPT", "BINDING", "DIRECTION", "TYPE")]
    for function in _functions(app):
        name, script = function.name, f"{os.path.relpath(function.script)}:{function.entry_point}"
        for row in function.bindings:
            table.append((name, script, row.name, row.direction, row.type))
            # Once for each function.
            name = script = ""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return _FINE, ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]


def _invoke(app: App, options: argparse.Namespace) -> tuple[int, list[str]]:
    # First the import of a script with decorators, as what that raises is the app's.
    _functions(app)
    function = app.function(options.function)
    body = sys.stdin.buffer.read() if options.payload == "-" else Path(options.payload).read_bytes()
    with _of_the_app(), _logs() as logs:
        wire = app.invoke(function.name, **read_invocation(body, function.bindings)).wire
    if options.format == "text":
        written = [f"log  {part}" for line in logs for part in line.splitlines() or [line]]
        return _FINE, written + [f"out  {name}  {_shown(datum)}" for name, datum in wire.items()]
    returned = wire.pop(RETURN, None)
    with _of_the_app():
        response = encode_response(wire, function.bindings, return_value=returned, logs=logs)
    return _FINE, [json.dumps(json.loads(response), indent=2)]


@contextmanager
def _logs() -> Generator[list[str], None, None]:
    """Collect what is logged, from ``INFO`` on."""
    handler = _Collector()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield handler.lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.lines.append(self.format(record))
        except Exception:  # as in the handlers of `logging`: a call that does not fit its message fails no function
            self.handleError(record)


def _trace(error: BaseException) -> list[str]:
    """Return the traceback from the function on; of an error that came before it, the message."""
    package = str(Path(__file__).parent)
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith((package, *_BETWEEN)):
        trace = trace.tb_next
    if trace is None and isinstance(error, FunctionsError):
        return [f"{type(error).__name__}: {error}\n"]
    return traceback.format_exception(type(error), error, trace)


# The frames of an import, which Python leaves out of tracebacks of `import` itself, and others on the way to the app.
_BETWEEN = ("<frozen importlib", importlib.__file__, functools.__file__, str(Path(asyncio.__file__).parent))


def _shown(datum: Datum) -> str:
    """Return what the host receives, on one line."""
    if datum.type != "http":
        return f"{datum.type} {datum.value!r}"
    headers = ", ".join(f"{name}: {value.value}" for name, value in datum.value["headers"].items())
    for jar in datum.value["cookies"] or ():
        headers += "".join(f", set-cookie: {name}={morsel.coded_value}" for name, morsel in jar.items())
    return f"http {datum.value['status_code'].value} ({headers}) {datum.value['body'].value!r}"


if __name__ == "__main__":
    sys.exit(main())
