"""The client that functions start, query and steer orchestrations with; its HTTP calls end in the test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from .conftest import URL, Host
from .orders import Item, envelope
from .packages import df, func

Call = Callable[[df.DurableOrchestrationClient], Awaitable[Any]]


@pytest.fixture
def client(host: Host, client_binding: str) -> df.DurableOrchestrationClient:
    return df.DurableOrchestrationClient(client_binding)


@pytest.fixture
def request_() -> func.HttpRequest:
    return func.HttpRequest(method="POST", url="https://shop.example/api/start", body=b"")


def wait(call: Awaitable[Any]) -> Any:
    async def result() -> Any:
        return await call

    return asyncio.run(result())


@pytest.mark.parametrize(
    ("options", "path", "data"),
    [
        ({}, "orchestrators/pack", None),
        ({"instance_id": "7"}, "orchestrators/pack/7", None),
        ({"client_input": {"tea": 2}}, "orchestrators/pack", '{"tea": 2}'),
        ({"client_input": [Item("tea", 2)]}, "orchestrators/pack", json.dumps([envelope(Item("tea", 2))])),
        ({"client_input": "Ünsal"}, "orchestrators/pack", json.dumps("Ünsal")),
        ({"version": "1.0 b"}, "orchestrators/pack?version=1.0%20b", None),
    ],
    ids=["nothing", "instance", "dict", "objects", "text", "version"],
)
def test_starting(
    client: df.DurableOrchestrationClient, host: Host, options: dict[str, Any], path: str, data: str | None
) -> None:
    host.answer(202, {"id": "7"})
    assert wait(client.start_new("pack", **options)) == "7"
    assert host.calls == [("POST", path, data)]


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [(400, {"ExceptionMessage": "no orchestrator pack"}, "^no orchestrator pack$"), (500, {"a": 1}, "{'a': 1}")],
)
def test_starting_what_the_host_refuses(
    client: df.DurableOrchestrationClient, host: Host, status: int, body: object, message: str
) -> None:
    host.answer(status, body)
    with pytest.raises(Exception, match=message):
        wait(client.start_new("pack"))


def test_starting_with_what_cannot_be_written(client: df.DurableOrchestrationClient, host: Host) -> None:
    with pytest.raises(TypeError, match="to_json"):
        wait(client.start_new("pack", client_input=object()))
    assert host.calls == []


CALLS: dict[str, tuple[Call, tuple[str, str, object]]] = {
    "event": (
        lambda client: client.raise_event("7", "Approved", {"by": "Ann"}),
        ("POST", "instances/7/raiseEvent/Approved", '{"by": "Ann"}'),
    ),
    "signal": (
        lambda client: client.signal_entity(df.EntityId("Counter", "tea"), "add", 3),
        ("POST", "entities/Counter/tea?op=add", "3"),
    ),
    "terminate": (
        lambda client: client.terminate("7", "late"),
        ("POST", "instances/7/terminate?reason=late", None),
    ),
}


@pytest.mark.parametrize(("call", "expected"), CALLS.values(), ids=CALLS)
def test_steering(
    client: df.DurableOrchestrationClient, host: Host, call: Call, expected: tuple[str, str, object]
) -> None:
    host.answer(202)
    assert wait(call(client)) is None
    assert host.calls == [expected]


@pytest.mark.parametrize("call", [call for call, _ in CALLS.values()], ids=CALLS)
def test_steering_what_the_host_refuses(client: df.DurableOrchestrationClient, host: Host, call: Call) -> None:
    host.answer(418)
    with pytest.raises(Exception, match=r"status code 418$"):
        wait(call(client))


STATUS = {
    "name": "pack",
    "instanceId": "7",
    "createdTime": "2024-05-01T10:00:00Z",
    "lastUpdatedTime": "2024-05-01T10:01:00Z",
    "input": None,
    "output": {"tea": 2},
    "runtimeStatus": "Completed",
    "customStatus": None,
    "history": None,
}


def test_status(client: df.DurableOrchestrationClient, host: Host) -> None:
    host.answer(200, STATUS)
    status = wait(client.get_status("7"))
    assert host.calls == [("GET", "instances/7", None)]
    assert (status.name, status.instance_id, status.output) == ("pack", "7", {"tea": 2})
    assert status.runtime_status is df.OrchestrationRuntimeStatus.Completed


def test_entity_state(client: df.DurableOrchestrationClient, host: Host) -> None:
    host.answer(200, 5)
    host.answer(404)
    found, missing = (wait(client.read_entity_state(df.EntityId("Counter", key))) for key in ("tea", "cake"))
    assert (found.entity_exists, found.entity_state) == (True, 5)
    assert (missing.entity_exists, missing.entity_state) == (False, None)


def test_purging(client: df.DurableOrchestrationClient, host: Host) -> None:
    host.answer(200, {"instancesDeleted": 1})
    assert wait(client.purge_instance_history("7")).instances_deleted == 1
    assert host.calls == [("DELETE", "instances/7", None)]


def test_where_to_ask(client: df.DurableOrchestrationClient, request_: func.HttpRequest) -> None:
    response = client.create_check_status_response(request_, "7")
    assert type(response) is func.HttpResponse
    links = json.loads(response.get_body())
    query = "taskHub=Hub&connection=Storage&code=secret"
    path = "https://shop.example/runtime/webhooks/durabletask/instances/7"
    assert links == {
        "id": "7",
        "statusQueryGetUri": f"{path}?{query}",
        "sendEventPostUri": f"{path}/raiseEvent/{{eventName}}?{query}",
        "terminatePostUri": f"{path}/terminate?reason={{text}}&{query}",
        "purgeHistoryDeleteUri": f"{path}?{query}",
    }
    assert response.status_code == 202
    assert response.headers["location"] == links["statusQueryGetUri"]
    assert (response.headers["Content-Type"], response.headers["Retry-After"]) == ("application/json", "10")


def test_where_to_ask_without_a_request(client: df.DurableOrchestrationClient) -> None:
    links = client.create_http_management_payload("7")
    assert links["statusQueryGetUri"] == f"{URL}/instances/7?taskHub=Hub&connection=Storage&code=secret"


@pytest.mark.parametrize(
    ("runtime_status", "status_code", "body"),
    [("Completed", 200, {"tea": 2}), ("Failed", 500, "Failed"), ("Terminated", 200, "Terminated")],
)
def test_waiting_for_the_end(
    client: df.DurableOrchestrationClient,
    host: Host,
    request_: func.HttpRequest,
    runtime_status: str,
    status_code: int,
    body: object,
) -> None:
    host.answer(202, {**STATUS, "runtimeStatus": "Running"})
    host.answer(200, {**STATUS, "runtimeStatus": runtime_status})
    response = wait(client.wait_for_completion_or_create_check_status_response(request_, "7", 1000, 1))
    assert (response.status_code, response.mimetype) == (status_code, "application/json")
    told = json.loads(response.get_body())
    assert (told if runtime_status == "Completed" else told["runtimeStatus"]) == body
    assert len(host.calls) == 2


def test_waiting_in_vain(client: df.DurableOrchestrationClient, host: Host, request_: func.HttpRequest) -> None:
    host.answer(202, {**STATUS, "runtimeStatus": "Running"})
    response = wait(client.wait_for_completion_or_create_check_status_response(request_, "7", 0, 0))
    assert response.status_code == 202
    assert json.loads(response.get_body())["id"] == "7"


@pytest.mark.parametrize("binding", ["", "[]", "{}"])
def test_a_binding_that_is_not_one(binding: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        df.DurableOrchestrationClient(binding)
