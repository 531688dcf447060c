"""Mistakes: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

import dataclasses

import azure_functions_lite as func

event = func.EventHubEvent(body=b"x")
message = func.ServiceBusMessage(body=b"x")
kafka = func.KafkaEvent(body=b"x")
grid = func.EventGridEvent(id="1")
sent = func.EventGridOutputEvent(id="1", subject="s", data_version="1", event_type="t", data=None, event_time=None)
cloud = func.CloudEvent(id="1", source="s", type="t", specversion="1.0", data=None)
document = func.Document(id="1")
documents = func.DocumentList([document])
row = func.SqlRow(id=1)
rows = func.SqlRowList([row])
mysql_row = func.MySqlRow(id=1)
mysql_rows = func.MySqlRowList([mysql_row])
orchestration = func.OrchestrationContext("{}")
entity = func.EntityContext("{}")
tool = func.MCPToolContext(name="t")
prompt = func.PromptInvocationContext(name="p")

func.EventHubEvent(b"x")  # error
func.EventHubEvent(body=5)  # error
func.EventHubEvent(partition="k")  # error
func.EventHubEvent(offset=1)  # error
func.EventHubEvent(sequence_number="1")  # error
func.EventHubEvent(enqueued_time="2026-01-01")  # error
func.EventHubEvent(iothub_metadata={"device": 1})  # error
event.partition_key = "k"  # error
event.offset + 1  # error
event.get_body() + "x"  # error
event.device_id  # error
event.iothub_metadata["a"] = "b"  # error

func.ServiceBusMessage("x")  # error
func.ServiceBusMessage(body={})  # error
func.ServiceBusMessage(message="1")  # error
func.ServiceBusMessage(message_id=1)  # error
func.ServiceBusMessage(time_to_live=60)  # error
func.ServiceBusMessage(application_properties=[])  # error
func.ServiceBusMessage(expiration_time=None)  # error
message.message_id = "2"  # error
message.expiration_time = None  # error
message.delivery_count + 1  # error
message.session_id.upper()  # error
message.content  # error
message.body  # error
message.trigger_metadata  # error
event.body  # error
kafka.trigger_metadata  # error
dataclasses.replace(message, label="x")  # error
dataclasses.asdict(message)  # error
dataclasses.fields(event)  # error

func.KafkaEvent(b"x")  # error
func.KafkaEvent(key=b"k")  # error
func.KafkaEvent(partition="0")  # error
func.KafkaEvent(headers={"a": "b"})  # error
kafka.topic = "t"  # error
kafka.offset + 1  # error
kafka.value  # error

func.EventGridEvent("1")  # error
func.EventGridEvent(eventType="t")  # error
func.EventGridEvent(event_time="2026-01-01")  # error
grid.id = "2"  # error
grid.subject.nothing  # error
func.EventGridOutputEvent()  # error
func.EventGridOutputEvent(id="1", subject="s", data_version="1", event_type="t", data=None)  # error
func.EventGridOutputEvent(id=1, subject="s", data_version="1", event_type="t", data=None, event_time=None)  # error
sent.id = "2"  # error
sent.topic  # error
func.CloudEvent(id="1", source="s", type="t", specversion="1.0")  # error
func.CloudEvent(id=1, source="s", type="t", specversion="1.0", data=None)  # error
func.CloudEvent("1", source="s", type="t", specversion="1.0", data=None)  # error
func.CloudEvent(id="1", source="s", type="t", specversion="1.0", data=None, time="2026-01-01")  # error
cloud.source = "t"  # error
cloud.subject.upper()  # error

func.Document(5)  # error
func.Document.from_json(5)  # error
func.Document.from_dict("{}")  # error
document.to_json().keys()  # error
document.data = {}  # error
func.DocumentList([5])  # error
func.DocumentList([row])  # error
documents.append(row)  # error
documents["id"]  # error
documents[0] = "x"  # error
func.SqlRow(["id"])  # error
func.SqlRowList([mysql_row])  # error
rows.append(mysql_row)  # error
rows[0].id  # error
func.MySqlRow.from_json([])  # error
func.MySqlRowList([row])  # error
mysql_rows.data = []  # error

func.OrchestrationContext(5)  # error
func.OrchestrationContext({})  # error
func.OrchestrationContext(text="{}")  # error
orchestration.body = "[]"  # error
orchestration.body["input"]  # error
orchestration.instance_id  # error
func.EntityContext(5)  # error
entity.body = "[]"  # error

func.MCPToolContext("{}")  # error
tool.name  # error
func.PromptInvocationContext(5)  # error
func.PromptInvocationContext([])  # error
func.PromptInvocationContext(name=5)  # error
func.PromptInvocationContext(argument={})  # error
func.PromptInvocationContext(arguments="{}")  # error
func.PromptInvocationContext(transport="sse")  # error
prompt.name = "q"  # error
prompt.sessionid.upper()  # error
prompt["name"]  # error


def on_events(events: list[func.EventHubEvent], out: func.Out[func.Document]) -> None:
    events.get_body()  # error
    out.set(func.SqlRow(id=1))  # error
    out.set({"id": 1})  # error


def orchestrate(context: func.EntityContext) -> str:
    return context  # error


on_events([message], func.Out())  # error
orchestrate(orchestration)  # error
