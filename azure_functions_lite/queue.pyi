"""Written by tests/stubs/write.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "QueueMessage",
    "QueueMessageInConverter",
    "QueueMessageOutConverter",
]

class QueueMessage(Message):
    """A message of a storage queue.

    Every other argument sets the attribute with the same name.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.
        id: Identifier that the queue gave the message.
        pop_receipt: Key that proves to the queue service that you currently hold the message.
        dequeue_count: Number of deliveries so far, including this one.
        expiration_time: When the queue drops the message, in UTC.
        insertion_time: When the message entered the queue, in UTC.
        time_next_visible: When the queue delivers the message again unless it is deleted, in UTC.

    Source: `azure.functions.queue`; the trigger metadata of the queue extension.
    """
    def __init__(
        self,
        *,
        body: str | bytes | None = None,
        trigger_metadata: Mapping[str, Any] | None = None,
        id: str | None = None,
        pop_receipt: str | None = None,
        dequeue_count: int | None = None,
        expiration_time: datetime | None = None,
        insertion_time: datetime | None = None,
        time_next_visible: datetime | None = None,
    ) -> None: ...
    @property
    def id(self) -> str | None:
        """Identifier that the queue gave the message."""
    @property
    def pop_receipt(self) -> str | None:
        """Key that proves to the queue service that you currently hold the message."""
    @property
    def dequeue_count(self) -> int | None:
        """Number of deliveries so far, including this one."""
    @property
    def expiration_time(self) -> datetime | None:
        """When the queue drops the message, in UTC."""
    @property
    def insertion_time(self) -> datetime | None:
        """When the message entered the queue, in UTC."""
    @property
    def time_next_visible(self) -> datetime | None:
        """When the queue delivers the message again unless it is deleted, in UTC."""

class QueueMessageInConverter(InConverter, binding="queueTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> QueueMessage: ...

class QueueMessageOutConverter(OutConverter, binding="queue"):
    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum: ...
