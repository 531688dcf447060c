"""What to do about an app that imports `azure.functions` and should not find the official SDK."""

from __future__ import annotations

ALIAS_HINT = "see azure_functions_lite.compat.install, or set azure_functions_alias = true for pytest"
