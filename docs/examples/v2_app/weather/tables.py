"""Readings that were uploaded as CSV: station, taken, celsius."""

import csv
import io
from typing import BinaryIO

from weather.readings import Reading


def read(file: BinaryIO) -> list[Reading]:
    rows = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline=""))
    return [Reading(row["station"], row["taken"], float(row["celsius"])) for row in rows]


def summary(readings: list[Reading]) -> dict[str, float]:
    """Return the highest temperature of each station."""
    highest: dict[str, float] = {}
    for reading in readings:
        highest[reading.station] = max(reading.celsius, highest.get(reading.station, reading.celsius))
    return highest
