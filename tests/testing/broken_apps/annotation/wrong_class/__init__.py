import logging

import azure_functions_lite as func


def main(msg: func.ServiceBusMessage) -> None:
    logging.info("%s", msg.message_id)
