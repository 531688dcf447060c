import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage) -> str:
    return received(msg)


def received(msg: func.QueueMessage) -> str:
    return f"{msg.id} received"
