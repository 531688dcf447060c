"""Datum and converters, the two ideas of every binding, and the registry that finds them.

The host passes a function's input to the worker as a `Datum` with trigger metadata. An `InConverter` turns these into
the object that the function receives. An `OutConverter` turns what the function returns or sets into a Datum.
"""

from __future__ import annotations

import abc
import typing
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard, cast

from azure_functions_lite._typing import is_iterable_type_annotation
from azure_functions_lite._wire import json
from azure_functions_lite.errors import (
    ArgumentTypeError,
    DataError,
    RegistrationError,
    UnsupportedTypeError,
    describe,
    excerpt,
)

__all__ = [
    "Datum",
    "InConverter",
    "Metadata",
    "OutConverter",
    "get_binding_registry",
    "is_iterable_type_annotation",
    "register_converter",
]


class Datum:
    """A raw value and the name of its type, as host and worker exchange it.

    Args:
        value: ``str`` for ``"string"`` and ``"json"`` (JSON *text*), ``bytes`` for ``"bytes"``, ``int``, ``float`` for
            ``"double"``, a dict for ``"http"``; for ``"collection_bytes"``, ``_string``, ``_sint64`` and ``_double`` an
            object with the values in its attribute ``bytes``, ``string``, ``sint64`` or ``double``.
        type: The name of the type; None means that there is no value.

    The worker has its own Datum class, so converters read `value` and `type` and never check the class.

    Source: `azure.functions.meta`.
    """

    __slots__ = ("type", "value")

    def __init__(self, value: Any, type: str | None) -> None:
        self.value: Any = value
        self.type: str | None = type

    @property
    def python_value(self) -> Any:
        """The value as Python has it: JSON parsed, a collection as a list.

        Raises:
            DataError: a ``"json"`` value is not JSON, or a collection's value is not a collection.
        """
        return unpack(self)

    @property
    def python_type(self) -> type[Any]:
        """The class of `python_value`."""
        value: object = self.python_value
        return type(value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Datum):
            return NotImplemented
        return bool(self.value == other.value) and self.type == other.type

    def __hash__(self) -> int:
        return hash((type(self), self.value, self.type))

    def __repr__(self) -> str:
        value = excerpt(self.value)
        return f"<Datum {self.type} {value if len(value) <= 10 else value[:10] + '...'}>"


Metadata = Mapping[str, "Datum | None"]
"""Trigger metadata: what the host sent with the trigger's Datum, under its names (``"DequeueCount"``)."""

COLLECTIONS = {
    "collection_string": "string",
    "collection_bytes": "bytes",
    "collection_sint64": "sint64",
    "collection_double": "double",
}
"""Type of a Datum with several values -> the attribute that has them."""


def unpack(datum: Datum) -> Any:
    """Return the value of `Datum.python_value`, for a Datum of any class."""
    kind = datum.type
    if kind is None or datum.value is None:
        return None
    if kind == "json":
        return json.loads(datum.value, "cannot read a json Datum")
    if kind in COLLECTIONS:
        try:
            return list(getattr(datum.value, COLLECTIONS[kind]))
        except (AttributeError, TypeError) as error:
            expected = f"an object with an iterable attribute {COLLECTIONS[kind]!r}"
            raise DataError(f"cannot read a {kind} Datum", expected=expected, got=describe(datum.value)) from error
    return datum.value


def is_datum(value: object) -> TypeGuard[Datum]:
    """Return whether `value` has the attributes of a Datum; the worker has its own class."""
    return hasattr(value, "type") and hasattr(value, "value")


class _Converter:
    """What both kinds of converter share: registration by class keywords."""

    _binding: str | None = None
    _trigger: str | bool | None = None

    def __init_subclass__(cls, *, binding: str | None = None, trigger: str | bool | None = None) -> None:
        """Register a converter class.

        Args:
            binding: The binding type it serves; None for a base class that serves none itself.
            trigger: The trigger type it serves as well, or True if `binding` itself is a trigger.

        Raises:
            RegistrationError: one of the two has another converter already.
        """
        super().__init_subclass__()
        if binding is None:
            return
        cls._binding = binding
        cls._trigger = trigger
        names = [name for name in (binding, trigger) if isinstance(name, str)]
        registry.register(cast(Converter, cls), names)

    @classmethod
    def has_trigger_support(cls) -> bool:
        """Return whether the worker passes trigger metadata to `decode`."""
        return bool(cls._trigger)


