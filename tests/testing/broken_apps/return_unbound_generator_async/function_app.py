import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
async def take(msg: func.QueueMessage):
    yield msg.id
