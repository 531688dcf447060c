import functools

import azure_functions_lite as func


def take(msg: func.QueueMessage, *, shop: str) -> None:
    print(shop, msg.id)


main = functools.partial(take, shop="Tea")
