"""Annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from ..asked import NO, REPLIES, YES, accepts, class_of
from ..outcomes import Difference, failed
from ..table import fails, row, shows

_NO_CLASS = TypeError if fails(lambda: issubclass(cast("type", dict[str, int]), dict)) else False
"""It depends on Python's version whether issubclass fails on a generic."""
_MESSAGES = {"eventHubTrigger": "EventHubEvent", "kafkaTrigger": "KafkaEvent", "serviceBusTrigger": "ServiceBusMessage"}
_OF_MESSAGES = (*_MESSAGES, "queueTrigger", "eventGrid", "eventHub", "kafka", "queue", "serviceBus")


def _is_input(it: Difference) -> bool:
    return it.case.action == "check_input"


@row(
    shows(accepts("blob", "Optional[str]"), "", TypeError, True),
    shows(accepts("httpTrigger", "HttpRequest | None"), "", TypeError, True),
    shows(accepts("http", "HttpResponse | None", "output"), "", TypeError, True),
    shows(accepts("queue", "Optional[str]", "output"), "", False, True),
    shows(accepts("timerTrigger", "Annotated[TimerRequest, 1]"), "", TypeError, True),
    *(
        shows(accepts(binding, f"Optional[{name}]"), "", False, True)
        for binding, name in {
            "eventHubTrigger": "EventHubEvent",
            "kafkaTrigger": "KafkaEvent",
            "serviceBusTrigger": "ServiceBusMessage",
        }.items()
    ),
    shows(accepts("serviceBus", "Optional[str]", "output"), "", TypeError, True),
    shows(accepts("eventGrid", "Optional[str]", "output"), "", False, True),
    shows(accepts("durableClient", "Optional[str]"), "", TypeError, True),
    shows(accepts("orchestrationTrigger", "OrchestrationContext | None"), "", TypeError, True),
    shows(accepts("mcpToolTrigger", "Optional[str]"), "", TypeError, True),
    shows(accepts("connectorTrigger", "Optional[str]"), "", TypeError, True),
)
def annotation_optional(it: Difference) -> bool:
    """`Optional[X]`, `X | None`, `Annotated[X, …]`, a union of accepted types
    raises `TypeError`, or rejects it -> looks inside it (the worker in Azure rejects unions before it asks)
    these annotations mean at least `X`"""
    written = it.annotation
    return (
        (written.startswith(("Optional[", "Union[", "Annotated[", "List[Optional[")) or written.endswith(" | None"))
        and (failed(it.official, "TypeError") or it.official == NO)
        and it.ours == YES
    )


@row(
    shows(accepts("blob", "list[str]"), "", TypeError, False),
    shows(accepts("http", "'str'", "output"), "", TypeError, False),
    shows(accepts("eventGrid", "int", "output"), "", TypeError, False),
    shows(accepts("eventGrid", "CloudEvent", "output"), "", TypeError, True),
    turns="TypeError -> anything",
)
def annotation_never_raises(it: Difference) -> bool:
    """annotations that are not a class: a union, a generic, a name; for `eventGrid`, every other class
    raises `TypeError` -> accepts or rejects them
    the author of the function sees which binding is wrong"""
    is_dict = it.case.subject in REPLIES and it.annotation.startswith("dict[")
    return bool(it.annotation) and not is_dict and it.ours in (YES, NO)


@row(
    shows(accepts("queue", "list[str]", "output"), "", False, True),
    shows(accepts("queue", "List[QueueMessage]", "output"), "", False, True),
    shows(accepts("queue", "List[object]", "output"), "", True, False),
    *(
        shows(accepts(binding, text_of), "", says, not says)
        for binding, name in {
            "eventHubTrigger": "EventHubEvent",
            "kafkaTrigger": "KafkaEvent",
            "serviceBusTrigger": "ServiceBusMessage",
        }.items()
        for text_of, says in {f"list[{name}]": False, f"Set[{name}]": True, f"Dict[str, {name}]": True}.items()
    ),
    shows(accepts("eventHub", "list[str]", "output"), "", False, True),
    shows(accepts("serviceBus", "list", "output"), "", False, True),
    shows(accepts("eventGrid", "List[CloudEvent]", "output"), "", False, True),
)
def annotation_iterables(it: Difference) -> bool:
    """outputs of `queue`, `eventGrid`, `eventHub`, `serviceBus` and `kafka` as `list[str]`, `Tuple[str, …]`,
      `List[bytes]` or a plain `list`; inputs of `eventHubTrigger`, `serviceBusTrigger` and `kafkaTrigger` as `list[X]`
      or a plain `list`
    rejects them; accepts `List[object]`, and for inputs `Set[X]` and `Dict[str, X]` -> accepts types that hold
      several; for inputs, types of a list: `list`, `Sequence`, `Iterable` (the worker in Azure rejects `list[X]` before
      it asks)
    both spellings mean the same, and a batch is a list"""
    written, kind = it.annotation, class_of(it)
    if it.case.subject not in _OF_MESSAGES or kind is None or not issubclass(kind, Iterable):
        return False
    if (it.official, it.ours) == (YES, NO):
        is_list = issubclass(list, kind)
        return "object" in written or written.startswith("Dict[") or (_is_input(it) and not is_list)
    is_several = not issubclass(kind, (str, bytes, bytearray, Mapping))
    fits = is_several and (issubclass(list, kind) or not _is_input(it))
    return fits and (it.official, it.ours) == (NO, YES)


@row(
    shows(accepts("queue", "dict", "output"), "", False, True),
    shows(accepts("queue", "bytearray", "output"), "", False, True),
    shows(accepts("eventHub", "dict", "output"), "", False, True),
    shows(accepts("serviceBus", "bytearray", "output"), "", False, True),
    shows(accepts("eventGrid", "dict[str, object]", "output"), "", False, True),
    shows(accepts("kafka", "bytearray", "output"), "", False, True),
)
def annotation_mapping(it: Difference) -> bool:
    """outputs of `queue`, `eventGrid`, `eventHub`, `serviceBus` and `kafka` as `dict`, a class of dicts, or `bytearray`
    rejects them -> accepts them
    they are sent; see `queue-encode-mapping`, `queue-encode-bytes`, `eventhub-encode`, `servicebus-encode`"""
    kind = class_of(it)
    is_mapping = it.case.subject in _OF_MESSAGES and kind is not None and issubclass(kind, (Mapping, bytearray))
    return is_mapping and not _is_input(it) and (it.official, it.ours) == (NO, YES)


@row(*(shows(accepts(name, "dict[str, int]"), "", _NO_CLASS, True) for name in REPLIES))
def annotation_dict(it: Difference) -> bool:
    """`dict[str, X]` for MCP and connector triggers
    rejects it, or raises `TypeError` -> accepts it, like `dict`
    both spellings mean the same"""
    return (
        it.case.action == "check_input"
        and it.case.subject in REPLIES
        and it.annotation.startswith("dict[")
        and (it.official == NO or failed(it.official, "TypeError"))
        and it.ours == YES
    )


@row(*(shows(accepts(name, "Document"), "", False, True) for name in REPLIES))
def annotation_records(it: Difference) -> bool:
    """`Document`, `SqlRow` and `MySqlRow` for MCP and connector triggers
    rejects them -> accepts them, like every subclass of `dict`
    they are dicts here"""
    return (
        it.case.action == "check_input"
        and it.case.subject in REPLIES
        and it.annotation in ("Document", "SqlRow", "MySqlRow")
        and (it.official, it.ours) == (NO, YES)
    )