class InConverter(_Converter, abc.ABC):
    """Turns a Datum into what a function receives. Subclass it with ``binding=`` for your own binding."""

    @classmethod
    @abc.abstractmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        """Return whether a parameter annotated `pytype` can receive what `decode` returns. Never raise."""

    @classmethod
    @abc.abstractmethod
    def decode(cls, data: Datum, *, trigger_metadata: Mapping[str, Any]) -> Any:
        """Return the object that the function receives.

        Raises:
            UnsupportedTypeError: `data` has a type that this binding does not accept.
            DataError: `data` or `trigger_metadata` is malformed.
        """

    @classmethod
    def has_implicit_output(cls) -> bool:
        """Return whether the function's return value goes to this binding without an out binding."""
        return False


class OutConverter(_Converter, abc.ABC):
    """Turns what a function returns or sets into a Datum. Subclass it with ``binding=`` for your own binding."""

    @classmethod
    @abc.abstractmethod
    def check_output_type_annotation(cls, pytype: Any) -> bool:
        """Return whether `encode` accepts the values of an output annotated `pytype`. Never raise."""

    @classmethod
    @abc.abstractmethod
    def encode(cls, obj: Any, *, expected_type: type | None) -> Datum:
        """Return the Datum for the host.

        Raises:
            UnsupportedTypeError: `obj` has a type that this binding does not accept.
            DataError: `obj` holds something that cannot be sent.
        """


class ReturningConverter(InConverter, OutConverter):
    """Base for triggers that receive any return value of the function, without an output binding."""

    @classmethod
    def check_output_type_annotation(cls, pytype: Any) -> bool:
        return True

    @classmethod
    def has_implicit_output(cls) -> bool:
        return True


_PACKAGE = "azure_functions_lite"

BUILT_IN = {
    "activityTrigger": ("durable_functions", "ActivityTriggerConverter"),
    "blob": ("blob", "BlobInputConverter"),
    "blobTrigger": ("blob", "BlobConverter"),
    "connectorTrigger": ("connectors", "ConnectorTriggerConverter"),
    "cosmosDB": ("cosmosdb", "CosmosDBConverter"),
    "cosmosDBTrigger": ("cosmosdb", "CosmosDBTriggerConverter"),
    "durableClient": ("durable_functions", "DurableClientConverter"),
    "entityTrigger": ("durable_functions", "EnitityTriggerConverter"),
    "eventGrid": ("eventgrid", "EventGridEventOutConverter"),
    "eventGridTrigger": ("eventgrid", "EventGridEventInConverter"),
    "eventHub": ("eventhub", "EventHubConverter"),
    "eventHubTrigger": ("eventhub", "EventHubTriggerConverter"),
    "http": ("http", "HttpResponseConverter"),
    "httpTrigger": ("http", "HttpRequestConverter"),
    "kafka": ("kafka", "KafkaConverter"),
    "kafkaTrigger": ("kafka", "KafkaTriggerConverter"),
    "mcpPromptTrigger": ("mcp", "_MCPPromptTriggerConverter"),
    "mcpResourceTrigger": ("mcp", "MCPResourceTriggerConverter"),
    "mcpToolTrigger": ("mcp", "_MCPToolTriggerConverter"),
    "mysql": ("mysql", "MySqlConverter"),
    "mysqlTrigger": ("mysql", "MySqlTriggerConverter"),
    "orchestrationTrigger": ("durable_functions", "OrchestrationTriggerConverter"),
    "queue": ("queue", "QueueMessageOutConverter"),
    "queueTrigger": ("queue", "QueueMessageInConverter"),
    "serviceBus": ("servicebus", "ServiceBusMessageOutConverter"),
    "serviceBusTrigger": ("servicebus", "ServiceBusMessageInConverter"),
    "sql": ("sql", "SqlConverter"),
    "timerTrigger": ("timer", "TimerRequestConverter"),
    "warmupTrigger": ("warmup", "WarmUpTriggerConverter"),
}
"""Binding type -> the module of this package, and the converter in it."""


Converter = type[InConverter | OutConverter]


