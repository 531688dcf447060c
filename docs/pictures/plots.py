"""The plots and the tables of `docs/performance.md`, from the figures that the benchmark writes to `figures.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

from svg import WIDTH, Picture

__all__ = ["PAGES", "plots", "write_tables", "written"]

FIGURES = Path(__file__).with_name("figures.json")
PAGES = [FIGURES.parents[1] / name for name in ("performance.md", "why.md")]
"""The pages with tables."""

SIZES = {"one": 1, "batch of 10": 10, "batch of 100": 100, "batch of 1,000": 1_000}
TRIGGERS = {"serviceBusTrigger": "Service Bus", "eventHubTrigger": "Event Hubs", "kafkaTrigger": "Kafka"}
SERIES = {
    "theirs": ("official", "azure.functions"),
    "ours": ("ours", "azure_functions_lite"),
    "floor": ("floor", "by hand"),
}

SHORT = {
    "import: CPU time": "import",
    "import and the usual five types: CPU time": "import, and five types used",
    "import and a `FunctionApp` with three decorators: CPU time": "import, and an app with three decorators",
    "as used, httpTrigger: one": "an HTTP request decoded, three parts read",
    "make and encode http: body only": "an HTTP response made and encoded",
    "as used, queueTrigger: one": "a queue message decoded, body and three fields read",
    "encode queue: `QueueMessage`": "a queue message made and encoded",
    "as used, serviceBusTrigger: batch of 1,000": "1,000 Service Bus messages, body and two fields read",
    "as used, eventHubTrigger: batch of 1,000": "1,000 events of Event Hubs, the same",
    "as used, kafkaTrigger: batch of 1,000": "1,000 events of Kafka, the same",
    "as used, cosmosDBTrigger: batch of 1,000": "1,000 documents of Cosmos DB",
    "memory of a message: serviceBusTrigger, batch of 1,000": "memory of a Service Bus message, without its body",
}
"""The cases of the short table, and what it calls them."""

IMPORTS = {
    "import": "import",
    "import and the usual five types": "… and five types",
    "import and a `FunctionApp` with three decorators": "… and an app with three decorators",
    "import and every binding's converter": "… and every converter",
}
MEMORY = {
    "serviceBusTrigger": "Service Bus",
    "eventHubTrigger": "Event Hubs",
    "kafkaTrigger": "Kafka",
    "cosmosDBTrigger": "Cosmos DB",
}


@cache
def report() -> dict[str, Any]:
    """Return what the benchmark wrote."""
    found: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return found


@cache
def rows() -> dict[str, dict[str, Any]]:
    """Return the rows of the benchmark by case."""
    return {row["case"]: row for row in report()["rows"]}


def plots() -> dict[str, Picture]:
    """Return the plots by name."""
    growth = {f"growth_{trigger}": _growth(trigger, name) for trigger, name in TRIGGERS.items()}
    imports = {label: rows()[f"{case}: CPU time"] for case, label in IMPORTS.items()}
    memory = {label: rows()[f"memory of a message: {case}, batch of 1,000"] for case, label in MEMORY.items()}
    return {
        **growth,
        "imports": _bars("CPU time of an import", imports),
        "memory": _bars("Memory of a message, without its body", memory),
    }


def _growth(trigger: str, name: str) -> Picture:
    """Plot the time of a delivery against its number of messages, both logarithmic."""
    series = {
        kind: [(count, float(rows()[f"as used, {trigger}: {size}"][key]["best"])) for size, count in SIZES.items()]
        for kind, (key, _) in SERIES.items()
    }
    seconds = [time for points in series.values() for _, time in points]
    low, high = floor(log10(min(seconds))), ceil(log10(max(seconds)))
    picture = Picture(f"{name}: time to decode a delivery and read it, by the number of its messages", 300)
    left, right, top, bottom = 52, WIDTH - 10, 50, 262

    def place(count: float, time: float) -> tuple[float, float]:
        share = (log10(time) - low) / (high - low)
        return left + (right - left) * log10(count) / 3, bottom - (bottom - top) * share

    picture.text((0, 14), name, "strong", "start")
    _legend(picture, SERIES, 36)
    for power in range(low, high + 1):
        y = place(1, 10.0**power)[1]
        picture.line([(left, y), (right, y)], "grid")
        picture.text((left - 6, y + 4), _time(power), "small", "end")
    for count in SIZES.values():
        x = place(count, 10.0**low)[0]
        picture.text((x, bottom + 17), f"{count:,}", "small", "end" if count == 1_000 else "middle")
    picture.text(((left + right) / 2, bottom + 34), "messages of a delivery", "small")
    for kind, points in series.items():
        places = [place(*point) for point in points]
        picture.line(places, f"plot {kind}")
        for point in places if kind != "floor" else ():
            picture.dot(point, kind)
    return picture


def _bars(title: str, cases: Mapping[str, dict[str, Any]]) -> Picture:
    """Draw a bar for each package and case."""
    longest = max(float(row[key]["best"]) for row in cases.values() for key in ("official", "ours"))
    picture = Picture(title, 46 + 56 * len(cases))
    picture.text((0, 14), title, "strong", "start")
    both = {kind: SERIES[kind] for kind in ("theirs", "ours")}
    _legend(picture, both, 36)
    for number, (label, row) in enumerate(cases.items()):
        top = 54 + 56 * number
        picture.text((0, top + 8), label, "small", "start")
        for line, (kind, (key, _)) in enumerate(both.items()):
            width = max(1.5, 300 * float(row[key]["best"]) / longest)
            picture.bar((0, top + 14 + 15 * line), (width, 12), kind)
            shown = row["cells"][1 + line].partition(" (")[0]
            picture.text((width + 6, top + 24 + 15 * line), shown, "small", "start")
    return picture


def _legend(picture: Picture, series: Iterable[str], y: float) -> None:
    x = 0.0
    for kind in series:
        label = SERIES[kind][1]
        if kind == "floor":
            picture.line([(x - 8, y - 4), (x + 8, y - 4)], "plot floor")
        else:
            picture.dot((x + 4, y - 4), kind)
        picture.text((x + 12, y), label, "small", "start")
        x += 34 + 6.1 * len(label)


def _time(power: int) -> str:
    """Return a power of ten in seconds, in the unit that suits it."""
    unit = floor(power / 3)
    return f"{10 ** (power - 3 * unit)} {({0: 's', -1: 'ms', -2: 'µs', -3: 'ns'})[unit]}"


def tables() -> dict[str, str]:
    """Return the tables by name."""
    environment = report()["environment"]
    measured_on = ", ".join(f"{name} {value}" for name, value in environment.items() if value != "not installed")
    head = ("| | azure.functions | this package | ratio |", "|---|---:|---:|---:|")
    short = [f"| {name} | {' | '.join(_first(rows()[case]['cells'][1:4]))} |" for case, name in SHORT.items()]
    full_head = ("| case | azure.functions | this package | ratio | by hand |", "|---|---:|---:|---:|---:|")
    full = [f"| {' | '.join(row['cells'])} |" for row in rows().values()]
    return {
        "short": "\n".join([*head, *short]),
        "measured on": f"Measured with {measured_on}.",
        "full": "\n".join([*full_head, *full]),
    }


def _first(cells: Iterable[str]) -> list[str]:
    """Return cells without the medians in brackets."""
    return [cell.partition(" (")[0] for cell in cells]


def written(page: str) -> str:
    """Return a page with the tables between its markers: ``<!-- figures: NAME -->`` and ``<!-- end -->``."""
    for name, table in tables().items():
        before, marker, rest = page.partition(f"<!-- figures: {name} -->\n")
        if marker:
            page = f"{before}{marker}\n{table}\n\n{rest[rest.index('<!-- end -->') :]}"
    return page


def write_tables() -> None:
    """Write the tables of the pages that have some."""
    for page in PAGES:
        page.write_text(written(page.read_text("utf-8")), "utf-8")
