import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage, limit: int = 7) -> None:
    logging.info("%s %s", msg.id, limit)
