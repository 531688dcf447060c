"""The types and converters of Azure Functions for Python, with no runtime attached.

``import azure_functions_lite as func`` gives what ``import azure.functions as func`` gives. Importing the package
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

if _sys.modules.get("azure.functions") is not None:
    # In the worker, or wherever else the official SDK is in use: its converters are to take our classes.
    from azure_functions_lite.compat import register as _register

    _register()
