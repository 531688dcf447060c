import azure_functions_lite as func

app = func.FunctionApp()


@app.route(route="orders/{id:int}")
def order(req: func.HttpRequest) -> str:
    return req.route_params["id"]


@app.route(route="orders/{order:int}", methods=["DELETE"])
def delete_order(req: func.HttpRequest) -> str:
    return req.route_params["order"]
