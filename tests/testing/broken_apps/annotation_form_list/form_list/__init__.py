import logging

import azure_functions_lite as func


def main(events: list[func.EventHubEvent]) -> None:
    logging.info("%s", len(events))
