from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import azure_functions_lite as func

if TYPE_CHECKING:
    from azure_functions_lite import QueueMessage


def main(msg: QueueMessage) -> None:
    logging.info("%s", msg.id)
