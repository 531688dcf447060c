import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import azure_functions_lite as func
from azure_functions_lite.testing import (
    App,
    documents,
    http_request,
    load_app,
    mcp_tool_context,
    queue_message,
    service_bus_message,
    timer_request,
)
from function_app import keep_reading, log_the_night, to_fahrenheit, watch_for_frost

READING = {"station": "Kiruna", "taken": "2024-05-17T06:00:00Z", "celsius": -3.5}


@pytest.fixture
def app() -> Iterator[App]:
    with load_app(Path(__file__).parents[1]) as app:
        yield app


def test_a_reading_is_queued(app: App) -> None:
    result = app.invoke("take_reading", req=http_request(url="/api/readings", json=READING))

    assert result.return_value.status_code == 202
    assert json.loads(result.outputs["msg"]) == READING


@pytest.mark.parametrize("body", [b"", b"cold", b"[]", b'{"station": "Kiruna", "taken": "today", "celsius": "cold"}'])
def test_what_is_no_reading_is_not_queued(app: App, body: bytes) -> None:
    result = app.invoke("take_reading", req=http_request("POST", "/api/readings", body=body))

    assert result.return_value.status_code == 400
    assert result.return_value.get_body().startswith(b"Not taken: ")
    assert result.outputs == {}


def test_a_reading_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    message = queue_message(json=READING, dequeue_count=2)
    entity, copy = func.Out[str](), func.Out[bytes]()

    with caplog.at_level("INFO"):
        keep_reading(message, entity=entity, copy=copy)

    assert json.loads(entity.get() or "") == {
        "PartitionKey": "Kiruna",
        "RowKey": "2024-05-17T06:00:00Z",
        "Celsius": -3.5,
    }
    assert copy.get() == message.get_body()
    assert caplog.messages == ["Kiruna: -3.5 degrees, attempt 2"]


def test_a_malformed_message_fails_and_is_tried_again() -> None:
    with pytest.raises(ValueError, match="expected an object with station"):
        keep_reading(func.QueueMessage(body="{}"), func.Out(), func.Out())


def test_a_batch_is_imported(app: App) -> None:
    messages = [
        service_bus_message(json={"station": "Kiruna", "celsius": -3.5}, message_id="1"),
        service_bus_message(json={"station": "Lund", "celsius": 9}, message_id="2"),
    ]

    result = app.invoke("import_readings", messages=messages)

    assert result.outputs["documents"] == [
        {"station": "Kiruna", "celsius": -3.5, "id": "1"},
        {"station": "Lund", "celsius": 9, "id": "2"},
    ]


CHANGES = documents({"station": "Kiruna", "celsius": -3.5}, {"station": "Lund", "celsius": 9})


@pytest.mark.parametrize(("limit", "warned"), [(None, ["Kiruna"]), ("-5", []), ("20", ["Kiruna", "Lund"])])
def test_frost(limit: str | None, warned: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if limit is None:
        monkeypatch.delenv("FROST_LIMIT", raising=False)
    else:
        monkeypatch.setenv("FROST_LIMIT", limit)
    cold = func.Out[list[str]]()

    watch_for_frost(CHANGES, cold)

    assert cold.get() == warned


def test_frost_by_the_settings_of_the_app(app: App) -> None:
    # It is -15 in local.settings.json.
    assert app.invoke("watch_for_frost", changes=CHANGES).outputs == {"cold": []}


def test_a_late_night_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    log_the_night(timer_request(past_due=True, schedule_status={"Last": "2024-05-17T02:30:00+00:00"}))

    assert caplog.messages == ["Running late; the last run was at 2024-05-17T02:30:00+00:00"]


def test_the_tool(app: App) -> None:
    assert to_fahrenheit(100) == "212.0 degrees Fahrenheit"

    # As a client calls it.
    call = mcp_tool_context(name="to_fahrenheit", arguments={"celsius": 100})
    assert app.invoke("to_fahrenheit", context=call).return_value == "212.0 degrees Fahrenheit"


def test_nothing_is_wrong_with_the_app(app: App) -> None:
    assert app.check() == []
