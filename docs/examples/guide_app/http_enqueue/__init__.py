"""Take an order and put it on a queue: ``POST /api/orders``."""

import azure_functions_lite as func
from shared_code.orders import Order


def main(req: func.HttpRequest, msg: func.Out[str]) -> str:
    try:
        order = Order.from_json(req.get_json())
    except ValueError as error:
        # Text is sent with status 200; return a func.HttpResponse to say 400. An output that is not set sends nothing.
        return f"Nothing queued: {error}"

    msg.set(order.to_json())
    return f"Queued order {order.id}."
