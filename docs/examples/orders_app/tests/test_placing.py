"""Orders by HTTP, from the request of the customer to the document in Cosmos DB."""

import json
from collections.abc import Iterator
from unittest.mock import AsyncMock, patch

import pytest

from azure_functions_lite.testing import App, documents

TEA = {"customer": "Ada", "items": [{"sku": "tea-500g", "quantity": 2}]}


@pytest.fixture(autouse=True)
def known_id(function_app: App) -> Iterator[None]:
    with patch("shop.orders.new_id", return_value="A-1007"):
        yield


def test_an_order_is_queued(function_app: App) -> None:
    answer = function_app.http.post("/api/orders", json=TEA)

    assert (answer.status_code, answer.json()) == (202, {"id": "A-1007", "total": 1580})
    assert answer.headers["Location"] == "/api/orders/A-1007"
    queued = json.loads(answer.outputs["queue"])
    assert (queued["customer"], queued["items"]) == ("Ada", TEA["items"])


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"tea, please", "JSON"),
        (b"[]", "expected an object with a customer and at least one item"),
        (b'{"customer": "Ada", "items": []}', "expected an object with a customer and at least one item"),
        (b'{"customer": "Ada", "items": [{"sku": "gin", "quantity": 1}]}', "there is no product 'gin'"),
        (b'{"customer": "Ada", "items": [{"sku": "cup", "quantity": 0}]}', "expected a sku and a quantity from 1"),
    ],
)
def test_a_wrong_order_is_not_queued(function_app: App, body: bytes, error: str) -> None:
    answer = function_app.http.post("/api/orders", content=body)

    assert answer.status_code == 400
    assert error in answer.json()["error"]
    assert answer.outputs == {}


def test_an_order_is_shown(function_app: App) -> None:
    kept = documents({"id": "A-1007", "status": "placed", "items": [], "total": 1580, "_etag": "1"})

    answer = function_app.http.get("/api/orders/A-1007", inputs={"orders": kept})

    assert answer.json() == {"id": "A-1007", "status": "placed", "items": [], "total": 1580}


def test_an_order_that_is_not_there(function_app: App) -> None:
    answer = function_app.http.get("/api/orders/A-1007", inputs={"orders": None})

    assert (answer.status_code, answer.json()) == (404, {"error": "there is no order A-1007"})


def test_from_the_request_to_the_workflow(function_app: App) -> None:
    client = AsyncMock()

    placed = function_app.http.post("/api/orders", json=TEA)
    trace = function_app.run_until_idle(
        "place_order", req=placed.request, more_inputs={"start_fulfilment": {"client": client}}
    )

    assert (
        str(trace)
        == """\
place_order
  queue orders -> store_order
    queue stored-orders -> start_fulfilment"""
    )
    [stored] = trace.steps_of("store_order")
    document = stored.result.outputs["document"]
    assert (document["id"], document["total"], document["status"]) == ("A-1007", 1580, "placed")
    assert client.start_new.await_args.args == ("fulfil",)
    assert client.start_new.await_args.kwargs["instance_id"] == "A-1007"
