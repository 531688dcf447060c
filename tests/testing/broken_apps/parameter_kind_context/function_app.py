import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(context: func.Context, /, msg: func.QueueMessage) -> None:
    print(context.invocation_id, msg.id)
