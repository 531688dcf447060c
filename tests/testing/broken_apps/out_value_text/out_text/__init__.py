import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.Out[str]) -> None:
    out.set(("order", msg.get_body().decode()))
