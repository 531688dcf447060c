"""Written by tests/stubs/write.py."""

from collections.abc import Mapping
from typing import Any

from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.tables import Table
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "KafkaConverter",
    "KafkaEvent",
    "KafkaTriggerConverter",
]

class _ByHand(Table): ...

class KafkaEvent(Message):
    """An event of a Kafka topic.

    JSON in `metadata` is text, as in `azure.functions`: ``json.loads(event.metadata["Headers"])``.

    Every other argument sets the attribute with the same name.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.
        key: Key of the event, as text.
        offset: Number of the event in its partition.
        partition: Number of the partition.
        topic: Topic that the event is in.
        timestamp: When the event was made or stored, as the broker wrote it.
        headers: Headers in order: of each a dict with ``Key`` and, in base64, ``Value``.

    Source: `azure.functions.kafka`; the trigger metadata of the Kafka extension.
    """
    def __init__(
        self,
        *,
        body: str | bytes | None = None,
        trigger_metadata: Mapping[str, Any] | None = None,
        key: str | None = None,
        offset: int | None = None,
        partition: int | None = None,
        topic: str | None = None,
        timestamp: str | None = None,
        headers: list[Any] | None = None,
    ) -> None: ...
    _by_hand = _ByHand
    @property
    def key(self) -> str | None:
        """Key of the event, as text."""
    @property
    def offset(self) -> int | None:
        """Number of the event in its partition."""
    @property
    def partition(self) -> int | None:
        """Number of the partition."""
    @property
    def topic(self) -> str | None:
        """Topic that the event is in."""
    @property
    def timestamp(self) -> str | None:
        """When the event was made or stored, as the broker wrote it."""
    @property
    def headers(self) -> list[Any] | None:
        """Headers in order: of each a dict with ``Key`` and, in base64, ``Value``."""

class KafkaConverter(InConverter, OutConverter, binding="kafka"):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool: ...
    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> KafkaEvent | list[KafkaEvent]: ...
    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum: ...

class KafkaTriggerConverter(KafkaConverter, binding="kafkaTrigger", trigger=True):
    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> KafkaEvent | list[KafkaEvent]: ...
