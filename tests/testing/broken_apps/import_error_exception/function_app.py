import logging
import os

import azure_functions_lite as func

app = func.FunctionApp()
URL = os.environ["SHOP_URL_THAT_IS_NOT_SET"]


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage) -> None:
    logging.info("%s %s", URL, msg.id)
