"""A function that is called directly, and the nightly summary."""

import json

import pytest

import azure_functions_lite as func
from azure_functions_lite.testing import App, documents, poison_message, timer_request
from blueprints.storing import store_order
from shop.orders import Item, Order

ORDER = Order("A-1007", "Ada", (Item("cup", 3),), "2024-05-17T08:30:00+00:00")


def test_an_order_is_stored(caplog: pytest.LogCaptureFixture) -> None:
    document, stored = func.Out[func.Document](), func.Out[bytes]()
    caplog.set_level("INFO")

    store_order(func.QueueMessage(body=json.dumps(ORDER.to_dict()), dequeue_count=2), document, stored)

    assert document.get() == {**ORDER.to_dict(), "status": "placed"}
    assert json.loads(stored.get() or b"")["id"] == "A-1007"
    assert caplog.messages == ["Order A-1007, attempt 2"]


def test_an_order_travels_without_loss() -> None:
    assert Order.from_dict(json.loads(json.dumps(ORDER.to_dict()))) == ORDER


def test_a_message_without_an_order_fails() -> None:
    with pytest.raises(KeyError):
        store_order(poison_message(json={"sku": "cup"}), func.Out(), func.Out())


def test_the_summary(function_app: App, caplog: pytest.LogCaptureFixture) -> None:
    orders = documents(
        {"id": "1", "status": "placed", "total": 790},
        {"id": "2", "status": "cancelled", "total": 1200},
        {"id": "3", "status": "placed", "total": 1850},
    )

    result = function_app.invoke("sum_up", timer=timer_request(past_due=True), orders=orders)

    assert json.loads(result.outputs["report"]) == {"orders": 3, "cents": {"placed": 2640, "cancelled": 1200}}
    assert caplog.messages == ["The summary is late"]
