"""A stand-in for the official SDK: what the tests of `register` need, written from what can be seen of it from outside.

Abstract classes; converters that look at annotations and values in the three ways there are; and a metaclass of
extensions with its register. `PromptInvocationContext`, and the converter for it, are not there: an older version.
"""

# ruff: noqa: B024  # classes that are only asked for have nothing to be abstract in

from __future__ import annotations

from abc import ABC, ABCMeta
from typing import Any, ClassVar, NamedTuple, get_args, get_origin

from . import kafka as kafka
from . import warmup as warmup
from .warmup import WarmUpContext as WarmUpContext

__version__ = "1.0"


class Context(ABC):
    pass


class Out(ABC):
    pass


class EventHubEvent(ABC):
    pass


class QueueMessage(ABC):
    pass


class FunctionRegister(ABC):
    pass


class AppHooks(NamedTuple):
    post_function_load_app_level: list[object]
    pre_invocation_app_level: list[object]
    post_invocation_app_level: list[object]


class FuncHooks(NamedTuple):
    post_function_load: list[object]
    pre_invocation: list[object]
    post_invocation: list[object]


class ExtensionMeta(ABCMeta):
    _func_exts: ClassVar[dict[str, FuncHooks]] = {}
    _app_exts: ClassVar[AppHooks | None] = None
    _info: ClassVar[dict[str, Any]] = {}

    @classmethod
    def add_app(cls, name: str) -> None:
        """Register the hooks of an extension of the app, which are its name here."""
        if cls._app_exts is None:
            cls._app_exts = AppHooks([], [], [])
        for hooks in cls._app_exts:
            hooks.append(name)
        cls._info.setdefault("AppExtension", []).append(name)

    @classmethod
    def add_func(cls, function: str, name: str) -> None:
        """Register the hooks of an extension of a function, which are its name here."""
        for hooks in cls._func_exts.setdefault(function.lower(), FuncHooks([], [], [])):
            hooks.append(name)
        cls._info.setdefault("FuncExtension", {}).setdefault(function, []).append(name)

    @classmethod
    def hooks(cls) -> tuple[AppHooks | None, dict[str, FuncHooks]]:
        return cls._app_exts, cls._func_exts

    @classmethod
    def info(cls) -> dict[str, Any]:
        return cls._info


class QueueTriggerConverter:
    """Takes classes only, and fails on all else."""

    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        return issubclass(pytype, QueueMessage)


class QueueConverter:
    """Asks for the class of a value."""

    @classmethod
    def check_output_type_annotation(cls, pytype: Any) -> bool:
        return isinstance(pytype, type) and issubclass(pytype, (str, QueueMessage))

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> str:
        if not isinstance(obj, QueueMessage):
            raise NotImplementedError
        return type(obj).__name__


class EventHubConverter:
    """Looks into ``List[X]`` for X itself, and for no class below it; it serves both directions."""

    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        if get_origin(pytype) is not None:
            return get_origin(pytype) is list and get_args(pytype) == (EventHubEvent,)
        return isinstance(pytype, type) and issubclass(pytype, EventHubEvent)

    @classmethod
    def check_output_type_annotation(cls, pytype: Any) -> bool:
        return cls.check_input_type_annotation(pytype)


class KafkaTriggerConverter(EventHubConverter):
    """Asks for a class that is neither an attribute of the package nor abstract."""

    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        return isinstance(pytype, type) and issubclass(pytype, kafka.KafkaEvent)


class WarmUpTriggerConverter:
    """Asks for a class that is not abstract."""

    @staticmethod
    def check_input_type_annotation(pytype: Any) -> bool:
        return isinstance(pytype, type) and issubclass(pytype, WarmUpContext)


class BlobConverter:
    """Notes what it is asked."""

    asked: ClassVar[list[object]] = []

    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        cls.asked.append(pytype)
        return False


class OtherConverter:
    """Of a binding that this package does not know."""

    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        return False


class Registry:
    converters: ClassVar[dict[str, type]] = {
        "blob": BlobConverter,
        "blobTrigger": BlobConverter,
        "eventHub": EventHubConverter,
        "eventHubTrigger": EventHubConverter,
        "kafkaTrigger": KafkaTriggerConverter,
        "other": OtherConverter,
        "queue": QueueConverter,
        "queueTrigger": QueueTriggerConverter,
        "warmupTrigger": WarmUpTriggerConverter,
    }

    def get(self, name: str) -> type | None:
        return self.converters.get(name)


def get_binding_registry() -> Registry:
    return Registry()
