import logging

import azure_functions_lite as func

app = func.FunctionApp()


@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def host(timer: func.TimerRequest) -> None:
    logging.info("%s", timer.past_due)
