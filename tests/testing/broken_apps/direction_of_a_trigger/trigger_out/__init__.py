import logging

import azure_functions_lite as func


def main(msg) -> None:
    logging.info("%s", msg.id)
