"""What to do about an app that imports `azure.functions` where the official SDK is not what it should find."""

from __future__ import annotations

__all__ = ["ALIAS_HINT"]

ALIAS_HINT = "see azure_functions_lite.compat.install, or set azure_functions_alias = true for pytest"
