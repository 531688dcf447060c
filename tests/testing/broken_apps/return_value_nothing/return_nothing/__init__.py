import logging

import azure_functions_lite as func


async def main(req: func.HttpRequest):
    if req.params:
        logging.info("%s", "params")
    else:
        logging.info("%s", "none")
