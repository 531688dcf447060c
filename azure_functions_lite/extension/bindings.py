"""What you need for your own binding: a message type, its converters, and its decorators.

A message type declares a field on one line, with the host's name for it and what reads it::

    class RabbitMQMessage(Message):
        routing_key: str | None = wire("RoutingKey", text)

Its converters are subclasses of `InConverter` and `OutConverter` with ``binding="<type>"``, which registers them.

===========================================================  ==========================================================
name                                                         is for
===========================================================  ==========================================================
`Message`, `wire`                                            a message type, and a field of it
`text`, `integer`, `boolean`, `timestamp`, `utc`,            what turns the host's value of a field into Python's;
`duration`, `mapping`, `items`, `binary`, `anything`         your own function does, too
`InConverter`, `OutConverter`, `Datum`, `Metadata`           converters, and what they accept and return
`decode_messages`, `encode_messages`, `encode_text`          what most converters do
`accepts`, `SENDABLE`, `takes_list`,                         the annotations that converters accept
`instances_hold_several`
`attaches`                                                   a decorator of an app, from a subclass of
                                                             `azure_functions_lite.decorators.core.Trigger`
===========================================================  ==========================================================
"""

from __future__ import annotations

from azure_functions_lite._bindings.batches import decode_messages
from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.messages import Message
from azure_functions_lite._bindings.outgoing import SENDABLE, encode_messages, encode_text
from azure_functions_lite._typing import accepts, instances_hold_several, takes_list
from azure_functions_lite._wire.scalars import (
    anything,
    binary,
    boolean,
    duration,
    integer,
    items,
    mapping,
    text,
    timestamp,
    utc,
)
from azure_functions_lite.decorators._attach import attaches
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter

__all__ = [
    "SENDABLE",
    "Datum",
    "InConverter",
    "Message",
    "Metadata",
    "OutConverter",
    "accepts",
    "anything",
    "attaches",
    "binary",
    "boolean",
    "decode_messages",
    "duration",
    "encode_messages",
    "encode_text",
    "instances_hold_several",
    "integer",
    "items",
    "mapping",
    "takes_list",
    "text",
    "timestamp",
    "utc",
    "wire",
]
