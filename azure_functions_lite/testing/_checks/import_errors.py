"""What the import of an app raises, as a problem: where it shows in the app, and whether it is certain."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import Any, cast

from azure_functions_lite._typing import is_object
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing._apps.isolation import is_installed
from azure_functions_lite.testing._apps.project import PACKAGE, rebased
from azure_functions_lite.testing._checks.missing import Missing
from azure_functions_lite.testing._checks.stand_ins import StandIn
from azure_functions_lite.testing.problems import Code, Problem


def import_problem(
    error: BaseException, script: Path, root: Path, missing: Missing, function: str | None = None
) -> Problem:
    """Return the problem that a script cannot be imported.

    Args:
        error: What the import raises.
        script: The script.
        root: Folder of the app.
        missing: What has been stood in for.
        function: The function that is in the script.
    """
    file, line, column, text = script, None, None, shown(error)
    real = os.path.realpath(root)
    for frame in traceback.extract_tb(error.__traceback__):
        place = Path(frame.filename)
        # Packages may be installed in the folder of the app; you do not fix those.
        if place.is_relative_to(real) and not is_installed(str(place.relative_to(real))):
            file, line, column = place, frame.lineno, _column(frame)
    # Code passed to `compile` and `eval` is not in a file.
    if isinstance(error, SyntaxError) and error.filename and os.path.isfile(error.filename):
        file, line, column, text = Path(error.filename), error.lineno or None, error.offset or None, str(error.msg)
    file = rebased(file, real, root)
    got = f"{type(error).__name__}: {text}{_hint(error)}".removesuffix(": ")
    code: Code = "import-error"
    message = f"expected a script that can be imported, got {got}"
    if missing and not _is_certain(error):
        code, names = "unchecked", ", ".join(missing.found)
        message = f"{message}, with stand-ins for {names}"
    return Problem(str(file), function, None, code, message, line, column)


def shown(error: BaseException) -> str:
    """Return the text of an error on one line, whatever it does when it is asked for it."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # whatever a custom `__str__` raises
        return ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 400


def _column(frame: traceback.FrameSummary) -> int | None:
    # From Python 3.11 on.
    column: int | None = getattr(frame, "colno", None)
    return None if column is None else column + 1


def _hint(error: BaseException) -> str:
    is_alias = isinstance(error, ModuleNotFoundError) and error.name in ("azure", "azure.functions")
    return f"; for azure.functions, {ALIAS_HINT}" if is_alias else ""


def _is_certain(error: BaseException) -> bool:
    """Return whether an app would raise the same without stand-ins: no other code has met one."""
    if isinstance(error, (SyntaxError, ImportError)):
        return True
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if not frames[-1].f_code.co_filename.startswith(_LIBRARIES):
        return isinstance(error, (NameError, SystemExit))
    others = [frame for frame in frames if frame.f_code.co_filename.startswith(_LIBRARIES)]
    return not any(_meets_stand_in(frame.f_locals) for frame in others)


def _meets_stand_in(names: dict[str, Any]) -> bool:
    values: list[Any] = list(names.values())
    for value in names.values():
        if is_object(value):
            values += value.values()
        elif isinstance(value, (list, tuple)):
            values += cast("list[Any]", value)
    return any(isinstance(value, StandIn) for value in values)


_LIBRARIES = (os.path.dirname(os.__file__) + os.sep, PACKAGE)
"""The folders of Python's own library and of this package."""
