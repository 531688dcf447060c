import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.Out[int]) -> None:
    out.set(7)
