"""The types and converters of Azure Functions for Python, with no runtime attached.

``import azure_functions_lite as func`` has the names of ``import azure.functions as func``. Importing the package
loads nothing; the table below says where each name is, and `__init__.pyi` says the same to type checkers.
"""

import sys as _sys

from azure_functions_lite._lazy import attach as _attach

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _attach(
    __name__,
    {
        "asgi": ("AsgiMiddleware",),
        "blob": ("InputStream",),
        "compat": (),
        "connectors": (),
        "context": ("Context", "Out"),
        "cosmosdb": ("Document", "DocumentList"),
        "custom_handler": (),
        "decorators": (
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
        ),
        "durable_functions": ("EntityContext", "OrchestrationContext"),
        "errors": (),
        "eventgrid": ("CloudEvent", "EventGridEvent", "EventGridOutputEvent"),
        "eventhub": ("EventHubEvent",),
        "extension": ("AppExtensionBase", "ExtensionMeta", "FuncExtensionBase", "FunctionExtensionException"),
        "forms": (),
        "headers": (),
        "http": ("HttpRequest", "HttpResponse"),
        "kafka": ("KafkaConverter", "KafkaEvent", "KafkaTriggerConverter"),
        "mcp": ("MCPToolContext", "PromptInvocationContext"),
        "meta": ("get_binding_registry", "register_converter"),
        "mysql": ("MySqlRow", "MySqlRowList"),
        "queue": ("QueueMessage",),
        "servicebus": ("ServiceBusMessage",),
        "sql": ("SqlRow", "SqlRowList"),
        "testing": (),
        "timer": ("TimerRequest",),
        "warmup": ("WarmUpContext",),
        "wsgi": ("WsgiMiddleware",),
    },
)

# The classic worker, and the two packages that the worker of Python 3.13 and later runs. Each has imported the official
# SDK before it imports an app. Nothing else imports them, so nothing happens anywhere else.
_WORKERS = ("azure_functions_worker", "azure_functions_runtime", "azure_functions_runtime_v1")

_in_worker = _sys.modules.get("azure.functions") is not None and any(name in _sys.modules for name in _WORKERS)
if _in_worker:  # pragma: no cover  # tests run it in fresh processes and in the worker
    from azure_functions_lite.compat import register as _register

    _register()
