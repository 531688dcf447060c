"""Keep the orders that come through the queue."""

import logging

import azure_functions_lite as func
from shop.orders import Order

storing = func.Blueprint()


@storing.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
@storing.cosmos_db_output(
    arg_name="document", connection="CosmosDBConnection", database_name="shop", container_name="orders"
)
@storing.queue_output(arg_name="stored", queue_name="stored-orders", connection="AzureWebJobsStorage")
def store_order(msg: func.QueueMessage, document: func.Out[func.Document], stored: func.Out[bytes]) -> None:
    """Write an order to Cosmos DB, and say so on the next queue."""
    order = Order.from_dict(msg.get_json())
    logging.info("Order %s, attempt %s", order.id, msg.dequeue_count)

    # The id is the order's, so a second attempt writes the same document again.
    document.set(func.Document(order.to_dict(), status="placed"))
    stored.set(msg.get_body())
