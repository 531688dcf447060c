from azure_functions_lite.testing import alias as alias
from azure_functions_lite.testing import apps as apps
from azure_functions_lite.testing import builders as builders
from azure_functions_lite.testing import durable as durable
from azure_functions_lite.testing import http as http
from azure_functions_lite.testing import payloads as payloads
from azure_functions_lite.testing import plugin as plugin
from azure_functions_lite.testing import problems as problems
from azure_functions_lite.testing import scenarios as scenarios
from azure_functions_lite.testing import strategies as strategies
from azure_functions_lite.testing.apps import App as App
from azure_functions_lite.testing.apps import AppFunction as AppFunction
from azure_functions_lite.testing.apps import Result as Result
from azure_functions_lite.testing.apps import Sent as Sent
from azure_functions_lite.testing.apps import Step as Step
from azure_functions_lite.testing.apps import Trace as Trace
from azure_functions_lite.testing.apps import load_app as load_app
from azure_functions_lite.testing.builders import NOW as NOW
from azure_functions_lite.testing.builders import blob as blob
from azure_functions_lite.testing.builders import cloud_event as cloud_event
from azure_functions_lite.testing.builders import context as context
from azure_functions_lite.testing.builders import documents as documents
from azure_functions_lite.testing.builders import event_grid_event as event_grid_event
from azure_functions_lite.testing.builders import event_hub_batch as event_hub_batch
from azure_functions_lite.testing.builders import event_hub_event as event_hub_event
from azure_functions_lite.testing.builders import http_request as http_request
from azure_functions_lite.testing.builders import kafka_batch as kafka_batch
from azure_functions_lite.testing.builders import kafka_event as kafka_event
from azure_functions_lite.testing.builders import mcp_tool_context as mcp_tool_context
from azure_functions_lite.testing.builders import mysql_rows as mysql_rows
from azure_functions_lite.testing.builders import prompt_invocation_context as prompt_invocation_context
from azure_functions_lite.testing.builders import queue_message as queue_message
from azure_functions_lite.testing.builders import service_bus_batch as service_bus_batch
from azure_functions_lite.testing.builders import service_bus_message as service_bus_message
from azure_functions_lite.testing.builders import sql_rows as sql_rows
from azure_functions_lite.testing.builders import timer_request as timer_request
from azure_functions_lite.testing.builders import warm_up_context as warm_up_context
from azure_functions_lite.testing.durable import After as After
from azure_functions_lite.testing.durable import Call as Call
from azure_functions_lite.testing.durable import EntityResult as EntityResult
from azure_functions_lite.testing.durable import Operation as Operation
from azure_functions_lite.testing.durable import OrchestrationResult as OrchestrationResult
from azure_functions_lite.testing.durable import after as after
from azure_functions_lite.testing.durable import run_entity as run_entity
from azure_functions_lite.testing.durable import run_orchestrator as run_orchestrator
from azure_functions_lite.testing.http import AsyncHttpClient as AsyncHttpClient
from azure_functions_lite.testing.http import HttpAnswer as HttpAnswer
from azure_functions_lite.testing.http import HttpClient as HttpClient
from azure_functions_lite.testing.payloads import raw as raw
from azure_functions_lite.testing.problems import RULES as RULES
from azure_functions_lite.testing.problems import BrokenAppError as BrokenAppError
from azure_functions_lite.testing.problems import Problem as Problem
from azure_functions_lite.testing.problems import Rule as Rule
from azure_functions_lite.testing.scenarios import blob_created_event as blob_created_event
from azure_functions_lite.testing.scenarios import blob_deleted_event as blob_deleted_event
from azure_functions_lite.testing.scenarios import dead_lettered_message as dead_lettered_message
from azure_functions_lite.testing.scenarios import device_message as device_message
from azure_functions_lite.testing.scenarios import poison_message as poison_message
from azure_functions_lite.testing.scenarios import scheduled_message as scheduled_message
from azure_functions_lite.testing.scenarios import session_message as session_message
from azure_functions_lite.testing.scenarios import static_web_apps_request as static_web_apps_request
from azure_functions_lite.testing.scenarios import upload_request as upload_request

__all__ = [
    "NOW",
    "RULES",
    "After",
    "App",
    "AppFunction",
    "AsyncHttpClient",
    "BrokenAppError",
    "Call",
    "EntityResult",
    "HttpAnswer",
    "HttpClient",
    "Operation",
    "OrchestrationResult",
    "Problem",
    "Result",
    "Rule",
    "Sent",
    "Step",
    "Trace",
    "after",
    "blob",
    "blob_created_event",
    "blob_deleted_event",
    "cloud_event",
    "context",
    "dead_lettered_message",
    "device_message",
    "documents",
    "event_grid_event",
    "event_hub_batch",
    "event_hub_event",
    "http_request",
    "kafka_batch",
    "kafka_event",
    "load_app",
    "mcp_tool_context",
    "mysql_rows",
    "poison_message",
    "prompt_invocation_context",
    "queue_message",
    "raw",
    "run_entity",
    "run_orchestrator",
    "scheduled_message",
    "service_bus_batch",
    "service_bus_message",
    "session_message",
    "sql_rows",
    "static_web_apps_request",
    "timer_request",
    "upload_request",
    "warm_up_context",
]
