"""Annotations that a function may have on a parameter or an output, made of either package's classes."""

import collections.abc
import typing
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal, TextIO, TypeVar

from .packages import Annotation, resolve

Make = Callable[[ModuleType], Any]

T = TypeVar("T")


class WithRead:
    """A class with ``read``."""

    def read(self) -> bytes:
        """Return nothing."""
        return b""


class Text(str):
    """A subclass of text."""

    __slots__ = ()


def _class(name: str) -> Make:
    return lambda func: resolve(func, name)


def _same(annotation: object) -> Make:
    return lambda func: annotation


CLASSES: dict[str, Make] = {
    name: _class(name)
    for name in (
        *("HttpRequest", "http.HttpRequest", "HttpResponse", "QueueMessage", "queue.QueueMessage"),
        *("InputStream", "blob.InputStream", "TimerRequest", "timer.TimerRequest", "warmup.WarmUpContext"),
        *("Context", "CloudEvent", "Document", "DocumentList", "EntityContext", "EventGridEvent"),
        *("EventGridOutputEvent", "EventHubEvent", "KafkaEvent", "MCPToolContext", "MySqlRow", "MySqlRowList"),
        *("OrchestrationContext", "PromptInvocationContext", "ServiceBusMessage"),
        *("servicebus.ServiceBusMessage", "SqlRow", "SqlRowList"),
    )
}
BUILT_IN: dict[str, Make] = {
    kind.__name__: _same(kind)
    for kind in (str, bytes, bytearray, int, dict, list, object, Text, WithRead, TextIO, type(None))
}
# Untyped, since what is made here is an annotation only at run time.
_typing: Any = typing
_abc: Any = collections.abc
_list: Any = list
_tuple: Any = tuple
_dict: Any = dict
_type: Any = type

SPECIAL: dict[str, Make] = {
    "Any": _same(Any),
    "None": _same(None),
    "'str'": _same("str"),
    "5": _same(5),
    "T": _same(T),
    "Literal['a']": _same(Literal["a"]),
    "Callable": _same(_abc.Callable[[], str]),
    "IO[bytes]": _same(_typing.IO[bytes]),
    "List": _same(_typing.List),
    "Union[str, bytes]": _same(_typing.Union[str, bytes]),
    "List[Union[str, bytes]]": _same(_typing.List[_typing.Union[str, bytes]]),
}
WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "{}": lambda of: of,
    "Optional[{}]": lambda of: _typing.Optional[of],
    "{} | None": lambda of: of | None,
    "Union[{}, int]": lambda of: _typing.Union[of, int],
    "Annotated[{}, 1]": lambda of: _typing.Annotated[of, 1],
    "List[{}]": lambda of: _typing.List[of],
    "typing.Iterable[{}]": lambda of: _typing.Iterable[of],
    "typing.Sequence[{}]": lambda of: _typing.Sequence[of],
    "Set[{}]": lambda of: _typing.Set[of],
    "Tuple[{}, ...]": lambda of: _typing.Tuple[of, ...],
    "Dict[str, {}]": lambda of: _typing.Dict[str, of],
    "list[{}]": lambda of: _list[of],
    "tuple[{}, ...]": lambda of: _tuple[of, ...],
    "collections.abc.Iterable[{}]": lambda of: _abc.Iterable[of],
    "dict[str, {}]": lambda of: _dict[str, of],
    "type[{}]": lambda of: _type[of],
    "List[Optional[{}]]": lambda of: _typing.List[_typing.Optional[of]],
}


def _wrapped(wrapper: str, name: str, make: Make) -> Annotation:
    return Annotation(wrapper.format(name), lambda func: WRAPPERS[wrapper](make(func)))


ANNOTATIONS: list[Annotation] = [
    *(_wrapped(wrapper, name, make) for wrapper in WRAPPERS for name, make in {**CLASSES, **BUILT_IN}.items()),
    *(Annotation(name, make) for name, make in SPECIAL.items()),
]
