"""Store shipped orders, a batch at a time."""

from typing import List

import azure_functions_lite as func


# List, not list: the worker loads no function that is annotated with list[…].
def main(messages: List[func.ServiceBusMessage], documents: func.Out[func.DocumentList]) -> None:
    """Make a document of each message: the order, and when it was shipped."""
    documents.set(
        func.DocumentList(
            func.Document(message.get_json(), id=message.message_id, shipped=message.enqueued_time_utc)
            for message in messages
        )
    )
