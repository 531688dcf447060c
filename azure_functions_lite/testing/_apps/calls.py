"""One call of a function: its arguments from inputs, and what goes to the host from its outputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from azure_functions_lite._bindings.values import Value
from azure_functions_lite._host.entries import RETURN, BindingRow, decode_input, encode_output
from azure_functions_lite._typing import is_array, is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.context import Out
from azure_functions_lite.decorators.constants import DURABLE_CLIENT, HTTP_OUTPUT, HTTP_TRIGGER
from azure_functions_lite.errors import AppError, ArgumentTypeError, UnsupportedTypeError, describe
from azure_functions_lite.meta import Datum, InConverter, Metadata, is_datum
from azure_functions_lite.testing._apps.signature import Port, Signature, stranger, streams_http
from azure_functions_lite.testing.payloads import raw

if TYPE_CHECKING:
    from azure_functions_lite.meta import Converter


class Result(NamedTuple):
    """What a call of a function has brought."""

    return_value: Any
    """What the function returned."""
    outputs: dict[str, Any]
    """What it has set, by the name of the output; an output that it has not set is not there."""
    wire: dict[str, Datum]
    """What the host receives, by the name of the binding; ``$return`` is that of the return value."""


def bind(function: str, signature: Signature, inputs: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments of a call.

    Args:
        function: Name of the function, for errors.
        signature: Its inputs and outputs.
        inputs: An object, a plain value or a raw payload for each input, and perhaps a context.

    Raises:
        ArgumentTypeError: an input is missing, unknown, or not what its binding delivers.
        FunctionsError: as the converter of a binding says.
    """
    arguments: dict[str, Any] = {}
    for name, port in signature.inputs.items():
        if name in inputs:
            arguments[name] = _receive(function, port, inputs[name])
        elif port.row.type in _SAYS_ALL:
            arguments[name] = decode_input(port.row, None, {})
        else:
            missing = f"the input {name!r} ({port.row.type}) is missing"
            raise ArgumentTypeError(f"cannot invoke {function!r}: {missing}, got {_named(inputs)}")
    if signature.takes_context and "context" in inputs:
        arguments["context"] = inputs["context"]
    if unknown := inputs.keys() - arguments.keys():
        expected = f"inputs among {_named(arguments)}"
        raise ArgumentTypeError(f"cannot invoke {function!r}", expected=expected, got=_named(sorted(unknown)))
    for name in signature.outputs:
        arguments[name] = Out[Any]()
    return arguments


_SAYS_ALL = ("timerTrigger", "warmupTrigger")
"""Triggers that say it all by firing."""


def _named(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names)) or "none"


def _receive(function: str, port: Port, value: object) -> object:
    row = port.row
    # A mock has every attribute, so that of a Datum has to say something.
    if is_datum(value) and type(value.type) in (str, NoneType):
        return decode_input(row, value, {}, is_plain=port.is_plain)
    if isinstance(value, tuple):
        datum, metadata = _raw_payload(function, row, cast("tuple[object, ...]", value))
        return decode_input(row, datum, metadata, is_plain=port.is_plain)
    if _is_client(port, value):
        return value
    if row.is_batch and not is_array(value):
        # The host calls it with a list, even for one.
        value = [value]
    converter = row.converter
    if port.is_plain or converter is None:
        # As the host sends it, if that is known.
        is_raw = isinstance(value, (str, bytes, NoneType)) or not (port.is_plain or _is_plain(value))
        return value if is_raw else decode_input(row, *raw(value), is_plain=True)
    if _is_plain(value):
        try:
            return decode_input(row, _datum_of(row, value), {})
        except UnsupportedTypeError as error:
            raise _refused(function, row, value) from error
    # Not only by `isinstance`: a mock may say that it is a list, and yet have no items.
    is_list = issubclass(type(value), list)
    items: list[object] = value if is_list and is_array(value) else [value]
    values = [item for item in items if isinstance(item, Value)]
    if values and not (len(values) == len(items) and all(_delivers(converter, item) for item in values)):
        raise _refused(function, row, value)
    # What the binding delivers, or a mock of it.
    return value


def past_client(function: Callable[..., Any], signature: Signature, arguments: Mapping[str, Any]) -> Callable[..., Any]:
    """Return what takes the arguments: with a client of Durable Functions among them, the function as it is written.

    The decorator of azure-functions-durable puts a coroutine function around it, which makes a client of the host's
    text, and keeps the function in an attribute of that.
    """
    is_given = any(_is_client(port, arguments[name]) for name, port in signature.inputs.items())
    return getattr(function, "client_function", function) if is_given else function


