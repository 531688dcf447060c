import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage, timer: func.TimerRequest) -> None:
    logging.info("%s %s", msg.id, timer.past_due)
