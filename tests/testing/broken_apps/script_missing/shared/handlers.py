import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage) -> None:
    logging.info("%s", msg.id)
