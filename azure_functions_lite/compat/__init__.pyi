from azure_functions_lite.compat._alias import install as install
from azure_functions_lite.compat._alias import uninstall as uninstall
from azure_functions_lite.compat._beside import register as register
from azure_functions_lite.compat._origin import sdk_of as sdk_of
from azure_functions_lite.compat._stubs import stubs as stubs
from azure_functions_lite.compat._vendor import vendor as vendor

__all__ = ["install", "register", "sdk_of", "stubs", "uninstall", "vendor"]
