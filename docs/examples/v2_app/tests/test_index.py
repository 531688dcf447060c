"""What the host learns of the app: the functions, and the rows of function.json."""

import json
from typing import Any

import pytest

from function_app import app

FUNCTIONS = {function.get_function_name(): function for function in app.get_functions()}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in FUNCTIONS[name].get_raw_bindings()]


def test_names() -> None:
    assert list(FUNCTIONS) == [
        "report",
        "compare",
        "take_reading",
        "keep_reading",
        "import_readings",
        "watch_for_frost",
        "nightly",
        "to_fahrenheit",
    ]


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("report", ["blob", "httpTrigger", "http"]),
        ("compare", ["httpTrigger", "http"]),
        ("take_reading", ["queue", "httpTrigger", "http"]),
        ("keep_reading", ["blob", "table", "queueTrigger"]),
        ("import_readings", ["cosmosDB", "serviceBusTrigger"]),
        ("watch_for_frost", ["queue", "cosmosDBTrigger"]),
        ("nightly", ["timerTrigger"]),
        ("to_fahrenheit", ["mcpToolTrigger"]),
    ],
)
def test_types(name: str, types: list[str]) -> None:
    assert [row["type"] for row in rows(name)] == types


def test_rows_of_a_route() -> None:
    assert rows("take_reading") == [
        {
            "direction": "OUT",
            "type": "queue",
            "name": "msg",
            "queueName": "readings",
            "connection": "AzureWebJobsStorage",
        },
        {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "methods": ["POST"],
            # What the app says, as the route does not.
            "authLevel": "FUNCTION",
            "route": "readings",
        },
        {"direction": "OUT", "type": "http", "name": "$return"},
    ]


def test_defaults_of_a_route() -> None:
    _, trigger, _ = rows("report")
    assert (trigger["route"], trigger["authLevel"]) == ("reports/{name}", "ANONYMOUS")
    trigger, _ = rows("compare")
    assert (trigger["route"], trigger["authLevel"]) == ("compare", "FUNCTION")


def test_a_batch() -> None:
    assert rows("import_readings")[1]["cardinality"] == "MANY"


def test_retries() -> None:
    assert FUNCTIONS["keep_reading"].get_settings_dict("retry_policy") == {
        "setting_name": "retry_policy",
        "strategy": "fixed_delay",
        "max_retry_count": "3",
        "delay_interval": "00:00:10",
    }


def test_the_tool() -> None:
    [tool] = rows("to_fahrenheit")
    assert tool["toolName"] == "to_fahrenheit"
    assert tool["description"] == "Convert a temperature, for a model that calls it as a tool."
    [celsius] = json.loads(tool["toolProperties"])
    assert celsius["propertyName"] == "celsius"
    assert celsius["description"] == "Temperature in degrees Celsius."
