"""Mistakes: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

import azure_functions_lite as func

message = func.QueueMessage(body=b"x", dequeue_count=1)
request = func.HttpRequest("GET", "/api/x")
response = func.HttpResponse("x")
timer = func.TimerRequest()
stream = func.InputStream(data=b"x")
context = func.Context()
out = func.Out[str]()

func.QueueMessage(b"x")  # error
func.QueueMessage(body=5)  # error
func.QueueMessage(dequeue_counts=1)  # error
func.QueueMessage(dequeue_count="1")  # error
func.QueueMessage(insertion_time="2026-01-01")  # error
message.id = "2"  # error
message.dequeue_count + 1  # error
message.get_body() + "x"  # error
message.identifier  # error

func.HttpRequest("GET")  # error
func.HttpRequest("GET", "/", body=5)  # error
func.HttpRequest("GET", "/", param={})  # error
func.HttpRequest("GET", "/", headers={"A": 1})  # error
request.method = "POST"  # error
request.params["name"] = "x"  # error
request.headers["A"] = "b"  # error
request.form["a"].nothing  # error

func.HttpResponse(5)  # error
func.HttpResponse("x", 404)  # error
func.HttpResponse("x", status_code="404")  # error
func.HttpResponse("x", status=404)  # error
func.HttpResponse("x", headers={"A": None})  # error
response.status_code = 404  # error
response.get_body() + ""  # error

func.TimerRequest(past_due="yes")  # error
func.TimerRequest(True)  # error
timer.past_due = True  # error
func.InputStream(b"x")  # error
func.InputStream(data=5)  # error
stream.length = 5  # error
stream.read() + ""  # error
func.Context(invocation="1")  # error
func.Context(invocation_id=1)  # error
context.function_name = "f"  # error
out.set(5)  # error
out.get().nothing  # error
func.WarmUpContext(1)  # error
func.NoSuchName  # error
func.register_converter("activityTrigger", object())  # error


def main(req: func.HttpRequest) -> str:
    return func.HttpResponse("x")  # error


main("x")  # error
