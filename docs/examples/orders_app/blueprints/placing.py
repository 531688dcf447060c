"""What customers do by HTTP: place an order, and look at it."""

import json

import azure_functions_lite as func
from shop.orders import place

placing = func.Blueprint()


@placing.route(route="orders", methods=[func.HttpMethod.POST])
@placing.queue_output(arg_name="queue", queue_name="orders", connection="AzureWebJobsStorage")
def place_order(req: func.HttpRequest, queue: func.Out[str]) -> func.HttpResponse:
    """Take an order and put it on a queue: ``POST /api/orders``."""
    try:
        # Of text that is not JSON, get_json raises a ValueError as well.
        order = place(req.get_json())
    except ValueError as error:
        return _answer({"error": str(error)}, 400)

    queue.set(json.dumps(order.to_dict()))
    response = _answer({"id": order.id, "total": order.total}, 202)
    response.headers["Location"] = f"/api/orders/{order.id}"
    return response


@placing.route(route="orders/{id}", methods=[func.HttpMethod.GET])
@placing.cosmos_db_input(
    arg_name="orders",
    connection="CosmosDBConnection",
    database_name="shop",
    container_name="orders",
    id="{id}",
    partition_key="{id}",
)
def show_order(req: func.HttpRequest, orders: func.DocumentList) -> func.HttpResponse:
    """Show an order and how far it is: ``GET /api/orders/A-1007``."""
    if not orders:
        return _answer({"error": f"there is no order {req.route_params['id']}"}, 404)
    [order] = orders
    return _answer({name: order[name] for name in ("id", "status", "items", "total")}, 200)


def _answer(document: object, status_code: int) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(document), status_code=status_code, mimetype="application/json")
