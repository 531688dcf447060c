"""Compare azure_functions_lite with the official SDK, side by side on this machine.

Run it as ``python tests/benchmarks/run.py``, with `azure-functions` installed beside this package. It prints
Markdown tables; ``--json FILE`` writes the figures behind them, ``--quick`` takes less time and more noise.
`docs/pictures/draw.py` makes the plots and tables of the documentation from that file.
"""

import argparse
import json
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from calls import time_calls
from decoding import mean_ratio, measure_memory, time_decoding
from figures import Figure, Row
from imports import time_imports, time_names
from invocations import table as table_of_invocations
from invocations import time_invocations


def environment() -> dict[str, str]:
    """Say what was measured, and on what."""
    packages = ("azure-functions", "azure-functions-lite", "python-dateutil", "multipart", "Werkzeug", "orjson")
    return {
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{platform.system()} {platform.machine()}",
        **{package: _version(package) for package in packages},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except ImportError:
        return "not installed"


def table(rows: Iterable[Row]) -> str:
    """Lay the rows out as a Markdown table; figures are minima, with medians in brackets where they are telling."""
    lines = ["| case | official | ours | ratio | by hand |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {' | '.join(cells(row))} |" for row in rows]
    return "\n".join(lines)


def cells(row: Row) -> list[str]:
    """Return the cells of a row of the table."""
    return [row.case, *map(str, (row.official, row.ours, _ratio(row.official, row.ours), row.floor or ""))]


def _ratio(official: Figure, ours: Figure) -> str:
    if not official.best or not ours.best:
        return "-"
    ratio = official.best / ours.best
    return f"{ratio:,.0f}x" if ratio >= 20 else f"{ratio:.2g}x"


def main() -> None:
    """Measure everything, print the table, and write the figures if asked to."""
    parser = argparse.ArgumentParser(description="Compare azure_functions_lite with the official SDK.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--quick", action="store_true", help="take fewer and shorter measurements")
    parser.add_argument("--only", default="", metavar="TEXT", help="leave out cases whose name lacks this text")
    options = parser.parse_args()

    measured_on = environment()
    write = sys.stdout.write
    write(", ".join(f"{name} {value}" for name, value in measured_on.items()) + "\n\n")
    sys.stdout.flush()
    rows = [
        *time_imports(quick=options.quick, only=options.only),
        *time_names(quick=options.quick, only=options.only),
        *time_calls(quick=options.quick, only=options.only),
        *time_decoding(quick=options.quick, only=options.only),
        *measure_memory(only=options.only),
    ]
    invocations = list(time_invocations(quick=options.quick, only=options.only))
    write(f"{table(rows)}\n\n{table_of_invocations(invocations)}\n")
    for start in ("as used", "everything read"):
        ratio = mean_ratio(rows, start)
        if ratio is not None:
            write(f"\nGeometric mean, {start}: {ratio:.3g}x\n")
    if options.json:
        report = {
            "environment": measured_on,
            "rows": [{**asdict(row), "cells": cells(row)} for row in rows],
            "invocations": [asdict(invocation) for invocation in invocations],
        }
        # A line for each case, so that a comparison of two files shows which cases have changed.
        options.json.write_text(json.dumps(report).replace('{"case"', '\n{"case"') + "\n")


if __name__ == "__main__":
    main()
