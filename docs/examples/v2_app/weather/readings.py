"""A reading of a weather station, as it comes in by HTTP and travels through the queue."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    station: str
    taken: str
    celsius: float

    @classmethod
    def from_json(cls, document: Any) -> Reading:
        """Check a parsed JSON document.

        Raises:
            ValueError: it is not a reading.
        """
        match document:
            case {"station": str(station), "taken": str(taken), "celsius": int() | float() as celsius}:
                return cls(station, taken, float(celsius))
            case _:
                raise ValueError("expected an object with station, taken and celsius")

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    def to_entity(self) -> dict[str, Any]:
        """Return the row of the table: one partition for each station."""
        return {"PartitionKey": self.station, "RowKey": self.taken, "Celsius": self.celsius}
