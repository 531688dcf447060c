"""Work on an order from the queue, and write a receipt to blob storage."""

import json
import logging

import azure_functions_lite as func
from shared_code.orders import Order


def main(msg: func.QueueMessage, receipt: func.Out[str]) -> None:
    # A ValueError fails the invocation: the host tries again, and moves the message to orders-poison in the end.
    order = Order.from_json(msg.get_json())
    logging.info("Order %s, attempt %s", order.id, msg.dequeue_count)

    ordered = msg.insertion_time.isoformat() if msg.insertion_time else None
    receipt.set(json.dumps({"order": order.id, "sku": order.sku, "quantity": order.quantity, "ordered": ordered}))
