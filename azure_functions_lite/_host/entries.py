"""Values of an entry of function.json: by the converter of its type or, without a converter, as in the worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from azure_functions_lite._bindings.replies import decode_as_it_is, encode_as_it_is
from azure_functions_lite._typing import is_mapping
from azure_functions_lite.errors import ArgumentTypeError, DataError, UnsupportedTypeError, describe, excerpt
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, registry

if TYPE_CHECKING:
    from azure_functions_lite.meta import Converter

RETURN = "$return"
"""Name of the binding that takes what a function returns."""


_SPELLINGS = {
    *("name", "type", "direction", "dataType", "cardinality", "authLevel", "methods", "route", "connection"),
    *("schedule", "path", "blobPath", "queueName", "topicName", "subscriptionName", "eventHubName", "consumerGroup"),
    *("tableName", "partitionKey", "rowKey", "databaseName", "containerName", "collectionName", "topic", "brokerList"),
    *("connectionStringSetting", "runOnStartup", "useMonitor", "isSessionsEnabled"),
}
"""Options as they are usually spelled."""
_OPTIONS = {name.lower(): name for name in _SPELLINGS}
_DIRECTIONS = {"0": "in", "1": "out", "2": "inout"}


class BindingRow(NamedTuple):
    """A row of function.json."""

    name: str
    """The parameter that the binding is for, or ``$return``."""
    type: str
    """Type of the binding."""
    direction: str
    """``in``, ``out``, or whatever it says, in lower case."""
    options: Mapping[str, Any]
    """The whole row, by the host's names."""

    @classmethod
    def of(cls, options: object, where: str) -> BindingRow:
        """Read an entry as the host does: keys in any case, a number as a name, and ``in`` without a direction.

        Args:
            options: The row, parsed; one that has been read stays as it is.
            where: Which one it is, for errors.

        Raises:
            ArgumentTypeError: it is not a mapping.
            DataError: its name or type is missing, empty or not text, or its direction is null, empty or a boolean.

        Source: host ``BindingMetadata.cs``, which Newtonsoft.Json fills.
        """
        if isinstance(options, BindingRow):
            return options
        if not is_mapping(options):
            raise ArgumentTypeError(where, expected="a mapping", got=describe(options))
        if not options.keys() <= _SPELLINGS:
            options = {_OPTIONS.get(str(key).lower(), key): value for key, value in options.items()}
        name = _text(options, "name", where, numbers=(int, float))
        direction = _text(options, "direction", where, "in", numbers=(int,)).strip().lower()
        return cls(name, _text(options, "type", where), _DIRECTIONS.get(direction, direction), options)

    @property
    def is_trigger(self) -> bool:
        """Whether it is what calls the function."""
        return self.type.lower().endswith("trigger")

    @property
    def is_batch(self) -> bool:
        """Whether the function is called with a list of messages."""
        return str(self.options.get("cardinality")).lower() == "many"

    @property
    def data_type(self) -> str | None:
        """``string``, ``binary`` or ``stream``, in lower case, if the row says which."""
        given: object = self.options.get("dataType")
        return given.lower() if isinstance(given, str) else None

    @property
    def converter(self) -> Converter | None:
        """The converter of its type; None if values stay as they are."""
        return registry.get(self.type)


def _text(
    options: Mapping[str, Any], key: str, where: str, default: str | None = None, *, numbers: tuple[type, ...] = ()
) -> str:
    """Return an option that is text, or a number that becomes text."""
    given: object = options.get(key, default)
    if type(given) in numbers:
        return str(given)
    if not isinstance(given, str) or not given:
        raise DataError(where, expected=f"text for {key!r}", got="none" if given is None else excerpt(given))
    return given


def has_implicit_output(binding_type: str) -> bool:
    """Return whether a return value goes to a binding of this type without a row for it.

    Types without a converter are among them: so it is in the worker, whose generic converter says so.
    """
    converter = registry.get(binding_type)
    return converter is None or bool(getattr(converter, "has_implicit_output", bool)())


def decode_input(row: BindingRow, datum: Datum | None, metadata: Metadata, *, is_plain: bool = False) -> Any:
    """Return what the function receives.

    Args:
        row: The row.
        datum: What the host sends for it.
        metadata: The trigger metadata.
        is_plain: Whether the parameter is annotated ``str`` or ``bytes``, which bypasses the converter.

    Raises:
        UnsupportedTypeError: the converter does not accept such a Datum, or nothing comes in through this type.
        DataError: it is malformed.
    """
    converter = None if is_plain else row.converter
    if converter is None:
        return decode_as_it_is(datum, row.type)
    if not issubclass(converter, InConverter):
        where = f"cannot decode {row.type}"
        raise UnsupportedTypeError(where, expected="a binding for inputs", got="one for outputs only")
    return converter.decode(
        # The converters of this package accept None as well.
        cast("Datum", datum),
        trigger_metadata=metadata if converter.has_trigger_support() else {},
    )


def encode_output(row: BindingRow, value: object, *, is_plain: bool = False) -> Datum:
    """Return the Datum for what the function returned or set.

    Args:
        row: The row; its direction does not matter, as some triggers take an answer.
        value: The value.
        is_plain: Whether the parameter is annotated ``Out[str]`` or ``Out[bytes]``, which bypasses the converter.

    Raises:
        UnsupportedTypeError: the converter does not accept such a value, or nothing goes out through this type.
        FunctionsError: as the converter says.
    """
    converter = None if is_plain else row.converter
    if converter is None:
        return encode_as_it_is(value, row.type)
    if not issubclass(converter, OutConverter):
        where = f"cannot encode {row.type}"
        raise UnsupportedTypeError(where, expected="a binding for outputs", got="one for inputs only")
    return converter.encode(value, expected_type=None)
