"""Classes of a user, whose objects go between functions of Durable Functions in envelopes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Order:
    """What goes as an envelope, and comes back."""

    number: int

    def to_json(self) -> str:
        return json.dumps(self.number)

    @staticmethod
    def from_json(data: str) -> Order:
        return Order(json.loads(data))


@dataclass(frozen=True)
class Nested(Order):
    """One with another in it, written by a static method."""

    @staticmethod
    def to_json(value: Nested) -> object:  # type: ignore[override]  # both packages take either kind
        return {"inner": Order(value.number), "none": None}

    @staticmethod
    def from_json(data: Any) -> Nested:
        return Nested(data["inner"].number)


@dataclass(frozen=True)
class Sealed:
    """What goes as an envelope that cannot be opened."""

    def to_json(self) -> str:
        return "{}"


def envelope(kind: type, data: object, **changes: object) -> dict[str, object]:
    return {"__class__": kind.__name__, "__module__": kind.__module__, "__data__": data, **changes}
