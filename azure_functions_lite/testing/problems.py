"""Problems of a function app, as `azure_functions_lite.testing.App.check` reports them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, get_args

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._checks.host_rules import HOST_RULES
from azure_functions_lite.testing._checks.rule import Code, Family, Rule, Severity
from azure_functions_lite.testing._checks.worker_rules import WORKER_RULES

__all__ = ["RULES", "BrokenAppError", "Code", "Family", "Problem", "Rule", "Severity"]

_BY_CODE = {rule.code: rule for rule in (*HOST_RULES, *WORKER_RULES)}
RULES: dict[Code, Rule] = {code: _BY_CODE[code] for code in get_args(Code)}
"""Every kind of problem, in the order of the documentation."""


class Problem(NamedTuple):
    """Something wrong with an app."""

    file: str
    """The file to mend."""
    function: str | None
    """Name of the function; None if it is about the whole app."""
    binding: str | None
    """Name of the binding or the parameter; None if it is about the whole function."""
    code: Code
    """Which kind of problem it is."""
    message: str
    """What was expected, and what is there."""
    line: int | None = None
    """The line in the file, from 1; None if the problem is in no line."""
    column: int | None = None
    """The column in the line, from 1; None if it is about the whole line."""
    decorated: bool = False
    """Whether the app has decorators: if the worker rejects one function then, it rejects the whole app."""

    @property
    def severity(self) -> Severity:
        """What happens: the ``app`` does not start, a ``function`` is missing, ``call``s fail, ``data`` is at risk."""
        return RULES[self.code].severity_in(decorated=self.decorated)

    @property
    def is_warning(self) -> bool:
        """Whether it is not certain, or a matter of risk."""
        return RULES[self.code].is_warning

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        parts = ": ".join(part for part in (place, self.function, self.binding) if part)
        return f"{parts}: {self.message} [{self.code}]"


class BrokenAppError(AppError):
    """A problem that prevents what you asked the app to do.

    Args:
        file: The file to fix.
        code: Which kind of problem it is.
        message: What was expected, and what is there.
        function: Name of the function.
        binding: Name of the binding or the parameter.
        line: The line in the file, from 1.
        column: The column in the line, from 1.
    """

    def __init__(
        self,
        file: Path,
        code: Code,
        message: str,
        *,
        function: str | None = None,
        binding: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.problem: Problem = Problem(str(file), function, binding, code, message, line, column)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by its one argument, the text; the constructor takes others.
        problem = self.problem
        return _again, (problem,)


def _again(problem: Problem) -> BrokenAppError:
    file, function, binding, code, message, line, column, _ = problem
    return BrokenAppError(Path(file), code, message, function=function, binding=binding, line=line, column=column)
