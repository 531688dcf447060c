import logging

import azure_functions_lite as func


def main(msg: func.QueueMessage, ctx: func.Context) -> None:
    logging.info("%s %s", msg.id, ctx.invocation_id)
