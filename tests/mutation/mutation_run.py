"""Change the package in small ways, one at a time, and see whether a test fails.

    python tests/mutation/mutation_run.py --seed 1 --count 100 [--only forms.py] [--quick]

The seed decides which of all changes are tried. Each runs the tests that are named after its file first, then those of
its neighbourhood, and the whole suite only if they pass. `--quick` leaves the whole suite out: a sample takes minutes,
and what survives may still be caught elsewhere. Survivors are printed as diffs. The status is 1 below 95 %.
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
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from random import Random

from mutants import Mutant, mutant_of, number_of_mutants

ROOT = Path(__file__).parents[2]
PACKAGE = "azure_functions_lite"
ENOUGH = 0.95
QUICK_SECONDS, WHOLE_SECONDS = 120, 900
LEFT_OUT = shutil.ignore_patterns(".git", ".tox", ".venv", ".*cache", ".hypothesis", "__pycache__", "build", "dist")


NEIGHBOURS = {
    "": "test_bindings test_registry",
    "__init__": "test_lazy test_guide test_layers",
    "_bindings/batches": "test_kafka test_servicebus test_eventhub test_message*",
    "_bindings/body": "test_queue test_http_request test_message",
    "_bindings/documentation": "stubs/* decorators/test_attach test_own_bindings",
    "_bindings/entries": "test_custom_handler* decorators/test_function_app testing/test_invoke",
    "_bindings/handler_outputs": "test_custom_handler*",
    "_bindings/messages": "test_queue test_servicebus test_message*",
    "_bindings/outgoing": "test_queue test_servicebus test_eventhub test_kafka",
    "_bindings/records": "test_cosmosdb test_sql test_durable_codec",
    "_bindings/replies": "test_mcp test_connectors test_reply",
    "_bindings/tables": "test_queue test_servicebus test_message* test_fields test_arrivals",
    "_bindings/values": "test_value test_message test_queue test_records test_context",
    "_bindings/": "test_bindings test_message* test_own_bindings test_mocks",
    "_gateway": "test_asgi test_wsgi",
    "_typing": "test_annotations test_bindings test_main testing/test_check_functions",
    "_wire/scalars": "test_parse test_timer test_queue",
    "_wire/": "test_parse test_host test_hostile",
    "compat/": "compat/*",
    "decorators/_mcp/": "decorators/test_mcp*",
    "decorators/": "decorators/test_rows decorators/test_function_app decorators/test_options",
    "durable_functions": "test_malformed",
    "eventgrid": "test_cloud_event",
    "eventhub": "test_message*",
    "extension/": "test_extension test_own_bindings",
    "http": "test_http_*",
    "kafka": "test_message*",
    "meta": "test_registry test_annotations",
    "mysql": "test_sql",
    "servicebus": "test_message*",
    "testing/_apps/answers": "testing/test_http_client",
    "testing/_apps/finder": "testing/test_patching",
    "testing/_apps/": "testing/test_invoke testing/test_apps testing/test_isolation testing/test_inputs",
    "testing/_checks/": "testing/test_check*",
    "testing/_command/": "testing/test_command_* test_main",
    "testing/_durable/": "testing/test_durable testing/test_scenarios",
    "testing/_inputs/": "testing/test_builders testing/test_inputs testing/test_payloads testing/test_round_trip",
    "testing/": "testing/test_invoke testing/test_inputs testing/test_check",
}
"""Start of a file's path in the package -> the tests that know it under another name; all that fit count."""


def neighbours(file: Path) -> list[str]:
    """Return the test files that test a file, too, those of the closest neighbourhood first."""
    path = file.relative_to(PACKAGE).with_suffix("").as_posix()
    starts = sorted((start for start in NEIGHBOURS if path.startswith(start)), key=len, reverse=True)
    found = [
        str(test.relative_to(ROOT))
        for start in starts
        for pattern in NEIGHBOURS[start].split()
        for test in sorted(ROOT.joinpath("tests").glob(f"{pattern}.py"))
    ]
    return [test for test in dict.fromkeys(found) if "/test_" in test and test not in related_tests(file)]


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


# Bytecode is known by the time of its source, in whole seconds, and by its size: each version gets a time of its own.
_times = count(1_000_000_000)


def _write(target: Path, source: str) -> None:
    target.write_text(source, "utf-8")
    time = next(_times)
    os.utime(target, (time, time))


def survives(copy: Path, mutant: Mutant, *, quick: bool) -> bool:
    """Return whether no test fails for a change that is made in a copy of the repository."""
    target = copy / mutant.file
    original = target.read_text("utf-8")
    _write(target, mutant.source)
    try:
        for tests in (related_tests(mutant.file), neighbours(mutant.file)):
            if tests and _fails(copy, tests, QUICK_SECONDS):
                return False
        return quick or not _fails(copy, [], WHOLE_SECONDS)
    finally:
        _write(target, original)


def _fails(copy: Path, tests: list[str], seconds: int) -> bool:
    options = ["-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "EXAMPLES": "many"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        # A loop without an end would not go unnoticed.
        print(f"out of time: {' '.join(tests) or 'the whole suite'}", flush=True)
        return True
    return done.returncode != 0


def _all_changes(only: str) -> Iterator[tuple[Path, int]]:
    for path in sorted(ROOT.joinpath(PACKAGE).rglob("*.py")):
        file = path.relative_to(ROOT)
        if only in str(file):
            yield from ((file, number) for number in range(number_of_mutants(path.read_text("utf-8"))))


def _shown(mutant: Mutant) -> str:
    lines = unified_diff(mutant.original.splitlines(), mutant.source.splitlines(), lineterm="", n=0)
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([f"{mutant.file}:{mutant.line}", *changed])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose path has this in it")
    parser.add_argument("--quick", action="store_true", help="leave the whole suite out")
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

        # Where tests fail anyway, nothing survives.
        first = copies.get()
        files = {file for file, _ in sample}
        wanted = sorted({test for file in files for test in (*related_tests(file), *neighbours(file))})
        wanted = wanted if options.quick else []
        if _fails(first, wanted, WHOLE_SECONDS):
            sys.exit("tests fail without a change")
        copies.put(first)

        def tried(change: tuple[Path, int]) -> tuple[Mutant, bool]:
            file, number = change
            mutant = mutant_of(file, ROOT.joinpath(file).read_text("utf-8"), number)
            copy = copies.get()
            try:
                return mutant, survives(copy, mutant, quick=options.quick)
            finally:
                copies.put(copy)

        for number, (mutant, survived) in enumerate(pool.map(tried, sample), 1):
            if survived:
                survivors += 1
                print(f"{survivors} of {number}: {_shown(mutant)}", flush=True)
    rate = 1 - survivors / max(len(sample), 1)
    print(f"{len(sample) - survivors} of {len(sample)} killed, {rate:.1%}")
    return 0 if rate >= ENOUGH else 1


if __name__ == "__main__":
    raise SystemExit(main())
