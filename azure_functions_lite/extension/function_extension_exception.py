"""The module in which `azure.functions` has the exception, which is in `azure_functions_lite.errors` here."""

from azure_functions_lite.errors import FunctionExtensionException

__all__ = ["FunctionExtensionException"]
