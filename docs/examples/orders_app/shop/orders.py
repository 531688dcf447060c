"""An order: how it comes in, how it travels through queues, and how it is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

PRICES = {"tea-500g": 790, "coffee-1kg": 1850, "cup": 1200}
"""What an item costs, in cents, by SKU."""


@dataclass(frozen=True)
class Item:
    """Some pieces of one product."""

    sku: str
    quantity: int


@dataclass(frozen=True)
class Order:
    """What a customer wants."""

    id: str
    customer: str
    items: tuple[Item, ...]
    placed: str

    @property
    def total(self) -> int:
        """The price of the whole order, in cents."""
        return sum(PRICES[item.sku] * item.quantity for item in self.items)

    def to_dict(self) -> dict[str, Any]:
        """Return the order as JSON has it."""
        return {**asdict(self), "items": [asdict(item) for item in self.items], "total": self.total}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Order:
        """Make an order of what `to_dict` returned."""
        items = tuple(Item(item["sku"], item["quantity"]) for item in data["items"])
        return cls(data["id"], data["customer"], items, data["placed"])


def place(document: Any) -> Order:
    """Make a new order of the JSON document that a customer has sent.

    Raises:
        ValueError: Something is wrong with the document; the message says what.
    """
    match document:
        case {"customer": str(customer), "items": [_, *_] as items} if customer:
            return Order(new_id(), customer, tuple(map(_item, items)), now().isoformat())
        case _:
            raise ValueError("expected an object with a customer and at least one item")


def _item(document: Any) -> Item:
    match document:
        case {"sku": str(sku), "quantity": int(quantity)} if sku in PRICES and 1 <= quantity <= 100:
            return Item(sku, quantity)
        case {"sku": str(sku)} if sku not in PRICES:
            raise ValueError(f"there is no product {sku!r}")
        case _:
            raise ValueError("expected a sku and a quantity from 1 to 100 for each item")


def new_id() -> str:
    """Return the id of a new order."""
    return f"A-{uuid4().hex[:8]}"


def now() -> datetime:
    """Return the time."""
    return datetime.now(timezone.utc)
