import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="10s")
@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage) -> None:
    logging.info("%s", msg.id)
