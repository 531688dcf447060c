"""The HTTP API of the warehouse, whose address is the app setting ``WAREHOUSE_URL``."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.request import Request, urlopen

from shop.orders import Order


def reserve(order: Order) -> list[str]:
    """Put the items of an order aside, all or none, and return the SKUs that are out of stock."""
    missing: list[str] = call("reservations", order.to_dict())["missing"]
    return missing


def release(order: Order) -> None:
    """Put the items of an order back."""
    call("releases", {"id": order.id})


def ship(order: Order) -> str:
    """Send the items of an order to the customer, and return the number of the parcel."""
    parcel: str = call("shipments", {"id": order.id, "customer": order.customer})["parcel"]
    return parcel


def call(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Post JSON to the warehouse and return its answer."""
    request = Request(
        f"{os.environ['WAREHOUSE_URL']}/{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=10) as response:
        answer: dict[str, Any] = json.load(response)
    return answer
