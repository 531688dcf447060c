from typing import List

import azure_functions_lite as func


def main(msgs: List[func.ServiceBusMessage], documents: func.Out[func.DocumentList]):
    if not msgs:
        return None
    documents.set(func.DocumentList(func.Document(id=msg.message_id) for msg in msgs))
