import azure_functions_lite as func

app = func.FunctionApp()


@app.route(route="state")
async def state(req: func.HttpRequest):
    yield "open"
    yield req.url
