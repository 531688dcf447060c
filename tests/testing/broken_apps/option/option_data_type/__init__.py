import azure_functions_lite as func


def main(msg: func.QueueMessage) -> None:
    print(msg.id)
