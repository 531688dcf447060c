import json

import pytest

import azure_functions_lite as func
from function_app import import_readings, keep_reading, log_the_night, take_reading, to_fahrenheit, watch_for_frost

READING = {"station": "Kiruna", "taken": "2024-05-17T06:00:00Z", "celsius": -3.5}


def test_a_reading_is_queued() -> None:
    msg = func.Out[str]()

    response = take_reading(func.HttpRequest("POST", "/api/readings", body=json.dumps(READING)), msg)

    assert response.status_code == 202
    assert json.loads(msg.get() or "") == READING


@pytest.mark.parametrize("body", [b"", b"cold", b"[]", b'{"station": "Kiruna", "taken": "today", "celsius": "cold"}'])
def test_what_is_no_reading_is_not_queued(body: bytes) -> None:
    msg = func.Out[str]()

    response = take_reading(func.HttpRequest("POST", "/api/readings", body=body), msg)

    assert response.status_code == 400
    assert response.get_body().startswith(b"Not taken: ")
    assert msg.get() is None


def test_a_reading_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    message = func.QueueMessage(id="7f4c8a52", body=json.dumps(READING), dequeue_count=2)
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


def test_a_batch_is_imported() -> None:
    messages = [
        func.ServiceBusMessage(body='{"station": "Kiruna", "celsius": -3.5}', message_id="1"),
        func.ServiceBusMessage(body='{"station": "Lund", "celsius": 9}', message_id="2"),
    ]
    documents = func.Out[func.DocumentList]()

    import_readings(messages, documents)

    assert documents.get() == [
        {"station": "Kiruna", "celsius": -3.5, "id": "1"},
        {"station": "Lund", "celsius": 9, "id": "2"},
    ]


@pytest.mark.parametrize(("limit", "warned"), [(None, ["Kiruna"]), ("-5", []), ("20", ["Kiruna", "Lund"])])
def test_frost(limit: str | None, warned: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if limit is None:
        monkeypatch.delenv("FROST_LIMIT", raising=False)
    else:
        monkeypatch.setenv("FROST_LIMIT", limit)
    changes = func.DocumentList(
        [
            func.Document.from_dict({"station": "Kiruna", "celsius": -3.5}),
            func.Document.from_dict({"station": "Lund", "celsius": 9}),
        ]
    )

    cold = func.Out[list[str]]()

    watch_for_frost(changes, cold)

    assert cold.get() == warned


def test_a_late_night_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    log_the_night(func.TimerRequest(past_due=True, schedule_status={"Last": "2024-05-17T02:30:00+00:00"}))

    assert caplog.messages == ["Running late; the last run was at 2024-05-17T02:30:00+00:00"]


def test_the_tool() -> None:
    assert to_fahrenheit(100) == "212.0 degrees Fahrenheit"
