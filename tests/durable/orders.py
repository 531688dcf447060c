"""Classes of users, with the methods by which Durable Functions writes and reads their objects."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass
class Item:
    """Written as data."""

    name: str
    count: int

    @staticmethod
    def to_json(item: Item) -> Any:
        return {"name": item.name, "count": item.count}

    @staticmethod
    def from_json(data: Any) -> Item:
        return Item(**data)


@dataclass
class Order:
    """Written as text, with methods of the object and of the class."""

    id: int

    def to_json(self) -> str:
        return json.dumps({"id": self.id})

    @classmethod
    def from_json(cls, data: str) -> Order:
        return cls(**json.loads(data))


@dataclass
class Basket:
    """Has objects in it."""

    items: list[Item]

    def to_json(self) -> Any:
        return {"items": self.items}

    @classmethod
    def from_json(cls, data: Any) -> Basket:
        return cls(**data)


class Shop:
    """Has a class in it."""

    @dataclass
    class Address:
        """Not to be found by its name in its module."""

        city: str

        def to_json(self) -> str:
            return self.city

        @classmethod
        def from_json(cls, data: str) -> Shop.Address:
            return cls(data)


class Totals(dict[str, int]):
    """A dict that knows how it is written."""

    def to_json(self) -> dict[str, int]:
        return dict(self)

    @classmethod
    def from_json(cls, data: dict[str, int]) -> Totals:
        return cls(data)


class Secret:
    """Can be written, but not read."""

    def to_json(self) -> str:
        return "secret"


def envelope(value: Item | Order | Basket) -> dict[str, object]:
    """What a value is in JSON, for one that has none of these in it."""
    kind = type(value)
    return {"__class__": kind.__name__, "__module__": kind.__module__, "__data__": kind.to_json(value)}  # type: ignore[arg-type]  # each class has its own way
