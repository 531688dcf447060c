"""Extensions of the worker: code that runs when functions are loaded, and before and after each invocation.

An application extension is a subclass of `AppExtensionBase`, a function extension an object of a subclass of
`FuncExtensionBase`; `ExtensionMeta` has the registered ones.

Source: `azure.functions.extension`.
"""

# Imported at once: the four names need nearly all of the modules, and the root imports this package on first use.
from azure_functions_lite.extension.app_extension_base import AppExtensionBase
from azure_functions_lite.extension.extension_meta import ExtensionMeta
from azure_functions_lite.extension.func_extension_base import FuncExtensionBase
from azure_functions_lite.extension.function_extension_exception import FunctionExtensionException

__all__ = ["AppExtensionBase", "ExtensionMeta", "FuncExtensionBase", "FunctionExtensionException"]
