import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.Out[list[str]]) -> None:
    out.set([str(msg.id)])
