"""What mypy and pyright report of published apps, in their strictest mode, with the official SDK and with this package.

``run.py --apps DIR --types`` calls it. An error that only this package draws must be in `type_errors.toml`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environments import Environment, Published, check_out

Errors = dict[str, Counter[str]]
"""Checker -> what it reports, as ``file:line: code``, with how many there are."""


@dataclass(frozen=True)
class Expected:
    """An entry of `type_errors.toml`, which describes the keys."""

    app: str
    checker: str
    at: str
    verdict: str
    why: str


class Checking:
    """An environment with the checkers and one of the packages."""

    def __init__(self, folder: Path, package: str) -> None:
        self._environment = Environment(folder / "environment")
        self._environment.pip("install", package, "mypy", "pyright[nodejs]", "types-python-dateutil")
        self._cache = folder / "cache"
        self._stubs = folder / "stubs"

    def take_alias(self) -> None:
        """Have `azure.functions` be this package."""
        self._environment.python("-m", "azure_functions_lite.compat", "stubs", str(self._stubs))

    def errors(self, app: Path) -> Errors:
        """Return what the checkers report of an app."""
        return {"mypy": self._mypy(app), "pyright": self._pyright(app)}

    def _mypy(self, app: Path) -> Counter[str]:
        files = [str(file.relative_to(app)) for file in sorted(app.rglob("*.py"))]
        found = self._run_mypy(app, files)
        if found is None:
            # Two files with the same name, or one that mypy cannot name: each for itself, then.
            found = Counter[str]()
            for file in files:
                found.update(self._run_mypy(app, [file]) or {})
        return found

    def _run_mypy(self, app: Path, files: list[str]) -> Counter[str] | None:
        options = ("--strict", "--ignore-missing-imports", "--follow-imports=silent", "--explicit-package-bases")
        shown = ("--no-error-summary", "--no-color-output", "--cache-dir", str(self._cache), "--")
        report = self._environment.python(
            "-m", "mypy", *options, *shown, *files, cwd=app, expect=(0, 1, 2), MYPYPATH=str(self._stubs)
        )
        found = [re.fullmatch(r"(.+?:\d+): error: .*  \[([\w-]+)\]", line) for line in report.splitlines()]
        return Counter(f"{match[1]}: {match[2]}" for match in found if match) if any(found) or not report else None

    def _pyright(self, app: Path) -> Counter[str]:
        settings = {"typeCheckingMode": "strict", "stubPath": str(self._stubs), "include": ["."]}
        app.joinpath("pyrightconfig.json").write_text(json.dumps(settings))
        report = self._environment.python("-m", "pyright", "--outputjson", cwd=app, expect=(0, 1))
        found: list[dict[str, Any]] = json.loads(report[report.index("{") :])["generalDiagnostics"]
        return Counter(
            f"{Path(each['file']).relative_to(app)}:{each['range']['start']['line'] + 1}: {each.get('rule', 'syntax')}"
            for each in found
            if each["severity"] == "error"
        )


def compare_types(
    apps: Iterable[Published],
    packages: tuple[str, str],
    expected: list[Expected],
    clones: Path,
    folder: Path,
    tell: Callable[[str], object],
) -> list[str]:
    """Check apps with the official SDK and with this package, tell the figures of each, and return what is unexpected.

    Args:
        apps: The apps; one that is named twice is checked once.
        packages: What pip installs for the official SDK, and for this package.
        expected: The errors that only this package draws.
        clones: The folder of the repositories.
        folder: A folder for all that is needed.
        tell: Writes a line.
    """
    official, ours = (
        Checking(folder / name, package) for name, package in zip(("official", "ours"), packages, strict=True)
    )
    ours.take_alias()
    missed = Counter((each.app, each.checker, each.at) for each in expected)
    problems: list[str] = []
    totals = Counter[str]()
    tell("| app | mypy: official / ours / only ours | pyright: official / ours / only ours |")
    tell("|---|---:|---:|")
    by_name = {f"{each.repository} {each.folder}".removesuffix(" ."): each for each in apps}
    for number, (name, app) in enumerate(sorted(by_name.items())):
        root = check_out(app, clones, folder / f"app{number}")
        before, after = official.errors(root), ours.errors(root)
        figures: list[str] = []
        for checker, found in after.items():
            only_ours = found - before[checker]
            counts = (before[checker].total(), found.total(), only_ours.total())
            figures.append(" / ".join(map(str, counts)))
            for side, count in zip(("official", "ours", "only ours"), counts, strict=True):
                totals[f"{checker} {side}"] += count
            for error in only_ours.elements():
                if missed[name, checker, error]:
                    missed[name, checker, error] -= 1
                else:
                    problems.append(f"{name}: only with this package, {checker} reports {error}")
        tell(f"| {name} | {' | '.join(figures)} |")
    tell(f"{len(by_name)} apps: {dict(totals)}")
    problems += [f"{app}: {checker} does not report {error}" for app, checker, error in missed.elements()]
    return problems
