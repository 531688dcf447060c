"""Retries of a function that has failed."""

from __future__ import annotations

from collections.abc import Mapping

from azure_functions_lite.decorators.core import Setting

__all__ = ["RETRY_POLICY", "RetryPolicy"]

RETRY_POLICY = "retry_policy"


class RetryPolicy(Setting, name=RETRY_POLICY):
    """How often the host calls a function again that has failed, and after how long.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages
    """

    strategy: str
    """``fixed_delay`` or ``exponential_backoff``."""
    max_retry_count: str
    """Retries at most; ``-1`` for no limit."""
    delay_interval: str | None = None
    """Time between retries, ``HH:MM:SS``, for ``fixed_delay``."""
    minimum_interval: str | None = None
    """Time before the first retry, ``HH:MM:SS``, for ``exponential_backoff``."""
    maximum_interval: str | None = None
    """Time between retries at most, ``HH:MM:SS``, for ``exponential_backoff``."""
    setting_extra_fields: Mapping[str, object] | None = None
    """Further values of the setting."""