class BindingRegistry:
    """The converters by binding type; see `azure_functions_lite.get_binding_registry`."""

    def __init__(self) -> None:
        self._converters: dict[str, Converter] = {}

    def get(self, binding_type: object) -> Converter | None:
        """Return the converter class for a binding type of function.json, None if there is none."""
        if not isinstance(binding_type, str):
            return None
        if binding_type not in self._converters and binding_type in BUILT_IN:
            from importlib import import_module

            module, name = BUILT_IN[binding_type]
            self._converters[binding_type] = getattr(import_module(f"{_PACKAGE}.{module}"), name)
        return self._converters.get(binding_type)

    def register(self, converter: Converter, binding_types: Iterable[str], *, overwrite: bool = False) -> None:
        """Register a converter for each of `binding_types`, or for none of them.

        A class that is defined again, as when its module is reloaded, replaces the previous one.

        Raises:
            RegistrationError: one of them has another converter, and `overwrite` is false.
        """
        # Converters register while their module is imported. Importing another module here would deadlock if a second
        # thread imported the two in the other order. So the table answers for what is not loaded yet.
        identity = _identity(converter)
        names = tuple(binding_types)
        for name in names:
            holder = self.holder(name)
            if not overwrite and identity not in (_built_in(name), holder or identity):
                raise RegistrationError(f"cannot register {identity}: binding {name!r} already has {holder}")
        for name in names:
            if overwrite or identity != _built_in(name):
                self._converters[name] = converter
            elif identity == self.holder(name):
                # `get` finds it by the table, and not before its module is complete.
                self._converters.pop(name, None)

    def holder(self, binding_type: str) -> str | None:
        """Return module and name of the converter for a binding type, or None, without importing it."""
        present = self._converters.get(binding_type)
        return _built_in(binding_type) if present is None else _identity(present)


def _identity(converter: Converter) -> str:
    return f"{converter.__module__}.{converter.__qualname__}"


def _built_in(binding_type: str) -> str | None:
    return ".".join((_PACKAGE, *BUILT_IN[binding_type])) if binding_type in BUILT_IN else None


registry: BindingRegistry = BindingRegistry()


# The durable extension has its own converters for these bindings only.
_REPLACEABLE = ("activityTrigger", "durableClient", "entityTrigger", "orchestrationTrigger")


def get_binding_registry() -> BindingRegistry:
    """Return the registry: ``get_binding_registry().get("queueTrigger")`` is a converter class, or None."""
    return registry


def register_converter(binding_name: str, converter_cls: type[object], *, overwrite: bool = False) -> None:
    """Register the converter of a durable binding.

    Args:
        binding_name: ``orchestrationTrigger``, ``entityTrigger``, ``activityTrigger`` or ``durableClient``.
        converter_cls: A subclass of `InConverter`, `OutConverter` or both.
        overwrite: Whether it may replace another converter.

    Raises:
        ArgumentTypeError: `converter_cls` is not a converter class.
        DataError: `binding_name` is not one of the four.
        RegistrationError: the binding already has a converter, and `overwrite` is false.

    Source: `azure.functions` 2.3.0, ``meta.register_converter``.
    """
    where = f"cannot register a converter for binding {binding_name!r}"
    if not _is_converter(converter_cls):
        raise ArgumentTypeError(where, expected="a subclass of InConverter or OutConverter", got=repr(converter_cls))
    if binding_name not in _REPLACEABLE:
        raise DataError(where, expected=f"one of {', '.join(_REPLACEABLE)}", got=repr(binding_name))
    if not overwrite and registry.holder(binding_name) is not None:
        raise RegistrationError(f"binding {binding_name!r} already has a converter: pass overwrite=True to replace it")
    registry.register(converter_cls, [binding_name], overwrite=True)


def _is_converter(value: object) -> TypeGuard[Converter]:
    # Python 3.10 treats list[int] as a class, and then fails on it.
    is_generic = typing.get_origin(value) is not None
    return isinstance(value, type) and not is_generic and issubclass(value, (InConverter, OutConverter))


def unsupported_datum(data: Datum | None, binding: str, expected: str) -> UnsupportedTypeError:
    """Return the error for a Datum with a type that `binding` does not accept."""
    got = "no Datum" if data is None else f"type {data.type!r}"
    return UnsupportedTypeError(f"cannot decode {binding}", expected=f"a Datum of type {expected}", got=got)


def unsupported_value(obj: object, binding: str, expected: str) -> UnsupportedTypeError:
    """Return the error for a value that `binding` cannot send."""
    return UnsupportedTypeError(f"cannot encode {binding}", expected=expected, got=describe(obj))
