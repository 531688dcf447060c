"""An order, as it comes in by HTTP and travels through the queue."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Order:
    id: str
    sku: str
    quantity: int

    @classmethod
    def from_json(cls, document: Any) -> Order:
        """Check a parsed JSON document.

        Raises:
            ValueError: it is not an order.
        """
        match document:
            case {"id": str(id), "sku": str(sku), "quantity": int(quantity)} if quantity > 0:
                return cls(id, sku, quantity)
            case _:
                raise ValueError("expected an object with id, sku and a quantity above 0")

    def to_json(self) -> str:
        return json.dumps(asdict(self))
