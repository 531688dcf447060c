import azure_functions_lite as func


class Handler:
    def __call__(self, msg: func.QueueMessage) -> None:
        print(msg.id)


main = Handler()
