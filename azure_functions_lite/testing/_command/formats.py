"""How problems are written: for people, for programs, and for the tools of CI."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

import azure_functions_lite
from azure_functions_lite.testing.problems import RULES, Code, Problem


class Report(NamedTuple):
    """What a check has found."""

    problems: list[Problem]
    """The problems that fail it."""
    warnings: list[Problem]
    """Those that do not."""
    functions: int | None
    """How many functions the apps have; None if that is unknown."""
    paths: tuple[str, ...]
    """What was checked."""
    is_quiet: bool
    """Whether the closing line is left out."""
    has_colours: bool
    """Whether text may be in colour."""

    def levels(self) -> Iterator[tuple[str, Problem]]:
        """Yield each problem with ``error`` or ``warning``, file by file."""
        found = [("error", problem) for problem in self.problems] + [("warning", problem) for problem in self.warnings]
        yield from sorted(found, key=lambda each: each[1].file)


def _text(report: Report) -> list[str]:
    lines = [_line(level, problem, report.has_colours) for level, problem in report.levels()]
    return lines if report.is_quiet else [*lines, _closing(report)]


_RESET, _BOLD, _RED, _YELLOW = "\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[33m"


def _line(level: str, problem: Problem, has_colours: bool) -> str:
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    rest = str(problem).removeprefix(place)
    if level == "warning":
        rest = f": warning{rest}"
    if not has_colours:
        return f"{place}{rest}"
    colour = _RED if level == "error" else _YELLOW
    code = f"[{problem.code}]"
    return f"{_BOLD}{place}{_RESET}{rest.removesuffix(code)}{colour}{code}{_RESET}"


def _closing(report: Report) -> str:
    parts = [] if report.functions is None else [_counted(report.functions, "function")]
    parts.append(_counted(len(report.problems), "problem"))
    if report.warnings:
        parts.append(_counted(len(report.warnings), "warning"))
    line = ", ".join(parts)
    if not report.has_colours:
        return line
    colour = _RED if report.problems else _YELLOW if report.warnings else "\x1b[32m"
    return f"{colour}{line}{_RESET}"


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _json(report: Report) -> list[str]:
    problems = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "function": problem.function,
            "binding": problem.binding,
            "code": problem.code,
            "severity": problem.severity,
            "level": level,
            "message": problem.message,
        }
        for level, problem in report.levels()
    ]
    return [json.dumps(problems, indent=2)]


def _subject(problem: Problem) -> str:
    """Return the message with the function and the binding, for formats that have the file elsewhere."""
    return ": ".join(part for part in (problem.function, problem.binding, problem.message) if part)


def _relative(file: str) -> str:
    """Return a file as the tools of CI want it: relative to the current folder, with slashes."""
    relative = os.path.relpath(file)
    return (file if relative.startswith(os.pardir) else relative).replace(os.sep, "/")


def _github(report: Report) -> list[str]:
    # https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    lines: list[str] = []
    for level, problem in report.levels():
        place = {"file": _relative(problem.file), "line": problem.line, "col": problem.column, "title": problem.code}
        given = {name: _escaped(str(value), ",:") for name, value in place.items() if value is not None}
        options = ",".join(f"{name}={value}" for name, value in given.items())
        lines.append(f"::{level} {options}::{_escaped(_subject(problem))}")
    return lines


def _escaped(text: str, further: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{further}" else letter for letter in text)


def _sarif(report: Report) -> list[str]:
    # https://docs.oasis-open.org/sarif/sarif/v2.1.0/
    found = list(report.levels())
    codes: list[Code] = [code for code in RULES if any(problem.code == code for _, problem in found)]
    rules = [
        {
            "id": code,
            "shortDescription": {"text": RULES[code].summary},
            "defaultConfiguration": {"level": "warning" if RULES[code].is_warning else "error"},
            "properties": {"family": RULES[code].family},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": level,
            "message": {"text": _subject(problem)},
            "locations": [{"physicalLocation": _location(problem)}],
            "properties": {"severity": problem.severity},
        }
        for level, problem in found
    ]
    driver = {"name": "azure-functions-lite", "version": azure_functions_lite.__version__, "rules": rules}
    runs = [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return [json.dumps({"$schema": schema, "version": "2.1.0", "runs": runs}, indent=2)]


def _location(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": quote(_relative(problem.file))}}
    if problem.line is not None:
        column = {} if problem.column is None else {"startColumn": problem.column}
        location["region"] = {"startLine": problem.line, **column}
    return location


def _junit(report: Report) -> list[str]:
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    found = list(report.levels())
    suites = Element("testsuites")
    counts = {"tests": str(len(found) or 1), "failures": str(len(report.problems)), "errors": "0"}
    suite = SubElement(suites, "testsuite", {"name": "azure-functions-lite", **counts})
    for level, problem in found:
        case = SubElement(suite, "testcase", {"classname": _printable(_relative(problem.file)), "name": problem.code})
        text = _printable(str(problem))
        if level == "error":
            SubElement(case, "failure", {"type": problem.code, "message": _printable(problem.message)}).text = text
        else:
            SubElement(case, "system-out").text = text
    if not found:
        SubElement(suite, "testcase", {"classname": " ".join(report.paths), "name": "check"})
    indent(suites)
    return [tostring(suites, "unicode", xml_declaration=False)]


def _printable(text: str) -> str:
    """Leave out what XML has no way to write."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


FORMATS: dict[str, Callable[[Report], list[str]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
"""The formats by name, and what writes the lines."""
