import azure_functions_lite as func

app = func.FunctionApp()


@app.event_grid_output(arg_name="$return", topic_endpoint_uri="Topic", topic_key_setting="Key")
@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage):
    return func.QueueMessage(body=msg.get_body())
