import azure_functions_lite as func


def main(msg: func.QueueMessage, out: str) -> None:
    out = str(msg.id)
