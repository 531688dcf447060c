import logging
from typing import Optional

import azure_functions_lite as func


def main(msg: Optional[func.QueueMessage]) -> None:
    logging.info("%s", msg)
