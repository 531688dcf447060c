"""The rows of a function: triggers, names, types, directions and words that the host knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from azure_functions_lite._host.entries import RETURN, BindingRow
from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.decorators import constants
from azure_functions_lite.decorators.constants import BLOB, HTTP_OUTPUT, HTTP_TRIGGER
from azure_functions_lite.errors import excerpt
from azure_functions_lite.meta import InConverter, OutConverter
from azure_functions_lite.testing._apps.signature import Finding
from azure_functions_lite.testing._checks.names import binding_name_fault

BUILT_IN = frozenset({"http", "httptrigger", "timertrigger", "warmuptrigger", "manualtrigger"})
"""Types that need no extension, in lower case."""

_OTHERS = """
    authEventTrigger authenticationEventsTrigger azureMobileServices fluentEvents genericTrigger manualTrigger mySql
    mySqlTrigger notificationHub rabbitMQ rabbitMQTrigger redis redisListTrigger redisPubSubTrigger redisStreamTrigger
    salesforce sendGrid signalR signalRConnectionInfo signalREndpoints signalRNegotiation signalRTrigger token twilioSms
    webPubSub webPubSubConnection webPubSubContext webPubSubTrigger socketIO socketIONegotiation socketIOTrigger
    kustoTrigger kusto iotHub iotHubTrigger slackOutput assistantQuery cosmosDBMongo cosmosDBMongoTrigger
    eventGridTrigger apiHubFile apiHubFileTrigger apiHubTable documentDB documentDBTrigger bot excel graphWebhook
    graphWebhookSubscription graphWebhookTrigger oneDrive outlook teams teamsTrigger dataverse easyAuth
    openAIAssistant orchestrationClient
"""
"""Types of extensions that this package has no decorators for."""

_KNOWN = {
    name.lower(): name
    for name in (*_OTHERS.split(), *(value for key, value in vars(constants).items() if key.isupper()))
}


def known_type(binding_type: str) -> str | None:
    """Return a type of binding as the worker spells it; None for one that no known extension has."""
    return _KNOWN.get(binding_type.lower())


def check_rows(rows: Sequence[BindingRow]) -> Iterator[Finding]:
    """Find what the host rejects in the entries of a function, whatever its code does."""
    triggers = [row.name for row in rows if row.is_trigger]
    if not triggers:
        yield Finding(None, "no-trigger", "the function has no trigger")
    if len(triggers) > 1:
        yield Finding(None, "several-triggers", f"the function has {len(triggers)} triggers: {', '.join(triggers)}")
    known = dict[str, str]()
    for row in rows:
        other = known.setdefault(row.name.lower(), row.name)
        if other is not row.name:
            clash = "" if other == row.name else f": the host compares it with {other!r} without case"
            yield Finding(row.name, "duplicate-binding", f"duplicate binding name {row.name!r}{clash}")
        fault = binding_name_fault(row.name)
        if fault is not None:
            is_older, message = fault
            yield Finding(row.name, "binding-name-underscore" if is_older else "binding-name", message)
        yield from _check_type(row)
        yield from _check_direction(row)
        yield from _check_options(row)


def _check_type(row: BindingRow) -> Iterator[Finding]:
    known = known_type(row.type)
    if known is None and row.converter is None:
        yield Finding(row.name, "binding-type", f"expected a type that an extension has, got {row.type!r}")
    elif known == HTTP_TRIGGER != row.type:
        message = f"expected the type {known!r}, which the worker compares exactly, got {row.type!r}"
        yield Finding(row.name, "type-case", message)


_CHOICES = {
    "dataType": ("undefined", "string", "binary", "stream"),
    "authLevel": ("anonymous", "function", "admin", "system", "user"),
    "cardinality": ("one", "many"),
}
"""Options of a row that are the same wherever they occur, and what the host takes for them, in any case."""


def _check_options(row: BindingRow) -> Iterator[Finding]:
    for key, choices in _CHOICES.items():
        given: Any = row.options.get(key)
        is_word = isinstance(given, str) and given != ""
        if (is_word and given.strip().lower() not in choices) or type(given) in (bool, list, dict):
            yield Finding(row.name, "option", f"{key}: expected one of {', '.join(choices)}, got {excerpt(given)}")
    methods: object = row.options.get("methods")
    if row.type.lower() == "httptrigger":
        if methods is not None and not is_array(methods):
            yield Finding(row.name, "option", f"methods: expected an array, got {excerpt(methods)}")
        elif methods == []:
            yield Finding(row.name, "no-methods", "methods is an empty list: leave it out for all methods")
    connection: object = row.options.get("connection")
    if is_array(connection) or is_object(connection):
        yield Finding(row.name, "option", f"connection: expected the name of a setting, got {excerpt(connection)}")


def _check_direction(row: BindingRow) -> Iterator[Finding]:
    direction = row.direction
    if row.name == RETURN and direction != "out":
        yield Finding(RETURN, "return-direction", f"expected the direction 'out', got {direction!r}")
    elif direction == "inout":
        yield Finding(
            row.name, "direction", "expected the direction 'in' or 'out', got 'inout', which the worker rejects"
        )
    elif direction not in ("in", "out"):
        yield Finding(row.name, "direction", f"expected the direction 'in' or 'out', got {direction!r}")
    elif row.is_trigger and direction == "out":
        yield Finding(row.name, "direction", f"expected the direction 'in', as {row.type} is a trigger, got 'out'")
    elif row.type.lower() == HTTP_OUTPUT and direction == "in":
        yield Finding(row.name, "direction", f"expected the direction 'out', the only one of http, got {direction!r}")
    elif row.converter is not None:
        side: type = OutConverter if direction == "out" else InConverter
        if not issubclass(row.converter, side):
            other = "in" if direction == "out" else "out"
            message = f"expected the direction {other!r}, the only one of {row.type}, got {direction!r}"
            yield Finding(row.name, "direction", message)
        elif row.type == BLOB and str(row.options.get("direction")).strip().lower() not in ("in", "out"):
            message = "expected the direction of a blob as a word, 'in' or 'out', got "
            given: object = row.options.get("direction")
            yield Finding(row.name, "blob-direction", message + ("none" if given is None else excerpt(given)))