def _is_client(port: Port, value: object) -> bool:
    """Return whether a value is a client, or a mock of one, and not what the host sends."""
    return port.row.type == DURABLE_CLIENT and not _is_plain(value)


def _delivers(converter: Converter, value: Value) -> bool:
    # The class that a mock says it has, if it is one.
    kind = value.__class__
    known = _DELIVERED.setdefault(kind, {})
    if converter not in known:
        known[converter] = issubclass(converter, InConverter) and bool(converter.check_input_type_annotation(kind))
    return known[converter]


_DELIVERED: WeakKeyDictionary[type[Value], dict[Converter, bool]] = WeakKeyDictionary()
"""What converters say about a class; asking them takes longer than most functions do."""


def _raw_payload(function: str, row: BindingRow, value: tuple[object, ...]) -> tuple[Datum, Metadata]:
    match value:
        case (datum, metadata) if is_datum(datum) and is_mapping(metadata):
            return datum, metadata
        case _:
            where = f"cannot pass the input {row.name!r} of {function!r}"
            raise ArgumentTypeError(where, expected="a Datum and its metadata in the tuple", got=describe(value))


def _refused(function: str, row: BindingRow, value: object) -> ArgumentTypeError:
    where = f"cannot pass the input {row.name!r} of {function!r}"
    expected = f"what {row.type} delivers, or what the host sends for it"
    if row.type == HTTP_TRIGGER:
        # It does not have a plain form.
        expected = "an HttpRequest, as azure_functions_lite.testing.http_request makes it"
    return ArgumentTypeError(where, expected=expected, got=describe(value))


_PLAIN = {str, bytes, bytearray, int, float, bool, dict, NoneType}


def _is_plain(value: object) -> bool:
    """Return whether a value is what the host might send, and not an object that a converter made from it."""
    if is_array(value):
        return type(value) is list and {*map(type, value)} <= {*_PLAIN, list}
    return type(value) in _PLAIN


def _datum_of(row: BindingRow, value: object) -> Datum | None:
    if value is None:
        return None
    if not row.is_batch or not is_array(value):
        return raw(value)[0]
    where = f"cannot send an item of {row.name!r}"
    items = [item if isinstance(item, _TEXT_OR_BYTES) else json.dumps(item, where) for item in value]
    if all(isinstance(item, str) for item in items):
        return Datum(SimpleNamespace(string=items), "collection_string")
    return Datum(SimpleNamespace(bytes=[utf8(item, row.name) for item in items]), "collection_bytes")


_TEXT_OR_BYTES = (str, bytes, bytearray)


def collect(function: str, signature: Signature, returned: object, arguments: Mapping[str, Any]) -> Result:
    """Return the result of a call.

    Raises:
        AppError: it returned a value, but has no binding for it.
        FunctionsError: a value cannot be encoded, as the converter of its binding says.
    """
    row = signature.returned
    if returned is not None and row is None:
        raise AppError(f"{function!r} returned {describe(returned)}, but has no binding named $return")
    outputs: dict[str, Any] = {}
    wire: dict[str, Datum] = {}
    for name, (output, is_plain) in signature.outputs.items():
        value: object = arguments[name].get()
        if value is not None:
            outputs[name] = value
            wire[name] = _encode(output, value, is_plain=is_plain)
    # With an extension for HTTP streams, responses go back past the converters.
    if row is not None and not (row.type == HTTP_OUTPUT and streams_http()):
        datum = _encode(row, returned)
        if datum.type is not None:
            wire[RETURN] = datum
    return Result(returned, outputs, wire)


def _encode(row: BindingRow, value: object, *, is_plain: bool = False) -> Datum:
    try:
        return encode_output(row, value, is_plain=is_plain)
    except UnsupportedTypeError as error:
        hint = stranger(type(value))
        if not hint:
            raise
        datum = _encode_officially(row, value)
        if datum is not None:
            return datum
        raise UnsupportedTypeError(error.where, expected=error.expected, got=f"{error.got}{hint}") from error


def _encode_officially(row: BindingRow, value: object) -> Datum | None:
    """Let the official SDK encode its own object, as in the worker; None if it cannot."""
    registry = getattr(sys.modules.get("azure.functions"), "get_binding_registry", None)
    converter = registry and registry().get(row.type)
    return converter and _own(converter.encode(value, expected_type=None))


def _own(datum: Any) -> Datum:
    """Return a Datum of the official SDK as one of this package."""
    value = datum.value
    if datum.type == "http":
        headers = {name: _own(header) for name, header in value["headers"].items()}
        value = {**value, "status_code": _own(value["status_code"]), "headers": headers, "body": _own(value["body"])}
    return Datum(value, datum.type)
