"""Kafka: `KafkaEvent` and its converters."""

from __future__ import annotations

from typing import Any

from azure_functions_lite._bindings.batches import Columns, decode_messages
from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages
from azure_functions_lite._bindings.tables import One, Table
from azure_functions_lite._typing import accepts, instances_hold_several, takes_list
from azure_functions_lite._wire.scalars import integer, items, text
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = ["KafkaConverter", "KafkaEvent", "KafkaTriggerConverter"]


class _ByHand(Table):
    __slots__ = ()

    # Microsoft's samples parse the headers themselves: json.loads(event.metadata["Headers"]).
    parses = False


class _One(One):
    __slots__ = ()

    parses = False

    def is_promoted(self, name: str) -> bool:
        # Text is the whole event, and what the host promotes of that is true; but with a schema it is the record alone.
        return super().is_promoted(name) and not self.promoted().issuperset(_ENVELOPE)


_ENVELOPE = ("Offset", "Partition", "Topic", "Timestamp")
"""What is never null in an event as text."""


class _Batch(Columns):
    __slots__ = ()

    parses = False


class KafkaEvent(Message):
    """An event of a Kafka topic.

    JSON in `metadata` is text, as in `azure.functions`: ``json.loads(event.metadata["Headers"])``.

    Args:
        body: Content, as text (sent as UTF-8) or bytes; read it with `get_body` or `get_json`.
        trigger_metadata: The value of `metadata`.

    Every other argument sets the attribute with the same name.

    Source: `azure.functions.kafka`; the trigger metadata of the Kafka extension.
    """

    __slots__ = ()

    _by_hand = _ByHand

    key: str | None = wire("Key", text)
    """Key of the event, as text."""
    offset: int | None = wire("Offset", integer)
    """Number of the event in its partition."""
    partition: int | None = wire("Partition", integer)
    """Number of the partition."""
    topic: str | None = wire("Topic", text)
    """Topic that the event is in."""
    timestamp: str | None = wire("Timestamp", text)
    """When the event was made or stored, as the broker wrote it."""
    headers: list[Any] | None = wire("Headers", items)
    """Headers in order: of each a dict with ``Key`` and, in base64, ``Value``."""


class KafkaConverter(InConverter, OutConverter, binding="kafka"):
    """``kafka``: outgoing events; incoming ones have no metadata.

    Out: ``str``, ``bytes`` that are UTF-8, a mapping, and iterables of these become what `encode_messages` says. The
    host sends text only. A mapping with the keys ``Offset``, ``Partition``, ``Topic``, ``Timestamp``, ``Value`` and
    ``Headers`` is an event for it: value, key, timestamp, partition and headers are taken from there.

    Differs: `azure.functions` rejects every value.

    Source: azure-functions-kafka-extension, ``KafkaProducerAsyncCollector``.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (KafkaEvent,), many=takes_list)

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, SENDABLE, many=instances_hold_several)

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> KafkaEvent | list[KafkaEvent]:
        return decode_messages(KafkaEvent, data, None, "kafka")

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        return encode_messages(obj, "kafka", is_textual=True)


class KafkaTriggerConverter(KafkaConverter, binding="kafkaTrigger", trigger=True):
    """``kafkaTrigger``: one event, or a batch as a list, with metadata.

    ``"bytes"``, ``"string"`` and ``"json"`` (its text) become a `KafkaEvent`, and so does no Datum, with an empty body.
    ``"collection_bytes"`` and ``"collection_string"`` become a list.

    Differs: `azure.functions` fails on a batch without one of the six arrays of metadata.
    """

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> KafkaEvent | list[KafkaEvent]:
        return decode_messages(KafkaEvent, data, trigger_metadata, "kafkaTrigger", tables=(_One, _Batch))
