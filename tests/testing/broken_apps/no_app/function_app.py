import logging

import azure_functions_lite as func


def make_app() -> func.FunctionApp:
    app = func.FunctionApp()

    @app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
    def take(msg: func.QueueMessage) -> None:
        logging.info("%s", msg.id)

    return app
