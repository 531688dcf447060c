import logging

import azure_functions_lite as func


def main(msg: func.Out[str]) -> None:
    logging.info("%s", msg.get())
