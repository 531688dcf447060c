"""The place where `azure.functions` has the exception; here it is one of `azure_functions_lite.errors`."""

from azure_functions_lite.errors import FunctionExtensionException

__all__ = ["FunctionExtensionException"]
