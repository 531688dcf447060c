"""``check``: the problems of one or several apps, in the format that is asked for."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from azure_functions_lite.testing._command.configuration import is_silenced, read_configuration
from azure_functions_lite.testing._command.formats import FORMATS, Report
from azure_functions_lite.testing._command.outcome import (
    FAILED,
    FINE,
    AppsOwnError,
    Outcome,
    functions_of,
    inspection_of,
)
from azure_functions_lite.testing.apps import App, load_app
from azure_functions_lite.testing.problems import BrokenAppError, Problem


def check(options: argparse.Namespace) -> Outcome:
    """Check apps.

    Raises:
        AppError: the app does not exist, or a code or the configuration cannot be used.
    """
    problems: list[Problem] = []
    warnings: list[Problem] = []
    count: int | None = 0
    shows_progress = not options.quiet and sys.stderr.isatty()
    for index, path in enumerate(options.paths, 1):
        if shows_progress:
            # Back to the start of the line, which is cleared.
            sys.stderr.write(f"\r\x1b[Kchecking {path} ({index} of {len(options.paths)})")
            sys.stderr.flush()
        configuration = read_configuration(options, Path(path))
        with _limited(options.timeout), load_app(path) as app:
            found = app.check()
            functions = _count(app, path)
        read: dict[str, list[str]] = {}
        for problem in found:
            if problem.code in configuration.select and not is_silenced(problem, read):
                (warnings if problem.is_warning and not configuration.is_strict else problems).append(problem)
        count = None if count is None or functions is None else count + functions
    if shows_progress:
        sys.stderr.write("\r\x1b[K")
    report = Report(problems, warnings, count, tuple(options.paths), options.quiet, _has_colours())
    return Outcome(FAILED if problems else FINE, FORMATS[options.format](report))


@contextmanager
def _limited(seconds: float | None) -> Generator[None, None, None]:
    """End this process, with a traceback and status 1, if the block takes longer; None means no limit."""
    if seconds is None:
        yield
        return
    # The watchdog of Python itself, which also ends what no signal and no exception gets out of.
    faulthandler.dump_traceback_later(seconds, exit=True, file=_ERRORS)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


_ERRORS = 2
"""Standard error, below `sys.stderr`."""


def _count(app: App, path: str) -> int | None:
    try:
        with inspection_of(path):
            return len(functions_of(app))
    except (BrokenAppError, AppsOwnError):
        # The check has reported it.
        return None


def _has_colours() -> bool:
    # https://no-color.org, https://force-color.org
    if os.environ.get("NO_COLOR"):
        return False
    # Not `sys.stdout`, which is elsewhere while the app may print.
    return bool(os.environ.get("FORCE_COLOR")) or (sys.__stdout__ is not None and sys.__stdout__.isatty())
