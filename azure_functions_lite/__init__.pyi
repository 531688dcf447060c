from azure_functions_lite import asgi as asgi
from azure_functions_lite import blob as blob
from azure_functions_lite import compat as compat
from azure_functions_lite import connectors as connectors
from azure_functions_lite import context as context
from azure_functions_lite import cosmosdb as cosmosdb
from azure_functions_lite import custom_handler as custom_handler
from azure_functions_lite import decorators as decorators
from azure_functions_lite import durable_functions as durable_functions
from azure_functions_lite import errors as errors
from azure_functions_lite import eventgrid as eventgrid
from azure_functions_lite import eventhub as eventhub
from azure_functions_lite import extension as extension
from azure_functions_lite import forms as forms
from azure_functions_lite import headers as headers
from azure_functions_lite import http as http
from azure_functions_lite import kafka as kafka
from azure_functions_lite import mcp as mcp
from azure_functions_lite import meta as meta
from azure_functions_lite import mysql as mysql
from azure_functions_lite import queue as queue
from azure_functions_lite import servicebus as servicebus
from azure_functions_lite import sql as sql
from azure_functions_lite import testing as testing
from azure_functions_lite import timer as timer
from azure_functions_lite import warmup as warmup
from azure_functions_lite import wsgi as wsgi
from azure_functions_lite.asgi import AsgiMiddleware as AsgiMiddleware
from azure_functions_lite.blob import InputStream as InputStream
from azure_functions_lite.context import Context as Context
from azure_functions_lite.context import Out as Out
from azure_functions_lite.cosmosdb import Document as Document
from azure_functions_lite.cosmosdb import DocumentList as DocumentList
from azure_functions_lite.decorators import AccessRights as AccessRights
from azure_functions_lite.decorators import AsgiFunctionApp as AsgiFunctionApp
from azure_functions_lite.decorators import AuthLevel as AuthLevel
from azure_functions_lite.decorators import BindingApi as BindingApi
from azure_functions_lite.decorators import BlobSource as BlobSource
from azure_functions_lite.decorators import Blueprint as Blueprint
from azure_functions_lite.decorators import Cardinality as Cardinality
from azure_functions_lite.decorators import CosmosDBChangeFeedMode as CosmosDBChangeFeedMode
from azure_functions_lite.decorators import DataType as DataType
from azure_functions_lite.decorators import DecoratorApi as DecoratorApi
from azure_functions_lite.decorators import ExternalHttpFunctionApp as ExternalHttpFunctionApp
from azure_functions_lite.decorators import Function as Function
from azure_functions_lite.decorators import FunctionApp as FunctionApp
from azure_functions_lite.decorators import FunctionRegister as FunctionRegister
from azure_functions_lite.decorators import HttpMethod as HttpMethod
from azure_functions_lite.decorators import McpPropertyType as McpPropertyType
from azure_functions_lite.decorators import PromptArgument as PromptArgument
from azure_functions_lite.decorators import SettingsApi as SettingsApi
from azure_functions_lite.decorators import TriggerApi as TriggerApi
from azure_functions_lite.decorators import WsgiFunctionApp as WsgiFunctionApp
from azure_functions_lite.decorators import mcp_content as mcp_content
from azure_functions_lite.durable_functions import EntityContext as EntityContext
from azure_functions_lite.durable_functions import OrchestrationContext as OrchestrationContext
from azure_functions_lite.eventgrid import CloudEvent as CloudEvent
from azure_functions_lite.eventgrid import EventGridEvent as EventGridEvent
from azure_functions_lite.eventgrid import EventGridOutputEvent as EventGridOutputEvent
from azure_functions_lite.eventhub import EventHubEvent as EventHubEvent
from azure_functions_lite.extension import AppExtensionBase as AppExtensionBase
from azure_functions_lite.extension import ExtensionMeta as ExtensionMeta
from azure_functions_lite.extension import FuncExtensionBase as FuncExtensionBase
from azure_functions_lite.extension import FunctionExtensionException as FunctionExtensionException
from azure_functions_lite.http import HttpRequest as HttpRequest
from azure_functions_lite.http import HttpResponse as HttpResponse
from azure_functions_lite.kafka import KafkaConverter as KafkaConverter
from azure_functions_lite.kafka import KafkaEvent as KafkaEvent
from azure_functions_lite.kafka import KafkaTriggerConverter as KafkaTriggerConverter
from azure_functions_lite.mcp import MCPToolContext as MCPToolContext
from azure_functions_lite.mcp import PromptInvocationContext as PromptInvocationContext
from azure_functions_lite.meta import get_binding_registry as get_binding_registry
from azure_functions_lite.meta import register_converter as register_converter
from azure_functions_lite.mysql import MySqlRow as MySqlRow
from azure_functions_lite.mysql import MySqlRowList as MySqlRowList
from azure_functions_lite.queue import QueueMessage as QueueMessage
from azure_functions_lite.servicebus import ServiceBusMessage as ServiceBusMessage
from azure_functions_lite.sql import SqlRow as SqlRow
from azure_functions_lite.sql import SqlRowList as SqlRowList
from azure_functions_lite.timer import TimerRequest as TimerRequest
from azure_functions_lite.warmup import WarmUpContext as WarmUpContext
from azure_functions_lite.wsgi import WsgiMiddleware as WsgiMiddleware

__version__: str
__all__ = [
    "AccessRights",
    "AppExtensionBase",
    "AsgiFunctionApp",
    "AsgiMiddleware",
    "AuthLevel",
    "BindingApi",
    "BlobSource",
    "Blueprint",
    "Cardinality",
    "CloudEvent",
    "Context",
    "CosmosDBChangeFeedMode",
    "DataType",
    "DecoratorApi",
    "Document",
    "DocumentList",
    "EntityContext",
    "EventGridEvent",
    "EventGridOutputEvent",
    "EventHubEvent",
    "ExtensionMeta",
    "ExternalHttpFunctionApp",
    "FuncExtensionBase",
    "Function",
    "FunctionApp",
    "FunctionExtensionException",
    "FunctionRegister",
    "HttpMethod",
    "HttpRequest",
    "HttpResponse",
    "InputStream",
    "KafkaConverter",
    "KafkaEvent",
    "KafkaTriggerConverter",
    "MCPToolContext",
    "McpPropertyType",
    "MySqlRow",
    "MySqlRowList",
    "OrchestrationContext",
    "Out",
    "PromptArgument",
    "PromptInvocationContext",
    "QueueMessage",
    "ServiceBusMessage",
    "SettingsApi",
    "SqlRow",
    "SqlRowList",
    "TimerRequest",
    "TriggerApi",
    "WarmUpContext",
    "WsgiFunctionApp",
    "WsgiMiddleware",
    "get_binding_registry",
    "mcp_content",
    "register_converter",
]
