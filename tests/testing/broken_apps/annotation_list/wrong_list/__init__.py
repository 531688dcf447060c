from typing import List

import azure_functions_lite as func


def main(events: List[func.QueueMessage], order: func.Out[str]) -> None:
    order.set(str(len(events)))
