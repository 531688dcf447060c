import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage, **options: str) -> None:
    logging.info("%s %s", msg.id, options)
