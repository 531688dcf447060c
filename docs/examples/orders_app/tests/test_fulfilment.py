"""The workflow, with a warehouse and a customer who behave in different ways."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock, call, patch

import pytest

from azure_functions_lite.testing import NOW, App, after, event_grid_event, run_orchestrator

ORDER = {
    "id": "A-1007",
    "customer": "Ada",
    "items": [{"sku": "tea-500g", "quantity": 2}],
    "placed": "2024-05-17T08:30:00+00:00",
    "total": 1580,
}
PAID = {"paid": {"method": "card"}}


@pytest.fixture
def warehouse(function_app: App) -> Iterator[Mock]:
    """The HTTP calls of the warehouse."""
    answers: dict[str, Any] = {"reservations": {"missing": []}, "releases": {}, "shipments": {"parcel": "P-1"}}

    def answer(path: str, body: dict[str, Any]) -> Any:
        return answers[path]

    with patch("shop.warehouse.call", side_effect=answer, answers=answers) as call:
        yield call


def paths(warehouse: Mock) -> list[str]:
    return [each.args[0] for each in warehouse.call_args_list]


def test_paid_and_shipped(function_app: App, warehouse: Mock) -> None:
    result = run_orchestrator(function_app, "fulfil", ORDER, events=PAID)

    assert result.output == "shipped as P-1"
    assert paths(warehouse) == ["reservations", "shipments"]
    assert warehouse.call_args_list[1] == call("shipments", {"id": "A-1007", "customer": "Ada"})
    assert result.inputs_of("record") == [{**ORDER, "status": "shipped as P-1"}]


def test_paid_on_the_second_day(function_app: App, warehouse: Mock) -> None:
    result = run_orchestrator(function_app, "fulfil", ORDER, events={"paid": after(timedelta(days=2), {})})

    assert result.output == "shipped as P-1"
    assert result.ended_at == NOW + timedelta(days=2)


def test_not_paid(function_app: App, warehouse: Mock) -> None:
    result = run_orchestrator(function_app, "fulfil", ORDER)

    assert result.output == "cancelled"
    assert result.ended_at == NOW + timedelta(days=3)
    assert paths(warehouse) == ["reservations", "releases"]


def test_out_of_stock(function_app: App, warehouse: Mock) -> None:
    warehouse.answers["reservations"] = {"missing": ["tea-500g"]}

    result = run_orchestrator(function_app, "fulfil", ORDER)

    assert result.output == "out of stock"
    assert paths(warehouse) == ["reservations"]


@pytest.mark.parametrize(("failures", "status"), [(2, "Completed"), (3, "Failed")])
def test_the_warehouse_does_not_answer(function_app: App, warehouse: Mock, failures: int, status: str) -> None:
    ship = Mock(side_effect=[OSError("busy")] * failures + ["P-1"])

    result = run_orchestrator(function_app, "fulfil", ORDER, events=PAID, activities={"ship": ship})

    assert result.runtime_status == status
    [shipping] = [each for each in result.calls if each.name == "ship"]
    assert shipping.attempts == 3


def test_the_status_is_written(function_app: App) -> None:
    order = {**ORDER, "status": "cancelled"}

    assert function_app.invoke("record", order=order).outputs["document"] == order


def test_a_payment(function_app: App) -> None:
    client = AsyncMock()
    event = event_grid_event(
        {"method": "card"}, event_type="Shop.PaymentReceived", subject="orders/A-1007", topic="shop"
    )

    function_app.invoke("take_payment", event=event, client=client)

    client.raise_event.assert_awaited_once_with("A-1007", "paid", {"method": "card"})


def test_another_event_is_ignored(function_app: App, caplog: pytest.LogCaptureFixture) -> None:
    client = AsyncMock()

    function_app.invoke("take_payment", event=event_grid_event(event_type="Shop.PaymentFailed"), client=client)

    client.raise_event.assert_not_awaited()
    assert caplog.messages == ["Ignored an event of type Shop.PaymentFailed"]


def test_nothing_is_wrong_with_the_app(function_app: App) -> None:
    assert function_app.check() == []
