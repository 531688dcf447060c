"""From a stored order to a parcel: a workflow of Durable Functions."""

import logging
from collections.abc import Generator
from datetime import timedelta
from typing import Any, Dict, List

import azure.durable_functions as df  # pyright: ignore[reportMissingTypeStubs]  # it has no types

import azure_functions_lite as func
from shop import warehouse
from shop.orders import Order

fulfilment = func.Blueprint()

TIME_TO_PAY = timedelta(days=3)
RETRY = df.RetryOptions(first_retry_interval_in_milliseconds=60_000, max_number_of_attempts=3)


@fulfilment.queue_trigger(arg_name="msg", queue_name="stored-orders", connection="AzureWebJobsStorage")
@fulfilment.durable_client_input(client_name="client")
async def start_fulfilment(msg: func.QueueMessage, client: df.DurableOrchestrationClient) -> None:
    """Start the workflow of an order, whose id is that of the order."""
    order = msg.get_json()
    await client.start_new("fulfil", instance_id=order["id"], client_input=order)


@fulfilment.event_grid_trigger(arg_name="event")
@fulfilment.durable_client_input(client_name="client")
async def take_payment(event: func.EventGridEvent, client: df.DurableOrchestrationClient) -> None:
    """Tell the workflow that its order is paid: an event with the subject ``orders/A-1007``."""
    if event.event_type != "Shop.PaymentReceived":
        logging.warning("Ignored an event of type %s", event.event_type)
        return
    await client.raise_event(event.subject.removeprefix("orders/"), "paid", event.get_json())


@fulfilment.orchestration_trigger(context_name="context")
def fulfil(context: Any) -> Generator[Any, Any, str]:
    """Reserve the items of an order, wait for the payment, and ship; the result is the status of the order."""
    order = context.get_input()
    status = yield from _outcome(context, order)
    yield context.call_activity("record", {**order, "status": status})
    return status


def _outcome(context: Any, order: Dict[str, Any]) -> Generator[Any, Any, str]:
    missing = yield context.call_activity("reserve", order)
    if missing:
        return "out of stock"

    deadline = context.create_timer(context.current_utc_datetime + TIME_TO_PAY)
    paid = context.wait_for_external_event("paid")
    first = yield context.task_any([paid, deadline])
    if first == deadline:
        yield context.call_activity("release", order)
        return "cancelled"

    # The workflow does not end while a timer runs.
    deadline.cancel()
    parcel = yield context.call_activity_with_retry("ship", RETRY, order)
    return f"shipped as {parcel}"


@fulfilment.activity_trigger(input_name="order")
def reserve(order: Dict[str, Any]) -> List[str]:
    """Return the SKUs that are out of stock."""
    return warehouse.reserve(Order.from_dict(order))


@fulfilment.activity_trigger(input_name="order")
def release(order: Dict[str, Any]) -> None:
    """Give the items free again."""
    warehouse.release(Order.from_dict(order))


@fulfilment.activity_trigger(input_name="order")
def ship(order: Dict[str, Any]) -> str:
    """Return the number of the parcel."""
    return warehouse.ship(Order.from_dict(order))


@fulfilment.cosmos_db_output(
    arg_name="document", connection="CosmosDBConnection", database_name="shop", container_name="orders"
)
@fulfilment.activity_trigger(input_name="order")
def record(order: Dict[str, Any], document: func.Out[func.Document]) -> None:
    """Write the new status of an order."""
    document.set(func.Document(order))
