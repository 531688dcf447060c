"""What can be wrong with a function app, as `azure_functions_lite.testing.App.check` tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from azure_functions_lite.errors import AppError

__all__ = ["BrokenAppError", "Code", "Problem"]

Code = Literal[
    # The files of the app.
    "json-syntax",
    "json-shape",
    "no-functions",
    "function-name",
    "duplicate-name",
    "duplicate-route",
    # Its code.
    "script-missing",
    "script-invalid",
    "import-error",
    "no-app",
    "several-apps",
    "entry-point",
    # The rows of a function.
    "no-trigger",
    "several-triggers",
    "duplicate-binding",
    "direction",
    "option",
    "retry",
    # Its parameters.
    "parameter-unbound",
    "parameter-kind",
    "binding-unused",
    "context-annotation",
    "annotation-unknown",
    "annotation-form",
    "annotation",
    "out-on-input",
    "plain-on-output",
    "out-type",
    "out-value",
    "unused-out",
    # What it returns.
    "return-direction",
    "return-annotation",
    "return-unbound",
    "return-value",
]
"""The kinds of problem; each is described, with an example, in the documentation."""


class Problem(NamedTuple):
    """Something wrong with an app."""

    file: str
    """The file to mend."""
    function: str | None
    """Name of the function; None where it is about the whole app."""
    binding: str | None
    """Name of the binding or the parameter; None where it is about the whole function."""
    code: Code
    """Which kind of problem it is."""
    message: str
    """What was expected, and what is there."""

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.function, self.binding) if part)
        return f"{place}: {self.message} [{self.code}]"


class BrokenAppError(AppError):
    """A problem of an app that is in the way of what it is asked to do.

    Args:
        file: The file to mend.
        code: Which kind of problem it is.
        message: What was expected, and what is there.
        function: Name of the function.
        binding: Name of the binding or the parameter.
    """

    def __init__(
        self, file: Path, code: Code, message: str, *, function: str | None = None, binding: str | None = None
    ) -> None:
        self.problem: Problem = Problem(str(file), function, binding, code, message)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by its one argument, the text; the constructor takes others.
        problem = self.problem
        return _again, (problem,)


def _again(problem: Problem) -> BrokenAppError:
    file, function, binding, code, message = problem
    return BrokenAppError(Path(file), code, message, function=function, binding=binding)
