import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.function_name("take order")
@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take_order(msg: func.QueueMessage) -> None:
    logging.info("%s", msg.id)
