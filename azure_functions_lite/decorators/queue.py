"""Queues of a storage account."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import QUEUE, QUEUE_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, OutputBinding, Trigger


class QueueTrigger(Trigger, type=QUEUE_TRIGGER):
    """Call the function for each message of a queue."""

    queue_name: str
    """Name of the queue."""
    connection: str
    """App setting that has the connection string of the storage account."""
    data_type: DataTypeChoice = DataTypeChoice()


class QueueOutput(OutputBinding, type=QUEUE):
    """Send messages to a queue."""

    queue_name: str
    """Name of the queue."""
    connection: str
    """App setting that has the connection string of the storage account."""
    data_type: DataTypeChoice = DataTypeChoice()
