"""One check of the Python code of an app: what its import does, what its functions accept, and where."""

from __future__ import annotations

import ast
import inspect
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import Self

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.testing._apps.isolation import is_installed
from azure_functions_lite.testing._apps.project import PACKAGE, Decorated, Folder, Source, rebased, written
from azure_functions_lite.testing._apps.signature import Finding, Signature
from azure_functions_lite.testing._checks.annotations import check_data
from azure_functions_lite.testing._checks.contained import contained, left_running
from azure_functions_lite.testing._checks.decorated import hidden_decorator
from azure_functions_lite.testing._checks.import_errors import import_problem, shown
from azure_functions_lite.testing._checks.missing import Missing
from azure_functions_lite.testing._checks.places import JsonPlaces, in_source
from azure_functions_lite.testing._checks.source import check_source
from azure_functions_lite.testing._checks.source_files import SourceFiles
from azure_functions_lite.testing._checks.stand_ins import depends_on_stand_in, is_touched, may_stream_http
from azure_functions_lite.testing.problems import BrokenAppError, Problem


class Inspection:
    """A check that is going on. As a context manager it bears what the app does when it is imported.

    Args:
        root: Folder of the app.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real = os.path.realpath(root)
        self._files = SourceFiles()
        self._json_places = cache(JsonPlaces)
        self.missing = Missing(root, self._files)
        self.sources: dict[str, Source] = {}
        """The functions of the app by name."""

    def __enter__(self) -> Self:
        self._threads = set(threading.enumerate())
        self._stack = ExitStack()
        self._stack.enter_context(contained(self._root))
        self._stack.enter_context(self.missing)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def import_problem(self, error: BaseException, script: Path, function: str | None = None) -> Problem:
        """Return what is wrong with a script whose import raises something."""
        self.missing.follow(script)
        return import_problem(error, script, self._root, self.missing, function)

    def check_function(self, source: Source, rows: Sequence[BindingRow]) -> Iterator[Problem]:
        """Find what is wrong with a function, apart from its rows."""
        self.missing.function = source.name if isinstance(source, Folder) else None
        try:
            function = source.load()
        except BrokenAppError as fault:
            # A stand-in for the function may be anything.
            if not (self.missing and fault.problem.code == "entry-point"):
                yield fault.problem
            return
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever the import of a script raises
            yield self.import_problem(error, source.script, source.name)
            return
        self.missing.follow(source.script)
        if is_touched(source.written if isinstance(source, Decorated) else function):
            return
        try:
            yield from list(self._check(source, function, rows))
        except Exception as error:  # whatever annotations and values raise when they are read
            message = f"expected a function that can be checked, got {type(error).__name__}: {shown(error)}"
            yield Problem(str(source.script), source.name, None, "unchecked", message)

    def _check(self, source: Source, function: Callable[..., Any], rows: Sequence[BindingRow]) -> Iterator[Problem]:
        # If one wraps itself, a search for the innermost one never ends.
        inner: Any = inspect.unwrap(function)
        signature = Signature(function, rows)
        for finding in signature.findings or check_data(signature):
            if not self._is_open(finding, signature):
                file = source.file_to_fix(finding.code)
                yield Problem(str(file), source.name, finding.binding, finding.code, finding.message)
        if not signature.findings:
            for (binding, code, message), place in check_source(function, signature, self._files):
                yield Problem(str(source.file_to_fix(code)), source.name, binding, code, message, *place)
        hidden = hidden_decorator(inner, self._files) if isinstance(source, Decorated) else None
        if hidden is not None:
            message = f"the host bypasses @{ast.unparse(hidden)}: put it below the decorators of the app"
            place = self._files.place(inner.__code__.co_filename, hidden)
            yield Problem(str(source.file), source.name, None, "decorator-order", message, *place)

    def _is_open(self, finding: Finding, signature: Signature) -> bool:
        """Return whether a finding may be caused by a stand-in."""
        returned = finding.code == "return-annotation"
        annotation = signature.annotations.get("return" if returned else str(finding.binding))
        is_of_class = returned or finding.code in ("annotation", "annotation-form")
        return (is_of_class and may_stream_http()) or depends_on_stand_in(annotation)

    def located(self, problem: Problem) -> Problem:
        """Return a problem with its place, if that is known."""
        source = self.sources.get(problem.function or "")
        if problem.line is not None or source is None:
            return problem
        file = Path(problem.file)
        if file.suffix == ".json":
            return self._json_places(file).located(problem)
        try:
            function = source.written if isinstance(source, Decorated) else written(source.load())
        except BaseException:  # whatever the import of a script raises; it was reported
            return problem
        definition = self._files.definition(function)
        place = function.__code__.co_filename if definition is not None else ""
        if definition is None or not self._is_own(place):
            return problem
        found = in_source(problem, definition, self._files, place)
        return found._replace(file=str(rebased(Path(place), self._real, self._root)))

    @staticmethod
    def _is_own(file: str) -> bool:
        """Return whether a file is one of the app, and not of this package or one that is installed."""
        return not is_installed(file) and not file.startswith(PACKAGE)

    def further(self) -> Iterator[Problem]:
        """Return what concerns the app as a whole: what it misses, and what its import has left running."""
        yield from self.missing.problems()
        for code in left_running(self._threads):
            if code.co_filename.startswith(f"{self._real}{os.sep}") and not is_installed(code.co_filename):
                file = rebased(Path(code.co_filename), self._real, self._root)
                message = f"the import starts a thread that runs {code.co_name!r} and does not end: make it a daemon"
                yield Problem(str(file), None, None, "left-running", message, code.co_firstlineno)
