import os

import azure_functions_lite as func

SHOP = os.environ.get("SHOP_OF_THE_CLEAN_APP")


def archive(msg: func.QueueMessage) -> str:
    """Keep an order."""
    return f"{SHOP}: {msg.get_body().decode()}"


archive_again = archive
