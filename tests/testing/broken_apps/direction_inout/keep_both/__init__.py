import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage, entity: str) -> None:
    logging.info("%s %s", msg.id, entity)
