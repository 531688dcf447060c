from azure_functions_lite.extension import app_extension_hooks as app_extension_hooks
from azure_functions_lite.extension import bindings as bindings
from azure_functions_lite.extension import extension_hook_meta as extension_hook_meta
from azure_functions_lite.extension import extension_scope as extension_scope
from azure_functions_lite.extension import func_extension_hooks as func_extension_hooks
from azure_functions_lite.extension.app_extension_base import AppExtensionBase as AppExtensionBase
from azure_functions_lite.extension.extension_meta import ExtensionMeta as ExtensionMeta
from azure_functions_lite.extension.func_extension_base import FuncExtensionBase as FuncExtensionBase
from azure_functions_lite.extension.function_extension_exception import (
    FunctionExtensionException as FunctionExtensionException,
)

__all__ = [
    "AppExtensionBase",
    "ExtensionMeta",
    "FuncExtensionBase",
    "FunctionExtensionException",
]
