import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.Out) -> None:
    out.set(str(msg.id))
