"""What a subcommand comes to: lines and an exit status, or an error of the app."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from azure_functions_lite.testing._checks.inspection import Inspection
from azure_functions_lite.testing.apps import App, AppFunction
from azure_functions_lite.testing.problems import BrokenAppError

FINE, FAILED, MISUSED = 0, 1, 2


class Outcome(NamedTuple):
    """What a subcommand comes to."""

    status: int
    """The exit status."""
    lines: Sequence[str]
    """What goes to standard output."""
    notes: Sequence[str] = ()
    """What goes to standard error."""


class AppsOwnError(Exception):
    """Something that the app raises, and not the command."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


@contextmanager
def of_the_app() -> Generator[None, None, None]:
    """Distinguish errors of the app from those of the command."""
    try:
        yield
    except (BrokenAppError, KeyboardInterrupt):
        raise
    except BaseException as error:  # whatever an import or a function raises
        raise AppsOwnError(error) from error


def inspection_of(path: str) -> Inspection:
    """Return a context for the import of an app, which undoes what it does and stands in for missing modules."""
    return Inspection(Path(os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))))


def functions_of(app: App) -> list[AppFunction]:
    """Return the functions of an app.

    Raises:
        BrokenAppError: they cannot be determined.
        AppsOwnError: the import of its script fails.
    """
    with of_the_app():
        return app.functions
