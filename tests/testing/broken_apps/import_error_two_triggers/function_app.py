import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def take(msg: func.QueueMessage, timer: func.TimerRequest) -> None:
    logging.info("%s %s", msg.id, timer.past_due)


# On a line of its own, as versions of Python differ in which line of a definition a decorator fails.
app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")(take)
