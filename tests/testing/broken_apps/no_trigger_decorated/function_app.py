import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_output(arg_name="out", queue_name="parcels", connection="AzureWebJobsStorage")
def send(out: func.Out[str]) -> None:
    out.set("7")
