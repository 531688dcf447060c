import azure_functions_lite as func


def main(msg: func.ServiceBusMessage) -> None:
    print(msg.message_id)
