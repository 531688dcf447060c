"""Which problems count, by options of the command line, pyproject.toml, and comments in the files."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.errors import AppError, describe
from azure_functions_lite.testing._apps.files import read_text
from azure_functions_lite.testing._command.arguments import hint
from azure_functions_lite.testing.problems import RULES, Problem

_TABLE = "azure-functions-lite"
_KEYS = ("select", "ignore", "strict")


class Configuration(NamedTuple):
    """Which problems count."""

    select: frozenset[str]
    """The codes that are reported."""
    is_strict: bool
    """Whether warnings count as problems."""


def read_configuration(options: argparse.Namespace, path: Path) -> Configuration:
    """Return the settings of an app: those of the command line, then those of the nearest pyproject.toml.

    Raises:
        AppError: a code is unknown, or the table in pyproject.toml cannot be used.
    """
    table: dict[str, Any] = {}
    where = "pyproject.toml"
    folder = path.resolve()
    for parent in (folder, *folder.parents):
        if (file := parent / "pyproject.toml").is_file():
            table, where = _read_table(file), str(file)
            break
    selected = _codes(options.select, "--select") or _codes(table.get("select"), f"select in {where}") or {*RULES}
    ignored = _codes(options.ignore, "--ignore") or _codes(table.get("ignore"), f"ignore in {where}")
    is_strict: object = table.get("strict", False) if options.strict is None else options.strict
    if not isinstance(is_strict, bool):
        raise AppError(f"cannot use strict in {where}", expected="true or false", got=describe(is_strict))
    return Configuration(frozenset(selected - ignored), is_strict)


def _read_table(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    if f"[tool.{_TABLE}]" not in text:
        return {}
    try:
        # Not by import statement: type checkers need not have both.
        toml: Any = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    except ImportError as error:
        where = f"cannot read [tool.{_TABLE}] in {file}"
        raise AppError(where, expected="Python 3.11, or the package tomli", got="neither") from error
    try:
        table: object = toml.loads(text)["tool"][_TABLE]
    except (ValueError, KeyError, TypeError) as error:
        raise AppError(f"cannot read {file}", expected="TOML", got=str(error)) from error
    if not is_object(table):
        raise AppError(f"cannot read [tool.{_TABLE}] in {file}", expected="a table", got=describe(table))
    for key in table:
        if key not in _KEYS:
            expected = f"keys among {', '.join(_KEYS)}"
            raise AppError(f"cannot use {file}", expected=expected, got=f"{key!r}{hint(key, [*_KEYS])}")
    return table


def _codes(given: object, where: str) -> set[str]:
    """Return the codes that words name, each a code or a family."""
    words: list[object] = given if is_array(given) else [] if given is None else [given]
    codes = set[str]()
    families = {rule.family: rule for rule in RULES.values()}
    for word in words:
        if not isinstance(word, str):
            raise AppError(f"cannot use {where}", expected="a list of codes", got=describe(word))
        for name in filter(None, re.split(r"[,\s]+", word)):
            named = {code for code, rule in RULES.items() if name in (code, rule.family)}
            if not named:
                expected = "codes or families of problems"
                got = f"{name!r}{hint(name, [*RULES, *families])}"
                raise AppError(f"cannot use {where}", expected=expected, got=got)
            codes |= named
    return codes


_COMMENT = re.compile(r"(?:#|//|/\*)\s*azure-functions-lite:\s*ignore(?:\[([\w\s,-]*)\])?")


def is_silenced(problem: Problem, read: dict[str, list[str]]) -> bool:
    """Return whether a comment in the file silences a problem: at the end of its line, or alone on the line above.

    Args:
        problem: The problem. One without a line is silenced in the first line.
        read: The lines of files that have been read; those of this one are added.
    """
    if problem.file not in read:
        read[problem.file] = _lines(problem.file)
    lines = read[problem.file]
    line = problem.line or 1
    nearby = lines[line - 1 : line]
    if line > 1 and line - 2 < len(lines) and _COMMENT.match(lines[line - 2].strip()):
        nearby.append(lines[line - 2])
    comments = [found[1] for each in nearby for found in _COMMENT.finditer(each)]
    return any(codes is None or problem.code in re.split(r"[,\s]+", codes) for codes in comments)


def _lines(file: str) -> list[str]:
    try:
        return read_text(Path(file)).split("\n")
    except OSError:
        return []
