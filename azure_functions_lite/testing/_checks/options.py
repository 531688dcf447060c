"""Options of bindings: those that a type needs, names of queues and containers, schedules, expressions and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.testing._apps.signature import Finding
from azure_functions_lite.testing._checks.expressions import resolved, settings_in, template_names
from azure_functions_lite.testing._checks.names import container_fault, queue_fault
from azure_functions_lite.testing._checks.rule import Code
from azure_functions_lite.testing._checks.schedules import schedule_fault

_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "queuetrigger": (("queueName",),),
    "queue": (("queueName",),),
    "blobtrigger": (("path",), ("blobPath",)),
    "blob": (("path",), ("blobPath",)),
    "servicebustrigger": (("queueName",), ("topicName", "subscriptionName")),
    "servicebus": (("queueName",), ("topicName",)),
    "eventhubtrigger": (("eventHubName",),),
    "eventhub": (("eventHubName",),),
    "timertrigger": (("schedule",),),
}
"""By type, in lower case: the sets of options of which a row needs one."""

_RESOLVED = (
    *("queueName", "path", "blobPath", "schedule", "topicName", "subscriptionName", "eventHubName", "consumerGroup"),
    *("tableName", "partitionKey", "rowKey", "databaseName", "containerName", "collectionName"),
    *("leaseContainerName", "leaseCollectionName", "topic", "brokerList"),
)
"""Options in which the host puts settings in place of ``%NAME%``."""

_TEMPLATES: dict[str, tuple[str, ...]] = {
    "blobtrigger": ("path", "blobPath"),
    "blob": ("path", "blobPath"),
    "queue": ("queueName",),
    "table": ("tableName", "partitionKey", "rowKey"),
}
"""By type: the options that are templates with names in braces."""

_CONNECTIONS = ("connection", "connectionStringSetting")
_ALWAYS_KNOWN = ("rand-guid", "datetime", "sys", "sys.randguid", "sys.utcnow", "sys.methodname")


def check_options(rows: Sequence[BindingRow], settings: Mapping[str, str]) -> Iterator[Finding]:
    """Find what the host rejects in the options of a function's entries.

    Args:
        rows: The rows.
        settings: Environment variables of the app, by name in lower case; empty if they are unknown.
    """
    is_timed = any(row.type.lower() == "timertrigger" for row in rows)
    for row in rows:
        kind = row.type.lower()
        sets = _NEEDED.get(kind, ((),))
        if not any(all(row.options.get(name) is not None for name in names) for names in sets):
            wanted = ", or ".join(" and ".join(names) for names in sets)
            yield Finding(row.name, "option-missing", f"{row.type} needs {wanted}")
        yield from _check_settings(row, settings)
        yield from _check_values(row, kind, settings)
        yield from _check_templates(row, kind, is_timed=is_timed)


def _check_settings(row: BindingRow, settings: Mapping[str, str]) -> Iterator[Finding]:
    for key, value in row.options.items():
        if key not in _RESOLVED or not isinstance(value, str) or "%" not in value:
            continue
        names = settings_in(value)
        if names is None:
            yield Finding(row.name, "expression", f"{key}: expected percent signs in pairs, got {value!r}")
        elif settings:
            for name in names:
                if name.lower() not in settings:
                    yield Finding(row.name, "setting-missing", f"{key}: the setting {name!r} is missing")
    if not settings:
        return
    for key in _CONNECTIONS:
        given: object = row.options.get(key)
        is_named = isinstance(given, str) and given and "%" not in given and given != "AzureWebJobsStorage"
        if is_named and not is_connected(str(given), settings):
            message = f"{key}: the setting {given!r} is missing, and there are no settings that start with '{given}__'"
            yield Finding(row.name, "setting-missing", message)


def is_connected(name: str, settings: Mapping[str, str]) -> bool:
    """Return whether there is a connection of a name: a setting, a connection string, or a section.

    Args:
        name: What ``connection`` says.
        settings: Environment variables of the app, by name in lower case.
    """
    forms = (name.lower(), f"azurewebjobs{name.lower()}")
    exact = {
        *forms,
        *(f"connectionstrings:{form}" for form in forms),
        *(f"connectionstrings__{form}" for form in forms),
    }
    sections = tuple(f"{form}{separator}" for form in forms for separator in ("__", ":"))
    return any(each in exact or each.startswith(sections) for each in settings)


def _check_values(row: BindingRow, kind: str, settings: Mapping[str, str]) -> Iterator[Finding]:
    """Check what is looked at when the host starts, with the settings in place."""
    if kind == "timertrigger":
        value = _known(row, ("schedule",), settings)
        fault = None if value is None else schedule_fault(value)
        if fault is not None:
            yield Finding(row.name, "schedule", fault)
    elif kind == "queuetrigger":
        value = _known(row, ("queueName",), settings)
        fault = None if value is None else queue_fault(value)
        if fault is not None:
            yield Finding(row.name, "resource-name", f"queueName: {fault}")
    elif kind == "blobtrigger":
        value = _known(row, ("path", "blobPath"), settings)
        fault = None if value is None or template_names(value) is None else container_fault(value)
        if fault is not None:
            yield Finding(row.name, "resource-name", f"path: {fault}")


def _known(row: BindingRow, keys: Sequence[str], settings: Mapping[str, str]) -> str | None:
    """Return the first of some options, with settings filled in; None if it is unknown."""
    value: object = next((row.options[key] for key in keys if row.options.get(key) is not None), None)
    return None if value is None else resolved(str(value), settings)


def _check_templates(row: BindingRow, kind: str, *, is_timed: bool) -> Iterator[Finding]:
    for key in _TEMPLATES.get(kind, ()):
        value: object = row.options.get(key)
        if not isinstance(value, str) or not ("{" in value or "}" in value):
            continue
        names = template_names(value)
        if names is None:
            code: Code = "expression" if row.is_trigger else "expression-call"
            yield Finding(row.name, code, f"{key}: expected names in pairs of braces, got {value!r}")
        elif is_timed:
            for name in names:
                if name.lower() not in _ALWAYS_KNOWN:
                    message = f"{key}: a timer does not deliver {{{name}}}; use a value such as {{DateTime}}"
                    yield Finding(row.name, "expression-call", message)
