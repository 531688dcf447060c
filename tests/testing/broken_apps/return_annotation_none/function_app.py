import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.route(route="ping")
def ping(req: func.HttpRequest) -> None:
    logging.info("%s", req.url)
