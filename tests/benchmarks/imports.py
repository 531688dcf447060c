"""The price of ``import``: time, memory and modules, each measured in its own interpreters."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from figures import Figure, Row, Unit

PACKAGES = ("azure.functions", "azure_functions_lite")
CHILD = Path(__file__).with_name("import_child.py")


class Quantity(NamedTuple):
    name: str
    key: str
    unit: Unit


TIMES = (Quantity("CPU time", "cpu", "s"), Quantity("wall time", "wall", "s"))
SIZES = (Quantity("peak memory", "memory", "B"), Quantity("modules loaded", "modules", "modules"))

USUAL = ("HttpRequest", "HttpResponse", "QueueMessage", "Out", "Context")

# Most of what an application loads anyway is there before the import, so that neither package is charged for it.
STAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "import": ("preloaded", ("import",)),
    "import, nothing loaded before": ("bare", ("import",)),
    "import and first `QueueMessage`": ("preloaded", ("import", "QueueMessage")),
    "import and the usual five types": ("preloaded", ("import", *USUAL)),
    "import and first `HttpRequest`, `HttpResponse`": ("preloaded", ("import", "HttpRequest", "HttpResponse")),
    "import and a `FunctionApp` with three decorators": ("preloaded", ("import", "app")),
    "import and every binding's converter": ("preloaded", ("import", "converters")),
}


def time_imports(*, quick: bool, only: str) -> Iterator[Row]:
    """Yield a row for each stage and quantity whose name has `only` in it."""
    for stage, (before, steps) in STAGES.items():
        rows = {quantity: f"{stage}: {quantity.name}" for quantity in (*TIMES, *SIZES)}
        wanted = {quantity: name for quantity, name in rows.items() if only in name}
        yield from _rows(wanted, before, steps, 3 if quick else 15)
    if only in "first `QueueMessage` after the import":
        yield from _rows(
            {TIMES[0]: "first `QueueMessage` after the import: CPU time"}, "imported", ("QueueMessage",), 11
        )


def time_names(*, quick: bool, only: str) -> Iterator[Row]:
    """Yield a row of the CPU time for each public name that both packages have, whose name has `only` in it.

    The official SDK imports all of its names at once, so its figure is that of its import.
    """
    official, ours = (import_module(package) for package in PACKAGES)
    names = {f"import and `{name}` alone: CPU time": name for name in sorted({*ours.__all__} & {*dir(official)})}
    wanted = {case: name for case, name in names.items() if only in case}
    if not wanted:
        return
    repeats = range(1 if quick else 5)
    whole = Figure.of([_child(PACKAGES[0], "time", "preloaded", "import")["cpu"] for _ in repeats], "s")
    for case, name in wanted.items():
        runs = [_child(PACKAGES[1], "time", "preloaded", "import", name)["cpu"] for _ in repeats]
        yield Row(case, whole, Figure.of(runs, "s"))


def _rows(names: dict[Quantity, str], before: str, steps: Iterable[str], repeats: int) -> Iterator[Row]:
    for quantities, mode, count in ((TIMES, "time", repeats), (SIZES, "size", 1)):
        asked = [quantity for quantity in quantities if quantity in names]
        if not asked:
            continue
        # The two take turns, so that a slow moment of the machine meets both.
        runs = [[_child(package, mode, before, *steps) for package in PACKAGES] for _ in range(count)]
        for quantity in asked:
            official, ours = (
                Figure.of([run[which][quantity.key] for run in runs], quantity.unit) for which in range(len(PACKAGES))
            )
            yield Row(names[quantity], official, ours)


def _child(package: str, *arguments: str) -> dict[str, float]:
    # -I: what the environment and the current directory add to the path would be searched first, and at a cost.
    command = [sys.executable, "-I", str(CHILD), package, *arguments]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured: dict[str, float] = json.loads(output)
    return measured
