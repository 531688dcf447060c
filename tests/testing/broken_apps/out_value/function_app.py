import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
@app.queue_output(arg_name="out", queue_name="parcels", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage, out):
    out.set(5)
