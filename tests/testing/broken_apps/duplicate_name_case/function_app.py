import azure_functions_lite as func

app = func.FunctionApp()


@app.function_name("Orders")
@app.route(route="orders", methods=["GET"])
def get_orders(req: func.HttpRequest) -> str:
    return "none"


@app.function_name("orders")
@app.route(route="orders", methods=["POST"])
def post_order(req: func.HttpRequest) -> str:
    return "taken"
