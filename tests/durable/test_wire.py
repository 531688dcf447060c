"""The whole way: what the host sends is decoded, the function of an app runs, and what it returns is encoded."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from .conftest import Host
from .history import History
from .orders import Item, envelope
from .packages import df, func
from .worker import converter, invoke

Datum = func.meta.Datum


def chain(context: df.DurableOrchestrationContext) -> df.Orchestration:
    item = context.get_input()
    return (yield context.call_activity("brew", item))


def brew(item: Item) -> dict[str, object]:
    return {"brewed": item, "cups": item.count}


def plain(value: Any) -> Any:
    return value


def counter(context: df.DurableEntityContext) -> None:
    context.set_state(context.get_state(lambda: 0) + context.get_input())


async def start(req: func.HttpRequest, client: df.DurableOrchestrationClient) -> func.HttpResponse:
    instance = await client.start_new(req.route_params["name"], client_input=req.get_json())
    return client.create_check_status_response(req, instance)


async def check(req: func.HttpRequest, client: df.DurableOrchestrationClient, context: Any) -> func.HttpResponse:
    await client.start_new("chain")
    return func.HttpResponse(status_code=204)


each_app = pytest.mark.parametrize("make", [df.DFApp, func.FunctionApp], ids=["DFApp", "FunctionApp"])


def only(app: Any) -> Any:
    [function] = app.get_functions()
    return function


@each_app
@pytest.mark.parametrize("type", ["json", "string"])
def test_an_orchestrator(make: Any, type: str) -> None:
    app = make()
    app.orchestration_trigger(context_name="context")(chain)
    history = History(json.dumps(envelope(Item("tea", 2))))
    history.scheduled(0).completed(0, {"cups": 2})
    answer = invoke(only(app), {"context": Datum(history.text(), type)})
    assert answer.type == "json"
    told = json.loads(answer.value)
    assert (told["isDone"], told["output"]) == (True, {"cups": 2})
    assert json.loads(told["actions"][0][0]["input"]) == envelope(Item("tea", 2))


@each_app
def test_an_activity(make: Any) -> None:
    app = make()
    app.activity_trigger(input_name="item")(brew)
    answer = invoke(only(app), {"item": Datum(json.dumps(envelope(Item("tea", 2))), "json")})
    assert (answer.type, json.loads(answer.value)) == ("json", {"brewed": envelope(Item("tea", 2)), "cups": 2})


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ('"Tokyo"', '"Tokyo"'),
        ("Tokyo", '"Tokyo"'),
        ("7", "7"),
        ("1.5", "1.5"),
        ("null", "null"),
        ("true", "true"),
        ('[1, {"a": null}]', '[1, {"a": null}]'),
        ("", '""'),
        ('"\\u00dc"', '"\\u00dc"'),
    ],
)
@pytest.mark.parametrize("type", ["json", "string"])
def test_an_activity_that_returns_what_it_receives(type: str, sent: str, written: str) -> None:
    app = df.DFApp()
    app.activity_trigger(input_name="value")(plain)
    answer = invoke(only(app), {"value": Datum(sent, type)})
    assert (answer.type, answer.value) == ("json", written)


@each_app
def test_an_entity(make: Any) -> None:
    app = make()
    app.entity_trigger(context_name="context")(counter)
    operation = {"name": "add", "input": json.dumps("3"), "signal": True}
    sent = {"self": {"name": "counter", "key": "tea"}, "exists": True, "state": "39", "batch": [operation]}
    answer = invoke(only(app), {"context": Datum(json.dumps(sent), "json")})
    assert answer.type == "json"
    told = json.loads(answer.value)
    assert (told["entityExists"], told["entityState"]) == (True, "42")
    assert [result["isError"] for result in told["results"]] == [False]


def http(body: str) -> Any:
    """A request, as the worker hands it on."""
    return Datum(
        {
            "method": Datum("POST", "string"),
            "url": Datum("https://shop.example/api/start/chain?x=1", "string"),
            "headers": {"content-type": Datum("application/json", "string")},
            "params": {"name": Datum("chain", "string")},
            "query": {"x": Datum("1", "string")},
            "body": Datum(body, "string"),
        },
        "http",
    )


@each_app
@pytest.mark.parametrize("type", ["json", "string"])
def test_a_function_with_a_client(make: Any, type: str, host: Host, client_binding: str) -> None:
    app = make()
    app.route(route="start/{name}")(app.durable_client_input(client_name="client")(start))
    host.answer(202, {"id": "7"})
    answer = invoke(only(app), {"req": http('{"tea": 2}'), "client": Datum(client_binding, type)})
    assert host.calls == [("POST", "orchestrators/chain", '{"tea": 2}')]
    assert answer.type == "http"
    assert answer.value["status_code"].value == "202"
    headers = {name.lower(): value.value for name, value in answer.value["headers"].items()}
    query = "taskHub=Hub&connection=Storage&code=secret"
    location = f"https://shop.example/runtime/webhooks/durabletask/instances/7?{query}"
    assert headers == {"content-type": "application/json", "location": location, "retry-after": "10"}
    assert json.loads(answer.value["body"].value)["statusQueryGetUri"] == location


@each_app
def test_a_client_tells_the_invocation(make: Any, host: Host, client_binding: str) -> None:
    app = make()
    app.route(route="start")(app.durable_client_input(client_name="client")(check))
    call = only(app).get_user_function()
    request = func.HttpRequest(method="POST", url="https://shop.example/", body=b"")
    host.answer(202, {"id": "7"})
    response = asyncio.run(call(req=request, client=client_binding, context=Invocation()))
    assert response.status_code == 204
    assert host.invocation_ids == ["invocation"]


class Invocation:
    invocation_id = "invocation"


@pytest.mark.parametrize(
    ("type", "triggers", "implicit"),
    [
        ("orchestrationTrigger", True, True),
        ("activityTrigger", True, True),
        ("entityTrigger", True, True),
        ("durableClient", False, False),
    ],
)
def test_what_the_worker_asks_the_converters(type: str, triggers: bool, implicit: bool) -> None:
    assert bool(converter(type).has_trigger_support()) is triggers
    assert bool(converter(type).has_implicit_output()) is implicit


@pytest.mark.parametrize(
    ("type", "kind"),
    [("orchestrationTrigger", func.OrchestrationContext), ("entityTrigger", func.EntityContext)],
)
def test_contexts(type: str, kind: Any) -> None:
    for datum in (Datum('{"a": 1}', "json"), Datum('{"a": 1}', "string"), Datum(b'{"a": 1}', "bytes")):
        context = converter(type).decode(datum, trigger_metadata=None)
        assert isinstance(context, kind)
        assert (context.body, str(context)) == ('{"a": 1}', '{"a": 1}')
    assert converter(type).check_input_type_annotation(kind)
    assert not converter(type).check_input_type_annotation(str)


@pytest.mark.parametrize(
    ("datum", "value"),
    [(Datum("text", "string"), "text"), (Datum("{}", "json"), "{}"), (Datum(b"bytes", "bytes"), b"bytes")],
    ids=["string", "json", "bytes"],
)
def test_what_a_client_is_made_from(datum: Any, value: object) -> None:
    assert converter("durableClient").decode(datum, trigger_metadata=None) == value
    assert converter("durableClient").check_input_type_annotation(str)


@pytest.mark.parametrize("datum", [Datum(7, "int"), Datum(b"x", "bytes")], ids=["int", "bytes"])
def test_what_no_activity_receives(datum: Any) -> None:
    with pytest.raises((NotImplementedError, ValueError), match=r"activityTrigger|activity trigger"):
        converter("activityTrigger").decode(datum, trigger_metadata=None)
