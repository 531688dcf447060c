"""Options of bindings that the host rejects, by the tables of which options it reads how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path

import pytest

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.testing._checks.options import check_options, is_connected
from azure_functions_lite.testing.apps import load_app

OTHER_SETTINGS = {"other": "x"}
TIMER = BindingRow("timer", "timerTrigger", "in", {"schedule": "0 0 3 * * *"})


def found(type: str, options: Mapping[str, object], settings: Mapping[str, str], *others: BindingRow) -> list[str]:
    """The code and the message of each problem."""
    findings = check_options([*others, BindingRow("it", type, "in", options)], settings)
    return [f"{each.code}: {each.message}" for each in findings]


@pytest.mark.parametrize(
    ("type", "sets"),
    [
        ("queueTrigger", [["queueName"]]),
        ("queue", [["queueName"]]),
        ("blobTrigger", [["path"], ["blobPath"]]),
        ("blob", [["path"], ["blobPath"]]),
        ("serviceBusTrigger", [["queueName"], ["topicName", "subscriptionName"]]),
        ("serviceBus", [["queueName"], ["topicName"]]),
        ("eventHubTrigger", [["eventHubName"]]),
        ("eventHub", [["eventHubName"]]),
    ],
)
def test_options_that_a_type_needs(type: str, sets: list[list[str]]) -> None:
    wanted = ", or ".join(" and ".join(names) for names in sets)
    missing = [f"option-missing: {type} needs {wanted}"]
    assert found(type, {}, {}) == found(type, dict.fromkeys(chain(*sets)), {}) == missing
    for names in sets:
        assert found(type, dict.fromkeys(names, "orders"), {}) == []
        for name in names[1:] and names:
            assert found(type, {name: "orders"}, {}) == missing


def test_a_timer_needs_a_schedule() -> None:
    assert found("timerTrigger", {}, {}) == ["option-missing: timerTrigger needs schedule"]


@pytest.mark.parametrize(
    "name",
    [
        *("queueName", "path", "blobPath", "schedule", "topicName", "subscriptionName", "eventHubName"),
        *("consumerGroup", "tableName", "partitionKey", "rowKey", "databaseName", "containerName", "collectionName"),
        *("leaseContainerName", "leaseCollectionName", "topic", "brokerList"),
    ],
)
def test_options_with_settings_in_them(name: str) -> None:
    missing = [f"setting-missing: {name}: the setting 'Place' is missing"]
    assert found("some", {name: "a-%Place%"}, OTHER_SETTINGS) == missing
    assert found("some", {name: "a-%Place%"}, {"place": "b"}) == []
    odd = [f"expression: {name}: expected percent signs in pairs, got '100%'"]
    assert found("some", {name: "100%"}, OTHER_SETTINGS) == found("some", {name: "100%"}, {}) == odd


@pytest.mark.parametrize("options", [{"sqlQuery": "LIKE 'a%'"}, {"queueName": 7}, {"queueName": "a"}], ids=repr)
def test_options_without_settings_in_them(options: dict[str, object]) -> None:
    assert found("some", options, OTHER_SETTINGS) == []


def test_settings_that_are_unknown() -> None:
    assert found("some", {"queueName": "%Place%", "connection": "Shop"}, {}) == []


@pytest.mark.parametrize("name", ["connection", "connectionStringSetting"])
def test_connections(name: str) -> None:
    assert found("some", {name: "Shop"}, OTHER_SETTINGS) == [
        f"setting-missing: {name}: the setting 'Shop' is missing, and there are no settings that start with 'Shop__'"
    ]
    for given in ("Other", "", None, 7, "%Shop%", "AzureWebJobsStorage"):
        assert found("some", {name: given}, OTHER_SETTINGS) == []


@pytest.mark.parametrize("prefix", ["", "azurewebjobs"])
@pytest.mark.parametrize(
    "form", ["{}", "connectionstrings:{}", "connectionstrings__{}", "{}__queueServiceUri", "{}:queueServiceUri"]
)
def test_forms_of_a_connection(prefix: str, form: str) -> None:
    assert is_connected("Shop", {"other": "x", form.format(f"{prefix}shop"): "y"})


@pytest.mark.parametrize(
    "name", ["shops", "myshop", "shop_uri", "connectionstrings-shop", "connectionstrings:shop__uri"]
)
def test_what_is_not_a_form_of_a_connection(name: str) -> None:
    assert not is_connected("Shop", {name: "x"})


@pytest.mark.parametrize(
    ("type", "name", "code"),
    [
        ("blobTrigger", "path", "expression"),
        ("blobTrigger", "blobPath", "expression"),
        ("blob", "path", "expression-call"),
        ("blob", "blobPath", "expression-call"),
        ("queue", "queueName", "expression-call"),
        ("table", "tableName", "expression-call"),
        ("table", "partitionKey", "expression-call"),
        ("table", "rowKey", "expression-call"),
    ],
)
def test_templates(type: str, name: str, code: str) -> None:
    for given in ("orders/{", "orders/}"):
        wrong = f"{code}: {name}: expected names in pairs of braces, got {given!r}"
        assert found(type, {name: given}, {}) == [wrong]
    assert found(type, {name: "orders/{id}"}, {}) == []
    message = f"{name}: a timer does not deliver {{id}}; use a value such as {{DateTime}}"
    assert found(type, {name: "orders/{DateTime}-{id}"}, {}, TIMER) == [f"expression-call: {message}"]


@pytest.mark.parametrize("name", ["rand-guid", "DateTime:yyyy", "sys", "sys.RandGuid", "sys.UtcNow", "sys.MethodName"])
def test_what_is_always_delivered(name: str) -> None:
    assert found("blob", {"path": f"orders/{{{name}}}"}, {}, TIMER) == []


@pytest.mark.parametrize("options", [{"queueName": "{id"}, {"path": "orders"}, {"queueName": 7}], ids=repr)
def test_options_that_are_not_templates(options: dict[str, object]) -> None:
    assert [each for each in found("serviceBus", options, {}, TIMER) if "expression" in each] == []
    assert found("table", {"rowKey": 7}, {}, TIMER) == []


@pytest.mark.parametrize(
    ("type", "name", "value", "wrong"),
    [
        ("timerTrigger", "schedule", "0 0 3 * * *", "never"),
        ("queueTrigger", "queueName", "orders", "or_ders"),
        ("blobTrigger", "path", "orders/{id}", "or_ders/id"),
        ("blobTrigger", "blobPath", "orders/{id}", "or_ders/id"),
    ],
)
def test_values_that_the_host_reads_when_it_starts(type: str, name: str, value: str, wrong: str) -> None:
    code, said = ("schedule", "") if name == "schedule" else ("resource-name", f"{name.replace('blobPath', 'path')}: ")
    assert found(type, {name: value}, {}) == []
    [problem] = found(type, {name: wrong}, {})
    assert problem.startswith(f"{code}: {said}expected ")
    assert found(type, {name: "%Value%"}, {"value": value}) == []
    assert found(type, {name: "%Value%"}, {"value": wrong}) == [problem]
    assert found(type, {name: "%Value%"}, {}) == []


@pytest.mark.parametrize(
    ("type", "name", "value"),
    [("queue", "queueName", "or_ders"), ("blob", "path", "or_ders/id"), ("someTrigger", "path", "or_ders/id")],
)
def test_values_that_it_reads_later(type: str, name: str, value: str) -> None:
    assert found(type, {name: value}, {}) == []


def told_of(root: Path, code: str) -> list[str]:
    with load_app(root) as app:
        return [each.message for each in app.check() if each.code == code]


@pytest.mark.parametrize(
    ("type", "is_needed"),
    [
        *((f"{kind}Trigger", False) for kind in ("http", "kafka", "rabbitMQ", "activity", "orchestration", "entity")),
        *(
            (f"{kind}Trigger", True)
            for kind in ("queue", "timer", "blob", "serviceBus", "eventHub", "cosmosDB", "MCPTool")
        ),
    ],
)
def test_triggers_that_need_the_storage_of_the_host(
    write_app: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, type: str, is_needed: bool
) -> None:
    monkeypatch.delenv("AzureWebJobsStorage", raising=False)
    files = {"take/function.json": [f"it {type} in"], "take/__init__.py": "def main(it): ...\n"}
    for name, value in (("OTHER", "7"), ("AzureWebJobsStorage", ""), ("AzureWebJobsStorage__accountName", "shop")):
        settings = {"IsEncrypted": False, "Values": {name: value}}
        found = told_of(write_app({**files, "local.settings.json": settings}, name), "setting-missing")
        message = f"the {type} of 'take' needs the setting 'AzureWebJobsStorage'"
        assert found == ([message] if is_needed and name == "OTHER" else [])


@pytest.mark.parametrize(
    ("type", "is_known"),
    [
        *((type, True) for type in ("httpTrigger", "timerTrigger", "warmupTrigger", "manualTrigger", "TIMERTRIGGER")),
        *((type, False) for type in ("blobTrigger", "kafkaTrigger", "sendGrid", "mySqlTrigger")),
    ],
)
def test_types_without_an_extension(write_app: Callable[..., Path], type: str, is_known: bool) -> None:
    files = {"take/function.json": [f"it {type} in"], "take/__init__.py": "", "host.json": {"version": "2.0"}}
    message = f"{type} needs an extensionBundle in host.json"
    assert told_of(write_app(files), "bundle-missing") == ([] if is_known else [message])


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("configurationSource", "CONFIG", None),
        ("configurationSource", None, None),
        ("ConfigurationSource", "attributes", "configurationSource: expected 'config', got 'attributes'"),
    ],
)
def test_the_source_of_rows(write_app: Callable[..., Path], name: str, value: object, message: str | None) -> None:
    files = {"take/function.json": {"bindings": ["it httpTrigger in"], name: value}, "take/__init__.py": ""}
    assert told_of(write_app(files), "option") == ([] if message is None else [message])
