from azure_functions_lite import blob as blob
from azure_functions_lite import context as context
from azure_functions_lite import errors as errors
from azure_functions_lite import forms as forms
from azure_functions_lite import headers as headers
from azure_functions_lite import http as http
from azure_functions_lite import meta as meta
from azure_functions_lite import queue as queue
from azure_functions_lite import timer as timer
from azure_functions_lite import warmup as warmup
from azure_functions_lite.blob import InputStream as InputStream
from azure_functions_lite.context import Context as Context
from azure_functions_lite.context import Out as Out
from azure_functions_lite.http import HttpRequest as HttpRequest
from azure_functions_lite.http import HttpResponse as HttpResponse
from azure_functions_lite.meta import get_binding_registry as get_binding_registry
from azure_functions_lite.meta import register_converter as register_converter
from azure_functions_lite.queue import QueueMessage as QueueMessage
from azure_functions_lite.timer import TimerRequest as TimerRequest
from azure_functions_lite.warmup import WarmUpContext as WarmUpContext

__version__: str
__all__ = [
    "Context",
    "HttpRequest",
    "HttpResponse",
    "InputStream",
    "Out",
    "QueueMessage",
    "TimerRequest",
    "WarmUpContext",
    "get_binding_registry",
    "register_converter",
]
