import logging
from collections.abc import Sequence

import azure_functions_lite as func


def main(events: Sequence[func.EventHubEvent]) -> None:
    logging.info("%s", len(events))
