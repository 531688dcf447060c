import azure_functions_lite as func

app = func.FunctionApp()


@app.route(route="order")
def order(req: func.HttpRequest):
    return {"id": req.params.get("id"), "state": "sent"}
