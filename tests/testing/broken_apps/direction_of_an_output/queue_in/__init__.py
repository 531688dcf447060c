import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.QueueMessage) -> None:
    logging.info("%s %s", msg.id, out.id)
