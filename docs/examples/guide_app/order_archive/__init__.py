"""Store shipped orders, a batch at a time."""

from typing import Any

import azure_functions_lite as func


def main(messages: list[func.ServiceBusMessage], documents: func.Out[list[dict[str, Any]]]) -> None:
    """Make a document of each message: the order, and when it was shipped."""
    documents.set(
        [{**message.get_json(), "id": message.message_id, "shipped": message.enqueued_time_utc} for message in messages]
    )
