"""One run of the command: a subcommand, what the app prints and raises meanwhile, and the exit status."""

from __future__ import annotations

import argparse
import asyncio
import atexit
import functools
import importlib
import os
import sys
import threading
import traceback
from collections.abc import Generator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path

import azure_functions_lite
from azure_functions_lite.compat import install, uninstall
from azure_functions_lite.errors import AppError, FunctionsError
from azure_functions_lite.testing._command.outcome import FAILED, MISUSED, AppsOwnError, Outcome
from azure_functions_lite.testing.problems import BrokenAppError

_COMMANDS = {
    "check": ("checking", "check"),
    "list": ("listing", "list_functions"),
    "invoke": ("invoking", "invoke"),
    "payload": ("samples", "payload"),
}
"""Subcommands, and the modules and functions that they are."""


def run(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> int:
    """Run a command line, and return the exit status."""
    options = parser.parse_args(arguments)
    module, name = _COMMANDS[options.command]
    command = getattr(import_module(f"azure_functions_lite.testing._command.{module}"), name)
    try:
        with _alias(), _apart():
            outcome: Outcome = command(options)
    except AppsOwnError as failure:
        sys.stderr.writelines(_trace(failure.error))
        return FAILED
    except (FunctionsError, OSError) as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return MISUSED if isinstance(error, (AppError, OSError)) and not isinstance(error, BrokenAppError) else FAILED
    sys.stderr.writelines(f"{line}\n" for line in outcome.notes)
    _write(outcome.lines)
    return outcome.status


def run_last(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> int:
    """Run a command line, as the last action of this process: everything that the app started ends with it."""
    before = {*threading.enumerate()}
    status = run(parser, arguments)
    # What the app prints at the very end is not of the command either.
    atexit.register(os.dup2, _ERRORS, _OUTPUT)
    if not all(thread.daemon for thread in {*threading.enumerate()} - before):
        # Python would wait for it.
        sys.stderr.flush()
        os._exit(status)
    return status


@contextmanager
def _apart() -> Generator[None, None, None]:
    """Send to standard error what the app prints, and the processes that it starts.

    It must not get between the lines of the command, which other programs may read.
    """
    sys.stdout.flush()
    output = os.dup(_OUTPUT)
    os.dup2(_ERRORS, _OUTPUT)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(output, _OUTPUT)
        os.close(output)


_OUTPUT, _ERRORS = 1, 2
"""The standard streams, below `sys.stdout` and `sys.stderr`."""


def _write(lines: Sequence[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    try:
        # Not every terminal has every letter.
        sys.stdout.writelines(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding) for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader is gone. Python would report that when it flushes the rest at its end, so discard the rest now.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        sys.stdout.flush()


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


def _trace(error: BaseException) -> list[str]:
    """Return the traceback from the function on; of an error that came before it, the message."""
    package = str(Path(azure_functions_lite.__file__).parent)
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith((package, *_BETWEEN)):
        trace = trace.tb_next
    if trace is None and isinstance(error, FunctionsError):
        return [f"{type(error).__name__}: {error}\n"]
    return traceback.format_exception(type(error), error, trace)


# The frames of an import, which Python leaves out of tracebacks of `import` itself, and others on the way to the app.
_BETWEEN = ("<frozen importlib", importlib.__file__, functools.__file__, str(Path(asyncio.__file__).parent))
