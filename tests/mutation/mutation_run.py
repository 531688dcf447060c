"""Change the package in small ways, one at a time, and see whether a test fails.

    python tests/mutation/mutation_run.py --seed 1 --count 100 [--only forms.py] [--quick]

The seed decides which of all changes are tried. Each runs the tests that are named after its file first, and the whole
suite only if they pass. `--quick` leaves the whole suite out: a sample takes minutes, and what survives may still be
caught elsewhere. Survivors are printed as diffs. The status is 1 below 95 %.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from queue import SimpleQueue
from random import Random

from mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
PACKAGE = "azure_functions_lite"
ENOUGH = 0.95
QUICK_SECONDS, WHOLE_SECONDS = 120, 900
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")


def related_tests(file: Path) -> list[str]:
    """Return the test files that are named after a file, or after the folder that it is in."""
    words = {file.stem.strip("_").split("_")[0], file.stem.strip("_")} - {"init", ""}
    parents = [name.strip("_") for name in file.parts[1:-1]]
    tests = sorted(ROOT.joinpath("tests").rglob("test_*.py"))
    own = [path for path in tests if any(word in path.stem for word in words)]
    if not parents:
        # A module of the package itself may be a binding.
        own.append(ROOT / "tests" / "test_bindings.py")
    near = [path for path in own if not parents or path.parent.name in parents] or own
    left_out = {"parity", "worker", "typing", "durable", "fuzz", "dist"}
    return [str(path.relative_to(ROOT)) for path in near if path.parent.name not in left_out]


def survives(copy: Path, mutant: Mutant, *, quick: bool) -> bool:
    """Return whether no test fails for a change that is made in a copy of the repository."""
    target = copy / mutant.file
    original = target.read_text("utf-8")
    target.write_text(mutant.source, "utf-8")
    try:
        related = related_tests(mutant.file)
        if related and _fails(copy, related, QUICK_SECONDS):
            return False
        return quick or not _fails(copy, [], WHOLE_SECONDS)
    finally:
        target.write_text(original, "utf-8")


def _fails(copy: Path, tests: list[str], seconds: int) -> bool:
    options = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--hypothesis-profile", "many"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        # A loop without an end would not go unnoticed.
        return True
    return done.returncode != 0


def _all_mutants(only: str) -> Iterator[Mutant]:
    for path in sorted(ROOT.joinpath(PACKAGE).rglob("*.py")):
        file = path.relative_to(ROOT)
        if only in str(file):
            yield from mutants_of(file, path.read_text("utf-8"))


def _shown(mutant: Mutant) -> str:
    lines = unified_diff(mutant.original.splitlines(), mutant.source.splitlines(), lineterm="", n=0)
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([f"{mutant.file}:{mutant.line}", *changed])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose path has this in it")
    parser.add_argument("--quick", action="store_true", help="run only the tests that are named after the file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    every = [*_all_mutants(options.only)]
    sample = Random(options.seed).sample(every, min(options.count, len(every)))
    print(f"{len(sample)} of {len(every)} mutants, seed {options.seed}", flush=True)
    survivors = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.jobs):
            copies.put(shutil.copytree(ROOT, Path(folder, str(number)), ignore=LEFT_OUT))

        # Where tests fail anyway, nothing survives.
        first = copies.get()
        wanted = sorted({test for mutant in sample for test in related_tests(mutant.file)}) if options.quick else []
        if _fails(first, wanted, WHOLE_SECONDS):
            sys.exit("tests fail without a change")
        copies.put(first)

        def tried(mutant: Mutant) -> tuple[Mutant, bool]:
            copy = copies.get()
            try:
                return mutant, survives(copy, mutant, quick=options.quick)
            finally:
                copies.put(copy)

        for mutant, survived in pool.map(tried, sample):
            if survived:
                survivors += 1
                print(_shown(mutant), flush=True)
    rate = 1 - survivors / max(len(sample), 1)
    print(f"{len(sample) - survivors} of {len(sample)} killed, {rate:.1%}")
    return 0 if rate >= ENOUGH else 1


if __name__ == "__main__":
    raise SystemExit(main())
