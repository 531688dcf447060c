from azure_functions_lite.decorators import blob as blob
from azure_functions_lite.decorators import connectors as connectors
from azure_functions_lite.decorators import constants as constants
from azure_functions_lite.decorators import core as core
from azure_functions_lite.decorators import cosmosdb as cosmosdb
from azure_functions_lite.decorators import dapr as dapr
from azure_functions_lite.decorators import eventgrid as eventgrid
from azure_functions_lite.decorators import eventhub as eventhub
from azure_functions_lite.decorators import external as external
from azure_functions_lite.decorators import function_app as function_app
from azure_functions_lite.decorators import function_name as function_name
from azure_functions_lite.decorators import generic as generic
from azure_functions_lite.decorators import http as http
from azure_functions_lite.decorators import kafka as kafka
from azure_functions_lite.decorators import mcp as mcp
from azure_functions_lite.decorators import mysql as mysql
from azure_functions_lite.decorators import openai as openai
from azure_functions_lite.decorators import queue as queue
from azure_functions_lite.decorators import retry_policy as retry_policy
from azure_functions_lite.decorators import servicebus as servicebus
from azure_functions_lite.decorators import sql as sql
from azure_functions_lite.decorators import table as table
from azure_functions_lite.decorators import timer as timer
from azure_functions_lite.decorators import utils as utils
from azure_functions_lite.decorators import warmup as warmup
from azure_functions_lite.decorators.core import AccessRights as AccessRights
from azure_functions_lite.decorators.core import AuthLevel as AuthLevel
from azure_functions_lite.decorators.core import BlobSource as BlobSource
from azure_functions_lite.decorators.core import Cardinality as Cardinality
from azure_functions_lite.decorators.core import CosmosDBChangeFeedMode as CosmosDBChangeFeedMode
from azure_functions_lite.decorators.core import DataType as DataType
from azure_functions_lite.decorators.core import McpPropertyType as McpPropertyType
from azure_functions_lite.decorators.external import AsgiFunctionApp as AsgiFunctionApp
from azure_functions_lite.decorators.external import ExternalHttpFunctionApp as ExternalHttpFunctionApp
from azure_functions_lite.decorators.external import WsgiFunctionApp as WsgiFunctionApp
from azure_functions_lite.decorators.function_app import BindingApi as BindingApi
from azure_functions_lite.decorators.function_app import Blueprint as Blueprint
from azure_functions_lite.decorators.function_app import DecoratorApi as DecoratorApi
from azure_functions_lite.decorators.function_app import Function as Function
from azure_functions_lite.decorators.function_app import FunctionApp as FunctionApp
from azure_functions_lite.decorators.function_app import FunctionRegister as FunctionRegister
from azure_functions_lite.decorators.function_app import SettingsApi as SettingsApi
from azure_functions_lite.decorators.function_app import TriggerApi as TriggerApi
from azure_functions_lite.decorators.http import HttpMethod as HttpMethod
from azure_functions_lite.decorators.mcp import PromptArgument as PromptArgument
from azure_functions_lite.decorators.mcp import mcp_content as mcp_content

__all__ = [
    "AccessRights",
    "AsgiFunctionApp",
    "AuthLevel",
    "BindingApi",
    "BlobSource",
    "Blueprint",
    "Cardinality",
    "CosmosDBChangeFeedMode",
    "DataType",
    "DecoratorApi",
    "ExternalHttpFunctionApp",
    "Function",
    "FunctionApp",
    "FunctionRegister",
    "HttpMethod",
    "McpPropertyType",
    "PromptArgument",
    "SettingsApi",
    "TriggerApi",
    "WsgiFunctionApp",
    "mcp_content",
]
