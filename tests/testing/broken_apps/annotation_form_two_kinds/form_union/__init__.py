import logging
from typing import Union

import azure_functions_lite as func


def main(req: func.HttpRequest, invoice: Union[str, bytes]) -> None:
    logging.info("%s %s", req.url, len(invoice))
