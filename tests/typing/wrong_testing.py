"""Mistakes: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

import azure_functions_lite as func
from azure_functions_lite.custom_handler import decode_invocation, encode_response
from azure_functions_lite.testing import (
    App,
    after,
    blob,
    blob_created_event,
    context,
    dead_lettered_message,
    documents,
    event_hub_batch,
    http_request,
    load_app,
    poison_message,
    queue_message,
    run_entity,
    run_orchestrator,
    service_bus_message,
    timer_request,
)


async def call(app: App) -> None:
    app.invoke()  # error
    app.invoke(7)  # error
    app.invoke(name="orders")  # error
    app.invoke("orders", func.HttpRequest("GET", "/"))  # error
    app.invoke("orders").output  # error
    app.invoke("orders").outputs[7]  # error
    app.invoke_async("orders").outputs  # error
    app.function("orders").name = "other"  # error
    app.check()[0].lines  # error


load_app()  # error
load_app(7)  # error
load_app(func.Blueprint())  # error

http_request(7)  # error
http_request(jsn={})  # error
http_request(form={"n": 7})  # error
http_request(params={"n": 7})  # error
queue_message(7)  # error
queue_message(dequeue_count="1")  # error
queue_message(insertion_time="2024-01-01")  # error
queue_message(subject="s")  # error
blob(7)  # error
timer_request(True)  # error
event_hub_batch("tea", partition_key=7)  # error
event_hub_batch(["tea"], subject="s")  # error
service_bus_message(time_to_live=7)  # error
documents(7)  # error
context(invocation_id=7)  # error

decode_invocation(7, [])  # error
encode_response([], [])  # error
encode_response({}, [], logs=[7])  # error


def run(app: App) -> None:
    app.run_until_idle()  # error
    app.run_until_idle("orders", max_calls="9")  # error
    app.run_until_idle("orders").steps[0].name  # error
    run_orchestrator(app)  # error
    run_orchestrator(app, "tour", activities=[7])  # error
    run_orchestrator(app, "tour", until=7)  # error
    run_orchestrator(app, "tour").result  # error
    run_entity(app, "counter", 7)  # error


after(7)  # error
poison_message(dequeue_count="5")  # error
poison_message(subject="s")  # error
dead_lettered_message(body=7)  # error
blob_created_event(7)  # error
