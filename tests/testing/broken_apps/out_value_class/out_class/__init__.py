import azure_functions_lite as func


def main(msg: func.QueueMessage, out: func.Out[func.QueueMessage]) -> None:
    out.set(func.ServiceBusMessage(body=msg.get_body()))
