import logging
from typing import Optional

import azure_functions_lite as func


def main(msg: func.QueueMessage, context: Optional[func.Context] = None) -> None:
    logging.info("%s %s", msg.id, context)
