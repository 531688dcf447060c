"""What a measurement is: some samples of one quantity, of which the smallest is the least disturbed."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Unit = Literal["s", "B", "modules"]


@dataclass(frozen=True)
class Figure:
    """Repeated measurements of one quantity, summed up."""

    unit: Unit
    best: float
    middle: float
    samples: int

    @classmethod
    def of(cls, samples: Sequence[float], unit: Unit) -> "Figure":
        return cls(unit, min(samples), median(samples), len(samples))

    def __str__(self) -> str:
        shown = _readable(self.best, self.unit)
        # Where the two are near each other, as for counts and memory, one is enough.
        return shown if self.middle <= 1.1 * self.best else f"{shown} ({_readable(self.middle, self.unit)})"


@dataclass(frozen=True)
class Row:
    """One line of the table: the same case, done by both packages, and by hand where that makes sense."""

    case: str
    official: Figure
    ours: Figure
    floor: Figure | None = None


def _readable(value: float, unit: Unit) -> str:
    if unit == "modules":
        return f"{value:.0f}"
    if unit == "B":
        return f"{value / 1024:,.0f} KiB" if value >= 10_240 else f"{value:,.0f} B"
    for scale, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if value >= scale:
            return f"{value / scale:.3g} {name}"
    return f"{value / 1e-9:.3g} ns"
