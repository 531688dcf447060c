"""Change the package in small ways, one at a time, and see whether a test fails.

    python tests/mutation/mutation_run.py --seed 1 --count 100 [--only forms.py] [--quick] [--reach FILE]

The seed decides which of all changes are tried. The suite runs once first, to see which test reaches which line. A
change is tried with the tests that reach its statement and little else, and then with the whole suite. `--quick` leaves
the whole suite out: a sample takes minutes, and what survives may still be caught by another test. `--reach` keeps in a
file what the first run found. Survivors are printed. The status is 1 below 95 %.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import cast

import pytest
from mutants import Mutant, mutant_of, number_of_mutants

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGE = "azure_functions_lite"
ENOUGH = 0.95
CLOSE = 500
"""How many of the tests that reach a change are tried before the whole suite."""
LOOKING = (
    "tests/test_layers.py",
    "tests/test_lazy.py",
    "tests/testing/test_check.py::test_the_page",
    "tests/decorators/test_core.py::test_enums",
    *(
        f"tests/decorators/test_rows.py::test_{name}"
        for name in ("types_are", "defaults", "every_option", "options_are", "the_order_of_keys")
    ),
)
"""The tests that read tables and lists of names, wherever they are."""
CLOSE_SECONDS, WHOLE_SECONDS = 300, 1200
LEFT_OUT = shutil.ignore_patterns(".git", ".tox", ".venv", ".*cache", ".hypothesis", "__pycache__", "build", "dist")


class Reach:
    """Which test reaches which line of the package."""

    def __init__(self, recorded: dict[str, object]) -> None:
        self._tests = cast("list[str]", recorded["tests"])
        self._files = cast("dict[str, dict[str, list[int]]]", recorded["lines"])
        self._cost = Counter(test for lines in self._files.values() for tests in lines.values() for test in tests)

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that know best about a change, first those that reach little else.

        For what runs on import, the first are those that look at tables, and those with the name of the file or of what
        is changed.
        """
        lines = self._files.get(mutant.file.as_posix(), {})
        about = [tests for line, tests in lines.items() if int(line) in mutant.lines]
        names = self._names(about or lines.values())
        if not mutant.runs_on_import:
            return names[:CLOSE]
        words = [f"/test_{mutant.file.stem.strip('_')}", mutant.before.strip("'")]
        named = [name for word in words for name in self._tests if len(word) > 3 and word in name]
        looking = [name for name in self._tests if name.startswith(LOOKING)]
        return [*looking, *[*dict.fromkeys([*named, *names, *self._names(lines.values())])][:CLOSE]]

    def _names(self, reached: Iterable[list[int]]) -> list[str]:
        numbers = sorted({test for tests in reached for test in tests}, key=self._cost.__getitem__)
        return [name for test in numbers if (name := self._tests[test])]


# Bytecode is known by the time of its source, in whole seconds, and by its size: each version gets a time of its own.
_times = count(1_000_000_000)


def _write(target: Path, source: str) -> None:
    target.write_text(source, "utf-8")
    time = next(_times)
    os.utime(target, (time, time))


def survives(copy: Path, mutant: Mutant, reach: Reach, *, quick: bool) -> bool:
    """Return whether no test fails for a change that is made in a copy of the repository."""
    target = copy / mutant.file
    original = target.read_text("utf-8")
    close = reach.tests(mutant)
    _write(target, mutant.source)
    try:
        if close and _fails(copy, CLOSE_SECONDS, close):
            return False
        return quick or not _fails(copy, WHOLE_SECONDS)
    finally:
        _write(target, original)


def _fails(copy: Path, seconds: int, tests: list[str] | None = None, **environment: str) -> bool:
    """Return whether one of some tests fails in a copy of the repository, or of all tests."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "reach", "--no-header"]
    if tests is not None:
        chosen = copy / "chosen_tests.json"
        chosen.write_text(json.dumps(tests), "utf-8")
        environment["CHOSEN_TESTS"] = str(chosen)
        command += dict.fromkeys(test.partition("::")[0] for test in tests)
    path = os.pathsep.join([str(copy), str(HERE)])
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env={**os.environ, **environment, "PYTHONPATH": path},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # A loop without an end would not go unnoticed.
        print(f"out of time: {len(tests) if tests else 'all'} tests", flush=True)
        return True
    return done.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _recorded(copy: Path, kept: Path | None) -> Reach:
    file = kept or copy / "reach.json"
    if not file.exists() and _fails(copy, WHOLE_SECONDS, RECORD_REACH=str(file.absolute())):
        # Where tests fail anyway, nothing survives.
        sys.exit("tests fail without a change")
    return Reach(json.loads(file.read_text("utf-8")))


def _all_changes(only: str) -> Iterator[tuple[Path, int]]:
    for path in sorted(ROOT.joinpath(PACKAGE).rglob("*.py")):
        file = path.relative_to(ROOT)
        if only in str(file):
            yield from ((file, number) for number in range(number_of_mutants(path.read_text("utf-8"))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose path has this in it")
    parser.add_argument("--quick", action="store_true", help="leave the whole suite out")
    parser.add_argument("--reach", type=Path, metavar="FILE", help="read or keep here which test reaches which line")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    every = [*_all_changes(options.only)]
    sample = Random(options.seed).sample(every, min(options.count, len(every)))
    print(f"{len(sample)} of {len(every)} mutants, seed {options.seed}", flush=True)
    survivors = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.jobs):
            copies.put(shutil.copytree(ROOT, Path(folder, str(number)), ignore=LEFT_OUT))
        first = copies.get()
        reach = _recorded(first, options.reach)
        copies.put(first)

        def tried(change: tuple[Path, int]) -> tuple[Mutant, bool]:
            file, number = change
            mutant = mutant_of(file, ROOT.joinpath(file).read_text("utf-8"), number)
            copy = copies.get()
            try:
                return mutant, survives(copy, mutant, reach, quick=options.quick)
            finally:
                copies.put(copy)

        for number, (mutant, survived) in enumerate(pool.map(tried, sample), 1):
            if survived:
                survivors += 1
                print(f"{survivors} of {number}: {mutant}", flush=True)
    rate = 1 - survivors / max(len(sample), 1)
    print(f"{len(sample) - survivors} of {len(sample)} killed, {rate:.1%}")
    return 0 if rate >= ENOUGH else 1


if __name__ == "__main__":
    raise SystemExit(main())
